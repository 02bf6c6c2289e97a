"""How many captions of a pack can't be posted, counted while nothing else is done.

In: the desk's pack and language. Out: the number on the page's tab, and which post is the next one. One
post is looked at in each turn of the event loop, so that typing never waits.
"""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QTimer

from studio.model.changes import Changes
from studio.model.kind import cards_of
from studio.ui.desk import Desk
from studio.workspace.captioning import LEAKS, OVER, WRONG, captions_now, state_of

_PAUSE = 15  # milliseconds between two posts


class Tally(QObject):
    """See the module."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._of: tuple[str, str] = ("", "")
        self._order: list[str] = []
        self._waiting: deque[str] = deque()
        self._bad: dict[str, int] = {}
        self._timer = QTimer(self)
        self._timer.setInterval(_PAUSE)
        self._timer.timeout.connect(self._next)

    def begin(self) -> None:
        """Count the pack and language at hand, unless that is done."""
        now = self._desk.selection
        if self._of != (now.pack, now.language):
            self._of = (now.pack, now.language)
            rows = self._desk.session.rows(now.pack) if now.pack else ()
            self._order = [row.post for row in rows if not row.trashed]
            self._waiting = deque(self._order)
            self._bad = {}
        if self._waiting:
            self._timer.start()

    def pause(self) -> None:
        """Count no further for now."""
        self._timer.stop()

    def changed(self, changes: Changes) -> None:
        """Count again what has changed."""
        for pack, post in changes.posts():
            if pack == self._of[0] and post not in self._waiting:
                self._waiting.append(post)
                if post not in self._order:
                    self._order.append(post)
        if self._waiting and self._of == (self._desk.selection.pack, self._desk.selection.language):
            self._timer.start()

    def count(self) -> int:
        """How many captions can't be posted, as far as was counted."""
        return sum(self._bad.values())

    def after(self, post: str) -> str:
        """The next post after this one that has such a caption; empty if there is none."""
        at = self._order.index(post) + 1 if post in self._order else 0
        return next((one for one in self._order[at:] + self._order[:at] if self._bad.get(one)), "")

    def _next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            self._desk.work("captions", self.count())
            return
        pack, language = self._of
        post = self._waiting.popleft()
        shown = self._desk.session.post(pack, post)
        row = self._desk.session.rows(pack, [post])
        self._bad.pop(post, None)
        if shown is None or not row or row[0].trashed:
            return
        bad = 0
        for card in cards_of(shown):
            made = captions_now(
                self._desk.session, pack, post, language, card.name, self._desk.networks()
            )
            bad += sum(state_of(one).name in (OVER, LEAKS, WRONG) for one in made)
        if bad:
            self._bad[post] = bad
