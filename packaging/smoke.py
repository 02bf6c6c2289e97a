"""Try the frozen app as a stranger would: its fonts, a card, an exported pack, the window.

In: the app's folder (default ``dist/milclicks``). Out: a table of what was tried and how long it took;
exit code 1 at the first thing that is not as it must be. The app runs in an empty folder with a bare
environment, so nothing of the source tree can help it.

    python packaging/smoke.py [FOLDER]
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
SIZE = (1080, 1350)
POST = "five-checks"
SHOWN = "window shown"  # what the app says when its window can be used
LEAST_WINDOW = (1024, 600)


class SmokeError(Exception):
    """The app is not fit to be shipped; the text says why."""


def program_of(app: Path) -> Path:
    """The program in the app's folder."""
    return app / ("milclicks.exe" if sys.platform == "win32" else "milclicks")


def run(app: Path, folder: Path, *arguments: str) -> str:
    """Run the app in ``folder``; returns what it prints, raises if it fails or complains."""
    keep = ("SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE", "LOCALAPPDATA")
    bare = {name: os.environ[name] for name in keep if name in os.environ}
    started = time.perf_counter()
    done = subprocess.run(
        [str(program_of(app)), *arguments],
        cwd=folder,
        env=bare,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    took = time.perf_counter() - started
    if done.returncode or "Traceback" in done.stderr:
        raise SmokeError(f"`milclicks {' '.join(arguments)}` failed ({done.returncode}): {done.stderr}")
    print(f"{took:6.2f} s  milclicks {' '.join(arguments)}")
    return done.stdout


def expect(fact: bool, otherwise: str) -> None:
    """Raise with a reason unless ``fact``."""
    if not fact:
        raise SmokeError(otherwise)


def picture(path: Path, size: tuple[int, int]) -> None:
    """Check that a file opens, has the right size and is not one flat colour."""
    expect(path.is_file(), f"{path.name} was not written")
    with Image.open(path) as image:
        image.load()
        expect(image.size == size, f"{path.name} has size {image.size}, not {size}")
        colours = image.convert("RGB").getcolors(maxcolors=1 << 24) or []
    expect(len(colours) > 8, f"{path.name} shows {len(colours)} colours only")


def version() -> str:
    """The version that the app must say."""
    found = re.search(r'__version__ = "(.+)"', (ROOT / "studio" / "__init__.py").read_text("utf-8"))
    return found[1] if found else "unknown"


def smoke(app: Path, folder: Path) -> None:
    """Try everything once."""
    starter = ROOT / "templates" / "starter"
    expect(version() in run(app, folder, "--version"), f"--version does not say {version()}")
    run(app, folder, "fonts", "status")
    expect("checklist" in run(app, folder, "templates", "list"), "the templates are not in the app")
    size = f"{SIZE[0]}x{SIZE[1]}"
    run(
        app, folder, "render", str(starter / "posts" / f"{POST}.toml"), "--size", size, "-o", "card.png"
    )
    picture(folder / "card.png", SIZE)
    # Two workers: a frozen worker process is started in its own way, and so breaks in its own way.
    chosen = ("--post", POST, "--language", "sr", "--network", "instagram")
    run(app, folder, "export", str(starter), *chosen, "--workers", "2", "--out", "cards")
    manifest = json.loads((folder / "cards" / "manifest.json").read_text("utf-8"))
    images = [
        path for path in (folder / "cards").rglob("*") if path.suffix in {".png", ".jpg", ".webp"}
    ]
    expect(bool(manifest) and bool(images), "the export wrote no image")
    for path in images:
        width, height = re.findall(r"(\d+)x(\d+)$", path.stem)[0]
        picture(path, (int(width), int(height)))
    window(app, folder)


def window(app: Path, folder: Path) -> None:
    """Open the window, without a screen, on a new library with the starter pack; look at a picture of
    it, and at how long the second start takes until it can be used."""
    picture_of = folder / "window.png"
    keep = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    home = {"MILCLICKS_HOME": str(folder / "home"), "HOME": str(folder), "LC_ALL": "en_GB.UTF-8"}
    bare = {**keep, **home, "QT_QPA_PLATFORM": "offscreen"}
    for named in ([str(ROOT / "templates" / "starter")], []):
        arguments = ["window", *named, "--picture", str(picture_of)]
        started = time.perf_counter()
        with subprocess.Popen(
            [str(program_of(app)), *arguments],
            cwd=folder,
            env=bare,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        ) as process:
            assert process.stdout is not None
            said = process.stdout.readline().strip()
            took = time.perf_counter() - started
            _rest, complaints = process.communicate(timeout=120)
        failed = process.returncode or "Traceback" in complaints
        expect(not failed and said == SHOWN, f"the window failed ({process.returncode}): {complaints}")
        print(f"{took:6.2f} s  milclicks window{' PACK' if named else ''}: {SHOWN}")
        with Image.open(picture_of) as image:
            large = image.width >= LEAST_WINDOW[0] and image.height >= LEAST_WINDOW[1]
            expect(large, f"the window is {image.size} only")
            colours = image.convert("RGB").getcolors(maxcolors=1 << 24) or []
        expect(
            len(colours) > 500, f"the window shows {len(colours)} colours only: where are its cards?"
        )


def weight(app: Path) -> float:
    """What the app's folder holds, in MB."""
    return (
        sum(path.stat().st_size for path in app.rglob("*") if path.is_file() and not path.is_symlink())
        / 1e6
    )


def main(arguments: list[str]) -> int:
    """Run from the command line; returns the exit code."""
    app = Path(arguments[0] if arguments else ROOT / "dist" / "milclicks").resolve()
    try:
        expect(app.is_dir(), f"there is no app in {app}: run `make package`")
        with tempfile.TemporaryDirectory() as folder:
            smoke(app, Path(folder))
    except SmokeError as error:
        print(f"smoke: {error}", file=sys.stderr)
        return 1
    print(f"smoke: all well; the app has {weight(app):.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
