"""The window's colours can be read, its icons are there, its style sheet is whole."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from studio.model.color import Color, contrast
from studio.ui import icons
from studio.ui.app import make_application
from studio.ui.commands import COMMANDS
from studio.ui.theme import DARK, LIGHT, apply_theme, tokens

TEXT = [
    (ink, ground)
    for ink in ("ink", "ink_2", "ok", "warn", "error", "link")
    for ground in ("window", "bar", "field", "selected")
] + [("ink_2", "canvas"), ("ink_3", "bar"), ("on_accent", "accent"), ("on_callout", "callout")]
TEXT += [(name, f"{name}_fill") for name in ("ok", "warn", "error")] + [("on_solid", "solid")]


@pytest.mark.parametrize("name", [LIGHT, DARK])
@pytest.mark.parametrize(("ink", "ground"), TEXT)
def test_every_text_stands_out(name: str, ink: str, ground: str) -> None:
    colors = tokens()[name]
    assert contrast(Color.parse(colors[ink]), Color.parse(colors[ground])) >= 4.5


@pytest.mark.parametrize("name", [LIGHT, DARK])
@pytest.mark.parametrize("ground", ["bar", "field", "window"])
def test_the_border_of_a_control_is_seen(name: str, ground: str) -> None:
    colors = tokens()[name]
    assert contrast(Color.parse(colors["edge"]), Color.parse(colors[ground])) >= 3


@pytest.mark.parametrize("name", [LIGHT, DARK])
def test_a_theme_is_put_on_the_application(qtbot: QtBot, name: str) -> None:
    application = make_application(["studio"])
    made = apply_theme(application, name, 130)
    assert made.color("ink") == QColor(tokens()[name]["ink"])
    assert made.font("body").pixelSize() == 17
    assert "@" not in application.styleSheet().partition("*/")[2]


def test_every_command_has_the_icon_that_it_names() -> None:
    assert {one.icon for one in COMMANDS if one.icon} <= set(icons.names())


def test_no_two_commands_have_the_same_keys() -> None:
    keys = [key for one in COMMANDS for key in one.keys]
    assert len(keys) == len(set(keys))
