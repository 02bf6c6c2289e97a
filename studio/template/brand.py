"""Brand kits: ``brand.toml`` in, a frozen :class:`studio.model.brand.Brand` out.

Every text colour pair that the themes allow is checked against the WCAG floor here, so that a kit
with too little contrast can't be loaded at all.
"""

from __future__ import annotations

from pathlib import Path as File
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from studio.datafile import Strict, load
from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput
from studio.model.brand import (
    ASPECTS,
    Brand,
    Drawing,
    Element,
    Letter,
    LetterBox,
    Part,
    ScriptProfile,
    Selection,
    Squiggle,
    TypeStyle,
    Wordmark,
)
from studio.model.color import Color, contrast
from studio.model.geometry import Rect
from studio.model.path import Path

TEXT_CONTRAST = 4.5
_PAIRS = (
    ("text", "ground"),
    ("on_selection", "selection"),
    ("on_accent", "accent"),
    ("on_badge", "accent"),
    ("text", "soft"),
    ("on_panel", "panel"),
)


def _color(text: str) -> str:
    try:
        Color.parse(text)
    except ValueError:
        raise ValueError("a colour like #2013F2") from None
    return text


def _path(text: str) -> str:
    Path.parse(text)
    return text


Hex = Annotated[str, AfterValidator(_color)]
PathData = Annotated[str, AfterValidator(_path)]
Number = Annotated[float, Field(ge=-1000, le=1000)]


class ElementSpec(Strict):
    """One of the six elements."""

    label: str
    index: Annotated[int, Field(ge=0, le=5)]
    vivid: Hex
    bright: Hex
    vivid_soft: Hex
    vivid_line: Hex
    bright_soft: Hex
    bright_line: Hex
    paper_soft: Hex
    paper_line: Hex
    duotone_shadow: Hex
    duotone_mid: Hex
    duotone_light: Hex


class ThemeSpec(Strict):
    """Roles of a theme, each the name of a colour."""

    ground: str
    text: str
    selection: str
    on_selection: str
    accent: str
    on_accent: str
    on_badge: str
    soft: str
    line: str
    panel: str
    on_panel: str


class AspectSpec(Strict):
    """A length for each aspect class."""

    tall: Number
    portrait: Number
    square: Number
    wide: Number


class StyleSpec(Strict):
    """A text style."""

    role: Literal["display", "text"]
    weight: Annotated[int, Field(ge=100, le=900)]
    max: Number | AspectSpec
    min: Number
    leading: Number = 0.0
    legible: str = "detail"


class ScriptSpec(Strict):
    """A script profile for the ISO 15924 ``codes``."""

    codes: list[str]
    display: str
    text: str
    display_factor: Number
    text_factor: Number
    display_leading: Number
    text_leading: Number
    label_leading: Number = 0.0
    select_above: Number
    select_below: Number
    select_gap: Number = 0.0
    tracking: Number = 0.0


class SelectionSpec(Strict):
    """The selection's measures."""

    pad: Number
    gap: Number
    handle: Number
    handle_min: Number
    overlap: Number


class SquiggleSpec(Strict):
    """The squiggle's measures in em."""

    offset: Number
    half_wave: Annotated[float, Field(gt=0, le=10)]
    amplitude: Number
    stroke: Number


class PartSpec(Strict):
    """A part of a drawing."""

    color: str
    path: PathData
    stroke: Number = 0.0


class DrawingSpec(Strict):
    """A drawing on its view box (x, y, width, height)."""

    view: list[Number] = Field(min_length=4, max_length=4)
    parts: list[PartSpec]


class LetterSpec(Strict):
    """A letter of the wordmark."""

    letter: str
    index: int
    color: str
    path: PathData


class LetterBoxSpec(Strict):
    """The box of a selected letter: (left, width), and the shifts."""

    box: list[Number] = Field(min_length=2, max_length=2)
    letter: Number
    after: Number


class WordmarkSpec(Strict):
    """The wordmark."""

    width: Number
    clear: Number
    above: Number
    letters: list[LetterSpec]
    index: dict[str, LetterBoxSpec]


class BrandSpec(Strict):
    """The whole of ``brand.toml``."""

    format: Literal[1]
    name: str
    hashtag: str
    colors: dict[str, Hex]
    elements: dict[str, ElementSpec]
    themes: dict[Literal["vivid", "bright", "paper", "ink"], ThemeSpec]
    styles: dict[str, StyleSpec]
    scripts: dict[str, ScriptSpec]
    selection: SelectionSpec
    squiggle: SquiggleSpec
    legible: dict[str, Number]
    drawings: dict[str, DrawingSpec]
    wordmark: WordmarkSpec


def load_brand(folder: File) -> Brand:
    """Read the brand kit in ``folder``.

    Raises:
        InvalidInput: not as the schema says, a theme names an unknown colour, or a pair of text
            and ground has less contrast than WCAG AA asks for.
    """
    file = folder / "brand.toml"
    spec = load(BrandSpec, file)
    wordmark = _wordmark(spec.wordmark)
    brand = Brand(
        name=spec.name,
        hashtag=spec.hashtag,
        colors={name: Color.parse(text) for name, text in spec.colors.items()},
        elements={name: _element(name, e) for name, e in spec.elements.items()},
        themes={name: t.model_dump() for name, t in spec.themes.items()},
        styles={name: _style(s) for name, s in spec.styles.items()},
        scripts={code: _script(s) for s in spec.scripts.values() for code in s.codes},
        drawings={name: _drawing(d) for name, d in spec.drawings.items()},
        wordmarks={
            "": wordmark.plain(),
            **{name: wordmark.drawing(name, e.index) for name, e in spec.elements.items()},
        },
        letters={name: wordmark.letter(e.index) for name, e in spec.elements.items()},
        selection=Selection(**spec.selection.model_dump()),
        squiggle=Squiggle(**spec.squiggle.model_dump()),
        legible=dict(spec.legible),
    )
    if found := _check(brand, file):
        raise InvalidInput(*found)
    return brand


def _element(name: str, spec: ElementSpec) -> Element:
    colors = spec.model_dump(exclude={"label", "index"})
    return Element(name, spec.label, spec.index, {k: Color.parse(v) for k, v in colors.items()})


def _style(spec: StyleSpec) -> TypeStyle:
    one = spec.max
    largest = one.model_dump() if isinstance(one, AspectSpec) else dict.fromkeys(ASPECTS, one)
    return TypeStyle(spec.role, spec.weight, largest, spec.min, spec.leading, spec.legible)


def _script(spec: ScriptSpec) -> ScriptProfile:
    return ScriptProfile(**spec.model_dump(exclude={"codes"}))


def _drawing(spec: DrawingSpec) -> Drawing:
    parts = tuple(Part(Path.parse(p.path), p.color, p.stroke) for p in spec.parts)
    return Drawing(Rect(*spec.view), parts)


def _wordmark(spec: WordmarkSpec) -> Wordmark:
    return Wordmark(
        tuple(Letter(Path.parse(x.path), x.color, x.index) for x in spec.letters),
        {name: LetterBox(b.box[0], b.box[1], b.letter, b.after) for name, b in spec.index.items()},
        spec.width,
        spec.above,
    )


def _check(brand: Brand, file: File) -> list[Diagnostic]:
    first = next(iter(brand.elements.values()))
    known = {**brand.colors, **first.colors}
    found = [
        _unknown(role, name, theme, file)
        for theme, roles in brand.themes.items()
        for role, name in roles.items()
        if name not in known
    ]
    if found:
        return found
    for theme in brand.themes:
        for element in brand.elements:
            palette = brand.palette(element, theme)
            found += [
                _faint(one, other, ratio, f"themes.{theme} ({element})", file)
                for one, other in _PAIRS
                if (ratio := contrast(palette[one], palette[other])) < TEXT_CONTRAST
            ]
    return found


def _unknown(role: str, name: str, theme: str, file: File) -> Diagnostic:
    return Diagnostic(
        "brand.unknown-color",
        Severity.ERROR,
        N_("The role “{role}” names the colour “{name}”, which the kit doesn't have."),
        {"role": role, "name": name},
        Where(file=str(file), field=f"themes.{theme}.{role}"),
    )


def _faint(one: str, other: str, ratio: float, field: str, file: File) -> Diagnostic:
    return Diagnostic(
        "brand.low-contrast",
        Severity.ERROR,
        N_("“{one}” on “{other}” has a contrast of {ratio}; text needs at least {floor}."),
        {"one": one, "other": other, "ratio": round(ratio, 2), "floor": TEXT_CONTRAST},
        Where(file=str(file), field=field),
        N_("Make one of the two colours lighter or darker."),
    )
