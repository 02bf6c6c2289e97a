"""What a person wants of the library: packs in and out, texts changed, posts found, work kept safe.

In: an open library (:func:`open_library`), names, texts. Out: :class:`~studio.model.changes.Changes`
from whatever writes, frozen values from whatever looks. Files are read and written by
:mod:`studio.workspace.library_files`.
"""

from __future__ import annotations

import datetime
import getpass
import tempfile
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
    is_address,
    measures,
    put_pack,
    restore,
    salvage,
    shown_address,
)
from studio.library import trash as _trash
from studio.library import untrash as _untrash
from studio.library.cells import entry_of, entry_value
from studio.model.catalog import Entry
from studio.model.changes import Changes, Key
from studio.model.threeway import OURS
from studio.resources import user_folder
from studio.text.languages import language as known_language
from studio.workspace.library_files import read_content, write_content
from studio.workspace.packs import export_archive, is_archive, opened_pack

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
    "library_place",
    "open_library",
    "redo",
    "restore_library",
    "salvage_library",
    "save_pack",
    "search_library",
    "set_text",
    "set_translation",
    "throw_away",
    "translation",
    "undo",
]


@dataclass(frozen=True, slots=True)
class LibraryInfo:
    """What a library holds. ``counts`` by thing; sizes in bytes.

    ``place`` is its folder, or its address without the password. ``database`` says which database
    keeps it, in which version. A library on a server has no ``backups`` of ours.
    """

    place: str
    database: str
    bytes: int
    counts: dict[str, int]
    backups: tuple[Backup, ...] = field(default=())


def library_folder() -> Path:
    """Where the user's own library is."""
    return user_folder() / "library"


def library_place(named: str = "") -> Path | str:
    """The folder or the address that somebody named, by default the user's own library.

    Raises:
        InvalidInput: ``library.bad-address``.
    """
    if not named:
        return library_folder()
    if not is_address(named):
        return Path(named)
    shown_address(named)
    return named


def open_library(place: Path | str | None = None, *, author: str = "") -> Library:
    """Open the library in a folder or, for a team, at ``postgresql+psycopg://USER@HOST/DATABASE``.

    By default it is the user's own. Who works in a team's library is known by the name they have on
    this machine, unless ``author`` gives another. Raises like :meth:`Library.open`.
    """
    chosen = place or library_folder()
    if isinstance(chosen, Path) or not is_address(chosen):
        return Library.open(Path(chosen), author=author)
    pictures = user_folder() / "pictures"
    return Library.open(chosen, author=author or getpass.getuser(), pictures=pictures)


def library_info(library: Library) -> LibraryInfo:
    """How much is in a library."""
    with library.reading() as connection:
        found = counts(connection)
        database, size = measures(connection)
    known = () if library.on_server else backups(library.file)
    return LibraryInfo(library.place, database, size, found, known)


def check_library(place: Path | str, *, thorough: bool = False) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a library; empty if it is whole."""
    return check(place, thorough=thorough)


def back_up_library(library: Library) -> Backup:
    """Make a backup now; raises like :func:`studio.library.backup.back_up`."""
    return library.back_up("manual")


def restore_library(place: Path | str, name: str = "") -> Path | None:
    """Put back the backup called ``name``, by default the newest good one.

    Returns where the library that was there has been set aside.

    Raises:
        InvalidInput: ``library.no-backup``, ``library.damaged``, ``library.on-server``.
    """
    chosen = None
    if name and not is_address(place):
        known = backups(Path(place) / NAME)
        chosen = next((one.file for one in known if one.file.name == name), None)
        if chosen is None:
            raise InvalidInput.of(
                "library.no-backup",
                N_("There is no backup {name}."),
                hint=N_("List them with: milclicks library info"),
                name=name,
            )
    return restore(place, chosen)


def salvage_library(place: Path | str) -> Salvage:
    """Make a new library of all that can be read of a damaged one.

    Raises:
        InvalidInput: ``library.on-server``.
    """
    return salvage(place)


def search_library(library: Library, query: Query) -> tuple[Hit, ...]:
    """One page of the posts that ``query`` asks for."""
    with library.reading() as connection:
        return find(connection, query)


def import_pack(library: Library, place: Path, chosen: str = "") -> Changes:
    """Bring a pack (a folder or a ``.milpack`` file) into the library, or merge it with what is there.

    What both sides changed becomes a conflict that keeps both texts, unless ``chosen`` says which
    shall stand: ``ours`` (the library's) or ``theirs`` (the pack's).

    Raises:
        InvalidInput: the pack, a catalog or a picture can't be used; the library is as it was.
        EnvironmentFailure: a file can't be read, the library can't be written.
    """
    with opened_pack(place) as folder:
        content, pictures, found = read_content(folder)
    for data in pictures:
        library.media.put(data)
    done = put_pack(library, content)
    changed, left = list(done.changes), []
    for one in done.conflicts:
        try:
            # Seen from the library "mine" came later: it is the pack's.
            value = one.theirs if chosen == OURS else one.mine
            changed += library.resolve(one.number, value).changes if chosen else ()
            left += [] if chosen else [one]
        except InvalidInput:  # a translation of a post that we removed: nothing can hold it
            left.append(one)
    return replace(done, changes=tuple(changed), conflicts=tuple(left), diagnostics=found)


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


def save_pack(library: Library, pack: str, out: Path) -> tuple[Diagnostic, ...]:
    """Write a pack as the new folder ``out``, or as one file if that ends in ``.milpack``.

    Like :func:`export_pack_folder`, but a file is written of a pack without errors only.

    Raises:
        InvalidInput: ``pack.exists`` too, or the pack's errors.
    """
    if not is_archive(out):
        return export_pack_folder(library, pack, out)
    content = get_pack(library, pack)
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        folder = Path(temporary) / pack
        write_content(content, folder, library.media.get)
        found = export_archive(folder, out).diagnostics
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
