"""Points, sizes, rectangles and insets with a small algebra.

Units are the caller's: ``u`` (percent of the type base) in templates and boxes, pixels in frames.
The y axis points down. ``start``/``end`` follow the reading direction, ``left``/``right`` do not.
"""

from __future__ import annotations

from typing import NamedTuple


class Point(NamedTuple):
    """A place."""

    x: float
    y: float


class Size(NamedTuple):
    """A width and a height."""

    width: float
    height: float

    def scaled(self, factor: float) -> Size:
        """Both sides times ``factor``."""
        return Size(self.width * factor, self.height * factor)

    @classmethod
    def parse(cls, text: str) -> Size:
        """``"1080x1350"`` as whole pixels.

        Raises:
            ValueError: not two positive whole numbers joined by ``x``.
        """
        width, x, height = text.lower().partition("x")
        if not (x and width.isascii() and height.isascii() and width.isdigit() and height.isdigit()):
            raise ValueError(text)
        size = cls(int(width), int(height))
        if not (size.width and size.height):
            raise ValueError(text)
        return size

    def __str__(self) -> str:
        return f"{self.width:g}x{self.height:g}"


class Insets(NamedTuple):
    """Space inside a box, by reading direction."""

    top: float = 0.0
    end: float = 0.0
    bottom: float = 0.0
    start: float = 0.0

    @property
    def across(self) -> float:
        """Start plus end."""
        return self.start + self.end

    @property
    def down(self) -> float:
        """Top plus bottom."""
        return self.top + self.bottom


class Rect(NamedTuple):
    """A rectangle by its left-top corner and its sides."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right side."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the lower side."""
        return self.y + self.height

    @property
    def center(self) -> Point:
        """The middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    @property
    def size(self) -> Size:
        """Width and height."""
        return Size(self.width, self.height)

    def inset(self, by: Insets, *, rtl: bool = False) -> Rect:
        """The rectangle inside ``by``; never of negative size."""
        left = by.end if rtl else by.start
        return Rect(
            self.x + left,
            self.y + by.top,
            max(0.0, self.width - by.across),
            max(0.0, self.height - by.down),
        )

    def grown(self, by: float) -> Rect:
        """Larger by ``by`` on every side."""
        return Rect(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, dx: float, dy: float) -> Rect:
        """Shifted."""
        return Rect(self.x + dx, self.y + dy, self.width, self.height)

    def united(self, other: Rect) -> Rect:
        """The smallest rectangle that holds both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return Rect(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def contains(self, other: Rect, slack: float = 0.0) -> bool:
        """Whether ``other`` lies inside, give or take ``slack``."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )


class Affine(NamedTuple):
    """``x' = a x + c y + e``, ``y' = b x + d y + f`` (the order of SVG and Cairo)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def apply(self, x: float, y: float) -> Point:
        """Where a point goes."""
        return Point(self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    @classmethod
    def fit(cls, view: Rect, into: Rect, *, flip: bool = False) -> Affine:
        """Map ``view`` onto ``into``, mirrored left to right if ``flip``."""
        sx, sy = into.width / view.width, into.height / view.height
        if flip:
            return cls(-sx, 0, 0, sy, into.right + view.x * sx, into.y - view.y * sy)
        return cls(sx, 0, 0, sy, into.x - view.x * sx, into.y - view.y * sy)
