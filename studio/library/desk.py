"""What a library keeps beside its packs: settings, brand kits, the ledger of exports, lists for menus.

In: an open library. Out: plain values. Brand kits are cells of no pack, so they are edited, undone and
disputed like texts; settings and the ledger are not: nobody wants to undo the width of a window.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import and_, delete, func, insert, or_, select

from studio.library import cells as c
from studio.library.library import Library
from studio.library.tables import brands as brand_rows
from studio.library.tables import exports, fields, packs, plans, posts, tags
from studio.library.tables import settings as setting_rows
from studio.model.changes import Change, Changes, Key
from studio.model.kind import KINDS, Kind
from studio.model.post import Plan

SETTING = "@setting:"


@dataclass(frozen=True, slots=True)
class Exported:
    """One file that was exported: when (UTC, ISO 8601), of what, for which place, and its sha256."""

    at: str
    pack: str
    post: str
    language: str
    network: str
    placement: str
    folder: str
    file: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A post with the day it is planned for."""

    pack: str
    post: str
    kind: str
    element: str
    plan: Plan


def read_settings(library: Library) -> dict[str, str]:
    """All settings by name."""
    with library.reading() as connection:
        rows = connection.execute(select(setting_rows).order_by(setting_rows.c.name)).all()
    return {row.name: row.value for row in rows}


def write_settings(library: Library, values: Mapping[str, str | None]) -> Changes:
    """Set several settings at once; None takes one away. The last writer wins."""
    changed = []
    with library.writing() as connection:
        before = {row.name: row.value for row in connection.execute(select(setting_rows))}
        for name, value in values.items():
            if before.get(name) == value:
                continue
            connection.execute(delete(setting_rows).where(setting_rows.c.name == name))
            if value is not None:
                connection.execute(insert(setting_rows).values(name=name, value=value))
            changed.append(Change(Key("", "", SETTING + name), before.get(name), value))
    return Changes("settings", 0, tuple(changed))


def brand_names(library: Library) -> tuple[str, ...]:
    """The brand kits that the library keeps."""
    with library.reading() as connection:
        return tuple(connection.scalars(select(brand_rows.c.name).order_by(brand_rows.c.name)))


def record_exports(library: Library, files: Iterable[Exported]) -> int:
    """Write files into the ledger of exports, but for those it has with the same bytes already.

    Returns how many lines were added.
    """
    known = {(one.folder, one.file): one.sha256 for one in reversed(exported(library))}
    rows = [asdict(one) for one in files if known.get((one.folder, one.file)) != one.sha256]
    if rows:
        with library.writing() as connection:
            connection.execute(insert(exports), rows)
    return len(rows)


def exported(library: Library, pack: str = "", post: str = "") -> tuple[Exported, ...]:
    """What was exported, newest first: of everything, of a pack, or of a post."""
    columns = [exports.c[name] for name in Exported.__dataclass_fields__]
    chosen = select(*columns).order_by(exports.c.id.desc())
    if pack:
        chosen = chosen.where(exports.c.pack == pack)
    if post:
        chosen = chosen.where(exports.c.post == post)
    with library.reading() as connection:
        return tuple(Exported(*row) for row in connection.execute(chosen))


def planned(library: Library, since: str = "", until: str = "") -> tuple[Planned, ...]:
    """Posts that are planned between two days (ISO 8601, both included), by day and time."""
    chosen = (
        select(
            packs.c.name.label("pack"),
            posts.c.name.label("post"),
            posts.c.kind,
            posts.c.element,
            plans.c.date,
            plans.c.time,
            plans.c.networks,
        )
        .select_from(plans.join(posts, posts.c.id == plans.c.post_id).join(packs))
        .where(posts.c.trashed == "", packs.c.trashed == "")
        .order_by(plans.c.date, plans.c.time, posts.c.id)
    )
    if since:
        chosen = chosen.where(plans.c.date >= since)
    if until:
        chosen = chosen.where(plans.c.date <= until)
    with library.reading() as connection:
        rows = connection.execute(chosen).all()
    return tuple(
        Planned(
            row.pack,
            row.post,
            row.kind,
            row.element,
            c.plan_of(c.dump([row.date, row.time, row.networks.split()])),
        )
        for row in rows
    )


def tag_names(library: Library, *, printed: bool) -> tuple[str, ...]:
    """Every hashtag (``printed``) or label in use, most used first."""
    times = func.count()
    chosen = (
        select(func.min(tags.c.tag))
        .where(tags.c.printed == printed)
        .group_by(tags.c.folded)
        .order_by(times.desc(), tags.c.folded)
    )
    with library.reading() as connection:
        return tuple(connection.scalars(chosen))


def post_labels(library: Library, pack: str) -> dict[str, tuple[str, ...]]:
    """The labels of each post of a pack that has any, in their order."""
    chosen = (
        select(posts.c.name, tags.c.tag)
        .select_from(tags.join(posts, posts.c.id == tags.c.post_id).join(packs))
        .where(packs.c.name == pack, tags.c.printed.is_(False))
        .order_by(tags.c.post_id, tags.c.position)
    )
    found: dict[str, list[str]] = {}
    with library.reading() as connection:
        for post, tag in connection.execute(chosen):
            found.setdefault(post, []).append(tag)
    return {post: tuple(labels) for post, labels in found.items()}


def drafts(library: Library, pack: str) -> frozenset[str]:
    """Posts of a pack that lack something their kind can't do without: a text, a picture, a link."""
    found: set[str] = set()
    mine = posts.c.pack_id == select(packs.c.id).where(packs.c.name == pack).scalar_subquery()
    with library.reading() as connection:
        for kind in KINDS.values():
            of_kind = and_(mine, posts.c.kind == kind.name)
            needed = _needed(kind)
            there = (
                select(func.count())
                .where(fields.c.post_id == posts.c.id, fields.c.name.in_(needed), fields.c.text != "")
                .scalar_subquery()
            )
            lacks = [there < len(needed)]
            if kind.needs_picture:
                lacks.append(posts.c.picture == "")
            if kind.needs_link:
                lacks.append(posts.c.link == "")
            found.update(connection.scalars(select(posts.c.name).where(of_kind, or_(*lacks))))
    return frozenset(found)


def _needed(kind: Kind) -> tuple[str, ...]:
    """The texts that every post of a kind must have; of a list as many as it has at least."""
    return tuple(
        field.name.replace("*", str(number))
        for field in kind.fields
        if field.required
        for number in range(1, field.least + 1)
    )


def trashed_before(library: Library, at: str) -> tuple[tuple[str, str], ...]:
    """Pack and post of what was put into the trash before ``at`` (UTC, ISO 8601)."""
    chosen = (
        select(packs.c.name, posts.c.name)
        .select_from(posts.join(packs))
        .where(posts.c.trashed != "", posts.c.trashed < at, packs.c.trashed == "")
        .order_by(posts.c.id)
    )
    with library.reading() as connection:
        return tuple((pack, post) for pack, post in connection.execute(chosen))
