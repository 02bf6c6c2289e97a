"""A caption that is too long, as a thread of posts.

In: a text, a network's rule, its language. Out: the posts, each with its number, none longer than the
network takes. Cuts are made between paragraphs and sentences; inside a sentence that is too long for
one post between words; never inside a word, link, hashtag or mention. Nothing is lost but white space.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import icu

from studio.caption.count import length, utf8_length
from studio.caption.grammar import find
from studio.model.network import TextRule

MOST_PARTS = 99
"""Nobody reads a longer thread."""

# Scripts written without spaces between words: there ICU's dictionaries tell where a word ends.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
)
# "Dr." and "Проф." don't end a sentence.
_ABBREVIATION = re.compile(r"(?:^|[\s(])([^\W\d_])[^\W\d_]{0,3}\.[ \u00a0]+\Z")

Span = tuple[int, int]


def fits(text: str, rule: TextRule) -> bool:
    """Whether the network takes ``text`` as one post."""
    if len(text) > rule.limit and len(text.split(None, rule.limit)) > rule.limit:
        return False  # every word counts at least one, by any rule: no need to measure
    if rule.byte_limit and utf8_length(text) > rule.byte_limit:
        return False
    return length(text, rule) <= rule.limit


def split(text: str, rule: TextRule, language: str, tail: str = "") -> tuple[str, ...]:
    """``text`` as numbered posts; ``tail`` (hashtags) stands at the end of the first.

    Empty if it can't be done: a word that is longer than a post, or more than :data:`MOST_PARTS`.
    ``language`` is a BCP 47 tag or a gettext name.
    """
    ends = _ends(text, rule, language)
    for most in (9, MOST_PARTS):
        chunks = _chunks(text, ends, rule, tail, most)
        if len(chunks) <= most:
            total = len(chunks)
            return tuple(_part(c, tail, number, total) for number, c in enumerate(chunks, 1))
    return ()


def _part(chunk: str, tail: str, number: int, total: int) -> str:
    words = f"{chunk}\n\n{tail}" if tail and number == 1 else chunk
    return f"{words} ({number}/{total})"


def _chunks(
    text: str, ends: tuple[list[int], list[int]], rule: TextRule, tail: str, most: int
) -> list[str]:
    """The text in pieces that fit with their numbers, at most ``most + 1``; none if that can't be."""
    chunks: list[str] = []
    start = 0
    while start < len(text) and len(chunks) <= most:
        number = len(chunks) + 1
        for places in ends:
            end = _furthest(text, start, places, rule, tail, (number, most))
            if end > start:
                break
        else:
            return []
        if piece := text[start:end].strip():
            chunks.append(piece)
        start = end
    return chunks


def _furthest(
    text: str, start: int, places: list[int], rule: TextRule, tail: str, numbers: tuple[int, int]
) -> int:
    """The last of ``places`` up to which the text from ``start`` fits, or ``start``."""

    def fit(index: int) -> bool:
        return fits(_part(text[start : places[index]].strip(), tail, *numbers), rule)

    # Measuring costs most, so steps grow until one is too long, and the last one is halved.
    first = bisect_right(places, start)
    low, high = first - 1, first
    while high < len(places) and fit(high):
        low, high = high, high + (high - first + 1)
    high = min(high, len(places))
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fit(middle) else (low, middle)
    return places[low] if low >= first else start


def _ends(text: str, rule: TextRule, language: str) -> tuple[list[int], list[int]]:
    """Where sentences end, and where words do; both end with the end of the text."""
    found = find(text, rule.grammar)
    whole = sorted((e.start, e.end) for kind in found for e in kind)
    locale = icu.Locale.forLanguageTag(language.partition("@")[0].replace("_", "-"))
    sentences = icu.BreakIterator.createSentenceInstance(locale)
    words = icu.BreakIterator.createLineInstance(locale)
    ends = []
    for breaks, is_sentence in ((sentences, True), (words, False)):
        places = (p for p in _places(text, breaks) if _may_cut(text, p, sentence=is_sentence))
        ends.append([*_outside(places, whole), len(text)])
    return ends[0], ends[1]


def _may_cut(text: str, place: int, *, sentence: bool) -> bool:
    before = text[place - 1]
    if before == "\n":
        return True
    if before.isspace():
        short = _ABBREVIATION.search(text[max(0, place - 12) : place])
        return not (sentence and short and short[1].isupper())
    return bool(_UNSPACED.match(before))


def _places(text: str, breaks: icu.BreakIterator) -> Iterator[int]:
    """ICU's breaks inside ``text`` in code points."""
    breaks.setText(text)
    wide = [i for i, char in enumerate(text) if char > "\uffff"]
    # The UTF-16 unit before each wide character, so that units are told from code points by bisection.
    units = [place + count for count, place in enumerate(wide)]
    for unit in breaks:
        place = unit - bisect_right(units, unit - 1)
        if 0 < place < len(text):
            yield place


def _outside(places: Iterable[int], spans: list[Span]) -> Iterator[int]:
    """Those of ``places`` that don't lie inside one of ``spans``."""
    starts = [start for start, _ in spans]
    ends: list[int] = []
    for _, end in spans:
        ends.append(max(end, ends[-1] if ends else 0))
    for place in places:
        index = bisect_right(starts, place - 1) - 1
        if index < 0 or ends[index] <= place:
            yield place
