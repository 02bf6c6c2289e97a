"""The brand kit: colours, themes, type, marks and limits, as data.

In: ``templates/brands/<name>/brand.toml``, validated by :mod:`studio.template.brand`. Out: frozen
values in ``u`` (percent of the type base T = min(width, 1.35 height)), ``em`` and :class:`Color`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.model.color import Color
from studio.model.geometry import Rect, Size
from studio.model.path import Path

ASPECTS = ("tall", "portrait", "square", "wide")
"""Aspect classes, from 9:16 to 16:9; a template has one tree with small overrides for each."""


def aspect_of(size: Size) -> str:
    """The aspect class of a size: tall ≤ 0.7 < portrait ≤ 0.93 < square ≤ 1.2 < wide (w/h)."""
    ratio = size.width / size.height
    return ASPECTS[(ratio > 0.7) + (ratio > 0.93) + (ratio > 1.2)]


def unit_of(size: Size) -> float:
    """Pixels of one ``u`` on a card of this size."""
    return min(size.width, 1.35 * size.height) / 100


@dataclass(frozen=True, slots=True)
class Element:
    """One of the six elements: its letter's place in CLICKS, its English name and its colours."""

    name: str
    label: str
    index: int
    colors: Mapping[str, Color]


@dataclass(frozen=True, slots=True)
class TypeStyle:
    """A named text style: ``largest`` per aspect class and ``least`` size in u; weight in CSS units."""

    role: str
    weight: int
    largest: Mapping[str, float]
    least: float
    leading: float = 0.0


@dataclass(frozen=True, slots=True)
class ScriptProfile:
    """How a script is set beside Latin: families, size factors, line heights, selection box (em)."""

    display: str
    text: str
    display_factor: float = 1.0
    text_factor: float = 1.0
    display_leading: float = 1.07
    text_leading: float = 1.3
    select_above: float = 0.845
    select_below: float = 0.23
    select_gap: float = 0.0
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One filled or stroked outline of a drawing. ``color`` is a colour name; stroke 0 fills."""

    path: Path
    color: str
    stroke: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A vector mark: parts on a view box. Drawings never mirror unless they say so."""

    view: Rect
    parts: tuple[Part, ...]
    mirrors: bool = False


@dataclass(frozen=True, slots=True)
class Wordmark:
    """The wordmark's letters, each with its advance box, at cap height 100.

    ``letters`` are (path, left, width, color name, element index or -1).
    """

    letters: tuple[tuple[Path, float, float, str, int], ...]
    width: float
    pad: float
    pad_narrow: float
    above: float
    clear: float


@dataclass(frozen=True, slots=True)
class Selection:
    """The brand's one gesture: a flat box per line and two drops (em, and u for objects)."""

    pad: float
    gap: float
    handle: float
    handle_least: float
    overlap: float


@dataclass(frozen=True, slots=True)
class Brand:
    """Everything a template may name."""

    name: str
    colors: Mapping[str, Color]
    elements: Mapping[str, Element]
    themes: Mapping[str, Mapping[str, str]]
    styles: Mapping[str, TypeStyle]
    scripts: Mapping[str, ScriptProfile]
    drawings: Mapping[str, Drawing]
    wordmark: Wordmark
    selection: Selection
    legible: Mapping[str, float]

    def palette(self, element: str, theme: str) -> dict[str, Color]:
        """Every colour name of a card: fixed ones, the element's, and the theme's roles."""
        known = {**self.colors, **self.elements[element].colors}
        return known | {role: known[name] for role, name in self.themes[theme].items()}
