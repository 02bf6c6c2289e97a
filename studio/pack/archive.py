"""``.milpack`` files: a pack's folder as one archive.

In: a pack's folder. Out: a ZIP whose bytes depend on nothing but the pack: names in order, one date, no
trace of the system; with the SHA-256 of every file. It is written beside its place and moved over it.
"""

from __future__ import annotations

import io
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import EnvironmentFailure, InvalidInput
from studio.model.partner import KITS
from studio.pack.checksums import Contents, digest_of
from studio.pack.disk import part_beside, sync_folder
from studio.pack.names import CHECKSUMS, HOLDS, MEDIA, check_names, most_bytes

SUFFIX = ".milpack"

_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX, _FILE = 3, 0o100644


def pack_contents(folder: Path, lineage: Iterable[str] = ()) -> tuple[Contents, tuple[Diagnostic, ...]]:
    """What of ``folder`` belongs to the pack, and warnings about files that are left out.

    Raises:
        InvalidInput: ``pack.name``, ``pack.name-collision``, ``pack.too-large``, ``pack.outside``.
        EnvironmentFailure: ``pack.unreadable``.
    """
    found: list[Diagnostic] = []
    names = list(_names(folder, found))
    check_names(names)
    files: dict[str, str] = {}
    try:
        for name in names:
            path = folder / name
            if not path.resolve().is_relative_to(folder.resolve()):
                message = N_("The file is a link to a place outside the pack.")
                raise InvalidInput.of("pack.outside", message, where=Where(file=name))
            if path.stat().st_size > most_bytes(name):
                raise InvalidInput.of(
                    "pack.too-large",
                    N_("The file is larger than {limit} bytes."),
                    where=Where(file=name),
                    hint=N_("Make the picture smaller, or split the file."),
                    limit=most_bytes(name),
                )
            files[name] = digest_of(path)
    except OSError as error:
        raise EnvironmentFailure.of(
            "pack.unreadable",
            N_("The file can't be read: {reason}."),
            where=Where(file=name),
            reason=error.strerror or str(error),
        ) from error
    return Contents(files, tuple(lineage)), tuple(found)


def _names(folder: Path, found: list[Diagnostic]) -> Iterator[str]:
    """Names of the files that belong to the pack in ``folder``, in order."""
    patterns = {"pack.toml": (".toml",), "posts/*": (".toml",), "i18n/*": (".po",), "media/**/*": MEDIA}
    patterns[f"{KITS}/*/*"] = (".toml", *MEDIA)
    for pattern, endings in patterns.items():
        for path in sorted(folder.glob(pattern)):
            name = PurePosixPath(path.relative_to(folder)).as_posix()
            if path.is_dir() or any(part.startswith((".", "~")) for part in path.parts[-2:]):
                continue
            if path.suffix.lower() in endings and path.is_file():
                yield name
            elif not name.endswith("~"):
                message = N_("The file does not travel with the pack.")
                where = Where(file=name)
                found.append(Diagnostic("pack.left-out", Severity.WARNING, message, {}, where, HOLDS))


def write_archive(folder: Path, contents: Contents, out: Path) -> None:
    """Write the files of ``contents`` from ``folder`` to the archive ``out``, whole or not at all.

    Raises:
        InvalidInput: ``pack.changed``: a file was changed meanwhile.
        EnvironmentFailure: ``pack.unwritable``.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with part_beside(out) as part:
            with part.open("xb") as stream:
                _write(stream, folder, contents)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(part, out)
        sync_folder(out.parent)
    except OSError as error:
        raise EnvironmentFailure.of(
            "pack.unwritable",
            N_("“{name}” could not be written: {reason}."),
            hint=N_("Make room on the disk, or choose a folder that you may write to."),
            name=out.name,
            reason=error.strerror or str(error),
        ) from error


def archive_bytes(folder: Path, contents: Contents) -> bytes:
    """:func:`write_archive` into memory, for small packs and texts only."""
    stream = io.BytesIO()
    _write(stream, folder, contents)
    return stream.getvalue()


def _write(stream: IO[bytes], folder: Path, contents: Contents) -> None:
    with zipfile.ZipFile(stream, "w", allowZip64=False) as zipped:
        zipped.writestr(_entry(CHECKSUMS), contents.text())
        for name, digest in sorted(contents.files.items()):
            with (folder / name).open("rb") as source:
                entry = _entry(name)
                entry.file_size = os.fstat(source.fileno()).st_size
                with zipped.open(entry, "w") as target:
                    shutil.copyfileobj(source, target, 1 << 16)
            if digest_of(folder / name) != digest:
                raise InvalidInput.of(
                    "pack.changed",
                    N_("The file was changed while the pack was being written."),
                    where=Where(file=name),
                    hint=N_("Save it, then try again."),
                )


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _DATE)
    # Pictures are compressed already.
    stored = name.lower().endswith(MEDIA)
    entry.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    # Else the entry says on which system it was made, and unpacks unreadable on some.
    entry.create_system, entry.external_attr = _UNIX, _FILE << 16
    return entry
