"""File names that every system takes.

In: an id or a title that a stranger wrote. Out: a name that is the same on Windows, macOS and Linux,
shows nothing that isn't there, and can't leave its folder.
"""

from __future__ import annotations

import re
import unicodedata

STEM_BYTES = 96
"""Longest stem in UTF-8 bytes: whole names stay below 143 bytes, the strictest limit."""

# Windows refuses these whatever follows the first dot.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
# Separators, wildcards and quotes of some system, white space, and "_" that parts our own names.
_UNSAFE = re.compile(r"""[<>:"/\\|?*'`_\s]+""")
_HYPHENS = re.compile(r"-{2,}")


def safe_stem(text: str, fallback: str = "post") -> str:
    """``text`` as the first part of a file name: NFC, at most :data:`STEM_BYTES` bytes, never empty.

    Control, format (bidi, zero-width) and unassigned characters go; separators become hyphens.
    """
    visible = "".join(
        " " if c in "\t\n\r" else c
        for c in unicodedata.normalize("NFC", text)
        if c in "\t\n\r" or unicodedata.category(c)[0] != "C"
    )
    stem = _trimmed(_HYPHENS.sub("-", _UNSAFE.sub("-", visible)))
    stem = _trimmed(shortened(stem, STEM_BYTES)) or fallback
    return f"{stem}-{fallback}" if _RESERVED.match(stem) else stem


def shortened(text: str, most: int) -> str:
    """The beginning of ``text`` that fits ``most`` UTF-8 bytes; no character is cut in two."""
    return text.encode()[:most].decode(errors="ignore")


def numbered(stem: str, number: int) -> str:
    """``stem`` with a collision suffix, still within :data:`STEM_BYTES`; number 1 has none."""
    if number == 1:
        return stem
    suffix = f"-{number}"
    return _trimmed(shortened(stem, STEM_BYTES - len(suffix))) + suffix


def folded(name: str) -> str:
    """What two names share that a case-blind or normalising file system takes for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def _trimmed(stem: str) -> str:
    # A leading dot hides a file, a leading hyphen looks like an option, a trailing dot is lost.
    return stem.strip("-. ~")
