"""Where a long word may be divided, for languages whose patterns are good.

In: a word and its language. Out: offsets at which a hyphen may be put in. The patterns are those of
office programs, through pyphen; ``breaks.toml`` names a language's (``hyphens``), and only where they
divide as a careful person would. Asked only for words that are wider than their column.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W\d_]{6,}")
_LEAST_BEFORE, _LEAST_AFTER = 3, 3


def hyphen_points(text: str, patterns: str) -> list[int]:
    """Offsets in ``text`` at which a line may end with a hyphen; ``patterns`` names them."""
    if not patterns:
        return []
    points: list[int] = []
    for word in _WORD.finditer(text):
        points += [word.start() + at for at in _patterns(patterns).positions(word[0])]
    return points


@lru_cache(maxsize=8)
def _patterns(name: str) -> Any:
    # Reading a dictionary takes tens of milliseconds, and hardly a card needs it.
    import pyphen

    return pyphen.Pyphen(lang=name, left=_LEAST_BEFORE, right=_LEAST_AFTER)
