"""Rows, columns and layers: positions, by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from studio.layout.flow import Flow, Placed, Shapes
from studio.model.box import Container, Looks, Place, Setting
from studio.model.geometry import Insets, Rect, Size
from tests.layout.conftest import PAPER, block, card, column, row, words

Lay = Callable[..., dict[str, Placed]]


def test_a_column_stacks_with_gaps_and_padding(flow: Lay) -> None:
    root = column(
        block("a", height=10), block("b", height=20), gap=5, padding=Insets(1, 2, 3, 4)
    )  # fmt: skip
    placed = flow(root)
    assert placed["a"].rect == Rect(40, 10, 940, 100)
    assert placed["b"].rect == Rect(40, 160, 940, 200)


def test_growing_children_share_what_is_left_by_weight(flow: Lay) -> None:
    placed = flow(column(block("a", height=10), block("b", grow=1), block("c", grow=2)))
    assert placed["b"].rect.height == pytest.approx(300)
    assert placed["c"].rect.height == pytest.approx(600)


def test_a_child_at_its_maximum_leaves_the_rest_to_others(flow: Lay) -> None:
    placed = flow(column(block("a", grow=1, max_height=12), block("b", grow=1)))
    assert placed["a"].rect.height == pytest.approx(120)
    assert placed["b"].rect.height == pytest.approx(880)


def test_a_row_mirrors_for_right_to_left(flow: Lay) -> None:
    root = row(block("a", width=10), block("b", width=20), gap=5, align="center")
    left, right = flow(root), flow(root, "ar")
    assert left["a"].rect.x == 0
    assert left["b"].rect.x == 150
    assert right["a"].rect.x == 900
    assert right["b"].rect.x == 650


def test_space_between_pushes_to_the_ends(flow: Lay) -> None:
    root = row(block("a", width=10, height=5), block("b", width=10, height=5), justify="space-between")
    placed = flow(root)
    assert placed["b"].rect.right == 1000


@pytest.mark.parametrize(
    ("anchor", "left", "top"),
    [
        ("top-start", 30, 20),
        ("top", 430, 20),
        ("bottom-end", 770, 780),
        ("center", 430, 420),
        ("end", 770, 420),
    ],
)
def test_layers_stand_at_their_anchor(flow: Lay, anchor: str, left: float, top: float) -> None:
    child = block("a", width=20, height=20, place=Place(anchor, 3, 2))
    root = Container(name="root", kind="layers", children=(child,))
    assert flow(root)["a"].rect == Rect(left, top, 200, 200)
    mirrored = flow(root, "ar")["a"].rect
    assert mirrored.x == pytest.approx(1000 - left - 200)


def test_a_layer_may_bleed_off_the_card(flow: Lay) -> None:
    child = block("a", width=20, height=20, place=Place("bottom-end", -10, -10))
    root = Container(name="root", kind="layers", children=(child,))
    assert flow(root)["a"].rect == Rect(900, 900, 200, 200)


def test_text_takes_the_height_of_its_lines(flow: Lay) -> None:
    placed = flow(column(words("t", "one two three four five six seven eight nine ten")), t=10)
    lines = placed["t"].rect.height / 120
    assert lines == pytest.approx(round(lines))
    assert lines > 1


def test_a_hugging_text_gives_way_before_the_row_overflows(shapes: Shapes) -> None:
    long = words("t", "many words that would never fit into one line of this narrow row at all")
    root = row(block("a", width=50), long)
    flow = Flow(card(root), Size(1000, 1000), shapes, {"t": 4}).run()
    text = next(p for p in flow.placed if p.box.name == "t")
    assert text.rect.right <= 1000.5
    assert not flow.over


def test_what_does_not_fit_is_told_with_its_box(shapes: Shapes) -> None:
    root = column(words("t", "word " * 80))
    flow = Flow(card(root), Size(1000, 1000), shapes, {"t": 10}).run()
    assert {o.box for o in flow.over} == {"root"}


def test_ink_that_leaves_its_ground_is_an_overflow(shapes: Shapes) -> None:
    def over(text: str, turn: int) -> set[str]:
        tight = replace(words("t", text, turn=turn), setting=Setting(("Commissioner",), 700, 0.0, 0.95))
        band = column(tight, name="band", looks=Looks(fill=PAPER))
        root = column(band, block("rest", grow=1))
        return {o.box for o in Flow(card(root), Size(1000, 1000), shapes, {"t": 10}).run().over}

    assert over("Ếgjẹ", 0) == {"t"}
    assert over("aceno", 0) == set()
    assert over("Ếgjẹ", -1) == set()  # a text that never gives way alone


def test_ink_that_reaches_a_painted_neighbour_is_an_overflow(shapes: Shapes) -> None:
    """A hairline below would be drawn over the tail of a letter."""

    def over(text: str, looks: Looks) -> set[str]:
        tight = replace(words("t", text), setting=Setting(("Commissioner",), 700, 0.0, 0.95))
        line = replace(block("line", height=0.3), looks=looks)
        root = column(block("top", height=20), column(tight, name="item"), line)
        return {o.box for o in Flow(card(root), Size(1000, 1000), shapes, {"t": 10}).run().over}

    assert over("gjẹ", Looks(fill=PAPER)) == {"t"}
    assert over("gjẹ", Looks()) == set()
    assert over("aceno", Looks(fill=PAPER)) == set()


def test_a_word_wider_than_its_column_is_an_overflow(shapes: Shapes) -> None:
    root = column(words("t", "0123456789_0123456789_0123456789"))
    flow = Flow(card(root), Size(1000, 1000), shapes, {"t": 15}).run()
    assert {o.box for o in flow.over} == {"t"}


def test_body_text_divides_a_word_that_is_wider_than_its_column(shapes: Shapes) -> None:
    root = column(words("t", "Misinformation everywhere"))
    flow = Flow(card(root), Size(400, 1000), shapes, {"t": 15}).run()
    assert not flow.over


def test_a_headline_divides_a_word_only_if_it_may_and_at_its_smallest(shapes: Shapes) -> None:
    def fits(size: float, *, may: bool) -> bool:
        text = words("t", "Misinformation everywhere", balanced=True, hyphenate=may, min=15.0)
        return not Flow(card(column(text)), Size(400, 1000), shapes, {"t": size}).run().over

    assert fits(15, may=True)
    assert not fits(15, may=False)
    assert not fits(16, may=True)


def test_text_under_a_mark_that_wants_clear_ground_counts_as_too_large(shapes: Shapes) -> None:
    text = column(words("t", "one two three four five six seven eight nine"), name="page")
    mark = block("m", width=40, height=40, place=Place("top-end"), clear=True)
    root = Container(name="root", kind="layers", children=(mark, text))
    large = Flow(card(root), Size(1000, 1000), shapes, {"t": 9}).run()
    small = Flow(card(root), Size(1000, 1000), shapes, {"t": 1}).run()
    assert {o.box for o in large.over} == {"t"}
    assert not small.over
