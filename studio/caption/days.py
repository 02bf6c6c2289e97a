"""Awareness days of media literacy.

In: ``days.toml`` beside this module and a year. Out: :class:`AwarenessDay` values by date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from studio.datafile import Strict, parse_toml, validate

_FILE = "days.toml"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])$")]
"""No rule begins after the 28th; the last day of a week may."""


class _Day(Strict):
    id: Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]
    name: Annotated[str, Field(min_length=1)]
    start: _MonthDay
    end: str = ""
    weekday: Literal[_WEEKDAYS] | None = None  # type: ignore[valid-type]
    url: str
    source: str


class _File(Strict):
    form: Annotated[Literal[1], Field(alias="schema")]
    day: Annotated[list[_Day], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class AwarenessDay:
    """A day or a week: first and last day, the same for a single day."""

    id: str
    name: str
    start: date
    end: date
    url: str
    source: str


def days_of(year: int) -> tuple[AwarenessDay, ...]:
    """The days of ``year`` (1 to 9999), by date."""
    found = (_in_year(day, year) for day in _days())
    return tuple(sorted(found, key=lambda day: (day.start, day.id)))


def _in_year(day: _Day, year: int) -> AwarenessDay:
    start = date.fromisoformat(f"{year:04}-{day.start}")
    if day.weekday:
        start += timedelta(days=(_WEEKDAYS.index(day.weekday) - start.weekday()) % 7)
    end = date.fromisoformat(f"{year:04}-{day.end}") if day.end else start
    return AwarenessDay(day.id, day.name, start, end, day.url, day.source)


@cache
def _days() -> tuple[_Day, ...]:
    text = resources.files(__package__).joinpath(_FILE).read_text(encoding="utf-8")
    return tuple(validate(_File, parse_toml(text, Path(_FILE)), Path(_FILE), text).day)
