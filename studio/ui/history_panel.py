"""The history of a post: every edit, what it changed, how it differs from now, and the way back.

In: the post at hand. Out: a post made what it was, which is an edit too and can be undone.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QTextBrowser,
    QVBoxLayout,
)

from studio.l10n import translate as _
from studio.model.changes import Change
from studio.ui.naming import post_title, step_name
from studio.ui.theme import theme
from studio.ui.widgets import button, label
from studio.ui.wordings import both, name_of
from studio.workspace.library_past import (
    Revision,
    changed_since,
    list_revisions,
    restore_revision,
)

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
        self.resize(theme().px(900), theme().px(540))
        self.list, self.view = QListWidget(), QTextBrowser()
        self.list.setAccessibleName(_("Edits, the newest first"))
        self.view.setAccessibleName(_("What the edit changed"))
        self.view.setOpenLinks(False)
        self.edit_only = button(
            _("What the edit changed"), lambda: self._show(self.list.currentRow()), kind="segment"
        )
        self.since = button(
            _("What is different now"), lambda: self._show(self.list.currentRow()), kind="segment"
        )
        for one in self.edits[:_MOST]:
            item = QListWidgetItem(self._words(one))
            item.setSizeHint(QSize(theme().px(60), theme().px(34)))
            item.setToolTip(self._words(one))
            self.list.addItem(item)
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
        row.setSpacing(16)
        row.addWidget(self.list, 2)
        end = QVBoxLayout()
        end.addLayout(self._segments())
        end.addWidget(self.view, 1)
        row.addLayout(end, 3)
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

    def _segments(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(0)
        for made, place in ((self.edit_only, "first"), (self.since, "last")):
            made.setCheckable(True)
            made.setProperty("place", place)
            group.addButton(made)
            row.addWidget(made)
        self.edit_only.setChecked(True)
        row.addStretch(1)
        return row

    def _show(self, row: int) -> None:
        chosen = 0 <= row < len(self.edits)
        # The newest edit is what the post is now.
        self.back.setEnabled(chosen and row > 0)
        if not chosen:
            self.view.clear()
            return
        one = self.edits[row]
        if self.since.isChecked():
            library = self._desk.session.library
            changes = changed_since(library, self._pack, self._post, one.edit)
            heads = (_("Then:"), _("Now:"))
        else:
            changes, heads = one.changes, (_("Before:"), _("After:"))
        shown = [self._change(change, heads) for change in changes]
        self.view.setHtml("".join(shown) or f"<p>{escape(_('The post is as it was then.'))}</p>")

    def _change(self, change: Change, heads: tuple[str, str]) -> str:
        """One value, both wordings."""
        before, after = both(self._desk, change.key, change.before, change.after)
        color = theme().colors["ink_2"]
        name = escape(name_of(change.key, self._kind))
        first, second = (f'<p style="color: {color}">{escape(head)}</p>' for head in heads)
        return f"<h4>{name}</h4>{first}{before}{second}{after}<hr>"

    def _restore(self) -> None:
        edit = self.edits[self.list.currentRow()].edit
        library = self._desk.session.library
        done = self._desk.do(
            lambda: restore_revision(library, self._pack, self._post, edit),
            say=_("The post is what it was."),
        )
        if done is not None:
            self.accept()


def show_history(window: MainWindow) -> HistoryDialog | None:
    """Open the history of the post at hand."""
    if not window.desk.selection.post:
        window.desk.say(_("Pick a post first."))
        return None
    dialog = HistoryDialog(window)
    dialog.open()
    return dialog
