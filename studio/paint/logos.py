"""Partners' logos, printed on the strip.

In: upright pixels of a logo, the paper's colour, and the one ink it is printed in (None: its own
colours). Out: pixels with transparency where the paper shows. A logo on a plain ground loses it.
"""

from __future__ import annotations

from PIL import Image as Pixels
from PIL import ImageChops

from studio.model.partner import Print

Box = tuple[int, int, int, int]

_SOLID = 0.5
"""Share of a logo's own strongest contrast from which its ink is full; pale second ones are paler."""
_FAINT = 0.15
"""Contrast (0 to 1) under which a transparent logo is all light: only its shape counts."""
_SEEN = 26
"""Coverage (of 255) that counts as ink."""
_EVEN = 24
"""Levels (of 255) by which the edge of a plain ground may differ from itself."""


def printed(picture: Pixels.Image, how: Print) -> Pixels.Image:
    """The logo as it is printed: RGBA in one ink, or in its own colours."""
    if how.ink is not None:
        inked = Pixels.new("RGBA", picture.size, (*how.ink[:3], 0))
        inked.putalpha(coverage(picture))
        return inked
    if picture.mode == "RGBA":
        return picture
    paper = Pixels.new("RGB", picture.size, how.paper[:3])
    return ImageChops.multiply(picture, paper)


def coverage(picture: Pixels.Image) -> Pixels.Image:
    """How much ink each pixel takes, 0 to 255 (mode L)."""
    if picture.mode == "RGBA":
        alpha = picture.getchannel("A")
        white = Pixels.new("RGBA", picture.size, (255, 255, 255, 255))
        dark = ImageChops.invert(Pixels.alpha_composite(white, picture).convert("L"))
        most = _most(dark)
        return alpha if most < _FAINT * 255 else _stretched(dark, most)
    grey = picture.convert("L")
    ground = _ground(grey)
    apart = ImageChops.difference(grey, Pixels.new("L", grey.size, ground))
    return _stretched(apart, _most(apart))


def ink_box(picture: Pixels.Image) -> Box | None:
    """The pixels that are not empty: left, top, right, bottom; None if all are."""
    return coverage(picture).point([255 if level >= _SEEN else 0 for level in range(256)]).getbbox()


def is_plain(picture: Pixels.Image, *, full_color: bool) -> bool:
    """Whether the logo can be told from its ground: transparent, or of one colour along its edge; shown
    in its own colours it needs a white one."""
    if picture.mode == "RGBA":
        return True
    edge = _edge(picture.convert("L"))
    even = max(edge) - min(edge) <= _EVEN
    return even and (not full_color or min(edge) >= 255 - _EVEN)


def _most(levels: Pixels.Image) -> int:
    """The highest level there is."""
    return max(level for level, count in enumerate(levels.histogram()) if count)


def _stretched(levels: Pixels.Image, most: float) -> Pixels.Image:
    full = max(1.0, _SOLID * most)
    return levels.point([min(255, round(level * 255 / full)) for level in range(256)])


def _ground(grey: Pixels.Image) -> int:
    edge = sorted(_edge(grey))
    return edge[len(edge) // 2]


def _edge(grey: Pixels.Image) -> list[int]:
    """The levels all round."""
    width, height = grey.size
    sides = ((0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height))
    parts = [grey.crop(side).tobytes() for side in (*sides, (width - 1, 0, width, height))]
    return list(b"".join(parts))
