"""Unpacking archives of strangers.

In: a ``.milpack`` file and an empty staging folder. Out: its files there and its
:class:`~studio.pack.checksums.Contents`, or one :class:`~studio.errors.InvalidInput` and nothing of
use. All that can be judged from the directory of the archive is judged before a byte is written; sizes
are counted while unpacking, for the archive's own word about them is worth nothing.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, NoReturn

from studio.diagnostics import N_, Where
from studio.errors import EnvironmentFailure, InvalidInput
from studio.model.partner import KITS
from studio.pack.checksums import Contents, read_contents
from studio.pack.names import CHECKSUMS, MOST_FILES, check_names, most_bytes
from studio.pack.schema import ID

MOST_BYTES = 1024 * 1024 * 1024
"""Largest archive, and largest sum of what is in it."""

MOST_RATIO = 100
"""How many times larger than packed a file may be; texts reach 30."""

_KIT_FOLDER = re.compile(rf"{KITS}/{ID.strip('^$')}/")
_RATIO_FROM = 1024 * 1024  # below this many bytes no ratio does harm
_CHUNK = 64 * 1024
_MOST_DIRECTORY = 16 * 1024 * 1024
_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    struct.error,
    UnicodeError,
)


def unpack(archive: Path, staging: Path) -> Contents:
    """Unpack ``archive`` into the empty folder ``staging`` (without ``checksums.toml``).

    Raises:
        InvalidInput: ``pack.no-archive``, ``pack.damaged``, ``pack.encrypted``, ``pack.link``,
            ``pack.name``, ``pack.name-collision``, ``pack.overlap``, ``pack.too-large``,
            ``pack.too-many-files``, ``pack.checksums``.
        EnvironmentFailure: ``pack.unreadable``, ``pack.unwritable``.
    """
    try:
        stream = archive.open("rb")
    except FileNotFoundError:
        _refuse(
            archive, "no-archive", N_("There is no such file."), N_("Check the name and the folder.")
        )
    except OSError as error:
        raise EnvironmentFailure.of(
            "pack.unreadable",
            N_("The file can't be read: {reason}."),
            where=Where(file=archive.name),
            reason=error.strerror or str(error),
        ) from error
    with stream:
        try:
            _check_end(stream, archive)
            with zipfile.ZipFile(stream) as zipped:
                entries = _checked(zipped, stream, archive)
                contents = read_contents(_checksums(zipped, archive))
                _check_complete(entries, contents, archive)
                _extract(zipped, entries, contents, staging, archive)
        except _BROKEN as error:
            _damaged(archive, error)
    return contents


def _check_end(stream: IO[bytes], archive: Path) -> None:
    """The end of the archive: whole, of one piece, with a directory of bearable size.

    Python's own reader takes the whole directory into memory before anyone can look at it.
    """
    size = stream.seek(0, os.SEEK_END)
    if size > MOST_BYTES:
        _too_large(archive)
    stream.seek(max(0, size - _END.size))
    end = stream.read(_END.size)
    if len(end) < _END.size or end[:4] != b"PK\5\6":
        _damaged(archive)
    _sign, disk, first, here, total, length, offset, comment = _END.unpack(end)
    if total > MOST_FILES or length > _MOST_DIRECTORY:
        # Archives of the large form (zip64) say so with the highest numbers.
        check_names(f"posts/{number}.toml" for number in range(MOST_FILES + 1))
    whole = offset + length + _END.size == size
    if disk or first or here != total or comment or not whole:
        _damaged(archive)


def _checked(zipped: zipfile.ZipFile, stream: IO[bytes], archive: Path) -> list[zipfile.ZipInfo]:
    """The entries, folders left out, each of which may be unpacked."""
    entries = [info for info in zipped.infolist() if not _is_folder(info)]
    for info in entries:
        mode = info.external_attr >> 16
        if info.flag_bits & 0x41:
            _refuse(archive, "encrypted", N_("The file is locked with a password."), _AGAIN)
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG) or info.external_attr & 0x10:
            _refuse(archive, "link", N_("The file holds a link or device, not only files."), _AGAIN)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            _damaged(archive)
    # As it is in the archive: Python cuts names at a zero byte.
    check_names(info.orig_filename for info in entries)
    if sum(info.file_size for info in entries) > MOST_BYTES:
        _too_large(archive)
    _check_places(entries, stream, zipped.start_dir, archive)
    return entries


def _is_folder(info: zipfile.ZipInfo) -> bool:
    """An entry for one of the folders of a pack, as other programs write them."""
    name = info.orig_filename
    known = name in ("posts/", "i18n/", "media/", f"{KITS}/") or _KIT_FOLDER.fullmatch(name)
    return bool(known) and not info.file_size and not info.compress_size


def _check_places(
    entries: list[zipfile.ZipInfo], stream: IO[bytes], directory: int, archive: Path
) -> None:
    """Refuse entries that share bytes: so small archives become huge ones."""
    end = 0
    for info in sorted(entries, key=lambda info: info.header_offset):
        stream.seek(info.header_offset)
        head = _LOCAL.unpack(stream.read(_LOCAL.size))
        name = stream.read(head[9])
        if head[0] != b"PK\3\4" or head[2] & 0x41 or name != _raw_name(info):
            _damaged(archive)
        if info.header_offset < end:
            _refuse(archive, "overlap", N_("Files overlap inside the archive."), _AGAIN)
        end = info.header_offset + _LOCAL.size + head[9] + head[10] + info.compress_size
    if end > directory:
        _refuse(archive, "overlap", N_("Files overlap inside the archive."), _AGAIN)


def _raw_name(info: zipfile.ZipInfo) -> bytes:
    return info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437")


def _checksums(zipped: zipfile.ZipFile, archive: Path) -> str:
    if CHECKSUMS not in zipped.namelist():
        message = N_("The file has no list of what is in it, so it is no pack file of the studio.")
        hint = N_("Make it with “milclicks pack export”, or unzip it and import the folder.")
        _refuse(archive, "no-archive", message, hint)
    parts: list[bytes] = []
    _stream_out(zipped, zipped.getinfo(CHECKSUMS), parts.append, archive)
    return b"".join(parts).decode("utf-8")


def _check_complete(entries: list[zipfile.ZipInfo], contents: Contents, archive: Path) -> None:
    names = {info.filename for info in entries} - {CHECKSUMS}
    if names != set(contents.files) or "pack.toml" not in names:
        _wrong_sum(archive, min(names ^ set(contents.files), default="pack.toml"))


def _extract(
    zipped: zipfile.ZipFile,
    entries: list[zipfile.ZipInfo],
    contents: Contents,
    staging: Path,
    archive: Path,
) -> None:
    total = 0
    for info in entries:
        if info.filename == CHECKSUMS:
            continue
        path = staging / info.filename
        digest = hashlib.sha256()
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as out:

                def take(chunk: bytes, out: IO[bytes] = out, digest: hashlib._Hash = digest) -> None:
                    digest.update(chunk)
                    out.write(chunk)

                total += _stream_out(zipped, info, take, archive)
        except OSError as error:
            raise EnvironmentFailure.of(
                "pack.unwritable",
                N_("The pack can't be unpacked: {reason}."),
                where=Where(file=archive.name),
                hint=N_("Make room on the disk, or choose a folder that you may write to."),
                reason=error.strerror or str(error),
            ) from error
        if total > MOST_BYTES:
            _too_large(archive)
        if digest.hexdigest() != contents.files[info.filename]:
            _wrong_sum(archive, info.filename)


def _stream_out(
    zipped: zipfile.ZipFile, info: zipfile.ZipInfo, take: Callable[[bytes], object], archive: Path
) -> int:
    """Hand an entry's bytes to ``take`` in small pieces; how many there were."""
    most = most_bytes(info.filename)
    done = 0
    with zipped.open(info) as source:
        while chunk := source.read(_CHUNK):
            done += len(chunk)
            if done > most or (done > _RATIO_FROM and done > MOST_RATIO * info.compress_size):
                _too_large(archive)
            take(chunk)
    return done


_AGAIN = N_("Ask for a file that was made with “milclicks pack export”.")


def _wrong_sum(archive: Path, name: str) -> NoReturn:
    raise InvalidInput.of(
        "pack.checksums",
        N_("“{name}” is not as it was when the pack was exported."),
        where=Where(file=archive.name),
        hint=N_("Ask for the file again; it was damaged or changed on its way."),
        name=name,
    )


def _too_large(archive: Path) -> NoReturn:
    message = N_("The pack is larger than any pack may be, or pretends to be small.")
    _refuse(archive, "too-large", message, N_("Make its pictures smaller, or split it."))


def _damaged(archive: Path, cause: Exception | None = None) -> NoReturn:
    raise InvalidInput.of(
        "pack.damaged",
        N_("The file is damaged or no pack at all."),
        where=Where(file=archive.name),
        hint=N_("Copy it again from where it came from; it may have been cut off."),
    ) from cause


def _refuse(archive: Path, code: str, message: str, hint: str) -> NoReturn:
    raise InvalidInput.of(f"pack.{code}", message, where=Where(file=archive.name), hint=hint)
