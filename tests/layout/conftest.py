from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from studio.layout.flow import Flow, Placed, Shapes
from studio.model.box import Box, Card, Container, Setting, TextBox
from studio.model.color import Color
from studio.model.geometry import Size
from studio.model.language import Language
from studio.text.engine import TextEngine
from studio.text.fonts import FontLibrary
from studio.text.languages import language

INK, PAPER = Color(0, 0, 0), Color(255, 255, 255)


@pytest.fixture(scope="session")
def engine(fonts: FontLibrary) -> TextEngine:
    return TextEngine(fonts)


@pytest.fixture(scope="session")
def shapes(engine: TextEngine) -> Shapes:
    return Shapes(engine)


def words(name: str, text: str, lang: str = "en", **keys: Any) -> TextBox:
    """A text box in Commissioner."""
    given: dict[str, Any] = {"field": name, "turn": 0, "max": 10.0, "min": 5.0, **keys}
    tongue: Language = language(lang)
    family = "Noto Sans Arabic" if tongue.script == "Arab" else "Commissioner"
    return TextBox(
        name=name,
        text=text,
        language=tongue,
        setting=Setting((family,), 700, 0.0, 1.2),
        **given,
    )


def card(root: Container, lang: str = "en") -> Card:
    return Card(root, PAPER, language(lang), "post", "template")


@pytest.fixture
def flow(shapes: Shapes) -> Callable[..., dict[str, Placed]]:
    """Lay boxes out on a 1000 × 1000 card (u = 10 px) and return them by name."""

    def run(root: Container, lang: str = "en", **sizes: float) -> dict[str, Placed]:
        done = Flow(card(root, lang), Size(1000, 1000), shapes, sizes).run()
        return {p.box.name: p for p in done.placed}

    return run


def column(*children: Box, **keys: Any) -> Container:
    return Container(name=keys.pop("name", "root"), kind="column", children=children, **keys)


def row(*children: Box, **keys: Any) -> Container:
    return Container(name=keys.pop("name", "root"), kind="row", children=children, **keys)


def block(name: str, **keys: Any) -> Container:
    return Container(name=name, kind="layers", **keys)
