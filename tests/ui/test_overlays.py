"""What is shown over and beside the card, and by which keys."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.canvas import CardCanvas
from studio.ui.commands import COMMANDS
from studio.ui.desk import Desk
from studio.ui.overlays import OVERLAYS, ShowButton, feed_words, zones
from studio.ui.window import MainWindow
from tests.ui.stand import canvas_of, size_of


def grabbed(canvas: CardCanvas) -> QImage:
    return canvas.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def darkness(image: QImage, x: float, y: float) -> float:
    return 255 - QColor(image.pixel(round(x), round(y))).lightnessF() * 255


def test_without_overlays_the_screen_has_what_is_exported(qtbot: QtBot, desk: Desk) -> None:
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "4:5"))
    place, image = canvas.place(), grabbed(canvas)
    frame = canvas.frame()
    assert frame is not None
    made = desk.cards.paint("family", frame, round(place.width()))
    assert made is not None
    part = image.copy(place.toRect())
    assert part.convertToFormat(made.format()) == made


def test_the_grid_keeps_the_middle(qtbot: QtBot, desk: Desk) -> None:
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "4:5"))
    place, before = canvas.place(), grabbed(canvas)
    desk.overlays.toggle("grid")
    after = grabbed(canvas)
    edge, middle = place.left() + 4, place.center().x()
    top = place.top() + 6
    assert darkness(after, edge, top) > darkness(before, edge, top)
    assert after.pixel(round(middle), round(top + 40)) == before.pixel(round(middle), round(top + 40))


def test_safe_zones_are_those_of_the_networks_at_this_size(qtbot: QtBot, desk: Desk) -> None:
    desk.prefer(networks=("instagram", "facebook", "tiktok", "x"))
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "9:16"))
    found = zones(desk)
    assert found
    assert all("X" not in zone.names for zone in found)
    named = {name for zone in found for name in zone.names}
    assert "TikTok" in named
    place, before = canvas.place(), grabbed(canvas)
    desk.overlays.toggle("zones")
    after = grabbed(canvas)
    foot = place.bottom() - 8
    assert darkness(after, place.center().x(), foot) > darkness(before, place.center().x(), foot)
    desk.select(size=size_of(desk, "16:9"))
    assert zones(desk) == ()


def test_a_feed_shows_the_caption_up_to_more(qtbot: QtBot, desk: Desk) -> None:
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "4:5"))
    alone = canvas.place().width()
    desk.overlays.toggle("feed")
    assert canvas.beside().width() > 0
    assert canvas.place().width() < alone
    assert not canvas.place().intersects(canvas.beside())
    words = feed_words(desk)
    text = desk.session.post("family", "tip")
    assert text is not None
    assert words.caption
    assert words.caption[:10] in " ".join(text.texts.values())


def test_a_small_phone_is_as_small_as_it_is_and_replaces_the_feed(qtbot: QtBot, desk: Desk) -> None:
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "4:5"))
    desk.overlays.toggle("feed")
    desk.overlays.toggle("phone")
    assert desk.overlays.shown() == {"problems", "phone"}
    assert canvas.beside().width() == 360
    canvas.set_zoom(2.0)
    assert canvas.beside().width() == 360


def test_mirrored_the_mock_up_stands_at_the_left(qtbot: QtBot, desk: Desk) -> None:
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "4:5"), "ar")
    canvas.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.overlays.toggle("phone")
    assert canvas.beside().right() < canvas.place().left()


def test_problems_are_painted_only_while_they_are_on(qtbot: QtBot, desk: Desk) -> None:
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "4:5"))
    clean = grabbed(canvas)
    canvas.set_problems({"headline": ("error", "Cut about 3 words.")})
    assert grabbed(canvas) != clean
    desk.overlays.toggle("problems")
    assert grabbed(canvas) == clean


def test_reading_order_numbers_every_text_as_screen_readers_go(qtbot: QtBot, desk: Desk) -> None:
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "4:5"))
    before = grabbed(canvas)
    desk.overlays.toggle("order")
    after = grabbed(canvas)
    frame = canvas.frame()
    assert frame is not None
    texts = [one for one in frame.regions if one.kind == "text" and one.text]
    for region in texts:
        corner = canvas.on_screen(region.rect).topLeft().toPoint()
        badge = QRect(corner - QPoint(20, 10), QSize(18, 20))
        assert after.copy(badge) != before.copy(badge), region.name
    spoken = [one.accessibleName() for one in canvas.children() if one.inherits("QWidget")]
    assert [name.split(": ")[-1] for name in spoken if name] == [one.text for one in texts]


def test_keys_and_the_menu_turn_the_same_overlays(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.select(post="tip")
    window.run("go-write")
    named = [one for one in COMMANDS if one.name.startswith("overlay-")]
    assert len(named) == len(OVERLAYS) == 6
    assert all(one.menu == "view" and one.keys for one in named)
    button = window.current().findChild(ShowButton)
    assert button is not None
    window.actions_by_name["overlay-3"].trigger()
    assert "grid" in window.desk.overlays.shown()
    assert window.actions_by_name["overlay-3"].isChecked()
    assert button.acts["grid"].isChecked()
    button.acts["grid"].trigger()
    assert not window.actions_by_name["overlay-3"].isChecked()
    button.acts["problems"].trigger()
    window.rebuild()
    assert not window.actions_by_name["overlay-1"].isChecked()


def test_a_magnified_card_is_scrolled_and_never_lost(qtbot: QtBot, desk: Desk) -> None:
    canvas = canvas_of(qtbot, desk, "tip", size_of(desk, "4:5"))
    canvas.set_zoom(1.5)
    top = canvas.place().top()
    wheel(canvas, QPoint(0, -240))
    assert canvas.place().top() < top
    for _ in range(40):
        wheel(canvas, QPoint(0, -480))
    assert canvas.place().bottom() >= canvas.height() - canvas.margin - 1
    wheel(canvas, QPoint(0, 120), Qt.KeyboardModifier.ControlModifier)
    assert canvas.zoom() > 1.5
    canvas.set_zoom(0)
    still = canvas.place()
    wheel(canvas, QPoint(0, -240))
    assert canvas.place() == still


def wheel(
    canvas: CardCanvas, turned: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    at = QPointF(canvas.rect().center())
    event = QWheelEvent(
        at,
        canvas.mapToGlobal(at),
        QPoint(),
        turned,
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)
