"""Safe hashtags, and the campaign's exactly once."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.caption.count import grapheme_count
from studio.caption.entities import find_hashtags
from studio.caption.hashtags import CAMPAIGN, MOST_GRAPHEMES, chosen, key, normalized, one_campaign_tag

SIGNS = "# ＃ ## _ a é 1 ❤️ & ://"
SPELLINGS = (
    "MILCLICKS milclicks MIL_CLICKS MIL-CLICKS mil -clicks Kʟɪᴄᴋs #MILCLICKS #milclicks #MIL-clicks"
)
PIECES = [*SIGNS.split(), *SPELLINGS.split(), "https://a.org/", " ", "\n", "\u0301"]
TEXTS = st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=12).map("".join))


def campaign_tags(text: str) -> list[str]:
    return [tag.value for tag in find_hashtags(text) if key(tag.value) == key(CAMPAIGN)]


@pytest.mark.parametrize(
    ("source", "tag"),
    [
        ("MediaLiteracy", "MediaLiteracy"),
        ("#MediaLiteracy", "MediaLiteracy"),
        ("＃medijska_pismenost", "medijska_pismenost"),
        ("media literacy", "MediaLiteracy"),
        ("fact-check", "FactCheck"),
        ("МИЛ кликс", "МИЛКликс"),
        ("čitaj šta piše", "ČitajŠtaPiše"),
        ("C++ & Co.", "CCo"),
        ("e\u0301tude", "étude"),
        ("हिन्दी मीडिया", "हिन्दीमीडिया"),
        ("رسانه\u200cها", "رسانه_ها"),
        ("2030", ""),
        ("__", ""),
        ("  ", ""),
        ("", ""),
        ("#", ""),
        ("😀", ""),
        ("a" * 64, "a" * 64),
        ("a" * 65, ""),
    ],
)
def test_a_hashtag_made_safe(source: str, tag: str) -> None:
    assert normalized(source) == tag


@given(TEXTS)
def test_a_safe_hashtag_is_one_hashtag_for_the_network(source: str) -> None:
    tag = normalized(source)
    if not tag:
        return
    text = f"before #{tag} after"
    assert [found.value for found in find_hashtags(text)] == [tag]
    assert grapheme_count(tag) <= MOST_GRAPHEMES
    assert normalized(tag) == tag
    assert all(c == "_" or unicodedata.category(c)[0] in "LM" or c.isdecimal() for c in tag)


def test_the_campaign_comes_first_and_counts() -> None:
    tags = chosen(("One", "Two", "Three", "Four", "Five"), (), 5)
    assert tags.kept == ("MILCLICKS", "One", "Two", "Three", "Four")
    assert tags.dropped == ("Five",)


def test_hashtags_of_the_text_count_and_are_not_repeated() -> None:
    tags = chosen(("One", "Two", "Three"), ("one", "milclicks"), 3)
    assert tags.kept == ("Two",)
    assert tags.dropped == ("Three",)


def test_spellings_of_one_hashtag_stand_once() -> None:
    tags = chosen(("mil clicks", "#MilClicks", "MIL_CLICKS", "News", "news", "!"), (), 0)
    assert tags.kept == ("MILCLICKS", "News")
    assert tags.refused == ("!",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Join #milclicks now", "Join #MILCLICKS now"),
        ("Join #MIL-CLICKS, and #MIL_CLICKS!", "Join #MILCLICKS, and MILCLICKS!"),
        ("#MILCLICKS ##MilClicks", "#MILCLICKS MILCLICKS"),
        ("＃milclicks", "#MILCLICKS"),
        ("#MILCLICKSnow #milclickers", "#MILCLICKSnow #milclickers"),
        ("#MIL-clickson", "#MIL-clickson"),
        ("https://a.org/#milclicks", "https://a.org/#milclicks"),
        ("MILCLICKS", "MILCLICKS"),
    ],
)
def test_the_campaigns_hashtag_in_a_text(text: str, expected: str) -> None:
    assert one_campaign_tag(text) == expected


@given(TEXTS)
def test_a_text_keeps_at_most_one_and_all_its_words(text: str) -> None:
    text = unicodedata.normalize("NFC", text)
    done = one_campaign_tag(text)
    assert campaign_tags(done) in ([], [CAMPAIGN])
    assert one_campaign_tag(done) == done

    def letters(s: str) -> str:
        return "".join(c for c in s.casefold() if c not in "#＃_-")

    assert letters(done) == letters(text)
