"""Crash report, find-or-do, history, preferences, the first steps."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.l10n import current_language
from studio.model.changes import Key
from studio.ui import crash
from studio.ui.find_panel import show_find
from studio.ui.history_panel import show_history
from studio.ui.rescue import RescueDialog
from studio.ui.theme import theme
from studio.ui.tour import STEPS, Tour
from studio.ui.window import MainWindow
from studio.workspace.posts import set_theme


@pytest.fixture
def hook() -> Iterator[None]:
    before = sys.excepthook
    yield
    sys.excepthook = before


def test_a_fault_is_shown_and_its_report_tells_no_texts(
    qtbot: QtBot, window: MainWindow, hook: None, capsys: pytest.CaptureFixture[str]
) -> None:
    crash.catch_everything()
    try:
        raise ValueError("my private words")
    except ValueError as error:
        sys.excepthook(ValueError, error, error.__traceback__)
    qtbot.waitUntil(lambda: bool(crash._open), timeout=2000)
    dialog = crash._open[0]
    assert "ValueError" in dialog.text()
    assert "private" not in dialog.text()
    assert "/home" not in dialog.text()
    dialog.with_words.setChecked(True)
    assert "my private words" in dialog.text()
    dialog.accept()
    assert window.isVisible()


def test_a_post_is_found_and_opened_by_keys(qtbot: QtBot, window: MainWindow) -> None:
    panel = show_find(window)
    panel.field.setText("disinformation")
    qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert window.desk.selection.post == "definition"
    assert window.current() is window.page("write")


def test_a_command_is_found_by_its_words(window: MainWindow) -> None:
    panel = show_find(window)
    panel.look_up("keyboard")
    assert [one.words for one in panel.found] == ["Keyboard shortcuts", "Keyboard"]
    assert panel.found[1].detail == "Preferences"
    panel.close()


def test_a_post_becomes_what_it_was(window: MainWindow) -> None:
    desk = window.desk
    key = Key("family", "tip", "headline")
    desk.select(post="tip")
    for text in ("First", "Second"):
        desk.type_text(key, text)
        desk.store(split=True)
    dialog = show_history(window)
    assert dialog is not None
    dialog.list.setCurrentRow(1)
    assert "After:\nFirst" in dialog.view.toPlainText()
    dialog.since.click()
    assert "Then:\nFirst\nNow:\nSecond" in dialog.view.toPlainText()
    dialog.back.click()
    assert desk.session.value(key) == "First"
    desk.undo()
    desk.undo()
    again = show_history(window)
    assert again is not None
    assert again.list.item(0).text().endswith("Undo write Headline")


def test_the_window_speaks_another_language_at_once(window: MainWindow) -> None:
    window.desk.prefer(language="sr")
    assert current_language() == "sr"
    assert window.isVisible()
    window.desk.prefer(language="en", theme="dark")
    assert current_language() == "en"
    assert theme().name == "dark"


def test_keys_can_be_changed(window: MainWindow) -> None:
    window.desk.prefer(keys={"new": "Ctrl+Shift+N"})
    assert window.actions_by_name["new"].shortcut().toString() == "Ctrl+Shift+N"


def test_the_first_steps_end_and_are_remembered(window: MainWindow) -> None:
    window.desk.prefer(toured=False)
    tour = Tour(window)
    tour.start()
    for _step in STEPS:
        assert tour.isVisible()
        tour.go_on()
    assert window.desk.preferences.toured


def test_the_first_steps_give_way_and_follow_the_language(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    desk.prefer(toured=False)
    tour = Tour(window)
    tour.start()
    tour.go_on()
    desk.prefer(language="sr")
    qtbot.waitUntil(lambda: tour.title.text() == "Пишите и гледајте")
    tab = window.top_bar.tabs["write"]
    assert tour.pos() == tab.mapTo(window, QPoint(0, tab.height() + 6))
    desk.prefer(language="en")
    desk.select(post="tip")
    window.stack.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert tour.isHidden()
    tour = Tour(window)
    tour.start()
    desk.go("library", pack="family")
    assert tour.isHidden()
    assert desk.preferences.toured


def test_a_sentence_and_its_undo_go_when_something_else_is_done(window: MainWindow) -> None:
    desk, notice = window.desk, window.notice
    desk.select(pack="family", post="tip")
    session = desk.session
    desk.do(lambda: set_theme(session, "family", ["tip"], "ink"), say="Now in ink.")
    assert notice.isVisible()
    assert not notice.undo.isHidden()
    desk.type_text(Key("family", "tip", "headline"), "Look twice")
    assert not notice.isVisible()
    desk.say("This can't be read.")
    desk.type_text(Key("family", "tip", "headline"), "Look twice!")
    assert notice.isVisible()
    desk.store()
    assert notice.isVisible()
    desk.say("")
    assert not notice.isVisible()


def test_a_damaged_library_offers_its_backup(window: MainWindow) -> None:
    from studio.errors import InvalidInput

    library = window.desk.session.library
    library.back_up()
    error = InvalidInput.of("library.damaged", "The library is damaged.")
    dialog = RescueDialog(error, library.file.parent)
    assert any("damaged" in one.text() for one in dialog.findChildren(QLabel))
    assert dialog.restore.isEnabled()
