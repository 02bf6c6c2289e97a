"""Which files an export makes, and what they are called."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from studio.export.names import folded
from studio.export.plan import Entry, Owner, Wishes, claim_stems, plan_export
from studio.model.geometry import Size
from studio.model.network import FileRule, Network, Placement, TextRule
from studio.model.post import Post

TIP = Post("stop", "tip", "critical", "en", {"headline": "Stop", "caption": "Stop."})
QUIZ = replace(TIP, id="guess", kind="quiz", answer=1)
FEED = Placement("feed", "Feed", Size(1080, 1350))
STORY = Placement("story", "Story", Size(1080, 1920), default=False)
POND = Network(
    "pond", "Pond", (FEED, STORY), FileRule(("jpeg", "png"), 8_000_000), TextRule("plain", 500)
)
LAKE = Network("lake", "Lake", (FEED,), FileRule(("png",), 0), TextRule("plain", 280))


def names(entries: tuple[Entry, ...]) -> list[str]:
    return [entry.name for entry in entries]


def test_default_placement_and_best_format_of_each_network() -> None:
    versions = [TIP, replace(TIP, language="sr@latin")]

    entries, diagnostics = plan_export("p", versions, [POND, LAKE], claim_stems("p", versions, {}))

    assert names(entries) == [
        "stop_en_pond-feed_1080x1350.jpg",
        "stop_en_lake-feed_1080x1350.png",
        "stop_sr@latin_pond-feed_1080x1350.jpg",
        "stop_sr@latin_lake-feed_1080x1350.png",
    ]
    assert [e.caption_name for e in entries[:2]] == ["stop_en_pond.txt", "stop_en_lake.txt"]
    assert [e.max_bytes for e in entries[:2]] == [8_000_000, 0]
    assert not diagnostics


def test_each_card_of_a_quiz_has_its_own_files() -> None:
    entries, _ = plan_export("p", [QUIZ], [LAKE], claim_stems("p", [QUIZ], {}))

    assert names(entries) == [
        "guess-question_en_lake-feed_1080x1350.png",
        "guess-answer_en_lake-feed_1080x1350.png",
    ]
    assert entries[1].caption_name == "guess-answer_en_lake.txt"


def test_wishes_choose_placements_and_formats() -> None:
    wishes = Wishes(placements=("story",), formats=("png", "jpeg"))

    entries, diagnostics = plan_export("p", [TIP], [POND, LAKE], claim_stems("p", [TIP], {}), wishes)

    assert names(entries) == ["stop_en_pond-story_1080x1920.png", "stop_en_pond-story_1080x1920.jpg"]
    assert [d.code for d in diagnostics] == ["export.format-refused"]
    assert str(diagnostics[0]) == (
        "Lake does not take jpeg files, so none were made for it. It takes png."
    )


def test_a_placement_that_nobody_has_is_reported() -> None:
    _, diagnostics = plan_export("p", [], [POND], {}, Wishes(placements=("wall",)))

    assert [d.code for d in diagnostics] == ["export.unknown-placement"]
    assert "They have feed, story." in str(diagnostics[0])


def test_two_posts_never_get_one_name() -> None:
    quiz, tip = replace(QUIZ, id="truth"), replace(TIP, id="truth-answer")

    claims = claim_stems("p", [quiz, tip], {})

    assert claims == {
        Owner("p", "truth", "question"): "truth-question",
        Owner("p", "truth", "answer"): "truth-answer",
        Owner("p", "truth-answer", "tip"): "truth-answer-2",
    }


def test_another_pack_in_the_folder_keeps_its_names() -> None:
    ours = claim_stems("ours", [TIP], claim_stems("theirs", [TIP], {}))

    assert ours == {Owner("ours", "stop", "tip"): "stop-2"}
    # And the newcomer keeps its own when it comes again.
    assert claim_stems("ours", [TIP], ours) == ours


@given(
    st.lists(st.text("aàbçñ-_.AÀB", max_size=120), min_size=1, max_size=12, unique=True),
    st.sampled_from(["tip", "quiz"]),
)
def test_stems_are_unique_even_where_case_is_not_seen(ids: list[str], kind: str) -> None:
    posts = [replace(TIP, id=name, kind=kind) for name in ids]

    first = claim_stems("one", posts, {})
    second = claim_stems("two", posts, first)

    stems = [folded(stem) for stem in (*first.values(), *second.values())]
    assert len(set(stems)) == len(stems)
    assert claim_stems("one", posts[::-1], first | second) == first
