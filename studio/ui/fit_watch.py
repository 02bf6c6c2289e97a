"""Checks in the background whether everything fits, and keeps what it learned while the window is open.

In: the desk. Out: the :class:`~studio.workspace.fitmatrix.FitMatrix` of the pack at hand, signals when
a mark of it changes, and the number of texts that are too long, for the tab of Fit. What was changed is
checked first, then what is looked at, then the rest, a few cards at a time so that nobody waits behind
them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from PySide6.QtCore import QObject, QTimer, Signal

from studio.model.changes import Changes, Key
from studio.model.kind import cards_of
from studio.model.language import DERIVED
from studio.ui.cards import CardKey
from studio.ui.desk import Desk, Selection
from studio.workspace.fitmatrix import PROBLEMS, FitMatrix, Mark, Place, mark_of, on_card
from studio.workspace.preferences import Preferences

_AT_ONCE = 3  # cards on their way; of more, the background would leave the oldest till last
_SOON, _LATER = 3, 6  # ranks: behind the card at hand, behind every thumbnail
_BEGIN_AFTER = 3000
_REST_WHILE_TYPING = 1200
_MOST_UNASKED = 300
"""Posts up to which a pack is checked although nobody has opened Fit."""
_COUNT_EVERY = 250

Cell = tuple[str, str]


class FitWatch(QObject):
    """The matrix of the pack at hand; empty until somebody looks or has done nothing for a while."""

    renewed = Signal()
    """Another matrix: other posts, languages or sizes."""
    marked = Signal(str, str)
    """Post and language of which a mark changed."""
    counted = Signal()
    """The counts changed; a few times in a second at most."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.pack = ""
        self.matrix = FitMatrix((), (), ())
        self._watched = False
        self._awake = False
        self._changed_cells: dict[Cell, None] = {}
        self._seen: deque[Cell] = deque()
        self._rest: Iterator[Cell] = iter(())
        self._cards: deque[CardKey] = deque()
        self._flying: set[CardKey] = set()
        self._begin, self._resume, self._count = QTimer(self), QTimer(self), QTimer(self)
        for timer, after, then in (
            (self._begin, _BEGIN_AFTER, self._wake),
            (self._resume, _REST_WHILE_TYPING, self._pump),
            (self._count, _COUNT_EVERY, self._tell),
        ):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(then)
        desk.selected.connect(self._selected)
        desk.changed.connect(self._changed)
        desk.typed.connect(self._typed)
        desk.preferred.connect(self._preferred)
        desk.cards.arrived.connect(self._arrived)
        self._stale = True
        self._begin.start()

    # --- what is checked -----------------------------------------------------------------------

    def renew(self) -> None:
        """Read the posts, languages and sizes again; what is known of those that stay is kept."""
        pack = self._desk.selection.pack
        rows = self._desk.session.rows(pack) if pack else ()
        posts = [row.post for row in rows if not row.trashed]
        sizes = [choice.size for choice in self._desk.sizes()]
        fresh = FitMatrix(posts, self._ordered(pack), sizes)
        if pack == self.pack and fresh.sizes == self.matrix.sizes:
            fresh.take(self.matrix)
        else:
            self._changed_cells, self._flying = {}, set()
        self.pack, self.matrix, self._stale = pack, fresh, False
        self._cards.clear()
        self._seen.clear()
        self._rest = ((post, name) for post in fresh.posts for name in fresh.languages)
        self.renewed.emit()
        self._tell()
        self._pump()

    def watch(self, *, on: bool) -> None:
        """The page is shown: check everything, now."""
        self._watched = on
        if on:
            self._wake()

    def look_at(self, cells: Iterable[Cell]) -> None:
        """These cells are on the screen: check them before others."""
        begun = dict.fromkeys((key.post, key.language) for key in self._cards)
        self._seen = deque([*cells, *begun])
        self._cards.clear()
        self._pump()

    def known(self, key: CardKey) -> None:
        """A card was laid out by somebody: take note of it, if it is one of ours."""
        matrix = self.matrix
        if key.pack != self.pack or key.size not in matrix.sizes or key.post not in matrix.posts_set:
            return
        if not self._desk.cards.answered(key):
            self._changed_cells[key.post, key.language] = None
            return
        fit = self._desk.cards.fit(key, ask=False)
        place = Place(key.post, key.language, matrix.sizes.index(key.size))
        self.learn(place, mark_of(key.card, fit))

    def learn(self, place: Place, mark: Mark) -> None:
        """Take note of the mark of one card."""
        if not self.matrix.begun(place.post):
            self._begin_post(place.post)
        if self.matrix.put(place, mark):
            self.marked.emit(place.post, place.language)
            if not self._count.isActive():
                self._count.start()

    def _ordered(self, pack: str) -> list[str]:
        names = self._desk.session.languages(pack) if pack else ()
        front = [name for name in self._desk.preferences.languages if name in names]
        return [*front, *(name for name in names if name not in front)]

    # --- asking --------------------------------------------------------------------------------

    def _wake(self) -> None:
        self._awake = True
        if self._stale:
            self.renew()
        self._pump()

    def _pump(self) -> None:
        """Ask for cards as long as few are on their way."""
        self._flying = {key for key in self._flying if self._desk.cards.asked(key)}
        while self._awake and len(self._flying) < _AT_ONCE:
            if self._cards:
                key = self._cards.popleft()
            elif (cell := self._next_cell()) is not None:
                self._open(cell)
                continue
            else:
                return
            if self._desk.cards.answered(key):
                self.known(key)
                continue
            self._desk.cards.fit(key, rank=_SOON if self._watched else _LATER)
            if self._desk.cards.asked(key):
                self._flying.add(key)
            else:
                place = Place(key.post, key.language, self.matrix.sizes.index(key.size))
                self.learn(place, mark_of(key.card, None))

    def _next_cell(self) -> Cell | None:
        if self._changed_cells:
            cell = next(iter(self._changed_cells))
            del self._changed_cells[cell]
            return cell
        if self._resume.isActive():
            return None
        if self._seen:
            return self._seen.popleft()
        if self._watched or len(self.matrix.posts) <= _MOST_UNASKED:
            return next(self._rest, None)
        return None

    def _open(self, cell: Cell) -> None:
        """Line up the cards of a cell that are not known."""
        post, language = cell
        if post not in self.matrix.posts_set or language not in self.matrix.languages:
            return
        if not self.matrix.begun(post):
            self._begin_post(post)
        for size, card in self.matrix.open_cards(post, language):
            self._cards.append(CardKey(self.pack, post, language, card, self.matrix.sizes[size], 0))

    def _begin_post(self, name: str) -> None:
        post = self._desk.session.post(self.pack, name)
        self.matrix.begin(name, [card.name for card in cards_of(post)] if post else ())

    def _arrived(self, key: CardKey) -> None:
        self._flying.discard(key._replace(width=0))
        self.known(key)
        self._pump()

    # --- following -----------------------------------------------------------------------------

    def _forget(self, post: str, language: str) -> None:
        names = [language] if language else list(self.matrix.languages)
        for name in [*names, *(new for new, old in DERIVED.items() if old in names)]:
            if name in self.matrix.languages:
                self.matrix.forget(post, name)
                self._changed_cells[post, name] = None
                self.marked.emit(post, name)
        self._cards = deque(k for k in self._cards if k.post != post or k.language not in names)
        self._count.start()

    def _typed(self, key: Key) -> None:
        self._resume.start()
        if key.pack != self.pack or not on_card(key.field):
            return
        row = self._desk.session.pack(key.pack)
        self._forget(key.post, key.language or (row.language if row else ""))
        self._pump()

    def _changed(self, changes: Changes) -> None:
        mine = [one.key for one in changes.changes if one.key.pack == self.pack and not self._stale]
        if any(
            key.post not in self.matrix.posts_set or key.field in ("@trashed", "@kind") for key in mine
        ):
            self.renew()
        for post, language in dict.fromkeys((k.post, k.language) for k in mine if on_card(k.field)):
            if post in self.matrix.posts_set:
                if not language:
                    self.matrix.forget(post)
                self._forget(post, language)
        self._pump()

    def _selected(self, new: Selection, old: Selection) -> None:
        if new.pack == self.pack:
            return
        self._awake, self._stale = False, True
        self.pack, self.matrix = new.pack, FitMatrix((), (), ())
        self._cards.clear()
        self._changed_cells = {}
        self._tell()
        if self._watched:
            self._wake()
        else:
            self._begin.start()

    def _preferred(self, _new: Preferences) -> None:
        if self._stale:
            return
        sizes = tuple(choice.size for choice in self._desk.sizes())
        order = tuple(self._ordered(self.pack))
        if sizes != self.matrix.sizes or order != self.matrix.languages:
            self.renew()

    def _tell(self) -> None:
        self._desk.work("fit", self.matrix.count(*PROBLEMS))
        self.counted.emit()


def fit_watch(desk: Desk) -> FitWatch:
    """The desk's own watch; made when it is first asked for."""
    found = desk.findChild(FitWatch)
    return found if isinstance(found, FitWatch) else FitWatch(desk)
