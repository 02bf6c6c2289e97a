"""A paragraph: shaped once, then arithmetic.

In: shaped items, breaks and emphasised stretches of one text, by :mod:`studio.text.engine`. Out:
how many lines it takes at a width, and a :class:`TextLayout` at a size: glyphs at their places.
Measures are em until a size is given; offsets count code points of ``text``.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from functools import cached_property
from itertools import pairwise
from math import isinf
from typing import NamedTuple

from studio.diagnostics import Diagnostic
from studio.model.geometry import Rect
from studio.text import wrap
from studio.text.breaks import Break, BreakKind, binds_always, hyphen_breaks
from studio.text.pen import Material, Pen, Span
from studio.text.placing import Box, PlacedLine, place_line, union
from studio.text.script import SPACELESS
from studio.text.setting import Align, Line, Run, TextLayout
from studio.text.tokens import Token

# A place after these marks is a good end of a headline's line; inside a compound it is a bad one.
_SENSE, _COMPOUND = frozenset(",.;:!?…،؛؟。、！？–—"), frozenset("-‐/")
_SENSE_PRICE, _COMPOUND_PRICE, _SPLIT_PRICE = -0.02, 0.10, 0.03
_NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)
_LINK_KINDS = (BreakKind.LINK, BreakKind.LINK_PART)
# Emphasis that stays on one line by itself: characters, or the share of a column without spaces.
_SHORT_LENGTH, _SHORT_SHARE = 8, 0.6


_Way = tuple[int, BreakKind]
"""A link, by the index of its token, and where it may break."""
_Key = tuple[bool, bool, tuple[Span, ...], tuple[_Way, ...], tuple[int, ...]]


class _Manners(NamedTuple):
    """How lines are chosen; ``hyphenate`` None: if they are not balanced."""

    balanced: bool
    before_emphasis: bool
    keep_emphasis: bool
    hyphenate: bool | None

    @property
    def divides(self) -> bool:
        """Whether words wider than the column are divided."""
        return not self.balanced if self.hyphenate is None else self.hyphenate


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
        self._binds = binds_always(material.language)
        self._pen = Pen(material)
        self.spans = self._pen.spans
        self._places: dict[int, tuple[float, float]] = {}
        self._plans: dict[_Key, wrap.Plan] = {}
        self._outlines: dict[tuple[int, int, bool], PlacedLine] = {}
        self._span_widths = tuple((span, self._pen.between(*span)) for span in self.spans)
        closed = self._plan(False, False, (), ())
        links = [(n, token) for n, token in enumerate(material.tokens) if token.kind == "link"]
        slashed = self._plan(False, False, (), tuple([(n, BreakKind.LINK) for n, _ in links]))
        # Each way to open a link, and the width of column from which on it need not be taken.
        self._links = (
            *[((n, BreakKind.LINK), _piece(closed, token.start)) for n, token in links],
            *[((n, BreakKind.LINK_PART), _widest_piece(slashed, token)) for n, token in links],
        )
        self.natural_width = closed.natural
        self.widest = self._plan(False, False, (), tuple([way for way, _ in self._links])).widest

    def lines_at(
        self,
        width: float,
        *,
        balanced: bool = False,
        break_before_emphasis: bool = False,
        keep_emphasis: bool = False,
        hyphenate: bool | None = None,
    ) -> int:
        """How many lines the text takes in a column of ``width`` em; 0 for an empty text."""
        manners = _Manners(balanced, break_before_emphasis, keep_emphasis, hyphenate)
        return wrap.count(self._plan_at(width, manners), width)

    def layout(
        self,
        width: float,
        size: float,
        *,
        balanced: bool = False,
        align: Align = "start",
        break_before_emphasis: bool = False,
        keep_emphasis: bool = False,
        hyphenate: bool | None = None,
        close: float = 1.0,
        down: float = 0.0,
        glyphs: bool = True,
    ) -> TextLayout:
        """Set the text at ``size`` (any unit per em) in a column of ``width`` (the same unit).

        Takes as many lines as :meth:`lines_at` says for ``width / size``. A word that is wider than
        the column is divided, if the language has good patterns and ``hyphenate`` is true (None: if
        the text is not balanced). ``close`` is the share of the line height that is kept, and
        all lines stand ``down`` em lower. Without ``glyphs`` the lines have no runs: whoever only
        measures gets the same boxes for much less.
        """
        column, metrics = width / size, self._material.metrics
        if close != 1:
            metrics = replace(metrics, leading=metrics.leading * close)
        manners = _Manners(balanced, break_before_emphasis, keep_emphasis, hyphenate)
        plan = self._plan_at(column, manners)
        ends = wrap.balanced(plan, column) if balanced else wrap.settled(plan, column)
        stretches = list(pairwise((0, *(plan.at[j] for j in ends))))
        place = self._placed if glyphs else self._outline
        placed = [place(a, b) for a, b in stretches]
        used = max((line.width for line in placed), default=0.0)
        if isinf(column):
            column, width = used, used * size
        lefts = [_left(align, self.language.rtl, column, line.width) for line in placed]
        lines = tuple(
            [
                self._line(placed[n], metrics.baseline(n) + down, lefts[n], size, stretch)
                for n, stretch in enumerate(stretches)
            ]
        )
        return TextLayout(
            size,
            width,
            len(lines) * metrics.leading * size,
            lines,
            used > column + wrap.SLACK * 10,
            _around(lines),
            self.language.rtl,
            used * size,
        )

    def inks(self, line: Line) -> list[Box]:
        """The boxes round the outlines of a line's glyphs, em from its left and its baseline."""
        return [box for run in self._placed(line.start, line.end).runs for box in run.ink()]

    def _placed(self, start: int, end: int) -> PlacedLine:
        """The line of text[start:end] with its glyphs."""
        pen = self._pen
        seen, hyphen = pen.visible_end(start, end), pen.hyphenated(end)
        return place_line(pen.line_plan(), start, seen, hyphen=hyphen)

    def _outline(self, start: int, end: int) -> PlacedLine:
        """The same line without its glyphs. Kept: the search for a size meets a line many times."""
        key = (start, end, self._pen.hyphenated(end))
        found = self._outlines.get(key)
        if found is None:
            found = self._outlines[key] = replace(self._placed(start, end), runs=[])
        return found

    def _line(self, placed: PlacedLine, down: float, left: float, size: float, stretch: Span) -> Line:
        """A placed line moved to its place and scaled; ``down`` is its baseline, em from the top."""
        baseline = down * size
        dx = left * size
        runs = [
            Run(
                run.face.key,
                size,
                tuple(run.ids),
                tuple([(dx + x * size, baseline + y * size) for x, y in run.places]),
                run.emphasised,
            )
            for run in placed.runs
        ]
        start, end = stretch
        return Line(
            baseline,
            dx,
            placed.width * size,
            tuple(runs),
            tuple([(dx + a * size, dx + b * size) for a, b in placed.spans]),
            any(start <= s < end for s, _ in self.spans),
            any(start < e <= end for _, e in self.spans),
            start,
            end,
            _rect(placed.ink, size).moved(dx, baseline) if placed.ink else _NOWHERE,
        )

    def _plan_at(self, width: float, manners: _Manners) -> wrap.Plan:
        """The plan for a width: manners give way before a piece sticks out of the column."""
        limit = width + wrap.SLACK
        balanced, before, keep, _ = manners
        # Breaks after short words are left out of a balanced plan; what they cost does no harm.
        balanced = balanced or self._binds
        opened = tuple([way for way, wide in self._links if wide > limit])
        fitting = [(span, wide / limit) for span, wide in self._span_widths if wide <= limit]
        kept = tuple([span for span, share in fitting if keep or self._short(span, share)])
        plan = self._plan(balanced, before, kept, opened)
        if plan.widest > limit and kept:
            plan = self._plan(balanced, before, (), opened)
        if plan.widest > limit and balanced:
            plan = self._plan(False, before, (), opened)
        if plan.widest > limit and manners.divides:
            plan = self._plan(False, before, (), opened, self._divisions(plan, limit))
        return plan

    def _divisions(self, plan: wrap.Plan, limit: float) -> tuple[int, ...]:
        """Where the pieces wider than ``limit`` may be divided."""
        points: list[int] = []
        for i, (a, b) in enumerate(pairwise(plan.at)):
            if plan.width(i, i + 1) > limit:
                found = hyphen_breaks(self.text, a, b, self.language)
                # A hyphen inside an address or a hashtag would make another one of it.
                points += [one.at for one in found if not self._in_token(one.at)]
        self._pen.divided.update(points)
        return tuple(points)

    def _in_token(self, at: int) -> bool:
        return any(token.start < at < token.end for token in self._material.tokens)

    @property
    def divided(self) -> frozenset[int]:
        """Where words were divided so far, as offsets of ``text``."""
        return frozenset(self._pen.divided)

    @cached_property
    def widest_divided(self) -> float:
        """em, like ``widest``, when words may be divided."""
        return self._plan_at(0.0, _Manners(False, False, False, True)).widest

    def _short(self, span: Span, share: float) -> bool:
        """Whether an emphasised stretch is better never divided; ``share`` is that of the column."""
        if self.language.script in SPACELESS:
            return share <= _SHORT_SHARE
        return span[1] - span[0] <= _SHORT_LENGTH

    def _plan(
        self,
        balanced: bool,
        before: bool,
        kept: tuple[Span, ...],
        opened: tuple[_Way, ...],
        divided: tuple[int, ...] = (),
    ) -> wrap.Plan:
        key = (balanced, before, kept, opened, divided)
        found = self._plans.get(key)
        if found is None:
            found = self._plans[key] = self._make_plan(*key)
        return found

    def _make_plan(
        self,
        balanced: bool,
        before: bool,
        kept: tuple[Span, ...],
        opened: tuple[_Way, ...],
        divided: tuple[int, ...],
    ) -> wrap.Plan:
        text = self.text
        at, stops = self._taken(balanced, before, kept, opened, divided)
        known, at_break = self._places, self._pen.at_break
        places = [known.get(a) or known.setdefault(a, at_break(a)) for a in at]
        starts, edges = tuple([start for start, _ in places]), tuple([edge for _, edge in places])
        prices = (0.0,) * len(at)
        if balanced:
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

    def _taken(
        self,
        balanced: bool,
        before: bool,
        kept: tuple[Span, ...],
        opened: tuple[_Way, ...],
        divided: tuple[int, ...],
    ) -> tuple[list[int], list[int]]:
        """The breaks that these manners allow, as offsets, and which of them must be taken."""
        breaks = self._material.breaks
        if divided:
            breaks = tuple(sorted((*breaks, *(Break(point, BreakKind.HYPHEN) for point in divided))))
        begins = {start for start, _ in self.spans} if before else set()
        if not (begins or kept or opened):
            # Most texts; in Chinese there is a break after each sign.
            shut = (*_LINK_KINDS, BreakKind.BODY) if balanced else _LINK_KINDS
            found = [one for one in breaks if one[1] not in shut]
            stops = [n for n, one in enumerate(found, 1) if one[1] == BreakKind.HARD]
            return [0, *[one[0] for one in found]], stops
        at, stops = [0], []
        for one in breaks:
            in_link = one.kind in _LINK_KINDS
            hard = one.kind is BreakKind.HARD or (one.at in begins and not in_link)
            if not hard:
                if balanced and one.kind is BreakKind.BODY:
                    continue
                if in_link and (one.token, one.kind) not in opened:
                    continue
                if any(start < one.at < end for start, end in kept):
                    continue
            at.append(one.at)
            if hard:
                stops.append(len(at) - 1)
        return at, stops

    def _price(self, at: int) -> float:
        """What a balanced line pays for ending here, in squared shares of its width."""
        price = _SPLIT_PRICE if self.spans and self._pen.splits(at) else 0.0
        last = self.text[at - 1]
        if last in _COMPOUND:
            return price + _COMPOUND_PRICE
        end = self._pen.visible_end(0, at)
        return price + (_SENSE_PRICE if end and self.text[end - 1] in _SENSE else 0.0)


def _widest_piece(plan: wrap.Plan, token: Token) -> float:
    """The width of the widest piece that a token has a part in."""
    pieces = enumerate(pairwise(plan.at))
    return max(plan.width(i, i + 1) for i, (a, b) in pieces if a < token.end and b > token.start)


def _piece(plan: wrap.Plan, at: int) -> float:
    """The width of the piece that holds the character at ``at``."""
    j = bisect_right(plan.at, at)
    return plan.width(j - 1, j)


def _rect(box: Box, size: float) -> Rect:
    x0, y0, x1, y1 = box
    return Rect(x0 * size, y0 * size, (x1 - x0) * size, (y1 - y0) * size)


def _around(lines: tuple[Line, ...]) -> Rect:
    """The box round the outlines of all lines."""
    inked = [line.ink for line in lines if line.ink.width or line.ink.height]
    box = union([(ink.x, ink.y, ink.right, ink.bottom) for ink in inked])
    return _rect(box, 1.0) if box else _NOWHERE


def _left(align: Align, rtl: bool, column: float, width: float) -> float:
    """The left of a line in its column; a line that sticks out does so at its end side."""
    if align == "center":
        return (column - width) / 2
    return column - width if (align == "end") != rtl else 0.0
