"""Coloured glyphs (emoji): what a painter needs to draw one.

In: a font's colour tables, read by :mod:`studio.text.colorpaint`. Out: frozen layers in font units,
y pointing down, lowest first. To paint a glyph of :class:`studio.model.frame.Glyphs` at (x, y): for
each layer fill ``path`` (non-zero rule) with ``paint``, all moved to (x, y) and scaled by
``size / upem``. A ``paint`` of None is the text's own colour. Gradients are in the same coordinates
as the path once sent through their ``transform``.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.model.color import Color
from studio.model.geometry import Affine
from studio.model.path import Path

Stops = tuple[tuple[float, Color], ...]
"""Offset (0 to 1, ascending) and colour."""


@dataclass(frozen=True, slots=True)
class LinearGradient:
    """Colours along the line from ``start`` to ``end``; ``extend`` is pad, repeat or reflect."""

    start: tuple[float, float]
    end: tuple[float, float]
    stops: Stops
    extend: str = "pad"
    transform: Affine = Affine()


@dataclass(frozen=True, slots=True)
class RadialGradient:
    """Colours from the circle (``focus``, ``focus_radius``) to the circle (``center``, ``radius``)."""

    focus: tuple[float, float]
    focus_radius: float
    center: tuple[float, float]
    radius: float
    stops: Stops
    extend: str = "pad"
    transform: Affine = Affine()


@dataclass(frozen=True, slots=True)
class ColorLayer:
    """One filled outline. ``clips`` are further outlines that it is cut by, mostly none."""

    path: Path
    paint: Color | LinearGradient | RadialGradient | None
    clips: tuple[Path, ...] = ()
