"""The real thing: what a screen reader of the Linux desktop gets, over its own bus, from a window on a
screen that nobody sees.

The tree is read by another program (Python of the system with ``pyatspi``), as a screen reader does.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
PYTHON = Path("/usr/bin/python3")
HERE = Path(__file__).parent
ROOT = HERE.parent.parent


def what_is_missing() -> str:
    """The Debian packages that would have to be there; empty if all are."""
    missing = [
        package
        for package, there in (
            ("xvfb", shutil.which("xvfb-run")),
            ("dbus", shutil.which("dbus-run-session")),
            ("at-spi2-core", LAUNCHER.exists()),
        )
        if not there
    ]
    reads = [str(PYTHON), "-c", "import pyatspi"]
    if not PYTHON.exists() or subprocess.run(reads, capture_output=True, check=False).returncode:
        missing.append("python3-pyatspi")
    return " ".join(missing)


def test_a_screen_reader_finds_the_pages_and_the_texts_of_the_card(tmp_path: Path) -> None:
    if missing := what_is_missing():
        assert os.environ.get("MILCLICKS_TEST_READER") != "required", missing
        pytest.skip(f"the desktop's accessibility bus is not here: apt-get install {missing}")
    own = {"QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PYTHONPATH": str(ROOT)}
    script = HERE / "atspi_session.sh"
    screen = ["xvfb-run", "-a", "-s", "-screen 0 1400x900x24", "dbus-run-session", "--"]
    done = subprocess.run(
        [
            *screen,
            "sh",
            str(script),
            str(LAUNCHER),
            sys.executable,
            str(PYTHON),
            str(HERE),
            str(tmp_path),
        ],
        env=os.environ | own,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    read = tmp_path / "tree.json"
    assert read.is_file(), done.stderr[-3000:]
    tree = [tuple(node) for node in json.loads(read.read_text("utf-8"))]
    names = {name for _role, name, _description in tree}
    assert {"Library", "Write", "Translate", "Fit", "Captions", "Export"} <= names
    assert "The card" in names
    assert "Headline: Read past the headline before you share." in names
    fields = {name for role, name, _description in tree if role == "text"}
    assert {"Headline", "Alt text"} <= fields
