"""The window's icons: own outlines, stroked in the colour of the text they stand beside.

In: a name of ``icons.toml``, a colour name of the theme. Out: paths, pixmaps and :class:`QIcon` values
that are sharp at any scale and follow the theme when they are made anew.
"""

from __future__ import annotations

import tomllib
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QIcon,
    QIconEngine,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from studio.model.path import Path as Outline
from studio.paint.outlines import qt_path
from studio.ui.theme import theme

_GRID = 24.0
_STROKE, _STROKE_SMALL = 1.75, 2.2
_SMALL = 15  # pixels up to which the stroke is the heavier one


class _Icon:
    """One icon: what is stroked, what is filled, whether it follows the reading direction."""

    def __init__(self, row: dict[str, object]) -> None:
        self.lines, self.fills = QPainterPath(), QPainterPath()
        for data in _texts(row, "lines"):
            self.lines.addPath(qt_path(Outline.parse(data)))
        for data in _texts(row, "fills"):
            self.fills.addPath(qt_path(Outline.parse(data)))
        for x, y, radius in _numbers(row, "circles"):
            self.lines.addEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        for x, y, radius in _numbers(row, "dots"):
            self.fills.addEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        for x, y, width, height, radius in _numbers(row, "rects"):
            self.lines.addRoundedRect(QRectF(x, y, width, height), radius, radius)
        self.mirror = bool(row.get("mirror"))


def _texts(row: dict[str, object], name: str) -> list[str]:
    value = row.get(name, [])
    return [str(one) for one in value] if isinstance(value, list) else []


def _numbers(row: dict[str, object], name: str) -> list[list[float]]:
    value = row.get(name, [])
    return [[float(n) for n in one] for one in value] if isinstance(value, list) else []


@lru_cache(maxsize=1)
def _icons() -> dict[str, _Icon]:
    rows = tomllib.loads(Path(__file__).with_name("icons.toml").read_text("utf-8"))
    return {name: _Icon(row) for name, row in rows.items()}


def names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(_icons())


def draw_icon(painter: QPainter, name: str, where: QRectF, color: QColor) -> None:
    """Paint an icon into a square."""
    one = _icons()[name]
    side = min(where.width(), where.height())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(where.center().x() - side / 2, where.center().y() - side / 2)
    painter.scale(side / _GRID, side / _GRID)
    if one.mirror and QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        painter.translate(_GRID, 0)
        painter.scale(-1, 1)
    stroke = _STROKE_SMALL if side <= _SMALL else _STROKE
    pen = QPen(color, stroke, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(one.lines, pen)
    painter.fillPath(one.fills, color)
    painter.restore()


class _Engine(QIconEngine):
    """Paints the icon in the theme's colour of the moment."""

    def __init__(self, name: str, color: str, checked: str) -> None:
        super().__init__()
        self._name, self._color, self._checked = name, color, checked

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        name = self._checked if state is QIcon.State.On and self._checked else self._color
        if mode is QIcon.Mode.Disabled:
            name = "disabled"
        draw_icon(painter, self._name, QRectF(rect), theme().color(name))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        if pixmap.isNull():
            return pixmap
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def scaledPixmap(  # noqa: N802
        self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float
    ) -> QPixmap:
        # Qt asks in device pixels here.
        return self.pixmap(size, mode, state)

    def clone(self) -> QIconEngine:
        return _Engine(self._name, self._color, self._checked)


def icon(name: str, color: str = "ink", checked: str = "") -> QIcon:
    """An icon in a colour of the theme; ``checked`` is its colour on a control that is on.

    Raises:
        KeyError: there is no such icon.
    """
    if name not in _icons():
        raise KeyError(name)
    return QIcon(_Engine(name, color, checked))


def pixmap(name: str, size: int, color: str = "ink", ratio: float = 1.0) -> QPixmap:
    """An icon as a pixmap of ``size`` logical pixels."""
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    draw_icon(painter, name, QRectF(0, 0, size, size), theme().color(color))
    painter.end()
    return made
