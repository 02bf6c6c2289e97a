"""Files that are whole or not there.

In: bytes and a folder. Out: files. A file is written beside its place under a hidden name, brought to
the disk, and only then moved over the old one. One export at a time holds a folder.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from studio.diagnostics import N_
from studio.errors import EnvironmentFailure, StudioError

_PREFIX, _SUFFIX = ".milclicks-", ".part"
_LOCK_NAME = ".milclicks-lock"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_counter = itertools.count(1)


def write_whole(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``: after a crash at any moment the old file or the new one is there.

    Raises:
        EnvironmentFailure: ``export.disk-full`` or ``export.unwritable``; ``path`` is as it was.
    """
    part = path.parent / f"{_PREFIX}{os.getpid()}-{next(_counter)}{_SUFFIX}"
    try:
        try:
            _write_through(part, data)
            os.replace(part, path)
        except BaseException:
            with contextlib.suppress(OSError):
                part.unlink()
            raise
    except OSError as error:
        raise failure(error, path) from error


def sync_folder(folder: Path) -> None:
    """Bring the names of the files in ``folder`` to the disk, where the system can."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def held_folder(folder: Path) -> Iterator[None]:
    """Make ``folder`` if need be, hold it against other exports, and clear what a crash left behind.

    The system lets go of the hold when the process ends, however it ends.

    Raises:
        EnvironmentFailure: ``export.unwritable``, or ``export.busy`` while another export writes there.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, folder) from error
    handle = _lock(folder)
    try:
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            with contextlib.suppress(OSError):
                left.unlink()
        yield
    finally:
        if handle is not None:
            os.close(handle)


def failure(error: OSError, path: Path) -> StudioError:
    """What the system said about ``path``, as an error that a person can act on."""
    if error.errno in _FULL:
        return EnvironmentFailure.of(
            "export.disk-full",
            N_("The disk is full: “{name}” could not be written to {folder}."),
            hint=N_(
                "Make room or choose another folder, then export again: it goes on where it stopped."
            ),
            name=path.name,
            folder=path.parent,
        )
    return EnvironmentFailure.of(
        "export.unwritable",
        N_("“{name}” could not be written to {folder}: {reason}."),
        hint=N_("Choose a folder that you may write to."),
        name=path.name,
        folder=path.parent,
        reason=error.strerror or str(error),
    )


def _write_through(part: Path, data: bytes) -> None:
    # 0o666 lets the user's umask decide; mkstemp's 0o600 would lock out a shared folder's readers.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(part, flags, 0o666)
    try:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(handle, rest) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _lock(folder: Path) -> int | None:
    """An open handle that holds the folder, or None where the file system knows no locks."""
    try:
        if sys.platform == "win32":
            # Deleted by the system when the handle closes, also after a crash.
            return os.open(folder / _LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_TEMPORARY)
        import fcntl

        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(handle)
            raise
        return handle
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN) or (folder / _LOCK_NAME).exists():
            raise EnvironmentFailure.of(
                "export.busy",
                N_("Another export is writing to {folder}."),
                hint=N_("Wait until it has finished, or choose another folder."),
                folder=folder,
            ) from error
        # Some network file systems know no locks: go on, as one did before there were any.
        return None
