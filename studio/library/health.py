"""Is a library whole, and what to do if not.

In: a library's folder. Out: findings; a library put back from a backup; or a new one from all that can
still be read. The damaged file is never deleted, only set aside.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput, StudioError
from studio.library import backup, search
from studio.library.engine import Writer, told
from studio.library.files import NAME
from studio.library.fold import fold
from studio.library.library import Clock, Library, utc_now
from studio.library.server import is_address, on_server, shown_address
from studio.library.tables import documents, fields, media, metadata, packs, posts, translations

_VERSIONS = (("edits", "id"), ("fields", "version"), ("translations", "version"), ("changes", "edit"))


@dataclass(frozen=True, slots=True)
class Salvage:
    """What could be read of a damaged library: rows by table, and those only a backup had."""

    aside: Path | None
    read: dict[str, int] = field(default_factory=dict)
    from_backup: dict[str, int] = field(default_factory=dict)
    backup: Path | None = None


def check(place: Path | str, *, thorough: bool = False) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a library; nothing is changed.

    ``thorough`` also compares every index with its table, every text with what is searched, and every
    picture with its sha256. On a server, whether its files are sound is for the server to say.
    """
    if is_address(place):
        return _check_cells(place, thorough=thorough)
    file = Path(place) / NAME
    if not file.is_file():
        return (_finding("missing", N_("There is no library in {folder}."), folder=place),)
    with Writer(file).held():
        found = backup.faults(file, thorough=thorough)
    if found:
        message = N_("The library is damaged: {reason}.")
        return tuple(_finding("damaged", message, reason=one) for one in found)
    return _check_cells(place, thorough=thorough)


def _check_cells(place: Path | str, *, thorough: bool) -> tuple[Diagnostic, ...]:
    try:
        library = Library.unprepared(place)
    except StudioError as error:
        return error.diagnostics
    try:
        return tuple(_lacking_media(library, thorough=thorough)) + (
            tuple(_stale_documents(library)) if thorough else ()
        )
    except StudioError as error:
        return error.diagnostics
    finally:
        library.close()


def restore(place: Path | str, chosen: Path | None = None, *, clock: Clock = utc_now) -> Path | None:
    """Put a backup (by default the newest good one) in the library's place.

    Returns where the library that was there has been set aside.

    Raises:
        InvalidInput: ``library.damaged``: that backup is not good; ``library.no-backup``.
            ``library.on-server``.
        EnvironmentFailure: like :meth:`Library.edit`.
    """
    file = _own_file(place)
    with Writer(file).held():
        if chosen is None:
            best = backup.newest_good(file)
            chosen = best.file if best else None
        if chosen is None:
            raise InvalidInput.of(
                "library.no-backup",
                N_("There is no good backup of the library in {folder}."),
                folder=place,
            )
        if file.is_file() and not backup.faults(file):
            backup.back_up(file, "repair", clock())
        return backup.put_back(chosen, file, clock())


def salvage(place: Path | str, *, clock: Clock = utc_now) -> Salvage:
    """Make a new library of every row that can still be read, and of a backup's rows for the others.

    Raises:
        InvalidInput: ``library.on-server``.
        EnvironmentFailure: the new one can't be written; the damaged one is in its place then.
    """
    file = _own_file(place)
    part = file.with_name(".salvage")
    part.mkdir(exist_ok=True)
    try:
        with Writer(file).held():
            best = backup.newest_good(file)
            with Library.open(part, clock=clock, copy=False) as fresh, told(file):
                result = _collect(fresh, file, best.file if best else None)
            aside = backup.set_aside(file, clock())
            (part / NAME).replace(file)
    finally:
        for left in part.iterdir():
            left.unlink()
        part.rmdir()
    return Salvage(aside, *result, best.file if best else None)


def _own_file(place: Path | str) -> Path:
    if is_address(place):
        raise on_server(shown_address(place))
    return Path(place) / NAME


def _collect(fresh: Library, file: Path, best: Path | None) -> tuple[dict[str, int], dict[str, int]]:
    read: dict[str, int] = {}
    added: dict[str, int] = {}
    derived = {"documents"}
    with contextlib.closing(sqlite3.connect(fresh.file)) as target:
        target.execute("PRAGMA foreign_keys=OFF")
        for table in (t for t in metadata.sorted_tables if t.name not in derived):
            columns = [column.name for column in table.columns]
            read[table.name], whole = _copy_rows(file, target, table.name, columns)
            if best and not whole:
                added[table.name], _ = _copy_rows(best, target, table.name, columns)
        for table_name, column, owner in _references():
            # A row whose owner is lost has no place.
            target.execute(f"DELETE FROM {table_name} WHERE {column} NOT IN (SELECT id FROM {owner})")
        # Versions are never used twice, not even those of edits that could not be read.
        newest = max(_newest(target, *one) for one in _VERSIONS)
        target.execute("DELETE FROM sqlite_sequence WHERE name = 'edits'")
        target.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('edits', ?)", (newest + 1000,))
        target.commit()
    _make_documents(fresh)
    return read, {name: count for name, count in added.items() if count}


def _newest(target: sqlite3.Connection, table: str, column: str) -> int:
    return int(target.execute(f"SELECT coalesce(max({column}), 0) FROM {table}").fetchone()[0])


def _references() -> Iterator[tuple[str, str, str]]:
    for table in metadata.sorted_tables:
        for column in table.columns:
            for key in column.foreign_keys:
                yield table.name, column.name, key.column.table.name


def _copy_rows(
    file: Path, target: sqlite3.Connection, table: str, columns: list[str]
) -> tuple[int, bool]:
    """Copy what is readable of a table; rows that are there stay. Returns how many, and whether all."""
    before = target.total_changes
    with contextlib.closing(sqlite3.connect(file.absolute().as_uri() + "?mode=ro", uri=True)) as source:
        source.text_factory = _lenient
        whole = True
        try:
            # An older schema lacks some of the columns; they keep their defaults.
            there = {row[1] for row in source.execute(f"PRAGMA table_info({table})")}
            last = source.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0
        except sqlite3.DatabaseError:
            return 0, False
        names = ", ".join(column for column in columns if column in there)
        places = ", ".join("?" * len(names.split()))
        sql = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({places})"
        stack = [(1, last)]
        while stack:
            low, high = stack.pop()
            if low > high:
                continue
            try:
                rows = source.execute(
                    f"SELECT {names} FROM {table} WHERE rowid BETWEEN ? AND ?", (low, high)
                ).fetchall()
            except sqlite3.DatabaseError:
                whole = False
                if low < high:
                    middle = (low + high) // 2
                    stack += [(low, middle), (middle + 1, high)]
                continue
            target.executemany(sql, [row for row in rows if _sound(row)])
            whole = whole and all(map(_sound, rows))
    return target.total_changes - before, whole


def _lenient(raw: bytes) -> str | None:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return "\ufffd"


def _sound(row: tuple[object, ...]) -> bool:
    return "\ufffd" not in row


def _make_documents(library: Library) -> None:
    with library.writing() as connection:
        rows = connection.execute(
            select(posts.c.id, packs.c.language).join(packs, packs.c.id == posts.c.pack_id)
        ).all()
        for row in rows:
            search.refresh(connection, row.id, row.language)


def _lacking_media(library: Library, *, thorough: bool) -> Iterator[Diagnostic]:
    with library.reading() as connection:
        digests = list(connection.scalars(select(media.c.sha256)))
    for digest in digests:
        there = library.media.get(digest) is not None if thorough else library.media.has(digest)
        if not there:
            message = N_("A picture is gone or damaged: {digest}.")
            yield _finding("media", message, digest=digest)


def _stale_documents(library: Library) -> Iterator[Diagnostic]:
    """Posts whose texts are not what is searched: one of the two was changed from outside."""
    wanted: dict[tuple[int, str], list[str]] = {}
    with library.reading() as connection:
        found = connection.execute(
            select(posts.c.id, posts.c.name, packs.c.language).join(
                packs, packs.c.id == posts.c.pack_id
            )
        ).all()
        own = {row.id: row.language for row in found}
        for row in connection.execute(select(fields.c.post_id, fields.c.text)):
            wanted.setdefault((row.post_id, own[row.post_id]), []).append(row.text)
        for row in connection.execute(select(translations).where(translations.c.text != "")):
            if row.language != own[row.post_id]:
                wanted.setdefault((row.post_id, row.language), []).append(row.text)
        there = {(row.post_id, row.language): row.text for row in connection.execute(select(documents))}
    names = {row.id: row.name for row in found}
    for key in {**wanted, **there}:
        texts = "\n".join(fold(each) for each in wanted.get(key, []))
        if sorted(texts.split("\n")) != sorted(there.get(key, "").split("\n")):
            where = Where(post=names[key[0]], language=key[1])
            message = N_("The text of a post is not what is searched for.")
            yield Diagnostic("library.index", Severity.ERROR, message, {}, where)


def _finding(code: str, message: str, **params: object) -> Diagnostic:
    plain = {name: str(value) for name, value in params.items()}
    return Diagnostic(f"library.{code}", Severity.ERROR, message, plain)
