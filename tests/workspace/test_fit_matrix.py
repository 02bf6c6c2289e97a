"""The marks of a pack: what is unknown is never green, the worst card counts."""

from __future__ import annotations

from studio.model.geometry import Size
from studio.workspace.fitmatrix import BROKEN, UNKNOWN, FitMatrix, Mark, Place, mark_of
from studio.workspace.fitting import FITS, FLOOR, OVER, Fit

SIZES = (Size(1080, 1350), Size(1600, 900))


def _matrix() -> FitMatrix:
    made = FitMatrix(["a", "b"], ["en", "sr"], SIZES)
    made.begin("a", ["card"])
    made.begin("b", ["question", "answer"])
    return made


def _put(matrix: FitMatrix, post: str, language: str, size: int, mark: Mark) -> bool:
    return matrix.put(Place(post, language, size), mark)


def test_a_mark_is_green_when_all_cards_are() -> None:
    matrix = _matrix()
    assert matrix.unknown() == matrix.total() == 8
    assert not _put(matrix, "b", "en", 0, Mark(FITS, "question"))
    assert matrix.states("b", "en") == (UNKNOWN, UNKNOWN)
    assert _put(matrix, "b", "en", 0, Mark(FITS, "answer"))
    assert matrix.states("b", "en") == (FITS, UNKNOWN)
    assert (matrix.count(FITS), matrix.unknown()) == (1, 7)


def test_one_card_that_is_too_long_is_enough_for_red() -> None:
    matrix = _matrix()
    assert _put(matrix, "b", "sr", 1, Mark(OVER, "answer", "why", 9))
    assert matrix.marks("b", "sr")[1] == Mark(OVER, "answer", "why", 9)
    _put(matrix, "b", "sr", 1, Mark(FLOOR, "question", "question"))
    assert matrix.states("b", "sr")[1] == OVER
    _put(matrix, "b", "sr", 1, Mark(FITS, "answer"))
    assert matrix.states("b", "sr")[1] == FLOOR


def test_what_has_changed_is_unknown_again() -> None:
    matrix = _matrix()
    for name in ("en", "sr"):
        _put(matrix, "a", name, 0, Mark(FITS, "card"))
    matrix.forget("a", "sr")
    assert matrix.states("a", "en")[0] == FITS
    assert matrix.states("a", "sr")[0] == UNKNOWN
    assert list(matrix.open_cards("a", "sr")) == [(0, "card"), (1, "card")]
    matrix.forget("a")
    assert matrix.count(FITS) == 0
    assert not matrix.begun("a")


def test_problems_are_gone_round_in_both_directions() -> None:
    matrix = _matrix()
    first, second = Place("a", "sr", 1), Place("b", "en", 0)
    _put(matrix, *first, Mark(OVER, "card", "body", 2))
    _put(matrix, *second, Mark(BROKEN, "question"))
    wanted = (OVER, BROKEN)
    assert matrix.next(None, 1, wanted) == first
    assert matrix.next(first, 1, wanted) == second
    assert matrix.next(second, 1, wanted) == first
    assert matrix.next(first, -1, wanted) == second
    assert matrix.next(first, 1, wanted, ["a"]) == first
    assert matrix.next(None, 1, (FLOOR,)) is None
    assert matrix.has("a", wanted)
    assert not matrix.has("a", (FLOOR,))


def test_another_matrix_keeps_what_is_still_true() -> None:
    matrix = _matrix()
    _put(matrix, "a", "en", 0, Mark(FITS, "card"))
    _put(matrix, "a", "sr", 0, Mark(OVER, "card", "body", 3))
    fresh = FitMatrix(["c", "a"], ["ar", "en"], SIZES)
    fresh.take(matrix)
    assert fresh.states("a", "en")[0] == FITS
    assert fresh.count(OVER) == 0
    assert fresh.count(FITS) == 1
    assert list(fresh.open_cards("a", "en")) == [(1, "card")]


def test_a_card_that_can_not_be_made_is_a_problem() -> None:
    assert mark_of("card", None) == Mark(BROKEN, "card")
    assert mark_of("card", Fit()) == Mark(FITS, "card")
    assert mark_of("card", Fit(OVER, "body", 7, False)) == Mark(OVER, "card", "body", 7, False)
