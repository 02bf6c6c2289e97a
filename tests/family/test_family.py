"""One post of every kind, in four scripts: all of it fits, can be read, and says what it is."""

from __future__ import annotations

import itertools

import pytest

from studio.caption.alt import alt_text
from studio.caption.answer import Leak, leak
from studio.diagnostics import Severity
from studio.model.frame import Fill, Frame, Image, Region, Stroke
from studio.model.geometry import Size
from studio.model.kind import KINDS, cards_of
from studio.model.post import Post
from studio.pipeline import Pipeline, World
from studio.text.languages import language
from tests.family.conftest import LANGUAGES

SIZES = ("1080x1350", "1080x1080", "1080x1920", "1200x675")
THEMES = ("vivid", "bright", "paper", "ink")
Versions = dict[str, dict[str, Post]]


def frame(pipeline: Pipeline, post: Post, card: str, size: str, theme: str = "") -> Frame:
    made, found = pipeline.frame(post, card, Size.parse(size), theme=theme)
    assert not [str(d) for d in found if d.severity >= Severity.WARNING], (post.id, card, size, theme)
    return made


def region(made: Frame, name: str) -> Region:
    found = made.region(name)
    assert found is not None, [r.name for r in made.regions]
    return found


def squiggles(made: Frame) -> list[Stroke]:
    """Waves are the only strokes made of curves."""
    return [i for i in made.items if isinstance(i, Stroke) and i.path.ops[1][0] == "Q"]


def test_the_pack_has_every_kind(versions: Versions) -> None:
    assert {post.kind for post in versions["en"].values()} == set(KINDS)


@pytest.mark.parametrize("theme", ["vivid", "paper"])
@pytest.mark.parametrize("name", LANGUAGES)
def test_every_card_fits_in_every_shape(
    pipeline: Pipeline, versions: Versions, name: str, theme: str
) -> None:
    """No error and no warning: nothing too long, nothing left out, nothing too small."""
    for post in versions[name].values():
        for card, size in itertools.product(cards_of(post), SIZES):
            frame(pipeline, post, card.name, size, theme)


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_stands_out_from_what_is_painted_under_it(
    pipeline: Pipeline, versions: Versions, theme: str
) -> None:
    for post in versions["en"].values():
        for card in cards_of(post):
            for size in ("432x540", "640x360"):
                made = frame(pipeline, post, card.name, size, theme)
                found = pipeline.faint_texts(made)
                assert not found, (post.id, card.name, size, [str(d) for d in found])


@pytest.mark.parametrize("name", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
def test_a_fact_is_larger_than_its_myth(
    pipeline: Pipeline, versions: Versions, name: str, size: str
) -> None:
    made = frame(pipeline, versions[name]["myth"], "myth", size)
    assert region(made, "fact").size >= 1.2 * region(made, "myth").size * 0.999
    assert len(squiggles(made)) == region(made, "myth").lines


def test_a_myth_gets_the_quotation_marks_of_its_language(
    pipeline: Pipeline, versions: Versions
) -> None:
    shown = {
        name: region(frame(pipeline, posts["myth"], "myth", SIZES[0]), "myth").text
        for name, posts in versions.items()
    }
    assert shown["en"].startswith("“")
    assert shown["sr"].startswith("„")
    assert shown["ar"].startswith("«")
    assert shown["ja"].startswith("「")


def test_the_tiles_of_a_question_are_equal_and_the_cursor_touches_both(
    pipeline: Pipeline, versions: Versions
) -> None:
    for name, size in itertools.product(("en", "ar"), SIZES):
        made = frame(pipeline, versions[name]["factfake"], "question", size)
        fact, fake = region(made, "fact").rect, region(made, "fake").rect
        cursor = region(made, "cursor").rect
        assert (fact.width, fact.height) == pytest.approx((fake.width, fake.height))
        for tile in (fact, fake):
            assert cursor.x < tile.right
            assert tile.x < cursor.right
            assert cursor.y < tile.bottom
            assert tile.y < cursor.bottom


def test_only_a_false_claim_is_underlined_on_the_answer_card(
    pipeline: Pipeline, versions: Versions
) -> None:
    posts = versions["en"]
    told = {
        answer: frame(pipeline, posts[post], "answer", SIZES[0])
        for answer, post in (("fact", "factfake"), ("fake", "factfake-fake"))
    }
    assert not squiggles(told["fact"])
    assert len(squiggles(told["fake"])) == region(told["fake"], "claim_fake").lines
    assert told["fact"].region("fact_right_word") is not None
    assert told["fact"].region("fake_right_word") is None
    assert told["fake"].region("fake_right_word") is not None


def test_a_portrait_is_a_drop_that_bleeds_at_the_reading_end(
    pipeline: Pipeline, versions: Versions
) -> None:
    for name in ("en", "ar"):
        made = frame(pipeline, versions[name]["quote"], "quote", SIZES[0])
        portrait = next(i for i in made.items if isinstance(i, Image))
        assert portrait.clip is not None
        assert portrait.clip.ops[0][0] == "M"
        if name == "en":
            assert portrait.rect.right > made.size.width
        else:
            assert portrait.rect.x < 0


def test_slides_of_a_story_count_in_the_digits_of_the_language(
    pipeline: Pipeline, versions: Versions
) -> None:
    story = versions["ar"]["story"]
    cards = cards_of(story)
    assert [card.name for card in cards] == [f"slide-{n}" for n in range(1, 6)]
    frames = [frame(pipeline, story, card.name, SIZES[0]) for card in cards]
    assert [region(made, "counter").text for made in frames] == ["١/٥", "٢/٥", "٣/٥", "٤/٥", "٥/٥"]
    assert all(made.region("swipe_word") for made in frames[:-1])
    assert frames[-1].region("swipe_word") is None
    assert frames[-1].region("click") is not None


def test_the_frame_of_a_carousel_stays_where_it_is(pipeline: Pipeline, versions: Versions) -> None:
    for post in (versions["en"]["story"], versions["en"]["quizset"]):
        frames = [frame(pipeline, post, card.name, SIZES[0]) for card in cards_of(post)]
        for name in ("counter", "wordmark", "header"):
            assert len({region(made, name).rect.y for made in frames}) == 1, name
        assert len({made.ground for made in frames}) == 1


def test_six_bands_have_six_colours_and_one_height(
    world: World, pipeline: Pipeline, versions: Versions
) -> None:
    made = frame(pipeline, versions["en"]["six"], "six", SIZES[0])
    bands = [region(made, f"band.{n}").rect for n in range(1, 7)]
    assert len({round(band.height) for band in bands}) == 1
    vivid = {element.colors["vivid"] for element in world.brand.elements.values()}
    wide = {i.color for i in made.items if isinstance(i, Fill) and i.path.bounds().width > 1000}
    assert vivid <= wide


@pytest.mark.parametrize("post", ["factfake", "factfake-fake", "quiz", "quizset"])
def test_nothing_beside_a_question_gives_the_answer_away(
    world: World, versions: Versions, post: str
) -> None:
    for name, posts in versions.items():
        record, words = posts[post], world.words(name)
        for card in cards_of(record):
            alt = alt_text(record, card, words, language(name))
            assert leak(alt, record, card) is Leak.NONE, (name, card.name, alt)
            if not card.reveals:
                assert record.text("why") not in alt


def test_alt_texts_of_slides_say_which_slide_and_only_its_words(versions: Versions) -> None:
    story = versions["en"]["story"]
    card = cards_of(story)[1]
    said = alt_text(story, card, {}, language("en"))
    assert said.startswith("Story in steps, 2 of 5. Somebody guesses.")
    assert "rumour" not in said


def test_the_answer_of_a_fact_or_fake_is_told_by_word(versions: Versions) -> None:
    post = versions["en"]["factfake-fake"]
    question, answer = cards_of(post)
    assert "Right answer" not in alt_text(post, question)
    assert alt_text(post, answer).endswith("Right answer: Fake.")
