"""Captions: what stands in them, what gives way, what is an error."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.caption.compose import compose
from studio.caption.count import length
from studio.caption.entities import find_hashtags
from studio.caption.hashtags import CAMPAIGN, key, normalized
from studio.caption.networks import load_networks
from studio.caption.plain import plain
from studio.diagnostics import Severity
from studio.model.artifact import Caption
from studio.model.kind import KINDS
from studio.model.network import Network
from studio.model.post import Post, Source

NETWORKS = load_networks()
FACEBOOK, INSTAGRAM, X = (NETWORKS[name] for name in ("facebook", "instagram", "x"))
TIP = KINDS["tip"].cards[0]
QUESTION, ANSWER = KINDS["quiz"].cards
SOURCE = Source("UNESCO, Media and Information Literacy", "https://www.unesco.org/en/mil")
POST = Post(
    "pause",
    "tip",
    "critical",
    "en",
    {"caption": "Stop for a moment.\n\nThen **think**."},
    link="https://example.org/pause",
    hashtags=("MediaLiteracy", "ThinkFirst"),
    source=SOURCE,
)
QUIZ = Post(
    "react",
    "quiz",
    "critical",
    "en",
    {
        "question": "What first?",
        "options.1": "Share it now",
        "options.2": "Look for the source",
        "why": "A minute of checking keeps false stories small.",
        "caption": "What would you do first?",
        "caption_answer": "Look for the source, always.",
    },
    answer=2,
)
SIGNS = "# a é ш * ** & _ :// \\ 😀"
TAGS = ["MILCLICKS", "#milclicks", "#MIL_CLICKS ", "#MIL-CLICKS", "#one ", "https://a.org/#milclicks "]
PIECES = st.sampled_from([*SIGNS.split(), *TAGS, "\u200b", "\u202e", "\x07", " ", "\n", "word "])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join))


def codes(caption: Caption) -> list[str]:
    return [d.code for d in caption.diagnostics]


def text_of(post: Post, caption: str) -> Post:
    return replace(post, texts={**post.texts, "caption": caption})


def limited(network: Network, limit: int) -> Network:
    return replace(network, text=replace(network.text, limit=limit))


def test_the_parts_stand_in_order() -> None:
    caption = compose(POST, TIP, FACEBOOK)
    assert caption.text == (
        "Stop for a moment.\n\nThen think.\n\n"
        "https://example.org/pause\n\n"
        "Source: UNESCO, Media and Information Literacy\nhttps://www.unesco.org/en/mil\n\n"
        "#MILCLICKS #MediaLiteracy #ThinkFirst"
    )
    assert caption.hashtags == ("MILCLICKS", "MediaLiteracy", "ThinkFirst")
    assert (caption.network, caption.language, caption.diagnostics) == ("facebook", "en", ())
    assert caption.length == len(caption.text)


def test_where_links_cant_be_clicked_the_words_of_the_language_say_where_it_is() -> None:
    words = {"Link in bio": "Линк је у опису профила", "Source: {title}": "Извор: {title}"}
    text = compose(POST, TIP, INSTAGRAM, words).text
    assert "Линк је у опису профила" in text
    assert "Извор: UNESCO" in text
    assert "https://" not in text
    assert "bio" not in compose(replace(POST, link=""), TIP, INSTAGRAM).text


def test_a_title_with_braces_is_only_a_title() -> None:
    post = replace(POST, source=Source("{title} of {0} {post.id}"))
    assert "Source: {title} of {0} {post.id}" in compose(post, TIP, FACEBOOK).text


@pytest.mark.parametrize("url", ["https://example.org/pause", "http://example.org/pause/"])
def test_an_address_is_never_said_twice(url: str) -> None:
    post = replace(POST, source=Source("Study", url))
    assert compose(post, TIP, FACEBOOK).text.count("example.org/pause") == 1
    in_text = text_of(post, f"Read {url} first.")
    assert compose(in_text, TIP, FACEBOOK).text.count("example.org/pause") == 1


def test_what_is_optional_gives_way_in_order_and_is_reported() -> None:
    whole = compose(POST, TIP, X)
    assert SOURCE.url in whole.text
    no_address = compose(POST, TIP, limited(X, whole.length - 1))
    assert SOURCE.url not in no_address.text
    assert SOURCE.title in no_address.text
    assert codes(no_address) == ["caption.source-left-out"]
    no_source = compose(POST, TIP, limited(X, no_address.length - 1))
    assert SOURCE.title not in no_source.text
    assert no_source.hashtags == ("MILCLICKS", "MediaLiteracy", "ThinkFirst")
    one_less = compose(POST, TIP, limited(X, no_source.length - 1))
    assert one_less.hashtags == ("MILCLICKS", "MediaLiteracy")
    assert codes(one_less) == ["caption.source-left-out", "caption.hashtags-dropped"]
    assert "#ThinkFirst" in str(one_less.diagnostics[1])


def test_too_long_is_an_error_with_the_whole_text() -> None:
    words = "word " * 60
    network = replace(X, text=replace(X.text, threads=False))
    caption = compose(text_of(POST, words), TIP, network)
    error = next(d for d in caption.diagnostics if d.code == "caption.too-long")
    assert error.severity is Severity.ERROR
    assert error.params["over"] == caption.length - 280
    assert (error.params["post"], error.params["language"], error.params["network"]) == (
        "pause",
        "en",
        "X",
    )
    assert (error.where.post, error.where.field, error.where.language) == ("pause", "caption", "en")
    assert words.strip() in caption.text
    assert "#MILCLICKS" in caption.text
    assert POST.link in caption.text


def test_instagram_takes_five_hashtags() -> None:
    post = replace(POST, hashtags=("A", "B", "C", "D", "E", "F"))
    caption = compose(post, TIP, INSTAGRAM)
    assert caption.hashtags == ("MILCLICKS", "A", "B", "C", "D")
    (finding,) = caption.diagnostics
    assert (finding.code, finding.severity) == ("caption.hashtags-dropped", Severity.WARNING)
    assert "#E #F" in str(finding)
    assert compose(post, TIP, FACEBOOK).hashtags[-1] == "F"


def test_too_many_hashtags_in_the_text_are_an_error() -> None:
    caption = compose(text_of(POST, "#a #b #c #d #e"), TIP, INSTAGRAM)
    assert "caption.too-many-hashtags" in codes(caption)
    assert "#MILCLICKS" in caption.text


def test_what_is_no_hashtag_is_reported() -> None:
    caption = compose(replace(POST, hashtags=("2030", "Fine")), TIP, FACEBOOK)
    assert codes(caption) == ["caption.bad-hashtag"]
    assert caption.hashtags == ("MILCLICKS", "Fine")


def test_a_missing_caption_is_an_error() -> None:
    caption = compose(replace(POST, texts={}), TIP, FACEBOOK)
    assert codes(caption) == ["caption.missing"]


def test_nothing_hidden_is_left() -> None:
    caption = compose(text_of(POST, "a\u200bb\x07c\u202ed\tx\r\ny\u2028z"), TIP, FACEBOOK)
    assert caption.text.startswith("abcd x\ny\nz\n\n")
    assert set(codes(caption)) == {"text.control", "caption.hidden-characters"}
    assert all(d.where.post == "pause" for d in caption.diagnostics)


def test_marks_of_direction_are_neither_added_nor_taken() -> None:
    arabic = "فكّر قبل أن تنشر"
    marks = set("\u200e\u200f\u061c\u2066\u2067\u2068\u2069")
    assert marks.isdisjoint(compose(text_of(POST, arabic), TIP, INSTAGRAM).text)
    assert "\u200f" in compose(text_of(POST, arabic + " (MIL)\u200f!"), TIP, INSTAGRAM).text


def test_question_and_answer_have_their_own_captions() -> None:
    assert compose(QUIZ, QUESTION, X).text == "What would you do first?\n\n#MILCLICKS"
    answer = compose(QUIZ, ANSWER, X)
    assert answer.text == "Look for the source, always.\n\n#MILCLICKS"
    assert answer.diagnostics == ()


@pytest.mark.parametrize(
    "caption", ["Look for the source! Or not?", "A minute of checking keeps false stories small"]
)
def test_a_question_that_tells_the_answer_is_an_error(caption: str) -> None:
    (finding,) = compose(text_of(QUIZ, caption), QUESTION, FACEBOOK).diagnostics
    assert (finding.code, finding.severity) == ("caption.leaks-answer", Severity.ERROR)
    assert compose(text_of(QUIZ, caption), ANSWER, FACEBOOK).diagnostics == ()


def test_a_source_that_tells_the_answer_waits_for_the_answer_card() -> None:
    post = replace(QUIZ, source=Source("Look for the source: a guide", "https://a.org/guide"))
    question = compose(post, QUESTION, FACEBOOK)
    assert "guide" not in question.text
    assert codes(question) == ["caption.source-left-out"]
    assert "a guide\nhttps://a.org/guide" in compose(post, ANSWER, FACEBOOK).text


@given(TEXTS, st.lists(TEXTS, max_size=6), st.sampled_from(list(NETWORKS.values())))
def test_the_campaigns_hashtag_stands_exactly_once(
    text: str, tags: list[str], network: Network
) -> None:
    caption = compose(replace(text_of(POST, text), hashtags=tuple(tags)), TIP, network)
    found = [t.value for t in find_hashtags(caption.text)]
    assert [t for t in found if key(t) == key(CAMPAIGN)] == [CAMPAIGN]


@given(
    TEXTS, st.lists(TEXTS, max_size=6), st.integers(20, 400), st.sampled_from(list(NETWORKS.values()))
)
def test_nothing_is_ever_cut_in_silence(
    text: str, tags: list[str], limit: int, network: Network
) -> None:
    post = replace(text_of(POST, text), hashtags=tuple(tags))
    network = limited(network, limit)
    caption = compose(post, TIP, network)
    said = codes(caption)

    def letters(s: str) -> str:
        return "".join(c for c in s.casefold() if c not in "#＃_-")

    assert caption.text == unicodedata.normalize("NFC", caption.text)
    assert letters(caption.text).startswith(letters(plain(text)[0]))
    assert caption.length == length(caption.text, network.text)
    assert (caption.length > limit) == ("caption.too-long" in said)
    if network.text.links_clickable:
        assert POST.link in caption.text
    source_kept = SOURCE.title in caption.text
    url_kept = SOURCE.url in caption.text or not network.text.links_clickable
    assert (source_kept and url_kept) or "caption.source-left-out" in said
    kept = {key(t) for t in caption.hashtags}
    for tag in map(normalized, tags):
        reported = "caption.hashtags-dropped" if tag else "caption.bad-hashtag"
        assert key(tag) in kept or reported in said


@given(TEXTS)
def test_a_caption_can_be_written_to_a_file(text: str) -> None:
    caption = compose(text_of(POST, text), TIP, FACEBOOK).text
    caption.encode("utf-8")
    assert not any(unicodedata.category(c) == "Cc" and c != "\n" for c in caption)
    assert "\u200b" not in caption
    assert "\n\n\n" not in caption
