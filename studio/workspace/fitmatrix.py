"""Whether everything fits: one mark for each post, language and size of a pack.

In: the posts, languages and sizes, and the fit of each card as it becomes known. Out: marks that cost a
look into a dictionary, counts, the next problem. What is not known is never green: a mark is good only
when all the cards of its post are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from studio.library.cells import HASHTAGS, LABELS, PLAN
from studio.model.geometry import Size
from studio.workspace.fitting import FITS, FLOOR, OVER, Fit

UNKNOWN, BROKEN = "", "broken"
"""Not checked yet; can't be made at all."""

PROBLEMS = (OVER, BROKEN)
_ORDER = (FITS, FLOOR, UNKNOWN, OVER, BROKEN)
_NOT_ON_CARDS = {HASHTAGS, LABELS, PLAN}


class Mark(NamedTuple):
    """How a post fits in a language at a size.

    ``state`` is that of the worst of its cards, ``card`` which one that is, ``field`` the text it is
    about, ``cut`` about how many words (``by_word``) or characters must go, 0 if that is not known.
    """

    state: str = UNKNOWN
    card: str = ""
    field: str = ""
    cut: int = 0
    by_word: bool = True


class Place(NamedTuple):
    """A mark of the matrix: ``size`` counts from 0."""

    post: str
    language: str
    size: int


NOT_KNOWN = Mark()


def mark_of(card: str, fit: Fit | None) -> Mark:
    """The mark of one card; None as fit says that it can't be made."""
    if fit is None:
        return Mark(BROKEN, card)
    if fit.state == FITS:
        return Mark(FITS, card)
    return Mark(fit.state, card, fit.field, fit.cut, fit.by_word)


def on_card(field: str) -> bool:
    """Whether a change of this value of a post can change one of its cards."""
    return not field.startswith(("caption", "alt", "picture.alt")) and field not in _NOT_ON_CARDS


class FitMatrix:
    """The marks of a pack as far as they are known."""

    def __init__(self, posts: Sequence[str], languages: Sequence[str], sizes: Sequence[Size]) -> None:
        self.posts, self.languages, self.sizes = tuple(posts), tuple(languages), tuple(sizes)
        self.posts_set = frozenset(self.posts)
        self._cards: dict[str, tuple[str, ...]] = {}
        self._known: dict[tuple[str, str], list[dict[str, Mark]]] = {}
        self._marks: dict[tuple[str, str], tuple[Mark, ...]] = {}
        self._states: dict[tuple[str, str], tuple[str, ...]] = {}
        self._counts: Counter[str] = Counter()
        self._none = (NOT_KNOWN,) * len(self.sizes)
        self._blank = (UNKNOWN,) * len(self.sizes)
        self._same: dict[Mark, Mark] = {}

    # --- looking -------------------------------------------------------------------------------

    def marks(self, post: str, language: str) -> tuple[Mark, ...]:
        """One mark for each size."""
        return self._marks.get((post, language), self._none)

    def states(self, post: str, language: str) -> tuple[str, ...]:
        """The states of those marks."""
        return self._states.get((post, language), self._blank)

    def count(self, *states: str) -> int:
        """How many marks are in one of ``states``."""
        return sum(self._counts[state] for state in states)

    def total(self) -> int:
        """How many marks there are."""
        return len(self.posts) * len(self.languages) * len(self.sizes)

    def unknown(self) -> int:
        """How many marks are not known yet."""
        return self.total() - sum(self._counts.values())

    def has(self, post: str, states: Iterable[str]) -> bool:
        """Whether a post has a mark in one of ``states`` in any language."""
        wanted = set(states)
        return any(not wanted.isdisjoint(self.states(post, name)) for name in self.languages)

    def open_cards(self, post: str, language: str) -> Iterator[tuple[int, str]]:
        """Size and card of what is still to be checked; nothing before :meth:`begin`."""
        cards = self._cards.get(post, ())
        known = self._known.get((post, language))
        for size in range(len(self.sizes)):
            for card in cards:
                if known is None or card not in known[size]:
                    yield size, card

    def next(
        self, start: Place | None, step: int, states: Iterable[str], posts: Sequence[str] | None = None
    ) -> Place | None:
        """The next mark (``step`` 1) or the previous one (-1) in one of ``states``, row by row and
        round the end; None if there is none. ``posts`` are the rows that are looked at."""
        rows, wanted = (self.posts if posts is None else posts), set(states)
        if not rows or not self.count(*wanted):
            return None
        wide, high = len(self.languages) * len(self.sizes), len(rows)
        at = -1 if step > 0 else 0
        if start is not None and start.post in rows and start.language in self.languages:
            column = self.languages.index(start.language) * len(self.sizes) + start.size
            at = rows.index(start.post) * wide + column
        for away in range(1, wide * high + 1):
            row, column = divmod((at + step * away) % (wide * high), wide)
            language, size = divmod(column, len(self.sizes))
            place = Place(rows[row], self.languages[language], size)
            if self.states(place.post, place.language)[size] in wanted:
                return place
        return None

    # --- learning ------------------------------------------------------------------------------

    def begin(self, post: str, cards: Sequence[str]) -> None:
        """Say which cards a post has; what was known of others is forgotten."""
        if self._cards.get(post) != tuple(cards):
            self.forget(post)
            self._cards[post] = tuple(cards)

    def begun(self, post: str) -> bool:
        """Whether the cards of a post were said."""
        return post in self._cards

    def put(self, place: Place, mark: Mark) -> bool:
        """Keep the mark of one card; True if what is shown has changed."""
        cell = (place.post, place.language)
        if not (mark.card in self._cards.get(place.post, ()) and place.language in self.languages):
            return False
        known = self._known.setdefault(cell, [{} for _size in self.sizes])
        known[place.size][mark.card] = self._same.setdefault(mark, mark)
        return self._show(cell, place.size)

    def forget(self, post: str, language: str = "") -> None:
        """What is known of a post, in one language or in all, is not true any more."""
        for name in [language] if language else self.languages:
            cell = (post, name)
            if self._known.pop(cell, None) is None:
                continue
            self._states.pop(cell, None)
            for mark in self._marks.pop(cell, ()):
                self._counts[mark.state] -= mark.state != UNKNOWN
        if not language:
            self._cards.pop(post, None)

    def take(self, old: FitMatrix) -> None:
        """Keep what another matrix with the same sizes knows of the posts and languages in this one."""
        for post in self.posts_set & old.posts_set:
            if post in old._cards:
                self._cards[post] = old._cards[post]
        for cell, known in old._known.items():
            if cell[0] in self.posts_set and cell[1] in self.languages:
                self._known[cell] = known
                self._marks[cell], self._states[cell] = old.marks(*cell), old.states(*cell)
                for state in self._states[cell]:
                    self._counts[state] += state != UNKNOWN

    def _show(self, cell: tuple[str, str], size: int) -> bool:
        known = self._known[cell][size]
        worst = max(known.values(), key=lambda mark: _ORDER.index(mark.state))
        complete = len(known) == len(self._cards[cell[0]])
        shown = worst if complete or worst.state in PROBLEMS else NOT_KNOWN
        marks = list(self._marks.get(cell, self._none))
        if marks[size] == shown:
            return False
        for mark, more in ((marks[size], -1), (shown, 1)):
            if mark.state != UNKNOWN:
                self._counts[mark.state] += more
        marks[size] = shown
        self._marks[cell] = tuple(marks)
        self._states[cell] = tuple(mark.state for mark in marks)
        return True
