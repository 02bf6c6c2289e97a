"""The window by keyboard and by screen reader, on every page: names, the order of Tab, what has the
focus is seen, the card's texts are read, nothing is said by a colour alone.

One window for all tests of this file: each test goes to its page first.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from studio.resources import Resources
from studio.ui.app import open_desk
from studio.ui.canvas import CardCanvas
from studio.ui.desk import Desk
from studio.ui.stage import TextSpot
from studio.ui.tab_order import give_focus, stops
from studio.ui.widgets import Status
from studio.ui.window import MainWindow
from studio.workspace.preferences import Preferences, save_preferences
from tests.ui.conftest import background, open_family

KINDS = ("tip", "quiz", "checklist", "photo", "quizset")
PAGES = ("library", "translate", "fit", "captions", "export", "new", "preferences", "help")
PLACES = (*PAGES, *(f"write {kind}" for kind in KINDS))
RING = 60
"""Pixels that must change when something gets the focus: more than a blinking cursor."""


@pytest.fixture(scope="module")
def window(
    qapp: QApplication, resources: Resources, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """The window on the family of cards."""
    folder: Path = tmp_path_factory.mktemp("accessible")
    save_preferences(folder / "home", Preferences(language="en", theme="light", toured=True))
    desk = open_family(resources, folder / "home", folder / "family")
    made = MainWindow(desk)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    yield made
    made.close()
    made.deleteLater()


def open_at(qtbot: QtBot, window: MainWindow, place: str) -> None:
    """Go to a page (``write`` with the kind of a post), as a user finds it."""
    page, _space, kind = place.partition(" ")
    desk = window.desk
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    desk.select(post=post_of(desk, kind or "tip"), language="sr" if page == "translate" else "en")
    desk.go(page)
    qtbot.waitUntil(lambda: bool(stops(window.current())))
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    assert QApplication.activeWindow() is window, "something came up as a window of its own"


def post_of(desk: Desk, kind: str) -> str:
    return next(row.post for row in desk.session.rows("family") if row.kind == kind)


def spoken(widget: QWidget) -> tuple[str, str]:
    """What a screen reader says: name and description."""
    found = QAccessible.queryAccessibleInterface(widget)
    assert found is not None
    return found.text(QAccessible.Text.Name).strip(), found.text(QAccessible.Text.Description).strip()


def called(widget: QWidget) -> str:
    return f"{type(widget).__name__} {' | '.join(spoken(widget))}"


def box_of(widget: QWidget) -> QRect:
    """Where it stands in the window; mirrored windows are not asked here."""
    return QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())


def by_tab(qtbot: QtBot, window: MainWindow, key: Qt.Key = Qt.Key.Key_Tab) -> list[QWidget]:
    """What real keys reach, from the window's first control until it comes round."""
    first = stops(window)[0]
    first.setFocus(Qt.FocusReason.TabFocusReason)
    found = [first]
    for _press in range(400):
        now = QApplication.focusWidget()
        assert now is not None
        qtbot.keyClick(now, key)
        now = QApplication.focusWidget()
        assert now is not None
        if now is first:
            return found
        if isinstance(now, QAbstractSpinBox) and now is found[-1]:
            continue  # day, month, year are a stop each
        assert now not in found, f"Tab comes back to {called(now)}"
        found.append(now)
    pytest.fail("Tab never comes round")


@pytest.mark.parametrize("place", PLACES)
def test_every_control_is_named_and_reached_by_tab(
    qtbot: QtBot, window: MainWindow, place: str
) -> None:
    open_at(qtbot, window, place)
    reached = by_tab(qtbot, window)
    wanted = [
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusPolicy() & Qt.FocusPolicy.TabFocus
        and one.focusProxy() is None
    ]
    assert [called(one) for one in wanted if one not in reached] == []
    assert [called(one) for one in reached if not spoken(one)[0]] == []
    names = [(one.parentWidget(), *spoken(one)) for one in reached]
    assert [name[1:] for name in names if names.count(name) > 1] == []


def test_the_welcome_is_reached_by_tab_too(qtbot: QtBot, resources: Resources, tmp_path: Path) -> None:
    save_preferences(tmp_path, Preferences(language="en", theme="light", toured=True))
    empty = MainWindow(open_desk(resources=resources, user=tmp_path, make_background=background))
    qtbot.addWidget(empty)
    empty.show()
    empty.activateWindow()
    qtbot.waitUntil(empty.isActiveWindow)
    reached = by_tab(qtbot, empty)
    said = [spoken(one)[0] for one in reached]
    assert all(said)
    begin = said.index("Make your first card")
    assert said[begin + 1 : begin + 3] == ["Open a pack", "Look at the sample pack"]
    assert said[begin + 3].startswith("Language: ")
    empty.close()


def test_shift_tab_goes_back_the_same_way(qtbot: QtBot, window: MainWindow) -> None:
    open_at(qtbot, window, "library")
    there = by_tab(qtbot, window)
    back = by_tab(qtbot, window, Qt.Key.Key_Backtab)
    assert back == [there[0], *there[:0:-1]]


def pane_of(window: MainWindow, widget: QWidget) -> int:
    """Which pane of the page it stands in; -1 for the window's own bars and the page's head."""
    panes = window.current().panes()
    inside = [at for at, pane in enumerate(panes) if pane is widget or pane.isAncestorOf(widget)]
    return inside[-1] if inside else -1


@pytest.mark.parametrize("place", PLACES)
def test_tab_goes_as_one_reads(qtbot: QtBot, window: MainWindow, place: str) -> None:
    """Pane after pane, once each; in a pane no control stands wholly above one that came before it,
    nor before it in the same row."""
    open_at(qtbot, window, place)
    order = stops(window)
    seen: dict[int, list[QWidget]] = {}
    panes = [pane_of(window, one) for one in order]
    for pane, one in zip(panes, order, strict=True):
        seen.setdefault(pane, []).append(one)
    runs = [pane for at, pane in enumerate(panes) if at == 0 or panes[at - 1] != pane]
    inner = [pane for pane in runs if pane >= 0]
    assert inner == sorted(set(inner))
    wrong = []
    for together in seen.values():
        for at, one in enumerate(together):
            for later in together[at + 1 :]:
                first, then = box_of(one), box_of(later)
                above = then.bottom() < first.top()
                same_row = abs(then.center().y() - first.center().y()) < 8
                if (above and beside(first, then)) or (same_row and then.right() < first.left()):
                    wrong.append(f"{called(later)} after {called(one)}")
    assert wrong == []


def beside(one: QRect, other: QRect) -> bool:
    """Whether they share a column, so that one is read above the other."""
    return one.left() <= other.right() and other.left() <= one.right()


def shown(window: MainWindow, place: QRect) -> QImage:
    return window.grab(place).toImage().convertToFormat(QImage.Format.Format_RGB32)


def changed(before: QImage, after: QImage) -> int:
    """How many pixels differ."""
    one, other = bytes(before.constBits()), bytes(after.constBits())
    return sum(one[at : at + 4] != other[at : at + 4] for at in range(0, len(one), 4))


@pytest.mark.parametrize("place", PLACES)
def test_what_has_the_focus_is_seen(qtbot: QtBot, window: MainWindow, place: str) -> None:
    """Of each kind of control and look, one gets the focus: more than a cursor changes on it."""
    open_at(qtbot, window, place)
    unseen, known = [], set()
    for one in stops(window):
        kind = (type(one), one.property("look"), one.property("state"))
        if kind in known:
            continue
        known.add(kind)
        give_focus(one)
        QApplication.processEvents()
        around = box_of(one).adjusted(-12, -8, 12, 8)  # a field in a frame shows it by the frame
        focused = shown(window, around)
        one.clearFocus()
        QApplication.processEvents()
        if changed(focused, shown(window, around)) < RING:
            unseen.append(f"{called(one)} {kind[1]}")
    assert unseen == []


def test_the_texts_of_the_card_are_read_with_name_and_problem(qtbot: QtBot, window: MainWindow) -> None:
    open_at(qtbot, window, "write tip")
    canvas = window.current().findChild(CardCanvas)
    assert canvas is not None
    qtbot.waitUntil(lambda: canvas.frame() is not None)
    frame = canvas.frame()
    assert frame is not None
    tree = QAccessible.queryAccessibleInterface(canvas)
    assert tree is not None
    children = [tree.child(at) for at in range(tree.childCount())]
    said = [child.text(QAccessible.Text.Name) for child in children if child is not None]
    headline = next(one for one in frame.regions if one.field == "headline")
    assert f"Headline: {headline.text}" in said
    for region in frame.regions:
        if region.kind == "text" and region.text:
            assert any(name.endswith(region.text) for name in said), region.text
    # Where it stands on the screen is told too.
    spot = next(one for one in canvas.findChildren(TextSpot) if one.isVisible())
    assert canvas.rect().contains(spot.geometry().center())
    canvas.set_problems({"headline": ("error", "Too long by 3 words")})
    child = tree.child(said.index(f"Headline: {headline.text}"))
    assert child is not None
    assert child.text(QAccessible.Text.Description) == "Too long by 3 words"
    assert child.text(QAccessible.Text.Name) == f"Headline: {headline.text}"


@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_said_by_a_colour_alone(qtbot: QtBot, window: MainWindow, place: str) -> None:
    """A status has a word; a picture without words has a name, or stands beside words."""
    open_at(qtbot, window, place)
    for status in window.findChildren(Status):
        if status.isVisible():
            assert spoken(status)[0]
    for one in window.findChildren(QLabel):
        if one.isVisible() and not one.pixmap().isNull():
            around = one.parentWidget()
            assert around is not None
            assert spoken(one)[0] or any(other.text() for other in around.findChildren(QLabel))
