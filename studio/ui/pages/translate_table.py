"""The table of texts on the Translate page: source and target beside each other.

In: rows of :mod:`studio.workspace.strings`, with a head before each post where there are several. Out:
a view whose current row opens a widget to work in. Rows that change keep their place until the table is
filled anew, so nothing jumps away under somebody's hands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QPainter, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from studio.diagnostics import N_
from studio.l10n import translate as _
from studio.text.languages import language
from studio.text.markup import parse
from studio.ui.desk import Desk
from studio.ui.fields import units
from studio.ui.icons import draw_icon
from studio.ui.naming import field_name, language_name
from studio.ui.theme import theme
from studio.workspace.strings import BY_RULE, DONE, FUZZY, MISSING, OUTDATED, Row

ROW = int(Qt.ItemDataRole.UserRole) + 1
STATUS, FIELD, SOURCE, TARGET = range(4)
WORDS = {
    DONE: N_("Done"),
    FUZZY: N_("Take a look"),
    OUTDATED: N_("Out of date"),
    MISSING: N_("Empty"),
    BY_RULE: N_("By rule"),
}
"""What each status of a text is called."""
ICONS = {DONE: "check", FUZZY: "eye", OUTDATED: "retry", MISSING: "ring", BY_RULE: "aa"}
COLORS = {DONE: "ok", FUZZY: "warn", OUTDATED: "warn", MISSING: "ink_2", BY_RULE: "ink_2"}
_HEIGHT, _HEAD, _PAD = 44, 34, 14
AnyIndex = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Head:
    """The name of a post before its texts."""

    post: str
    title: str


Item = Row | Head


class StringsModel(QAbstractTableModel):
    """Texts, and heads of posts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self.kinds: dict[str, str] = {}
        self.language = self.reference = ""

    def begin(self, language_: str, reference: str) -> None:
        """Empty it, for another language or another choice of texts."""
        self.beginResetModel()
        self.items, self.kinds = [], {}
        self.language, self.reference = language_, reference
        self.endResetModel()

    def add(self, items: Iterable[Item], kinds: dict[str, str]) -> None:
        """Add what came next; ``kinds`` are those of its posts."""
        more = list(items)
        self.kinds.update(kinds)
        if more:
            self.beginInsertRows(QModelIndex(), len(self.items), len(self.items) + len(more) - 1)
            self.items += more
            self.endInsertRows()

    def renew(self, rows: Iterable[Row]) -> bool:
        """Take newer values of rows that are there; False if one of them is not."""
        known = {item.key: at for at, item in enumerate(self.items) if isinstance(item, Row)}
        whole = True
        for row in rows:
            at = known.get(row.key, -1)
            if at < 0:
                whole = False
            elif self.items[at] != row:
                self.items[at] = row
                self.dataChanged.emit(self.index(at, STATUS), self.index(at, TARGET))
        return whole

    def row(self, at: int) -> Row | None:
        """The text in a row; None for a head and outside."""
        item = self.items[at] if 0 <= at < len(self.items) else None
        return item if isinstance(item, Row) else None

    def at(self, post: str, field: str) -> int:
        """Where a text is, -1 if nowhere; the first of the post if ``field`` is empty."""
        for at, item in enumerate(self.items):
            if isinstance(item, Row) and item.key.post == post and field in ("", item.key.field):
                return at
        return -1

    def name(self, row: Row) -> str:
        """What a text is called."""
        return field_name(self.kinds.get(row.key.post, ""), row.key.field)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Texts and heads."""
        return 0 if parent.isValid() else len(self.items)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Status, field, source, target."""
        return 0 if parent.isValid() else 4

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """What the columns are called."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section in (SOURCE, TARGET):
            name = self.reference if section == SOURCE else self.language
            return language_name(name) if name else ""
        return _("Status") if section == STATUS else _("Field")

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, and its words for screen readers."""
        item = self.items[index.row()]
        if role == ROW:
            return item
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if isinstance(item, Head):
            return item.title
        if index.column() == STATUS:
            return _(WORDS[item.status])
        if index.column() == FIELD:
            return self.name(item)
        text = (item.reference or item.source) if index.column() == SOURCE else item.text
        return parse(text).text


class StringsDelegate(QStyledItemDelegate):
    """Paints a text in one line, its emphasised words as the brand selects them."""

    def __init__(self, desk: Desk, model: StringsModel) -> None:
        super().__init__(model)
        self._desk, self._model = desk, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:  # noqa: N802
        """One line."""
        return QSize(80, theme().px(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground, line, and what the column has."""
        now = theme()
        item = self._model.items[index.row()]
        box = QRectF(option.rect)
        painter.save()
        painter.setClipRect(box)
        if isinstance(item, Head):
            painter.fillRect(box, now.color("bar"))
            painter.setPen(now.color("ink"))
            painter.setFont(now.font("label"))
            inner = box.adjusted(now.px(14), 0, -now.px(14), 0)
            shown = painter.fontMetrics().elidedText(
                item.title, Qt.TextElideMode.ElideRight, int(inner.width())
            )
            painter.drawText(
                inner, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter), shown
            )
        else:
            inner = box.adjusted(now.px(_PAD), 0, -now.px(_PAD), 0)
            self._paint_cell(painter, inner, item, index.column())
        painter.setPen(now.color("line"))
        painter.drawLine(box.bottomLeft() + QPointF(0, -0.5), box.bottomRight() + QPointF(0, -0.5))
        painter.restore()

    def _paint_cell(self, painter: QPainter, box: QRectF, row: Row, column: int) -> None:
        now = theme()
        if column == STATUS:
            paint_status(painter, box, row.status)
        elif column == FIELD:
            painter.setFont(now.font("label"))
            painter.setPen(now.color("ink_2"))
            name = self._model.name(row)
            flags = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
            wrapped = int(flags | Qt.TextFlag.TextWordWrap)
            metrics = painter.fontMetrics()
            if metrics.boundingRect(box.toRect(), wrapped, name).height() <= box.height():
                painter.drawText(box, wrapped, name)
            else:
                # The number at its end stays.
                shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, int(box.width()))
                painter.drawText(box, int(flags), shown)
        elif column == SOURCE:
            read = self._model.reference if row.reference else self._desk_language()
            color = "ink" if row.reference else "ink_3"
            paint_text(painter, box, row.reference or row.source, self._font(read), read, color)
        else:
            name = self._model.language
            color = "ink" if row.own or row.status == DONE else "ink_2"
            paint_text(painter, box, row.text or "–", self._font(name), name, color)

    def _desk_language(self) -> str:
        row = self._desk.session.pack(self._desk.selection.pack)
        return row.language if row else "en"

    def _font(self, name: str) -> QFont:
        return self._desk.fonts.writing(language(name), "input")


def paint_status(painter: QPainter, box: QRectF, status: str) -> None:
    """Icon and word of a status, by reading direction."""
    now = theme()
    color = now.color(COLORS[status])
    rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    side, gap = now.px(14), now.px(20)
    left = box.right() - side if rtl else box.left()
    draw_icon(painter, ICONS[status], QRectF(left, box.center().y() - side / 2, side, side), color)
    painter.setPen(color)
    painter.setFont(now.font("label"))
    words = box.adjusted(0, 0, -gap, 0) if rtl else box.adjusted(gap, 0, 0, 0)
    shown = painter.fontMetrics().elidedText(
        _(WORDS[status]), Qt.TextElideMode.ElideRight, int(words.width())
    )
    painter.drawText(words, int(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter), shown)


def paint_text(painter: QPainter, box: QRectF, text: str, font: QFont, name: str, color: str) -> None:
    """One line of a text in its own direction; what does not fit is an ellipsis."""
    now = theme()
    marked = parse(text)
    plain = marked.text.replace("\n", " ")
    painter.setFont(font)
    shown = painter.fontMetrics().elidedText(plain, Qt.TextElideMode.ElideRight, int(box.width()))
    whole = units(shown, len(shown)) if shown == plain else units(shown, len(shown)) - 1
    layout = QTextLayout(shown, font)
    option = QTextOption()
    rtl = language(name).rtl
    option.setTextDirection(Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight)
    edge = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    look = QTextCharFormat()
    look.setBackground(now.color("accent"))
    look.setForeground(now.color("on_accent"))
    ranges = []
    for start, end in marked.spans:
        first, last = units(plain, start), min(units(plain, end), whole)
        if first < last:
            one = QTextLayout.FormatRange()
            one.start, one.length, one.format = first, last - first, look
            ranges.append(one)
    layout.setFormats(ranges)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(box.width())
    layout.endLayout()
    painter.setPen(now.color(color))
    layout.draw(painter, QPointF(box.left(), box.center().y() - line.height() / 2))


class StringsTable(QTableView):
    """The table; its current row is open.

    ``make`` gives the widget of a text. ``opened`` tells the row that was opened, or None.
    """

    opened = Signal(object)
    header_clicked = Signal(int)

    def __init__(self, desk: Desk, model: StringsModel, make: Callable[[Row], QWidget]) -> None:
        super().__init__()
        self._model, self._make = model, make
        self._open = QPersistentModelIndex()
        self.editor: QWidget | None = None
        self.setModel(model)
        self.setItemDelegate(StringsDelegate(desk, model))
        self.setAccessibleName(_("Texts"))
        self.setProperty("look", "ringed")
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme().px(_HEAD))
        self.verticalHeader().setDefaultSectionSize(theme().px(_HEIGHT))
        self._columns()
        model.modelAboutToBeReset.connect(self.close_row)
        model.rowsInserted.connect(self._inserted)
        self.selectionModel().currentRowChanged.connect(lambda new, _old: self.open_row(new.row()))
        self.clicked.connect(lambda index: self.open_row(index.row(), focus=True))
        self.activated.connect(lambda index: self.open_row(index.row(), focus=True))
        self.horizontalHeader().sectionClicked.connect(self.header_clicked)

    def _columns(self) -> None:
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        pad = theme().px(_PAD)
        header.setStyleSheet(f"QHeaderView::section {{ padding: {theme().px(8)}px {pad}px; }}")
        header.setSectionsClickable(True)
        header.setMinimumSectionSize(theme().px(60))
        words = theme().metrics("label")
        widest = max(words.horizontalAdvance(_(word)) for word in WORDS.values())
        for column, width in ((STATUS, widest + theme().px(54)), (FIELD, theme().px(128))):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            self.setColumnWidth(column, width)
        for column in (SOURCE, TARGET):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)

    def start_width(self) -> int:
        """Pixels before the texts begin."""
        return self.columnWidth(STATUS) + self.columnWidth(FIELD)

    def _inserted(self, _parent: object, first: int, last: int) -> None:
        for at in range(first, last + 1):
            if isinstance(self._model.items[at], Head):
                self.setSpan(at, STATUS, 1, 4)
                self.setRowHeight(at, theme().px(_HEAD))

    def current(self) -> Row | None:
        """The text that is open."""
        return self._model.row(self._open.row()) if self._open.isValid() else None

    def close_row(self) -> None:
        """Close the row that is open."""
        if self._open.isValid():
            at = self._open.row()
            self.setIndexWidget(self._model.index(at, STATUS), None)  # type: ignore[arg-type]
            self.setSpan(at, STATUS, 1, 1)
            self.setRowHeight(at, theme().px(_HEIGHT))
        self._open, self.editor = QPersistentModelIndex(), None

    def open_row(self, at: int, *, focus: bool = False) -> None:
        """Open a row; with ``focus`` the cursor goes into it."""
        row = self._model.row(at)
        if row is None:
            return
        if not self._open.isValid() or self._open.row() != at:
            had_focus = self.editor is not None and self.editor.isAncestorOf(self.focusWidget())
            self.close_row()
            index = self._model.index(at, STATUS)
            self._open = QPersistentModelIndex(index)
            self.editor = self._make(row)
            self.editor.installEventFilter(self)
            self.setSpan(at, STATUS, 1, 4)
            self.setIndexWidget(index, self.editor)
            self._fit()
            self.setCurrentIndex(index)
            focus = focus or had_focus
            self.opened.emit(row)
            self.scrollTo(index)
        if focus and self.editor is not None:
            self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _fit(self) -> None:
        if self.editor is None or not self._open.isValid():
            return
        width = self.viewport().width()
        wanted = self.editor.heightForWidth(width) if self.editor.hasHeightForWidth() else -1
        height = max(wanted, self.editor.minimumSizeHint().height(), theme().px(_HEIGHT))
        if height != self.rowHeight(self._open.row()):
            self.setRowHeight(self._open.row(), height)
            if self.editor.isAncestorOf(self.focusWidget()):
                self.scrollTo(self._model.index(self._open.row(), STATUS))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The row is as high as what is in it."""
        if watched is self.editor and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lines may break elsewhere."""
        super().resizeEvent(event)
        self._fit()
