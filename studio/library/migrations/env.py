"""What Alembic runs for every migration: on the connection that :mod:`studio.library.schema` gives."""

from __future__ import annotations

from alembic import context

from studio.library.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
