"""What pages share: typing is stored, undo goes across posts, selection holds together."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.ui.commands import PAGES
from studio.ui.desk import NOT_SAVED, SAVED, SAVING, Desk
from studio.ui.window import MainWindow


def test_what_is_typed_shows_at_once_and_is_stored_within_a_second(qtbot: QtBot, desk: Desk) -> None:
    key = Key("family", "tip", "headline")
    states: list[str] = []
    desk.saving.connect(lambda state, _words: states.append(state))
    with qtbot.waitSignal(desk.changed, timeout=1000):
        desk.type_text(key, "Ask **who** gains.")
        post = desk.session.post("family", "tip")
        assert post is not None
        assert post.texts["headline"] == "Ask **who** gains."
    assert desk.session.library.read(key).value == "Ask **who** gains."
    assert states == [SAVING, SAVED]


def test_undo_takes_back_what_was_just_typed_and_redo_makes_it_again(desk: Desk) -> None:
    key = Key("family", "tip", "headline")
    before = desk.session.value(key)
    desk.type_text(key, "Something else")
    desk.select(post="quiz")
    desk.undo()
    assert desk.session.value(key) == before
    assert desk.selection.post == "tip"
    desk.redo()
    assert desk.session.value(key) == "Something else"


def test_a_text_that_can_not_be_stored_stays_and_is_stored_later(desk: Desk) -> None:
    library = desk.session.library
    key = Key("family", "tip", "headline")
    real = library.edit

    def full(*_args: object, **_kwargs: object) -> None:
        from studio.errors import EnvironmentFailure

        raise EnvironmentFailure.of("library.disk-full", "The disk is full.")

    library.edit = full  # type: ignore[method-assign, assignment]
    desk.type_text(key, "Kept")
    assert not desk.store()
    assert desk.state()[0] == NOT_SAVED
    assert desk.session.value(key) == "Kept"
    library.edit = real  # type: ignore[method-assign]
    assert desk.store()
    assert library.read(key).value == "Kept"


def test_another_pack_takes_a_language_that_it_has(desk: Desk) -> None:
    desk.select(post="tip", language="sr")
    desk.session.new_pack("mine", "Mine", "pt")
    desk.select(pack="mine")
    assert (desk.selection.post, desk.selection.language) == ("", "pt")


def test_two_windows_on_one_library_lose_nothing(desk: Desk, qtbot: QtBot) -> None:
    from studio.workspace.session import Session

    other = Session.open(desk.session.library.file.parent, resources=desk.session.resources)
    key = Key("family", "tip", "headline")
    desk.session.type_text(key, "Mine")
    other.type_text(key, "Theirs")
    other.flush()
    with qtbot.waitSignal(desk.said, timeout=1000):
        desk.store()
    assert desk.session.stored(key).value == "Theirs"
    assert [one.mine for one in desk.session.library.conflicts()] == ["Mine"]
    other.close()


def test_every_page_opens_and_the_window_closes_clean(window: MainWindow, qtbot: QtBot) -> None:
    for page in (*PAGES, "new", "preferences", "help"):
        window.show_page(page)
        assert window.stack.currentWidget() is window.page(page)
    window.desk.type_text(Key("family", "tip", "headline"), "Last words")
    file = window.desk.session.library.file
    window.close()
    from studio.library import Library

    with Library.open(file.parent) as again:
        assert again.read(Key("family", "tip", "headline")).value == "Last words"
