"""Telling that long work has ended to somebody who is in another program.

In: a window, words. Out: a notification of the desktop where there are any; a window that is in front
says it in its own line.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from studio.ui.icons import icon

_STAYS = 15_000


def notify(window: QWidget, title: str, words: str) -> bool:
    """Notify of something; False if the window is in front or the desktop shows no notifications."""
    if window.isActiveWindow():
        return False
    QApplication.alert(window)
    if not QSystemTrayIcon.isSystemTrayAvailable():
        return False
    tray = QSystemTrayIcon(icon("export"), window)
    tray.messageClicked.connect(window.raise_)
    tray.messageClicked.connect(window.activateWindow)
    tray.show()
    tray.showMessage(title, words, icon("export"), _STAYS)
    QTimer.singleShot(_STAYS, tray, tray.deleteLater)
    return True
