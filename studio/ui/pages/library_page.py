"""The library: a pack's posts as cards, filters, search, and what can be done with those selected.

In: the desk. Out: a selection; posts opened, copied, put in the trash and brought back.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.l10n import plural
from studio.l10n import translate as _
from studio.library.overview import PostRow
from studio.model.post import ELEMENTS
from studio.ui.cards import CardKey
from studio.ui.desk import Desk, Selection
from studio.ui.icons import icon
from studio.ui.naming import element_name
from studio.ui.page import Page
from studio.ui.pages.card_grid import ROW, CardDelegate, CardModel
from studio.ui.theme import theme
from studio.ui.widgets import Empty, SearchField, button, clear_layout, label, look
from studio.workspace.library import Query, search_library
from studio.workspace.posts import bring_back_posts

_MOST_FOUND = 2000


class LibraryPage(Page):
    """Filters, grid, and a bar of things to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._all: list[PostRow] = []
        self.filters = QListWidget()
        self.filters.setAccessibleName(_("Filters"))
        self.filters.setFixedWidth(theme().px(196))
        self.search = SearchField(_("Words, tag or source"))
        self.search.setMaximumWidth(theme().px(260))
        self.model = CardModel(desk, self)
        self.grid = QListView()
        self._set_up_grid()
        self.stack = QStackedWidget()
        self.empty = QWidget()
        self._empty_column = QVBoxLayout(self.empty)
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.empty)
        self.bar = QFrame()
        look(self.bar, "foot")
        self._bar_row = QHBoxLayout(self.bar)
        self._bar_row.setContentsMargins(14, 6, 14, 6)
        self._lay_out()
        self.filters.currentRowChanged.connect(lambda _row: self._filter())
        self.search.textChanged.connect(lambda _text: self._filter())
        desk.changed.connect(self._changed)
        desk.selected.connect(self._followed)
        desk.cards.arrived.connect(self._arrived)

    def _set_up_grid(self) -> None:
        grid = self.grid
        grid.setAccessibleName(_("Posts"))
        grid.setViewMode(QListView.ViewMode.IconMode)
        grid.setResizeMode(QListView.ResizeMode.Adjust)
        grid.setMovement(QListView.Movement.Static)
        grid.setUniformItemSizes(True)
        grid.setLayoutMode(QListView.LayoutMode.Batched)
        grid.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        grid.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        grid.setModel(self.model)
        grid.setItemDelegate(CardDelegate(self.desk, self.model))
        grid.activated.connect(lambda index: self.open_post(index.data(ROW).post))
        grid.selectionModel().selectionChanged.connect(lambda _on, _off: self._chose())

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setContentsMargins(14, 7, 14, 7)
        tools.addWidget(self.search)
        tools.addStretch(1)
        new = button(_("New post"), lambda: self.desk.go("new"), icon_name="plus", kind="primary")
        tools.addWidget(new)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(tools)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.bar)
        side = QFrame()
        look(side, "side")
        side_column = QVBoxLayout(side)
        side_column.setContentsMargins(8, 10, 8, 10)
        side_column.addWidget(self.filters)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(middle, 1)

    # --- what is shown -------------------------------------------------------------------------

    def entered(self) -> None:
        """Look at the library again."""
        self.refresh()
        self.grid.setFocus()

    def refresh(self) -> None:
        """Read the posts of the pack at hand."""
        pack = self.desk.selection.pack
        self._all = list(self.desk.session.rows(pack)) if pack else []
        at = max(0, self.filters.currentRow())
        self.filters.blockSignals(True)
        self.filters.clear()
        for words, name, count in self._filter_rows():
            item = QListWidgetItem(icon(name, "ink_2"), f"{words}   {count}")
            item.setSizeHint(QSize(0, theme().px(31)))
            self.filters.addItem(item)
        self.filters.setCurrentRow(at)
        self.filters.blockSignals(False)
        self._filter()

    def _tests(self) -> list[tuple[str, str, Callable[[PostRow], bool]]]:
        status = self.model.status
        return [
            (_("All posts"), "grid", lambda row: not row.trashed),
            (_("To translate"), "globe", lambda row: not row.trashed and status(row)[0] == "pencil"),
            (_("Ready"), "check", lambda row: not row.trashed and status(row)[0] == "check"),
            (_("Exported"), "export", lambda row: not row.trashed and bool(row.exported)),
            *(
                (
                    element_name(name),
                    "drop",
                    lambda row, name=name: not row.trashed and row.element == name,
                )
                for name in ELEMENTS
            ),
            (_("Trash"), "trash", lambda row: row.trashed),
        ]

    def _filter_rows(self) -> list[tuple[str, str, int]]:
        return [(words, name, sum(map(test, self._all))) for words, name, test in self._tests()]

    def _filter(self) -> None:
        words, _name, test = self._tests()[max(0, self.filters.currentRow())]
        rows = [row for row in self._all if test(row)]
        text = self.search.text().strip()
        pack = self.desk.selection.pack
        if text and pack:
            query = Query(text=text, pack=pack, limit=_MOST_FOUND)
            found = {hit.post for hit in search_library(self.desk.session.library, query)}
            found |= {row.post for row in rows if text.lstrip("#") in row.tags}
            rows = [row for row in rows if row.post in found]
        chosen = self.desk.selection.post
        self.model.show(rows)
        at = next((i for i, row in enumerate(rows) if row.post == chosen), -1)
        if at >= 0:
            self._choose(at)
        self._say_empty(words, text)
        self._chose()

    def _say_empty(self, words: str, text: str) -> None:
        self.stack.setCurrentWidget(self.grid if self.model.rows else self.empty)
        if self.model.rows:
            return
        clear_layout(self._empty_column)
        if text:
            empty = Empty(
                _("Nothing matches."), text, [button(_("Clear the search"), self.search.clear)]
            )
        elif self._all:
            empty = Empty(_("Empty."), words)
        else:
            first = button(
                _("Make your first card"), lambda: self.desk.go("new"), icon_name="plus", kind="large"
            )
            sample = button(_("Look at the sample pack"), lambda: self._run("sample"))
            title, under = _("Select what you question."), _("Your cards will live here.")
            empty = Empty(title, under, [first, sample])
        self._empty_column.addWidget(empty)

    def _run(self, command: str) -> None:
        """What the window does by that name, with the selected posts."""
        window = self.window()
        action = window.findChild(QAction, command)
        if isinstance(action, QAction):
            action.trigger()

    def _changed(self, _changes: object) -> None:
        if self.isVisible():
            self.refresh()

    def _arrived(self, key: CardKey) -> None:
        if self.isVisible() and key.pack == self.desk.selection.pack:
            self.grid.viewport().update()

    # --- what is chosen ------------------------------------------------------------------------

    def chosen_posts(self) -> list[str]:
        """The ids of the selected posts."""
        return [index.data(ROW).post for index in self.grid.selectionModel().selectedIndexes()]

    def open_post(self, post: str) -> None:
        """Write a post."""
        self.desk.go("write", post=post)

    def _choose(self, at: int) -> None:
        flag = QItemSelectionModel.SelectionFlag
        index = self.model.index(at)
        self.grid.selectionModel().setCurrentIndex(index, flag.ClearAndSelect)
        self.grid.scrollTo(index)

    def _chose(self) -> None:
        posts = self.chosen_posts()
        if posts and self.desk.selection.post not in posts:
            self.desk.select(post=posts[-1])
        clear_layout(self._bar_row)
        self.bar.setVisible(bool(posts))
        if not posts:
            return
        chosen = plural("{count} post selected", "{count} posts selected", len(posts))
        self._bar_row.addWidget(label(chosen, "strong"))
        if self.filters.currentRow() == self.filters.count() - 1:
            deeds = [(_("Bring back"), "restore", self._bring_back)]
        else:
            deeds = [
                (_("Open"), "pencil", lambda: self.open_post(posts[-1])),
                (_("Duplicate"), "duplicate", lambda: self._run("duplicate")),
                (_("Trash"), "trash", lambda: self._run("trash")),
            ]
        for words, name, deed in deeds:
            self._bar_row.addWidget(button(words, deed, icon_name=name, kind="plain"))
        self._bar_row.addStretch(1)

    def _bring_back(self) -> None:
        posts = self.chosen_posts()
        say = plural("{count} post is back.", "{count} posts are back.", len(posts))
        self.desk.do(
            lambda: bring_back_posts(self.desk.session, self.desk.selection.pack, posts), say=say
        )

    def _followed(self, new: Selection, old: Selection) -> None:
        if self.isVisible() and new.pack != old.pack:
            self.refresh()

    # --- the page ------------------------------------------------------------------------------

    def find_here(self) -> None:
        """The search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def accept(self) -> None:
        """Open what is selected."""
        if posts := self.chosen_posts():
            self.open_post(posts[-1])

    def panes(self) -> list[QWidget]:
        """Filters, cards."""
        return [self.filters, self.grid]
