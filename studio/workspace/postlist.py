"""The posts of a pack as a list: which are shown, in which order, how many there are of each sort.

In: rows of the library, and what is known of how they fit. Out: a :class:`PostList` that answers from
memory, so that a list of thousands is filtered while somebody clicks. Nothing here is stored.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from studio.library.desk import drafts, post_labels
from studio.library.overview import PostRow as PostRow
from studio.model.language import DERIVED
from studio.workspace.session import Session

ALL, MEND, TRANSLATE, DRAFTS, READY, EXPORTED, PLANNED, TRASH = (
    "all",
    "mend",
    "translate",
    "drafts",
    "ready",
    "exported",
    "planned",
    "trash",
)
"""What a list can be narrowed to, beside an element (``element:literacy``) or a tag (``tag:home``)."""

ELEMENT, TAG = "element:", "tag:"

NEWEST, BY_NAME, BY_PLAN = "newest", "name", "plan"
"""The orders of a list."""

UNKNOWN = "unknown"
"""The state of a post of which not every card was laid out yet, though nothing else is missing."""


@dataclass(frozen=True, slots=True)
class View:
    """How somebody looks at the list; ``kind`` is a kind of post or empty for any.

    ``language`` narrows to posts with texts to translate into it; empty for any. ``rows`` shows lines
    instead of cards.
    """

    only: str = ALL
    kind: str = ""
    language: str = ""
    order: str = NEWEST
    rows: bool = False


@dataclass(frozen=True, slots=True)
class Fits:
    """What is known of how a post fits: languages in which a text is too long, and whether every card
    in the pack's own language was laid out."""

    over: tuple[str, ...] = ()
    checked: bool = False


@dataclass(frozen=True)
class PostList:
    """All posts of a pack; ``own`` is its language, ``languages`` those it is translated into."""

    rows: tuple[PostRow, ...]
    own: str = ""
    languages: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    lacking: frozenset[str] = frozenset()

    def open_languages(self, row: PostRow) -> tuple[str, ...]:
        """The languages of the pack in which a post is not yet whole."""
        done = row.done
        return tuple(name for name in self.languages if done.get(name, 0) < row.texts)

    def state(self, row: PostRow, fits: Fits) -> str:
        """How far a post is, the first thing to do first: :data:`MEND`, :data:`DRAFTS`,
        :data:`TRANSLATE`, :data:`EXPORTED`, :data:`READY` or :data:`UNKNOWN`."""
        if fits.over:
            return MEND
        if row.post in self.lacking:
            return DRAFTS
        if self.open_languages(row):
            return TRANSLATE
        if row.exported:
            return EXPORTED
        return READY if fits.checked else UNKNOWN

    def counts(self, fits: Callable[[str], Fits]) -> Counter[str]:
        """How many posts there are for each value of :attr:`View.only`."""
        found: Counter[str] = Counter()
        for row in self.rows:
            found.update(self._sorts(row, fits(row.post)))
        return found

    def shown(
        self, view: View, fits: Callable[[str], Fits], name: Callable[[PostRow], str]
    ) -> list[PostRow]:
        """The posts of a view in its order; ``name`` is what a post is called, for :data:`BY_NAME`."""
        rows = [row for row in self.rows if self._has(row, view, fits)]
        if view.order == BY_NAME:
            rows.sort(key=lambda row: (name(row).casefold(), row.number))
        elif view.order == BY_PLAN:
            rows.sort(key=lambda row: (not row.planned, row.planned))
        else:
            rows.reverse()
        return rows

    def tags(self, most: int) -> list[str]:
        """The labels that posts carry, most used first."""
        counted = Counter(tag for labels in self.labels.values() for tag in labels)
        return sorted(counted, key=lambda tag: (-counted[tag], tag.casefold()))[:most]

    def _has(self, row: PostRow, view: View, fits: Callable[[str], Fits]) -> bool:
        if view.kind and row.kind != view.kind:
            return False
        if view.language and view.language not in self.open_languages(row):
            return False
        return view.only in self._sorts(row, fits(row.post))

    def _sorts(self, row: PostRow, fits: Fits) -> set[str]:
        """Everything that a post counts as."""
        if row.trashed:
            return {TRASH}
        found = {ALL, ELEMENT + row.element}
        found.update(TAG + tag for tag in self.labels.get(row.post, ()))
        if fits.over:
            found.add(MEND)
        if row.post in self.lacking:
            found.add(DRAFTS)
        if self.open_languages(row):
            found.add(TRANSLATE)
        if row.exported:
            found.add(EXPORTED)
        if row.planned:
            found.add(PLANNED)
        if fits.checked and not found & {MEND, DRAFTS, TRANSLATE}:
            found.add(READY)
        return found


def post_list(session: Session, pack: str) -> PostList:
    """Read the posts of a pack, trash included; a handful of queries."""
    languages = session.languages(pack)
    return PostList(
        tuple(session.rows(pack)),
        languages[0] if languages else "",
        tuple(name for name in languages[1:] if name not in DERIVED),
        post_labels(session.library, pack),
        drafts(session.library, pack),
    )


def search_again(rows: Sequence[PostRow], found: Collection[str], word: str) -> list[PostRow]:
    """The rows that a search has found, or that carry the searched word as a tag."""
    tag = word.strip().lstrip("#").casefold()
    return [
        row
        for row in rows
        if row.post in found or any(tag and one.casefold().startswith(tag) for one in row.tags)
    ]


def same_labels(chosen: Iterable[tuple[str, ...]]) -> dict[str, bool]:
    """The labels of several posts: each with whether all of them carry it."""
    all_of_them = list(chosen)
    counted = Counter(tag for labels in all_of_them for tag in dict.fromkeys(labels))
    return {tag: count == len(all_of_them) for tag, count in sorted(counted.items())}
