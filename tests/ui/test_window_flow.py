"""What somebody new does in the window alone: a card from a template, written, seen, exported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from pytestqt.qtbot import QtBot

from studio.resources import Resources
from studio.ui.app import open_desk
from studio.ui.pages.export_page import ExportPage
from studio.ui.pages.gallery_page import GalleryPage
from studio.ui.pages.library_page import LibraryPage
from studio.ui.pages.write_page import WritePage
from studio.ui.window import MainWindow
from tests.ui.conftest import background


def test_a_serbian_tip_from_a_template_to_files(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    desk = window.desk
    desk.session.new_pack("moj-paket", "Мој пакет", "sr")
    desk.select(pack="moj-paket")
    window.run("new")
    gallery = window.current()
    assert isinstance(gallery, GalleryPage)
    gallery.list.setCurrentRow(0)
    qtbot.keyClick(gallery.list, Qt.Key.Key_Return)
    write = window.current()
    assert isinstance(write, WritePage)
    row = next(row for row in write.rows if row.key.field == "headline")
    row.field.setFocus()
    row.field.selectAll()
    qtbot.keyClicks(row.field, "Click")
    row.field.moveCursor(QTextCursor.MoveOperation.End)

    def on_the_card() -> bool:
        frame = write.shown.frame
        return frame is not None and any(region.text == "Click" for region in frame.regions)

    qtbot.waitUntil(on_the_card)
    row.field.selectAll()
    qtbot.keyClick(row.field, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert desk.session.value(row.key) == "**Click**"
    desk.prefer(folder=str(tmp_path), networks=("x",))
    window.run("go-export")
    page = window.current()
    assert isinstance(page, ExportPage)
    with qtbot.waitSignal(page.finished, timeout=60_000):
        window.run("accept")
    qtbot.waitUntil(page.open.isVisible, timeout=5000)
    made = sorted(path.name for path in tmp_path.rglob("*") if path.is_file())
    assert any("_sr_x-" in name and name.endswith((".png", ".jpg")) for name in made)
    assert any(name.endswith(".txt") for name in made)


def test_too_long_a_text_is_told_and_reached_by_key(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    desk.select(post="tip")
    window.run("go-write")
    write = window.current()
    assert isinstance(write, WritePage)
    body = next(row for row in write.rows if row.key.field == "body")
    body.field.setFocus()
    body.field.insertPlainText("more and more words " * 40)

    def told() -> bool:
        return write.problems.count() > 0 and "Cut about" in write.problems.item(0).text()

    qtbot.waitUntil(told, timeout=20_000)
    size, field = write.problems.item(0).data(Qt.ItemDataRole.UserRole)
    window.run("next-problem")
    assert (desk.selection.size, desk.selection.field) == (size, field)


def test_posts_are_found_thrown_away_and_brought_back(window: MainWindow) -> None:
    page = window.page("library")
    assert isinstance(page, LibraryPage)
    before = len(page.model.rows)
    page.search.setText("disinformation")
    assert 0 < len(page.model.rows) < before
    page.search.clear()
    window.desk.select(post="tip")
    page.refresh()
    assert page.chosen_posts() == ["tip"]
    window.run("trash")
    assert len(page.model.rows) == before - 1
    window.run("undo")
    assert len(page.model.rows) == before


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.select(pack="family", post="tip")
    window.show_page("captions")
    tab = window.top_bar.tabs["fit"]
    tab.setFocus()
    qtbot.keyClick(tab, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert window.current() is window.page("captions")
    qtbot.keyClick(tab, Qt.Key.Key_Return)
    assert window.current() is window.page("fit")
    tab = window.top_bar.tabs["library"]
    tab.setFocus()
    qtbot.keyClick(tab, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    assert window.current() is window.page("library")


def test_the_next_start_finds_the_window_as_it_was(
    qtbot: QtBot, window: MainWindow, resources: Resources
) -> None:
    page = window.page("library")
    assert isinstance(page, LibraryPage)
    page.tools.lines.click()
    window.desk.select(post="quiz", language="sr")
    window.run("go-translate")
    home = window.desk.session.user
    window.close()

    again = MainWindow(open_desk(resources=resources, user=home, make_background=background))
    qtbot.addWidget(again)
    again.show()
    assert again.current() is again.page("translate")
    now = again.desk.selection
    assert (now.pack, now.post, now.language) == ("family", "quiz", "sr")
    again.run("go-library")
    library = again.current()
    assert isinstance(library, LibraryPage)
    assert library.tools.lines.isChecked()
    again.close()
