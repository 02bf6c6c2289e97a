"""What a list of packs and posts shows at a glance.

In: a connection. Out: one row for each pack or post, a handful of queries for thousands of them. What a
row does not say (bodies, translations themselves) is read when somebody opens the post.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from studio.library import cells as c
from studio.library.tables import exports, fields, pack_values, packs, plans, posts, tags, translations
from studio.model.kind import KINDS

_TITLES = (
    *tuple(dict.fromkeys(kind.fields[0].name for kind in KINDS.values())),
    "fact",
    "slides.1.headline",
)
"""Fields that may hold what a post is called."""

_AT_ONCE = 400  # posts in one condition; SQLite caps the variables of a statement


@dataclass(frozen=True, slots=True)
class PackRow:
    """A pack: the languages of its ``catalogs``, how many posts it has outside the trash.

    ``trashed`` says when the pack itself was put into the trash (UTC, ISO 8601), empty if it was not.
    """

    pack: str
    title: str
    language: str
    catalogs: tuple[str, ...]
    posts: int
    trashed: str


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in a list.

    ``heads`` are the texts that may be its title, by field. ``done`` says for each language with any
    translation how many texts are translated and up to date; ``texts`` is how many there are.
    ``exported`` is when it last was (UTC, ISO 8601), ``planned`` its planned date; empty if never.
    """

    pack: str
    post: str
    kind: str
    element: str
    theme: str
    number: int
    heads: Mapping[str, str]
    texts: int = 0
    done: Mapping[str, int] = field(default_factory=dict)
    tags: tuple[str, ...] = ()
    planned: str = ""
    exported: str = ""
    trashed: bool = False


def pack_rows(connection: Connection) -> tuple[PackRow, ...]:
    """Every pack, in the order in which they came."""
    shown = select(posts.c.pack_id, func.count()).where(posts.c.trashed == "")
    counted: dict[int, int] = {
        row[0]: row[1] for row in connection.execute(shown.group_by(posts.c.pack_id))
    }
    catalogs: dict[int, list[str]] = {}
    for pack, language in connection.execute(
        select(pack_values.c.pack_id, pack_values.c.language)
        .where(pack_values.c.name == c.CATALOG)
        .order_by(pack_values.c.language)
    ):
        catalogs.setdefault(pack, []).append(language)
    rows = connection.execute(select(packs).order_by(packs.c.id)).all()
    return tuple(
        PackRow(
            row.name,
            row.title,
            row.language,
            tuple(catalogs.get(row.id, ())),
            counted.get(row.id, 0),
            row.trashed,
        )
        for row in rows
    )


def post_rows(
    connection: Connection, pack: str, names: Iterable[str] | None = None
) -> tuple[PostRow, ...]:
    """The posts of a pack, trash included, in the order in which they came; or those called
    ``names``."""
    mine = posts.c.pack_id == select(packs.c.id).where(packs.c.name == pack).scalar_subquery()
    if names is None:
        return tuple(_rows(connection, pack, mine))
    wanted = list(dict.fromkeys(names))
    found: list[PostRow] = []
    for start in range(0, len(wanted), _AT_ONCE):
        chunk = wanted[start : start + _AT_ONCE]
        found += _rows(connection, pack, and_(mine, posts.c.name.in_(chunk)))
    return tuple(found)


def _rows(connection: Connection, pack: str, which: ColumnElement[bool]) -> Iterable[PostRow]:
    run = connection.execute
    chosen = select(posts.c.id).where(which)
    heads: dict[int, dict[str, str]] = {}
    for post, name, text in run(
        select(fields.c.post_id, fields.c.name, fields.c.text).where(
            fields.c.post_id.in_(chosen), fields.c.name.in_(_TITLES)
        )
    ):
        heads.setdefault(post, {})[name] = text
    counted = run(
        select(fields.c.post_id, func.count())
        .where(fields.c.post_id.in_(chosen), fields.c.text != "")
        .group_by(fields.c.post_id)
    )
    texts: dict[int, int] = {row[0]: row[1] for row in counted}
    done = _done(connection, chosen)
    labels: dict[int, list[str]] = {}
    for post, tag in run(
        select(tags.c.post_id, tags.c.tag).where(tags.c.post_id.in_(chosen)).order_by(tags.c.position)
    ):
        labels.setdefault(post, []).append(tag)
    planned = run(select(plans.c.post_id, plans.c.date).where(plans.c.post_id.in_(chosen)))
    dates: dict[int, str] = {row[0]: row[1] for row in planned}
    exported = run(
        select(exports.c.post, func.max(exports.c.at))
        .where(exports.c.pack == pack)
        .group_by(exports.c.post)
    )
    last: dict[str, str] = {row[0]: row[1] for row in exported}
    for row in run(select(posts).where(which).order_by(posts.c.id)):
        yield PostRow(
            pack,
            row.name,
            row.kind,
            row.element,
            row.theme,
            int(row.number or 0),
            heads.get(row.id, {}),
            texts.get(row.id, 0),
            done.get(row.id, {}),
            tuple(dict.fromkeys(labels.get(row.id, ()))),
            dates.get(row.id, ""),
            last.get(row.name, ""),
            bool(row.trashed),
        )


def _done(connection: Connection, chosen: Any) -> dict[int, dict[str, int]]:
    """By post and language, how many texts are translated and up to date."""
    found: dict[int, dict[str, int]] = {}
    for post, language, count in connection.execute(
        select(
            translations.c.post_id,
            translations.c.language,
            func.count().filter(translations.c.status == "done"),
        )
        .where(translations.c.post_id.in_(chosen))
        .group_by(translations.c.post_id, translations.c.language)
    ):
        found.setdefault(post, {})[language] = count
    return found


def media_names(connection: Connection, pack: str) -> dict[str, str]:
    """The pictures of a pack: name in the pack (``media/flag.png``) to sha256."""
    rows = connection.execute(
        select(pack_values.c.name, pack_values.c.value)
        .join(packs, packs.c.id == pack_values.c.pack_id)
        .where(packs.c.name == pack, pack_values.c.name.startswith(c.MEDIA, autoescape=True))
    )
    return {name.removeprefix(c.MEDIA): value for name, value in rows}


def done_counts(connection: Connection, pack: str) -> tuple[int, dict[str, int]]:
    """How many texts the posts of a pack have outside the trash, and how many of them are translated
    and up to date by language."""
    shown = (
        select(posts.c.id)
        .join(packs, packs.c.id == posts.c.pack_id)
        .where(packs.c.name == pack, posts.c.trashed == "")
    )
    total = connection.scalar(
        select(func.count()).where(fields.c.post_id.in_(shown), fields.c.text != "")
    )
    done = connection.execute(
        select(translations.c.language, func.count())
        .where(translations.c.post_id.in_(shown), translations.c.status == "done")
        .group_by(translations.c.language)
    )
    return total or 0, {row[0]: row[1] for row in done}


def short_texts(
    connection: Connection, pack: str, language: str, most: int
) -> tuple[tuple[str, str, str], ...]:
    """Finished translations of texts of at most ``most`` letters, outside the trash: (field, source,
    translation)."""
    rows = connection.execute(
        select(translations.c.field, translations.c.source, translations.c.text)
        .join(posts, posts.c.id == translations.c.post_id)
        .join(packs, packs.c.id == posts.c.pack_id)
        .where(
            packs.c.name == pack,
            posts.c.trashed == "",
            translations.c.language == language,
            translations.c.status == "done",
            func.length(translations.c.source) <= most,
        )
        .order_by(translations.c.id)
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def stray_entries(
    connection: Connection, pack: str, language: str, beginning: str
) -> tuple[tuple[str, str], ...]:
    """Entries of a catalog that belong to no post and whose context begins so: (context, value)."""
    rows = connection.execute(
        select(pack_values.c.name, pack_values.c.value)
        .join(packs, packs.c.id == pack_values.c.pack_id)
        .where(
            packs.c.name == pack,
            pack_values.c.language == language,
            pack_values.c.name.startswith(c.STRAY + beginning, autoescape=True),
        )
        .order_by(pack_values.c.name)
    )
    return tuple((name.removeprefix(c.STRAY), value) for name, value in rows)
