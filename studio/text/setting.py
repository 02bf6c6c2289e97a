"""What a paragraph is turned into: the finished layout.

In: lines placed in em, by :mod:`studio.text.paragraph`. Out: frozen values in the unit of the size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from studio.model.geometry import Rect

Align = Literal["start", "center", "end"]


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

    ``baseline`` is its y from the layout's top. ``left`` and ``width`` are of what is seen;
    ``spans`` the left and right of each emphasised stretch, from left to right. An emphasised
    stretch begins (ends) on this line where ``starts_emphasis`` (``ends_emphasis``) is true. ``ink``
    is the box round the outlines of its glyphs, empty (at 0, 0) for a line that shows nothing.
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
    ink: Rect


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
