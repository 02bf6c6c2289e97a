"""Catalogs for translators: written from a pack, merged with what they have done.

In: a pack and the catalog that is already there. Out: PO text, or the file itself. Nothing a
translator wrote is ever lost: a changed source makes its translation fuzzy and keeps the old source
beside it, a text that left the pack becomes obsolete and returns with it. The same pack always gives
the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polib

from studio.model.catalog import GLOSSARY
from studio.model.kind import KINDS
from studio.model.post import Pack, Post
from studio.translation.po import read_po, write_whole

_TYPOGRAPHY = str.maketrans("’‘“”–—", "''\"\"--")


@dataclass(frozen=True, slots=True)
class Update:
    """What :func:`update_catalog` did, in entries. ``written`` is False if the file was up to date."""

    written: bool
    added: int = 0
    changed: int = 0
    removed: int = 0
    returned: int = 0


def pot(pack: Pack) -> str:
    """The pack's template for translators (a ``.pot``), in the order of posts and fields."""
    file = _new_file(pack, "")
    file.extend(_entries(pack))
    return po_text(file)


def update_catalog(pack: Pack, path: Path, language: str) -> Update:
    """Write or merge the catalog at ``path``. Entries keep their order; new ones come in between.

    Raises:
        InvalidInput: the catalog that is there is broken; it is left as it is.
        EnvironmentFailure: it can't be read or written.
    """
    known = path.is_file()
    file = read_po(path, f"{path.parent.name}/{path.name}") if known else _new_file(pack, language)
    fresh = {entry.msgctxt: entry for entry in _entries(pack)}
    live = {entry.msgctxt: entry for entry in file if not entry.obsolete}
    gone = {entry.msgctxt: entry for entry in file if entry.obsolete}
    count = dict.fromkeys(("added", "changed", "removed", "returned"), 0)
    for context, entry in live.items():
        if context not in fresh and not context.startswith(GLOSSARY):
            entry.obsolete = True
            count["removed"] += 1
    order = [entry for entry in file if entry.msgctxt in fresh and not entry.obsolete]
    before: str | None = None
    for context, new in fresh.items():
        old = live.get(context)
        if old is None:
            old = gone.get(context, new)
            count["added" if old is new else "returned"] += 1
            old.obsolete = False
            _insert(order, old, before)
        count["changed"] += _renew(old, new)
        before = context
    terms = [entry for context, entry in live.items() if context.startswith(GLOSSARY)]
    file[:] = order + terms + [entry for entry in file if entry.obsolete]
    file.metadata.setdefault("Language", language)
    return Update(write_whole(path, po_text(file)), **count)


def _insert(order: list[polib.POEntry], entry: polib.POEntry, before: str | None) -> None:
    """Put ``entry`` right behind the entry it follows in the pack."""
    contexts = [each.msgctxt for each in order]
    order.insert(contexts.index(before) + 1 if before in contexts else 0, entry)


def _renew(old: polib.POEntry, new: polib.POEntry) -> bool:
    """Bring an entry up to its source; whether the source said something else before."""
    old.comment, old.occurrences = new.comment, new.occurrences
    if old.msgid == new.msgid:
        return False
    same = gist(old.msgid) == gist(new.msgid)
    if old.msgstr and not same:
        # The first source is the one that the translation was made from.
        old.previous_msgid = old.previous_msgid or old.msgid
        old.fuzzy = True
    old.msgid = new.msgid
    return not same


def gist(text: str) -> str:
    """What of a source counts as changed: not its white space, quotation marks and dashes."""
    text = re.sub(r"\s+", " ", text).strip()
    return text.translate(_TYPOGRAPHY)


def _entries(pack: Pack) -> Iterator[polib.POEntry]:
    for post in pack.posts:
        for name, text in post.texts.items():
            yield polib.POEntry(
                msgctxt=f"{post.id}/{name}",
                msgid=text,
                msgstr="",
                comment=_note(post, name),
                occurrences=[(post.file, "")] if post.file else [],
            )


def _note(post: Post, name: str) -> str:
    """What a translator has to know who has never seen the card."""
    kind = KINDS[post.kind]
    field = kind.field(name)
    if field is None:
        return kind.label
    numbers = [part for part in name.split(".") if part.isdigit()]
    note = f"{field.label}{' ' + numbers[0] if numbers else ''} ({kind.label.lower()})"
    if field.words:
        note += f"; about {field.words} words"
    if "**" in post.text(name):
        note += "; keep the ** marks around the same words"
    if post.answer and name == f"options.{post.answer}":
        note += "; the right answer"
    return note + "."


def _new_file(pack: Pack, language: str) -> polib.POFile:
    file = polib.POFile(wrapwidth=78)
    file.header = f"{pack.title}\nTranslations of the pack “{pack.id}” of MIL CLICKS Studio."
    file.metadata = {
        "Project-Id-Version": pack.id,
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    return file


def po_text(file: polib.POFile) -> str:
    """A catalog as it is written: the same entries always give the same bytes."""
    file.wrapwidth = 78
    return str(file).rstrip("\n") + "\n"
