"""One line at the bottom that says what was done, with Undo.

In: sentences from the desk. Out: nothing, or an undo. It blocks nothing, survives a page change and
goes by itself, or when something else is done: its Undo takes back what it speaks of, nothing newer.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout

from studio.l10n import translate as _
from studio.ui.desk import Desk
from studio.ui.widgets import button, icon_button, label, look

_STAYS = 12_000


class NoticeBar(QFrame):
    """The line; hidden until something is said."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        look(self, "foot")
        self.words = label("", "strong", wrap=True)
        self.undo = button(_("Undo"), self._undo, kind="link")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 8, 4)
        row.addWidget(self.words, 1)
        row.addWidget(self.undo)
        row.addWidget(icon_button("cross", _("Close"), self.hide, size=14))
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        desk.said.connect(self.say)
        desk.changed.connect(self._passed)
        desk.typed.connect(self._passed)
        self.hide()

    def say(self, sentence: str, undo: bool) -> None:
        """Show a sentence; an empty one takes the last away."""
        if not sentence:
            self.hide()
            return
        self.words.setText(sentence)
        self.setAccessibleName(sentence)
        self.undo.setVisible(undo)
        self.show()
        self._timer.start(_STAYS)

    def _passed(self) -> None:
        if not self.undo.isHidden():
            self.hide()

    def _undo(self) -> None:
        self.hide()
        self._desk.undo()
