"""The networks of the Captions page, each with its counter.

In: caption reports. Out: a list with a row for each network: name, sizes, how it stands, how long its
caption is by its own way of counting; the one that was chosen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from studio.diagnostics import fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.ui.icons import draw_icon
from studio.ui.naming import number_words
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF, focus_ring
from studio.workspace.caption import CaptionReport
from studio.workspace.captioning import FITS, LEAKS, NOTE, OVER, THREAD, state_of
from studio.workspace.sizes import places_of, ratio_of

_ROW = int(Qt.ItemDataRole.UserRole)


def of_limit(count: int, limit: int) -> str:
    """“276 of 280”; only the count where there is no limit."""
    if not limit:
        return number_words(count)
    return fill(_("{count} of {limit}"), {"count": number_words(count), "limit": number_words(limit)})


def told(report: CaptionReport) -> tuple[str, str]:
    """How a caption stands: a status of :data:`~studio.ui.widgets.ICON_OF` and a few words."""
    state = state_of(report)
    if state.name == FITS:
        return "ok", _("Fits")
    if state.name == THREAD:
        return "ok", plural("Thread of {count}", "Thread of {count}", state.posts)
    if state.name == NOTE:
        return "warn", _("See the note")
    if state.name == OVER:
        return "error", plural("{count} too many", "{count} too many", state.over)
    return "error", _("Tells the answer") if state.name == LEAKS else _("Look at it")


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says."""

    network: str
    label: str
    ratios: str
    status: str
    words: str
    count: str


def row_of(report: CaptionReport) -> Row:
    """The row of a report."""
    status, words = told(report)
    ratios = ", ".join(ratio_of(place.size) for place in places_of(report.network))
    count = of_limit(report.caption.length, report.caption.limit)
    return Row(report.network.name, report.network.label, ratios, status, words, count)


class NetworkList(QListWidget):
    """One row for each network in use; ``chosen`` gives the name of the one that was selected."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Networks"))
        self.setItemDelegate(_RowDelegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._filling = False
        self.currentRowChanged.connect(self._tell)

    def show_reports(self, reports: Iterable[CaptionReport], network: str) -> None:
        """Show the reports' rows with ``network`` selected; nobody is told."""
        rows = [row_of(report) for report in reports]
        self._filling = True
        while self.count() > len(rows):
            self.takeItem(self.count() - 1)
        while self.count() < len(rows):
            self.addItem(QListWidgetItem())
        for at, row in enumerate(rows):
            item = self.item(at)
            if item.data(_ROW) != row:
                item.setData(_ROW, row)
                spoken = ", ".join(filter(None, (row.label, row.words, row.count, row.ratios)))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                item.setToolTip(row.label)
            if row.network == network:
                self.setCurrentRow(at)
        self._filling = False

    def rows(self) -> list[Row]:
        """What is shown."""
        return [self.item(at).data(_ROW) for at in range(self.count())]

    def _tell(self, at: int) -> None:
        if not self._filling and at >= 0:
            self.chosen.emit(self.item(at).data(_ROW).network)


class _RowDelegate(QStyledItemDelegate):
    """Name and status above, sizes and count below, by reading direction."""

    def sizeHint(  # noqa: N802
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines."""
        return QSize(theme().px(180), theme().px(52))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """See the class."""
        row: Row = index.data(_ROW)
        now = theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(option.rect).adjusted(now.px(8), 1, -now.px(8), -1)
        state = option.state
        painter.setPen(Qt.PenStyle.NoPen)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(now.color("selected"))
            painter.drawRoundedRect(box, 6, 6)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(now.color("hover"))
            painter.drawRoundedRect(box, 6, 6)
        focus_ring(painter, option, box.adjusted(0.5, 0.5, -0.5, -0.5))
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        inside = box.adjusted(now.px(12), now.px(6), -now.px(12), -now.px(6))
        upper = QRectF(inside.left(), inside.top(), inside.width(), inside.height() / 2)
        lower = upper.translated(0, inside.height() / 2)
        used = self._status(painter, upper, row, rtl=rtl)
        _write(painter, upper, row.label, "strong", "ink", end=rtl, used=used)
        taken = _write(painter, lower, row.count, "small", "ink_2", end=not rtl)
        _write(painter, lower, row.ratios, "small", "ink_2", end=rtl, used=taken)
        painter.restore()

    def _status(self, painter: QPainter, area: QRectF, row: Row, *, rtl: bool) -> float:
        """Icon and words at the end; the width that they take."""
        now = theme()
        words = _write(painter, area, row.words, "label", row.status, end=not rtl)
        side = now.px(14)
        left = area.left() + words + now.px(5) if rtl else area.right() - words - now.px(5) - side
        mark = QRectF(left, area.center().y() - side / 2, side, side)
        draw_icon(painter, ICON_OF[row.status], mark, now.color(row.status))
        return words + side + now.px(5)


def _write(
    painter: QPainter,
    area: QRectF,
    words: str,
    role: str,
    color: str,
    *,
    end: bool,
    used: float = 0.0,
) -> float:
    """Words at the right (``end``) or left of ``area``, beside ``used`` pixels; the width they take."""
    painter.setFont(theme().font(role))
    painter.setPen(theme().color(color))
    metrics = painter.fontMetrics()
    room = area.width() - (used + theme().px(8) if used else 0)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0, int(room) + 1))
    side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(area, int(flags), shown)
    return float(metrics.horizontalAdvance(shown))
