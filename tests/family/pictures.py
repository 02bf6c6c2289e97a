"""The pictures of the test pack `family`: drawn here, so that no picture has to be kept in git."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

SKY, HILL, FIELD, SIGN, INK = (
    (196, 214, 226),
    (104, 138, 120),
    (176, 168, 120),
    (238, 232, 214),
    (60, 44, 52),
)
SKIN, HAIR, SHIRT = (222, 178, 148), (58, 40, 36), (150, 96, 84)


def scene(width: int = 1500, height: int = 1400) -> Image.Image:
    """Hills, a road and a sign: something for a detail to be selected in."""
    picture = Image.new("RGB", (width, height), SKY)
    draw = ImageDraw.Draw(picture)
    for step in range(24):
        shade = 190 + 2 * step
        y = height * step // 40
        draw.rectangle((0, y, width, y + height // 40), fill=(shade, shade + 8, 250))
    draw.ellipse((-width // 3, height // 3, width * 2 // 3, height * 2), fill=HILL)
    draw.ellipse((width // 3, height * 2 // 5, width * 3 // 2, height * 2), fill=FIELD)
    draw.polygon(
        [(width * 45 // 100, height), (width * 54 // 100, height // 2), (width * 7 // 10, height)],
        fill=(128, 122, 118),
    )
    draw.rectangle((width * 53 // 100, height // 2, width * 55 // 100, height * 72 // 100), fill=INK)
    draw.rectangle(
        (width * 44 // 100, height * 32 // 100, width * 66 // 100, height * 56 // 100), fill=SIGN
    )
    for line in range(3):
        y = height * (37 + 6 * line) // 100
        draw.rectangle((width * 47 // 100, y, width * 63 // 100, y + height // 50), fill=(196, 60, 50))
    return picture


def face(side: int = 1200) -> Image.Image:
    """A head and shoulders, for portraits."""
    picture = Image.new("RGB", (side, side), (150, 176, 160))
    draw = ImageDraw.Draw(picture)
    for spot in range(9):
        x, y = side * (spot * 37 % 100) // 100, side * (spot * 23 % 60) // 100
        draw.ellipse((x, y, x + side // 9, y + side // 9), fill=(176, 200, 184))
    draw.ellipse((side // 5, side * 62 // 100, side * 4 // 5, side * 3 // 2), fill=SHIRT)
    draw.ellipse((side * 28 // 100, side * 8 // 100, side * 72 // 100, side * 62 // 100), fill=HAIR)
    draw.rectangle((side * 44 // 100, side * 50 // 100, side * 56 // 100, side * 70 // 100), fill=SKIN)
    draw.ellipse((side * 33 // 100, side * 16 // 100, side * 67 // 100, side * 62 // 100), fill=SKIN)
    for x in (42, 58):
        draw.ellipse(
            (side * (x - 2) // 100, side * 33 // 100, side * (x + 2) // 100, side * 37 // 100), fill=INK
        )
    draw.arc(
        (side * 42 // 100, side * 38 // 100, side * 58 // 100, side * 52 // 100),
        20,
        160,
        fill=INK,
        width=side // 90,
    )
    return picture


def draw_pictures(pack: Path) -> None:
    """Write the pictures into the media folder of a copy of the pack."""
    (pack / "media").mkdir(exist_ok=True)
    for name, png in _pngs().items():
        (pack / "media" / name).write_bytes(png)


@cache
def _pngs() -> dict[str, bytes]:
    """Both pictures as files, made once: many tests begin with a copy of the pack."""
    made = {}
    for name, picture in (("scene.png", scene()), ("face.png", face())):
        out = BytesIO()
        picture.save(out, "PNG")
        made[name] = out.getvalue()
    return made
