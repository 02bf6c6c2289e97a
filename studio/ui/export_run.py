"""An export under way: made by other processes, watched from every page.

In: a request. Out: what has become of each file, small pictures of the last ones, a result. It lives on
the desk, so that the page may be made anew and the window may show any other page meanwhile.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from studio.diagnostics import Diagnostic, Where
from studio.errors import StudioError
from studio.export.write import failure
from studio.l10n import plain_sentence
from studio.ui.cards import image_of
from studio.ui.desk import Desk
from studio.workspace.export import ExportRequest, ExportResult, Watch
from studio.workspace.kit import KitWishes
from studio.workspace.ledger import FileResult
from studio.workspace.library_export import export_from_library, small_picture
from studio.workspace.worker import bug

_TELL_EVERY = 100  # ms between two looks of the page
_PICTURE_EVERY = 0.4  # seconds between two small pictures: the processors have other work
_PICTURE = 240

THERE = ("written", "unchanged")
"""What becomes of a file that stands in the folder afterwards."""


class FileState(NamedTuple):
    """What became of a file; ``why`` is a sentence if it is not there."""

    status: str
    bytes: int
    why: str = ""


@dataclass
class ExportWish:
    """What a person chose on the page, kept while the window is open. None: nothing chosen yet."""

    pack: str = ""
    languages: set[str] | None = None
    networks_off: set[str] = field(default_factory=set)
    tag: str | None = None
    only_this: bool = False
    posts: tuple[str, ...] = ()
    """Those that were selected in the library, if they are wanted and nothing else."""
    format: str = ""
    draft: bool = False
    anyway: bool = False
    captions: bool = True
    kit: bool = False
    paper: bool = False


class ExportRun(QObject):
    """The export of this window; at most one at a time."""

    changed = Signal()
    """Something has become of files, or the export began; a few times in a second."""
    ended = Signal(object)
    """An :class:`ExportResult`, or the diagnostics of why there is none."""

    _planned = Signal(object)
    _settled = Signal(object, int)
    _pictured = Signal(str, object)
    _over = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.wish = ExportWish()
        self.folder = Path()
        self.names: list[str] = []
        self.states: dict[str, FileState] = {}
        self.pictures: list[tuple[str, QImage]] = []
        self.result: ExportResult | None = None
        self.broken: tuple[Diagnostic, ...] = ()
        self.shown = False
        """Whether the page shows this export, the last one included."""
        self._cancel = threading.Event()
        self._thread: threading.Thread | None = None
        self._began = self._last_picture = 0.0
        self._painted = self._next = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_TELL_EVERY)
        self._soon.timeout.connect(self._tell)
        queued = Qt.ConnectionType.QueuedConnection
        self._planned.connect(self._take_plan, queued)
        self._settled.connect(self._take, queued)
        self._pictured.connect(self._take_picture, queued)
        self._over.connect(self._end, queued)
        desk.closing.connect(self.end_now)

    # --- looking -------------------------------------------------------------------------------

    @property
    def running(self) -> bool:
        """Whether files are being made."""
        return self._thread is not None

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop and is not done with that yet."""
        return self.running and self._cancel.is_set()

    def count(self, *statuses: str) -> int:
        """How many images are in one of these states."""
        return sum(self.states[n].status in statuses for n in self.names if n in self.states)

    def there(self) -> int:
        """How many images stand in the folder."""
        return self.count(*THERE)

    def stopped(self) -> list[str]:
        """The images that could not be made."""
        bad = ("refused", "failed")
        return [n for n in self.names if n in self.states and self.states[n].status in bad]

    def current(self) -> str:
        """The image that is being painted now; empty if none is."""
        while self._next < len(self.names) and self.names[self._next] in self.states:
            self._next += 1
        return self.names[self._next] if self.running and self._next < len(self.names) else ""

    def seconds_left(self) -> int:
        """About how long it will take; 0 if nobody can tell yet."""
        spent = time.monotonic() - self._began
        left = len(self.names) - len(self.states)
        return round(spent / self._painted * left) if self._painted > 5 and spent > 2 else 0

    # --- doing ---------------------------------------------------------------------------------

    def start(self, pack: str, request: ExportRequest, kit: KitWishes | None = None) -> None:
        """Begin; what stands in the folder from before is not made again."""
        if self.running:
            return
        self._cancel.clear()
        self.folder, self.shown = request.out, True
        self.names, self.states, self.pictures = [], {}, []
        self.result, self.broken = None, ()
        self._painted = self._next = 0
        self._began = time.monotonic()
        self._desk.progressed.emit("export", 0)
        self._thread = threading.Thread(target=self._work, args=(pack, request, kit), daemon=True)
        self._thread.start()
        self.changed.emit()

    def cancel(self) -> None:
        """Stop soon; what is done stays."""
        self._cancel.set()
        self.changed.emit()

    def end_now(self) -> None:
        """The window closes: the library may be closed only when the work has ended."""
        self._cancel.set()
        if self._thread is not None:
            self._thread.join()

    def _work(self, pack: str, request: ExportRequest, kit: KitWishes | None) -> None:
        """In a thread of its own; it only waits for the processes that paint."""
        session = self._desk.session
        result: object
        try:
            result = export_from_library(
                session.library,
                pack,
                request,
                resources=session.resources,
                cancelled=self._cancel.is_set,
                watch=Watch(self._planned.emit, self._note),
                kit=kit,
            )
        except StudioError as error:
            result = tuple(error.diagnostics)
        except OSError as error:
            result = tuple(failure(error, request.out).diagnostics)
        except Exception as error:
            # A fault of ours: the page must not wait for ever.
            result = (bug(error, Where()),)
        self._over.emit(result)

    def _note(self, result: FileResult) -> None:
        """In the thread of the work."""
        file = self.folder / result.name
        size = 0
        if result.status in THERE:
            size = file.stat().st_size if file.is_file() else 0
            now = time.monotonic()
            if result.status == "written" and now - self._last_picture > _PICTURE_EVERY:
                self._last_picture = now
                small = small_picture(file, _PICTURE)
                if small is not None:
                    self._pictured.emit(result.name, image_of(small))
        self._settled.emit(result, size)

    # --- in the window's thread ----------------------------------------------------------------

    def _take_plan(self, names: Sequence[str]) -> None:
        self.names = list(names)
        self._soon.start()

    def _take(self, result: FileResult, size: int) -> None:
        bad = result.status not in THERE and result.diagnostics
        why = plain_sentence(result.diagnostics[-1]) if bad else ""
        self.states[result.name] = FileState(result.status, size, why)
        self._painted += result.status == "written"
        if not self._soon.isActive():
            self._soon.start()

    def _take_picture(self, name: str, picture: QImage) -> None:
        self.pictures = [(name, picture), *self.pictures[:5]]

    def _tell(self) -> None:
        if self.running and self.names:
            self._desk.progressed.emit("export", round(100 * len(self.states) / len(self.names)))
        self.changed.emit()

    def _end(self, result: object) -> None:
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        if isinstance(result, ExportResult):
            self.result = result
        else:
            self.broken = result  # type: ignore[assignment]
        self._soon.stop()
        self._desk.progressed.emit("export", -1)
        self.changed.emit()
        self.ended.emit(result)


def export_run(desk: Desk) -> ExportRun:
    """The desk's own export; made when it is first asked for."""
    found = desk.findChild(ExportRun)
    return found if isinstance(found, ExportRun) else ExportRun(desk)
