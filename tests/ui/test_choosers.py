"""Where file choosers open."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from studio.ui import choosers
from studio.ui.window import MainWindow


def test_a_chooser_opens_where_such_a_file_was_chosen_last(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosers, "_last", {})
    asked: list[str] = []
    file = tmp_path / "photos" / "one.png"
    file.parent.mkdir()

    def choose(_parent: object, _title: str, folder: str, _names: str) -> tuple[str, str]:
        asked.append(folder)
        return str(file), ""

    monkeypatch.setattr(QFileDialog, "getOpenFileName", choose)
    for sort in (choosers.PICTURES, choosers.PICTURES, choosers.DOCUMENTS):
        assert choosers.choose_file(window, "", "", sort) == file
    assert Path(asked[0]).is_dir()
    assert Path(asked[0]) != Path.cwd()
    assert asked[1] == str(file.parent)
    assert asked[2] != asked[1]


def test_nothing_chosen_is_nothing(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    assert choosers.choose_file(window, "", "") is None
    assert choosers.choose_target(window, "", "a.po", "") is None
