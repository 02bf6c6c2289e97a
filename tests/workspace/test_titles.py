"""What a post is called in file metadata, on pages and in calendars."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from studio.model.post import Post
from studio.workspace.jobs import title_of
from studio.workspace.versions import Version


@pytest.mark.parametrize(
    ("kind", "texts", "title"),
    [
        ("tip", {"headline": "Stop **now**", "caption": "x"}, "Stop now"),
        ("quiz", {"question": "Which\none?", "options.1": "a"}, "Which one?"),
        ("myth", {"myth": "All is true.", "fact": "Not **all**."}, "Not all."),
        ("factfake", {"claim": "The moon is cheese."}, "Чињеница или лаж: The moon is cheese."),
        ("story", {"slides.1.headline": "First", "slides.2.headline": "Second"}, "First"),
        ("tip", {}, "the-id"),
    ],
)
def test_a_title_can_stand_alone(kind: str, texts: Mapping[str, str], title: str) -> None:
    post = Post("the-id", kind, "critical", "en", texts)
    assert title_of(Version(post, {"Fact or fake": "Чињеница или лаж"}, draft=False)) == title
