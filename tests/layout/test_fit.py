"""Auto-fit: who shrinks, how far, and what is said when it is not enough."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.diagnostics import Severity
from studio.layout import layout
from studio.layout.fit import STEP, excess, first, fit
from studio.layout.flow import Shapes
from studio.model.geometry import Rect, Size
from studio.text.engine import TextEngine
from tests.layout.conftest import block, card, column, row, words

SQUARE = Size(1000, 1000)


def test_a_short_text_keeps_its_largest_size(shapes: Shapes) -> None:
    found = fit(card(column(words("t", "Short"))), SQUARE, shapes)
    assert found.fits
    assert found.sizes["t"] == 10
    assert not found.floor


def test_a_longer_text_shrinks_in_steps_and_fills_the_room(shapes: Shapes) -> None:
    root = column(words("t", "word " * 40))
    found = fit(card(root), SQUARE, shapes)
    assert found.fits
    assert 5 <= found.sizes["t"] < 10
    one_larger = {"t": found.sizes["t"] / STEP}
    from studio.layout.flow import Flow

    assert Flow(card(root), SQUARE, shapes, one_larger).run().over


def test_the_first_in_turn_gives_way_alone_if_that_is_enough(shapes: Shapes) -> None:
    root = column(words("a", "word " * 30, turn=0), words("b", "word " * 10, turn=1))
    sizes = fit(card(root), SQUARE, shapes).sizes
    assert sizes["a"] < 10
    assert sizes["b"] == 10


def test_texts_of_a_group_share_one_size(shapes: Shapes) -> None:
    root = column(words("a", "word " * 40, group="g"), words("b", "short", group="g"))
    found = fit(card(root), SQUARE, shapes)
    assert set(found.sizes) == {"g"}
    assert found.sizes["g"] < 10


def test_only_texts_that_stand_in_the_way_shrink(shapes: Shapes) -> None:
    """Two columns side by side: the full one shrinks, its neighbour does not."""
    left = column(words("a", "short", turn=0), name="left", width=45)
    right = column(words("b", "word " * 30, turn=1), name="right", width=45)
    sizes = fit(card(row(left, right)), SQUARE, shapes).sizes
    assert sizes["a"] == 10
    assert sizes["b"] < 10


def test_a_squeezed_box_blames_what_stands_beside_it(shapes: Shapes) -> None:
    inner = column(block("x", height=40), name="inner", grow=1)
    root = column(words("t", "word " * 24, turn=0), inner)
    found = fit(card(root), SQUARE, shapes)
    assert found.fits
    assert found.sizes["t"] < 10


def test_a_preferred_line_count_is_worth_a_smaller_size(shapes: Shapes) -> None:
    text = "a few words in one line that is a bit too long"
    plain = fit(card(column(words("t", text, max=5.2, min=3))), SQUARE, shapes)
    snug = fit(card(column(words("t", text, max=5.2, min=3, prefer_lines=1))), SQUARE, shapes)
    assert plain.sizes["t"] == 5.2
    assert 4.3 < snug.sizes["t"] < 5.2
    assert snug.flow.placed[-1].rect.height < plain.flow.placed[-1].rect.height


def test_too_much_text_is_an_error_that_says_how_much_to_cut(engine: TextEngine) -> None:
    text = " ".join(f"word{n}" for n in range(120))
    frame, found = layout(card(column(words("headline", text))), SQUARE, engine, lambda _f: SQUARE)
    error = next(d for d in found if d.severity is Severity.ERROR)
    assert error.code == "layout.overflow"
    assert (error.where.post, error.where.field, error.where.size) == ("post", "headline", "1000x1000")
    region = frame.region("headline")
    assert region is not None
    assert region.state == "over"
    assert Rect(0, 0, 1000, 1000).contains(region.ink, 1)
    cut = int(error.params["count"])
    shorter = " ".join(text.split()[:-cut])
    _, again = layout(card(column(words("headline", shorter))), SQUARE, engine, lambda _f: SQUARE)
    assert not [d for d in again if d.severity is Severity.ERROR]


def test_the_text_that_needs_the_smallest_cut_is_named(shapes: Shapes) -> None:
    root = column(words("a", "word " * 60, turn=0), words("b", "two words more", turn=1))
    found = excess(card(root), SQUARE, shapes)
    assert found is not None
    assert found[0].name == "a"


@settings(max_examples=40)
@given(st.lists(st.sampled_from(["a", "word", "considerable", "Donaudampfschiff", "и"]), max_size=90))
def test_text_is_always_whole_and_always_inside(engine: TextEngine, parts: list[str]) -> None:
    """The one rule, for any text: it is all there, and none of it is off the card."""
    text = " ".join(parts)
    frame, _found = layout(card(column(words("t", text))), SQUARE, engine, lambda _f: SQUARE)
    region = frame.region("t")
    if not text:
        assert region is None
        return
    assert region is not None
    assert region.text == text
    assert Rect(0, 0, 1000, 1000).contains(region.ink, 1.5)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_bisection_finds_the_first_good_one(low: int, high: int, edge: int) -> None:
    found = first(lambda n: n >= edge, low, high)
    assert found == (min(max(edge, low), high) if low < high else min(low, high))
