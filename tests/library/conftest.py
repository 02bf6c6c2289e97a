"""An open library with a small pack in it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.library import Library, put_pack

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.library.material import content


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder, author="Ana") as opened:
        put_pack(opened, content())
        yield opened
