"""Stretches that stay whole: links, e-mail addresses, hashtags, handles, numbers with their units.

In: plain text. Out: :class:`Token` values in reading order, without overlap. A line never breaks
inside one (a link may after ``/`` when it is wider than its column), and in a text of the other
direction each is isolated, so that ``#MILCLICKS`` keeps its ``#`` in front.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_UNITS = (
    "%|‰|°[CF]?|€|£|\\$|₽|₴|₺|₹|¥|USD|EUR|RSD|BRL|km/h|km|cm|mm|m²|m|kg|mg|g|t|ml|l|"
    "kB|KB|MB|GB|TB|Hz|kHz|MHz|GHz|kW|MW|W|px|min|h|s|дин\\.?|км|м|кг|г|%"
)
_WORD = r"[\w\u200c\u200d\u0300-\u036f]"
_TOKEN = re.compile(
    r"(?P<link>(?:https?://|www\.)[^\s<>«»“”„]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    r"|(?<![\w.@-])(?:[a-zA-Z0-9-]{1,63}\.){1,8}(?:[a-z]{2,6})(?:/[^\s<>«»“”„]*)?(?![\w.]))"
    rf"|(?P<tag>(?<![\w&])[#＃]{_WORD}*[^\W\d_]{_WORD}*)"
    r"|(?P<handle>(?<![\w.])@\w[\w.-]*)"
    rf"|(?P<number>(?<!\w)[+−-]?(?:[€£$][ \u00a0]?)?\d[\d.,:/–-]*(?:[ \u00a0\u202f]\d{{3}}(?!\d))*"
    rf"(?:[ \u00a0\u202f](?:{_UNITS})(?!\w))?)"
)
_AFTER_LINK = ".,;:!?…)]}'\"»”’"


@dataclass(frozen=True, slots=True)
class Token:
    """``kind`` is link, tag, handle or number; offsets count code points."""

    start: int
    end: int
    kind: str


def find_tokens(text: str) -> list[Token]:
    """Every token of ``text``. Punctuation that closes a sentence does not belong to a link."""
    found = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        end = match.end()
        if kind in ("link", "handle", "number"):
            end = match.start() + len(_trimmed(match[0], "–-/" if kind == "number" else ""))
        found.append(Token(match.start(), end, kind))
    return found


def _trimmed(token: str, more: str) -> str:
    """``token`` without the punctuation that closes what stands round it."""
    while len(token) > 1 and token[-1] in _AFTER_LINK + more:
        if token[-1] == ")" and token.count("(") >= token.count(")"):
            break
        token = token[:-1]
    return token


def strong(text: str, start: int = 0, end: int | None = None) -> str:
    """Direction of the first strong character of a text or a stretch of it: ``L``, ``R`` or ``""``."""
    for char in text[start:end]:
        kind = unicodedata.bidirectional(char)
        if kind == "L":
            return "L"
        if kind in ("R", "AL"):
            return "R"
    return ""
