"""Where exported files went; on a server also pictures and what posts are found by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Two more columns in the ledger of exports; two more tables on PostgreSQL."""
    for name in ("placement", "folder"):
        op.add_column("exports", sa.Column(name, sa.Text(), server_default="", nullable=False))
    if op.get_bind().dialect.name == "postgresql":
        _server()


def _server() -> None:
    # Whoever reaches the library must reach its pictures too, so they are rows here, not files.
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_blobs"),
    )
    op.execute(
        "CREATE TABLE search_short ("
        "document INTEGER PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE, "
        "terms tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX ix_search_short_terms ON search_short USING gin (terms)")
