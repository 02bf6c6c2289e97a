"""What is wrong with the post at hand, as a list under its card, each with a way there.

In: the fits of its cards in every size. Out: a problem that somebody wants to see: its card, size and
field.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import Diagnostic, Severity, fill
from studio.l10n import plain_sentence, plural
from studio.l10n import translate as _
from studio.model.geometry import Size
from studio.model.post import Post
from studio.ui.fields import STATUS_OF
from studio.ui.icons import draw_icon, icon
from studio.ui.naming import field_name
from studio.ui.pages.fit_words import cut_words
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF, Elided, Pill, button, focus_ring, icon_button, label, look
from studio.workspace.fitting import FITS, OVER, Fit
from studio.workspace.postparts import missing_parts

PLACE = int(Qt.ItemDataRole.UserRole)
_STATUS, _WORDS, _HINT = PLACE + 1, PLACE + 2, PLACE + 3
_ROW, _MOST_ROWS = 32, 3
_MOST_GAPS = 3


@dataclass(frozen=True, slots=True)
class Problem:
    """``status`` is ``error`` or ``warn``; ``words`` say what, ``hint`` how to mend it."""

    status: str
    words: str
    hint: str
    card: str
    size: Size
    field: str


def fit_problem(kind: str, card: str, size: Size, ratio: str, fit: Fit) -> Problem | None:
    """A text that is too long for a size, or just fits."""
    if fit.state == FITS:
        return None
    name = field_name(kind, fit.field) if fit.field else _("The card")
    values: dict[str, str | int | float] = {"field": name, "ratio": ratio}
    status = STATUS_OF[fit.state]
    if fit.state == OVER:
        hint = cut_words(fit.cut, by_word=fit.by_word)
        return Problem(
            status, fill(_("{field} is too long for {ratio}."), values), hint, card, size, fit.field
        )
    shown = fit.text(fit.field)
    hint = ""
    if shown is not None:
        hint = fill(_("It fits at {size} px, the smallest we allow."), {"size": round(shown.size)})
    words = fill(_("{field} is at the limit in {ratio}."), values)
    return Problem(status, words, hint, card, size, fit.field)


def other_problems(
    card: str, size: Size, found: Iterable[Diagnostic], *, link: str = ""
) -> list[Problem]:
    """What else was noticed when a card was laid out, or why it can't be; ``link`` is the post's."""
    made = []
    for one in found:
        if one.code == "qr.link" and not link:
            words = _("The card shows a code, and there is no link for it yet.")
            hint = _("Write the address of the page that it should open.")
            made.append(Problem("error", words, hint, card, size, "@link"))
            continue
        if one.code.startswith("layout.") or one.severity is Severity.INFO:
            continue
        status = "error" if one.severity is Severity.ERROR else "warn"
        field = one.where.field or {"picture": "@picture", "qr": "@link"}.get(
            one.code.split(".")[0], ""
        )
        whole = plain_sentence(one)
        words = plain_sentence(Diagnostic(one.code, one.severity, one.message, one.params))
        made.append(Problem(status, words, whole.removeprefix(words).strip(), card, size, field))
    return made


def gaps(post: Post, card: str, size: Size) -> list[Problem]:
    """What the post lacks; one line where it is much, as after another template."""
    missing = missing_parts(post)
    said = {
        "@picture": _("The card has no picture yet."),
        "@link": _("The card shows a code, and there is no link for it yet."),
    }
    if len(missing) > _MOST_GAPS:
        words = plural("{count} field is empty.", "{count} fields are empty.", len(missing))
        return [Problem("error", words, _("The card needs all of them."), card, size, missing[0])]
    empty = _("“{field}” is empty.")
    return [
        Problem(
            "error", said.get(n) or fill(empty, {"field": field_name(post.kind, n)}), "", card, size, n
        )
        for n in missing
    ]


class ProblemList(QListWidget):
    """One line for each problem; ``wanted`` gives a :class:`Problem` that somebody wants to see."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._problems: tuple[Problem, ...] = ()
        self.setAccessibleName(_("Problems"))
        self.setItemDelegate(_Delegate(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemActivated.connect(self._take)
        self.itemClicked.connect(self._take)
        self.currentRowChanged.connect(lambda _row: self._mark())

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Other problems; the current one stays current if it is still there."""
        new = tuple(problems)
        if new == self._problems:
            return
        row = self.currentRow()
        kept = self._problems[row] if 0 <= row < len(self._problems) else None
        self._problems = new
        self.clear()
        for one in new:
            item = QListWidgetItem(f"{one.words} {one.hint}".strip())
            item.setData(PLACE, (one.size, one.field))
            item.setData(_STATUS, one.status)
            item.setData(_WORDS, one.words)
            item.setData(_HINT, one.hint)
            item.setToolTip(item.text())
            self.addItem(item)
            self.setItemWidget(item, self._way(one))
        if kept in new:
            self.setCurrentRow(new.index(kept))
        self.setFixedHeight(theme().px(_ROW) * min(len(new), _MOST_ROWS) + 2)
        self._mark()

    def _way(self, problem: Problem) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(6)
        row.addStretch(1)
        way = button(_("Take me there"), lambda: self.wanted.emit(problem), kind="link", shortcut="F8")
        way.setAccessibleDescription(problem.words)
        key = Pill("F8")
        key.setObjectName("key")
        row.addWidget(way)
        row.addWidget(key, 0, Qt.AlignmentFlag.AlignVCenter)
        return box

    def _mark(self) -> None:
        """The key stands beside the problem that it goes to next."""
        count = self.count()
        following = (self.currentRow() + 1) % count if count else -1
        for index in range(count):
            box = self.itemWidget(self.item(index))
            key = box.findChild(Pill, "key") if box is not None else None
            if key is not None:
                key.setVisible(index == following)

    def room(self, index: int) -> int:
        """How wide what stands at the end of a row is."""
        box = self.itemWidget(self.item(index))
        return box.sizeHint().width() if box is not None else 0

    def step(self, step: int) -> None:
        """Go to the next problem (1) or the one before (-1)."""
        if not self._problems:
            return
        now = self.currentRow()
        at = (now + step) % len(self._problems) if now >= 0 or step > 0 else len(self._problems) - 1
        self.setCurrentRow(at)
        self.wanted.emit(self._problems[at])

    def _take(self, item: QListWidgetItem) -> None:
        self.wanted.emit(self._problems[self.row(item)])


class NoCard(QWidget):
    """Stands in the card's place while there can't be one: why, and the way to mend it."""

    wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._problem: Problem | None = None
        self.title, self.reason = label("", "title", wrap=True), label("", "second", wrap=True)
        self.way = button(_("Take me there"), self._take, kind="primary", shortcut="F8")
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 32, 48, 32)
        column.setSpacing(10)
        column.addStretch(2)
        for one in (self.title, self.reason):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(one)
        column.addWidget(self.way, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_problem(self, problem: Problem | None) -> None:
        """Say why there is no card."""
        self._problem = problem
        self.title.setText(problem.words if problem else _("There is no card to show."))
        self.reason.setText(problem.hint if problem else "")
        self.way.setVisible(problem is not None and bool(problem.field))

    def _take(self) -> None:
        if self._problem is not None:
            self.wanted.emit(self._problem)


class _Delegate(QStyledItemDelegate):
    """Icon, what in bold, how to mend it, by reading direction."""

    def __init__(self, view: ProblemList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(  # noqa: N802
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(200, theme().px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        now = theme()
        box: QRect = option.rect
        state = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("selected"))
            painter.drawRoundedRect(QRectF(box).adjusted(6, 1, -6, -1), 6, 6)
        focus_ring(painter, option, QRectF(box).adjusted(6.5, 1.5, -6.5, -1.5))
        rtl = self._view.layoutDirection() is Qt.LayoutDirection.RightToLeft
        area = QRectF(box).adjusted(now.px(20), 0, -now.px(20), 0)
        status = str(index.data(_STATUS))
        side = now.px(16)
        left = area.right() - side if rtl else area.left()
        draw_icon(
            painter,
            ICON_OF[status],
            QRectF(left, area.center().y() - side / 2, side, side),
            now.color(status),
        )
        start = now.px(26)
        room = area.width() - start - self._view.room(index.row())
        for role, font in ((_WORDS, "strong"), (_HINT, "body")):
            painter.setFont(now.font(font))
            painter.setPen(now.color("ink"))
            metrics = painter.fontMetrics()
            words = metrics.elidedText(
                str(index.data(role)), Qt.TextElideMode.ElideRight, max(0, int(room))
            )
            width = metrics.horizontalAdvance(words)
            left = area.right() - start - width if rtl else area.left() + start
            way = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            painter.drawText(
                QRectF(left, area.top(), width + 1, area.height()),
                int(way | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute),
                words,
            )
            start += width + now.px(6)
            room -= width + now.px(6)
        painter.restore()


class ProblemPanel(QFrame):
    """The list under a line that counts; it can be folded, and is not there when all is well."""

    def __init__(self) -> None:
        super().__init__()
        look(self, "foot")
        self.list = ProblemList()
        self.count = Elided("", "strong")
        self.fold = icon_button("down", _("Fold the problems"), self._fold, size=16)
        self.fold.setCheckable(True)
        head = QHBoxLayout()
        head.setContentsMargins(20, 2, 12, 0)
        head.addWidget(self.count, 1)
        head.addWidget(self.fold)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list)
        self.hide()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Show them, what can't be exported first."""
        found = sorted(problems, key=lambda one: one.status != "error")
        self.list.show_problems(found)
        errors = sum(one.status == "error" for one in found)
        rest = len(found) - errors
        mend = plural("{count} to mend", "{count} to mend", errors)
        at_limit = plural("{count} to look at", "{count} to look at", rest)
        both = fill(_("{first}, {second}"), {"first": mend, "second": at_limit})
        self.count.setText(both if errors and rest else mend if errors else at_limit)
        self.setVisible(bool(found))

    def _fold(self) -> None:
        folded = self.fold.isChecked()
        self.list.setVisible(not folded)
        words = _("Show the problems") if folded else _("Fold the problems")
        self.fold.setIcon(icon("up" if folded else "down"))
        self.fold.setAccessibleName(words)
        self.fold.setToolTip(words)
