"""Pixels as letters, so that a test shows what it expects."""

from __future__ import annotations

from collections.abc import Mapping

from studio.model.artifact import Surface
from studio.model.color import Color

BLACK, WHITE = Color(0, 0, 0), Color(255, 255, 255)
RED, BLUE = Color(255, 0, 0), Color(0, 0, 255)
INKS = {"#": BLACK, ".": WHITE, "r": RED, "b": BLUE}


def art(surface: Surface, inks: Mapping[str, Color] = INKS) -> str:
    """The surface as text, a letter a pixel: those of ``inks``, and ``+`` for any colour between."""
    letters = {bytes(color[:3]): letter for letter, color in inks.items()}
    pixels = [surface.rgb[at : at + 3] for at in range(0, len(surface.rgb), 3)]
    text = "".join(letters.get(pixel, "+") for pixel in pixels)
    width = surface.width
    return "\n".join(text[at : at + width] for at in range(0, len(text), width))
