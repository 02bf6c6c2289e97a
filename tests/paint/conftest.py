"""A font and a pack folder, small enough to think through."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image
from pixel_art import BLACK, BLUE, RED, WHITE

from studio.text.fonts import FontLibrary


@pytest.fixture(scope="session")
def tiny_fonts(tmp_path_factory: pytest.TempPathFactory) -> FontLibrary:
    """A font of a square with a hole (glyph 1), a space, a bar, and a glyph in two colours (4)."""
    builder = FontBuilder(100, isTTF=True)
    names = [".notdef", "frame", "space", "bar", "emoji"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap(
        {ord("o"): "frame", ord(" "): "space", ord("i"): "bar", ord("e"): "emoji"}
    )
    frame = _box(0, 0, 80, 80) + _box(20, 20, 60, 60)[::-1]
    builder.setupGlyf(
        {
            ".notdef": _glyph(),
            "frame": _glyph(frame[:4], frame[4:]),
            "space": _glyph(),
            "bar": _glyph(_box(0, 0, 40, 100)),
            "emoji": _glyph(_box(0, 0, 80, 80)),
        }
    )
    builder.setupHorizontalMetrics(dict.fromkeys(names, (100, 0)))
    builder.setupHorizontalHeader(ascent=100, descent=0)
    builder.setupNameTable({"familyName": "Tiny", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.setupCPAL([[(1.0, 0.0, 0.0, 1.0)]])
    # Palette entry 0xFFFF is the text's own colour.
    builder.setupCOLR({"emoji": [("frame", 0), ("bar", 0xFFFF)]}, version=0)
    folder = tmp_path_factory.mktemp("fonts")
    file = folder / "tiny.ttf"
    builder.save(file)
    data = file.read_bytes()
    lock = folder / "fonts.toml"
    lock.write_text(
        "[[package]]\n[[package.file]]\n"
        'key = "tiny"\nfamily = "Tiny"\nweight = 400\nfile = "tiny.ttf"\nset = "core"\n'
        f'scripts = ["Latn"]\nbytes = {len(data)}\nsha256 = "{hashlib.sha256(data).hexdigest()}"\n'
    )
    return FontLibrary(folder, lock)


def _box(left: int, low: int, right: int, high: int) -> list[tuple[int, int]]:
    return [(left, low), (left, high), (right, high), (right, low)]


def _glyph(*contours: list[tuple[int, int]]) -> object:
    pen = TTGlyphPen(None)
    for first, *others in contours:
        pen.moveTo(first)
        for point in others:
            pen.lineTo(point)
        pen.closePath()
    return pen.glyph()


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A pack's folder with a picture of four flat quarters: black, white, red, blue."""
    folder = tmp_path / "pack"
    (folder / "media").mkdir(parents=True)
    picture = Image.new("RGB", (40, 40))
    for color, place in zip(
        (BLACK, WHITE, RED, BLUE), ((0, 0), (20, 0), (0, 20), (20, 20)), strict=True
    ):
        picture.paste(color[:3], (*place, place[0] + 20, place[1] + 20))
    picture.save(folder / "media" / "quarters.png")
    return folder
