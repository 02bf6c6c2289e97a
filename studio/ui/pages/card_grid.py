"""Posts as cards in a grid: the model, and how one of them is painted.

In: rows of the library, the language and size in which cards are shown. Out: a list view's model and
delegate. Pictures come from the background; a card that is not there yet is a quiet empty place.
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

from studio.l10n import translate as _
from studio.library.overview import PostRow
from studio.model.kind import cards_of
from studio.ui.canvas import selection_frame
from studio.ui.cards import CardKey
from studio.ui.desk import Desk
from studio.ui.icons import draw_icon
from studio.ui.naming import kind_name, title_of
from studio.ui.theme import theme
from studio.workspace.fitting import OVER

ROW = int(Qt.ItemDataRole.UserRole)
_WIDTH, _HEIGHT, _GAP, _WORDS = 188, 235, 11, 62
_AnyIndex = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The posts of a list, one row each."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.rows: list[PostRow] = []

    def show(self, rows: list[PostRow]) -> None:
        """Show other posts."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

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
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((title_of(row), kind_name(row.kind), self.status(row)[1]))
        return None

    def status(self, row: PostRow) -> tuple[str, str]:
        """Icon and word for how far a post is."""
        languages = self._desk.session.languages(row.pack)
        own = languages[0] if languages else ""
        written = [name for name in languages if name != own and "@" not in name]
        open_ = [name for name in written if row.done.get(name, 0) < row.texts]
        key = self.key(row, 1.0)
        fit = self._desk.cards.fit(key, ask=False) if key else None
        if fit is not None and fit.state == OVER:
            return "stop", _("To mend")
        if open_:
            return "pencil", _("To translate")
        if row.exported:
            return "export", _("Exported")
        # Green is only what has been checked.
        return ("check", _("Ready")) if fit is not None else ("ring", _("Not checked yet"))

    def key(self, row: PostRow, ratio: float) -> CardKey | None:
        """The picture that stands for a post."""
        post = self._desk.session.post(row.pack, row.post)
        sizes = self._desk.sizes()
        if post is None or not sizes:
            return None
        now = self._desk.selection
        width = round(theme().px(_WIDTH) * ratio)
        return CardKey(row.pack, row.post, now.language, cards_of(post)[0].name, sizes[0].size, width)


class CardDelegate(QStyledItemDelegate):
    """Paints a post: its card, title, status, languages."""

    def __init__(self, desk: Desk, model: CardModel) -> None:
        super().__init__(model)
        self._desk, self._model = desk, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _AnyIndex) -> QSize:  # noqa: N802
        """All are alike."""
        now = theme()
        return QSize(now.px(_WIDTH + 2 * _GAP), now.px(_HEIGHT + _WORDS + 2 * _GAP))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Card, words, selection."""
        row = index.data(ROW)
        if row is None:
            return
        now = theme()
        area = QRectF(option.rect)
        box = QRectF(
            area.left() + now.px(_GAP), area.top() + now.px(_GAP), now.px(_WIDTH), now.px(_HEIGHT)
        )
        painter.save()
        key = self._model.key(row, painter.device().devicePixelRatioF())
        pixmap = self._desk.cards.picture(key) if key else None
        if pixmap is None:
            painter.fillRect(box, now.color("canvas"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))
        if option.state & QStyle.StateFlag.State_Selected:
            selection_frame(painter, box.adjusted(-5, -5, 5, 5))
        self._words(painter, row, box)
        painter.restore()

    def _words(self, painter: QPainter, row: PostRow, box: QRectF) -> None:
        now = theme()
        start = int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        line = QRectF(box.left(), box.bottom() + now.px(7), box.width(), now.px(19))
        painter.setFont(now.font("strong"))
        painter.setPen(now.color("ink"))
        title = painter.fontMetrics().elidedText(
            title_of(row), Qt.TextElideMode.ElideRight, int(line.width())
        )
        painter.drawText(line, start, title)
        icon_name, words = self._model.status(row)
        color = now.color({"check": "ok", "stop": "error"}.get(icon_name, "ink_2"))
        line.translate(0, now.px(19))
        side = now.px(14)
        rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        mark = QRectF(
            line.right() - side if rtl else line.left(), line.center().y() - side / 2, side, side
        )
        draw_icon(painter, icon_name, mark, color)
        painter.setFont(now.font("label"))
        painter.setPen(color)
        painter.drawText(
            line.adjusted(0 if rtl else side + 5, 0, -side - 5 if rtl else 0, 0), start, words
        )
        line.translate(0, now.px(18))
        painter.setFont(now.font("small"))
        painter.setPen(now.color("ink_2"))
        done = [name for name, count in row.done.items() if count >= row.texts]
        own = self._desk.session.languages(row.pack)[:1]
        codes = "  ".join([*own, *sorted(done)])
        shown = painter.fontMetrics().elidedText(codes, Qt.TextElideMode.ElideRight, int(line.width()))
        painter.drawText(line, start, shown)
