"""Words and numbers as a language writes them, by CLDR.

In: a text, numbers, names or a date, and a language. Out: text in that language's manner: capitals
(Turkish İ, Greek without accents, Dutch IJ), plural categories, numbers with its marks and digits,
lists, dates, quotation marks inside quotation marks. ICU is loaded when the first function is called.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from studio.model.language import Language

DateForm = Literal["full", "long", "medium", "short"]


@lru_cache(maxsize=128)
def _locale(language: Language) -> Any:
    """ICU's locale with the language's digits. To CLDR Nastaliq is a hand, not a script."""
    import icu

    name = language.tag.replace("Aran", "Arab").replace("-", "_")
    numbers = "latn" if language.digits.isascii() else "native"
    return icu.Locale(f"{name}@calendar=gregorian;numbers={numbers}")


def upper(text: str, language: Language) -> str:
    """``text`` in capitals, where the script has them."""
    import icu

    return str(icu.CaseMap.toUpper(_locale(language), text))


def capitalised(text: str, language: Language) -> str:
    """``text`` with a capital at its start, as a sentence has it; the rest stays, and so does a text
    that starts with a number."""
    import icu

    first = next((i for i, char in enumerate(text) if char.isalnum()), len(text))
    # Of two letters, because Dutch ij becomes IJ.
    pair = text[first : first + 2]
    if not pair.islower():
        return text
    return text[:first] + str(icu.CaseMap.toTitle(_locale(language), pair)) + text[first + 2 :]


def plural_category(count: float, language: Language) -> str:
    """``zero``, ``one``, ``two``, ``few``, ``many`` or ``other``: the form that goes with ``count``."""
    import icu

    return str(icu.PluralRules.forLocale(_locale(language)).select(count))


def numeral(value: float, language: Language, *, digits: int = 3) -> str:
    """A number with the language's marks and digits, at most ``digits`` after the decimal mark."""
    import icu

    form = icu.NumberFormat.createInstance(_locale(language))
    form.setMaximumFractionDigits(digits)
    return str(form.format(value))


def percentage(share: float, language: Language) -> str:
    """A share of 1 in percent, whole: “42 %”."""
    import icu

    return str(icu.NumberFormat.createPercentInstance(_locale(language)).format(share))


def listed(items: Sequence[str], language: Language) -> str:
    """The items as a sentence lists them: “a, b, and c”."""
    import icu

    text = str(icu.ListFormatter.createInstance(_locale(language)).format(list(items)))
    # CLDR has no lists of Kurdish and N’Ko: their comma is the Arabic one.
    return text.replace(", ", "، ") if language.rtl and language.script != "Hebr" else text


def dated(day: date, language: Language, form: DateForm = "long") -> str:
    """A day of the Gregorian calendar: “24 October 2026”."""
    import icu

    styles = {
        "full": icu.DateFormat.FULL,
        "long": icu.DateFormat.LONG,
        "medium": icu.DateFormat.MEDIUM,
        "short": icu.DateFormat.SHORT,
    }
    formatter = icu.DateFormat.createDateInstance(styles[form], _locale(language))
    zone = icu.TimeZone.createTimeZone("UTC")
    calendar = icu.GregorianCalendar(zone, _locale(language))
    calendar.set(day.year, day.month - 1, day.day, 12, 0)
    formatter.setTimeZone(zone)
    return str(formatter.format(calendar.getTime()))


def nested(text: str, language: Language) -> str:
    """``text`` in the outer quotation marks; outer marks inside it become the inner ones."""
    outer, inner = language.quotes[:2], language.quotes[2:]
    opening, _, closing = language.quoted("x").partition("x")
    return opening + text.translate(str.maketrans(outer, inner)) + closing
