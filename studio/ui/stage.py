"""Where a card stands in a widget: zoom, scrolling, a mock-up beside it; texts for screen readers.

In: a frame, a zoom, how large the mock-up is. Out: rectangles on the screen, and a child widget for
each text of the card. Nothing is painted here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from studio.l10n import translate as _
from studio.model.frame import Frame, Region
from studio.ui.overlay_paint import Ground
from studio.ui.theme import theme

FIT = 0.0
"""The zoom at which the whole card is seen."""
SMALLEST, LARGEST = 0.1, 2.0
"""The least and the greatest zoom."""

_MARGIN = 22


class TextSpot(QWidget):
    """A text of the card, for screen readers: its name, its words, its problem. It takes no clicks."""

    def __init__(self, canvas: QWidget) -> None:
        super().__init__(canvas)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def say(self, name: str, problem: str) -> None:
        """Take another name and description; a screen reader hears only of what is new."""
        if name != self.accessibleName():
            self.setAccessibleName(name)
        if problem != self.accessibleDescription():
            self.setAccessibleDescription(problem)


class CardStage(QWidget):
    """A widget with a frame in it, somewhere."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame: Frame | None = None
        self._zoom, self._shift = FIT, QPointF(0, 0)
        self._places: tuple[QRectF, QRectF] | None = None
        self._problems: dict[str, tuple[str, str]] = {}
        self._spots: list[TextSpot] = []
        self._labels: Callable[[Region], str] = lambda region: region.field
        self.margin = _MARGIN

    def frame(self) -> Frame | None:
        """The frame that is shown."""
        return self._frame

    def set_zoom(self, zoom: float) -> None:
        """Device-independent pixels on the screen for each of the frame's; :data:`FIT` shows it all."""
        self._zoom = zoom and min(LARGEST, max(SMALLEST, zoom))
        self._shift = QPointF(0, 0)
        self._moved()

    def zoom(self) -> float:
        """The zoom that holds now, also when it fits."""
        if self._frame is None:
            return 1.0
        return self.place().width() / self._frame.size.width

    def set_labels(self, labels: Callable[[Region], str]) -> None:
        """What a screen reader calls a text."""
        self._labels = labels
        self._tell_readers()

    # --- where things are ----------------------------------------------------------------------

    def place(self) -> QRectF:
        """Where the card stands in the widget."""
        return self._placed()[0]

    def beside(self) -> QRectF:
        """Where the mock-up stands beside it; empty without one."""
        return self._placed()[1]

    def _placed(self) -> tuple[QRectF, QRectF]:
        if self._places is None:
            self._places = self._measure()
        return self._places

    def _measure(self) -> tuple[QRectF, QRectF]:
        if self._frame is None:
            return QRectF(), QRectF()
        size, now = self._frame.size, theme()
        whole = QRectF(self.rect())
        head = self._head_height()
        room = whole.adjusted(self.margin, max(self.margin, head + 8), -self.margin, -self.margin)
        other = self._beside_size(room)
        gap = now.px(28) if other.width() else 0
        width = max(room.width() - other.width() - gap, min(room.width(), now.px(160)))
        scale = self._zoom or min(width / size.width, room.height() / size.height)
        scale = max(scale, 0.02)
        wide, high = round(size.width * scale), round(size.height * scale)
        across = wide + gap + other.width()
        shift = self._clamped(across - room.width(), max(high, other.height()) - room.height())
        left = room.center().x() - across / 2 + shift.x()
        card = QRectF(round(left), round(room.center().y() - high / 2 + shift.y()), wide, high)
        beside = QRectF()
        if other.width():
            top = room.center().y() - other.height() / 2 + shift.y()
            beside = QRectF(round(card.right() + gap), round(top), other.width(), other.height())
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft and other.width():
            card.moveLeft(round(2 * room.center().x() + 2 * shift.x() - card.right()))
            beside.moveLeft(round(2 * room.center().x() + 2 * shift.x() - beside.right()))
        return card, beside

    def _head_height(self) -> int:
        """What is kept free above the card for a line of words."""
        return 0

    def _beside_size(self, room: QRectF) -> QSize:
        """The size of what stands beside the card; empty for nothing."""
        return QSize(0, 0)

    def _clamped(self, over_x: float, over_y: float) -> QPointF:
        """The shift, so that something of the card is always seen; none where all of it is."""
        x, y = max(0.0, over_x / 2), max(0.0, over_y / 2)
        shift = self._shift
        self._shift = QPointF(max(-x, min(x, shift.x())), max(-y, min(y, shift.y())))
        return self._shift

    def _moved(self) -> None:
        self._places = None
        self._place_spots()
        self.update()

    def _can_pan(self) -> bool:
        whole, seen = self.place() | self.beside(), QRectF(self.rect())
        return not seen.contains(whole)

    def _pan(self, by: QPointF) -> None:
        self._shift += by
        self._moved()

    def _ground(self) -> Ground | None:
        return Ground(self._frame, self.place(), QRectF(self.rect())) if self._frame else None

    def on_screen(self, rect: Iterable[float]) -> QRectF:
        """A rectangle of the frame in the widget's coordinates."""
        ground = self._ground()
        return ground.at(rect) if ground else QRectF()

    def region_at(self, point: QPointF) -> Region | None:
        """The text under a point of the widget, the smallest one."""
        ground = self._ground()
        if ground is None:
            return None
        found = [one for one in ground.texts() if one.field and ground.at(one.rect).contains(point)]
        return min(found, key=lambda region: region.rect.width * region.rect.height, default=None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The spots move with the picture."""
        super().resizeEvent(event)
        self._moved()

    # --- screen readers ------------------------------------------------------------------------

    def _tell_readers(self) -> None:
        ground = self._ground()
        regions = ground.texts() if ground else []
        while len(self._spots) < len(regions):
            self._spots.append(TextSpot(self))
        for spot in self._spots[len(regions) :]:
            spot.hide()
        for spot, region in zip(self._spots, regions, strict=False):
            name = self._labels(region) if region.field else _("Fixed text")
            problem = self._problems.get(region.field, ("", ""))[1]
            spot.say(f"{name}: {region.text}" if name else region.text, problem)
            spot.show()
        self._place_spots()

    def _place_spots(self) -> None:
        ground = self._ground()
        if ground is not None:
            for spot, region in zip(self._spots, ground.texts(), strict=False):
                spot.setGeometry(ground.at(region.rect).toAlignedRect())
