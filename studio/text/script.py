"""Runs of one script (UAX #24), with neutral characters given to a neighbour.

In: plain text and the script of its language. Out: an ISO 15924 code for each code point.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import icu

_NEUTRAL = ("Zyyy", "Zinh", "Zzzz")
# Scripts that are written together; one run keeps their kerning and saves shaping calls.
_FAMILIES = {
    "Jpan": {"Hira": "Hani", "Kana": "Hani", "Hrkt": "Hani"},
    "Kore": {},
    "Hans": {"Bopo": "Hani"},
    "Hant": {"Bopo": "Hani"},
}
_LETTERS_OF = {"Jpan": "Hani", "Kore": "Hang", "Hans": "Hani", "Hant": "Hani", "Aran": "Arab"}

JOINED = frozenset(
    ("Arab", "Syrc", "Nkoo", "Mong", "Adlm", "Rohg", "Deva", "Beng", "Guru", "Gujr", "Orya", "Tibt")
)
"""Scripts whose letters touch: never letter-spaced."""

SPACELESS = frozenset(
    ("Jpan", "Hans", "Hant", "Hani", "Thai", "Laoo", "Khmr", "Mymr", "Tibt", "Lana", "Talu")
)
"""Scripts that write no space between words: a reader sees a phrase only if it stays together."""


@lru_cache(maxsize=16384)
def script_of(char: str) -> str:
    """The script of one character: ``Latn``, ``Zyyy`` (common), ``Zinh`` (inherited) …"""
    return str(icu.Script.getScript(ord(char)).getShortName())


@lru_cache(maxsize=4096)
def _users(char: str) -> tuple[str, ...]:
    """The scripts that use a common character, if they are listed; else empty."""
    names = tuple(icu.Script(code).getShortName() for code in icu.Script.getScriptExtensions(ord(char)))
    return tuple(name for name in names if name not in _NEUTRAL)


def scripts(text: str, language_script: str, cuts: Iterable[int] = ()) -> list[str]:
    """The script of each code point.

    A neutral character takes the script before it, at the start the one after it. It never looks
    beyond a line feed or one of ``cuts``: the ``#`` of a Latin hashtag in Arabic text is Latin.
    """
    merged = _FAMILIES.get(language_script, {})
    own = _LETTERS_OF.get(language_script, language_script)
    if _only(text, own):
        return [own] * len(text)
    found = [""] * len(text)
    stops = set(cuts)
    pending, current = 0, ""
    for i, char in enumerate(text):
        if char == "\n" or i in stops:
            _settle(found, pending, i, current or own)
            pending, current = i, ""
        script = script_of(char)
        if script in _NEUTRAL:
            users = _users(char)
            if not users or (current or own) in users:
                if current:
                    found[i] = current
                    pending = i + 1
                continue
            script = own if own in users else users[0]
        script = merged.get(script, script)
        _settle(found, pending, i, script)
        found[i] = current = script
        pending = i + 1
    _settle(found, pending, len(text), current or own)
    return found


def _only(text: str, script: str) -> bool:
    """Whether all of a text is of one script, or neutral and usable with it."""
    for char in set(text):
        own = script_of(char)
        if own == script:
            continue
        users = _users(char) if own in _NEUTRAL else ("",)
        if users and script not in users:
            return False
    return True


def _settle(found: list[str], start: int, end: int, script: str) -> None:
    for i in range(start, end):
        found[i] = found[i] or script
