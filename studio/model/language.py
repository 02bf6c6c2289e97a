"""A language as the pipeline needs it.

In: rows of ``studio/text/languages.toml`` (read by :mod:`studio.text.languages`). Out: frozen values.
"""

from __future__ import annotations

from dataclasses import dataclass

DERIVED = {"sr@latin": "sr", "ur@nastaliq": "ur"}
"""Languages that are another one in other letters or another hand: written once, the other derived."""

_QUOTES = frozenset("«»‹›„“”‚‘’\"'「」『』")


@dataclass(frozen=True, slots=True)
class Language:
    """One language in one script.

    ``name`` is its gettext name (``sr@latin``) and its address everywhere in the studio; ``tag`` the
    BCP 47 tag that shaping and ICU want (``sr-Latn``). ``script`` is the ISO 15924 code of its
    letters. ``letters`` label quiz options, ``digits`` are its ten digits, ``quotes`` its outer and
    inner quotation marks (open, close, open, close). ``line_height`` is over 1 where its letters are
    taller or deeper than is usual in its script: times the script's.
    """

    name: str
    tag: str
    own_name: str
    english_name: str
    script: str
    rtl: bool = False
    letters: str = "ABCDEF"
    digits: str = "0123456789"
    quotes: str = "“”‘’"
    line_height: float = 1.0

    def number(self, value: int | str) -> str:
        """A whole number in this language's digits."""
        return str(value).translate({ord("0") + i: d for i, d in enumerate(self.digits)})

    def quoted(self, text: str) -> str:
        """``text`` in this language's outer quotation marks, unless it begins with a mark already."""
        if text[:1] in _QUOTES:
            return text
        # French sets a narrow space, on which no line may break, inside its marks.
        space = "\u202f" if self.name.partition("_")[0] == "fr" else ""
        return f"{self.quotes[0]}{space}{text}{space}{self.quotes[1]}"

    def letter(self, index: int) -> str:
        """The label of option ``index`` (from 0)."""
        return self.letters[index] if index < len(self.letters) else self.number(index + 1)
