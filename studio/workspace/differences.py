"""Two wordings of one text beside each other, word by word.

In: two texts and their language. Out: both as :class:`Part` values that say which words the other does
not have. Languages without spaces are divided by a dictionary.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

import icu

from studio.text.languages import language as known_language


class Part(NamedTuple):
    """A piece of a text; ``differs`` if the other text does not have it there."""

    text: str
    differs: bool


def words_of(text: str, language: str) -> list[str]:
    """The text in words, spaces and marks; together they are the text again."""
    breaks = icu.BreakIterator.createWordInstance(
        icu.Locale.forLanguageTag(known_language(language).tag)
    )
    shown = icu.UnicodeString(text)
    breaks.setText(shown)
    found, start = [], 0
    for end in breaks:
        found.append(str(shown[start:end]))
        start = end
    return found


def differences(one: str, other: str, language: str) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Both texts in parts, neighbours of one sort joined."""
    mine, theirs = words_of(one, language), words_of(other, language)
    left: list[Part] = []
    right: list[Part] = []
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        for parts, words in ((left, mine[a:b]), (right, theirs[c:d])):
            if words:
                parts.append(Part("".join(words), kind != "equal"))
    return _joined(left), _joined(right)


def _joined(parts: list[Part]) -> tuple[Part, ...]:
    """A space between two words that differ belongs to them."""
    made: list[Part] = []
    for number, part in enumerate(parts):
        after = parts[number + 1] if number + 1 < len(parts) else None
        blank = not part.text.strip() and made and after is not None
        differs = part.differs or bool(blank and made[-1].differs and after and after.differs)
        if made and made[-1].differs == differs:
            made[-1] = Part(made[-1].text + part.text, differs)
        else:
            made.append(Part(part.text, differs))
    return tuple(made)
