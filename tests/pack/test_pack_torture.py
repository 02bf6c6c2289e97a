"""Killed at any moment, a pack is what it was or what it was to become."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither fork nor SIGKILL")
def test_import_and_export_survive_being_killed() -> None:
    command = [sys.executable, "-m", "tests.pack.torture", "--points", "32", "--posts", "4"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)

    assert done.returncode == 0, done.stderr
    for found in json.loads(done.stdout).values():
        assert found["killed"] >= 24  # every fourth is killed at a time, which may come too late
        assert found["old"]
        assert found["old"] + found["new"] == 32
        assert found["lost"] == found["stuck"] == found.get("litter", 0) == 0
