"""Room for every script: lines do not run into each other, selections hold what they select.

``tall_words.toml`` has a headline and a sentence for each script, and for languages whose marks stand
higher or lower than usual in their script, with the tallest and deepest letters they really use.
"""

from __future__ import annotations

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from studio.layout.selection import selection
from studio.model.box import Selected
from studio.model.brand import Brand
from studio.model.color import Color
from studio.resources import Resources
from studio.template import load_brand
from studio.template.setting import script_profile
from studio.text.engine import Line, TextEngine, TextLayout, TextStyle
from studio.text.fonts import FontLibrary
from studio.text.languages import language, load_languages

SAMPLES = tomllib.loads(Path(__file__).with_name("tall_words.toml").read_text("utf-8"))
COLUMNS = [width / 2 for width in range(7, 28)]
"""em; so every word stands above and under many others."""
INK = Color(0, 0, 0)
Box = tuple[float, float, float, float]


@pytest.fixture(scope="module")
def brand(resources: Resources) -> Brand:
    return load_brand(resources.templates / "brands" / "milclicks")


@pytest.fixture(scope="module")
def engine(fonts: FontLibrary) -> TextEngine:
    return TextEngine(fonts)


def layouts(engine: TextEngine, brand: Brand, name: str, role: str) -> list[TextLayout]:
    """A language's sample in columns of many widths, 1 em large."""
    one = language(name)
    profile = script_profile(brand, one)
    style = (
        TextStyle((profile.display,), 900, profile.tracking, profile.display_leading, 0.1)
        if role == "headline"
        else TextStyle((profile.text,), 500, leading=profile.text_leading)
    )
    paragraph = engine.paragraph(SAMPLES[name][role], one, style, markup=True)
    assert paragraph.missing == ""
    return [paragraph.layout(width, 1.0, balanced=role == "headline") for width in COLUMNS]


def inked(engine: TextEngine, line: Line, *, emphasised: bool | None = None) -> list[Box]:
    """The boxes (left, top, right, bottom) of the outlines of a line's glyphs."""
    found = []
    for run in line.runs:
        if emphasised is not None and run.emphasised != emphasised:
            continue
        extents = engine.fonts.face(run.face).extents
        for (x, y), (left, top, right, bottom) in zip(run.places, map(extents, run.ids), strict=True):
            if left != right:
                found.append((x + left, y + top, x + right, y + bottom))
    return found


def test_every_script_has_a_sample() -> None:
    shipped = {one.script for one in load_languages().values()}
    assert {language(name).script for name in SAMPLES} == shipped
    taller = {name for name, one in load_languages().items() if one.line_height > 1}
    assert taller - set(SAMPLES) <= {"az"}, "az is set as tr is"


@pytest.mark.parametrize("role", ["headline", "body"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_ink_of_a_line_stays_clear_of_the_next(
    engine: TextEngine, brand: Brand, name: str, role: str
) -> None:
    for layout in layouts(engine, brand, name, role):
        for above, below in pairwise(layout.lines):
            upper, lower = inked(engine, above), inked(engine, below)
            for left, _, right, bottom in upper:
                for other in lower:
                    apart = other[2] <= left or right <= other[0]
                    # Boxes are larger than outlines: 2 % of an em is nothing that touches.
                    assert apart or bottom <= other[1] + 0.02, (name, above.start, below.start)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_selection_holds_the_ink_of_its_words(engine: TextEngine, brand: Brand, name: str) -> None:
    profile = script_profile(brand, language(name))
    look = Selected(
        brand.selection, profile.select_above, profile.select_below, profile.select_gap, INK, INK
    )
    size = 200.0
    one = language(name)
    style = TextStyle((profile.display,), 900, profile.tracking, profile.display_leading, 0.1)
    paragraph = engine.paragraph(SAMPLES[name]["headline"], one, style, markup=True)
    for width in COLUMNS:
        layout = paragraph.layout(width * size, size, balanced=True)
        fills = [fill.path.bounds() for fill in selection(layout, 0, 0, look, 10.8)]
        chosen = [box for line in layout.lines for box in scaled(engine, line, size)]
        assert chosen
        for left, top, right, bottom in chosen:
            # Letters may lean out at the sides, as they do beside a neighbour; not above or below.
            middle = (left + right) / 2
            assert any(
                f.x <= middle <= f.right and f.y <= top + 1 and bottom - 1 <= f.bottom for f in fills
            ), (name, width, (left, top, right, bottom))


def scaled(engine: TextEngine, line: Line, size: float) -> list[Box]:
    """The boxes of the emphasised glyphs of a line at ``size``."""
    found = []
    for run in line.runs:
        if run.emphasised:
            extents = engine.fonts.face(run.face).extents
            for (x, y), box in zip(run.places, map(extents, run.ids), strict=True):
                if box[0] != box[2]:
                    left, top, right, bottom = (edge * size for edge in box)
                    found.append((x + left, y + top, x + right, y + bottom))
    return found


def test_the_boxes_of_a_selection_join_from_line_to_line(brand: Brand) -> None:
    for one in load_languages().values():
        profile = script_profile(brand, one)
        assert profile.select_above + profile.select_below >= profile.display_leading - 0.005, one.name


def test_labels_of_tall_scripts_keep_inside_their_pill(brand: Brand) -> None:
    for name in ("ur@nastaliq", "bo"):
        assert 0 < script_profile(brand, language(name)).label_leading < 2.1
