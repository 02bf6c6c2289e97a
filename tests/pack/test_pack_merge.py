"""Merging keeps what both changed, and tells where both can't stand."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.errors import InvalidInput
from studio.model.post import Pack, Picture, Post, Source
from studio.model.threeway import THEIRS, merge_listing
from studio.pack.merge import PackMerge, merge_packs, merge_posts
from tests.pack.any_posts import posts

QUIZ = Post(
    "quiz",
    "quiz",
    "inter",
    "en",
    {
        "question": "What now?",
        "options.1": "Share",
        "options.2": "Reply",
        "options.3": "Pause",
        "why": "Anger travels.",
        "caption": "What do you do?",
        "caption_answer": "Pause.",
    },
    answer=3,
    hashtags=("One", "Two"),
)
KINDS_TRIED = ("tip", "quiz", "checklist", "story", "factfake")


def with_texts(post: Post, **texts: str) -> Post:
    return replace(post, texts={**post.texts, **{k.replace("__", "."): v for k, v in texts.items()}})


def with_options(post: Post, *options: str) -> Post:
    texts = {n: t for n, t in post.texts.items() if not n.startswith("options.")}
    return replace(post, texts=texts | {f"options.{n + 1}": t for n, t in enumerate(options)})


def options(post: Post | None) -> list[str]:
    assert post
    return [post.text(f"options.{n + 1}") for n in range(post.count("options"))]


def pack_of(*some: Post, **head: str) -> Pack:
    return Pack("test", head.get("title", "Test"), "en", tuple(some), "", ("en",))


@st.composite
def edits(draw: st.DrawFn, base: Post | None, kind: str) -> Post | None:
    """What one person made of a post: nothing, a few other parts, another post, or no post."""
    how = draw(st.sampled_from(["same", "parts", "parts", "parts", "lists", "other", "gone"]))
    if how == "gone":
        return None
    if base is None or how == "other":
        return draw(posts(kind))
    if how == "same":
        return base
    fresh = draw(posts(kind))
    if how == "lists":
        return replace(fresh, texts={**base.texts, **_list_texts(fresh)} | {}, answer=fresh.answer) if (
            _counts(fresh) >= _counts(base)
        ) else base  # fmt: skip
    texts = dict(base.texts)
    for name in draw(st.sets(st.sampled_from(sorted(texts)), max_size=3)):
        if name in fresh.texts and (base.picture or name != "picture.alt"):
            texts[name] = fresh.texts[name]
    parts = {
        name: getattr(fresh, name)
        for name in draw(
            st.sets(st.sampled_from(["element", "number", "theme", "hashtags", "source", "plan"]))
        )
    }
    return replace(base, texts=texts, **parts)


def _list_texts(post: Post) -> dict[str, str]:
    return {n: t for n, t in post.texts.items() if any(part.isdigit() for part in n.split("."))}


def _counts(post: Post) -> int:
    return max((post.count(name.split(".")[0]) for name in _list_texts(post)), default=0)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Pack | None, Pack, Pack]:
    """A pack and what two people made of it; sometimes without a common past."""
    kind = draw(st.sampled_from(KINDS_TRIED))
    base = draw(st.none() | posts(kind))
    sides = [draw(edits(base, kind)) for _ in range(2)]
    title = st.sampled_from(["Test", "Other", "Third"])
    packs = [pack_of(*([p] if p else []), title=draw(title)) for p in (base, *sides)]
    return (packs[0] if draw(st.booleans()) else None), packs[1], packs[2]


def strings(pack: Pack | None) -> set[str]:
    found = set() if pack is None else {pack.title}
    for post in pack.posts if pack else ():
        found |= {*post.texts.values(), *post.hashtags, post.link}
        found |= {post.source.title} if post.source else set()
        found |= {post.picture.credit} if post.picture else set()
    return found


def same(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return dict(one) == dict(other)


@given(histories())
@settings(max_examples=60, deadline=None)
def test_who_changed_nothing_gets_the_other_version(history: tuple[Pack | None, Pack, Pack]) -> None:
    base, ours, _ = history
    base = base or pack_of()

    assert merge_packs(base, ours, base) == PackMerge(ours, (), merge_packs(base, ours, base).moved)
    assert merge_packs(base, base, ours).pack == ours
    assert merge_packs(base, ours, ours).pack == ours
    assert not merge_packs(None, ours, ours).conflicts


@given(histories())
@settings(max_examples=60, deadline=None)
def test_it_does_not_matter_who_merges(history: tuple[Pack | None, Pack, Pack]) -> None:
    base, ours, theirs = history
    here, there = merge_packs(base, ours, theirs), merge_packs(base, theirs, ours, THEIRS)

    assert here.pack == there.pack
    assert [(c.post, c.field, c.ours, c.theirs) for c in here.conflicts] == [
        (c.post, c.field, c.theirs, c.ours) for c in there.conflicts
    ]


@given(histories())
@settings(max_examples=60, deadline=None)
def test_no_text_is_lost(history: tuple[Pack | None, Pack, Pack]) -> None:
    """What anybody wrote since the base is in the result, or in a conflict."""
    base, ours, theirs = history
    merge = merge_packs(base, ours, theirs)
    kept = strings(merge.pack)
    listed = "\n".join(text for c in merge.conflicts for text in (c.ours, c.theirs))
    # A post as a whole is shown as its file, where some characters are escaped.
    bare = (
        re.sub(r"\\u(....)", lambda m: chr(int(m[1], 16)), listed)
        .replace("\\n", "\n")
        .replace("\\", "")
    )
    for text in (strings(ours) | strings(theirs)) - strings(base):
        assert text in kept or text in listed or text.replace("\\", "") in bare


@given(histories(), st.sampled_from(["ours", "theirs"]))
@settings(max_examples=60, deadline=None)
def test_merging_again_changes_nothing(history: tuple[Pack | None, Pack, Pack], chosen: str) -> None:
    base, ours, theirs = history
    once = merge_packs(base, ours, theirs, chosen)
    again = merge_packs(theirs, once.pack, theirs, chosen)

    assert again.pack == once.pack
    assert not again.conflicts
    if not once.conflicts and base is not None:
        assert merge_packs(base, once.pack, theirs).pack == once.pack


@given(st.lists(st.integers(0, 9), unique=True), st.lists(st.integers(0, 9), unique=True),
       st.lists(st.integers(0, 9), unique=True))  # fmt: skip
def test_listings(base: list[int], ours: list[int], theirs: list[int]) -> None:
    merged = merge_listing(base, ours, theirs)

    assert set(merged) == (set(base) & set(ours) & set(theirs)) | (
        (set(ours) | set(theirs)) - set(base)
    )
    assert merged == merge_listing(base, theirs, ours)
    assert set(merge_listing(base, merged, theirs)) == set(merged)


def test_different_fields_both_survive() -> None:
    ours = replace(with_texts(QUIZ, why="Because."), number=4)
    theirs = replace(with_texts(QUIZ, question="And now?"), hashtags=("One", "Two", "Three"))
    merged, conflicts, _ = merge_posts(QUIZ, ours, theirs)

    assert not conflicts
    assert merged == replace(
        with_texts(QUIZ, why="Because.", question="And now?"),
        number=4,
        hashtags=("One", "Two", "Three"),
    )


def test_the_same_field_is_a_conflict_with_both_texts() -> None:
    ours, theirs = with_texts(QUIZ, why="Ours."), with_texts(QUIZ, why="Theirs.", question="New?")
    for chosen, text in (("ours", "Ours."), ("theirs", "Theirs.")):
        merged, (conflict,), _ = merge_posts(QUIZ, ours, theirs, chosen)
        assert (conflict.post, conflict.field, conflict.ours, conflict.theirs) == (
            "quiz",
            "why",
            "Ours.",
            "Theirs.",
        )
        assert merged == with_texts(QUIZ, why=text, question="New?")


def test_an_option_is_edited_where_the_other_moved_it() -> None:
    ours = replace(with_options(QUIZ, "Pause", "Share", "Reply"), answer=1)
    theirs = with_texts(QUIZ, options__3="Pause and look", why="Because.")
    merged, conflicts, moved = merge_posts(QUIZ, ours, theirs)

    assert not conflicts
    assert merged
    assert merged.answer == 1
    assert options(merged) == ["Pause and look", "Share", "Reply"]
    assert moved[2] == {
        "quiz/options.1": "quiz/options.2",
        "quiz/options.2": "quiz/options.3",
        "quiz/options.3": "quiz/options.1",
    }


def test_an_option_is_added_while_another_is_edited() -> None:
    ours = with_options(QUIZ, "Share", "Ask", "Reply", "Pause")
    ours = replace(ours, answer=4)
    theirs = with_texts(QUIZ, options__2="Reply to all")
    merged, conflicts, _ = merge_posts(QUIZ, ours, theirs)

    assert not conflicts
    assert merged
    assert merged.answer == 4
    assert options(merged) == ["Share", "Ask", "Reply to all", "Pause"]


def test_an_option_is_edited_that_the_other_took_away() -> None:
    ours = replace(with_options(QUIZ, "Share", "Pause"), answer=2)
    theirs = with_texts(QUIZ, options__2="Reply to all")
    for chosen, left in (("ours", options(ours)), ("theirs", options(theirs))):
        merged, conflicts, _ = merge_posts(QUIZ, ours, theirs, chosen)
        assert [c.field for c in conflicts] == ["options"]
        assert "Reply to all" in conflicts[0].theirs
        assert options(merged) == left
        assert merged
        assert merged.answer == len(left)


def test_two_answers_are_a_conflict() -> None:
    _merged, conflicts, _ = merge_posts(QUIZ, replace(QUIZ, answer=1), replace(QUIZ, answer=2))

    assert [(c.field, c.ours, c.theirs) for c in conflicts] == [("answer", "1", "2")]


def test_taking_away_what_the_other_edited() -> None:
    edited = with_texts(QUIZ, why="Ours.")
    packs = pack_of(QUIZ), pack_of(), pack_of(edited)
    for chosen, left in (("ours", ()), ("theirs", (edited,))):
        merge = merge_packs(*packs, chosen)
        assert merge.pack.posts == left
        (conflict,) = merge.conflicts
        assert (conflict.post, conflict.field, conflict.ours) == ("quiz", "", "")
        assert "Ours." in conflict.theirs

    assert merge_packs(pack_of(QUIZ), pack_of(), pack_of(QUIZ)) == PackMerge(
        pack_of(), (), ({}, {}, {})
    )
    assert merge_packs(None, pack_of(), pack_of(QUIZ)).pack.posts == (QUIZ,)


def test_parts_that_do_not_fit_together_are_a_conflict() -> None:
    """Each version is right, but a photo without its picture is none."""
    tip = Post("a", "tip", "critical", "en", {"headline": "A", "body": "B", "caption": "C"})
    base = replace(tip, picture=Picture("media/a.png"))
    ours, theirs = replace(tip, number=1), replace(base, kind="photo")
    merged, conflicts, _ = merge_posts(base, ours, theirs)

    assert merged == ours
    assert [(c.post, c.field) for c in conflicts] == [("a", "")]


def test_a_source_that_one_removed_and_the_other_checked() -> None:
    base = replace(QUIZ, source=Source("A book"))
    theirs = replace(base, source=Source("A book", "https://example.org"))
    _merged, conflicts, _ = merge_posts(base, QUIZ, theirs)

    assert [c.field for c in conflicts] == ["source"]
    assert "https://example.org" in conflicts[0].theirs


def test_another_pack_is_refused() -> None:
    with pytest.raises(InvalidInput) as caught:
        merge_packs(None, pack_of(QUIZ), replace(pack_of(QUIZ), id="other"))
    assert caught.value.diagnostics[0].code == "pack.another"
