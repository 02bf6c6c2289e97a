"""The drawings of the starter pack come from the script, small, and large enough for every card."""

from __future__ import annotations

import io
import runpy
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
SCRIPT: dict[str, Any] = runpy.run_path(str(ROOT / "packaging" / "draw_media.py"))


@pytest.mark.parametrize("name", sorted(SCRIPT["DRAWINGS"]))
def test_a_drawing_in_the_pack_is_what_the_script_draws(name: str) -> None:
    data = SCRIPT["DRAWINGS"][name]().png()
    assert len(data) <= SCRIPT["LARGEST_FILE"]
    drawn = Image.open(io.BytesIO(data))
    kept = Image.open(SCRIPT["MEDIA"] / f"{name}.png")
    assert min(kept.size) >= 1200
    assert kept.convert("RGB").tobytes() == drawn.convert("RGB").tobytes()


def test_no_other_pictures_lie_in_the_pack() -> None:
    there = {path.name for path in SCRIPT["MEDIA"].iterdir()}
    assert there == {f"{name}.png" for name in SCRIPT["DRAWINGS"]}
