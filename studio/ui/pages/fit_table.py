"""The fit matrix as a table: a row for each post, a cell for each language, a mark for each size.

In: the marks of :class:`~studio.ui.fit_watch.FitWatch`. Out: the mark that was chosen. The titles are
the table's vertical header, so they stay where they are when the languages are scrolled.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QTableView,
    QWidget,
)

from studio.l10n import translate as _
from studio.ui.desk import Desk
from studio.ui.fit_watch import FitWatch
from studio.ui.pages.fit_heads import TITLE_WIDTH, LanguageHeader, TitleHeader
from studio.ui.pages.fit_marks import ROW_HEIGHT, FitDelegate, FitModel, cell_width, size_at
from studio.ui.theme import theme
from studio.ui.widgets import label, look
from studio.workspace.fitmatrix import Place


class FitTable(QTableView):
    """The table; arrow keys go from mark to mark."""

    chosen = Signal(object)
    """The :class:`Place` that is at hand now."""
    opened = Signal(object)
    """A :class:`Place` to write at."""
    ordered = Signal(list)
    """The languages in their new order."""

    def __init__(self, desk: Desk, watch: FitWatch, model: FitModel) -> None:
        super().__init__()
        self._watch, self._model = watch, model
        self.setAccessibleName(_("Which posts fit, by language and size"))
        self.titles, self.names = TitleHeader(model, self), LanguageHeader(desk, model, self)
        self.setVerticalHeader(self.titles)
        self.setHorizontalHeader(self.names)
        self.setModel(model)
        self.marks = FitDelegate(watch, model)
        self.setItemDelegate(self.marks)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.corner = _corner(self)
        edge = QWidget()
        look(edge, "window")
        self.setCornerWidget(edge)
        self.names.sectionMoved.connect(self._moved)
        model.modelReset.connect(self._size_columns)

    # --- the mark at hand ----------------------------------------------------------------------

    def set_place(self, place: Place | None, *, scroll: bool = True) -> None:
        """Put the frame round a mark; nobody is told."""
        old, self._model.at = self._model.at, place
        row = self._model.row_of(place.post) if place else -1
        if place is not None and row >= 0 and place.language in self._model.languages:
            index = self._model.index(row, self._model.languages.index(place.language))
            if index != self.currentIndex():
                self.setCurrentIndex(index)
            elif old != place:
                self._tell_readers(index)
            if scroll:
                self.scrollTo(index)
        self.viewport().update()
        self.titles.viewport().update()
        self.names.viewport().update()

    def place_at(self, point: QPoint) -> Place | None:
        """The mark under a point of the viewport."""
        index = self.indexAt(point)
        if not index.isValid():
            return None
        area = QRectF(self.visualRect(index))
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        along = area.right() - point.x() if rtl else point.x() - area.left()
        return self._model.place(index, size_at(along, len(self._watch.matrix.sizes)))

    def visible_cells(self) -> list[tuple[str, str]]:
        """Post and language of what is on the screen."""
        height = theme().px(ROW_HEIGHT)
        first = max(0, self.verticalScrollBar().value() // height)
        last = first + self.viewport().height() // height + 2
        columns = [
            at
            for at in range(self._model.columnCount())
            if -self.columnWidth(at) < self.columnViewportPosition(at) < self.viewport().width()
        ]
        names = [self._model.languages[at] for at in columns]
        return [(post, name) for post in self._model.posts[first:last] for name in names]

    def _go(self, place: Place) -> None:
        if place != self._model.at:
            self.set_place(place)
            self.chosen.emit(place)

    def step(self, marks: int, rows: int) -> None:
        """Go some marks on and some rows down; stops at the edges."""
        sizes, at = len(self._watch.matrix.sizes), self._model.at
        if not (sizes and self._model.posts and self._model.languages):
            return
        row = self._model.row_of(at.post) if at else -1
        if at is None or row < 0 or at.language not in self._model.languages:
            self._go(Place(self._model.posts[0], self._model.languages[0], 0))
            return
        wide = sizes * len(self._model.languages)
        column = self._model.languages.index(at.language) * sizes + at.size + marks
        column = max(0, min(column, wide - 1))
        row = max(0, min(row + rows, len(self._model.posts) - 1))
        self._go(Place(self._model.posts[row], self._model.languages[column // sizes], column % sizes))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows, Home, End, pages; Enter writes."""
        key, far = event.key(), 1_000_000
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        page = max(1, self.viewport().height() // theme().px(ROW_HEIGHT) - 1)
        steps = {
            Qt.Key.Key_Right: (-1 if rtl else 1, 0),
            Qt.Key.Key_Left: (1 if rtl else -1, 0),
            Qt.Key.Key_Down: (0, 1),
            Qt.Key.Key_Up: (0, -1),
            Qt.Key.Key_PageDown: (0, page),
            Qt.Key.Key_PageUp: (0, -page),
            Qt.Key.Key_Home: (-far, -far if control else 0),
            Qt.Key.Key_End: (far, far if control else 0),
        }
        if Qt.Key(key) in steps:
            self.step(*steps[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not control:
            if self._model.at is not None:
                self.opened.emit(self._model.at)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click chooses a mark."""
        place = self.place_at(event.position().toPoint())
        if place is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go(place)
            self.chosen.emit(place)

    def mouseMoveEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """Nothing is dragged."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A double click writes."""
        place = self.place_at(event.position().toPoint())
        if place is not None:
            self.opened.emit(place)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Titles take what the languages leave; the word over them stays in its corner."""
        super().resizeEvent(event)
        self._place_titles()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The cells; where they end before the window does, the rows go on."""
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.marks.begin(self.devicePixelRatioF(), rtl=rtl)
        super().paintEvent(event)
        room = self.viewport().rect()
        used = self.names.length() - self.horizontalScrollBar().value()
        if used >= room.width() or not self._model.posts:
            return
        rest = QRect(0 if rtl else used, 0, room.width() - used, ROW_HEIGHT)
        painter, now = QPainter(self.viewport()), theme()
        height, at = now.px(ROW_HEIGHT), self._model.at
        first = max(0, self.rowAt(0))
        painter.setPen(now.color("line"))
        for row in range(first, min(len(self._model.posts), first + room.height() // height + 2)):
            rest = QRect(rest.left(), self.rowViewportPosition(row), rest.width(), height)
            if at is not None and self._model.row_of(at.post) == row:
                painter.fillRect(rest, now.color("selected"))
            painter.drawLine(rest.bottomLeft(), rest.bottomRight())
        painter.end()

    def _place_titles(self) -> None:
        spare = self.width() - self.names.length() - theme().px(TITLE_WIDTH) - theme().px(20)
        wide = theme().px(TITLE_WIDTH) + max(0, min(spare, theme().px(170)))
        if self.titles.width() != wide:
            self.titles.setFixedWidth(wide)
            self.updateGeometries()
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - self.titles.width() if rtl else 0
        self.corner.setGeometry(left, 0, self.titles.width(), self.names.height())

    def _size_columns(self) -> None:
        # The model has the languages in their order; the header adds none of its own.
        with QSignalBlocker(self.names):
            for at in range(self.names.count()):
                self.names.moveSection(self.names.visualIndex(at), at)
        width = cell_width(len(self._watch.matrix.sizes))
        self.names.setDefaultSectionSize(width)
        for column in range(self._model.columnCount()):
            self.setColumnWidth(column, width)
        self._place_titles()

    def _moved(self, _section: int, _old: int, _new: int) -> None:
        names = self._model.languages
        order = [names[self.names.logicalIndex(at)] for at in range(len(names))]
        QTimer.singleShot(0, self, lambda: self.ordered.emit(order))

    def _tell_readers(self, index: QModelIndex) -> None:
        """Another mark of the same cell is like another cell to who can't see it."""
        event = QAccessibleEvent(self, QAccessible.Event.Focus)
        event.setChild(self.child_of(index))
        QAccessible.updateAccessibility(event)

    def child_of(self, index: QModelIndex) -> int:
        """The number of a cell among the table's accessible children, heads included."""
        return (index.row() + 1) * (self._model.columnCount() + 1) + index.column() + 1


def _corner(table: QTableView) -> QWidget:
    made = QFrame(table)
    look(made, "head")
    row = QHBoxLayout(made)
    row.setContentsMargins(theme().px(14), 0, theme().px(14), 0)
    row.addWidget(label(_("Post"), "strong"))
    return made
