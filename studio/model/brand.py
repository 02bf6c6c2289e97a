"""The brand kit: colours, themes, type, marks and limits, as data.

In: ``templates/brands/<name>/brand.toml``, validated by :mod:`studio.template.brand`. Out: frozen
values in ``u`` (percent of the type base T = min(width, 1.35 height)), ``em`` and :class:`Color`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.model.color import Color
from studio.model.geometry import Affine, Rect, Size
from studio.model.path import Path

ASPECTS = ("tall", "portrait", "square", "wide")
"""Aspect classes, from 9:16 to 16:9; a template has one tree with small overrides for each."""


def aspect_of(size: Size) -> str:
    """The aspect class of a size: tall ≤ 0.62 < portrait ≤ 0.93 < square ≤ 1.2 < wide (w/h)."""
    ratio = size.width / size.height
    return ASPECTS[(ratio > 0.62) + (ratio > 0.93) + (ratio > 1.2)]


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
    """A named text style: largest size by aspect class, smallest size (u); leading 0: the script's.

    ``role`` is ``display`` or ``text`` and picks the family of the script; ``weight`` in CSS units.
    ``legible`` names the class of :attr:`Brand.legible` whose floor the text must keep.
    """

    role: str
    weight: int
    max: Mapping[str, float]
    min: float
    leading: float = 0.0
    legible: str = "detail"


@dataclass(frozen=True, slots=True)
class ScriptProfile:
    """How a script is set beside Latin: families, size factors, line heights, selection box (em).

    ``label_leading`` caps the line height of small words round the text; 0: no cap.
    """

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
    label_leading: float = 0.0


@dataclass(frozen=True, slots=True)
class Part:
    """One filled or stroked outline of a drawing. ``color`` is a colour name; stroke 0 fills."""

    path: Path
    color: str
    stroke: float = 0.0


@dataclass(frozen=True, slots=True)
class Drawing:
    """A vector mark: parts on a view box. Marks never mirror."""

    view: Rect
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter of the wordmark. ``index`` is its place in CLICKS (0 to 5), -1 for those of MIL."""

    path: Path
    color: str
    index: int


@dataclass(frozen=True, slots=True)
class LetterBox:
    """The box round an element's selected letter, and how far it and all after it move aside."""

    left: float
    width: float
    letter: float
    after: float


@dataclass(frozen=True, slots=True)
class Wordmark:
    """The wordmark at cap height 100; ``above`` is how far a letter box stands over and under it."""

    letters: tuple[Letter, ...]
    boxes: Mapping[str, LetterBox]
    width: float
    above: float

    def drawing(self, element: str, index: int) -> Drawing:
        """The wordmark with the letter of ``element`` (at ``index`` in CLICKS) selected.

        Parts name the colours ``text``, ``accent`` and ``on_accent``.
        """
        box = self.boxes[element]
        high = 100 + 2 * self.above
        plate = Part(Path.rect(Rect(box.left, -self.above, box.width, high)), "accent")
        parts = [plate]
        for letter in self.letters:
            after = letter.index > index
            moved = box.after if after else box.letter if letter.index == index else 0.0
            color = "on_accent" if letter.index == index else letter.color
            parts.append(Part(letter.path.transformed(Affine(e=moved)), color))
        right = max(self.width + (box.after if index < 5 else 0.0), box.left + box.width)
        return Drawing(Rect(0, -self.above, right, high), tuple(parts))

    def plain(self) -> Drawing:
        """The wordmark with no letter selected, on the same view box as with one."""
        parts = tuple(Part(letter.path, letter.color) for letter in self.letters)
        return Drawing(Rect(0, -self.above, self.width, 100 + 2 * self.above), parts)

    def letter(self, index: int) -> Drawing:
        """The letter at ``index`` in CLICKS by itself; the K has its ``cursor`` as an own part."""
        own = [letter for letter in self.letters if letter.index == index]
        parts = tuple(
            Part(letter.path, "cursor" if letter.color == "accent" else "letter") for letter in own
        )
        bounds = [part.path.bounds() for part in parts]
        left = min(b.x for b in bounds)
        return Drawing(Rect(left, 0, max(b.right for b in bounds) - left, 100), parts)


@dataclass(frozen=True, slots=True)
class Selection:
    """The brand's one gesture: a flat box per line and two drops (em, and u for objects)."""

    pad: float
    gap: float
    handle: float
    handle_min: float
    overlap: float


@dataclass(frozen=True, slots=True)
class Squiggle:
    """The mark of false statements, in em: how far below the baseline, half a wave, its height."""

    offset: float
    half_wave: float
    amplitude: float
    stroke: float


@dataclass(frozen=True, slots=True)
class Brand:
    """Everything a template may name.

    ``letters`` are the big letters of the elements; ``wordmarks`` has the plain wordmark under ``""``.
    """

    name: str
    colors: Mapping[str, Color]
    elements: Mapping[str, Element]
    themes: Mapping[str, Mapping[str, str]]
    styles: Mapping[str, TypeStyle]
    scripts: Mapping[str, ScriptProfile]
    hashtag: str
    drawings: Mapping[str, Drawing]
    wordmarks: Mapping[str, Drawing]
    letters: Mapping[str, Drawing]
    selection: Selection
    squiggle: Squiggle
    legible: Mapping[str, float]

    def palette(self, element: str, theme: str) -> dict[str, Color]:
        """Every colour name of a card: fixed ones, the element's, and the theme's roles.

        The two inks of all elements are there as well (``knowledge_bright``), for the two cards that
        show the whole movement.
        """
        inks = {
            f"{name}_{ink}": other.colors[ink]
            for name, other in self.elements.items()
            for ink in ("vivid", "bright")
        }
        known = {**self.colors, **inks, **self.elements[element].colors}
        return known | {role: known[name] for role, name in self.themes[theme].items()}
