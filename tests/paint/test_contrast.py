"""Whether a painted text can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pixels

from studio.layout import layout
from studio.model.box import Container, Looks, PictureBox, Place
from studio.model.color import Color
from studio.model.geometry import Size
from studio.paint import PictureStore
from studio.paint.checks import check_contrast
from studio.text.engine import TextEngine
from studio.text.fonts import FontLibrary
from tests.layout.conftest import card, words

GREY, DARK, WHITE = Color(150, 150, 150), Color(60, 60, 60), Color(255, 255, 255)
SIZE = Size(400, 400)


def codes(root: Container, fonts: FontLibrary, folder: Path) -> list[str]:
    store = PictureStore(folder)
    frame, _ = layout(card(root), SIZE, TextEngine(fonts), store.size)
    return [d.code for d in check_contrast(frame, fonts, store)]


def over(*under: PictureBox | Container, ink: Color, size: float) -> Container:
    text = words("t", "Words to read", color=ink, max=size, min=size)
    return Container(name="root", kind="layers", children=(*under, text))


@pytest.mark.parametrize(
    ("ink", "size", "faint"),
    [(DARK, 4, False), (GREY, 4, True), (GREY, 8, True), (Color(130, 130, 130), 8, False)],
)
def test_large_text_may_be_a_little_fainter(
    fonts: FontLibrary, tmp_path: Path, ink: Color, size: float, faint: bool
) -> None:
    assert codes(over(ink=ink, size=size), fonts, tmp_path) == (["paint.low-contrast"] if faint else [])


def test_a_photo_under_a_text_counts_as_it_is(fonts: FontLibrary, tmp_path: Path) -> None:
    for name, shade in (("dark", 30), ("half", 0)):
        picture = Pixels.new("RGB", (200, 200), (shade, shade, shade))
        if name == "half":
            picture.paste((240, 240, 240), (40, 0, 200, 200))
        picture.save(tmp_path / f"{name}.png")
    found = {
        name: codes(
            over(PictureBox(name="p", file=f"{name}.png", place=Place()), ink=WHITE, size=8),
            fonts,
            tmp_path,
        )
        for name in ("dark", "half")
    }
    assert found == {"dark": [], "half": ["paint.low-contrast"]}


def test_a_panel_under_the_text_mends_it(fonts: FontLibrary, tmp_path: Path) -> None:
    panel = Container(name="panel", kind="layers", place=Place(), looks=Looks(fill=Color(20, 20, 20)))
    assert codes(over(ink=WHITE, size=4), fonts, tmp_path) == ["paint.low-contrast"]
    assert codes(over(panel, ink=WHITE, size=4), fonts, tmp_path) == []
