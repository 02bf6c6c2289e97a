"""Posts made, copied and changed as a whole: what a window's buttons do.

In: an open :class:`~studio.workspace.session.Session`, names, values. Out: :class:`Changes`, one step
of undo each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import replace

from studio.library import Wish, add_post
from studio.library.cells import ELEMENT, THEME, TRASHED
from studio.model.changes import Changes, Key
from studio.model.post import Post
from studio.text.markup import parse
from studio.workspace.session import Session

_MOST_LETTERS = 40


def name_for(text: str) -> str:
    """An id made of a title: ``Looks fake?`` gives ``looks-fake``; Cyrillic in Latin letters."""
    from icu import Transliterator

    latin = Transliterator.createInstance("Any-Latin; Latin-ASCII").transliterate(parse(text).text)
    plain = unicodedata.normalize("NFKD", str(latin)).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:_MOST_LETTERS].rstrip("-") or "post"


def free_name(wished: str, taken: Collection[str]) -> str:
    """``wished``, or with the first number behind it that makes it free."""
    name, number = wished, 2
    while name in taken:
        name, number = f"{wished}-{number}", number + 1
    return name


def new_post(session: Session, pack: str, post: Post) -> tuple[str, Changes]:
    """Put a new post into a pack, under a free id like its own; returns that id."""
    taken = {row.post for row in session.rows(pack)}
    name = free_name(post.id, taken)
    session.flush()
    return name, session.done(add_post(session.library, pack, replace(post, id=name)))


def trash_posts(session: Session, pack: str, posts: Iterable[str]) -> Changes:
    """Put posts into the trash."""
    at = session.library.clock().isoformat()
    return session.edit("trash", [Wish(Key(pack, post, TRASHED), at) for post in posts])


def bring_back_posts(session: Session, pack: str, posts: Iterable[str]) -> Changes:
    """Take posts out of the trash."""
    return session.edit("restore", [Wish(Key(pack, post, TRASHED), None) for post in posts])


def set_element(session: Session, pack: str, posts: Iterable[str], element: str) -> Changes:
    """Give posts an element."""
    return _attribute(session, "choose an element", pack, posts, ELEMENT, element)


def set_theme(session: Session, pack: str, posts: Iterable[str], theme: str) -> Changes:
    """Give posts a theme; empty for the template's own."""
    return _attribute(session, "choose a theme", pack, posts, THEME, theme)


def _attribute(
    session: Session, intent: str, pack: str, posts: Iterable[str], name: str, value: str
) -> Changes:
    return session.edit(intent, _wishes(session, pack, posts, name, value))


def _wishes(session: Session, pack: str, posts: Iterable[str], name: str, value: str) -> list[Wish]:
    keys = [Key(pack, post, name) for post in posts]
    return [Wish(key, value or None, session.seen(key)) for key in keys]
