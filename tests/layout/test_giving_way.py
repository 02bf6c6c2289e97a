"""Who gives way besides texts: pictures, optional boxes; and who may never be outgrown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from studio.diagnostics import Severity
from studio.layout import layout
from studio.layout.fit import fit
from studio.layout.flow import Shapes
from studio.model.geometry import Size
from studio.text.engine import TextEngine
from tests.layout.conftest import block, card, column, row, words

SQUARE = Size(1000, 1000)


def test_a_box_gives_way_after_the_texts_before_it(shapes: Shapes) -> None:
    photo = block("photo", height=60, shrink_to=0.5, group="photo", turn=1)
    roomy = fit(card(column(photo, words("t", "word " * 8))), SQUARE, shapes)
    assert roomy.sizes["photo"] == 1
    tight = fit(card(column(photo, words("t", "word " * 60))), SQUARE, shapes)
    assert tight.fits
    assert tight.sizes["t"] == 5
    assert 0.5 <= tight.sizes["photo"] < 1
    height = next(p.rect.height for p in tight.flow.placed if p.box.name == "photo")
    assert height == pytest.approx(600 * tight.sizes["photo"])


def test_boxes_of_one_group_give_way_together_and_keep_their_aspect(shapes: Shapes) -> None:
    one = block("a", height=40, aspect=1.5, shrink_to=0.5, group="both", turn=1)
    other = block("b", height=20, shrink_to=0.5, group="both", turn=1)
    found = fit(card(column(one, other, words("t", "word " * 60))), SQUARE, shapes)
    rects = {p.box.name: p.rect for p in found.flow.placed}
    assert found.fits
    assert rects["a"].height == pytest.approx(2 * rects["b"].height)


def test_a_box_never_gives_way_further_than_it_says(shapes: Shapes) -> None:
    photo = block("photo", height=60, shrink_to=0.9, group="photo", turn=1)
    found = fit(card(column(photo, words("t", "word " * 300))), SQUARE, shapes)
    assert not found.fits


def test_a_text_stays_larger_than_the_one_it_names(shapes: Shapes) -> None:
    for count in (1, 6, 14, 22, 30):
        fact = words("fact", "word " * count, turn=0, max=20, min=4, larger_than="myth", larger_by=1.2)
        myth = words("myth", "word " * 12, turn=1, max=10, min=5)
        found = fit(card(column(myth, fact)), SQUARE, shapes)
        assert found.sizes["fact"] >= 1.2 * found.sizes["myth"] * 0.999, count
        assert found.fits, count


def test_side_by_side_both_go_down_together(shapes: Shapes) -> None:
    """A full fact beside a short myth: the myth has room, and still makes room for the fact."""
    fact = words("fact", "word " * 36, turn=0, max=20, min=4, larger_than="myth", larger_by=1.2)
    myth = words("myth", "short", turn=1, max=10, min=5)
    found = fit(
        card(row(column(myth, name="l", width=40), column(fact, name="r", width=60))), SQUARE, shapes
    )
    assert found.fits
    assert found.sizes["myth"] < 10
    assert found.sizes["fact"] >= 1.2 * found.sizes["myth"] * 0.999


def test_what_may_be_left_out_goes_last_and_is_reported(engine: TextEngine) -> None:
    def found(count: int) -> tuple[set[str], set[str]]:
        body = words("body", "word " * 30, turn=1, drop_if_tight=True)
        tree = card(column(words("headline", "word " * count, turn=0), body))
        frame, told = layout(tree, SQUARE, engine, lambda _f: SQUARE)
        return {r.name for r in frame.regions}, {d.code for d in told if d.severity > Severity.INFO}

    assert found(40) == ({"root", "headline", "body"}, set())
    assert found(135) == ({"root", "headline"}, {"layout.left-out"})
    names, codes = found(400)
    assert codes == {"layout.overflow"}
    assert names == {"root", "headline", "body"}  # if it is no help, nothing is left out


def test_a_kept_emphasis_does_not_break_where_it_has_the_room(engine: TextEngine) -> None:
    text = "A photo can be **100% real** and still mislead you"
    for keep, lines in ((True, 1), (False, 2)):
        box = words("t", text, max=11, balanced=True, keep=keep)
        paragraph = Shapes(engine).paragraph(replace(box))
        layout_ = paragraph.layout(600, 90, balanced=True, keep_emphasis=keep)
        assert sum(bool(line.spans) for line in layout_.lines) <= lines
