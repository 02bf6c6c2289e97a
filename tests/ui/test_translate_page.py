"""Translating in the window: typed, decided, noted, undone, by keys as by buttons."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.model.post import Post
from studio.ui.pages.translate_editor import StringEditor
from studio.ui.pages.translate_files import save_to, take_from
from studio.ui.pages.translate_page import TranslatePage
from studio.ui.pages.translate_table import Head
from studio.ui.window import MainWindow
from studio.workspace.posts import new_post
from studio.workspace.strings import Row, comment, progress


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
    assert frame is not None
    assert any(region.text == "Novo" for region in frame.regions)
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
    assert len(posts) > 5
    assert any(isinstance(item, Head) for item in page.model.items)
    key = Key("family", "quiz", "question", "sr")
    window.desk.type_text(key, "")
    window.desk.store()
    window.run("next-to-do")
    assert editor(page).row.key == key
    page.only_to_do.setChecked(True)
    qtbot.waitUntil(lambda: not page._loader.isActive(), timeout=5000)
    assert all(row.to_do for row in rows(page))
    assert key in {row.key for row in rows(page)}


def test_keys_go_through_what_is_to_do_and_end_with_a_sentence(
    window: MainWindow, page: TranslatePage
) -> None:
    desk, said = window.desk, []
    desk.said.connect(lambda words, _undo: said.append(words))
    open_rows = [row for row in rows(page) if not row.to_do]
    assert open_rows
    page.open_field(open_rows[-1].key.field)
    page.editor().kept.emit()  # type: ignore[union-attr]
    assert editor(page).take.text() == "Take it as right"
    assert editor(page).budget.isHidden()  # the card shows the source, so nothing was checked
    window.run("accept")
    while any(row.to_do for row in rows(page)):
        window.run("next-to-do")
        assert editor(page).row.to_do
        desk.type_text(editor(page).row.key, "Реч.")
        window.run("accept")
    window.run("next-to-do")
    assert said[-1] == "Nothing is left to do here."
    page.only_to_do.setChecked(True)
    assert page.stack.currentWidget() is page.empty


def test_problems_are_gone_round(window: MainWindow, page: TranslatePage) -> None:
    window.desk.type_text(Key("family", "tip", "headline", "sr"), "Без **ознаке")
    window.desk.type_text(Key("family", "tip", "body", "sr"), "Превише речи на картици. " * 60)
    window.desk.store()
    page.open_field("caption")
    names = []
    for _turn in range(4):
        window.run("next-problem")
        names.append(editor(page).row.key.field)
    assert {"headline", "body"} <= set(names)
    page.open_field("body")
    assert "cut about" in editor(page).fit.words.text()
    page.open_field("headline")
    assert "pairs" in editor(page).found.words.text()


def test_a_language_by_rule_says_so_and_own_words_stand_instead(
    window: MainWindow, page: TranslatePage
) -> None:
    window.desk.select(language="sr@latin", field="body")
    assert {row.status for row in rows(page) if row.text} == {"derived"}
    assert "by rule" in editor(page).rule.words.text()
    window.desk.type_text(editor(page).row.key, "Moje reči.")
    assert editor(page).row.own
    assert not editor(page).by_rule.isHidden()
    editor(page).ruled.emit()
    assert not editor(page).row.own
    assert editor(page).field.text() != "Moje reči."


def test_a_language_is_added_from_the_picker_and_read_from_another(
    window: MainWindow, page: TranslatePage
) -> None:
    page.languages.pick_target(page.language)
    picker = page.languages.targets
    bengali = next(one for one in picker.list.findItems("বাংলা", Qt.MatchFlag.MatchContains))
    assert "Noto Sans Bengali" in bengali.font().families()  # names show without the system's fonts
    picker.search.setText("german")
    picker.search.returnPressed.emit()
    desk = window.desk
    assert (desk.selection.language, picker.isVisible()) == ("de", False)
    assert "de" in desk.session.languages("family")
    assert all(row.status == "missing" for row in rows(page))
    assert QApplication.focusWidget() is editor(page).field
    page.languages.source_chosen.emit("sr")
    serbian = desk.session.value(Key("family", "tip", "body", "sr"))
    assert next(row for row in rows(page) if row.key.field == "body").reference == serbian
    assert "Serbian" in page.side.beside.text()
    page.side.beside.setChecked(True)
    frame = page.side.other.frame()
    assert frame is not None
    assert any(region.text and region.text in serbian for region in frame.regions)
    window.run("undo")
    assert desk.selection.language in desk.session.languages("family")


def test_comments_and_terms_are_kept(window: MainWindow, page: TranslatePage) -> None:
    page.open_field("body")
    open_row = editor(page)
    word = open_row.row.source.split()[0]
    open_row.term.click()
    open_row.term_source.setText(word)
    open_row.term_text.setText("реч")
    open_row.term_text.returnPressed.emit()
    assert "<b>\u2068реч\u2069</b>" in open_row.glossary.words.text()
    assert open_row.source.extraSelections()
    open_row.note.click()
    open_row.comment.setPlainText("Kraće?")
    open_row.comment.left.emit()
    page.open_field("headline")
    page.open_field("body")
    assert editor(page).comment.text() == "Kraće?"


def test_words_go_out_as_a_file_and_come_back(
    window: MainWindow, page: TranslatePage, tmp_path: Path
) -> None:
    desk, said = window.desk, []
    desk.said.connect(lambda words, _undo: said.append(words))
    file = tmp_path / "family-sr.po"
    save_to(desk, file)
    text = file.read_text("utf-8")
    now = desk.session.value(Key("family", "tip", "body", "sr"))
    file.write_text(text.replace(now.split()[0], "Друкчије", 1), "utf-8")
    take_from(desk, file)
    assert said[-1] == "1 text taken in."
    file.write_text('msgid "half', "utf-8")
    take_from(desk, file)
    assert "broken" in said[-1]
    (tmp_path / "no-folder").write_text("")
    save_to(desk, tmp_path / "no-folder" / "x.po")
    assert "can't be written" in said[-1]


def test_a_pack_of_one_language_asks_for_one(window: MainWindow, page: TranslatePage) -> None:
    desk = window.desk
    desk.session.new_pack("sam", "Sam", "sr")
    post = Post(id="a", kind="tip", element="literacy", language="sr", texts={"headline": "Здраво"})
    new_post(desk.session, "sam", post)
    desk.select(pack="sam", post="a")
    window.run("go-library")
    window.run("go-translate")
    # Serbian in Latin letters follows from it, so there is one to look at.
    assert desk.selection.language == "sr@latin"
    desk.session.new_pack("alone", "Alone", "de")
    new_post(desk.session, "alone", replace(post, language="de"))
    desk.select(pack="alone", post="a")
    assert page.stack.currentWidget() is page.empty
    assert page.editor() is None
    window.run("next-to-do")
    window.run("accept")
    page.languages.choose_target("fr")
    assert rows(page)[0].status == "missing"


def test_work_of_others_takes_nobody_the_cursor(
    qtbot: QtBot, window: MainWindow, page: TranslatePage
) -> None:
    desk = window.desk
    window.activateWindow()
    page.open_field("body")
    field = editor(page).field
    qtbot.waitUntil(field.hasFocus, timeout=5000)
    page.all_posts.setChecked(True)
    qtbot.waitUntil(lambda: not page._loader.isActive(), timeout=5000)
    field = editor(page).field
    assert (editor(page).row.key.field, field.hasFocus()) == ("body", True)
    field.moveCursor(QTextCursor.MoveOperation.Start)
    new_post(desk.session, "family", replace(desk.session.post("family", "tip"), id="another"))  # type: ignore[type-var]
    qtbot.waitUntil(lambda: not page._loader.isActive(), timeout=5000)
    assert page.model.at("another", "body") >= 0
    field = editor(page).field
    assert (editor(page).row.key.post, field.hasFocus()) == ("tip", True)
    assert field.textCursor().position() == 0


def test_a_comment_is_kept_although_one_goes_straight_on(
    qtbot: QtBot, window: MainWindow, page: TranslatePage
) -> None:
    window.activateWindow()
    page.open_field("body")
    editor(page).note.click()
    field = editor(page).comment
    qtbot.waitUntil(field.hasFocus, timeout=5000)
    qtbot.keyClicks(field, "Ask Ana")
    page.open_field("headline")
    assert editor(page).row.key.field == "headline"
    assert comment(window.desk.session, Key("family", "tip", "body", "sr")) == "Ask Ana"
    window.run("undo")
    assert comment(window.desk.session, Key("family", "tip", "body", "sr")) == ""


def test_a_new_text_does_not_take_on_the_look_of_the_word_at_the_cursor(
    window: MainWindow, page: TranslatePage
) -> None:
    page.open_field("headline")
    open_row = editor(page)
    window.desk.type_text(open_row.row.key, "Гледај **двапут**")
    open_row.field.moveCursor(QTextCursor.MoveOperation.End)
    window.desk.type_text(open_row.row.key, "Гледај")
    assert open_row.field.text() == "Гледај"


def test_the_tab_counts_before_anybody_looks(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    desk.select(language="sr")
    done, total = progress(desk.session, "family", "sr")
    qtbot.waitUntil(lambda: desk.counts.get("translate") == total - done, timeout=5000)
    desk.type_text(Key("family", "tip", "body", "sr"), "")
    desk.store()
    qtbot.waitUntil(lambda: desk.counts.get("translate") == total - done + 1, timeout=5000)
