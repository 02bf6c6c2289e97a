"""Which schema a library has, and bringing it to today's.

In: a connection. Out: the schema's version, or the library migrated in one transaction. Alembic is
loaded only when there is something to migrate.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

HEAD = "0002"
"""The schema that this studio writes; a test holds it to the newest migration."""

FOLDER = Path(__file__).resolve().parent / "migrations"


def version_of(connection: Connection) -> str:
    """The schema's version, ``""`` for an empty database."""
    if not inspect(connection).has_table("alembic_version"):
        return ""
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found or ""


def known(version: str) -> bool:
    """Whether this studio can open a library with that schema."""
    return version in {"", HEAD} or any(FOLDER.glob(f"versions/v{version}_*.py"))


def migrate(connection: Connection) -> None:
    """Bring the schema to :data:`HEAD`; the caller holds the transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
