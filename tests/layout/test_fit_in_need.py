"""What gives way when all texts stand at their design's smallest size and something is still over."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.layout.fit import DEEPEST, fit
from studio.layout.flow import Shapes
from studio.model.box import Container, Looks, Radii, Setting
from studio.model.geometry import Insets, Size
from tests.layout.conftest import block, card, column, words

SQUARE = Size(1000, 1000)


def headline(count: int, **keys: float) -> Container:
    """A headline that may be read down to a size of 4 u, above what takes half of the card."""
    text = words("t", "word " * count, min=8.0, legible=4.0, **keys)
    return column(text, block("rest", height=50), gap=4)


def test_a_headline_goes_on_to_what_can_be_read_but_stays_one(shapes: Shapes) -> None:
    roomy, tight = (fit(card(headline(count)), SQUARE, shapes) for count in (14, 22))
    assert roomy.sizes["t"] >= 8 > tight.sizes["t"] >= 8 * DEEPEST > 4
    assert tight.fits
    assert tight.floor == {"t"}


def test_what_nobody_asked_to_read_stays_at_its_smallest(shapes: Shapes) -> None:
    root = column(words("t", "word " * 30, min=8.0), block("rest", height=50), gap=4)
    assert not fit(card(root), SQUARE, shapes).fits


def test_then_gaps_and_panels_close(shapes: Shapes) -> None:
    """Of a gap and of what is above and below a panel's content three fifths are kept, not less."""

    def found(height: float, looks: Looks) -> bool:
        pad = Insets(5, 0, 5, 0)
        # No line height to spare: the letters are as high as their line.
        text = replace(words("t", "Ťyp"), setting=Setting(("Commissioner",), 700, 0.0, 1.0))
        panel = Container(name="panel", children=(text,), padding=pad, looks=looks)
        root = column(panel, block("rest", height=height), gap=10)
        return fit(card(root), SQUARE, shapes).fits

    text, panel = 5 * 1.0, Looks(radii=Radii(1, 1, 1, 1))
    assert found(100 - 6 - 6 - text, panel)
    assert not found(100 - 6 - 6 - text + 0.1, panel)
    # What is no panel has its padding for the card's margins.
    assert found(100 - 6 - 10 - text, Looks())
    assert not found(100 - 6 - 10 - text + 0.1, Looks())


def test_then_lines_come_closer_as_far_as_their_ink_allows(shapes: Shapes) -> None:
    """Seven tenths of a line height are kept, more where marks and tails would meet."""

    def least(text: str) -> float:
        box = replace(words("t", text, max=5.0), setting=Setting(("Commissioner",), 700, 0.0, 1.6))
        heights = [n / 10 for n in range(100, 250)]
        return next(
            h for h in heights if fit(card(column(replace(box, height=h))), SQUARE, shapes).fits
        )

    plain, marked = least("nun nun " * 7), least("Ǻg Ǻg Ǻg " * 7)
    assert plain == pytest.approx(2 * 5 * 1.6 * 0.7, abs=0.2)
    assert plain < marked <= 2 * 5 * 1.6


@pytest.mark.parametrize("rest", [50, 58, 66, 74, 80])
@pytest.mark.parametrize(
    ("name", "text"), [("en", "Ǻg word pQ " * 7), ("ar", "لأُمَّةٍ يَجْعَلُ " * 7), ("en", "nun " * 24)]
)
def test_lines_that_came_closer_keep_their_ink_apart(
    shapes: Shapes, name: str, text: str, rest: float
) -> None:
    found = fit(card(column(words("t", text, name), block("rest", height=rest))), SQUARE, shapes)
    placed = next(one for one in found.flow.placed if one.box.name == "t")
    layout = found.flow.text_layout(placed)
    if layout.height < len(layout.lines) * 1.2 * layout.size - 0.01:
        inks = [line.ink for line in layout.lines]
        assert all(upper.bottom < lower.y for upper, lower in pairwise(inks))
        assert inks[0].y > -0.01
        assert inks[-1].bottom < layout.height + 0.01
    if found.fits:
        assert layout.height <= placed.rect.height + 0.5


def test_a_headline_divides_a_word_that_is_wider_than_the_card(shapes: Shapes) -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 2
    box = words("t", long, "de", balanced=True)
    found = fit(card(column(box)), SQUARE, shapes)
    assert found.fits
    assert found.sizes["t"] == 5
    assert not fit(card(column(words("t", "x" * 60, "de", balanced=True))), SQUARE, shapes).fits


def test_under_its_floor_a_card_keeps_its_boxes(shapes: Shapes) -> None:
    """Only texts go on shrinking: a foot at a tenth of its height holds nothing."""
    foot = block("foot", height=20, shrink_to=0.8, group="foot")
    found = fit(card(column(words("t", "word " * 300), foot)), SQUARE, shapes)
    assert not found.fits
    assert found.sizes["foot"] == 0.8
    assert not found.flow.over


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(1, 40), st.integers(0, 2)), min_size=1, max_size=4),
    st.floats(0, 60),
    st.floats(0, 8),
)
def test_what_fits_has_nothing_over(
    shapes: Shapes, texts: list[tuple[int, int]], height: float, gap: float
) -> None:
    boxes = [
        words(f"t{n}", "words " * count, turn=turn, min=4.0, legible=3.0)
        for n, (count, turn) in enumerate(texts)
    ]
    found = fit(card(column(*boxes, block("rest", height=height), gap=gap)), SQUARE, shapes)
    assert not (found.fits and found.flow.over)
