"""Files that somebody drops on the window.

In: what is being dragged. Out: the files of a kind that stand on this computer.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from PySide6.QtCore import QMimeData


def dropped_files(data: QMimeData, endings: Collection[str]) -> list[Path]:
    """The local files in ``data`` whose names end in one of ``endings`` (without a dot)."""
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [file for file in files if file.suffix.lower().lstrip(".") in endings]
