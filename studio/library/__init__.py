"""The library of packs and posts, and the only room that may import SQLAlchemy.

In: a folder; edits; whole packs as :class:`Content`. Out: an open :class:`Library`; every value again,
found by search; :class:`~studio.model.changes.Changes` for each edit. The folder holds
``library.sqlite3``, ``media/`` (pictures by their sha256) and ``backups/``. An edit is on the disk when
its function returns.
"""

from __future__ import annotations

from studio.library.backup import Backup, backups, newest_good
from studio.library.cells import Content, from_cells, post_of, to_cells
from studio.library.health import Salvage, check, restore, salvage
from studio.library.library import NAME, Library, Wish, counts
from studio.library.packs import get_pack, given_away, last_exchange, put_pack
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

__all__ = [
    "NAME",
    "STATUSES",
    "Backup",
    "Content",
    "Hit",
    "Library",
    "Query",
    "Revision",
    "Salvage",
    "Wish",
    "add_post",
    "as_it_was",
    "backups",
    "change_post",
    "check",
    "compare",
    "counts",
    "find",
    "from_cells",
    "get_pack",
    "given_away",
    "last_exchange",
    "newest_good",
    "post_of",
    "purge",
    "put_pack",
    "restore",
    "restore_post",
    "revisions",
    "salvage",
    "to_cells",
    "trash",
    "untrash",
]
