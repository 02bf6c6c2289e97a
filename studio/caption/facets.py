"""Links, hashtags and mentions as Bluesky's programs detect them before they post.

In: any text. Out: :class:`~studio.caption.entities.Entity` values, offsets in code points (Bluesky's
own "facets" count UTF-8 bytes: :func:`studio.caption.offsets.byte_offsets`). Everything follows the
start, white space or, links and mentions, a bracket. A hashtag runs to the next white space, so
``#не-то`` is one; closing punctuation is not part of it. After the source code of Bluesky
(``bs-tags`` in ``networks.toml``). Linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata

from studio.caption.entities import Entity, is_top_level
from studio.caption.graphemes import grapheme_count

MOST_GRAPHEMES = 64
"""A longer hashtag is plain text."""

_SPACE = "\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_HIDDEN = "\xad\u2060\u200a-\u200d\u20e2"
_MENTION = re.compile(rf"(?:\A|(?<=[{_SPACE}(]))@([a-zA-Z0-9.-]++)")
_LINK = re.compile(
    rf"(?:\A|(?<=[{_SPACE}(]))"
    rf"(?:https?://[^{_SPACE}]++|([a-z][a-z0-9]*+(?:\.[a-z0-9]++)++)[^{_SPACE}]*+)",
    re.IGNORECASE,
)
_TAG = re.compile(rf"(?:\A|(?<=[{_SPACE}]))[#＃](?!\ufe0f)([^{_SPACE}{_HIDDEN}]++)")
_WORD = re.compile("[A-Za-z0-9_]")
_DIGITS = "0123456789"


def find_urls(text: str) -> tuple[Entity, ...]:
    """Every link in ``text``, in order."""
    found: list[Entity] = []
    for match in _LINK.finditer(text):
        start, end = match.span()
        if not text.startswith("http", start) and not (match[1] and _is_host(match[1])):
            continue
        if text[end - 1] in ".,;:!?":
            end -= 1
        if text[end - 1] == ")" and "(" not in text[start:end]:
            end -= 1
        found.append(Entity(text[start:end], start, end))
    return tuple(found)


def find_hashtags(text: str, links: tuple[Entity, ...] | None = None) -> tuple[Entity, ...]:
    """Every hashtag in ``text``, in order. No link can hold one, as it follows white space."""
    found: list[Entity] = []
    for match in _TAG.finditer(text):
        value = match[1]
        end = len(value)
        while end and unicodedata.category(value[end - 1])[0] == "P":
            end -= 1
        value = value[:end]
        says_something = any(c not in _DIGITS and unicodedata.category(c)[0] != "P" for c in value)
        if says_something and grapheme_count(value) <= MOST_GRAPHEMES:
            found.append(Entity(value, match.start(), match.start() + 1 + end))
    return tuple(found)


def find_mentions(text: str, links: tuple[Entity, ...] | None = None) -> tuple[Entity, ...]:
    """Every ``@handle.example`` in ``text``, in order; a handle is a host name."""
    found: list[Entity] = []
    for match in _MENTION.finditer(text):
        start, end = match.span(1)
        while end > start and not _is_edge(text, end):
            end -= 1
        value = text[start:end]
        if value and (_is_host(value) or value.endswith(".test")):
            found.append(Entity(value, match.start(), end))
    return tuple(found)


def _is_edge(text: str, at: int) -> bool:
    """Whether a word of ASCII letters begins or ends at ``at``."""
    after = at < len(text) and bool(_WORD.match(text[at]))
    return bool(_WORD.match(text[at - 1])) != after


def _is_host(name: str) -> bool:
    _, dot, last = name.rpartition(".")
    return bool(dot) and is_top_level(last)
