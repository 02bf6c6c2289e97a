"""What was: revisions of posts, the trash, conflicts that wait for a choice.

In: an open library, names, the number of an edit or a conflict. Out: frozen values from whatever looks,
:class:`~studio.model.changes.Changes` from whatever writes; each of those can be undone, but for
emptying the trash.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from studio.library import (
    Library,
    Query,
    Revision,
    Wish,
    as_it_was,
    compare,
    find,
    post_of,
    purge,
    restore_post,
    revisions,
)
from studio.library import cells as c
from studio.library.desk import trashed_before
from studio.library.overview import pack_rows
from studio.model.changes import Change, Changes, Conflict, Key
from studio.model.post import Post

__all__ = [
    "DAYS_IN_TRASH",
    "Revision",
    "Trash",
    "changed_since",
    "choose_wording",
    "empty_old_trash",
    "empty_trash",
    "list_conflicts",
    "list_revisions",
    "list_trash",
    "post_as_it_was",
    "resolve_conflict",
    "restore_revision",
    "translated_text",
]

_PAGE = 500

DAYS_IN_TRASH = 30
"""How long a post stays in the trash before it is removed for good."""


@dataclass(frozen=True, slots=True)
class Trash:
    """What is in the trash: whole packs, and posts of packs that are not (pack and post)."""

    packs: tuple[str, ...]
    posts: tuple[tuple[str, str], ...]


def list_revisions(library: Library, pack: str, post: str) -> tuple[Revision, ...]:
    """The edits of a post, newest first."""
    return revisions(library, pack, post)


def post_as_it_was(library: Library, pack: str, post: str, edit: int) -> Post | None:
    """A post in its own language as it was right after that edit; None if there was none then."""
    then = as_it_was(library, pack, post, edit)
    values = {key.field: value for key, value in then.items() if not key.language}
    if c.KIND not in values:
        return None
    language = library.read(Key(pack, "", c.LANGUAGE)).value or ""
    return post_of(post, language, {n: v for n, v in values.items() if n not in c.OWN})


def changed_since(library: Library, pack: str, post: str, edit: int) -> tuple[Change, ...]:
    """What changed in a post, translations included, between that edit and now."""
    return compare(library, pack, post, edit)


def restore_revision(library: Library, pack: str, post: str, edit: int) -> Changes:
    """Make a post what it was right after that edit, translations included."""
    return restore_post(library, pack, post, edit)


def translated_text(value: str) -> str:
    """The words of a translation, from the value that a :class:`Change` has of it."""
    return c.entry_of(value).text


def list_trash(library: Library) -> Trash:
    """Everything that is in the trash."""
    with library.reading() as connection:
        packs = tuple(row.pack for row in pack_rows(connection) if row.trashed)
    posts: list[tuple[str, str]] = []
    after = 0
    while True:
        with library.reading() as connection:
            page = find(connection, Query(trashed=True, after=after, limit=_PAGE))
        posts += [(hit.pack, hit.post) for hit in page if hit.pack not in packs]
        if len(page) < _PAGE:
            return Trash(packs, tuple(posts))
        after = page[-1].cursor


def empty_trash(library: Library, posts: Iterable[tuple[str, str]] | None = None) -> Changes:
    """Remove posts in the trash (pack and post; by default all of them) for good.

    Their history goes too and undo can't bring them back; a backup is made before. Packs in the
    trash stay there.
    """
    wanted = list_trash(library).posts if posts is None else posts
    by_pack: dict[str, list[str]] = {}
    for pack, post in wanted:
        by_pack.setdefault(pack, []).append(post)
    done = [purge(library, pack, names) for pack, names in by_pack.items()]
    edit = max((one.edit for one in done), default=0)
    return Changes("purge", edit, tuple(change for one in done for change in one.changes))


def empty_old_trash(library: Library, days: int = DAYS_IN_TRASH) -> Changes:
    """Remove for good what is in the trash for more than ``days``, as :func:`empty_trash` does."""
    before = (library.clock() - datetime.timedelta(days=days)).isoformat()
    old = trashed_before(library, before)
    return empty_trash(library, old) if old else Changes("purge")


def list_conflicts(library: Library) -> tuple[Conflict, ...]:
    """Conflicts that wait for a choice, oldest first. ``theirs`` stands in the library."""
    return library.conflicts()


def resolve_conflict(library: Library, number: int, value: str | None) -> Changes:
    """Choose for a conflict: its ``mine``, its ``theirs``, or a third value.

    Raises:
        InvalidInput: ``library.no-conflict``: it is settled already.
    """
    return library.resolve(number, value)


def choose_wording(library: Library, conflict: Conflict, *, mine: bool) -> Changes:
    """Choose one wording of a conflict so that the post's history has both.

    Raises:
        InvalidInput: like :func:`resolve_conflict`.
    """
    done = library.resolve(conflict.number, conflict.mine)
    if mine or not done:
        return done
    # What came later was never an edit: written once, it can be found again.
    seen = done.changes[0].version
    back = library.edit("resolve", [Wish(conflict.key, conflict.theirs, seen)])
    return Changes("resolve", back.edit, (*done.changes, *back.changes), back.conflicts)
