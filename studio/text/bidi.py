"""Embedding levels and visual order by the Unicode bidirectional algorithm (UAX #9).

In: plain text of one or more paragraphs, its base direction, stretches to isolate. Out: a level for
each character, even for left to right. Levels are computed once for a paragraph; a line then only
needs :func:`visual_order` of its own runs (rules L1 and L2).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from studio.text.tokens import Token, strong
from studio.text.uax9 import class_of, resolve

LRI, RLI, PDI = "\u2066", "\u2067", "\u2069"
# A paragraph ends with a character of class B.
_PARAGRAPH = re.compile(
    "[^\n\r\x1c-\x1e\x85\u2029]*(?:\r\n|[\n\r\x1c-\x1e\x85\u2029])|[^\n\r\x1c-\x1e\x85\u2029]+"
)
# All blocks of letters written from right to left, Arabic numbers, and what turns or isolates.
_TURNING = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
# Pictures that UAX #9 takes for letters or numbers: flags (two letters) and keys.
_PICTURE = re.compile("[\U0001f1e6-\U0001f1ff]{2}|[0-9#*]\ufe0f?\u20e3")
_OPENING = {")": "(", "]": "[", "}": "{"}
# Without other classes all of a right-to-left text is on its first level.
_ONE_WAY = frozenset(("R", "AL", "NSM", "WS", "ON", "CS", "ES", "ET"))
_WAYS = {"L": "L", "R": "R", "AL": "R"}
Isolate = tuple[int, int, str]
"""Start, end, and ``L`` or ``R``."""


def isolates(text: str, tokens: Sequence[Token], *, rtl: bool) -> list[Isolate]:
    """The stretches that must keep their own order in a text of this direction.

    Links, hashtags and handles of the other direction; in right-to-left text also a number with its
    unit in Latin letters (“12 km”), and each stretch of words that are written from left to right,
    with the numbers and marks between them. Arabic digits stay in the text's own order, and flags and
    keys stand in it as other emoji do.
    """
    base = "R" if rtl else "L"
    found = [(*match.span(), "L") for match in _PICTURE.finditer(text)] if rtl else []
    pictures = {start for start, _, _ in found}
    for token in tokens:
        way = strong(text, token.start, token.end) or ("L" if token.kind == "link" else "")
        if token.start in pictures:
            continue
        if token.kind == "number" and not (rtl and text[token.start].isascii()):
            continue
        if way and way != base:
            found.append((token.start, token.end, way))
    if rtl:
        found.extend(_foreign_stretches(text, found))
    return sorted(found)


def _foreign_stretches(text: str, taken: Sequence[Isolate]) -> list[Isolate]:
    """Left-to-right words with what stands between them, outside of ``taken``."""
    found: list[Isolate] = []
    free = bytearray(b"\x01") * len(text)
    for start, end, _ in taken:
        free[start:end] = bytes(end - start)
    start = end = -1
    for i, char in enumerate(text):
        way = _WAYS.get(class_of(char))
        if not free[i] or way == "R" or char == "\n":
            if start >= 0:
                found.append((start, _closed(text, start, end), "L"))
            start = -1
        elif way == "L":
            start, end = i if start < 0 else start, i + 1
        elif start >= 0 and (char.isdigit() or (i == end and class_of(char) == "NSM")):
            end = i + 1
    if start >= 0:
        found.append((start, _closed(text, start, end), "L"))
    return found


def _closed(text: str, start: int, end: int) -> int:
    """``end``, or the end of the brackets after it that were opened inside of text[start:end]."""
    for char in text[end:]:
        opening = _OPENING.get(char)
        if opening is None or text.count(opening, start, end) <= text.count(char, start, end):
            break
        end += 1
    return end


def levels(text: str, *, rtl: bool, isolated: Sequence[Isolate] = ()) -> list[int]:
    """The embedding level of each code point.

    ``isolated`` stretches are treated as if they stood between an isolate and its end; the text
    itself gets no characters more.
    """
    if not text or (not rtl and not isolated and not _TURNING.search(text)):
        return [0] * len(text)
    if rtl and not isolated and _ONE_WAY.issuperset(map(class_of, set(text))):
        return [1] * len(text)
    shown, added = _with_isolates(text, isolated)
    found: list[int] = []
    for paragraph in _PARAGRAPH.findall(shown):
        found += resolve(paragraph, int(rtl))
    for place in reversed(added):
        del found[place]
    return found


def _with_isolates(text: str, isolated: Sequence[Isolate]) -> tuple[str, list[int]]:
    """``text`` with the characters that isolate, and where those are."""
    # An end stands before the start of a neighbour.
    edges = sorted(
        [(start, 1, LRI if way == "L" else RLI) for start, _, way in isolated]
        + [(end, 0, PDI) for _, end, _ in isolated]
    )
    pieces: list[str] = []
    last = 0
    for at, _, char in edges:
        pieces += (text[last:at], char)
        last = at
    added = [at + n for n, (at, _, _) in enumerate(edges)]
    return "".join((*pieces, text[last:])), added


def visual_order(run_levels: Sequence[int]) -> list[int]:
    """The runs of a line from left to right, as indices (rule L2)."""
    order = list(range(len(run_levels)))
    if not any(run_levels):
        return order
    lowest_odd = min((level for level in run_levels if level % 2), default=0)
    if not lowest_odd:
        return order
    for level in range(max(run_levels), lowest_odd - 1, -1):
        i = 0
        while i < len(order):
            if run_levels[i] < level:
                i += 1
                continue
            j = i
            while j < len(order) and run_levels[j] >= level:
                j += 1
            order[i:j] = reversed(order[i:j])
            i = j
    return order
