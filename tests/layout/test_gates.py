"""Gates and squiggles: what a finished frame must not be."""

from __future__ import annotations

import pytest

from studio.diagnostics import Severity, Where
from studio.layout import layout
from studio.layout.crop import crops
from studio.layout.gates import outside_safe
from studio.layout.squiggle import wave
from studio.model.box import Container, PictureBox, Squiggled
from studio.model.brand import Squiggle
from studio.model.color import Color
from studio.model.frame import Frame, Glyphs, Stroke
from studio.model.geometry import Insets, Rect, Size
from studio.text.engine import TextEngine
from tests.layout.conftest import card, column, words

SQUARE, TALL, WIDE = Size(1000, 1000), Size(1080, 1920), Size(1600, 900)
RED = Color(200, 0, 40)
FALSE = Squiggled(Squiggle(0.19, 0.13, 0.062, 0.062), RED)


def made(root: Container, engine: TextEngine, size: Size = SQUARE) -> tuple[Frame, list[str]]:
    frame, found = layout(card(root), size, engine, lambda _f: SQUARE)
    return frame, [d.code for d in found]


def test_each_line_of_a_false_statement_is_underlined_behind_its_text(engine: TextEngine) -> None:
    box = words("t", "“**" + "many false words " * 5 + "**”", squiggled=FALSE)
    frame, _ = made(column(box), engine)
    region = frame.region("t")
    assert region is not None
    strokes = [i for i in frame.items if isinstance(i, Stroke)]
    assert len(strokes) == region.lines > 1
    kinds = [type(i) for i in frame.items]
    assert max(i for i, k in enumerate(kinds) if k is Stroke) < kinds.index(Glyphs)
    first = strokes[0].path.bounds()
    assert region.ink.x + 0.02 * region.size < first.x  # the quotation mark is not underlined
    assert {i.color for i in frame.items if isinstance(i, Glyphs)} == {box.color}


def test_a_wave_has_whole_half_waves_and_ends_where_it_should() -> None:
    path = wave(10, 110, 50, 13, 5)
    assert path.ops[0] == ("M", 10, 50)
    assert path.ops[-1][-2:] == pytest.approx((110, 50))
    assert len(path.ops) - 1 == 8
    assert path.bounds() == pytest.approx(Rect(10, 40, 100, 20))  # control points: twice the height


@pytest.mark.parametrize(("side", "soft"), [(1000, False), (900, False), (800, True)])
def test_a_picture_of_too_few_pixels_is_told_with_how_many_it_takes(
    engine: TextEngine, side: int, soft: bool
) -> None:
    photo = PictureBox(name="photo", file="media/a.jpg", grow=1)
    _, found = layout(card(column(photo)), SQUARE, engine, lambda _f: Size(side, side))
    assert [d.code for d in found] == ["picture.few-pixels"] * soft
    if soft:
        assert found[0].severity is Severity.WARNING
        assert str(found[0]).endswith("Use one of at least 1000x1000 pixels.")


def test_the_grid_shows_the_middle_in_three_to_four() -> None:
    assert crops(Size(1080, 1080))[1] == Rect(135, 0, 810, 1080)
    assert crops(TALL)[1] == Rect(0, 240, 1080, 1440)
    assert len(crops(WIDE)) == 1


@pytest.mark.parametrize(("start", "told"), [(1, True), (14, False)])
def test_a_label_that_the_grid_cuts_is_an_error(engine: TextEngine, start: float, told: bool) -> None:
    label = column(
        words("label", "Myth", max=4, min=3, disclaims="claim"),
        name="head",
        padding=Insets(0, 0, 0, start),
    )
    _, codes = made(column(label, words("claim", "Something false that is said")), engine)
    assert ("layout.label-cropped" in codes) is told


def test_a_text_under_its_floor_is_an_error(engine: TextEngine) -> None:
    _, codes = made(column(words("t", "Tiny", max=3.2, min=3.2, legible=3.3)), engine)
    assert codes == ["layout.illegible"]
    _, codes = made(column(words("t", "Fine", max=3.3, min=3.3, legible=3.33)), engine)
    assert codes == []


def test_texts_outside_of_a_safe_zone_are_told(engine: TextEngine) -> None:
    frame, _ = made(column(words("headline", "At the very top")), engine, TALL)
    told = list(outside_safe(frame, Insets(269, 0, 300, 0), Where()))
    assert [d.code for d in told] == ["layout.outside-safe"]
    assert told[0].where.field == "headline"
    assert told[0].severity is Severity.WARNING
    guess = outside_safe(frame, Insets(269, 0, 300, 0), Where(), sure=False)
    assert {d.severity for d in guess} == {Severity.INFO}
    assert not list(outside_safe(frame, Insets(), Where()))
