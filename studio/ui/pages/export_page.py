"""Export: what is wanted, what will be made, and the making of it.

In: the pack at hand. Out: files in a folder. The work is done in other processes; the window goes on.
"""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import Where, fill
from studio.errors import StudioError
from studio.export.write import failure
from studio.l10n import plain_sentence, plural
from studio.l10n import translate as _
from studio.model.kind import KINDS
from studio.ui.desk import Desk
from studio.ui.icons import icon
from studio.ui.naming import language_name
from studio.ui.page import Page
from studio.ui.theme import theme
from studio.ui.widgets import CheckBox, button, clear_layout, label, look
from studio.workspace.export import ExportRequest, ExportResult
from studio.workspace.library_export import export_from_library
from studio.workspace.select import Selection
from studio.workspace.worker import bug

_MOST_LISTED = 500


class ExportPage(Page):
    """Choices at the start, the plan or its progress beside."""

    stepped = Signal(int, int, str)
    finished = Signal(object)
    broke = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.languages: dict[str, CheckBox] = {}
        self.networks: dict[str, CheckBox] = {}
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self._folder = Path()
        self.choices = QWidget()
        look(self.choices, "bar")
        self._choices = QVBoxLayout(self.choices)
        self._choices.setContentsMargins(16, 14, 16, 14)
        self.total, self.detail = label("", "title"), label("", "second", wrap=True)
        self.files = QListWidget()
        self.files.setAccessibleName(_("Files"))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.hide()
        self.folder = label("", wrap=True)
        self.go = button(
            _("Export"), self.accept, icon_name="export", kind="large", shortcut="Ctrl+Enter"
        )
        self.stop = button(_("Stop and keep what is done"), self._cancel.set, icon_name="cross")
        self.open = button(_("Open folder"), self._open, icon_name="folder")
        self.stop.hide()
        self.open.hide()
        self._lay_out()
        self.stepped.connect(self._stepped, Qt.ConnectionType.QueuedConnection)
        self.finished.connect(self._finished, Qt.ConnectionType.QueuedConnection)
        self.broke.connect(self._broke, Qt.ConnectionType.QueuedConnection)

    def _lay_out(self) -> None:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.choices)
        area.setFixedWidth(theme().px(264))
        place = QHBoxLayout()
        place.addWidget(self.folder, 1)
        place.addWidget(button(_("Change"), self._choose_folder, kind="small"))
        foot = QFrame()
        look(foot, "foot")
        foot_row = QHBoxLayout(foot)
        foot_row.setContentsMargins(18, 10, 18, 10)
        words = QVBoxLayout()
        words.addWidget(self.total)
        words.addWidget(self.detail)
        foot_row.addLayout(words, 1)
        for widget in (self.open, self.stop, self.go):
            foot_row.addWidget(widget)
        middle = QVBoxLayout()
        inside = QVBoxLayout()
        inside.setContentsMargins(18, 14, 18, 14)
        inside.addWidget(label(_("Folder"), "heading"))
        inside.addLayout(place)
        inside.addWidget(self.bar)
        inside.addWidget(self.files, 1)
        middle.addLayout(inside, 1)
        middle.addWidget(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(area)
        row.addLayout(middle, 1)

    # --- choices -------------------------------------------------------------------------------

    def entered(self) -> None:
        """Look at the pack again, unless an export is under way."""
        if self._thread is None:
            self._fill()
            self._plan()

    def closing(self) -> None:
        """What is done stays; the library closes only when the work has ended."""
        self._cancel.set()
        if self._thread is not None:
            self._thread.join()

    def _fill(self) -> None:
        now = self.desk.selection
        clear_layout(self._choices)
        kept = {name for name, box in self.languages.items() if box.isChecked()} or {now.language}
        self._choices.addWidget(label(_("Languages"), "heading"))
        self.languages = {}
        for name in self.desk.session.languages(now.pack):
            self.languages[name] = self._box(language_name(name), name in kept)
        self._choices.addSpacing(10)
        self._choices.addWidget(label(_("Networks"), "heading"))
        used = {name for name, box in self.networks.items() if not box.isChecked()}
        self.networks = {}
        for network in self.desk.networks():
            self.networks[network.name] = self._box(network.label, network.name not in used)
        self._choices.addSpacing(10)
        self.only = self._box(_("Only the post at hand"), False)
        self.draft = self._box(_("Unfinished translations too, marked as drafts"), False)
        self._choices.addStretch(1)
        self._folder = Path(self.desk.preferences.folder or _documents()) / date.today().isoformat()
        self.folder.setText(str(self._folder))

    def _box(self, words: str, on: bool) -> CheckBox:
        box = CheckBox(words)
        box.setChecked(on)
        box.toggled.connect(lambda _on: self._plan())
        self._choices.addWidget(box)
        return box

    def _choose_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Where exports go"), str(self._folder.parent))
        if chosen:
            self.desk.prefer(folder=chosen)
            self._folder = Path(chosen) / date.today().isoformat()
            self.folder.setText(str(self._folder))

    def _posts(self) -> list[str]:
        if self.only.isChecked() and self.desk.selection.post:
            return [self.desk.selection.post]
        return [row.post for row in self.desk.session.rows(self.desk.selection.pack) if not row.trashed]

    def _plan(self) -> None:
        """How many images there will be."""
        pack, posts = self.desk.selection.pack, self._posts()
        rows = {row.post: row for row in self.desk.session.rows(pack, posts)}
        cards = 0
        for row in rows.values():
            post = self.desk.session.post(pack, row.post)
            kind = KINDS[row.kind]
            cards += post.count(kind.slides) if post and kind.slides else len(kind.cards)
        languages = [name for name, box in self.languages.items() if box.isChecked()]
        chosen = {name for name, box in self.networks.items() if box.isChecked()}
        self.files.clear()
        places = 0
        for network in self.desk.networks():
            mine = [place for place in network.placements if place.default]
            if network.name in chosen:
                places += len(mine)
                shown = ", ".join(f"{place.label} {place.size}" for place in mine)
                words: dict[str, str | int | float] = {
                    "network": network.label,
                    "places": shown,
                    "count": cards * len(mine) * len(languages),
                }
                self.files.addItem(fill(_("{network}: {places}. Images: {count}"), words))
        count = cards * places * len(languages)
        self.total.setText(plural("About {count} image", "About {count} images", count))
        self.detail.setText(_("With captions and alt texts. What has not changed is not made again."))
        self.go.setEnabled(count > 0)

    # --- the making ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Export what is chosen."""
        if self._thread is not None or not self.go.isEnabled():
            return
        self.desk.store(split=True)
        selection = Selection(
            languages=tuple(name for name, box in self.languages.items() if box.isChecked()),
            networks=tuple(name for name, box in self.networks.items() if box.isChecked()),
            posts=tuple(self._posts()) if self.only.isChecked() else (),
        )
        # In processes of their own, so that the window stays awake.
        request = ExportRequest(
            Path(), self._folder, selection, workers=2, draft=self.draft.isChecked()
        )
        pack = self.desk.selection.pack
        self._cancel.clear()
        self.files.clear()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.go.hide()
        self.open.hide()
        self.stop.show()
        self.total.setText(_("Exporting. You can go on working."))
        self.choices.setEnabled(False)
        self._thread = threading.Thread(target=self._work, args=(pack, request), daemon=True)
        self._thread.start()

    def _work(self, pack: str, request: ExportRequest) -> None:
        """In a thread of its own; it only waits for the processes that paint."""
        session = self.desk.session
        try:
            result = export_from_library(
                session.library,
                pack,
                request,
                resources=session.resources,
                progress=self.stepped.emit,
                cancelled=self._cancel.is_set,
            )
        except StudioError as error:
            self.broke.emit(error.diagnostics)
        except OSError as error:
            self.broke.emit(failure(error, self._folder).diagnostics)
        except Exception as error:
            # A fault of ours: the page must not wait for ever.
            self.broke.emit((bug(error, Where()),))
        else:
            self.finished.emit(result)

    def _stepped(self, done: int, total: int, name: str) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.total.setText(fill(_("{done} of {total} exported"), {"done": done, "total": total}))
        if self.files.count() < _MOST_LISTED:
            self.files.addItem(QListWidgetItem(icon("check", "ok"), name))
            self.files.scrollToBottom()

    def _finished(self, result: ExportResult) -> None:
        self._rest()
        made = sum(one.status in ("written", "unchanged") for one in result.images)
        words = plural("{count} image is there.", "{count} images are there.", made)
        bad = [one for one in result.images if one.status not in ("written", "unchanged")]
        self.files.clear()
        for one in (*bad, *(image for image in result.images if image not in bad))[:_MOST_LISTED]:
            fine = one not in bad
            reason = "" if fine or not one.diagnostics else f"  {plain_sentence(one.diagnostics[0])}"
            item = QListWidgetItem(
                icon("check" if fine else "stop", "ok" if fine else "error"), one.name + reason
            )
            self.files.addItem(item)
        if result.cancelled:
            words += " " + _("You stopped it: export again to go on from there.")
        elif bad:
            words += " " + plural("{count} could not be made.", "{count} could not be made.", len(bad))
        if result.skipped:
            words += " " + plural(
                "{count} version is not all translated.",
                "{count} versions are not all translated.",
                len(result.skipped),
            )
        self.total.setText(words)
        self.desk.say(words)
        self.open.setVisible(made > 0)

    def _broke(self, diagnostics: tuple[object, ...]) -> None:
        self._rest()
        self.desk.fail(diagnostics)  # type: ignore[arg-type]
        self._plan()

    def _rest(self) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        self.bar.hide()
        self.stop.hide()
        self.go.show()
        self.choices.setEnabled(True)

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    def panes(self) -> list[QWidget]:
        """Choices, files."""
        return [self.choices, self.files]


def _documents() -> str:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(place or Path.home()) / "MIL CLICKS")
