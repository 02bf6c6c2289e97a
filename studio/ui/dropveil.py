"""What is seen while something is dragged over the window: a frame, and what a drop will do."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.ui.theme import theme


class DropVeil(QWidget):
    """Lies over the whole window and takes no clicks."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._window = window
        self._words = ""
        self.hide()

    def say(self, words: str) -> None:
        """Show what a drop will do."""
        self._words = words
        self.setAccessibleName(words)
        self.setGeometry(self._window.rect())
        self.raise_()
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Frame and sentence."""
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(now.color("link"), 3))
        painter.drawRect(QRectF(self.rect()).adjusted(3, 3, -3, -3))
        painter.setFont(now.font("subtitle"))
        width = painter.fontMetrics().horizontalAdvance(self._words) + 48
        box = QRectF((self.width() - width) / 2, self.height() - 92, width, 44)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("callout"))
        painter.drawRoundedRect(box, 10, 10)
        painter.setPen(now.color("on_callout"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._words)
