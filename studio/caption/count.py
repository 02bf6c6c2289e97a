"""How long a text is by a network's own rule.

In: a text and a :class:`~studio.model.network.TextRule`, whose ``counter`` names one of
:data:`COUNTERS`. Out: a whole number to compare with the rule's ``limit``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import icu

from studio.caption import fediverse
from studio.caption.entities import find_urls
from studio.caption.graphemes import grapheme_count
from studio.model.network import TextRule

_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))
_LIGHT_WEIGHT, _HEAVY_WEIGHT, _SCALE = 100, 200, 100
_HEAVY = re.compile("[^" + "".join(f"{chr(a)}-{chr(b)}" for a, b in _LIGHT) + "]")
_VARIATION = "\ufe0f"


def length(text: str, rule: TextRule) -> int:
    """The length of ``text`` in the units of ``rule.limit``."""
    return COUNTERS[rule.counter](text, rule)


def x_weighted(text: str, rule: TextRule) -> int:
    """X: after NFC, links are ``url_length``, each emoji 2, light characters 1, all others 2."""
    text = unicodedata.normalize("NFC", text)
    weight = at = 0
    for link in find_urls(text):
        weight += _plain_weight(text[at : link.start]) + rule.url_length * _SCALE
        at = link.end
    return (weight + _plain_weight(text[at:])) // _SCALE


def graphemes(text: str, rule: TextRule) -> int:
    """Characters as people see them: extended grapheme clusters of Unicode, by ICU."""
    return grapheme_count(text)


def mastodon(text: str, rule: TextRule) -> int:
    """Mastodon: graphemes; links are ``url_length``, a mention counts without its server."""
    links = fediverse.find_urls(text)
    mentions = fediverse.find_mentions(text, links)
    pieces: list[str] = []
    at = 0
    for entity in sorted((*links, *mentions), key=lambda e: e.start):
        pieces.append(text[at : entity.start])
        link = text[entity.start] != "@"
        pieces.append("x" * rule.url_length if link else "@" + entity.value.partition("@")[0])
        at = entity.end
    return grapheme_count("".join((*pieces, text[at:])))


def threads(text: str, rule: TextRule) -> int:
    """Threads: code points, but emoji are as many as their bytes in UTF-8."""
    emoji = (text[start:end] for start, end in _emoji_spans(text))
    return len(text) + sum(utf8_length(one) - len(one) for one in emoji)


def code_points(text: str, rule: TextRule) -> int:
    """Unicode code points."""
    return len(text)


def utf16(text: str, rule: TextRule) -> int:
    """UTF-16 code units: characters beyond U+FFFF are 2."""
    return utf16_length(text)


def utf8_bytes(text: str, rule: TextRule) -> int:
    """Bytes in UTF-8."""
    return utf8_length(text)


def utf16_length(text: str) -> int:
    """UTF-16 code units; half a pair counts as one."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf8_length(text: str) -> int:
    """Bytes in UTF-8; half a pair counts as three."""
    return len(text.encode("utf-8", "surrogatepass"))


COUNTERS: dict[str, Callable[[str, TextRule], int]] = {
    "x-weighted": x_weighted,
    "graphemes": graphemes,
    "mastodon": mastodon,
    "threads": threads,
    "code-points": code_points,
    "utf16": utf16,
    "utf8-bytes": utf8_bytes,
}
"""Every counter by the name that network data use."""


def _plain_weight(text: str) -> int:
    """The weight of a text without links."""
    weight = at = 0
    for start, end in _emoji_spans(text):
        weight += _character_weight(text[at:start]) + _HEAVY_WEIGHT
        at = end
    return weight + _character_weight(text[at:])


def _character_weight(text: str) -> int:
    heavy = len(_HEAVY.findall(text))
    return heavy * _HEAVY_WEIGHT + (len(text) - heavy) * _LIGHT_WEIGHT


class _Emoji(NamedTuple):
    """Recommended emoji without U+FE0F, and what it takes to find them in a text.

    ``beginnings`` of them; ``varied``, the beginnings after which U+FE0F may stand; ``needy``, those
    that are emoji only with it; ``first``, a pattern of first characters.
    """

    bare: frozenset[str]
    beginnings: frozenset[str]
    varied: frozenset[str]
    needy: frozenset[str]
    first: re.Pattern[str]


@cache
def _emoji() -> _Emoji:
    listed = list(icu.UnicodeSet("[[:RGI_Emoji:]]"))
    bare = frozenset(emoji.replace(_VARIATION, "") for emoji in listed)
    needy = frozenset(e[0] for e in listed if len(e) == 2 and e[1] == _VARIATION)
    varied = frozenset(
        emoji[:at].replace(_VARIATION, "")
        for emoji in listed
        for at, char in enumerate(emoji)
        if char == _VARIATION
    )
    # One wide range instead of hundreds of narrow ones: ten times faster on text without emoji.
    low = "".join(sorted({e[0] for e in bare if e[0] < "\u2000"}))
    first = re.compile(f"[{re.escape(low)}\u2000-\U0010ffff]")
    beginnings = frozenset(e[:n] for e in bare for n in range(1, len(e)))
    return _Emoji(bare, beginnings, varied, needy, first)


def _emoji_spans(text: str) -> list[tuple[int, int]]:
    """Where emoji are: the longest recommended sequence from each place.

    U+FE0F is optional where the sequence has it; anywhere else it is a character of its own. A sign
    that is text by default (©) is an emoji only with U+FE0F after it.
    """
    known = _emoji()
    spans: list[tuple[int, int]] = []
    at = 0
    while match := known.first.search(text, at):
        start = match.start()
        end = _emoji_end(text, start, known)
        alone = text[start:end] in known.needy
        if end and not alone:
            spans.append((start, end))
        at = max(end, start + 1)
    return spans


def _emoji_end(text: str, start: int, known: _Emoji) -> int:
    """Where the longest emoji that begins at ``start`` ends, or 0."""
    key, at, end = "", start, 0
    while at < len(text) and (not key or key in known.beginnings):
        key += text[at]
        at += 1
        if key in known.varied and text.startswith(_VARIATION, at):
            at += 1
        if key in known.bare:
            end = at
    return end
