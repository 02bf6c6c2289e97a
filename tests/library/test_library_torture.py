"""Kills, damaged pages and two writers: a few rounds of :mod:`tests.library.torture`, in a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the rounds fork processes")


def test_nothing_acknowledged_is_lost() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.library.torture", "8"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)

    kills = found["kills"]
    assert {kills[name]["kills"] for name in ("edit", "import", "export", "migration")} == {8}
    assert kills["edit"]["acknowledged"] > 0
    assert kills["edit"]["lost"] == 0
    assert found["two writers"]["edits"] == 40
    assert found["two writers"]["conflicts"] > 0
    assert found["two writers"]["silent overwrites"] == found["two writers"]["lost texts"] == 0
    # A page that was not noticed held nothing; the rounds themselves compare every text.
    assert found["damage"]["noticed"] >= found["damage"]["pages"] * 3 // 4
    assert found["small disk"]["refused"] > 0
    assert found["small disk"]["lost"] == found["clock"]["lost"] == 0
