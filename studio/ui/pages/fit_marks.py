"""The marks of the fit matrix: their model, and how those of a cell are painted.

In: the marks of :class:`~studio.ui.fit_watch.FitWatch`. Out: a table's model and delegate. Painting a
cell costs two looks into dictionaries and one picture.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from studio.ui.canvas import selection_frame
from studio.ui.desk import Desk
from studio.ui.fit_watch import FitWatch
from studio.ui.icons import draw_icon
from studio.ui.naming import language_name
from studio.ui.pages.fit_words import mark_words
from studio.ui.theme import theme
from studio.ui.widgets import has_keys
from studio.workspace.fitmatrix import BROKEN, UNKNOWN, Place
from studio.workspace.fitting import FITS, FLOOR, OVER

_AnyIndex = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 42
_MARK, _PITCH, _PAD = 22, 24, 10
_NAME = 92  # the least width of a language
_MOST_PICTURES = 400  # of cells; there are far fewer mixes of marks, but for very many sizes


def cell_width(sizes: int) -> int:
    """How wide a language is."""
    return theme().px(max(_NAME, sizes * _PITCH + _PAD))


def mark_box(area: QRectF, at: int, *, rtl: bool) -> QRectF:
    """Where mark number ``at`` stands in a cell."""
    now = theme()
    start = now.px(_PAD) // 2 + at * now.px(_PITCH)
    side = now.px(_MARK)
    left = area.right() - start - side if rtl else area.left() + start
    return QRectF(left, area.center().y() - side / 2, side, side)


def size_at(along: float, sizes: int) -> int:
    """The number of the mark at a distance from the start of its cell."""
    return max(0, min(int((along - theme().px(_PAD) / 2) / theme().px(_PITCH)), sizes - 1))


class FitModel(QAbstractTableModel):
    """Posts down, languages across."""

    def __init__(self, desk: Desk, watch: FitWatch, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._watch = desk, watch
        self.posts: list[str] = []
        self.titles: dict[str, str] = {}
        self.languages: list[str] = []
        self._row_of: dict[str, int] = {}
        self.at: Place | None = None

    def show(self, posts: list[str], titles: dict[str, str]) -> None:
        """Show these posts; ``titles`` has them all."""
        self.beginResetModel()
        self.posts, self.titles = posts, titles
        self.languages = list(self._watch.matrix.languages)
        self._row_of = {post: row for row, post in enumerate(posts)}
        self.endResetModel()

    def row_of(self, post: str) -> int:
        """The row of a post, -1 if it is not shown."""
        return self._row_of.get(post, -1)

    def place(self, index: _AnyIndex, size: int) -> Place:
        """The mark number ``size`` of a cell."""
        return Place(self.posts[index.row()], self.languages[index.column()], size)

    def rowCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many posts."""
        return 0 if parent.isValid() else len(self.posts)

    def columnCount(self, parent: _AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """How many languages."""
        return 0 if parent.isValid() else len(self.languages)

    def data(self, index: _AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a screen reader says: the mark at hand, or all marks of the cell."""
        if role != Qt.ItemDataRole.AccessibleTextRole or not index.isValid():
            return None
        at = self.at
        if at is not None and (at.post, at.language) == self.place(index, 0)[:2]:
            return self.words(at)
        return ", ".join(
            self.words(self.place(index, size)) for size in range(len(self._watch.matrix.sizes))
        )

    def words(self, place: Place) -> str:
        """A mark in words: “Looks fake, Serbian, 16:9: too long, cut about 9 words”."""
        mark = self._watch.matrix.marks(place.post, place.language)[place.size]
        ratio = self._desk.sizes()[place.size].ratio
        return mark_words(self.titles.get(place.post, place.post), place.language, ratio, mark)

    def headerData(  # noqa: N802
        self, section: int, direction: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles of posts, names of languages."""
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        if direction == Qt.Orientation.Vertical:
            post = self.posts[section] if section < len(self.posts) else ""
            return self.titles.get(post, post)
        return language_name(self.languages[section]) if section < len(self.languages) else ""

    def cell_changed(self, post: str, language: str) -> None:
        """A mark of a cell is another one."""
        row = self._row_of.get(post, -1)
        if row >= 0 and language in self.languages:
            index = self.index(row, self.languages.index(language))
            self.dataChanged.emit(index, index)


class FitDelegate(QStyledItemDelegate):
    """Paints the marks of a cell; one picture for each run of states."""

    def __init__(self, watch: FitWatch, model: FitModel) -> None:
        super().__init__(model)
        self._watch, self._model = watch, model
        self._pictures: dict[tuple[tuple[str, ...], bool], QPixmap] = {}
        self._look = (0.0, False)

    def begin(self, ratio: float, *, rtl: bool) -> None:
        """The table is about to be painted on a screen of this ratio, in this direction."""
        if (ratio, rtl) != self._look:
            self._look = (ratio, rtl)
            self._pictures.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """The marks of a cell, and the frame round the mark at hand."""
        model, at = self._model, self._model.at
        post, language = model.posts[index.row()], model.languages[index.column()]
        here = at is not None and at.post == post
        states = self._watch.matrix.states(post, language)
        picture = self._pictures.get((states, here)) or self.picture(states, here=here)
        rect = option.rect
        painter.drawPixmap(rect.topLeft(), picture)
        if here and at is not None and at.language == language:
            box = mark_box(QRectF(rect).adjusted(0, 0, 0, -1), at.size, rtl=self._look[1])
            painter.save()
            # Its drops stay in the cell: the next one is painted over what leaves it.
            selection_frame(
                painter, box.adjusted(-1, -1, 1, 1), width=2, drop=3, focused=has_keys(option)
            )
            painter.restore()

    def helpEvent(  # noqa: N802
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: _AnyIndex,
    ) -> bool:
        """What a mark means, in words."""
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            area = QRectF(view.visualRect(index))
            rtl = view.layoutDirection() is Qt.LayoutDirection.RightToLeft
            along = area.right() - event.pos().x() if rtl else event.pos().x() - area.left()
            place = self._model.place(index, size_at(along, len(self._watch.matrix.sizes)))
            QToolTip.showText(event.globalPos(), self._model.words(place), view)
            return True
        return super().helpEvent(event, view, option, index)

    def picture(self, states: tuple[str, ...], *, here: bool = False) -> QPixmap:
        """A whole cell with these marks, painted once; ``here``: in the row at hand."""
        known = self._pictures.get((states, here))
        if known is None:
            if len(self._pictures) >= _MOST_PICTURES:
                self._pictures.clear()
            ratio, rtl = self._look
            ground = theme().color("selected" if here else "window")
            known = self._pictures[states, here] = _cell(states, ground, ratio or 1.0, rtl=rtl)
        return known


def _cell(states: tuple[str, ...], ground: QColor, ratio: float, *, rtl: bool) -> QPixmap:
    """The marks of a cell beside each other, over the line that ends its row."""
    now = theme()
    width, height = cell_width(len(states)), now.px(ROW_HEIGHT)
    made = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(ground)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for at, state in enumerate(states):
        draw_mark(painter, mark_box(QRectF(0, 0, width, height - 1), at, rtl=rtl), state)
    painter.fillRect(QRectF(0, height - 1, width, 1), now.color("line"))
    painter.end()
    return made


def draw_mark(painter: QPainter, box: QRectF, state: str) -> None:
    """One mark: colour and icon; hatched where nothing is known."""
    now = theme()
    inner = box.adjusted(1, 1, -1, -1)
    if state == UNKNOWN:
        pen = QPen(now.color("edge"), 1)
        pen.setDashPattern([3, 2])
        painter.setPen(pen)
        hatch = QColor(now.color("edge"))
        hatch.setAlphaF(0.35)
        painter.setBrush(hatch)
        brush = painter.brush()
        brush.setStyle(Qt.BrushStyle.BDiagPattern)
        painter.setBrush(brush)
        painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        return
    fill, edge, ink, icon_name, side = {
        FITS: ("ok_fill", "", "ok", "check", 12),
        FLOOR: ("warn_fill", "warn", "warn", "floor", 14),
        OVER: ("solid", "solid", "on_solid", "cross", 13),
        BROKEN: ("solid", "solid", "on_solid", "warning", 14),
    }[state]
    painter.setPen(QPen(now.color(edge), 1) if edge else Qt.PenStyle.NoPen)
    painter.setBrush(now.color(fill))
    painter.drawRoundedRect(inner.adjusted(0.5, 0.5, -0.5, -0.5) if edge else inner, 3, 3)
    pixels = now.px(side)
    center = box.center()
    where = QRectF(center.x() - pixels / 2, center.y() - pixels / 2, pixels, pixels)
    draw_icon(painter, icon_name, where, now.color(ink))
