"""Colours as the eye sorts them (OKLab): lightness and how much colour, apart from each other.

In: an sRGB :class:`~studio.model.color.Color`. Out: lightness (0 to 1), chroma (0 to about 0.37) and
hue (radians), and the way back. Björn Ottosson's published matrices.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from studio.model.color import Color

_TO_LMS = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
_FROM_LAB = (
    (1.0, 0.3963377774, 0.2158037573),
    (1.0, -0.1055613458, -0.0638541728),
    (1.0, -0.0894841775, -1.2914855480),
)
_FROM_LMS = (
    (4.0767416621, -3.3077115913, 0.2309699292),
    (-1.2684380046, 2.6097574011, -0.3413193965),
    (-0.0041960863, -0.7034186147, 1.7076147010),
)


def lch(color: Color) -> tuple[float, float, float]:
    """Lightness, chroma and hue of an opaque colour."""
    linear = [_linear(channel / 255) for channel in color[:3]]
    lightness, a, b = _times(_TO_LAB, [math.cbrt(v) for v in _times(_TO_LMS, linear)])
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_lch(lightness: float, chroma: float, hue: float) -> Color:
    """The colour; chroma that no screen shows at this lightness is taken back as far as needed."""
    low, high = 0.0, chroma
    if _inside(_rgb(lightness, chroma, hue)):
        low = chroma
    for _ in range(0 if low else 20):
        middle = (low + high) / 2
        low, high = (middle, high) if _inside(_rgb(lightness, middle, hue)) else (low, middle)
    return Color(*(round(min(max(v, 0.0), 1.0) * 255) for v in _rgb(lightness, low, hue)))


def distance(one: Color, other: Color) -> float:
    """How far apart two colours look: 0 for the same, about 1 from black to white."""
    (l1, c1, h1), (l2, c2, h2) = lch(one), lch(other)
    across = c1 * c1 + c2 * c2 - 2 * c1 * c2 * math.cos(h1 - h2)
    return math.sqrt((l1 - l2) ** 2 + max(0.0, across))


def _rgb(lightness: float, chroma: float, hue: float) -> list[float]:
    lab = (lightness, chroma * math.cos(hue), chroma * math.sin(hue))
    return [_encoded(v) for v in _times(_FROM_LMS, [v**3 for v in _times(_FROM_LAB, lab)])]


def _inside(rgb: Sequence[float]) -> bool:
    return all(-0.002 <= value <= 1.002 for value in rgb)


def _times(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    return [sum(m * v for m, v in zip(row, vector, strict=True)) for row in matrix]


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _encoded(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * math.pow(value, 1 / 2.4) - 0.055
