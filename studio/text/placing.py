"""A line's glyphs from left to right.

In: the items of a paragraph and a stretch of its text that fits on a line. Out: runs of glyphs with
their places from the line's left, in em with y down; the emphasised stretches; the ink box.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from studio.text.bidi import visual_order
from studio.text.face import Face
from studio.text.shape import Item, Shaped, Shaper

_SOFT_HYPHEN = "\u00ad"


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
    text: str


@dataclass(slots=True)
class PlacedRun:
    """Glyphs of one face, emphasised or not."""

    face: str
    emphasised: bool
    ids: list[int] = field(default_factory=list)
    places: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A line in em: ``ink`` is (left, top, right, bottom) round the outlines, None without any."""

    width: float
    runs: list[PlacedRun]
    spans: list[tuple[float, float]]
    ink: tuple[float, float, float, float] | None


class LinePlacer:
    """Places one line after the other."""

    def __init__(self, plan: LinePlan) -> None:
        self._plan = plan

    def place(self, start: int, end: int) -> PlacedLine:
        """The line that shows text[start:end]."""
        walk = _Walk(self._plan.before, self._plan.emphasised, start)
        parts = self._parts(start, end)
        for index in visual_order([item.level for item, _ in parts]):
            walk.add(*parts[index])
        return walk.finished()

    def _parts(self, start: int, end: int) -> list[tuple[Item, Shaped]]:
        """The glyphs of the line, item by item in reading order; a soft hyphen at its end shows."""
        shaper = self._plan.shaper
        parts = [
            (item, shaper.piece(item, max(start, item.start), min(end, item.end)))
            for item in self._plan.items
            if item.start < end and item.end > start
        ]
        text = self._plan.text
        if parts and end < len(text) and text[end - 1] == _SOFT_HYPHEN:
            parts.append((parts[-1][0], shaper.hyphen(parts[-1][0], end - 1)))
        return parts


class _Walk:
    """The pen on its way from left to right."""

    def __init__(self, before: Sequence[float], emphasised: bytearray, first: int) -> None:
        self._before, self._emphasised, self._first = before, emphasised, first
        self._x = 0.0
        self._runs: list[PlacedRun] = []
        self._spans: list[tuple[float, float]] = []
        self._open: tuple[float, float] | None = None
        self._ink: list[float] | None = None

    def add(self, item: Item, glyphs: Shaped) -> None:
        """Put an item's glyphs at the pen. Space before a cluster is on the side it is read from."""
        rtl = item.level % 2 == 1
        count = len(glyphs.ids)
        for i in range(count):
            cluster = glyphs.clusters[i]
            space = 0.0 if cluster == self._first else self._before[cluster]
            if space and not rtl and (i == 0 or glyphs.clusters[i - 1] != cluster):
                self._x += space
            self._glyph(item.face, glyphs, i, bool(self._emphasised[cluster]))
            if space and rtl and (i + 1 == count or glyphs.clusters[i + 1] != cluster):
                self._x += space

    def _glyph(self, face: Face, glyphs: Shaped, i: int, emphasised: bool) -> None:
        if not self._runs or self._runs[-1].emphasised != emphasised or self._runs[-1].face != face.key:
            self._runs.append(PlacedRun(face.key, emphasised))
        run, gid = self._runs[-1], glyphs.ids[i]
        dx, dy = glyphs.shifts[i]
        x, y = self._x + dx, -dy
        run.ids.append(gid)
        run.places.append((x, y))
        left, top, right, bottom = face.extents(gid)
        if left != right:
            box = (x + left, y + top, x + right, y + bottom)
            if self._ink is None:
                self._ink = list(box)
            else:
                ink = self._ink
                ink[0], ink[1] = min(ink[0], box[0]), min(ink[1], box[1])
                ink[2], ink[3] = max(ink[2], box[2]), max(ink[3], box[3])
        begin = self._x
        self._x += glyphs.advances[i]
        if emphasised:
            self._open = (self._open[0] if self._open else begin, self._x)
        elif self._open:
            self._spans.append(self._open)
            self._open = None

    def finished(self) -> PlacedLine:
        """The line as walked."""
        if self._open:
            self._spans.append(self._open)
        ink = tuple(self._ink) if self._ink else None
        return PlacedLine(self._x, self._runs, self._spans, ink)  # type: ignore[arg-type]
