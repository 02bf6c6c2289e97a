"""What is wrong with a spreadsheet, row by row, over the page; read again when it was mended.

In: the window, the file, what was found. Out: a panel that goes with Esc, or the posts after all.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.diagnostics import Diagnostic, fill
from studio.l10n import plain_sentence, plural
from studio.l10n import translate as _
from studio.ui.desk import Desk
from studio.ui.theme import theme
from studio.ui.widgets import Note, button, icon_button, look

_MOST = 200
_LINE = 36


def show_report(window: QWidget, desk: Desk, file: Path, found: Sequence[Diagnostic]) -> SheetReport:
    """Show the panel, in place of an older one."""
    for old in window.findChildren(SheetReport):
        old.close()
        old.deleteLater()
    made = SheetReport(window, desk, file, found)
    made.show()
    made.list.setFocus()
    return made


class SheetReport(QFrame):
    """The mistakes of a spreadsheet."""

    def __init__(self, window: QWidget, desk: Desk, file: Path, found: Sequence[Diagnostic]) -> None:
        super().__init__(window)
        self._window, self._desk, self._file = window, desk, file
        look(self, "card")
        self.setAccessibleName(_("What to mend in the spreadsheet"))
        words = plural(
            "{count} thing to mend in {file}", "{count} things to mend in {file}", len(found)
        )
        head = Note(
            "error",
            fill(words, {"file": file.name}),
            _("No post was made. Mend the spreadsheet, save it, and read it again."),
        )
        head.add(icon_button("cross", _("Close"), self.close, size=14))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What to mend in the spreadsheet"))
        self.list.setWordWrap(True)
        for one in found[:_MOST]:
            self.list.addItem(QListWidgetItem(sentence_of(one)))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Read it again"), self._again, icon_name="retry", kind="primary"))
        column = QVBoxLayout(self)
        column.addWidget(head)
        column.addWidget(self.list, 1)
        column.addLayout(foot)
        window.installEventFilter(self)
        self._place()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Stays in the middle of the window."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _place(self) -> None:
        room = self._window.rect()
        wide = min(theme().px(680), room.width() - 40)
        high = min(theme().px(150 + _LINE * self.list.count()), room.height() - 80, theme().px(460))
        self.setGeometry((room.width() - wide) // 2, (room.height() - high) // 2, wide, high)

    def _again(self) -> None:
        from studio.ui.drops import bring_sheet

        window, desk, file = self._window, self._desk, self._file
        self.close()
        bring_sheet(window, desk, file)


def sentence_of(one: Diagnostic) -> str:
    """A mistake with its place: “Row 3, headline (C): …”."""
    words = plain_sentence(one)
    place: dict[str, str | int] = {"row": one.where.line, "column": one.where.field, "words": words}
    if one.where.line and one.where.field:
        return fill(_("Row {row}, {column}: {words}"), place)
    if one.where.line:
        return fill(_("Row {row}: {words}"), place)
    return words
