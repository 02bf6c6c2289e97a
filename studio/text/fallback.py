"""Which face draws which character.

In: the families a style asks for, a weight, a script, and the font lock. Out: a chain of faces, and
for each character as readers see it (a grapheme cluster) the first face that can draw all of it.
"""

from __future__ import annotations

import tomllib
import unicodedata
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import icu

from studio.text.face import Face
from studio.text.fonts import CORE, FontLibrary
from studio.text.script import script_of

_TABLE = Path(__file__).with_name("fallback.toml")
_TEXT_STYLE, _EMOJI_STYLE = "\ufe0e", "\ufe0f"
_HAN = ("Jpan", "Hans", "Hant", "Kore")


Need = tuple[tuple[int, int | None], ...]
"""The glyphs that a way of writing needs: code points, each with one that does as well."""


@lru_cache(maxsize=1)
def _table() -> dict[str, Any]:
    return tomllib.loads(_TABLE.read_text("utf-8"))


@lru_cache(maxsize=4096)
def invisible(char: str) -> bool:
    """Whether a character needs no glyph: joiners, variation selectors, bidi controls."""
    return bool(icu.Char.hasBinaryProperty(ord(char), icu.UProperty.DEFAULT_IGNORABLE_CODE_POINT))


@lru_cache(maxsize=4096)
def is_emoji(cluster: str) -> bool:
    """Whether a grapheme cluster is shown in colour (UTS #51)."""
    if _TEXT_STYLE in cluster:
        return False
    return _EMOJI_STYLE in cluster or any(
        icu.Char.hasBinaryProperty(ord(char), icu.UProperty.EMOJI_PRESENTATION) for char in cluster
    )


class Chain:
    """The faces for one script of one style, best first, opened as they are asked for.

    A font of a set that may be left out is passed over when its file is not there.
    """

    def __init__(self, fonts: FontLibrary, families: tuple[str, ...], weight: int) -> None:
        self._fonts = fonts
        self._waiting = deque(fonts.nearest(family, weight) for family in families)
        self._opened: list[Face] = []

    def __iter__(self) -> Iterator[Face]:
        at = 0
        while at < len(self._opened) or self._open_next():
            yield self._opened[at]
            at += 1

    def lacks(self, ways: tuple[Need, ...]) -> bool:
        """Whether no face can have any of this. False also while not all of them are open."""
        covered = self._fonts.covered
        return not self._waiting and not any(
            code in covered or simpler in covered for way in ways for code, simpler in way
        )

    def _open_next(self) -> bool:
        while self._waiting:
            entry = self._waiting.popleft()
            if entry.set == CORE or self._fonts.present(entry):
                self._opened.append(self._fonts.face(entry.key))
                return True
        return False

    @property
    def first(self) -> Face:
        """The face that most characters are drawn with."""
        return next(iter(self))


class Fallback:
    """Chains and choices for one style (families and weight).

    Raises:
        InvalidInput: ``fonts.unknown-family``.
        EnvironmentFailure: ``fonts.missing`` for a core font whose file is not there.
    """

    def __init__(self, fonts: FontLibrary, families: tuple[str, ...], weight: int) -> None:
        for family in families:
            fonts.nearest(family, weight)
        self._fonts, self._families, self._weight = fonts, families, weight
        self._chains: dict[tuple[str, str], Chain] = {}
        self.choose = lru_cache(maxsize=4096)(self._choose)

    def chain(self, script: str, language_script: str) -> Chain:
        """The chain for a script within a language: the style's families for it, then the others."""
        found = self._chains.get((script, language_script))
        if found is None:
            names = self._order(script, language_script)
            found = self._chains[script, language_script] = Chain(self._fonts, names, self._weight)
        return found

    def _order(self, script: str, language_script: str) -> tuple[str, ...]:
        known = self._fonts.families()
        wider = (
            [language_script] if script in ("Hani", "Hang", "Bopo") and language_script in _HAN else []
        )
        own = [f for name in (*wider, script) for f in self._listed(name)]
        wished = [family for family in self._families if family in own]
        others = [family for family in self._families if family not in own]
        # A script nobody lists may still be in the style's family: ask it before the common ones.
        rest = [*others, *_table()["last"], *_table()["emoji"], *known]
        return tuple(dict.fromkeys(f for f in (*wished, *own, *rest) if f in known))

    def absent_sets(self, characters: str, language_script: str) -> tuple[str, ...]:
        """The font sets that would draw ``characters``, which no font here has, if they were there."""
        families = {
            family
            for char in characters
            for script in (script_of(char), language_script)
            for family in (_table()["emoji"] if is_emoji(char) else self._listed(script))
            if family in self._fonts.families()
        }
        entries = [self._fonts.nearest(family, self._weight) for family in sorted(families)]
        return tuple(sorted({one.set for one in entries if not self._fonts.present(one)}))

    def _listed(self, script: str) -> list[str]:
        chosen = [f for f in _table()["script"].get(script, []) if f in self._fonts.families()]
        return [*chosen, *(f for f in self._fonts.families_of(script) if f not in chosen)]

    def _choose(self, cluster: str, script: str, language_script: str) -> tuple[Face, str]:
        """The face for a grapheme cluster, and which of its characters no face has."""
        chain = self.chain(script, language_script)
        if is_emoji(cluster):
            for family in _table()["emoji"]:
                if family in self._fonts.families():
                    entry = self._fonts.nearest(family, self._weight)
                    if self._fonts.present(entry) and covers(self._fonts.face(entry.key), cluster):
                        return self._fonts.face(entry.key), ""
        partly: Face | None = None
        needed = _needed(cluster)
        for face in chain if not chain.lacks(needed) else ():
            if _covers(face, needed):
                return face, ""
            if partly is None and face.has(ord(cluster[0])):
                partly = face
        face = partly or chain.first
        return face, "".join(c for c in cluster if not face.has(ord(c)) and not invisible(c))


# HarfBuzz makes each of these of a simpler character of the same face, in the right width.
_SIMPLER = {
    **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), 0x20),
    0x2011: 0x2010,
}


def covers(face: Face, cluster: str) -> bool:
    """Whether a face has glyphs for all of a cluster, as written, composed or decomposed."""
    return _covers(face, _needed(cluster))


def _needed(cluster: str) -> tuple[Need, ...]:
    """What a face needs for a cluster: one of these."""
    forms = [cluster]
    if not cluster.isascii():
        forms += [unicodedata.normalize("NFC", cluster), unicodedata.normalize("NFD", cluster)]
    return tuple(
        tuple((ord(char), _SIMPLER.get(ord(char))) for char in form if not invisible(char))
        for form in dict.fromkeys(forms)
    )


def _covers(face: Face, ways: tuple[Need, ...]) -> bool:
    coverage = face.coverage
    for way in ways:
        for code, simpler in way:
            if code not in coverage and simpler not in coverage:
                break
        else:
            return True
    return False
