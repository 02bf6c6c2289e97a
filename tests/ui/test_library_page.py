"""The library's page: found, narrowed, selected, tagged, copied, thrown away, dropped."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.ui import drops
from studio.ui.pages.card_grid import ROW
from studio.ui.pages.library_page import LibraryPage
from studio.ui.pages.library_tools import view_of
from studio.ui.sheet_report import SheetReport
from studio.ui.window import MainWindow
from tests.family.pictures import scene

SHEET = "kind,element,headline,body,caption\ntip,critical,One,Body,C\ntip,literacy,Two,Body,C\n"


@pytest.fixture
def page(window: MainWindow) -> LibraryPage:
    found = window.page("library")
    assert isinstance(found, LibraryPage)
    return found


def shown(page: LibraryPage) -> set[str]:
    return {row.post for row in page.model.rows}


def files(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def test_filters_narrow_and_count(page: LibraryPage) -> None:
    everything = shown(page)
    page.filters.choose("element:critical")
    critical = shown(page)
    assert critical
    assert all(row.element == "critical" for row in page.model.rows)
    assert len(critical) < len(everything)
    page.tools._view(kind="quiz")
    assert shown(page) == {row.post for row in page.model.rows if row.kind == "quiz"}
    page.search.setText("no such words anywhere")
    assert page.stack.currentWidget() is page.empty
    page.clear()
    assert shown(page) == everything
    assert page.filters.name() == "all"


def test_orders_and_lines(page: LibraryPage) -> None:
    newest = [row.post for row in page.model.rows]
    page.tools._view(order="name")
    titles = [page.model.index(at).data() for at in range(len(newest))]
    assert titles == sorted(titles, key=str.casefold)
    page._choose([newest[0], newest[2]])
    page.tools.lines.click()
    assert view_of(page.desk).rows
    assert set(page.chosen_posts()) == {newest[0], newest[2]}


def test_several_are_selected_copied_and_thrown_away_in_one_step(
    window: MainWindow, page: LibraryPage
) -> None:
    before = shown(page)
    page._choose(["tip", "quiz"])
    window.run("duplicate")
    assert shown(page) == {*before, "tip-2", "quiz-2"}
    window.run("undo")
    assert shown(page) == before
    page._choose(["tip", "quiz"])
    page.refresh()
    assert set(page.chosen_posts()) == {"tip", "quiz"}
    window.run("trash")
    assert shown(page) == before - {"tip", "quiz"}
    page.filters.choose("trash")
    assert shown(page) == {"tip", "quiz"}
    page._choose(["tip", "quiz"])
    page.foot.buttons["restore"].click()
    assert page.stack.currentWidget() is page.empty
    page.filters.choose("all")
    assert shown(page) == before


def test_tags_are_put_on_all_that_are_selected(qtbot: QtBot, page: LibraryPage) -> None:
    page._choose(["tip", "quiz"])
    page.edit_tags()
    page.tags.field.setText("#school")
    qtbot.keyClick(page.tags.field, Qt.Key.Key_Return)
    assert page.states.posts.labels == {"tip": ("school",), "quiz": ("school",)}
    page.filters.choose("tag:school")
    assert shown(page) == {"tip", "quiz"}
    page._choose(["tip"])
    page._tag("school", False)
    assert page.states.posts.labels == {"quiz": ("school",)}
    page.desk.undo()
    page.desk.undo()
    assert page.states.posts.labels == {}


def test_cards_are_shown_in_the_chosen_language(page: LibraryPage) -> None:
    page.desk.select(language="ar")
    key = page.thumbs.key(page.model.rows[0], 188)
    assert key is not None
    assert key.language == "ar"


def test_painting_asks_the_library_for_nothing(
    qtbot: QtBot, page: LibraryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    qtbot.waitUntil(lambda: bool(page.thumbs._kept), timeout=20_000)

    def never(*_args: object) -> None:
        raise AssertionError("painting has read a post")

    with monkeypatch.context() as patch:
        patch.setattr(page.desk.session, "post", never)
        patch.setattr(page.desk.session, "cells", never)
        page.grid.grab()


def test_a_spreadsheet_says_what_it_would_make_and_makes_it(
    window: MainWindow, page: LibraryPage, tmp_path: Path
) -> None:
    before = shown(page)
    sheet = tmp_path / "posts.csv"
    sheet.write_text(SHEET)
    assert "2" in drops.drop_words(window.desk, files(sheet))
    assert drops.take_drop(window, files(sheet))
    assert shown(page) == {*before, "one", "two"}
    window.run("undo")
    assert shown(page) == before


def test_mistakes_of_a_spreadsheet_are_listed_and_read_again(
    window: MainWindow, page: LibraryPage, tmp_path: Path
) -> None:
    before = shown(page)
    sheet = tmp_path / "posts.csv"
    sheet.write_text(SHEET.replace("tip,literacy", "tipp,literacy"))
    drops.take_drop(window, files(sheet))
    report = window.findChild(SheetReport)
    assert isinstance(report, SheetReport)
    assert "3" in report.list.item(0).text()
    assert "kind (A)" in report.list.item(0).text()
    assert shown(page) == before
    sheet.write_text(SHEET)
    report._again()
    assert shown(page) == {*before, "one", "two"}


def test_pictures_become_tips(window: MainWindow, page: LibraryPage, tmp_path: Path) -> None:
    before = shown(page)
    for name in ("Old bridge.png", "Market.png"):
        scene(640, 640 if name == "Market.png" else 800).save(tmp_path / name)
    pictures = [tmp_path / "Old bridge.png", tmp_path / "Market.png"]
    assert drops.take_drop(window, files(*pictures))
    assert shown(page) == {*before, "old-bridge", "market"}
    post = window.desk.session.post("family", "old-bridge")
    assert post is not None
    assert post.picture is not None
    assert post.picture.file == "media/old-bridge.png"
    window.run("undo")
    assert shown(page) == before
    (tmp_path / "no.png").write_bytes(b"no picture")
    drops.take_drop(window, files(tmp_path / "no.png", pictures[0]))
    assert shown(page) == before


def test_arrows_and_enter_open_a_post(qtbot: QtBot, window: MainWindow, page: LibraryPage) -> None:
    page.grid.setFocus()
    page.grid.setCurrentIndex(page.model.index(0))
    qtbot.keyClick(page.grid, Qt.Key.Key_Right)
    second = page.model.index(1).data(ROW).post
    assert page.chosen_posts() == [second]
    qtbot.keyClick(page.grid, Qt.Key.Key_Return)
    assert window.current() is window.page("write")
    assert window.desk.selection.post == second


def test_what_is_selected_is_what_export_plans(window: MainWindow, page: LibraryPage) -> None:
    page._choose(["tip", "quiz"])
    page.foot.buttons["export"].click()
    chosen = window.page("export").choices.wanted_posts()  # type: ignore[attr-defined]
    assert set(chosen) == {"tip", "quiz"}


def test_keys_go_to_what_is_to_do_and_delete_throws_away(
    qtbot: QtBot, window: MainWindow, page: LibraryPage
) -> None:
    window.desk.session.set_value("type", Key("family", "quiz", "caption"), "")
    page._choose(["tip"])
    window.run("next-to-do")
    assert page.chosen_posts() == ["quiz"]
    assert page.states.shown(page.model.rows[page.model.at("quiz")]).words == "Draft"
    before = shown(page)
    page.grid.setFocus()
    qtbot.keyClick(page.grid, Qt.Key.Key_Delete)
    assert shown(page) == before - {"quiz"}
