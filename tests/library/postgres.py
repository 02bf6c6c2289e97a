"""A real PostgreSQL server of the tests' own: ``with cluster() as address_of: ...``.

In: nothing; it looks for the programs of PostgreSQL 15 or newer. Out: a function that makes an empty
database and gives its address. The server listens on a socket in a temporary folder only, runs as
another user if this one is root (which it refuses to serve), and is gone at the end.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

OLDEST = 15
USER = "milclicks"


def programs() -> Path | None:
    """The folder of ``initdb`` and ``postgres``, of the newest version that is there."""
    found: dict[int, Path] = {}
    here = shutil.which("initdb")
    known = [Path(here).resolve().parent] if here else []
    for folder in [*known, *Path("/usr/lib/postgresql").glob("*/bin")]:  # Debian's are not on the PATH
        if (folder / "initdb").is_file() and (folder / "postgres").is_file():
            ask = [folder / "postgres", "-V"]
            done = subprocess.run(ask, capture_output=True, text=True, check=True)
            if version := re.search(r"(\d+)", done.stdout):
                found[int(version[1])] = folder
    newest = max(found, default=0)
    return found[newest] if newest >= OLDEST else None


def empty(address: str, tables: Iterable[str]) -> None:
    """Take all rows out of tables; numbers begin at 1 again."""
    with psycopg.connect(address.replace("+psycopg", "")) as one:
        one.execute(f"TRUNCATE {', '.join(tables)} RESTART IDENTITY CASCADE")


def _servant() -> dict[str, Any]:
    """Who runs the server: arguments of :func:`subprocess.run`."""
    import pwd  # not on Windows

    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            user = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise RuntimeError("PostgreSQL does not run as root, and there is no user postgres or nobody")


@contextmanager
def cluster(*settings: str) -> Iterator[Callable[[], str]]:
    """A running server; ``settings`` like ``fsync=on``. Gives "make a database, tell its address"."""
    folder = programs()
    assert folder is not None
    who = _servant()
    home = Path(tempfile.mkdtemp(prefix="mc-pg-"))  # short: a socket's path has room for 107 letters
    process: subprocess.Popen[bytes] | None = None
    try:
        if who:
            os.chown(home, who["user"], who["group"])
        data = home / "data"
        make = [folder / "initdb", "-D", data, "-U", USER, "--auth=trust", "--no-sync"]
        make += ["--encoding=UTF8", "--locale=C.UTF-8"]
        subprocess.run(make, cwd=home, check=True, capture_output=True, **who)
        options = ["listen_addresses=", f"unix_socket_directories={home}", "fsync=off", *settings]
        run = [folder / "postgres", "-D", data, *(part for one in options for part in ("-c", one))]
        log = (home / "log").open("wb")
        with log:
            process = subprocess.Popen(run, cwd=home, stdout=log, stderr=log, **who)
        _wait(home, process)
        numbers = itertools.count(1)

        def make_database() -> str:
            name = f"library_{next(numbers)}"
            with psycopg.connect(host=str(home), user=USER, dbname="postgres", autocommit=True) as one:
                one.execute(f"CREATE DATABASE {name}")
            return f"postgresql+psycopg://{USER}@/{name}?host={home}"

        yield make_database
    finally:
        if process:
            process.send_signal(signal.SIGQUIT)  # stop at once: nothing in it is kept
            process.wait(30)
        shutil.rmtree(home, ignore_errors=True)


def _wait(home: Path, process: subprocess.Popen[bytes]) -> None:
    """Until the server takes connections; it tells so by its socket, then by an answer."""
    for _ in range(3000):
        try:
            psycopg.connect(host=str(home), user=USER, dbname="postgres", connect_timeout=10).close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                raise RuntimeError((home / "log").read_text("utf-8")) from None
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.02)  # a moment, or until it ends
        else:
            return
    raise RuntimeError("PostgreSQL does not answer")
