"""A library that holds a post of each kind."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.resources import Resources
from studio.workspace.library import import_pack, open_library
from studio.workspace.session import Session
from tests.family.pictures import draw_pictures

FAMILY = Path(__file__).parent.parent / "packs" / "family"


@pytest.fixture
def session(tmp_path: Path, resources: Resources) -> Iterator[Session]:
    """The family pack, with its pictures, in a library of its own."""
    pack = tmp_path / "family"
    shutil.copytree(FAMILY, pack)
    draw_pictures(pack)
    made = Session(open_library(tmp_path / "library"), resources, user=tmp_path / "user")
    made.done(import_pack(made.library, pack))
    yield made
    made.close()
