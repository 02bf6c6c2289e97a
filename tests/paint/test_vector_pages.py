"""Cards as PDF and SVG: other programs draw what the painter of pixels draws."""

from __future__ import annotations

import io
from pathlib import Path as FilePath
from xml.etree import ElementTree

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Pixels
from pixel_art import BLUE, RED, WHITE
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from studio.encode.pdf import encode_pdf
from studio.encode.svg import encode_svg
from studio.errors import InvalidInput
from studio.model.artifact import Metadata, Surface
from studio.model.color import Color
from studio.model.colorglyph import ColorLayer, LinearGradient, RadialGradient
from studio.model.frame import Fill, Frame, Glyphs, Image, Item, Stroke
from studio.model.geometry import Affine, Rect, Size
from studio.model.path import Path
from studio.paint import PictureStore, paint, pdf_page, svg_page
from studio.paint.pdf import outline
from studio.paint.vectors import fine, number
from studio.text.fonts import FontLibrary

SIDE = 96
GREEN = Color(0, 128, 0)
SEE_THROUGH = Color(0, 0, 255, 128)
ITEMS = {
    "fill": Fill(Path.rect(Rect(10, 20, 50, 40)), BLUE),
    "hole": Fill(Path.parse("M10 10 H80 V80 H10 Z M30 30 V60 H60 V30 Z"), RED),
    "curve": Fill(Path.parse("M10 48 Q48 -30 86 48 Q48 126 10 48 Z"), GREEN),
    "see-through": Fill(Path.ellipse(Rect(20, 20, 60, 60)), SEE_THROUGH),
    "stroke": Stroke(Path.parse("M20 20 L70 40 L30 80"), RED, 8),
    "glyphs": Glyphs("tiny", 60, BLUE, (1, 2, 3), ((10, 80), (30, 80), (66, 80))),
    "joined": Glyphs("tiny", 60, SEE_THROUGH, (3, 3), ((10, 80), (22, 80))),
    "emoji": Glyphs("tiny", 80, GREEN, (4,), ((10, 90),)),
    "picture": Image("media/quarters.png", (0, 0, 1, 1), Rect(8, 8, 80, 80)),
    "clipped": Image(
        "media/quarters.png", (0.5, 0, 0.5, 1), Rect(0, 0, 96, 96), Path.ellipse(Rect(8, 8, 80, 80))
    ),
    "cut": Image("media/quarters.png", (0, 0, 1, 1), Rect(-40, -40, 120, 120)),
}


def frame_of(*items: Item) -> Frame:
    return Frame(Size(SIDE, SIDE), WHITE, items)


def difference(one: Pixels.Image, surface: Surface) -> float:
    """The mean difference of two pictures, 0 to 255."""
    other = Pixels.frombytes("RGB", (surface.width, surface.height), surface.rgb)
    assert one.size == other.size
    pairs = zip(one.convert("RGB").tobytes(), other.tobytes(), strict=True)
    return sum(abs(a - b) for a, b in pairs) / len(surface.rgb)


def seen_in_pdf(data: bytes) -> Pixels.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[0].render(scale=96 / 72).to_pil()
    finally:
        document.close()


def seen_in_svg(data: bytes) -> Pixels.Image:
    renderer = QSvgRenderer(QByteArray(data))
    assert renderer.isValid()
    image = QImage(SIDE, SIDE, QImage.Format.Format_RGB888)
    image.fill(0)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return Pixels.frombytes("RGB", (SIDE, SIDE), bytes(image.constBits()), "raw", "RGB", SIDE * 3)


@pytest.mark.parametrize("name", ITEMS)
def test_a_pdf_reader_sees_the_painted_card(name: str, tiny_fonts: FontLibrary, pack: FilePath) -> None:
    frame, pictures = frame_of(ITEMS[name]), PictureStore(pack)
    painted = paint(frame, tiny_fonts, pictures)
    data = encode_pdf(pdf_page(frame, tiny_fonts, pictures, density=2), Metadata())

    assert difference(seen_in_pdf(data), painted) < 2.5
    assert difference(seen_in_pdf(data), paint(frame_of(), tiny_fonts, pictures)) > 5


@pytest.mark.parametrize("name", [n for n in ITEMS if n not in ("picture", "clipped", "cut")])
def test_an_svg_reader_sees_the_painted_card(
    name: str, tiny_fonts: FontLibrary, pack: FilePath
) -> None:
    frame, pictures = frame_of(ITEMS[name]), PictureStore(pack)
    data = encode_svg(svg_page(frame, tiny_fonts, pictures), Metadata())

    assert difference(seen_in_svg(data), paint(frame, tiny_fonts, pictures)) < 2.5


OPAQUE = ((0.0, RED), (0.5, GREEN), (1.0, BLUE))
FADING = ((0.2, RED), (0.8, Color(255, 0, 0, 0)))
GRADIENTS = {
    "linear": LinearGradient((10, 0), (80, 0), OPAQUE),
    "turned": LinearGradient((0, 0), (1, 0), OPAQUE, transform=Affine(0, 70, -70, 0, 0, 10)),
    "fading": LinearGradient((10, 10), (80, 80), FADING),
    "radial": RadialGradient((40, 40), 0, (48, 48), 40, OPAQUE),
    "fading-radial": RadialGradient((48, 48), 0, (48, 48), 40, FADING),
    "ring": RadialGradient((48, 48), 15, (48, 48), 40, FADING),
}


@pytest.mark.parametrize("name", GRADIENTS)
def test_gradients_of_emoji_look_the_same(
    name: str, tiny_fonts: FontLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    layer = ColorLayer(Path.rect(Rect(8, 8, 80, 80)), GRADIENTS[name])
    face = tiny_fonts.face("tiny")
    monkeypatch.setattr(face, "color_layers", lambda gid: (layer,))
    frame = frame_of(Glyphs("tiny", 100, RED, (4,), ((0, 0),)))
    pictures = PictureStore(None)
    painted = paint(frame, tiny_fonts, pictures)
    pdf = encode_pdf(pdf_page(frame, tiny_fonts, pictures), Metadata())
    svg = encode_svg(svg_page(frame, tiny_fonts, pictures), Metadata())

    assert difference(seen_in_pdf(pdf), painted) < 3
    if name == "ring":
        # The reader at hand knows no inner circle; browsers do.
        assert b' fr="15"' in svg
    else:
        assert difference(seen_in_svg(svg), painted) < 3


def test_equal_pictures_are_held_once(tiny_fonts: FontLibrary, pack: FilePath) -> None:
    one = ITEMS["picture"]
    page = pdf_page(frame_of(one, one, ITEMS["cut"]), tiny_fonts, PictureStore(pack))

    assert len(page.pictures) == 2
    assert page.body.count("/P1 Do") == 2


def test_a_page_has_more_of_a_picture_only_where_there_is_more(
    tiny_fonts: FontLibrary, pack: FilePath
) -> None:
    small = Image("media/quarters.png", (0, 0, 1, 1), Rect(0, 0, 16, 16))
    large = Image("media/quarters.png", (0, 0, 1, 1), Rect(0, 0, 80, 80))
    page = svg_page(frame_of(small, large), tiny_fonts, PictureStore(pack), density=2)

    # The file has 40 x 40: twice 16 is there to be had, twice 80 is not.
    assert [(one.width, one.height) for one in page.pictures] == [(32, 32), (80, 80)]


def test_a_picture_off_the_card_is_not_even_opened(tiny_fonts: FontLibrary, pack: FilePath) -> None:
    item = Image("media/none.png", (0, 0, 1, 1), Rect(500, 0, 10, 10))
    assert pdf_page(frame_of(item), tiny_fonts, PictureStore(pack)).pictures == ()


@pytest.mark.parametrize("draw", [pdf_page, svg_page])
def test_a_missing_picture_is_told(draw: object, tiny_fonts: FontLibrary, pack: FilePath) -> None:
    item = Image("media/none.png", (0, 0, 1, 1), Rect(0, 0, 10, 10))
    with pytest.raises(InvalidInput) as caught:
        draw(frame_of(item), tiny_fonts, PictureStore(pack))  # type: ignore[operator]
    assert caught.value.diagnostics[0].code == "picture.missing"


def test_an_svg_is_self_contained(tiny_fonts: FontLibrary, pack: FilePath) -> None:
    page = svg_page(frame_of(*ITEMS.values()), tiny_fonts, PictureStore(pack))
    root = ElementTree.fromstring(encode_svg(page, Metadata("A <b>", alt='Say "x" & y')))
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    links = [element.get("href", "") for element in root.iter() if element.get("href")]

    assert not names & {"script", "style", "foreignObject", "text", "font"}
    assert all(link.startswith(("#P", "data:image/")) for link in links)
    assert root.findtext("{http://www.w3.org/2000/svg}title") == "A <b>"
    assert root.findtext("{http://www.w3.org/2000/svg}desc") == 'Say "x" & y'


@given(st.floats(-1e6, 1e6))
def test_numbers_are_short_and_have_no_exponent(value: float) -> None:
    for text, slack in ((number(value), 6e-4), (fine(value), 6e-7)):
        assert "e" not in text
        assert text != "-0"
        assert abs(float(text) - value) <= slack + abs(value) * 1e-9


@given(st.tuples(*[st.integers(-50, 50)] * 6))
def test_a_quadratic_curve_keeps_its_middle_as_a_cubic(values: tuple[int, ...]) -> None:
    x, y, cx, cy, ex, ey = values
    operators = outline(Path((("M", x, y), ("Q", cx, cy, ex, ey)))).split()
    cubic = [float(n) for n in operators[3:9]]
    middle = [
        (start + 3 * one + 3 * two + end) / 8
        for start, one, two, end in zip((x, y), cubic[0:2], cubic[2:4], cubic[4:6], strict=True)
    ]

    assert operators[9] == "c"
    assert middle == pytest.approx([(x + 2 * cx + ex) / 4, (y + 2 * cy + ey) / 4], abs=2e-3)


def test_photos_are_jpegs_without_what_the_camera_said(tiny_fonts: FontLibrary, pack: FilePath) -> None:
    exif = Pixels.Exif()
    exif[0x0110] = "Camera 9"
    exif.get_ifd(0x8825).update({1: "N", 2: (44.0, 49.0, 12.0)})
    Pixels.linear_gradient("L").convert("RGB").save(pack / "photo.jpg", "JPEG", exif=exif)
    frame = frame_of(Image("photo.jpg", (0, 0, 1, 1), Rect(0, 0, 64, 64)))
    store = PictureStore(pack)
    for data in (
        encode_pdf(pdf_page(frame, tiny_fonts, store), Metadata()),
        encode_svg(svg_page(frame, tiny_fonts, store), Metadata()),
    ):
        assert not any(trace in data for trace in (b"Camera 9", b"Exif", b"GPS"))
    held = encode_pdf(pdf_page(frame, tiny_fonts, store), Metadata())
    at = held.index(b"\xff\xd8\xff")
    with Pixels.open(io.BytesIO(held[at:])) as picture:
        assert picture.size == (64, 64)
