"""The history of a post: every edit, what it changed, and the way back.

In: the post at hand. Out: a post made what it was, which is an edit too and can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.library.cells import entry_of
from studio.model.changes import Change
from studio.ui.naming import field_name, language_name, post_title, step_name
from studio.ui.theme import theme
from studio.ui.widgets import button, label
from studio.workspace.library_past import Revision, list_revisions, restore_revision

if TYPE_CHECKING:
    from studio.ui.window import MainWindow

_MOST = 500


class HistoryDialog(QDialog):
    """Edits at the start side, what the chosen one changed at the end side."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = window.desk
        now = self._desk.selection
        self._pack, self._post = now.pack, now.post
        shown = self._desk.session.post(self._pack, self._post)
        self._kind = shown.kind if shown else ""
        self._desk.store()
        self.edits: tuple[Revision, ...] = list_revisions(
            self._desk.session.library, now.pack, now.post
        )
        self.setWindowTitle(_("History of the post"))
        self.resize(theme().px(760), theme().px(460))
        self.list, self.view = QListWidget(), QPlainTextEdit()
        self.list.setAccessibleName(_("Edits, the newest first"))
        self.view.setAccessibleName(_("What the edit changed"))
        self.view.setReadOnly(True)
        for one in self.edits[:_MOST]:
            self.list.addItem(self._words(one))
        self.list.currentRowChanged.connect(self._show)
        self.back = button(_("Make the post what it was then"), self._restore, kind="primary")
        self.back.setEnabled(False)
        self._lay_out()
        if self.edits:
            self.list.setCurrentRow(0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(label(post_title(self._desk, self._pack, self._post), "title", wrap=True))
        row = QHBoxLayout()
        row.addWidget(self.list, 2)
        row.addWidget(self.view, 3)
        column.addLayout(row, 1)
        if not self.edits:
            column.addWidget(label(_("Nothing has been changed since the post came here."), "second"))
        foot = QHBoxLayout()
        foot.addWidget(button(_("Close"), self.reject))
        foot.addStretch(1)
        foot.addWidget(self.back)
        column.addLayout(foot)

    def _words(self, one: Revision) -> str:
        at = QDateTime.fromString(one.at, Qt.DateFormat.ISODateWithMs).toLocalTime()
        when = QLocale().toString(at, QLocale.FormatType.ShortFormat)
        name = step_name(self._desk, one.intent, one.changes[0] if one.changes else None)
        return " · ".join(part for part in (when, name, one.author) if part)

    def _show(self, row: int) -> None:
        chosen = 0 <= row < len(self.edits)
        # The newest edit is what the post is now.
        self.back.setEnabled(chosen and row > 0)
        changes = self.edits[row].changes if chosen else ()
        self.view.setPlainText("\n\n".join(self._change(change) for change in changes))

    def _change(self, change: Change) -> str:
        key = change.key
        name = (
            key.field.removeprefix("@")
            if key.field.startswith("@")
            else field_name(self._kind, key.field)
        )
        if key.language:
            name = f"{name}, {language_name(key.language)}"
        texts = {"before": _plain(change, change.before), "after": _plain(change, change.after)}
        return f"{name}\n" + fill(_("Before: {before}\nAfter: {after}"), texts)

    def _restore(self) -> None:
        edit = self.edits[self.list.currentRow()].edit
        library = self._desk.session.library
        done = self._desk.do(
            lambda: restore_revision(library, self._pack, self._post, edit),
            say=_("The post is what it was."),
        )
        if done is not None:
            self.accept()


def _plain(change: Change, value: str | None) -> str:
    if value is None:
        return "–"
    return entry_of(value).text if change.key.language else value


def show_history(window: MainWindow) -> HistoryDialog | None:
    """Open the history of the post at hand."""
    if not window.desk.selection.post:
        window.desk.say(_("Pick a post first."))
        return None
    dialog = HistoryDialog(window)
    dialog.open()
    return dialog
