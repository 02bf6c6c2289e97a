"""Fields that keep what they hold while somebody scrolls, and leave Undo to the window.

In: texts, lines, boxes for dates and numbers. Out: the same; a wheel that turns over a box scrolls the
page, and Undo inside them takes back the last step where they have nothing of their own to take back.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QWidget


class _Calm(QObject):
    """Watches one field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Refuse the wheel, and the shortcuts that the field has no use for; the page takes them."""
        kind = event.type()
        refused = (kind is QEvent.Type.Wheel and isinstance(watched, QAbstractSpinBox)) or (
            kind is QEvent.Type.ShortcutOverride and _is_the_windows(watched, event)
        )
        if refused:
            event.ignore()
        return refused


def calm(*fields: QWidget) -> None:
    """Make lines and boxes behave so."""
    for field in fields:
        field.installEventFilter(_Calm(field))


def _is_the_windows(field: QObject, event: QEvent) -> bool:
    """Whether a key is an Undo or Redo that means the post."""
    if not isinstance(event, QKeyEvent):
        return False
    undo = event.matches(QKeySequence.StandardKey.Undo)
    redo = event.matches(QKeySequence.StandardKey.Redo)
    if isinstance(field, QLineEdit):
        return (undo and not field.isUndoAvailable()) or (redo and not field.isRedoAvailable())
    return undo or redo
