"""The table of languages against CLDR (inside ICU), the fonts, the brand and the words of the cards."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from pathlib import Path

import icu
import pytest

from studio.errors import InvalidInput
from studio.model.brand import Brand
from studio.model.language import DERIVED, Language
from studio.resources import Resources
from studio.template import load_brand
from studio.text.engine import TextEngine, TextStyle
from studio.text.fonts import FontLibrary
from studio.text.languages import SignOff, language, load_languages, load_sign_offs
from studio.translation.po import read_po
from studio.translation.words import words

LANGUAGES = load_languages()
NAMES = sorted(LANGUAGES)
PUNCTUATION = 3
"""ULOCDATA_ES_PUNCTUATION, which PyICU does not name."""
ARABIC_DIGITS = {"ar"}
"""CLDR leaves Arabic with Latin digits for the Maghreb's sake; the brand asks for Arabic ones."""

# Quotation marks that are not CLDR's, and why. All others are.
OWN_QUOTES = {
    "sr": "the closing mark most printers use; CLDR has ”",
    "sr@latin": "as in Cyrillic",
    "fr": "English inner marks, as the Imprimerie nationale allows; CLDR repeats « »",
    "es": "the Academy's first choice",
    "gl": "the Academy's first choice",
    "nl": "inner marks unlike the outer ones",
    "lt": "inner marks unlike the outer ones",
    "bg": "inner marks unlike the outer ones",
    "uz": "CLDR's inner marks are turned round",
    "tg": "as in the other languages of the region in Cyrillic letters",
    "ar": "what Arabic print uses; CLDR has ” “",
    "ur": "CLDR has ” “, for lines set from the left",
    "ur@nastaliq": "as ur",
    "ps": "what print in Arabic letters uses",
    "ckb": "what print in Arabic letters uses",
}


def locale_of(one: Language) -> str:
    """The name under which CLDR has the language; it has no locale of Nastaliq."""
    return one.tag.replace("Aran", "Arab").replace("-", "_")


def exemplars(one: Language) -> set[str]:
    """The characters that a language is written with, its digits and its punctuation."""
    data = icu.LocaleData(locale_of(one))
    found: set[str] = set(one.letters) | set(one.digits) | set(one.quotes)
    for kind in (icu.ULocaleDataExemplarSetType.ES_STANDARD, PUNCTUATION):
        found |= set(data.getExemplarSet(0, kind))
    upper = {char.upper() for char in found}
    return {char for char in found | upper if char.strip()}


def test_there_are_more_than_sixty_languages_in_all_scripts_of_the_plan() -> None:
    assert len(LANGUAGES) >= 65
    scripts = {one.script for one in LANGUAGES.values()}
    plan = "Latn Cyrl Grek Armn Geor Hebr Arab Aran Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh"
    plan += " Thai Laoo Khmr Mymr Tibt Ethi Tfng Nkoo Cher Jpan Kore Hans Hant"
    assert scripts == set(plan.split())


@pytest.mark.parametrize("name", NAMES)
def test_the_tag_is_known_to_icu_and_agrees_with_script_and_direction(name: str) -> None:
    one = LANGUAGES[name]
    locale = icu.Locale(locale_of(one))
    likely = icu.Locale(locale.getName())
    likely.addLikelySubtags()
    script = "Arab" if one.script == "Aran" else one.script
    assert locale.getLanguage() in {
        icu.Locale(n).getLanguage() for n in icu.Locale.getAvailableLocales()
    }
    assert likely.getScript() == script
    assert one.rtl == (unicodedata.bidirectional(sorted(letters_of(one))[0]) in ("R", "AL"))


def letters_of(one: Language) -> set[str]:
    data = icu.LocaleData(locale_of(one))
    found = data.getExemplarSet(0, icu.ULocaleDataExemplarSetType.ES_STANDARD)
    return {char for char in found if len(char) == 1 and char.isalpha()}


@pytest.mark.parametrize("name", NAMES)
def test_digits_are_those_of_cldr(name: str) -> None:
    one = LANGUAGES[name]
    system = icu.NumberingSystem.createInstance(icu.Locale(locale_of(one)))
    expected = "٠١٢٣٤٥٦٧٨٩" if name in ARABIC_DIGITS else str(system.getDescription())
    assert one.digits == expected


@pytest.mark.parametrize("name", NAMES)
def test_quotation_marks_are_those_of_cldr_or_stand_in_the_list_with_a_reason(name: str) -> None:
    one = LANGUAGES[name]
    data = icu.LocaleData(locale_of(one))
    kinds = icu.ULocaleDataDelimiterType
    order = (
        kinds.QUOTATION_START,
        kinds.QUOTATION_END,
        kinds.ALT_QUOTATION_START,
        kinds.ALT_QUOTATION_END,
    )
    assert (one.quotes == "".join(map(data.getDelimiter, order))) != (name in OWN_QUOTES)


def test_names_are_told_apart() -> None:
    own = [one.own_name for one in LANGUAGES.values()]
    english = [one.english_name for one in LANGUAGES.values()]
    assert len(set(own)) == len(own)
    assert len(set(english)) == len(english)


@pytest.fixture(scope="module")
def brand(resources: Resources) -> Brand:
    return load_brand(resources.templates / "brands" / "milclicks")


@pytest.mark.parametrize("name", NAMES)
def test_fonts_draw_all_that_the_language_is_written_with(
    engine: TextEngine, brand: Brand, name: str
) -> None:
    one = LANGUAGES[name]
    profile = brand.scripts[one.script]
    for family, weight in ((profile.display, 900), (profile.text, 500), (profile.text, 700)):
        style = TextStyle((family,), weight)
        assert engine.fonts.present(engine.fonts.nearest(family, weight))
        assert engine.paragraph("\n".join(sorted(exemplars(one))), one, style).missing == ""


@pytest.mark.parametrize("name", NAMES)
def test_letters_are_drawn_by_the_fonts_of_the_brands_profile(
    engine: TextEngine, brand: Brand, name: str
) -> None:
    one = LANGUAGES[name]
    profile = brand.scripts[one.script]
    script = {"Jpan": "Hira", "Kore": "Hang"}.get(one.script, one.script)
    sample = "".join(
        sorted(c for c in letters_of(one) if script in (_script(c), "Hans", "Hant", "Aran"))
    )
    paragraph = engine.paragraph(sample[:200], one, TextStyle((profile.display,), 900))
    runs = [run for line in paragraph.layout(1e9, 1).lines for run in line.runs]
    families = {engine.fonts.entry(run.face).family for run in runs}
    assert profile.display in families
    assert len(families) <= 2


def _script(char: str) -> str:
    return str(icu.Script.getScript(ord(char)).getShortName())


@pytest.mark.parametrize("name", sorted(set(NAMES) - {"en"}))
def test_every_word_of_the_cards_is_translated(resources: Resources, name: str) -> None:
    pot = read_po(resources.i18n / "templates.pot")
    found = words(resources.i18n, "templates", name)
    asked = {entry.msgid for entry in pot}
    assert sorted(asked - set(found)) == []
    for source in asked:
        places = sorted(re.findall(r"\{\w+\}", source))
        assert sorted(re.findall(r"\{\w+\}", found[source])) == places, source
        assert found[source] == unicodedata.normalize("NFC", found[source]).strip()


def test_derived_languages_have_no_words_of_their_own(resources: Resources) -> None:
    for name, origin in DERIVED.items():
        assert not (resources.i18n / name).exists()
        assert set(words(resources.i18n, "templates", name)) == set(
            words(resources.i18n, "templates", origin)
        )
    same = words(resources.i18n, "templates", "ur")
    assert words(resources.i18n, "templates", "ur@nastaliq") == same


def test_nobody_has_signed_a_draft() -> None:
    offs = load_sign_offs()
    assert set(offs) == set(LANGUAGES)
    for one in offs.values():
        assert (one == SignOff()) == (one.status == "draft")


ROW = '[xx]\ntag="xx"\nown_name="X"\nenglish_name="X"\n'


def test_a_signature_has_name_date_and_version(tmp_path: Path) -> None:
    file = tmp_path / "languages.toml"
    file.write_text(
        ROW + 'status="signed-off"\nsigned_off_by="A. B."\n'
        'signed_off_on=2026-11-30\nsigned_off_version="1.2"\n'
    )
    assert load_sign_offs(file) == {"xx": SignOff("signed-off", "A. B.", date(2026, 11, 30), "1.2")}


@pytest.mark.parametrize(
    "signature",
    [
        'status="signed-off"',
        'signed_off_by="A. B."',
        'status="signed-off"\nsigned_off_by="A. B."',
        'status="fine"',
    ],
)
def test_half_a_signature_is_refused(tmp_path: Path, signature: str) -> None:
    file = tmp_path / "languages.toml"
    file.write_text(ROW + signature + "\n")
    with pytest.raises(InvalidInput, match=r"languages\.toml"):
        load_sign_offs(file)


def test_nastaliq_is_urdu_in_another_hand(engine: TextEngine, fonts: FontLibrary) -> None:
    faces = {}
    for name, family in (("ur", "Noto Kufi Arabic"), ("ur@nastaliq", "Noto Nastaliq Urdu")):
        layout = engine.paragraph("سچ", language(name), TextStyle((family,), 700)).layout(99, 1)
        faces[name] = {fonts.entry(run.face).family for line in layout.lines for run in line.runs}
    assert faces == {"ur": {"Noto Kufi Arabic"}, "ur@nastaliq": {"Noto Nastaliq Urdu"}}
