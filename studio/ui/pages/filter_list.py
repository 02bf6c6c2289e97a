"""The list at the library's side: what the posts are narrowed to, with how many there are of each.

In: rows in groups. Out: :attr:`FilterList.chosen`. Numbers stand under each other at the end; the last
row (the trash) stands at the foot.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from studio.l10n import translate as _
from studio.ui.icons import draw_icon
from studio.ui.theme import DARK, theme
from studio.ui.widgets import focus_ring

_ROW, _HEADING, _LEAST_GAP = 31, 36, 10
_FILTER = int(Qt.ItemDataRole.UserRole)
_AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Filter:
    """A row; without a name it is a heading, without words the gap before the foot.

    ``color`` is a name of the theme or ``#RRGGBB``; no number is shown for a ``count`` of -1.
    """

    name: str = ""
    words: str = ""
    icon: str = ""
    color: str = "ink"
    count: int = 0


class FilterList(QListWidget):
    """The rows; one of them is always chosen."""

    chosen = Signal(str)
    """The name of the row that somebody has chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Filters"))
        self.setFixedWidth(theme().px(196))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_FilterDelegate(self))
        self._rows: list[Filter] = []
        self.currentItemChanged.connect(self._changed)

    def show_rows(self, rows: list[Filter], chosen: str) -> None:
        """Show rows; the one called ``chosen``, or else the first, is the chosen one."""
        self.blockSignals(True)
        if [(row.name, row.words) for row in rows] != [(row.name, row.words) for row in self._rows]:
            self.clear()
            for row in rows:
                item = QListWidgetItem(self)
                if not row.name:
                    item.setFlags(Qt.ItemFlag.NoItemFlags)
                high = _ROW if row.name else _HEADING if row.words else _LEAST_GAP
                item.setSizeHint(QSize(0, theme().px(high)))
        self._rows = rows
        for number, row in enumerate(rows):
            item = self.item(number)
            item.setData(_FILTER, row)
            item.setToolTip(row.words)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole,
                f"{row.words} {row.count}" if row.count > 0 else row.words,
            )
            if row.name == chosen:
                self.setCurrentItem(item)
        if self.currentRow() < 0 and rows:
            self.setCurrentRow(0)
        self.blockSignals(False)
        self._stretch()
        self.viewport().update()

    def name(self) -> str:
        """What is chosen."""
        item = self.currentItem()
        row = item.data(_FILTER) if item is not None else None
        return row.name if isinstance(row, Filter) else ""

    def choose(self, name: str) -> None:
        """Choose a row by its name."""
        at = next((number for number, row in enumerate(self._rows) if row.name == name), -1)
        if at >= 0:
            self.setCurrentRow(at)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The foot stays at the foot."""
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        gap = next((n for n, row in enumerate(self._rows) if not row.name and not row.words), -1)
        if gap < 0:
            return
        used = sum(self.item(n).sizeHint().height() for n in range(self.count()) if n != gap)
        high = max(theme().px(_LEAST_GAP), self.viewport().height() - used - 2)
        if self.item(gap).sizeHint().height() != high:
            self.item(gap).setSizeHint(QSize(0, high))

    def _changed(self, item: QListWidgetItem | None, _old: object) -> None:
        row = item.data(_FILTER) if item is not None else None
        if isinstance(row, Filter) and row.name:
            self.chosen.emit(row.name)


class _FilterDelegate(QStyledItemDelegate):
    """Icon, words, number."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """By reading direction."""
        row = index.data(_FILTER)
        if not isinstance(row, Filter) or not row.words:
            return
        now, area = theme(), QRectF(option.rect)
        rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        start = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        end = int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        inner = area.adjusted(now.px(10), 0, -now.px(10), 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not row.name:
            painter.setFont(now.font("label"))
            painter.setPen(now.color("ink_2"))
            painter.drawText(inner.adjusted(0, now.px(8), 0, 0), start, row.words)
            painter.restore()
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("selected"))
            painter.drawRoundedRect(area.adjusted(0, 1, 0, -1), 6, 6)
        focus_ring(painter, option, area.adjusted(1, 2, -1, -2))
        side = now.px(16)
        left = inner.right() - side if rtl else inner.left()
        color = QColor(row.color) if row.color.startswith("#") else now.color(row.color)
        place = QRectF(left, inner.center().y() - side / 2, side, side)
        if row.color.startswith("#") and now.name == DARK:
            # A dark colour on a dark ground is seen by its edge.
            draw_icon(painter, row.icon, place.adjusted(-1.5, -1.5, 1.5, 1.5), now.color("edge"))
        draw_icon(painter, row.icon, place, color)
        painter.setFont(now.font("label"))
        painter.setPen(now.color("ink_2"))
        count = str(row.count) if row.count >= 0 else ""
        number = painter.fontMetrics().horizontalAdvance(count) + now.px(6)
        painter.drawText(inner, end, count)
        painter.setFont(now.font("strong" if chosen else "control"))
        painter.setPen(now.color("ink"))
        gap = side + now.px(9)
        line = inner.adjusted(number if rtl else gap, 0, -gap if rtl else -number, 0)
        words = painter.fontMetrics().elidedText(
            row.words, Qt.TextElideMode.ElideRight, int(line.width())
        )
        painter.drawText(line, start, words)
        painter.restore()
