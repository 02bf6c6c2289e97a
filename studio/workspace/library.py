"""What a person wants of the library: packs in and out, texts changed, posts found, work kept safe.

In: an open library (:func:`open_library`), names, texts. Out: :class:`~studio.model.changes.Changes`
from whatever writes, frozen values from whatever looks. Files are read and written by
:mod:`studio.workspace.library_files`.
"""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.diagnostics import N_, Diagnostic
from studio.errors import InvalidInput
from studio.library import (
    NAME,
    Backup,
    Hit,
    Library,
    Query,
    Salvage,
    Wish,
    backups,
    check,
    counts,
    find,
    get_pack,
    given_away,
    put_pack,
    restore,
    salvage,
)
from studio.library import trash as _trash
from studio.library import untrash as _untrash
from studio.library.cells import entry_of, entry_value
from studio.model.catalog import Entry
from studio.model.changes import Changes, Key
from studio.resources import user_folder
from studio.text.languages import language as known_language
from studio.workspace.library_files import read_content, write_content

__all__ = [
    "LibraryInfo",
    "Query",
    "a_day",
    "back_up_library",
    "bring_back",
    "check_library",
    "export_pack_folder",
    "import_pack",
    "library_folder",
    "library_info",
    "open_library",
    "redo",
    "restore_library",
    "salvage_library",
    "search_library",
    "set_text",
    "set_translation",
    "throw_away",
    "translation",
    "undo",
]


@dataclass(frozen=True, slots=True)
class LibraryInfo:
    """What a library holds. ``counts`` by thing; sizes in bytes."""

    folder: Path
    sqlite: str
    bytes: int
    counts: dict[str, int]
    backups: tuple[Backup, ...] = field(default=())


def library_folder() -> Path:
    """Where the user's own library is."""
    return user_folder() / "library"


def open_library(folder: Path | None = None, *, author: str = "") -> Library:
    """Open the library in ``folder``, by default the user's own; raises like :meth:`Library.open`."""
    return Library.open(folder or library_folder(), author=author)


def library_info(library: Library) -> LibraryInfo:
    """How much is in a library."""
    with library.reading() as connection:
        found = counts(connection)
    file = library.file
    return LibraryInfo(file.parent, sqlite3.sqlite_version, file.stat().st_size, found, backups(file))


def check_library(folder: Path, *, thorough: bool = False) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with the library in ``folder``; empty if it is whole."""
    return check(folder, thorough=thorough)


def back_up_library(library: Library) -> Backup:
    """Make a backup now; raises like :func:`studio.library.backup.back_up`."""
    return library.back_up("manual")


def restore_library(folder: Path, name: str = "") -> Path | None:
    """Put back the backup called ``name``, by default the newest good one.

    Returns where the library that was there has been set aside.

    Raises:
        InvalidInput: ``library.no-backup``, ``library.damaged``.
    """
    chosen = None
    if name:
        chosen = next((one.file for one in backups(folder / NAME) if one.file.name == name), None)
        if chosen is None:
            raise InvalidInput.of(
                "library.no-backup",
                N_("There is no backup {name}."),
                hint=N_("List them with: milclicks library info"),
                name=name,
            )
    return restore(folder, chosen)


def salvage_library(folder: Path) -> Salvage:
    """Make a new library of all that can be read of a damaged one."""
    return salvage(folder)


def search_library(library: Library, query: Query) -> tuple[Hit, ...]:
    """One page of the posts that ``query`` asks for."""
    with library.reading() as connection:
        return find(connection, query)


def import_pack(library: Library, folder: Path) -> Changes:
    """Bring the pack in ``folder`` into the library, or merge it with the one that is there.

    Raises:
        InvalidInput: the pack, a catalog or a picture can't be used; the library is as it was.
        EnvironmentFailure: a file can't be read, the library can't be written.
    """
    content, pictures, found = read_content(folder)
    for data in pictures:
        library.media.put(data)
    return replace(put_pack(library, content), diagnostics=found)


def export_pack_folder(library: Library, pack: str, folder: Path) -> tuple[Diagnostic, ...]:
    """Write a pack as a new ``folder``, all or nothing, and remember it as the base of the next merge.

    Returns what a check of the pack says, since the library also keeps posts that are not finished.

    Raises:
        InvalidInput: ``library.no-pack``, ``library.in-the-way``.
        EnvironmentFailure: it can't be written.
    """
    content = get_pack(library, pack)
    found = write_content(content, folder, library.media.get)
    given_away(library, content)
    return found


def set_text(library: Library, key: Key, text: str, seen: int) -> Changes:
    """Set one text of a post; ``seen`` is the version on which the writer built.

    Typing into one field is one step of undo.
    """
    return library.edit("type", [Wish(key, text, seen)], group=f"type {key}")


def set_translation(
    library: Library, key: Key, text: str, seen: int, *, fuzzy: bool = False
) -> Changes:
    """Set a translation; it counts as made from the text that the field has now.

    Raises:
        InvalidInput: there is no such language.
    """
    known_language(key.language)
    source = library.read(key._replace(language="")).value or ""
    value = entry_value(Entry(source, text, fuzzy))
    return library.edit("translate", [Wish(key, value, seen)], group=f"type {key}")


def translation(library: Library, key: Key) -> tuple[Entry | None, int]:
    """A translation and its version."""
    value, version = library.read(key)
    return (entry_of(value) if value else None), version


def throw_away(library: Library, pack: str, posts: Iterable[str] = ()) -> Changes:
    """Put posts, or without any the whole pack, into the trash."""
    return _trash(library, pack, posts)


def bring_back(library: Library, pack: str, posts: Iterable[str] = ()) -> Changes:
    """Take posts, or the pack, out of the trash."""
    return _untrash(library, pack, posts)


def undo(library: Library) -> Changes:
    """Take back the last thing done in this session."""
    return library.undo()


def redo(library: Library) -> Changes:
    """Do again what was taken back last."""
    return library.redo()


def a_day(text: str) -> datetime.date:
    """A date as people write it: 2026-11-30.

    Raises:
        InvalidInput: ``library.bad-date``.
    """
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        message = N_("“{date}” is not a date.")
        hint = N_("Write year, month and day: 2026-11-30.")
        raise InvalidInput.of("library.bad-date", message, hint=hint, date=text) from error
