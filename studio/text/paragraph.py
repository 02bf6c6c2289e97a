"""A paragraph: shaped once, then arithmetic.

In: shaped items, breaks and emphasised stretches of one text, by :mod:`studio.text.engine`. Out:
how many lines it takes at a width, and a :class:`TextLayout` at a size: glyphs at their places.
Measures are em until a size is given; offsets count code points of ``text``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from studio.diagnostics import Diagnostic
from studio.model.geometry import Rect
from studio.model.language import Language
from studio.text import wrap
from studio.text.breaks import Break, BreakKind
from studio.text.placing import LinePlacer, LinePlan
from studio.text.shape import Item, Shaper
from studio.text.tokens import Token

Align = Literal["start", "center", "end"]
Span = tuple[int, int]
SOFT_HYPHEN = "\u00ad"
_HANGING = frozenset(
    " \n\u200b\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f\u3000"
)
# A place after these marks is a good end of a headline's line; inside a compound it is a bad one.
_SENSE, _COMPOUND = frozenset(",.;:!?…،؛؟。、！？–—"), frozenset("-‐/")
_SENSE_PRICE, _COMPOUND_PRICE, _SPLIT_PRICE = -0.02, 0.10, 0.03


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one face (its ``key``) at one size, emphasised or not.

    ``places`` are the glyphs' origins (x, y) from the layout's left top, y down, in the unit of
    ``size``.
    """

    face: str
    size: float
    ids: tuple[int, ...]
    places: tuple[tuple[float, float], ...]
    emphasised: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line: text[start:end] with the white space and line feed that hang at its end.

    ``left`` and ``width`` are of what is seen; ``spans`` the left and right of each emphasised
    stretch, from left to right. An emphasised stretch begins (ends) on this line where
    ``starts_emphasis`` (``ends_emphasis``) is true.
    """

    baseline: float
    left: float
    width: float
    runs: tuple[Run, ...]
    spans: tuple[tuple[float, float], ...]
    starts_emphasis: bool
    ends_emphasis: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextLayout:
    """A paragraph at a size, in a column of ``width``; everything in the unit of ``size``.

    ``used`` is the widest line's width. ``overflow``: a piece that can't be broken is wider than the
    column. ``ink`` is the box round the glyphs' outlines; it may leave the lines' boxes.
    """

    size: float
    width: float
    height: float
    lines: tuple[Line, ...]
    overflow: bool
    ink: Rect
    rtl: bool
    used: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """The strut of a paragraph, em: its primary face and its line height."""

    ascent: float
    descent: float
    leading: float

    def baseline(self, line: int) -> float:
        """The baseline of line ``line`` (from 0), em from the top, as CSS places it."""
        return line * self.leading + (self.leading - self.ascent - self.descent) / 2 + self.ascent


@dataclass(frozen=True, slots=True)
class Material:
    """What the engine hands to a paragraph."""

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


class Paragraph:
    """A text in a language and a style.

    Attributes:
        text: what is drawn, marks removed.
        language: as given.
        spans: the emphasised stretches of ``text``.
        missing: the characters that no face has, each once; they are drawn as ``.notdef``.
        widest: em, the widest piece that no line break can divide.
        natural_width: em, the longest line between line feeds.
        diagnostics: what was mended in the text, and what could not be drawn.
    """

    def __init__(self, material: Material, missing: str, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.text, self.language = material.text, material.language
        self.missing, self.diagnostics = missing, diagnostics
        self._material = material
        self._pen = _Pen(material)
        self.spans = self._pen.spans
        self._plans: dict[tuple[object, ...], wrap.Plan] = {}
        self._links = tuple(
            (index, self._pen.between(token.start, token.end))
            for index, token in enumerate(material.tokens)
            if token.kind == "link"
        )
        self._span_widths = tuple((span, self._pen.between(*span)) for span in self.spans)
        self.natural_width = self._plan(False, False, (), ()).natural
        self.widest = self._plan(False, False, (), tuple(index for index, _ in self._links)).widest

    def lines_at(
        self,
        width: float,
        *,
        balanced: bool = False,
        break_before_emphasis: bool = False,
        keep_emphasis: bool = False,
    ) -> int:
        """How many lines the text takes in a column of ``width`` em; 0 for an empty text."""
        return wrap.count(self._plan_at(width, balanced, break_before_emphasis, keep_emphasis), width)

    def layout(
        self,
        width: float,
        size: float,
        *,
        balanced: bool = False,
        align: Align = "start",
        break_before_emphasis: bool = False,
        keep_emphasis: bool = False,
    ) -> TextLayout:
        """Set the text at ``size`` (any unit per em) in a column of ``width`` (the same unit).

        Takes as many lines as :meth:`lines_at` says for ``width / size``.
        """
        column = width / size
        plan = self._plan_at(column, balanced, break_before_emphasis, keep_emphasis)
        ends = wrap.balanced(plan, column) if balanced else wrap.settled(plan, column)
        placer = LinePlacer(self._pen.line_plan())
        lines, boxes = [], []
        begin = 0
        for number, j in enumerate(ends):
            end = plan.at[j]
            placed = placer.place(begin, self._pen.visible_end(begin, end))
            left = _left(align, self.language.rtl, column, placed.width)
            baseline = self._material.metrics.baseline(number)
            runs = tuple(
                Run(
                    run.face,
                    size,
                    tuple(run.ids),
                    tuple([((left + x) * size, (baseline + y) * size) for x, y in run.places]),
                    run.emphasised,
                )
                for run in placed.runs
            )
            lines.append(
                Line(
                    baseline * size,
                    left * size,
                    placed.width * size,
                    runs,
                    tuple([((left + a) * size, (left + b) * size) for a, b in placed.spans]),
                    any(begin <= s < end for s, _ in self.spans),
                    any(begin < e <= end for _, e in self.spans),
                    begin,
                    end,
                )
            )
            if placed.ink:
                x0, y0, x1, y1 = placed.ink
                boxes.append((left + x0, baseline + y0, left + x1, baseline + y1))
            begin = end
        used = max((line.width for line in lines), default=0.0)
        return TextLayout(
            size,
            width,
            len(lines) * self._material.metrics.leading * size,
            tuple(lines),
            used > width + wrap.SLACK * 10 * size,
            _union(boxes, size),
            self.language.rtl,
            used,
        )

    def _plan_at(self, width: float, balanced: bool, before: bool, keep: bool) -> wrap.Plan:
        """The plan for a width: manners give way before a piece sticks out of the column."""
        limit = width + wrap.SLACK
        opened = tuple([index for index, wide in self._links if wide > limit])
        kept = tuple([span for span, wide in self._span_widths if wide <= limit]) if keep else ()
        plan = self._plan(balanced, before, kept, opened)
        if plan.widest > limit and kept:
            plan = self._plan(balanced, before, (), opened)
        if plan.widest > limit and balanced:
            plan = self._plan(False, before, (), opened)
        return plan

    def _plan(
        self, balanced: bool, before: bool, kept: tuple[Span, ...], opened: tuple[int, ...]
    ) -> wrap.Plan:
        key = (balanced, before, kept, opened)
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = self._make_plan(balanced, before, kept, opened)
        return found

    def _make_plan(
        self, balanced: bool, before: bool, kept: tuple[Span, ...], opened: tuple[int, ...]
    ) -> wrap.Plan:
        text, pen = self.text, self._pen
        begins = {start for start, _ in self.spans} if before else set()
        at, stops = [0], []
        for one in self._material.breaks:
            hard = one.kind is BreakKind.HARD or (one.at in begins and one.kind is not BreakKind.LINK)
            if not hard:
                if balanced and one.kind is BreakKind.BODY:
                    continue
                if one.kind is BreakKind.LINK and one.token not in opened:
                    continue
                if any(start < one.at < end for start, end in kept):
                    continue
            at.append(one.at)
            if hard:
                stops.append(len(at) - 1)
        starts = tuple([pen.line_start(a) for a in at])
        edges = tuple([pen.line_edge(a) for a in at])
        prices = tuple([self._price(a) if a and a < len(text) else 0.0 for a in at])
        natural = max((edges[j] - starts[i] for i, j in pairwise((0, *stops))), default=0.0)
        return wrap.Plan(
            tuple(at),
            starts,
            edges,
            tuple(stops),
            prices,
            wrap.widest(starts, edges),
            max(0.0, natural),
        )

    def _price(self, at: int) -> float:
        """What a balanced line pays for ending here, in squared shares of its width."""
        price = _SPLIT_PRICE if any(start < at < end for start, end in self.spans) else 0.0
        last = self.text[at - 1]
        if last in _COMPOUND:
            return price + _COMPOUND_PRICE
        return price + (_SENSE_PRICE if self.text[:at].rstrip()[-1:] in _SENSE else 0.0)


class _Pen:
    """Where the pen is before and after each character, in em, on one endless line."""

    def __init__(self, material: Material) -> None:
        text, items = material.text, material.items
        self._material = material
        n = len(text)
        advance = [0.0] * n
        self._starts = bytearray(n + 1)
        self._starts[n] = 1
        self._item_of: list[Item | None] = [None] * (n + 1)
        for item in items:
            for i in range(item.start, item.end):
                self._item_of[i] = item
            for cluster, width in zip(item.glyphs.clusters, item.glyphs.advances, strict=True):
                advance[cluster] += width
                self._starts[cluster] = 1
        self.spans = self._snapped(material.spans)
        self._before = self._spaces_before()
        self.advance = advance
        self.start_of, self.end_of = [0.0] * (n + 1), [0.0] * (n + 1)
        x = 0.0
        for i in range(n):
            x += self._before[i]
            self.start_of[i] = x
            x += advance[i]
            self.end_of[i] = x
        self.start_of[n] = self.end_of[n] = x
        self._emphasised = bytearray(n + 1)
        for start, end in self.spans:
            self._emphasised[start:end] = b"\x01" * (end - start)
        self._corrected: dict[int, tuple[float, float]] = {}

    def line_plan(self) -> LinePlan:
        """What placing lines needs of it."""
        return LinePlan(
            self._material.items,
            self._material.shaper,
            self._before,
            self._emphasised,
            self._material.text,
        )

    def between(self, start: int, end: int) -> float:
        """The width of text[start:end], without hanging spaces."""
        end = self.visible_end(start, end)
        return self.end_of[end - 1] - self.start_of[start] if end > start else 0.0

    def visible_end(self, start: int, end: int) -> int:
        """The end of what is seen of a line text[start:end]."""
        text = self._material.text
        while end > start and text[end - 1] in _HANGING:
            end -= 1
        return end

    def line_start(self, at: int) -> float:
        """The pen at the start of a line that begins at ``at``."""
        return self.start_of[at] - self._corrections(at)[1]

    def line_edge(self, at: int) -> float:
        """The pen at the end of what is seen of a line that ends at ``at``."""
        end = self.visible_end(0, at)
        if not end:
            return 0.0
        return self.end_of[end - 1] + self._corrections(at)[0] + self._hyphen(end, at)

    def _hyphen(self, end: int, at: int) -> float:
        if at == len(self._material.text) or self._material.text[end - 1] != SOFT_HYPHEN:
            return 0.0
        item = self._item_of[end - 1]
        return sum(self._material.shaper.hyphen(item).advances) if item else 0.0

    def _corrections(self, at: int) -> tuple[float, float]:
        """How much wider the end of a line is, and the start of the next, for being cut at ``at``."""
        item = self._item_of[at]
        if item is None or at <= item.start or at in item.safe:
            return 0.0, 0.0
        found = self._corrected.get(at)
        if found is None:
            shaper = self._material.shaper
            safe = sorted(item.safe)
            before = max((s for s in safe if s < at), default=item.start)
            after = min((s for s in safe if s > at), default=item.end)
            end = self.visible_end(before, at)
            head = shaper.piece(item, before, at)
            left = sum(w for c, w in zip(head.clusters, head.advances, strict=True) if c < end)
            right = sum(shaper.piece(item, at, after).advances)
            found = left - sum(self.advance[before:end]), right - sum(self.advance[at:after])
            self._corrected[at] = found
        return found

    def _snapped(self, spans: Sequence[Span]) -> tuple[Span, ...]:
        """Emphasis moved to the edges of clusters: a mark can't begin inside a letter's cluster."""
        n = len(self._material.text)
        moved = []
        for span in spans:
            start, end = (
                next(
                    (i for i in range(edge, n) if self._starts[i] or self._item_of[i] is None),
                    n,
                )
                for edge in span
            )
            if start < end:
                moved.append((start, end))
        return tuple(moved)

    def _spaces_before(self) -> list[float]:
        """Letter-spacing and emphasis gaps: em of space before each cluster unless it begins a line."""
        text, tracking, gap = self._material.text, self._material.tracking, self._material.gap
        before = [0.0] * (len(text) + 1)
        if tracking:
            tracked = False
            for i in range(len(text)):
                item = self._item_of[i]
                if self._starts[i]:
                    before[i] = tracking if tracked and item is not None else 0.0
                    tracked = item is not None and item.tracked
        if gap:
            for edge in {edge for span in self.spans for edge in span}:
                if 0 < edge < len(text) and text[edge - 1] != "\n" and text[edge] != "\n":
                    before[edge] += gap
        return before


def _left(align: Align, rtl: bool, column: float, width: float) -> float:
    """The left of a line in its column; a line that sticks out does so at its end side."""
    if align == "center":
        return (column - width) / 2
    return column - width if (align == "end") != rtl else 0.0


def _union(boxes: Sequence[tuple[float, float, float, float]], size: float) -> Rect:
    if not boxes:
        return Rect(0.0, 0.0, 0.0, 0.0)
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[2] for b in boxes), max(b[3] for b in boxes)
    return Rect(left * size, top * size, (right - left) * size, (bottom - top) * size)
