"""The first three steps, shown on the real controls.

In: the window. Out: three callouts, one after the other. Esc ends it; Help starts it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.diagnostics import N_, fill
from studio.l10n import translate as _
from studio.ui.theme import theme
from studio.ui.widgets import button, label, look

if TYPE_CHECKING:
    from studio.ui.window import MainWindow

STEPS = (
    (
        "library",
        N_("Start here"),
        N_("A new post begins with a template: {keys} opens them, at any time."),
    ),
    (
        "write",
        N_("Write and look"),
        N_("The card changes as you type. If words do not fit, the studio says how many to cut."),
    ),
    (
        "export",
        N_("Export"),
        N_("Every network and every language, with captions, in one go."),
    ),
)
"""Tab that a step points at, its title, its words."""


class Tour(QFrame):
    """One callout that goes from tab to tab."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.step = 0
        look(self, "callout")
        self.setFixedWidth(theme().px(330))
        self.title, self.count, self.words = label("", "strong"), label(""), label("", wrap=True)
        self.next = button("", self.go_on)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.addWidget(self.next)
        foot.addWidget(button(_("Skip the tour"), self.end, kind="link"))
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(foot)

    def start(self) -> None:
        """Show the first step."""
        self.step = 0
        self._show()

    def go_on(self) -> None:
        """The next step, or the end."""
        if self.step + 1 == len(STEPS):
            self.end()
            return
        self.step += 1
        self._show()

    def end(self) -> None:
        """Close it and remember that it was seen."""
        self._window.desk.prefer(toured=True)
        self.hide()
        self.deleteLater()

    def _show(self) -> None:
        page, title, words = STEPS[self.step]
        keys = self._window.actions_by_name["new"].shortcut().toString()
        self.title.setText(_(title))
        self.words.setText(fill(_(words), {"keys": keys}))
        self.count.setText(f"{self.step + 1} / {len(STEPS)}")
        self.next.setText(_("Next") if self.step + 1 < len(STEPS) else _("Begin"))
        self.setAccessibleName(f"{self.title.text()}. {self.words.text()}")
        self.adjustSize()
        tab: QWidget = self._window.top_bar.tabs[page]
        corner = tab.mapTo(self._window, QPoint(0, tab.height() + 6))
        left = min(max(8, corner.x()), self._window.width() - self.width() - 8)
        self.move(left, corner.y())
        self.show()
        self.raise_()
        self.next.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc ends it."""
        if event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().keyPressEvent(event)
