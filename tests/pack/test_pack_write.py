"""What is written is what is read again."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.model.kind import KINDS
from studio.model.post import Pack, Post
from studio.pack import load_pack
from studio.pack.schema import beside_card
from studio.pack.write import pack_files, post_toml
from tests.pack.any_posts import TEXTS, WORDS, posts

ROOT = Path(__file__).resolve().parents[2]


def written(pack: Pack) -> Pack:
    """``pack``, written and read again."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        for name, data in {**pack_files(pack), "media/a.png": b""}.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(data)
        return load_pack(folder)[0]


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
@settings(max_examples=12, deadline=None)
def test_a_written_post_is_read_again_as_it_was(kind: str, data: st.DataObject) -> None:
    post = data.draw(posts(kind))
    pack = Pack("test", "Test", "en", (post,), "", ("en",))

    assert written(pack) == pack


@given(title=TEXTS, description=WORDS, licence=WORDS)
@settings(max_examples=40, deadline=None)
def test_a_written_head_is_read_again_as_it_was(title: str, description: str, licence: str) -> None:
    tip = Post("a", "tip", "critical", "sr", {"headline": "A", "body": "B", "caption": "C"})
    pack = Pack("test", title, "sr", (tip,), "", ("sr", "sr@latin"), description, licence)

    assert written(pack) == pack


@pytest.mark.parametrize("folder", ["templates/starter", "tests/packs/scripts"])
def test_our_own_packs(folder: str) -> None:
    pack, _ = load_pack(ROOT / folder)
    pack = replace(pack, posts=tuple(p for p in pack.posts if p.picture is None), languages=("en",))

    assert pack.posts
    assert written(pack) == pack


def test_it_reads_well(tip: str, checklist: str, make_pack: object) -> None:
    folder = make_pack({"tip": tip, "check": checklist})  # type: ignore[operator]
    pack, _ = load_pack(folder)

    assert [post_toml(post) for post in pack.posts] == [
        """\
kind = "checklist"
element = "literacy"

caption = \"""
Three checks.\"""

[text]
headline = "3 checks"

[[text.items]]
lead = "Source"
line = "Who made this?"

[[text.items]]
lead = "Date"
line = "Is it new?"

[[text.items]]
lead = "Proof"
line = "Does it show facts?"
""",
        """\
kind = "tip"
element = "critical"

caption = \"""
Read first.\"""

[text]
headline = "Read **first**."
body = "Then share."
""",
    ]


def test_every_text_of_every_kind_has_its_place() -> None:
    for kind in KINDS.values():
        for field in kind.fields:
            assert beside_card(field.name) == (
                field.name in ("label", "caption", "caption_hook", "caption_action", "caption_answer",
                               "alt", "alt_answer")
            )  # fmt: skip
