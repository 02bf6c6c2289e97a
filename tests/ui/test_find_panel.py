"""Find or do: posts, texts, commands, settings, help, each in one line."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.ui.find_panel import SETTINGS, FindPanel, show_find
from studio.ui.pages.help_page import HelpPage
from studio.ui.window import MainWindow


def _details(panel: FindPanel, text: str) -> dict[str, str]:
    panel.look_up(text)
    return {one.words: one.detail for one in panel.found}


def test_a_text_is_found_in_its_language_and_opened_there(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    key = Key("family", "tip", "body", "sr")
    desk.type_text(key, "Кишобран на плажи")
    desk.store()
    panel = show_find(window)
    panel.field.setText("кишобран")
    assert [one.detail for one in panel.found if one.words == "Кишобран на плажи"] == ["Serbian · Body"]
    while "Body" not in panel.found[panel.list.currentRow()].detail:
        qtbot.keyClick(panel, Qt.Key.Key_Down)
    assert "Кишобран на плажи" in panel.field.accessibleDescription()
    qtbot.keyClick(panel, Qt.Key.Key_Return)
    assert window.current() is window.page("translate")
    now = desk.selection
    assert (now.post, now.language, now.field) == ("tip", "sr", "body")


def test_a_command_whose_name_begins_so_comes_first(window: MainWindow) -> None:
    panel = show_find(window)
    panel.look_up("unDo")
    assert panel.found[0].words == "Undo"
    panel.close()


def test_help_is_found_by_what_it_says(window: MainWindow) -> None:
    panel = show_find(window)
    assert _details(panel, "poedit") == {"Translate": "Help"}
    panel.run_current()
    page = window.current()
    assert isinstance(page, HelpPage)
    assert page.view.textCursor().selectedText() == "Translate"


def test_every_setting_is_where_the_panel_says(window: MainWindow) -> None:
    panel = show_find(window)
    assert _details(panel, "letters")["Size of the letters"] == "Preferences"
    panel.close()
    shown = {one.text() for one in window.page("preferences").findChildren(QLabel)}
    assert set(SETTINGS) <= shown


def test_a_setting_is_scrolled_to(window: MainWindow) -> None:
    panel = show_find(window)
    panel.look_up("font sets")
    panel.run_current()
    page = window.current()
    assert page is window.page("preferences")
    head = next(one for one in page.findChildren(QLabel) if one.text() == "Font sets")
    assert not head.visibleRegion().isEmpty()


def test_nothing_found_is_said(window: MainWindow) -> None:
    panel = show_find(window)
    panel.look_up("qqxzz")
    assert panel.found == []
    assert panel.list.item(0).text().startswith("Nothing matches")
    panel.close()
