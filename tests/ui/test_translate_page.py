"""Translating in the window: typed, decided, noted, undone, by keys as by buttons."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.ui.pages.translate_editor import StringEditor
from studio.ui.pages.translate_page import TranslatePage
from studio.ui.pages.translate_table import Head
from studio.ui.window import MainWindow
from studio.workspace.strings import Row


@pytest.fixture
def page(window: MainWindow) -> TranslatePage:
    window.desk.select(post="tip", language="sr")
    window.run("go-translate")
    found = window.current()
    assert isinstance(found, TranslatePage)
    return found


def editor(page: TranslatePage) -> StringEditor:
    found = page.editor()
    assert found is not None
    return found


def rows(page: TranslatePage) -> list[Row]:
    return [item for item in page.model.items if isinstance(item, Row)]


def test_what_is_typed_stands_on_the_card_and_can_be_undone(
    qtbot: QtBot, window: MainWindow, page: TranslatePage
) -> None:
    page.open_field("body")
    before = editor(page).field.text()
    editor(page).field.selectAll()
    qtbot.keyClicks(editor(page).field, "Novo")
    frame = page.side.shown.frame
    assert frame is not None and any(region.text == "Novo" for region in frame.regions)
    assert window.desk.selection.field == "body"
    window.run("undo")
    assert editor(page).field.text() == before


def test_a_changed_source_is_told_and_taken_as_right(window: MainWindow, page: TranslatePage) -> None:
    desk = window.desk
    source = Key("family", "tip", "body")
    desk.session.set_value("type", source, desk.session.value(source) + " Really.")
    page.open_field("body")
    open_row = editor(page)
    assert open_row.row.status == "outdated"
    assert "<b> Really.</b>" in open_row.changed.words.text()
    window.run("accept")
    done = next(row for row in rows(page) if row.key.field == "body")
    assert done.status == "done"
    window.run("undo")
    assert next(row for row in rows(page) if row.key.field == "body").status == "outdated"


def test_all_posts_only_what_is_to_do_and_the_next_of_it(
    qtbot: QtBot, window: MainWindow, page: TranslatePage
) -> None:
    page.all_posts.setChecked(True)
    qtbot.waitUntil(lambda: not page._loader.isActive(), timeout=5000)
    posts = {row.key.post for row in rows(page)}
    assert len(posts) > 5 and any(isinstance(item, Head) for item in page.model.items)
    key = Key("family", "quiz", "question", "sr")
    window.desk.type_text(key, "")
    window.desk.store()
    window.run("next-to-do")
    assert editor(page).row.key == key
    page.only_to_do.setChecked(True)
    qtbot.waitUntil(lambda: not page._loader.isActive(), timeout=5000)
    assert all(row.to_do for row in rows(page)) and key in {row.key for row in rows(page)}
