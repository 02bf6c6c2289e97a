"""The window on the family of cards, on its Write page, for one who reads it from outside.

In: a folder to work in. It is closed by whoever started it, or by itself after a minute.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from studio.resources import Resources
from studio.ui.app import make_application
from studio.ui.window import MainWindow
from studio.workspace.preferences import Preferences, save_preferences
from tests.ui.conftest import open_family


def main(folder: Path) -> None:
    application = make_application(["studio"])
    save_preferences(folder / "home", Preferences(language="en", theme="light", toured=True))
    desk = open_family(Resources.find(), folder / "home", folder / "family")
    window = MainWindow(desk)
    window.show()
    desk.select(post="tip", language="en")
    desk.go("write")
    QTimer.singleShot(60_000, window.close)
    application.exec()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
