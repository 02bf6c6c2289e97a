"""Where a line may break: UAX #14 as ICU tailors it, and each language's manners.

In: plain text, its language, the stretches that stay whole. Out: :class:`Break` values, ascending;
the last one is the end of the text. ICU counts UTF-16 units; they are turned into code points here
and nowhere else.
"""

from __future__ import annotations

import re
import threading
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

import icu

from studio.model.language import Language
from studio.text.hyphens import hyphen_points
from studio.text.tokens import Token

_MANNERS = Path(__file__).with_name("breaks.toml")
_HARD_STATUS = 100
_HARD = re.compile("[\n-\r\x85\u2028\u2029]")
# A row of skin tones is one sign to readers; UAX #14 would break before each.
_TONES = re.compile("(?<=[\U0001f3fb-\U0001f3ff]{2})(?=[\U0001f3fb-\U0001f3ff])")
_DASHES = "–—"
# ICU iterators hold the text they are walking: one walk at a time.
_WALK = threading.Lock()


class BreakKind(IntEnum):
    """When a break may be taken."""

    ANY = 0
    HARD = 1
    BODY = 2
    """After a short word that a headline keeps with the next, or inside an unspaced word."""
    LINK = 3
    """After a slash, for a link that is wider than its column."""
    LINK_PART = 5
    """After a hyphen, for a link that is too wide even between its slashes."""
    HYPHEN = 4
    """Inside a word that is wider than its column; the line ends with a hyphen."""


_LINK_BREAKS = {"/": BreakKind.LINK, "-": BreakKind.LINK_PART}


class Break(NamedTuple):
    """A break before the code point ``at``; ``token`` is the index of the link it is in, or -1."""

    at: int
    kind: BreakKind = BreakKind.ANY
    token: int = -1


@dataclass(frozen=True, slots=True)
class _Manners:
    locale: str
    glue: re.Pattern[str]
    bind: re.Pattern[str] | None
    words: bool = False
    whole: re.Pattern[str] | None = None
    hyphens: str = ""
    spaced: re.Pattern[str] | None = None
    bind_always: bool = False
    divide: re.Pattern[str] | None = None


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, str]]:
    return tomllib.loads(_MANNERS.read_text("utf-8"))


@lru_cache(maxsize=256)
def _manners(language: Language) -> _Manners:
    row = _table().get(language.name) or _table().get(re.split("[_@]", language.name)[0], {})
    close, opening = (re.escape(row.get(side, "")) for side in ("close", "open"))
    after_space = [f"[{_DASHES}](?=\\s)"]
    if close:
        after_space.append(f"[{close}]")
    if opening:
        after_space.append(f"(?<=[{opening}]\\s)\\S")
    glue = rf"(?<=\s)(?:{'|'.join(after_space)})"
    if row.get("keep_words"):
        glue += r"|(?<=\w)(?=\w)"
    lead, trail = (row.get(side, "") for side in ("lead", "trail"))
    words = "|".join(map(re.escape, row.get("bind", "").split()))
    bind = re.compile(rf"(?<![\w'’-])(?:{words})[ ]+(?=\S)") if words else None
    if lead and trail:
        bind = re.compile(rf"[{re.escape(lead)}]|.(?=[{re.escape(trail)}])")
    whole = re.compile(row["whole"]) if "whole" in row else None
    spaced = None
    if row.get("narrow"):
        spaced = re.compile(rf"(?<=\S) (?=[{close}])|(?<=[{opening}]) (?=\S)")
    return _Manners(
        row.get("locale", language.tag),
        re.compile(glue),
        bind,
        bool(row.get("words")),
        whole,
        row.get("hyphens", ""),
        spaced,
        bool(row.get("bind_always")),
        re.compile(row["divide"]) if "divide" in row else None,
    )


@lru_cache(maxsize=64)
def _iterator(locale: str, kind: str) -> icu.BreakIterator:
    make = icu.BreakIterator.createLineInstance
    if kind == "character":
        make = icu.BreakIterator.createCharacterInstance
    elif kind == "word":
        make = icu.BreakIterator.createWordInstance
    return make(icu.Locale.forLanguageTag(locale))


def _walk(text: str, locale: str, kind: str) -> list[tuple[int, bool]]:
    """Boundaries of ``text`` as code point offsets, each with whether it must be taken."""
    shown = icu.UnicodeString(text)
    with _WALK:
        iterator = _iterator(locale, kind)
        iterator.setText(shown)
        if _HARD.search(text):
            found = [(at, iterator.getRuleStatus() >= _HARD_STATUS) for at in iterator]
        else:
            found = [(at, False) for at in iterator]
    if len(shown) == len(text):
        return found
    units = list(accumulate((2 if char > "\uffff" else 1 for char in text), initial=0))
    # A boundary inside a pair can't be: ICU walks whole characters.
    return [(bisect_right(units, at) - 1, hard) for at, hard in found]


def graphemes(text: str) -> list[int]:
    """Ends of the characters as readers see them (UAX #29), as code point offsets."""
    return [at for at, _ in _walk(text, "en", "character")]


def with_narrow_spaces(text: str, language: Language) -> str:
    """``text`` with the space that the author put beside a mark as the language prints it: narrow,
    and none to break at. No character is added or lost.
    """
    spaced = _manners(language).spaced
    return spaced.sub("\u202f", text) if spaced else text


def binds_always(language: Language) -> bool:
    """Whether short words stay with the next in body text too."""
    return _manners(language).bind_always


def hyphen_breaks(text: str, start: int, end: int, language: Language) -> list[Break]:
    """Where the words of text[start:end] may be divided, if the language has good patterns."""
    manners = _manners(language)
    points = hyphen_points(text[start:end], manners.hyphens, manners.divide)
    return [Break(start + at, BreakKind.HYPHEN) for at in points]


def find_breaks(text: str, language: Language, tokens: Sequence[Token]) -> list[Break]:
    """Every place where a line of this language may end."""
    if not text:
        return []
    manners = _manners(language)
    kept = {m.start() for m in manners.glue.finditer(text)}
    if manners.whole:
        kept |= {m.start() for m in manners.whole.finditer(text)}
    kept |= {m.start() for m in _TONES.finditer(text)}
    bound = {m.end() for m in manners.bind.finditer(text)} if manners.bind else set()
    words = {at for at, _ in _walk(text, manners.locale, "word")} if manners.words else None
    ends = [token.end for token in tokens]
    found = []
    for at, hard in _walk(text, manners.locale, "line"):
        if at == len(text):
            continue
        if hard:
            found.append(Break(at, BreakKind.HARD))
            continue
        index = bisect_right(ends, at) if ends else 0
        if index < len(ends) and tokens[index].start < at:
            token = tokens[index]
            kind = _LINK_BREAKS.get(text[at - 1]) if token.kind == "link" else None
            if kind and text[at - 2 : at] != "//":
                found.append(Break(at, kind, index))
        elif at not in kept:
            inside = at in bound or (words is not None and at not in words)
            found.append(Break(at, BreakKind.BODY if inside else BreakKind.ANY))
    found.append(Break(len(text), BreakKind.HARD))
    return found
