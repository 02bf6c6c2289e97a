"""The template format, as pydantic checks it.

In: parsed TOML of a template or of a brand's frame. Out: frozen specs, one class per box type; see
``docs/templates.md`` for the format by example. Lengths are in u, directions logical.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from studio.datafile import Strict

MAX_BOXES = 300
"""Boxes of a template; real ones have about 40."""

Length = Annotated[float, Field(ge=0, le=400)]
Shift = Annotated[float, Field(ge=-400, le=400)]
Anchor = Literal[
    "fill", "top-start", "top", "top-end", "start", "center", "end",
    "bottom-start", "bottom", "bottom-end",
]  # fmt: skip
Corner = Literal["top-start", "top-end", "bottom-end", "bottom-start"]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
ColorName = Name
Value = Literal[
    "label", "hashtag", "element", "credit", "address", "number", "letter", "slide", "handle",
]  # fmt: skip


class PlaceSpec(Strict):
    """Where a child of layers stands: anchor and distance from it."""

    anchor: Anchor = "fill"
    x: Shift = 0.0
    y: Shift = 0.0


class RepeatSpec(Strict):
    """One child per entry of a list: ``box`` for each, ``right`` for the right answer.

    ``over`` is a list field, ``elements`` (the six, each in its own colours) or ``carousel`` (its
    cards; ``right`` is the one at hand). ``start`` and ``end`` (0: the last) bound it; ``lead``
    stands for the first of them.
    """

    over: Name
    box: Name
    lead: Name | None = None
    right: Name | None = None
    start: Annotated[int, Field(ge=1, le=99)] = 1
    end: Annotated[int, Field(ge=0, le=99)] = 0
    between: Name | None = None


class BoxSpec(Strict):
    """Keys that every box may have."""

    when: str | None = None
    unless: str | None = None
    width: Length | None = None
    height: Length | None = None
    min_width: Length = 0.0
    max_width: Length | None = None
    min_height: Length = 0.0
    max_height: Length | None = None
    grow: Length = 0.0
    aspect: Annotated[float, Field(gt=0, le=20)] | None = None
    align_self: Literal["start", "center", "end", "stretch"] | None = None
    place: PlaceSpec | None = None
    fill: ColorName | None = None
    outline: ColorName | None = None
    outline_width: Length = 0.35
    radius: Length | Literal["round"] = 0.0
    sharp: Corner | None = None
    only: Corner | None = None
    handles: Length = 0.0
    handle_color: ColorName = "selection"
    clear: bool = False
    shrink_to: Annotated[float, Field(gt=0, le=1)] = 1.0
    shrink_with: Name | None = None
    drop_if_tight: bool = False


class ContainerSpec(BoxSpec):
    """A row, a column, or layers; its children by name, or one per entry of a list."""

    type: Literal["row", "column", "layers"]
    children: list[Name] = Field(default_factory=list)
    repeat: RepeatSpec | None = None
    gap: Length = 0.0
    padding: Shift | list[Shift] = 0.0
    align: Literal["start", "center", "end", "stretch"] = "stretch"
    justify: Literal["start", "center", "end", "space-between"] = "start"
    equal: bool = False
    inside_crop: bool = False

    @model_validator(mode="after")
    def _padding_sides(self) -> ContainerSpec:
        if isinstance(self.padding, list) and len(self.padding) not in (2, 4):
            raise ValueError("one number, [vertical, horizontal] or [top, end, bottom, start]")
        return self


class ShapeSpec(BoxSpec):
    """A plain shape: fill, outline and corners only."""

    type: Literal["shape"]


class TextSpec(BoxSpec):
    """A text: from a field of the post, fixed words (translated), or a value of the studio."""

    type: Literal["text"]
    field: str | None = None
    say: str | None = None
    value: Value | None = None
    style: Name
    weight: Annotated[int, Field(ge=100, le=900)] | None = None
    color: ColorName = "text"
    align: Literal["start", "center", "end"] = "start"
    balanced: bool | None = None
    select: bool | Literal["all"] = False
    keep: bool = False
    quoted: bool = False
    squiggle: ColorName | None = None
    larger_than: Name | None = None
    larger_by: Annotated[float, Field(ge=1, le=4)] = 1.2
    disclaims: Name | None = None
    own_line: bool = False
    hyphenate: bool = False
    group: Name | None = None
    lines: Annotated[int, Field(ge=0, le=20)] = 0
    prefer_lines: Annotated[int, Field(ge=0, le=20)] = 0

    @model_validator(mode="after")
    def _one_source(self) -> TextSpec:
        if sum(x is not None for x in (self.field, self.say, self.value)) != 1:
            raise ValueError("exactly one of field, say and value")
        if self.squiggle and self.select:
            raise ValueError("either squiggle or select")
        return self


class DrawingSpec(BoxSpec):
    """A mark of the brand kit; ``colors`` gives its parts' names a colour, ``color`` all the rest."""

    type: Literal["drawing"]
    drawing: Name
    color: ColorName = "text"
    colors: dict[str, ColorName] = Field(default_factory=dict)
    mirror: bool = False


class LetterSpec(BoxSpec):
    """The element's big letter; the K has its cursor in a colour of its own."""

    type: Literal["letter"]
    color: ColorName = "text"
    colors: dict[str, ColorName] = Field(default_factory=dict)


class WordmarkSpec(BoxSpec):
    """The wordmark with the element's letter selected, or ``plain`` for the whole movement."""

    type: Literal["wordmark"]
    plain: bool = False
    colors: dict[str, ColorName] = Field(default_factory=dict)


class PictureSpec(BoxSpec):
    """The post's picture; ``detail`` shows the selected part in true colour, framed."""

    type: Literal["picture"]
    fit: Literal["cover", "contain"] = "cover"
    duotone: bool = True
    detail: bool = False


class QrSpec(BoxSpec):
    """A QR code of the post's link, quiet zone included."""

    type: Literal["qr"]


class LogosSpec(BoxSpec):
    """The partners' logos in a row: each ``logo_height`` u high, but no wider than ``logo_width`` u,
    all of them no wider than ``max_width``, and ``gap`` between them."""

    type: Literal["logos"]
    logo_height: Length
    logo_width: Length
    max_width: Length
    gap: Length


AnySpec = Annotated[
    ContainerSpec
    | ShapeSpec
    | TextSpec
    | DrawingSpec
    | LetterSpec
    | WordmarkSpec
    | PictureSpec
    | QrSpec
    | LogosSpec,
    Field(discriminator="type"),
]


class Boxes(Strict):
    """A whole tree of named boxes after all overrides were merged."""

    box: dict[Name, AnySpec]


class Overrides(Strict):
    """What differs in an aspect class or theme: keys of boxes, checked after merging."""

    box: dict[Name, dict[str, object]] = Field(default_factory=dict, max_length=MAX_BOXES)


class Themed(Strict):
    """Overrides by theme."""

    vivid: Overrides = Overrides()
    bright: Overrides = Overrides()
    paper: Overrides = Overrides()
    ink: Overrides = Overrides()


class ByAspect(Overrides):
    """What differs in a special case, in all aspect classes or in one."""

    tall: Overrides = Overrides()
    portrait: Overrides = Overrides()
    square: Overrides = Overrides()
    wide: Overrides = Overrides()


class SheetSpec(Strict):
    """What a template and a brand's frame have in common."""

    box: Annotated[dict[Name, dict[str, object]], Field(max_length=MAX_BOXES)]
    tall: Overrides = Overrides()
    portrait: Overrides = Overrides()
    square: Overrides = Overrides()
    wide: Overrides = Overrides()
    theme: Themed = Themed()
    partnered: ByAspect = ByAspect()
    tight: ByAspect = ByAspect()


class FrameSpec(SheetSpec):
    """``frame.toml`` of a brand kit: the boxes that every card shares."""


class TemplateSpec(SheetSpec):
    """A template file."""

    kind: Name
    title: str
    description: str = ""
    themes: list[Literal["vivid", "bright", "paper", "ink"]] = Field(
        default=["vivid", "bright", "paper", "ink"], min_length=1
    )
    label: str
    label_numbered: str = ""
    shrink: list[Name] = Field(default_factory=list)


class _WholeTemplate(TemplateSpec):
    """A template as an editor sees it: complete boxes instead of mergeable ones."""

    box: dict[Name, AnySpec]  # type: ignore[assignment]


def template_schema() -> dict[str, object]:
    """The JSON Schema of template files, for editors that complete and check TOML."""
    schema = _WholeTemplate.model_json_schema()
    schema["title"] = "MIL CLICKS Studio template"
    return schema
