"""Outlines in Qt's own terms.

In: :class:`studio.model.path.Path` values, gradients and transforms of the model. Out: QPainterPath,
QBrush and QTransform values that mean the same. Nothing is measured or changed here.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QGradient,
    QLinearGradient,
    QPainterPath,
    QRadialGradient,
    QTransform,
)

from studio.model.color import Color
from studio.model.colorglyph import LinearGradient, RadialGradient
from studio.model.geometry import Affine
from studio.model.path import Path
from studio.text.fonts import FontLibrary

_SPREADS = {
    "pad": QGradient.Spread.PadSpread,
    "repeat": QGradient.Spread.RepeatSpread,
    "reflect": QGradient.Spread.ReflectSpread,
}
_MOST_GLYPHS = 8192


def qt_color(color: Color) -> QColor:
    """The same colour, alpha included."""
    return QColor(color.r, color.g, color.b, color.a)


def qt_transform(by: Affine) -> QTransform:
    """The same transform."""
    return QTransform(by.a, by.b, by.c, by.d, by.e, by.f)


@lru_cache(maxsize=512)
def qt_path(path: Path) -> QPainterPath:
    """The same outline, to be filled by the non-zero rule; do not change it, it is shared.

    Kept, because the marks of a brand and a link's code are the same on many cards.
    """
    return _made(path)


def _made(path: Path) -> QPainterPath:
    made = QPainterPath()
    made.setFillRule(Qt.FillRule.WindingFill)
    draw = {
        "M": made.moveTo,
        "L": made.lineTo,
        "Q": made.quadTo,
        "C": made.cubicTo,
        "Z": made.closeSubpath,
    }
    for op, *numbers in path.ops:
        draw[op](*numbers)  # type: ignore[index, operator]
    return made


@lru_cache(maxsize=512)
def on_pixels(path: Path) -> bool:
    """Whether every edge runs along the edges of pixels, so that no pixel is inked in part."""
    start = last = (0.0, 0.0)
    for op, *numbers in (*path.ops, ("Z",)):
        if op not in ("M", "L", "Z"):
            return False
        x, y = start if op == "Z" else (float(numbers[0]), float(numbers[1]))
        if op == "M":
            # Filling closes an outline that was left open.
            if last[0] != start[0] and last[1] != start[1]:
                return False
            start = (x, y)
        elif x != last[0] and y != last[1]:
            return False
        if not (x.is_integer() and y.is_integer()):
            return False
        last = (x, y)
    return True


def qt_brush(paint: Color | LinearGradient | RadialGradient) -> QBrush:
    """A flat colour or a gradient, in the coordinates of the outline it fills."""
    if isinstance(paint, Color):
        return QBrush(qt_color(paint))
    gradient: QGradient
    if isinstance(paint, LinearGradient):
        gradient = QLinearGradient(QPointF(*paint.start), QPointF(*paint.end))
    else:
        gradient = QRadialGradient(
            QPointF(*paint.center), paint.radius, QPointF(*paint.focus), paint.focus_radius
        )
    gradient.setSpread(_SPREADS[paint.extend])
    for offset, color in paint.stops:
        gradient.setColorAt(min(max(offset, 0.0), 1.0), qt_color(color))
    brush = QBrush(gradient)
    brush.setTransform(qt_transform(paint.transform))
    return brush


class GlyphOutlines:
    """Outlines of one font library's glyphs in font units, made once each.

    The cache is cleared when it holds 8192 glyphs: about 20 MB, more than a batch in one script needs.
    """

    def __init__(self, fonts: FontLibrary) -> None:
        self.fonts = fonts
        self._made: dict[tuple[str, int], QPainterPath | None] = {}

    def outline(self, face: str, gid: int) -> QPainterPath | None:
        """The glyph's outline in font units, y down; None if it has no ink, as a space."""
        key = (face, gid)
        if key not in self._made:
            if len(self._made) >= _MOST_GLYPHS:
                self._made.clear()
            path = self.fonts.face(face).outline(gid)
            self._made[key] = _made(path) if path.ops else None
        return self._made[key]
