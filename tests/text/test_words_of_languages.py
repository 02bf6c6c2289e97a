"""Capitals, plurals, numbers, lists, dates and nested quotes, by language."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest

from studio.text import words
from studio.text.languages import language, load_languages

DAY = date(2026, 10, 24)


@pytest.mark.parametrize(
    ("name", "text", "capitals", "start"),
    [
        ("tr", "istanbul ışığı", "İSTANBUL IŞIĞI", "İstanbul ışığı"),
        ("az", "iki", "İKİ", "İki"),
        ("en", "istanbul", "ISTANBUL", "Istanbul"),
        ("el", "άγιος λόγος", "ΑΓΙΟΣ ΛΟΓΟΣ", "Άγιος λόγος"),
        ("nl", "ijsbeer", "IJSBEER", "IJsbeer"),
        ("de", "straße", "STRASSE", "Straße"),
        ("sr@latin", "džep", "DŽEP", "Džep"),
        ("ka", "სახლი", "ᲡᲐᲮᲚᲘ", "სახლი"),
        ("th", "ภาพ", "ภาพ", "ภาพ"),
        ("en", "24 hours", "24 HOURS", "24 hours"),
        ("en", "“what?”", "“WHAT?”", "“What?”"),
        ("en", "iPhone", "IPHONE", "iPhone"),
        ("en", "", "", ""),
    ],
)
def test_capitals(name: str, text: str, capitals: str, start: str) -> None:
    assert words.upper(text, language(name)) == capitals
    assert words.capitalised(text, language(name)) == start


@pytest.mark.parametrize(
    ("name", "categories"),
    [
        ("en", "other one other other other"),
        ("sr", "other one few other other"),
        ("ar", "zero one two few many"),
        ("ja", "other other other other other"),
        ("cy", "zero one two other other"),
    ],
)
def test_plural_categories(name: str, categories: str) -> None:
    found = [words.plural_category(count, language(name)) for count in (0, 1, 2, 5, 11)]
    assert found == categories.split()


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("en", "1,234,567.5"),
        ("sr", "1.234.567,5"),
        ("hi", "12,34,567.5"),
        ("bn", "১২,৩৪,৫৬৭.৫"),
        ("ar", "١٬٢٣٤٬٥٦٧٫٥"),
        ("fa", "۱٬۲۳۴٬۵۶۷٫۵"),
        ("ur@nastaliq", "1,234,567.5"),
    ],
)
def test_numbers_have_the_marks_and_digits_of_the_language(name: str, number: str) -> None:
    assert words.numeral(1234567.5, language(name)) == number


def test_no_more_digits_than_asked() -> None:
    assert words.numeral(2 / 3, language("en"), digits=1) == "0.7"


@pytest.mark.parametrize(
    ("name", "text"),
    [("en", "42%"), ("sr", "42%"), ("de", "42\xa0%"), ("tr", "%42"), ("mr", "४२%")],
)
def test_percentages(name: str, text: str) -> None:
    assert words.percentage(0.42, language(name)) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("en", "A, B, and C"),
        ("sr", "A, B и C"),
        ("ja", "A、B、C"),
        ("es", "A, B y C"),
        ("ckb", "A، B، C"),
    ],
)
def test_lists(name: str, text: str) -> None:
    assert words.listed(["A", "B", "C"], language(name)) == text
    assert words.listed(["A"], language(name)) == "A"
    assert words.listed([], language(name)) == ""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("en", "October 24, 2026"),
        ("sr", "24. октобар 2026."),
        ("sr@latin", "24. oktobar 2026."),
        ("fa", "۲۴ اکتبر ۲۰۲۶"),
        ("ar", "٢٤ أكتوبر ٢٠٢٦"),
        ("zh_TW", "2026年10月24日"),
    ],
)
def test_dates_are_gregorian_in_the_words_of_the_language(name: str, text: str) -> None:
    assert words.dated(DAY, language(name)) == text


@pytest.mark.parametrize(
    "day", [date(1, 1, 1), date(1582, 10, 20), date(1969, 12, 31), date(9999, 12, 31)]
)
def test_no_day_moves(day: date) -> None:
    text = words.dated(day, language("en"))
    assert text.split(",")[0].endswith(f" {day.day}")
    assert text.endswith(str(day.year))


def test_every_language_writes_dates_with_its_own_digits() -> None:
    for one in load_languages().values():
        text = words.dated(DAY, one) + words.numeral(1234.5, one)
        assert {char for char in text if char.isdecimal()} <= set(one.digits), one.name
        assert one.digits[2] in text


def test_marks_inside_marks() -> None:
    assert words.nested("she said “no” twice", language("en")) == "“she said ‘no’ twice”"
    assert words.nested("sie sagte „nein“", language("de")) == "„sie sagte ‚nein‘“"
    assert words.nested("elle dit «non»", language("fr")) == "«\u202felle dit “non”\u202f»"
    assert words.nested("”nej” sade hon", language("sv")) == "”’nej’ sade hon”"


def test_importing_the_module_loads_no_icu() -> None:
    code = "import sys; import studio.text.words; raise SystemExit('icu' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
