"""The system's file choosers, opened where people keep such files.

In: what is to be chosen. Out: paths. A chooser opens in the folder that was used last for the same sort
of file, at first in the user's documents or pictures; never in the folder the program runs in.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

DOCUMENTS, PICTURES = "documents", "pictures"

_PLACES = {
    DOCUMENTS: QStandardPaths.StandardLocation.DocumentsLocation,
    PICTURES: QStandardPaths.StandardLocation.PicturesLocation,
}
_last: dict[str, Path] = {}


def folder_for(sort: str) -> Path:
    """Where a chooser of that sort of file begins."""
    last = _last.get(sort)
    if last is not None and last.is_dir():
        return last
    own = QStandardPaths.writableLocation(_PLACES[sort])
    return Path(own) if own and Path(own).is_dir() else Path.home()


def choose_file(parent: QWidget, title: str, names: str, sort: str = DOCUMENTS) -> Path | None:
    """One file to read; None if nothing was chosen."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(folder_for(sort)), names)
    return _remembered(sort, [chosen])[0] if chosen else None


def choose_files(parent: QWidget, title: str, names: str, sort: str = PICTURES) -> list[Path]:
    """Files to read; empty if nothing was chosen."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(folder_for(sort)), names)
    return _remembered(sort, chosen)


def choose_target(parent: QWidget, title: str, name: str, names: str) -> Path | None:
    """Where to write a file, ``name`` unless the user says otherwise; None if nothing was chosen."""
    wished = str(folder_for(DOCUMENTS) / name)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, wished, names)
    return _remembered(DOCUMENTS, [chosen])[0] if chosen else None


def _remembered(sort: str, chosen: list[str]) -> list[Path]:
    paths = [Path(one) for one in chosen]
    if paths:
        _last[sort] = paths[0].parent
    return paths
