"""A frame as a PDF page's content.

In: a :class:`Frame`, fonts and pictures. Out: a :class:`~studio.model.page.Page` of form ``pdf``. Text
is outlines, so the page needs no fonts; emoji keep their gradients as shadings.
"""

from __future__ import annotations

from studio.model.color import Color
from studio.model.colorglyph import ColorLayer
from studio.model.frame import Fill, Frame, Glyphs, Image, Stroke
from studio.model.geometry import Affine, Rect
from studio.model.page import Gradient, Page
from studio.model.path import Path
from studio.paint.canvas import draw
from studio.paint.pictures import PictureStore
from studio.paint.vectors import Materials, fine, number
from studio.text.fonts import FontLibrary

_OPERATORS = {"M": "m", "L": "l", "C": "c", "Q": "c"}


def pdf_page(frame: Frame, fonts: FontLibrary, pictures: PictureStore, *, density: float = 1.0) -> Page:
    """Draw ``frame`` on a page; pictures have ``density`` pixels of their own in one of the frame's.

    Raises:
        InvalidInput: ``picture.*`` if a picture of the frame can't be used.
        EnvironmentFailure: ``fonts.*`` if a font of the frame is not there.
    """
    materials = Materials(frame.size, fonts, pictures, density)
    canvas = _Pdf(materials)
    canvas.fill(Fill(Path.rect(Rect(0, 0, *frame.size)), frame.ground))
    draw(frame, canvas)
    return Page(
        "pdf",
        frame.size,
        "\n".join(canvas.lines),
        tuple(materials.pictures),
        tuple(materials.gradients),
        tuple(sorted(canvas.opacities)),
    )


class _Pdf:
    """The canvas that writes PDF operators."""

    def __init__(self, materials: Materials) -> None:
        self.materials = materials
        self.lines: list[str] = []
        self.opacities: set[int] = set()

    def fill(self, item: Fill) -> None:
        self._painted(f"{_color(item.color)} rg", item.color, f"{outline(item.path)} f")

    def stroke(self, item: Stroke) -> None:
        pen = f"{_color(item.color)} RG {number(item.width)} w 1 J 1 j"
        self._painted(pen, item.color, f"{outline(item.path)} S")

    def glyphs(self, item: Glyphs) -> None:
        path = self.materials.outlines(item)
        if path.ops:
            # As one outline: where joined letters overlap, a translucent ink must not be darker.
            self.fill(Fill(path, item.color))
        for place, layers in self.materials.layers(item):
            self.lines.append(f"q {_matrix(place)} cm")
            for layer in layers:
                self._layer(layer, item.color)
            self.lines.append("Q")

    def image(self, item: Image) -> None:
        shown = self.materials.picture(item)
        if shown is None:
            return
        clip = f"{outline(shown.clip)} W n " if shown.clip else ""
        # A PDF picture is a unit square with its first row at the top, where y points up.
        rect = shown.rect
        place = Affine(rect.width, 0, 0, -rect.height, rect.x, rect.bottom)
        self.lines.append(f"q {clip}{_matrix(place)} cm /P{shown.number} Do Q")

    def _layer(self, layer: ColorLayer, ink: Color) -> None:
        clips = " ".join(f"{outline(clip)} W n" for clip in layer.clips)
        self.lines.append(f"q {clips}".rstrip())
        paint = ink if layer.paint is None else layer.paint
        if isinstance(paint, Color):
            self.fill(Fill(layer.path, paint))
        else:
            self._shade(layer.path, paint)
        self.lines.append("Q")

    def _shade(self, path: Path, paint: Gradient) -> None:
        name = self.materials.gradient(paint)
        state = ""
        opacities = {color.a for _offset, color in paint.stops}
        if len(opacities) > 1:
            state = f"/M{name} gs "
        elif opacities != {255}:
            state = self._opacity(*opacities)
        self.lines.append(f"{outline(path)} W n {_matrix(paint.transform)} cm {state}/G{name} sh")

    def _painted(self, ink: str, color: Color, operators: str) -> None:
        if color.a == 255:
            self.lines.append(f"{ink} {operators}")
        elif color.a:
            self.lines.append(f"q {self._opacity(color.a)}{ink} {operators} Q")

    def _opacity(self, opacity: int) -> str:
        self.opacities.add(opacity)
        return f"/A{opacity} gs "


def outline(path: Path) -> str:
    """Path operators; PDF knows no quadratic curves, so they become cubic ones."""
    parts: list[str] = []
    at = start = (0.0, 0.0)
    for op, *numbers in path.ops:
        values = [float(n) for n in numbers]
        if op == "Z":
            parts.append("h")
            at = start
            continue
        if op == "Q":
            values = _cubic(at, values)
        parts += [*map(number, values), _OPERATORS[str(op)]]
        at = (values[-2], values[-1])
        if op == "M":
            start = at
    return " ".join(parts)


def _cubic(start: tuple[float, float], quadratic: list[float]) -> list[float]:
    """The same curve with two handles: each two thirds of the way to the one."""
    (x, y), (cx, cy, ex, ey) = start, quadratic
    first = (x + (cx - x) * 2 / 3, y + (cy - y) * 2 / 3)
    return [*first, ex + (cx - ex) * 2 / 3, ey + (cy - ey) * 2 / 3, ex, ey]


def _color(color: Color) -> str:
    return " ".join(fine(channel / 255) for channel in color[:3])


def _matrix(by: Affine) -> str:
    return " ".join(map(fine, by))
