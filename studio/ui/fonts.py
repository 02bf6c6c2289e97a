"""The window's own fonts, and those of the languages that people write in.

In: the studio's resources. Out: families that Qt knows by name. The window's family is there from the
start; a language's is opened when somebody writes in it. Fonts of the system stand in where one is
absent.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from studio.model.language import Language
from studio.resources import Resources
from studio.text.fonts import FontLibrary
from studio.ui.theme import theme

_WEIGHTS = (500, 600, 700, 900)
_WINDOW = ("Commissioner",)
_OF_WINDOW = {"Arab": "Noto Sans Arabic", "Hans": "Noto Sans SC"}


class WindowFonts:
    """Which families Qt has been given so far."""

    def __init__(self, resources: Resources) -> None:
        self._fonts = FontLibrary(resources.fonts, resources.font_lock)
        self._there: set[str] = set()
        for family in _WINDOW:
            self._open(family)

    def speak(self, language: Language) -> None:
        """Open what the window's own words need in a language."""
        if family := _OF_WINDOW.get(language.script):
            self._open(family)

    def writing(self, language: Language, role: str = "input") -> QFont:
        """The font in which a language is written in fields and lists."""
        families = [f for f in self._fonts.families_of(language.script) if f not in _WINDOW][:2]
        for family in families:
            self._open(family)
        font = theme().font(role)
        known = font.families()
        font.setFamilies([*_WINDOW, *families, *(name for name in known if name not in families)])
        return font

    def _open(self, family: str) -> None:
        if family in self._there:
            return
        self._there.add(family)
        for entry in self._fonts.entries:
            if entry.family == family and entry.weight in _WEIGHTS and self._fonts.present(entry):
                QFontDatabase.addApplicationFont(str(self._fonts.folder / entry.file))
