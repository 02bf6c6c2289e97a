"""What templates may say about a text's marks, about lists of the brand, and about carousels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from studio.errors import InvalidInput
from studio.model.box import DrawingBox, TextBox
from studio.model.brand import Brand
from studio.model.kind import KINDS, cards_of
from studio.model.post import ELEMENTS, Post
from studio.template import Template, build
from studio.text.languages import language
from tests.template.conftest import MINIMAL
from tests.template.test_build import ENGLISH, boxes, text

Write = Callable[[str], Template]


def shown(template: Template, brand: Brand, post: Post, name: str = "headline") -> TextBox:
    card, _ = build(post, template, brand, language(post.language), "portrait", {})
    return text(card.root, name)


@pytest.mark.parametrize(
    ("keys", "source", "made"),
    [
        ("quoted = true", "Read this", "“Read this”"),
        ("quoted = true", "«Read this»", "«Read this»"),
        ("quoted = true", "Read **this** now", "“Read **this** now”"),
        ('squiggle = "vivid"', "Read **this** now", "**Read this now**"),
        ('squiggle = "vivid"\nquoted = true', "Read this", "“**Read this**”"),
        ('select = "all"', "Read this", "**Read this**"),
    ],
)
def test_a_text_gets_the_marks_that_its_box_asks_for(
    write_template: Write, brand: Brand, tip: Post, keys: str, source: str, made: str
) -> None:
    template = write_template(MINIMAL.replace("select = true", keys))
    assert shown(template, brand, replace(tip, texts={"headline": source})).text == made


def test_quotation_marks_are_those_of_the_language(
    write_template: Write, brand: Brand, tip: Post
) -> None:
    template = write_template(MINIMAL.replace("select = true", "quoted = true"))
    marks = {
        name: shown(template, brand, replace(tip, language=name, texts={"headline": "x"})).text
        for name in ("sr", "fr", "ja")
    }
    assert marks == {"sr": "„x“", "fr": "«\u202fx\u202f»", "ja": "「x」"}


def test_a_squiggle_and_a_selection_do_not_go_together(write_template: Write) -> None:
    with pytest.raises(InvalidInput, match="squiggle"):
        write_template(MINIMAL + 'squiggle = "vivid"\n')


LIST = """
[box.list]
type = "row"
repeat = { over = "elements", box = "one", lead = "wide_one", end = 3 }
[box.more]
type = "row"
repeat = { over = "elements", box = "one", start = 4 }
[box.one]
type = "row"
fill = "vivid"
children = ["letter"]
[box.wide_one]
type = "row"
fill = "vivid"
width = 20
children = ["letter"]
[box.letter]
type = "letter"
height = 10
color = "bright"
colors = { cursor = "white" }
"""


def test_a_list_of_the_elements_has_each_ones_letter_and_colours(
    write_template: Write, brand: Brand, tip: Post
) -> None:
    source = MINIMAL.replace('["headline"]\n\n', '["headline", "list", "more"]\n\n') + LIST
    card, _ = build(tip, write_template(source), brand, ENGLISH, "portrait", {})
    bands = [b for b in boxes(card.root) if b.name.startswith(("one", "wide_one"))]
    assert [b.name for b in bands] == ["wide_one.1", "one.2", "one.3", "one.4", "one.5", "one.6"]
    assert [b.looks.fill for b in bands] == [brand.elements[e].colors["vivid"] for e in ELEMENTS]
    letters = [b for b in boxes(card.root) if isinstance(b, DrawingBox) and "letter" in b.name]
    assert [len(b.drawing.parts) for b in letters] == [1, 1, 1, 1, 2, 1]  # the K has its cursor
    assert letters[4].colors[1] == brand.colors["white"]
    assert all(b.drawing.view.height == 100 for b in letters)


STYLE = 'style = "tip_headline"'


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('over = "elements", box', 'over = "elemnts", box', "template.unknown-list"),
        ("height = 10", "height = 10\nshrink_to = 2", "data.bad-value"),
        (STYLE, STYLE + '\nlarger_than = "bdy"', "template.unknown-text-box"),
        (STYLE, STYLE + '\nsquiggle = "red"', "template.unknown-color"),
    ],
)
def test_mistakes_in_them_are_told(write_template: Write, old: str, new: str, code: str) -> None:
    source = MINIMAL.replace("select = true\n", "").replace(
        '["headline"]\n\n', '["headline", "list"]\n\n'
    )
    with pytest.raises(InvalidInput) as caught:
        write_template((source + LIST).replace(old, new, 1))
    assert code in {d.code for d in caught.value.diagnostics}


def story(count: int) -> Post:
    texts = {
        f"slides.{n}.{part}": f"{part} {n}"
        for n in range(1, count + 1)
        for part in ("headline", "body")
    }
    return Post("s", "story", "inter", "en", texts)


def test_a_story_has_a_card_for_each_slide_and_each_slide_its_words(
    write_template: Write, brand: Brand
) -> None:
    source = MINIMAL.replace('"tip"', '"story"').replace(
        '"headline"\nstyle', '"slides.*.headline"\nstyle'
    )
    post, template = story(4), write_template(source)
    cards = cards_of(post)
    assert [c.name for c in cards] == ["slide-1", "slide-2", "slide-3", "slide-4"]
    for card in cards:
        made, _ = build(
            post, template, brand, ENGLISH, "wide", {}, slide=card.slide, slides=card.slides
        )
        assert text(made.root, "headline").text == f"headline {card.slide}"
        assert text(made.root, "headline").field == f"slides.{card.slide}.headline"
        assert text(made.root, "counter").text == f"{card.slide}/4"
        names = {b.name for b in boxes(made.root)}
        assert ("swipe" in names) is (card.slide < 4)
        assert "hashtag" not in names


def test_cards_of_other_kinds_are_their_kinds_own(tip: Post) -> None:
    assert cards_of(tip) == KINDS["tip"].cards


def test_a_kinds_own_answers_are_conditions(write_template: Write, brand: Brand) -> None:
    source = MINIMAL.replace('"tip"', '"factfake"').replace('"headline"\nstyle', '"claim"\nstyle')
    template = write_template(source + 'when = "fake"\n')
    for answer, there in ((1, False), (2, True)):
        post = Post("f", "factfake", "inter", "en", {"claim": "x"}, answer=answer)
        made, _ = build(post, template, brand, ENGLISH, "wide", {})
        assert any(b.name == "headline" for b in boxes(made.root)) is there
