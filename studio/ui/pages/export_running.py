"""An export under way, or the last one: how far it is, every file with its state, the last pictures.

In: the :class:`~studio.ui.export_run.ExportRun`. Out: wishes to stop, to go on, to open the folder.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QListView,
    QProgressBar,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import fill
from studio.l10n import plain_sentence, plural
from studio.l10n import translate as _
from studio.ui.export_run import THERE, ExportRun
from studio.ui.icons import draw_icon
from studio.ui.pages.export_plan import file_size
from studio.ui.theme import theme
from studio.ui.widgets import Note, Status, button, focus_ring, label, look

_ROW = 36
_STATE = Qt.ItemDataRole.UserRole
AnyIndex = QModelIndex


class FilesModel(QAbstractListModel):
    """The images in the order of the plan, all or some of them."""

    def __init__(self, run: ExportRun, parent: QWidget) -> None:
        super().__init__(parent)
        self._run = run
        self._only = "all"
        self.names: list[str] = []

    def show(self, only: str = "") -> None:
        """``all``, ``stopped`` or ``waiting`` ones, as they stand now."""
        self._only = only or self._only
        run = self._run
        names = run.names
        if self._only == "stopped":
            names = run.stopped()
        elif self._only == "waiting":
            names = [name for name in run.names if name not in run.states]
        if names != self.names:
            self.beginResetModel()
            self.names = list(names)
            self.endResetModel()
        elif names:
            self.dataChanged.emit(self.index(0, 0), self.index(len(names) - 1, 0))

    def rowCount(self, parent: AnyIndex | Any = QModelIndex()) -> int:  # noqa: N802, B008
        """One for each file."""
        return 0 if parent.isValid() else len(self.names)

    def data(self, index: AnyIndex | Any, role: int = 0) -> Any:
        """The name; (look, icon, words, size) as the user role."""
        name = self.names[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return name
        if role == _STATE:
            return self.state(name)
        if role == Qt.ItemDataRole.ToolTipRole:
            known = self._run.states.get(name)
            return known.why if known else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            known = self._run.states.get(name)
            parts = (name, self.state(name)[2], known.why if known else "")
            return ", ".join(part for part in parts if part)
        return None

    def state(self, name: str) -> tuple[str, str, str, str]:
        """Colour, icon, words and size of a file."""
        known = self._run.states.get(name)
        if known is None:
            if name == self._run.current():
                return "link", "clock", _("Being painted"), "–"
            words = _("Waiting") if self._run.running else _("Not made yet")
            return "ink_2", "ring", words, "–"
        if known.status == "written":
            return "ok", "check", _("Done"), file_size(known.bytes)
        if known.status == "unchanged":
            return "ok", "check", _("Was there already"), file_size(known.bytes)
        return "error", "stop", _("Left out") if known.status == "refused" else _("Stopped"), "–"


class _FileDelegate(QStyledItemDelegate):
    """A file: its name, its state with an icon, its size."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex | Any) -> None:
        """One row."""
        now = theme()
        color, icon_name, words, size = index.data(_STATE)
        box = QRectF(option.rect)
        painter.save()
        ground = {"error": "error_fill", "link": "selected"}.get(color)
        if ground:
            painter.fillRect(box, now.color(ground))
        painter.setPen(now.color("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        focus_ring(painter, option, box.adjusted(4, 2, -4, -3))
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        pad, side = now.px(18), now.px(14)
        end_width, state_width = now.px(84), now.px(170)
        wide = box.width() - 2 * pad

        def part(start: float, width: float) -> QRectF:
            left = box.right() - pad - start - width if rtl else box.left() + pad + start
            return QRectF(left, box.top(), width, box.height())

        def write(where: QRectF, text: str, role: str, ink: str, *, at_end: bool = False) -> None:
            font = now.font(role)
            painter.setFont(font)
            painter.setPen(now.color(ink))
            shown = QFontMetrics(font).elidedText(
                text, Qt.TextElideMode.ElideMiddle, int(where.width())
            )
            right = Qt.AlignmentFlag.AlignRight if at_end is not rtl else Qt.AlignmentFlag.AlignLeft
            flags = right | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(where, int(flags), shown)

        write(part(0, wide - end_width - state_width - pad), str(index.data()), "body", "ink")
        at = wide - end_width - state_width
        mark = part(at, side)
        draw_icon(painter, icon_name, mark, now.color(color))
        write(part(at + side + 7, state_width - side - 7), words, "label", color)
        write(part(wide - end_width, end_width), size, "body", "ink_2", at_end=True)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex | Any) -> QSize:  # noqa: N802
        """One line."""
        return QSize(theme().px(300), theme().px(_ROW))


class LastPictures(QWidget):
    """The images that were written last, small; the newest large on top."""

    def __init__(self, run: ExportRun) -> None:
        super().__init__()
        self._run = run
        look(self, "canvas")
        self.setFixedWidth(theme().px(330))
        self.setAccessibleName(_("Just done"))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Old pictures stay until new ones come."""
        now = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("canvas"))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        pictures = self._run.pictures
        if not pictures:
            return
        center = Qt.AlignmentFlag.AlignHCenter
        painter.setFont(now.font("label"))
        painter.setPen(now.color("ink"))
        top = float(now.px(40))
        painter.drawText(QRectF(0, top, self.width(), now.px(20)), int(center), _("Just done"))
        top += now.px(30)
        room = QSize(self.width() - now.px(44), now.px(240))
        size = pictures[0][1].size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        box = QRectF((self.width() - size.width()) / 2, top, size.width(), size.height())
        painter.drawImage(box, pictures[0][1])
        painter.setFont(now.font("small"))
        painter.setPen(now.color("ink_2"))
        line = QRectF(now.px(12), box.bottom() + 8, self.width() - now.px(24), now.px(20))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(pictures[0][0], Qt.TextElideMode.ElideMiddle, int(line.width()))
        painter.drawText(line, int(center), name)
        self._row(painter, line.bottom() + now.px(14))

    def _row(self, painter: QPainter, top: float) -> None:
        now = theme()
        shown = [image for _name, image in self._run.pictures[1:4]]
        wide = (self.width() - now.px(44) - 2 * now.px(10)) / 3
        sizes = [
            image.size().scaled(QSize(int(wide), now.px(110)), Qt.AspectRatioMode.KeepAspectRatio)
            for image in shown
        ]
        left = float(now.px(22))
        for image, size in zip(shown, sizes, strict=True):
            painter.drawImage(QRectF(left, top, size.width(), size.height()), image)
            left += wide + now.px(10)


class RunningView(QWidget):
    """The whole page while files are made, and after that until the plan is shown again."""

    def __init__(self, run: ExportRun, open_folder: QPushButton, foot: list[QPushButton]) -> None:
        super().__init__()
        self._run = run
        self.title = label("", "title", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Progress"))
        self.done, self.stopped = Status(), Status()
        self.waiting, self.now = Status(), Status()
        self.time = label("", "second")
        self.files = FilesModel(run, self)
        self.list = QListView()
        self.list.setModel(self.files)
        self.list.setItemDelegate(_FileDelegate(self))
        self.list.setUniformItemSizes(True)
        self.list.setAccessibleName(_("Files"))
        self.list.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.note = Note("error")
        self.tell = Note("warn")
        self.pictures = LastPictures(run)
        self._segments: dict[str, QPushButton] = {}
        self._lay_out(open_folder, foot)
        run.changed.connect(self.refresh)

    def _lay_out(self, open_folder: QPushButton, foot: list[QPushButton]) -> None:
        head = QFrame()
        look(head, "head")
        top = QVBoxLayout(head)
        top.setContentsMargins(18, 16, 18, 14)
        top.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(self.title, 1)
        for one in foot:
            row.addWidget(one)
        top.addLayout(row)
        top.addWidget(self.bar)
        states = QHBoxLayout()
        states.setSpacing(18)
        for status in (self.done, self.stopped, self.waiting, self.now):
            states.addWidget(status)
        states.addStretch(1)
        states.addWidget(self.time)
        top.addLayout(states)
        tools = QHBoxLayout()
        tools.setContentsMargins(18, 8, 18, 8)
        group = QButtonGroup(self)
        for name, place in (("all", "first"), ("stopped", ""), ("waiting", "last")):
            made = button("", partial(self.files.show, name), kind="segment")
            made.setCheckable(True)
            made.setChecked(name == "all")
            made.setProperty("place", place)
            group.addButton(made)
            tools.addWidget(made)
            self._segments[name] = made
        tools.setSpacing(0)
        tools.addStretch(1)
        tools.addWidget(open_folder)
        notes = QVBoxLayout()
        notes.setContentsMargins(18, 8, 18, 12)
        notes.addWidget(self.note)
        notes.addWidget(self.tell)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(tools)
        column.addWidget(self.list, 1)
        column.addLayout(notes)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(column, 1)
        whole.addWidget(self.pictures)

    def refresh(self) -> None:
        """Show how it stands."""
        if not self.isVisible():
            return
        run = self._run
        total, there = len(run.names), run.there()
        known = {"done": there, "total": total}
        self.bar.setRange(0, total)
        self.bar.setValue(len(run.states))
        stopped, waiting = len(run.stopped()), total - len(run.states)
        if run.running and not total:
            self.title.setText(_("The export begins"))
        elif run.stopping:
            self.title.setText(_("Stopping after the images at hand"))
        else:
            self.title.setText(fill(_("{done} of {total} exported"), known))
        self.done.set("ok" if there else "", plural("{count} done", "{count} done", there))
        words = plural("{count} left out", "{count} left out", stopped)
        self.stopped.set("error" if stopped else "", words)
        self.waiting.set("empty" if waiting else "", plural("{count} waits", "{count} wait", waiting))
        self.now.set("empty" if run.current() else "", _("1 is being painted"), "clock")
        self.time.setText(self._time() if run.running else "")
        for name, words in (
            ("all", fill(_("All {count}"), {"count": total})),
            ("stopped", fill(_("Left out {count}"), {"count": stopped})),
            ("waiting", fill(_("Waiting {count}"), {"count": waiting})),
        ):
            self._segments[name].setText(words)
        self.files.show()
        if run.running and (current := run.current()) in self.files.names:
            self.list.scrollTo(self.files.index(self.files.names.index(current)))
        self._notes()
        self.pictures.update()

    def _time(self) -> str:
        left = self._run.seconds_left()
        if not left:
            return _("You can go on working.")
        if left < 90:
            words = plural("About {count} second.", "About {count} seconds.", left)
        else:
            words = plural("About {count} minute.", "About {count} minutes.", round(left / 60))
        return f"{words} {_('You can go on working.')}"

    def _notes(self) -> None:
        run = self._run
        stopped = run.stopped()
        self.note.setVisible(bool(stopped or run.broken) and not run.running)
        if run.broken:
            self.note.set(_("The export stopped. What is done is safe."), plain_sentence(run.broken[0]))
        elif stopped:
            why = run.states[stopped[0]].why
            words = plural("{count} image is not there.", "{count} images are not there.", len(stopped))
            self.note.set(words, f"{stopped[0]}: {why}")
        self.tell.hide()


def summary(run: ExportRun) -> str:
    """What came of an export, in one or two sentences."""
    result = run.result
    made = run.there()
    words = plural("{count} image is there.", "{count} images are there.", made)
    if result is None:
        return words
    bad = len(run.stopped())
    if result.cancelled:
        words += " " + _("You stopped it: export again to go on from there.")
    elif bad:
        words += " " + plural("{count} could not be made.", "{count} could not be made.", bad)
    captions = sum(one.status not in THERE for one in result.captions)
    if captions:
        words += " " + plural(
            "{count} caption could not be written.", "{count} captions could not be written.", captions
        )
    if result.skipped:
        words += " " + plural(
            "{count} version is not all translated.",
            "{count} versions are not all translated.",
            len(result.skipped),
        )
    return words
