"""Three-way merging of single values.

In: what two people had in common (``base``) and what each made of it. Out: what both together mean, or
a :class:`Conflict` that keeps both. None stands for "not there". Posts are merged with this in
:mod:`studio.pack.merge`, catalogs in :mod:`studio.translation.threeway`.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

OURS, THEIRS = "ours", "theirs"
"""Whose version is taken where both can't stand."""

Value = TypeVar("Value", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both changed, each in another way; both versions as texts, empty if taken away.

    ``post`` is empty for what belongs to the whole pack; ``field`` is empty for a post as a whole;
    ``language`` is that of a translation, or empty.
    """

    post: str
    field: str
    language: str
    ours: str
    theirs: str


def changed_by(base: object, ours: object, theirs: object) -> str:
    """Who changed a value: ``""`` nobody (or both alike), one of them, or ``"both"``, differently."""
    if ours == theirs:
        return ""
    if theirs == base:
        return OURS
    return THEIRS if ours == base else "both"


def merge_listing(
    base: Sequence[Value], ours: Sequence[Value], theirs: Sequence[Value]
) -> tuple[Value, ...]:
    """Lists in which every entry stands for itself (hashtags, lines of a comment): never a conflict.

    What one took away is gone, what one added is there, whoever is called ours.
    """
    who = changed_by(tuple(base), tuple(ours), tuple(theirs))
    if who != "both":
        return tuple(theirs) if who == THEIRS else tuple(ours)
    kept = [one for one in base if one in ours and one in theirs]
    sides = [tuple(one for one in side if one not in base) for side in (ours, theirs)]
    first, second = sorted(sides, key=lambda side: [str(one) for one in side])
    if set(first) <= set(second):
        first, second = second, first
    return tuple(dict.fromkeys((*kept, *first, *second)))
