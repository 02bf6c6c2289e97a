"""A library in a folder: SQLite, one writer, backups, pictures as files.

In: the folder. Out: transactions to read and to write in, for :class:`~studio.library.library.Library`.
Opening checks the file, migrates it and makes a backup; damage is told, never passed over.
"""

from __future__ import annotations

import datetime
import logging
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from studio.diagnostics import N_
from studio.errors import EnvironmentFailure, InvalidInput
from studio.library import backup, schema
from studio.library.engine import Writer, damaged, newer, open_engine, told, unwritable
from studio.library.media import Media

NAME = "library.sqlite3"
QUICK = 128 << 20
"""Bytes up to which a library is checked whole each time it is opened; above, its face asks for it."""

_log = logging.getLogger(__name__)


class FolderHome:
    """Where a library on this machine lives; raises like :class:`~studio.library.library.Library`."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / NAME
        self.media = Media(folder / "media")
        self.engine = open_engine(self.file)
        self._writer = Writer(self.file)
        self._turn = threading.RLock()
        self._identity: tuple[int, int] | None = None

    @property
    def place(self) -> str:
        """Where it is, as people are told."""
        return str(self.file.parent)

    def prepare(self, now: datetime.datetime, *, copy: bool) -> None:
        """Make or check the library, bring it to today's schema; raises like ``Library.open``."""
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise unwritable(error.strerror or str(error), self.file) from error
        with self._writer.held(), told(self.file):
            self._prepare(now, copy=copy)
        _log.info("library %s opened with SQLite %s", self.file, sqlite3.sqlite_version)

    def _prepare(self, now: datetime.datetime, *, copy: bool) -> None:
        present = self.file.exists()
        known = backup.backups(self.file)
        if not present and known:
            raise InvalidInput.of(
                "library.missing",
                N_("The library in {folder} is gone, but its backups are there."),
                hint=N_("Restore the newest: milclicks library restore {backup}"),
                folder=self.place,
                backup=known[0].file.name,
            )
        small = present and self.file.stat().st_size <= QUICK
        # A library that was killed before its first tables came is empty, not damaged.
        if small and (found := backup.faults(self.file, empty=not known)):
            best = backup.newest_good(self.file)
            raise damaged(found[0], self.file, best.file if best else None)
        with self.engine.connect() as connection:
            version = schema.version_of(connection)
        if not schema.known(version):
            raise newer(version, self.place)
        if version != schema.HEAD:
            if version:
                backup.back_up(self.file, "migration", now)
            with self.engine.connect().execution_options(write=True) as connection, connection.begin():
                schema.migrate(connection)
        elif copy and _is_due(known, now):
            backup.back_up(self.file, "start", now)
        self._identity = self._there()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the library."""
        with told(self.file), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write, the only one anywhere while it lasts."""
        with self._turn, self._writer.held(), told(self.file):
            if self._identity and self._there() != self._identity:
                raise EnvironmentFailure.of(
                    "library.replaced",
                    N_("The library in {folder} has been replaced while it was open."),
                    hint=N_("Open it again; what you see now is the library as it was before."),
                    folder=self.place,
                )
            options = self.engine.connect().execution_options(write=True)
            with options as connection, connection.begin():
                yield connection

    def keep_copy(self, reason: str, now: datetime.datetime) -> None:
        """Make the backup that stands before a large change."""
        self.back_up(reason, now)

    def back_up(self, reason: str, now: datetime.datetime) -> backup.Backup:
        """Make a backup; raises like :func:`studio.library.backup.back_up`."""
        with self._turn, self._writer.held():
            return backup.back_up(self.file, reason, now)

    def close(self) -> None:
        """Close it; the last window folds the log into the database."""
        with self._turn:
            if self.file.parent.is_dir():
                with self._writer.held():
                    self.engine.dispose()
            else:
                self.engine.dispose()

    def _there(self) -> tuple[int, int] | None:
        """Which file has the library's name now."""
        try:
            found = self.file.stat()
        except FileNotFoundError:
            return None
        return found.st_dev, found.st_ino


def _is_due(known: Sequence[backup.Backup], now: datetime.datetime) -> bool:
    if not known:
        return True
    return not datetime.timedelta() <= now - known[0].at < datetime.timedelta(hours=1)
