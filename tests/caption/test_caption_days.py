"""Awareness days by year."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.caption.days import days_of


def on(name: str, year: int) -> date:
    return next(day.start for day in days_of(year) if day.id == name)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2015, 10),
        (2019, 5),
        (2020, 11),
        (2021, 9),
        (2022, 8),
        (2023, 7),
        (2024, 6),
        (2025, 11),
        (2026, 10),
    ],
)
def test_safer_internet_day_was_when_it_was(year: int, day: int) -> None:
    assert on("safer-internet-day", year) == date(year, 2, day)


def test_the_days_of_a_year() -> None:
    assert [(d.id, str(d.start), str(d.end)) for d in days_of(2026)] == [
        ("safer-internet-day", "2026-02-10", "2026-02-10"),
        ("fact-checking-day", "2026-04-02", "2026-04-02"),
        ("press-freedom-day", "2026-05-03", "2026-05-03"),
        ("access-to-information-day", "2026-09-28", "2026-09-28"),
        ("mil-week", "2026-10-24", "2026-10-31"),
    ]


@given(st.integers(1, 9999))
def test_every_year_has_them_all_in_order(year: int) -> None:
    days = days_of(year)
    assert len(days) == 5
    assert all(day.start.year == year and day.start <= day.end and day.source for day in days)
    assert [d.start for d in days] == sorted(d.start for d in days)
    safer = on("safer-internet-day", year)
    assert safer.weekday() == 1
    assert 5 <= safer.day <= 11
