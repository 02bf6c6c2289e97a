"""From boxes to outlines: corners, selections, pictures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.layout import layout
from studio.layout.emit import cropped, physical, snapped
from studio.model.box import Card, Looks, PictureBox, Radii, Selected, TextBox
from studio.model.brand import Selection
from studio.model.color import Color
from studio.model.frame import Fill, Frame, Glyphs, Image
from studio.model.geometry import Rect, Size
from studio.model.path import Path
from studio.text.engine import TextEngine
from tests.layout.conftest import INK, block, card, column, words

YELLOW, BLUE, WHITE = Color(255, 255, 0), Color(0, 0, 255), Color(255, 255, 255)
SELECTED = Selected(Selection(0.085, 0.05, 0.21, 2.2, 0.1), 0.845, 0.23, 0.05, YELLOW, BLUE)
SQUARE = Size(1000, 1000)


def frame_of(tree: Card, engine: TextEngine) -> Frame:
    return layout(tree, SQUARE, engine, lambda _file: Size(2000, 1000))[0]


def fills(frame: Frame, color: Color) -> list[Rect]:
    return [i.path.bounds() for i in frame.items if isinstance(i, Fill) and i.color == color]


def selected_text(text: str, lang: str = "en") -> TextBox:
    return words("t", text, lang, selected=SELECTED, balanced=True)


def test_the_selection_is_a_box_and_two_drops_behind_the_words(engine: TextEngine) -> None:
    frame = frame_of(card(column(selected_text("Read **this** now"))), engine)
    box, opening, closing = fills(frame, YELLOW)
    assert opening.right > box.x > opening.x
    assert opening.y < box.y < opening.bottom
    assert closing.x < box.right < closing.right
    assert closing.y < box.bottom < closing.bottom
    glyphs = [i for i in frame.items if isinstance(i, Glyphs)]
    assert {g.color for g in glyphs} == {INK, BLUE}
    inside = [x for g in glyphs if g.color == BLUE for x, _y in g.places]
    assert min(inside) > box.x
    assert max(inside) < box.right


def test_each_line_of_a_selection_has_its_box(engine: TextEngine) -> None:
    frame = frame_of(card(column(selected_text("**" + "many words selected " * 3 + "**"))), engine)
    region = frame.region("t")
    assert region is not None
    assert region.lines > 1
    assert len(fills(frame, YELLOW)) == region.lines + 2


def test_in_arabic_the_first_drop_is_on_the_right(engine: TextEngine) -> None:
    tree = card(column(selected_text("اقرأ **العنوان** جيدا", "ar")), "ar")
    box, opening, closing = fills(frame_of(tree, engine), YELLOW)
    assert opening.x < box.right < opening.right
    assert closing.x < box.x < closing.right


def test_one_sharp_corner_points_with_the_reading_direction() -> None:
    radii = [5.0, 5.0, 5.0, 0.0]  # sharp at bottom-start
    assert physical(radii, rtl=False).left_bottom == 0
    assert physical(radii, rtl=True).right_bottom == 0


def test_edges_lie_on_whole_pixels(engine: TextEngine) -> None:
    looks = Looks(fill=YELLOW)
    frame = frame_of(card(column(block("a", height=33.333, looks=looks))), engine)
    assert fills(frame, YELLOW) == [Rect(0, 0, 1000, 333)]


def test_an_outline_stays_inside_its_box(engine: TextEngine) -> None:
    looks = Looks(outline=YELLOW, outline_width=1, radii=Radii(4, 4, 4, 4), sharp=3)
    frame = frame_of(card(column(block("a", height=20, looks=looks))), engine)
    stroke = frame.items[0]
    assert not isinstance(stroke, Image | Glyphs)
    assert Rect(0, 0, 1000, 200).contains(stroke.path.bounds().grown(5), 0.01)


focus = st.tuples(st.floats(0, 1), st.floats(0, 1))
sides = st.floats(10, 4000)


@given(st.builds(Size, sides, sides), st.builds(Size, sides, sides), focus)
def test_a_cover_crop_is_inside_the_picture_and_keeps_its_shape(
    source: Size, into: Size, at: tuple[float, float]
) -> None:
    (left, top, width, height), shown = cropped(source, Rect(0, 0, *into), at, contain=False)
    assert shown == Rect(0, 0, *into)
    assert -1e-9 <= left <= left + width <= 1 + 1e-9
    assert -1e-9 <= top <= top + height <= 1 + 1e-9
    ratio = (width * source.width) / (height * source.height)
    assert ratio == pytest.approx(into.width / into.height)
    assert left - 1e-9 <= at[0] <= left + width + 1e-9
    assert top - 1e-9 <= at[1] <= top + height + 1e-9


@given(st.builds(Size, sides, sides), st.builds(Size, sides, sides))
def test_a_contained_picture_is_whole_and_inside(source: Size, into: Size) -> None:
    crop, shown = cropped(source, Rect(0, 0, *into), (0.5, 0.5), contain=True)
    assert crop == (0, 0, 1, 1)
    assert Rect(0, 0, *into).contains(shown, 1e-6)


def test_a_selected_detail_is_shown_in_true_colour_inside_its_frame(engine: TextEngine) -> None:
    tones = (INK, BLUE, WHITE)
    picture = PictureBox(
        name="p",
        file="x.png",
        height=50,
        duotone=tones,
        detail=(0.4, 0.4, 0.2, 0.2),
        frame_color=YELLOW,
    )
    frame = frame_of(card(column(picture)), engine)
    whole, detail = (i for i in frame.items if isinstance(i, Image))
    assert whole.duotone == tones
    assert detail.duotone is None
    assert detail.clip is not None
    assert detail.clip == Path.rect(snapped(detail.clip.bounds()))
    assert detail.rect == whole.rect
