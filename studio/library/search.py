"""Finding posts, and keeping up what they are found by.

In: a :class:`Query`. Out: a page of :class:`Hit` values. A post has one document for each language; a
full text index of all runs of three letters finds any part of a word, in Thai as in English. Queries
of one or two letters find beginnings of words, and any place in scripts without spaces. Case and
diacritics count on neither side.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Select,
    and_,
    delete,
    exists,
    insert,
    or_,
    select,
    text,
    update,
)

from studio.library import index
from studio.library.fold import fold
from studio.library.tables import documents, fields, packs, plans, posts, tags, translations

STATUSES = ("done", "fuzzy", "outdated", "missing")
"""How far a language version is; of a post: ``done`` if all its texts are, else if any text is so."""


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for; empty parts ask for nothing.

    ``text`` are words that must all occur in one language. ``language`` narrows the text to one
    language and is what ``status`` (of :data:`STATUSES`) speaks of. ``tag`` is a hashtag or a label.
    ``network`` finds posts that are planned for it. ``since`` and ``until`` bound the planned date and
    are included. A page has ``limit`` posts and begins behind ``after``, the cursor of the page before.
    """

    text: str = ""
    pack: str = ""
    kind: str = ""
    element: str = ""
    language: str = ""
    status: str = ""
    tag: str = ""
    network: str = ""
    since: datetime.date | None = None
    until: datetime.date | None = None
    trashed: bool = False
    limit: int = 50
    after: int = 0


@dataclass(frozen=True, slots=True)
class Hit:
    """A post that was found, and the language in which it was (empty if no text was looked for)."""

    pack: str
    post: str
    kind: str
    element: str
    language: str
    cursor: int


def find(connection: Connection, query: Query) -> tuple[Hit, ...]:
    """One page of posts, each once, in the order in which they came to the library."""
    words = fold(query.text).split()
    if not words:
        rows = connection.execute(_listing(query)).all()
        return tuple(Hit(r.pack, r.post, r.kind, r.element, "", r.id) for r in rows)
    hits: dict[tuple[str, str], Hit] = {}
    after = query.after
    while len(hits) < query.limit:
        # A post may match in several languages: pages of matches are longer than pages of posts.
        page = connection.execute(_matches(connection, query, words, after, 2 * query.limit)).all()
        for row in page:
            if len(hits) == query.limit and (row.pack, row.post) not in hits:
                return tuple(hits.values())
            known = hits.get((row.pack, row.post))
            language = known.language if known else row.language
            hits[row.pack, row.post] = Hit(
                row.pack, row.post, row.kind, row.element, language, row.document
            )
        if len(page) < 2 * query.limit:
            break
        after = page[-1].document
    return tuple(hits.values())


def _listing(query: Query) -> Select[Any]:
    chosen = select(posts.c.id, packs.c.name.label("pack"), posts.c.name.label("post"))
    chosen = chosen.add_columns(posts.c.kind, posts.c.element)
    chosen = chosen.select_from(posts.join(packs, packs.c.id == posts.c.pack_id))
    chosen = chosen.where(posts.c.id > query.after, *_filters(query))
    return chosen.order_by(posts.c.id).limit(query.limit)


def _matches(
    connection: Connection, query: Query, words: list[str], after: int, limit: int
) -> Select[Any]:
    chosen = select(
        documents.c.id.label("document"),
        documents.c.language,
        packs.c.name.label("pack"),
        posts.c.name.label("post"),
        posts.c.kind,
        posts.c.element,
    )
    found = index.matching(connection, words)
    source = found.source.join(posts, posts.c.id == documents.c.post_id)
    chosen = chosen.select_from(source.join(packs, packs.c.id == posts.c.pack_id))
    chosen = chosen.where(*found.conditions)
    if query.language:
        chosen = chosen.where(documents.c.language == query.language)
    chosen = chosen.where(found.number > after, *_filters(query))
    return chosen.order_by(found.number).limit(limit)


def _filters(query: Query) -> list[Any]:
    gone = or_(posts.c.trashed != "", packs.c.trashed != "")
    found: list[Any] = [gone if query.trashed else and_(posts.c.trashed == "", packs.c.trashed == "")]
    if query.pack:
        found.append(packs.c.name == query.pack)
    if query.kind:
        found.append(posts.c.kind == query.kind)
    if query.element:
        found.append(posts.c.element == query.element)
    if query.tag:
        tag = fold(query.tag.removeprefix("#"))
        found.append(exists().where(tags.c.post_id == posts.c.id, tags.c.folded == tag))
    if query.status and query.language:
        found.append(_status(query.status, query.language))
    planned: list[Any] = []
    if query.network:
        planned.append(or_(plans.c.networks == "", plans.c.networks.contains(f" {query.network} ")))
    if query.since:
        planned.append(plans.c.date >= query.since.isoformat())
    if query.until:
        planned.append(plans.c.date <= query.until.isoformat())
    if planned:
        found.append(exists().where(plans.c.post_id == posts.c.id, *planned))
    return found


def _status(status: str, language: str) -> Any:
    translated = translations.c
    of_field = and_(
        translated.post_id == fields.c.post_id,
        translated.field == fields.c.name,
        translated.language == language,
    )
    if status in ("fuzzy", "outdated"):
        return exists().where(fields.c.post_id == posts.c.id, of_field, translated.status == status)
    enough = ("done",) if status == "done" else ("done", "fuzzy", "outdated")
    there = exists().where(of_field, translated.status.in_(enough)).correlate(fields)
    gap = exists().where(fields.c.post_id == posts.c.id, ~there)
    return ~gap if status == "done" else gap


def refresh(connection: Connection, post_id: int, language: str) -> None:
    """Bring what follows from a post's cells up to date; ``language`` is that of the post itself."""
    source = dict(
        connection.execute(
            select(fields.c.name, fields.c.text).where(fields.c.post_id == post_id)
        ).all()
    )
    texts: dict[str, list[str]] = {language: list(source.values())} if source else {}
    for one in connection.execute(select(translations).where(translations.c.post_id == post_id)):
        status = status_of(one.source, one.text, one.fuzzy, source.get(one.field))
        if status != one.status:
            connection.execute(
                update(translations).where(translations.c.id == one.id).values(status=status)
            )
        if one.text and one.language != language:
            texts.setdefault(one.language, []).append(one.text)
    folded = {name: fold("\n".join(each)) for name, each in texts.items()}
    _renew_documents(connection, post_id, folded)


def status_of(source: str, translated: str, fuzzy: bool, current: str | None) -> str:
    """How far one translation is; ``current`` is the text it should be of."""
    if not translated:
        return "missing"
    if fuzzy:
        return "fuzzy"
    return "done" if source == current else "outdated"


def forget(connection: Connection, post_id: int) -> None:
    """Take a post's documents out of the index, before the post itself goes."""
    _renew_documents(connection, post_id, {})


def add_documents(connection: Connection, rows: Iterable[dict[str, Any]]) -> None:
    """Documents that are new; each row has ``post_id``, ``language`` and the folded ``text``."""
    first = connection.scalar(text("SELECT coalesce(max(id), 0) FROM documents")) or 0
    numbered = [{"id": first + place, **row} for place, row in enumerate(rows, 1)]
    if not numbered:
        return
    connection.execute(insert(documents), numbered)
    index.add(connection, numbered)


def _renew_documents(connection: Connection, post_id: int, wanted: dict[str, str]) -> None:
    rows = connection.execute(select(documents).where(documents.c.post_id == post_id)).all()
    for row in rows:
        folded = wanted.pop(row.language, None)
        if folded == row.text:
            continue
        index.remove(connection, row.id, row.text)
        if folded is None:
            connection.execute(delete(documents).where(documents.c.id == row.id))
        else:
            same = update(documents).where(documents.c.id == row.id)
            connection.execute(same.values(text=folded))
            index.add(connection, [{"id": row.id, "text": folded}])
    new = [{"post_id": post_id, "language": name, "text": each} for name, each in wanted.items()]
    add_documents(connection, new)
