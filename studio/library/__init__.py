"""The library of packs and posts, and the only room that may import SQLAlchemy.

In: a folder, or the address of a team's server; edits; whole packs as :class:`Content`. Out: an open
:class:`Library`; every value again, found by search; :class:`~studio.model.changes.Changes` for each
edit. A folder holds ``library.sqlite3``, ``media/`` (pictures by sha256), ``backups/``. An edit
is on the disk when its function returns.
"""

from __future__ import annotations

from studio.library.backup import Backup, backups, newest_good
from studio.library.cells import Content, from_cells, post_of, to_cells
from studio.library.desk import (
    Exported,
    Planned,
    brand_names,
    exported,
    planned,
    read_settings,
    record_exports,
    tag_names,
    write_settings,
)
from studio.library.files import NAME
from studio.library.health import Salvage, check, restore, salvage
from studio.library.library import Library, Wish, counts, measures
from studio.library.packs import exchanged, get_pack, given_away, last_exchange, put_pack
from studio.library.posts import (
    Revision,
    add_post,
    as_it_was,
    change_post,
    compare,
    purge,
    revisions,
    trash,
    untrash,
)
from studio.library.posts import restore as restore_post
from studio.library.search import STATUSES, Hit, Query, find
from studio.library.server import is_address, shown_address

__all__ = [
    "NAME",
    "STATUSES",
    "Backup",
    "Content",
    "Exported",
    "Hit",
    "Library",
    "Planned",
    "Query",
    "Revision",
    "Salvage",
    "Wish",
    "add_post",
    "as_it_was",
    "backups",
    "brand_names",
    "change_post",
    "check",
    "compare",
    "counts",
    "exchanged",
    "exported",
    "find",
    "from_cells",
    "get_pack",
    "given_away",
    "is_address",
    "last_exchange",
    "measures",
    "newest_good",
    "planned",
    "post_of",
    "purge",
    "put_pack",
    "read_settings",
    "record_exports",
    "restore",
    "restore_post",
    "revisions",
    "salvage",
    "shown_address",
    "tag_names",
    "to_cells",
    "trash",
    "untrash",
    "write_settings",
]
