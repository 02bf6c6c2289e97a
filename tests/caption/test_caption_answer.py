"""A question's text must not tell the answer; nor cry wolf."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.caption.answer import Leak, leak
from studio.model.kind import KINDS
from studio.model.post import Post

QUESTION, ANSWER = KINDS["quiz"].cards
OPTIONS = ("Share it at once", "Pause and look for the source", "Send it to a friend")
WHY = "Anger travels fast. A short pause gives your judgement time to wake up."


def quiz(*options: str, answer: int = 2, why: str = WHY) -> Post:
    texts = {f"options.{n}": text for n, text in enumerate(options or OPTIONS, 1)} | {"why": why}
    return Post("q", "quiz", "critical", "en", texts, answer=answer)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What would you do?", Leak.NONE),
        ("Pause, and look for the source", Leak.OPTION),
        ("we say: PAUSE AND LOOK FOR THE **SOURCE**!", Leak.OPTION),
        ("Share it at once", Leak.NONE),
        ("Share it at once? Pause and look for the source? Send it to a friend?", Leak.NONE),
        ("Applause and look for the sources", Leak.NONE),
        ("A short pause gives your judgement time to wake up", Leak.WHY),
        ("Anger travels fast", Leak.NONE),
        (WHY, Leak.WHY),
    ],
)
def test_what_gives_an_answer_away(text: str, expected: Leak) -> None:
    assert leak(text, quiz(), QUESTION) is expected


def test_a_short_everyday_word_is_only_suspected() -> None:
    post = quiz("True", "False", answer=1)
    assert leak("Is it true?", post, QUESTION) is Leak.MAYBE
    assert leak("True or false?", post, QUESTION) is Leak.NONE
    assert leak("Truest friends", post, QUESTION) is Leak.NONE


def test_scripts_without_spaces_are_searched_inside() -> None:
    post = quiz("すぐにシェアする", "出典を確かめる", why="理由", answer=2)
    assert leak("まずは出典を確かめることです。", post, QUESTION) is Leak.OPTION


def test_the_answer_card_may_tell() -> None:
    assert leak(WHY, quiz(), ANSWER) is Leak.NONE


def test_other_kinds_have_no_answer() -> None:
    tip = Post("t", "tip", "critical", "en", {"why": "x", "options.1": "x"}, answer=1)
    assert leak("x", tip, KINDS["tip"].cards[0]) is Leak.NONE


@given(st.text(), st.text())
def test_the_whole_option_is_always_found(before: str, after: str) -> None:
    text = f"{before} {OPTIONS[1]} {after}"
    assert leak(text, quiz(), QUESTION) is not Leak.NONE
