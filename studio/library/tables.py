"""The tables of the library, as SQLAlchemy sees them; migrations make them.

In: nothing. Out: :data:`metadata` and its tables. ``version`` columns hold the number of the edit that
last wrote the row; such numbers are never used twice, so a version says exactly which text was seen.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _post() -> Column[int]:
    return Column("post_id", Integer, ForeignKey("posts.id", ondelete="CASCADE"), nullable=False)


def _pack() -> Column[int]:
    return Column("pack_id", Integer, ForeignKey("packs.id", ondelete="CASCADE"), nullable=False)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _whole(name: str) -> Column[int]:
    return Column(name, Integer, nullable=False, server_default="0")


packs = Table(
    "packs",
    metadata,
    _id(),
    Column("name", String(60), nullable=False, unique=True),
    _text("title"),
    _text("language"),
    _text("description"),
    _text("licence"),
    _text("trashed"),  # when, in UTC; empty while it is in use
    Column("versions", Text, nullable=False, server_default="{}"),  # attribute to version, as JSON
)

pack_values = Table(
    # What a pack has beside its posts: names of media, header of a catalog, entries without a post.
    "pack_values",
    metadata,
    _id(),
    _pack(),
    Column("name", Text, nullable=False),
    _text("language"),
    _text("value"),
    _whole("version"),
    UniqueConstraint("pack_id", "name", "language"),
)

posts = Table(
    "posts",
    metadata,
    _id(),
    _pack(),
    Column("name", String(60), nullable=False),
    Column("kind", String(20), nullable=False, index=True),
    _text("element"),
    _text("number"),
    _text("answer"),
    _text("theme"),
    _text("link"),
    _text("picture"),
    _text("source"),
    _text("trashed"),
    Column("versions", Text, nullable=False, server_default="{}"),
    UniqueConstraint("pack_id", "name"),
)
Index("ix_posts_element", posts.c.element)

fields = Table(
    "fields",
    metadata,
    _id(),
    _post(),
    Column("name", Text, nullable=False),
    _text("text"),
    _whole("version"),
    UniqueConstraint("post_id", "name"),
)

translations = Table(
    "translations",
    metadata,
    _id(),
    _post(),
    Column("field", Text, nullable=False),
    Column("language", String(40), nullable=False),
    _text("source"),  # the text that was translated
    _text("text"),
    Column("fuzzy", Boolean, nullable=False),
    Column(
        "status", String(10), nullable=False
    ),  # done, fuzzy, outdated, missing; follows from the rest
    _whole("version"),
    UniqueConstraint("post_id", "language", "field"),
)

tags = Table(
    "tags",
    metadata,
    _id(),
    _post(),
    Column("tag", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("printed", Boolean, nullable=False),  # a hashtag of the post, not a label of the library
    _whole("position"),
)
Index("ix_tags_post_id", tags.c.post_id)

plans = Table(
    "plans",
    metadata,
    Column("post_id", Integer, ForeignKey("posts.id", ondelete="CASCADE"), primary_key=True),
    Column("date", String(10), nullable=False, index=True),
    _text("time"),
    _text("networks"),  # a space before and after each name
)

media = Table(
    "media",
    metadata,
    Column("sha256", String(64), primary_key=True),
    _whole("size"),
    _text("added"),
)

documents = Table(
    # What a post says in one language, folded for searching; the full text index points here.
    "documents",
    metadata,
    _id(),
    _post(),
    Column("language", String(40), nullable=False),
    _text("text"),
    UniqueConstraint("post_id", "language"),
)

edits = Table(
    "edits",
    metadata,
    _id(),
    _text("at"),
    _text("intent"),
    _text("author"),
    sqlite_autoincrement=True,
)

changes = Table(
    # The journal: every value before and after. Revisions are read from it.
    "changes",
    metadata,
    _id(),
    Column("edit", Integer, ForeignKey("edits.id"), nullable=False, index=True),
    Column("pack", Text, nullable=False),
    _text("post"),
    _text("field"),
    _text("language"),
    Column("before", Text),
    Column("after", Text),
)
Index("ix_changes_pack_post_edit", changes.c.pack, changes.c.post, changes.c.edit)

conflicts = Table(
    "conflicts",
    metadata,
    _id(),
    _text("at"),
    Column("pack", Text, nullable=False),
    _text("post"),
    _text("field"),
    _text("language"),
    Column("base", Text),
    Column("mine", Text),
    Column("theirs", Text),
    _whole("version"),
    _text("resolved"),
    sqlite_autoincrement=True,
)

exchanges = Table(
    # What a pack was when it was last given or taken: the base of the next merge.
    "exchanges",
    metadata,
    _id(),
    Column("pack", Text, nullable=False, index=True),
    _text("at"),
    _text("direction"),
    Column("content", LargeBinary, nullable=False),
)

exports = Table(
    "exports",
    metadata,
    _id(),
    _text("at"),
    Column("pack", Text, nullable=False),
    Column("post", Text, nullable=False),
    _text("language"),
    _text("network"),
    _text("placement"),
    _text("folder"),
    _text("file"),
    _text("sha256"),
)
Index("ix_exports_pack_post", exports.c.pack, exports.c.post)

brands = Table(
    "brands",
    metadata,
    _id(),
    Column("name", String(60), nullable=False, unique=True),
    _text("data"),
    _whole("version"),
)

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    _text("value"),
)
