"""How children share the room of a row or a column.

In: what they want, in pixels, and the room. Out: what each of them gets, and where the first begins.
"""

from __future__ import annotations

from collections.abc import Sequence

from studio.model.box import Box, Container

SLACK = 0.5
"""Pixels by which sums may miss without being called an overflow."""


def yielding(children: Sequence[Box], heights: list[float], room: float) -> list[float]:
    """Growing containers give way first: what does not fit is then found and blamed inside them."""
    excess = sum(heights) - room
    soft = [i for i, c in enumerate(children) if c.grow and isinstance(c, Container) and heights[i]]
    high = sum(heights[i] for i in soft)
    if excess <= SLACK or not soft:
        return heights
    keep = max(0.0, 1 - excess / high)
    return [h * keep if i in soft else h for i, h in enumerate(heights)]


def shared(
    lengths: Sequence[float], children: Sequence[Box], room: float, u: float, *, of_width: bool
) -> list[float]:
    """Give free room to growing children by weight; nobody passes its maximum, nobody shrinks."""
    result = list(lengths)
    open_ = {i for i, c in enumerate(children) if c.grow}
    while open_:
        free = room - sum(result)
        if free <= 0:
            break
        weight = sum(children[i].grow for i in open_)
        full = set[int]()
        for i in open_:
            most = children[i].max_width if of_width else children[i].max_height
            gain = free * children[i].grow / weight
            if most is not None and result[i] + gain >= most * u:
                full.add(i)
        if not full:
            for i in open_:
                result[i] += free * children[i].grow / weight
            break
        for i in full:
            most = children[i].max_width if of_width else children[i].max_height
            result[i] = max(result[i], (most or 0.0) * u)
        open_ -= full
    return result


def justified(how: str, at: float, free: float, gap: float, count: int) -> tuple[float, float]:
    """Where the first child starts, and the gap between children."""
    if free <= 0:
        return at, gap
    if how == "space-between" and count > 1:
        return at, gap + free / (count - 1)
    return at + {"center": 0.5, "end": 1.0}.get(how, 0.0) * free, gap
