"""Where a long word may be divided, for languages whose patterns are good.

In: a word and its language. Out: offsets at which a hyphen may be put in. The patterns are those of
office programs, through pyphen; ``breaks.toml`` names a language's (``hyphens``), and only where they
divide as a careful person would. A language whose syllables one expression tells has that instead
(``divide``). Asked only for words that are wider than their column.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

# Python counts the vowel signs of India as no letters.
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0900-\u0dff\u200c\u200d]){5,}")
_LEAST_BEFORE, _LEAST_AFTER = 3, 3


def hyphen_points(text: str, patterns: str, divide: re.Pattern[str] | None = None) -> list[int]:
    """Offsets in ``text`` at which a line may end with a hyphen; ``patterns`` names them, or else
    ``divide`` matches there."""
    if not patterns and not divide:
        return []
    points: list[int] = []
    for word in _WORD.finditer(text):
        found = _patterns(patterns).positions(word[0]) if patterns else _matches(divide, word[0])
        points += [word.start() + at for at in found]
    return points


def _matches(divide: re.Pattern[str] | None, word: str) -> list[int]:
    found = [match.start() for match in divide.finditer(word)] if divide else []
    return [at for at in found if _LEAST_BEFORE <= at <= len(word) - _LEAST_AFTER]


@lru_cache(maxsize=8)
def _patterns(name: str) -> Any:
    # Reading a dictionary takes tens of milliseconds, and hardly a card needs it.
    import pyphen

    return pyphen.Pyphen(lang=name, left=_LEAST_BEFORE, right=_LEAST_AFTER)
