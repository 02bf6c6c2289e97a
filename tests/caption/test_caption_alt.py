"""Alt texts: the author's own, or what stands on the card."""

from dataclasses import replace

import pytest

from studio.caption.alt import alt_text, check_alt
from studio.caption.networks import load_networks
from studio.diagnostics import Severity
from studio.model.kind import KINDS
from studio.model.language import Language
from studio.model.post import Picture, Post

INSTAGRAM = load_networks()["instagram"]
FACEBOOK = load_networks()["facebook"]
TIP = KINDS["tip"].cards[0]
CHECKLIST = KINDS["checklist"].cards[0]
QUESTION, ANSWER = KINDS["quiz"].cards
POST = Post(
    "read",
    "tip",
    "critical",
    "en",
    {
        "headline": "Read **past the headline** first",
        "body": "Facts come later.",
        "caption": "Read on.",
    },
    number=7,
)
QUIZ = Post(
    "react",
    "quiz",
    "critical",
    "en",
    {
        "question": "What **first**?",
        "options.1": "Share it now",
        "options.2": "Look for the source",
        "why": "Checking keeps false stories small and friends calm.",
        "caption": "Which?",
        "caption_answer": "That one.",
    },
    answer=2,
)
SERBIAN = Language("sr", "sr", "српски", "Serbian", "Cyrl", letters="АБВГДЂ")
ARABIC = Language("ar", "ar", "العربية", "Arabic", "Arab", rtl=True, digits="٠١٢٣٤٥٦٧٨٩")


def test_a_tip_is_read_in_order_without_marks() -> None:
    assert alt_text(POST, TIP) == "Tip 7. Read past the headline first. Facts come later."


def test_words_and_digits_of_the_language() -> None:
    words = {"Tip": "نصيحة", "{label} {number}": "{label} رقم {number}"}
    assert alt_text(POST, TIP, words, ARABIC).startswith("نصيحة رقم ٧. ")


def test_a_checklist_joins_each_entry() -> None:
    texts = {
        "headline": "Check",
        "items.1.lead": "Who",
        "items.1.line": "made it?",
        "items.2.lead": "When",
    }
    post = replace(POST, kind="checklist", texts=texts, number=0)
    assert alt_text(post, CHECKLIST) == "Checklist. Check. Who: made it? When."


def test_a_question_names_all_options_and_not_why() -> None:
    text = alt_text(QUIZ, QUESTION, {}, SERBIAN)
    assert text == "Quiz question. What first? А: Share it now. Б: Look for the source."
    assert check_alt(text, QUIZ, QUESTION, INSTAGRAM) == ()


def test_an_answer_names_the_right_option_and_why() -> None:
    assert alt_text(QUIZ, ANSWER) == (
        "Quiz answer. What first? Right answer, B: Look for the source. "
        "Checking keeps false stories small and friends calm."
    )


def test_what_the_picture_shows() -> None:
    post = replace(POST, picture=Picture("a.jpg"), texts={**POST.texts, "picture.alt": "A girl\nreads"})
    assert alt_text(post, TIP, {"Picture: {picture}": "Foto: {picture}"}).endswith(
        " Foto: A girl reads."
    )


def test_the_authors_own_comes_first() -> None:
    post = replace(
        QUIZ, texts={**QUIZ.texts, "alt": "A quiz.\nTwo **options**.", "alt_answer": "Answer B."}
    )
    assert alt_text(post, QUESTION) == "A quiz. Two options."
    assert alt_text(post, ANSWER) == "Answer B."


def test_too_long_is_told_and_not_cut() -> None:
    post = replace(POST, texts={**POST.texts, "alt": "word " * 300})
    text = alt_text(post, TIP)
    assert len(text) == 1499
    (finding,) = check_alt(text, post, TIP, INSTAGRAM)
    assert (finding.code, finding.severity) == ("alt.too-long", Severity.WARNING)
    assert finding.params["over"] == 499
    assert check_alt(text, post, TIP, FACEBOOK) == ()


@pytest.mark.parametrize(
    "alt", ["B: Look for the source", "Checking keeps false stories small and friends calm"]
)
def test_an_alt_text_must_not_tell_the_answer(alt: str) -> None:
    post = replace(QUIZ, texts={**QUIZ.texts, "alt": alt})
    (finding,) = check_alt(alt_text(post, QUESTION), post, QUESTION, INSTAGRAM)
    assert (finding.code, finding.severity) == ("alt.leaks-answer", Severity.ERROR)
    assert (finding.where.post, finding.where.field) == ("react", "alt")


def test_repeating_the_caption_is_told() -> None:
    (finding,) = check_alt("Read on.", POST, TIP, INSTAGRAM)
    assert finding.code == "alt.same-as-caption"
    own = replace(POST, texts={**POST.texts, "caption.instagram": "Read **this**."})
    (finding,) = check_alt("Read this.", own, TIP, INSTAGRAM)
    assert finding.code == "alt.same-as-caption"
    assert check_alt("Read this.", own, TIP, FACEBOOK) == ()


def test_a_picture_that_nobody_described_is_told() -> None:
    post = replace(POST, picture=Picture("girl.jpg"))
    (finding,) = check_alt(alt_text(post, TIP), post, TIP, INSTAGRAM)
    assert (finding.code, finding.severity) == ("alt.picture-missing", Severity.WARNING)
    assert finding.where.field == "picture.alt"
    for field in ("picture.alt", "alt"):
        told = replace(post, texts={**post.texts, field: "A girl reads."})
        assert check_alt(alt_text(told, TIP), told, TIP, INSTAGRAM) == ()
