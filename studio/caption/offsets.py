"""Places in a text, as networks count them.

In: a text and places in code points. Out: the same places in UTF-16 units (X's programs in browsers,
Telegram) or in UTF-8 bytes (Bluesky). One walk through the text for all places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

from studio.caption.count import utf8_length, utf16_length


def utf16_offsets(text: str, places: Iterable[int]) -> dict[int, int]:
    """UTF-16 units before each of ``places``."""
    return _offsets(text, places, utf16_length)


def byte_offsets(text: str, places: Iterable[int]) -> dict[int, int]:
    """UTF-8 bytes before each of ``places``."""
    return _offsets(text, places, utf8_length)


def _offsets(text: str, places: Iterable[int], measure: Callable[[str], int]) -> dict[int, int]:
    found = {0: 0}
    for before, place in pairwise(sorted({0, *places})):
        found[place] = found[before] + measure(text[before:place])
    return found
