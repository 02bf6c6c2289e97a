"""Packs that travel: made into one file, unpacked, merged, verified.

In: folders and ``.milpack`` files. Out: the same, and what was done. What comes from others is unpacked
beside its place and looked at whole before anything is changed; then all of it changes or nothing.
"""

from __future__ import annotations

import contextlib
import datetime
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import EnvironmentFailure, InvalidInput, StudioError
from studio.model.partner import KIT_FILE, KITS
from studio.model.post import Pack
from studio.model.threeway import OURS, Conflict
from studio.pack import journal
from studio.pack.archive import SUFFIX, write_archive
from studio.pack.checksums import Contents, digest_of, joined_lineage
from studio.pack.disk import held, part_beside, remove, sync_folder
from studio.pack.exchange import common_state, lineage, open_state, remembering, same
from studio.pack.safe_unpack import unpack
from studio.workspace.packmerge import Copy, Merged, merge_copies, open_copy, read_bytes, write_files

KEPT_BACKUPS = 20

_BACKUPS = f"{journal.HOME}/backups"


@dataclass(frozen=True, slots=True)
class PackReport:
    """A pack that is right. ``state`` is the id of all that is in it."""

    pack: Pack
    state: str
    files: int
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. ``status``: ``new``, ``merged``, ``unchanged``, or ``conflicts``, when
    nothing was written.

    ``changed`` are names of files; ``backup`` is the folder's former state; ``based`` tells whether a
    state was known that both sides come from.
    """

    status: str
    pack: Pack
    conflicts: tuple[Conflict, ...] = ()
    changed: tuple[str, ...] = ()
    backup: Path | None = None
    based: bool = True
    diagnostics: tuple[Diagnostic, ...] = field(default=())


def is_archive(place: Path) -> bool:
    """Whether ``place`` is (meant to be) a ``.milpack`` file, not a folder."""
    return place.suffix.lower() == SUFFIX and not place.is_dir()


@contextlib.contextmanager
def opened_pack(place: Path) -> Iterator[Path]:
    """The folder of a pack; an archive is unpacked and checked, for as long as it is needed.

    Raises:
        InvalidInput, EnvironmentFailure: like :func:`studio.pack.safe_unpack.unpack`.
    """
    if not is_archive(place):
        yield place
        return
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        unpack(place, Path(temporary))
        yield Path(temporary)


def verify_pack(place: Path) -> PackReport:
    """Look at everything in a folder or archive: sums, names, posts, catalogs, pictures.

    Raises:
        InvalidInput: it can't be used, and why.
        EnvironmentFailure: it can't be read.
    """
    with _copy(place) as copy:
        return PackReport(copy.pack, copy.contents.id, len(copy.contents.files), copy.diagnostics)


def export_archive(folder: Path, out: Path, *, replace: bool = False) -> PackReport:
    """Write the pack in ``folder`` as the archive ``out``; the folder remembers what was given away.

    A file that is no earlier export of the same pack is replaced with ``replace`` only.

    Raises:
        InvalidInput: the pack has errors; ``pack.exists``.
        EnvironmentFailure: ``pack.unwritable``, ``pack.busy``.
    """
    copy = open_copy(folder)
    if out.exists() and not (replace or _is_version(out, copy.pack.id)):
        raise InvalidInput.of(
            "pack.exists",
            N_("There is a file “{name}” already, and it is no version of this pack."),
            hint=N_("Choose another name, or use --force to replace it."),
            name=out.name,
        )
    before = lineage(folder)
    contents = Contents(copy.contents.files, joined_lineage(before, [copy.contents.id]))
    write_archive(folder, contents, out)
    found = [*copy.diagnostics, *_left_at_home(copy)]
    try:
        with held(folder):
            journal.finish_held(folder)
            memory = remembering(folder, folder, contents)
            if not same(folder, memory):
                journal.change(folder, memory)
    except EnvironmentFailure:
        message = N_("The pack's folder can't be written to, so it doesn't remember this export.")
        hint = N_("What comes back may have to be compared text by text.")
        where = Where(file=folder.name)
        found.append(Diagnostic("pack.not-remembered", Severity.WARNING, message, {}, where, hint))
    return PackReport(copy.pack, contents.id, len(contents.files), tuple(found))


def _left_at_home(copy: Copy) -> Iterator[Diagnostic]:
    """Partners that the pack names and whose kits are not in it."""
    for name in copy.pack.partners:
        if f"{KITS}/{name}/{KIT_FILE}" not in copy.contents.files:
            yield Diagnostic(
                "partner.not-in-pack",
                Severity.WARNING,
                N_("The kit of the partner “{id}” is not in the pack, so it stays at home."),
                {"id": name},
                Where(file="pack.toml", field="partners"),
                N_("Make it with “milclicks partners add” and --pack."),
            )


def import_archive(
    source: Path, folder: Path, *, now: datetime.datetime, chosen: str = ""
) -> ImportResult:
    """Bring the pack in ``source`` (archive or folder) into ``folder``: new, or merged.

    ``chosen`` is whose version stands at a conflict (``ours`` or ``theirs``); without it nothing is
    written if there is one. ``now`` names the backup.

    Raises:
        InvalidInput: either pack has errors, or they are different packs; nothing was changed.
        EnvironmentFailure: ``pack.unwritable``, ``pack.busy``; all is as it was, or all is changed.
    """
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return _import_new(source, folder)
    with held(folder):
        journal.finish_held(folder)
        ours = open_copy(folder)
        with _copy(source) as theirs, _base(folder, theirs.contents) as base:
            merged = merge_copies(base, ours, theirs, chosen or OURS)
            if merged.conflicts and not chosen:
                return ImportResult("conflicts", merged.pack, merged.conflicts, based=base is not None)
            return _import_into(folder, ours, theirs, merged, now, based=base is not None)


def _import_new(source: Path, folder: Path) -> ImportResult:
    try:
        folder.absolute().parent.mkdir(parents=True, exist_ok=True)
        with _copy(source) as theirs, part_beside(folder.absolute()) as staging:
            write_files({name: theirs.folder / name for name in theirs.contents.files}, staging)
            memory = remembering(staging, theirs.folder, theirs.contents, theirs.contents.lineage)
            write_files({name: read_bytes(c) for name, c in memory.items() if c is not None}, staging)
            _check_copied(staging, theirs.contents)
            sync_folder(staging)
            os.rename(staging, folder)  # an empty folder gives way, any other is left alone
            sync_folder(folder.absolute().parent)
    except OSError as error:
        raise _unwritable(folder, error) from error
    changed = tuple(sorted(theirs.contents.files))
    return ImportResult("new", theirs.pack, changed=changed, diagnostics=theirs.diagnostics)


def _check_copied(staging: Path, contents: Contents) -> None:
    """Refuse a copy of something that was changed while it was read."""
    for name, digest in contents.files.items():
        if digest_of(staging / name) != digest:
            message = N_("The file was changed while it was read.")
            raise InvalidInput.of("pack.changed", message, where=Where(file=name))


def _import_into(
    folder: Path,
    ours: Copy,
    theirs: Copy,
    merged: Merged,
    now: datetime.datetime,
    *,
    based: bool,
) -> ImportResult:
    """Write a merged pack over the folder it was merged from, which is held."""
    changes: dict[str, bytes | Path | None] = dict.fromkeys(
        name for name in ours.contents.files if name not in merged.files
    )
    for name, content in merged.files.items():
        if not (isinstance(content, Path) and content.is_relative_to(folder)):
            changes[name] = content
    changes = {name: c for name, c in changes.items() if c is None or _differs(folder / name, c)}
    memory = remembering(folder, theirs.folder, theirs.contents, theirs.contents.lineage)
    found = (*ours.diagnostics, *theirs.diagnostics)
    if not changes and same(folder, memory):
        return ImportResult("unchanged", merged.pack, based=based, diagnostics=found)
    backup = _back_up(folder, ours.contents, now) if changes else None
    journal.change(folder, {**changes, **memory})
    return ImportResult(
        "merged" if changes else "unchanged",
        merged.pack,
        merged.conflicts,
        tuple(sorted(changes)),
        backup,
        based,
        found,
    )


def merge_places(
    base: Path | None, ours: Path, theirs: Path, out: Path, chosen: str = ""
) -> ImportResult:
    """Merge two versions of a pack (folders or archives) into ``out``, which must not be there yet.

    Raises:
        InvalidInput: a pack has errors, they are different packs, or ``pack.exists``.
        EnvironmentFailure: ``pack.unwritable``.
    """
    if out.exists():
        message = N_("“{name}” is there already.")
        hint = N_("Choose another name.")
        raise InvalidInput.of("pack.exists", message, hint=hint, name=out.name)
    with contextlib.ExitStack() as stack:
        was = stack.enter_context(_copy(base)) if base else None
        own, other = (stack.enter_context(_copy(place)) for place in (ours, theirs))
        merged = merge_copies(was, own, other, chosen or OURS)
        if merged.conflicts and not chosen:
            return ImportResult("conflicts", merged.pack, merged.conflicts, based=was is not None)
        sides = [side.contents for side in (was, own, other) if side]
        joined = joined_lineage(*((*c.lineage, c.id) for c in sides))
        try:
            out.absolute().parent.mkdir(parents=True, exist_ok=True)
            with part_beside(out.absolute()) as staging:
                write_files(merged.files, staging)
                files = {name: digest_of(staging / name) for name in merged.files}
                contents = Contents(files, joined)
                if out.suffix.lower() == SUFFIX:
                    write_archive(staging, contents, out)
                else:
                    memory = remembering(staging, staging, contents, joined)
                    write_files({n: read_bytes(c) for n, c in memory.items() if c is not None}, staging)
                    os.rename(staging, out)
        except OSError as error:
            raise _unwritable(out, error) from error
    changed = tuple(sorted(files))
    return ImportResult("merged", merged.pack, merged.conflicts, changed, based=was is not None)


@contextlib.contextmanager
def _copy(place: Path) -> Iterator[Copy]:
    """A pack that was read and found right; an archive is unpacked for the moment."""
    if not is_archive(place):
        copy = open_copy(place)
        known = Contents(copy.contents.files, lineage(place))
        yield Copy(place, known, copy.pack, copy.catalogs, copy.diagnostics)
        return
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        contents = unpack(place, Path(temporary))
        yield open_copy(Path(temporary), contents)


@contextlib.contextmanager
def _base(folder: Path, theirs: Contents) -> Iterator[Copy | None]:
    """The newest state that both sides come from, if one is known."""
    state = common_state(folder, theirs)
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        contents = open_state(folder, state, Path(temporary)) if state else None
        copy = None
        if contents:
            with contextlib.suppress(StudioError):
                copy = open_copy(Path(temporary), contents, pictures=False)
        yield copy


def _differs(path: Path, content: bytes | Path) -> bool:
    return not path.is_file() or path.read_bytes() != read_bytes(content)


def _back_up(folder: Path, contents: Contents, now: datetime.datetime) -> Path:
    """Keep the folder's state as an archive in it; the oldest of many go."""
    home = folder / _BACKUPS
    stem = f"{now:%Y%m%d-%H%M%S}"
    names = (f"{stem}{'-' + str(n) if n else ''}{SUFFIX}" for n in range(1000))
    path = next(home / name for name in names if not (home / name).exists())
    write_archive(folder, Contents(contents.files, lineage(folder)), path)
    for old in sorted(home.glob(f"*{SUFFIX}"))[:-KEPT_BACKUPS]:
        remove(old)
    return path


def _is_version(file: Path, pack: str) -> bool:
    """Whether ``file`` is an archive of the pack with this id."""
    try:
        with _copy(file) as copy:
            return is_archive(file) and copy.pack.id == pack
    except StudioError:
        return False


def _unwritable(place: Path, error: OSError) -> StudioError:
    return EnvironmentFailure.of(
        "pack.unwritable",
        N_("“{name}” could not be written: {reason}."),
        where=Where(file=str(place)),
        hint=N_("Make room on the disk, or choose a folder that you may write to."),
        name=place.name,
        reason=error.strerror or str(error),
    )
