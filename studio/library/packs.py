"""Whole packs: into the library, out of it, and merged with what came back.

In: a :class:`~studio.library.cells.Content`. Out: the same values again. A new pack is written in one
transaction, all or nothing. A pack that is there already is merged value by value with the last
exchange as the base; what both sides changed is a conflict, which keeps both texts.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, insert, select

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.library import cells as c
from studio.library import search
from studio.library.fold import fold
from studio.library.history import Step
from studio.library.library import Library, Transaction, check_text, ordered
from studio.library.store import NOTHING, Store, new_id, plan_row, tag_rows, translation_row
from studio.library.tables import (
    exchanges,
    fields,
    media,
    pack_values,
    packs,
    plans,
    posts,
    tags,
    translations,
)
from studio.model.changes import Change, Changes, Key

_REMEMBERED = 20
"""How many exchanges of a pack may be what somebody went on from."""


def put_pack(library: Library, content: c.Content, *, base: c.Content | None = None) -> Changes:
    """Bring a pack into the library; its pictures must be in ``library.media`` already.

    If the pack is there, it is merged: ``base`` is what both sides had in common, by default the last
    exchange that what comes was made from. A backup is made before. Undo takes back a merge, not the
    arrival of a new pack.

    Raises:
        InvalidInput: ``library.no-media`` (a picture is not in the library), ``library.bad-text``;
            nothing is changed.
    """
    absent = [name for name, digest in content.media.items() if not library.media.has(digest)]
    if absent:
        raise InvalidInput.of(
            "library.no-media", N_("The picture {name} of the pack is missing."), name=absent[0]
        )
    for key, value in c.to_cells(content).items():
        check_text(key, value)
    library.keep_copy("import")
    with library.writing() as connection:
        _record_media(library, connection, content.media.values())
        transaction = Transaction(
            connection, f"import {content.pack.id}", library.author, library.clock()
        )
        if transaction.store.pack_id(content.pack.id) is None:
            _insert(connection, content, transaction.number)
            done = Changes("import", transaction.number, tuple(_news(content, transaction.number)))
        else:
            known = base or _base_of(connection, content)
            done = _merge(transaction, content, known)
            library.history.add(Step("import", done.changes))
        _record_exchange(library, connection, content, "in")
    return done


def get_pack(library: Library, pack: str, *, root: str = "") -> c.Content:
    """The whole pack, without what is in the trash; ``root`` is the folder that its pictures are in.

    Raises:
        InvalidInput: ``library.no-pack``.
    """
    with library.reading() as connection:
        found = Store(connection).pack(pack)
    values = {key: cell.value for key, cell in found.items() if cell.value is not None}
    if Key(pack, "", c.LANGUAGE) not in values:
        raise InvalidInput.of(
            "library.no-pack", N_("There is no pack “{pack}” in the library."), pack=pack
        )
    gone = {key.post for key in values if key.post and key.field == c.TRASHED}
    kept = {
        key: value for key, value in values.items() if key.post not in gone and key.field not in c.OWN
    }
    return c.from_cells(pack, kept, root=root)


def given_away(library: Library, content: c.Content) -> None:
    """Remember what a pack was when it was exported: the base of the next merge."""
    with library.writing() as connection:
        _record_exchange(library, connection, content, "out")


def last_exchange(connection: Connection, pack: str) -> c.Content | None:
    """What the pack was when it was last given or taken."""
    last = next(exchanged(connection, pack, 1), None)
    return None if last is None else c.from_cells(pack, last)


def _base_of(connection: Connection, content: c.Content) -> c.Content | None:
    """The exchange from which ``content`` differs least, the newest of equals.

    Not simply the last one: who got the pack before somebody else did sends back work on an older
    state, and measured against a newer one its old texts would look like changes.
    """
    theirs = c.to_cells(content)
    best, least = None, -1
    for one in exchanged(connection, content.pack.id):
        apart = sum(one.get(key) != theirs.get(key) for key in {**one, **theirs})
        if best is None or apart < least:
            best, least = one, apart
    return None if best is None else c.from_cells(content.pack.id, best)


def exchanged(connection: Connection, pack: str, most: int = _REMEMBERED) -> Iterator[c.Cells]:
    """What the pack was at each exchange, newest first."""
    for found in connection.scalars(
        select(exchanges.c.content)
        .where(exchanges.c.pack == pack)
        .order_by(exchanges.c.id.desc())
        .limit(most)
    ):
        rows = json.loads(zlib.decompress(found))
        yield {Key(pack, *row[:3]): row[3] for row in rows}


def _record_exchange(
    library: Library, connection: Connection, content: c.Content, direction: str
) -> None:
    rows = [[*key[1:], value] for key, value in c.to_cells(content).items()]
    connection.execute(
        insert(exchanges).values(
            pack=content.pack.id,
            at=library.clock().isoformat(),
            direction=direction,
            content=zlib.compress(c.dump(rows).encode()),
        )
    )


def _record_media(library: Library, connection: Connection, digests: Iterable[str]) -> None:
    known = set(connection.scalars(select(media.c.sha256)))
    at = library.clock().isoformat()
    rows = [
        {"sha256": one, "size": library.media.size(one), "added": at}
        for one in dict.fromkeys(digests)
        if one not in known
    ]
    if rows:
        connection.execute(insert(media), rows)


def _merge(transaction: Transaction, content: c.Content, base: c.Content | None) -> Changes:
    pack = content.pack.id
    ours = {
        key: cell
        for key, cell in transaction.store.pack(pack).items()
        if cell.value is not None and key.field not in c.OWN
    }
    theirs = c.to_cells(content)
    common = c.to_cells(base) if base else {}
    steps, clashes = [], []
    for key in {**common, **ours, **theirs}:
        our, their, was = ours.get(key, NOTHING).value, theirs.get(key), common.get(key)
        if our == their or their == was:
            continue
        if our == was:
            steps.append(Change(key, our, their))
        else:
            clashes.append((key, their))
    gone = {s.key.post for s in steps if s.key.field == c.KIND and s.after is None and s.key.post}
    for post in gone & {k.post for k in ours if ours[k].value != common.get(k)}:
        # They removed a post that we went on with: it stays whole, and somebody must choose.
        steps = [s for s in steps if s.key.post != post]
        clashes.append((Key(pack, post, c.KIND), None))
    there = {s.key.post for s in steps if s.key.field == c.KIND} | {k.post for k in ours}
    for step in ordered(s for s in steps if not s.key.post or s.key.post in there):
        transaction.put(step.key, step.after, ours.get(step.key, NOTHING))
    # A translation of a post that we removed, changed by them: the post can't hold it, the list can.
    clashes += [(s.key, s.after) for s in steps if s.key.post and s.key.post not in there]
    lost = [transaction.clash(k, v, ours.get(k, NOTHING), 0) for k, v in clashes]
    return transaction.finish(tuple(lost))


def _news(content: c.Content, number: int) -> Iterable[Change]:
    pack = content.pack
    yield Change(Key(pack.id, "", c.LANGUAGE), None, pack.language, number)
    for post in pack.posts:
        yield Change(Key(pack.id, post.id, c.KIND), None, post.kind, number)


def _insert(connection: Connection, content: c.Content, number: int) -> None:
    """Write a new pack in bulk; its arrival is one edit, not one line of the journal for each text."""
    pack = content.pack
    cells = c.to_cells(content)
    head = {n.removeprefix("@"): cells.get(Key(pack.id, "", n), "") for n in c.PACK_ATTRIBUTES}
    versions = {n: number for n in c.PACK_ATTRIBUTES if Key(pack.id, "", n) in cells}
    row = insert(packs).values(name=pack.id, versions=c.dump(versions), **head)
    pack_id = new_id(connection, row)
    values = [
        {
            "pack_id": pack_id,
            "name": k.field,
            "language": k.language,
            "value": v,
            "version": number,
        }
        for k, v in cells.items()
        if not k.post and k.field not in c.PACK_ATTRIBUTES
    ]
    _many(connection, pack_values, values)
    _insert_posts(connection, pack.id, pack_id, cells, number)
    ids = {
        name: row
        for row, name in connection.execute(
            select(posts.c.id, posts.c.name).where(posts.c.pack_id == pack_id)
        )
    }
    _insert_texts(connection, ids, cells, number, pack.language)


def _insert_posts(
    connection: Connection, pack: str, pack_id: int, cells: Mapping[Key, str], number: int
) -> None:
    rows: dict[str, dict[str, Any]] = {}
    columns = [n for n in c.POST_ATTRIBUTES if n not in (c.HASHTAGS, c.LABELS, c.PLAN)]
    for key, value in cells.items():
        if not key.post or not key.field.startswith("@"):
            continue
        empty = {n.removeprefix("@"): "" for n in columns}
        row = rows.setdefault(key.post, {"pack_id": pack_id, "name": key.post, "versions": {}, **empty})
        row["versions"][key.field] = number
        if key.field in columns:
            row[key.field.removeprefix("@")] = value
    _many(connection, posts, [r | {"versions": c.dump(r["versions"])} for r in rows.values()])


def _insert_texts(
    connection: Connection, ids: Mapping[str, int], cells: Mapping[Key, str], number: int, language: str
) -> None:
    rows: dict[str, list[dict[str, Any]]] = {"fields": [], "translations": [], "tags": [], "plans": []}
    documents: dict[tuple[int, str], list[str]] = {}
    for key, value in cells.items():
        if not key.post:
            continue
        post = ids[key.post]
        if key.field == c.HASHTAGS:
            rows["tags"] += tag_rows(post, value, printed=True)
        elif key.field == c.PLAN:
            rows["plans"].append({"post_id": post, **plan_row(value)})
        elif key.language:
            row = translation_row(value)
            current = cells.get(key._replace(language=""))
            status = search.status_of(row["source"], row["text"], row["fuzzy"], current)
            own = {"field": key.field, "language": key.language, "version": number}
            rows["translations"].append({"post_id": post, "status": status, **own, **row})
            if row["text"] and key.language != language:
                documents.setdefault((post, key.language), []).append(row["text"])
        elif not key.field.startswith("@"):
            own = {"name": key.field, "text": value, "version": number}
            rows["fields"].append({"post_id": post, **own})
            documents.setdefault((post, language), []).append(value)
    for table in (fields, translations, tags, plans):
        _many(connection, table, rows[table.name])
    folded = (
        {"post_id": post, "language": name, "text": fold("\n".join(texts))}
        for (post, name), texts in documents.items()
    )
    search.add_documents(connection, sorted(folded, key=lambda row: int(str(row["post_id"]))))


def _many(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
