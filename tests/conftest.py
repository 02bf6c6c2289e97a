"""What every test shares: no window, no network, the same examples in every run."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if sys.platform.startswith("linux"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.pop("MILCLICKS_DATA", None)
# What the user of this machine has in their own folder is no matter of the tests.
os.environ["MILCLICKS_HOME"] = os.path.join(os.path.dirname(__file__), "no-such-folder")

if TYPE_CHECKING:
    from studio.resources import Resources
    from studio.text.fonts import FontLibrary

# A slow machine is no failure, and a failure must come again: HYPOTHESIS_PROFILE=explore looks further.
settings.register_profile(
    "house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


@pytest.fixture(scope="session")
def resources() -> Resources:
    """Where this source tree keeps templates, catalogs and fonts."""
    from studio.resources import Resources

    return Resources.find()


@pytest.fixture(scope="session")
def fonts(resources: Resources) -> FontLibrary:
    """The fonts of the lock, opened once."""
    from studio.text.fonts import FontLibrary

    if not any(resources.fonts.glob("*.ttf")):
        pytest.fail(f"no fonts in {resources.fonts}: run `make fonts`", pytrace=False)
    return FontLibrary(resources.fonts, resources.font_lock)


@pytest.fixture(scope="session", autouse=True)
def offline() -> Iterator[None]:
    """The studio works offline, so its tests do: opening a connection to a host fails."""

    class Offline(socket.socket):
        def connect(self, address: object, /) -> None:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                raise AssertionError(f"a test tried to reach {address}")
            super().connect(address)  # type: ignore[arg-type]

    usual, socket.socket = socket.socket, Offline  # type: ignore[misc]
    yield
    socket.socket = usual  # type: ignore[misc]
