"""The starter pack: complete in every language, short enough for its cards, and never a giveaway."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from studio.caption.answer import Leak, leak
from studio.caption.compose import compose
from studio.caption.networks import load_networks
from studio.diagnostics import Severity
from studio.model.geometry import Size
from studio.model.kind import KINDS, Card, cards_of
from studio.model.post import ELEMENTS, Pack, Post
from studio.pack import load_pack
from studio.pipeline import Pipeline, World
from studio.resources import Resources
from studio.translation import pack_catalog, translate, words

SOURCE = "en"
TRANSLATED = ("sr", "sr@latin", "pt", "pt_BR", "fr", "es", "ru", "ar", "zh_CN")
LANGUAGES = (SOURCE, *TRANSLATED)
NETWORKS = ("facebook", "instagram", "x")

MOST_WORDS = {
    "headline": 12,
    "body": 16,
    "question": 16,
    "options": 6,
    "why": 24,
    "claim": 12,
    "myth": 9,
    "fact": 9,
    "quote": 22,
    "name": 4,
    "role": 6,
    "headword": 2,
    "word_class": 2,
    "definition": 14,
    "term": 2,
    "instruction": 4,
    "lines": 6,
    "call": 4,
    "questions": 8,
    "label": 4,
    "lead": 2,
    "line": 8,
    "caption": 60,
    "caption_answer": 60,
    "alt": 60,
    "alt_answer": 60,
}
MOST_WORDS_HERE = {
    ("checklist", "headline"): 8,
    ("photo", "headline"): 8,
    ("resource", "headline"): 8,
    ("resource", "body"): 20,
    ("quizset", "headline"): 8,
    ("quizset", "body"): 20,
    ("pledge", "headline"): 6,
    ("pledge", "lead"): 6,
    ("six", "headline"): 8,
    ("story", "headline"): 10,
    ("story", "body"): 20,
    ("definition", "line"): 7,
    ("photo", "alt"): 60,
    ("quote", "alt"): 60,
}
SELECTING = {"headline", "question", "claim", "fact", "quote"}
LATIN_IN_SERBIAN = {"AI", "ad", "org", "SIFT", "MIL", "CLICKS", "Wayback", "Machine", "Bad", "News"}
HAN = re.compile(r"[\u4e00-\u9fff]")
MARKS_AFTER_A_SELECTION = ".,:;?!…，。：；？！、،؛؟"
LONGEST_CAPTION = 200  # characters: leaves room on X for link, hashtags and source
SELECTED = re.compile(r"\*\*(.+?)\*\*")


def word_count(text: str) -> int:
    """Words; two signs of a script without spaces count as one."""
    signs = len(HAN.findall(text))
    return (signs + 1) // 2 + sum(any(c.isalnum() for c in word) for word in HAN.sub("", text).split())


def field_of(name: str) -> str:
    """``items.2.lead`` is a lead, ``options.3`` is one of the options."""
    head, _, rest = name.partition(".")
    return rest.partition(".")[2] or ("alt" if rest == "alt" else head)


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


@pytest.fixture(scope="module")
def pipeline(root: Path) -> Pipeline:
    return Pipeline(World(Resources.find()), root)


def cards(post: Post) -> tuple[Card, ...]:
    return cards_of(post)


def test_every_kind_and_every_element_has_enough_posts(pack: Pack) -> None:
    assert len(pack.posts) >= 40
    kinds = Counter(post.kind for post in pack.posts)
    assert set(kinds) == set(KINDS)
    assert all(count >= (1 if kind == "six" else 2) for kind, count in kinds.items()), kinds
    elements = Counter(post.element for post in pack.posts)
    assert all(elements[element] >= 6 for element in ELEMENTS), elements
    assert {(p.element, p.kind) for p in pack.posts} >= {
        (element, kind) for element in ELEMENTS for kind in ("tip", "checklist", "quiz")
    }


def test_licence_and_description_are_told(pack: Pack) -> None:
    assert pack.licence == "CC-BY-4.0"
    assert pack.description
    assert set(TRANSLATED) - {"sr@latin"} <= set(pack.languages)


def test_each_tip_has_its_own_number(pack: Pack) -> None:
    numbers = [p.number for p in pack.posts if p.kind in ("tip", "photo")]
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
            field = field_of(name)
            most = MOST_WORDS_HERE.get((post.kind, field), MOST_WORDS.get(field, 0))
            assert 1 <= word_count(text) <= most, (post.language, post.id, name, text)


def test_one_short_selection_and_never_all(posts: list[Post]) -> None:
    for post in posts:
        for name, text in post.texts.items():
            found = SELECTED.findall(text)
            if field_of(name) not in SELECTING:
                assert not found, (post.language, post.id, name)
                continue
            assert len(found) == 1, (post.language, post.id, text)
            assert 1 <= word_count(found[0]) <= 5, (post.language, post.id, text)
            assert word_count(found[0]) < word_count(text), (post.language, post.id, text)


def test_the_asking_sentence_of_a_quiz_is_selected_and_last(posts: list[Post]) -> None:
    for post in posts:
        if "question" in post.texts:
            asks = r"([.:?] |[。：？])\*\*[^*]+[?؟？]\*\*$"
            assert re.search(asks, post.text("question")), post.text("question")


def test_no_mark_touches_the_end_of_a_selection(posts: list[Post]) -> None:
    for post in posts:
        for name, text in post.texts.items():
            after = {rest[:1] for rest in text.split("**")[2::2]}
            assert not after & set(MARKS_AFTER_A_SELECTION), (post.language, post.id, name, text)


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
        if post.language not in ("ar", "zh_CN"):
            strange = [t for t in post.texts.values() if re.search(r"[\u0600-\u06ff\u3000-\u9fff]", t)]
            assert not strange, (post.id, strange)
        if post.language == "sr":
            latin = {w for t in post.texts.values() for w in re.findall(r"[A-Za-z]+", t)}
            assert latin <= LATIN_IN_SERBIAN, (post.id, latin)


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
    beside = {"caption", "caption_answer", "alt", "alt_answer", "label"}
    composed = {"headline", "body", "instruction", "options"}  # of a quiz set: on other cards
    for post in posts:
        said = "".join(text for name, text in post.texts.items() if field_of(name).startswith("alt"))
        for name, text in post.texts.items():
            if field_of(name) in beside or (post.kind == "quizset" and field_of(name) in composed):
                continue
            plain = text.replace("**", "").rstrip(".?:：。\u00a0")
            assert plain in said, (post.language, post.id, name)


def test_answer_alt_texts_name_the_right_option(posts: list[Post]) -> None:
    for post in posts:
        if "options.1" in post.texts:
            said = post.text("alt_answer")
            assert post.text(f"options.{post.answer}") in said, (post.language, post.id)
            assert post.text("why") in said, (post.language, post.id)


def test_pictures_are_our_own_small_drawings(root: Path, pack: Pack) -> None:
    pictured = [post for post in pack.posts if post.picture]
    assert {post.kind for post in pictured} >= {"photo", "quote"}
    for post in pictured:
        assert post.picture
        assert post.picture.credit == "Drawing: MIL CLICKS", post.id
        assert post.text("picture.alt"), post.id
        assert (root / post.picture.file).stat().st_size <= 20_000, post.picture.file


THEME_OF_CARD = ("vivid", "bright", "paper", "ink")


@pytest.mark.parametrize("size", ["1080x1350", "1080x1080", "1080x1920", "1200x675"])
def test_every_text_has_its_room(size: str, pipeline: Pipeline, posts: list[Post]) -> None:
    """Each post is laid out in one theme, another one in the next size."""
    first = int(size.split("x")[1])
    bad = []
    for number, post in enumerate(posts):
        theme = THEME_OF_CARD[(number + first) % len(THEME_OF_CARD)]
        for card in cards(post):
            _, found = pipeline.frame(post, card.name, Size.parse(size), theme=theme, draft=False)
            bad += [str(one) for one in found if one.severity is Severity.ERROR]
    assert not bad, bad
