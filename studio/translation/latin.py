"""Serbian Cyrillic to Serbian Latin.

In: Serbian text in Cyrillic letters. Out: the same in Latin letters. ICU knows the letters; this
module adds what it can't: Љ Њ Џ become Lj or LJ by the word they stand in, addresses, hashtags and
handles stay as they are, and a short list of words (``latin.toml``) has a spelling of its own.
The other direction is not mechanical (nadživeti is надживети, njih is њих) and not offered.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

_STAYS = r"(?:https?://|www\.)[^\s<>\"„“”«»]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|[#@]\w+"
_DIGRAPHS = {"Љ": "Lj", "Њ": "Nj", "Џ": "Dž"}
# A capital that stands alone is an initial (Љ. Поповић) and keeps its second letter small. Inside a
# word ICU looks at the next letter only, so the last letter of БАЉ needs nothing.
_INITIAL = re.compile(r"(?<!\w)[ЉЊЏ](?!\w)")


@cache
def _icu() -> Any:
    # Imported here: only sr@latin needs it, and it costs 36 ms.
    import icu

    return icu.Transliterator.createInstance("Serbian-Latin/BGN")


@cache
def _words() -> tuple[re.Pattern[str], dict[str, str]]:
    """What is not written by the rule: addresses and the words of ``latin.toml``."""
    data = tomllib.loads((Path(__file__).with_name("latin.toml")).read_text(encoding="utf-8"))
    words: dict[str, str] = data["words"]
    listed = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"({_STAYS}|\b(?:{listed})\b)"), words


def to_latin(text: str) -> str:
    """``text`` with its Serbian Cyrillic letters in Latin ones; all else stays."""
    if text.isascii():
        return text
    pattern, words = _words()
    pieces = pattern.split(unicodedata.normalize("NFC", text))
    written = (words.get(p, p) if odd % 2 else _letters(p) for odd, p in enumerate(pieces))
    return unicodedata.normalize("NFC", "".join(written))


def _letters(text: str) -> str:
    return str(_icu().transliterate(_INITIAL.sub(lambda m: _DIGRAPHS[m[0]], text)))
