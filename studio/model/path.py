"""Outlines: what glyphs, marks, panels and QR modules are made of.

In: SVG path data (absolute M L H V C Q Z only, as our own marks use) or a builder's numbers.
Out: frozen :class:`Path` values; the painter fills or strokes them and decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from studio.model.geometry import Affine, Rect

_NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0, "H": 1, "V": 1}
_TOKEN = re.compile(r"([MLHVQCZ])|(-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)|([\s,]+)|(.)")
# A quarter circle by one cubic: the handle's length for radius 1 (error below 0.03 %).
_ARC = 0.5522847498


class Corners(NamedTuple):
    """Corner radii, physical: left-top, right-top, right-bottom, left-bottom."""

    left_top: float = 0.0
    right_top: float = 0.0
    right_bottom: float = 0.0
    left_bottom: float = 0.0

    def scaled(self, factor: float) -> Corners:
        """All radii times ``factor``."""
        return Corners(*(r * factor for r in self))


@dataclass(frozen=True, slots=True)
class Path:
    """A sequence of ``(op, *numbers)`` with ops M L Q C Z; filled by the non-zero rule."""

    ops: tuple[tuple[str | float, ...], ...]

    @classmethod
    def parse(cls, data: str) -> Path:
        """Read SVG path data.

        Raises:
            ValueError: a command other than M L H V Q C Z (absolute), or numbers missing.
        """
        ops: list[tuple[str | float, ...]] = []
        command, numbers, x, y = "", list[float](), 0.0, 0.0
        for match in _TOKEN.finditer(data):
            letter, number, _space, bad = match.groups()
            if bad:
                raise ValueError(f"unexpected {bad!r} in path data")
            if letter:
                if numbers:
                    raise ValueError(f"numbers missing before {letter} in path data")
                command = letter
                if letter == "Z":
                    ops.append(("Z",))
            elif number:
                if command in ("", "Z"):
                    raise ValueError("a path must begin with M")
                numbers.append(float(number))
                if len(numbers) == _NUMBERS[command]:
                    if command == "H":
                        numbers = [numbers[0], y]
                    elif command == "V":
                        numbers = [x, numbers[0]]
                    ops.append((command if command in "MLQC" else "L", *numbers))
                    x, y = numbers[-2:]
                    numbers = []
                    command = "L" if command == "M" else command
        if numbers:
            raise ValueError("numbers missing at the end of path data")
        return cls(tuple(ops))

    @classmethod
    def rect(cls, rect: Rect) -> Path:
        """A plain rectangle."""
        return cls(
            (
                ("M", rect.x, rect.y),
                ("L", rect.right, rect.y),
                ("L", rect.right, rect.bottom),
                ("L", rect.x, rect.bottom),
                ("Z",),
            )
        )

    @classmethod
    def rounded(cls, rect: Rect, corners: Corners) -> Path:
        """A rectangle with its own radius at each corner, each at most half the shorter side."""
        limit = min(rect.width, rect.height) / 2
        lt, rt, rb, lb = (min(max(r, 0.0), limit) for r in corners)
        x, y, right, bottom = rect.x, rect.y, rect.right, rect.bottom
        k = 1 - _ARC
        ops: list[tuple[str | float, ...]] = [("M", x + lt, y), ("L", right - rt, y)]
        if rt:
            ops.append(("C", right - rt * k, y, right, y + rt * k, right, y + rt))
        ops.append(("L", right, bottom - rb))
        if rb:
            ops.append(("C", right, bottom - rb * k, right - rb * k, bottom, right - rb, bottom))
        ops.append(("L", x + lb, bottom))
        if lb:
            ops.append(("C", x + lb * k, bottom, x, bottom - lb * k, x, bottom - lb))
        ops.append(("L", x, y + lt))
        if lt:
            ops.append(("C", x, y + lt * k, x + lt * k, y, x + lt, y))
        ops.append(("Z",))
        return cls(tuple(ops))

    @classmethod
    def ellipse(cls, rect: Rect) -> Path:
        """The ellipse inscribed in ``rect``."""
        (cx, cy), rx, ry = rect.center, rect.width / 2, rect.height / 2
        kx, ky = rx * _ARC, ry * _ARC
        return cls(
            (
                ("M", cx, rect.y),
                ("C", cx + kx, rect.y, rect.right, cy - ky, rect.right, cy),
                ("C", rect.right, cy + ky, cx + kx, rect.bottom, cx, rect.bottom),
                ("C", cx - kx, rect.bottom, rect.x, cy + ky, rect.x, cy),
                ("C", rect.x, cy - ky, cx - kx, rect.y, cx, rect.y),
                ("Z",),
            )
        )

    def transformed(self, by: Affine) -> Path:
        """Every point sent through ``by``."""
        return Path(tuple((op, *_moved(numbers, by)) for op, *numbers in self.ops))

    def joined(self, other: Path) -> Path:
        """Both outlines as one."""
        return Path(self.ops + other.ops)

    def points(self) -> Iterator[tuple[float, float]]:
        """Every point, control points included."""
        for _op, *numbers in self.ops:
            yield from zip(numbers[0::2], numbers[1::2], strict=True)

    def bounds(self) -> Rect:
        """The rectangle round all points (control points too); empty for an empty path."""
        points = list(self.points())
        if not points:
            return Rect(0, 0, 0, 0)
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))


def _moved(numbers: list[str | float], by: Affine) -> Iterator[float]:
    values = [float(n) for n in numbers]
    for x, y in zip(values[0::2], values[1::2], strict=True):
        yield from by.apply(x, y)
