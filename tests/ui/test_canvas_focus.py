"""Clicks on the card, and the ring at the picture's focal point."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from studio.ui.canvas import CardCanvas
from studio.ui.desk import Desk
from studio.ui.pages.size_strip import NARROW, SizeStrip
from studio.ui.window import MainWindow
from tests.ui.stand import canvas_of, size_of

FOCUS = (0.5, 0.4)


@pytest.fixture
def canvas(qtbot: QtBot, desk: Desk) -> CardCanvas:
    """The card of a post with a picture."""
    posts = (row.post for row in desk.session.rows("family"))
    made = (desk.session.post("family", name) for name in posts)
    post = next(one for one in made if one is not None and one.picture is not None)
    return canvas_of(qtbot, desk, post.id, size_of(desk, "4:5"))


def ring(canvas: CardCanvas) -> QPoint:
    at = canvas.focal_place()
    assert at is not None
    return at.toPoint()


def test_a_click_on_a_text_gives_its_field(qtbot: QtBot, canvas: CardCanvas) -> None:
    frame = canvas.frame()
    assert frame is not None
    region = next(one for one in frame.regions if one.field == "headline")
    with qtbot.waitSignal(canvas.text_clicked) as clicked:
        at = canvas.on_screen(region.rect).center().toPoint()
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert clicked.args == ["headline", region.name]


def test_a_magnified_card_is_dragged_and_still_clicked(qtbot: QtBot, canvas: CardCanvas) -> None:
    canvas.set_zoom(1.2)
    clicks: list[object] = []
    canvas.text_clicked.connect(lambda *what: clicks.append(what))
    frame = canvas.frame()
    assert frame is not None
    region = next(one for one in frame.regions if one.field == "headline")
    at = canvas.on_screen(region.rect).center().toPoint()
    before = canvas.place().topLeft()
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=at)
    qtbot.mouseMove(canvas, at + QPoint(0, -60))
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=at + QPoint(0, -60))
    assert canvas.place().topLeft() != before
    assert not clicks
    at = canvas.on_screen(region.rect).center().toPoint()
    qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert len(clicks) == 1


def test_the_ring_is_dragged_and_told_once_when_it_is_let_go(qtbot: QtBot, canvas: CardCanvas) -> None:
    canvas.set_focal(FOCUS)
    moved: list[tuple[float, float]] = []
    canvas.focal_moved.connect(lambda x, y: moved.append((x, y)))
    start = ring(canvas)
    qtbot.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    for step in range(1, 5):
        qtbot.mouseMove(canvas, start + QPoint(10 * step, 5 * step))
    assert not moved
    qtbot.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(40, 20))
    assert len(moved) == 1
    x, y = moved[0]
    assert x > FOCUS[0]
    assert y > FOCUS[1]
    assert (ring(canvas) - start - QPoint(40, 20)).manhattanLength() <= 2


def test_arrows_move_by_one_and_by_ten_per_cent_and_stop_at_the_edge(
    qtbot: QtBot, canvas: CardCanvas
) -> None:
    canvas.set_focal(FOCUS)
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.focal() == (0.51, 0.4)
    qtbot.keyClick(canvas, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.focal() == (0.51, 0.3)
    assert "51 %" in canvas.accessibleDescription()
    for _ in range(12):
        qtbot.keyClick(canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert canvas.focal() == (0.0, 0.3)


def test_a_click_in_the_picture_puts_the_ring_there(qtbot: QtBot, canvas: CardCanvas) -> None:
    canvas.set_focal(FOCUS)
    at = ring(canvas) + QPoint(60, 0)
    if canvas.region_at(at.toPointF()) is not None:
        pytest.fail("the point is on a text")
    with qtbot.waitSignal(canvas.focal_moved):
        qtbot.mouseClick(canvas, Qt.MouseButton.LeftButton, pos=at)
    assert (ring(canvas) - at).manhattanLength() <= 2
    canvas.set_focal(None)
    assert canvas.focal_place() is None
    assert canvas.accessibleDescription() == ""


def test_the_strip_shrinks_to_marks_and_chooses_sizes(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.select(post="tip")
    window.resize(1280, 720)
    window.run("go-write")
    strip = window.current().findChild(SizeStrip)
    assert strip is not None
    wide = strip.width()
    assert not strip.is_narrow()
    window.resize(NARROW - 20, 700)
    qtbot.waitUntil(strip.is_narrow)
    assert strip.width() < wide / 1.5
    sizes = [one.size for one in window.desk.sizes()]
    window.desk.select(size=sizes[0])
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_Down)
    assert window.desk.selection.size == sizes[1]
    ratios = [one.ratio for one in window.desk.sizes()]
    qtbot.waitUntil(lambda: all(one in strip.accessibleDescription() for one in ratios))


def test_every_size_follows_what_is_typed(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    desk.select(post="tip")
    window.run("go-write")
    strip = window.current().findChild(SizeStrip)
    assert strip is not None
    key = strip.key(desk.sizes()[-1].size)
    qtbot.waitUntil(lambda: desk.cards.picture(key, rank=0) is not None)
    old = desk.cards.picture(key, rank=0)
    assert old is not None
    text = desk.session.post("family", "tip")
    assert text is not None
    field = next(row for row in window.current().rows if row.key.field == "headline").field  # type: ignore[attr-defined]
    field.setFocus()
    qtbot.keyClicks(field, "Wow ")

    def followed() -> bool:
        new = desk.cards.picture(key, rank=0)
        return new is not None and new.toImage() != old.toImage()

    qtbot.waitUntil(followed)
