"""What is a link, a hashtag and a mention on a network.

In: any text and the name of a grammar, as network data use it. Out: :class:`Found`. Networks that
publish no grammar go by X's.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from studio.caption import entities, facets, fediverse, telegram
from studio.caption.entities import Entity


class Found(NamedTuple):
    """Each in order of the text; none overlaps another of its kind."""

    urls: tuple[Entity, ...]
    hashtags: tuple[Entity, ...]
    mentions: tuple[Entity, ...]


_Inside = Callable[[str, tuple[Entity, ...] | None], tuple[Entity, ...]]


class _Grammar(NamedTuple):
    urls: Callable[[str], tuple[Entity, ...]]
    hashtags: _Inside
    mentions: _Inside


GRAMMARS = {
    "x": _Grammar(entities.find_urls, entities.find_hashtags, entities.find_mentions),
    "bluesky": _Grammar(facets.find_urls, facets.find_hashtags, facets.find_mentions),
    "mastodon": _Grammar(fediverse.find_urls, fediverse.find_hashtags, fediverse.find_mentions),
    "telegram": _Grammar(entities.find_urls, telegram.find_hashtags, telegram.find_mentions),
}
"""Every grammar by the name that network data use."""


def find(text: str, grammar: str) -> Found:
    """All that ``grammar`` finds in ``text``."""
    rules = GRAMMARS[grammar]
    links = rules.urls(text)
    return Found(links, rules.hashtags(text, links), rules.mentions(text, links))
