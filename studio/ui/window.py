"""The main window: the top bar, the pages, the line that says what was done.

In: the desk. Out: a window. Pages are made on the first visit and made anew after another language or
look; shortcuts and menus are the commands of :mod:`studio.ui.commands`.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QByteArray, QEvent, QMimeData, Qt, QTimer
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.l10n import translate as _
from studio.ui import deeds
from studio.ui.commands import PAGES, make_actions
from studio.ui.conflict_panel import ConflictPanel
from studio.ui.desk import Desk, Selection
from studio.ui.dropveil import DropVeil
from studio.ui.notice import NoticeBar
from studio.ui.overlays import OVERLAYS
from studio.ui.page import Page
from studio.ui.tab_order import give_focus, stops, tab_step
from studio.ui.topbar import TopBar
from studio.workspace.preferences import Preferences

_CLASSES = {
    "library": "library_page:LibraryPage",
    "write": "write_page:WritePage",
    "translate": "translate_page:TranslatePage",
    "fit": "fit_page:FitPage",
    "captions": "captions_page:CaptionsPage",
    "export": "export_page:ExportPage",
    "new": "gallery_page:GalleryPage",
    "preferences": "preferences_page:PreferencesPage",
    "help": "help_page:HelpPage",
}
MINIMUM = (1024, 600)
_PAD = Qt.KeyboardModifier.KeypadModifier


class MainWindow(QMainWindow):
    """The studio's window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._came_from = "library"
        self._keys = desk.preferences.keys
        self._warned = False
        self.setMinimumSize(*MINIMUM)
        self.setAcceptDrops(True)
        self.actions_by_name: dict[str, QAction] = {}
        self.veil = DropVeil(self)
        self._build()
        desk.going.connect(self.show_page)
        desk.selected.connect(self._selected)
        desk.overlays.changed.connect(self._check_overlays)
        desk.preferred.connect(self._preferred)
        desk.changed.connect(lambda _changes: self._name_undo())
        desk.typed.connect(lambda _key: self._name_undo())
        self._restore()

    # --- building ------------------------------------------------------------------------------

    def _build(self) -> None:
        """Everything but the pages, in the language and look of now."""
        for action in self.actions_by_name.values():
            self.removeAction(action)
            action.deleteLater()
        self.actions_by_name = make_actions(self, self.run, self.desk.preferences.keys)
        self._pages = {}
        self._current = ""
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.top_bar = TopBar(self.desk, self.actions_by_name)
        self.stack = QStackedWidget()
        self.conflicts, self.notice = ConflictPanel(self.desk), NoticeBar(self.desk)
        column.addWidget(self.top_bar)
        column.addWidget(self.stack, 1)
        column.addWidget(self.conflicts)
        column.addWidget(self.notice)
        self.setCentralWidget(whole)
        self.veil.deleteLater()
        self.veil = DropVeil(self)
        self._name_undo()
        self._check_overlays(self.desk.overlays.shown())

    def rebuild(self) -> None:
        """Make the window anew in another language or look, on the same page."""
        page = self._current or "library"
        self.desk.store()
        for one in self._pages.values():
            one.left()
            one.closing()
        self._build()
        self.show_page(page)
        self._title()

    def page(self, name: str) -> Page:
        """A page, made if it is not there yet."""
        if name not in self._pages:
            module, _colon, cls = _CLASSES[name].partition(":")
            made: Page = getattr(import_module(f"studio.ui.pages.{module}"), cls)(self.desk)
            self._pages[name] = made
            self.stack.addWidget(made)
        return self._pages[name]

    def show_page(self, name: str) -> None:
        """Show a page; ``back`` is the one before Preferences, Help or New post."""
        if name == "back":
            name = self._came_from
        if name == self._current:
            self.page(name).entered()
            return
        if self._current:
            self._pages[self._current].left()
            self.desk.store(split=True)
            if self._current in PAGES:
                self._came_from = self._current
        made, focus = self.page(name), self.focusWidget()
        goes_along = focus is not None and self.stack.isAncestorOf(focus)
        if goes_along:
            focus.clearFocus()  # or Qt gives it to whatever comes next when the old page hides
        self._current = name
        self.stack.setCurrentWidget(made)
        self.top_bar.show_page(name)
        made.entered()
        if goes_along and self.focusWidget() is None and (inner := stops(made)):
            give_focus(inner[0])

    def current(self) -> Page:
        """The page that is shown."""
        return self._pages[self._current]

    # --- commands ------------------------------------------------------------------------------

    def run(self, name: str) -> None:
        """Do what a command says."""
        if name.startswith("go-"):
            self.show_page(name.removeprefix("go-"))
            return
        if name.startswith("overlay-"):
            self.desk.overlays.toggle(OVERLAYS[int(name.removeprefix("overlay-")) - 1])
            return
        page = self.current()
        of_page: dict[str, Callable[[], object]] = {
            "find-here": page.find_here,
            "next-problem": lambda: page.next_problem(1),
            "previous-problem": lambda: page.next_problem(-1),
            "next-to-do": page.next_to_do,
            "accept": page.accept,
            "previous-post": lambda: page.step_post(-1),
            "next-post": lambda: page.step_post(1),
            "previous-size": lambda: page.step_size(-1),
            "next-size": lambda: page.step_size(1),
            "language": page.pick_language,
            "larger": lambda: page.zoom(1),
            "smaller": lambda: page.zoom(-1),
            "whole": lambda: page.zoom(0),
            "select-words": page.bold,
            "next-pane": lambda: self._pane(1),
            "previous-pane": lambda: self._pane(-1),
        }
        if name in of_page:
            of_page[name]()
        else:
            deeds.run(self, name)

    def _pane(self, step: int) -> None:
        panes = [pane for pane in self.current().panes() if pane.isVisible()]
        if not panes:
            return
        focus = QApplication.focusWidget()
        at = next(
            (
                i
                for i, pane in enumerate(panes)
                if (focus and pane.isAncestorOf(focus)) or pane is focus
            ),
            -1,
        )
        for number in range(1, len(panes) + 1):
            if inner := stops(panes[(at + step * number) % len(panes)]):
                give_focus(inner[0])
                return

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab and Shift+Tab go through the window as it is read."""
        return tab_step(self, forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes the newest thing; Enter presses the button that has the focus."""
        if event.key() == Qt.Key.Key_Escape:
            if self.current().escape():
                return
            if self.notice.isVisible():
                self.notice.hide()
                return
            if self._current not in PAGES:
                self.show_page("back")
                return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        focus = QApplication.focusWidget()
        if enter and isinstance(focus, QPushButton | QToolButton) and not event.modifiers() & ~_PAD:
            focus.click()
            return
        super().keyPressEvent(event)

    def _name_undo(self) -> None:
        from studio.ui.naming import step_name

        for name, step, words in (
            ("undo", self.desk.session.undoable(), _("Undo")),
            ("redo", self.desk.session.redoable(), _("Redo")),
        ):
            action = self.actions_by_name[name]
            intent, change = step
            action.setEnabled(bool(intent))
            action.setText(f"{words} {step_name(self.desk, intent, change)}" if intent else words)

    def _check_overlays(self, shown: frozenset[str]) -> None:
        for number, name in enumerate(OVERLAYS, 1):
            self.actions_by_name[f"overlay-{number}"].setChecked(name in shown)

    # --- following the desk --------------------------------------------------------------------

    def _selected(self, new: Selection, old: Selection) -> None:
        if new.pack != old.pack:
            self._title()
            if new.pack:
                self.desk.prefer(recent=self.desk.preferences.with_recent(new.pack).recent)

    def _preferred(self, new: Preferences) -> None:
        from studio.ui.app import look_as_preferred, looked_as

        if looked_as() != (new.language, new.theme, new.scale):
            look_as_preferred(self.desk)
            self.rebuild()
        elif new.keys != self._keys:
            self.rebuild()
        self._keys = new.keys

    def _title(self) -> None:
        row = self.desk.session.pack(self.desk.selection.pack)
        name = "MIL CLICKS Studio"
        self.setWindowTitle(f"{row.title or row.pack} — {name}" if row else name)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """What is typed is stored when another program comes to the front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.desk.store()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The top bar gives up words where there is no room."""
        super().resizeEvent(event)
        self.veil.setGeometry(self.rect())

    # --- drops ---------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Say what a drop would do."""
        words = self._drop_words(event.mimeData())
        if words:
            event.acceptProposedAction()
            self.veil.say(words)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802
        """Nothing will be dropped."""
        self.veil.hide()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Give what was dropped to the page, or take it as a pack."""
        self.veil.hide()
        data = event.mimeData()
        if self.current().dropped(data) or deeds.take_drop(self, data):
            event.acceptProposedAction()

    def _drop_words(self, data: QMimeData) -> str:
        return self.current().drop_words(data) or deeds.drop_words(self, data)

    # --- from one start to the next ------------------------------------------------------------

    def _restore(self) -> None:
        kept = self.desk.preferences
        if not kept.geometry or not self.restoreGeometry(QByteArray(base64.b64decode(kept.geometry))):
            room = self.screen().availableSize()
            self.resize(min(1280, room.width()), min(720, room.height()))
        packs = [row.pack for row in self.desk.session.packs()]
        wished = [kept.selection.get("pack", ""), *kept.recent]
        pack = next((name for name in wished if name in packs), packs[0] if packs else "")
        if pack:
            parts: dict[str, object] = {"pack": pack}
            same = kept.selection.get("pack") == pack
            post = kept.selection.get("post", "")
            if same and post and self.desk.session.post(pack, post) is not None:
                parts["post"] = post
            if same and kept.selection.get("language") in self.desk.session.languages(pack):
                parts["language"] = kept.selection["language"]
            self.desk.select(**parts)
        page = kept.selection.get("page", "")
        self.show_page(page if page in PAGES and pack else "library")
        self._title()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Store everything; a text that can't be stored keeps the window open and says why."""
        if not self.desk.store() and not self._leave_anyway():
            event.ignore()
            return
        now = self.desk.selection
        self.desk.prefer(
            geometry=base64.b64encode(bytes(self.saveGeometry().data())).decode(),
            selection=self._kept() | {"pack": now.pack, "post": now.post, "language": now.language},
        )
        for page in self._pages.values():
            page.left()
            page.closing()
        self.desk.close()
        super().closeEvent(event)

    def _kept(self) -> dict[str, str]:
        """The page that is shown, and what pages want to find again at the next start."""
        page = self._current if self._current in PAGES else self._came_from
        found = dict(self.desk.preferences.selection) | {"page": page}
        for one in self._pages.values():
            found |= one.kept()
        return found

    def _leave_anyway(self) -> bool:
        """The library can't be written, and the user asks to close: a second time in a row is an
        answer."""
        if self._warned:
            return True
        self._warned = True
        self.desk.say(
            _("What you wrote can't be stored yet. Copy it elsewhere, or close again to lose it.")
        )
        QTimer.singleShot(8000, self, self._forget_warning)
        return False

    def _forget_warning(self) -> None:
        self._warned = False
