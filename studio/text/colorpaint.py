"""Colour glyphs through HarfBuzz's paint functions (COLR version 0 and 1).

In: a HarfBuzz font and a glyph. Out: flat :class:`ColorLayer` values. HarfBuzz walks the glyph's
paint graph; here each fill becomes one layer: the innermost clip is its outline, the others its clips.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import uharfbuzz as hb

from studio.model.color import Color
from studio.model.colorglyph import ColorLayer, LinearGradient, RadialGradient, Stops
from studio.model.geometry import Affine, Rect
from studio.model.path import Path

_EXTEND = {0: "pad", 1: "repeat", 2: "reflect"}
_UPRIGHT = Affine(1, 0, 0, -1, 0, 0)


class _Canvas:
    """What the paint functions have pushed so far, and the layers they made."""

    def __init__(self, outline: Callable[[int], Path]) -> None:
        self.outline = outline
        self.transforms: list[Affine] = [Affine()]
        self.clips: list[tuple[Path, bool]] = []
        self.layers: list[ColorLayer] = []

    def fill(self, paint: Color | LinearGradient | RadialGradient | None) -> None:
        """Paint everywhere inside the clips; without a clip there is nothing to fill.

        Rectangles are the font's promise of where a glyph paints, so they only count alone.
        """
        outlines = [path for path, is_glyph in self.clips if is_glyph]
        *outer, inner = outlines or [path for path, _ in self.clips[-1:]] or [Path(())]
        if inner.ops:
            self.layers.append(ColorLayer(inner, paint, tuple(outer)))

    def placed(self) -> Affine:
        """The transform from the glyph's paint coordinates (y up) to ours (y down)."""
        return _then(_UPRIGHT, self.transforms[-1])


def _then(outer: Affine, inner: Affine) -> Affine:
    """First ``inner``, then ``outer``."""
    e, f = outer.apply(inner.e, inner.f)
    return Affine(
        outer.a * inner.a + outer.c * inner.b,
        outer.b * inner.a + outer.d * inner.b,
        outer.a * inner.c + outer.c * inner.d,
        outer.b * inner.c + outer.d * inner.d,
        e,
        f,
    )


def _color(value: Any) -> Color:
    return Color(value.red, value.green, value.blue, value.alpha)


def _stops(line: Any) -> Stops:
    return tuple(sorted((float(stop.offset), _color(stop.color)) for stop in line.color_stops))


def _push_transform(
    xx: float, yx: float, xy: float, yy: float, dx: float, dy: float, to: _Canvas
) -> None:
    to.transforms.append(_then(to.transforms[-1], Affine(xx, yx, xy, yy, dx, dy)))


def _push_clip_glyph(gid: int, to: _Canvas) -> None:
    # Outlines come with y down: turn them back before the paint graph's own transforms.
    to.clips.append((to.outline(gid).transformed(_then(to.placed(), _UPRIGHT)), True))


def _push_clip_rectangle(left: float, low: float, right: float, high: float, to: _Canvas) -> None:
    box = Path.rect(Rect(left, low, right - left, high - low))
    to.clips.append((box.transformed(to.placed()), False))


def _linear(
    line: Any, x0: float, y0: float, x1: float, y1: float, x2: float, y2: float, to: _Canvas
) -> None:
    # (x2, y2) turns the gradient: the end point is the foot of (x1, y1) on the line square to p0-p2.
    qx, qy = y2 - y0, -(x2 - x0)
    square = qx * qx + qy * qy
    if square:
        share = ((x1 - x0) * qx + (y1 - y0) * qy) / square
        x1, y1 = x0 + qx * share, y0 + qy * share
    to.fill(
        LinearGradient(
            (x0, y0), (x1, y1), _stops(line), _EXTEND.get(int(line.extend), "pad"), to.placed()
        )
    )


def _radial(
    line: Any, x0: float, y0: float, r0: float, x1: float, y1: float, r1: float, to: _Canvas
) -> None:
    extend = _EXTEND.get(int(line.extend), "pad")
    to.fill(RadialGradient((x0, y0), r0, (x1, y1), r1, _stops(line), extend, to.placed()))


def _paint_functions() -> Any:
    funcs = hb.PaintFuncs()
    funcs.set_push_transform_func(_push_transform)
    funcs.set_pop_transform_func(lambda to: to.transforms.pop())
    funcs.set_push_clip_glyph_func(_push_clip_glyph)
    funcs.set_push_clip_rectangle_func(_push_clip_rectangle)
    funcs.set_pop_clip_func(lambda to: to.clips.pop())
    funcs.set_color_func(lambda color, is_text, to: to.fill(None if is_text else _color(color)))
    funcs.set_linear_gradient_func(_linear)
    funcs.set_radial_gradient_func(_radial)
    return funcs


_PAINT = _paint_functions()


def paint_layers(font: Any, gid: int, outline: Callable[[int], Path]) -> tuple[ColorLayer, ...] | None:
    """The colour layers of a glyph, or None if it has none.

    ``outline`` gives a glyph's :class:`Path` in font units with y down.
    """
    if not font.face.glyph_has_color_paint(gid) and not font.face.get_glyph_color_layers(gid):
        return None
    canvas = _Canvas(outline)
    font.paint_glyph(gid, _PAINT, canvas)
    return tuple(canvas.layers)
