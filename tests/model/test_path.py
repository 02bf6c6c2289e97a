import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.model.geometry import Affine, Rect
from studio.model.path import Corners, Path

sides = st.floats(1, 500)


def test_relative_steps_of_one_axis_become_lines() -> None:
    path = Path.parse("M1 2H5V7L3,4 Q1 1 2 2 C1 2 3 4 5 6Z")
    assert path.ops == (
        ("M", 1, 2),
        ("L", 5, 2),
        ("L", 5, 7),
        ("L", 3, 4),
        ("Q", 1, 1, 2, 2),
        ("C", 1, 2, 3, 4, 5, 6),
        ("Z",),
    )


def test_numbers_after_a_move_are_lines() -> None:
    assert Path.parse("M0 0 1 1 2 2").ops == (("M", 0, 0), ("L", 1, 1), ("L", 2, 2))


@pytest.mark.parametrize("data", ["1 2", "M1", "M1 2 A3", "m1 2", "M1 2 L3", "M0 0 Z 1 2"])
def test_what_our_marks_do_not_use_is_refused(data: str) -> None:
    with pytest.raises(ValueError, match="path"):
        Path.parse(data)


@given(sides, sides, st.tuples(*[st.floats(0, 300)] * 4))
def test_round_corners_stay_inside_the_box(
    width: float, height: float, radii: tuple[float, ...]
) -> None:
    rect = Rect(10, 20, width, height)
    assert rect.contains(Path.rounded(rect, Corners(*radii)).bounds(), 1e-6)


def test_a_sharp_corner_is_a_corner() -> None:
    path = Path.rounded(Rect(0, 0, 10, 10), Corners(5, 5, 0, 5))
    assert (10, 10) in set(path.points())
    assert (0, 0) not in set(path.points())


def test_moving_a_path_moves_its_bounds() -> None:
    path = Path.ellipse(Rect(0, 0, 10, 20)).transformed(Affine(2, 0, 0, 1, 5, 5))
    assert path.bounds() == Rect(5, 5, 20, 20)
