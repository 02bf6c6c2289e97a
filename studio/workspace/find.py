"""Texts of a library by some of their words, each with the place where it stands.

In: words as somebody types them. Out: posts and texts that hold all of them. The library's index finds
the posts; which of their texts it was is looked up here.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.library.fold import fold
from studio.library.search import Hit
from studio.model.changes import Key
from studio.workspace.library import Query, search_library
from studio.workspace.session import Session

__all__ = ["FoundText", "Hit", "find_posts", "find_texts"]


@dataclass(frozen=True, slots=True)
class FoundText:
    """A text that holds the words; ``language`` is the one it is in, also where the key has none."""

    key: Key
    kind: str
    language: str
    text: str


def find_posts(session: Session, words: str, limit: int) -> tuple[Hit, ...]:
    """Posts in which all words occur in one language; none without words."""
    if not words.strip():
        return ()
    return search_library(session.library, Query(text=words, limit=limit))


def find_texts(
    session: Session, words: str, hits: tuple[Hit, ...], limit: int
) -> tuple[FoundText, ...]:
    """The texts of ``hits`` that hold all words, in the language in which the post was found.

    Case and accents do not count.
    """
    wanted = fold(words).split()
    found: list[FoundText] = []
    for hit in hits:
        pack, post = session.pack(hit.pack), session.post(hit.pack, hit.post)
        if pack is None or post is None or not wanted:
            continue
        for state in session.texts(hit.pack, hit.post, hit.language or pack.language):
            text = state.text or state.source
            folded = fold(text)
            if all(word in folded for word in wanted):
                found.append(FoundText(state.key, hit.kind, hit.language or pack.language, text))
                if len(found) == limit:
                    return tuple(found)
    return tuple(found)
