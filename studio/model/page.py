"""A card painted in vectors, before it is a file.

In: a frame, by :mod:`studio.paint`. Out: frozen values that :mod:`studio.encode` writes as PDF or SVG.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from studio.model.colorglyph import LinearGradient, RadialGradient
from studio.model.geometry import Size

Gradient = LinearGradient | RadialGradient


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels of one picture: rows of ``width * channels`` bytes, 3 (RGB) or 4 (RGBA) channels, sRGB."""

    data: bytes = field(repr=False)
    width: int
    height: int
    channels: int


@dataclass(frozen=True, slots=True)
class Page:
    """A painted card; one unit is a pixel of its frame, y points down.

    ``body`` is written in the terms of ``form``: the operators of a PDF content stream, or SVG
    elements. It names what it uses by number, from 1: ``P1`` is ``pictures[0]`` (a unit square, to be
    scaled), ``G1`` is ``gradients[0]``. In a PDF body ``A128`` is a graphics state of this opacity (0
    to 255) and ``M1`` one that is masked by the opacities of ``gradients[0]``.
    """

    form: str
    size: Size
    body: str = field(repr=False)
    pictures: tuple[Picture, ...] = ()
    gradients: tuple[Gradient, ...] = ()
    opacities: tuple[int, ...] = ()
