"""Words that go out as a PO file, are worked on elsewhere, and come back."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest

from studio.errors import InvalidInput
from studio.model.changes import Key
from studio.workspace import strings
from studio.workspace.glossary import fix_term, terms_of
from studio.workspace.pofiles import save_po, take_po
from studio.workspace.session import Session
from tests.workspace.test_strings import POST, row, session

__all__ = ["session"]

KEY = Key("starter", POST, "definition", "sr")
CONTEXT = f"{POST}/definition"


def saved(session: Session, folder: Path) -> polib.POFile:
    save_po(session, "starter", "sr", folder / "sr.po")
    return polib.pofile(str(folder / "sr.po"))


def entry(po: polib.POFile, context: str = CONTEXT) -> polib.POEntry:
    return next(one for one in po if one.msgctxt == context)


def test_the_file_has_every_text_and_what_translators_should_know(
    session: Session, tmp_path: Path
) -> None:
    strings.set_comment(session, KEY, "Ask Ana.")
    fix_term(session, "starter", "sr", "source", "извор")
    session.set_value("type", Key("starter", POST, "word_class"), "nouns")
    po = saved(session, tmp_path)
    total = strings.progress(session, "starter", "sr")[1]
    assert len([one for one in po if not one.obsolete]) == total + 1
    assert entry(po).tcomment == "Ask Ana."
    assert "Definition" in entry(po).comment
    old = entry(po, f"{POST}/word_class")
    assert (old.fuzzy, old.previous_msgid, old.msgid) == (True, "noun", "nouns")
    assert entry(po, "glossary/source").msgstr == "извор"


def test_the_same_file_taken_in_again_changes_nothing(session: Session, tmp_path: Path) -> None:
    session.set_value("type", Key("starter", POST, "word_class"), "nouns")
    strings.keep_for_a_look(session, [row(session, "definition")])
    saved(session, tmp_path)
    done = take_po(session, "starter", "sr", tmp_path / "sr.po")
    assert not done
    assert not done.conflicts
    assert row(session, "word_class").status == strings.OUTDATED


def test_work_of_both_sides_comes_together(session: Session, tmp_path: Path) -> None:
    po = saved(session, tmp_path)
    entry(po).msgstr = "Лаж која се шири да нашкоди."
    entry(po, f"{POST}/headword").msgstr = "дезинфо"
    entry(po, f"{POST}/caption").msgstr = ""
    entry(po).tcomment = "Kraće."
    po.append(polib.POEntry(msgctxt="glossary/source", msgid="source", msgstr="извор"))
    po.append(polib.POEntry(msgctxt="no-such-post/body", msgid="x", msgstr="y"))
    po.save()
    session.type_text(Key("starter", POST, "headword", "sr"), "лажирање")
    session.type_text(Key("starter", POST, "word_class", "sr"), "им.")
    caption = row(session, "caption").text
    done = take_po(session, "starter", "sr", tmp_path / "sr.po")
    assert row(session, "definition").text == "Лаж која се шири да нашкоди."
    assert row(session, "caption").text == caption
    assert row(session, "word_class").text == "им."
    assert row(session, "headword").text == "лажирање"
    assert [one.key.field for one in done.conflicts] == ["headword"]
    assert strings.comment(session, KEY) == "Kraće."
    assert any(term.source == "source" for term in terms_of(session, "starter", "sr"))
    session.undo()
    assert row(session, "definition").text == "Лажан садржај, направљен или дељен с намером да нашкоди."
    assert strings.comment(session, KEY) == ""


def test_a_finished_text_stands_in_for_an_unfinished_one(session: Session, tmp_path: Path) -> None:
    po = saved(session, tmp_path)
    entry(po).msgstr = "Лаж која шкоди."
    po.save()
    session.type_text(KEY, "Лаж.")
    session.flush()
    strings.keep_for_a_look(session, [row(session, "definition")])
    assert not take_po(session, "starter", "sr", tmp_path / "sr.po").conflicts
    assert (row(session, "definition").text, row(session, "definition").status) == (
        "Лаж која шкоди.",
        strings.DONE,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('msgid ""\nmsgstr "Language: fr\\n"\n', "catalog.other-language"),
        ('msgctxt "a/b"\nmsgid "x\n', "catalog.broken"),
        ('msgctxt "a/b"\nmsgid "x"\nmsgstr "y"\n\n' * 2, "catalog.duplicate"),
    ],
)
def test_a_file_that_cannot_be_used_changes_nothing(
    session: Session, tmp_path: Path, text: str, code: str
) -> None:
    file = tmp_path / "bad.po"
    file.write_text(text, "utf-8")
    before = session.library.position()
    with pytest.raises(InvalidInput) as caught:
        take_po(session, "starter", "sr", file)
    assert caught.value.diagnostics[0].code == code
    assert session.library.position() == before
