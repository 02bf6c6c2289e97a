import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.color import Color, contrast
from studio.model.geometry import Affine, Insets, Rect, Size

numbers = st.floats(-1000, 1000, allow_nan=False)
rects = st.builds(Rect, numbers, numbers, st.floats(0, 500), st.floats(0, 500))


def test_sizes_are_read_as_people_write_them() -> None:
    assert Size.parse("1080x1350") == (1080, 1350)
    assert str(Size(1080, 566)) == "1080x566"


@pytest.mark.parametrize("text", ["", "1080", "1080x", "0x10", "-5x10", "1e3x10", "10x10x10", "١٠x١٠"])
def test_other_writings_of_a_size_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Size.parse(text)


def test_insets_follow_the_reading_direction() -> None:
    room = Rect(0, 0, 100, 50)
    by = Insets(top=1, end=2, bottom=3, start=10)
    assert room.inset(by) == Rect(10, 1, 88, 46)
    assert room.inset(by, rtl=True) == Rect(2, 1, 88, 46)


@given(rects, rects)
def test_a_union_holds_both(one: Rect, other: Rect) -> None:
    both = one.united(other)
    assert both.contains(one, 1e-6)
    assert both.contains(other, 1e-6)


@given(rects.filter(lambda r: r.width > 1 and r.height > 1), rects)
def test_fitting_maps_corners_to_corners(view: Rect, into: Rect) -> None:
    plain, flipped = Affine.fit(view, into), Affine.fit(view, into, flip=True)
    assert plain.apply(view.x, view.y) == pytest.approx((into.x, into.y), abs=1e-6)
    assert flipped.apply(view.x, view.bottom) == pytest.approx((into.right, into.bottom), abs=1e-6)


def test_contrast_agrees_with_the_published_examples() -> None:
    white = Color.parse("#FFFFFF")
    assert contrast(Color.parse("#000000"), white) == pytest.approx(21)
    assert contrast(Color.parse("#767676"), white) >= 4.5 > contrast(Color.parse("#777777"), white)


@pytest.mark.parametrize("text", ["", "red", "#12", "#12345", "#GGGGGG", "#123456789"])
def test_colours_are_written_in_one_way(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        Color.parse(text)


def test_a_colour_prints_as_it_is_read() -> None:
    assert str(Color.parse("#2013f2")) == "#2013F2"
    assert str(Color.parse("#2013F280")) == "#2013F280"
    assert Color(0, 0, 0).mix(Color(255, 255, 255), 0.5) == (128, 128, 128, 255)
