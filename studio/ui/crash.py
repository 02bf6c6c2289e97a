"""What happens when the studio fails: a sentence, safe work, and a report that a person may copy.

In: an exception that nobody caught. Out: a dialog. The window stays open; the report has no word of the
user's own texts unless they tick a box for it.
"""

from __future__ import annotations

import platform
import sys
import threading
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from studio import __version__
from studio.l10n import translate as _
from studio.ui.widgets import CheckBox, button, label


class _Relay(QObject):
    """Brings what failed in another thread to the window's."""

    happened = Signal(str, str)


_relay: _Relay | None = None
_open: list[CrashDialog] = []


def catch_everything(show: Callable[[str, str], object] | None = None) -> None:
    """From now on an exception that nobody catches is shown, in any thread; the window goes on."""
    global _relay  # noqa: PLW0603  (the process has one hook)
    _relay = _Relay(QApplication.instance())
    _relay.happened.connect(show or show_crash, Qt.ConnectionType.QueuedConnection)

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        sys.__excepthook__(kind, error, trace)
        if _relay is not None:
            _relay.happened.emit(*report_of(error))

    sys.excepthook = hook

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            hook(args.exc_type, args.exc_value, args.exc_traceback)

    threading.excepthook = in_thread


def report_of(error: BaseException) -> tuple[str, str]:
    """A report without a person's texts, and the part that may hold some: the error's own words."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
    lines = [
        f"MIL CLICKS Studio {__version__}",
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}",
        f"Screen {QGuiApplication.platformName()}",
        type(error).__name__,
        *places,
    ]
    return "\n".join(lines), str(error)


def _short(file: str) -> str:
    """A file without the folders of whose machine it is."""
    parts = file.replace("\\", "/").split("/")
    at = parts.index("studio") if "studio" in parts else len(parts) - 1
    return "/".join(parts[at:])


def show_crash(report: str, words: str) -> CrashDialog:
    """Show one dialog; more failures meanwhile are added to it."""
    if _open:
        _open[0].add(report, words)
        return _open[0]
    dialog = CrashDialog(report, words, QApplication.activeWindow())
    _open.append(dialog)
    dialog.finished.connect(lambda _code: _open.clear())
    dialog.open()
    return dialog


class CrashDialog(QDialog):
    """Says what happened and that work is safe; lets the user copy a report."""

    def __init__(self, report: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._reports = [(report, words)]
        self.setWindowTitle("MIL CLICKS Studio")
        self.setMinimumWidth(520)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(10)
        column.addWidget(label(_("The studio met a fault of its own."), "title", wrap=True))
        column.addWidget(
            label(
                _(
                    "Your work is safe: everything you wrote is stored, and you can go on. "
                    "A report helps us mend it."
                ),
                wrap=True,
            )
        )
        self.view = QPlainTextEdit()
        self.view.setReadOnly(True)
        self.view.setAccessibleName(_("Report"))
        self.view.setFixedHeight(150)
        column.addWidget(self.view)
        self.with_words = CheckBox(_("Include the error's own words, which may quote my texts"))
        self.with_words.toggled.connect(lambda _on: self._fill())
        column.addWidget(self.with_words)
        row = QHBoxLayout()
        row.addWidget(button(_("Copy the report"), self._copy, icon_name="copy"))
        row.addStretch(1)
        self.go_on = button(_("Go on working"), self.accept, kind="primary")
        row.addWidget(self.go_on)
        column.addLayout(row)
        self._fill()

    def text(self) -> str:
        """The report as it would be copied."""
        parts = []
        for report, words in self._reports:
            parts.append(f"{report}\n{words}" if self.with_words.isChecked() and words else report)
        return "\n\n".join(parts)

    def add(self, report: str, words: str) -> None:
        """One more failure."""
        if (report, words) not in self._reports and len(self._reports) < 20:
            self._reports.append((report, words))
            self._fill()

    def _fill(self) -> None:
        self.view.setPlainText(self.text())

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text())
