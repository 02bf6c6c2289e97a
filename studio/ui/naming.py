"""What things are called in the window.

In: ids and gettext names. Out: words in the window's language. Titles never tell what is false as if
it were true, and never give away the answer of a quiz.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache

from PySide6.QtCore import QLocale

from studio.diagnostics import N_, fill
from studio.l10n import current_language, translate
from studio.l10n import translate as _
from studio.model.changes import Change, Key
from studio.model.kind import KINDS, Card
from studio.text.languages import language
from studio.text.markup import parse
from studio.text.tokens import strong
from studio.translation import words
from studio.ui.desk import Desk
from studio.workspace.postlist import PostRow

ELEMENTS = {
    "critical": N_("Critical thinking and creativity"),
    "literacy": N_("Literacy"),
    "inter": N_("Intercultural"),
    "citizen": N_("Citizenship"),
    "knowledge": N_("Knowledge"),
    "sustain": N_("Sustainability"),
}
THEMES = {
    "": N_("As the template has it"),
    "vivid": N_("Vivid"),
    "bright": N_("Bright"),
    "paper": N_("Paper"),
    "ink": N_("Ink"),
}

_INTENTS = {
    "type": N_("write"),
    "translate": N_("translate"),
    "trash": N_("put in the trash"),
    "restore": N_("bring back"),
    "add post": N_("new post"),
    "change post": N_("change the post"),
    "import": N_("open a pack"),
    "resolve": N_("choose a text"),
    "new pack": N_("new pack"),
    "add language": N_("add a language"),
    "add picture": N_("add a picture"),
    "labels": N_("change the tags"),
}
"""What an edit of the journal is called; intents of the window's own stand in their own words."""


@lru_cache(maxsize=256)
def _language_name(name: str, shown_in: str) -> str:
    import icu

    known = language(name)
    try:
        text = str(icu.Locale(known.tag.replace("-", "_")).getDisplayName(icu.Locale(shown_in)))
    except icu.ICUError:
        return known.english_name
    return text[:1].upper() + text[1:]


def language_name(name: str) -> str:
    """A language in the window's language: “Serbian (Latin)”."""
    return _language_name(name, language(current_language()).tag)


def own_language_name(name: str) -> str:
    """A language as it calls itself: “Srpski”."""
    return language(name).own_name


def date_words(day: datetime.date, *, year: bool = True) -> str:
    """A day as the window's language writes it: “22 Nov 2026”, or “22 Nov”."""
    return _date_words(current_language(), day, year=year)


@lru_cache(maxsize=512)
def _date_words(name: str, day: datetime.date, *, year: bool) -> str:
    import icu

    # English as it is written outside America, and the same digits as the window's other numbers.
    tag = "en-001" if name == "en" else language(name).tag
    locale = icu.Locale.forLanguageTag(f"{tag}-u-nu-latn")
    patterns = icu.DateTimePatternGenerator.createInstance(locale)
    form = icu.SimpleDateFormat(patterns.getBestPattern("yMMMd" if year else "MMMd"), locale)
    form.setTimeZone(icu.TimeZone.getGMT())
    noon = datetime.datetime(day.year, day.month, day.day, 12, tzinfo=datetime.UTC)
    text = str(form.format(noon.timestamp()))
    # What some languages put after the year would meet the full stop of a sentence.
    before, number, _after = text.rpartition(str(day.year))
    return before + number if before else text


def number_words(value: int) -> str:
    """A whole number as the window's language groups its digits."""
    locale = QLocale()
    # As in all the window's sentences digits are the European ones, also in Arabic.
    comma = locale.groupSeparator() if locale.zeroDigit() == "0" else ","
    return f"{value:,}".replace(",", comma)


def card_words(text: str) -> str:
    """A word that templates print (kinds, elements), in the window's language."""
    return _template_words(current_language()).get(text, text)


@lru_cache(maxsize=8)
def _template_words(name: str) -> Mapping[str, str]:
    from studio.resources import Resources

    return words(Resources.find().i18n, "templates", name)


def element_name(element: str) -> str:
    """An element in the window's language."""
    return card_words(ELEMENTS[element]) if element in ELEMENTS else element


def kind_name(kind: str) -> str:
    """A kind of post in the window's language."""
    return card_words(KINDS[kind].label) if kind in KINDS else kind


def card_name(card: Card, cards: tuple[Card, ...]) -> str:
    """What a card is called among the others: “Quiz answer”, “Story in steps 3”."""
    words = card_words(card.label)
    alike = len(cards) > 1 and len({one.label for one in cards}) == 1
    return f"{words} {card.slide}" if alike else words


def field_name(kind: str, name: str) -> str:
    """A field of a kind, with its number in a list: “Item 2”."""
    known = KINDS[kind].field(name) if kind in KINDS else None
    if known is None:
        return name
    number = next((part for part in name.split(".") if part.isdigit()), "")
    words_ = translate(known.label)
    return f"{words_} {number}" if number else words_


def title_of(row: PostRow) -> str:
    """What a post is called in a list: its headline or question, without marks.

    A myth is called by its fact; a claim says what it is.
    """
    kind = KINDS.get(row.kind)
    heads = row.heads
    text = heads.get("fact") or heads.get("slides.1.headline") or ""
    if not text and kind is not None:
        text = heads.get(kind.fields[0].name, "")
    plain = " ".join(parse(text).text.split())
    if plain and "claim" in heads:
        plain = f"{kind_name(row.kind)}: {plain}"
    return plain or row.post


def shown_title(row: PostRow) -> str:
    """The same for the eye: in the direction of its own script, whatever the window's is."""
    return in_own_direction(title_of(row))


def in_own_direction(text: str) -> str:
    """A text between the marks that isolate it (UAX #9), where it may run against its surroundings."""
    if strong(text) != "R" and not language(current_language()).rtl:
        return text
    return f"\u2068{text}\u2069"


def post_title(desk: Desk, pack: str, post: str, row: PostRow | None = None) -> str:
    """A post with its number before its title: “12 · Looks fake?”."""
    if row is None:
        rows = desk.session.rows(pack, [post])
        if not rows:
            return post
        row = rows[0]
    title = title_of(row)
    return in_own_direction(f"{row.number} · {title}" if row.number else title)


def step_name(desk: Desk, intent: str, change: Change | None) -> str:
    """What a step of undo, or an edit of the history, is called: “write Headline”."""
    back, _space, rest = intent.partition(" ")
    if back in ("undo", "redo") and rest:
        before = _("Undo") if back == "undo" else _("Redo")
        return f"{before} {step_name(desk, rest, change)}"
    verb = translate(_INTENTS[intent]) if intent in _INTENTS else translate(intent)
    field = (
        _field_of(desk, change.key) if change is not None and intent in ("type", "translate") else ""
    )
    return fill(_("{verb} {field}"), {"verb": verb, "field": field}) if field else verb


def _field_of(desk: Desk, key: Key) -> str:
    if not key.post or key.field.startswith("@"):
        return ""
    post = desk.session.post(key.pack, key.post)
    return field_name(post.kind, key.field) if post else ""
