"""Packs and posts of the library, as a window shows and changes them.

In: an open library, names, values of :mod:`studio.model`. Out: :class:`~studio.model.changes.Changes`
from whatever writes. Whoever changes something says what they saw (a version, or the value as it was
read); what somebody else wrote since then is not overwritten but comes back as a conflict.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.library import (
    Library,
    Planned,
    Wish,
    planned,
    post_of,
    tag_names,
)
from studio.library import add_post as _add_post
from studio.library import cells as c
from studio.library import change_post as _change_post
from studio.library.fold import fold
from studio.library.overview import PackRow, pack_rows
from studio.model.changes import Changes, Key
from studio.model.post import Plan, Post
from studio.pack.schema import ID
from studio.text.languages import language as known_language

__all__ = [
    "PackRow",
    "Planned",
    "ReadPost",
    "add_label",
    "add_post",
    "calendar",
    "change_post",
    "hashtags_in_use",
    "labels_in_use",
    "list_packs",
    "new_pack",
    "read_post",
    "remove_label",
    "rename_pack",
    "set_hashtags",
    "set_labels",
    "set_plan",
]


@dataclass(frozen=True, slots=True)
class ReadPost:
    """A post in its own language, the library's labels for it, and the version of every value.

    ``versions`` by field, attributes with ``@`` before them; 0 is the version of what is not there.
    ``trashed`` says when it was put into the trash (UTC, ISO 8601), empty if it was not.
    """

    post: Post
    labels: tuple[str, ...]
    versions: Mapping[str, int]
    trashed: str = ""


def list_packs(library: Library) -> tuple[PackRow, ...]:
    """All packs in the order in which they came, those in the trash too."""
    with library.reading() as connection:
        return pack_rows(connection)


def new_pack(library: Library, pack: str, title: str, language: str) -> Changes:
    """Begin a pack without posts.

    Raises:
        InvalidInput: ``library.bad-name``, ``library.pack-exists``, or there is no such language.
    """
    _check_name(pack)
    known_language(language)
    if library.read(Key(pack, "", c.LANGUAGE)).value:
        raise InvalidInput.of(
            "library.pack-exists",
            N_("The library has a pack “{pack}” already."),
            hint=N_("It may be in the trash."),
            pack=pack,
        )
    wishes = [Wish(Key(pack, "", c.LANGUAGE), language, 0), Wish(Key(pack, "", c.TITLE), title, 0)]
    return library.edit("new pack", wishes)


def rename_pack(library: Library, pack: str, title: str, seen: int) -> Changes:
    """Give a pack another title; its name stays, since whoever has a copy knows it by that."""
    return library.edit("type", [Wish(Key(pack, "", c.TITLE), title, seen)], group=f"title {pack}")


def read_post(library: Library, pack: str, post: str) -> ReadPost:
    """A post as it is now.

    Raises:
        InvalidInput: ``library.no-post``.
    """
    cells = {key: cell for key, cell in library.post(pack, post).items() if not key.language}
    if not cells:
        raise InvalidInput.of(
            "library.no-post",
            N_("There is no post “{post}” in the pack “{pack}”."),
            hint=N_("It may have been removed in another window."),
            pack=pack,
            post=post,
        )
    language = library.read(Key(pack, "", c.LANGUAGE)).value or ""
    values = {key.field: cell.value or "" for key, cell in cells.items()}
    versions = {key.field: cell.version for key, cell in cells.items()}
    own = {name: value for name, value in values.items() if name not in c.OWN}
    labels = tuple(json.loads(values.get(c.LABELS, "[]")))
    return ReadPost(post_of(post, language, own), labels, versions, values.get(c.TRASHED, ""))


def add_post(library: Library, pack: str, post: Post) -> Changes:
    """Put a new post into a pack.

    Raises:
        InvalidInput: ``library.bad-name``, ``library.post-exists``, ``library.bad-key`` (no such pack).
    """
    _check_name(post.id)
    return _add_post(library, pack, post)


def change_post(library: Library, pack: str, old: Post, new: Post) -> Changes:
    """Write what differs between ``old``, as it was read, and ``new``."""
    return _change_post(library, pack, old, new)


def set_hashtags(library: Library, pack: str, post: str, hashtags: Iterable[str], seen: int) -> Changes:
    """Set the hashtags that a post's captions print; ``seen`` is their version as read."""
    wanted = _each_once(hashtags)
    return library.edit("hashtags", [Wish(Key(pack, post, c.HASHTAGS), _list(wanted), seen)])


def set_labels(library: Library, pack: str, post: str, labels: Iterable[str], seen: int) -> Changes:
    """Set the labels by which the library finds a post; they are never printed or given away."""
    wanted = _each_once(labels)
    return library.edit("labels", [Wish(Key(pack, post, c.LABELS), _list(wanted), seen)])


def add_label(library: Library, pack: str, posts: Iterable[str], label: str) -> Changes:
    """Put a label on several posts; one step of undo."""
    return _relabel(library, pack, posts, add=label)


def remove_label(library: Library, pack: str, posts: Iterable[str], label: str) -> Changes:
    """Take a label off several posts; one step of undo."""
    return _relabel(library, pack, posts, remove=label)


def set_plan(library: Library, pack: str, post: str, plan: Plan | None, seen: int) -> Changes:
    """Plan a post for a day, or with None for none; ``seen`` is the version of ``@plan`` as read."""
    value = c.plan_value(plan) if plan else None
    return library.edit("plan", [Wish(Key(pack, post, c.PLAN), value, seen)])


def calendar(
    library: Library, since: datetime.date | None = None, until: datetime.date | None = None
) -> tuple[Planned, ...]:
    """The posts that are planned between two days, both included, in their order."""
    return planned(library, since.isoformat() if since else "", until.isoformat() if until else "")


def labels_in_use(library: Library) -> tuple[str, ...]:
    """Every label, most used first."""
    return tag_names(library, printed=False)


def hashtags_in_use(library: Library) -> tuple[str, ...]:
    """Every hashtag, most used first."""
    return tag_names(library, printed=True)


def _relabel(
    library: Library, pack: str, posts: Iterable[str], *, add: str = "", remove: str = ""
) -> Changes:
    wishes = []
    for post in posts:
        key = Key(pack, post, c.LABELS)
        value, version = library.read(key)
        old = json.loads(value or "[]")
        new = [one for one in old if fold(one) != fold(remove)] if remove else _each_once([*old, add])
        wishes.append(Wish(key, _list(new), version))
    return library.edit("labels", wishes)


def _each_once(words: Iterable[str]) -> list[str]:
    """Without ``#``, empty ones and repetitions; the first spelling stays."""
    kept: dict[str, str] = {}
    for word in words:
        plain = word.strip().removeprefix("#")
        if plain:
            kept.setdefault(fold(plain), plain)
    return list(kept.values())


def _list(words: list[str]) -> str | None:
    return c.dump(words) if words else None


def _check_name(name: str) -> None:
    if len(name) > 60 or not re.search(ID, name):
        raise InvalidInput.of(
            "library.bad-name",
            N_("“{name}” can't be a name in the library."),
            hint=N_("Use up to 60 small letters of English, digits and hyphens."),
            name=name,
        )
