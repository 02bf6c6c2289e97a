"""What a library must survive (kills, damage, two writers): ``python -m tests.library.torture N``.

In: how many rounds of each. Out: one JSON object: tried, survived, lost. The test suite runs a few
rounds; before a release somebody runs many. Processes are forked from this one, which has no threads.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from studio.errors import StudioError
from studio.library import (
    Library,
    Wish,
    check,
    get_pack,
    newest_good,
    put_pack,
    restore,
    salvage,
    to_cells,
)
from studio.library.files import NAME
from studio.model.changes import Key
from studio.workspace.library_files import write_content
from tests.library.hardships import clocks, small_disks
from tests.library.material import caption, content

OLD = Path(__file__).parent / "old" / "library-0001.sqlite3.gz"
POSTS = ("tip-1", "tip-2", "tip-4")


def child(work: Callable[[int], None]) -> tuple[int, int]:
    """Run ``work`` in a forked process; gives its number and where to read what it acknowledged."""
    reader, writer = os.pipe()
    number = os.fork()
    if number == 0:
        os.close(reader)
        try:
            work(writer)
        finally:
            os._exit(0)
    os.close(writer)
    return number, reader


def said(reader: int) -> list[str]:
    with os.fdopen(reader, "r", encoding="utf-8") as stream:
        return stream.read().splitlines()


def killed(work: Callable[[int], None], after: float) -> list[str]:
    """What ``work`` acknowledged before SIGKILL."""
    number, reader = child(work)
    time.sleep(after)
    os.kill(number, signal.SIGKILL)
    os.waitpid(number, 0)
    return said(reader)


def a_while(took: list[float], work: Callable[[int], None], dice: random.Random) -> float:
    """A moment within the time that the same work took when it was last left to its end."""
    if not took:
        started = time.monotonic()
        number, reader = child(work)
        said(reader)
        os.waitpid(number, 0)
        took.append(time.monotonic() - started)
    return dice.uniform(0.0, took[0])


def editing(folder: Path, start: int) -> Callable[[int], None]:
    def work(writer: int) -> None:
        with Library.open(folder) as library:
            for n in range(start, start + 100_000):
                post = POSTS[n % len(POSTS)]
                pair = [Wish(caption(post), f"text {n}"), Wish(caption(post, language="sr"), _sr(n))]
                library.edit("type", pair)
                os.write(writer, f"{post} {n}\n".encode())

    return work


def _sr(number: int) -> str:
    return json.dumps(["Stop", f"текст {number}", False])


def edit_round(folder: Path, dice: random.Random, start: int) -> tuple[int, int]:
    """Kill while editing; gives how many edits were acknowledged and how many of them are lost."""
    lines = killed(editing(folder, start), dice.uniform(0.02, 0.25))
    acknowledged = dict(line.split() for line in lines)
    assert check(folder, thorough=True) == ()
    lost = 0
    with Library.open(folder) as library:
        for post, newest in acknowledged.items():
            text = library.read(caption(post)).value or ""
            translated = json.loads(library.read(caption(post, language="sr")).value or "[0, '0']")[1]
            there = int(text.split()[1])
            lost += there < int(newest) or int(translated.split()[1]) != there
    return len(lines), lost


def import_round(folder: Path, dice: random.Random, number: int, took: list[float]) -> bool:
    """Kill while a new pack is imported: it is whole or absent; whether it was killed before its
    end."""
    name = f"pack-{number}"
    new = content(60, name)

    def work(writer: int) -> None:
        with Library.open(folder, copy=False) as library:
            put_pack(library, new)
            os.write(writer, b"done\n")

    if not took:
        a_while(took, work, dice)
        _forget(folder, name)
    done = killed(work, a_while(took, work, dice))
    assert check(folder, thorough=True) == ()
    with Library.open(folder) as library:
        there = library.cells(name)
        if there or done:
            assert get_pack(library, name).pack == new.pack
    _forget(folder, name)
    return not done


def _forget(folder: Path, pack: str) -> None:
    """Take out a pack that the next round brings again."""
    with Library.open(folder, copy=False) as library:
        library.edit("remove", [Wish(key, None) for key in library.cells(pack)])


def migration_round(folder: Path, dice: random.Random, took: list[float]) -> bool:
    """Kill while a library of the first schema is migrated: nothing of it is lost; whether it was
    killed before its end."""

    def put_old() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        (folder / NAME).write_bytes(gzip.decompress(OLD.read_bytes()))

    put_old()

    def work(writer: int) -> None:
        Library.open(folder).close()
        os.write(writer, b"done\n")

    after = a_while(took, work, dice)
    put_old()
    done = killed(work, after)
    with Library.open(folder) as library:
        assert library.read(caption("tip-1")).value == "Typed with the first schema."
        assert library.read(Key("tiny", "tip-2", "@labels")).value == '["Kept"]'
        assert len(get_pack(library, "tiny").pack.posts) == 5
        library.edit("type", [Wish(caption("tip-2"), "Typed with today's.")])
    assert check(folder, thorough=True) == ()
    return not done


def open_round(folder: Path, dice: random.Random) -> None:
    """Kill while a library is made: the next one to open it finds it usable."""

    def work(_writer: int) -> None:
        Library.open(folder).close()

    killed(work, dice.uniform(0.0, 0.12))
    with Library.open(folder) as library:
        put_pack(library, content(2))
    assert check(folder) == ()


def export_round(folder: Path, dice: random.Random, took: list[float]) -> bool:
    """Kill while a pack is written to a folder: the folder is whole or absent; whether it was killed
    before its end."""
    shutil.rmtree(folder, ignore_errors=True)

    def work(writer: int) -> None:
        write_content(content(60, "out"), folder, lambda _digest: None)
        os.write(writer, b"done\n")

    after = a_while(took, work, dice)
    shutil.rmtree(folder, ignore_errors=True)
    done = killed(work, after)
    if folder.exists():
        assert len(list((folder / "posts").iterdir())) == 60
        assert (folder / "pack.toml").is_file()
    return not done


def page_round(folder: Path, dice: random.Random) -> tuple[bool, int]:
    """Overwrite one page; gives whether that was noticed, and how many posts salvaging brought back."""
    file = folder / NAME
    whole = file.read_bytes()
    kept = {one: one.read_bytes() for one in (folder / "backups").iterdir()}
    page = dice.randrange(len(whole) // 4096)
    file.write_bytes(whole[: page * 4096] + dice.randbytes(4096) + whole[(page + 1) * 4096 :])
    wanted = to_cells(content(40))
    try:
        Library.open(folder, copy=False).close()
        noticed = False
        assert check(folder, thorough=True) == ()
        with Library.open(folder, copy=False) as library:
            assert to_cells(get_pack(library, "tiny")) == wanted
    except StudioError as error:
        noticed = error.diagnostics[0].code == "library.damaged"
        if not noticed:
            raise
    best = newest_good(file)
    assert best is not None
    saved = salvage(folder)
    assert check(folder, thorough=True) == ()
    assert saved.aside is not None
    with Library.open(folder, copy=False) as library:
        found = to_cells(get_pack(library, "tiny"))
        assert {key: found.get(key) for key in wanted} == wanted
        posts = len({key.post for key in found if key.post})
    restore(folder, best.file)
    with Library.open(folder, copy=False) as library:
        assert to_cells(get_pack(library, "tiny")) == wanted
    # Thinning out may take a backup away, but none is ever written over.
    assert best.file.exists()
    assert all(one.read_bytes() == data for one, data in kept.items() if one.exists())
    for left in folder.glob("library-before-*"):
        left.unlink()
    file.write_bytes(whole)
    return noticed, posts


def writers(folder: Path, rounds: int) -> dict[str, int]:
    """Two processes edit the same texts; nothing may be overwritten that its writer had not seen."""

    def work(name: str) -> Callable[[int], None]:
        def edits(writer: int) -> None:
            dice = random.Random(name)
            with Library.open(folder, author=name, copy=False) as library:
                for n in range(rounds):
                    key = caption(dice.choice(POSTS))
                    seen = library.read(key).version
                    time.sleep(dice.uniform(0, 0.002))
                    done = library.edit("type", [Wish(key, f"{name} {n}", seen)])
                    os.write(writer, b"lost\n" if done.conflicts else b"kept\n")

        return edits

    both = [child(work(name)) for name in ("one", "two")]
    words = [line for _number, reader in both for line in said(reader)]
    for number, _reader in both:
        os.waitpid(number, 0)
    with Library.open(folder) as library:
        silent = 0
        last: dict[Key, str | None] = {}
        accepted = [c for c in library.since(0) if c.key.field == "caption" and not c.key.language]
        for change in accepted:
            silent += change.key in last and last[change.key] != change.before
            last[change.key] = change.after
        conflicts = library.conflicts()
        texts = {c.after for c in accepted} | {c.mine for c in conflicts}
        typed = {f"{name} {n}" for name in ("one", "two") for n in range(rounds)}
    return {
        "edits": len(words),
        "conflicts": words.count("lost"),
        "silent overwrites": silent,
        "lost texts": len(typed - texts) + abs(words.count("lost") - len(conflicts)),
    }


def kills(rounds: int, place: Path, dice: random.Random) -> dict[str, dict[str, int]]:
    """``rounds`` kills of each: editing, import, export, migration, making a library.

    A round that finds anything broken or half done raises; ``cut short`` counts the kills that came
    before the work was at its end.
    """
    folder = place / "edited"
    with Library.open(folder) as library:
        put_pack(library, content())
    edits = lost = 0
    paces: dict[str, list[float]] = {"import": [], "export": [], "migration": []}
    cut = {"import": 0, "export": 0, "migration": 0}
    for number in range(rounds):
        more, gone = edit_round(folder, dice, (number + 1) * 1_000_000)
        edits, lost = edits + more, lost + gone
        cut["import"] += import_round(folder, dice, number, paces["import"])
        cut["export"] += export_round(place / "out", dice, paces["export"])
        cut["migration"] += migration_round(place / "old", dice, paces["migration"])
        open_round(place / f"fresh-{number}", dice)
        shutil.rmtree(place / f"fresh-{number}")
    found = {"edit": {"kills": rounds, "acknowledged": edits, "lost": lost}}
    return found | {name: {"kills": rounds, "cut short": count} for name, count in cut.items()}


def pages(rounds: int, place: Path, dice: random.Random) -> dict[str, int]:
    """``rounds`` times one page of a closed library is overwritten."""
    folder = place / "damaged"
    with Library.open(folder) as library:
        put_pack(library, content(40))
        library.back_up()
    results = [page_round(folder, dice) for _ in range(rounds)]
    return {"pages": rounds, "noticed": sum(noticed for noticed, _ in results)}


def there_and_back(library: Library, steps: int) -> None:
    """Many steps of undo, then of redo: the first state, then the last."""

    def state() -> dict[Key, str | None]:
        return {k: c.value for k, c in library.cells("tiny").items() if c.value is not None}

    first = state()
    for number in range(steps):
        field = ("caption", "body", "@link")[number % 3]
        library.edit("type", [Wish(Key("tiny", f"tip-{1 + number % 2}", field), f"step {number}")])
    last = state()
    assert all(library.undo() for _ in range(steps))
    assert state() == first
    assert all(library.redo() for _ in range(steps))
    assert state() == last


def main(rounds: int, seed: int = 6) -> dict[str, object]:
    """Everything ``rounds`` times; pages and small disks half as often."""
    dice = random.Random(seed)
    steps = rounds * 5 if rounds >= 100 else 10  # the suite has a test of its own for these
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "shared"
        with Library.open(folder) as library:
            put_pack(library, content())
            there_and_back(library, steps)
        return {
            "undone and redone": steps,
            "two writers": writers(folder, rounds * 5 // 2),
            "kills": kills(rounds, place, dice),
            "damage": pages(max(1, rounds // 2), place, dice),
            "small disk": small_disks(max(1, rounds // 2), place, dice),
            "clock": clocks(rounds, place / "clock", dice),
        }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
