"""How many texts wait for a translator: the number on the Translate tab, whichever page is shown.

In: the desk's selection, edits. Out: :meth:`~studio.ui.desk.Desk.work` for the page ``translate``.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from studio.model.changes import Changes
from studio.ui.desk import Desk, Selection
from studio.workspace.strings import progress

_AFTER = 300


class TranslateCount(QObject):
    """Counts a moment after something has changed; lives as long as its parent."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._soon = QTimer(self, singleShot=True, interval=_AFTER)
        self._soon.timeout.connect(self.count)
        desk.selected.connect(self._selected)
        desk.changed.connect(self._changed)
        desk.closing.connect(self._end)
        self._soon.start()

    def count(self) -> None:
        """Count the texts of the pack at hand that are to do in the language at hand."""
        now = self._desk.selection
        if now.pack and now.language:
            done, total = progress(self._desk.session, now.pack, now.language)
            self._desk.work("translate", total - done)
        else:
            self._desk.work("translate", 0)

    def _end(self) -> None:
        self._soon.stop()
        self._desk.changed.disconnect(self._changed)

    def _selected(self, new: Selection, old: Selection) -> None:
        if (new.pack, new.language) != (old.pack, old.language):
            self._soon.start()

    def _changed(self, changes: Changes) -> None:
        if self._desk.selection.pack in set(changes.packs()):
            self._soon.start()
