"""One person's way through the window: a Serbian photo tip, mended, for five networks.

Everything is done as that person does it, with keys, clicks and what is dropped or chosen; what counts
is what stands in the folder and on the clipboard in the end.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.ui.fields import PlainField
from studio.ui.pages import export_page
from studio.ui.pages.captions_page import CaptionsPage
from studio.ui.pages.export_page import ExportPage
from studio.ui.pages.fit_page import FitPage
from studio.ui.pages.gallery_page import GalleryPage
from studio.ui.pages.gallery_side import Target
from studio.ui.pages.write_page import WritePage
from studio.ui.window import MainWindow
from studio.workspace.fitting import OVER
from tests.family.pictures import scene

NETWORKS = ("facebook", "instagram", "x", "linkedin", "telegram")
HEADLINE = "Погледај двапут пре него што поделиш"
BODY = "Стара слика уз нову вест вара око. Потражи где је први пут објављена."
CAPTION = "Слика је права, прича није. Како проверавате фотографије?"


def begin(qtbot: QtBot, window: MainWindow) -> WritePage:
    """The photo tip's template, written in Serbian."""
    window.run("new")
    gallery = window.current()
    assert isinstance(gallery, GalleryPage)
    gallery.side.choose(Target("", "sr"))
    qtbot.keyClick(gallery.list, Qt.Key.Key_Right)
    assert gallery.kind() == "photo"
    qtbot.keyClick(gallery.list, Qt.Key.Key_Return)
    write = window.current()
    assert isinstance(write, WritePage)
    return write


def field(page: WritePage, name: str) -> PlainField:
    return next(row for row in page.rows if row.key.field == name).field


def type_over(target: PlainField, words: str) -> None:
    """As an input method does: QTest knows no keys for Cyrillic letters."""
    target.setFocus()
    target.selectAll()
    event = QInputMethodEvent()
    event.setCommitString(words)
    QApplication.sendEvent(target, event)


def drop_photo(window: MainWindow, folder: Path) -> None:
    file = folder / "sa terena.jpg"
    scene(2400, 1800).convert("RGB").save(file)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    drop = QDropEvent(
        QPointF(600, 400),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(drop)


def write_it(qtbot: QtBot, window: MainWindow, page: WritePage, folder: Path) -> None:
    """Words, two of them selected, a photo and its focal point, a body that is far too long."""
    headline = field(page, "headline")
    type_over(headline, HEADLINE)
    headline.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    for _word in range(2):
        headline.moveCursor(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)
    qtbot.keyClick(headline, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    drop_photo(window, folder)
    picture = page.form.picture
    assert picture is not None
    qtbot.keyClick(picture.thumb, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    picture.credit.setFocus()
    picture.credit.clear()
    qtbot.keyClicks(picture.credit, "Foto: Ana")
    type_over(field(page, "body"), f"{BODY} " * 12)
    assert page.strip.isVisible()


def mend_it(qtbot: QtBot, window: MainWindow) -> None:
    """Red cells of the matrix are found by key and mended beside their card."""
    window.run("go-fit")
    page = window.current()
    assert isinstance(page, FitPage)
    qtbot.waitUntil(lambda: not page.watch.matrix.unknown(), timeout=60_000)
    assert page.watch.matrix.count(OVER) > 0
    window.run("next-problem")
    qtbot.waitUntil(lambda: page.panel.place == page.model.at, timeout=5_000)
    assert page.panel.key is not None
    assert page.panel.key.field == "body"
    type_over(page.panel.target, BODY)
    qtbot.waitUntil(lambda: page.watch.matrix.count(OVER) == 0, timeout=30_000)


def paste_captions(qtbot: QtBot, window: MainWindow) -> dict[str, str]:
    """What is on the clipboard for each network."""
    window.run("go-captions")
    page = window.current()
    assert isinstance(page, CaptionsPage)
    main = page.form.main()
    assert main is not None
    type_over(main.field, CAPTION)
    qtbot.waitUntil(lambda: CAPTION in page.report().caption.text, timeout=5_000)
    found = {}
    for network in NETWORKS:
        page.choose(network)
        qtbot.mouseClick(page.copy_text, Qt.MouseButton.LeftButton)
        found[network] = QGuiApplication.clipboard().text()
    return found


def test_a_serbian_photo_tip_mended_for_five_networks(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_page, "_WORKERS", 1)
    desk = window.desk
    desk.prefer(networks=NETWORKS, folder=str(tmp_path / "out"))
    page = begin(qtbot, window)
    write_it(qtbot, window, page, tmp_path)
    mend_it(qtbot, window)
    pasted = paste_captions(qtbot, window)
    for text in pasted.values():
        assert text.startswith(CAPTION)
        assert "#MILCLICKS" in text

    window.run("go-export")
    export = window.current()
    assert isinstance(export, ExportPage)
    with qtbot.waitSignal(export.finished, timeout=60_000):
        window.run("accept")
    files = [path for path in export.run.folder.rglob("*") if path.is_file()]
    images = [path for path in files if path.suffix in (".jpg", ".png")]
    for network in NETWORKS:
        mine = [path for path in images if f"_sr_{network}-" in path.name]
        assert mine, network
        for path in mine:
            width, height = map(int, path.stem.rsplit("_", 1)[1].split("x"))
            with Image.open(path) as image:
                assert image.size == (width, height)
        sheets = [
            path.read_text("utf-8")
            for path in files
            if f"_sr_{network}" in path.name and path.suffix == ".txt"
        ]
        assert any(pasted[network].splitlines()[0] in sheet for sheet in sheets)

    now = desk.selection
    post = desk.session.post(now.pack, now.post)
    assert post is not None
    assert post.picture is not None
    assert (post.picture.focus, post.picture.credit) == ((0.4, 0.5), "Foto: Ana")
    assert desk.session.stored(Key(now.pack, now.post, "body")).value == BODY
