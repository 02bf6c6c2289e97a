"""Posts in a list: the model, and how one of them is painted, as a card or as a line.

In: rows of the library, their states, their pictures. Out: a list view's model and delegates. A card
that is not there yet is a quiet empty place. Painting looks into memory only.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from studio.ui.canvas import selection_frame
from studio.ui.icons import draw_icon
from studio.ui.naming import element_name, kind_name, shown_title, title_of
from studio.ui.pages.chips import Chip, chips_of, paint_chips
from studio.ui.pages.post_state import PostStates
from studio.ui.pages.thumbs import Thumbs
from studio.ui.theme import theme
from studio.ui.widgets import has_keys
from studio.workspace.postlist import PostRow

ROW = int(Qt.ItemDataRole.UserRole)
_WIDTH, _HEIGHT, _GAP, _WORDS = 188, 235, 6, 66
SPACE = 8
"""Between cards, beside their own margin; room for the drops of a selection."""
_LINE, _SMALL = 62, 38
_AnyIndex = QModelIndex | QPersistentModelIndex
_START = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)


class CardModel(QAbstractListModel):
    """The posts of a list, one row each."""

    def __init__(self, states: PostStates, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.states = states
        self.rows: list[PostRow] = []
        self._at: dict[str, int] = {}

    def show(self, rows: list[PostRow]) -> bool:
        """Show other posts; False if they are the same ones, perhaps with other contents."""
        same = [row.post for row in rows] == [row.post for row in self.rows]
        if same and rows:
            self.rows = rows
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return False
        self.beginResetModel()
        self.rows = rows
        self._at = {row.post: number for number, row in enumerate(rows)}
        self.endResetModel()
        return True

    def at(self, post: str) -> int:
        """Where a post stands; -1 if it is not shown."""
        return self._at.get(post, -1)

    def touch(self, post: str) -> None:
        """A post looks different now."""
        if (at := self.at(post)) >= 0:
            self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many posts."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The title; under :data:`ROW` the row itself; what a screen reader says."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return shown_title(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = (title_of(row), kind_name(row.kind), self.states.shown(row).words)
            return ", ".join((*words, *(chip.said() for chip in chips_of(row, self.states))))
        return None


class _Delegate(QStyledItemDelegate):
    """What cards and lines have in common."""

    def __init__(self, model: CardModel, thumbs: Thumbs) -> None:
        super().__init__(model)
        self.model, self.thumbs = model, thumbs

    def picture(self, painter: QPainter, row: PostRow, box: QRectF) -> None:
        """The card, or its empty place."""
        width = round(theme().px(_WIDTH) * painter.device().devicePixelRatioF())
        pixmap = self.thumbs.picture(row, width)
        if pixmap is None:
            painter.fillRect(box, theme().color("canvas"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))

    def title(self, painter: QPainter, row: PostRow, line: QRectF) -> None:
        """What the post is called."""
        painter.setFont(theme().font("strong"))
        painter.setPen(theme().color("ink"))
        words(painter, shown_title(row), line)

    def status(self, painter: QPainter, row: PostRow, line: QRectF) -> None:
        """How far it is: icon, colour, word."""
        shown = self.model.states.shown(row)
        color, side = theme().color(shown.color), theme().px(14)
        rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = line.right() - side if rtl else line.left()
        draw_icon(painter, shown.icon, QRectF(left, line.center().y() - side / 2, side, side), color)
        painter.setFont(theme().font("label"))
        painter.setPen(color)
        room = side + theme().px(5)
        words(painter, shown.words, line.adjusted(0 if rtl else room, 0, -room if rtl else 0, 0))

    def chips(self, painter: QPainter, row: PostRow, line: QRectF) -> None:
        """Its languages."""
        found: list[Chip] = chips_of(row, self.model.states)
        paint_chips(painter, found, line)


class CardDelegate(_Delegate):
    """A post as its card, with title, state, languages under it."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _AnyIndex) -> QSize:  # noqa: N802
        """All are alike."""
        now = theme()
        return QSize(now.px(_WIDTH + 2 * _GAP), now.px(_HEIGHT + _WORDS + 2 * _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Card, words, selection."""
        row = index.data(ROW)
        if row is None:
            return
        now, area = theme(), QRectF(option.rect)
        left, top = area.left() + now.px(_GAP), area.top() + now.px(_GAP)
        box = QRectF(left, top, now.px(_WIDTH), now.px(_HEIGHT))
        painter.save()
        self.picture(painter, row, box)
        if option.state & QStyle.StateFlag.State_Selected:
            selection_frame(painter, box.adjusted(-4, -4, 4, 4), focused=has_keys(option))
        elif option.state & QStyle.StateFlag.State_HasFocus:
            focus_frame(painter, box.adjusted(-4, -4, 4, 4))
        line = QRectF(left, box.bottom() + now.px(8), box.width(), now.px(19))
        self.title(painter, row, line)
        self.status(painter, row, line.translated(0, now.px(19)))
        self.chips(painter, row, line.translated(0, now.px(41)))
        painter.restore()


class LineDelegate(_Delegate):
    """A post as a line: small card, title and state, kind and element, day, languages."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _AnyIndex) -> QSize:  # noqa: N802
        """All are alike."""
        return QSize(0, theme().px(_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """From the start: card, words, languages."""
        row = index.data(ROW)
        if row is None:
            return
        now, area = theme(), QRectF(option.rect)
        rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        inner = area.adjusted(now.px(14), 0, -now.px(14), -1)

        def part(start: float, end: float, shift: float = 0, high: float = 19) -> QRectF:
            width = (end - start) * inner.width()
            left = inner.right() - end * inner.width() if rtl else inner.left() + start * inner.width()
            return QRectF(
                left, inner.center().y() - now.px(high) / 2 + now.px(shift), width, now.px(high)
            )

        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, now.color("selected"))
        high, wide = now.px(_SMALL * 1.25), now.px(_SMALL)
        left = inner.right() - wide if rtl else inner.left()
        card = QRectF(left, inner.center().y() - high / 2, wide, high)
        self.picture(painter, row, card)
        if option.state & QStyle.StateFlag.State_HasFocus:
            focus_frame(painter, area.adjusted(2, 2, -2, -2))
        room = (wide + now.px(12)) / inner.width()
        self.title(painter, row, part(room, 0.46, -10))
        self.status(painter, row, part(room, 0.46, 10))
        painter.setFont(now.font("small"))
        painter.setPen(now.color("ink_2"))
        words(painter, kind_name(row.kind), part(0.48, 0.68, -10))
        words(painter, element_name(row.element), part(0.48, 0.68, 10))
        words(painter, self.model.states.day(row.planned), part(0.69, 0.78))
        self.chips(painter, row, part(0.79, 1.0, 0, 18))
        painter.fillRect(QRectF(area.left(), area.bottom() - 1, area.width(), 1), now.color("line"))
        painter.restore()


def words(painter: QPainter, text: str, line: QRectF) -> None:
    """A text in one line from the start, elided where there is no room."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(line.width()))
    painter.drawText(line, _START, shown)


def focus_frame(painter: QPainter, box: QRectF) -> None:
    """Where the keys are, though it is not selected."""
    pen = painter.pen()
    pen.setColor(theme().color("link"))
    pen.setWidthF(1.5)
    pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)
