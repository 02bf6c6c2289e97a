"""Small pictures of many cards: painting one is a look into memory, and nothing else.

In: the posts that a list paints. Out: pixmaps, and :attr:`Thumbs.ready` when there is a newer one. What
a list does not have yet is asked for between two frames of the screen, few milliseconds at a time, the
newest wish first: so scrolling through thousands of posts never waits for a card.
"""

from __future__ import annotations

import time
from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from studio.model.changes import Changes, Key
from studio.model.kind import KINDS
from studio.ui.cards import CardKey
from studio.ui.desk import Desk
from studio.workspace.postlist import PostRow

_SLICE = 0.003
"""Seconds of one turn of asking."""
_MOST = 300
"""Pictures that are kept; on a screen there are about forty."""


class Thumbs(QObject):
    """The pictures of one list. ``width`` is in device pixels."""

    ready = Signal(str)
    """The post of which there is another picture now."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: OrderedDict[CardKey, QPixmap] = OrderedDict()
        self._last: dict[str, CardKey] = {}
        self._stale: set[CardKey] = set()
        self._asked: set[CardKey] = set()
        self._wanted: dict[CardKey, None] = {}
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._ask)
        desk.cards.arrived.connect(self._arrived)
        desk.changed.connect(self._changed)
        desk.typed.connect(self._typed)

    def picture(self, row: PostRow, width: int) -> QPixmap | None:
        """The newest picture that there is of a post, in the language at hand; None if there is none.

        Nothing is read, laid out or painted here.
        """
        key = self.key(row, width)
        if key is None:
            return None
        found = self._kept.get(key)
        if (found is None or key in self._stale) and key not in self._asked:
            self._wanted.pop(key, None)
            self._wanted[key] = None
            self._turn.start()
        if found is None and (last := self._last.get(row.post)) is not None:
            return self._kept.get(last) if last.pack == row.pack else None
        return found

    def key(self, row: PostRow, width: int) -> CardKey | None:
        """The picture that stands for a post: its first card, which never gives an answer away."""
        kind, sizes = KINDS.get(row.kind), self._desk.sizes()
        if kind is None or not sizes:
            return None
        card = f"{kind.cards[0].name}-1" if kind.slides else kind.cards[0].name
        return CardKey(row.pack, row.post, self._desk.selection.language, card, sizes[0].size, width)

    def ask_again(self) -> None:
        """Whatever is not there may have been forgotten on the way: ask anew when it is painted."""
        self._asked.clear()

    def _ask(self) -> None:
        until = time.perf_counter() + _SLICE
        while self._wanted and time.perf_counter() < until:
            key, _none = self._wanted.popitem()
            self._asked.add(key)
            self._stale.discard(key)
            if (found := self._desk.cards.picture(key)) is not None:
                self._keep(key, found)
        # Wishes far behind are of cards that were scrolled past; they come again when they are seen.
        while len(self._wanted) > _MOST:
            del self._wanted[next(iter(self._wanted))]
        if not self._wanted:
            self._turn.stop()

    def _arrived(self, key: CardKey) -> None:
        if key in self._asked and (found := self._desk.cards.picture(key)) is not None:
            self._keep(key, found)

    def _keep(self, key: CardKey, picture: QPixmap) -> None:
        self._kept[key] = picture
        self._kept.move_to_end(key)
        self._last[key.post] = key
        while len(self._kept) > _MOST:
            gone, _picture = self._kept.popitem(last=False)
            self._asked.discard(gone)
        self.ready.emit(key.post)

    def _changed(self, changes: Changes) -> None:
        self._renew({(key.pack, key.post) for key in (one.key for one in changes.changes) if key.post})

    def _typed(self, key: Key) -> None:
        self._renew({(key.pack, key.post)})

    def _renew(self, posts: set[tuple[str, str]]) -> None:
        """What is shown of these posts is not the newest any more."""
        for key in [key for key in (*self._kept, *self._asked) if (key.pack, key.post) in posts]:
            self._stale.add(key)
            self._asked.discard(key)
