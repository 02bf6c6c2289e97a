"""QR codes: what a phone reads, and where the modules stand."""

from __future__ import annotations

from itertools import pairwise

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from studio.errors import InvalidInput
from studio.layout.qr import qr_path
from studio.model.color import Color
from studio.model.frame import Fill, Frame
from studio.model.geometry import Rect, Size
from studio.model.path import Path
from studio.paint import PictureStore, paint
from studio.text.fonts import FontLibrary

LINK = "https://www.unesco.org/en/media-information-literacy?a=1&b=2"
INK, WHITE = Color(16, 10, 51), Color(255, 255, 255)


def decoded(fonts: FontLibrary, path: Path, side: int) -> str:
    """What a decoder that knows nothing of us reads in the painted code."""
    frame = Frame(Size(side, side), WHITE, (Fill(path, INK),))
    surface = paint(frame, fonts, PictureStore(None))
    (found,) = zxingcpp.read_barcodes(Image.frombytes("RGB", (side, side), surface.rgb))
    assert found.format == zxingcpp.BarcodeFormat.QRCode
    return str(found.text)


@pytest.mark.parametrize(
    "link",
    [
        "https://example.org",
        LINK,
        "http://xn--e1afmkfd.example/" + "long-path/" * 20,
        "HTTPS://EXAMPLE.ORG/A",
    ],
)
@pytest.mark.parametrize("side", [496, 337])
def test_a_phone_reads_the_link(fonts: FontLibrary, link: str, side: int) -> None:
    path, _count, _module = qr_path(link, Rect(0, 0, side, side))
    assert decoded(fonts, path, side) == link


@pytest.mark.parametrize(
    ("link", "ascii_form"),
    [
        (
            "https://sr.example.org/вики?тема=%D0%B0&x=[1]#б",
            "https://sr.example.org/%D0%B2%D0%B8%D0%BA%D0%B8?%D1%82%D0%B5%D0%BC%D0%B0=%D0%B0&x=[1]#%D0%B1",
        ),
        ("http://пример.срб:8080/a", "http://xn--e1afmkfd.xn--90a3ac:8080/a"),
    ],
)
def test_other_letters_are_written_so_that_no_reader_has_to_guess(
    fonts: FontLibrary, link: str, ascii_form: str
) -> None:
    path, _count, _module = qr_path(link, Rect(0, 0, 496, 496))
    assert decoded(fonts, path, 496) == ascii_form


def test_a_fifth_of_the_code_may_be_lost(fonts: FontLibrary) -> None:
    path, count, module = qr_path("https://example.org/a", Rect(0, 0, 400, 400))
    start = path.bounds().x
    hole = Rect(start + module * 10, start + module * 10, module * (count - 20), module * (count - 20))
    kept = [path.ops[at : at + 5] for at in range(0, len(path.ops), 5)]
    holed = Path(tuple(op for run in kept if not hole.contains(Path(run).bounds()) for op in run))
    assert len(holed.ops) < len(path.ops)
    assert decoded(fonts, holed, 400) == "https://example.org/a"


@pytest.mark.parametrize("rect", [Rect(10.3, 20.7, 300.9, 310.2), Rect(0, 0, 496, 496)])
def test_modules_stand_on_whole_pixels(rect: Rect) -> None:
    path, count, module = qr_path(LINK, rect)
    assert module == int(module) >= 6
    assert all(float(n).is_integer() for _op, *numbers in path.ops for n in numbers)
    quiet = 4 * module
    box = path.bounds()
    assert box.width == box.height == count * module
    # A place snapped to whole pixels may lean half a pixel to one side.
    assert rect.contains(box.grown(quiet), slack=1)


def test_too_small_a_place_gives_small_modules_and_says_so() -> None:
    path, count, module = qr_path(LINK, Rect(0, 0, 30, 30))
    assert module == 30 / (count + 8) < 1
    assert Rect(0, 0, 30, 30).contains(path.bounds().grown(4 * module), slack=1e-9)


def test_runs_of_modules_are_one_rectangle_each() -> None:
    path, count, module = qr_path("https://example.org", Rect(0, 0, 1000, 1000))
    rows: dict[float, list[tuple[float, float]]] = {}
    for at in range(0, len(path.ops), 5):
        box = Path(path.ops[at : at + 5]).bounds()
        assert box.height == module
        rows.setdefault(box.y, []).append((box.x, box.right))
    assert len(rows) == count
    for runs in rows.values():
        assert runs == sorted(runs)
        assert all(right < left for (_, right), (left, _) in pairwise(runs))


@pytest.mark.parametrize(
    "link",
    [
        "",
        "example.org",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "mailto:a@b.org",
        "https://",
        "https:///path",
        "https://exa mple.org",
        "https://example.org/\n",
        "https://[1",
        "https://example.org:port/",
        "https://" + "ж" * 80 + ".org/",
        "ftp://example.org",
    ],
)
def test_only_web_addresses_become_codes(link: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        qr_path(link, Rect(0, 0, 100, 100))
    assert caught.value.diagnostics[0].code == "qr.link"


def test_a_link_that_no_code_holds_is_an_error() -> None:
    with pytest.raises(InvalidInput) as caught:
        qr_path("https://example.org/" + "é" * 2000, Rect(0, 0, 1000, 1000))
    (found,) = caught.value.diagnostics
    assert found.code == "qr.too-long"
    assert len(str(found)) < 400


@given(st.floats(-50, 50), st.floats(-50, 50), st.floats(1, 900), st.floats(1, 900), st.integers(0, 8))
def test_a_code_never_leaves_its_place(
    x: float, y: float, width: float, height: float, quiet: int
) -> None:
    rect = Rect(x, y, width, height)
    path, count, module = qr_path("https://example.org", rect, quiet)
    assert rect.contains(path.bounds(), slack=1)
    assert module * (count + 2 * quiet) <= min(width, height) + 1e-6
