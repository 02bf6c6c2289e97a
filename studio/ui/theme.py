"""What the window looks like: colours, type and one style sheet, light or dark.

In: ``tokens.toml``, the wished theme and scale. Out: the :class:`Theme` in use, which delegates and
canvases ask for colours when they paint, and a style sheet with a matching palette on the application.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from studio.ui.stylesheet import sheet

LIGHT, DARK, SYSTEM = "light", "dark", "system"
SCALES = (100, 115, 130, 150)
"""Per cent that a user may choose for the size of the window's words."""

_FAMILIES = ["Commissioner", "Noto Sans Arabic", "Noto Sans", "Noto Sans SC"]


@lru_cache(maxsize=1)
def tokens() -> dict[str, Any]:
    """The tokens as they are written."""
    return tomllib.loads(Path(__file__).with_name("tokens.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by name (see ``tokens.toml``), and sizes of type in pixels."""

    name: str
    colors: dict[str, str]
    scale: float = 1.0

    def color(self, name: str) -> QColor:
        """A colour by its name, ``#RRGGBB`` as it is."""
        return QColor(self.colors.get(name, name))

    def font(self, role: str = "body") -> QFont:
        """The font of a role: ``body input control strong small label subtitle title welcome``."""
        size, weight = tokens()["type"][role]
        font = QFont()
        font.setFamilies(_FAMILIES)
        font.setPixelSize(self.px(size))
        font.setWeight(QFont.Weight(weight))
        return font

    def px(self, size: float) -> int:
        """A size of the design in pixels at the user's scale."""
        return round(size * self.scale)

    def metrics(self, role: str = "body") -> QFontMetrics:
        """The metrics of a role's font."""
        return QFontMetrics(self.font(role))


_current = Theme(LIGHT, tokens()[LIGHT])


def theme() -> Theme:
    """The theme in use."""
    return _current


def apply_theme(application: QApplication, name: str = SYSTEM, scale: int = 100) -> Theme:
    """Put a theme on the application; ``system`` follows the desktop. ``scale`` in per cent."""
    global _current  # noqa: PLW0603  (an application has one look)
    shown = _of_system() if name == SYSTEM else name
    _current = Theme(shown, tokens()[shown], scale / 100)
    rtl = application.layoutDirection() is Qt.LayoutDirection.RightToLeft
    look = sheet(_current, rtl=rtl)
    # Every widget is measured anew for a new sheet, so the one that is on is not put on again.
    if look != application.styleSheet():
        application.setStyle(QStyleFactory.create("Fusion"))
        application.setPalette(_palette(_current))
        application.setFont(_current.font())
        application.setStyleSheet(look)
    return _current


def _of_system() -> str:
    hints = QGuiApplication.styleHints()
    return DARK if hints.colorScheme() is Qt.ColorScheme.Dark else LIGHT


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for name, color in {
        role.Window: "bar",
        role.WindowText: "ink",
        role.Base: "field",
        role.AlternateBase: "window",
        role.Text: "ink",
        role.Button: "bar",
        role.ButtonText: "ink",
        role.ToolTipBase: "callout",
        role.ToolTipText: "on_callout",
        role.Highlight: "accent",
        role.HighlightedText: "on_accent",
        role.Link: "link",
        role.PlaceholderText: "ink_3",
        role.Mid: "edge",
        role.Accent: "accent",
    }.items():
        palette.setColor(name, theme.color(color))
    gone = QPalette.ColorGroup.Disabled
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(gone, name, theme.color("disabled"))
    return palette
