"""Words that differ between two wordings."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from studio.workspace.differences import Part, differences


def test_words_that_differ_are_told_on_both_sides() -> None:
    before, after = differences("Look at it twice.", "Look at it three times.", "en")
    assert before == (Part("Look at it ", False), Part("twice", True), Part(".", False))
    assert after == (Part("Look at it ", False), Part("three times", True), Part(".", False))


def test_a_language_without_spaces_is_divided_too() -> None:
    before, after = differences("请先核对来源", "请先核对图片", "zh_CN")
    assert before[0] == Part("请先核对", False)
    assert [part.text for part in after if part.differs] == ["图片"]


def test_nothing_on_one_side() -> None:
    before, after = differences("", "New words", "en")
    assert before == ()
    assert after == (Part("New words", True),)


@given(st.text(max_size=40), st.text(max_size=40))
def test_parts_are_the_whole_text(one: str, other: str) -> None:
    before, after = differences(one, other, "en")
    assert "".join(part.text for part in before) == one
    assert "".join(part.text for part in after) == other
