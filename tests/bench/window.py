"""How fast the window is: typing, the strip of sizes, the start, scrolling, memory.

In: nothing. Out: figures as :class:`Line` values. Each part runs the real window without a screen in a
process of its own (``python -m tests.bench.window PART FOLDER``), which prints one JSON object. From a
key to the card is processor time of the window's thread, so that what else the machine does counts
little; all else is by the clock.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "templates" / "starter"
FRAME = 1000 / 60
LETTERS = {"en": " nowhere", "ar": " هنا أيضا", "zh_CN": "的一是不了"}
BACK = "\b"
KEYS = 60
_PAUSE = 0.09  # seconds between two keys: faster than most people type
_PATIENCE = 30


class Line(NamedTuple):
    """One figure; ``target`` is the most that is wished for, None for none."""

    name: str
    value: float
    unit: str
    target: float | None = None


def figures() -> Iterator[Line]:
    """All figures of the window, as they are found."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run("fill", folder / "starter", str(STARTER))
        for language in LETTERS:
            found = run("type", folder / "starter", language)
            yield Line(f"window, {language}: key to card, p50", found["p50"], "ms")
            yield Line(f"window, {language}: key to card, p95", found["p95"], "ms", 16)
            yield Line(f"window, {language}: key to card, p95 by the clock", found["wall"], "ms")
            yield Line(f"window, {language}: key to all sizes, p95", found["strip"], "ms", 150)
        starts = [run("start", folder / "starter", str(time.time())) for _ in range(3)]
        shown, first = (sorted(one[key] for one in starts)[1] for key in ("shown", "picture"))
        yield Line("window: cold start to usable", shown, "s", 1.5)
        yield Line("window: cold start to first picture", first, "s")
        run("many", folder / "big", "10000")
        found = run("scroll", folder / "big")
        yield Line("window, 10,000 posts: library page opens", found["open"], "ms")
        yield Line("window, 10,000 posts: a frame of scrolling, p50", found["p50"], "ms")
        yield Line("window, 10,000 posts: a frame of scrolling, p95", found["p95"], "ms", FRAME)
        run("many", folder / "some", "1000")
        found = run("memory", folder / "some")
        yield Line("window, 1,000 posts: memory of the window", found["window"], "MB", 350)
        yield Line("window, 1,000 posts: memory of the background", found["background"], "MB")


def run(part: str, folder: Path, *arguments: str) -> dict[str, float]:
    """Run a part in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.window", part, str(folder), *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def spread(seconds: list[float]) -> dict[str, float]:
    """Median and 95th percentile in milliseconds."""
    ordered = sorted(1000 * one for one in seconds)
    return {"p50": ordered[len(ordered) // 2], "p95": ordered[int(len(ordered) * 0.95)]}


class Stand:
    """A window on the library in a folder, without a screen."""

    def __init__(self, folder: Path) -> None:
        from dataclasses import replace

        from PySide6.QtWidgets import QApplication

        from studio.ui.app import make_application, open_desk
        from studio.ui.window import MainWindow
        from studio.workspace.preferences import load_preferences, save_preferences

        wished = replace(load_preferences(folder), language="en", theme="light", toured=True)
        save_preferences(folder, wished)
        make_application(["bench"])
        self.process: Callable[[], None] = QApplication.processEvents
        self.desk = open_desk(user=folder)
        self.window = MainWindow(self.desk)
        self.window.resize(1280, 720)

    def show(self) -> None:
        """Show it and let it paint."""
        self.window.show()
        self.process()

    def wait(self, until: Callable[[], bool], seconds: float = _PATIENCE) -> bool:
        """Let it work until something is so; False if it took too long."""
        end = time.perf_counter() + seconds
        while not until():
            if time.perf_counter() > end:
                return False
            self.process()
            time.sleep(0.001)
        return True

    def rest(self, seconds: float) -> None:
        """Let it work for a while."""
        self.wait(lambda: False, seconds)

    def __enter__(self) -> Stand:
        return self

    def __exit__(self, *_what: object) -> None:
        self.window.close()
        self.process()


def fill(folder: Path, pack: str) -> dict[str, float]:
    """Import a pack into the library in a folder."""
    from studio.workspace.library import import_pack, open_library

    with open_library(folder / "library") as library:
        import_pack(library, Path(pack))
    return {}


def many(folder: Path, count: str) -> dict[str, float]:
    """Make a library with one pack of so many posts in two languages."""
    from studio.library import put_pack
    from studio.workspace.library import open_library
    from tests.bench.library import LETTERS as ALPHABETS
    from tests.bench.library import a_pack, vocabulary

    dice = random.Random(1)
    words = {name: vocabulary(dice, ALPHABETS[name]) for name in ("en", "sr")}
    with open_library(folder / "library") as library:
        put_pack(library, a_pack(dice, 0, words, int(count)))
    return {}


def press_key(field: QWidget, letter: str) -> None:
    """Type a letter of any script, as a keyboard or an input method does."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    key = Qt.Key.Key_Backspace if letter == BACK else Qt.Key.Key_unknown
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(field, event)


def typing(folder: Path, language: str) -> dict[str, float]:
    """Type into the headline of a tip: a key, then the card is painted anew; then all sizes are."""
    from studio.ui.pages.write_page import WritePage

    with Stand(folder) as stand:
        desk = stand.desk
        tip = next(row.post for row in desk.session.rows(desk.selection.pack) if row.kind == "tip")
        desk.select(post=tip, language=language)
        stand.show()
        desk.go("write")
        page = stand.window.current()
        assert isinstance(page, WritePage)
        row = next(row for row in page.rows if row.key.field == "headline")
        row.field.setFocus()
        keys = [page.strip.key(choice.size) for choice in desk.sizes()]

        def settled() -> bool:
            return not any(desk.cards.asked(key) for key in keys)

        stand.rest(1.0)
        stand.wait(settled)
        # A word is typed and taken back, so that the text stays one that fits.
        letters = LETTERS[language] + BACK * len(LETTERS[language])
        took, work, strip = [], [], []
        for number in range(KEYS):
            before = page.canvas.image()
            started, own = time.perf_counter(), time.thread_time()
            press_key(row.field, letters[number % len(letters)])
            while page.canvas.image() is before:
                stand.process()
            took.append(time.perf_counter() - started)
            work.append(time.thread_time() - own)
            if number % 10 == 9:
                stand.wait(settled)
                strip.append(time.perf_counter() - started)
            else:
                stand.rest(_PAUSE)
        wall = spread(took[5:])["p95"]
        return {**spread(work[5:]), "wall": wall, "strip": spread(strip)["p95"]}


def start(folder: Path, began: str) -> dict[str, float]:
    """From the process's start to a painted window, and to the first picture in it."""
    with Stand(folder) as stand:
        pictures: list[object] = []
        stand.desk.cards.arrived.connect(pictures.append)
        stand.show()
        shown = time.time() - float(began)
        stand.wait(lambda: bool(pictures))
        return {"shown": shown, "picture": time.time() - float(began)}


def scroll(folder: Path) -> dict[str, float]:
    """Scroll through the library, 40 pixels a frame, as a wheel does; then in jumps."""
    from PySide6.QtWidgets import QAbstractItemView

    with Stand(folder) as stand:
        began = time.perf_counter()
        stand.show()
        opened = time.perf_counter() - began
        stand.rest(2.0)
        views = list(stand.window.current().findChildren(QAbstractItemView))
        view = max(views, key=lambda one: one.verticalScrollBar().maximum())
        bar = view.verticalScrollBar()
        assert bar.maximum() > 10_000, "there is nothing to scroll"
        took = []
        for number in range(400):
            far = 40 if number % 50 else bar.maximum() // 9
            started = time.perf_counter()
            bar.setValue((bar.value() + far) % bar.maximum())
            stand.process()
            took.append(time.perf_counter() - started)
            stand.rest(max(0.0, FRAME / 1000 - took[-1]))
        return {**spread(took), "open": opened * 1000}


def memory(folder: Path) -> dict[str, float]:
    """Look at a thousand posts, write in one of them, look at the fit of all; then weigh."""
    with Stand(folder) as stand:
        desk = stand.desk
        stand.show()
        for row in desk.session.rows(desk.selection.pack)[:300]:
            desk.select(post=row.post)
            stand.process()
        for page in ("write", "translate", "fit", "captions", "library"):
            desk.go(page)
            stand.rest(1.5)
        own, others = resident(os.getpid()), [resident(child) for child in children(os.getpid())]
        return {"window": own, "background": max(others, default=0.0)}


def resident(process: int) -> float:
    """How many MB of memory a process has, on systems with /proc; 0 elsewhere."""
    try:
        status = Path(f"/proc/{process}/status").read_text("ascii")
    except OSError:
        return 0.0
    line = next((one for one in status.splitlines() if one.startswith("VmRSS")), "VmRSS: 0 kB")
    return int(line.split()[1]) / 1024


def children(process: int) -> list[int]:
    """The processes that a process has started, on Linux."""
    file = Path(f"/proc/{process}/task/{process}/children")
    return [int(one) for one in file.read_text("ascii").split()] if file.exists() else []


PARTS: dict[str, Callable[..., dict[str, float]]] = {
    "fill": fill,
    "many": many,
    "type": typing,
    "start": start,
    "scroll": scroll,
    "memory": memory,
}


def main(arguments: list[str]) -> None:
    """One part, or all of them as lines."""
    if arguments:
        part, folder, *more = arguments
        print(json.dumps(PARTS[part](Path(folder), *more)))
        return
    for line in figures():
        target = f"  (at most {line.target:.3g})" if line.target is not None else ""
        print(f"{line.name}: {line.value:.3g} {line.unit}{target}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
