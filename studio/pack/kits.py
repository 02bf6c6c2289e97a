"""Partner kits as people write them: ``brands/<id>/partner.toml``.

In: a kit's folder, the strip's paper and ink from the brand. Out: a checked :class:`PartnerFile`, or
every problem at once; the way back to text. Logos are named here and looked at elsewhere. A kit holds
nothing but its own marks: it has no key for the movement's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from studio.datafile import Strict, line_of, validate
from studio.diagnostics import N_, Diagnostic, Severity, Where, worst
from studio.errors import InvalidInput
from studio.model.color import Color, contrast
from studio.model.oklab import distance, from_lch, lch
from studio.model.partner import KIT_FILE, KITS, MOST_LOGOS
from studio.pack.document import read_document
from studio.pack.names import MEDIA, most_bytes
from studio.pack.schema import ID
from studio.pack.write import toml_value

FLOOR = 4.5
"""Least contrast of a logo's colour on the strip: logos have small words in them."""
LIGHTEST, MOST_CHROMA = 0.94, 0.03
"""A strip may be tinted so far (OKLab): it stays paper on which every ink reads."""

RESERVED = ("milclicks", "mil-clicks", "unesco")
_THEIRS = re.compile(r"\bunesco\b|\bmil\s*clicks\b", re.I)


def _color(text: str) -> str:
    try:
        if Color.parse(text).a != 255:
            raise ValueError
    except ValueError:
        raise ValueError("a colour like #0B3D2E") from None
    return text


def _logo_name(name: str) -> str:
    if "/" in name or not most_bytes(f"brands/kit/{name}") or name == KIT_FILE:
        raise ValueError(f"the name of a file beside {KIT_FILE} that ends in {', '.join(MEDIA)}")
    return name


_At = Callable[..., Where]
Hex = Annotated[str, AfterValidator(_color)]


class LogoFile(Strict):
    """``[[logos]]``: a picture beside the kit's file."""

    file: Annotated[str, Field(max_length=100), AfterValidator(_logo_name)]
    full_color: bool = Field(
        False, description="Shown in its own colours, where the partner's rules demand it."
    )


class ColorsFile(Strict):
    """``[colors]``: what the logo is printed in, and the paper under it."""

    logo: Hex | None = None
    strip: Hex | None = None


class PartnerFile(Strict):
    """``partner.toml``."""

    format: Literal[1]
    name: Annotated[str, Field(min_length=1, max_length=80)]
    handle: Annotated[str, Field(pattern=r"^(@[\w.-]{1,40})?$")] = ""
    url: Annotated[str, Field(pattern=r"^(https?://[^\s/]+\.\S+)?$", max_length=300)] = ""
    logos: Annotated[list[LogoFile], Field(min_length=1, max_length=MOST_LOGOS)]
    colors: ColorsFile = ColorsFile()


def read_kit(folder: Path, paper: Color, ink: Color) -> tuple[PartnerFile, tuple[Diagnostic, ...]]:
    """The kit in ``folder``, whose name is its id, and warnings.

    Raises:
        InvalidInput: ``data.*`` for what is not as the schema says, ``partner.id``,
            ``partner.reserved``, ``partner.low-contrast``, ``partner.strip-color``; all at once.
        EnvironmentFailure: the file can't be read.
    """
    name = f"{KITS}/{folder.name}/{KIT_FILE}"
    doc = read_document(folder / KIT_FILE, name)
    spec = validate(PartnerFile, doc.data, Path(name), doc.text)
    found = tuple(_check(folder.name, spec, paper, ink, name, doc.text))
    if worst(found) is Severity.ERROR:
        raise InvalidInput(*(d for d in found if d.severity is Severity.ERROR))
    return spec, found


def kit_toml(spec: PartnerFile) -> str:
    """The text of ``partner.toml``; reading it again gives the same."""
    lines = ["format = 1", f"name = {toml_value(spec.name)}"]
    rows = {"handle": spec.handle, "url": spec.url}
    lines += [f"{key} = {toml_value(value)}" for key, value in rows.items() if value]
    for logo in spec.logos:
        lines += ["", "[[logos]]", f"file = {toml_value(logo.file)}"]
        lines += ["full_color = true"] if logo.full_color else []
    colors = {"logo": spec.colors.logo, "strip": spec.colors.strip}
    if any(colors.values()):
        lines += ["", "[colors]"]
        lines += [f"{key} = {toml_value(value)}" for key, value in colors.items() if value]
    return "\n".join(lines) + "\n"


def _check(
    name: str, spec: PartnerFile, paper: Color, ink: Color, file: str, text: str
) -> Iterator[Diagnostic]:
    def at(*path: str) -> Where:
        return Where(file=file, line=line_of(text, path), field=".".join(path))

    if not re.fullmatch(ID, name) or len(name) > 60:
        yield Diagnostic(
            "partner.id",
            Severity.ERROR,
            N_("“{id}” can't be the name of a kit's folder."),
            {"id": name[:80]},
            at(),
            N_("Use lower-case letters a to z, digits and single hyphens."),
        )
    if name in RESERVED:
        yield Diagnostic(
            "partner.reserved",
            Severity.ERROR,
            N_("“{id}” is the movement's own name; its marks are on every card already."),
            {"id": name},
            at(),
            N_("Name the kit after the partner."),
        )
    if _THEIRS.search(spec.name):
        yield Diagnostic(
            "partner.others-name",
            Severity.WARNING,
            N_("“{name}” has UNESCO's or the movement's name in it."),
            {"name": spec.name},
            at("name"),
            N_("Use it only with UNESCO's written permission, never as if a card were UNESCO's."),
        )
    yield from _check_colors(spec.colors, paper, ink, at)


def _check_colors(colors: ColorsFile, paper: Color, ink: Color, at: _At) -> Iterator[Diagnostic]:
    strip = Color.parse(colors.strip) if colors.strip else paper
    if not is_pale(strip):
        yield Diagnostic(
            "partner.strip-color",
            Severity.ERROR,
            N_("{color} is too dark or too colourful for the strip: logos stand on pale paper only."),
            {"color": str(strip), "nearest": str(nearest_pale(strip))},
            at("colors", "strip"),
            N_("The nearest colour that passes is {nearest}."),
        )
        strip = nearest_pale(strip)
    if colors.logo and contrast(Color.parse(colors.logo), strip) < FLOOR:
        logo = Color.parse(colors.logo)
        yield Diagnostic(
            "partner.low-contrast",
            Severity.ERROR,
            N_("{color} on the strip has a contrast of {ratio}; a logo needs at least {floor}."),
            {
                "color": str(logo),
                "ratio": round(contrast(logo, strip), 2),
                "floor": FLOOR,
                "nearest": ", ".join(map(str, nearest_passing(logo, strip, ink))),
            },
            at("colors", "logo"),
            N_("The nearest colours that pass are {nearest}."),
        )


def is_pale(color: Color) -> bool:
    """Whether a colour can be the strip's paper."""
    lightness, chroma, _hue = lch(color)
    return lightness >= LIGHTEST and chroma <= MOST_CHROMA


def nearest_pale(color: Color) -> Color:
    """The nearest colour that can be the strip's paper: as light as it must be, of the same hue."""
    lightness, chroma, hue = lch(color)
    # A little inside the bounds, so that rounding to 256 levels does not lead out again.
    return from_lch(max(lightness, LIGHTEST + 0.003), min(chroma, MOST_CHROMA - 0.003), hue)


def nearest_passing(color: Color, ground: Color, ink: Color, floor: float = FLOOR) -> tuple[Color, ...]:
    """Colours near ``color`` that reach ``floor`` on the pale ``ground``, the nearest first: of the
    same hue but darker, and mixed with ``ink``."""
    lightness, chroma, hue = lch(color)
    darker = _first(lambda share: from_lch(lightness * (1 - share), chroma, hue), ground, floor)
    mixed = _first(lambda share: color.mix(ink, share), ground, floor)
    return tuple(sorted({darker, mixed}, key=lambda each: distance(each, color)))


def _first(made: Callable[[float], Color], ground: Color, floor: float) -> Color:
    """The first colour on a way (0 to 1) into the dark that reaches the floor."""
    low, high = 0.0, 1.0
    for _ in range(12):
        middle = (low + high) / 2
        low, high = (low, middle) if contrast(made(middle), ground) >= floor else (middle, high)
    return made(high)
