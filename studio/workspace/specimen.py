"""What a language looks like: letters, digits, words, and posts made of them.

In: a language. Out: a :class:`Specimen` of what CLDR (through ICU) knows of it and of the studio's own
sample sentence, and posts of every kind filled with it. They say nothing; they show how the language
is set, with words of its own and of a length that is asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise

import icu

from studio.model.kind import KINDS, Field, Kind
from studio.model.language import Language
from studio.model.post import ELEMENTS, Picture, Post
from studio.text import words
from studio.text.samples import sample
from studio.text.script import script_of

_DAY = date(2026, 10, 26)
_LINK = "https://www.unesco.org/en/media-information-literacy"
_EMOJI = (
    "\U0001f469\U0001f3fd\u200d\U0001f3eb \U0001f3f3\ufe0f\u200d\U0001f308 "
    "\U0001f1fa\U0001f1f3 1\ufe0f\u20e3"
)
"""A skin tone in a sequence, a flag by a sequence, a flag by two letters, a key."""
_COLUMNS_PER_WORD = 6
"""Columns of an English word with its space: a field's advised length is told in English words."""
_EASY, _LEAST = 0.8, 4
_MOST_WORDS = 6
_LEAST_ENTRIES = 3


@dataclass(frozen=True, slots=True)
class Specimen:
    """``sentence`` is marked, ``prose`` longer and plain. ``letters`` and ``more`` are exemplar
    characters (standard, auxiliary), ``capitals`` the upper-case standard ones (empty without case).
    ``words`` are long words, the longest first; the rest are lines ready to print."""

    sentence: str
    prose: str
    letters: tuple[str, ...]
    more: tuple[str, ...]
    capitals: tuple[str, ...]
    digits: str
    numbers: str
    labels: str
    quotes: str
    words: tuple[str, ...]
    mixed: str


@lru_cache(maxsize=128)
def specimen(language: Language) -> Specimen:
    """Everything that is known of a language without a translator."""
    locale = _locale(language)
    data = icu.LocaleData(locale.getName())
    kinds = icu.ULocaleDataExemplarSetType
    letters, more = (
        tuple(data.getExemplarSet(0, kind)) for kind in (kinds.ES_STANDARD, kinds.ES_AUXILIARY)
    )
    if not any(script_of(letter[0]) in _letters_scripts(language) for letter in letters):
        # ICU does not know the language and gave those of its root: the words tell its letters.
        letters, more = tuple(sorted(set(sample(language)) - set("* .,،۔"))), ()
    upper = tuple(words.upper(letter, language) for letter in letters)
    symbols = icu.DateFormatSymbols(locale)
    months = [str(name) for name in list(symbols.getMonths())[:12]]
    days = [str(name) for name in list(symbols.getWeekdays())[1:]]
    sentence = sample(language)
    plain = sentence.replace("**", "")
    lists = [words.listed(names, language) for names in (months, days) if names[0][:2] != "M0"]
    return Specimen(
        sentence=sentence,
        prose=_prose(plain, lists, language),
        letters=letters,
        more=more,
        capitals=upper if upper != letters else (),
        digits=" ".join(language.digits),
        numbers=_numbers(language),
        labels="   ".join(language.letters[:_MOST_WORDS]),
        quotes=_quotes(language, plain),
        words=_long_words(language, locale, plain),
        mixed=_mixed(language, plain),
    )


def _prose(sentence: str, lists: list[str], language: Language) -> str:
    """The sentence and lists, each list ended as the sentence is."""
    end = sentence[-1] if unicodedata.category(sentence[-1]).startswith("P") else ""
    between = "" if unicodedata.east_asian_width(end or " ") == "W" else " "
    return between.join((sentence, *[f"{one}{end}" for one in lists]))


def _mixed(language: Language, plain: str) -> str:
    number = language.number(12)
    return f"{plain} #MILCLICKS @UNESCO {_LINK} {number} km, MIL CLICKS (2026) {_EMOJI}"


def _locale(language: Language) -> icu.Locale:
    return icu.Locale.forLanguageTag(language.tag.replace("-Aran", ""))


def _letters_scripts(language: Language) -> tuple[str, ...]:
    several = {
        "Aran": ("Arab",),
        "Jpan": ("Hira", "Kana", "Hani"),
        "Hans": ("Hani",),
        "Hant": ("Hani",),
        "Kore": ("Hang",),
    }
    return several.get(language.script, (language.script,))


def _numbers(language: Language) -> str:
    number, share = words.numeral(1234567.89, language), words.percentage(0.42, language)
    return f"{number}   {share}\n{words.dated(_DAY, language)}"


def _quotes(language: Language, plain: str) -> str:
    several = plain.split()
    inner = several[0] if len(several) > 2 else plain[:4]
    opening, closing = language.quotes[2], language.quotes[3]
    return f"{language.quoted(language.own_name)}   {opening}{inner}{closing}"


def _long_words(language: Language, locale: icu.Locale, plain: str) -> tuple[str, ...]:
    """The longest words of the names of countries and languages, and of the sentence."""
    names = [
        icu.Locale(f"und_{code}").getDisplayCountry(locale) for code in icu.Locale.getISOCountries()
    ]
    names += [icu.Locale(code).getDisplayLanguage(locale) for code in icu.Locale.getISOLanguages()]
    own = _letters_scripts(language)
    found = {
        word
        for name in (*map(str, names), plain)
        for word in words_of(name, language)
        if script_of(word[0]) in own and word.isprintable()
    }
    return tuple(sorted(found, key=lambda word: (-columns(word), word))[:_MOST_WORDS])


def words_of(text: str, language: Language) -> list[str]:
    """The words of a text, by ICU's rules and dictionaries; spaces and marks are no words."""
    return [piece for piece in _pieces(text, language) if any(char.isalpha() for char in piece)]


def _pieces(text: str, language: Language) -> list[str]:
    shown = icu.UnicodeString(text)
    iterator = icu.BreakIterator.createWordInstance(_locale(language))
    iterator.setText(shown)
    return [str(shown[a:b]) for a, b in pairwise((0, *iterator))]


def columns(text: str) -> int:
    """How wide a text is in columns: 2 for East Asian signs, 0 for marks that stand on a letter."""
    wide = {"W": 2, "F": 2}
    return sum(
        wide.get(unicodedata.east_asian_width(char), 1)
        for char in text
        if unicodedata.category(char) not in ("Mn", "Me", "Cf")
    )


# -------------------------------------------------------------------- texts and posts of a length


def running_text(language: Language, width: int, *, begin: int = 0, mark: bool = False) -> str:
    """Words of the language's prose, ``width`` columns wide, from its word ``begin`` on.

    With ``mark`` about a third in the middle is emphasised.
    """
    pieces = _pieces(specimen(language).prose, language)
    starts = [i for i, piece in enumerate(pieces) if any(map(str.isalpha, piece))]
    first = starts[begin % len(starts)]
    taken: list[str] = []
    used, at = 0, first
    while used < width or not any(map(str.isalpha, taken[-1])):
        piece = pieces[at % len(pieces)]
        if at % len(pieces) == 0 and taken:
            piece = f" {piece}"
        taken.append(piece)
        used += columns(piece)
        at += 1
    # The nearer of the two lengths: with the last word or without it.
    last = columns(taken[-1])
    if len(taken) > 1 and used - width > width - (used - last):
        taken.pop()
    text = "".join(taken).strip()
    return _marked(taken) if mark else text


def _marked(pieces: list[str]) -> str:
    found = [i for i, piece in enumerate(pieces) if any(map(str.isalpha, piece))]
    if len(found) < 2:
        return f"**{''.join(pieces).strip()}**"
    first = found[len(found) // 3]
    last = found[min(len(found) - 1, len(found) // 3 + max(1, len(found) // 3))]
    before, inside, after = pieces[:first], pieces[first : last + 1], pieces[last + 1 :]
    return f"{''.join(before).lstrip()}**{''.join(inside)}**{''.join(after).rstrip()}"


def advised(field: Field) -> int:
    """The advised length of a field in columns."""
    return max(4, field.words * _COLUMNS_PER_WORD)


def specimen_post(
    kind: Kind,
    language: Language,
    *,
    picture: Picture | None = None,
    lengths: Mapping[str, int] | None = None,
    share: float = 1.0,
) -> Post:
    """A post of a kind, in words of the language.

    ``lengths`` are columns by field name (``options.2``); without them every field has a little less
    than ``share`` of what is advised, less than 1 where letters are wider than Latin. ``picture`` is
    for kinds that need one.
    """
    wanted = lengths or {
        name: max(_LEAST, round(advised(field) * _EASY * share)) for name, field in _fields(kind)
    }
    texts = {
        name: running_text(
            language, width, begin=3 * number, mark=bool((found := kind.field(name)) and found.emphasis)
        )
        for number, (name, width) in enumerate(wanted.items())
    }
    choices = len(kind.choices) or sum(name.startswith("options.") for name in texts)
    return Post(
        id=f"proof-{kind.name}",
        kind=kind.name,
        element=ELEMENTS[sorted(KINDS).index(kind.name) % len(ELEMENTS)],
        language=language.name,
        texts=texts,
        number=7,
        answer=min(2, choices) if kind.has_answer else 0,
        link=_LINK,
        picture=picture if kind.needs_picture else None,
    )


def _fields(kind: Kind) -> Iterator[tuple[str, Field]]:
    """The fields that a card shows, lists numbered."""
    hidden = ("caption", "alt", "label")
    for field in kind.fields:
        if field.name.startswith(hidden) or ".alt" in field.name:
            continue
        if "*" not in field.name:
            yield field.name, field
            continue
        most = field.most if kind.name == "six" or field.most <= 4 else _LEAST_ENTRIES + 1
        for number in range(1, most + 1):
            yield field.name.replace("*", str(number)), field
