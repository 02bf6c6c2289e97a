"""The words of a pack in one language as a PO file, for translators who work elsewhere, and back.

In: an open session, a pack, a language, a path. Out: a PO file that Poedit and Weblate understand;
:class:`~studio.model.changes.Changes` of what came back. What comes back is merged text by text with
what the pack was when the words were given away: where both sides changed a text, both are kept.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import polib

from studio.diagnostics import N_, Where
from studio.errors import InvalidInput
from studio.library import Wish, exchanged, get_pack, given_away
from studio.library.cells import CATALOG, STRAY, Cells, entry_of, entry_value
from studio.model.catalog import GLOSSARY, Catalog, Entry
from studio.model.changes import Changes, Key
from studio.model.plain import plain
from studio.text.languages import language as known_language
from studio.translation import update_catalog
from studio.translation.catalog import catalog_of
from studio.translation.po import read_po, read_text, write_whole
from studio.workspace.library_files import catalog_po
from studio.workspace.session import Session

TAKE_IN = N_("take in a PO file")


def save_po(session: Session, pack: str, language: str, file: Path) -> None:
    """Write every text of a pack with its translation, what translators should know, their comments.

    A translation that is older than its source is marked fuzzy, with the source it was made from.

    Raises:
        InvalidInput: there is no such pack.
        EnvironmentFailure: the file can't be written.
    """
    session.flush()
    content = get_pack(session.library, pack)
    known = next((one for one in content.catalogs if one.language == language), None)
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        made = Path(temporary) / f"{language}.po"
        if known is not None and known.entries:
            write_whole(made, catalog_po(content, known))
        update_catalog(content.pack, made, language)
        text = read_text(made, made.name)
    write_whole(file, text)
    given_away(session.library, content)


def take_po(session: Session, pack: str, language: str, file: Path) -> Changes:
    """Take in what a PO file says in a language; one step of undo.

    Texts that it has no translation of stay as they are, and so does what it says of texts that the
    pack does not have.

    Raises:
        InvalidInput: ``catalog.*``: the file can't be used, or it is in another language.
        EnvironmentFailure: it can't be read.
    """
    session.flush()
    name = file.name
    po = read_po(file, name)
    said = po.metadata.get("Language", "").replace("-", "_")
    if said and not _same(said, language):
        raise InvalidInput.of(
            "catalog.other-language",
            N_("The file says that it is in {said}, but {language} was chosen."),
            where=Where(file=name),
            hint=N_("Choose the language of the file, then take it in."),
            said=said[:20],
            language=language,
        )
    there = {k: c.value for k, c in session.library.cells(pack).items() if c.value is not None}
    theirs = _cells(pack, language, catalog_of(po, name, language), po, there)
    base = _base(session, pack, theirs)
    wishes = [
        Wish(key, value, session.stored(key).version if _may(key, value, there, base) else -1)
        for key, value in theirs.items()
        if value != there.get(key) and value != base.get(key)
    ]
    note = Key(pack, "", CATALOG, language)
    value = _with_comments(there.get(note, "{}"), po, there, pack)
    if value != there.get(note):
        wishes.append(Wish(note, value, session.stored(note).version))
    return session.edit(TAKE_IN, wishes)


def _same(said: str, language: str) -> bool:
    tag = known_language(language).tag.replace("-", "_")
    return said.casefold() in (language.casefold(), tag.casefold(), language.split("@")[0].casefold())


def _cells(
    pack: str, language: str, catalog: Catalog, po: polib.POFile, there: Mapping[Key, str]
) -> Cells:
    """What the file says of texts that the pack has, and of its glossary."""
    before = {one.msgctxt: plain(one.previous_msgid or "") for one in po if not one.obsolete}
    found: Cells = {}
    for context, entry in catalog.entries.items():
        post, _slash, field = context.partition("/")
        key = Key(pack, post, field, language)
        if context.startswith(GLOSSARY):
            key = Key(pack, "", STRAY + context, language)
        elif key._replace(language="") not in there or field.startswith("@"):
            continue
        if not entry.text:
            continue
        made = Entry(entry.source, entry.text, entry.fuzzy)
        known = entry_of(there[key]) if key in there else None
        if entry.fuzzy:
            if known is not None and known.text == entry.text:
                continue  # nobody has worked on it
            made = Entry(before.get(context) or entry.source, entry.text, True)
        found[key] = entry_value(made)
    return found


def _base(session: Session, pack: str, theirs: Cells) -> Cells:
    """What both sides had: of all exchanges the one that the file differs from least, the newest."""
    best: Cells = {}
    least = -1
    with session.library.reading() as connection:
        for one in exchanged(connection, pack):
            apart = sum(one.get(key) != value for key, value in theirs.items())
            if least < 0 or apart < least:
                best, least = one, apart
    return best


def _may(key: Key, value: str, there: Mapping[Key, str], base: Cells) -> bool:
    """Whether their text may stand: we have not changed ours, or ours was not finished."""
    ours = there.get(key)
    if ours is None or ours == base.get(key):
        return True
    source = there.get(key._replace(language=""), "")
    mine, other = entry_of(ours), entry_of(value)
    unfinished = mine.fuzzy or (bool(key.post) and mine.source != source)
    return mine.text == other.text or (unfinished and not other.fuzzy and other.source == source)


def _with_comments(note: str, po: polib.POFile, there: Mapping[Key, str], pack: str) -> str:
    """The note of the catalog with the file's comments of translators."""
    found = json.loads(note)
    comments = dict(found.get("comments", {}))
    for one in po:
        post, _slash, field = (one.msgctxt or "").partition("/")
        if one.tcomment and not one.obsolete and Key(pack, post, field) in there:
            comments[one.msgctxt] = plain(one.tcomment)
    if not comments:
        return note
    return json.dumps({**found, "comments": comments}, ensure_ascii=False, sort_keys=True)
