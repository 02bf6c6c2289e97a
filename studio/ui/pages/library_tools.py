"""The library's tool bar and its foot: search, which posts, in which language and order; what to do.

In: what is chosen. Out: signals, and :class:`~studio.workspace.postlist.View` values kept on the desk,
so that they outlive a page that is made anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from studio.diagnostics import N_, fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.kind import KINDS
from studio.ui.desk import Desk
from studio.ui.icons import icon
from studio.ui.naming import kind_name, language_name, own_language_name
from studio.ui.theme import theme
from studio.ui.widgets import (
    Elided,
    MenuButton,
    SearchField,
    button,
    label,
    line,
    look,
    menu_button,
)
from studio.workspace.postlist import BY_NAME, BY_PLAN, NEWEST, TRANSLATE, View

_VIEW = "library_view"
_ORDERS = {NEWEST: N_("Newest"), BY_NAME: N_("By name"), BY_PLAN: N_("By planned day")}


def view_of(desk: Desk) -> View:
    """How the library is looked at."""
    found = desk.property(_VIEW)
    if isinstance(found, View):
        return found
    kept = desk.preferences.selection
    order = kept.get("order", NEWEST)
    return View(order=order if order in _ORDERS else NEWEST, rows=kept.get("as") == "lines")


def kept_view(desk: Desk) -> dict[str, str]:
    """The part of it that the next start finds again: cards or lines, and the order."""
    view = view_of(desk)
    return {"as": "lines" if view.rows else "cards", "order": view.order}


def keep_view(desk: Desk, view: View) -> None:
    """Keep how the library is looked at; see :func:`kept_view` for what outlives the window."""
    desk.setProperty(_VIEW, view)


class LibraryTools(QWidget):
    """Search, menus, cards or lines, New post."""

    viewed = Signal()
    """The view is another one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.search = SearchField(_("Words, tag or source"))
        self.search.setMinimumWidth(theme().px(150))
        self.search.setMaximumWidth(theme().px(240))
        self.kind, self.kinds = self._menu(_("Template"))
        self.shown, self.languages = self._menu(_("Shown in"))
        self.open, self.open_languages = self._menu(_("To translate"))
        self.order, self.orders = self._menu(_("Order"), "plain")
        self.cards = self._segment("grid", _("As cards"), rows=False)
        self.lines = self._segment("list", _("As lines"), rows=True)
        both = QButtonGroup(self)
        for one in (self.cards, self.lines):
            both.addButton(one)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 7, 14, 7)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        for menu in (self.kind, self.shown, self.open, self.order):
            row.addWidget(menu)
        row.addStretch(1)
        pair = QHBoxLayout()
        pair.setSpacing(0)
        pair.addWidget(self.cards)
        pair.addWidget(self.lines)
        row.addLayout(pair)
        new = button(_("New post"), lambda: desk.go("new"), icon_name="plus", kind="primary")
        row.addWidget(new)

    def renew(self) -> None:
        """Show what is chosen now."""
        view, desk = view_of(self._desk), self._desk
        names = {"": _("any"), **{name: kind_name(name) for name in KINDS}}
        self._fill(self.kinds, names, view.kind, lambda name: self._view(kind=name))
        self.kind.set_text(fill(_("Template: {name}"), {"name": names.get(view.kind, view.kind)}))
        languages = desk.session.languages(desk.selection.pack)
        own = {name: own_language_name(name) for name in languages}
        chosen = desk.selection.language
        self._fill(self.languages, own, chosen, lambda name: desk.select(language=name))
        self.shown.set_text(fill(_("Shown in: {language}"), {"language": own.get(chosen, "")}))
        self.shown.setVisible(len(languages) > 1)
        wanted = {"": _("any language"), **{name: language_name(name) for name in languages[1:]}}
        self._fill(self.open_languages, wanted, view.language, lambda name: self._view(language=name))
        self.open.set_text(fill(_("Into: {language}"), {"language": wanted.get(view.language, "")}))
        self.open.setVisible(view.only == TRANSLATE)
        orders = {name: _(words) for name, words in _ORDERS.items()}
        self._fill(self.orders, orders, view.order, lambda name: self._view(order=name))
        self.order.set_text(orders[view.order])
        (self.lines if view.rows else self.cards).setChecked(True)

    def _menu(self, name: str, kind: str = "") -> tuple[MenuButton, QMenu]:
        menu = QMenu(self)
        made = menu_button(name, menu, kind=kind, tip=name)
        assert isinstance(made, MenuButton)
        return made, menu

    def _segment(self, icon_name: str, words: str, *, rows: bool) -> QPushButton:
        made = button("", lambda: self._view(rows=rows), icon_name=icon_name, kind="segment", tip=words)
        made.setAccessibleName(words)
        made.setCheckable(True)
        made.setIcon(icon(icon_name, "ink", "on_accent"))
        return made

    def _fill(
        self, menu: QMenu, names: dict[str, str], chosen: str, choose: Callable[[str], None]
    ) -> None:
        menu.clear()
        group = QActionGroup(menu)
        for name, words in names.items():
            action = QAction(words, menu)
            action.setCheckable(True)
            action.setChecked(name == chosen)
            action.triggered.connect(lambda _on, name=name: choose(name))
            group.addAction(action)
            menu.addAction(action)

    def _view(self, **parts: object) -> None:
        keep_view(self._desk, replace(view_of(self._desk), **parts))  # type: ignore[arg-type]
        self.renew()
        self.viewed.emit()


class LibraryFoot(QFrame):
    """How many are selected and what can be done with them."""

    def __init__(self, deeds: dict[str, Callable[[], object]]) -> None:
        super().__init__()
        look(self, "foot")
        self.words = label("", "strong")
        self.hint = Elided(_("Drop a pack, a spreadsheet or pictures anywhere"), "second")
        self.line = line(vertical=True)
        self.line.setFixedHeight(theme().px(20))
        words = {
            "edit": (_("Edit"), "pencil"),
            "duplicate": (_("Duplicate"), "duplicate"),
            "tag": (_("Tag"), "tag"),
            "export": (_("Export"), "export"),
            "trash": (_("Trash"), "trash"),
            "restore": (_("Bring back"), "restore"),
        }
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(4)
        row.addWidget(self.words)
        row.addWidget(self.line)
        self.buttons = {}
        for name, (text, icon_name) in words.items():
            self.buttons[name] = made = button(text, deeds[name], icon_name=icon_name, kind="plain")
            row.addWidget(made)
        row.addStretch(1)
        row.addWidget(self.hint)

    def say(self, chosen: int, shown: int, *, trash: bool) -> None:
        """How many of how many are selected; what is in the trash can only be brought back."""
        if chosen:
            words = plural("{count} of {all} selected", "{count} of {all} selected", chosen)
            words = fill(words, {"all": shown})
        else:
            words = plural("{count} post", "{count} posts", shown)
        self.words.setText(words)
        self.line.setVisible(chosen > 0)
        for name, made in self.buttons.items():
            made.setVisible(chosen > 0 and (name == "restore") == trash)
        self.hint.setVisible(not trash)
