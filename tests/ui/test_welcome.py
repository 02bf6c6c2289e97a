"""The library while there is nothing in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from studio.resources import Resources
from studio.ui.app import make_application, open_desk
from studio.ui.pages.library_page import LibraryPage
from studio.ui.pages.welcome import Welcome
from studio.ui.window import MainWindow
from tests.ui.conftest import background


def test_the_first_card_begins_a_pack(qtbot: QtBot, home: Path, resources: Resources) -> None:
    make_application(["studio"])
    desk = open_desk(resources=resources, user=home, make_background=background)
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    page = window.page("library")
    assert isinstance(page, LibraryPage)
    welcome = page.findChild(Welcome)
    assert isinstance(welcome, Welcome)
    assert not page.side.isVisible()
    qtbot.waitUntil(lambda: len(welcome._samples._made) > 5, timeout=20_000)
    first = next(b for b in welcome.findChildren(QPushButton) if b.text() == "Make your first card")
    first.click()
    window.run("accept")
    assert desk.selection.pack == "my-pack"
    assert window.current() is window.page("write")
