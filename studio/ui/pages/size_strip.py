"""Every size in use, small, with its state and its networks: click one to see it large.

In: the desk's selection. Out: another size selected. Pictures come from the background; until a new one
is there the old one stays. In a narrow window only ratios and marks are left.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QSplitter, QToolTip, QWidget

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
from studio.workspace.fitting import FITS, FLOOR, OVER, Fit
from studio.workspace.sizes import SizeChoice

WORDS = {FITS: N_("Fits"), FLOOR: N_("At the limit"), OVER: N_("Too long")}
"""What each state of a fit is called."""
NARROW = 1180
"""The window's width below which the pictures give way."""

_PICTURE, _GAP, _HEAD, _LINE, _MARK_ROW = 80, 14, 32, 16, 46
_WIDE_WIDTH, _NARROW_WIDTH = 140, 76


@dataclass(frozen=True, slots=True)
class _Row:
    """One size in the strip: ``all`` of it, its picture's ``box`` (empty in a narrow strip)."""

    choice: SizeChoice
    all: QRectF
    box: QRectF


class SizeStrip(QAbstractScrollArea):
    """The sizes under each other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._narrow = False
        self._watched: QWidget | None = None
        look(self, "bar")
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Sizes"))
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        self._set_width()
        desk.selected.connect(self._show_selected)

    def key(self, size: Size) -> CardKey:
        """The small picture of a size."""
        side = theme().px(_PICTURE) * self.devicePixelRatioF()
        width = side * min(1.0, size.width / size.height) if size.height > size.width else side
        if size.width > size.height:
            width = side * 1.2
        return self._desk.key(round(width), size=size)

    def refresh(self) -> None:
        """Paint again; new pictures are asked for while painting."""
        states = []
        for choice in self._desk.sizes():
            fit = self._fit(choice.size)
            states.append(f"{choice.ratio} {_(WORDS[fit.state])}" if fit else choice.ratio)
        words = ", ".join(states)
        if words != self.accessibleDescription():
            self.setAccessibleDescription(words)
        self._set_range()
        self.viewport().update()

    def _fit(self, size: Size, *, ask: bool = True) -> Fit | None:
        return self._desk.cards.fit(self.key(size), rank=0, ask=ask)

    # --- where things are ----------------------------------------------------------------------

    def is_narrow(self) -> bool:
        """Whether only marks are shown."""
        return self._narrow

    def _rows(self) -> list[_Row]:
        now, found = theme(), []
        width = float(self.viewport().width())
        top = float(now.px(6) if self._narrow else now.px(_HEAD)) - self.verticalScrollBar().value()
        for choice in self._desk.sizes():
            if self._narrow:
                row = QRectF(0, top, width, now.px(_MARK_ROW))
                found.append(_Row(choice, row, QRectF()))
                top += row.height()
                continue
            wide = self.key(choice.size).width / self.devicePixelRatioF()
            high = wide * choice.size.height / choice.size.width
            box = QRectF(round((width - wide) / 2), top + 6, wide, high)
            lines = 1 + min(2, self._lines(choice))
            row = QRectF(0, top, width, high + 14 + lines * now.px(_LINE))
            found.append(_Row(choice, row, box))
            top += row.height() + now.px(_GAP)
        return found

    def _names(self, choice: SizeChoice) -> list[str]:
        """The networks of a size in at most two lines."""
        metrics = theme().metrics("small")
        room = self.viewport().width() - theme().px(8)
        lines: list[str] = [""]
        for number, name in enumerate(choice.networks):
            piece = name if number == len(choice.networks) - 1 else f"{name},"
            longer = f"{lines[-1]} {piece}".strip()
            if lines[-1] and metrics.horizontalAdvance(longer) > room:
                lines.append(piece)
            else:
                lines[-1] = longer
        if len(lines) > 2:
            lines = [lines[0], " ".join(lines[1:])]
        return [metrics.elidedText(line, Qt.TextElideMode.ElideRight, room) for line in lines]

    def _lines(self, choice: SizeChoice) -> int:
        return len(self._names(choice))

    def _row_at(self, point: QPointF) -> _Row | None:
        return next((row for row in self._rows() if row.all.contains(point)), None)

    def _set_range(self) -> None:
        rows = self._rows()
        bar = self.verticalScrollBar()
        bottom = rows[-1].all.bottom() + bar.value() + theme().px(6) if rows else 0
        bar.setRange(0, max(0, round(bottom) - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(theme().px(30))

    def _show_selected(self) -> None:
        self._set_range()
        row = next((r for r in self._rows() if r.choice.size == self._desk.selection.size), None)
        if row is None:
            return
        bar = self.verticalScrollBar()
        if row.all.top() < 0:
            bar.setValue(bar.value() + round(row.all.top()) - theme().px(8))
        elif row.all.bottom() > self.viewport().height():
            bar.setValue(bar.value() + round(row.all.bottom()) - self.viewport().height())
        self.viewport().update()

    def _set_width(self) -> None:
        width = theme().px(_NARROW_WIDTH if self._narrow else _WIDE_WIDTH)
        self.setMinimumWidth(width if self._narrow else theme().px(120))
        self.setMaximumWidth(width if self._narrow else theme().px(240))
        self.updateGeometry()
        splitter = self.parentWidget()
        if isinstance(splitter, QSplitter):
            # The widest neighbour takes or gives what is left or wanted.
            sizes, own = splitter.sizes(), splitter.indexOf(self)
            if sum(sizes):
                sizes[sizes.index(max(sizes))] += sizes[own] - width
                sizes[own] = width
                splitter.setSizes(sizes)
        self._set_range()
        self.viewport().update()

    # --- painting ------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Pictures, ratios, states, networks."""
        now = theme()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        rows = self._rows()
        if rows and not self._narrow:
            painter.setFont(now.font("label"))
            painter.setPen(now.color("ink_2"))
            head = QRectF(now.px(14), rows[0].all.top() - now.px(24), self.width(), now.px(18))
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                head.moveRight(self.viewport().width() - now.px(14))
            painter.drawText(head, int(Qt.AlignmentFlag.AlignLeading), _("Sizes"))
        for row in rows:
            if row.all.bottom() > 0 and row.all.top() < self.viewport().height():
                self._paint_row(painter, row)
        if self.hasFocus():
            painter.setPen(now.color("link"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.viewport().rect().adjusted(0, 0, -1, -1))

    def _paint_row(self, painter: QPainter, row: _Row) -> None:
        now, size = theme(), row.choice.size
        chosen = size == self._desk.selection.size
        if self._narrow:
            if chosen:
                selection_frame(painter, row.all.adjusted(11, 7, -11, -7), width=2)
            self._paint_state(painter, row, row.all, short=True)
            return
        pixmap = self._desk.cards.picture(self.key(size), rank=0) if self._desk.selection.post else None
        if pixmap is None:
            painter.fillRect(row.box, now.color("canvas"))
        else:
            painter.drawPixmap(row.box, pixmap, QRectF(pixmap.rect()))
        if chosen:
            selection_frame(painter, row.box.adjusted(-4, -4, 4, 4))
        line = QRectF(0, row.box.bottom() + 8, row.all.width(), now.px(_LINE))
        self._paint_state(painter, row, line, short=False)
        painter.setFont(now.font("small"))
        painter.setPen(now.color("ink_2"))
        for words in self._names(row.choice):
            line.translate(0, now.px(_LINE))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignCenter), words)

    def _paint_state(self, painter: QPainter, row: _Row, line: QRectF, *, short: bool) -> None:
        """Ratio, mark, word in the middle of a line; only ratio and mark if ``short``."""
        now = theme()
        fit = self._fit(row.choice.size, ask=short)
        status = STATUS_OF[fit.state] if fit else "empty"
        words = _(WORDS[fit.state]) if fit and not short else ""
        color = now.color("ink_2" if status == "empty" else status)
        painter.setFont(now.font("label"))
        metrics = painter.fontMetrics()
        ratio, side, gap = metrics.horizontalAdvance(row.choice.ratio), now.px(13), now.px(5)
        used = ratio + (side + gap if fit else 0)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(line.width() - used - 12))
        whole = used + (metrics.horizontalAdvance(words) + gap if words else 0)
        parts = [(ratio, row.choice.ratio), (side if fit else 0, ""), (whole - used, words)]
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = line.center().x() + (whole / 2 if rtl else -whole / 2)
        for index, (width, text) in enumerate(parts):
            if not width:
                continue
            left = at - width if rtl else at
            box = QRectF(left, line.top(), width, line.height())
            if text:
                painter.setPen(now.color("ink") if index == 0 else color)
                painter.drawText(box.adjusted(-2, 0, 2, 0), int(Qt.AlignmentFlag.AlignCenter), text)
            else:
                box = QRectF(left, line.center().y() - side / 2, side, side)
                draw_icon(painter, ICON_OF[status], box, color)
            at += -(width + gap) if rtl else width + gap

    # --- following -----------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Watch how wide the window is."""
        super().showEvent(event)
        if self._watched is not self.window():
            if self._watched is not None:
                self._watched.removeEventFilter(self)
            self._watched = self.window()
            self._watched.installEventFilter(self)
        self._follow_window()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The window has another size."""
        if watched is self._watched and event.type() == QEvent.Type.Resize:
            self._follow_window()
        return super().eventFilter(watched, event)

    def _follow_window(self) -> None:
        narrow = self.window().width() < NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self._set_width()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Names wrap anew."""
        super().resizeEvent(event)
        self._set_range()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """A tool tip names all networks and the state."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = self._row_at(QPointF(event.pos()))
            if row is not None:
                fit = self._fit(row.choice.size, ask=False)
                words = [row.choice.ratio, *([_(WORDS[fit.state])] if fit else [])]
                tip = " · ".join([*words, ", ".join(row.choice.networks)])
                QToolTip.showText(event.globalPos(), tip, self)
                return True
        return super().viewportEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a size."""
        row = self._row_at(event.position())
        if row is not None:
            self._desk.select(size=row.choice.size)

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
        width = _NARROW_WIDTH if self._narrow else _WIDE_WIDTH
        return QSize(theme().px(width), theme().px(500))
