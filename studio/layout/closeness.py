"""How close the lines of a text may come together when there is no room.

In: a text as it was laid out. Out: the share of its line height that keeps the ink of its lines
apart and inside of the text's own box, and where the lines then stand. Line heights are made for the
tallest and deepest letters of a script; most texts have few of them.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from studio.text.setting import TextLayout


class Closeness(NamedTuple):
    """``share`` of the line height is kept; all lines stand ``down`` em lower than they would."""

    share: float = 1.0
    down: float = 0.0


AS_DESIGNED = Closeness()
APART = 0.06
"""em that stay between the ink of two lines."""


def closest(layout: TextLayout, least: float) -> Closeness:
    """The share of the line height, from ``least`` to 1, that the ink leaves room for."""
    inked = [line.ink for line in layout.lines if line.ink.height]
    if not inked:
        return AS_DESIGNED
    high = layout.height / len(layout.lines)
    above, below = inked[0].y, layout.height - inked[-1].bottom
    apart = [lower.y - upper.bottom - APART * layout.size for upper, lower in pairwise(inked)]
    spare = min([above + below, *apart])
    taken = min(spare, (1 - least) * high)
    if taken <= 0:
        return AS_DESIGNED
    # Half of what is taken from a line moves each outer edge inwards: the ink may be nearer than that.
    down = max(0.0, taken / 2 - above) - max(0.0, taken / 2 - below)
    return Closeness(1 - taken / high, down / layout.size)
