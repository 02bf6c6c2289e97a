"""Editing: the journal, undo, conflicts, revisions, the trash."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from studio.errors import InvalidInput
from studio.library import (
    Library,
    Wish,
    add_post,
    as_it_was,
    change_post,
    compare,
    find,
    get_pack,
    purge,
    put_pack,
    restore_post,
    revisions,
    trash,
    untrash,
)
from studio.library.history import History, Step
from studio.library.search import Query
from studio.model.changes import Change, Key
from tests.library.material import caption, content, tip
from tests.library.torture import there_and_back

PLACES = ("folder", "server")
CAPTION = caption("tip-1")


def values(library: Library) -> dict[Key, str | None]:
    return {key: cell.value for key, cell in library.cells("tiny").items() if cell.value is not None}


def write(library: Library, key: Key, text: str | None, group: str = "") -> None:
    done = library.edit("type", [Wish(key, text, library.read(key).version)], group=group)
    assert not done.conflicts


def test_an_edit_is_there_for_the_next_who_opens(library: Library, place: Path | str) -> None:
    write(library, CAPTION, "Another.")

    with Library.open(place) as second:
        assert second.read(CAPTION).value == "Another."


def test_changes_say_what_was_and_what_is(library: Library) -> None:
    before = library.read(CAPTION)
    done = library.edit("type", [Wish(CAPTION, "Another.", before.version)])

    (change,) = done.changes
    assert (change.before, change.after) == (before.value, "Another.")
    assert library.read(CAPTION).version == change.version == done.edit
    assert list(done.posts()) == [("tiny", "tip-1")]


def test_nothing_new_is_no_edit(library: Library) -> None:
    position = library.position()

    assert not library.edit("type", [Wish(CAPTION, library.read(CAPTION).value)])
    assert library.position() == position


def test_the_later_of_two_writers_is_told_and_both_texts_are_kept(
    library: Library, place: Path | str
) -> None:
    seen = library.read(CAPTION)
    with Library.open(place, author="Zoran") as other:
        other.edit("type", [Wish(CAPTION, "Theirs.", seen.version)])
    body = Key("tiny", "tip-1", "body")
    wishes = [Wish(CAPTION, "Mine.", seen.version), Wish(body, "B.", library.read(body).version)]

    done = library.edit("type", wishes)

    (conflict,) = done.conflicts
    assert (conflict.base, conflict.mine, conflict.theirs) == (seen.value, "Mine.", "Theirs.")
    assert library.read(CAPTION).value == "Theirs."
    assert library.read(body).value == "B."
    assert library.conflicts() == (conflict,)
    library.resolve(conflict.number, "Both.")
    assert library.read(CAPTION).value == "Both."
    assert library.conflicts() == ()


def test_a_post_that_was_removed_and_made_again_is_not_the_one_that_was_seen(library: Library) -> None:
    seen = library.read(CAPTION)
    write(library, CAPTION, None)
    write(library, CAPTION, "New.")

    assert library.edit("type", [Wish(CAPTION, "Mine.", seen.version)]).conflicts


def test_typing_is_one_step_until_the_focus_moves(library: Library) -> None:
    before = library.read(CAPTION).value
    for text in ("S", "St", "Sto"):
        write(library, CAPTION, text, group="caption")
    library.history.split()
    write(library, CAPTION, "Stop", group="caption")

    library.undo()
    assert library.read(CAPTION).value == "Sto"
    library.undo()
    assert library.read(CAPTION).value == before
    library.redo()
    library.redo()
    assert library.read(CAPTION).value == "Stop"
    assert not library.redo()


def test_undo_leaves_what_somebody_else_wrote_since(library: Library, place: Path | str) -> None:
    write(library, CAPTION, "Mine.")
    with Library.open(place) as other:
        write(other, CAPTION, "Theirs.")

    done = library.undo()

    assert [c.theirs for c in done.conflicts] == ["Theirs."]
    assert library.read(CAPTION).value == "Theirs."


def test_another_window_learns_what_changed(library: Library, place: Path | str) -> None:
    position = library.position()
    with Library.open(place) as other:
        write(other, CAPTION, "Theirs.")

    assert [(c.key, c.after) for c in library.since(position)] == [(CAPTION, "Theirs.")]


def test_a_post_is_seen_compared_and_restored_as_it_was(library: Library) -> None:
    start = library.position()
    first = {k: c.value for k, c in library.post("tiny", "tip-1").items()}
    write(library, CAPTION, "One.")
    middle = library.position()
    write(library, CAPTION, "Two.")
    write(library, caption("tip-1", language="th"), None)

    assert [r.author for r in revisions(library, "tiny", "tip-1")] == ["Ana"] * 3
    assert as_it_was(library, "tiny", "tip-1", start) == first
    assert as_it_was(library, "tiny", "tip-1", middle)[CAPTION] == "One."
    assert {c.key: (c.before, c.after) for c in compare(library, "tiny", "tip-1", middle)}[CAPTION] == (
        "One.",
        "Two.",
    )
    restore_post(library, "tiny", "tip-1", start)
    assert {k: c.value for k, c in library.post("tiny", "tip-1").items()} == first
    library.undo()
    assert library.read(CAPTION).value == "Two."


def test_the_trash_gives_back_what_was_thrown_away(library: Library) -> None:
    whole = get_pack(library, "tiny").pack
    trash(library, "tiny", ["tip-1", "quiz-0"])
    with library.reading() as connection:
        assert {hit.post for hit in find(connection, Query(trashed=True))} == {"tip-1", "quiz-0"}
    assert len(get_pack(library, "tiny").pack.posts) == len(whole.posts) - 2

    untrash(library, "tiny", ["tip-1"])
    library.undo()
    assert len(get_pack(library, "tiny").pack.posts) == len(whole.posts) - 2
    untrash(library, "tiny", ["tip-1", "quiz-0"])
    assert get_pack(library, "tiny").pack == whole


def test_only_what_is_in_the_trash_is_removed_for_good(library: Library) -> None:
    assert not purge(library, "tiny", ["tip-1"])
    trash(library, "tiny", ["tip-1"])
    purge(library, "tiny", ["tip-1"])

    assert library.post("tiny", "tip-1") == {}
    assert revisions(library, "tiny", "tip-1") == ()
    with library.reading() as connection:
        assert "tip-1" not in {hit.post for hit in find(connection, Query("stop"))}


def test_posts_are_added_and_changed_as_values(library: Library) -> None:
    new = tip("new", "Read **past** the headline")
    add_post(library, "tiny", new)
    changed = replace(new, link="https://example.org/new", hashtags=(), plan=None)
    change_post(library, "tiny", new, changed)

    assert next(p for p in get_pack(library, "tiny").pack.posts if p.id == "new") == changed
    with pytest.raises(InvalidInput, match="already"):
        add_post(library, "tiny", new)
    assert change_post(library, "tiny", new, replace(new, link="https://example.org/x")).conflicts
    for _ in range(2):
        library.undo()
    assert library.post("tiny", "new") == {}


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (Key("tiny", "no-such", "body"), "x", "library.bad-key"),
        (Key("no-such", "", "@title"), "x", "library.bad-key"),
        (CAPTION, "half \ud800 of it", "library.bad-text"),
    ],
)
def test_a_bad_edit_changes_nothing(library: Library, key: Key, value: str, code: str) -> None:
    position, before = library.position(), values(library)

    with pytest.raises(InvalidInput) as caught:
        library.edit("type", [Wish(Key("tiny", "tip-2", "body"), "y"), Wish(key, value)])

    assert caught.value.diagnostics[0].code == code
    assert (library.position(), values(library)) == (position, before)


FIELDS = st.sampled_from(["caption", "body", "headline", "@link", "@theme", "@number"])
POSTS = st.sampled_from(["tip-1", "tip-2", "quiz-0"])


class Undoing(RuleBasedStateMachine):
    """Whatever is done: undoing all of it gives the first state, redoing all of it the last."""

    library: Library

    def __init__(self) -> None:
        super().__init__()
        while self.library.undo():
            pass
        self.library.history.__init__()  # type: ignore[misc]
        self.states = [values(self.library)]

    def _remember(self, done: object) -> None:
        if done:
            self.states.append(values(self.library))

    @rule(post=POSTS, field=FIELDS, value=st.none() | st.integers(1, 99).map(str))
    def set_value(self, post: str, field: str, value: str | None) -> None:
        self._remember(self.library.edit("set", [Wish(Key("tiny", post, field), value)]))

    @rule(post=POSTS, text=st.text("ab ф", min_size=1, max_size=4), fuzzy=st.booleans())
    def translate(self, post: str, text: str, fuzzy: bool) -> None:
        value = f'["a","{text}",{str(fuzzy).lower()}]'
        self._remember(self.library.edit("set", [Wish(caption(post, language="sr"), value)]))

    @rule(posts=st.sets(POSTS, min_size=1))
    def across_posts(self, posts: set[str]) -> None:
        wishes = [Wish(Key("tiny", post, "@hashtags"), '["A","B"]') for post in sorted(posts)]
        self._remember(self.library.edit("tag", wishes))

    @rule(post=POSTS)
    def throw_away(self, post: str) -> None:
        self._remember(trash(self.library, "tiny", [post]))

    @rule(name=st.sampled_from(["new-1", "new-2"]))
    def add_or_remove(self, name: str) -> None:
        if self.library.post("tiny", name):
            wish = Wish(Key("tiny", name, "@kind"), None)
            self._remember(self.library.edit("remove", [wish]))
        else:
            self._remember(add_post(self.library, "tiny", tip(name)))

    @invariant()
    def undo_and_redo_meet(self) -> None:
        assert len(self.library.history) == len(self.states) - 1

    def teardown(self) -> None:
        for state in reversed(self.states):
            assert values(self.library) == state
            self.library.undo()
        for state in self.states[1:]:
            self.library.redo()
            assert values(self.library) == state


def test_undo_and_redo_always_lead_back(library: Library) -> None:
    Undoing.library = library
    run_state_machine_as_test(
        Undoing, settings=settings(max_examples=4, stateful_step_count=10, deadline=None)
    )


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path / "small", copy=False) as opened:
        put_pack(opened, content(3))
        yield opened


def test_many_steps_back_and_forth_give_the_same_state(small: Library) -> None:
    there_and_back(small, 40)


def test_a_thousand_steps_of_a_history_lead_back_to_the_start() -> None:
    dice = random.Random(6)
    history, state, states = History(), {}, [{}]
    for number in range(1000):
        keys = [Key("p", f"post-{dice.randrange(9)}", "body") for _ in range(dice.randrange(1, 4))]
        changes = tuple(Change(key, state.get(key), f"{number}") for key in dict.fromkeys(keys))
        state = state | {c.key: c.after for c in changes}
        states.append(state)
        history.add(Step("type", changes))
    for wanted in reversed(states[:-1]):
        step = history.undoable()
        assert step
        state = {**state, **{c.key: c.before for c in step.changes}}
        history.undone()
        assert {k: v for k, v in state.items() if v is not None} == wanted
    assert history.undoable() is None
    for wanted in states[1:]:
        step = history.redoable()
        assert step
        state = {**state, **{c.key: c.after for c in step.changes}}
        history.redone()
        assert {k: v for k, v in state.items() if v is not None} == wanted


def test_letters_typed_after_a_pause_are_a_step_of_their_own() -> None:
    history = History()
    for at, before, after in ((0.0, None, "S"), (1.0, "S", "St"), (9.0, "St", "Sto")):
        history.add(Step("type", (Change(CAPTION, before, after),), "caption", at))

    assert len(history) == 2
    step = history.undoable()
    assert step
    assert step.changes[0].before == "St"
