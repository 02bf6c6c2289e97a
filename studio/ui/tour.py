"""The first three steps, shown on the real controls.

In: the window. Out: three callouts, one after the other. Esc ends it; Help starts it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
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
        self._window, self._bar = window, window.top_bar
        self.step = 0
        look(self, "callout")
        self.title, self.count, self.words = label("", "strong"), label(""), label("", wrap=True)
        self.next, self.skip = button("", self.go_on), button("", self.end, kind="link")
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.count)
        foot = QHBoxLayout()
        foot.addWidget(self.next)
        foot.addWidget(self.skip)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.words)
        column.addLayout(foot)
        # Esc ends it wherever the focus is, and so does whoever begins to work.
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.end)
        window.desk.going.connect(self.end)
        window.desk.preferred.connect(self._preferred)

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
        if self.isHidden():
            return
        self.hide()
        self._window.desk.prefer(toured=True)
        self.deleteLater()

    def _preferred(self) -> None:
        """Another language or look: the window was made anew, and the tabs with it."""
        if self._window.top_bar is not self._bar:
            QTimer.singleShot(0, self, self._show_anew)  # the new tabs have their places then

    def _show_anew(self) -> None:
        if not self.isHidden():
            self._show()

    def _show(self) -> None:
        self._bar = self._window.top_bar
        self.setFixedWidth(theme().px(330))
        page, title, words = STEPS[self.step]
        keys = self._window.actions_by_name["new"].shortcut().toString()
        self.title.setText(_(title))
        self.words.setText(fill(_(words), {"keys": keys}))
        self.count.setText(f"{self.step + 1} / {len(STEPS)}")
        self.skip.setText(_("Skip the tour"))
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
