"""Lists of posts: what each lacks, in which order they stand; what is long in the trash goes."""

from __future__ import annotations

import datetime

import pytest

from studio.model.changes import Key
from studio.workspace import postlist as p
from studio.workspace.library_past import empty_old_trash
from studio.workspace.library_posts import add_label
from studio.workspace.manyposts import copy_posts
from studio.workspace.posts import trash_posts
from studio.workspace.session import Session

CHECKED = p.Fits((), True)


def state(session: Session, post: str, fits: p.Fits) -> str:
    posts = p.post_list(session, "family")
    return posts.state(next(row for row in posts.rows if row.post == post), fits)


def test_a_post_is_what_is_to_be_done_first(session: Session) -> None:
    assert state(session, "tip", p.Fits()) == p.UNKNOWN
    assert state(session, "tip", CHECKED) == p.READY
    assert state(session, "tip", p.Fits(("sr",), True)) == p.MEND
    session.set_value("type", Key("family", "tip", "headline"), "Another headline")
    assert state(session, "tip", CHECKED) == p.TRANSLATE
    session.set_value("type", Key("family", "tip", "caption"), "")
    assert state(session, "tip", CHECKED) == p.DRAFTS


@pytest.mark.parametrize(("post", "field"), [("photo", "@picture"), ("resource", "@link")])
def test_what_a_card_can_not_do_without_makes_a_draft(session: Session, post: str, field: str) -> None:
    assert post not in p.post_list(session, "family").lacking
    session.set_value("type", Key("family", post, field), "")
    assert post in p.post_list(session, "family").lacking


def test_counts_and_views(session: Session) -> None:
    add_label(session.library, "family", ["tip", "quiz"], "school")
    trash_posts(session, "family", ["photo"])
    posts = p.post_list(session, "family")
    counts = posts.counts(lambda _post: CHECKED)
    assert counts[p.ALL] == len(posts.rows) - 1
    assert counts[p.TRASH] == 1
    assert counts[p.TAG + "school"] == 2
    assert posts.tags(5) == ["school"]
    for only, count in counts.items():
        shown = posts.shown(p.View(only=only), lambda _post: CHECKED, lambda row: row.post)
        assert len(shown) == count
    named = posts.shown(p.View(order=p.BY_NAME), lambda _post: CHECKED, lambda row: row.post)
    assert [row.post for row in named] == sorted(row.post for row in named)


def test_copies_are_one_step(session: Session) -> None:
    before = {row.post for row in session.rows("family")}
    assert copy_posts(session, "family", ["tip", "tip", "quiz"]).posts == ("tip-2", "tip-3", "quiz-2")
    assert session.value(Key("family", "tip-3", "headline", "sr"))
    session.undo()
    assert {row.post for row in session.rows("family")} == before


def test_what_is_long_in_the_trash_goes(session: Session) -> None:
    trash_posts(session, "family", ["tip"])
    assert not empty_old_trash(session.library)
    now = session.library.clock()
    session.library.clock = lambda: now + datetime.timedelta(days=29)
    trash_posts(session, "family", ["quiz"])
    session.library.clock = lambda: now + datetime.timedelta(days=31)
    session.done(empty_old_trash(session.library))
    left = {row.post: row.trashed for row in session.rows("family")}
    assert "tip" not in left
    assert left["quiz"]
