"""Draw the pictures of the starter pack: flat shapes, our own, small enough for git.

In: nothing. Out: ``templates/starter/media/*.png``, palette images whose short side has 1200 pixels or
more and whose files stay under 20 KB. The same code draws the same pixels every time; lightness
alone tells the shapes apart, since cards show the pictures in two tones.

    python packaging/draw_media.py
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image, ImageDraw

MEDIA = Path(__file__).resolve().parent.parent / "templates" / "starter" / "media"
LARGEST_FILE = 20_000
SMOOTH = 2
"""Drawn this many times larger and scaled down, so that edges are smooth."""
COLORS = 24

Point = tuple[float, float]


class Sheet:
    """A drawing of ``width`` x ``height`` pixels; all positions are pixels of it."""

    def __init__(self, width: int, height: int, ground: str) -> None:
        self.size = width, height
        self._image = Image.new("RGB", (width * SMOOTH, height * SMOOTH), ground)
        self._draw = ImageDraw.Draw(self._image)

    def box(self, left: float, top: float, width: float, height: float, color: str) -> None:
        """An upright rectangle."""
        self.shape([(left, top), (left + width, top), (left + width, top + height)], color)
        self.shape([(left, top), (left, top + height), (left + width, top + height)], color)

    def shape(self, points: Sequence[Point], color: str) -> None:
        """A filled polygon."""
        self._draw.polygon([(x * SMOOTH, y * SMOOTH) for x, y in points], color)

    def oval(self, x: float, y: float, across: float, color: str, down: float = 0) -> None:
        """An ellipse around a middle, with its half axes."""
        down = down or across
        corners = [x - across, y - down, x + across, y + down]
        self._draw.ellipse([value * SMOOTH for value in corners], color)

    def pill(self, left: float, top: float, width: float, height: float, color: str) -> None:
        """An upright rectangle with round ends."""
        corners = [left, top, left + width, top + height]
        radius = min(width, height) * SMOOTH / 2
        self._draw.rounded_rectangle([value * SMOOTH for value in corners], radius, color)

    def line(self, points: Sequence[Point], color: str, width: float) -> None:
        """A line with round ends and corners."""
        flat = [(x * SMOOTH, y * SMOOTH) for x, y in points]
        self._draw.line(flat, color, round(width * SMOOTH), joint="curve")
        for x, y in points:
            self.oval(x, y, width / 2, color)

    def arc(self, x: float, y: float, radius: float, start: float, color: str) -> None:
        """A quarter of a ring, from ``start`` degrees on, clockwise from the right."""
        corners = [value * SMOOTH for value in (x - radius, y - radius, x + radius, y + radius)]
        self._draw.arc(corners, start, start + 80, color, 34 * SMOOTH)

    def png(self) -> bytes:
        """The drawing as a palette PNG."""
        small = self._image.resize(self.size, Image.Resampling.BOX)
        few = small.quantize(COLORS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        out = io.BytesIO()
        few.save(out, "PNG", optimize=True)
        return out.getvalue()


def street() -> Sheet:
    """Houses before hills; a road sign stands out against the sky."""
    sheet = Sheet(1800, 1200, "#DDEBF2")
    sheet.oval(330, 260, 105, "#FFFFFF")
    sheet.oval(1500, 1080, 900, "#A9CDB4", 560)
    sheet.oval(500, 1100, 900, "#8FB79E", 480)
    houses = (
        (60, 560, 300, "#6B7A99", "#333F5C"),
        (360, 470, 260, "#D9A27E", "#7A4A33"),
        (620, 610, 280, "#8A97AE", "#3E4A66"),
        (1480, 540, 300, "#C98F6E", "#6B3F2C"),
    )
    for left, top, width, wall, roof in houses:
        sheet.box(left, top, width, 960 - top, wall)
        sheet.shape([(left - 24, top), (left + width / 2, top - 150), (left + width + 24, top)], roof)
        for row in range(2):
            for column in range(2):
                sheet.box(left + 50 + column * (width - 160), top + 60 + row * 150, 62, 84, "#F4F1E2")
    sheet.oval(1010, 690, 120, "#3F6B52", 150)
    sheet.box(996, 800, 28, 170, "#4A3527")
    sheet.box(0, 950, 1800, 250, "#4B4F5C")
    for left in range(-60, 1800, 300):
        sheet.box(left, 1065, 170, 20, "#F4F1E2")
    sheet.box(1216, 380, 26, 600, "#2C2F3A")
    board = [(1080, 400), (1330, 400), (1410, 490), (1330, 580), (1080, 580)]
    sheet.shape(board, "#1D4FB8")
    sheet.line([(1140, 490), (1330, 490)], "#FFFFFF", 24)
    sheet.line([(1270, 440), (1330, 490), (1270, 540)], "#FFFFFF", 24)
    return sheet


def square() -> Sheet:
    """A wide square with arcades; a few people stand close together in the middle."""
    sheet = Sheet(1800, 1200, "#E6EDF2")
    sheet.box(0, 210, 1800, 310, "#B9AFA6")
    sheet.box(0, 180, 1800, 44, "#7D746D")
    for left in range(0, 1800, 200):
        sheet.oval(left + 100, 380, 56, "#5A534E")
        sheet.box(left + 44, 380, 112, 140, "#5A534E")
        sheet.box(left + 70, 262, 60, 44, "#E6EDF2")
    sheet.box(0, 520, 1800, 680, "#DCD5C8")
    for step in range(-2, 3):
        sheet.line([(900 + step * 320, 520), (900 + step * 900, 1210)], "#C9C0B0", 5)
    for y in (590, 720, 960):
        sheet.line([(0, y), (1800, y)], "#C9C0B0", 5)
    people = (
        (760, 690, "#8C3B2E"),
        (900, 680, "#2E5A8C"),
        (1030, 690, "#3D6B4A"),
        (690, 740, "#35405E"),
        (835, 745, "#D08A2E"),
        (965, 750, "#6B3F7A"),
        (1100, 740, "#A34C5C"),
    )
    for x, y, coat in people:
        sheet.oval(x + 70, y + 238, 120, "#A89F90", 22)
        sheet.pill(x - 30, y + 120, 26, 120, "#23242B")
        sheet.pill(x + 4, y + 120, 26, 120, "#23242B")
        sheet.pill(x - 52, y - 14, 104, 186, coat)
        sheet.oval(x, y - 52, 40, "#E3B896" if (x // 10) % 2 else "#8A5A3C")
        sheet.oval(x, y - 74, 38, "#2B211C", 24)
    return sheet


def megaphone() -> Sheet:
    """Somebody speaks into a megaphone."""
    sheet = Sheet(1200, 1200, "#E4EAF0")
    sheet.oval(310, 1240, 400, "#2F4A7D", 430)
    sheet.box(250, 640, 130, 220, "#A8704F")
    sheet.oval(310, 520, 190, "#BC825E", 220)
    sheet.oval(265, 372, 205, "#2B211C", 150)
    sheet.oval(145, 530, 75, "#2B211C", 200)
    sheet.oval(420, 540, 17, "#2B211C", 24)
    sheet.oval(465, 640, 34, "#6B2E2E", 44)
    sheet.line([(440, 1120), (570, 930), (650, 760)], "#1F3560", 110)
    sheet.shape([(520, 610), (840, 430), (840, 850), (520, 690)], "#FFFFFF")
    sheet.shape([(520, 610), (580, 576), (580, 721), (520, 690)], "#C2452D")
    sheet.oval(840, 640, 54, "#C9D2DB", 210)
    sheet.oval(650, 745, 62, "#BC825E")
    for radius in (250, 350):
        sheet.arc(750, 640, radius, -40, "#8FA3B8")
    return sheet


DRAWINGS: dict[str, Callable[[], Sheet]] = {
    "street": street,
    "square": square,
    "megaphone": megaphone,
}


def main() -> int:
    """Write every drawing; returns the exit code."""
    MEDIA.mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWINGS.items():
        data = draw().png()
        if len(data) > LARGEST_FILE:
            print(f"{name}: {len(data)} bytes are too many", file=sys.stderr)
            return 1
        (MEDIA / f"{name}.png").write_bytes(data)
        print(f"{name}: {len(data)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
