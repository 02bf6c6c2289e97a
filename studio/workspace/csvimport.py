"""Posts of a spreadsheet: each row one post, columns by the names of its fields.

In: a file that :mod:`~studio.workspace.csvtable` reads, the pack it goes to. Out: a :class:`Sheet` of
posts that were checked like those of a pack's files, and from :func:`import_csv` what was written: all
of it in one step of undo, or nothing. The columns are described in ``docs/spreadsheets.md``.
"""

from __future__ import annotations

import datetime
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from studio.diagnostics import N_, Diagnostic, Severity, worst
from studio.errors import InvalidInput, StudioError
from studio.library import Library, Wish
from studio.library import cells as c
from studio.library.overview import media_names, post_rows
from studio.model.catalog import Entry
from studio.model.changes import Changes, Key
from studio.model.kind import KINDS
from studio.model.plain import plain
from studio.model.post import Post
from studio.pack import build_post
from studio.pack.document import Document, KeyPath
from studio.pack.schema import beside_card
from studio.text.languages import language as known_language
from studio.workspace.csvtable import Row, Table, read_table
from studio.workspace.manyposts import read_picture
from studio.workspace.posts import free_name, name_for

INTENT = N_("posts of a spreadsheet")

_TOP = ("kind", "element", "theme", "number", "answer", "link", "hashtags")
_NAMED: dict[str, KeyPath] = {
    **{name: (name,) for name in _TOP},
    "picture": ("picture", "file"),
    "picture.credit": ("picture", "credit"),
    "source": ("source", "title"),
    "source.url": ("source", "url"),
    "source.checked": ("source", "checked"),
    "plan": ("plan", "date"),
    "plan.time": ("plan", "time"),
    "plan.networks": ("plan", "networks"),
}
_ID, _LABELS = "id", "tags"
_FIELD = re.compile(r"[a-z][a-z_]*(\.([a-z][a-z0-9_-]*|[0-9]{1,2}))*")
_SEVERAL = re.compile(r"[\s,;#]+")
_DATES = ("source.checked", "plan")
_SMALL = ("kind", "element", "theme")
_NUMBERS = ("number", "answer")


@dataclass(frozen=True, slots=True)
class NewPost:
    """A row: the post, its translations (language to field to text), its labels."""

    post: Post
    translations: Mapping[str, Mapping[str, str]]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a spreadsheet would bring; ``languages`` are those of its translations. ``folder`` is where
    its pictures are; ``diagnostics`` are warnings."""

    file: Path
    posts: tuple[NewPost, ...]
    languages: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True)
class _RowFile(Document):
    """A row in the form of a post's file, all of which stands on one line."""

    at: int = 0

    def line(self, path: KeyPath) -> int:
        return self.at


def read_csv(library: Library, pack: str, file: Path) -> Sheet:
    """Read and check a spreadsheet for ``pack``; nothing is written.

    Raises:
        InvalidInput: every problem of every row, with its line and column (``csv.…``, ``post.…``).
        EnvironmentFailure: it can't be read.
    """
    own = library.read(Key(pack, "", c.LANGUAGE)).value
    if not own:
        raise InvalidInput.of("library.no-pack", N_("The library has no pack “{pack}”."), pack=pack)
    table = read_table(file)
    found = list(_check_columns(table, own))
    if found:
        raise InvalidInput(*found)
    with library.reading() as connection:
        taken = {row.post for row in post_rows(connection, pack)}
    posts: list[NewPost] = []
    for row in table.rows:
        made, more = _Reader(table, row, own, file.parent, taken).post()
        found += more
        if made is not None:
            taken.add(made.post.id)
            posts.append(made)
    if worst(found) is Severity.ERROR:
        raise InvalidInput(*(one for one in found if one.severity is Severity.ERROR))
    languages = sorted({name for made in posts for name in made.translations})
    return Sheet(file, tuple(posts), tuple(languages), tuple(found))


def import_csv(library: Library, pack: str, sheet: Sheet) -> Changes:
    """Put the posts of a sheet into a pack, pictures and translations included; one step of undo.

    Raises:
        InvalidInput: a picture can't be used.
        EnvironmentFailure: a picture can't be read, the library can't be written.
    """
    names: dict[str, str] = {}
    wishes = list(_media_wishes(library, pack, sheet, names))
    for language in sheet.languages:
        key = Key(pack, "", c.CATALOG, language)
        cell = library.read(key)
        if cell.value is None:
            wishes.append(Wish(key, "{}", cell.version))
    for made in sheet.posts:
        post = made.post
        if post.picture is not None:
            post = replace(post, picture=replace(post.picture, file=names[post.picture.file]))
        values = sorted(c.post_cells(pack, post).items(), key=lambda one: one[0].field != c.KIND)
        wishes += [Wish(key, value, 0) for key, value in values]
        for language, texts in made.translations.items():
            for field, text in texts.items():
                value = c.entry_value(Entry(post.texts[field], text))
                wishes.append(Wish(Key(pack, post.id, field, language), value, 0))
        if made.labels:
            wishes.append(Wish(Key(pack, post.id, c.LABELS), c.dump(made.labels), 0))
    return library.edit(INTENT, wishes)


def _media_wishes(library: Library, pack: str, sheet: Sheet, names: dict[str, str]) -> Iterator[Wish]:
    """Keep the pictures; ``names`` learns what each is called in the pack."""
    with library.reading() as connection:
        known = media_names(connection, pack)
    there = {digest: name for name, digest in known.items()}
    for made in sheet.posts:
        picture = made.post.picture
        if picture is None or picture.file in names:
            continue
        source = sheet.file.parent / picture.file
        digest = library.media.put(read_picture(source))
        name = there.get(digest, "")
        if not name:
            stem = free_name(
                f"media/{name_for(source.stem)}", {one.rpartition(".")[0] for one in known}
            )
            name = f"{stem}{source.suffix.lower()}"
            known[name], there[digest] = digest, name
            yield Wish(Key(pack, "", c.MEDIA + name), digest)
        names[picture.file] = name


def _check_columns(table: Table, own: str) -> Iterator[Diagnostic]:
    """Columns that no kind of post has."""
    fields = sorted({f.name.replace("*", "1") for kind in KINDS.values() for f in kind.fields})
    known = (_ID, _LABELS, *_NAMED, *fields)
    for column in filter(None, table.columns):
        name, at, language = column.partition("@")
        where = table.place(1, column)
        if name not in (_ID, _LABELS, *_NAMED) and not _is_field(name):
            near = get_close_matches(name, known, 1)
            yield Diagnostic(
                "csv.unknown-column",
                Severity.ERROR,
                N_("There is no column “{column}”."),
                {"column": column, "suggestion": "".join(near)},
                where,
                N_("Did you mean “{suggestion}”?") if near else N_("The help names every column."),
            )
        elif at and not _is_field(name):
            yield Diagnostic(
                "csv.not-translated",
                Severity.ERROR,
                N_("“{column}” is no text, so it has no language."),
                {"column": name},
                where,
            )
        elif at:
            try:
                known_language(_language(language))
            except StudioError as error:
                yield from (replace(one, where=where) for one in error.diagnostics)


def _is_field(name: str) -> bool:
    """Whether a kind has this text, with a number that its list may reach."""
    if not _FIELD.fullmatch(name):
        return False
    numbers = [int(part) for part in name.split(".") if part.isdigit()]
    fields = (kind.field(name) for kind in KINDS.values())
    return any(one and all(1 <= number <= one.most for number in numbers) for one in fields)


def _language(name: str) -> str:
    """The gettext name of a column's language, whose capitals were lost: ``pt_br`` is ``pt_BR``."""
    base, mark, rest = name.replace("-", "_").partition("_")
    country, at, modifier = rest.partition("@")
    return f"{base}{mark}{country.upper()}{at}{modifier}" if mark else name


class _Reader:
    """One row becomes a post."""

    def __init__(self, table: Table, row: Row, own: str, root: Path, taken: Iterable[str]) -> None:
        self._table, self._row, self._own, self._root = table, row, own, root
        self._taken = set(taken)
        self._kind = row.cells.get("kind", "").casefold()

    def post(self) -> tuple[NewPost | None, list[Diagnostic]]:
        """The post, or None; and what was found."""
        texts, others = self._texts()
        data = self._data(texts)
        name, found = self._name(texts)
        doc = _RowFile(self._table.file, "", data, at=self._row.line)
        post, more = build_post(doc, name, self._root, self._own)
        found += [self._placed(one) for one in more]
        if post is None:
            return None, found
        translations: dict[str, dict[str, str]] = {}
        for column, (field, language, text) in others.items():
            if field not in post.texts:
                found.append(self._without_source(column, field))
            elif text:
                translations.setdefault(language, {})[field] = text
        labels = tuple(dict.fromkeys(filter(None, _parts(self._row.cells.get(_LABELS, "")))))
        return NewPost(replace(post, file=f"posts/{name}.toml"), translations, labels), found

    def _texts(self) -> tuple[dict[str, str], dict[str, tuple[str, str, str]]]:
        """The row's texts by field, and its translations by column: field, language, text."""
        texts: dict[str, str] = {}
        others: dict[str, tuple[str, str, str]] = {}
        for column, cell in self._row.cells.items():
            name, at, language = column.partition("@")
            if name in _NAMED or name in (_ID, _LABELS):
                continue
            written = _language(language)
            if not at or written == self._own:
                texts.setdefault(name, cell)
            else:
                others[column] = (name, written, plain(cell))
        return texts, others

    def _data(self, texts: Mapping[str, str]) -> dict[str, object]:
        """The row as a post's file would be."""
        data: dict[str, Any] = {"text": {}}
        for name, path in _NAMED.items():
            if name in self._row.cells:
                _put(data, path, self._value(name, self._row.cells[name]))
        for name, text in texts.items():
            head, dot, rest = name.partition(".")
            if name == "picture.alt":
                _put(data, ("picture", "alt"), text)
            elif dot and head in ("caption", "caption_answer"):
                _put(data, (head.replace("caption", "captions"), rest), text)
            elif beside_card(name):
                data[name] = text
            else:
                parts = [int(part) - 1 if part.isdigit() else part for part in name.split(".")]
                _put(data, ("text", *parts), text)
        return data

    def _value(self, name: str, cell: str) -> object:
        """A cell as the type that its column holds; what can't be is left for the check to tell."""
        if name in _SMALL or (name == "answer" and not cell.isdigit()):
            return cell.casefold()
        if name in _NUMBERS:
            return int(cell) if cell.isascii() and cell.isdigit() and len(cell) < 6 else cell
        if name in _DATES:
            try:
                return datetime.date.fromisoformat(cell)
            except ValueError:
                return cell
        return _parts(cell) if name in ("hashtags", "plan.networks") else cell

    def _name(self, texts: Mapping[str, str]) -> tuple[str, list[Diagnostic]]:
        """The post's id: its own, or one made of its title."""
        wished = self._row.cells.get(_ID, "")
        if wished and wished in self._taken:
            taken = Diagnostic(
                "csv.id-taken",
                Severity.ERROR,
                N_("There is a post “{id}” already, and none is overwritten."),
                {"id": wished},
                self._table.place(self._row.line, _ID),
                N_("Write another id, or leave the cell empty."),
            )
            return wished, [taken]
        if wished:
            return wished, []
        kind = KINDS.get(self._kind)
        title = texts.get(kind.fields[0].name, "") if kind else ""
        return free_name(name_for(title), self._taken), []

    def _placed(self, one: Diagnostic) -> Diagnostic:
        """A finding about a post's file as one about a row: column for key."""
        field = one.where.field
        columns = {".".join(map(str, path)): name for name, path in _NAMED.items()}
        column = columns.get(field, field)
        if field.startswith(("captions.", "captions_answer.")):
            column = field.replace("captions", "caption", 1)
        if column not in self._table.columns:
            column = next((n for n in self._table.columns if n.startswith(f"{column}.1")), column)
        place = self._table.place(self._row.line, column)
        params = {**one.params, "column": column, "kind": self._kind or "?"}
        if one.code in ("post.missing-key", "post.empty-text"):
            message = N_("“{column}” is empty; a post of the kind “{kind}” needs it.")
            if column == "kind" or not self._kind:
                message = N_("“{column}” is empty; every post needs it.")
            return Diagnostic("csv.empty-cell", Severity.ERROR, message, params, place)
        if one.code == "post.unknown-key":
            message = N_("“{column}” does not belong to a post of the kind “{kind}”.")
            hint = N_("Leave the cell empty.")
            return Diagnostic("csv.other-kind", Severity.ERROR, message, params, place, hint)
        return replace(one, where=place)

    def _without_source(self, column: str, field: str) -> Diagnostic:
        return Diagnostic(
            "csv.no-source",
            Severity.ERROR,
            N_("“{column}” translates a text that the row does not have."),
            {"column": column},
            self._table.place(self._row.line, column),
            N_("Fill “{field}” too, or leave both empty."),
        )


def _parts(cell: str) -> list[str]:
    return [part for part in _SEVERAL.split(cell) if part]


def _put(data: Any, path: KeyPath, value: object) -> None:
    """Put a value into nested tables and lists; a list grows as far as it must."""
    for part, following in itertools.pairwise(path):
        empty: Any = [] if isinstance(following, int) else {}
        data = _step(data, part, empty)
    last = path[-1]
    if isinstance(last, int):
        _grow(data, last, "")
    data[last] = value


def _step(data: Any, part: str | int, empty: Any) -> Any:
    if isinstance(part, int):
        _grow(data, part, {})
        return data[part]
    return data.setdefault(part, empty)


def _grow(data: list[Any], index: int, filler: object) -> None:
    while len(data) <= index:
        data.append(type(filler)())
