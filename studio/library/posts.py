"""Posts over time: made, thrown away, brought back, seen as they were.

In: a library and the names of posts. Out: :class:`~studio.model.changes.Changes`, and posts as they
were after any edit. Revisions are read from the journal, so they cost nothing until somebody looks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import and_, delete, select

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.library import cells as c
from studio.library.history import joined
from studio.library.library import Library, Wish
from studio.library.tables import changes, edits
from studio.model.changes import Change, Changes, Key
from studio.model.post import Post


@dataclass(frozen=True, slots=True)
class Revision:
    """One edit of a post: its number, when (UTC, ISO 8601), what for, by whom, and what it changed."""

    edit: int
    at: str
    intent: str
    author: str
    changes: tuple[Change, ...]


def add_post(library: Library, pack: str, post: Post) -> Changes:
    """Put a new post into a pack.

    Raises:
        InvalidInput: ``library.post-exists``; ``library.bad-key`` if there is no such pack.
    """
    if library.read(Key(pack, post.id, c.KIND)).value:
        raise InvalidInput.of(
            "library.post-exists",
            N_("The pack “{pack}” has a post “{post}” already."),
            hint=N_("It may be in the trash."),
            pack=pack,
            post=post.id,
        )
    return library.edit(
        "add post", _in_order(Wish(k, v, 0) for k, v in c.post_cells(pack, post).items())
    )


def change_post(library: Library, pack: str, old: Post, new: Post) -> Changes:
    """Write what differs between ``old``, as it was read, and ``new``.

    What somebody else has changed since ``old`` was read comes back as a conflict.
    """
    before, after = c.post_cells(pack, old), c.post_cells(pack, new)
    there = library.post(pack, old.id)
    wishes = []
    for key in {**before, **after}:
        if before.get(key) == after.get(key):
            continue
        cell = there.get(key)
        same = (cell.value if cell else None) == before.get(key)
        # Not the text that was read: a version that can't be makes it a conflict.
        wishes.append(Wish(key, after.get(key), (cell.version if cell else 0) if same else -1))
    return library.edit("change post", wishes)


def trash(library: Library, pack: str, posts: Iterable[str] = ()) -> Changes:
    """Put posts, or without any the whole pack, into the trash."""
    at = library.clock().isoformat()
    names = list(posts) or [""]
    return library.edit("trash", [Wish(Key(pack, name, c.TRASHED), at) for name in names])


def untrash(library: Library, pack: str, posts: Iterable[str] = ()) -> Changes:
    """Bring posts, or the pack, back from the trash."""
    names = list(posts) or [""]
    return library.edit("restore", [Wish(Key(pack, name, c.TRASHED), None) for name in names])


def purge(library: Library, pack: str, posts: Iterable[str]) -> Changes:
    """Remove posts that are in the trash for good, with their history; a backup is made before.

    Those that are not in the trash are left alone. Undo can't bring them back.
    """
    names = [name for name in posts if library.read(Key(pack, name, c.TRASHED)).value]
    if not names:
        return Changes("purge")
    library.keep_copy("manual")
    done = library._apply("purge", [Wish(Key(pack, name, c.KIND), None) for name in names])
    with library.writing() as connection:
        connection.execute(
            delete(changes).where(and_(changes.c.pack == pack, changes.c.post.in_(names)))
        )
    return done


def revisions(library: Library, pack: str, post: str) -> tuple[Revision, ...]:
    """The edits of a post, newest first."""
    with library.reading() as connection:
        rows = connection.execute(
            select(edits.c.at, edits.c.intent, edits.c.author, changes)
            .join(changes, changes.c.edit == edits.c.id)
            .where(changes.c.pack == pack, changes.c.post == post)
            .order_by(changes.c.id)
        ).all()
    found: dict[int, list[Change]] = {}
    heads = {}
    for row in rows:
        key = Key(row.pack, row.post, row.field, row.language)
        found.setdefault(row.edit, []).append(Change(key, row.before, row.after, row.edit))
        heads[row.edit] = (row.at, row.intent, row.author)
    return tuple(
        Revision(edit, *heads[edit], tuple(found[edit])) for edit in sorted(found, reverse=True)
    )


def as_it_was(library: Library, pack: str, post: str, edit: int) -> c.Cells:
    """All values of a post as they were right after that edit; empty if there was none."""
    now = {key: cell.value for key, cell in library.post(pack, post).items() if cell.value is not None}
    for change in _since(library, pack, post, edit):
        if change.before is None:
            now.pop(change.key, None)
        else:
            now[change.key] = change.before
    return now


def compare(library: Library, pack: str, post: str, edit: int) -> tuple[Change, ...]:
    """What changed in a post between that edit and now."""
    found = tuple(_since(library, pack, post, edit))
    return joined(reversed(found))


def restore(library: Library, pack: str, post: str, edit: int) -> Changes:
    """Make a post what it was right after that edit; that is an edit too, and can be undone."""
    then = as_it_was(library, pack, post, edit)
    now = library.post(pack, post)
    wishes = [
        Wish(key, then.get(key), now[key].version if key in now else 0) for key in {**now, **then}
    ]
    changed = (w for w in wishes if w.value != (now[w.key].value if w.key in now else None))
    return library.edit("restore", _in_order(changed))


def _since(library: Library, pack: str, post: str, edit: int) -> Iterator[Change]:
    """The changes of a post after that edit, newest first."""
    for revision in revisions(library, pack, post):
        if revision.edit > edit:
            yield from reversed(revision.changes)


def _in_order(wishes: Iterable[Wish]) -> list[Wish]:
    """The wish that makes the post first, the one that removes it last."""

    def rank(wish: Wish) -> int:
        if wish.key.field != c.KIND:
            return 1
        return 0 if wish.value is not None else 2

    return sorted(wishes, key=rank)
