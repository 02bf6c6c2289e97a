"""PDF files: sheets in millimetres, words inside, the same bytes every time."""

from __future__ import annotations

import re
import subprocess
import sys
from textwrap import dedent

import pypdfium2
import pytest

from studio.encode import encode_page
from studio.encode.pdf import MARGIN, MARK, encode_pdf
from studio.encode.xmp import packet
from studio.model.artifact import Metadata
from studio.model.geometry import Size
from studio.model.network import Paper
from studio.model.page import Page, Picture

A5 = Paper(Size(148, 210), 3, 300)
SAID = Metadata("Stop (now)", "A caption", "Плава картица 😀", "Ana", "sr-Cyrl", ("MILCLICKS",))


def red_page(size: Size) -> Page:
    return Page("pdf", size, f"1 0 0 rg 0 0 {size.width:g} {size.height:g} re f")


def boxes(data: bytes) -> dict[str, list[float]]:
    """The page's boxes in millimetres, as another program reads them."""
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        found = {
            "media": page.get_mediabox(),
            "bleed": page.get_bleedbox(),
            "trim": page.get_trimbox(),
        }
        return {name: [n / 72 * 25.4 for n in box] for name, box in found.items()}
    finally:
        document.close()


def test_a_sheet_has_its_size_bleed_and_margin_in_millimetres() -> None:
    found = boxes(encode_pdf(red_page(A5.pixels), SAID, A5))
    assert found["trim"] == pytest.approx([MARGIN, MARGIN, MARGIN + 148, MARGIN + 210], abs=0.01)
    assert found["bleed"] == pytest.approx([7, 7, 13 + 148, 13 + 210], abs=0.01)
    assert found["media"] == pytest.approx([0, 0, 168, 230], abs=0.01)


def test_colour_fills_the_bleed_and_marks_stand_outside_it() -> None:
    document = pypdfium2.PdfDocument(encode_pdf(red_page(A5.pixels), SAID, A5))
    try:
        picture = document[0].render(scale=300 / 72).to_pil().convert("RGB")
    finally:
        document.close()

    def at(x: float, y: float) -> tuple[int, ...]:
        pixel = picture.getpixel((round(x / 25.4 * 300), round(y / 25.4 * 300)))
        assert isinstance(pixel, tuple)
        return pixel

    assert at(7.2, 7.2) == at(84, 115) == at(160.8, 222.8) == (255, 0, 0)
    assert at(6.7, 115) == at(161.3, 115) == at(84, 6.7) == (255, 255, 255)
    # Marks lie on the lines of the cut, from the bleed outwards, and never on the card.
    for x, y in ((10, 4), (158, 4), (4, 10), (4, 220), (164, 220), (158, 226)):
        assert min(at(x + dx, y + dy)[0] for dx in (-0.1, 0, 0.1) for dy in (-0.1, 0, 0.1)) < 200
    assert at(10, 7.5) == (255, 0, 0)
    assert MARGIN - A5.bleed >= MARK


def test_without_paper_a_pixel_is_that_of_css() -> None:
    found = boxes(encode_pdf(red_page(Size(960, 480)), SAID))
    assert found["media"] == found["trim"] == pytest.approx([0, 0, 254, 127], abs=0.01)


def test_the_words_are_where_readers_look() -> None:
    data = encode_pdf(red_page(A5.pixels), SAID, A5)
    document = pypdfium2.PdfDocument(data)
    try:
        known = document.get_metadata_dict()
        assert known["Title"] == "Stop (now)"
        assert known["Keywords"] == "MILCLICKS"
        assert not known["CreationDate"]
        assert not known["ModDate"]
        assert not known["Producer"]
    finally:
        document.close()
    assert packet(SAID) in data
    assert b"/Alt <feff" + SAID.alt.encode("utf-16-be").hex().encode() + b">" in data
    assert b"/Lang (sr-Cyrl)" in data
    assert b"/S /GTS_PDFA1" in data
    assert b"/Marked true" in data


def test_nothing_in_it_runs_or_leads_away() -> None:
    data = encode_pdf(red_page(A5.pixels), SAID, A5)
    for name in (b"/JavaScript", b"/JS", b"/URI", b"/Launch", b"/OpenAction", b"/EmbeddedFile"):
        assert name not in data


def test_words_that_look_like_pdf_stay_words() -> None:
    nasty = Metadata("a) /JS (x \\", alt=") >> endobj", credit="\x00\x07(", language="en")
    document = pypdfium2.PdfDocument(encode_pdf(red_page(Size(10, 10)), nasty))
    try:
        assert document.get_metadata_dict()["Title"] == "a) /JS (x \\"
        assert len(document) == 1
    finally:
        document.close()


def test_pictures_with_transparency_show_what_is_below() -> None:
    half = Picture(bytes([0, 0, 255, 255, 0, 0, 255, 0]), 2, 1, 4)
    body = "1 0 0 rg 0 0 100 50 re f q 100 0 0 -50 0 50 cm /P1 Do Q"
    document = pypdfium2.PdfDocument(encode_pdf(Page("pdf", Size(100, 50), body, (half,)), Metadata()))
    try:
        picture = document[0].render(scale=96 / 72).to_pil().convert("RGB")
    finally:
        document.close()
    assert picture.getpixel((10, 25)) == (0, 0, 255)
    assert picture.getpixel((90, 25)) == (255, 0, 0)


def test_a_file_has_one_identifier_that_follows_from_its_content() -> None:
    one, other = red_page(A5.pixels), Page("pdf", A5.pixels, "0 0 1 rg 0 0 9 9 re f")
    ids = {
        re.search(rb"/ID \[\((\w+)\)", encode_pdf(page, SAID, A5))[1]  # type: ignore[index]
        for page in (one, one, other)
    }
    assert len(ids) == 2


def test_more_bytes_than_allowed_is_an_error() -> None:
    artifact = encode_page(red_page(A5.pixels), SAID, paper=A5, max_bytes=900)
    assert [found.code for found in artifact.diagnostics] == ["encode.over-budget"]
    assert artifact.format == "pdf"
    assert encode_page(red_page(A5.pixels), SAID, max_bytes=90_000).diagnostics == ()


@pytest.mark.parametrize("form", ["pdf", "svg"])
def test_the_same_page_has_the_same_bytes_in_every_process(form: str) -> None:
    code = dedent(
        f"""
        import hashlib
        from studio.encode import encode_page
        from studio.model.artifact import Metadata
        from studio.model.color import Color
        from studio.model.colorglyph import RadialGradient
        from studio.model.geometry import Size
        from studio.model.page import Page, Picture
        stops = ((0.0, Color(1, 2, 3)), (1.0, Color(9, 9, 9, 0)))
        gradient = RadialGradient((0, 0), 0, (5, 5), 9, stops)
        picture = Picture(bytes(range(48)), 4, 4, 3)
        words = Metadata("Stop", "A caption", "A blue card", "Ana", "sr-Cyrl", ("b", "a", "c"))
        page = Page({form!r}, Size(50, 40), "", (picture,), (gradient,), (3, 128))
        print(hashlib.sha256(encode_page(page, words).data).hexdigest())
        """
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "TZ": zone, "PATH": ""},
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Asia/Tokyo"))
    }
    assert len(runs) == 1
    assert len(runs.pop().strip()) == 64
