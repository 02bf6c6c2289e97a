"""A line's glyphs from left to right.

In: the items of a paragraph and a stretch of its text that fits on a line. Out: runs of glyphs with
their places from the line's left, in em with y down; the emphasised stretches; the ink box.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from studio.text.bidi import visual_order
from studio.text.face import Face
from studio.text.shape import Item, Shaped, Shaper

_start_of, _end_of = attrgetter("start"), attrgetter("end")
Places = list[tuple[float, float]]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


@dataclass(frozen=True, slots=True)
class LinePlan:
    """What stays the same for all lines of a paragraph.

    ``before`` is the space before each cluster unless it begins the line; ``emphasised`` is 1 for
    each character of an emphasised stretch. Both have one entry more than the text.
    """

    items: tuple[Item, ...]
    shaper: Shaper
    before: Sequence[float]
    emphasised: bytearray


@dataclass(slots=True)
class PlacedRun:
    """Glyphs of one face, emphasised or not."""

    face: Face
    emphasised: bool
    ids: list[int] = field(default_factory=list)
    places: Places = field(default_factory=list)

    def ink(self) -> list[Box]:
        """The boxes of its glyphs' outlines; those without outline have none."""
        extents = self.face.extents
        return [
            (x + left, y + top, x + right, y + bottom)
            for (x, y), (left, top, right, bottom) in zip(
                self.places, map(extents, self.ids), strict=True
            )
            if left != right
        ]


LEAN, MOST_LEAN = 0.05, 0.3
"""em by which ink may lean out of an emphasised stretch, because a selection has room for that; and
how far the stretch is widened at most: a lone mark hangs where no letter is."""


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line in em: ``ink`` is the box round the outlines, None without any."""

    width: float
    runs: list[PlacedRun]
    spans: list[tuple[float, float]]
    ink: Box | None


def place_line(plan: LinePlan, start: int, end: int, *, hyphen: bool = False) -> PlacedLine:
    """The line that shows text[start:end], and a hyphen after it if asked."""
    parts = line_parts(plan, start, end)
    if hyphen and parts:
        parts.append((parts[-1][0], plan.shaper.hyphen(parts[-1][0], end - 1)))
    walk = _Walk(plan, start)
    for index in visual_order([item.level for item, _ in parts]):
        walk.add(*parts[index])
    return PlacedLine(
        walk.x, walk.runs, walk.widened(), union([box for run in walk.runs for box in run.ink()])
    )


def line_parts(plan: LinePlan, start: int, end: int) -> list[tuple[Item, Shaped]]:
    """The glyphs of text[start:end], item by item in reading order."""
    low = bisect_right(plan.items, start, key=_end_of)
    high = bisect_left(plan.items, end, key=_start_of)
    return [
        (item, plan.shaper.piece(item, max(start, item.start), min(end, item.end)))
        for item in plan.items[low:high]
    ]


class _Walk:
    """The pen on its way from left to right."""

    def __init__(self, plan: LinePlan, first: int) -> None:
        self._before, self._emphasised, self._first = plan.before, plan.emphasised, first
        self.x = 0.0
        self.runs: list[PlacedRun] = []
        self.spans: list[tuple[float, float]] = []
        self._leans: list[tuple[float, float]] = []
        self._in_span = False

    def add(self, item: Item, glyphs: Shaped) -> None:
        """Put an item's glyphs at the pen. Space before a cluster is on the side it is read from."""
        before, emphasised, first = self._before, self._emphasised, self._first
        clusters, last = glyphs.clusters, len(glyphs.ids) - 1
        rtl = item.level % 2 == 1
        x, run = self.x, None
        for i, cluster in enumerate(clusters):
            space = 0.0 if cluster == first else before[cluster]
            if space and not rtl and (i == 0 or clusters[i - 1] != cluster):
                x += space
            marked = emphasised[cluster] == 1
            if run is None or marked != run.emphasised:
                run = self._run(item.face, marked, x)
            dx, dy = glyphs.shifts[i]
            run.ids.append(glyphs.ids[i])
            run.places.append((x + dx, -dy))
            x += glyphs.advances[i]
            if marked:
                self._go_on(run, x)
            if space and rtl and (i == last or clusters[i + 1] != cluster):
                x += space
        self.x = x

    def _go_on(self, run: PlacedRun, x: float) -> None:
        """The emphasised stretch goes on to ``x``, with the glyph that was put there last."""
        left, _, right, _ = run.face.extents(run.ids[-1])
        at, (low, high) = run.places[-1][0], self._leans[-1]
        self.spans[-1] = (self.spans[-1][0], x)
        self._leans[-1] = (min(low, at + left), max(high, at + right))

    def widened(self) -> list[tuple[float, float]]:
        """The emphasised stretches with what leans out of them."""
        return [
            (
                min(start, max(low + LEAN, start - MOST_LEAN)),
                max(end, min(high - LEAN, end + MOST_LEAN)),
            )
            for (start, end), (low, high) in zip(self.spans, self._leans, strict=True)
        ]

    def _run(self, face: Face, marked: bool, x: float) -> PlacedRun:
        """The run to go on with; notes where an emphasised stretch begins."""
        if marked and not self._in_span:
            self.spans.append((x, x))
            self._leans.append((x, x))
        self._in_span = marked
        if not self.runs or self.runs[-1].face is not face or self.runs[-1].emphasised != marked:
            self.runs.append(PlacedRun(face, marked))
        return self.runs[-1]


def union(boxes: Sequence[Box]) -> Box | None:
    """The box round all ``boxes``; None if there are none."""
    if not boxes:
        return None
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)
