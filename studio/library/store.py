"""Cells in tables: reading and writing single values.

In: a connection inside a transaction, keys and values. Out: values with their versions. Which table a
cell lives in is known here and nowhere else; what follows from cells (a translation's status, the
documents that are searched) is brought up to date by :mod:`studio.library.search`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import Connection, Insert, RowMapping, Table, delete, insert, select, update

from studio.library import cells as c
from studio.library.fold import fold
from studio.library.tables import brands, fields, pack_values, packs, plans, posts, tags, translations
from studio.model.changes import Key


class Cell(NamedTuple):
    """A value and the number of the edit that wrote it; None and 0 where there is nothing."""

    value: str | None
    version: int


NOTHING = Cell(None, 0)
_IN_OTHER_TABLES = {c.HASHTAGS, c.LABELS, c.PLAN}


class Store:
    """The cells of a library, seen through one transaction."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._packs: dict[str, int] = {}
        self._posts: dict[tuple[str, str], int] = {}

    def pack_id(self, pack: str) -> int | None:
        """The row of a pack, if there is one."""
        if pack not in self._packs:
            found = self.connection.scalar(select(packs.c.id).where(packs.c.name == pack))
            if found is None:
                return None
            self._packs[pack] = found
        return self._packs[pack]

    def post_id(self, pack: str, post: str) -> int | None:
        """The row of a post, if there is one."""
        if (pack, post) not in self._posts:
            found = self.connection.scalar(
                select(posts.c.id).where(posts.c.pack_id == self.pack_id(pack), posts.c.name == post)
            )
            if found is None:
                return None
            self._posts[pack, post] = found
        return self._posts[pack, post]

    def read(self, key: Key) -> Cell:
        """One cell."""
        if key.post:
            row = self.post_id(key.pack, key.post)
            if row is None:
                return NOTHING
            if not key.field.startswith("@"):
                return self._read_text(row, key)
            return self._post_attributes(row).get(key.field, NOTHING)
        if not key.pack:
            return self._read_brand(key.field.removeprefix(c.BRAND))
        row = self.pack_id(key.pack)
        if row is None:
            return NOTHING
        if key.field in c.PACK_ATTRIBUTES:
            found = self.connection.execute(select(packs).where(packs.c.id == row)).mappings().one()
            return _attribute(found, key.field)
        where = (
            pack_values.c.pack_id == row,
            pack_values.c.name == key.field,
            pack_values.c.language == key.language,
        )
        one = self.connection.execute(
            select(pack_values.c.value, pack_values.c.version).where(*where)
        ).first()
        return Cell(one[0], one[1]) if one else NOTHING

    def post(self, pack: str, post: str) -> dict[Key, Cell]:
        """All cells of a post, translations included."""
        row = self.post_id(pack, post)
        if row is None:
            return {}
        found = {Key(pack, post, n): cell for n, cell in self._post_attributes(row).items()}
        for name, text, version in self.connection.execute(
            select(fields.c.name, fields.c.text, fields.c.version).where(fields.c.post_id == row)
        ):
            found[Key(pack, post, name)] = Cell(text, version)
        for one in self.connection.execute(select(translations).where(translations.c.post_id == row)):
            key = Key(pack, post, one.field, one.language)
            found[key] = Cell(c.dump([one.source, one.text, one.fuzzy]), one.version)
        return found

    def pack(self, pack: str) -> dict[Key, Cell]:
        """All cells of a pack and its posts."""
        row = self.pack_id(pack)
        if row is None:
            return {}
        run = self.connection.execute
        head = run(select(packs).where(packs.c.id == row)).mappings().one()
        found = {
            Key(pack, "", n): cell
            for n in c.PACK_ATTRIBUTES
            if (cell := _attribute(head, n)).value is not None
        }
        for one in run(select(pack_values).where(pack_values.c.pack_id == row)):
            found[Key(pack, "", one.name, one.language)] = Cell(one.value, one.version)
        names: dict[int, str] = {}
        versions: dict[int, dict[str, int]] = {}
        for whole in run(select(posts).where(posts.c.pack_id == row)).mappings():
            names[whole["id"]] = whole["name"]
            versions[whole["id"]] = json.loads(whole["versions"])
            found.update({Key(pack, whole["name"], n): v for n, v in _row_attributes(whole)})
        ids = select(posts.c.id).where(posts.c.pack_id == row)
        for post_id, name, value in self._side_attributes(ids):
            version = versions[post_id].get(name, 0)
            found[Key(pack, names[post_id], name)] = Cell(value, version)
        for one in run(select(fields).where(fields.c.post_id.in_(ids)).order_by(fields.c.id)):
            found[Key(pack, names[one.post_id], one.name)] = Cell(one.text, one.version)
        for one in run(
            select(translations).where(translations.c.post_id.in_(ids)).order_by(translations.c.id)
        ):
            key = Key(pack, names[one.post_id], one.field, one.language)
            found[key] = Cell(c.dump([one.source, one.text, one.fuzzy]), one.version)
        return found

    def write(self, key: Key, value: str | None, version: int) -> None:
        """Set or, with None, remove one cell.

        The cell that makes a pack (``@language``) or a post (``@kind``) must be written before the
        others of it, and removed after them.
        """
        if not key.pack:
            self._write_brand(key.field.removeprefix(c.BRAND), value, version)
        elif not key.post:
            self._write_pack(key, value, version)
        elif key.field.startswith("@"):
            self._write_attribute(key, value, version)
        else:
            self._write_text(key, value, version)

    def _read_text(self, row: int, key: Key) -> Cell:
        if key.language:
            one = self.connection.execute(
                select(translations).where(
                    translations.c.post_id == row,
                    translations.c.language == key.language,
                    translations.c.field == key.field,
                )
            ).first()
            return Cell(c.dump([one.source, one.text, one.fuzzy]), one.version) if one else NOTHING
        found = self.connection.execute(
            select(fields.c.text, fields.c.version).where(
                fields.c.post_id == row, fields.c.name == key.field
            )
        ).first()
        return Cell(found[0], found[1]) if found else NOTHING

    def _post_attributes(self, row: int) -> dict[str, Cell]:
        whole = self.connection.execute(select(posts).where(posts.c.id == row)).mappings().one()
        found = dict(_row_attributes(whole))
        versions = json.loads(whole["versions"])
        for _id, name, value in self._side_attributes(select(posts.c.id).where(posts.c.id == row)):
            found[name] = Cell(value, versions.get(name, 0))
        for name, version in versions.items():
            found.setdefault(name, Cell(None, version))
        return {name: cell for name, cell in found.items() if cell.value is not None or cell.version}

    def _side_attributes(self, ids: Any) -> Iterator[tuple[int, str, str]]:
        """Hashtags, labels and plans of posts: id, attribute, value."""
        lists: dict[tuple[int, str], list[str]] = {}
        order = (tags.c.post_id, tags.c.position)
        for one in self.connection.execute(
            select(tags).where(tags.c.post_id.in_(ids)).order_by(*order)
        ):
            name = c.HASHTAGS if one.printed else c.LABELS
            lists.setdefault((one.post_id, name), []).append(one.tag)
        for (post_id, name), values in lists.items():
            yield post_id, name, c.dump(values)
        for one in self.connection.execute(select(plans).where(plans.c.post_id.in_(ids))):
            yield one.post_id, c.PLAN, c.dump([one.date, one.time, one.networks.split()])

    def _read_brand(self, name: str) -> Cell:
        one = self.connection.execute(
            select(brands.c.data, brands.c.version).where(brands.c.name == name)
        ).first()
        return Cell(one[0], one[1]) if one else NOTHING

    def _write_brand(self, name: str, value: str | None, version: int) -> None:
        self.connection.execute(delete(brands).where(brands.c.name == name))
        if value is not None:
            self.connection.execute(insert(brands).values(name=name, data=value, version=version))

    def _write_pack(self, key: Key, value: str | None, version: int) -> None:
        run = self.connection.execute
        row = self.pack_id(key.pack)
        if key.field == c.LANGUAGE and value is None:
            run(delete(packs).where(packs.c.id == row))
            self._packs.pop(key.pack, None)
            self._posts = {k: v for k, v in self._posts.items() if k[0] != key.pack}
            return
        if row is None:
            run(insert(packs).values(name=key.pack, language="", versions="{}"))
            row = self.pack_id(key.pack)
        if key.field in c.PACK_ATTRIBUTES:
            self._write_column(packs, row, key.field, value, version)
            return
        run(
            delete(pack_values).where(
                pack_values.c.pack_id == row,
                pack_values.c.name == key.field,
                pack_values.c.language == key.language,
            )
        )
        if value is not None:
            run(
                insert(pack_values).values(
                    pack_id=row, name=key.field, language=key.language, value=value, version=version
                )
            )

    def _write_attribute(self, key: Key, value: str | None, version: int) -> None:
        run = self.connection.execute
        row = self.post_id(key.pack, key.post)
        if key.field == c.KIND and value is None:
            run(delete(posts).where(posts.c.id == row))
            self._posts.pop((key.pack, key.post), None)
            return
        if row is None:
            pack = self.pack_id(key.pack)
            run(insert(posts).values(pack_id=pack, name=key.post, kind=value or "", versions="{}"))
            row = self.post_id(key.pack, key.post)
        if key.field == c.PLAN:
            run(delete(plans).where(plans.c.post_id == row))
            if value:
                run(insert(plans).values(post_id=row, **plan_row(value)))
        elif key.field in _IN_OTHER_TABLES:
            printed = key.field == c.HASHTAGS
            run(delete(tags).where(tags.c.post_id == row, tags.c.printed == printed))
            if value and (rows := tag_rows(row, value, printed=printed)):
                run(insert(tags), rows)
        self._write_column(posts, row, key.field, value, version)

    def _write_column(
        self, table: Table, row: int | None, name: str, value: str | None, version: int
    ) -> None:
        kept = self.connection.scalar(select(table.c.versions).where(table.c.id == row)) or "{}"
        values = {"versions": c.dump(json.loads(kept) | {name: version})}
        if name not in _IN_OTHER_TABLES:
            values[name.removeprefix("@")] = value or ""
        self.connection.execute(update(table).where(table.c.id == row).values(**values))

    def _write_text(self, key: Key, value: str | None, version: int) -> None:
        row = self.post_id(key.pack, key.post)
        table, where, values = fields, [fields.c.post_id == row, fields.c.name == key.field], {}
        if key.language:
            table = translations
            where = [
                translations.c.post_id == row,
                translations.c.language == key.language,
                translations.c.field == key.field,
            ]
        if value is None:
            self.connection.execute(delete(table).where(*where))
            return
        if key.language:
            values = {"status": "", **translation_row(value)}
            names: dict[str, Any] = {"field": key.field, "language": key.language}
        else:
            values, names = {"text": value}, {"name": key.field}
        done = self.connection.execute(update(table).where(*where).values(version=version, **values))
        if not done.rowcount:
            self.connection.execute(
                insert(table).values(post_id=row, version=version, **names, **values)
            )


def new_id(connection: Connection, statement: Insert) -> int:
    """Insert one row; returns its number."""
    key = connection.execute(statement).inserted_primary_key
    assert key is not None
    return int(key[0])


def translation_row(value: str) -> dict[str, Any]:
    """The columns of a translation."""
    source, text, fuzzy = json.loads(value)
    return {"source": source, "text": text, "fuzzy": fuzzy}


def plan_row(value: str) -> dict[str, str]:
    """The columns of a planned date."""
    date, time, networks = json.loads(value)
    return {"date": date, "time": time, "networks": f" {' '.join(networks)} " if networks else ""}


def tag_rows(post_id: int | None, value: str, *, printed: bool) -> list[dict[str, Any]]:
    """One row for each hashtag or label."""
    return [
        {"post_id": post_id, "tag": tag, "folded": fold(tag), "printed": printed, "position": place}
        for place, tag in enumerate(json.loads(value))
    ]


def _attribute(row: RowMapping, name: str) -> Cell:
    value = row[name.removeprefix("@")] or None
    version = json.loads(row["versions"]).get(name, 0)
    return Cell(value, version)


def _row_attributes(row: RowMapping) -> Iterator[tuple[str, Cell]]:
    versions = json.loads(row["versions"])
    for name in c.POST_ATTRIBUTES:
        if name not in _IN_OTHER_TABLES and (value := row[name.removeprefix("@")]):
            yield name, Cell(value, versions.get(name, 0))
