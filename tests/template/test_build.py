"""Building: what stands on a card, in words and colours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from studio.diagnostics import Severity
from studio.errors import InvalidInput
from studio.model.box import Box, Container, QrBox, TextBox
from studio.model.brand import Brand
from studio.model.color import contrast
from studio.model.language import Language
from studio.model.post import Post
from studio.template import Template, build
from studio.text.languages import language
from tests.template.conftest import MINIMAL

Write = Callable[[str], Template]
ENGLISH = Language("en", "en", "English", "English", "Latn")


def boxes(box: Box) -> Iterator[Box]:
    yield box
    if isinstance(box, Container):
        for child in box.children:
            yield from boxes(child)


def text(root: Box, name: str) -> TextBox:
    return next(b for b in boxes(root) if isinstance(b, TextBox) and b.name == name)


def test_the_pill_says_kind_and_number_in_the_languages_own_digits(
    write_template: Write, brand: Brand, tip: Post
) -> None:
    words = {"Tip {number}": "نصيحة {number}"}
    arabic = language("ar")
    card, _ = build(
        replace(tip, language="ar"), write_template(MINIMAL), brand, arabic, "portrait", words
    )
    assert text(card.root, "pill_text").text == "نصيحة ٧"


def test_a_tree_for_need_is_made_where_it_differs(
    write_template: Write, brand: Brand, tip: Post
) -> None:
    template = write_template(MINIMAL + "[tight.wide.box.headline]\nmax_width = 50\n")
    wide, _ = build(tip, template, brand, ENGLISH, "wide", {}, draft=True)
    assert wide.in_need is not None
    assert text(wide.in_need(), "headline").max_width == 50
    assert text(wide.in_need(), "draft_label").text == text(wide.root, "draft_label").text
    assert text(wide.root, "headline").max_width is None
    tall, _ = build(tip, template, brand, ENGLISH, "tall", {})
    assert tall.in_need is None


def test_an_own_label_wins(write_template: Write, brand: Brand, tip: Post) -> None:
    own = replace(tip, texts={**tip.texts, "label": "Day 1"})
    card, _ = build(own, write_template(MINIMAL), brand, ENGLISH, "square", {})
    assert text(card.root, "pill_text").text == "Day 1"


def test_colours_are_those_of_the_element_and_theme(
    write_template: Write, brand: Brand, tip: Post
) -> None:
    template = write_template(MINIMAL)
    vivid, _ = build(tip, template, brand, ENGLISH, "wide", {}, theme="vivid")
    paper, _ = build(tip, template, brand, ENGLISH, "wide", {}, theme="paper")
    assert vivid.ground == brand.elements["literacy"].colors["vivid"]
    assert paper.ground == brand.colors["paper"]
    for card in (vivid, paper):
        headline = text(card.root, "headline")
        assert contrast(headline.color, card.ground) >= 4.5
        assert headline.selected is not None
        assert contrast(headline.selected.text, headline.selected.fill) >= 4.5


def test_an_unknown_theme_is_refused_with_the_known_ones(
    write_template: Write, brand: Brand, tip: Post
) -> None:
    with pytest.raises(InvalidInput, match="vivid, bright"):
        build(tip, write_template(MINIMAL), brand, ENGLISH, "wide", {}, theme="neon")


def test_a_list_field_makes_a_box_for_each_entry_and_another_for_the_answer(
    write_template: Write, brand: Brand
) -> None:
    quiz = Post(
        "q", "quiz", "inter", "sr",
        {"question": "?", "options.1": "један", "options.2": "два", "options.3": "три"},
        answer=2,
    )  # fmt: skip
    template = write_template(
        MINIMAL.replace('"tip"', '"quiz"')
        .replace('field = "headline"', 'field = "question"')
        .replace('children = ["headline"]', 'children = ["headline", "list"]')
        + """
[box.list]
type = "column"
repeat = { over = "options", box = "one", right = "good", between = "line" }
[box.line]
type = "shape"
height = 1
[box.one]
type = "row"
children = ["letter", "words"]
[box.letter]
type = "text"
value = "letter"
style = "letter"
[box.words]
type = "text"
field = "options.*"
style = "quiz_option"
[box.good]
type = "text"
field = "options.*"
style = "quiz_option"
"""
    )
    card, _ = build(quiz, template, brand, language("sr"), "portrait", {})
    box = next(b for b in boxes(card.root) if b.name == "list")
    assert isinstance(box, Container)
    assert [b.name for b in box.children] == ["one.1", "line.2", "good.2", "line.3", "one.3"]
    assert text(card.root, "letter.3").text == "В"
    assert text(card.root, "good.2").text == "два"


def test_boxes_come_and_go_with_their_condition(write_template: Write, brand: Brand, tip: Post) -> None:
    template = write_template(
        MINIMAL.replace('children = ["headline"]', 'children = ["headline", "code"]')
        + '[box.code]\ntype = "qr"\nwhen = "link"\nwidth = 20\nheight = 20\n'
    )
    without, _ = build(tip, template, brand, ENGLISH, "square", {})
    with_link, _ = build(
        replace(tip, link="https://example.org/a"), template, brand, ENGLISH, "square", {}
    )
    assert not [b for b in boxes(without.root) if isinstance(b, QrBox)]
    assert [b.data for b in boxes(with_link.root) if isinstance(b, QrBox)] == ["https://example.org/a"]


def test_a_draft_wears_a_band_that_says_so(write_template: Write, brand: Brand, tip: Post) -> None:
    card, _ = build(
        tip, write_template(MINIMAL), brand, ENGLISH, "wide", {"Draft": "Nacrt"}, draft=True
    )
    assert text(card.root, "draft_label").text == "Nacrt"


def test_a_word_without_translation_is_an_error_and_in_a_draft_a_warning(
    write_template: Write, brand: Brand, tip: Post
) -> None:
    template, german = write_template(MINIMAL), language("de")
    post = replace(tip, language="de")
    _, found = build(post, template, brand, german, "wide", {})
    assert [(d.code, d.severity) for d in found] == [("template.untranslated-words", Severity.ERROR)]
    _, found = build(post, template, brand, german, "wide", {}, draft=True)
    assert {d.severity for d in found} == {Severity.WARNING}
