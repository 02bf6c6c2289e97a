"""Texts as searching sees them.

In: a text or a query. Out: the same without capitals and diacritics, and the short terms by which
queries of one or two letters find it. Vowel signs of Thai and the Indic scripts are letters, not
diacritics, and stay.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MARKS = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u200b-\u200f\u00ad]"
)
_STROKES = str.maketrans(
    {
        "ł": "l",
        "đ": "d",
        "ø": "o",
        "ħ": "h",
        "ı": "i",
        "ŧ": "t",
        "æ": "ae",
        "œ": "oe",
        "ð": "d",
        "þ": "th",
    }
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ё": "е"}
)
# Thai, Lao, Burmese, Khmer, kana, Han, Hangul: words have no spaces, or grow at both ends.
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\U00020000-\U0003ffff]+"
)
_WORD = re.compile(r"\w+")
SHORT = 2
"""Longest query that the index of three letters can't answer."""


def fold(text: str) -> str:
    """``text`` in compatibility form, without case, diacritics and marks of emphasis."""
    text = unicodedata.normalize("NFKD", text.replace("**", "").casefold()).translate(_STROKES)
    return unicodedata.normalize("NFC", _MARKS.sub("", text))


def short_terms(folded: str) -> str:
    """The terms for short queries, each as letters and digits that no tokenizer takes apart."""
    terms: set[str] = set()
    for word in _WORD.findall(folded):
        terms.update((word[:1], word[:2]))
    for run in _UNSPACED.findall(folded):
        terms.update(run)
        terms.update(run[n : n + 2] for n in range(len(run) - 1))
    return " ".join(sorted(map(short_term, terms)))


@lru_cache(maxsize=20_000)
def short_term(letters: str) -> str:
    """One or two letters as a term."""
    return "t" + "".join(f"{ord(c):05x}" for c in letters)
