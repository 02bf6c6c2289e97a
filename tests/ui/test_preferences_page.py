"""Preferences: networks, partners' kits made and used, settings found."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtWidgets import QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from studio.ui.pages.preferences_page import PreferencesPage
from studio.ui.window import MainWindow
from studio.workspace.kits import kits_in_use, kits_of


@pytest.fixture
def page(window: MainWindow) -> PreferencesPage:
    """The page, with the family's tip selected."""
    window.desk.select(post="tip")
    window.run("go-preferences")
    shown = window.current()
    assert isinstance(shown, PreferencesPage)
    return shown


def logo(folder: Path, name: str, size: tuple[int, int]) -> Path:
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((2, 2, size[0] - 2, size[1] - 2), fill=(0, 60, 90))
    picture.save(folder / name)
    return folder / name


def made(page: PreferencesPage, folder: Path) -> None:
    """A kit with one logo."""
    page.kits.new.click()
    form = page.kits.form
    form.name.line.setText("Radio Aurora")
    form.take_logos([logo(folder, "aurora.png", (1400, 400))])


def test_a_kit_is_made_used_and_taken_back(qtbot: QtBot, page: PreferencesPage, tmp_path: Path) -> None:
    desk = page.desk
    key = desk.key(width=200)
    desk.cards.picture(key)
    qtbot.waitUntil(lambda: not desk.cards.asked(key))
    bare = desk.cards.picture(key).toImage()  # type: ignore[union-attr]
    made(page, tmp_path)
    assert (desk.session.user / "brands" / "radio-aurora" / "logo-1.png").is_file()
    page.kits.boxes["radio-aurora"].click()
    assert kits_in_use(desk.session, "family") == ("radio-aurora",)
    desk.cards.picture(key)
    qtbot.waitUntil(lambda: not desk.cards.asked(key))
    assert desk.cards.picture(key).toImage() != bare  # type: ignore[union-attr]
    shown = desk.cards.now("family", "tip", "en", desk.selection.card, key.size)
    assert shown.frame is not None
    desk.undo()
    assert kits_in_use(desk.session, "family") == ()
    assert not page.kits.boxes["radio-aurora"].isChecked()


def test_what_is_wrong_is_told_where_it_is_with_what_would_pass(
    qtbot: QtBot, page: PreferencesPage, tmp_path: Path
) -> None:
    made(page, tmp_path)
    form = page.kits.form
    form.take_logos([logo(tmp_path, "small.png", (160, 120))])
    assert form.logos[1].words.text() == "This logo is 117 px high; ask for at least 300 px."
    assert form.logos[0].words.isHidden()
    form.handle.line.setText("two words")
    form.logo_color.line.setText("#7DE8F2")
    form.store()
    assert form.handle.problem.text() == "A handle is one word, like @youthlab."
    kit = kits_of(page.desk.session, "family")[0]
    assert kit.partner is not None
    assert kit.partner.handle == ""
    form.handle.line.setText("@aurora")
    form.store()
    assert form.handle.problem.isHidden()
    assert "contrast" in form.logo_color.problem.text()
    offers = form.logo_color.findChildren(QPushButton)
    assert len(offers) == 2
    qtbot.mouseClick(offers[0], Qt.MouseButton.LeftButton)
    assert form.logo_color.problem.isHidden()
    kit = kits_of(page.desk.session, "family")[0]
    assert kit.partner is not None
    assert (kit.partner.handle, str(kit.partner.logo_color)) == ("@aurora", form.logo_color.text())


def test_a_kit_is_opened_again_as_it_was_kept(page: PreferencesPage, tmp_path: Path) -> None:
    made(page, tmp_path)
    page.kits.close_editor()
    (kit,) = kits_of(page.desk.session, "family")
    page.kits.edit(kit)
    form = page.kits.form
    assert form.name.text() == "Radio Aurora"
    assert len(form.logos) == 1
    form.name.line.setText("Radio Aurora FM")
    form.store()
    (kit,) = kits_of(page.desk.session, "family")
    assert kit.id == "radio-aurora"
    assert kit.partner is not None
    assert kit.partner.name == "Radio Aurora FM"
    page.kits.edit(None)
    assert form.name.text() == ""
    assert form.logos == []


def test_dropped_pictures_become_logos_while_a_kit_is_open(
    page: PreferencesPage, tmp_path: Path
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(logo(tmp_path, "a.png", (900, 400))))])
    assert page.drop_words(data) == ""
    assert not page.dropped(data)
    page.kits.edit(None)
    assert page.drop_words(data)
    assert page.dropped(data)
    assert len(page.kits.form.logos) == 1


def test_networks_are_chosen_and_never_none(page: PreferencesPage) -> None:
    boxes = page.networks.boxes
    usual = {name for name, box in boxes.items() if box.isChecked()}
    boxes["bluesky"].click()
    assert {one.name for one in page.desk.networks()} == usual | {"bluesky"}
    for name in (*usual, "bluesky"):
        boxes[name].click()
    assert {name for name, box in boxes.items() if box.isChecked()} == usual


def test_a_setting_is_found(qtbot: QtBot, page: PreferencesPage) -> None:
    qtbot.keyClicks(page.search, "mastodon")
    box = page.networks.boxes["mastodon"]
    qtbot.waitUntil(lambda: not box.visibleRegion().isEmpty())
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.window().focusWidget() is box


def test_a_kit_is_put_away_and_brought_back(
    qtbot: QtBot, page: PreferencesPage, tmp_path: Path
) -> None:
    made(page, tmp_path)
    away = next(
        one
        for one in page.kits.findChildren(QToolButton)
        if one.accessibleName() == "Put the kit of Radio Aurora away"
    )
    away.click()
    assert kits_of(page.desk.session, "family") == ()
    back = next(one for one in page.kits.findChildren(QPushButton) if one.text() == "Bring it back")
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert "radio-aurora" in page.kits.boxes
