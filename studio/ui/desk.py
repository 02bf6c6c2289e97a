"""What all pages of the window share: the library at hand, one selection, saving, undo, sentences.

In: what a person does on any page. Out: signals that every page follows. A page never talks to another
page: it selects, edits or asks to go somewhere, and the others hear of it here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.diagnostics import Diagnostic
from studio.errors import EnvironmentFailure, StudioError
from studio.l10n import plain_sentence, translate
from studio.l10n import translate as _
from studio.model.changes import Changes, Key
from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.model.network import Network
from studio.ui.cards import CardKey, Cards
from studio.ui.fonts import WindowFonts
from studio.ui.overlays import Overlays
from studio.workspace.background import Background
from studio.workspace.networks import known_networks
from studio.workspace.posts import free_name
from studio.workspace.preferences import load_preferences, save_preferences
from studio.workspace.session import Session
from studio.workspace.sizes import SizeChoice, chosen_networks, sizes_of

STORE_AFTER = 400
"""Milliseconds without typing after which a text is stored; at most :data:`STORE_AT_LATEST` after
it began."""
STORE_AT_LATEST = 900
_LOOK_FOR_OTHERS = 2000

SAVED, SAVING, NOT_SAVED = "saved", "saving", "error"


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected, on all pages: a pack, a post, one of its cards, a language, a size, a field.

    Empty strings and a size of 0 mean that nothing of that sort is selected.
    """

    pack: str = ""
    post: str = ""
    card: str = ""
    language: str = ""
    size: Size = Size(0, 0)
    field: str = ""


class Desk(QObject):
    """The window's state; see the signals."""

    selected = Signal(object, object)
    """The new :class:`Selection` and the old one."""
    changed = Signal(object)
    """:class:`Changes` that are stored now, by anybody."""
    typed = Signal(object)
    """A :class:`Key` whose text is being typed; it is on the screen, not yet stored."""
    saving = Signal(str, str)
    """:data:`SAVED`, :data:`SAVING` or :data:`NOT_SAVED`, and the sentence to show."""
    said = Signal(str, bool)
    """A sentence about what was done, and whether Undo takes it back."""
    going = Signal(str)
    """The name of the page to go to."""
    preferred = Signal(object)
    """New :class:`Preferences`."""
    tasks = Signal(str, int)
    """How much work waits on a page: its name, the number."""
    progressed = Signal(str, int)
    """How far long work of a page has come, in per cent; -1 when it has ended."""
    closing = Signal()
    """The window closes: whoever uses the library ends it now."""
    failed = Signal(object)
    """:class:`Diagnostic` values of something that could not be done."""

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = load_preferences(session.user)
        self.fonts = WindowFonts(session.resources)
        self.cards = Cards(session, background, self)
        self.selection = Selection()
        self.overlays = Overlays(self)
        self.counts: dict[str, int] = {}
        self._background = background
        self._networks: tuple[Network, ...] | None = None
        self._state = (SAVED, "")
        self._store_soon, self._store_latest = QTimer(self), QTimer(self)
        for timer, after in ((self._store_soon, STORE_AFTER), (self._store_latest, STORE_AT_LATEST)):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(self.store)
        self._others = QTimer(self)
        self._others.setInterval(_LOOK_FOR_OTHERS)
        self._others.timeout.connect(session.look_for_others)
        self._others.start()
        session.listeners.append(self._told)

    def close(self) -> None:
        """Store what is typed, end the background process, close the library."""
        self._others.stop()
        self.closing.emit()
        self.store()
        self.session.listeners.remove(self._told)
        self._background.close()
        self.session.close()

    # --- selection -----------------------------------------------------------------------------

    def select(self, **parts: Any) -> None:
        """Select something else: ``pack post card language size field``.

        Another post takes its first card and no field; another pack its first post's language.
        """
        old, new = self.selection, replace(self.selection, **parts)
        if new.pack != old.pack:
            self.store()
            if "post" not in parts:
                new = replace(new, post="", card="", field="")
            languages = self.session.languages(new.pack)
            if new.language not in languages:
                new = replace(new, language=languages[0] if languages else "")
        if new.post != old.post or new.pack != old.pack:
            self.store(split=True)
            post = self.session.post(new.pack, new.post) if new.post else None
            if "card" not in parts:
                new = replace(new, card=cards_of(post)[0].name if post else "")
            if "field" not in parts:
                new = replace(new, field="")
        if not new.size.width and (sizes := self.sizes()):
            new = replace(new, size=sizes[0].size)
        if new != old:
            self.selection = new
            self.selected.emit(new, old)

    def go(self, page: str, **parts: Any) -> None:
        """Show a page by its name, or ``back`` for the one before, with something selected."""
        if parts:
            self.select(**parts)
        self.going.emit(page)

    def key(self, width: int = 0, **parts: Any) -> CardKey:
        """The key of the selected card's picture, or of another that differs in ``parts``."""
        now = self.selection
        return CardKey(now.pack, now.post, now.language, now.card, now.size, width)._replace(**parts)

    # --- networks and sizes --------------------------------------------------------------------

    def networks(self) -> tuple[Network, ...]:
        """The networks in use."""
        if self._networks is None:
            known = known_networks(self.session.user).networks
            self._networks = chosen_networks(known, self.preferences.networks)
        return self._networks

    def sizes(self) -> tuple[SizeChoice, ...]:
        """The sizes in use, one for each ratio."""
        return sizes_of(self.networks())

    def size_choice(self, size: Size) -> SizeChoice | None:
        """The choice that has this size."""
        return next((one for one in self.sizes() if one.size == size), None)

    # --- editing -------------------------------------------------------------------------------

    def type_text(self, key: Key, text: str) -> None:
        """Take a text as it is typed: on the screen at once, stored within a second."""
        self.session.type_text(key, text)
        if not self.session.pending():
            return
        self._say_saving(SAVING)
        self._store_soon.start()
        if not self._store_latest.isActive():
            self._store_latest.start()
        self.typed.emit(key)

    def store(self, *, split: bool = False) -> bool:
        """Store what is typed, now: the focus left a field, the window closes. False if it can't be."""
        self._store_soon.stop()
        self._store_latest.stop()
        try:
            self.session.flush(split=split)
        except StudioError as error:
            # Tried again with the next letter, and every two seconds.
            self._say_saving(NOT_SAVED, plain_sentence(error.diagnostics[0]))
            if isinstance(error, EnvironmentFailure):
                QTimer.singleShot(_LOOK_FOR_OTHERS, self, self._try_again)
            return False
        self._say_saving(SAVED)
        return True

    def do(self, action: Callable[[], Changes], *, say: str = "", undo: bool = True) -> Changes | None:
        """Do something that writes and say it in one sentence; None (and the reason said) if it can't
        be.

        ``action`` is a function of the workspace that went through :meth:`Session.edit`, or one whose
        result still has to be noted (:meth:`Session.done` is called here).
        """
        return self.attempt(action, say=say, undo=undo)[0]

    def attempt(
        self, action: Callable[[], Changes], *, say: str = "", undo: bool = True
    ) -> tuple[Changes | None, tuple[Diagnostic, ...]]:
        """The same for whoever also shows the reason beside what it is about."""
        try:
            self.session.flush()
            result = action()
        except StudioError as error:
            self.fail(error.diagnostics)
            return None, error.diagnostics
        self.session.done(result)
        if result and say:
            self.say(say, undo=undo)
        return result, ()

    def begin_pack(self, language: str, *, say: str = "") -> str:
        """Make an empty pack whose name is changed in place; its id, empty if it can't be made."""
        name = free_name("my-pack", {row.pack for row in self.session.packs()})
        title = _("My pack")
        done = self.do(lambda: self.session.new_pack(name, title, language), say=say)
        return name if done else ""

    def undo(self) -> None:
        """Take back the last step."""
        self._step(self.session.undo)

    def redo(self) -> None:
        """Make the last step again."""
        self._step(self.session.redo)

    def _step(self, step: Callable[[], Changes]) -> None:
        try:
            done = step()
        except StudioError as error:
            self.fail(error.diagnostics)
            return
        self._say_saving(SAVED)
        for change in done.changes[:1]:
            key = change.key
            elsewhere = (key.pack, key.post) != (self.selection.pack, self.selection.post)
            if key.post and elsewhere and self.session.post(key.pack, key.post) is not None:
                self.select(pack=key.pack, post=key.post)
            if key.post and not key.field.startswith("@"):
                self.select(field=key.field)

    # --- saying --------------------------------------------------------------------------------

    def say(self, sentence: str, *, undo: bool = False) -> None:
        """Say in one line what was done."""
        self.said.emit(sentence, undo)

    def fail(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        """Say why something could not be done."""
        for one in diagnostics[:1]:
            self.said.emit(plain_sentence(one), False)
        self.failed.emit(diagnostics)

    def state(self) -> tuple[str, str]:
        """How saving stands, as in :attr:`saving`."""
        return self._state

    def work(self, page: str, count: int) -> None:
        """Tell how much work waits on a page; the window remembers it in :attr:`counts`."""
        self.counts[page] = count
        self.tasks.emit(page, count)

    # --- preferences ---------------------------------------------------------------------------

    def prefer(self, **parts: Any) -> None:
        """Change preferences; at once, and kept."""
        new = replace(self.preferences, **parts)
        if new == self.preferences:
            return
        self.preferences = new
        self._networks = None
        try:
            save_preferences(self.session.user, new)
        except StudioError as error:
            self.fail(error.diagnostics)
        self.preferred.emit(new)

    def _told(self, changes: Changes) -> None:
        self.changed.emit(changes)
        if changes.conflicts:
            self.said.emit(
                _("The same text was changed elsewhere. Both wordings are kept: choose one."), False
            )

    def _try_again(self) -> None:
        if self.session.pending():
            self.store()

    def _say_saving(self, state: str, sentence: str = "") -> None:
        words = {SAVED: translate("Saved"), SAVING: translate("Saving"), NOT_SAVED: sentence}
        if (state, words[state]) != self._state:
            self._state = (state, words[state])
            self.saving.emit(*self._state)
