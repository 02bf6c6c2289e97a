"""A frame as SVG elements.

In: a :class:`Frame`, fonts and pictures. Out: a :class:`~studio.model.page.Page` of form ``svg``. Text
is paths, so the file needs no fonts; there are no styles and no scripts.
"""

from __future__ import annotations

from studio.model.color import Color
from studio.model.colorglyph import ColorLayer
from studio.model.frame import Fill, Frame, Glyphs, Image, Stroke
from studio.model.geometry import Affine, Rect
from studio.model.page import Page
from studio.model.path import Path
from studio.paint.canvas import draw
from studio.paint.pictures import PictureStore
from studio.paint.vectors import Materials, fine, number
from studio.text.fonts import FontLibrary


def svg_page(frame: Frame, fonts: FontLibrary, pictures: PictureStore, *, density: float = 1.0) -> Page:
    """Draw ``frame`` as elements; pictures have ``density`` pixels of their own in one of the frame's.

    Raises:
        InvalidInput: ``picture.*`` if a picture of the frame can't be used.
        EnvironmentFailure: ``fonts.*`` if a font of the frame is not there.
    """
    materials = Materials(frame.size, fonts, pictures, density)
    canvas = _Svg(materials)
    canvas.fill(Fill(Path.rect(Rect(0, 0, *frame.size)), frame.ground))
    draw(frame, canvas)
    return Page(
        "svg",
        frame.size,
        "\n".join(canvas.lines),
        tuple(materials.pictures),
        tuple(materials.gradients),
    )


class _Svg:
    """The canvas that writes SVG elements."""

    def __init__(self, materials: Materials) -> None:
        self.materials = materials
        self.lines: list[str] = []
        self.clips = 0

    def fill(self, item: Fill) -> None:
        if item.color.a:
            self.lines.append(f'<path{_paint("fill", item.color)} d="{data(item.path)}"/>')

    def stroke(self, item: Stroke) -> None:
        pen = f'stroke-width="{number(item.width)}" stroke-linecap="round" stroke-linejoin="round"'
        ink = _paint("stroke", item.color)
        self.lines.append(f'<path fill="none"{ink} {pen} d="{data(item.path)}"/>')

    def glyphs(self, item: Glyphs) -> None:
        path = self.materials.outlines(item)
        if path.ops:
            self.fill(Fill(path, item.color))
        for place, layers in self.materials.layers(item):
            self.lines.append(f'<g transform="{_matrix(place)}">')
            for layer in layers:
                self._layer(layer, item.color)
            self.lines.append("</g>")

    def image(self, item: Image) -> None:
        shown = self.materials.picture(item)
        if shown is None:
            return
        rect = shown.rect
        place = _matrix(Affine(rect.width, 0, 0, rect.height, rect.x, rect.y))
        clip = self._clipped(shown.clip) if shown.clip else ""
        closing = "</g>" if clip else ""
        self.lines.append(f'{clip}<use href="#P{shown.number}" transform="{place}"/>{closing}')

    def _layer(self, layer: ColorLayer, ink: Color) -> None:
        self.lines += [self._clipped(clip) for clip in layer.clips]
        paint = ink if layer.paint is None else layer.paint
        if isinstance(paint, Color):
            self.fill(Fill(layer.path, paint))
        else:
            name = self.materials.gradient(paint)
            self.lines.append(f'<path fill="url(#G{name})" d="{data(layer.path)}"/>')
        self.lines += ["</g>"] * len(layer.clips)

    def _clipped(self, clip: Path) -> str:
        """The opening of a group that is seen through ``clip`` only."""
        self.clips += 1
        name = f"C{self.clips}"
        return f'<clipPath id="{name}"><path d="{data(clip)}"/></clipPath><g clip-path="url(#{name})">'


def data(path: Path) -> str:
    """SVG path data."""
    return "".join(
        str(op) + " ".join(number(float(value)) for value in numbers) for op, *numbers in path.ops
    )


def _paint(name: str, color: Color) -> str:
    solid = f' {name}="#{color.r:02x}{color.g:02x}{color.b:02x}"'
    return solid if color.a == 255 else f'{solid} {name}-opacity="{fine(color.a / 255)}"'


def _matrix(by: Affine) -> str:
    return f"matrix({' '.join(map(fine, by))})"
