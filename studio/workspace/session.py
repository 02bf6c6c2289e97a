"""A library open in a window: what it shows, and what is being typed.

In: an open library, keys and texts. Out: posts in any language as they are on the screen (typed but not
yet stored texts included), and :class:`~studio.model.changes.Changes` from whatever writes. Nothing
here knows of a window; whoever shows something listens to :attr:`Session.listeners`.

Typing goes to :meth:`Session.type_text` and is stored by :meth:`Session.flush`, which the window calls
within a second and whenever the focus leaves a field. A text that can't be stored stays here.
"""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from studio.diagnostics import Diagnostic
from studio.errors import EnvironmentFailure, StudioError
from studio.library import Library, Wish, post_of
from studio.library.cells import MEDIA, PARTNERS, entry_of, entry_value
from studio.library.overview import PackRow, PostRow, pack_rows, post_rows
from studio.library.store import NOTHING, Cell
from studio.model.catalog import Catalog, Entry
from studio.model.changes import Change, Changes, Key
from studio.model.language import DERIVED
from studio.model.partner import KITS, Partner
from studio.model.post import Post
from studio.pipeline import Pipeline, open_world
from studio.resources import Resources, user_folder
from studio.translation import derive
from studio.workspace.library import open_library
from studio.workspace.library_posts import new_pack
from studio.workspace.partners import find_partners
from studio.workspace.versions import Skipped, Version, in_language
from studio.workspace.viewfolder import ViewFolder

_KEPT = 400  # posts whose values are kept in memory
Listener = Callable[[Changes], None]


class Pending(NamedTuple):
    """A text that was typed and not yet stored: on which version it builds, since when it waits."""

    text: str
    seen: int
    since: float


@dataclass(frozen=True, slots=True)
class TextState:
    """One text of a post beside its translation.

    ``status`` is ``done``, ``fuzzy`` (to be looked at), ``outdated`` (its source has changed since),
    ``missing``, or ``derived`` (written from another language by rule). ``was`` is the source that an
    outdated translation was made from.
    """

    key: Key
    source: str
    text: str
    status: str
    was: str = ""


class Partners(NamedTuple):
    """The partners of a pack; ``seen`` is another number whenever their kits were read anew."""

    partners: tuple[Partner, ...]
    diagnostics: tuple[Diagnostic, ...]
    seen: int


class Session:
    """One window's view of a library."""

    def __init__(self, library: Library, resources: Resources, *, user: Path | None = None) -> None:
        self.library = library
        self.resources = resources
        self.user = user or user_folder()
        self.listeners: list[Listener] = []
        self._posts: OrderedDict[tuple[str, str], dict[Key, Cell]] = OrderedDict()
        self._packs: tuple[PackRow, ...] | None = None
        self._pending: dict[Key, Pending] = {}
        self._position = library.position()
        self._pipelines: dict[str, Pipeline] = {}
        self._views = ViewFolder(library)
        self._partners: dict[str, Partners] = {}
        self._kits_seen = 0

    @classmethod
    def open(
        cls, folder: Path | None = None, *, resources: Resources | None = None, author: str = ""
    ) -> Session:
        """Open the library in ``folder`` (default: the user's own); raises like
        :func:`studio.workspace.library.open_library`."""
        return cls(open_library(folder, author=author), resources or Resources.find())

    def close(self) -> None:
        """Store what is typed and close the library."""
        try:
            self.flush()
        finally:
            self._views.close()
            self.library.close()

    # --- packs ---------------------------------------------------------------------------------

    def packs(self) -> tuple[PackRow, ...]:
        """The packs that are not in the trash, in the order in which they came."""
        if self._packs is None:
            with self.library.reading() as connection:
                self._packs = pack_rows(connection)
        return tuple(row for row in self._packs if not row.trashed)

    def pack(self, pack: str) -> PackRow | None:
        """One pack, or None if there is no such (any more)."""
        return next((row for row in self.packs() if row.pack == pack), None)

    def languages(self, pack: str) -> tuple[str, ...]:
        """The languages of a pack, its own first; those that are written by rule follow their
        origin."""
        row = self.pack(pack)
        if row is None:
            return ()
        found = [row.language, *(name for name in row.catalogs if name != row.language)]
        for new, old in DERIVED.items():
            if old in found and new not in found and new != "ur@nastaliq":
                found.insert(found.index(old) + 1, new)
        return tuple(found)

    def new_pack(self, pack: str, title: str, language: str) -> Changes:
        """Make an empty pack; raises like :func:`studio.workspace.library_posts.new_pack`."""
        self.flush()
        return self.done(new_pack(self.library, pack, title, language))

    # --- posts ---------------------------------------------------------------------------------

    def rows(self, pack: str, names: Iterable[str] | None = None) -> tuple[PostRow, ...]:
        """The posts of a pack as a list shows them, trash included."""
        with self.library.reading() as connection:
            return post_rows(connection, pack, names)

    def cells(self, pack: str, post: str) -> Mapping[Key, Cell]:
        """All stored values of a post with their versions; empty if there is none."""
        known = self._posts.get((pack, post))
        if known is None:
            known = self._posts[pack, post] = self.library.post(pack, post)
            if len(self._posts) > _KEPT:
                self._posts.popitem(last=False)
        else:
            self._posts.move_to_end((pack, post))
        return known

    def value(self, key: Key) -> str:
        """One value as it is on the screen; a translation's text, not its record."""
        waiting = self._pending.get(key)
        if waiting is not None:
            return waiting.text
        stored = self.stored(key).value or ""
        return entry_of(stored).text if stored and key.language and key.post else stored

    def stored(self, key: Key) -> Cell:
        """One value as the library has it."""
        return self.cells(key.pack, key.post).get(key, NOTHING) if key.post else self.library.read(key)

    def seen(self, key: Key) -> int:
        """The version on which a change of this value builds, also where it was taken away."""
        known = self.stored(key)
        return known.version if known.value is not None else self.library.read(key).version

    def post(self, pack: str, post: str) -> Post | None:
        """A post in its own language as it is on the screen; None if there is none."""
        cells = self.cells(pack, post)
        values = {k.field: c.value for k, c in cells.items() if not k.language and c.value is not None}
        if not values:
            return None
        for key, waiting in self._pending.items():
            if (key.pack, key.post, key.language) == (pack, post, ""):
                values[key.field] = waiting.text
        row = self.pack(pack)
        shown = {name: text for name, text in values.items() if text or name.startswith("@")}
        return post_of(post, row.language if row else "en", shown)

    def catalog(self, pack: str, post: str, language: str) -> Catalog:
        """The translations of one post as they are on the screen; derived ones included."""
        own = self._own_catalog(pack, post, language)
        origin = DERIVED.get(language)
        if origin is None:
            return own
        return derive(self._own_catalog(pack, post, origin), language, own)

    def _own_catalog(self, pack: str, post: str, language: str) -> Catalog:
        entries: dict[str, Entry] = {}
        for key, cell in self.cells(pack, post).items():
            if key.language == language and cell.value:
                entries[f"{post}/{key.field}"] = entry_of(cell.value)
        for key, waiting in self._pending.items():
            if (key.pack, key.post, key.language) == (pack, post, language):
                source = self.value(key._replace(language=""))
                entries[f"{post}/{key.field}"] = Entry(source, waiting.text)
        return Catalog(language, entries)

    def version(self, pack: str, post: str, language: str) -> Version | None:
        """A post in a language as its card shows it, gaps filled from the source and marked as a draft;
        None if there is no such post."""
        shown = self.post(pack, post)
        if shown is None:
            return None
        catalog = None
        if language != shown.language:
            catalog = self.catalog(pack, post, language)
        made = in_language(shown, catalog, language, self.resources, draft=True)
        if isinstance(made, Skipped):
            return None
        found = self.partners(pack)
        diagnostics = (*made.diagnostics, *found.diagnostics)
        return replace(made, partners=found.partners, diagnostics=diagnostics)

    def texts(self, pack: str, post: str, language: str) -> tuple[TextState, ...]:
        """Every text of a post beside its translation, in the order of the kind's fields."""
        shown = self.post(pack, post)
        if shown is None:
            return ()
        if language == shown.language:
            return tuple(TextState(Key(pack, post, n), t, t, "done") for n, t in shown.texts.items())
        catalog = self.catalog(pack, post, language)
        rule = DERIVED.get(language) == shown.language
        return tuple(
            _text_state(Key(pack, post, name, language), text, catalog.entry(post, name), rule=rule)
            for name, text in shown.texts.items()
        )

    # --- typing and editing --------------------------------------------------------------------

    def type_text(self, key: Key, text: str) -> None:
        """Take a text as it is typed; it shows at once and is stored by the next :meth:`flush`."""
        known = self._pending.get(key)
        if known is None and text == self.value(key):
            return
        seen = known.seen if known else self.stored(key).version
        since = known.since if known else time.monotonic()
        self._pending[key] = Pending(text, seen, since)

    def pending(self) -> Mapping[Key, Pending]:
        """What is typed and not stored."""
        return dict(self._pending)

    def flush(self, *, split: bool = False) -> Changes:
        """Store what was typed; with ``split`` the next letter begins a new step of undo.

        Raises:
            EnvironmentFailure: it can't be stored; it stays pending.
            InvalidInput: likewise.
        """
        done = Changes("type")
        for key, waiting in list(self._pending.items()):
            wish = Wish(key, self._as_value(key, waiting.text), waiting.seen)
            intent = "translate" if key.language else "type"
            result = self.library.edit(intent, [wish], group=f"{intent} {key}")
            # More may have been typed by a listener of another edit; only what was stored goes.
            if self._pending.get(key) == waiting:
                del self._pending[key]
            done = _together(done, result)
            self._taken(result)
        if split:
            self.library.history.split()
        if done or done.conflicts:
            self._tell(done)
        return done

    def edit(self, intent: str, wishes: Iterable[Wish], *, group: str = "") -> Changes:
        """Store values in one transaction, after what was typed; see :meth:`Library.edit`."""
        self.flush()
        return self.done(self.library.edit(intent, wishes, group=group))

    def set_value(self, intent: str, key: Key, value: str, *, group: str = "") -> Changes:
        """Store one attribute (``@element``, ``@theme`` …) or text on top of what is there."""
        self.flush()
        return self.edit(intent, [Wish(key, value or None, self.seen(key))], group=group)

    def done(self, result: Changes) -> Changes:
        """Take note of an edit that another function of the workspace has made."""
        self._taken(result)
        if result or result.conflicts:
            self._tell(result)
        return result

    def undo(self) -> Changes:
        """Take back the last step, which may be what was just typed."""
        self.flush()
        return self.done(self.library.undo())

    def redo(self) -> Changes:
        """Make the last step that was taken back again."""
        self.flush()
        return self.done(self.library.redo())

    def undoable(self) -> tuple[str, Change | None]:
        """The intent of the step that undo would take back, and its first change; ("", None) if
        none."""
        if self._pending:
            key = next(iter(self._pending))
            return ("translate" if key.language else "type"), Change(key, None, None)
        step = self.library.history.undoable()
        return (step.intent, step.changes[0] if step.changes else None) if step else ("", None)

    def redoable(self) -> tuple[str, Change | None]:
        """The same for redo."""
        step = self.library.history.redoable()
        return (step.intent, step.changes[0] if step.changes else None) if step else ("", None)

    def look_for_others(self) -> Changes:
        """Learn what other windows have written since; listeners are told."""
        try:
            news = self.library.since(self._position)
        except EnvironmentFailure:
            return Changes("others")
        if not news:
            return Changes("others")
        return self.done(Changes("others", news[-1].version, news))

    def _as_value(self, key: Key, text: str) -> str | None:
        if not text:
            return None
        if not key.language:
            return text
        return entry_value(Entry(self.value(key._replace(language="")), text))

    def _taken(self, result: Changes) -> None:
        for change in result.changes:
            self._posts.pop((change.key.pack, change.key.post), None)
            if not change.key.post or change.key.field in ("@trashed", "@kind"):
                self._packs = None
            if not change.key.post and change.key.field.startswith((PARTNERS, MEDIA + KITS)):
                self._partners.pop(change.key.pack, None)
            self._position = max(self._position, change.version)
        for conflict in result.conflicts:
            self._posts.pop((conflict.key.pack, conflict.key.post), None)
        self._position = max(self._position, result.edit)

    def _tell(self, result: Changes) -> None:
        for listener in tuple(self.listeners):
            listener(result)

    # --- cards ---------------------------------------------------------------------------------

    def pictures(self, pack: str) -> Path:
        """A folder in which the pictures of a pack stand under the names that its posts use."""
        return self._views.of(pack, self._position)

    def picture_names(self, pack: str) -> Mapping[str, str]:
        """The pictures of a pack, and the files of its partners' kits: name in the pack to sha256."""
        return self._views.names(pack, self._position)

    def partners(self, pack: str) -> Partners:
        """The partners whose logos the cards of a pack carry; without any if a kit is not right, which
        its diagnostics then say."""
        known = self._partners.get(pack)
        if known is None:
            names = json.loads(self.library.read(Key(pack, "", PARTNERS)).value or "[]")
            self._kits_seen += 1
            known = self._partners[pack] = Partners((), (), self._kits_seen)
            if names:
                try:
                    found = find_partners(
                        names, self.pictures(pack), resources=self.resources, home=self.user
                    )
                    known = Partners(*found, self._kits_seen)
                except StudioError as error:
                    known = Partners((), error.diagnostics, self._kits_seen)
                self._partners[pack] = known
        return known

    def forget_partners(self) -> None:
        """Read the partners' kits anew: one in the user's folder has changed."""
        self._partners.clear()

    def pipeline(self, pack: str) -> Pipeline:
        """The pipeline that makes cards of this pack in this process."""
        root = self.pictures(pack)
        found = self._pipelines.get(pack)
        if found is None or found.pictures.root != root:
            found = self._pipelines[pack] = Pipeline(open_world(self.resources), root, self.user)
        return found

    def free_media(self, pack: str, name: str, digest: str) -> tuple[str, bool]:
        """The name under which a pack has a picture, and True; or else a free one like ``name``."""
        known = self._views.names(pack, self._position)
        for taken, other in known.items():
            if other == digest:
                return taken, True
        stem, dot, ending = name.rpartition(".")
        free, number = name, 2
        while free in known:
            free, number = f"{stem}-{number}{dot}{ending}", number + 1
        return free, False


def _text_state(key: Key, source: str, entry: Entry | None, *, rule: bool) -> TextState:
    if entry is None or not entry.text:
        return TextState(key, source, "", "derived" if rule else "missing")
    if entry.fuzzy:
        return TextState(key, source, entry.text, "fuzzy", entry.source)
    if entry.source != source:
        return TextState(key, source, entry.text, "outdated", entry.source)
    return TextState(key, source, entry.text, "derived" if entry.derived else "done")


def _together(one: Changes, other: Changes) -> Changes:
    return Changes(
        other.intent,
        other.edit or one.edit,
        (*one.changes, *other.changes),
        (*one.conflicts, *other.conflicts),
        (*one.diagnostics, *other.diagnostics),
    )
