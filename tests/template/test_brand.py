"""Brand kits: colours that can't be read are refused."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.model.brand import Brand
from studio.template import load_brand


def changed(folder: Path, tmp_path: Path, old: str, new: str) -> Path:
    copy = tmp_path / "kit"
    shutil.copytree(folder, copy)
    file = copy / "brand.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return copy


def test_the_kit_has_six_elements_in_the_order_of_the_letters(brand: Brand) -> None:
    assert [e.index for e in brand.elements.values()] == [0, 1, 2, 3, 4, 5]
    assert len(brand.wordmarks["inter"].parts) == 11


def test_too_little_contrast_is_refused_with_the_figure(brand_folder: Path, tmp_path: Path) -> None:
    kit = changed(brand_folder, tmp_path, 'vivid = "#2013F2"', 'vivid = "#8F88F9"')
    with pytest.raises(InvalidInput, match=r"4\.5") as caught:
        load_brand(kit)
    assert {d.code for d in caught.value.diagnostics} == {"brand.low-contrast"}


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('ink = "#100A33"', 'ink = "100A33"', "#2013F2"),
        ('ground = "vivid"', 'ground = "vividd"', "vividd"),
        ('path = "M18 54', 'path = "m18 54', "path"),
        ('name = "milclicks"', 'nam = "milclicks"', "name"),
    ],
)
def test_a_mistake_in_a_kit_is_told(
    brand_folder: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    with pytest.raises(InvalidInput, match=words):
        load_brand(changed(brand_folder, tmp_path, old, new))
