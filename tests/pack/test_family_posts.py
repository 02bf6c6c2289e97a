"""Posts of the kinds whose answers are the kind's own, and of stories."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.model.kind import cards_of
from studio.pack import load_post

FACTFAKE = """\
kind = "factfake"
element = "inter"
answer = "fake"
caption = "Fact or fake?"
caption_answer = "A fake."

[text]
claim = "It is **gone**."
why = "It was saved."
"""
SLIDE = '[[text.slides]]\nheadline = "One **step**"\nbody = "And why."\n'
STORY = 'kind = "story"\nelement = "inter"\ncaption = "A story."\n\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "a-post.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_fact_or_fake_is_answered_in_words(tmp_path: Path) -> None:
    assert load_post(written(tmp_path, FACTFAKE)).answer == 2
    assert load_post(written(tmp_path, FACTFAKE.replace('"fake"', '"fact"', 1))).answer == 1


@pytest.mark.parametrize("wrong", ["1", '"true"', '""'])
def test_other_answers_are_refused_with_the_known_ones(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(InvalidInput, match="fact"):
        load_post(written(tmp_path, FACTFAKE.replace('"fake"', wrong, 1)))


@pytest.mark.parametrize(("count", "good"), [(2, False), (3, True), (8, True), (9, False)])
def test_a_story_has_three_to_eight_slides(tmp_path: Path, count: int, good: bool) -> None:
    file = written(tmp_path, STORY + SLIDE * count)
    if good:
        assert len(cards_of(load_post(file))) == count
    else:
        with pytest.raises(InvalidInput, match="slides"):
            load_post(file)
