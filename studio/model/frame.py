"""The frame: a finished layout, everything at its final place in pixels.

In: a box tree and a size, by :mod:`studio.layout`. Out: items in paint order, physical coordinates,
left-top origin. The painter only fills; it measures, wraps and decides nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.model.color import Color
from studio.model.geometry import Rect, Size
from studio.model.partner import Print
from studio.model.path import Path


@dataclass(frozen=True, slots=True)
class Fill:
    """An outline filled with one colour (non-zero rule)."""

    path: Path
    color: Color


@dataclass(frozen=True, slots=True)
class Stroke:
    """An outline stroked with round caps and joins; ``width`` in pixels."""

    path: Path
    color: Color
    width: float


@dataclass(frozen=True, slots=True)
class Glyphs:
    """A run of glyphs of one face at one size.

    ``face`` is the key of :class:`studio.text.fonts.FontLibrary`; ``size`` pixels per em;
    ``places`` are (x, y) of each glyph's origin on its baseline.
    """

    face: str
    size: float
    color: Color
    ids: tuple[int, ...]
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class Image:
    """A picture: ``crop`` (shares of the source: left, top, width, height) scaled into ``rect``.

    ``clip`` is the visible shape; ``duotone`` (shadow, mid, light) maps luminance to colours;
    ``logo``: it is a partner's, so it is printed on the strip's paper.
    """

    file: str
    crop: tuple[float, float, float, float]
    rect: Rect
    clip: Path | None = None
    duotone: tuple[Color, Color, Color] | None = None
    logo: Print | None = None


Item = Fill | Stroke | Glyphs | Image


@dataclass(frozen=True, slots=True)
class Region:
    """A named place on the card: for hit tests, overlays, alt texts and checks.

    ``rect`` is the box, ``ink`` what is drawn of it. Texts carry their size in pixels, their field,
    their plain ``text``, their ink ``color`` and the number of lines; ``state`` is ``fits``,
    ``floor`` (at its minimum) or ``over`` (below its minimum, or out of its box).
    """

    name: str
    kind: str
    rect: Rect
    ink: Rect
    field: str = ""
    text: str = ""
    size: float = 0.0
    lines: int = 0
    state: str = "fits"
    color: Color | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A card at a size, ready to paint."""

    size: Size
    ground: Color
    items: tuple[Item, ...]
    regions: tuple[Region, ...] = ()
    rtl: bool = False

    def region(self, name: str) -> Region | None:
        """The first region called ``name``."""
        return next((r for r in self.regions if r.name == name), None)
