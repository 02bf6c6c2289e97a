"""What each kind of item looks like, pixel by pixel."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path as FilePath
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pixel_art import BLACK, BLUE, RED, WHITE, art

from studio.errors import InvalidInput
from studio.model.artifact import Surface
from studio.model.color import Color
from studio.model.frame import Fill, Frame, Glyphs, Image, Item, Stroke
from studio.model.geometry import Rect, Size
from studio.model.path import Corners, Path
from studio.paint import PictureStore, paint
from studio.paint.outlines import on_pixels
from studio.text.fonts import FontLibrary

Painter = Callable[..., Surface]


class NoFonts:
    """For frames without text."""


NO_FONTS: FontLibrary = NoFonts()  # type: ignore[assignment]


@pytest.fixture
def painted(tiny_fonts: FontLibrary, pack: FilePath) -> Painter:
    """Paint items on white."""

    def run(width: float, height: float, *items: Item) -> Surface:
        return paint(Frame(Size(width, height), WHITE, items), tiny_fonts, PictureStore(pack))

    return run


def looks(surface: Surface, expected: str) -> None:
    assert art(surface) == dedent(expected).strip()


def test_an_outline_on_whole_pixels_has_no_grey_edge(painted: Painter) -> None:
    looks(
        painted(6, 4, Fill(Path.rect(Rect(1, 1, 4, 2)), BLACK)),
        """
        ......
        .####.
        .####.
        ......
        """,
    )


def test_rows_of_a_width_that_is_no_multiple_of_four_are_packed(painted: Painter) -> None:
    surface = painted(5, 3, Fill(Path.rect(Rect(0, 1, 5, 1)), BLACK))
    assert len(surface.rgb) == 5 * 3 * 3
    looks(
        surface,
        """
        .....
        #####
        .....
        """,
    )


@given(
    st.lists(
        st.tuples(*[st.integers(-3, 12)] * 2, *[st.integers(0, 9)] * 2).map(lambda n: Rect(*n)),
        max_size=6,
    ),
    st.sampled_from([255, 128]),
)
def test_outlines_on_pixels_look_as_if_they_were_smoothed(boxes: list[Rect], alpha: int) -> None:
    """Painting them without smoothing is only faster; a curve of no size turns the short cut off."""
    path = Path(tuple(op for box in boxes for op in Path.rect(box).ops))
    smooth = path.joined(Path((("M", 0, 0), ("Q", 0, 0, 0, 0), ("Z",))))
    assert on_pixels(path)
    assert not on_pixels(smooth)
    ink = Color(9, 99, 199, alpha)
    one, other = (
        paint(Frame(Size(12, 11), WHITE, (Fill(p, ink),)), NO_FONTS, PictureStore(None))
        for p in (path, smooth)
    )
    assert one.rgb == other.rgb


@pytest.mark.parametrize(
    "data",
    [
        "M0 0 L4 3 L0 3 Z",
        "M0 0 H4 V3",
        "M0 0 H4 V3.5 H0 Z",
        "M0.5 0 H4 V3 H0.5 Z",
        "M0 0 Q1 1 2 2 Z",
        "M0 0 H4 V3 M5 5 H6 V6 H5 Z",
    ],
)
def test_other_outlines_are_smoothed(data: str) -> None:
    assert not on_pixels(Path.parse(data))


def test_half_covered_pixels_are_half_inked(painted: Painter) -> None:
    surface = painted(3, 1, Fill(Path.rect(Rect(0.5, 0, 2, 1)), BLACK))
    left, middle, right = surface.rgb[0], surface.rgb[3], surface.rgb[6]
    assert middle == 0
    assert left == right
    assert left == pytest.approx(127, abs=1)


def test_outlines_are_filled_by_the_non_zero_rule(painted: Painter) -> None:
    over = Path.rect(Rect(1, 1, 4, 3)).joined(Path.rect(Rect(3, 2, 4, 3)))
    looks(
        painted(8, 6, Fill(over, BLACK)),
        """
        ........
        .####...
        .######.
        .######.
        ...####.
        ........
        """,
    )


def test_an_inner_outline_the_other_way_round_is_a_hole(painted: Painter) -> None:
    hole = Path.parse("M0 0 H6 V5 H0 Z M2 2 V3 H4 V2 Z")
    looks(
        painted(6, 5, Fill(hole, BLACK)),
        """
        ######
        ######
        ##..##
        ######
        ######
        """,
    )


def test_three_round_corners_and_a_sharp_one(painted: Painter) -> None:
    looks(
        painted(8, 8, Fill(Path.rounded(Rect(0, 0, 8, 8), Corners(4, 4, 4, 0)), BLACK)),
        """
        .++++++.
        ++####++
        +######+
        +######+
        #######+
        #######+
        ######++
        ####+++.
        """,
    )


def test_later_items_lie_on_earlier_ones(painted: Painter) -> None:
    one, two = Fill(Path.rect(Rect(0, 0, 3, 2)), RED), Fill(Path.rect(Rect(2, 1, 2, 2)), BLUE)
    looks(
        painted(4, 3, one, two),
        """
        rrr.
        rrbb
        ..bb
        """,
    )


def test_a_stroke_has_round_ends_on_both_sides_of_its_line(painted: Painter) -> None:
    line = Path.parse("M4 3 L10 3")
    surface = painted(14, 6, Stroke(line, BLACK, 4))
    looks(
        surface,
        """
        ..............
        ..++######++..
        ..+########+..
        ..+########+..
        ..++######++..
        ..............
        """,
    )


def test_strokes_meet_in_round_corners(painted: Painter) -> None:
    corner = painted(12, 12, Stroke(Path.parse("M3 9 V3 H9"), BLACK, 4))
    rows = art(corner).splitlines()
    # A square joint would ink the outermost pixel, a cut one would leave its neighbours white.
    assert rows[1][1] == "+"
    assert rows[1][2:4] == "+#"
    assert rows[5][1:5] == "####"


def test_glyphs_stand_on_their_baseline(painted: Painter) -> None:
    run = Glyphs("tiny", 10, BLACK, (1, 2, 3), ((1, 9), (9, 9), (10, 9)))
    looks(
        painted(15, 10, run),
        """
        ..........####.
        .########.####.
        .########.####.
        .##....##.####.
        .##....##.####.
        .##....##.####.
        .##....##.####.
        .########.####.
        .########.####.
        ...............
        """,
    )


def test_a_size_is_pixels_per_em(painted: Painter) -> None:
    looks(
        painted(5, 5, Glyphs("tiny", 5, BLACK, (1,), ((0, 4),))),
        """
        ####.
        #..#.
        #..#.
        ####.
        .....
        """,
    )


def test_translucent_letters_that_overlap_are_one_ink(painted: Painter) -> None:
    ink = Color(0, 0, 0, 128)
    surface = painted(8, 10, Glyphs("tiny", 10, ink, (3, 3), ((0, 10), (2, 10))))
    row = surface.rgb[: 8 * 3 : 3]
    assert len(set(row[:6])) == 1
    assert row[0] == pytest.approx(127, abs=1)
    assert set(row[6:]) == {255}


def test_colour_glyphs_bring_their_colours_and_take_the_texts(painted: Painter) -> None:
    looks(
        painted(9, 10, Glyphs("tiny", 10, BLUE, (4,), ((0, 10),))),
        """
        bbbb.....
        bbbb.....
        bbbbrrrr.
        bbbbrrrr.
        bbbb..rr.
        bbbb..rr.
        bbbb..rr.
        bbbb..rr.
        bbbbrrrr.
        bbbbrrrr.
        """,
    )


def test_a_picture_fills_its_rectangle(painted: Painter) -> None:
    item = Image("media/quarters.png", (0, 0, 1, 1), Rect(1, 1, 20, 20))
    rows = art(painted(22, 22, item)).splitlines()
    assert rows[0] == rows[21] == "." * 22
    # Resampling mixes colours only where they meet.
    assert rows[5][1:8] == "#" * 7
    assert rows[16][1:8] == "r" * 7
    assert rows[16][14:21] == "b" * 7
    assert rows[5][14:21] == "." * 7


def test_a_crop_takes_shares_of_the_source(painted: Painter) -> None:
    item = Image("media/quarters.png", (0.7, 0.7, 0.2, 0.2), Rect(0, 0, 4, 4))
    looks(painted(4, 4, item), "\n".join(["bbbb"] * 4))


def test_a_picture_is_clipped_to_its_shape(painted: Painter) -> None:
    shape = Path.parse("M0 0 H2 V4 H0 Z M4 0 H6 V2 H4 Z")
    item = Image("media/quarters.png", (0.1, 0.75, 0.2, 0.2), Rect(0, 0, 6, 4), shape)
    looks(
        painted(6, 4, item),
        """
        rr..rr
        rr..rr
        rr....
        rr....
        """,
    )


def test_a_shape_beyond_the_picture_stays_empty_there(painted: Painter) -> None:
    crop, rect = (0.1, 0.75, 0.2, 0.2), Rect(1, 1, 3, 2)
    looks(
        painted(6, 4, Image("media/quarters.png", crop, rect, Path.rect(Rect(0, 0, 6, 4)))),
        """
        ......
        .rrr..
        .rrr..
        ......
        """,
    )


def test_a_picture_that_leaves_the_card_is_cut_off(painted: Painter) -> None:
    item = Image("media/quarters.png", (0, 0, 1, 1), Rect(-20, -20, 40, 40))
    surface = painted(20, 20, item)
    whole = painted(40, 40, Image("media/quarters.png", (0, 0, 1, 1), Rect(0, 0, 40, 40)))
    rows = art(whole).splitlines()[20:]
    looks(surface, "\n".join(row[20:] for row in rows))


def test_a_picture_off_the_card_is_not_even_opened(painted: Painter) -> None:
    item = Image("media/none.png", (0, 0, 1, 1), Rect(50, 50, 10, 10))
    assert set(painted(4, 4, item).rgb) == {255}


def test_a_part_of_a_picture_looks_as_it_does_in_the_whole(painted: Painter, pack: FilePath) -> None:
    from PIL import Image as Pixels

    Pixels.effect_mandelbrot((200, 150), (-2, -1.5, 1, 1.5), 60).save(pack / "a.png")
    crop, rect, part = (0.1, 0.1, 0.7, 0.8), Rect(0.4, 0.7, 60.3, 44.2), Rect(20, 10, 15, 12)
    whole = art(painted(62, 46, Image("a.png", crop, rect)), levels())
    clipped = art(painted(62, 46, Image("a.png", crop, rect, Path.rect(part))), levels())
    for y, (one, other) in enumerate(zip(whole.splitlines(), clipped.splitlines(), strict=True)):
        if 10 <= y < 22:
            near = [abs(ord(a) - ord(b)) for a, b in zip(one[20:35], other[20:35], strict=True)]
            assert max(near) <= 1


def levels() -> dict[str, Color]:
    """A letter for each grey level, neighbours next to each other."""
    return {chr(0x4E00 + level): Color(level, level, level) for level in range(256)}


def test_a_picture_between_pixels_covers_the_edge_in_part(painted: Painter) -> None:
    item = Image("media/quarters.png", (0.05, 0.05, 0.3, 0.3), Rect(1.5, 0, 2, 1))
    surface = painted(5, 1, item)
    assert [surface.rgb[0], surface.rgb[6], surface.rgb[12]] == [255, 0, 255]
    assert surface.rgb[3] == surface.rgb[9] == pytest.approx(127, abs=2)


def test_a_duotone_maps_dark_and_light_to_its_ends(painted: Painter) -> None:
    tones = (Color(10, 20, 30), Color(90, 80, 248), Color(205, 246, 74))
    item = Image("media/quarters.png", (0, 0, 1, 0.5), Rect(0, 0, 16, 8), duotone=tones)
    surface = painted(16, 8, item)
    inks = {"s": tones[0], "l": tones[2]}
    assert {row[:6] for row in art(surface, inks).splitlines()[:5]} == {"ssssss"}
    assert {row[-6:] for row in art(surface, inks).splitlines()[:5]} == {"llllll"}


def test_transparent_parts_of_a_picture_show_the_ground(painted: Painter, pack: FilePath) -> None:
    from PIL import Image as Pixels

    logo = Pixels.new("RGBA", (8, 8), (0, 0, 255, 0))
    logo.paste((0, 0, 255, 255), (0, 0, 4, 8))
    logo.save(pack / "logo.png")
    item = Image("logo.png", (0, 0, 1, 1), Rect(0, 0, 8, 2))
    looks(
        painted(8, 2, Fill(Path.rect(Rect(0, 1, 8, 1)), RED), item),
        """
        bbbb....
        bbbbrrrr
        """,
    )


def test_an_unusable_picture_stops_the_card_and_not_the_painter(painted: Painter) -> None:
    with pytest.raises(InvalidInput) as caught:
        painted(4, 4, Image("media/none.png", (0, 0, 1, 1), Rect(0, 0, 4, 4)))
    assert caught.value.diagnostics[0].code == "picture.missing"
    assert set(painted(4, 4).rgb) == {255}


def test_the_same_frame_has_the_same_pixels_in_another_process(fonts: FontLibrary) -> None:
    code = dedent(
        """
        import hashlib, sys
        from studio.model.color import Color
        from studio.model.frame import Fill, Frame, Glyphs, Stroke
        from studio.model.geometry import Rect, Size
        from studio.model.path import Path
        from studio.paint import PictureStore, paint
        from studio.resources import Resources
        from studio.text.fonts import FontLibrary
        found = Resources.find()
        fonts = FontLibrary(found.fonts, found.font_lock)
        ids = tuple(range(30, 60))
        frame = Frame(Size(200, 90), Color(32, 19, 242), (
            Fill(Path.ellipse(Rect(3.3, 4.7, 80, 60)), Color(205, 246, 74)),
            Stroke(Path.parse("M10 80 L190 70 Q100 10 50 50"), Color(255, 255, 255, 200), 3.3),
            Glyphs("commissioner-900", 31.7, Color(255, 255, 255), ids,
                   tuple((7.3 * n, 40.1 + n) for n in range(30))),
        ))
        print(hashlib.sha256(paint(frame, fonts, PictureStore(None)).rgb).hexdigest())
        from PySide6.QtCore import QCoreApplication
        assert QCoreApplication.instance() is None
        assert "PySide6.QtWidgets" not in sys.modules
        """
    )
    assert "commissioner-900" in {entry.key for entry in fonts.entries}
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PATH": "", "QT_QPA_PLATFORM": "offscreen"},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
    assert len(runs.pop().strip()) == 64
