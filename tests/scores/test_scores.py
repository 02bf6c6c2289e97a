"""The scores measure what they say: a small sample of each, and faults that they must find."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studio.model.color import Color
from studio.model.frame import Fill, Frame, Glyphs
from studio.model.geometry import Rect, Size
from studio.model.path import Path as Outline
from studio.pipeline import Pipeline, open_world
from studio.resources import Resources
from studio.text.languages import language
from tests.scores import cards, cost, prose, unicode_suites


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    world = open_world(Resources.find())
    return Pipeline(world, world.resources.templates / "starter")


def write(folder: Path, name: str, lines: str) -> None:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# {file.stem}-15.0.0.txt\n{lines}\n", "utf-8")


def test_a_suite_counts_its_lines_and_finds_the_wrong_ones(tmp_path: Path) -> None:
    write(tmp_path, "auxiliary/GraphemeBreakTest.txt",
          "÷ 0061 × 0308 ÷ 0062 ÷ # right\n÷ 0061 ÷ 0308 ÷ # wrong")  # fmt: skip
    suite = unicode_suites.grapheme_suite(tmp_path)
    assert (suite.version, suite.passed, suite.cases) == ("15.0.0", 1, 2)
    assert suite.failed == ["÷ 0061 ÷ 0308 ÷"]


def test_only_known_new_rules_excuse_a_line_break(tmp_path: Path) -> None:
    write(tmp_path, "auxiliary/LineBreakTest.txt",
          "× 0061 × 0020 ÷ 0062 ÷\n× 05D0 × 002D × 05D0 ÷\n× 0061 ÷ 0062 ÷")  # fmt: skip
    suite = unicode_suites.line_suite(tmp_path)
    assert (suite.passed, suite.cases, len(suite.failed)) == (1, 3, 1)
    assert suite.differing == {"LB21a": ["× 05D0 × 002D × 05D0 ÷"]}


def test_levels_and_order_are_compared(tmp_path: Path) -> None:
    cases = ("0061 05D0 05D1;0;0;0 1 1;0 2 1", "0061 05D0 05D1;0;0;0 1 1;0 1 2", "202A 0661;2;0;x 4;1")
    write(tmp_path, "BidiCharacterTest.txt", "\n".join(cases))
    suite = unicode_suites.bidi_character_suite(tmp_path)
    assert (suite.cases, suite.failed) == (3, [cases[1]])


def test_each_base_direction_is_a_case(tmp_path: Path) -> None:
    lines = "@Levels: x 1\n@Reorder: 1\nRLE R; 2\nRLE AL; 6\n@Levels: 2\n@Reorder: 0\nEN; 4\nL; 2"
    write(tmp_path, "BidiTest.txt", lines)
    suite = unicode_suites.bidi_suite(tmp_path)
    assert (suite.cases, suite.failed) == (5, ["RLE AL; 6", "L; 2"])


def test_words_of_a_dictionary_are_known() -> None:
    thai = language("th")
    text = "มนุษย์ทั้งปวง"
    starts = prose.word_starts(text, thai)
    assert {0, len(text)} < starts
    assert 1 not in starts


@pytest.mark.parametrize("name", ["sr", "ar", "th"])
def test_cards_with_long_texts_are_whole(pipeline: Pipeline, name: str) -> None:
    found = cards.tally(pipeline, language(name), iter(["tip", "definition"]))
    assert found.cards == 8
    assert found.texts > 30
    assert (found.covered, found.outside, found.inside_word) == ([], [], [])


@pytest.mark.parametrize(("name", "kind"), [("ur@nastaliq", "quiz"), ("bo", "pledge"), ("my", "six")])
def test_tall_scripts_fit_with_long_texts(pipeline: Pipeline, name: str, kind: str) -> None:
    found = cards.tally(pipeline, language(name), iter([kind]))
    assert found.cards >= 4
    assert (found.over, found.left_out, found.covered, found.outside) == ([], [], [], [])


def test_longer_texts_are_longer(pipeline: Pipeline) -> None:
    world, kind = pipeline.world, cards.KINDS["tip"]
    texts = cards.english(world, kind).texts
    made = cards.long_post(world, kind, language("en")).texts
    for field in ("headline", "body"):
        assert 1.2 < len(made[field]) / len(texts[field]) < 1.6


@pytest.fixture
def painted(pipeline: Pipeline) -> Frame:
    tip = cards.long_post(pipeline.world, cards.KINDS["tip"], language("en"))
    return pipeline.frame(tip, "tip", cards.SIZES["square"])[0]


def test_ink_that_is_covered_or_cut_is_seen(pipeline: Pipeline, painted: Frame) -> None:
    assert list(cards.ink_covered(pipeline, painted)) == []
    assert list(cards.ink_outside(pipeline, painted)) == []
    region = next(r for r in painted.regions if r.name == "headline")
    x, y = region.ink.x, region.ink.y
    blot = Fill(Outline.rect(Rect(x, y, 60, 20)), Color(1, 200, 3))
    assert list(cards.ink_covered(pipeline, replace(painted, items=(*painted.items, blot))))
    moved = tuple(
        replace(item, places=tuple((a + 150, b) for a, b in item.places))
        if isinstance(item, Glyphs)
        else item
        for item in painted.items
    )
    assert list(cards.ink_outside(pipeline, replace(painted, items=moved)))


def test_strange_texts_come_again(pipeline: Pipeline) -> None:
    one, other = (cost.strange_text(random.Random(7), 50) for _ in range(2))
    assert one == other
    assert len(one) == 50
    assert cost.worst(pipeline.world, count=4, length=40)[0] > 0


def test_sizes_are_of_all_shapes() -> None:
    from studio.model.brand import aspect_of

    shapes: Iterator[str] = (aspect_of(Size(*size)) for size in cards.SIZES.values())
    assert sorted(shapes) == sorted(cards.SIZES)
