"""Three-way merging of catalogs, entry by entry.

In: a catalog's text as two people once had it, and what each has now. Out: one catalog with the work
of both. No translation, comment or obsolete entry of either is lost; where both translated the same
text in other words, that is a :class:`~studio.model.threeway.Conflict`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial

import polib

from studio.model.catalog import GLOSSARY
from studio.model.plain import plain
from studio.model.threeway import OURS, THEIRS, Conflict, changed_by, merge_listing
from studio.translation.merge import gist, po_text
from studio.translation.po import parse_po

Entries = dict[str, polib.POEntry]


@dataclass(frozen=True, slots=True)
class CatalogMerge:
    """``text`` is the merged PO file; at a conflict it holds the version of the chosen side."""

    text: str
    conflicts: tuple[Conflict, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One version of a catalog: its PO text, and contexts that are called otherwise in the merged pack
    (``""`` for texts that are gone from it)."""

    text: str
    moved: Mapping[str, str]


def merge_catalogs(
    base: Side | None,
    ours: Side,
    theirs: Side,
    sources: Mapping[str, str],
    language: str,
    chosen: str = OURS,
) -> CatalogMerge:
    """Merge two versions of one catalog; ``sources`` are the texts of the merged pack by context.

    A translation whose source is now another becomes fuzzy and keeps the source it was made from.

    Raises:
        InvalidInput: like :func:`studio.translation.po.parse_po`.
    """
    name = f"i18n/{language}.po"
    files = [parse_po(side.text if side else "", name) for side in (base, ours, theirs)]
    live = [
        _live(file, side.moved if side else {})
        for file, side in zip(files, (base, ours, theirs), strict=True)
    ]
    conflicts: list[Conflict] = []
    merged: Entries = {}
    for context in _in_order(live[1], live[2]):
        triple = tuple(entries.get(context) for entries in live)
        entry = _merged(
            triple, sources.get(context), partial(_clash, conflicts, context, language), chosen
        )
        if entry is not None:
            entry.msgctxt = context
            merged[context] = entry
    result = _headed(files[0] if base else None, files[1], files[2])
    gone = [entry for context, entry in merged.items() if not _stays(context, sources)]
    result.extend(entry for context, entry in merged.items() if _stays(context, sources))
    for entry in result:
        renew(entry, sources.get(entry.msgctxt, entry.msgid))
    result.extend(_obsolete(files[1:], gone, result))
    return CatalogMerge(po_text(result), tuple(conflicts))


def settle(text: str, moved: Mapping[str, str], sources: Mapping[str, str], language: str) -> str:
    """A catalog that nobody else changed, brought to the texts of the merged pack."""
    side = Side(text, moved)
    return merge_catalogs(side, side, side, sources, language).text


def renew(entry: polib.POEntry, source: str) -> None:
    """Make ``source`` the text that ``entry`` translates; a translation of another one is fuzzy."""
    if plain(entry.msgid) == source:
        return
    if entry.msgstr and gist(entry.msgid) != gist(source):
        entry.previous_msgid = entry.previous_msgid or entry.msgid
        entry.fuzzy = True
    entry.msgid = source


def _stays(context: str, sources: Mapping[str, str]) -> bool:
    """Whether an entry is a text of the merged pack, or a term of its glossary."""
    return context in sources or context.startswith(GLOSSARY)


def _live(file: polib.POFile, moved: Mapping[str, str]) -> Entries:
    """Entries by their contexts in the merged pack; those that are gone keep their own."""
    found: Entries = {}
    gone: Entries = {}
    for entry in file:
        if entry.obsolete or not entry.msgctxt:
            continue
        context = moved.get(entry.msgctxt, entry.msgctxt)
        (found if context else gone)[context or entry.msgctxt] = entry
    for context, entry in gone.items():
        found.setdefault(context if context not in found else f"{context} (gone)", entry)
    return found


def _in_order(ours: Entries, theirs: Entries) -> list[str]:
    """Our contexts, each followed by those that only they have and that follow it there."""
    order = list(ours)
    before: str | None = None
    for context in theirs:
        if context not in ours:
            order.insert(order.index(before) + 1 if before is not None else 0, context)
        before = context
    return order


def _clash(found: list[Conflict], context: str, language: str, ours: str, theirs: str) -> None:
    post, _, name = context.partition("/")
    found.append(Conflict(post, name, language, ours, theirs))


def _record(entry: polib.POEntry | None) -> tuple[str, str, bool] | None:
    return None if entry is None else (entry.msgid, entry.msgstr, entry.fuzzy)


def _merged(
    triple: tuple[polib.POEntry | None, ...], source: str | None, clash: partial[None], chosen: str
) -> polib.POEntry | None:
    """One entry: that of the side that changed it, with the comments of both."""
    base, ours, theirs = triple
    if ours is None or theirs is None:
        there = ours or theirs
        # Taken away by one; if the other has worked on it since, the work stays.
        return None if there is None or _record(base) == _record(there) else there
    who = changed_by(*map(_record, triple))
    if who == "both":
        who = _winner(base, ours, theirs, source)
        if not who:
            clash(ours.msgstr, theirs.msgstr)
            who = chosen
    entry, other = (theirs, ours) if who == THEIRS else (ours, theirs)
    comments = [each.tcomment.splitlines() if each else [] for each in triple]
    entry.tcomment = "\n".join(merge_listing(*comments))
    own = [[flag for flag in each.flags if flag != "fuzzy"] if each else [] for each in triple]
    entry.flags = [*merge_listing(*own), *(["fuzzy"] if entry.fuzzy else [])]
    if entry.fuzzy and not entry.previous_msgid:
        entry.previous_msgid = other.previous_msgid
    return entry


def _winner(
    base: polib.POEntry | None, ours: polib.POEntry, theirs: polib.POEntry, source: str | None
) -> str:
    """Whose entry stands where both differ from the base; ``""`` if that is for people to say."""
    text = base.msgstr if base else ""
    who = changed_by(text, ours.msgstr, theirs.msgstr)
    if who == "both":
        if ours.msgstr and theirs.msgstr:
            return ""
        return OURS if ours.msgstr else THEIRS
    if who:
        return who
    # The same words: what was made from the present source stands, and doubt weighs more.
    fits = [source is not None and plain(entry.msgid) == source for entry in (ours, theirs)]
    if fits[0] != fits[1]:
        return OURS if fits[0] else THEIRS
    ranks = [(entry.fuzzy, entry.msgid) for entry in (ours, theirs)]
    return OURS if ranks[0] >= ranks[1] else THEIRS


def _headed(base: polib.POFile | None, ours: polib.POFile, theirs: polib.POFile) -> polib.POFile:
    """An empty catalog with the header of the side that changed it, or changed it last."""
    heads = [(f.header, dict(f.metadata)) if f is not None else None for f in (base, ours, theirs)]
    who = changed_by(*heads)
    if who == "both":
        dates = [
            (f.metadata.get("PO-Revision-Date", ""), str(f.metadata), f.header) for f in (ours, theirs)
        ]
        who = OURS if dates[0] >= dates[1] else THEIRS
    head = theirs if who == THEIRS else ours
    file = polib.POFile(wrapwidth=78)
    file.header, file.metadata, file.metadata_is_fuzzy = (
        head.header,
        head.metadata,
        head.metadata_is_fuzzy,
    )
    return file


def _obsolete(
    files: Iterable[polib.POFile], gone: Iterable[polib.POEntry], live: Iterable[polib.POEntry]
) -> list[polib.POEntry]:
    """What left the pack, of both, each translation once; untranslated entries are dropped."""
    found: dict[tuple[str, str], polib.POEntry] = {}
    there = {(entry.msgid, entry.msgstr) for entry in live}
    for entry in (*(e for file in files for e in file if e.obsolete), *gone):
        if entry.msgstr and (entry.msgid, entry.msgstr) not in there:
            entry.obsolete = True
            entry.msgctxt = (entry.msgctxt or "").removesuffix(" (gone)")
            found.setdefault((f"{entry.msgctxt}\0{entry.msgid}", entry.msgstr), entry)
    return list(found.values())
