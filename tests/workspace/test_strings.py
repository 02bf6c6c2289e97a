"""What a translator decides, notes and sees, without a window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.model.changes import Key
from studio.resources import Resources
from studio.workspace import strings
from studio.workspace.library import import_pack
from studio.workspace.session import Session
from studio.workspace.strings import Row, rows_of

STARTER = Path(__file__).parent.parent.parent / "templates" / "starter"
POST = "what-is-disinformation"


@pytest.fixture
def session(tmp_path: Path, resources: Resources) -> Iterator[Session]:
    made = Session.open(tmp_path / "library", resources=resources)
    made.done(import_pack(made.library, STARTER))
    yield made
    made.close()


def row(session: Session, field: str, language: str = "sr", reference: str = "en") -> Row:
    found = rows_of(session, "starter", POST, language, reference)
    return next(one for one in found if one.key.field == field)


def test_a_text_is_read_from_any_language_of_the_pack(session: Session) -> None:
    found = row(session, "headword", "sr", "fr")
    assert (found.source, found.reference) == ("disinformation", "désinformation")
    assert found.text == "дезинформација"
    session.type_text(Key("starter", POST, "headword", "fr"), "")
    session.flush()
    assert row(session, "headword", "sr", "fr").reference == ""


def test_a_changed_source_is_out_of_date_until_it_is_taken_as_right(session: Session) -> None:
    key = Key("starter", POST, "word_class")
    session.set_value("type", key, "nouns")
    found = row(session, "word_class")
    assert (found.status, found.was) == (strings.OUTDATED, "noun")
    assert list(strings.word_changes(found.was, found.source)) == [("gone", "noun"), ("new", "nouns")]
    strings.take_as_right(session, [found])
    assert row(session, "word_class").status == strings.DONE
    session.undo()
    assert row(session, "word_class").status == strings.OUTDATED


def test_what_is_kept_for_a_look_is_not_done(session: Session) -> None:
    before = strings.progress(session, "starter", "sr")
    strings.keep_for_a_look(session, [row(session, "definition")])
    assert row(session, "definition").to_do
    assert strings.progress(session, "starter", "sr") == (before[0] - 1, before[1])


def test_a_language_by_rule_follows_and_can_be_overridden(session: Session) -> None:
    latin = row(session, "headword", "sr@latin")
    assert (latin.text, latin.status, latin.own) == ("dezinformacija", strings.BY_RULE, False)
    strings.keep_for_a_look(session, [latin])
    assert row(session, "headword", "sr").status == strings.FUZZY
    strings.take_as_right(session, [row(session, "headword", "sr@latin")])
    assert row(session, "headword", "sr").status == strings.DONE
    assert not row(session, "headword", "sr@latin").own
    session.type_text(latin.key, "dezinfo")
    session.flush()
    assert (row(session, "headword", "sr@latin").text, row(session, "headword").text) == (
        "dezinfo",
        "дезинформација",
    )
    strings.back_to_rule(session, row(session, "headword", "sr@latin"))
    assert row(session, "headword", "sr@latin").text == "dezinformacija"


def test_comments_stay_with_the_catalog_and_can_be_undone(session: Session) -> None:
    key = Key("starter", POST, "definition", "sr")
    assert not strings.set_comment(session, key, " ")
    strings.set_comment(session, key, "Ask Ana.")
    assert strings.comment(session, key) == "Ask Ana."
    session.undo()
    assert strings.comment(session, key) == ""


def test_a_language_is_added_and_taken_back(session: Session) -> None:
    strings.add_language(session, "starter", "de")
    assert "de" in session.languages("starter")
    assert strings.progress(session, "starter", "de")[0] == 0
    assert all(one.status == strings.MISSING for one in rows_of(session, "starter", POST, "de", "en"))
    session.undo()
    assert "de" not in session.languages("starter")


def test_what_a_translation_lost_is_found(session: Session) -> None:
    key = Key("starter", POST, "definition", "sr")
    session.type_text(key, "**Лаж** без тачке")
    codes = {one.code for one in row(session, "definition").findings}
    assert codes == {"translation.emphasis", "translation.closing-mark"}
