"""A card laid out for the trimmed sheet, made ready to be cut.

In: a frame of the sheet's finished size, and the size with the bleed. Out: a frame of that size with
the card in its middle. What ends at the card's edge goes on to the edge of the bleed, so that a cut
that is a little off shows no white line; everything else only moves.
"""

from __future__ import annotations

from dataclasses import replace

from studio.model.frame import Fill, Frame, Glyphs, Image, Item, Stroke
from studio.model.geometry import Affine, Insets, Rect, Size
from studio.model.path import Path

_NEAR = 0.51
"""Pixels from the card's edge that still count as on it: edges stand on whole pixels."""

Crop = tuple[float, float, float, float]


def with_bleed(frame: Frame, size: Size) -> Frame:
    """``frame`` in the middle of a sheet of ``size`` (pixels), its ground and edges drawn out to it."""
    left = float((size.width - frame.size.width) // 2)
    top = float((size.height - frame.size.height) // 2)
    right = size.width - frame.size.width - left
    bottom = size.height - frame.size.height - top
    # By side, not by reading direction: `start` is left here whatever the language.
    sheet = _Sheet(frame.size, Insets(top, right, bottom, left))
    return replace(
        frame,
        size=size,
        items=tuple(sheet.item(item) for item in frame.items),
        regions=tuple(
            replace(r, rect=r.rect.moved(left, top), ink=r.ink.moved(left, top)) for r in frame.regions
        ),
    )


class _Sheet:
    """Moves the items of a card of ``size`` by the bleed on its left and top."""

    def __init__(self, size: Size, bleed: Insets) -> None:
        self.size, self.bleed = size, bleed
        self.by = Affine(1, 0, 0, 1, bleed.start, bleed.top)
        self._grown: dict[tuple[str, Crop, Rect], tuple[Crop, Rect]] = {}

    def item(self, item: Item) -> Item:
        match item:
            case Fill():
                return replace(item, path=self.drawn_out(item.path))
            case Stroke():
                return replace(item, path=item.path.transformed(self.by))
            case Glyphs():
                places = tuple(self.by.apply(*place) for place in item.places)
                return replace(item, places=tuple((x, y) for x, y in places))
            case Image():
                return self.image(item)

    def reach(self, bounds: Rect) -> Insets:
        """How far what fills ``bounds`` goes on: the bleed on each side where it ends at the edge."""
        width, height = self.size
        return Insets(
            self.bleed.top if abs(bounds.y) < _NEAR else 0.0,
            self.bleed.end if abs(bounds.right - width) < _NEAR else 0.0,
            self.bleed.bottom if abs(bounds.bottom - height) < _NEAR else 0.0,
            self.bleed.start if abs(bounds.x) < _NEAR else 0.0,
        )

    def drawn_out(self, path: Path) -> Path:
        """The path moved; its points on an edge where it ends go out to the edge of the bleed."""
        moved = path.transformed(self.by)
        bounds = path.bounds()
        top, right, bottom, left = self.reach(bounds)
        if not any((top, right, bottom, left)):
            return moved
        x0, y0 = bounds.x + self.by.e, bounds.y + self.by.f
        x1, y1 = bounds.right + self.by.e, bounds.bottom + self.by.f

        def out(x: float, y: float) -> tuple[float, float]:
            x += right * (x >= x1 - _NEAR) - left * (x <= x0 + _NEAR)
            y += bottom * (y >= y1 - _NEAR) - top * (y <= y0 + _NEAR)
            return x, y

        ops: list[tuple[str | float, ...]] = []
        for op, *numbers in moved.ops:
            values = [float(n) for n in numbers]
            points = zip(values[0::2], values[1::2], strict=True)
            ops.append((op, *(n for point in points for n in out(*point))))
        return Path(tuple(ops))

    def image(self, item: Image) -> Image:
        """A picture that ends at the edge shows more of itself, or is enlarged a little."""
        bounds = item.clip.bounds() if item.clip else item.rect
        top, right, bottom, left = self.reach(bounds)
        rect = item.rect
        # Only where the shape ends with the picture; a picture that goes on behind it is there already.
        near = [abs(a - b) < _NEAR for a, b in zip(_edges(rect), _edges(bounds), strict=True)]
        more = [
            side if ends else 0.0 for side, ends in zip((top, right, bottom, left), near, strict=True)
        ]
        grown = Rect(
            rect.x - more[3],
            rect.y - more[0],
            rect.width + more[1] + more[3],
            rect.height + more[0] + more[2],
        )
        key = (item.file, item.crop, item.rect)
        if any(more):
            self._grown[key] = (_wider(item.crop, item.rect, grown), grown)
        # A part in other colours lies on its picture, and must go with it.
        crop, rect = self._grown.get(key, (item.crop, item.rect))
        return replace(
            item,
            crop=crop,
            rect=rect.moved(self.by.e, self.by.f),
            clip=self.drawn_out(item.clip) if item.clip else None,
        )


def _edges(rect: Rect) -> tuple[float, float, float, float]:
    return rect.y, rect.right, rect.bottom, rect.x


def _wider(crop: Crop, rect: Rect, grown: Rect) -> Crop:
    """The crop for a rectangle that has grown: at the same scale if the picture has so much more of
    itself, else enlarged evenly, so that nothing is stretched."""
    across, down = crop[2] / rect.width, crop[3] / rect.height
    width, height = grown.width * across, grown.height * down
    shrink = max(1.0, width, height)
    x = crop[0] + (grown.x - rect.x) * across + width * (1 - 1 / shrink) / 2
    y = crop[1] + (grown.y - rect.y) * down + height * (1 - 1 / shrink) / 2
    width, height = width / shrink, height / shrink
    return min(max(x, 0.0), 1.0 - width), min(max(y, 0.0), 1.0 - height), width, height
