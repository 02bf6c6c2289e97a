"""Which breaks are taken.

In: a :class:`Plan`: the breaks of a paragraph with the pen's place before and after each, in em, and
a width. Out: the indices of the breaks at which lines end. Greedy fills each line; balanced takes as
many lines and makes them as even as it can.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from operator import sub

SLACK = 1e-6
# Prices in shares of a line's width, squared: a lone last word is as bad as a line 35 % short.
_LONE = 0.35**2
# A last line shorter than this share of its column looks lost, as does a lone word.
_SHORTEST, _MOST_TAKEN = 0.25, 2
# Longer stretches than a headline are not worth the search.
_MOST_PIECES = 160


@dataclass(frozen=True, slots=True)
class Plan:
    """Breaks 0 … n; break 0 is the text's start.

    A line from break ``i`` to break ``j`` is ``edges[j] - starts[i]`` wide. ``stops`` are the breaks
    that must be taken, ascending, the last is n. ``prices`` (squared shares of a line) are added
    where a balanced line ends; negative is a good place.
    """

    at: tuple[int, ...]
    starts: tuple[float, ...]
    edges: tuple[float, ...]
    stops: tuple[int, ...]
    prices: tuple[float, ...]
    widest: float
    natural: float

    def width(self, i: int, j: int) -> float:
        """The width of a line from break ``i`` to break ``j``."""
        return max(0.0, self.edges[j] - self.starts[i])


def greedy(plan: Plan, width: float) -> list[int]:
    """Fill each line; a piece wider than ``width`` gets a line of its own."""
    limit = width + SLACK
    starts, edges = plan.starts, plan.edges
    ends: list[int] = []
    i = 0
    for stop in plan.stops:
        while i < stop:
            reach = starts[i] + limit
            if edges[stop] <= reach:
                j = stop
            else:
                j = max(bisect_right(edges, reach, i + 1, stop + 1) - 1, i + 1)
                # A hyphen makes an edge stick out: step back to a break that fits.
                while j > i + 1 and edges[j] > reach:
                    j -= 1
            ends.append(j)
            i = j
    return ends


def count(plan: Plan, width: float) -> int:
    """How many lines a width takes, greedy or balanced alike."""
    return len(plan.stops) if plan.natural <= width + SLACK else len(greedy(plan, width))


def settled(plan: Plan, width: float) -> list[int]:
    """Greedy, but a short last line gets company where the line before can spare it."""
    return _in_company(plan, width, greedy(plan, width))


def _in_company(plan: Plan, width: float, ends: list[int]) -> list[int]:
    stops = set(plan.stops)
    for n in range(1, len(ends)):
        before, end = ends[n - 1], ends[n]
        if end in stops and before not in stops:
            ends[n - 1] = _shared_end(plan, width, ends[n - 2] if n > 1 else 0, before, end)
    return ends


def _shared_end(plan: Plan, width: float, begin: int, before: int, end: int) -> int:
    """Where the line before a paragraph's last ends best: one or two pieces earlier, or as it does."""
    best = before
    for at in range(before, before - _MOST_TAKEN - 1, -1):
        last = plan.width(at, end)
        if at - begin < 2 or last > width + SLACK:
            break
        # Only a lone word may take company at the price of a line before that is then the shorter.
        if at == before or end - before == 1 == before - at or plan.width(begin, at) >= last:
            best = at
        if end - best > 1 and last >= _SHORTEST * width:
            break
    return best


def balanced(plan: Plan, width: float) -> list[int]:
    """As many lines as greedy takes, as even as can be."""
    ends = greedy(plan, width)
    found: list[int] = []
    low = first = 0
    for stop in plan.stops:
        last = bisect_right(ends, stop)
        lines, first = ends[first:last], last
        if len(lines) > 1 and stop - low <= _MOST_PIECES:
            lines = _even(plan, width, low, stop, len(lines)) or lines
        elif len(lines) > 1:
            lines = _narrowest(plan, width, low, stop, len(lines))
        found += lines
        low = stop
    return found


def _even(plan: Plan, width: float, low: int, stop: int, count: int) -> list[int]:
    """The ends of ``count`` lines between two stops with the least sum of squared shortfalls."""
    limit = width + SLACK
    starts, edges, prices = plan.starts, plan.edges, plan.prices
    mean = max(plan.width(low, stop) / count, SLACK)
    hang = max(map(sub, starts[low:stop], edges[low:stop]))
    # best[j] = (cost, ends so far) of setting everything up to break j in k lines.
    best: dict[int, tuple[float, tuple[int, ...]]] = {low: (0.0, ())}
    for k in range(count):
        left = count - k - 1
        # What is left must fit into the lines that are left; a space hangs unseen between them.
        room = left * (limit + hang) if plan.widest <= limit else inf
        # From here on the rest fits; one more, because a hyphen or a cut shifts a start a little.
        least = bisect_left(starts, edges[stop] - room, low, stop) - 1 if left else stop
        reached: dict[int, tuple[float, tuple[int, ...]]] = {}
        for i, (cost, ends) in best.items():
            begin = starts[i]
            for j in range(max(i + 1, least), stop - left + 1):
                wide = edges[j] - begin
                if wide > limit and j > i + 1:
                    break
                if (j == stop) != (left == 0) or edges[stop] - starts[j] > room:
                    continue
                price = cost + (wide / mean - 1) ** 2 + prices[j]
                if left == 0 and j - i == 1:
                    price += _LONE
                if j not in reached or price < reached[j][0]:
                    reached[j] = (price, (*ends, j))
        best = reached
    return list(best[stop][1]) if stop in best else []


def _narrowest(plan: Plan, width: float, low: int, stop: int, count: int) -> list[int]:
    """The ends of greedy lines at the least width that still takes ``count`` lines."""
    part = Plan(
        plan.at[low : stop + 1],
        plan.starts[low : stop + 1],
        plan.edges[low : stop + 1],
        (stop - low,),
        plan.prices[low : stop + 1],
        plan.widest,
        plan.natural,
    )
    small, large = 0.0, width
    for _ in range(20):
        middle = (small + large) / 2
        if len(greedy(part, middle)) <= count:
            large = middle
        else:
            small = middle
    return [low + end for end in _in_company(part, width, greedy(part, large))]


def widest(starts: Sequence[float], edges: Sequence[float]) -> float:
    """The widest piece between neighbouring breaks."""
    return max((edge - start for start, edge in zip(starts, edges[1:], strict=False)), default=0.0)
