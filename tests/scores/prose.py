"""Real prose in columns of many widths.

In: the studio's world, running text of a language. Out: how many lines begin inside a word of ICU's
dictionary, and how many stick out of their column. A column that is narrower than the widest word is
made as wide as that: on a card the text would be set smaller. In Chinese only headlines keep words
whole; body text breaks between any two signs, as is the custom.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import icu

from studio.model.language import Language
from studio.pipeline import World
from studio.text.languages import language
from studio.workspace.wrap import STYLES, style_of
from tests.scores.languages import prose

NAMES = ("th", "lo", "km", "my", "ja", "zh_CN", "zh_TW")
COLUMNS = {"headline": (7.0, 9.5, 13.0), "body": (14.0, 19.0, 26.0)}
"""Widths in em."""


@dataclass
class Wrapping:
    """``lines`` is how many began after a break; ``inside`` and ``over`` hold the faulty ones."""

    name: str
    characters: int = 0
    lines: int = 0
    inside: list[str] = field(default_factory=list)
    over: list[str] = field(default_factory=list)


def word_starts(text: str, of: Language) -> set[int]:
    """Where ICU's dictionary says that a word may begin, as code point offsets."""
    shown = icu.UnicodeString(text)
    iterator = icu.BreakIterator.createWordInstance(icu.Locale.forLanguageTag(of.tag))
    iterator.setText(shown)
    units = {0, *iterator}
    offsets, at = set(), 0
    for i, char in enumerate(text):
        if at in units:
            offsets.add(i)
        at += 2 if char > "\uffff" else 1
    return offsets | {len(text)}


def wrapped(world: World, name: str) -> Wrapping:
    """Set the language's prose in every role and column."""
    own = language(name)
    found = Wrapping(name)
    for text in prose(own).split("\n"):
        starts = word_starts(text, own)
        found.characters += len(text)
        for role, columns in COLUMNS.items():
            paragraph = world.engine.paragraph(text, own, style_of(world, STYLES[role], name))
            kept = role == "headline" or not name.startswith("zh")
            for column in columns:
                width = max(column, paragraph.widest)
                layout = paragraph.layout(width, 1.0, balanced=role == "headline")
                for line in layout.lines:
                    shown = text[line.start : line.end]
                    found.lines += line.start > 0
                    if kept and line.start not in starts:
                        found.inside.append(f"{text[line.start - 6 : line.start]}|{shown[:12]}")
                    if line.width > width + 1e-6:
                        found.over.append(shown)
    return found
