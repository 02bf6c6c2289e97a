"""Whole packs: in and out without loss, merged value by value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.library import (
    Content,
    Library,
    Wish,
    check,
    counts,
    from_cells,
    get_pack,
    given_away,
    put_pack,
    to_cells,
)
from studio.model.post import Post
from tests.library.material import caption, content, tip

PLACES = ("folder", "server")


def with_post(old: Content, change: Callable[[Post], Post | None], name: str = "tip-1") -> Content:
    posts = [change(post) if post.id == name else post for post in old.pack.posts]
    return replace(old, pack=replace(old.pack, posts=tuple(post for post in posts if post)))


def say(text: str) -> Callable[[Post], Post]:
    return lambda post: replace(post, texts={**post.texts, "caption": text})


def test_a_pack_comes_out_as_it_went_in(library: Library) -> None:
    found = get_pack(library, "tiny")

    assert found.pack == content().pack
    assert [list(p.texts) for p in found.pack.posts] == [list(p.texts) for p in content().pack.posts]
    assert {c.language: dict(c.entries) for c in found.catalogs} == {
        c.language: dict(c.entries) for c in content().catalogs
    }


def test_cells_and_packs_are_the_same_thing() -> None:
    cells = to_cells(content())

    assert to_cells(from_cells("tiny", cells)) == cells


def test_the_same_pack_again_changes_nothing(library: Library) -> None:
    assert not put_pack(library, content())


def test_edits_to_different_texts_both_survive(library: Library) -> None:
    library.edit("type", [Wish(caption("tip-1"), "Ours.")])
    done = put_pack(library, with_post(content(), say("Theirs."), "tip-2"))

    assert not done.conflicts
    assert library.read(caption("tip-1")).value == "Ours."
    assert library.read(caption("tip-2")).value == "Theirs."
    library.undo()
    assert library.read(caption("tip-2")).value != "Theirs."


def test_a_text_changed_on_both_sides_is_kept_twice(library: Library) -> None:
    library.edit("type", [Wish(caption("tip-1"), "Ours.")])
    (conflict,) = put_pack(library, with_post(content(), say("Theirs."))).conflicts

    assert (conflict.theirs, conflict.mine) == ("Ours.", "Theirs.")
    assert library.read(caption("tip-1")).value == "Ours."


def test_a_removed_post_goes_unless_somebody_went_on_with_it(
    library: Library, place: Path | str
) -> None:
    without = with_post(with_post(content(), lambda _post: None), lambda _post: None, "tip-2")
    library.edit("type", [Wish(caption("tip-2"), "We went on.")])
    done = put_pack(library, without)

    assert library.post("tiny", "tip-1") == {}
    assert library.read(caption("tip-2")).value == "We went on."
    assert {c.key.post for c in done.conflicts} == {"tip-2"}
    assert check(place, thorough=True) == ()


def test_the_base_of_a_merge_is_what_was_last_given_away(library: Library) -> None:
    library.edit("type", [Wish(caption("tip-1"), "Ours.")])
    given = get_pack(library, "tiny")
    given_away(library, given)
    done = put_pack(library, with_post(given, say("Theirs.")))

    assert not done.conflicts
    assert library.read(caption("tip-1")).value == "Theirs."


def test_work_on_an_older_exchange_does_not_bring_old_texts_back(library: Library) -> None:
    old = get_pack(library, "tiny")
    library.edit("type", [Wish(caption("tip-1"), "Ours."), Wish(caption("tip-5"), "Ours too.")])
    given_away(library, get_pack(library, "tiny"))  # to somebody else

    done = put_pack(library, with_post(old, say("Theirs."), "tip-2"))

    assert not done.conflicts
    assert [library.read(caption(name)).value for name in ("tip-1", "tip-2", "tip-5")] == [
        "Ours.",
        "Theirs.",
        "Ours too.",
    ]


def test_new_posts_arrive_with_their_translations(library: Library) -> None:
    more = content(9)
    put_pack(library, more)

    assert get_pack(library, "tiny").pack == more.pack


def test_pictures_are_kept_once_and_must_be_there(library: Library) -> None:
    digest = library.media.put(b"a picture")
    assert library.media.put(b"a picture") == digest
    put_pack(library, content(2, "first", {"media/a.png": digest}))
    put_pack(library, content(2, "second", {"media/b.png": digest}))

    with library.reading() as connection:
        assert counts(connection)["media"] == 1
    assert get_pack(library, "second").media == {"media/b.png": digest}
    with pytest.raises(InvalidInput) as caught:
        put_pack(library, content(2, "third", {"media/c.png": "0" * 64}))
    assert caught.value.diagnostics[0].code == "library.no-media"
    assert library.cells("third") == {}
    assert library.media.get(digest) == library.media.path(digest).read_bytes() == b"a picture"


def test_there_is_no_pack_of_that_name(library: Library) -> None:
    with pytest.raises(InvalidInput) as caught:
        get_pack(library, "nobody")
    assert caught.value.diagnostics[0].code == "library.no-pack"


def test_a_failing_import_leaves_nothing_behind(library: Library) -> None:
    bad = replace(tip("bad"), texts={"caption": "half \ud800"})
    broken = content(3, "broken")
    broken = replace(broken, pack=replace(broken.pack, posts=(*broken.pack.posts, bad)))

    with pytest.raises((InvalidInput, UnicodeEncodeError)):
        put_pack(library, broken)
    assert library.cells("broken") == {}


def test_the_wish_for_signed_off_languages_is_kept(library: Library) -> None:
    strict = replace(content(), pack=replace(content().pack, require_signed_off=True))
    put_pack(library, strict)
    assert get_pack(library, "tiny").pack.require_signed_off is True
