"""Catalogs as frozen values.

In: ``i18n/<language>.po`` of a pack. Out: a :class:`Catalog`: for each ``<post id>/<field>`` the
source text it was made from, the translation, and whether a translator still has to look at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.diagnostics import N_, Where
from studio.errors import InvalidInput
from studio.model.language import DERIVED
from studio.model.plain import plain
from studio.translation.derived import rewritten
from studio.translation.po import read_po


@dataclass(frozen=True, slots=True)
class Entry:
    """One text. ``source`` is the text it translates; ``derived`` marks transliterated ones."""

    source: str
    text: str
    fuzzy: bool = False
    line: int = field(default=0, compare=False)
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Catalog:
    """The translations of a pack into one language, by ``<post id>/<field>``.

    ``file`` is where they were read from, for diagnostics.
    """

    language: str
    entries: Mapping[str, Entry]
    file: str = field(default="", compare=False)

    def entry(self, post: str, name: str) -> Entry | None:
        """The entry of a post's field, if the catalog has one."""
        return self.entries.get(f"{post}/{name}")


def load_catalog(path: Path, language: str) -> Catalog:
    """Read one PO file.

    Raises:
        InvalidInput: ``catalog.missing``, ``catalog.too-big``, ``catalog.encoding``,
            ``catalog.plurals``, ``catalog.broken``, ``catalog.duplicate``: with file and line.
        EnvironmentFailure: ``catalog.unreadable``.
    """
    name = f"{path.parent.name}/{path.name}"
    entries: dict[str, Entry] = {}
    for found in read_po(path, name):
        if found.obsolete or not found.msgctxt:
            continue
        if found.msgctxt in entries:
            raise InvalidInput.of(
                "catalog.duplicate",
                N_("The catalog has two entries for {context}."),
                where=Where(file=name, line=found.linenum, language=language),
                hint=N_("Delete the one that is out of date."),
                context=found.msgctxt,
            )
        entries[found.msgctxt] = Entry(
            plain(found.msgid), plain(found.msgstr), found.fuzzy, found.linenum
        )
    return Catalog(language, entries, name)


def pack_catalog(root: Path, language: str) -> Catalog | None:
    """The catalog of the pack in folder ``root`` for ``language``; None if it has none.

    What ``sr@latin.po`` lacks (or all, if there is no such file) is derived from ``sr.po``.

    Raises:
        InvalidInput, EnvironmentFailure: like :func:`load_catalog`.
    """
    folder = root / "i18n"
    path = folder / f"{language}.po"
    own = load_catalog(path, language) if path.is_file() else None
    origin = DERIVED.get(language)
    if origin is None or not (folder / f"{origin}.po").is_file():
        return own
    base = load_catalog(folder / f"{origin}.po", origin)
    return derive(base, language, own)


def derive(base: Catalog, language: str, own: Catalog | None = None) -> Catalog:
    """``base`` (``sr``) as a language that follows from it (``sr@latin``); fuzzy entries stay fuzzy.

    What ``own`` translates itself goes first, unless it is fuzzy and ``base`` has a text.
    """
    entries = {
        context: replace(entry, text=rewritten(entry.text, language), derived=True)
        for context, entry in base.entries.items()
    }
    for context, entry in own.entries.items() if own else ():
        derived = entries.get(context)
        if derived is None or not derived.text or (entry.text and not entry.fuzzy):
            entries[context] = entry
    return Catalog(language, entries, base.file)
