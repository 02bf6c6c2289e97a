"""What a post looks like as a whole: its template, its element, its theme.

In: the desk's post. Out: another one of them, as one step of undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.kind import KINDS
from studio.model.post import ELEMENTS, Post
from studio.ui.desk import Desk
from studio.ui.naming import THEMES, card_words, element_name, kind_name
from studio.ui.theme import theme
from studio.ui.widgets import MenuButton, menu_button
from studio.workspace import postparts
from studio.workspace.posts import set_element, set_theme
from studio.workspace.templates import themes_of


class Choices(QWidget):
    """Three menus side by side."""

    def __init__(self, desk: Desk, post: Post) -> None:
        super().__init__()
        self._desk = desk
        self.template = self._button(_("Template"), self._kinds, self._set_kind)
        self.element = self._button(_("Element"), self._elements, self._set_element)
        self.theme = self._button(_("Theme"), self._themes, self._set_theme, "theme")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(8)
        row.addWidget(self.template, 5)
        row.addWidget(self.element, 4)
        row.addWidget(self.theme)
        self.refresh(post)

    def refresh(self, post: Post) -> None:
        """Show what is chosen."""
        shown = (
            (self.template, _("Template"), kind_name(post.kind)),
            (self.element, _("Element"), element_name(post.element)),
            (self.theme, _("Theme"), card_words(_(THEMES[post.theme]))),
        )
        for made, what, words in shown:
            if made is not self.theme:
                made.set_text(words)
            made.setAccessibleName(f"{what}: {words}")
            made.setToolTip(f"{what}: {words}")

    def _button(
        self,
        what: str,
        choices: Callable[[Post], Iterable[tuple[str, str, bool]]],
        chosen: Callable[[str], None],
        icon_name: str = "",
    ) -> MenuButton:
        menu = QMenu(self)
        menu.setAccessibleName(what)

        def fill_menu() -> None:
            menu.clear()
            now = self._desk.selection
            post = self._desk.session.post(now.pack, now.post)
            for name, words, on in choices(post) if post is not None else ():
                action = menu.addAction(words)
                action.setCheckable(True)
                action.setChecked(on)
                action.setData(name)
                action.triggered.connect(lambda _on=False, name=name: chosen(name))

        menu.aboutToShow.connect(fill_menu)
        made = menu_button("", menu, icon_name=icon_name, tip=what)
        assert isinstance(made, MenuButton)
        if icon_name:
            made.setFixedWidth(theme().px(56))
        return made

    def _kinds(self, post: Post) -> Iterable[tuple[str, str, bool]]:
        return [(name, kind_name(name), name == post.kind) for name in KINDS]

    def _elements(self, post: Post) -> Iterable[tuple[str, str, bool]]:
        return [(name, element_name(name), name == post.element) for name in ELEMENTS]

    def _themes(self, post: Post) -> Iterable[tuple[str, str, bool]]:
        able = ("", *themes_of(post.kind, self._desk.session.resources))
        return [
            (name, card_words(_(words)), name == post.theme)
            for name, words in THEMES.items()
            if name in able
        ]

    def _set_kind(self, name: str) -> None:
        now = self._desk.selection
        say = fill(_("The template is now “{name}”. Every text is kept."), {"name": kind_name(name)})
        self._desk.do(lambda: postparts.set_kind(self._desk.session, now.pack, now.post, name), say=say)

    def _set_element(self, name: str) -> None:
        now = self._desk.selection
        self._desk.do(lambda: set_element(self._desk.session, now.pack, [now.post], name))

    def _set_theme(self, name: str) -> None:
        now = self._desk.selection
        self._desk.do(lambda: set_theme(self._desk.session, now.pack, [now.post], name))
