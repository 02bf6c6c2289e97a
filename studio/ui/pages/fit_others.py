"""The other sizes of the card that is open on the Fit page, small, each with its mark.

In: which card. Out: the number of the size that was clicked.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.l10n import translate as _
from studio.ui.cards import CardKey
from studio.ui.desk import Desk
from studio.ui.fields import STATUS_OF
from studio.ui.icons import draw_icon
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF

_HEIGHT, _GAP, _HEAD, _FOOT = 118, 14, 28, 26


class OtherSizes(QWidget):
    """Small cards beside each other. Keyboards reach the same sizes in the matrix."""

    chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._key: CardKey | None = None
        self.setFixedHeight(theme().px(_HEAD + _HEIGHT + _FOOT))
        self.setAccessibleName(_("All sizes"))
        desk.cards.arrived.connect(self._arrived)

    def show_card(self, key: CardKey) -> None:
        """Show the sizes of a card but the one of ``key``."""
        self._key = key
        self.update()

    def boxes(self) -> list[tuple[int, QRectF]]:
        """Number and place of each size that there is room for, by reading direction."""
        if self._key is None:
            return []
        now, at, found = theme(), 0.0, []
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for number, choice in enumerate(self._desk.sizes()):
            if choice.size == self._key.size:
                continue
            wide = choice.size.width / choice.size.height
            width = min(now.px(_HEIGHT) * wide, now.px(_HEIGHT))
            if at + width > self.width():
                break
            left = self.width() - at - width if rtl else at
            found.append((number, QRectF(left, now.px(_HEAD), width, width / wide)))
            at += width + now.px(_GAP)
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Pictures, marks, ratios."""
        if self._key is None:
            return
        now, painter = theme(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(now.font("label"))
        painter.setPen(now.color("ink_2"))
        head = QRectF(0, 0, self.width(), now.px(_HEAD))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(head, int(Qt.AlignmentFlag.AlignLeading | middle), _("All sizes"))
        for number, box in self.boxes():
            choice = self._desk.sizes()[number]
            key = self._key._replace(
                size=choice.size, width=round(box.width() * self.devicePixelRatioF())
            )
            picture = self._desk.cards.picture(key, rank=2)
            if picture is None:
                painter.fillRect(box, now.color("canvas"))
            else:
                painter.drawPixmap(box, picture, QRectF(picture.rect()))
            fit = self._desk.cards.fit(key, ask=False)
            status = STATUS_OF[fit.state] if fit else "empty"
            color = now.color("ink_3" if status == "empty" else status)
            side, words = now.px(13), painter.fontMetrics().horizontalAdvance(choice.ratio)
            width = side + now.px(5) + words
            line = QRectF(box.center().x() - width / 2, box.bottom() + now.px(4), width, now.px(20))
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            left = line.right() - side if rtl else line.left()
            mark = QRectF(left, line.center().y() - side / 2, side, side)
            draw_icon(painter, ICON_OF[status], mark, color)
            painter.setPen(color)
            at_end = Qt.AlignmentFlag.AlignLeft if rtl else Qt.AlignmentFlag.AlignRight
            painter.drawText(line, int(at_end | Qt.AlignmentFlag.AlignAbsolute | middle), choice.ratio)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click opens that size."""
        for number, box in self.boxes():
            if box.adjusted(-4, -4, 4, theme().px(_FOOT)).contains(event.position()):
                self.chosen.emit(number)
                return

    def sizeHint(self) -> QSize:  # noqa: N802
        """One row."""
        return QSize(theme().px(300), self.height())

    def _arrived(self, key: CardKey) -> None:
        own = self._key
        if own is not None and self.isVisible() and key[:4] == own[:4]:
            self.update()
