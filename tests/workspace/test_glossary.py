"""Terms: where they come from, where they stand, whether they are used."""

from __future__ import annotations

from studio.workspace.glossary import OWN, PACK, STUDIO, Term, fix_term, terms_in, terms_of, uses
from studio.workspace.session import Session
from tests.workspace.test_strings import session

__all__ = ["session"]


def by_source(session: Session, language: str = "sr") -> dict[str, Term]:
    return {term.source: term for term in terms_of(session, "starter", language)}


def test_terms_are_what_a_pack_explains_and_what_the_studio_prints(session: Session) -> None:
    found = by_source(session)
    assert found["disinformation"] == Term("disinformation", "дезинформација", PACK)
    assert found["Quiz"] == Term("Quiz", "Квиз", STUDIO)
    assert by_source(session, "sr@latin")["disinformation"].text == "dezinformacija"
    assert "Later" not in found  # a short text that stands once is no term


def test_a_fixed_term_goes_first_and_can_be_undone(session: Session) -> None:
    fix_term(session, "starter", "sr", " Disinformation ", "лажна вест")
    assert by_source(session)["Disinformation"] == Term("Disinformation", "лажна вест", OWN)
    session.undo()
    assert "Disinformation" not in by_source(session)
    fix_term(session, "starter", "sr", "source", "извор")
    fix_term(session, "starter", "sr", "source", "")
    assert "source" not in by_source(session)


def test_terms_stand_as_whole_words_and_never_inside_each_other() -> None:
    terms = (Term("fact check", "провера", OWN), Term("fact", "чињеница", OWN))
    found = terms_in(terms, "A **fact check** of facts, not of factories.")
    assert [(start, end, term.source) for start, end, term in found] == [
        (2, 12, "fact check"),
        (16, 21, "fact"),
    ]


def test_a_term_is_used_in_any_form_of_its_words() -> None:
    term = Term("image", "слика", OWN)
    assert uses(term, "Претражи **слику** и нађи где је објављена.")
    assert not uses(term, "Претражи фотографију.")
