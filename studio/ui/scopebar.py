"""Which post, in which language: the bar on top of Write, Translate and Captions.

In: the desk's selection. Out: a changed selection; the page's own tools stand at its end.
"""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from studio.l10n import translate as _
from studio.ui.desk import Desk, Selection
from studio.ui.naming import language_name, own_language_name, post_title
from studio.ui.theme import theme
from studio.ui.widgets import MenuButton, icon_button, look, menu_button

_MOST_LISTED = 400


class ScopeBar(QFrame):
    """Previous, the post, next, the language; :meth:`add_tool` puts more at the end."""

    def __init__(self, desk: Desk, *, languages: bool = True) -> None:
        super().__init__()
        self._desk = desk
        look(self, "head")
        self.setFixedHeight(theme().px(46))
        self.post_menu, self.language_menu = QMenu(self), QMenu(self)
        self.post_menu.aboutToShow.connect(self._fill_posts)
        self.language_menu.aboutToShow.connect(self._fill_languages)
        self.post_button: MenuButton = menu_button(
            "", self.post_menu, icon_name="picture", tip=_("The post")
        )  # type: ignore[assignment]
        self.post_button.setMaximumWidth(theme().px(360))
        self.language_button: MenuButton = menu_button(
            "", self.language_menu, icon_name="globe", tip=_("The language")
        )  # type: ignore[assignment]
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(12, 6, 12, 6)
        self._row.setSpacing(8)
        self._row.addWidget(icon_button("left", _("Previous post"), lambda: self.step(-1)))
        self._row.addWidget(self.post_button)
        self._row.addWidget(icon_button("right", _("Next post"), lambda: self.step(1)))
        self._row.addSpacing(8)
        self._row.addWidget(self.language_button)
        self.language_button.setVisible(languages)
        self._row.addStretch(1)
        desk.selected.connect(self._follow)
        self.refresh()

    def add_tool(self, widget: QWidget) -> None:
        """One more tool at the end."""
        self._row.addWidget(widget)

    def refresh(self) -> None:
        """Say again what is selected: titles may have changed."""
        now = self._desk.selection
        title = post_title(self._desk, now.pack, now.post) if now.post else _("No post")
        self.post_button.set_text(title)
        self.language_button.set_text(language_name(now.language) if now.language else _("No language"))

    def step(self, step: int) -> None:
        """Select the next post (1) or the previous one (-1)."""
        now = self._desk.selection
        names = [row.post for row in self._desk.session.rows(now.pack) if not row.trashed]
        if names:
            at = names.index(now.post) if now.post in names else -1 if step > 0 else 0
            self._desk.select(post=names[(at + step) % len(names)])

    def _follow(self, _new: Selection, _old: Selection) -> None:
        self.refresh()

    def _fill_posts(self) -> None:
        self.post_menu.clear()
        now = self._desk.selection
        for row in self._desk.session.rows(now.pack)[:_MOST_LISTED]:
            if row.trashed:
                continue
            action = self.post_menu.addAction(post_title(self._desk, now.pack, row.post, row))
            action.setCheckable(True)
            action.setChecked(row.post == now.post)
            action.triggered.connect(lambda _on=False, post=row.post: self._desk.select(post=post))

    def _fill_languages(self) -> None:
        self.language_menu.clear()
        now = self._desk.selection
        for name in self._desk.session.languages(now.pack):
            action = self.language_menu.addAction(own_language_name(name))
            action.setCheckable(True)
            action.setChecked(name == now.language)
            action.triggered.connect(lambda _on=False, name=name: self._desk.select(language=name))
