"""A disk that is full and a clock that jumps: two more things that a library must survive.

In: how many rounds, a folder. Out: counts of what was tried and what was lost; anything broken raises.
"""

from __future__ import annotations

import datetime
import random
import resource
import shutil
import signal
from pathlib import Path

from studio.errors import EnvironmentFailure
from studio.library import Library, Wish, backups, check, get_pack, newest_good, put_pack
from studio.library.files import NAME
from tests.library.material import caption, content


def small_disks(rounds: int, place: Path, dice: random.Random) -> dict[str, int]:
    """Edits and an import where files can only grow a little more; the system refuses the rest.

    The limit is the system's own (RLIMIT_FSIZE), so that the refusal comes out of ``write`` wherever
    SQLite happens to be: in its log, in the file, in a backup.
    """
    found = {"rounds": rounds, "edits": 0, "refused": 0, "lost": 0}
    old, signals = resource.getrlimit(resource.RLIMIT_FSIZE), signal.getsignal(signal.SIGXFSZ)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        for number in range(rounds):
            folder = place / f"small-{number}"
            _fill(folder, dice, found, old)
            shutil.rmtree(folder)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, signals)
    return found


def _fill(folder: Path, dice: random.Random, found: dict[str, int], old: tuple[int, int]) -> None:
    with Library.open(folder) as library:
        put_pack(library, content())
    with Library.open(folder, copy=False) as library:
        newest, refused = "", 0
        size = (folder / NAME).stat().st_size + dice.randrange(4096, 300_000)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
        for number in range(400):
            text = f"{number} " + "x" * dice.randrange(20_000)
            try:
                library.edit("type", [Wish(caption("tip-1"), text)])
            except EnvironmentFailure:
                refused += 1
                if refused == 3:
                    break
            else:
                newest = text
                found["edits"] += 1
        whole = False
        try:
            put_pack(library, content(60, "more"))
            whole = True
        except EnvironmentFailure:
            refused += 1
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        found["refused"] += refused
        if newest:
            found["lost"] += library.read(caption("tip-1")).value != newest
        assert bool(library.cells("more")) is whole
        library.edit("type", [Wish(caption("tip-1"), "There is room again.")])
    assert check(folder, thorough=True) == ()
    with Library.open(folder) as library:
        assert library.read(caption("tip-1")).value == "There is room again."


def clocks(rounds: int, folder: Path, dice: random.Random) -> dict[str, int]:
    """Each time the library is opened, the clock stands elsewhere, years before or after.

    The newest edit wins whatever the clock says, each edit has a higher number than the one before,
    undo takes back the right one, and there is always a good backup.
    """
    first = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)
    position = 0
    lost = 0
    for number in range(rounds):
        now = first + datetime.timedelta(minutes=dice.randrange(-5_000_000, 5_000_000))
        with Library.open(folder, clock=lambda now=now: now) as library:
            if not number:
                put_pack(library, content())
            else:
                lost += library.read(caption("tip-1")).value != f"Typed {number - 1}"
            library.edit("type", [Wish(caption("tip-1"), f"Typed {number}")])
            library.history.split()
            library.edit("type", [Wish(caption("tip-1"), "To be undone.")])
            assert library.undo()
            assert library.position() > position
            position = library.position()
            assert len(get_pack(library, "tiny").pack.posts) == 6
            if number % 5 == 0:
                library.back_up()
        assert newest_good(folder / NAME) is not None
    assert check(folder, thorough=True) == ()
    return {"jumps": rounds, "lost": lost, "backups": len(backups(folder / NAME))}
