"""What goes wrong around the window: it goes on, says so in one sentence, and loses no text."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from pytestqt.qtbot import QtBot

from studio.errors import EnvironmentFailure
from studio.library import Library
from studio.model.changes import Changes, Key
from studio.resources import Resources
from studio.ui import crash
from studio.ui.app import make_application, open_desk
from studio.ui.cards import CardKey
from studio.ui.desk import NOT_SAVED, SAVED, Desk
from studio.ui.pages.write_page import WritePage
from studio.ui.window import MainWindow
from studio.workspace.background import Background
from studio.workspace.library import import_pack
from tests.family.pictures import draw_pictures
from tests.ui.conftest import FAMILY, background

KEY = Key("family", "tip", "headline")


MakeDesk = Callable[..., Desk]


@pytest.fixture
def desk_on(qtbot: QtBot, home: Path, tmp_path: Path) -> Iterator[MakeDesk]:
    """Makes a desk on other resources or with another background."""
    desks: list[Desk] = []

    def make(resources: Resources, **how: Any) -> Desk:
        make_application(["studio"])
        made = open_desk(resources=resources, user=home, **how)
        desks.append(made)
        pack = tmp_path / "family"
        shutil.copytree(FAMILY, pack)
        draw_pictures(pack)
        assert made.do(lambda: import_pack(made.session.library, pack))
        made.select(pack="family", post="tip", language="en")
        return made

    yield make
    for one in desks:
        if one.session.listeners:
            one.close()


def opened(qtbot: QtBot, desk: Desk, page: str) -> MainWindow:
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    desk.go(page)
    return window


# ------------------------------------------------------------------------------- the worker dies


def workers_of(maker: Background) -> list[int]:
    """The processes of a background."""
    return [*maker._pool._processes] if maker._pool is not None else []  # type: ignore[attr-defined]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_killed_worker_is_started_again_and_nobody_notices(
    qtbot: QtBot, desk_on: MakeDesk, resources: Resources
) -> None:
    makers: list[Background] = []

    def real(found: Resources) -> Background:
        makers.append(Background(found))
        return makers[0]

    desk = desk_on(resources, make_background=real)
    window = opened(qtbot, desk, "write")
    first = desk.key(90)
    qtbot.waitUntil(lambda: desk.cards.picture(first) is not None, timeout=30_000)
    before = workers_of(makers[0])
    assert before
    for process in before:
        os.kill(process, signal.SIGKILL)
    desk.type_text(KEY, "Written while the worker was dead")
    assert desk.store()
    second = desk.key(120)
    qtbot.waitUntil(lambda: desk.cards.picture(second) is not None, timeout=30_000)
    assert not set(before) & set(workers_of(makers[0]))
    assert desk.session.value(KEY) == "Written while the worker was dead"
    assert window.isVisible()


# ----------------------------------------------------------------------------- files that are gone


@pytest.fixture
def few_fonts(resources: Resources, tmp_path: Path) -> Resources:
    """Fonts of which those for Arabic are gone."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    for file in resources.fonts.iterdir():
        if "Arabic" not in file.name:
            (folder / file.name).symlink_to(file)
    return replace(resources, fonts=folder)


def test_fonts_that_are_gone_are_named_and_other_languages_go_on(
    qtbot: QtBot, desk_on: MakeDesk, few_fonts: Resources
) -> None:
    desk = desk_on(few_fonts, make_background=background)
    window = opened(qtbot, desk, "write")
    page = window.current()
    assert isinstance(page, WritePage)
    assert page.shown.frame is not None
    desk.select(language="ar")
    assert page.shown.frame is None
    assert any(one.code.startswith("font") for one in page.shown.diagnostics)

    def told() -> bool:
        rows = [page.problems.item(row).text() for row in range(page.problems.count())]
        return any("Noto" in words or "font" in words.lower() for words in rows)

    qtbot.waitUntil(told, timeout=10_000)
    desk.select(language="sr")
    assert page.shown.frame is not None


def test_a_picture_that_is_gone_is_said_and_the_text_can_be_written(
    qtbot: QtBot, window: MainWindow
) -> None:
    desk = window.desk
    session = desk.session
    post = next(
        row.post
        for row in session.rows("family")
        if (found := session.post("family", row.post)) and found.picture
    )
    for file in (session.library.file.parent / "media").rglob("*"):
        if file.is_file():
            file.unlink()
    desk.select(post=post)
    desk.go("write")
    page = window.current()
    assert isinstance(page, WritePage)
    shown = desk.cards.now("family", post, "en", desk.selection.card, desk.selection.size)
    assert shown.diagnostics
    key = Key("family", post, next(iter(session.post("family", post).texts)))  # type: ignore[union-attr]
    desk.type_text(key, "Still written")
    assert desk.store()
    assert session.value(key) == "Still written"


# --------------------------------------------------------------- a library that can't be written


@pytest.fixture
def read_only(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """While the list holds True, the library's folder takes nothing."""
    state = [True]
    real = Library.edit

    def edit(self: Library, *args: Any, **how: Any) -> Changes:
        if state[0]:
            raise EnvironmentFailure.of(
                "library.read-only",
                "The library can't be written: the folder is read-only.",
                hint="Choose another folder.",
            )
        return real(self, *args, **how)

    monkeypatch.setattr(Library, "edit", edit)
    return state


def test_a_read_only_library_is_said_and_the_text_waits(
    qtbot: QtBot, window: MainWindow, read_only: list[bool]
) -> None:
    desk = window.desk
    desk.select(post="tip")
    desk.go("write")
    desk.type_text(KEY, "Not lost")
    assert not desk.store()
    state, words = desk.state()
    assert state == NOT_SAVED
    assert "read-only" in words
    assert window.top_bar.state.text() == "Not saved"
    assert "read-only" in window.top_bar.state.toolTip()
    assert desk.session.value(KEY) == "Not lost"
    event = QCloseEvent()
    window.closeEvent(event)
    assert not event.isAccepted()
    assert "close again" in window.notice.words.text()
    read_only[0] = False
    # Tried again by itself.
    qtbot.waitUntil(lambda: desk.state()[0] == SAVED, timeout=6000)
    assert desk.session.stored(KEY).value == "Not lost"


def test_deeds_on_a_read_only_library_are_refused_in_a_sentence(
    window: MainWindow, read_only: list[bool]
) -> None:
    desk = window.desk
    desk.select(post="tip")
    before = len(desk.session.rows("family"))
    window.run("trash")
    assert "read-only" in window.notice.words.text()
    assert len([r for r in desk.session.rows("family") if not r.trashed]) == before
    read_only[0] = False


# ------------------------------------------------------------------------------------ our own faults


@pytest.fixture
def hook() -> Iterator[None]:
    before = sys.excepthook
    crash.catch_everything()
    yield
    sys.excepthook = before


def test_a_fault_in_a_slot_is_shown_without_anybodys_words(
    qtbot: QtBot, window: MainWindow, hook: None, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = window.desk
    desk.select(post="tip")
    desk.type_text(KEY, "My private sentence")

    def broken() -> None:
        raise RuntimeError(f"no room for {desk.session.value(KEY)}")

    QTimer.singleShot(0, broken)
    qtbot.waitUntil(lambda: bool(crash._open), timeout=3000)
    dialog = crash._open[0]
    assert "RuntimeError" in dialog.text()
    assert "private" not in dialog.text()
    dialog.accept()
    assert window.isVisible()
    assert desk.store()
    assert desk.session.stored(KEY).value == "My private sentence"


def test_a_fault_while_a_card_is_made_leaves_a_place_with_a_reason(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.pipeline import Pipeline

    def broken(*_args: Any, **_how: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(Pipeline, "frame", broken)
    desk.select(post="tip", language="en")
    key: CardKey = desk.key(70)
    with qtbot.waitSignal(desk.cards.arrived, timeout=5000):
        desk.cards.picture(key)
    assert desk.cards.fit(key, ask=False) is None
    assert desk.cards.problems(key)


# --------------------------------------------------------------------------- the same library twice


def test_a_library_that_is_away_when_others_are_looked_for(
    window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*_args: Any) -> None:
        raise EnvironmentFailure.of("library.unreadable", "The disk is gone.")

    monkeypatch.setattr(Library, "since", away)
    assert not window.desk.session.look_for_others()
    assert window.isVisible()
