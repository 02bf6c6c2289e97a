"""One card, large: the export frame on the screen, with what is selected and what is wrong on top.

In: a frame of the pipeline. Out: its painting at the screen's resolution; the field of the text that
was clicked; where the picture's focal point was moved to; each text as a child that a screen reader can
read. First the frame is painted, exactly as it is exported, then overlays, then the selection.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.frame import Frame, Image
from studio.model.geometry import Rect
from studio.ui import overlay_paint
from studio.ui.overlay_paint import BLUE, WHITE, FeedWords, Ground, Zone
from studio.ui.stage import FIT as FIT
from studio.ui.stage import CardStage
from studio.ui.theme import theme

_DROP = 5.5
_RING = 13
_STEP, _FAR = 0.01, 0.1
_BESIDE_AFTER = 80  # milliseconds without a letter after which the mock-up follows
_FEED_WIDTH, _PHONE_WIDTH = 412, 360
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}

Paint = Callable[[Frame, int], QImage | None]


class CardCanvas(CardStage):
    """Shows one frame.

    ``paint`` (given to :meth:`show_frame`) makes the picture at a width in device pixels; it is called
    again when the size on the screen changes.
    """

    text_clicked = Signal(str, str)
    """Field and region of the text that was clicked."""
    picture_clicked = Signal()
    """The picture was clicked where no text is."""
    pressed = Signal(QPointF)
    """Where the card was clicked, as shares of its width and height."""
    focal_moved = Signal(float, float)
    """The new focal point, as shares (0 to 1) of the *picture's* width and height, as
    ``Picture.focus`` has it: when the ring is let go after a drag, and for each arrow key. Whoever
    stores it calls :meth:`set_focal` again (or the next frame does not agree with the ring)."""
    zoomed = Signal(float)
    """The zoom was changed here: Ctrl and the wheel. :data:`FIT` or pixels for each of the frame's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paint: Paint | None = None
        self._image: QImage | None = None
        self._painted: tuple[int, int] = (0, 0)
        self._grab: tuple[QPointF, QPointF] | None = None
        self._dragged = False
        self._selected = ""
        self._title = ""
        self._overlays: frozenset[str] = frozenset({"problems"})
        self._zones: Callable[[], tuple[Zone, ...]] = tuple
        self._feed: Callable[[], FeedWords] = lambda: FeedWords("")
        self._focal: tuple[float, float] | None = None
        self._moving = False
        self._beside: tuple[QImage | None, FeedWords] = (None, FeedWords(""))
        self._beside_timer = QTimer(self, singleShot=True, interval=_BESIDE_AFTER)
        self._beside_timer.timeout.connect(self._make_beside)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(_("The card"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 80)

    # --- what is shown -------------------------------------------------------------------------

    def show_frame(self, frame: Frame | None, paint: Paint | None) -> None:
        """Show a frame; None keeps nothing on the screen."""
        other = frame is None or self._frame is None or frame.size != self._frame.size
        self._frame, self._paint = frame, paint
        self._painted = (0, 0)
        if frame is None:
            self._image = None
        self._tell_readers()
        if other:
            self._shift = QPointF(0, 0)
            self._moved()
        if self._companion():
            self._beside_timer.start()
        self.update()

    def select_field(self, field: str) -> None:
        """Frame the texts of a field."""
        if field != self._selected:
            self._selected = field
            self.update()

    def set_problems(self, problems: dict[str, tuple[str, str]]) -> None:
        """By field: ``error`` or ``warn``, and the few words to show at the text."""
        if problems != self._problems:
            self._problems = problems
            self._tell_readers()
            self.update()

    def set_title(self, words: str) -> None:
        """A line above the card: its ratio and size."""
        if words != self._title:
            self._title = words
            self._moved()

    def set_overlays(self, names: Iterable[str]) -> None:
        """Which overlays to show: names of :data:`studio.ui.overlays.OVERLAYS`."""
        self._overlays = frozenset(names)
        self._moved()
        self._make_beside()

    def set_facts(self, zones: Callable[[], tuple[Zone, ...]], feed: Callable[[], FeedWords]) -> None:
        """Where overlays learn of safe zones, and of the words round a card in a feed."""
        self._zones, self._feed = zones, feed

    def set_focal(self, point: tuple[float, float] | None) -> None:
        """Show the picture's focal point (shares of the picture) as a ring that can be moved; None
        hides it."""
        if point == self._focal or self._moving:
            return
        self._focal = point
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if point is None else Qt.FocusPolicy.StrongFocus)
        self._say_focal()
        self.update()

    def focal(self) -> tuple[float, float] | None:
        """The focal point that is shown."""
        return self._focal

    def image(self) -> QImage | None:
        """The picture that is on the screen."""
        return self._image

    # --- beside the card -----------------------------------------------------------------------

    def _companion(self) -> str:
        return next((name for name in ("feed", "phone") if name in self._overlays), "")

    def _head_height(self) -> int:
        return theme().px(26) if self._title or self._overlays - {"problems"} else 0

    def _beside_size(self, room: QRectF) -> QSize:
        """The size of the mock-up: a feed as large as there is room, a small phone always as it is."""
        if self._frame is None or not self._companion():
            return QSize(0, 0)
        ratio = self._frame.size.height / self._frame.size.width
        if self._companion() == "phone":
            return QSize(_PHONE_WIDTH, round(_PHONE_WIDTH * ratio) + theme().px(40))
        rows = overlay_paint.head_height() + overlay_paint.foot_height()
        wide = min(_FEED_WIDTH, room.width() * 0.55, max(160.0, (room.height() - rows) / ratio))
        return QSize(round(wide), round(wide * ratio) + rows)

    # --- the focal point -----------------------------------------------------------------------

    def _picture(self) -> Image | None:
        if self._frame is None:
            return None
        pictures = (one for one in self._frame.items if isinstance(one, Image) and one.logo is None)
        return next(pictures, None)

    def focal_place(self) -> QPointF | None:
        """Where the ring stands in the widget; it may lie outside of what the card shows."""
        shown = self._picture()
        if shown is None or self._focal is None:
            return None
        left, top, width, height = shown.crop
        box = self.on_screen(shown.rect)
        x, y = self._focal
        return QPointF(
            box.x() + (x - left) / width * box.width(), box.y() + (y - top) / height * box.height()
        )

    def _focal_at(self, point: QPointF) -> tuple[float, float]:
        shown = self._picture()
        assert shown is not None
        left, top, width, height = shown.crop
        box = self.on_screen(shown.rect)
        x = left + (point.x() - box.x()) / box.width() * width
        y = top + (point.y() - box.y()) / box.height() * height
        return min(1.0, max(0.0, x)), min(1.0, max(0.0, y))

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The frame, then overlays, then the selection."""
        ground = self._ground()
        if ground is None:
            return
        painter = QPainter(self)
        self._make(ground.place)
        if self._image is not None:
            painter.drawImage(ground.place, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        note = self._paint_overlays(painter, ground)
        self._paint_beside(painter)
        self._line_above(painter, ground.place, self._title, note)
        for region in ground.texts(self._selected) if self._selected else ():
            box = ground.at(region.rect).adjusted(-3, -3, 3, 3)
            selection_frame(painter, box, on_card=True)
        self._paint_focal(painter)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("link"), 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _make(self, place: QRectF) -> None:
        ratio = self.devicePixelRatioF()
        wanted = (round(place.width() * ratio), id(self._frame))
        if self._frame is None or self._paint is None or self._painted == wanted:
            return
        made = self._paint(self._frame, wanted[0])
        self._painted = wanted
        if made is not None:
            made.setDevicePixelRatio(ratio)
            self._image = made

    def _make_beside(self) -> None:
        """The mock-up's own picture: at the width it has, not the large one scaled."""
        if self._frame is None or self._paint is None or not self._companion():
            return
        width = round(self.beside().width() * self.devicePixelRatioF())
        made = self._paint(self._frame, width) if width else None
        if made is not None:
            made.setDevicePixelRatio(self.devicePixelRatioF())
        self._beside = (made or self._beside[0], self._feed())
        self.update()

    def _paint_overlays(self, painter: QPainter, ground: Ground) -> str:
        """Those that lie on the card; the sentence of the last one."""
        note = ""
        if "grid" in self._overlays:
            note = overlay_paint.paint_crop(painter, ground)
        if "zones" in self._overlays:
            note = overlay_paint.paint_zones(painter, ground, self._zones())
        if "problems" in self._overlays:
            overlay_paint.paint_problems(painter, ground, self._problems)
        if "order" in self._overlays:
            note = overlay_paint.paint_order(painter, ground)
        return note

    def _paint_beside(self, painter: QPainter) -> None:
        box, (image, words) = self.beside(), self._beside
        if not box.width():
            return
        if self._companion() == "feed":
            overlay_paint.paint_feed(painter, box, image, words)
            title = fill(_("Feed, {network}"), {"network": words.network}) if words.network else ""
        else:
            card = box.adjusted(0, 0, 0, -theme().px(40))
            overlay_paint.paint_phone(painter, card, image, self._smallest(card.width()))
            title = _("Small phone, 360 px")
        self._line_above(painter, box, title, "")

    def _smallest(self, width: float) -> str:
        """Which text is the smallest on a small phone, and how small."""
        assert self._frame is not None
        texts = [one for one in self._frame.regions if one.kind == "text" and one.text and one.field]
        if not texts:
            return ""
        least = min(texts, key=lambda one: one.size)
        size = round(least.size * width / self._frame.size.width)
        words = _("The smallest text is {field}: {count} px here.")
        return fill(words, {"field": self._labels(least), "count": size})

    def _line_above(self, painter: QPainter, box: QRectF, words: str, note: str) -> None:
        """A title at the start and a note at the end, above a box; the note gives way."""
        now = theme()
        left = max(6.0, box.left())
        width = max(now.px(150), min(box.right(), self.width() - 6.0) - left)
        line = QRectF(left, max(2.0, box.top() - now.px(26)), width, now.px(20))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(now.color("ink"))
        painter.setFont(now.font("label"))
        used = painter.fontMetrics().horizontalAdvance(words) + now.px(16) if words else 0
        if box.top() >= now.px(18):  # not over a magnified card
            painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignLeading), words)
        if not note:
            return
        painter.setPen(now.color("ink_2"))
        painter.setFont(now.font("small"))
        metrics = painter.fontMetrics()
        if metrics.horizontalAdvance(note) > line.width() - used or box.top() < now.px(18):
            # There is no room beside the title: the note goes to the foot.
            line.moveTop(self.height() - now.px(21))
            line.setLeft(6)
            line.setRight(self.width() - 6)
            painter.fillRect(line.adjusted(-6, -2, 6, 2), now.color("canvas"))
            painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignHCenter), note)
            return
        painter.drawText(line, int(middle | Qt.AlignmentFlag.AlignTrailing), note)

    def _paint_focal(self, painter: QPainter) -> None:
        at = self.focal_place()
        if at is None:
            return
        radius = theme().px(_RING)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for color, width in ((WHITE, 6.0), (BLUE, 3.0)):
            painter.setPen(QPen(QColor(color), width))
            painter.drawEllipse(at, radius, radius)
            painter.drawEllipse(at, 2, 2)

    # --- mouse and keys ------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a text asks for its field; the ring is taken; what is too large is dragged."""
        point = event.position()
        self._dragged = False
        at = self.focal_place()
        if at is not None and (at - point).manhattanLength() <= theme().px(_RING) * 2:
            self._moving = True
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        elif self._can_pan():
            self._grab = (point, QPointF(self._shift))
        else:
            self._click(point)

    def _click(self, point: QPointF) -> None:
        place = self.place()
        if place.contains(point) and place.width() and place.height():
            inside = point - place.topLeft()
            self.pressed.emit(QPointF(inside.x() / place.width(), inside.y() / place.height()))
        region, picture = self.region_at(point), self._picture()
        if region is not None:
            self.text_clicked.emit(region.field, region.name)
        elif picture is not None and self.on_screen(_shown(picture)).contains(point):
            self.picture_clicked.emit()
            if self._focal is not None:
                self._set_focal(self._focal_at(point))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag the ring or the card, or show that a text can be clicked."""
        point = event.position()
        if self._moving:
            self._focal = self._focal_at(point)
            self.update()
        elif self._grab is not None:
            start, shift = self._grab
            far = (point - start).manhattanLength() >= QApplication.startDragDistance()
            self._dragged = self._dragged or far
            if self._dragged:
                self._shift = shift + point - start
                self._moved()
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            self._show_cursor(point)

    def _show_cursor(self, point: QPointF) -> None:
        at = self.focal_place()
        if at is not None and (at - point).manhattanLength() <= theme().px(_RING) * 2:
            self.setCursor(Qt.CursorShape.SizeAllCursor)
        elif self.region_at(point) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The ring or the card is let go; without a drag it was a click."""
        if self._moving and self._focal is not None:
            self._moving = False
            self._set_focal(self._focal)
        elif self._grab is not None and not self._dragged:
            self._click(event.position())
        self._grab = None
        self._moving = False
        self._show_cursor(event.position())

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Scroll a card that is larger than its room; with Ctrl make it larger or smaller."""
        turned = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if turned.y():
                self.set_zoom(self.zoom() * 1.25 ** (1 if turned.y() > 0 else -1))
                self.zoomed.emit(self._zoom)
        elif self._can_pan():
            by = event.pixelDelta() if not event.pixelDelta().isNull() else turned / 2
            across = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._pan(QPointF(by.y(), by.x()) if across else QPointF(by))
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move the focal point by 1 %, with Shift by 10 %; or a card that is too large."""
        step = _ARROWS.get(Qt.Key(event.key()))
        if step is not None and self._focal is not None:
            far = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            by = _FAR if far else _STEP
            moved = (old + by * way for old, way in zip(self._focal, step, strict=True))
            x, y = (min(1.0, max(0.0, round(value, 4))) for value in moved)
            self._set_focal((x, y))
        elif step is not None and self._can_pan():
            self._pan(QPointF(-40 * step[0], -40 * step[1]))
        else:
            super().keyPressEvent(event)

    def _set_focal(self, point: tuple[float, float]) -> None:
        self._focal = (round(point[0], 4), round(point[1], 4))
        self._say_focal()
        self.update()
        self.focal_moved.emit(*self._focal)

    def _say_focal(self) -> None:
        """A screen reader hears where the point is."""
        words = _("The focal point is {x} % from the left and {y} % from the top. Arrows move it.")
        shown = self._focal
        values = {"x": round(shown[0] * 100), "y": round(shown[1] * 100)} if shown else {}
        self.setAccessibleDescription(fill(words, values) if shown else "")

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Hide it."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The mock-up follows in a moment."""
        super().resizeEvent(event)
        if self._companion():
            self._beside_timer.start()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as possible."""
        return QSize(480, 480)


def _shown(picture: Image) -> Rect:
    """The box of what is seen of a picture."""
    return picture.clip.bounds() if picture.clip is not None else picture.rect


def selection_frame(
    painter: QPainter,
    box: QRectF,
    *,
    on_card: bool = False,
    width: float = 3,
    drop: float = _DROP,
    focused: bool = True,
) -> None:
    """The brand's selection: a frame with two drops, at top-start and bottom-end; quiet where the keys
    are elsewhere."""
    color = QColor("#2013F2") if on_card else theme().color("link" if focused else "ink_3")
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if on_card:
        painter.setPen(QPen(QColor("#FFFFFF"), 5.5))
        painter.drawRect(box)
        width = 2.5
    painter.setPen(
        QPen(color, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin)
    )
    painter.drawRect(box)
    rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    corners = (box.topRight(), box.bottomLeft()) if rtl else (box.topLeft(), box.bottomRight())
    outward = ((1, -1), (-1, 1)) if rtl else ((-1, -1), (1, 1))
    painter.setPen(QPen(QColor("#FFFFFF"), 1.5) if on_card else Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for corner, (dx, dy) in zip(corners, outward, strict=True):
        painter.drawEllipse(corner + QPointF(dx * drop * 0.75, dy * drop * 0.75), drop, drop)
