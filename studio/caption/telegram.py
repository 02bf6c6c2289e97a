"""Hashtags and mentions as Telegram reads them; for links X's grammar stands in.

In: any text. Out: :class:`~studio.caption.entities.Entity` values, offsets in code points. After the
source code of TDLib (``tg-text`` in ``networks.toml``). Linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata

from studio.caption.entities import Entity, find_urls, outside

MOST_CHARACTERS = 256
"""A hashtag ends after so many."""

_EXTRA = "_\xb7\u200c"
_CHANNEL = re.compile(r"@[A-Za-z0-9_]{3,32}+(?![A-Za-z0-9_])")
_MENTION = re.compile(r"(?<![\w@/])@([A-Za-z0-9_]{3,32}+)(?!\w)")


def find_hashtags(text: str, links: tuple[Entity, ...] | None = None) -> tuple[Entity, ...]:
    """Every hashtag in ``text``, in order; ``#news@channel`` is one; none inside ``links``."""
    found: list[Entity] = []
    at = text.find("#")
    while at >= 0:
        end = at + 1
        while end < len(text) and _continues(text[end]):
            end += 1
        value = text[at + 1 : end]
        grown = at > 0 and _continues(text[at - 1])
        if not grown and not text.startswith("#", end) and any(map(str.isalpha, value)):
            stop = min(end, at + 1 + MOST_CHARACTERS)
            channel = _CHANNEL.match(text, stop)
            stop = channel.end() if channel else stop
            found.append(Entity(text[at + 1 : stop], at, stop))
        at = text.find("#", end)
    return outside(found, find_urls(text) if links is None else links)


def find_mentions(text: str, links: tuple[Entity, ...] | None = None) -> tuple[Entity, ...]:
    """Every ``@name`` in ``text``, in order; none inside ``links``."""
    found = [Entity(m[1], m.start(), m.end()) for m in _MENTION.finditer(text)]
    return outside(found, find_urls(text) if links is None else links)


def _continues(char: str) -> bool:
    if char in _EXTRA or "\u0d80" <= char <= "\u0dff":
        return True
    return unicodedata.category(char)[0] == "L" or unicodedata.category(char) == "Nd"
