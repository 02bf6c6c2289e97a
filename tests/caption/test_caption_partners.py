"""Captions: how partners are named in them, and when they are not."""

from dataclasses import replace

import pytest

from studio.caption.compose import compose
from studio.caption.networks import load_networks
from studio.model.kind import KINDS
from studio.model.partner import Partner
from studio.model.post import Post

NETWORKS = load_networks()
FACEBOOK, INSTAGRAM, X = (NETWORKS[name] for name in ("facebook", "instagram", "x"))
TIP = KINDS["tip"].cards[0]
QUESTION = KINDS["quiz"].cards[0]
POST = Post("pause", "tip", "critical", "en", {"caption": "Stop for a moment."}, hashtags=("Think",))
LAB = Partner("youth-lab", "Youth Lab", (), "@youthlab", "https://youthlab.example")
RADIO = Partner("radio", "Radio Aurora", (), "", "https://aurora.example/")


def test_partners_are_named_in_the_last_lines_before_the_hashtags() -> None:
    made = compose(POST, TIP, FACEBOOK, partners=(LAB, RADIO))
    named = "Youth Lab · @youthlab · https://youthlab.example\nRadio Aurora · https://aurora.example/"
    assert made.text == f"Stop for a moment.\n\n{named}\n\n#MILCLICKS #Think"
    assert made.added == (named, "#MILCLICKS #Think")
    assert made.diagnostics == ()


def test_an_address_that_can_not_be_clicked_is_left_out() -> None:
    text = compose(POST, TIP, INSTAGRAM, partners=(LAB, RADIO)).text
    assert "\n\nYouth Lab · @youthlab\n\n" in text
    assert "example" not in text
    assert "Radio" not in text


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Made by @youthlab.", "Youth Lab · https://youthlab.example"),
        ("Made by @youthlab2.", "Youth Lab · @youthlab · https://youthlab.example"),
        ("See https://youthlab.example and @YouthLab", ""),
    ],
)
def test_what_the_author_names_is_not_said_again(words: str, line: str) -> None:
    made = compose(replace(POST, texts={"caption": words}), TIP, FACEBOOK, partners=(LAB,))
    assert made.added == (*filter(None, (line,)), "#MILCLICKS #Think")


def test_a_partner_without_handle_and_address_has_only_its_logo() -> None:
    mute = replace(LAB, handle="", url="")
    assert compose(POST, TIP, FACEBOOK, partners=(mute,)) == compose(POST, TIP, FACEBOOK)


def test_partners_give_way_after_the_hashtags_and_it_is_said() -> None:
    whole = compose(POST, TIP, X, partners=(LAB,))

    def within(limit: int) -> tuple[str, list[str]]:
        network = replace(X, text=replace(X.text, limit=limit, threads=False))
        made = compose(POST, TIP, network, partners=(LAB,))
        return made.text, [one.code for one in made.diagnostics]

    text, codes = within(whole.length - 1)
    assert text.endswith("youthlab.example\n\n#MILCLICKS")
    assert codes == ["caption.hashtags-dropped"]
    text, codes = within(len("Stop for a moment.\n\n#MILCLICKS"))
    assert text == "Stop for a moment.\n\n#MILCLICKS"
    assert codes == ["caption.hashtags-dropped", "caption.partners-left-out"]


def test_a_partner_whose_name_is_the_answer_is_not_named_with_the_question() -> None:
    texts = {"question": "Who helps?", "options.1": "Nobody", "options.2": "Youth Lab in Belgrade"}
    quiz = Post("who", "quiz", "critical", "en", {**texts, "caption": "Your guess?"}, answer=2)
    telling = replace(LAB, name="Youth Lab in Belgrade")
    made = compose(quiz, QUESTION, FACEBOOK, partners=(telling,))
    assert made.text == "Your guess?\n\n#MILCLICKS"
    assert [one.code for one in made.diagnostics] == ["caption.partners-left-out"]
    assert "@youthlab" in compose(quiz, QUESTION, FACEBOOK, partners=(LAB,)).text
