"""Counters against definitions written out the slow way."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.caption.count import COUNTERS, length
from studio.caption.entities import find_urls
from studio.model.network import TextRule

X = TextRule("x-weighted", 280, url_length=23)
WITHOUT_DOTS = st.text(st.characters(exclude_characters=".:", max_codepoint=0x10FF))


def rule(counter: str) -> TextRule:
    return TextRule(counter, 1000)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("Think before you share", 22),
        ("Размисли", 8),
        ("ČĆŽŠĐ čćžšđ", 11),
        ("„наводници“ – и — црте", 22),
        ("…", 2),
        ("5 €", 4),
        ("№ 7™", 6),
        ("日本語", 6),
        ("한국", 4),
        ("مرحبا", 5),
        ("see example.rs", 4 + 23),
        ("example.rs", 23),
        ("пример.срб", 10),
        ("https://пример.срб", 23),
        ("https://www.unesco.org/en/media-information-literacy, now", 23 + 5),
        ("a https://a.org b http://b.org/" + "c" * 300, 2 + 23 + 3 + 23),
        ("😀", 2),
        ("👩‍👩‍👧‍👦", 2),
        ("👍🏽👍", 4),
        ("🇷🇸🇵🇹", 4),
        ("❤️❤", 4),
        ("❤️‍🔥", 2),
        ("🔥\ufe0f", 2 + 2),
        ("👍🏽\ufe0f", 2 + 2),
        ("1️⃣\ufe0f", 2 + 2),
        ("🫱🏻‍🫲🏿", 2),
        ("1️⃣ 2", 4),
        ("©", 1),
        ("©️", 2),
        ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
    ],
)
def test_x_counts_as_its_rules_say(text: str, expected: int) -> None:
    assert length(text, X) == expected


def test_a_sequence_that_is_no_emoji_counts_by_its_parts() -> None:
    assert length("🐶\u200d🔥", X) == 2 + 1 + 2


@given(WITHOUT_DOTS)
def test_x_light_characters_are_one_each(text: str) -> None:
    plain = unicodedata.normalize("NFC", text)
    assert length(text, X) == sum(1 if ord(c) <= 0x10FF else 2 for c in plain)


@given(st.text(st.characters(min_codepoint=0x2000, max_codepoint=0x2100, categories=["P", "Z", "Cf"])))
def test_x_weights_of_punctuation(text: str) -> None:
    light = {*range(0x2000, 0x200E), *range(0x2010, 0x2020), *range(0x2032, 0x2038)}
    plain = unicodedata.normalize("NFC", text)
    emoji_signs = {0x203C, 0x2049}  # emoji and heavy characters weigh the same
    assert emoji_signs.isdisjoint(light)
    assert length(text, X) == sum(1 if ord(c) in light else 2 for c in plain)


@given(st.text())
def test_x_counts_composed_and_decomposed_text_alike(text: str) -> None:
    composed = length(unicodedata.normalize("NFC", text), X)
    assert composed == length(unicodedata.normalize("NFD", text), X) == length(text, X)


@given(
    st.from_regex(r"\Ahttps://[a-z]{1,20}\.(?:com|org|rs)(?:/[a-z0-9/_-]{0,40}[a-z])?\Z"), WITHOUT_DOTS
)
def test_x_counts_every_link_as_23(link: str, before: str) -> None:
    text = f"{before} {link} tail"
    assert [u.value for u in find_urls(text)] == [link]
    assert length(text, X) == length(f"{before}  tail", X) + 23


@given(st.text())
def test_plain_units(text: str) -> None:
    assert length(text, rule("code-points")) == len(text)
    assert length(text, rule("utf16")) == sum(2 if ord(c) > 0xFFFF else 1 for c in text)
    assert length(text, rule("utf8-bytes")) == sum(
        1 + (ord(c) > 0x7F) + (ord(c) > 0x7FF) + (ord(c) > 0xFFFF) for c in text
    )
    assert length(text, rule("graphemes")) <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("e\u0301", 1), ("नमस्ते", 3), ("👩‍👩‍👧‍👦!", 2), ("🇷🇸🇵🇹", 2), ("a\r\nb", 3), ("각", 1)],
)
def test_graphemes_are_what_people_see(text: str, expected: int) -> None:
    assert length(text, rule("graphemes")) == expected


@pytest.mark.parametrize("counter", COUNTERS)
def test_broken_halves_of_pairs_are_counted_not_refused(counter: str) -> None:
    assert length("a\ud83db", TextRule(counter, 100, url_length=23)) >= 3


@pytest.mark.parametrize("counter", COUNTERS)
def test_a_long_text_takes_no_long_time(counter: str) -> None:
    """Quadratic searching would take hours here."""
    rule = TextRule(counter, 100, url_length=23)
    for piece in (
        "a",
        "a.",
        "https://",
        "#",
        "(",
        "https://a.org/(",
        "😀",
        "@a",
        "-.",
        "a.com ",
        "#a ",
    ):
        text = piece * (40_000 // len(piece))
        assert length(text, rule) >= 1
