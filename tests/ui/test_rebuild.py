"""The window made anew in another language or look: what was there before is gone and hears nothing."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from studio.ui.desk import Desk
from studio.ui.dropveil import DropVeil
from studio.ui.window import _CLASSES, MainWindow


def forget_the_old() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_old_pages_are_deleted_and_react_to_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    gone: list[str] = []
    for name in _CLASSES:
        window.show_page(name)
        window.page(name).destroyed.connect(lambda _page, name=name: gone.append(name))
    desk.overlays.toggle("feed")

    desk.prefer(theme="dark")
    forget_the_old()
    # A listener that outlived its page would raise here; a raise in a slot fails the test.
    rows = [row.post for row in desk.session.rows("family")]
    for post in rows[:2]:
        desk.select(post=post)
    desk.prefer(networks=("instagram",))
    desk.overlays.toggle("feed")

    assert sorted(gone) == sorted(_CLASSES)


def test_the_window_keeps_as_many_parts_however_often_it_is_made_anew(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    counts = []
    for _time in range(3):
        window.rebuild()
        forget_the_old()
        counts.append((len(window.findChildren(QWidget)), len(window.findChildren(DropVeil))))

    assert len(set(counts)) == 1
    assert counts[0][1] == 1


def test_pages_share_samples_that_outlive_them(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    window.show_page("new")
    shared = window.page("new").samples  # type: ignore[attr-defined]

    window.rebuild()
    forget_the_old()

    assert window.page("new").samples is shared  # type: ignore[attr-defined]
    assert shared.parent() is desk
