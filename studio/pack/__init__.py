"""Packs: folders of posts that live well in git.

In: a pack's folder (``pack.toml``, ``posts/*.toml``, ``i18n/*.po``, ``media/``, ``brands/``) or one
post's file. Out: frozen :class:`~studio.model.post.Pack` and :class:`~studio.model.post.Post` values
plus warnings; everything that is wrong, of all files, in one :class:`~studio.errors.InvalidInput`. The
format is described in ``docs/packs.md``; :func:`pack_schema` and :func:`post_schema` export it as JSON
Schema. Partners' kits: :mod:`~studio.pack.kits`.

The way back and the way to others: :mod:`~studio.pack.write` (values to files),
:mod:`~studio.pack.archive` and :mod:`~studio.pack.safe_unpack` (``.milpack``),
:mod:`~studio.pack.merge` (three-way), :mod:`~studio.pack.exchange` (what was sent and received),
:mod:`~studio.pack.journal` (several files changed at once).
"""

from __future__ import annotations

from studio.pack.read import build_post, load_pack, load_post, pack_partners, pack_root, read_post
from studio.pack.schema import pack_schema, post_schema

__all__ = [
    "build_post",
    "load_pack",
    "load_post",
    "pack_partners",
    "pack_root",
    "pack_schema",
    "post_schema",
    "read_post",
]
