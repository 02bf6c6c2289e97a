"""New post: the templates, what they want, and a post that begins as a sample."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from studio.model.kind import KINDS
from studio.ui.pages.gallery_page import GalleryPage
from studio.ui.pages.gallery_side import Target
from studio.ui.pages.gallery_words import about, to_write
from studio.ui.window import MainWindow


@pytest.fixture
def gallery(window: MainWindow) -> GalleryPage:
    window.run("new")
    found = window.current()
    assert isinstance(found, GalleryPage)
    return found


def test_every_kind_has_a_sample_and_words() -> None:
    for kind in KINDS:
        assert about(kind)
        assert to_write(kind)[-1][0] == "Source"


def test_samples_are_painted_and_the_panel_follows(qtbot: QtBot, gallery: GalleryPage) -> None:
    assert gallery.list.count() == len(KINDS)
    gallery.list.grab()
    qtbot.waitUntil(lambda: len(gallery.samples._made) > 3, timeout=20_000)
    qtbot.keyClick(gallery.list, Qt.Key.Key_Right)
    assert gallery.kind() == "photo"
    assert gallery.side.title.text() == "Tip with photo"


def test_a_post_begins_as_its_sample_in_the_chosen_element(
    qtbot: QtBot, window: MainWindow, gallery: GalleryPage
) -> None:
    qtbot.keyClick(gallery.list, Qt.Key.Key_Right)
    gallery.side.elements.choose("sustain")
    before = {row.post for row in window.desk.session.rows("family")}
    qtbot.keyClick(gallery.list, Qt.Key.Key_Return)
    assert window.current() is window.page("write")
    post = window.desk.session.post("family", window.desk.selection.post)
    assert post is not None
    assert (post.kind, post.element) == ("photo", "sustain")
    assert post.picture is not None
    assert not post.text("alt")  # composed of the words as they are now, not of the sample's
    window.run("undo")
    assert {row.post for row in window.desk.session.rows("family")} == before


def test_another_language_begins_another_pack(window: MainWindow, gallery: GalleryPage) -> None:
    gallery.side.choose(Target("", "sr"))
    gallery.accept()
    now = window.desk.selection
    assert now.pack == "my-pack"
    row = window.desk.session.pack("my-pack")
    assert row is not None
    assert row.language == "sr"
    post = window.desk.session.post(now.pack, now.post)
    assert post is not None
    assert any("а" in text for text in post.texts.values())


def test_samples_in_another_language(gallery: GalleryPage) -> None:
    gallery._speak("ar")
    assert gallery.samples.language == "ar"
    assert gallery.language.text() == "العربية"
