"""Bleed: what ends at the card's edge goes on, everything else only moves."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.layout.bleed import with_bleed
from studio.model.color import Color
from studio.model.frame import Fill, Frame, Glyphs, Image, Item, Region, Stroke
from studio.model.geometry import Rect, Size
from studio.model.network import Paper
from studio.model.path import Corners, Path

INK = Color(0, 0, 0)
CARD, SHEET = Size(100, 200), Size(120, 220)


def bled(*items: Item) -> tuple[Item, ...]:
    return with_bleed(Frame(CARD, INK, items), SHEET).items


def bounds_of(item: Item) -> Rect:
    assert isinstance(item, Fill)
    return item.path.bounds()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (Rect(0, 0, 100, 200), Rect(0, 0, 120, 220)),
        (Rect(20, 30, 40, 50), Rect(30, 40, 40, 50)),
        (Rect(0, 30, 40, 50), Rect(0, 40, 50, 50)),
        (Rect(60, 150, 40, 50), Rect(70, 160, 50, 60)),
        (Rect(0, 0, 100, 10), Rect(0, 0, 120, 20)),
    ],
)
def test_panels_reach_the_edge_they_stand_at(before: Rect, after: Rect) -> None:
    (item,) = bled(Fill(Path.rect(before), INK))
    assert bounds_of(item) == after


def test_what_already_goes_beyond_the_edge_only_moves() -> None:
    outline = Path.ellipse(Rect(-30, 50, 80, 80))
    (item,) = bled(Fill(outline, INK))
    assert bounds_of(item) == outline.bounds().moved(10, 10)


def test_the_round_corner_of_a_panel_keeps_its_shape() -> None:
    (item,) = bled(Fill(Path.rounded(Rect(0, 100, 80, 100), Corners(right_top=40)), INK))
    assert isinstance(item, Fill)
    arc = next(op for op in item.path.ops if op[0] == "C")
    assert arc[-2:] == (90.0, 150.0)
    assert bounds_of(item) == Rect(0, 110, 90, 110)


def test_texts_lines_and_regions_move() -> None:
    frame = Frame(
        CARD,
        INK,
        (
            Glyphs("f", 10, INK, (1, 2), ((5, 6), (7, 8))),
            Stroke(Path.parse("M0 5 L100 5"), INK, 2),
        ),
        (Region("a", "text", Rect(1, 2, 3, 4), Rect(1, 2, 2, 2)),),
        rtl=True,
    )
    made = with_bleed(frame, SHEET)
    text, line = made.items

    assert isinstance(text, Glyphs)
    assert isinstance(line, Stroke)
    assert text.places == ((15, 16), (17, 18))
    assert list(line.path.points()) == [(10, 15), (110, 15)]
    assert made.regions[0].rect == Rect(11, 12, 3, 4)
    assert (made.size, made.rtl) == (SHEET, True)


def test_a_picture_at_the_edge_shows_more_of_itself_at_the_same_scale() -> None:
    (item,) = bled(Image("a", (0.25, 0.25, 0.5, 0.5), Rect(0, 0, 100, 100)))
    assert isinstance(item, Image)
    assert item.rect == Rect(0, 0, 120, 110)
    # 100 pixels show half of the picture, so 10 more on the left show 0.05 more.
    assert item.crop == pytest.approx((0.20, 0.20, 0.6, 0.55))


def test_a_picture_that_is_shown_whole_is_enlarged_evenly() -> None:
    (item,) = bled(Image("a", (0, 0, 1, 1), Rect(0, 0, 100, 200)))
    assert isinstance(item, Image)
    assert item.rect == Rect(0, 0, 120, 220)
    across, down = 120 / item.crop[2], 220 / item.crop[3]
    assert across / down == pytest.approx(100 / 200)
    assert max(item.crop[2:]) == pytest.approx(1)


def test_a_part_of_a_picture_inside_the_card_stays_in_its_place() -> None:
    (item,) = bled(Image("a", (0, 0, 1, 1), Rect(0, 0, 100, 200), Path.rect(Rect(20, 20, 30, 30))))
    assert isinstance(item, Image)
    assert item.clip is not None
    assert item.rect == Rect(10, 10, 100, 200)
    assert item.clip.bounds() == Rect(30, 30, 30, 30)


def test_a_part_of_a_picture_goes_with_the_picture_below_it() -> None:
    whole = Image("a", (0, 0, 1, 1), Rect(0, 0, 100, 200))
    part = Image("a", (0, 0, 1, 1), Rect(0, 0, 100, 200), Path.rect(Rect(20, 20, 30, 30)))
    below, above = bled(whole, part)
    assert isinstance(below, Image)
    assert isinstance(above, Image)
    assert (above.crop, above.rect) == (below.crop, below.rect)
    assert above.clip is not None
    assert above.clip.bounds() == Rect(30, 30, 30, 30)


SHARES = st.floats(0.05, 1)


@given(SHARES, SHARES, SHARES, SHARES, st.sampled_from(["left", "right", "both", "top", "all"]))
def test_crops_stay_in_the_picture(x: float, y: float, w: float, h: float, side: str) -> None:
    crop = (x * (1 - w), y * (1 - h), w, h)
    rect = {
        "left": Rect(0, 50, 50, 50),
        "right": Rect(50, 50, 50, 50),
        "both": Rect(0, 50, 100, 50),
        "top": Rect(20, 0, 50, 50),
        "all": Rect(0, 0, 100, 200),
    }[side]
    (item,) = bled(Image("a", crop, rect))
    assert isinstance(item, Image)
    left, top, width, height = item.crop
    assert min(left, top) >= 0
    assert left + width <= 1 + 1e-9
    assert top + height <= 1 + 1e-9
    # Nothing is stretched: shares by pixels keep their ratio.
    before = (w / rect.width) / (h / rect.height)
    assert (width / item.rect.width) / (height / item.rect.height) == pytest.approx(before)


@pytest.mark.parametrize("trim", [Size(210, 297), Size(148, 210), Size(85, 55)])
def test_a_sheet_of_paper_is_covered_to_the_pixel(trim: Size) -> None:
    paper = Paper(trim, 3, 300)
    made = with_bleed(Frame(paper.trimmed, INK, ()), paper.pixels)
    spare = [a - b for a, b in zip(paper.pixels, paper.trimmed, strict=True)]
    assert made.size == paper.pixels
    assert all(abs(one - 2 * 3 / 25.4 * 300) <= 1 for one in spare)
