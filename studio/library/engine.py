"""Connections: how SQLite is opened, who may write, and what its errors mean to a person.

In: the database file. Out: an engine whose every connection has the same settings, a lock that lets
one window write at a time, and errors of ours instead of SQLite's. SQLite before 3.51.3 can damage a
write-ahead log when two connections write or checkpoint at once: every write, every checkpoint and
every closing happens under the lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Engine, create_engine, event, exc

from studio.diagnostics import N_
from studio.errors import EnvironmentFailure, InvalidInput, StudioError

WAIT = 20.0
"""Seconds that one window waits for another to finish writing."""

_CACHE_KIB = 32_768
_DAMAGED = ("malformed", "not a database", "corrupt", "file is encrypted")


def open_engine(file: Path) -> Engine:
    """An engine for the SQLite file; nothing is opened yet."""
    engine = create_engine(
        f"sqlite:///{file}", connect_args={"check_same_thread": False, "timeout": WAIT}, pool_size=4
    )
    event.listen(engine, "connect", _settings)
    event.listen(engine, "begin", _begin)
    return engine


def _settings(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    # FULL syncs the log at every commit: an edit that was acknowledged outlives a power cut too.
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={int(WAIT * 1000)}",
        f"cache_size=-{_CACHE_KIB}",
        "cell_size_check=ON",
        "trusted_schema=ON",  # the full text index is a virtual table of ours
    ):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin(connection: Any) -> None:
    write = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


class Writer:
    """The right to write, held by one process and one thread at a time."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = FileLock(str(file) + ".lock", thread_local=False)

    @contextmanager
    def held(self, wait: float = WAIT) -> Iterator[None]:
        """Hold it; the system lets go when the process ends, however it ends.

        Raises:
            EnvironmentFailure: ``library.busy`` if somebody else holds it longer than ``wait`` seconds;
                ``library.unwritable``.
        """
        try:
            self._lock.acquire(timeout=wait, poll_interval=0.002)
        except Timeout as error:
            raise EnvironmentFailure.of(
                "library.busy",
                N_("Another window has been writing to the library for {seconds} seconds."),
                hint=N_("Wait until it has finished, then try again."),
                seconds=round(wait),
            ) from error
        except OSError as error:
            raise unwritable(error.strerror or str(error), self._file) from error
        try:
            yield
        finally:
            self._lock.release()


def unwritable(reason: str, file: Path) -> StudioError:
    """The error for a library that can't be written."""
    return EnvironmentFailure.of(
        "library.unwritable",
        N_("The library in {folder} can't be written: {reason}."),
        hint=N_("Check that the folder may be written to."),
        folder=file.parent,
        reason=reason,
    )


def newer(version: str, place: str) -> StudioError:
    """The error for a library whose schema this studio does not know."""
    return InvalidInput.of(
        "library.newer",
        N_("The library in {folder} was made by a newer studio (schema {version})."),
        hint=N_("Install the newest MIL CLICKS Studio."),
        folder=place,
        version=version,
    )


def damaged(reason: str, file: Path, backup: Path | None = None) -> StudioError:
    """The error for a library whose bytes are not what was written."""
    hint = (
        N_("Restore the backup {backup}, or save what is readable: milclicks library restore.")
        if backup
        else N_("Save what is readable: milclicks library restore --salvage.")
    )
    return InvalidInput.of(
        "library.damaged",
        N_("The library in {folder} is damaged: {reason}."),
        hint=hint,
        folder=file.parent,
        reason=reason,
        backup=backup.name if backup else "",
    )


@contextmanager
def told(file: Path) -> Iterator[None]:
    """Turn what SQLite says into errors that a person can act on."""
    try:
        yield
    except (exc.DatabaseError, sqlite3.DatabaseError) as error:
        reason = str(getattr(error, "orig", None) or error)
        if any(word in reason for word in _DAMAGED):
            raise damaged(reason, file) from error
        if "full" in reason:
            raise EnvironmentFailure.of(
                "library.disk-full",
                N_(
                    "The disk is full: what you just did could not be saved in the library in {folder}."
                ),
                hint=N_("Make room, then do it again; all before it is saved."),
                folder=file.parent,
            ) from error
        if any(word in reason for word in ("readonly", "unable to open", "disk I/O", "locked")):
            raise unwritable(reason, file) from error
        raise
