"""The Export page: a plan before, states while it runs, and what stands in the folder after."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from studio.errors import EnvironmentFailure
from studio.model.changes import Key
from studio.ui.desk import Desk
from studio.ui.export_run import ExportRun
from studio.ui.pages import export_page
from studio.ui.pages.export_page import ExportPage
from studio.ui.window import MainWindow
from studio.workspace.export import ExportResult

LONG = "much too long a text for any card " * 30


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ExportPage:
    # Painted in this process: what the processes do is tested with the export itself.
    monkeypatch.setattr(export_page, "_WORKERS", 1)
    desk.prefer(folder=str(tmp_path / "out"), networks=("x", "telegram"))
    desk.select(post="tip", language="en")
    made = ExportPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 620)
    made.show()
    made.entered()
    made.run.wish.only_this = True
    made.entered()
    return made


def run(qtbot: QtBot, page: ExportPage) -> ExportResult:
    with qtbot.waitSignal(page.finished, timeout=60_000) as got:
        page.accept()
    assert got.args
    result = got.args[0]
    assert isinstance(result, ExportResult), result
    return result


def files(page: ExportPage) -> list[str]:
    return sorted(path.name for path in page.run.folder.iterdir() if path.name != "manifest.json")


def test_the_plan_is_what_is_made(qtbot: QtBot, page: ExportPage) -> None:
    page.choices.languages["sr"].setChecked(True)
    page._plan()
    promised = page.plan.images
    result = run(qtbot, page)
    assert result.count("written") == promised > 2
    assert page.run.there() == promised
    assert page.plan.sample in files(page)
    assert page.open.isVisible()


def test_exporting_again_makes_nothing_again(qtbot: QtBot, page: ExportPage) -> None:
    run(qtbot, page)
    again = run(qtbot, page)
    assert again.count("unchanged") == len(again.images)


def test_a_text_that_does_not_fit_is_left_out_or_exported_anyway(
    qtbot: QtBot, desk: Desk, page: ExportPage
) -> None:
    key = Key("family", "tip", "body")
    desk.type_text(key, LONG)
    desk.store()
    page.entered()
    qtbot.waitUntil(lambda: page.check.left_out(page.plan) == page.plan.images, timeout=10_000)
    assert page.left_out.isVisible()
    assert not page.go.isEnabled()
    page.anyway.click()
    assert page.go.isEnabled()
    result = run(qtbot, page)
    assert result.count("written") == page.plan.images


def test_mend_first_goes_to_the_card(qtbot: QtBot, desk: Desk, page: ExportPage) -> None:
    desk.type_text(Key("family", "tip", "body"), LONG)
    desk.store()
    qtbot.waitUntil(page.left_out.isVisible, timeout=10_000)
    desk.select(post="tip", language="en")
    with qtbot.waitSignal(desk.going) as gone:
        page.table.mend.emit(page.plan.lines[0])
    assert gone.args == ["fit"]
    assert desk.selection.post == "tip"


def test_a_stopped_export_goes_on_where_it_stopped(qtbot: QtBot, page: ExportPage) -> None:
    page.run.wish.only_this = False
    page._read()
    total = page.plan.images

    def stop_once() -> None:
        if page.run.there() > 1 and page.run.result is None:
            page.run.cancel()

    stopping = page.run._settled.connect(stop_once)
    first = run(qtbot, page)
    page.run._settled.disconnect(stopping)
    kept = page.run.there()
    assert first.cancelled
    assert 0 < kept < total
    assert page.again.isVisible()
    second = run(qtbot, page)
    assert not second.cancelled
    assert second.count("unchanged") >= kept
    assert page.run.there() == total


def test_only_images_without_sheets(qtbot: QtBot, page: ExportPage) -> None:
    page.choices.captions.setChecked(False)
    run(qtbot, page)
    assert not [name for name in files(page) if name.endswith(".txt")]


def test_pages_to_publish_from(qtbot: QtBot, page: ExportPage) -> None:
    page.choices.kit.setChecked(True)
    assert not page.choices.captions.isEnabled()
    run(qtbot, page)
    assert any(name.endswith(".html") for name in files(page))


def test_a_format_that_a_network_does_not_take_makes_nothing_for_it(page: ExportPage) -> None:
    page.choices._choose(format="webp")
    page._plan()
    made = {line.network.name: line.images for line in page.plan.lines}
    assert made["telegram"] == 0
    assert made["x"] > 0
    status = page.table.lines.status(page.plan.lines[[*made].index("telegram")])
    assert status[1] == "Does not take this format"


def test_nothing_is_ready_yet(qtbot: QtBot, desk: Desk, page: ExportPage) -> None:
    desk.session.new_pack("empty", "Empty", "en")
    desk.select(pack="empty")
    page.entered()
    assert page.empty.isVisible()
    assert not page.go.isEnabled()


def test_the_run_outlives_its_page(qtbot: QtBot, desk: Desk, page: ExportPage) -> None:
    percents: list[int] = []
    desk.progressed.connect(lambda _page, percent: percents.append(percent))
    run(qtbot, page)
    assert percents[0] == 0
    assert percents[-1] == -1
    other = ExportPage(desk)
    qtbot.addWidget(other)
    assert other.run is page.run
    assert len(desk.findChildren(ExportRun)) == 1


def test_a_folder_that_can_not_be_written_is_said(
    qtbot: QtBot, desk: Desk, page: ExportPage, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("in the way")
    desk.prefer(folder=str(tmp_path / "file"))
    page._plan()
    with qtbot.waitSignal(desk.failed, timeout=10_000) as got:
        page.accept()
    assert got.args
    assert str(tmp_path / "file") in json.dumps([str(one) for one in got.args[0]])
    assert not page.run.running


def test_the_window_may_change_its_look_meanwhile(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_page, "_WORKERS", 1)
    desk.prefer(folder=str(tmp_path / "out"), networks=("x",))
    desk.select(post="tip", language="en")
    window = MainWindow(desk)
    qtbot.addWidget(window)
    window.show()
    desk.go("export")
    first = window.current()
    assert isinstance(first, ExportPage)
    run_ = first.run
    with qtbot.waitSignal(run_.ended, timeout=60_000):
        window.run("accept")
        desk.prefer(theme="dark")
    second = window.current()
    assert isinstance(second, ExportPage)
    assert second is not first
    assert second.run is run_
    assert second.running.isVisible()
    assert run_.there() == len(run_.names) > 0
    window.run("go-write")
    window.run("go-export")
    assert second.running.isVisible()


def test_closing_ends_an_export_and_keeps_what_is_done(
    qtbot: QtBot, desk: Desk, page: ExportPage
) -> None:
    page.run.wish.only_this = False
    page._read()
    page.accept()
    qtbot.waitUntil(lambda: page.run.there() > 0, timeout=30_000)
    desk.close()
    assert page.run._thread is not None
    assert not page.run._thread.is_alive()
    made = len(files(page))
    assert 0 < made < page.plan.images + page.plan.captions


def test_a_disk_that_fills_stops_the_export_and_says_so(
    qtbot: QtBot, desk: Desk, page: ExportPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.workspace.ledger import Ledger

    real = Ledger.put_image
    done: list[Any] = []

    def put(self: Ledger, *what: Any) -> Any:
        if len(done) == 1:
            raise EnvironmentFailure.of("export.disk-full", "The disk is full.")
        done.append(what)
        return real(self, *what)

    monkeypatch.setattr(Ledger, "put_image", put)
    with qtbot.waitSignal(page.finished, timeout=60_000):
        page.accept()
    assert page.running.note.isVisible()
    assert "The disk is full." in page.running.note.detail.text()
    assert page.run.there() == 1
    monkeypatch.undo()
    monkeypatch.setattr(export_page, "_WORKERS", 1)
    result = run(qtbot, page)
    assert result.count("unchanged") == 1
    assert page.run.there() == page.plan.images
