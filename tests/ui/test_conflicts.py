"""Two windows on one library, packs that come back changed: both wordings are shown, one is chosen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.resources import Resources
from studio.ui.app import open_desk
from studio.ui.conflict_panel import ConflictPanel
from studio.ui.desk import Desk
from studio.workspace.library import export_pack_folder, import_pack
from studio.workspace.library_past import list_conflicts, list_revisions
from tests.ui.conftest import background

KEY = Key("family", "tip", "headline")


@pytest.fixture
def other(desk: Desk, home: Path, resources: Resources) -> Iterator[Desk]:
    """Another window on the same library."""
    made = open_desk(resources=resources, user=home, make_background=background)
    made.select(pack="family", post="tip")
    yield made
    made.close()


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> ConflictPanel:
    desk.select(post="tip")
    made = ConflictPanel(desk)
    qtbot.addWidget(made)
    return made


def write_both(desk: Desk, other: Desk) -> None:
    """Both began with the same text."""
    desk.type_text(KEY, "Look at it twice")
    other.type_text(KEY, "Look at it three times")
    assert other.store()
    assert desk.store()


@pytest.mark.parametrize("mine", [True, False])
def test_two_windows_write_one_text(
    desk: Desk, other: Desk, panel: ConflictPanel, *, mine: bool
) -> None:
    assert panel.isHidden()
    write_both(desk, other)
    assert not panel.isHidden()
    assert "three times" in panel.stands.toPlainText()
    assert "twice" in panel.later.toPlainText()
    assert "text-decoration: underline" in panel.later.toHtml()
    assert "text-decoration: line-through" in panel.stands.toHtml()
    (panel.take if mine else panel.keep).click()
    wished = "Look at it twice" if mine else "Look at it three times"
    assert desk.session.value(KEY) == wished
    other.session.look_for_others()
    assert other.session.value(KEY) == wished
    assert panel.isHidden()
    library = desk.session.library
    assert not list_conflicts(library)
    after = [c.after for one in list_revisions(library, "family", "tip") for c in one.changes]
    assert {"Look at it twice", "Look at it three times"} <= set(after)


def test_what_another_window_writes_is_seen_without_a_conflict(
    desk: Desk, other: Desk, panel: ConflictPanel
) -> None:
    other.type_text(KEY, "From the other window")
    assert other.store()
    desk.session.look_for_others()
    assert desk.session.value(KEY) == "From the other window"
    assert panel.isHidden()


def test_a_pack_that_comes_back_changed(desk: Desk, panel: ConflictPanel, tmp_path: Path) -> None:
    library = desk.session.library
    away = tmp_path / "away" / "family"
    away.parent.mkdir()
    export_pack_folder(library, "family", away)
    file = away / "posts" / "tip.toml"
    text = file.read_text("utf-8")
    old = desk.session.value(KEY)
    assert old in text
    file.write_text(text.replace(old, "Changed on the road"), "utf-8")
    body = Key("family", "tip", "body")
    file.write_text(file.read_text("utf-8").replace(desk.session.value(body), "Body of the road"))
    for key, words in ((KEY, "Changed at home"), (body, "Body of home")):
        desk.type_text(key, words)
        desk.store(split=True)
    desk.do(lambda: import_pack(library, away))
    assert len(panel.waiting) == 2
    assert not panel.take_all.isHidden()
    panel.take_all.click()
    assert desk.session.value(KEY) == "Changed on the road"
    assert desk.session.value(body) == "Body of the road"
    assert panel.isHidden()
    shutil.rmtree(away)


def test_later_is_allowed(desk: Desk, other: Desk, panel: ConflictPanel, qtbot: QtBot) -> None:
    write_both(desk, other)
    panel.hide()
    again = ConflictPanel(desk)
    qtbot.addWidget(again)
    assert len(again.waiting) == 1
    assert not again.isHidden()
