"""Serbian in Latin letters, from Serbian in Cyrillic ones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.translation import Catalog, Entry, derive, to_latin

CYRILLIC = "абвгдђежзијклљмнњопрстћуфхцчџш"
LATIN = [*"abvgdđežzijkl", "lj", *"mn", "nj", *"oprstćufhcč", "dž", "š"]


def test_every_letter_of_the_alphabet():
    assert [to_latin(letter) for letter in CYRILLIC] == LATIN


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("надживети", "nadživeti"),
        ("инјекција", "injekcija"),
        ("конјугација", "konjugacija"),
        ("Љубав", "Ljubav"),
        ("ЉУБАВ", "LJUBAV"),
        ("ЊЕГОШ и Његош", "NJEGOŠ i Njegoš"),
        ("БАЉ", "BALJ"),
        ("ЏЕП, Џеп", "DŽEP, Džep"),
        ("Љ. Поповић", "Lj. Popović"),
        ("„Џез“", "„Džez“"),
        ("**Њој** је хладно.", "**Njoj** je hladno."),
        ("Види https://мил.срб/љубав сада", "Vidi https://мил.срб/љубав sada"),
        ("Пиши на ана@пошта.срб!", "Piši na ана@пошта.срб!"),
        ("Користи #МедијскаПисменост и #MILCLICKS", "Koristi #МедијскаПисменост i #MILCLICKS"),
        ("Питај @унеско сада", "Pitaj @унеско sada"),
        ("Facebook и Инстаграм", "Facebook i Instagram"),
        ("УНЕСКО и УНЕСКО-ва мрежа", "UNESCO i UNESCO-va mreža"),
        ("Савет {number}", "Savet {number}"),
        ("é ü ж́", "é ü ž́"),
        ("", ""),
    ],
)
def test_words_in_their_right_spelling(cyrillic, latin):
    assert to_latin(cyrillic) == latin


@given(st.text(st.characters(codec="ascii")))
def test_latin_text_stays(text):
    assert to_latin(text) == text


@given(st.text(st.sampled_from(CYRILLIC + CYRILLIC.upper() + " .,!?-0123")))
def test_no_cyrillic_letter_is_left_and_words_stay_words(text):
    latin = to_latin(text)
    assert not [c for c in latin if "Ѐ" <= c <= "ӿ"]
    assert len(latin.split()) == len(text.split())
    assert to_latin(latin) == latin


def test_a_catalog_keeps_sources_and_states():
    serbian = Catalog("sr", {"a/b": Entry("Love", "Љубав", fuzzy=True), "a/c": Entry("Jazz", "")})
    latin = derive(serbian, "sr@latin")
    assert latin.language == "sr@latin"
    assert latin.entries["a/b"] == Entry("Love", "Ljubav", fuzzy=True, derived=True)
    assert latin.entries["a/c"].text == ""
