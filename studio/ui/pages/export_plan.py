"""The plan of an export: a line for each network, what will be left out, names, folder, samples.

In: an :class:`~studio.workspace.library_plan.ExportPlan` and the marks of the fit matrix. Out: a
network of which something has to be mended.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from studio.diagnostics import fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.geometry import Size
from studio.ui.cards import CardKey
from studio.ui.desk import Desk
from studio.ui.fit_watch import FitWatch
from studio.ui.icons import draw_icon
from studio.ui.pages.export_choices import FORMATS
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF
from studio.workspace.fitmatrix import PROBLEMS, UNKNOWN
from studio.workspace.fitting import FLOOR
from studio.workspace.library_plan import ExportPlan, PlanLine
from studio.workspace.sizes import ratio_of

_ROW = 44
_SAMPLE = 96
_STATUS = Qt.ItemDataRole.UserRole

AnyIndex = QModelIndex


def file_size(count: int) -> str:
    """So many bytes as people say it."""
    if count < 1_000_000:
        return fill(_("{size} kB"), {"size": max(1, round(count / 1000))})
    size = f"{count / 1e6:.1f}" if count < 10_000_000 else f"{count / 1e6:.0f}"
    return fill(_("{size} MB"), {"size": size.replace(".", QLocale().decimalPoint())})


class FitCheck:
    """How the cards of a plan fit, as far as it is known: counted once for each size."""

    def __init__(self, plan: ExportPlan, watch: FitWatch) -> None:
        matrix = watch.matrix
        ratios = [ratio_of(size) for size in matrix.sizes]
        self._at = {size: ratios.index(r) for size in plan.sizes() if (r := ratio_of(size)) in ratios}
        counts: dict[int, Counter[str]] = {at: Counter() for at in self._at.values()}
        self.first: tuple[str, str, int] | None = None
        self.over: dict[int, list[tuple[str, str]]] = {at: [] for at in counts}
        for post, language in plan.versions:
            states = matrix.states(post, language)
            cards = len(plan.cards[post])
            for at, counted in counts.items():
                state = states[at]
                counted[state] += 1 if state in PROBLEMS else cards
                if state in PROBLEMS:
                    self.over[at].append((post, language))
                    self.first = self.first or (post, language, at)
        self._counts = counts

    def of(self, line: PlanLine) -> Counter[str]:
        """The states of a network's images."""
        found: Counter[str] = Counter()
        for place in line.places:
            at = self._at.get(place.size)
            if at is not None:
                found.update(self._counts[at])
        return found

    def left_out(self, plan: ExportPlan) -> int:
        """How many images will not be made."""
        lines = [line for line in plan.lines if line.format]
        return sum(counts[s] for line in lines for counts in [self.of(line)] for s in PROBLEMS)

    def place_of(self, line: PlanLine) -> tuple[str, str, int] | None:
        """A post, a language and the number of a size where a network's image does not fit."""
        for place in line.places:
            at = self._at.get(place.size)
            if at is not None and self.over[at]:
                return (*self.over[at][0], at)
        return None

    def ratios(self) -> list[str]:
        """The shapes in which something does not fit."""
        return list(dict.fromkeys(ratio_of(size) for size, at in self._at.items() if self.over[at]))


class PlanModel(QAbstractTableModel):
    """A row for each network."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: tuple[PlanLine, ...] = ()
        self.check: FitCheck | None = None
        self.heads = [_("Network"), _("Sizes"), _("Format"), _("Images"), _("About"), _("Check")]

    def show(self, plan: ExportPlan, check: FitCheck) -> None:
        """Another plan, or more that is known of it."""
        if plan.lines == self.lines:
            self.check = check
            if self.lines:
                self.dataChanged.emit(self.index(0, 5), self.index(len(self.lines) - 1, 5))
            return
        self.beginResetModel()
        self.lines, self.check = plan.lines, check
        self.endResetModel()

    def rowCount(self, parent: AnyIndex | Any = QModelIndex()) -> int:  # noqa: N802, B008
        """One for each network."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: AnyIndex | Any = QModelIndex()) -> int:  # noqa: N802, B008
        """See the heads."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(self, section: int, way: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        """What a column is."""
        if way is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heads[section]
        return self._side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: AnyIndex | Any, role: int = 0) -> Any:
        """Words; the check's status as the user role."""
        line = self.lines[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(line, column)
        if role == _STATUS:
            return self.status(line)[0]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.heads[column]}: {self._words(line, column)}"
        return None

    def status(self, line: PlanLine) -> tuple[str, str]:
        """Status and words of a network's check."""
        if not line.format:
            return "empty", _("Does not take this format")
        counts = self.check.of(line) if self.check else Counter[str]()
        bad = sum(counts[state] for state in PROBLEMS)
        if bad:
            return "error", plural("{count} does not fit", "{count} do not fit", bad)
        if not counts or counts[UNKNOWN]:
            return "empty", _("Being checked") if counts else _("Not checked")
        if counts[FLOOR]:
            return "warn", plural("{count} at the limit", "{count} at the limit", counts[FLOOR])
        return "ok", _("All fit")

    def _words(self, line: PlanLine, column: int) -> str:
        number = str(line.images)
        return (
            line.network.label,
            ", ".join(line.ratios),
            FORMATS.get(line.format, "–"),
            number,
            file_size(line.bytes) if line.images else "–",
            self.status(line)[1],
        )[column]

    def _side(self, column: int) -> int:
        start, end = Qt.AlignmentFlag.AlignLeading, Qt.AlignmentFlag.AlignTrailing
        return int((end if column in (3, 4) else start) | Qt.AlignmentFlag.AlignVCenter)


class _PlanDelegate(QStyledItemDelegate):
    """Paints a row: a line under it, the network strong, the check with its icon."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex | Any) -> None:
        """One cell."""
        now = theme()
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, now.color("selected"))
        painter.setPen(now.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        area = box.adjusted(now.px(8), 0, -now.px(8), 0)
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        color = "ink" if index.column() < 4 else "ink_2"
        if index.column() == 5:
            status = str(index.data(_STATUS))
            color = "ink_2" if status == "empty" else status
            side = float(now.px(14))
            left = area.right() - side if rtl else area.left()
            mark = QRectF(left, area.center().y() - side / 2, side, side)
            draw_icon(painter, ICON_OF[status], mark, now.color(color))
            gap = side + now.px(7)
            area.adjust(0 if rtl else gap, 0, -gap if rtl else 0, 0)
        font = now.font("strong" if index.column() == 0 else "body")
        if index.column() == 5:
            font = now.font("label")
        painter.setFont(font)
        painter.setPen(now.color(color))
        shown = QFontMetrics(font).elidedText(
            str(index.data()), Qt.TextElideMode.ElideRight, int(area.width())
        )
        end = index.column() in (3, 4)
        if index.column() < 4:
            # Shapes and formats are read from the left in every language.
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        right = Qt.AlignmentFlag.AlignRight if end is not rtl else Qt.AlignmentFlag.AlignLeft
        flags = right | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(area, int(flags), shown)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex | Any) -> QSize:  # noqa: N802
        """One line."""
        return QSize(theme().px(100), theme().px(_ROW))


class PlanTable(QTableView):
    """The networks and what each gets; Enter or a click on a check goes where it does not fit."""

    mend = Signal(object)
    """A :class:`PlanLine` with something to mend."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = PlanModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_PlanDelegate(self))
        self.setAccessibleName(_("The plan"))
        self.setProperty("look", "ringed")
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().px(_ROW))
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 130), (2, 76), (3, 76), (4, 92), (5, 190)):
            self.setColumnWidth(column, theme().px(width))
        self.clicked.connect(lambda index: self._go(index) if index.column() == 5 else None)
        self.activated.connect(self._go)

    def show_plan(self, plan: ExportPlan, check: FitCheck) -> None:
        """Another plan, or more that is known of it; as high as its rows."""
        self.lines.show(plan, check)
        rows = max(1, min(len(plan.lines), 7)) * theme().px(_ROW)
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows + 4)

    def _go(self, index: AnyIndex | Any) -> None:
        line = self.lines.lines[index.row()]
        if self.lines.status(line)[0] == "error":
            self.mend.emit(line)


class PlanSamples(QWidget):
    """The post at hand, or the first, as each network gets it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._keys: list[tuple[str, CardKey]] = []
        self.setAccessibleName(_("Samples"))
        self.setFixedHeight(theme().px(_SAMPLE + 30))

    def show_plan(self, plan: ExportPlan) -> None:
        """Another plan."""
        self._keys = []
        if plan.versions:
            at_hand = (self._desk.selection.post, self._desk.selection.language)
            post, language = at_hand if at_hand in plan.versions else plan.versions[0]
            pack = self._desk.selection.pack
            card = plan.cards[post][0]
            for line in plan.lines:
                for place in line.places if line.format else ():
                    width = round(self._shown(place.size).width() * self.devicePixelRatioF())
                    key = CardKey(pack, post, language, card, place.size, width)
                    self._keys.append((line.network.label, key))
        self.update()

    def arrived(self, key: CardKey) -> None:
        """A picture is there."""
        if any(one == key for _words, one in self._keys):
            self.update()

    @staticmethod
    def _shown(size: Size) -> QSize:
        height = theme().px(_SAMPLE)
        return QSize(round(height * size.width / size.height), height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Pictures with the networks' names under them, as many as there is room for."""
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(now.font("small"))
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        used, gap = 0, now.px(16)
        for words, key in self._keys:
            size = self._shown(key.size)
            room = max(size.width(), now.px(64))
            if used + room > self.width():
                break
            left = self.width() - used - size.width() if rtl else used
            box = QRectF(left, 0, size.width(), size.height())
            pixmap = self._desk.cards.picture(key, rank=1)
            if pixmap is None:
                painter.fillRect(box, now.color("canvas"))
            else:
                painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))
            painter.setPen(now.color("ink_2"))
            line = QRectF(box.right() - room if rtl else left, size.height() + 4, room, now.px(20))
            start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(line, int(start | Qt.AlignmentFlag.AlignAbsolute), shown)
            used += room + gap
