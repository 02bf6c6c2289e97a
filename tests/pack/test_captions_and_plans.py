"""What a post's file says of single networks and of dates."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.model.kind import KINDS
from studio.model.post import Plan
from studio.pack import load_post

TIP = """\
kind = "tip"
element = "critical"
caption = "Stop before you share."
caption_hook = "Wait!"
caption_action = "Tell us."
{more}
[text]
headline = "Stop **before** you share."
body = "Ask who says it."
"""
QUIZ = """\
kind = "quiz"
element = "critical"
answer = 1
caption = "Which?"
caption_answer = "The first."

[captions_answer]
x = "First."

[text]
question = "Which?"
options = ["One", "Two"]
why = "So it is."
"""


def post_of(folder: Path, more: str) -> Path:
    file = folder / "stop.toml"
    file.write_text(TIP.replace("{more}", more), "utf-8")
    return file


def test_captions_for_one_network_are_texts_like_others(tmp_path: Path) -> None:
    more = '\n[captions]\nx = "Short."\nmessaging-small = "Tiny."\nlinkedin = ""\n'
    post = load_post(post_of(tmp_path, more))
    assert {name: text for name, text in post.texts.items() if name.startswith("caption")} == {
        "caption": "Stop before you share.",
        "caption_hook": "Wait!",
        "caption_action": "Tell us.",
        "caption.x": "Short.",
        "caption.messaging-small": "Tiny.",
    }
    field = KINDS["tip"].field("caption.x")
    assert field is not None
    assert (field.label, field.required) == ("Caption for one network", False)


def test_the_answer_card_has_its_own(tmp_path: Path) -> None:
    file = tmp_path / "quiz.toml"
    file.write_text(QUIZ, "utf-8")
    assert load_post(file).text("caption_answer.x") == "First."


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ("date = 2026-10-24", Plan(date(2026, 10, 24))),
        ('date = 2026-10-24\ntime = "18:30"', Plan(date(2026, 10, 24), time(18, 30))),
        ("date = 2026-10-24\ntime = 18:30:00", Plan(date(2026, 10, 24), time(18, 30))),
        (
            'date = 2026-10-24\nnetworks = ["x", "facebook", "x"]',
            Plan(date(2026, 10, 24), None, ("x", "facebook")),
        ),
    ],
)
def test_a_post_may_say_when_it_is_due(tmp_path: Path, plan: str, expected: Plan) -> None:
    assert load_post(post_of(tmp_path, f"\n[plan]\n{plan}\n")).plan == expected


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ('time = "18:30"', "plan.date"),
        ('date = "24 October"', "plan.date"),
        ("date = 2026-10-24T10:00:00", "plan.date"),
        ('date = 2026-10-24\ntime = "25:00"', "plan.time"),
        ('date = 2026-10-24\ntime = "6 pm"', "plan.time"),
        ('date = 2026-10-24\nnetworks = ["My Site"]', "plan.networks"),
        ("date = 2026-10-24\nhour = 3", "plan.hour"),
    ],
)
def test_a_plan_that_can_not_be_read_is_named_with_its_line(
    tmp_path: Path, more: str, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        load_post(post_of(tmp_path, f"\n[plan]\n{more}\n"))
    assert all(d.where.field.startswith(field) and d.where.line for d in caught.value.diagnostics)


@pytest.mark.parametrize(
    "more", ['\n[captions]\nX = "a"\n', "\n[captions]\nx = 3\n", '\n[captions_answer]\nx = "a"\n']
)
def test_captions_that_can_not_be_are_refused(tmp_path: Path, more: str) -> None:
    with pytest.raises(InvalidInput):
        load_post(post_of(tmp_path, more))
