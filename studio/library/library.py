"""An open library: reading, editing, undo.

In: a folder or an address, edits. Out: cells, and :class:`~studio.model.changes.Changes`. An edit is
one transaction, on the disk when the function returns, and one entry of the journal. Whoever edits says
which version was seen; if somebody else has written since, nothing is overwritten and both texts are
kept.
"""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, func, insert, select, text, update

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.library import backup, cells, search
from studio.library.files import FolderHome
from studio.library.history import History, Step
from studio.library.server import ServerHome, is_address
from studio.library.store import NOTHING, Cell, Store, new_id
from studio.library.tables import changes, conflicts, edits, packs, posts
from studio.model.changes import Change, Changes, Conflict, Key

Clock = Callable[[], datetime.datetime]
Home = FolderHome | ServerHome


@dataclass(frozen=True, slots=True)
class Wish:
    """One value to be set; None takes it away. ``seen`` is the version on which the writer built,
    0 if there was nothing; None writes over whatever is there.
    """

    key: Key
    value: str | None
    seen: int | None = None


def utc_now() -> datetime.datetime:
    """The time, in UTC."""
    return datetime.datetime.now(datetime.UTC)


class Library:
    """A library on disk or on a server; open it with :meth:`open`.

    Its methods may be called from any thread. Every method that writes raises
    :class:`~studio.errors.EnvironmentFailure` (``library.busy``, ``library.disk-full``,
    ``library.unwritable``) or :class:`~studio.errors.InvalidInput` (``library.damaged``); nothing
    is changed then.
    """

    def __init__(self, home: Home, *, author: str = "", clock: Clock = utc_now) -> None:
        self.author = author
        self.clock = clock
        self.media = home.media
        self.history = History()
        self._home = home

    @classmethod
    def open(
        cls,
        place: Path | str,
        *,
        author: str = "",
        clock: Clock = utc_now,
        copy: bool = True,
        pictures: Path | None = None,
    ) -> Library:
        """Open the library in a folder or at an address, or make a new one; checked and migrated.

        ``place`` is a folder, or ``postgresql+psycopg://USER@HOST/DATABASE``. A folder gets a fresh
        backup, but not without ``copy``. Pictures from a server are copied to ``pictures`` as they are
        needed, by default to a folder that is gone when the library is closed.

        Raises:
            InvalidInput: ``library.damaged``, ``library.missing`` (backups without a library),
                ``library.newer`` (made by a newer studio), ``library.bad-address``.
            EnvironmentFailure: it can't be read or written; ``library.no-server``,
                ``library.no-driver``, ``library.old-server``, ``library.server-encoding``.
        """
        library = cls.unprepared(place, author=author, clock=clock, pictures=pictures)
        try:
            library._home.prepare(clock(), copy=copy)
        except BaseException:
            library.close()
            raise
        return library

    @classmethod
    def unprepared(
        cls,
        place: Path | str,
        *,
        author: str = "",
        clock: Clock = utc_now,
        pictures: Path | None = None,
    ) -> Library:
        """A library that is neither checked nor migrated, to look at what is wrong with it."""
        home = ServerHome(place, pictures) if is_address(place) else FolderHome(Path(place))
        return cls(home, author=author, clock=clock)

    @property
    def place(self) -> str:
        """The folder or the address, without a password."""
        return self._home.place

    @property
    def file(self) -> Path:
        """The database file.

        Raises:
            InvalidInput: ``library.on-server``: it has none.
        """
        return self._home.file

    @property
    def on_server(self) -> bool:
        """Whether a server keeps this library, and its backups."""
        return isinstance(self._home, ServerHome)

    def close(self) -> None:
        """Close it."""
        self._home.close()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def reading(self) -> AbstractContextManager[Connection]:
        """A transaction that sees one state of the library."""
        return self._home.reading()

    def writing(self) -> AbstractContextManager[Connection]:
        """A transaction that may write; at its end all of it is on the disk, or nothing."""
        return self._home.writing()

    def read(self, key: Key) -> Cell:
        """One value and its version."""
        with self.reading() as connection:
            return Store(connection).read(key)

    def post(self, pack: str, post: str) -> dict[Key, Cell]:
        """All values of a post with their versions; empty if there is none."""
        with self.reading() as connection:
            found = Store(connection).post(pack, post)
        return {key: cell for key, cell in found.items() if cell.value is not None}

    def cells(self, pack: str) -> dict[Key, Cell]:
        """All values of a pack with their versions; empty if there is none."""
        with self.reading() as connection:
            return Store(connection).pack(pack)

    def edit(self, intent: str, wishes: Iterable[Wish], *, group: str = "") -> Changes:
        """Set values in one transaction, durable at once.

        Edits with the same ``group`` that follow each other within
        :data:`~studio.library.history.PAUSE` are one step of undo. A wish built on an older version
        is not written: it comes back as a conflict, and both texts are kept until
        :meth:`resolve`. The others are written.

        Raises:
            InvalidInput: ``library.bad-key`` (no such post), ``library.bad-text`` (no valid text).
        """
        wanted = list(wishes)
        done = self._apply(intent, wanted)
        self.history.add(Step(intent, done.changes, group, time.monotonic()))
        return done

    def undo(self) -> Changes:
        """Take back the last step of this session; what others have changed since stays as it is."""
        step = self.history.undoable()
        if step is None:
            return Changes("undo")
        back = [change.inverse() for change in reversed(step.changes)]
        done = self._replay(f"undo {step.intent}", back)
        self.history.undone()
        return done

    def redo(self) -> Changes:
        """Make the last step that was taken back again."""
        step = self.history.redoable()
        if step is None:
            return Changes("redo")
        done = self._replay(f"redo {step.intent}", step.changes)
        self.history.redone()
        return done

    def position(self) -> int:
        """The number of the newest edit, by anybody."""
        with self.reading() as connection:
            return connection.scalar(select(func.max(edits.c.id))) or 0

    def since(self, edit: int) -> tuple[Change, ...]:
        """What anybody changed after that edit: how a window learns of another window's work."""
        with self.reading() as connection:
            rows = connection.execute(
                select(changes).where(changes.c.edit > edit).order_by(changes.c.id)
            ).all()
        return tuple(
            Change(Key(r.pack, r.post, r.field, r.language), r.before, r.after, r.edit) for r in rows
        )

    def conflicts(self) -> tuple[Conflict, ...]:
        """Conflicts that wait for a choice, oldest first."""
        with self.reading() as connection:
            rows = connection.execute(
                select(conflicts).where(conflicts.c.resolved == "").order_by(conflicts.c.id)
            ).all()
        return tuple(
            Conflict(
                r.id, Key(r.pack, r.post, r.field, r.language), r.base, r.mine, r.theirs, r.version
            )
            for r in rows
        )

    def resolve(self, number: int, value: str | None) -> Changes:
        """Choose ``value`` (mine, theirs or a third) for a conflict.

        If the text has changed once more since, that is a new conflict. The row is kept.
        """
        found = next((one for one in self.conflicts() if one.number == number), None)
        if found is None:
            raise InvalidInput.of(
                "library.no-conflict", N_("There is no open conflict {number}."), number=number
            )
        done = self.edit("resolve", [Wish(found.key, value, found.version)])
        with self.writing() as connection:
            connection.execute(
                update(conflicts)
                .where(conflicts.c.id == number)
                .values(resolved=self.clock().isoformat())
            )
        return done

    def back_up(self, reason: str = "manual") -> backup.Backup:
        """Make a backup now; raises like :func:`studio.library.backup.back_up`.

        Raises:
            InvalidInput: ``library.on-server``: the server's own backups are the only ones.
        """
        return self._home.back_up(reason, self.clock())

    def keep_copy(self, reason: str) -> None:
        """Make a backup before a large change, where backups are this library's business."""
        self._home.keep_copy(reason, self.clock())

    def _replay(self, intent: str, steps: Sequence[Change]) -> Changes:
        """Apply changes where the value before is still there; conflicts for the others."""
        with self.writing() as connection:
            transaction = Transaction(connection, intent, self.author, self.clock())
            lost = []
            for step in ordered(steps):
                there = transaction.store.read(step.key)
                if there.value == step.before:
                    transaction.put(step.key, step.after, there)
                elif there.value != step.after:
                    clash = Conflict(0, step.key, step.before, step.after, there.value, there.version)
                    lost.append(clash)
            return transaction.finish(tuple(lost))

    def _apply(self, intent: str, wishes: Sequence[Wish]) -> Changes:
        with self.writing() as connection:
            transaction = Transaction(connection, intent, self.author, self.clock())
            lost = []
            for wish in wishes:
                value = wish.value or None
                there = transaction.store.read(wish.key)
                if value == there.value:
                    continue
                if wish.seen is not None and wish.seen != there.version:
                    lost.append(transaction.clash(wish.key, value, there, wish.seen))
                else:
                    transaction.put(wish.key, value, there)
            return transaction.finish(tuple(lost))


class Transaction:
    """One edit while it is made: values, the journal, and what follows from them."""

    def __init__(self, connection: Connection, intent: str, author: str, at: datetime.datetime) -> None:
        self.store = Store(connection)
        self._connection = connection
        self._intent, self._author, self._at = intent, author, at.isoformat()
        self._edit = 0
        self._changes: list[Change] = []

    def put(self, key: Key, value: str | None, there: Cell = NOTHING) -> None:
        """Write one value that stood at ``there``."""
        self._check(key, value)
        if key.post and key.field == cells.KIND and value is None:
            self._empty(key)
        self.store.write(key, value, self.number)
        self._changes.append(Change(key, there.value, value, self.number))

    def clash(self, key: Key, mine: str | None, there: Cell, seen: int) -> Conflict:
        """Keep both texts of a conflict."""
        base = self._connection.scalar(
            select(changes.c.before)
            .where(
                changes.c.pack == key.pack,
                changes.c.post == key.post,
                changes.c.field == key.field,
                changes.c.language == key.language,
                changes.c.edit > seen,
            )
            .order_by(changes.c.id)
            .limit(1)
        )
        number = new_id(
            self._connection,
            insert(conflicts).values(
                at=self._at,
                **key._asdict(),
                base=base,
                mine=mine,
                theirs=there.value,
                version=there.version,
                resolved="",
            ),
        )
        return Conflict(number, key, base, mine, there.value, there.version)

    def finish(self, lost: tuple[Conflict, ...] = ()) -> Changes:
        """Write the journal and bring the index up to date."""
        if not self._changes:
            return Changes(self._intent, conflicts=lost)
        rows = [
            {"edit": self.number, **c.key._asdict(), "before": c.before, "after": c.after}
            for c in self._changes
        ]
        self._connection.execute(insert(changes), rows)
        for pack, post in dict.fromkeys((c.key.pack, c.key.post) for c in self._changes if c.key.post):
            row = self.store.post_id(pack, post)
            if row is not None:
                language = self.store.read(Key(pack, "", cells.LANGUAGE)).value or ""
                search.refresh(self._connection, row, language)
        return Changes(self._intent, self.number, tuple(self._changes), lost)

    @property
    def number(self) -> int:
        """The number of this edit, which its values bear as their version."""
        if not self._edit:
            row = insert(edits).values(at=self._at, intent=self._intent, author=self._author)
            self._edit = new_id(self._connection, row)
        return self._edit

    def _check(self, key: Key, value: str | None) -> None:
        check_text(key, value or "")
        if key == Key("", "", key.field) and key.field.startswith(cells.BRAND):
            return
        owner = Key(key.pack, key.post, cells.KIND) if key.post else Key(key.pack, "", cells.LANGUAGE)
        if key == owner and value is not None and key.post:
            owner = Key(key.pack, "", cells.LANGUAGE)
        if key != owner and not self.store.read(owner).value:
            raise InvalidInput.of(
                "library.bad-key",
                N_("There is no post or pack for {key} in the library."),
                hint=N_("It may have been removed in another window."),
                key=key,
            )

    def _empty(self, key: Key) -> None:
        """Take all values of a post away, each with its line in the journal, before the post goes."""
        for one, cell in self.store.post(key.pack, key.post).items():
            if one != key and cell.value is not None:
                self.store.write(one, None, self.number)
                self._changes.append(Change(one, cell.value, None, self.number))
        row = self.store.post_id(key.pack, key.post)
        if row is not None:
            search.forget(self._connection, row)


def check_text(key: Key, text: str) -> None:
    """Raise ``library.bad-text`` for what no file or database can keep."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise InvalidInput.of(
            "library.bad-text", N_("The text of {key} holds half a character."), key=key
        ) from error
    if "\0" in text:
        raise InvalidInput.of(
            "library.bad-text", N_("The text of {key} holds a character that is none (0)."), key=key
        )


def ordered(steps: Iterable[Change]) -> list[Change]:
    """Changes in an order in which they can be made: packs and posts come first and go last."""

    def rank(change: Change) -> tuple[int, bool]:
        key = change.key
        level = 0 if not key.post and key.field == cells.LANGUAGE else 1
        if key.post:
            level = 2 if key.field == cells.KIND else 3
        return (level, True) if change.after is not None else (-level, False)

    return sorted(steps, key=lambda change: (rank(change)[1], rank(change)[0]))


def counts(connection: Connection) -> dict[str, int]:
    """How many of each thing a library has."""
    tables = ("packs", "posts", "fields", "translations", "media", "edits")
    found = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) or 0 for name in tables}
    gone = select(func.count()).select_from(posts.join(packs, packs.c.id == posts.c.pack_id))
    found["trash"] = (
        connection.scalar(gone.where((posts.c.trashed != "") | (packs.c.trashed != ""))) or 0
    )
    found["conflicts"] = (
        connection.scalar(select(func.count()).select_from(conflicts).where(conflicts.c.resolved == ""))
        or 0
    )
    return found


def measures(connection: Connection) -> tuple[str, int]:
    """Which database keeps a library, in which version, and how many bytes that takes."""
    if connection.dialect.name == "postgresql":
        name = connection.scalar(text("SHOW server_version"))
        size = connection.scalar(text("SELECT pg_database_size(current_database())"))
        return f"PostgreSQL {name}", int(size or 0)
    name = connection.scalar(text("SELECT sqlite_version()"))
    pages = connection.scalar(text("PRAGMA page_count"))
    return f"SQLite {name}", int(pages or 0) * int(connection.scalar(text("PRAGMA page_size")) or 0)
