"""The window saves a picture of itself and closes: how the frozen app is tried."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from studio.ui.snapshot import SHOWN, take_picture
from studio.ui.window import MainWindow


def test_a_picture_is_taken_and_the_window_closes(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    take_picture(window, window.desk, tmp_path / "window.png")
    qtbot.waitUntil(lambda: not window.isVisible(), timeout=20_000)
    assert SHOWN in capsys.readouterr().out
    taken = QImage(str(tmp_path / "window.png"))
    assert taken.width() >= window.minimumWidth()
    colours = {taken.pixel(x, y) for x in range(0, taken.width(), 7) for y in range(0, 600, 7)}
    assert len(colours) > 50
