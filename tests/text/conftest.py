"""What the tests of the text room share."""

from __future__ import annotations

import pytest

from studio.text.engine import TextEngine, TextStyle
from studio.text.fonts import FontLibrary


@pytest.fixture(scope="session")
def engine(fonts: FontLibrary) -> TextEngine:
    """One engine over the fonts of the lock."""
    return TextEngine(fonts)


@pytest.fixture(scope="session")
def headline() -> TextStyle:
    """The brand's headline."""
    return TextStyle(("Commissioner",), 900, tracking=-0.018, leading=1.07)


@pytest.fixture(scope="session")
def body() -> TextStyle:
    """The brand's body text."""
    return TextStyle(("Commissioner",), 500, leading=1.3)


@pytest.fixture(scope="session")
def arabic() -> TextStyle:
    """The brand's Arabic headline."""
    return TextStyle(("Noto Kufi Arabic",), 900, leading=1.42)
