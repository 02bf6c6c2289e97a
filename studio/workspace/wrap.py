"""How texts break into lines, for authors of templates and for checks.

In: a :class:`WrapRequest`: text, language, role, width and size. Out: for each paragraph its lines as
the studio would set them, with what drew them and what could not be drawn.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite

from studio.diagnostics import N_, Diagnostic
from studio.errors import InvalidInput
from studio.model.language import Language
from studio.pipeline import World, open_world
from studio.resources import Resources
from studio.template import script_profile, setting_of
from studio.text.engine import Line, TextStyle
from studio.text.languages import language
from studio.workspace.specimen import columns, specimen

STYLES = {"headline": "tip_headline", "body": "tip_body"}
"""The brand's style for each role."""


@dataclass(frozen=True, slots=True)
class WrapRequest:
    """``width`` of the column and ``size`` of the text in one unit; ``role`` is a key of STYLES."""

    text: str
    language: str
    width: float
    size: float
    role: str = "body"


@dataclass(frozen=True, slots=True)
class WrappedLine:
    """One line: ``left``, ``width`` of what is seen and ``baseline`` from the paragraph's left top.

    ``ink`` is the box round its outlines: left, top, right, bottom; None if it shows nothing.
    """

    text: str
    left: float
    width: float
    baseline: float
    ink: tuple[float, float, float, float] | None


@dataclass(frozen=True, slots=True)
class Wrapped:
    """One paragraph. ``fonts`` are keys of the lock in order of use, ``missing`` characters that no
    font has; ``overflow``: something that can't be broken is wider than the column."""

    text: str
    direction: str
    height: float
    lines: tuple[WrappedLine, ...]
    fonts: tuple[str, ...]
    missing: str
    overflow: bool
    diagnostics: tuple[Diagnostic, ...]


def wrap_text(request: WrapRequest, *, resources: Resources) -> tuple[Wrapped, ...]:
    """Set each line of ``request.text`` as a paragraph; ``**so**`` marks emphasis.

    Raises:
        InvalidInput: unknown language or role, a width or size that is not a positive number.
        EnvironmentFailure: fonts are absent.
    """
    if not all(isfinite(value) and value > 0 for value in (request.width, request.size)):
        raise InvalidInput.of(
            "wrap.measure",
            N_("Width and size are numbers greater than 0, not {width} and {size}."),
            hint=N_("Write them in pixels, for example --width 900 --size 48."),
            width=request.width,
            size=request.size,
        )
    if request.role not in STYLES:
        raise InvalidInput.of(
            "wrap.role",
            N_("There is no role “{role}”."),
            hint=N_("There are: {known}."),
            role=request.role,
            known=", ".join(STYLES),
        )
    world = open_world(resources)
    return tuple(_wrapped(request, world))


def style_of(world: World, name: str, language_name: str) -> TextStyle:
    """The brand's style ``name`` as the text engine wants it, in a language."""
    setting = setting_of(world.brand, world.brand.styles[name], language(language_name))
    return TextStyle(
        families=setting.families,
        weight=setting.weight,
        tracking=setting.tracking,
        leading=setting.leading,
        emphasis_gap=world.brand.selection.gap,
        emphasis_pad=world.brand.selection.pad,
    )


@lru_cache(maxsize=128)
def column_width(world: World, own: Language) -> float:
    """How wide a column (:func:`~studio.workspace.specimen.columns`) of a language's prose is on the
    average, in em of Latin body text."""
    text = specimen(own).prose
    paragraph = world.engine.paragraph(text, own, style_of(world, STYLES["body"], own.name))
    return paragraph.natural_width * script_profile(world.brand, own).text_factor / columns(text)


def _wrapped(request: WrapRequest, world: World) -> Iterator[Wrapped]:
    own = language(request.language)
    style = style_of(world, STYLES[request.role], request.language)
    engine = world.engine
    for source in request.text.replace("\r\n", "\n").removesuffix("\n").split("\n"):
        paragraph = engine.paragraph(source, own, style, markup=True)
        layout = paragraph.layout(request.width, request.size, balanced=request.role == "headline")
        yield Wrapped(
            paragraph.text,
            "rtl" if layout.rtl else "ltr",
            layout.height,
            tuple(_line(paragraph.text, line) for line in layout.lines),
            _fonts(layout.lines),
            paragraph.missing,
            layout.overflow,
            paragraph.diagnostics,
        )


def _line(text: str, line: Line) -> WrappedLine:
    ink = line.ink
    box = (ink.x, ink.y, ink.right, ink.bottom) if ink.width or ink.height else None
    return WrappedLine(
        text[line.start : line.end].rstrip(" \n"), line.left, line.width, line.baseline, box
    )


def _fonts(lines: tuple[Line, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(run.face for line in lines for run in line.runs))
