"""The window as a picture in a file: how the frozen app is tried without a screen.

In: a window that is shown. Out: a PNG of it once its cards are there, and the end of the window. It is
the very window that people use; nothing in it knows of this.
"""

from __future__ import annotations

import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QMainWindow

from studio.ui.desk import Desk

SHOWN = "window shown"
"""Said on the standard output when the window can be used."""

_LOOK_EVERY = 100
_AT_MOST = 30.0


def take_picture(window: QMainWindow, desk: Desk, file: Path) -> None:
    """Say :data:`SHOWN` as soon as the window is painted; later save it to ``file`` and close it."""
    began = time.monotonic()
    timer = QTimer(window)
    timer.setInterval(_LOOK_EVERY)

    def look() -> None:
        if desk.cards.waiting() and time.monotonic() - began < _AT_MOST:
            return
        timer.stop()
        window.grab().save(str(file))
        window.close()

    timer.timeout.connect(look)
    QTimer.singleShot(0, window, lambda: print(SHOWN, flush=True))
    # Lists ask for their cards after the first frame.
    QTimer.singleShot(1000, timer, timer.start)
