"""Writing a post: texts, lists, answers, the picture, the facts, and the way to what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from studio.model.changes import Key
from studio.model.post import Post
from studio.ui.desk import Desk
from studio.ui.fields import PlainField
from studio.ui.pages.gallery_page import GalleryPage
from studio.ui.pages.size_strip import SizeStrip
from studio.ui.pages.write_facts import AnswerRow, LinkRow, SourceRow
from studio.ui.pages.write_page import WritePage
from studio.ui.pages.write_rows import FieldRow, Radio
from studio.ui.widgets import MenuButton
from studio.ui.window import MainWindow
from studio.workspace.posts import new_post
from tests.family.pictures import scene


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> WritePage:
    """The page alone, on the desk; it follows where the window would lead it."""
    made = WritePage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    desk.going.connect(lambda name: made.entered() if name == "write" else None)
    made.activateWindow()
    return made


def post(desk: Desk) -> Post:
    found = desk.session.post(desk.selection.pack, desk.selection.post)
    assert found is not None
    return found


def row(page: WritePage, field: str) -> FieldRow:
    return next(one for one in page.rows if one.key.field == field)


def choose(button: QToolButton, words: str) -> None:
    """Choose a line of a button's menu, as a click on it does."""
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text() == words).trigger()


def named(page: QWidget, kind: type[QWidget], name: str) -> QWidget:
    return next(
        one for one in page.findChildren(kind) if one.accessibleName() == name and not one.isHidden()
    )


def picture_file(folder: Path) -> Path:
    file = folder / "My photo.png"
    scene(1600, 1200).save(file)
    return file


def test_a_post_with_a_photo_through_real_widgets(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = window.desk
    desk.session.new_pack("mine", "Mine", "en")
    desk.select(pack="mine")
    window.run("new")
    gallery = window.current()
    assert isinstance(gallery, GalleryPage)
    gallery.list.setCurrentRow(1)
    qtbot.keyClick(gallery.list, Qt.Key.Key_Return)
    page = window.current()
    assert isinstance(page, WritePage)
    headline = QApplication.focusWidget()
    assert headline is row(page, "headline").field
    assert isinstance(headline, PlainField)
    headline.selectAll()
    qtbot.keyClicks(headline, "Look twice before you share")
    headline.moveCursor(QTextCursor.MoveOperation.StartOfBlock)
    for _word in range(2):
        headline.moveCursor(QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor)
    qtbot.keyClick(headline, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    picture = page.form.picture
    assert picture is not None
    file = picture_file(tmp_path)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    qtbot.mouseClick(picture.replace, Qt.MouseButton.LeftButton)
    picture = page.form.picture
    assert picture is not None
    assert QApplication.focusWidget() is picture.thumb
    assert page.canvas.focal() == (0.5, 0.5)
    qtbot.keyClick(picture.thumb, Qt.Key.Key_Right)
    qtbot.keyClick(picture.thumb, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    picture.credit.setFocus()
    picture.credit.clear()
    qtbot.keyClicks(picture.credit, "Photo: me")
    window.run("go-library")
    assert window.actions_by_name["undo"].text() == "Undo change the credit"
    stored = desk.session.library.post("mine", desk.selection.post)
    values = {key.field: cell.value for key, cell in stored.items() if not key.language}
    assert values["headline"] == "**Look twice** before you share"
    shown = post(desk).picture
    assert shown is not None
    assert (shown.file, shown.focus, shown.credit) == ("media/my-photo.png", (0.51, 0.4), "Photo: me")
    assert (desk.session.pictures("mine") / shown.file).read_bytes() == file.read_bytes()


def test_another_template_keeps_the_texts(page: WritePage, desk: Desk) -> None:
    desk.select(post="checklist")
    before = post(desk)
    choose(page.form.choices.template, "Quiz")
    assert post(desk).kind == "quiz"
    assert row(page, "question").field.text() == before.text("headline")
    assert {one.key.field for one in page.rows} >= {"options.1", "options.2", "why"}
    choose(page.form.choices.template, "Checklist")
    assert post(desk) == before
    choose(page.form.choices.theme, "Paper")
    choose(page.form.choices.element, "Literacy")
    assert (post(desk).theme, post(desk).element) == ("paper", "literacy")
    desk.undo()
    desk.undo()
    assert post(desk) == before


def test_options_come_go_and_move(qtbot: QtBot, page: WritePage, desk: Desk) -> None:
    desk.select(post="quiz")
    before = post(desk)
    assert named(page, Radio, "The right answer: Option 3").isChecked()  # type: ignore[attr-defined]
    choose(named(page, QToolButton, "Move or remove: Option 3"), "Move up")  # type: ignore[arg-type]
    assert (post(desk).text("options.2"), post(desk).answer) == (before.text("options.3"), 2)
    assert QApplication.focusWidget() is row(page, "options.2").field
    choose(named(page, QToolButton, "Move or remove: Option 1"), "Remove")  # type: ignore[arg-type]
    assert (post(desk).count("options"), post(desk).answer) == (3, 1)
    qtbot.mouseClick(named(page, QPushButton, "One more: Option"), Qt.MouseButton.LeftButton)
    last = QApplication.focusWidget()
    assert last is row(page, "options.4").field
    qtbot.keyClicks(last, "Ask a friend")
    desk.store()
    assert post(desk).text("options.4") == "Ask a friend"
    qtbot.mouseClick(named(page, Radio, "The right answer: Option 4"), Qt.MouseButton.LeftButton)
    assert post(desk).answer == 4
    for _step in range(4):
        desk.undo()
    assert post(desk) == before


def test_fact_or_fake(qtbot: QtBot, page: WritePage, desk: Desk) -> None:
    desk.select(post="factfake")
    answer = next(one for one in page.form if isinstance(one, AnswerRow))
    wrong = next(one for one in answer.findChildren(Radio) if not one.isChecked())
    before = post(desk).answer
    qtbot.mouseClick(wrong, Qt.MouseButton.LeftButton)
    assert post(desk).answer == 3 - before
    desk.undo()
    assert post(desk).answer == before
    assert not wrong.isChecked()


def test_the_cards_of_a_post_and_the_steps_of_a_story(
    qtbot: QtBot, page: WritePage, desk: Desk
) -> None:
    desk.select(post="quiz")
    assert desk.selection.card == "question"
    page.focus_field("why")
    assert desk.selection.card == "answer"
    desk.select(post="story")
    before = post(desk)
    count = before.count("slides")
    qtbot.mouseClick(named(page, QPushButton, "Story in steps 2"), Qt.MouseButton.LeftButton)
    assert row(page, "slides.2.headline").field.text() == before.text("slides.2.headline")
    page.cards.move_step(-1)
    assert desk.selection.card == "slide-1"
    assert post(desk).text("slides.1.headline") == before.text("slides.2.headline")
    assert page.cards.add is not None
    qtbot.mouseClick(page.cards.add, Qt.MouseButton.LeftButton)
    assert desk.selection.card == f"slide-{count + 1}"
    step = QApplication.focusWidget()
    assert step is row(page, f"slides.{count + 1}.headline").field
    qtbot.keyClicks(step, "The end")
    desk.store()
    assert post(desk).text(f"slides.{count + 1}.headline") == "The end"
    page.cards.move_step(0)
    assert post(desk).count("slides") == count


def test_a_picture_is_dropped_and_what_is_none_is_explained(
    page: WritePage, desk: Desk, tmp_path: Path
) -> None:
    desk.select(post="photo")
    broken = tmp_path / "broken.jpg"
    broken.write_text("no picture")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(broken))])
    before = post(desk)
    assert page.drop_words(data)
    assert page.dropped(data)
    assert page.form.picture is not None
    assert "not a PNG, JPEG or WebP" in page.form.picture.note.text()
    assert post(desk) == before
    data.setUrls([QUrl.fromLocalFile(str(picture_file(tmp_path)))])
    assert page.dropped(data)
    shown = post(desk).picture
    assert shown is not None
    assert shown.file == "media/my-photo.png"
    assert not page.form.picture.note.text()
    desk.undo()
    assert post(desk) == before
    desk.select(post="tip")
    assert page.dropped(data)
    assert post(desk).picture is None


def test_the_focal_point_follows_the_mouse_also_in_a_mirrored_window(
    qtbot: QtBot, page: WritePage, desk: Desk
) -> None:
    page.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    desk.select(post="photo")
    assert page.form.picture is not None
    thumb = page.form.picture.thumb
    place = thumb.place()
    at = QPointF(place.x() + place.width() * 0.25, place.y() + place.height() * 0.75)
    qtbot.mouseClick(thumb, Qt.MouseButton.LeftButton, pos=QPoint(round(at.x()), round(at.y())))
    page.form.picture.store()
    shown = post(desk).picture
    assert shown is not None
    assert shown.focus == pytest.approx((0.25, 0.75), abs=0.02)
    qtbot.keyClick(thumb, Qt.Key.Key_Left)
    page.form.picture.store()
    moved = post(desk).picture
    assert moved is not None
    assert moved.focus[0] == pytest.approx(shown.focus[0] - 0.01, abs=0.001)


def test_few_pixels_are_told(qtbot: QtBot, page: WritePage, desk: Desk, tmp_path: Path) -> None:
    desk.select(post="photo")
    assert page.form.picture is not None
    file = tmp_path / "small.png"
    scene(200, 150).save(file)
    page.form.picture.take(file)
    picture = page.form.picture
    qtbot.waitUntil(lambda: "too few" in picture.note.text(), timeout=10_000)
    assert "200 × 150" in picture.note.text() or "200x150" in picture.note.text()


def test_links_and_sources_are_looked_at_before_they_are_stored(
    qtbot: QtBot, page: WritePage, desk: Desk
) -> None:
    desk.select(post="tip")
    before = post(desk)
    link = next(one for one in page.form if isinstance(one, LinkRow))
    link.field.selectAll()
    qtbot.keyClicks(link.field, "not an address")
    qtbot.keyClick(link.field, Qt.Key.Key_Return)
    assert "web address" in link.note.text()
    assert post(desk) == before
    link.field.selectAll()
    qtbot.keyClicks(link.field, "milclicks.org/en")
    qtbot.keyClick(link.field, Qt.Key.Key_Return)
    assert (post(desk).link, link.field.text()) == (("https://milclicks.org/en",) * 2)
    assert not link.note.isVisible()
    source = next(one for one in page.form if isinstance(one, SourceRow))
    source.title.selectAll()
    qtbot.keyClicks(source.title, "NASA, 1984")
    qtbot.keyClick(source.title, Qt.Key.Key_Return)
    qtbot.mouseClick(source.today, Qt.MouseButton.LeftButton)
    shown = post(desk).source
    assert shown is not None
    assert shown.title == "NASA, 1984"
    assert shown.checked is not None
    assert source.status.accessibleName().startswith("Checked ")


def test_the_cursor_goes_where_the_selection_goes(page: WritePage, desk: Desk) -> None:
    desk.select(post="tip")
    desk.select(field="body")
    assert QApplication.focusWidget() is row(page, "body").field
    page.canvas.text_clicked.emit("headline", "headline")
    assert QApplication.focusWidget() is row(page, "headline").field
    assert desk.selection.field == "headline"
    row(page, "headline").field.insertPlainText("Now ")
    desk.select(field="caption")
    desk.undo()
    assert QApplication.focusWidget() is row(page, "headline").field


def test_the_card_is_painted_before_the_strip(
    page: WritePage, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.select(post="tip")
    qtbot.wait(200)
    order: list[str] = []
    paint = desk.cards.paint
    strip = SizeStrip.refresh

    def noted(what: str, act: Callable[..., object]) -> Callable[..., object]:
        def do(*values: object) -> object:
            order.append(what)
            return act(*values)

        return do

    monkeypatch.setattr(desk.cards, "paint", noted("card", paint))
    monkeypatch.setattr(SizeStrip, "refresh", noted("strip", strip))
    field = row(page, "headline").field
    qtbot.keyClicks(field, "ab")
    assert order == []
    qtbot.waitUntil(lambda: "strip" in order, timeout=5000)
    assert order[0] == "card"
    words = row(page, "headline")
    qtbot.waitUntil(lambda: "Fits in" in words.budget.toolTip(), timeout=5000)


def test_without_a_post_there_is_a_way_to_one(qtbot: QtBot, page: WritePage, desk: Desk) -> None:
    page.entered()
    assert page.stack.currentWidget() is page.empty
    with qtbot.waitSignal(desk.going) as asked:
        qtbot.mouseClick(page.new, Qt.MouseButton.LeftButton)
    assert asked.args == ["new"]
    desk.go("write", post="tip")
    assert page.stack.currentWidget() is not page.empty
    assert isinstance(page.form.choices.template, MenuButton)


def test_what_is_half_written_stays_with_its_post(qtbot: QtBot, page: WritePage, desk: Desk) -> None:
    desk.select(post="photo")
    other = desk.session.post("family", "tip")
    source = next(one for one in page.form if isinstance(one, SourceRow))
    source.title.setFocus()
    source.title.selectAll()
    qtbot.keyClicks(source.title, "An archive")
    desk.select(post="tip")
    assert post(desk) == other
    found = desk.session.post("family", "photo")
    assert found is not None
    assert found.source is not None
    assert found.source.title == "An archive"
    link = next(one for one in page.form if isinstance(one, LinkRow))
    link.field.setFocus()
    qtbot.keyClicks(link.field, "https://example.org/a")
    page.left()
    assert post(desk).link.endswith("https://example.org/a")


def test_a_text_that_others_add_does_not_move_the_cursor(page: WritePage, desk: Desk) -> None:
    desk.select(post="checklist")
    field = row(page, "headline").field
    field.setFocus()
    cursor = field.textCursor()
    cursor.setPosition(3)
    field.setTextCursor(cursor)
    number = post(desk).count("items") + 1
    desk.session.set_value("type", Key("family", "checklist", f"items.{number}.lead"), "One more")
    again = QApplication.focusWidget()
    assert again is row(page, "headline").field
    assert row(page, "headline").field.textCursor().position() == 3
    assert row(page, f"items.{number}.lead").field.text() == "One more"


def test_a_card_that_cannot_be_says_why_and_where(qtbot: QtBot, page: WritePage, desk: Desk) -> None:
    desk.select(post="tip")
    desk.session.set_value("change the link", Key("family", "tip", "@link"), "")
    choose(page.form.choices.template, "Resource")
    assert page.no_card.isVisible()
    page._tell_problems()
    lines = [page.problems.item(at).text() for at in range(page.problems.count())]
    assert lines.count("“What to do with the code” is empty.") == 1
    assert "no link" in page.no_card.title.text()
    qtbot.mouseClick(page.no_card.way, Qt.MouseButton.LeftButton)
    link = next(one for one in page.form if isinstance(one, LinkRow))
    assert QApplication.focusWidget() is link.field
    qtbot.keyClicks(link.field, "unesco.org")
    qtbot.keyClick(link.field, Qt.Key.Key_Return)
    assert page.canvas.isVisible()
    assert page.canvas.frame() is not None


def test_storing_what_is_typed_lays_nothing_out_again(
    qtbot: QtBot, page: WritePage, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.select(post="myth")
    qtbot.keyClicks(row(page, "fact").field, "Now ")
    asked: list[object] = []
    now = desk.cards.now
    monkeypatch.setattr(desk.cards, "now", lambda *values: (asked.append(values), now(*values))[1])
    desk.store()
    assert post(desk).text("fact").startswith("Now ")
    assert not asked
    assert page.scope.post_button.text().startswith("Now ")


def test_tab_goes_through_the_fields_in_their_order(qtbot: QtBot, page: WritePage, desk: Desk) -> None:
    desk.select(post="tip")
    desk.select(post="photo")
    row(page, "headline").field.setFocus()
    went: list[str] = []
    for _step in range(7):
        focus = QApplication.focusWidget()
        assert focus is not None
        went.append(focus.accessibleName())
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert went == [
        "Headline",
        "Body",
        "Focal point",
        "Credit",
        "Replace the picture",
        "Focal point",
        "Remove the picture",
    ]
    page.zoom_button.setFocus()
    qtbot.keyClick(page.zoom_button, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is page.form.choices.template


def test_scrolling_changes_no_date_and_undo_reaches_the_post(
    qtbot: QtBot, window: MainWindow, desk: Desk
) -> None:
    desk.select(pack="family", post="tip")
    window.show_page("write")
    page = window.current()
    assert isinstance(page, WritePage)
    source = next(one for one in page.form if isinstance(one, SourceRow))
    before = post(desk).source
    assert before is not None
    assert before.checked
    source.day.setFocus()
    for field in (source.day, source.day.lineEdit()):
        at = QPointF(field.rect().center())
        turn = QWheelEvent(
            at,
            QPointF(field.mapToGlobal(at.toPoint())),
            QPoint(0, 0),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(field, turn)
    assert post(desk).source == before
    qtbot.keyClick(source.day, Qt.Key.Key_Down)
    assert post(desk).source != before
    qtbot.keyClick(source.day, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert post(desk).source == before
    source.title.setFocus()
    qtbot.keyClicks(source.title, "x")
    qtbot.keyClick(source.title, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert source.title.text() == before.title


def test_undo_and_paste_inside_a_text(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    desk.select(pack="family", post="tip")
    window.show_page("write")
    page = window.current()
    assert isinstance(page, WritePage)
    before = post(desk).text("headline")
    headline = row(page, "headline").field
    headline.setFocus()
    headline.moveCursor(QTextCursor.MoveOperation.End)
    QApplication.clipboard().setText(" and\nthink\n")
    qtbot.keyClick(headline, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert headline.toPlainText().endswith(" and think")
    desk.store()
    assert post(desk).text("headline") == f"{before} and think"
    qtbot.keyClick(headline, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert post(desk).text("headline") == before
    qtbot.keyClick(
        headline, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert post(desk).text("headline") == f"{before} and think"


def test_an_empty_text_shows_what_the_card_shows(page: WritePage, desk: Desk) -> None:
    desk.session.new_pack("mine", "Моје", "sr")
    tip = desk.session.post("family", "tip")
    assert tip is not None
    tip = replace(tip, language="sr", texts={"headline": "Стани **и види**"})
    new_post(desk.session, "mine", tip)
    desk.select(pack="mine", post="tip", language="sr@latin")
    headline = row(page, "headline").field
    assert (headline.toPlainText(), headline.placeholderText()) == ("", "Stani i vidi")
