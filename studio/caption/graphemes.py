"""Characters as people see them.

In: any text. Out: how many extended grapheme clusters of Unicode it has, by ICU.
"""

from __future__ import annotations

import icu


def grapheme_count(text: str) -> int:
    """How many extended grapheme clusters ``text`` has."""
    breaks = icu.BreakIterator.createCharacterInstance(icu.Locale.getRoot())
    breaks.setText(text)
    return sum(1 for _ in breaks)
