"""The starter pack: complete in every language, short enough for its cards, and never a giveaway."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from studio.caption.answer import Leak, leak
from studio.caption.compose import compose
from studio.caption.networks import load_networks
from studio.model.kind import KINDS, Card
from studio.model.post import ELEMENTS, Pack, Post
from studio.pack import load_pack
from studio.resources import Resources
from studio.translation import pack_catalog, translate, words

SOURCE = "en"
TRANSLATED = ("sr", "sr@latin", "pt", "pt_BR", "fr", "es", "ru")
LANGUAGES = (SOURCE, *TRANSLATED)
NETWORKS = ("facebook", "instagram", "x")

MOST_WORDS = {
    "headline": 12,
    "body": 16,
    "question": 16,
    "options": 6,
    "why": 24,
    "lead": 2,
    "line": 8,
    "caption": 60,
    "caption_answer": 60,
    "alt": 60,
    "alt_answer": 60,
}
MOST_WORDS_OF_A_CHECKLIST_HEADLINE = 8
LONGEST_CAPTION = 200  # characters: leaves room on X for link, hashtags and source
SELECTED = re.compile(r"\*\*(.+?)\*\*")


def word_count(text: str) -> int:
    return sum(any(c.isalnum() for c in word) for word in text.split())


@pytest.fixture(scope="module")
def root() -> Path:
    return Resources.find().templates / "starter"


@pytest.fixture(scope="module")
def pack(root: Path) -> Pack:
    found, warnings = load_pack(root)
    assert not warnings, [str(w) for w in warnings]
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def posts(request: pytest.FixtureRequest, root: Path, pack: Pack) -> list[Post]:
    """Every post in one language, with nothing missing, fuzzy, outdated or odd."""
    catalog = None if request.param == SOURCE else pack_catalog(root, request.param)
    done = []
    for post in pack.posts:
        version, findings = translate(post, catalog, request.param)
        assert not findings, [str(f) for f in findings]
        assert version is not None
        done.append(version)
    return done


def cards(post: Post) -> tuple[Card, ...]:
    return KINDS[post.kind].cards


def test_every_element_has_every_kind(pack: Pack) -> None:
    assert {(p.element, p.kind) for p in pack.posts} == {
        (element, kind) for element in ELEMENTS for kind in ("tip", "checklist", "quiz")
    }


def test_licence_and_description_are_told(pack: Pack) -> None:
    assert pack.licence == "CC-BY-4.0"
    assert pack.description
    assert set(TRANSLATED) - {"sr@latin"} <= set(pack.languages)


def test_each_tip_has_its_own_number(pack: Pack) -> None:
    numbers = [p.number for p in pack.posts if p.kind == "tip"]
    assert all(numbers)
    assert len(numbers) == len(set(numbers))


def test_right_answers_stand_in_varying_places(pack: Pack) -> None:
    quizzes = [p for p in pack.posts if p.kind == "quiz"]
    assert {p.answer for p in quizzes} == {1, 2, 3, 4}


def test_every_claim_names_its_source(pack: Pack) -> None:
    for post in pack.posts:
        assert post.source, post.id
        assert post.source.title, post.id
        assert post.source.url.startswith("https://"), post.id
        assert post.source.checked, post.id
        assert post.link.startswith("https://"), post.id


def test_texts_are_short_enough_for_a_card(posts: list[Post]) -> None:
    for post in posts:
        for name, text in post.texts.items():
            head, _, rest = name.partition(".")
            most = MOST_WORDS[rest.partition(".")[2] or head]
            if (post.kind, head) == ("checklist", "headline"):
                most = MOST_WORDS_OF_A_CHECKLIST_HEADLINE
            assert 1 <= word_count(text) <= most, (post.language, post.id, name, text)


def test_one_short_selection_and_never_all(posts: list[Post]) -> None:
    for post in posts:
        for name, text in post.texts.items():
            found = SELECTED.findall(text)
            if name not in ("headline", "question"):
                assert not found, (post.language, post.id, name)
                continue
            assert len(found) == 1, (post.language, post.id, text)
            assert 1 <= word_count(found[0]) <= 5, (post.language, post.id, text)
            assert word_count(found[0]) < word_count(text), (post.language, post.id, text)


def test_the_asking_sentence_of_a_quiz_is_selected_and_last(posts: list[Post]) -> None:
    for post in posts:
        if post.kind == "quiz":
            assert re.search(r"[.:?] \*\*[^*]+\?\*\*$", post.text("question")), post.text("question")


def test_calm_and_clean_typography(posts: list[Post]) -> None:
    for post in posts:
        for name, text in post.texts.items():
            odd = [mark for mark in ("!", '"', "'", "...", "  ", " ,", "\n") if mark in text]
            assert not odd, (post.language, post.id, name, odd)
            assert text == text.strip(), (post.language, post.id, name)


def test_scripts_are_not_mixed(posts: list[Post]) -> None:
    for post in posts:
        cyrillic = [t for t in post.texts.values() if re.search(r"[\u0400-\u04ff]", t)]
        if post.language != "ru":
            assert len(cyrillic) == (len(post.texts) if post.language == "sr" else 0), post.id
        if post.language == "sr":
            latin = {w for t in post.texts.values() for w in re.findall(r"[A-Za-z]+", t)}
            assert latin <= {"ad", "org"}, post.id


def test_options_are_of_similar_length(posts: list[Post]) -> None:
    for post in posts:
        lengths = [len(post.text(f"options.{n}")) for n in range(1, post.count("options") + 1)]
        if lengths:
            right = lengths[post.answer - 1]
            assert right <= 2.2 * min(lengths), (post.language, post.id)
            assert right <= 1.35 * sorted(lengths)[-2], (post.language, post.id)


def test_source_captions_have_a_good_length(pack: Pack) -> None:
    for post in pack.posts:
        for name in ("caption", "caption_answer"):
            if name in post.texts:
                assert word_count(post.text(name)) >= 25, (post.id, name)


def test_captions_stay_short(posts: list[Post]) -> None:
    for post in posts:
        for name in ("caption", "caption_answer"):
            assert len(post.text(name)) <= LONGEST_CAPTION, (post.language, post.id, name)


def test_captions_fit_every_network_with_link_hashtags_and_source(posts: list[Post]) -> None:
    known = load_networks()
    i18n = Resources.find().i18n
    for post in posts:
        printed = words(i18n, "templates", post.language)
        for network in (known[name] for name in NETWORKS):
            for card in cards(post):
                made = compose(post, card, network, printed)
                assert not made.diagnostics, [str(d) for d in made.diagnostics]
                assert made.length <= made.limit
                assert made.hashtags.count("MILCLICKS") == 1
                assert len(made.hashtags) == 1 + len(post.hashtags)
                assert post.source
                assert post.source.title in made.text


def test_nothing_beside_a_question_gives_the_answer_away(posts: list[Post]) -> None:
    for post in posts:
        for card in cards(post):
            for name in ("caption", "alt", "question"):
                assert leak(post.text(name), post, card) is Leak.NONE, (post.language, post.id, name)


def test_alt_texts_say_what_the_card_says(posts: list[Post]) -> None:
    beside = ("caption", "caption_answer", "alt", "alt_answer")
    for post in posts:
        said = post.text("alt") + post.text("alt_answer")
        for name, text in post.texts.items():
            if name not in beside:
                assert text.replace("**", "").rstrip(".?") in said, (post.language, post.id, name)


def test_answer_alt_texts_name_the_right_option(posts: list[Post]) -> None:
    for post in posts:
        if post.kind == "quiz":
            said = post.text("alt_answer")
            assert post.text(f"options.{post.answer}") in said, (post.language, post.id)
            assert post.text("why") in said, (post.language, post.id)
