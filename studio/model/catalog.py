"""Translations as frozen values.

In: nothing. Out: a :class:`Catalog`: for each ``<post id>/<field>`` the source text it was made from,
the translation, and whether a translator still has to look at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

GLOSSARY = "glossary/"
"""Begins the contexts of entries that belong to no post, but say what a term is called."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One text. ``source`` is the text it translates; ``derived`` marks transliterated ones."""

    source: str
    text: str
    fuzzy: bool = False
    line: int = field(default=0, compare=False)
    derived: bool = False


@dataclass(frozen=True, slots=True)
class Catalog:
    """The translations of a pack into one language, by ``<post id>/<field>``.

    ``file`` is where they were read from, for diagnostics.
    """

    language: str
    entries: Mapping[str, Entry]
    file: str = field(default="", compare=False)

    def entry(self, post: str, name: str) -> Entry | None:
        """The entry of a post's field, if the catalog has one."""
        return self.entries.get(f"{post}/{name}")
