"""Find or do: one line that finds posts and texts, and does whatever the window can do.

In: what is typed. Out: a post opened, a command run. It goes with Esc or a click elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout

from studio.l10n import translate as _
from studio.ui.commands import COMMANDS, shortcut_text
from studio.ui.icons import icon
from studio.ui.naming import kind_name, post_title
from studio.ui.theme import theme
from studio.ui.widgets import SearchField, look
from studio.workspace.library import Query, search_library

if TYPE_CHECKING:
    from studio.ui.window import MainWindow

_MOST_POSTS = 12
_WIDTH, _HEIGHT = 560, 420


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the list: its words, what stands at their end, its icon, what it does."""

    words: str
    detail: str
    icon: str
    run: Callable[[], object]


class FindPanel(QFrame):
    """The line and its list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        look(self, "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = SearchField(_("Find a post or do something"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(theme().px(17), theme().px(17)))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self.look_up)
        self.list.itemClicked.connect(self._run)
        self.found: list[Found] = []
        self.look_up("")

    def look_up(self, text: str) -> None:
        """Fill the list with what fits ``text``."""
        self.found = [*self._posts(text), *self._commands(text)]
        self.list.clear()
        for one in self.found:
            words = f"{one.words}    {one.detail}" if one.detail else one.words
            item = QListWidgetItem(icon(one.icon, "ink_2"), words)
            item.setSizeHint(QSize(0, theme().px(34)))
            self.list.addItem(item)
        if not self.found:
            nothing = QListWidgetItem(_("Nothing matches. Try fewer letters."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        else:
            self.list.setCurrentRow(0)

    def run_current(self) -> None:
        """Do what the chosen line says."""
        row = self.list.currentRow()
        if 0 <= row < len(self.found):
            chosen = self.found[row]
            self.close()
            chosen.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and down choose, Enter does it, Esc closes."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.found:
            self.list.setCurrentRow((self.list.currentRow() + step) % len(self.found))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _run(self, _item: QListWidgetItem) -> None:
        self.run_current()

    def _posts(self, text: str) -> list[Found]:
        if not text.strip():
            return []
        desk = self._window.desk
        hits = search_library(desk.session.library, Query(text=text, limit=_MOST_POSTS))
        return [
            Found(
                post_title(desk, hit.pack, hit.post),
                kind_name(hit.kind),
                "pencil",
                lambda hit=hit: desk.go("write", pack=hit.pack, post=hit.post),  # type: ignore[misc]
            )
            for hit in hits
        ]

    def _commands(self, text: str) -> list[Found]:
        wanted = text.casefold().split()
        keys = self._window.desk.preferences.keys
        found = []
        for command in COMMANDS:
            words = _(command.words)
            if command.name == "find" or not all(part in words.casefold() for part in wanted):
                continue
            found.append(
                Found(
                    words,
                    shortcut_text(command.name, keys),
                    command.icon or "right",
                    lambda name=command.name: self._window.run(name),  # type: ignore[misc]
                )
            )
        return found


def show_find(window: MainWindow) -> FindPanel:
    """Open the panel under the top bar."""
    panel = FindPanel(window)
    width = min(theme().px(_WIDTH), window.width() - 40)
    panel.resize(width, min(theme().px(_HEIGHT), window.height() - 80))
    panel.move(window.mapToGlobal(QPoint((window.width() - width) // 2, theme().px(54))))
    panel.show()
    panel.field.setFocus()
    return panel
