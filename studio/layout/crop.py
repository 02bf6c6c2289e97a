"""Crops that others make of a card: profile grids show only the middle of an upright image.

In: a size in pixels. Out: what is seen of it, and the room that a crop may take at top and bottom.
"""

from __future__ import annotations

from studio.model.geometry import Rect, Size

GRID = 3 / 4
"""Profiles show the middle of a square or upright image in this ratio (width to height)."""


def crops(size: Size) -> tuple[Rect, ...]:
    """The whole image and, of a square or upright one, the middle that profile grids show."""
    whole = Rect(0, 0, size.width, size.height)
    if size.width > size.height:
        return (whole,)
    width, height = min(size.width, size.height * GRID), min(size.height, size.width / GRID)
    return whole, Rect((size.width - width) / 2, (size.height - height) / 2, width, height)


def cut_off(size: Size) -> float:
    """How many pixels the narrowest crop takes from the top, and as many from the bottom."""
    return max(crop.y for crop in crops(size))
