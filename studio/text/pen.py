"""The pen along an endless line: where it is before and after each character.

In: a paragraph's items, its emphasised stretches, letter-spacing. Out: places in em. The width of a
line text[a:b] is ``line_edge(b) - line_start(a)``; nothing is shaped for it, except once for a break
at which HarfBuzz says that glyphs would change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import add, sub

from studio.model.language import Language
from studio.text.breaks import Break
from studio.text.placing import LinePlan
from studio.text.script import JOINED
from studio.text.setting import Metrics
from studio.text.shape import Item, Shaper
from studio.text.tokens import Token

Span = tuple[int, int]
SOFT_HYPHEN = "\u00ad"
# What hangs at the end of a line unseen: spaces that are not no-break spaces.
_HANGING = " \n\u200b\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"


@dataclass(frozen=True, slots=True)
class Material:
    """What the engine hands to a paragraph; ``tracking``, ``gap`` and ``pad`` are em."""

    text: str
    language: Language
    spans: tuple[Span, ...]
    items: tuple[Item, ...]
    shaper: Shaper
    breaks: tuple[Break, ...]
    tokens: tuple[Token, ...]
    metrics: Metrics
    tracking: float
    gap: float
    pad: float = 0.0


class Pen:
    """Places of the pen, in em.

    Attributes:
        spans: the emphasised stretches, moved to the edges of clusters.
        divided: where a word may be divided though the text has no soft hyphen there.
    """

    def __init__(self, material: Material) -> None:
        self._material = material
        self.divided: set[int] = set()
        self._text = text = material.text
        n = len(text)
        advance = [0.0] * n
        self._item_of: list[Item | None] = [None] * (n + 1)
        for item in material.items:
            self._item_of[item.start : item.end] = [item] * (item.end - item.start)
            for cluster, width in zip(item.glyphs.clusters, item.glyphs.advances, strict=True):
                advance[cluster] += width
        self.spans = self._snapped(material.spans)
        self._advance = advance
        self._before = self._spaces_before()
        self._end_of: list[float] = list(accumulate(map(add, self._before, advance)))
        self._start_of: list[float] = [*map(sub, self._end_of, advance), self._end_of[-1] if n else 0.0]
        self._emphasised = bytearray(n + 1)
        for start, end in self.spans:
            self._emphasised[start:end] = b"\x01" * (end - start)
        self._begun = frozenset(start for start, _ in self.spans)

    def line_plan(self) -> LinePlan:
        """What placing lines needs of it."""
        material = self._material
        return LinePlan(material.items, material.shaper, self._before, self._emphasised)

    def splits(self, at: int) -> bool:
        """Whether a break at ``at`` divides an emphasised stretch."""
        return bool(self._emphasised[at - 1] and self._emphasised[at] and at not in self._begun)

    def between(self, start: int, end: int) -> float:
        """The width of text[start:end], without hanging spaces."""
        end = self.visible_end(start, end)
        return self._end_of[end - 1] - self._start_of[start] if end > start else 0.0

    def visible_end(self, start: int, end: int) -> int:
        """The end of what is seen of a line text[start:end]."""
        while end > start and self._text[end - 1] in _HANGING:
            end -= 1
        return end

    def at_break(self, at: int) -> tuple[float, float]:
        """The pen at the start of a line that begins at ``at``, and at the end of what is seen of a
        line that ends there.
        """
        # Asked for each break of a text, which in Chinese is each sign: nothing is called in vain.
        item, text, end = self._item_of[at], self._text, at
        while end and text[end - 1] in _HANGING:
            end -= 1
        start, edge = self._start_of[at], self._end_of[end - 1] if end else 0.0
        if at and (text[at - 1] == SOFT_HYPHEN or at in self.divided):
            edge += self._hyphen(at) if self.hyphenated(at) else 0.0
        if item is None or item.safe(at):
            return start, edge
        left, right = self._cut(item, at)
        return start - right, edge + left if end else 0.0

    def hyphenated(self, at: int) -> bool:
        """Whether a line that ends at ``at`` shows a hyphen, soft in the text or put in by patterns."""
        return at in self.divided or (0 < at < len(self._text) and self._text[at - 1] == SOFT_HYPHEN)

    def _hyphen(self, at: int) -> float:
        item = self._item_of[at - 1]
        return sum(self._material.shaper.hyphen(item).advances) if item else 0.0

    def _cut(self, item: Item, at: int) -> tuple[float, float]:
        """How much wider the end of a line is, and the start of the next, for being cut at ``at``,
        inside an item where that changes glyphs.
        """
        before, after = item.safe_before(at), item.safe_after(at)
        # A far cut that is not safe changes glyphs too: only those on this side of the middle count.
        low = before if item.safe(before) else (before + at) // 2
        high = after if item.safe(after) else (at + after) // 2
        left = self._difference(item, (before, at), (low, self.visible_end(before, at)))
        return left, self._difference(item, (at, after), (at, high))

    def _difference(self, item: Item, piece: Span, within: Span) -> float:
        """How much wider text[within] is when ``piece`` is shaped alone."""
        return self._alone(item, piece, within) - sum(self._advance[slice(*within)])

    def _alone(self, item: Item, piece: Span, within: Span) -> float:
        """The width of text[within] when ``piece`` is shaped alone.

        What stands around a piece matters to joined letters only, so others are remembered: short
        pieces (the end of a word and its space) come again and again.
        """
        shaper, origin = self._material.shaper, piece[0]
        known = item.script not in JOINED and not shaper.seams
        key = (
            shaper.tag,
            item.level % 2,
            item.script,
            self._text[slice(*piece)],
            within[0] - origin,
            within[1] - origin,
        )
        found = item.face.cuts.get(key) if known else None
        if found is None:
            glyphs = shaper.piece(item, *piece)
            start, end = within
            pairs = zip(glyphs.clusters, glyphs.advances, strict=True)
            found = sum([wide for cluster, wide in pairs if start <= cluster < end])
            if known:
                item.face.remember_cut(key, found)
        return found

    def _begins(self, at: int) -> bool:
        """Whether a cluster begins at ``at`` (line feeds and the text's end count)."""
        item = self._item_of[at]
        return item is None or at in item.first

    def _snapped(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Emphasis moved to the edges of clusters: a mark can't begin inside a letter's cluster."""
        n = len(self._text)
        moved = []
        for span in spans:
            start, end = (next(i for i in range(edge, n + 1) if self._begins(i)) for edge in span)
            if start < end:
                moved.append((start, end))
        return tuple(moved)

    def _spaces_before(self) -> list[float]:
        """Letter-spacing and emphasis gaps: em of space before each cluster unless it begins a line."""
        text, tracking = self._text, self._material.tracking
        before = [0.0] * (len(text) + 1)
        if tracking:
            for item in self._material.items:
                ahead = self._item_of[item.start - 1] if item.start else None
                for cluster in item.first:
                    # Space stands after a letter: an item's first cluster has the one before it.
                    after = ahead if cluster == item.start else item
                    if after is not None and after.tracked and self._advance[cluster]:
                        before[cluster] = tracking
        for edge in {edge for span in self.spans for edge in span}:
            before[edge] += self._emphasis_space(edge)
        return before

    def _emphasis_space(self, edge: int) -> float:
        """The space at an edge of an emphasised stretch, none between letters that are joined."""
        if not 0 < edge < len(self._text):
            return 0.0
        around = self._text[edge - 1 : edge + 1]
        item = self._item_of[edge]
        if "\n" in around or (item is not None and item.script in JOINED and not item.safe(edge)):
            return 0.0
        apart = any(map(str.isspace, around))
        return self._material.gap + (0.0 if apart else self._material.pad)
