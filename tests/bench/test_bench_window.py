"""The window's benchmark measures a real window; how long it takes is no matter."""

from __future__ import annotations

import time
from pathlib import Path

from tests.bench import window


def test_spread_is_in_milliseconds_and_in_order() -> None:
    found = window.spread([0.001 * n for n in range(100, 0, -1)])
    assert round(found["p50"]) == 51
    assert round(found["p95"]) == 96


def test_a_window_starts_in_a_process_of_its_own_and_shows_a_picture(tmp_path: Path) -> None:
    window.run("many", tmp_path, "3")
    found = window.run("start", tmp_path, str(time.time()))
    assert 0 < found["shown"] < found["picture"]
