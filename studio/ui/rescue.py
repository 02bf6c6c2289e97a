"""A library that can't be opened: what is wrong, and what can be done.

In: the error, the folder. Out: an open desk after all, or None. Nothing is deleted: a damaged library
is set aside, never thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout

from studio.errors import EnvironmentFailure, StudioError
from studio.l10n import plain_sentence
from studio.l10n import translate as _
from studio.ui.widgets import button, label
from studio.workspace.library import library_folder, restore_library, salvage_library

Opened = TypeVar("Opened")

_MENDABLE = ("library.damaged", "library.missing")


def opened_or_rescued(open_it: Callable[[], Opened], folder: Path | None) -> Opened | None:
    """``open_it()``, again after each thing that was done about it; None if the user gives up."""
    while True:
        try:
            return open_it()
        except StudioError as error:
            if RescueDialog(error, folder or library_folder()).exec() == QDialog.DialogCode.Rejected:
                return None


class RescueDialog(QDialog):
    """Offers the newest backup, salvage, or another try."""

    def __init__(self, error: StudioError, folder: Path) -> None:
        super().__init__()
        self._folder = folder
        first = error.diagnostics[0]
        self.setWindowTitle("MIL CLICKS Studio")
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(label(_("Your library can't be opened"), "title", wrap=True))
        column.addWidget(label(plain_sentence(first), wrap=True))
        self.problem = label("", "error", wrap=True)
        self.problem.hide()
        row = QHBoxLayout()
        row.addWidget(button(_("Quit"), self.reject))
        row.addStretch(1)
        if first.code in _MENDABLE:
            column.addWidget(
                label(_("Nothing is deleted: what is there now is set aside."), "second", wrap=True)
            )
            self.salvage = button(_("Save what can be read"), self._salvage)
            row.addWidget(self.salvage)
            self.restore = button(_("Go back to the newest backup"), self._restore, kind="primary")
            row.addWidget(self.restore)
        elif isinstance(error, EnvironmentFailure):
            row.addWidget(button(_("Try again"), self.accept, kind="primary"))
        column.addWidget(self.problem)
        column.addLayout(row)

    def _restore(self) -> None:
        self._try(lambda: restore_library(self._folder))

    def _salvage(self) -> None:
        self._try(lambda: salvage_library(self._folder))

    def _try(self, action: Callable[[], object]) -> None:
        try:
            action()
        except StudioError as error:
            self.problem.setText(plain_sentence(error.diagnostics[0]))
            self.problem.show()
            return
        self.accept()
