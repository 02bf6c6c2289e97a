"""What is different for a library on a server: rights, failures, search, pictures, backups."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner, Result
from sqlalchemy import text

from studio.cli import cli
from studio.errors import EnvironmentFailure, InvalidInput, StudioError
from studio.library import (
    Library,
    Query,
    Wish,
    check,
    find,
    index,
    purge,
    put_pack,
    restore,
    salvage,
    schema,
    server,
    trash,
)
from studio.library.tables import metadata
from studio.resources import Resources
from tests.library.material import caption, content

KEY = caption("tip-1")


@pytest.fixture
def place(server: Callable[[], str]) -> str:
    """A database of its own, with nothing in it."""
    return server()


@pytest.fixture
def admin(place: str) -> Iterator[psycopg.Connection[Any]]:
    """Whoever runs the server."""
    with psycopg.connect(plain(place), autocommit=True) as connection:
        yield connection


def plain(address: str) -> str:
    return address.replace("+psycopg", "")


def code(error: pytest.ExceptionInfo[StudioError]) -> str:
    return error.value.diagnostics[0].code


def user(admin: psycopg.Connection[Any], place: str, *grants: str) -> str:
    """A new user of the database with some rights; the address that they use."""
    name = f"user_{admin.info.backend_pid}"
    admin.execute(f"CREATE ROLE {name} LOGIN")
    for grant in grants:
        admin.execute(f"GRANT {grant} TO {name}")
    return place.replace("//milclicks@", f"//{name}@")


def test_the_migrations_make_the_tables_that_the_code_expects(library: Library) -> None:
    def ours(name: str | None, kind: str, _of: object) -> bool:
        return name in metadata.tables if kind == "table" else name != "ix_documents_text_trigrams"

    with library.reading() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": ours})
        assert compare_metadata(context, metadata) == []


def test_two_who_open_an_empty_database_at_once_make_one_library(place: str) -> None:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            Library.open(place).close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failed == []
    with Library.open(place) as library, library.reading() as connection:
        assert schema.version_of(connection) == schema.HEAD


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("mysql://ana:secret@example.org/library", "library.bad-address"),
        ("postgresql+psycopg://ana:secret@example.org", "library.bad-address"),
        ("postgresql://[", "library.bad-address"),
        ("postgresql+psycopg://ana:secret@/library?host=/nowhere", "library.no-server"),
        ("postgresql://ana@/library?host=/nowhere&password=secret", "library.no-server"),
    ],
)
def test_a_bad_address_is_told_without_the_password(address: str, expected: str) -> None:
    with pytest.raises(StudioError) as caught:
        Library.open(address)

    assert code(caught) == expected
    assert "secret" not in str(caught.value)
    assert "postgresql" in str(caught.value)
    assert [one.code for one in check(address)] == [expected] or expected == "library.bad-address"


def test_without_the_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(EnvironmentFailure) as caught:
        Library.open("postgresql+psycopg://ana@example.org/library")
    assert code(caught) == "library.no-driver"
    assert "pip install" in str(caught.value)


def test_a_server_that_is_too_old_is_told(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "OLDEST", 990_000)

    with pytest.raises(EnvironmentFailure) as caught:
        Library.open(place)
    assert code(caught) == "library.old-server"


def test_a_database_that_lacks_most_scripts_is_told(place: str, admin: psycopg.Connection[Any]) -> None:
    admin.execute(
        "CREATE DATABASE narrow ENCODING 'LATIN1' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0"
    )
    path, _, rest = place.rpartition("/library_")[0], "", place.partition("?")[2]

    with pytest.raises(EnvironmentFailure) as caught:
        Library.open(f"{path}/narrow?{rest}")
    assert code(caught) == "library.server-encoding"


def test_a_library_of_a_newer_studio_is_left_alone(
    library: Library, place: str, admin: psycopg.Connection[Any]
) -> None:
    admin.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(InvalidInput) as caught:
        Library.open(place)
    assert code(caught) == "library.newer"


def test_backups_are_the_servers_business_and_that_is_said(library: Library, place: str) -> None:
    for work in (library.back_up, lambda: restore(place), lambda: salvage(place), lambda: library.file):
        with pytest.raises(InvalidInput) as caught:
            work()
        assert code(caught) == "library.on-server"
        assert "pg_dump" in str(caught.value)
    trash(library, "tiny", ["tip-1"])
    assert purge(library, "tiny", ["tip-1"])
    assert check(place, thorough=True) == ()


def test_who_may_only_read_is_told(
    library: Library, place: str, admin: psycopg.Connection[Any]
) -> None:
    reader = user(admin, place, "SELECT ON ALL TABLES IN SCHEMA public")

    with Library.open(reader) as theirs:
        before = theirs.read(KEY)
        with pytest.raises(EnvironmentFailure) as caught:
            theirs.edit("type", [Wish(KEY, "Mine.", before.version)])
        assert code(caught) == "library.server-refuses"
        assert theirs.read(KEY) == before


def test_others_work_with_the_rights_that_the_page_names(
    library: Library, place: str, admin: psycopg.Connection[Any]
) -> None:
    tables = "SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public"
    theirs = user(admin, place, tables, "USAGE ON ALL SEQUENCES IN SCHEMA public")
    page = (Path(__file__).resolve().parents[2] / "docs" / "teams.md").read_text("utf-8")
    assert f"GRANT {tables} TO" in page

    with Library.open(theirs, author="Zoran") as other:
        other.edit("type", [Wish(KEY, "Theirs.", other.read(KEY).version)])
        put_pack(other, content(3, "more"))
        other.media.put(b"a picture")
    assert library.read(KEY).value == "Theirs."


def test_search_is_quick_where_the_server_can_and_the_same_where_it_may_not(
    place: str, admin: psycopg.Connection[Any]
) -> None:
    admin.execute("REVOKE CREATE, TEMPORARY ON DATABASE " + admin.info.dbname + " FROM PUBLIC")
    poor = user(admin, place, "CREATE, USAGE ON SCHEMA public")
    words = ("cafe", "efor", "แชร์", "แช", "ask tip-4", "yo", "100%", "_", "\\")

    def ask(address: str) -> list[list[str]]:
        with Library.open(address) as library, library.reading() as connection:
            return [[hit.post for hit in find(connection, Query(word))] for word in words]

    with Library.open(poor) as library:
        put_pack(library, content())
        with library.writing() as connection:
            assert not index.speed_up(connection)
    slow = ask(poor)
    assert all(slow[:4])
    # Later somebody with more rights opens it: from then on the index is there.
    assert ask(place) == slow
    with psycopg.connect(plain(place)) as connection:
        connection.execute("SET enable_seqscan = off")
        plan = connection.execute(
            "EXPLAIN SELECT id FROM documents WHERE text LIKE '%before%'"
        ).fetchall()
    assert "ix_documents_text_trigrams" in str(plan)
    assert ask(poor) == slow


def test_who_waits_too_long_for_another_window_is_told(
    place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "WAIT", 0.05)
    with Library.open(place) as one, Library.open(place) as two, one.writing():
        with pytest.raises(EnvironmentFailure) as caught:
            two.edit("new pack", [Wish(KEY._replace(post="", field="@language"), "en")])
        assert code(caught) == "library.busy"
        assert two.cells("tiny") == {}  # reading never waits


def test_a_connection_that_is_cut_loses_nothing_that_was_acknowledged(
    library: Library, place: str, admin: psycopg.Connection[Any]
) -> None:
    def cut() -> None:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

    library.edit("type", [Wish(KEY, "Kept.")])
    cut()
    assert library.read(KEY).value == "Kept."  # tried anew, unnoticed
    half = text("UPDATE fields SET text = 'Half done.' WHERE pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(EnvironmentFailure) as caught, library.writing() as connection:
        connection.execute(half)
    assert code(caught) == "library.no-server"
    assert library.read(KEY).value == "Kept."
    library.edit("type", [Wish(KEY, "Next.")])
    assert library.read(KEY).value == "Next."


def test_an_edit_is_on_the_disk_even_where_the_server_would_rather_wait(
    place: str, admin: psycopg.Connection[Any]
) -> None:
    admin.execute(f"ALTER DATABASE {admin.info.dbname} SET synchronous_commit = off")

    with Library.open(place) as library, library.reading() as connection:
        assert connection.scalar(text("SHOW synchronous_commit")) == "local"


def test_pictures_are_rows_and_each_machine_copies_what_it_needs(place: str, tmp_path: Path) -> None:
    with Library.open(place) as ours:
        digest = ours.media.put(b"a picture")
        assert ours.media.put(b"a picture") == digest
        put_pack(ours, content(2, "first", {"media/a.png": digest}))
    with Library.open(place, pictures=tmp_path / "copies") as theirs:
        copy = theirs.media.path(digest)
        assert copy.is_relative_to(tmp_path / "copies")
        assert copy.read_bytes() == b"a picture"
        assert theirs.media.size(digest) == 9
        copy.write_bytes(b"something else")
        assert theirs.media.get(digest) == b"a picture"  # the copy is not trusted
        assert not theirs.media.has("0" * 64)
        assert theirs.media.get("0" * 64) is None
    with Library.open(place) as again:
        copy = again.media.path(digest)
        assert copy.is_file()
    assert not copy.exists()


def test_a_picture_that_is_gone_or_damaged_on_the_server_is_noticed(
    library: Library, place: str, admin: psycopg.Connection[Any]
) -> None:
    digest = library.media.put(b"a picture")
    put_pack(library, content(2, "first", {"media/a.png": digest}))

    admin.execute("UPDATE blobs SET data = 'another'")
    assert [one.code for one in check(place, thorough=True)] == ["library.media"]
    admin.execute("DELETE FROM blobs")
    assert [one.code for one in check(place)] == ["library.media"]


def test_what_no_database_can_keep_is_refused_before(library: Library) -> None:
    with pytest.raises(InvalidInput) as caught:
        library.edit("type", [Wish(KEY, "a\0b")])
    assert code(caught) == "library.bad-text"
    long = [Wish(KEY._replace(language="x" * 50), '["a","b",false]')]
    with pytest.raises(InvalidInput) as caught:
        library.edit("translate", long)
    assert code(caught) == "library.bad-text"


def test_the_command_line_takes_the_address(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "C")
    monkeypatch.setenv("MILCLICKS_LIBRARY", place)

    def run(*words: str) -> Result:
        return CliRunner().invoke(cli, ["library", *words])

    assert run("import", str(Resources.find().templates / "starter")).exit_code == 0
    info = json.loads(run("info", "--json").stdout)
    assert info["database"].startswith("PostgreSQL ")
    assert info["counts"]["packs"] == 1
    assert info["backups"] == []
    assert run("search", "--language", "sr", "--status", "done", "--limit", "1").stdout
    assert run("check", "--thorough").exit_code == 0
    for words in (("backup",), ("restore",), ("restore", "--salvage")):
        refused = run(*words)
        assert refused.exit_code == 2
        assert "pg_dump" in refused.stderr
