"""Colours and their WCAG contrast.

In: ``#RRGGBB`` or ``#RRGGBBAA``. Out: :class:`Color` values of 0 to 255 a channel, sRGB.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_HEX = re.compile(r"#([0-9a-fA-F]{6})([0-9a-fA-F]{2})?")


class Color(NamedTuple):
    """An sRGB colour, channels 0 to 255."""

    r: int
    g: int
    b: int
    a: int = 255

    @classmethod
    def parse(cls, text: str) -> Color:
        """``#2013F2`` or ``#2013F280``.

        Raises:
            ValueError: any other writing.
        """
        match = _HEX.fullmatch(text)
        if not match:
            raise ValueError(text)
        return cls(*bytes.fromhex(match[1] + (match[2] or "FF")))

    def mix(self, other: Color, share: float) -> Color:
        """This colour with ``share`` (0 to 1) of ``other`` in it, channel by channel."""
        return Color(*(round(m + (o - m) * share) for m, o in zip(self, other, strict=True)))

    @property
    def luminance(self) -> float:
        """Relative luminance by WCAG 2.2, 0 to 1."""
        channels = [
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
            for c in (self.r / 255, self.g / 255, self.b / 255)
        ]
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]

    def __str__(self) -> str:
        text = f"#{self.r:02X}{self.g:02X}{self.b:02X}"
        return text if self.a == 255 else f"{text}{self.a:02X}"


def contrast(one: Color, other: Color) -> float:
    """WCAG 2.2 contrast ratio of two opaque colours, 1 to 21."""
    light, dark = sorted((one.luminance, other.luminance), reverse=True)
    return (light + 0.05) / (dark + 0.05)
