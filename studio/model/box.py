"""The box tree: what is on a card, before anything has a place.

In: post, template, brand and words, combined by :mod:`studio.template.build`. Out: frozen nodes in
``u`` with resolved colours. Directions are logical (start, end); layout mirrors right-to-left cards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from studio.model.brand import Drawing, ScriptProfile, Selection
from studio.model.color import Color
from studio.model.geometry import Insets
from studio.model.language import Language


class Radii(NamedTuple):
    """Corner radii by reading direction: top-start, top-end, bottom-end, bottom-start."""

    top_start: float = 0.0
    top_end: float = 0.0
    bottom_end: float = 0.0
    bottom_start: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a child of ``layers`` stands.

    ``anchor`` is one of the nine compass names (``bottom-end``, ``center`` …) of the parent's inner
    box; ``x``/``y`` move it away from that anchor, inwards, in u. ``bleed`` lets it leave the card.
    """

    anchor: str = "fill"
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Looks:
    """Ground, outline and corners of any box. Handles make the box a selected object."""

    fill: Color | None = None
    outline: Color | None = None
    outline_width: float = 0.0
    radii: Radii = Radii()
    round: bool = False
    handles: float = 0.0
    handle_color: Color | None = None
    rule: Color | None = None
    rule_width: float = 0.0
    rule_side: str = "bottom"


@dataclass(frozen=True, slots=True)
class Box:
    """What every node has. Sizes in u; None hugs the content. ``grow`` shares what is left over.

    ``name`` is the address for overrides and diagnostics. ``bleed`` takes the box out of its
    parent's padding on the named sides ("start end bottom").
    """

    name: str
    width: float | None = None
    height: float | None = None
    min_width: float = 0.0
    max_width: float | None = None
    min_height: float = 0.0
    max_height: float | None = None
    grow: float = 0.0
    aspect: float | None = None
    align_self: str = ""
    place: Place | None = None
    looks: Looks = field(default_factory=Looks)
    mirror: bool = True


@dataclass(frozen=True, slots=True)
class Container(Box):
    """``row``, ``column`` or ``layers`` of children."""

    kind: str = "column"
    children: tuple[Box, ...] = ()
    gap: float = 0.0
    padding: Insets = Insets()
    align: str = "stretch"
    justify: str = "start"
    equal: bool = False


@dataclass(frozen=True, slots=True)
class TextBox(Box):
    """A text with its size range in u. Texts of one ``group`` share one size.

    ``shrink`` is its turn in giving way (0 first); -1 never shrinks below ``largest`` before the
    floor is broken. ``field`` is the post's field, empty for words of the template.
    """

    text: str = ""
    field: str = ""
    language: Language | None = None
    role: str = "text"
    weight: int = 500
    largest: float = 4.0
    least: float = 3.6
    leading: float = 0.0
    script: ScriptProfile | None = None
    color: Color = Color(0, 0, 0)
    align: str = "start"
    balanced: bool = False
    emphasis: str = "none"
    selection: Selection | None = None
    selected_fill: Color | None = None
    selected_text: Color | None = None
    break_before_selection: bool = False
    group: str = ""
    shrink: int = -1
    one_line: bool = False
    floor_px: float = 0.0
    isolate_ltr: bool = False


@dataclass(frozen=True, slots=True)
class DrawingBox(Box):
    """A vector mark with its colour names resolved, in part order."""

    drawing: Drawing | None = None
    colors: tuple[Color, ...] = ()


@dataclass(frozen=True, slots=True)
class PictureBox(Box):
    """A picture of the pack. ``duotone`` is (shadow, mid, light) or None for true colour."""

    file: str = ""
    fit: str = "cover"
    focus: tuple[float, float] = (0.5, 0.5)
    duotone: tuple[Color, Color, Color] | None = None
    detail: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class QrBox(Box):
    """A QR code: dark modules on light, with its quiet zone (modules) inside the box."""

    data: str = ""
    dark: Color = Color(0, 0, 0)
    light: Color = Color(255, 255, 255)
    quiet: int = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A finished tree with its ground; ``alt`` is what a reader who does not see it is told."""

    root: Container
    ground: Color
    language: Language
    template: str
    post: str
    draft_label: str = ""
