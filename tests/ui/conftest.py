"""A desk and a window on a small library; what the background would make is made at once."""

from __future__ import annotations

import atexit
import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.resources import Resources
from studio.ui.app import make_application, open_desk
from studio.ui.desk import Desk
from studio.ui.window import MainWindow
from studio.workspace.background import Background
from studio.workspace.library import import_pack, open_library
from studio.workspace.preferences import Preferences, save_preferences
from tests.family.pictures import draw_pictures

FAMILY = Path(__file__).parent.parent / "packs" / "family"


class AtOnce(Executor):
    """Does what it is given at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def background(resources: Resources) -> Background:
    return Background(resources, make=lambda _workers: AtOnce())


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    save_preferences(folder, Preferences(language="en", theme="light", toured=True))
    return folder


@cache
def _imported() -> Path:
    """A library that holds the family pack, made once; a test begins with a copy of it."""
    folder = Path(mkdtemp(prefix="family-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    shutil.copytree(FAMILY, folder / "family")
    draw_pictures(folder / "family")
    with open_library(folder / "library") as library:
        import_pack(library, folder / "family")
    return folder


def open_family(resources: Resources, home: Path, pack: Path) -> Desk:
    """A desk on a library with a post of each kind, in English, Serbian, Arabic, Japanese."""
    make_application(["studio"])
    shutil.copytree(_imported() / "family", pack)
    shutil.copytree(_imported() / "library", home / "library")
    made = open_desk(resources=resources, user=home, make_background=background)
    made.select(pack="family")
    return made


@pytest.fixture
def desk(qtbot: QtBot, home: Path, resources: Resources, tmp_path: Path) -> Iterator[Desk]:
    """A desk of :func:`open_family`; closed by the test's end."""
    made = open_family(resources, home, tmp_path / "family")
    yield made
    if made.session.listeners:
        made.close()


@pytest.fixture
def window(qtbot: QtBot, desk: Desk) -> MainWindow:
    """The window on that desk; closed, not deleted, by the test's end."""
    made = MainWindow(desk)
    qtbot.addWidget(made)
    made.show()
    return made
