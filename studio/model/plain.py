"""Cleaning of text that strangers typed, before it becomes a value of ours.

In: a string from a file. Out: the same words in NFC with ``\\n`` line ends and without characters that
carry no text: controls, byte order marks, and direction overrides, which can make a text read
differently from what it says.
"""

from __future__ import annotations

import re
import unicodedata

_LINE_END = re.compile("\r\n?|[\u0085\u2028\u2029\v\f]")
# Zero width (non-)joiners and direction marks stay: Persian, Indic scripts and Arabic need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202d\u202e\ufeff\ufff9-\ufffb\U000e0000-\U000e001f]"
)


def plain(text: str) -> str:
    """``text`` in NFC, outer white space and characters without text removed."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_END.sub("\n", text))).strip()
