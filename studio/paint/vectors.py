"""What pages of both forms have in common: pictures and gradients by number, outlines of glyphs.

In: items of a frame. Out: numbers to name them by in a page's body, and paths in the frame's pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from studio.model.colorglyph import ColorLayer
from studio.model.frame import Glyphs, Image
from studio.model.geometry import Affine, Rect, Size
from studio.model.page import Gradient, Picture
from studio.model.path import Path
from studio.paint.pictures import Crop, PictureStore
from studio.text.fonts import FontLibrary


@dataclass(frozen=True, slots=True)
class Shown:
    """Picture ``number`` in its rectangle, seen through ``clip`` if that is not None."""

    number: int
    rect: Rect
    clip: Path | None


class Materials:
    """What the items of one page are made of. ``density``: pixels of a picture in a frame's pixel."""

    def __init__(
        self, size: Size, fonts: FontLibrary, pictures: PictureStore, density: float = 1.0
    ) -> None:
        self._card = Rect(0, 0, *size)
        self._fonts, self._store, self._density = fonts, pictures, density
        self._numbers: dict[object, int] = {}
        self.pictures: list[Picture] = []
        self.gradients: list[Gradient] = []

    def gradient(self, paint: Gradient) -> int:
        """The number of a gradient; equal ones share theirs."""
        if paint not in self._numbers:
            self.gradients.append(paint)
            self._numbers[paint] = len(self.gradients)
        return self._numbers[paint]

    def picture(self, item: Image) -> Shown | None:
        """The part of a picture that is seen on the card; None if nothing is."""
        bounds = item.clip.bounds() if item.clip else item.rect
        seen = _shared(_shared(item.rect, bounds), self._card)
        if seen.width <= 0 or seen.height <= 0:
            return None
        x, y, width, height = item.crop
        across, down = width / item.rect.width, height / item.rect.height
        crop = (
            x + (seen.x - item.rect.x) * across,
            y + (seen.y - item.rect.y) * down,
            seen.width * across,
            seen.height * down,
        )
        size = self._pixels(item.file, crop, seen.size)
        key = (item.file, crop, size, item.duotone, item.logo)
        if key not in self._numbers:
            cut = self._store.cut(item.file, crop, size, item.duotone, item.logo)
            self.pictures.append(Picture(cut.data, *size, cut.channels))
            self._numbers[key] = len(self.pictures)
        whole = item.clip is None or item.clip == Path.rect(bounds)
        return Shown(self._numbers[key], seen, None if whole else item.clip)

    def _pixels(self, file: str, crop: Crop, seen: Size) -> tuple[int, int]:
        """How many pixels a picture gets: more than the frame has only where the file has them."""
        full = self._store.size(file)
        wide = max(1.0, min(self._density, full.width * crop[2] / seen.width))
        high = max(1.0, min(self._density, full.height * crop[3] / seen.height))
        return math.ceil(seen.width * wide - 1e-6), math.ceil(seen.height * high - 1e-6)

    def outlines(self, item: Glyphs) -> Path:
        """The outlines of a run's plain glyphs as one, in the frame's pixels."""
        face = self._fonts.face(item.face)
        scale = item.size / face.upem
        ops: list[tuple[str | float, ...]] = []
        for gid, (x, y) in zip(item.ids, item.places, strict=True):
            if face.color_layers(gid) is None:
                ops += face.outline(gid).transformed(Affine(scale, 0, 0, scale, x, y)).ops
        return Path(tuple(ops))

    def layers(self, item: Glyphs) -> Iterator[tuple[Affine, tuple[ColorLayer, ...]]]:
        """Each coloured glyph of a run: where it goes, and its layers in font units."""
        face = self._fonts.face(item.face)
        scale = item.size / face.upem
        for gid, (x, y) in zip(item.ids, item.places, strict=True):
            found = face.color_layers(gid)
            if found is not None:
                yield Affine(scale, 0, 0, scale, x, y), found


def number(value: float) -> str:
    """A number as both PDF and SVG write it: at most three decimals, no exponent, no ``-0``."""
    text = f"{value:.3f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def fine(value: float) -> str:
    """The same with six decimals, for the factors of a transform."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _shared(one: Rect, other: Rect) -> Rect:
    left, top = max(one.x, other.x), max(one.y, other.y)
    return Rect(left, top, min(one.right, other.right) - left, min(one.bottom, other.bottom) - top)
