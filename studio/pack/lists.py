"""Lists of a post (options, items, slides …) of which two people each have a version.

In: the list as it was and as each has it. Out: a :class:`Places`: where every entry stands in the
merged list, so that an edited entry is found again after the other person moved it.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from studio.model.post import Post
from studio.model.threeway import OURS, THEIRS, changed_by

Row = tuple[tuple[str, str], ...]
"""One entry: its columns with their texts, in order; a plain entry has the column ``""``."""

_ALIKE = 0.5  # share of common text from which an entry is an edited one, not a new one
_LOOK_AT = 400  # characters of an entry that are compared


@dataclass(frozen=True, slots=True)
class Places:
    """For ``base``, ``ours`` and ``theirs``: place in their list to place in the merged one, from 0.

    An entry that is gone has none. ``clash``: both rebuilt the list, each in another way; the places
    are then those of one of them.
    """

    base: Mapping[int, int] = field(default_factory=dict)
    ours: Mapping[int, int] = field(default_factory=dict)
    theirs: Mapping[int, int] = field(default_factory=dict)
    clash: bool = False


def rows_of(post: Post | None, head: str) -> list[Row]:
    """The entries of the list ``head`` of a post."""
    if post is None:
        return []
    rows: list[dict[str, str]] = [{} for _ in range(post.count(head))]
    for name, text in post.texts.items():
        parts = name.split(".", 2)
        if parts[0] == head and len(parts) > 1 and parts[1].isdigit():
            rows[int(parts[1]) - 1]["".join(parts[2:])] = text
    return [tuple(sorted(row.items())) for row in rows]


def places(base: Sequence[Row], ours: Sequence[Row], theirs: Sequence[Row], chosen: str) -> Places:
    """Where the entries of each list stand in the merged one; ``chosen`` wins a clash."""
    to_ours, to_theirs = _aligned(base, ours), _aligned(base, theirs)
    shapes = [_shape(side, to) for side, to in ((ours, to_ours), (theirs, to_theirs))]
    if not base and ours and theirs and len(ours) == len(theirs):
        same = {index: index for index in range(len(ours))}
        return Places({}, same, same)  # without a common past, entry by entry
    who = changed_by(tuple(range(len(base))), *shapes)
    lost = (who == OURS and _edited(base, theirs, to_theirs, to_ours)) or (
        who == THEIRS and _edited(base, ours, to_ours, to_theirs)
    )
    if who == "both" or lost:
        side = theirs if chosen == THEIRS else ours
        same = {index: index for index in range(len(side))}
        return Places({}, {}, same, True) if chosen == THEIRS else Places({}, same, {}, True)
    leader, follower = (to_theirs, to_ours) if who == THEIRS else (to_ours, to_theirs)
    size = len(theirs if who == THEIRS else ours)
    own = {index: index for index in range(size)}
    at = {old: index for index, old in leader.items()}
    other = {index: at[old] for index, old in follower.items() if old in at}
    if not who:
        other = dict(own)
    return Places(at, other, own) if who == THEIRS else Places(at, own, other)


def _shape(side: Sequence[Row], to: Mapping[int, int]) -> tuple[object, ...]:
    """The order of a list: entries of the base by their place, new ones by what they say."""
    return tuple(to.get(index, row) for index, row in enumerate(side))


def _edited(
    base: Sequence[Row], side: Sequence[Row], to: Mapping[int, int], other: Mapping[int, int]
) -> bool:
    """Whether ``side`` edited an entry that the other one took away."""
    kept = set(other.values())
    return any(old not in kept and side[index] != base[old] for index, old in to.items())


def _aligned(base: Sequence[Row], side: Sequence[Row]) -> dict[int, int]:
    """Place in ``side`` to place in ``base``, for the entries that come from there."""
    found: dict[int, int] = {}
    free = set(range(len(base)))

    def match(index: int, old: int) -> None:
        found[index] = old
        free.discard(old)

    for index, row in enumerate(side):
        if index in free and base[index] == row:
            match(index, index)
    for index, row in enumerate(side):
        same = [old for old in sorted(free) if base[old] == row]
        if index not in found and same:
            match(index, same[0])
    for index in range(len(side)):
        if len(side) == len(base) and index not in found and index in free:
            match(index, index)
    ranked = sorted(
        (-_likeness(side[index], base[old]), index, old)
        for index in range(len(side))
        if index not in found
        for old in free
    )
    for likeness, index, old in ranked:
        if -likeness >= _ALIKE and index not in found and old in free:
            match(index, old)
    return found


def _likeness(one: Row, other: Row) -> float:
    first, second = (" ".join(text for _column, text in row)[:_LOOK_AT] for row in (one, other))
    return difflib.SequenceMatcher(None, first, second, autojunk=False).ratio()
