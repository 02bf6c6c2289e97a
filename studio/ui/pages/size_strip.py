"""Every size in use, small, with its state: click one to see it large.

In: the desk's selection. Out: another size selected.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.diagnostics import N_
from studio.l10n import translate as _
from studio.model.geometry import Size
from studio.ui.canvas import selection_frame
from studio.ui.cards import CardKey
from studio.ui.desk import Desk
from studio.ui.fields import STATUS_OF
from studio.ui.icons import draw_icon
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF, look
from studio.workspace.fitting import FITS, FLOOR, OVER

WORDS = {FITS: N_("Fits"), FLOOR: N_("At the limit"), OVER: N_("Too long")}
"""What each state of a fit is called."""

_PICTURE, _TEXT, _GAP = 82, 36, 18


class SizeStrip(QWidget):
    """The sizes under each other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look(self, "bar")
        self.setMinimumWidth(theme().px(120))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Sizes"))

    def key(self, size: Size) -> CardKey:
        """The small picture of a size."""
        side = theme().px(_PICTURE) * self.devicePixelRatioF()
        width = side * min(1.0, size.width / size.height) if size.height > size.width else side * 1.2
        return self._desk.key(round(width), size=size)

    def refresh(self) -> None:
        """Paint again; new pictures are asked for while painting."""
        states = []
        for choice in self._desk.sizes():
            fit = self._desk.cards.fit(self.key(choice.size), rank=0)
            states.append(f"{choice.ratio} {_(WORDS[fit.state])}" if fit else choice.ratio)
        self.setAccessibleDescription(", ".join(states))
        self.update()

    def _boxes(self) -> list[tuple[Size, QRectF]]:
        now = theme()
        top, found = float(now.px(16)), []
        for choice in self._desk.sizes():
            key = self.key(choice.size)
            width = key.width / self.devicePixelRatioF()
            height = width * choice.size.height / choice.size.width
            found.append((choice.size, QRectF((self.width() - width) / 2, top, width, height)))
            top += height + now.px(_TEXT) + now.px(_GAP)
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Pictures, ratios, states."""
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for choice, (size, box) in zip(self._desk.sizes(), self._boxes(), strict=True):
            key = self.key(size)
            pixmap = self._desk.cards.picture(key, rank=0) if self._desk.selection.post else None
            if pixmap is None:
                painter.fillRect(box, now.color("canvas"))
            else:
                painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))
            if size == self._desk.selection.size:
                selection_frame(painter, box.adjusted(-4, -4, 4, 4))
            fit = self._desk.cards.fit(key, rank=0, ask=False)
            status = STATUS_OF[fit.state] if fit else "empty"
            words = _(WORDS[fit.state]) if fit else ""
            color = now.color("ink_2" if status == "empty" else status)
            painter.setFont(now.font("label"))
            painter.setPen(now.color("ink"))
            line = QRectF(0, box.bottom() + 8, self.width(), now.px(16))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter), choice.ratio)
            line.translate(0, now.px(16))
            painter.setPen(color)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignHCenter), words)
            width = painter.fontMetrics().horizontalAdvance(words)
            side = now.px(13)
            mark = QRectF(line.center().x() - width / 2 - side - 4, line.top() + 1, side, side)
            if fit:
                draw_icon(painter, ICON_OF[status], mark, color)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a size."""
        for size, box in self._boxes():
            if box.adjusted(-10, -8, 10, theme().px(_TEXT)).contains(event.position()):
                self._desk.select(size=size)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and down choose a size."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        sizes = [choice.size for choice in self._desk.sizes()]
        if step and self._desk.selection.size in sizes:
            at = sizes.index(self._desk.selection.size)
            self._desk.select(size=sizes[(at + step) % len(sizes)])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """A narrow column."""
        return QSize(theme().px(140), theme().px(500))
