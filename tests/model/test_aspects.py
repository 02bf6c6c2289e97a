import pytest

from studio.model.brand import aspect_of, unit_of
from studio.model.geometry import Size


@pytest.mark.parametrize(
    ("size", "aspect"),
    [
        ("1080x1920", "tall"),
        ("1000x1500", "portrait"),  # a pin: upright, but no app lies over its ends
        ("2480x3508", "portrait"),
        ("1080x1350", "portrait"),
        ("1080x1080", "square"),
        ("1200x630", "wide"),
        ("1600x900", "wide"),
    ],
)
def test_every_size_has_the_class_whose_frame_suits_it(size: str, aspect: str) -> None:
    assert aspect_of(Size.parse(size)) == aspect


def test_the_unit_follows_the_short_side_and_is_larger_in_landscape() -> None:
    assert unit_of(Size(1080, 1350)) == pytest.approx(10.8)
    assert unit_of(Size(1200, 675)) == pytest.approx(9.1125)
