"""The texts of a pack as a translator works on them, one after another.

In: an open :class:`~studio.workspace.session.Session`, a language, a language to read from. Out:
:class:`Row` values, and :class:`~studio.model.changes.Changes` from what a translator decides. Comments
of translators are kept in the note that travels with a catalog, so they reach its PO file.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from studio.diagnostics import N_, Diagnostic, Where
from studio.library import Wish
from studio.library.cells import CATALOG, entry_value
from studio.library.overview import done_counts
from studio.model.catalog import Entry
from studio.model.changes import Changes, Key
from studio.model.language import DERIVED
from studio.model.post import Post
from studio.text.languages import language as known_language
from studio.translation.checks import check_text
from studio.translation.derived import rewritten
from studio.workspace.session import Session, TextState

DONE, FUZZY, OUTDATED, MISSING, BY_RULE = "done", "fuzzy", "outdated", "missing", "derived"
TO_DO = (FUZZY, OUTDATED, MISSING)
"""The statuses of a text on which somebody has to work."""

TAKE, KEEP = N_("take a translation as right"), N_("keep a translation for a look")
RULE, COMMENT = N_("write by rule again"), N_("comment")
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Row:
    """One text in a language.

    ``source`` is in the pack's own language, ``reference`` in the one to read from (empty if it has no
    such text), ``text`` what stands on the card, also where that follows by rule. ``status`` is one of
    those above; ``was`` the source that an outdated translation was made from. ``own``: somebody wrote
    it in this very language. ``findings`` are what it lost of its source.
    """

    key: Key
    source: str
    reference: str
    text: str
    status: str
    was: str = ""
    own: bool = False
    right_answer: bool = False
    findings: tuple[Diagnostic, ...] = ()

    @property
    def to_do(self) -> bool:
        """Whether somebody has to work on it."""
        return self.status in TO_DO


def rows_of(session: Session, pack: str, post: str, language: str, reference: str) -> tuple[Row, ...]:
    """The texts of a post in the order of its fields; empty if there is no such post."""
    shown = session.post(pack, post)
    if shown is None:
        return ()
    read = _texts(session, shown, pack, reference)
    return tuple(
        _row(session, shown, state, read.get(state.key.field, ""))
        for state in session.texts(pack, post, language)
    )


def _row(session: Session, post: Post, state: TextState, reference: str) -> Row:
    key, text = state.key, state.text
    if state.status == BY_RULE and not text:
        text = rewritten(state.source, key.language)
    own = bool(key.language) and bool(session.value(key))
    findings: tuple[Diagnostic, ...] = ()
    if own and state.status in (DONE, FUZZY):
        where = Where(post=key.post, field=key.field, language=key.language)
        findings = tuple(check_text(state.source, text, where))
    right = bool(post.answer) and key.field == f"options.{post.answer}"
    return Row(key, state.source, reference, text, state.status, state.was, own, right, findings)


def _texts(session: Session, post: Post, pack: str, language: str) -> dict[str, str]:
    if language == post.language:
        return dict(post.texts)
    states = session.texts(pack, post.id, language)
    return {
        s.key.field: s.text or rewritten(s.source, language)
        for s in states
        if s.status in (DONE, BY_RULE)
    }


def progress(session: Session, pack: str, language: str) -> tuple[int, int]:
    """How many texts of a pack are done in a language, and how many there are; of what is stored."""
    shown, origin = session.pack(pack), DERIVED.get(language, language)
    with session.library.reading() as connection:
        total, counts = done_counts(connection, pack)
    if shown is not None and shown.language in (language, origin):
        return total, total
    return min(total, max(counts.get(language, 0), counts.get(origin, 0))), total


def take_as_right(session: Session, rows: Iterable[Row]) -> Changes:
    """Translations that were doubtful or older than their source are right as they are."""
    return _mark(session, TAKE, [row for row in rows if row.text], fuzzy=False)


def keep_for_a_look(session: Session, rows: Iterable[Row]) -> Changes:
    """Translations on which somebody should look once more."""
    return _mark(session, KEEP, [row for row in rows if row.text], fuzzy=True)


def _mark(session: Session, intent: str, rows: Iterable[Row], *, fuzzy: bool) -> Changes:
    session.flush()
    wishes = []
    for row in rows:
        key, text = row.key, row.text
        if not row.own and key.language in DERIVED:
            # What follows by rule is as right as what it follows from.
            key = key._replace(language=DERIVED[key.language])
            text = session.value(key)
        source = session.value(key._replace(language=""))
        wishes.append(Wish(key, entry_value(Entry(source, text, fuzzy)), session.stored(key).version))
    return session.edit(intent, wishes)


def back_to_rule(session: Session, row: Row) -> Changes:
    """Take away what somebody wrote in a language that follows from another one."""
    session.flush()
    return session.edit(RULE, [Wish(row.key, None, session.stored(row.key).version)])


def add_language(session: Session, pack: str, language: str) -> Changes:
    """Let a pack be translated into one more language.

    Raises:
        InvalidInput: there is no such language.
    """
    known_language(language)
    key = Key(pack, "", CATALOG, language)
    return session.edit("add language", [Wish(key, "{}", session.stored(key).version)])


def comment(session: Session, key: Key) -> str:
    """What translators have noted at a text; empty if nothing."""
    return str(_comments(_note(session, key)).get(f"{key.post}/{key.field}", ""))


def set_comment(session: Session, key: Key, words: str) -> Changes:
    """Note something at a text for other translators; an empty note is taken away."""
    note = _note(session, key)
    comments = dict(_comments(note))
    name = f"{key.post}/{key.field}"
    if words.strip() == comments.get(name, ""):
        return Changes(COMMENT)
    comments[name] = words.strip()
    note["comments"] = {context: text for context, text in comments.items() if text}
    where = Key(key.pack, "", CATALOG, key.language)
    value = json.dumps(note, ensure_ascii=False, sort_keys=True)
    return session.edit(COMMENT, [Wish(where, value, session.stored(where).version)])


def _note(session: Session, key: Key) -> dict[str, Any]:
    stored = session.stored(Key(key.pack, "", CATALOG, key.language)).value or "{}"
    found = json.loads(stored)
    return found if isinstance(found, dict) else {}


def _comments(note: dict[str, Any]) -> dict[str, str]:
    found = note.get("comments", {})
    return found if isinstance(found, dict) else {}


def word_changes(old: str, new: str) -> Iterator[tuple[str, str]]:
    """How one text became another: (``same``, ``gone`` or ``new``; the words)."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield "same", "".join(before[a:b])
            continue
        if b > a:
            yield "gone", "".join(before[a:b])
        if d > c:
            yield "new", "".join(after[c:d])
