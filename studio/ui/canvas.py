"""One card, large: the export frame on the screen, with what is selected and what is wrong on top.

In: a frame of the pipeline. Out: its painting at the screen's resolution; the field of the text that
was
clicked; each text as a child that a screen reader can read. Nothing is drawn here that is not exported,
except what is selected or wrong, round and over the finished picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from studio.l10n import translate as _
from studio.model.frame import Frame, Region
from studio.ui.icons import draw_icon
from studio.ui.theme import theme

FIT = 0.0
"""The zoom at which the whole card is seen."""

_MARGIN = 22
_DROP = 5.5


class TextSpot(QWidget):
    """A text of the card, for screen readers: its name, its words, its problem. It takes no clicks."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class CardCanvas(QWidget):
    """Shows one frame.

    ``paint`` (given to :meth:`show_frame`) makes the picture at a width in device pixels; it is called
    again when the size on the screen changes.
    """

    text_clicked = Signal(str, str)
    """Field and region of the text that was clicked."""
    pressed = Signal(QPointF)
    """Where the picture was clicked, as shares of its width and height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._paint: Callable[[Frame, int], QImage | None] | None = None
        self._image: QImage | None = None
        self._painted: tuple[int, int] = (0, 0)
        self._zoom = FIT
        self._shift = QPointF(0, 0)
        self._grab: QPointF | None = None
        self._selected = ""
        self._problems: dict[str, tuple[str, str]] = {}
        self._spots: list[TextSpot] = []
        self._labels: Callable[[Region], str] = lambda region: region.field
        self.margin = _MARGIN
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(80, 80)

    # --- what is shown -------------------------------------------------------------------------

    def show_frame(
        self, frame: Frame | None, paint: Callable[[Frame, int], QImage | None] | None
    ) -> None:
        """Show a frame; None keeps nothing on the screen."""
        self._frame, self._paint = frame, paint
        self._painted = (0, 0)
        if frame is None:
            self._image = None
        self._tell_readers()
        self.update()

    def frame(self) -> Frame | None:
        """The frame that is shown."""
        return self._frame

    def set_zoom(self, zoom: float) -> None:
        """Device-independent pixels on the screen for each of the frame's; :data:`FIT` shows it all."""
        self._zoom = zoom
        self._shift = QPointF(0, 0)
        self.update()
        self._place_spots()

    def zoom(self) -> float:
        """The zoom that holds now, also when it fits."""
        if self._frame is None:
            return 1.0
        return self.place().width() / self._frame.size.width

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

    def set_labels(self, labels: Callable[[Region], str]) -> None:
        """What a screen reader calls a text."""
        self._labels = labels
        self._tell_readers()

    def image(self) -> QImage | None:
        """The picture that is on the screen."""
        return self._image

    # --- where things are ----------------------------------------------------------------------

    def place(self) -> QRectF:
        """Where the picture stands in the widget."""
        if self._frame is None:
            return QRectF()
        size = self._frame.size
        room = QRectF(self.rect()).adjusted(self.margin, self.margin, -self.margin, -self.margin)
        scale = self._zoom or min(room.width() / size.width, room.height() / size.height)
        scale = max(scale, 0.02)
        width, height = round(size.width * scale), round(size.height * scale)
        center = QRectF(self.rect()).center() + self._shift
        return QRectF(round(center.x() - width / 2), round(center.y() - height / 2), width, height)

    def on_screen(self, rect: Iterable[float]) -> QRectF:
        """A rectangle of the frame in the widget's coordinates."""
        x, y, width, height = rect
        place, scale = self.place(), self.zoom()
        return QRectF(place.x() + x * scale, place.y() + y * scale, width * scale, height * scale)

    def region_at(self, point: QPointF) -> Region | None:
        """The text under a point of the widget, the smallest one."""
        if self._frame is None:
            return None
        found = [
            region
            for region in self._frame.regions
            if region.kind == "text" and region.field and self.on_screen(region.rect).contains(point)
        ]
        return min(found, key=lambda region: region.rect.width * region.rect.height, default=None)

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The picture, then problems, selection."""
        if self._frame is None:
            return
        painter = QPainter(self)
        place = self.place()
        self._make(place)
        if self._image is not None:
            painter.drawImage(place, self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_problems(painter)
        self._paint_selection(painter)

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

    def _regions(self, field: str) -> list[QRectF]:
        if self._frame is None or not field:
            return []
        return [
            self.on_screen(r.rect) for r in self._frame.regions if r.kind == "text" and r.field == field
        ]

    def _paint_selection(self, painter: QPainter) -> None:
        for box in self._regions(self._selected):
            selection_frame(painter, box.adjusted(-3, -3, 3, 3), on_card=True)

    def _paint_problems(self, painter: QPainter) -> None:
        now = theme()
        for field, (status, words) in self._problems.items():
            color = QColor("#B00030" if status == "error" else "#7D4D00")
            for box in self._regions(field)[:1]:
                frame = box.adjusted(-3, -3, 3, 3)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor("#FFFFFF"), 5))
                painter.drawRect(frame)
                pen = QPen(color, 2)
                pen.setDashPattern([3, 2])
                painter.setPen(pen)
                painter.drawRect(frame)
                if words:
                    self._paint_tag(painter, frame, words, color)
        painter.setFont(now.font())

    def _paint_tag(self, painter: QPainter, frame: QRectF, words: str, color: QColor) -> None:
        """A tag beside the text; its sharp corner points at it."""
        now = theme()
        painter.setFont(now.font("label"))
        width = painter.fontMetrics().horizontalAdvance(words) + now.px(38)
        height = now.px(28)
        at_end = frame.right() + 6 + width <= self.width()
        left = frame.right() + 6 if at_end else max(2.0, frame.left() - 6 - width)
        if not at_end and frame.left() - 6 - width < 2:
            left = min(frame.left(), self.width() - width - 2)
            box = QRectF(left, min(frame.bottom() + 6, self.height() - height - 2), width, height)
        else:
            box = QRectF(left, max(2.0, frame.top()), width, height)
        painter.setPen(QPen(QColor("#FFFFFF"), 1.5))
        painter.setBrush(color)
        painter.drawRoundedRect(box, 8, 8)
        painter.drawRect(QRectF(box.left() if at_end else box.right() - 8, box.top(), 8, 8))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        side = now.px(15)
        icon_box = QRectF(box.left() + now.px(9), box.center().y() - side / 2, side, side)
        draw_icon(
            painter, "stop" if color == QColor("#B00030") else "floor", icon_box, QColor("#FFFFFF")
        )
        painter.setPen(QColor("#FFFFFF"))
        painter.drawText(box.adjusted(now.px(28), 0, -4, 0), int(Qt.AlignmentFlag.AlignCenter), words)

    # --- mouse ---------------------------------------------------------------------------------

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on a text asks for its field; elsewhere a magnified card can be dragged."""
        point = event.position()
        place = self.place()
        if place.contains(point) and place.width() and place.height():
            self.pressed.emit(
                QPointF(
                    (point.x() - place.x()) / place.width(), (point.y() - place.y()) / place.height()
                )
            )
        region = self.region_at(point)
        if region is not None:
            self.text_clicked.emit(region.field, region.name)
        elif self._zoom:
            self._grab = point - self._shift

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Drag, or show that a text can be clicked."""
        if self._grab is not None:
            self._shift = event.position() - self._grab
            self.update()
            self._place_spots()
            return
        over = self.region_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """The card is let go."""
        self._grab = None

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The spots move with the picture."""
        super().resizeEvent(event)
        self._place_spots()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as possible."""
        return QSize(480, 480)

    # --- screen readers ------------------------------------------------------------------------

    def _tell_readers(self) -> None:
        regions = [r for r in self._frame.regions if r.kind == "text" and r.text] if self._frame else []
        while len(self._spots) < len(regions):
            self._spots.append(TextSpot(self))
        for spot in self._spots[len(regions) :]:
            spot.hide()
        for spot, region in zip(self._spots, regions, strict=False):
            problem = self._problems.get(region.field, ("", ""))[1]
            name = self._labels(region) if region.field else _("Fixed text")
            spot.setAccessibleName(f"{name}: {region.text}" if name else region.text)
            spot.setAccessibleDescription(problem)
            spot.show()
        self._place_spots()

    def _place_spots(self) -> None:
        if self._frame is None:
            return
        regions = [r for r in self._frame.regions if r.kind == "text" and r.text]
        for spot, region in zip(self._spots, regions, strict=False):
            spot.setGeometry(self.on_screen(region.rect).toAlignedRect())


def selection_frame(painter: QPainter, box: QRectF, *, on_card: bool = False, width: float = 3) -> None:
    """The brand's selection: a frame with two drops, at top-start and bottom-end."""
    color = QColor("#2013F2") if on_card else theme().color("link")
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
        painter.drawEllipse(corner + QPointF(dx * _DROP * 0.75, dy * _DROP * 0.75), _DROP, _DROP)
