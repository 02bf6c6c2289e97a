"""Imports and exports that are killed at any moment.

``python -m tests.pack.torture --points 200`` tries that many places each of import and export and
prints what it found as JSON. In each try a forked process kills itself (SIGKILL) right before one of
its calls to the file system, or, at every fourth, its parent does after a random time. Afterwards the
pack must be what it was before or what it was to become, in all its files, as soon as anybody opens it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from studio.pack import load_pack
from studio.workspace.packs import export_archive, import_archive, verify_pack

NOW = datetime(2026, 11, 1, 12)
_WATCHED = ("open", "os.", "shutil.", "tempfile.")
POST = 'kind = "tip"\nelement = "critical"\ncaption = "{0}"\n\n[text]\nheadline = "{0}"\nbody = "{1}"\n'


def make_pack(folder: Path, posts: int) -> Path:
    """A pack of ``posts`` tips with a catalog."""
    (folder / "posts").mkdir(parents=True)
    (folder / "i18n").mkdir()
    (folder / "pack.toml").write_text('format = 1\nid = "t"\ntitle = "T"\nlanguage = "en"\n')
    entries = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
    for number in range(posts):
        text = POST.replace("{0}", f"Text {number}").replace("{1}", f"Body {number}")
        (folder / "posts" / f"p{number}.toml").write_text(text)
        entries.append(f'msgctxt "p{number}/body"\nmsgid "Body {number}"\nmsgstr "Тело {number}"\n')
    (folder / "i18n" / "sr.po").write_text("\n".join(entries), "utf-8")
    return folder


def state(folder: Path) -> str:
    """A hash of the files of a pack, without what the studio keeps for itself."""
    if not folder.exists():
        return "absent"
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not name.startswith(".exchange"):
            digest.update(f"{name}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()


def forked(job: Callable[[], object], kill_at: int = 0, after: float = 0.0) -> tuple[bool, int]:
    """Run ``job`` in a fork: whether it ended well, and how many calls it made to the file system."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        calls = 0

        def watch(event: str, _arguments: object) -> None:
            nonlocal calls
            if event.startswith(_WATCHED):
                calls += 1
                if calls == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        try:
            job()
            os.write(write, str(calls).encode())
            os._exit(0)
        except BaseException as error:
            os.write(2, f"{error!r}\n".encode())
            os._exit(1)
    os.close(write)
    if after:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    data = os.read(read, 100)
    os.close(read)
    status = os.waitpid(child, 0)[1]
    return status == 0, int(data or b"0")


def torture(
    points: int, prepare: Callable[[], None], job: Callable[[], object], seen: Callable[[], str],
    after: Callable[[], object],
) -> dict[str, int]:  # fmt: skip
    """Kill ``job`` at ``points`` places; counts of what was found then.

    ``seen`` tells what is there; ``after`` opens it again, as the next session would, and must not
    fail. ``halfway`` counts tries where only that brought the change to its end.
    """
    prepare()
    before = seen()
    begun = time.monotonic()
    well, calls = forked(job)
    took = time.monotonic() - begun
    wanted = seen()
    assert well
    assert calls > 10
    assert before != wanted
    found: Counter[str] = Counter(calls=calls, old=0, new=0, lost=0)
    pick = random.Random(2026)
    places = [pick.randint(1, calls) for _ in range(points)]
    for number, place in enumerate(places):
        prepare()
        timed = number % 4 == 3
        ended, _ = forked(job, 0 if timed else place, pick.uniform(0.001, took) if timed else 0.0)
        found["killed"] += not ended
        found["halfway"] += seen() not in (before, wanted)
        after()
        found[{before: "old", wanted: "new"}.get(seen(), "lost")] += 1
        again, _ = forked(job)
        found["stuck"] += not again or seen() != wanted
    return dict(found)


def run(points: int, posts: int, home: Path) -> dict[str, dict[str, int]]:
    """Torture an import into a pack, one into a new folder, and an export."""
    ours, theirs, fresh = make_pack(home / "base", posts), home / "theirs", home / "new" / "fresh"
    sent, back, out = home / "sent.milpack", home / "back.milpack", home / "out" / "out.milpack"
    export_archive(ours, sent)
    import_archive(sent, theirs, now=NOW)
    for number in range(0, posts, 2):
        path = theirs / "posts" / f"p{number}.toml"
        path.write_text(path.read_text().replace("Body", "Changed body"))
    (theirs / "posts" / "p1.toml").unlink()
    export_archive(theirs, back)
    work = home / "work"
    tempfile.tempdir = str(home / "temporary")  # what the killed leave there goes with the rest
    (home / "temporary").mkdir()

    def reset() -> None:
        for folder in (work, fresh.parent, out.parent):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(ours, work)

    def reset_export() -> None:
        reset()
        out.parent.mkdir()
        shutil.copy(sent, out)
        shutil.rmtree(work)
        shutil.copytree(theirs, work)

    def one_file() -> str:
        return hashlib.sha256(out.read_bytes()).hexdigest()

    def no_litter(folder: Path) -> int:
        return sum(".part" in p.name for p in folder.iterdir())

    results = {
        "import": torture(
            points, reset, lambda: import_archive(back, work, now=NOW), lambda: state(work),
            lambda: load_pack(work),
        ),
        "import new": torture(
            points, reset, lambda: import_archive(back, fresh, now=NOW), lambda: state(fresh),
            lambda: fresh.exists() and load_pack(fresh),
        ),
        "export": torture(
            points, reset_export, lambda: export_archive(work, out), one_file, lambda: verify_pack(out)
        ),
    }  # fmt: skip
    results["export"]["litter"] = no_litter(out.parent)
    return results


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--points", type=int, default=200)
    parser.add_argument("--posts", type=int, default=12)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        print(json.dumps(run(arguments.points, arguments.posts, Path(temporary)), indent=1))
