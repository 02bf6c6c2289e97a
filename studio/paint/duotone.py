"""The gradient map of the brand's photos.

In: grey levels of a picture and three colours. Out: the picture in these colours, its contrast
stretched so that the darkest and lightest parts reach the ends of the map.
"""

from __future__ import annotations

from functools import lru_cache

from PIL import Image as Pixels
from PIL import ImageOps

from studio.model.color import Color

MIDDLE = 0.46
"""Where the middle colour stands between black and white."""
CLIPPED = 1.5
"""Percent of the pixels at either end that become wholly shadow and wholly light."""


@lru_cache(maxsize=64)
def gradient(shadow: Color, mid: Color, light: Color) -> bytes:
    """256 RGB triples from ``shadow`` through ``mid`` at :data:`MIDDLE` to ``light``."""
    turn = MIDDLE * 255
    colors = (
        shadow.mix(mid, level / turn)
        if level <= turn
        else mid.mix(light, (level - turn) / (255 - turn))
        for level in range(256)
    )
    return bytes(channel for color in colors for channel in color[:3])


def duotone(picture: Pixels.Image, colors: tuple[Color, Color, Color]) -> Pixels.Image:
    """``picture`` (L, RGB or RGBA) in the three colours; what is transparent stays so."""
    grey = ImageOps.autocontrast(picture.convert("L"), cutoff=CLIPPED)
    grey.putpalette(gradient(*colors))
    mapped = grey.convert("RGB")
    if picture.mode == "RGBA":
        mapped.putalpha(picture.getchannel("A"))
    return mapped
