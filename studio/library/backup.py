"""Backups: made, chosen, thinned out, put back.

In: the database file. Out: copies in the folder ``backups`` beside it, named by time and reason.
A copy is made under another name, checked, and only then called a backup; none is ever written over.
One for each hour of the last day and for each day of the last month are kept, and always the newest.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from studio.library.engine import damaged, told

FOLDER = "backups"
ALWAYS = 5
"""The newest so many are kept whatever the clock says."""

_NAME = re.compile(r"library-(\d{8}T\d{6})(?:\.(\d+))?-([a-z]+)\.sqlite3")
_STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. ``at`` is in UTC; ``reason`` is start, migration, import, repair or manual;
    ``number`` counts those of the same second."""

    file: Path
    at: datetime.datetime
    reason: str
    bytes: int
    number: int = 1


def backups(database: Path) -> tuple[Backup, ...]:
    """The backups of a library, newest first."""
    found = []
    for file in (database.parent / FOLDER).glob("library-*.sqlite3"):
        if match := _NAME.fullmatch(file.name):
            at = datetime.datetime.strptime(match[1], _STAMP).replace(tzinfo=datetime.UTC)
            number = int(match[2] or 1)
            found.append(Backup(file, at, match[3], file.stat().st_size, number))
    return tuple(sorted(found, key=_age, reverse=True))


def _age(one: Backup) -> tuple[datetime.datetime, int]:
    return one.at, one.number


def newest_good(database: Path) -> Backup | None:
    """The newest backup that passes SQLite's own check."""
    return next((one for one in backups(database) if not faults(one.file)), None)


def back_up(database: Path, reason: str, now: datetime.datetime) -> Backup:
    """Copy the library as it is; the caller holds the right to write.

    Raises:
        InvalidInput: ``library.damaged``: what is damaged makes no backup, and none is thrown away.
        EnvironmentFailure: the copy can't be written.
    """
    folder = database.parent / FOLDER
    part = folder / f".part-{os.getpid()}"
    try:
        with told(database):
            try:
                folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise sqlite3.OperationalError(f"unable to open {folder}: {error.strerror}") from error
            _copy(database, part)
        if found := faults(part):
            raise damaged(found[0], database, None)
        target = _next_name(database, now, reason)
        os.replace(part, target)
    finally:
        part.unlink(missing_ok=True)
    for old in superfluous(backups(database), now):
        # The clock may have been put back: what was made last stays, whatever its name says.
        if old.file != target:
            old.file.unlink(missing_ok=True)
    return Backup(target, now, reason, target.stat().st_size)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    with (
        contextlib.closing(sqlite3.connect(source)) as origin,
        contextlib.closing(sqlite3.connect(target)) as copy,
    ):
        origin.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")  # a backup is one file
    with target.open("rb+") as stream:
        os.fsync(stream.fileno())


def _next_name(database: Path, now: datetime.datetime, reason: str) -> Path:
    """A name that sorts behind all others of its second."""
    at = now.astimezone(datetime.UTC).replace(microsecond=0)
    taken = [one.number for one in backups(database) if one.at == at]
    more = f".{max(taken) + 1}" if taken else ""
    return database.parent / FOLDER / f"library-{at.strftime(_STAMP)}{more}-{reason}.sqlite3"


def superfluous(known: Iterable[Backup], now: datetime.datetime) -> tuple[Backup, ...]:
    """The backups to throw away: all but the newest of each hour for a day, of each day for a month.

    One from the future (the clock was moved) is kept until its time has come.
    """
    ordered = sorted(known, key=_age, reverse=True)
    seen: set[str] = set()
    gone = []
    for place, one in enumerate(ordered):
        age = now - one.at
        if age < datetime.timedelta(days=1):
            slot = one.at.strftime("%Y%m%d%H")
        elif age < datetime.timedelta(days=31):
            slot = one.at.strftime("%Y%m%d")
        else:
            slot = ""
        if place >= ALWAYS and age >= datetime.timedelta() and (not slot or slot in seen):
            gone.append(one)
        seen.add(slot)
    return tuple(gone)


def faults(file: Path, *, thorough: bool = False, empty: bool = False) -> tuple[str, ...]:
    """What SQLite finds wrong with a database file, ``()`` if nothing; ``empty`` allows no tables."""
    try:
        with contextlib.closing(
            sqlite3.connect(file.absolute().as_uri() + "?mode=rw", uri=True)
        ) as one:
            one.execute("PRAGMA cell_size_check=ON")
            check = "integrity_check" if thorough else "quick_check"
            found = [str(row[0]) for row in one.execute(f"PRAGMA {check}(5)")]
            found = [] if found == ["ok"] else found
            found += [
                f"{row[0]} {row[1]}" for row in one.execute("PRAGMA foreign_key_check").fetchmany(5)
            ]
            if not empty and not one.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                found.append("it holds no tables")
            return tuple(found)
    except sqlite3.DatabaseError as error:
        return (str(error),)


def put_back(backup: Path, database: Path, now: datetime.datetime) -> Path | None:
    """Replace the library by a backup; the old files stay beside it. Returns where the old one is.

    The caller holds the right to write and has closed every connection.

    Raises:
        InvalidInput: ``library.damaged``: the backup itself is not good.
    """
    if found := faults(backup):
        raise damaged(found[0], backup)
    part = database.with_name(f".restore-{os.getpid()}")
    shutil.copyfile(backup, part)
    with part.open("rb+") as stream:
        os.fsync(stream.fileno())
    aside = set_aside(database, now)
    os.replace(part, database)
    return aside


def set_aside(database: Path, now: datetime.datetime) -> Path | None:
    """Give the database and its log another name; returns the new one, None if there was none."""
    if not database.exists():
        return None
    stamp = now.strftime(_STAMP)
    number = 1
    while (target := database.with_name(f"library-before-{stamp}-{number}.sqlite3")).exists():
        number += 1
    for end in ("-wal", "-shm", ""):
        part = database.with_name(database.name + end)
        if part.exists():
            os.replace(part, target.with_name(target.name + end))
    return target
