"""Parts of a post, changed one at a time: nothing is lost, and each is one step of undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.model.changes import Key
from studio.model.post import PICTURE_ALT, Source
from studio.workspace import postparts as parts
from studio.workspace.library import import_pack, save_pack
from studio.workspace.posts import set_theme
from studio.workspace.session import Session
from tests.family.pictures import scene


def test_another_template_keeps_every_text_and_gives_them_back(session: Session) -> None:
    before = session.post("family", "checklist")
    assert before is not None
    parts.set_kind(session, "family", "checklist", "tip")
    shown = session.post("family", "checklist")
    assert shown is not None
    assert shown.kind == "tip"
    assert shown.text("headline") == before.text("headline")
    assert not shown.count("items")
    parts.set_kind(session, "family", "checklist", "checklist")
    assert session.post("family", "checklist") == before


def test_a_new_field_begins_with_its_counterpart_in_every_language(session: Session) -> None:
    tip = session.post("family", "tip")
    assert tip is not None
    serbian = session.value(Key("family", "tip", "headline", "sr"))
    assert serbian
    parts.set_kind(session, "family", "tip", "quiz")
    quiz = session.post("family", "tip")
    assert quiz is not None
    assert (quiz.text("question"), quiz.text("why")) == (tip.text("headline"), tip.text("body"))
    assert quiz.answer == 1
    assert session.value(Key("family", "tip", "question", "sr")) == serbian
    session.undo()
    assert session.post("family", "tip") == tip
    parts.set_kind(session, "family", "tip", "story")
    story = session.post("family", "tip")
    assert story is not None
    assert story.text("slides.1.headline") == tip.text("headline")


def test_what_a_post_lacks_is_known(session: Session) -> None:
    tip = session.post("family", "tip")
    assert tip is not None
    assert parts.missing_parts(tip) == ()
    parts.set_kind(session, "family", "tip", "photo")
    photo = session.post("family", "tip")
    assert photo is not None
    assert parts.missing_parts(photo) == ("@picture",)
    parts.set_kind(session, "family", "tip", "checklist")
    checklist = session.post("family", "tip")
    assert checklist is not None
    missing = parts.missing_parts(checklist)
    assert missing[:2] == ("items.1.lead", "items.2.lead")
    assert len(missing) == 6


def test_entries_move_with_their_translations_and_the_right_answer(session: Session) -> None:
    before = session.post("family", "quiz")
    assert before is not None
    third = before.text("options.3")
    serbian = session.value(Key("family", "quiz", "options.3", "sr"))
    assert before.answer == 3
    parts.resize_list(session, "family", "quiz", "options", [3, 1, 4])
    after = session.post("family", "quiz")
    assert after is not None
    assert (after.count("options"), after.text("options.1"), after.answer) == (3, third, 1)
    assert session.value(Key("family", "quiz", "options.1", "sr")) == serbian
    session.undo()
    assert session.post("family", "quiz") == before


def test_a_picture_is_taken_in_one_step_and_its_parts_change(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "Мој снимак (1).jpg"
    scene(600, 400).save(file, "png")
    parts.take_picture(session, "family", "tip", file)
    shown = session.post("family", "tip")
    assert shown is not None
    assert shown.picture is not None
    assert shown.picture.file == "media/moj-snimak-1.png"
    assert (session.pictures("family") / shown.picture.file).read_bytes() == file.read_bytes()
    parts.set_focus(session, "family", "tip", 0.25, 1.5)
    parts.set_credit(session, "family", "tip", " A. Author ")
    shown = session.post("family", "tip")
    assert shown is not None
    assert shown.picture is not None
    assert (shown.picture.focus, shown.picture.credit) == ((0.25, 1.0), "A. Author")
    parts.remove_picture(session, "family", "tip")
    gone = session.post("family", "tip")
    assert gone is not None
    assert gone.picture is None
    assert not parts.take_picture(session, "family", "tip", file).conflicts
    for _step in range(5):
        session.undo()
    shown = session.post("family", "tip")
    assert shown is not None
    assert shown.picture is None


def test_what_was_said_of_a_picture_goes_with_it(session: Session, tmp_path: Path) -> None:
    source, serbian = (Key("family", "photo", PICTURE_ALT, one) for one in ("", "sr"))
    before = session.value(source)
    assert before
    text = session.value(serbian)
    assert text
    file = tmp_path / "mine.png"
    scene(600, 400).save(file)
    parts.take_picture(session, "family", "photo", file)
    assert [session.value(one) for one in (source, serbian)] == ["", ""]
    parts.take_picture(session, "family", "photo", file)
    session.set_value("write", source, "A street")
    parts.take_picture(session, "family", "photo", file)
    assert session.value(source) == "A street"
    for _step in range(4):
        session.undo()
    assert [session.value(one) for one in (source, serbian)] == [before, text]


def test_what_is_no_picture_is_refused_and_nothing_changes(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "photo.heic"
    file.write_bytes(b"\x00\x00\x00\x18ftypheic")
    with pytest.raises(InvalidInput, match="PNG, JPEG or WebP") as caught:
        parts.take_picture(session, "family", "tip", file)
    assert caught.value.diagnostics[0].code == "picture.format"
    shown = session.post("family", "tip")
    assert shown is not None
    assert shown.picture is None


def test_what_was_taken_away_can_be_set_again(session: Session) -> None:
    for theme in ("ink", "", "paper"):
        assert not set_theme(session, "family", ["tip"], theme).conflicts
    for number in (4, 0, 5):
        assert not parts.set_number(session, "family", "tip", number).conflicts
    parts.set_source(session, "family", "tip", Source("NASA", "https://nasa.gov"))
    parts.set_source(session, "family", "tip", Source(""))
    assert not parts.set_link(session, "family", "tip", " https://milclicks.org ").conflicts
    shown = session.post("family", "tip")
    assert shown is not None
    assert (shown.theme, shown.number, shown.source) == ("paper", 5, None)
    assert shown.link == "https://milclicks.org"
    with pytest.raises(InvalidInput, match="web address"):
        parts.set_link(session, "family", "tip", "not an address")
    parts.set_source(session, "family", "tip", Source("", "unesco.org/mil"))
    shown = session.post("family", "tip")
    assert shown is not None
    assert shown.source == Source("unesco.org", "https://unesco.org/mil")


def test_texts_without_a_place_are_laid_aside_and_nobody_has_to_translate_them(
    session: Session, tmp_path: Path
) -> None:
    (before,) = session.rows("family", ["checklist"])
    parts.set_kind(session, "family", "checklist", "tip")
    shown = session.post("family", "checklist")
    (row,) = session.rows("family", ["checklist"])
    assert shown is not None
    assert row.texts == len(shown.texts) < before.texts
    session.set_value("type", Key("family", "checklist", "body"), "Each takes a moment.")
    again = tmp_path / "again"
    save_pack(session.library, "family", again)
    assert not import_pack(session.library, again)
    for kind in ("quiz", "story", "checklist"):
        parts.set_kind(session, "family", "checklist", kind)
    checklist = session.post("family", "checklist")
    assert checklist is not None
    assert not checklist.text("body")
    assert session.rows("family", ["checklist"])[0].texts == before.texts
