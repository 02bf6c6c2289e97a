from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.wrap import Plan, balanced, count, greedy, settled

SPACE = 0.25


def plan_of(words: list[float], hard_after: tuple[int, ...] = ()) -> Plan:
    """Words of these widths with a space between; a line must end after the words ``hard_after``."""
    starts, edges, x = [0.0], [0.0], 0.0
    for width in words:
        edges.append(x + width)
        x += width + SPACE
        starts.append(x)
    stops = (*(n for n in sorted(set(hard_after)) if n < len(words)), len(words))
    natural = max(edges[b] - starts[a] for a, b in pairwise((0, *stops)))
    prices = (0.0,) * len(starts)
    return Plan(
        tuple(range(len(starts))), tuple(starts), tuple(edges), stops, prices, max(words), natural
    )


def widths(plan: Plan, ends: list[int]) -> list[float]:
    return [plan.width(a, b) for a, b in pairwise((0, *ends))]


WORDS = st.lists(st.floats(0.25, 8, width=16), min_size=1, max_size=10)
WIDTHS = st.floats(1, 20, width=16)


def test_greedy_fills_lines() -> None:
    assert greedy(plan_of([2, 2, 2, 1]), 4.5) == [2, 4]


def test_a_word_that_is_too_wide_stands_alone() -> None:
    assert greedy(plan_of([1, 9, 1]), 4) == [1, 2, 3]


def test_a_hard_break_ends_a_line() -> None:
    assert greedy(plan_of([1, 1, 1], (1,)), 10) == [1, 3]


def test_an_edge_that_sticks_out_is_passed_over() -> None:
    # Break 2 has a hyphen and is wider than break 3; neither may make the line too wide.
    plan = Plan((0, 1, 2, 3, 4), (0, 2, 3, 4, 6), (0, 2, 5, 4, 6), (4,), (0.0,) * 5, 3, 6)
    assert widths(plan, greedy(plan, 4.5))[0] <= 4.5


def test_balanced_lines_are_even() -> None:
    plan = plan_of([2, 2, 2, 2, 1])
    assert greedy(plan, 9) == [4, 5]
    assert balanced(plan, 9) == [2, 5]


def test_the_last_line_gets_company() -> None:
    plan = plan_of([3, 3, 3, 1])
    assert greedy(plan, 9.5) == [3, 4]
    assert settled(plan, 9.5) == [2, 4]
    assert settled(plan_of([3, 3, 8]), 8) == [2, 3]


def test_a_short_last_line_gets_company() -> None:
    assert greedy(plan_of([3, 3, 3, 1, 1]), 10) == [3, 5]
    assert settled(plan_of([3, 3, 3, 1, 1]), 10) == [2, 5]
    # Two words go down where one is not enough, and no more.
    assert settled(plan_of([3, 3, 3, 0.5, 0.5, 0.5, 0.25, 0.25]), 12.5) == [5, 8]
    assert settled(plan_of([2, 6, 0.25, 0.5]), 9) == [2, 4]


def test_a_good_place_is_preferred() -> None:
    plain = plan_of([3, 3, 3, 3, 3])
    good = Plan(
        plain.at,
        plain.starts,
        plain.edges,
        plain.stops,
        (0, 0, 0, -0.5, 0, 0),
        plain.widest,
        plain.natural,
    )
    assert {balanced(plain, 10)[0], balanced(good, 10)[0]} <= {2, 3}
    assert balanced(good, 10)[0] == 3


@given(WORDS, WIDTHS, st.lists(st.integers(1, 9), max_size=2))
def test_all_ways_take_the_same_number_of_lines(
    words: list[float], width: float, hard: list[int]
) -> None:
    plan = plan_of(words, tuple(hard))
    lines = greedy(plan, width)
    assert lines[-1] == len(words)
    assert count(plan, width) == len(lines) == len(balanced(plan, width)) == len(settled(plan, width))
    assert set(plan.stops) <= set(balanced(plan, width)) & set(settled(plan, width))


@given(WORDS, WIDTHS, st.sampled_from([greedy, balanced, settled]))
def test_only_a_single_word_is_wider_than_the_column(
    words: list[float], width: float, way: object
) -> None:
    plan = plan_of(words)
    ends = way(plan, width)  # type: ignore[operator]
    assert ends == sorted(set(ends))
    for a, b in pairwise((0, *ends)):
        assert plan.width(a, b) <= width + 1e-5 or b == a + 1


@given(WORDS, WIDTHS)
def test_greedy_takes_the_fewest_lines(words: list[float], width: float) -> None:
    plan = plan_of(words)
    n = len(words)
    for lines in range(1, len(greedy(plan, width))):
        for ends in combinations(range(1, n), lines - 1):
            pieces = list(pairwise((0, *ends, n)))
            assert any(plan.width(a, b) > width and b > a + 1 for a, b in pieces) or lines == n


@given(st.lists(st.floats(1, 4, width=16), min_size=2, max_size=9), st.floats(5, 12, width=16))
def test_balanced_is_the_most_even(words: list[float], width: float) -> None:
    plan = plan_of(words)
    n, lines = len(words), len(greedy(plan, width))
    mean = plan.width(0, n) / lines

    def uneven(ends: tuple[int, ...]) -> float:
        found = list(pairwise((0, *ends)))
        lone = 0.35**2 if lines > 1 and found[-1][1] - found[-1][0] == 1 else 0
        return sum((plan.width(a, b) / mean - 1) ** 2 for a, b in found) + lone

    ways = [(*ends, n) for ends in combinations(range(1, n), lines - 1)]
    allowed = [w for w in ways if all(plan.width(a, b) <= width for a, b in pairwise((0, *w)))]
    assert uneven(tuple(balanced(plan, width))) == pytest.approx(min(map(uneven, allowed)))


def test_a_long_text_is_balanced_too() -> None:
    plan = plan_of([1.0] * 401)
    ends = balanced(plan, 25)
    assert len(ends) == len(greedy(plan, 25)) == 21
    assert widths(plan, greedy(plan, 25))[-1] == 1
    assert widths(plan, ends)[-1] > 2
    assert max(widths(plan, ends)) <= 25
