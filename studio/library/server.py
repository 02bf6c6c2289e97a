"""A team's library: PostgreSQL 15 or newer, named by its address.

In: ``postgresql+psycopg://USER@HOST/DATABASE``. Out: transactions to read and to write in, for
:class:`~studio.library.library.Library`, and errors of ours instead of the server's. Whoever writes
holds a lock that all share, so edits are numbered in the order in which they become visible. Pictures
are rows. Backups are the server's business.
"""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeGuard

from sqlalchemy import URL, Connection, Engine, create_engine, event, exc, make_url, text

from studio.diagnostics import N_
from studio.errors import EnvironmentFailure, InvalidInput, StudioError
from studio.library import backup, schema
from studio.library.engine import WAIT, newer
from studio.library.index import speed_up
from studio.library.media import ServerMedia

OLDEST = 150_000
"""The oldest server that is tested, as PostgreSQL counts its versions."""

_LOCK = 0x4D494C434C494B53
"""Whoever writes holds this advisory lock of the database."""

_log = logging.getLogger(__name__)


def is_address(place: Path | str) -> TypeGuard[str]:
    """Whether ``place`` names a server, not a folder."""
    return isinstance(place, str) and "://" in place


def shown_address(address: str) -> str:
    """An address without its password; raises ``library.bad-address``."""
    return _plain(_parsed(address))


class ServerHome:
    """Where a team's library lives; raises like :class:`~studio.library.library.Library`.

    ``pictures`` is a folder for copies of pictures that this machine has needed.

    Raises:
        InvalidInput: ``library.bad-address``.
        EnvironmentFailure: ``library.no-driver``.
    """

    def __init__(self, address: str, pictures: Path | None) -> None:
        self._url = _parsed(address)
        self.engine = _engine(self._url)
        self.media = ServerMedia(self.reading, self.writing, pictures)
        self._turn = threading.RLock()

    @property
    def place(self) -> str:
        """Where it is, as people are told: without the password."""
        return _plain(self._url)

    @property
    def file(self) -> Path:
        """There is none; raises ``library.on-server``."""
        raise on_server(self.place)

    def prepare(self, _now: datetime.datetime, *, copy: bool) -> None:
        """Check the server, make the tables or bring them to today's schema."""
        del copy  # backups are the server's business
        with self.reading() as connection:
            self._check_server(connection)
            version = schema.version_of(connection)
        if not schema.known(version):
            raise newer(version, self.place)
        if version != schema.HEAD:
            with self.writing() as connection:
                schema.migrate(connection)  # does nothing if somebody else was quicker
        with self.writing() as connection:
            speed_up(connection)

    def _check_server(self, connection: Connection) -> None:
        number = int(connection.scalar(text("SHOW server_version_num")) or 0)
        name = str(connection.scalar(text("SHOW server_version")))
        encoding = str(connection.scalar(text("SHOW server_encoding")))
        if number < OLDEST:
            raise EnvironmentFailure.of(
                "library.old-server",
                N_("The server at {place} is PostgreSQL {version}; 15 or newer is needed."),
                hint=N_("Ask whoever runs it to update it."),
                place=self.place,
                version=name,
            )
        if encoding != "UTF8":
            raise EnvironmentFailure.of(
                "library.server-encoding",
                N_("The database at {place} is kept in {encoding}, which lacks most scripts."),
                hint=N_("Ask for one that is made with: createdb --encoding=UTF8 --template=template0"),
                place=self.place,
                encoding=encoding,
            )
        _log.info("library %s opened with PostgreSQL %s", self.place, name)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the library."""
        with self._told(), self.engine.connect() as connection:
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write, the only one anywhere while it lasts."""
        # READ COMMITTED: what is read after the lock was given must be newer than the lock.
        with self._turn, self._told(), self.engine.connect() as connection:
            connection.execution_options(isolation_level="READ COMMITTED", postgresql_readonly=False)
            with connection.begin():
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
                yield connection

    def keep_copy(self, _reason: str, _now: datetime.datetime) -> None:
        """Nothing: whoever runs the server makes its backups."""

    def back_up(self, _reason: str, _now: datetime.datetime) -> backup.Backup:
        """Raises ``library.on-server``: whoever runs the server makes its backups."""
        raise on_server(self.place)

    def close(self) -> None:
        """Let go of the server."""
        self.engine.dispose()
        self.media.close()

    @contextmanager
    def _told(self) -> Iterator[None]:
        """Turn what the server says into errors that a person can act on."""
        try:
            yield
        except exc.DBAPIError as error:
            raise self._meaning(error) from error

    def _meaning(self, error: exc.DBAPIError) -> Exception:
        state = getattr(error.orig, "sqlstate", None) or ""
        reason = str(error.orig).strip().partition("\n")[0]
        if state == "55P03":
            return EnvironmentFailure.of(
                "library.busy",
                N_("Another window has been writing to the library for {seconds} seconds."),
                hint=N_("Wait until it has finished, then try again."),
                seconds=round(WAIT),
            )
        if state.startswith("53"):
            return EnvironmentFailure.of(
                "library.server-full",
                N_("The server of the library at {place} has no room left: {reason}."),
                hint=N_(
                    "What you just did is not saved; all before it is. Tell whoever runs the server."
                ),
                place=self.place,
                reason=reason,
            )
        if state in {"25006", "42501"}:
            return EnvironmentFailure.of(
                "library.server-refuses",
                N_("You may not change the library at {place}: {reason}."),
                hint=N_("Ask whoever runs the server for the right to create and write tables."),
                place=self.place,
                reason=reason,
            )
        if state.startswith("22"):
            return InvalidInput.of(
                "library.bad-text",
                N_("The library at {place} can't keep this: {reason}."),
                place=self.place,
                reason=reason,
            )
        if isinstance(error, exc.OperationalError | exc.InterfaceError) or error.connection_invalidated:
            return EnvironmentFailure.of(
                "library.no-server",
                N_("The server of the library at {place} can't be used: {reason}."),
                hint=N_("Check the network, the address, the user and the password, then do it again."),
                place=self.place,
                reason=reason,
            )
        return error


def on_server(place: str) -> StudioError:
    """The error for whatever needs a library's own files."""
    return InvalidInput.of(
        "library.on-server",
        N_("The library at {place} is kept by a database server, and so are its backups."),
        hint=N_(
            "Ask whoever runs the server for a backup or to restore one (pg_dump, pg_restore). "
            "To have a pack as files: milclicks library export."
        ),
        place=place,
    )


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except (exc.ArgumentError, ValueError):
        url = None
    if url is None or url.drivername not in {"postgresql", "postgresql+psycopg"} or not url.database:
        raise InvalidInput.of(
            "library.bad-address",
            N_("This is no address of a library: it must name a PostgreSQL database."),
            hint=N_("Write it like this: postgresql+psycopg://USER@HOST/DATABASE"),
        )
    return url.set(drivername="postgresql+psycopg")


def _plain(url: URL) -> str:
    query = {name: value for name, value in url.query.items() if name != "password"}
    return url.set(password=None, query=query).render_as_string()


def _engine(url: URL) -> Engine:
    # A server that was started anew is found again: each connection is tried before it is used.
    try:
        engine = create_engine(
            url,
            pool_size=4,
            pool_pre_ping=True,
            connect_args={"connect_timeout": 10, "application_name": "MIL CLICKS Studio"},
        )
    except (ModuleNotFoundError, exc.NoSuchModuleError) as error:
        raise EnvironmentFailure.of(
            "library.no-driver",
            N_("Libraries on a server need a part that is not installed: psycopg."),
            hint=N_("Install it with: pip install 'milclicks-studio[team]'"),
        ) from error
    event.listen(engine, "connect", _settings)
    return engine


def _settings(connection: Any, _record: object) -> None:
    before, connection.autocommit = connection.autocommit, True
    connection.execute("SELECT set_config('lock_timeout', %s, false)", [f"{round(WAIT * 1000)}"])
    # An edit that was acknowledged outlives a power cut, whatever the server does by default.
    connection.execute(
        "SELECT set_config('synchronous_commit', 'local', false) "
        "WHERE current_setting('synchronous_commit') = 'off'"
    )
    connection.autocommit = before
