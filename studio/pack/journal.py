"""Several files of a folder changed at once.

In: a folder and what its files shall be. Out: all of them, or none. The new files are first written
into ``.exchange/pending``; one rename to ``.exchange/commit`` decides; then each takes its place. After
a crash before the rename all is as it was; after it, whoever opens the pack next brings the change to
its end.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from studio.diagnostics import N_, Where
from studio.errors import EnvironmentFailure, InvalidInput
from studio.pack.checksums import digest_of
from studio.pack.disk import held, remove, sync_folder, write_through
from studio.pack.names import most_bytes

HOME = ".exchange"
"""The folder inside a pack's folder with what exchanging it needs."""

_OWN = re.compile(r"\.exchange/(lineage|states/[0-9a-f]{64}\.(toml|milpack))")
_PENDING, _COMMIT, _PLAN, _KEPT = "pending", "commit", "plan.json", "kept"

Changes = Mapping[str, bytes | Path | None]
"""New content by name: bytes, a file to copy, or None for a file that goes."""


def change(folder: Path, changes: Changes) -> None:
    """Make ``changes`` in ``folder``, which the caller holds and has brought to its end before.

    Raises:
        EnvironmentFailure: ``pack.unwritable``; all is as it was, or will be all changed.
    """
    home = folder / HOME
    pending = home / _PENDING
    try:
        remove(pending)
        pending.mkdir(parents=True)
        plan = []
        for number, (name, content) in enumerate(sorted(changes.items())):
            old = digest_of(folder / name) if (folder / name).is_file() else ""
            if content is not None:
                data = content.read_bytes() if isinstance(content, Path) else content
                write_through(pending / str(number), data)
            plan.append({"name": name, "old": old, "gone": content is None})
        write_through(pending / _PLAN, json.dumps(plan, indent=1).encode())
        sync_folder(pending)
        os.rename(pending, home / _COMMIT)
        sync_folder(home)
        _carry_out(folder)
    except OSError as error:
        raise _unwritable(folder, error) from error


def unfinished(folder: Path) -> bool:
    """Whether a change was decided but not brought to its end."""
    return (folder / HOME / _COMMIT / _PLAN).is_file()


def finish(folder: Path) -> None:
    """Bring a change to its end that a crash cut off; nothing if there is none.

    Raises:
        EnvironmentFailure: ``pack.busy`` while it is still going on, ``pack.unwritable``.
    """
    if unfinished(folder):
        with held(folder):
            finish_held(folder)


def finish_held(folder: Path) -> None:
    """:func:`finish` for who holds the folder already."""
    try:
        if unfinished(folder):
            _carry_out(folder)
        else:
            remove(folder / HOME / _COMMIT)
    except OSError as error:
        raise _unwritable(folder, error) from error


def _carry_out(folder: Path) -> None:
    """Put every file of the decided change into its place; doing it twice is like doing it once."""
    home = folder / HOME
    commit = home / _COMMIT
    touched = {folder}
    for number, step in enumerate(_plan(folder)):
        path, new = folder / step["name"], commit / str(number)
        touched.add(path.parent)
        if not (step["gone"] or new.exists()):
            continue  # it has taken its place already
        if path.is_file() and digest_of(path) not in (
            step["old"],
            digest_of(new) if new.exists() else "",
        ):
            # Somebody edited it between the crash and now: that is kept beside.
            kept = home / _KEPT / step["name"]
            kept.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, kept)
        if step["gone"]:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            os.replace(new, path)
    for place in touched:
        sync_folder(place)
    # The plan goes first: without it, nobody takes the rest for a decided change.
    (commit / _PLAN).unlink()
    remove(commit)


def _plan(folder: Path) -> list[dict[str, Any]]:
    """The steps of the decided change; a folder of strangers may pretend to have one."""
    try:
        steps = json.loads((folder / HOME / _COMMIT / _PLAN).read_bytes())
        for step in steps:
            name, old, gone = step["name"], step["old"], step["gone"]
            inside = (folder / name).resolve().is_relative_to(folder.resolve())
            good = inside and (most_bytes(name) or _OWN.fullmatch(name))
            if not (good and isinstance(old, str) and isinstance(gone, bool)):
                raise ValueError(name)
    except (ValueError, TypeError, LookupError) as error:
        raise InvalidInput.of(
            "pack.journal",
            N_("The pack holds a change that was begun and can't be finished."),
            where=Where(file=f"{HOME}/{_COMMIT}/{_PLAN}"),
            hint=N_("Delete the folder .exchange/commit; look at the backups in .exchange/backups."),
        ) from error
    assert isinstance(steps, list)
    return steps


def _unwritable(folder: Path, error: OSError) -> EnvironmentFailure:
    failure = EnvironmentFailure.of(
        "pack.unwritable",
        N_("“{name}” could not be written: {reason}."),
        where=Where(file=str(folder)),
        hint=N_("Make room on the disk, or choose a folder that you may write to."),
        name=folder.name,
        reason=error.strerror or str(error),
    )
    assert isinstance(failure, EnvironmentFailure)
    return failure
