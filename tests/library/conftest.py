"""An open library with a small pack in it: in a folder, and for many tests on a server too."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.library import Library, put_pack
from studio.library.tables import metadata

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.library import postgres
from tests.library.material import content

REQUIRED = "MILCLICKS_TEST_SERVER"
"""With this variable a server that is not there is a failure: continuous integration sets it."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Tests of a module with ``PLACES`` run in each of them."""
    places = getattr(metafunc.module, "PLACES", ())
    if places and "place" in metafunc.fixturenames:
        metafunc.parametrize("place", places, indirect=True)


@pytest.fixture(scope="session")
def server() -> Iterator[Callable[[], str]]:
    """A PostgreSQL server: "make a database, tell its address"."""
    if postgres.programs() is None:
        message = "PostgreSQL 15 or newer is not installed (on Debian: apt-get install postgresql)"
        if os.environ.get(REQUIRED):
            pytest.fail(message)
        pytest.skip(message)
    with postgres.cluster() as make_database:
        yield make_database


@pytest.fixture(scope="session")
def shared_database(server: Callable[[], str]) -> str:
    """The address of a database with a library, which tests empty before they use it."""
    address = server()
    Library.open(address).close()
    return address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "library"


@pytest.fixture
def place(request: pytest.FixtureRequest, folder: Path) -> Path | str:
    """Where the library is: a folder, or the address of an empty one on the server."""
    if getattr(request, "param", "folder") == "folder":
        return folder
    address = str(request.getfixturevalue("shared_database"))
    postgres.empty(address, (*metadata.tables, "blobs", "search_short"))  # far quicker than a new one
    return address


@pytest.fixture
def library(place: Path | str) -> Iterator[Library]:
    with Library.open(place, author="Ana") as opened:
        put_pack(opened, content())
        yield opened
