from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio.model.brand import Brand
from studio.model.post import Post
from studio.resources import Resources
from studio.template import Template, load_brand, load_frame, load_template

MINIMAL = """\
kind = "tip"
title = "Test"
label = "Tip"
label_numbered = "Tip {number}"
shrink = ["headline"]

[box.main]
type = "column"
grow = 1
children = ["headline"]

[box.headline]
type = "text"
field = "headline"
style = "tip_headline"
select = true
"""


@pytest.fixture(scope="session")
def brand_folder(resources: Resources) -> Path:
    return resources.templates / "brands" / "milclicks"


@pytest.fixture(scope="session")
def brand(brand_folder: Path) -> Brand:
    return load_brand(brand_folder)


@pytest.fixture
def write_template(tmp_path: Path, brand: Brand, brand_folder: Path) -> Callable[[str], Template]:
    """Load a template from text."""

    def write(text: str) -> Template:
        file = tmp_path / "test.toml"
        file.write_text(text, encoding="utf-8")
        return load_template(file, brand, load_frame(brand_folder))

    return write


@pytest.fixture
def tip() -> Post:
    return Post(
        id="t",
        kind="tip",
        element="literacy",
        language="en",
        texts={"headline": "Read **past** it", "body": "Because."},
        number=7,
    )
