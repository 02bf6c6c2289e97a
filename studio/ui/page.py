"""What every page of the window has.

In: the desk. Out: a widget that follows the desk's signals while it is shown. Pages are made when they
are first visited, and made anew when the window's language or look changes: whatever must survive is on
the desk. So a page connects methods of its own to the desk, never lambdas: those would outlive it.
"""

from __future__ import annotations

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QWidget

from studio.ui.desk import Desk
from studio.ui.widgets import look


class Page(QWidget):
    """A page; override what it can do. The window calls these, also for its shortcuts."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        look(self, "window")

    def entered(self) -> None:
        """The page is shown now: catch up with the desk."""

    def left(self) -> None:
        """Another page is shown now."""

    def closing(self) -> None:
        """The page goes: the window closes or is made anew. End what is under way."""

    def kept(self) -> dict[str, str]:
        """What it wants to find again at the next start, in the preferences' ``selection``."""
        return {}

    def find_here(self) -> None:
        """Ctrl+F: put the cursor where one searches this page."""

    def next_problem(self, step: int) -> None:
        """F8 (step 1) and Shift+F8 (step -1): go to a problem."""

    def next_to_do(self) -> None:
        """Ctrl+J: go to what is not done yet."""

    def accept(self) -> None:
        """Ctrl+Enter: the page's main button."""

    def step_post(self, step: int) -> None:
        """Ctrl+PgDn (1), Ctrl+PgUp (-1)."""

    def step_size(self, step: int) -> None:
        """Ctrl+] (1), Ctrl+[ (-1): select the next or the previous size."""
        sizes = [choice.size for choice in self.desk.sizes()]
        if sizes:
            now = self.desk.selection.size
            at = sizes.index(now) if now in sizes else 0
            self.desk.select(size=sizes[(at + step) % len(sizes)])

    def pick_language(self) -> None:
        """Ctrl+L: open the page's picker of languages."""

    def zoom(self, step: int) -> None:
        """Ctrl++ (1), Ctrl+- (-1), Ctrl+0 (0: all of it)."""

    def bold(self) -> None:
        """Ctrl+B where no field has the focus."""

    def escape(self) -> bool:
        """Esc: close the newest thing that is open; True if there was one."""
        return False

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes round, in reading order."""
        return []

    def dropped(self, data: QMimeData) -> bool:
        """Files were dropped on the page; True if it took them. What no page takes, the window does."""
        return False

    def drop_words(self, data: QMimeData) -> str:
        """What a drop would do, in one sentence; empty if the page would not take it."""
        return ""
