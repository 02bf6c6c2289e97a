"""Backups, restoring, the schema, and libraries that can't be used."""

from __future__ import annotations

import datetime
import gzip
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from hypothesis import given
from hypothesis import strategies as st

from studio.errors import EnvironmentFailure, InvalidInput, StudioError
from studio.library import (
    NAME,
    Backup,
    Library,
    Wish,
    backups,
    check,
    get_pack,
    put_pack,
    restore,
    salvage,
    schema,
)
from studio.library.backup import ALWAYS, superfluous
from studio.library.engine import Writer
from studio.library.tables import metadata
from studio.model.changes import Key
from tests.library.material import caption, content

NOW = datetime.datetime(2026, 11, 22, 12, 0, tzinfo=datetime.UTC)


def code(error: pytest.ExceptionInfo[StudioError]) -> str:
    return error.value.diagnostics[0].code


def clock(at: datetime.datetime) -> Callable[[], datetime.datetime]:
    return lambda: at


def test_the_migrations_make_the_tables_that_the_code_expects(library: Library) -> None:
    config = Config()
    config.set_main_option("script_location", str(schema.FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.HEAD]

    with library.reading() as connection:
        ours = {"include_name": lambda name, kind, _of: kind != "table" or name in metadata.tables}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), metadata) == []


def test_sqlite_is_set_up_for_safety(library: Library) -> None:
    with library.reading() as connection:
        ask = connection.exec_driver_sql
        assert ask("PRAGMA journal_mode").scalar() == "wal"
        assert ask("PRAGMA synchronous").scalar() == 2
        assert ask("PRAGMA foreign_keys").scalar() == 1


@given(st.lists(st.integers(-50, 24 * 60), min_size=1, max_size=80, unique=True))
def test_backups_are_thinned_out(hours: list[int]) -> None:
    known = [
        Backup(Path(f"{n}"), NOW - datetime.timedelta(hours=n, minutes=1), "start", 1) for n in hours
    ]
    gone = set(superfluous(known, NOW))
    kept = sorted((one for one in known if one not in gone), key=lambda one: one.at, reverse=True)

    newest = sorted(known, key=lambda one: one.at, reverse=True)[:ALWAYS]
    assert set(newest) <= set(kept)
    assert all(one in kept for one in known if one.at > NOW)
    for one in known:
        if datetime.timedelta() <= NOW - one.at < datetime.timedelta(days=31):
            assert any(k.at.date() == one.at.date() and k.at >= one.at for k in kept)
    old = [one for one in kept if NOW - one.at >= datetime.timedelta(days=31)]
    assert len(old) <= ALWAYS


def test_a_backup_is_made_at_start_once_an_hour(folder: Path) -> None:
    for minutes in (0, 5, 50, 61, 70, 130):
        at = NOW + datetime.timedelta(minutes=minutes)
        Library.open(folder, clock=clock(at)).close()

    assert [b.reason for b in backups(folder / NAME)] == ["start", "start", "start"]


def test_the_backup_that_was_made_last_stays_whatever_the_clock_says(
    library: Library, folder: Path
) -> None:
    moments = [NOW] * 12 + [NOW - datetime.timedelta(days=400)] * 2
    for at in moments:
        library.clock = clock(at)
        made = library.back_up()
        assert made.file.is_file()
    many = backups(folder / NAME)
    assert [one.number for one in many if one.at == NOW][:4] == [12, 11, 10, 9]


def test_a_backup_brings_back_what_was(library: Library, folder: Path) -> None:
    library.edit("type", [Wish(caption("tip-1"), "Kept.")])
    made = library.back_up()
    library.edit("type", [Wish(caption("tip-1"), "Later.")])
    library.close()

    aside = restore(folder, made.file)

    assert aside is not None
    assert aside.is_file()
    assert [b.reason for b in backups(folder / NAME)].count("repair") == 1
    with Library.open(folder) as again:
        assert again.read(caption("tip-1")).value == "Kept."


def damage(file: Path) -> None:
    data = bytearray(file.read_bytes())
    for page in range(3, len(data) // 4096):
        if page % 2:
            data[page * 4096 : page * 4096 + 512] = b"\xa5" * 512
    file.write_bytes(data)


def test_a_damaged_library_is_noticed_and_makes_no_backup(library: Library, folder: Path) -> None:
    library.back_up()
    library.close()
    damage(folder / NAME)
    known = backups(folder / NAME)

    with pytest.raises(InvalidInput) as caught:
        Library.open(folder)
    assert code(caught) == "library.damaged"
    assert known[0].file.name in str(caught.value)
    with pytest.raises(InvalidInput) as caught:
        library.back_up()
    assert backups(folder / NAME) == known
    assert check(folder)[0].code == "library.damaged"
    restore(folder)
    assert check(folder, thorough=True) == ()


def test_a_damaged_backup_is_passed_over(library: Library, folder: Path) -> None:
    good = library.back_up()
    bad = library.back_up()
    damage(bad.file)
    library.close()
    with pytest.raises(InvalidInput):
        restore(folder, bad.file)
    restore(folder)

    assert good.file.exists()
    assert check(folder) == ()


def test_what_is_readable_is_saved_without_any_backup(library: Library, folder: Path) -> None:
    library.edit("type", [Wish(caption("tip-1"), "Typed last.")])
    number = library.position()
    library.close()
    for one in backups(folder / NAME):
        one.file.unlink()
    with sqlite3.connect(folder / NAME) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'documents'"
        ).fetchone()
    data = bytearray((folder / NAME).read_bytes())
    data[(root[0] - 1) * 4096 : root[0] * 4096] = b"\xa5" * 4096
    (folder / NAME).write_bytes(data)

    saved = salvage(folder)

    assert saved.read["posts"] == 6
    assert check(folder, thorough=True) == ()
    with Library.open(folder) as again:
        assert again.read(caption("tip-1")).value == "Typed last."
        again.edit("type", [Wish(caption("tip-1"), "Next.")])
        assert again.position() > number


OLD = sorted((Path(__file__).parent / "old").glob("library-*.sqlite3.gz"))


@pytest.fixture(params=OLD, ids=lambda file: file.name.split(".")[0])
def old(request: pytest.FixtureRequest, folder: Path) -> Path:
    """A library as an earlier schema left it; each release adds one to the folder ``old``."""
    folder.mkdir()
    (folder / NAME).write_bytes(gzip.decompress(request.param.read_bytes()))
    return folder


def test_libraries_of_every_earlier_schema_open_whole(old: Path) -> None:
    with Library.open(old) as library:
        assert library.read(caption("tip-1")).value == "Typed with the first schema."
        assert library.read(Key("tiny", "tip-2", "@labels")).value == '["Kept"]'
        assert len(get_pack(library, "tiny").pack.posts) == 5
        library.undo()
        library.edit("type", [Wish(caption("tip-2"), "Typed with today's.")])
    assert [b.reason for b in backups(old / NAME)] == ["migration"]
    assert check(old, thorough=True) == ()


def test_a_damaged_library_of_an_earlier_schema_is_salvaged(old: Path) -> None:
    salvage(old)
    with Library.open(old) as library:
        assert library.read(caption("tip-1")).value == "Typed with the first schema."
    assert check(old, thorough=True) == ()


def test_a_library_that_is_gone_is_not_silently_replaced_by_an_empty_one(
    library: Library, folder: Path
) -> None:
    library.back_up()
    library.close()
    (folder / NAME).unlink()

    with pytest.raises(InvalidInput) as caught:
        Library.open(folder)
    assert code(caught) == "library.missing"
    assert not (folder / NAME).exists()


def test_a_library_of_a_newer_studio_is_left_alone(library: Library, folder: Path) -> None:
    library.close()
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()

    with pytest.raises(InvalidInput) as caught:
        Library.open(folder)
    assert code(caught) == "library.newer"


def test_who_waits_too_long_for_another_window_is_told(folder: Path) -> None:
    folder.mkdir()
    with Writer(folder / NAME).held():
        other = Writer(folder / NAME)
        with pytest.raises((EnvironmentFailure, RuntimeError)) as caught, other.held(0.01):
            pass
    assert "writing" in str(caught.value) or "lock" in str(caught.value).lower()


def test_a_full_disk_is_told_and_changes_nothing(library: Library) -> None:
    before = library.read(caption("tip-1"))
    with library.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    # The disk ends right behind what is there: SQLite then says "full", as it does on a real one.
    library._home.engine.dispose()
    from sqlalchemy import event

    event.listen(
        library._home.engine,
        "connect",
        lambda connection, _record: connection.execute(f"PRAGMA max_page_count={pages}").close(),
    )

    with pytest.raises(EnvironmentFailure) as caught:
        library.edit("type", [Wish(caption("tip-1"), "x" * 500_000)])
    assert code(caught) == "library.disk-full"
    assert library.read(caption("tip-1")) == before


def test_a_window_does_not_write_into_a_library_that_was_replaced(
    library: Library, folder: Path
) -> None:
    library.back_up()
    restore(folder)

    with pytest.raises(EnvironmentFailure) as caught:
        library.edit("type", [Wish(caption("tip-1"), "Into nowhere.")])
    assert caught.value.diagnostics[0].code == "library.replaced"


def test_a_picture_that_is_not_what_was_kept_is_noticed(library: Library, folder: Path) -> None:
    digest = library.media.put(b"a picture")
    put_pack(library, content(2, "first", {"media/a.png": digest}))
    library.media.path(digest).write_bytes(b"something else")

    assert [d.code for d in check(folder, thorough=True)] == ["library.media"]
