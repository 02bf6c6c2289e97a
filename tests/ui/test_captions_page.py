"""The Captions page: counted, written, copied, mended."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFrame, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from studio.diagnostics import Severity
from studio.model.changes import Key
from studio.ui.pages.captions_page import CaptionsPage
from studio.ui.widgets import Note
from studio.ui.window import MainWindow


@pytest.fixture
def page(window: MainWindow) -> Iterator[CaptionsPage]:
    """The page with the tip of the family, for five networks."""
    window.desk.prefer(networks=("instagram", "facebook", "x", "linkedin", "bluesky"))
    window.desk.select(post="tip")
    window.run("go-captions")
    shown = window.current()
    assert isinstance(shown, CaptionsPage)
    yield shown
    shown.tally.pause()


def row(page: CaptionsPage, network: str) -> tuple[str, str]:
    found = next(one for one in page.networks.rows() if one.network == network)
    return found.status, found.count


def notes(page: CaptionsPage) -> list[Note]:
    box = page.form.problems
    made = (box.itemAt(at).widget() for at in range(box.count()))
    return [one for one in made if isinstance(one, Note)]


def write(page: CaptionsPage, text: str) -> None:
    """Type a caption; all networks have followed then."""
    main = page.form.main()
    assert main is not None
    main.field.setFocus()
    main.field.selectAll()
    main.field.insertPlainText(text)
    assert page.soon.isActive()
    page.soon.timeout.emit()


def test_the_counter_follows_each_letter(qtbot: QtBot, page: CaptionsPage) -> None:
    page.choose("x")
    write(page, "Short.")
    main = page.form.main()
    assert main is not None
    before = page.report().caption.length
    qtbot.keyClicks(main.field, "!!")
    assert main.status.accessibleName() == f"{before + 2} of 280"
    page.copy_caption()
    assert QGuiApplication.clipboard().text().startswith("Short.!!")


def test_each_network_counts_as_it_does(page: CaptionsPage) -> None:
    page.choose("x")
    write(page, "😀" * 10 + " https://example.org/a/long/way/to/go")
    made = {report.network.name: report.caption for report in page.reports}
    assert made["x"].length != made["facebook"].length
    for name in ("x", "facebook", "bluesky"):
        assert row(page, name) == ("ok", f"{made[name].length} of {made[name].limit:,}")
    item = page.networks.item(2)
    assert item.data(Qt.ItemDataRole.AccessibleTextRole).startswith("X, Fits, ")


def test_too_long_is_told_in_words_and_mended_for_one_network(qtbot: QtBot, page: CaptionsPage) -> None:
    desk = page.desk
    page.choose("facebook")
    write(page, "considerable " * 40 + "x" * 300)
    over = next(one for one in page.reports if one.network.name == "x")
    assert row(page, "x")[0] == "error"
    (note,) = [one for one in notes(page) if one.words.text().startswith("X: ")]
    assert note.words.text() == f"X: {over.caption.length - 280} characters too many."
    qtbot.mouseClick(note.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert page.network == "x"
    main = page.form.main()
    assert main is not None
    assert main.key == Key("family", "tip", "caption.x")
    assert page.form.own.isChecked()
    write(page, "Short.")
    assert row(page, "x")[0] == "ok"
    assert row(page, "facebook")[0] == "ok"
    assert "considerable" in next(r for r in page.reports if r.network.name == "facebook").caption.text
    qtbot.mouseClick(page.form.shared, Qt.MouseButton.LeftButton)
    assert row(page, "x")[0] == "error"
    desk.undo()
    assert desk.session.value(Key("family", "tip", "caption.x")) == "Short."


def test_what_is_copied_is_what_is_pasted(qtbot: QtBot, page: CaptionsPage) -> None:
    said: list[str] = []
    page.desk.said.connect(lambda sentence, _undo: said.append(sentence))
    clipboard = QGuiApplication.clipboard()
    page.choose("instagram")
    qtbot.mouseClick(page.copy_text, Qt.MouseButton.LeftButton)
    assert clipboard.text() == page.report().caption.text
    assert said[-1] == "Copied: the caption for Instagram."
    page.copy_alt()
    assert clipboard.text() == page.report().alt
    page.previews.step(1)
    qtbot.mouseClick(page.copy_image, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: said[-1].startswith("Copied: the picture"), timeout=10_000)
    image = clipboard.image()
    assert (image.width(), image.height()) == (1080, 1080)
    assert len({image.pixel(x, 540) for x in range(0, 1080, 9)}) > 1
    assert isinstance(image, QImage)


def test_a_picture_at_the_limit_is_copied(qtbot: QtBot, page: CaptionsPage) -> None:
    desk = page.desk
    page.choose("x")
    size = page.previews.place(page.report().network).size
    said: list[str] = []
    desk.said.connect(lambda sentence, _undo: said.append(sentence))
    headline = Key("family", "tip", "headline")
    for count in range(8, 40):
        desk.type_text(headline, "Look " * count)
        found = desk.cards.now("family", "tip", "en", "tip", size).diagnostics
        if any(one.code == "layout.at-floor" for one in found):
            break
    assert [one.code for one in found if one.severity is Severity.ERROR] == []
    page.copy_picture()
    qtbot.waitUntil(lambda: said[-1] != "The picture is being made.", timeout=10_000)
    assert said[-1].startswith("Copied: the picture")


def test_before_more_is_what_the_network_shows(page: CaptionsPage) -> None:
    page.choose("instagram")
    write(page, "One.\nTwo.\nThree.\nFour.")
    folded, whole = page.previews.frames
    assert folded.words.accessibleName() == "One.\nTwo.\nThree."
    assert "more" in folded.words.text()
    assert whole.words.accessibleName() == page.report().caption.text
    page.choose("x")
    assert len(page.previews.frames) == 1


def test_hashtags_are_chips_and_the_campaigns_stays(qtbot: QtBot, page: CaptionsPage) -> None:
    field = page.form.tags
    field.line.setFocus()
    qtbot.keyClicks(field.line, "#ThinkFirst")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    post = page.desk.session.post("family", "tip")
    assert post is not None
    assert post.hashtags[-1] == "ThinkFirst"
    assert "#ThinkFirst" in page.report().caption.text

    def apart() -> bool:
        chips = [one for one in field.children() if isinstance(one, QFrame) and not one.isHidden()]
        return not any(field.line.geometry().intersects(one.geometry()) for one in chips)

    qtbot.waitUntil(apart)
    qtbot.keyClicks(field.line, "2030")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert field.refused.isVisible()
    assert "2030" in field.refused.text()
    field.line.clear()
    qtbot.keyClicks(field.line, "milclicks")
    qtbot.keyClick(field.line, Qt.Key.Key_Return)
    assert page.report().caption.text.count("MILCLICKS") == 1
    field.line.clear()
    qtbot.keyClick(field.line, Qt.Key.Key_Backspace)
    post = page.desk.session.post("family", "tip")
    assert post is not None
    assert "ThinkFirst" not in post.hashtags


def test_an_alt_text_that_tells_the_answer_is_an_error(page: CaptionsPage) -> None:
    desk = page.desk
    desk.select(post="quiz")
    post = desk.session.post("family", "quiz")
    assert post is not None
    alt = page.form.rows["alt"]
    alt.field.selectAll()
    alt.field.insertPlainText(post.text(f"options.{post.answer}"))
    page.refresh()
    assert [one.words.text() for one in notes(page)].count(
        "The alt text of the question card gives the answer away."
    ) == 1
    assert all(one.status == "error" for one in page.networks.rows())
    assert not page.card_button.isHidden()
    desk.select(card="answer")
    assert page.form.main() is page.form.rows["caption_answer"]


def test_a_translation_is_written_in_its_own_key(page: CaptionsPage) -> None:
    page.desk.select(language="ar")
    main = page.form.main()
    assert main is not None
    assert main.key == Key("family", "tip", "caption", "ar")
    assert main.field.document().defaultTextOption().textDirection() is (Qt.LayoutDirection.RightToLeft)
    assert not page.form.own.isEnabled()
    write(page, "نص جديد")
    assert page.report().caption.text.startswith("نص جديد")
    page.desk.store()
    assert page.desk.session.catalog("family", "tip", "ar").entry("tip", "caption").text == "نص جديد"  # type: ignore[union-attr]


def test_captions_that_can_not_be_posted_are_counted(qtbot: QtBot, page: CaptionsPage) -> None:
    counted: list[tuple[str, int]] = []
    page.desk.tasks.connect(lambda name, count: counted.append((name, count)))
    qtbot.waitUntil(lambda: bool(counted), timeout=20_000)
    before = counted[-1][1]
    assert all(status != "error" for status, _count in (row(page, n) for n in ("x", "linkedin")))
    write(page, "x" * 3100)
    page.desk.store()
    bad = sum(one.status == "error" for one in page.networks.rows())
    assert bad >= 3
    qtbot.waitUntil(lambda: counted[-1] == ("captions", before + bad), timeout=20_000)
    page.next_to_do()
    assert page.desk.selection.post != "tip" if before else page.desk.selection.post == "tip"


def test_an_empty_pack_says_what_captions_are_for(window: MainWindow) -> None:
    window.desk.session.new_pack("empty", "Empty", "en")
    window.desk.select(pack="empty")
    window.run("go-captions")
    page = window.current()
    assert isinstance(page, CaptionsPage)
    shown = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert "Say what the card cannot." in shown
    assert not page.copy_text.isEnabled()
