"""Folders and files that are whole or not there.

In: places. Out: places beside them to write to, and a hold on a folder. What a crash leaves behind
under such a name is cleared by the next who needs one.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from studio.diagnostics import N_
from studio.errors import EnvironmentFailure

_counter = itertools.count(1)


@contextlib.contextmanager
def part_beside(place: Path) -> Iterator[Path]:
    """A free name in the folder of ``place``; what is there at the end is removed.

    While it is in use, nobody takes it for a leftover.
    """
    prefix = f".milclicks-{place.name}-"
    for left in place.parent.glob(f"{_literal(prefix)}*.part"):
        if not _alive(left.name.removeprefix(prefix)):
            remove(left)
    part = place.parent / f"{prefix}{os.getpid()}-{next(_counter)}.part"
    try:
        yield part
    finally:
        remove(part)


def remove(path: Path) -> None:
    """Remove a file or a whole folder, if the system lets us."""
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


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


def write_through(path: Path, data: bytes) -> None:
    """A new file, brought to the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


@contextlib.contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a folder against other sessions; the system lets go when the process ends, however it ends.

    Raises:
        EnvironmentFailure: ``pack.busy``; ``pack.unwritable`` if it can't be opened.
    """
    handle = -1
    try:
        if sys.platform == "win32":
            name = folder / ".milclicks-pack-lock"
            handle = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_TEMPORARY)
        else:
            import fcntl

            handle = os.open(folder, os.O_RDONLY)
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EEXIST):
            if handle >= 0:
                os.close(handle)
            raise EnvironmentFailure.of(
                "pack.busy",
                N_("Somebody else is changing the pack in {folder}."),
                hint=N_("Wait until that has finished."),
                folder=folder,
            ) from error
        if handle < 0:
            raise EnvironmentFailure.of(
                "pack.unwritable",
                N_("“{name}” could not be written: {reason}."),
                name=folder.name,
                reason=error.strerror or str(error),
            ) from error
        # Some network file systems know no locks: go on, as one did before there were any.
    try:
        yield
    finally:
        os.close(handle)


def _literal(name: str) -> str:
    """``name`` as a pattern that matches itself only."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in name)


def _alive(rest: str) -> bool:
    """Whether the process is running whose number a leftover's name begins with."""
    number = rest.partition("-")[0]
    if not number.isdigit() or int(number) == os.getpid():
        return True
    if sys.platform == "win32":
        return True  # asking might end it; leftovers there are for the next who cleans up
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
