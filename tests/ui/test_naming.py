"""Days, numbers and titles in words, in the languages that the window speaks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from studio.l10n import current_language, set_language
from studio.resources import Resources
from studio.ui.naming import date_words, in_own_direction
from studio.ui.pages.preferences_page import LANGUAGES


@pytest.fixture
def speak(resources: Resources) -> Iterator[object]:
    before = current_language()
    yield lambda name: set_language(name, i18n=resources.i18n)
    set_language(before, i18n=resources.i18n)


@pytest.mark.parametrize("name", [name for name in LANGUAGES if name])
def test_a_day_can_end_a_sentence_and_has_the_windows_digits(name: str, speak: object) -> None:
    speak(name)  # type: ignore[operator]
    whole, short = (date_words(date(2026, 11, 2), year=year) for year in (True, False))

    assert "2026" in whole
    assert "2026" not in short
    assert "2" in short
    assert not whole.endswith(".")
    assert all(sign.isascii() for sign in whole + short if sign.isdigit())


def test_english_days_are_written_as_outside_america(speak: object) -> None:
    speak("en")  # type: ignore[operator]

    assert date_words(date(2026, 11, 2)) == "2 Nov 2026"


def test_titles_are_isolated_where_they_run_the_other_way(speak: object) -> None:
    speak("en")  # type: ignore[operator]
    assert in_own_direction("12 · Looks fake?") == "12 · Looks fake?"
    assert in_own_direction("12 · مزيف؟") == "\u206812 · مزيف؟\u2069"
    speak("ar")  # type: ignore[operator]
    assert in_own_direction("Looks fake?") == "\u2068Looks fake?\u2069"
