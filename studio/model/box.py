"""The box tree: what is on a card, before anything has a place.

In: post, template, brand and words, combined by :mod:`studio.template.build`. Out: frozen nodes in
``u`` with resolved colours. Directions are logical (start, end); layout mirrors right-to-left cards.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from studio.model.brand import Drawing, Selection, Squiggle
from studio.model.color import Color
from studio.model.geometry import Insets
from studio.model.language import Language
from studio.model.partner import Print


class Radii(NamedTuple):
    """Corner radii by reading direction: top-start, top-end, bottom-end, bottom-start."""

    top_start: float = 0.0
    top_end: float = 0.0
    bottom_end: float = 0.0
    bottom_start: float = 0.0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a child of ``layers`` stands.

    ``anchor`` is ``fill`` or one of nine names (``bottom-end``, ``top``, ``center`` …) of the parent's
    inner box; ``x``/``y`` move it inwards from there in u. Negative values bleed off the card.
    """

    anchor: str = "fill"
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Looks:
    """Ground, outline and corners of any box; lengths in u.

    ``round`` makes every radius half the shorter side, ``sharp`` (index into the radii, -1 for none)
    stays a corner all the same. ``handles`` (u) puts the two drops of a selected object.
    """

    fill: Color | None = None
    outline: Color | None = None
    outline_width: float = 0.0
    radii: Radii = Radii()
    round: bool = False
    sharp: int = -1
    handles: float = 0.0
    handle_color: Color | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """What every node has. Sizes in u; None hugs the content. ``grow`` shares what is left over.

    ``name`` is the address for overrides and diagnostics. ``clear`` asks that no text of the card
    runs under the box: a text that would counts as too large. A box with ``shrink_to`` under 1 gives
    way too: its own height may go down to that share when it is its ``turn`` (-1: never), all boxes
    of one ``group`` alike (with ``aspect`` the width follows). ``drop_if_tight``: left out when the
    card does not fit otherwise.
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
    looks: Looks = Looks()
    clear: bool = False
    shrink_to: float = 1.0
    group: str = ""
    turn: int = -1
    drop_if_tight: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Container(Box):
    """``row``, ``column`` or ``layers`` of children.

    ``inside_crop``: at the card's top, its content begins below what profile grids crop away.
    """

    kind: str = "column"
    children: tuple[Box, ...] = ()
    gap: float = 0.0
    padding: Insets = Insets()
    align: str = "stretch"
    justify: str = "start"
    equal: bool = False
    inside_crop: bool = False


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set: families of its script, weight, tracking and leading in em."""

    families: tuple[str, ...]
    weight: int
    tracking: float
    leading: float


@dataclass(frozen=True, slots=True)
class Selected:
    """How emphasis is shown: boxes behind the lines (em from the baseline) and two drops."""

    metrics: Selection
    above: float
    below: float
    gap: float
    fill: Color
    text: Color


@dataclass(frozen=True, slots=True)
class Squiggled:
    """The mark under a false statement: its measures and its colour."""

    metrics: Squiggle
    color: Color


@dataclass(frozen=True, slots=True, kw_only=True)
class TextBox(Box):
    """A text with its size range in u. Texts of one ``group`` share one size.

    ``field`` is the post's field, empty for words of the template. ``turn`` is its place in giving
    way (0 shrinks first); -1: it shrinks only with the whole card. ``own_line`` starts the emphasis
    on a new line, ``keep`` holds it on one where it has the room; ``selected`` is None where marks
    are not shown. ``hyphenate`` lets a balanced text at its smallest size divide a word that is wider
    than the box, as body text always may. ``lines`` caps the lines, 0: no cap;
    ``prefer_lines`` is worth being a little smaller for. ``squiggled`` draws the squiggle under the
    emphasis instead of selecting it. The text is at least ``larger_by`` times the size of the group
    ``larger_than``. ``legible`` is the least size (u) that can be read on a phone, 0 if not asked;
    ``disclaims`` names the text box whose claim this one labels.
    """

    text: str = ""
    field: str = ""
    language: Language
    setting: Setting
    color: Color = Color(0, 0, 0)
    max: float = 4.0
    min: float = 3.6
    align: Literal["start", "center", "end"] = "start"
    balanced: bool = False
    selected: Selected | None = None
    own_line: bool = False
    keep: bool = False
    hyphenate: bool = False
    lines: int = 0
    prefer_lines: int = 0
    squiggled: Squiggled | None = None
    larger_than: str = ""
    larger_by: float = 1.0
    legible: float = 0.0
    disclaims: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingBox(Box):
    """A vector mark with its colour names resolved, in part order; ``mirror``: it follows the reading
    direction, as nearly no mark does."""

    drawing: Drawing
    colors: tuple[Color, ...] = ()
    mirror: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureBox(Box):
    """A picture of the pack. ``duotone`` is (shadow, mid, light) or None for true colour.

    ``detail`` (left, top, width, height as shares of the picture) is selected: shown in true colour,
    framed and with handles in ``frame_color``. A partner's ``logo`` fills its box with its ``crop``.
    """

    file: str
    fit: str = "cover"
    focus: tuple[float, float] = (0.5, 0.5)
    duotone: tuple[Color, Color, Color] | None = None
    detail: tuple[float, float, float, float] | None = None
    frame_color: Color = Color(0, 0, 0)
    crop: tuple[float, float, float, float] = (0.0, 0.0, 1.0, 1.0)
    logo: Print | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QrBox(Box):
    """A QR code: dark modules on light, with its quiet zone (modules) inside the box."""

    data: str
    dark: Color = Color(0, 0, 0)
    light: Color = Color(255, 255, 255)
    quiet: int = 4


@dataclass(frozen=True, slots=True)
class Card:
    """A finished tree with its ground and its language; ``post`` names it in diagnostics.

    ``in_need`` makes the tree that is tried last when the card does not fit; None: it has none.
    """

    root: Container
    ground: Color
    language: Language
    post: str
    template: str
    in_need: Callable[[], Container] | None = field(default=None, compare=False, repr=False)
