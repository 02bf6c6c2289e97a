"""Catalogs read from files and derived from each other.

In: ``i18n/<language>.po`` of a pack. Out: a :class:`~studio.model.catalog.Catalog`.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polib

from studio.diagnostics import N_, Where
from studio.errors import InvalidInput
from studio.model.catalog import Catalog, Entry
from studio.model.language import DERIVED
from studio.model.plain import plain
from studio.translation.derived import rewritten
from studio.translation.po import read_po


def load_catalog(path: Path, language: str) -> Catalog:
    """Read one PO file.

    Raises:
        InvalidInput: ``catalog.missing``, ``catalog.too-big``, ``catalog.encoding``,
            ``catalog.plurals``, ``catalog.broken``, ``catalog.duplicate``: with file and line.
        EnvironmentFailure: ``catalog.unreadable``.
    """
    name = f"{path.parent.name}/{path.name}"
    return catalog_of(read_po(path, name), name, language)


def catalog_of(po: polib.POFile, name: str, language: str) -> Catalog:
    """The entries of a PO file that is read already; ``name`` is what diagnostics call it.

    Raises:
        InvalidInput: ``catalog.duplicate``.
    """
    entries: dict[str, Entry] = {}
    for found in po:
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
