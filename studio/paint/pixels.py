"""A frame as pixels.

In: a :class:`Frame`, fonts and pictures. Out: a :class:`Surface`. QPainter fills outlines on a QImage:
QtGui only, no application object, no text drawing of Qt's, so every system paints the same pixels.
"""

from __future__ import annotations

import math
from weakref import WeakKeyDictionary

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QImage, QPainter, QPainterPath, QPen, QTransform

from studio.model.artifact import Surface
from studio.model.colorglyph import ColorLayer
from studio.model.frame import Fill, Frame, Glyphs, Image, Stroke
from studio.model.path import Path
from studio.paint.canvas import draw
from studio.paint.outlines import GlyphOutlines, on_pixels, qt_brush, qt_color, qt_path
from studio.paint.pictures import PictureStore
from studio.text.fonts import FontLibrary

_FORMATS = {3: QImage.Format.Format_RGB888, 4: QImage.Format.Format_RGBA8888}
_OUTLINES: WeakKeyDictionary[FontLibrary, GlyphOutlines] = WeakKeyDictionary()


def paint(frame: Frame, fonts: FontLibrary, pictures: PictureStore) -> Surface:
    """Paint ``frame`` in sRGB, one pixel a unit; its size is rounded to whole pixels.

    Raises:
        InvalidInput: ``picture.*`` if a picture of the frame can't be used.
        EnvironmentFailure: ``fonts.*`` if a font of the frame is not there.
    """
    return _painted(frame, fonts, pictures, 1.0)


def preview(frame: Frame, fonts: FontLibrary, pictures: PictureStore, width: int) -> Surface:
    """The same painting, scaled to ``width`` pixels for a screen; raises like :func:`paint`."""
    return _painted(frame, fonts, pictures, max(1, width) / frame.size.width)


def _painted(frame: Frame, fonts: FontLibrary, pictures: PictureStore, scale: float) -> Surface:
    width, height = (max(1, round(side * scale)) for side in frame.size)
    # Four bytes a pixel: QPainter's fast format, 4 times faster here than painting on RGB888.
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(qt_color(frame.ground))
    # Scales whatever is painted, and survives that painters reset their own transform.
    image.setDevicePixelRatio(scale)
    painter = QPainter(image)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(frame, _Pixels(painter, _outlines(fonts), pictures, QRectF(0, 0, *frame.size), scale))
    finally:
        # A QImage must not go while a painter is open on it, whatever was raised.
        painter.end()
    return Surface(width, height, _rgb(image))


def _outlines(fonts: FontLibrary) -> GlyphOutlines:
    """The outlines made so far from ``fonts``, shared by all frames of this process."""
    found = _OUTLINES.get(fonts)
    if found is None:
        found = _OUTLINES[fonts] = GlyphOutlines(fonts)
    return found


def _rgb(image: QImage) -> bytes:
    """Rows of ``width * 3`` bytes; Qt pads its rows to a multiple of four."""
    packed = image.convertToFormat(QImage.Format.Format_RGB888)
    row, stride = packed.width() * 3, packed.bytesPerLine()
    data = bytes(packed.constBits())
    if row == stride:
        return data
    return b"".join([data[at : at + row] for at in range(0, len(data), stride)])


class _Pixels:
    """The canvas that paints on a QImage, ``scale`` pixels for each of the frame's."""

    def __init__(
        self,
        painter: QPainter,
        outlines: GlyphOutlines,
        pictures: PictureStore,
        card: QRectF,
        scale: float,
    ) -> None:
        self.painter = painter
        self.card = card
        self.scale = scale
        self.outlines = outlines
        self.pictures = pictures

    def fill(self, item: Fill) -> None:
        # The same pixels without smoothing, in an eighth of the time: QR codes, boxes, hairlines.
        sharp = self.scale == 1 and on_pixels(item.path)
        if sharp:
            self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self.painter.fillPath(qt_path(item.path), QBrush(qt_color(item.color)))
        if sharp:
            self.painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)

    def stroke(self, item: Stroke) -> None:
        pen = QPen(
            QBrush(qt_color(item.color)),
            item.width,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )
        self.painter.strokePath(qt_path(item.path), pen)

    def glyphs(self, item: Glyphs) -> None:
        face = self.outlines.fonts.face(item.face)
        scale = item.size / face.upem
        brush = QBrush(qt_color(item.color))
        plain: list[tuple[QPainterPath, float, float]] = []
        for gid, (x, y) in zip(item.ids, item.places, strict=True):
            layers = face.color_layers(gid)
            if layers is not None:
                self._layers(layers, QTransform(scale, 0, 0, scale, x, y), brush)
            elif (outline := self.outlines.outline(item.face, gid)) is not None:
                plain.append((outline, x, y))
        if item.color.a == 255:
            for outline, x, y in plain:
                self.painter.setTransform(QTransform(scale, 0, 0, scale, x, y))
                self.painter.fillPath(outline, brush)
        elif plain:
            # Joined letters overlap: filled one by one, a translucent ink would be darker there.
            whole = QPainterPath()
            whole.setFillRule(Qt.FillRule.WindingFill)
            for outline, x, y in plain:
                whole.addPath(outline.translated(x / scale, y / scale))
            self.painter.setTransform(QTransform(scale, 0, 0, scale, 0, 0))
            self.painter.fillPath(whole, brush)
        self.painter.resetTransform()

    def _layers(self, layers: tuple[ColorLayer, ...], place: QTransform, ink: QBrush) -> None:
        painter = self.painter
        for layer in layers:
            painter.save()
            painter.setTransform(place)
            for clip in layer.clips:
                painter.setClipPath(qt_path(clip), Qt.ClipOperation.IntersectClip)
            brush = ink if layer.paint is None else qt_brush(layer.paint)
            painter.fillPath(qt_path(layer.path), brush)
            painter.restore()

    def image(self, item: Image) -> None:
        shape = qt_path(item.clip or Path.rect(item.rect))
        rect = QRectF(*item.rect)
        if not rect.contains(shape.boundingRect()):
            shape = shape.intersected(qt_path(Path.rect(item.rect)))
        seen = shape.boundingRect().intersected(self.card)
        if seen.isEmpty():
            return
        # Whole pixels round what is seen; the crop follows by the same share, so nothing shifts.
        scale = self.scale
        left, top = math.floor(seen.left() * scale), math.floor(seen.top() * scale)
        size = (math.ceil(seen.right() * scale) - left, math.ceil(seen.bottom() * scale) - top)
        x, y, width, height = item.crop
        across, down = width / item.rect.width, height / item.rect.height
        crop = (
            x + (left / scale - item.rect.x) * across,
            y + (top / scale - item.rect.y) * down,
            size[0] / scale * across,
            size[1] / scale * down,
        )
        cut = self.pictures.cut(item.file, crop, size, item.duotone, item.logo)
        shown = QImage(cut.data, *size, size[0] * cut.channels, _FORMATS[cut.channels])
        brush = QBrush(shown)
        brush.setTransform(QTransform(1 / scale, 0, 0, 1 / scale, left / scale, top / scale))
        # Filling a shape with the picture gives it smooth edges; a clip would have to be undone too.
        self.painter.fillPath(shape, brush)
