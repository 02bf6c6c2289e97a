"""What gives way when all texts stand at their design's smallest size and something is still over."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from studio.layout.fit import DEEPEST, fit
from studio.layout.flow import Shapes
from studio.model.box import Container, Looks, Radii
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
    root = column(words("t", "word " * 22, min=8.0), block("rest", height=50), gap=4)
    assert not fit(card(root), SQUARE, shapes).fits


def test_then_gaps_and_panels_close(shapes: Shapes) -> None:
    """Of a gap and of what is above and below a panel's content three fifths are kept, not less."""

    def found(height: float, looks: Looks) -> bool:
        pad = Insets(5, 0, 5, 0)
        panel = Container(name="panel", children=(words("t", "word"),), padding=pad, looks=looks)
        root = column(panel, block("rest", height=height), gap=10)
        return fit(card(root), SQUARE, shapes).fits

    text, panel = 5 * 1.2, Looks(radii=Radii(1, 1, 1, 1))
    assert found(100 - 6 - 6 - text, panel)
    assert not found(100 - 6 - 6 - text + 0.1, panel)
    # What is no panel has its padding for the card's margins.
    assert found(100 - 6 - 10 - text, Looks())
    assert not found(100 - 6 - 10 - text + 0.1, Looks())


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
