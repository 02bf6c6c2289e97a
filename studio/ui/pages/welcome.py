"""The library while there is nothing in it: what the studio does in three steps, and how to begin.

In: the desk. Out: a widget; its buttons do what the window's commands do.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from studio.l10n import current_language
from studio.l10n import translate as _
from studio.model.geometry import Size
from studio.ui.desk import Desk
from studio.ui.naming import own_language_name
from studio.ui.pages.preferences_page import LANGUAGES, THEMES
from studio.ui.pages.samples import Picture, samples_of
from studio.ui.theme import theme
from studio.ui.widgets import button, label, look, menu_button

_WIDE = 250
_HIGH = 150


class Welcome(QWidget):
    """Title, three steps with pictures, three buttons, a foot."""

    def __init__(self, desk: Desk, run: Callable[[str], None]) -> None:
        super().__init__()
        self._desk = desk
        self._samples = samples_of(desk)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(2)
        for words, kind in (
            (_("Select what you question."), "welcome"),
            (_("Your cards will live here. The first one takes about five minutes."), "second"),
        ):
            one = label(words, kind, wrap=True)
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(one)
            column.addSpacing(8)
        column.addSpacing(14)
        column.addLayout(self._steps())
        column.addSpacing(26)
        column.addLayout(self._buttons(run))
        column.addStretch(3)
        column.addWidget(self._foot())

    def _steps(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(30)
        row.addStretch(1)
        tall, square, wide, story = (
            Size(1080, 1350),
            Size(1080, 1080),
            Size(1600, 900),
            Size(1080, 1920),
        )
        own = self._samples.usual()
        steps = (
            (
                _("Pick a template"),
                _("Each kind of post shows a sample in your language."),
                (("tip", own, tall, 110), ("quiz", own, tall, 110)),
            ),
            (
                _("Write and look"),
                _("The card changes as you type. If words do not fit, we say how many to cut."),
                (("tip", own, square, 66), ("tip", own, story, 112), ("tip", own, wide, 46)),
            ),
            (
                _("Export"),
                _("Every network, every language, with captions, in one go."),
                (("tip", "sr", tall, 80), ("tip", "ar", tall, 80), ("tip", "zh_CN", tall, 80)),
            ),
        )
        for number, (title, words, pictures) in enumerate(steps, 1):
            row.addWidget(self._step(number, title, words, pictures))
        row.addStretch(1)
        return row

    def _step(
        self, number: int, title: str, words: str, pictures: tuple[tuple[str, str, Size, int], ...]
    ) -> QWidget:
        step = QWidget()
        step.setFixedWidth(theme().px(_WIDE))
        stage = QFrame()
        look(stage, "canvas")
        stage.setFixedHeight(theme().px(_HIGH))
        shown = QHBoxLayout(stage)
        shown.setSpacing(10)
        shown.addStretch(1)
        for kind, language, size, high in pictures:
            shown.addWidget(Picture(self._samples, kind, language, size, high))
        shown.addStretch(1)
        mark = QLabel(str(number))
        mark.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark.setFixedSize(theme().px(24), theme().px(24))
        look(mark, "step")
        text = QVBoxLayout()
        text.setSpacing(2)
        text.addWidget(label(title, "subtitle", wrap=True))
        text.addWidget(label(words, "second", wrap=True))
        text.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(9)
        below.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        below.addLayout(text, 1)
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        column.addWidget(stage)
        column.addLayout(below)
        return step

    def _buttons(self, run: Callable[[str], None]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        first = button(_("Make your first card"), lambda: run("new"), icon_name="plus", kind="large")
        row.addWidget(first)
        self.setFocusProxy(first)
        row.addWidget(button(_("Open a pack"), lambda: run("open-pack"), icon_name="folder"))
        row.addWidget(button(_("Look at the sample pack"), lambda: run("sample"), icon_name="book"))
        row.addStretch(1)
        return row

    def _foot(self) -> QFrame:
        foot = QFrame()
        look(foot, "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 9, 14, 9)
        words = _("Or drop a pack, a spreadsheet or pictures anywhere in this window.")
        row.addWidget(label(words, "second"))
        row.addStretch(1)
        row.addWidget(label(_("Studio in"), "second"))
        languages = [(name, own_language_name(name)) for name in LANGUAGES if name]
        chosen = own_language_name(current_language())
        prefer = self._desk.prefer
        row.addWidget(
            self._menu("globe", chosen, languages, lambda name: prefer(language=name), _("Language"))
        )
        looks = [(name, _(words)) for name, words in THEMES]
        now = dict(looks)[self._desk.preferences.theme]
        row.addWidget(self._menu("theme", now, looks, lambda name: prefer(theme=name), _("Colours")))
        return foot

    def _menu(
        self,
        icon_name: str,
        chosen: str,
        names: list[tuple[str, str]],
        choose: Callable[[str], None],
        tip: str,
    ) -> QWidget:
        menu = QMenu(self)
        for name, words in names:
            # The window is made anew by the choice; so it is made when the menu is gone.
            menu.addAction(words).triggered.connect(
                lambda _on=False, name=name: QTimer.singleShot(0, lambda: choose(name))
            )
        made = menu_button(chosen, menu, icon_name=icon_name, tip=tip)
        made.setAccessibleName(f"{tip}: {chosen}")
        return made
