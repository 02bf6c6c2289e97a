"""The Fit page: marks from the real layout, gone through by keys, mended in the panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAccessible, QColor, QHelpEvent, QPixmap
from PySide6.QtWidgets import QPushButton, QToolTip
from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.ui.desk import Desk
from studio.ui.fit_watch import fit_watch
from studio.ui.pages.fit_page import ALL, ANY_PROBLEM, TOO_LONG, FitPage
from studio.ui.theme import theme
from studio.ui.window import MainWindow
from studio.workspace.fitmatrix import UNKNOWN, Place
from studio.workspace.fitting import FITS, OVER
from studio.workspace.posts import trash_posts

KEPT = ("tip", "definition")
LONG = "Too many words for a card. " * 30


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """A window on two posts and two networks; one text, in Serbian, is far too long."""
    gone = [row.post for row in desk.session.rows("family") if row.post not in KEPT]
    trash_posts(desk.session, "family", gone)
    desk.prefer(networks=("instagram", "x"))
    desk.type_text(Key("family", "tip", "body", "sr"), LONG)
    desk.store()
    desk.select(post="tip", language="en")
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def page(window: MainWindow) -> FitPage:
    window.run("go-fit")
    made = window.current()
    assert isinstance(made, FitPage)
    return made


def _checked(qtbot: QtBot, page: FitPage) -> None:
    qtbot.waitUntil(lambda: not page.watch.matrix.unknown(), timeout=60_000)
    qtbot.waitUntil(lambda: not page.watch._count.isActive(), timeout=5_000)


def test_marks_stream_in_and_are_counted(qtbot: QtBot, window: MainWindow, page: FitPage) -> None:
    _checked(qtbot, page)
    matrix = page.watch.matrix
    assert OVER in matrix.states("tip", "sr")
    assert set(matrix.states("tip", "en")) == {FITS}
    over = matrix.count(OVER)
    assert page.pills[OVER].words.text() == f"{over} too long"
    assert window.top_bar.tabs["fit"].count == over
    assert "All checked." in page.about.text()


def test_unknown_is_not_green(page: FitPage) -> None:
    """Every state looks different, and only what was checked has the colour of what is good."""
    delegate = page.table.marks
    green = theme().color("ok_fill")

    def colors(picture: QPixmap) -> set[int]:
        image = picture.toImage()
        return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}

    def has(picture: QPixmap, color: QColor) -> bool:
        return color.rgb() in colors(picture)

    assert has(delegate.picture((FITS,)), green)
    assert not has(delegate.picture((UNKNOWN,)), green)
    assert has(delegate.picture((OVER,)), theme().color("solid"))


def test_arrows_go_from_mark_to_mark_and_enter_writes(
    qtbot: QtBot, window: MainWindow, page: FitPage
) -> None:
    _checked(qtbot, page)
    desk, sizes = window.desk, page.watch.matrix.sizes
    for _size in sizes:
        qtbot.keyClick(page.table, Qt.Key.Key_Right)
    assert page.model.at == Place("tip", page.model.languages[1], 0)
    qtbot.keyClick(page.table, Qt.Key.Key_Left)
    assert page.model.at == Place("tip", "en", len(sizes) - 1)
    assert (desk.selection.language, desk.selection.size) == ("en", sizes[-1])
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    assert desk.selection.post == page.model.posts[1]
    window.run("next-problem")
    assert page.watch.matrix.states(*page.model.at[:2])[page.model.at.size] == OVER
    size = desk.selection.size
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert window.current() is window.page("write")
    now = desk.selection
    assert (now.post, now.language, now.size, now.field) == ("tip", "sr", size, "body")


def test_a_mark_is_read_out_in_words(qtbot: QtBot, page: FitPage) -> None:
    _checked(qtbot, page)
    page.next_problem(1)
    at = page.model.at
    assert at is not None
    index = page.model.index(page.model.row_of("tip"), page.model.languages.index("sr"))
    words = page.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    ratio = page.desk.sizes()[at.size].ratio
    assert words.startswith(f"{page.model.titles['tip']}, Serbian, {ratio}, too long, cut about ")
    reader = QAccessible.queryAccessibleInterface(page.table)
    cell = reader.child(page.table.child_of(index))
    assert cell.text(QAccessible.Text.Name) == words
    point = page.table.visualRect(index).topLeft() + QPoint(10, 10)
    event = QHelpEvent(QEvent.Type.ToolTip, point, page.table.viewport().mapToGlobal(point))
    page.table.viewportEvent(event)
    assert QToolTip.text().startswith(f"{page.model.titles['tip']}, Serbian, 4:5, ")
    QToolTip.hideText()


def test_a_red_mark_is_mended_right_there(qtbot: QtBot, page: FitPage) -> None:
    _checked(qtbot, page)
    page.next_problem(1)
    qtbot.waitUntil(lambda: page.panel.place == page.model.at, timeout=2_000)
    panel = page.panel
    assert panel.key == Key("family", "tip", "body", "sr")
    assert "too long" in panel.reason.words.text()
    assert "Cut about " in panel.reason.words.text()
    assert "room for" in panel.room.text()
    assert panel.source.text() == page.desk.session.value(Key("family", "tip", "body"))
    panel.target.setFocus()
    panel.target.selectAll()
    panel.target.insertPlainText("Кратко.")
    assert panel.reason.words.text().startswith("All of it fits")
    assert panel.room.text() == ""
    at = page.model.at
    assert at is not None
    assert page.watch.matrix.states("tip", "sr")[at.size] == FITS
    qtbot.waitUntil(lambda: page.watch.matrix.count(OVER) == 0, timeout=20_000)
    page.accept()
    assert page.desk.session.stored(panel.key).version > 0


def test_only_problems_are_shown_and_all_is_well(
    qtbot: QtBot, window: MainWindow, page: FitPage
) -> None:
    _checked(qtbot, page)
    page.only_problems.setChecked(True)
    assert page.filter == ANY_PROBLEM
    assert "tip" in page.model.posts
    page.show_only(TOO_LONG)
    assert page.model.posts == ["tip"]
    page.desk.type_text(Key("family", "tip", "body", "sr"), "Кратко.")
    page.desk.store()
    _checked(qtbot, page)
    page.show_only(TOO_LONG)
    assert page.stack.currentWidget() is page.empty
    export = next(b for b in page.empty.findChildren(QPushButton) if b.text() == "Export")
    export.click()
    assert window.current() is window.page("export")
    page.show_only(ALL)
    assert len(page.model.posts) == len(KEPT)


def test_languages_are_put_first(qtbot: QtBot, window: MainWindow, page: FitPage) -> None:
    last = page.model.languages[-1]
    menu = page.table.names.menu_of(len(page.model.languages) - 1)
    menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: page.model.languages[0] == last, timeout=2_000)
    assert window.desk.preferences.languages[0] == last
    header = page.table.names
    assert [header.logicalIndex(at) for at in range(header.count())] == list(range(header.count()))


def test_what_was_learned_outlives_the_page(qtbot: QtBot, window: MainWindow, page: FitPage) -> None:
    _checked(qtbot, page)
    known = page.watch.matrix.count(FITS)
    window.run("go-library")
    window.desk.prefer(language="ar")
    window.run("go-fit")
    again = window.current()
    assert again is not page
    assert fit_watch(window.desk).matrix.count(FITS) == known
    assert window.top_bar.tabs["fit"].count > 0


def test_a_pack_is_checked_though_nobody_looks(qtbot: QtBot, window: MainWindow) -> None:
    watch = fit_watch(window.desk)
    assert watch.matrix.total() == 0
    watch._begin.setInterval(0)
    watch._begin.start()
    qtbot.waitUntil(lambda: watch.matrix.count(FITS) > 10, timeout=20_000)
