"""The words that cards print by themselves have room in every language.

Posts of the test pack with one letter in each field: whatever does not fit then is a word of ours.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from studio.diagnostics import Severity
from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.model.post import ELEMENTS, Post
from studio.pack import load_pack
from studio.pipeline import Pipeline, World
from studio.resources import Resources
from studio.text.languages import load_languages

PACK = Path(__file__).parent.parent / "packs" / "family"
SIZES = tuple(map(Size.parse, ("1080x1350", "1200x675")))
KINDS = ("tip", "quiz", "factfake", "story", "myth")


@pytest.fixture(scope="module")
def pipeline(resources: Resources) -> Pipeline:
    return Pipeline(World(resources), PACK)


@pytest.fixture(scope="module")
def posts() -> list[Post]:
    pack, _ = load_pack(PACK, strict=False)
    firsts = {post.kind: post for post in reversed(pack.posts)}
    return [replace(firsts[kind], texts=dict.fromkeys(firsts[kind].texts, "A")) for kind in KINDS]


@pytest.mark.parametrize("name", sorted(load_languages()))
def test_labels_buttons_and_calls_fit(pipeline: Pipeline, posts: list[Post], name: str) -> None:
    for post in posts:
        card = cards_of(post)[0]
        for size in SIZES:
            _, found = pipeline.frame(replace(post, language=name), card.name, size)
            wrong = [str(one) for one in found if one.severity is Severity.ERROR]
            assert wrong == [], (post.kind, size)


@pytest.mark.parametrize("name", sorted(load_languages()))
def test_names_of_the_six_elements_fit_beside_the_wordmark(
    pipeline: Pipeline, posts: list[Post], name: str
) -> None:
    tip = replace(posts[0], language=name)
    for element in ELEMENTS:
        _, found = pipeline.frame(replace(tip, element=element), "tip", SIZES[0])
        assert [str(one) for one in found if one.severity is Severity.ERROR] == [], element
