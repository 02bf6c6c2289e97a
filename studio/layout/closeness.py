"""How close the lines of a text may come together when there is no room.

In: a text as it was laid out. Out: the share of its line height that keeps the ink of its lines
apart and inside of the text's own box, and where the lines then stand. Line heights are made for the
tallest and deepest letters of a script; most texts have few of them.

At first a line's ink is one box (:func:`closest`). In utmost need it is seen letter by letter, and a
selection draws closer round what it selects (:func:`snuggest`): Nastaliq's words all fall from high to
low, so that hardly a letter stands under another one's tail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import NamedTuple

from studio.layout.selection import hugged
from studio.model.box import Selected
from studio.text.engine import Line, TextLayout


class Closeness(NamedTuple):
    """``share`` of the line height is kept; all lines stand ``down`` em lower than they would, and the
    text is ``less`` em lower than its lines together."""

    share: float = 1.0
    down: float = 0.0
    less: float = 0.0


AS_DESIGNED = Closeness()
APART = 0.06
"""em that stay between the ink of two lines."""
_COLUMN = 0.15
"""em: how wide the columns are in which the letters of two lines are kept apart."""

Inks = Callable[[Line], Iterable[tuple[float, float, float, float]]]
"""The outlines' boxes of a line's glyphs, em from its left and its baseline."""
Known = dict[tuple[tuple[int, int, float, float], ...], float]
"""What pairs of lines need: the stretches of both, how wide they are and where they begin, em."""


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


def snuggest(
    layout: TextLayout, inks: Inks, look: Selected | None, least: float, known: Known | None = None
) -> Closeness:
    """Like :func:`closest`, but letter by letter, with the selection of ``look`` close round its text.

    What the lines give and what the first one's top and the last one's bottom give is not tied
    together; both give at most what ``least`` says. ``known`` keeps what lines of this text need, for
    the next size at which the same ones stand one under the other.
    """
    known = {} if known is None else known
    size, lines = layout.size, [line for line in layout.lines if line.ink.height]
    if not lines:
        return AS_DESIGNED
    if look:
        look = hugged(layout, look)
    high = layout.height / len(layout.lines) / size
    most = (1 - least) * high
    spare = [high - _needed(upper, lower, inks, look, size, known) for upper, lower in pairwise(lines)]
    taken = max(0.0, min([most, *spare]))
    above = max(0.0, lines[0].baseline / size - _reach(lines[0], look, size)[0] - APART / 2)
    below = (layout.height - lines[-1].baseline) / size - _reach(lines[-1], look, size)[1] - APART / 2
    below = max(0.0, min(below, most - min(above, most / 2)))
    above = min(above, most - below)
    return Closeness(1 - taken / high, taken / 2 - above, above + below - taken)


def _reach(line: Line, look: Selected | None, size: float) -> tuple[float, float]:
    """How far a line goes above and below its baseline, em: its ink, or its selection."""
    above, below = (line.baseline - line.ink.y) / size, (line.ink.bottom - line.baseline) / size
    return (max(above, look.above), max(below, look.below)) if look and line.spans else (above, below)


def _needed(
    upper: Line, lower: Line, inks: Inks, look: Selected | None, size: float, known: Known
) -> float:
    """em from baseline to baseline that two lines need."""
    if look and (upper.spans or lower.spans):
        both = bool(upper.spans and lower.spans)
        return _reach(upper, look, size)[1] + _reach(lower, look, size)[0] + (0 if both else APART)
    key = tuple([(o.start, o.end, round(o.width / size, 6), o.left / size) for o in (upper, lower)])
    if key not in known:
        known[key] = _apart(upper, lower, inks, size)
    return known[key]


def _apart(upper: Line, lower: Line, inks: Inks, size: float) -> float:
    """The same for lines whose letters alone count."""
    deepest: dict[int, float] = {}
    for left, _top, right, bottom in inks(upper):
        for at in _columns(upper.left / size + left, upper.left / size + right):
            deepest[at] = max(deepest.get(at, bottom), bottom)
    needed = [
        deepest[at] - top
        for left, top, right, _bottom in inks(lower)
        for at in _columns(lower.left / size + left - _COLUMN, lower.left / size + right + _COLUMN)
        if at in deepest
    ]
    return max(needed, default=0.0) + APART


def _columns(left: float, right: float) -> range:
    return range(int(left // _COLUMN), int(right // _COLUMN) + 1)
