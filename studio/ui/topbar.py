"""The bar on top: menu, pack, pages, find-or-do, undo, redo, save state.

In: the desk and the window's actions. Out: pages chosen, menus. Short of room it gives up, in this
order: the words of the search, the icons of the tabs, letters of the pack's name, redo, the words of
other tabs.
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QLabel, QMenu, QToolButton

from studio.l10n import plural
from studio.l10n import translate as _
from studio.ui.commands import COMMANDS, MENUS, PAGE_ICONS, PAGE_NAMES, PAGES, shortcut_text
from studio.ui.desk import NOT_SAVED, SAVED, Desk, Selection
from studio.ui.fit_watch import fit_watch
from studio.ui.icons import icon, pixmap
from studio.ui.naming import in_own_direction
from studio.ui.theme import theme
from studio.ui.translate_count import TranslateCount
from studio.ui.widgets import MenuButton, Pill, icon_button, label, look, menu_button, restyle


class Tab(QToolButton):
    """A page's tab with its number of things to do."""

    def __init__(self, page: str, keys: Mapping[str, str]) -> None:
        super().__init__()
        self.page = page
        self.words = _(PAGE_NAMES[page])
        self.count = 0
        self.setProperty("look", "tab")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setIcon(icon(PAGE_ICONS[page], "ink_2", "ink"))
        self.setIconSize(QSize(theme().px(17), theme().px(17)))
        self.setToolTip(f"{self.words}  {shortcut_text(f'go-{page}', keys)}")
        self.pill = Pill("", "error" if page == "fit" else "")
        self.pill.setParent(self)
        self.pill.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.pill.hide()
        self.show_as(icons=True, words=True)

    def show_as(self, *, icons: bool, words: bool) -> None:
        """With or without icon and words; never without both."""
        style = Qt.ToolButtonStyle
        kind = style.ToolButtonTextBesideIcon if icons and words else style.ToolButtonTextOnly
        self.setToolButtonStyle(kind if words else style.ToolButtonIconOnly)
        self.setText(f" {self.words}" if icons else self.words)
        self.setAccessibleName(self.words)
        self._place()

    def set_count(self, count: int) -> None:
        """Show how much work waits."""
        self.count = count
        self.pill.setVisible(count > 0)
        self.pill.set(str(count) if count < 1000 else "999+", "error" if self.page == "fit" else "")
        words = plural("{count} too long", "{count} too long", count)
        if self.page != "fit":
            words = plural("{count} to do", "{count} to do", count)
        self.setAccessibleDescription(words if count else "")
        self._place()

    def set_progress(self, percent: int) -> None:
        """Show how far long work has come instead; -1 when it has ended."""
        if percent < 0:
            self.set_count(0)
            return
        self.count = max(1, percent)
        words = f"{percent}%"
        self.pill.setVisible(True)
        self.pill.set(words)
        self.setAccessibleDescription(words)
        self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The number stands at the end."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        size = self.pill.sizeHint()
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = 7 if rtl else self.width() - size.width() - 7
        self.pill.setGeometry(left, (self.height() - size.height()) // 2, size.width(), size.height())
        room = f"padding-{'left' if rtl else 'right'}: {size.width() + 12}px;" if self.count else ""
        self.setStyleSheet(f'QToolButton[look="tab"] {{ {room} }}' if room else "")
        self.updateGeometry()


class TopBar(QFrame):
    """The window's top bar."""

    def __init__(self, desk: Desk, actions: Mapping[str, QAction]) -> None:
        super().__init__()
        self._desk, self._actions = desk, actions
        look(self, "topbar")
        self.setFixedHeight(theme().px(48))
        keys = desk.preferences.keys
        self.menu = self._menu()
        self.menu_button = icon_button("menu", _("Menu"), size=19)
        self.menu_button.setMenu(self.menu)
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.pack_menu = QMenu(self)
        self.pack_menu.aboutToShow.connect(self._fill_packs)
        self.pack_button: MenuButton = menu_button("", self.pack_menu, kind="plain", tip=_("The pack"))  # type: ignore[assignment]
        self.pack_button.setMaximumWidth(theme().px(210))
        self.tabs = {page: Tab(page, keys) for page in PAGES}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self.finder = self._find_button(keys)
        self.undo, self.redo = (self._step(name) for name in ("undo", "redo"))
        self.state_icon, self.state = QLabel(), label("", "small")
        self._lay_out()
        desk.selected.connect(self._selected)
        desk.saving.connect(self._show_state)
        desk.tasks.connect(self._count)
        desk.progressed.connect(self._progress)
        fit_watch(desk)  # checks the pack although nobody has looked at Fit yet
        TranslateCount(desk, self)
        for page, count in desk.counts.items():
            self._count(page, count)
        self._name_pack()
        self._show_state(*desk.state() if desk.state()[1] else (SAVED, _("Saved")))

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 0, 14, 0)
        row.setSpacing(4)
        row.addWidget(self.menu_button)
        row.addWidget(self.pack_button)
        row.addSpacing(8)
        for page, tab in self.tabs.items():
            tab.clicked.connect(lambda _on=False, page=page: self._desk.go(page))
            row.addWidget(tab)
        row.addStretch(1)
        for widget in (self.finder, self.undo, self.redo, self.state_icon, self.state):
            row.addWidget(widget)

    def _find_button(self, keys: Mapping[str, str]) -> QToolButton:
        made = QToolButton()
        made.setText(f" {_('Find or do')}    {shortcut_text('find', keys)}")
        made.setIcon(icon("search", "ink_2"))
        made.setIconSize(QSize(theme().px(16), theme().px(16)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setAccessibleName(_("Find or do"))
        made.setToolTip(f"{_('Find or do')}  {shortcut_text('find', keys)}")
        made.clicked.connect(lambda _on=False: self._actions["find"].trigger())
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    def _step(self, name: str) -> QToolButton:
        made = QToolButton()
        made.setProperty("look", "icon")
        made.setDefaultAction(self._actions[name])
        made.setIconSize(QSize(theme().px(17), theme().px(17)))
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return made

    def show_page(self, name: str) -> None:
        """Mark the tab of a page; Preferences and Help have none."""
        for page, tab in self.tabs.items():
            tab.setChecked(page == name or (name == "new" and page == "library"))
        self._fit()

    def _count(self, page: str, count: int) -> None:
        if page in self.tabs:
            self.tabs[page].set_count(count)
            self._fit()

    def _progress(self, page: str, percent: int) -> None:
        self.tabs[page].set_progress(percent)
        self._fit()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setMinimumWidth(theme().px(140))  # room between the words and their arrows
        for name, words in MENUS.items():
            inner = menu.addMenu(_(words))
            for command in COMMANDS:
                if command.menu == name:
                    inner.addAction(self._actions[command.name])
        return menu

    def _fill_packs(self) -> None:
        self.pack_menu.clear()
        for row in self._desk.session.packs():
            action = self.pack_menu.addAction(in_own_direction(row.title or row.pack))
            action.setCheckable(True)
            action.setChecked(row.pack == self._desk.selection.pack)
            action.triggered.connect(
                lambda _on=False, pack=row.pack: self._desk.go("library", pack=pack)
            )
        self.pack_menu.addSeparator()
        for name in ("new-pack", "open-pack", "save-pack", "sample"):
            self.pack_menu.addAction(self._actions[name])

    def _selected(self, _new: Selection, _old: Selection) -> None:
        self._name_pack()

    def _name_pack(self) -> None:
        row = self._desk.session.pack(self._desk.selection.pack)
        self.pack_button.set_text(in_own_direction(row.title or row.pack) if row else _("No pack"))

    def _show_state(self, state: str, words: str) -> None:
        name, color = {SAVED: ("check", "ink_2"), NOT_SAVED: ("stop", "error")}.get(
            state, ("pencil", "ink_2")
        )
        self.state_icon.setPixmap(pixmap(name, theme().px(14), color, self.devicePixelRatioF()))
        shown = _("Not saved") if state == NOT_SAVED else words
        self.state.setText(shown)
        self.state.setToolTip(words)
        self.state.setProperty("look", "error" if state == NOT_SAVED else "small")
        restyle(self.state)
        self.state.setAccessibleName(words)
        self.state.setMinimumWidth(self.state.fontMetrics().horizontalAdvance(_("Saving")) + 4)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Give up what there is no room for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        style = Qt.ToolButtonStyle
        for level in range(6):
            self.finder.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if level < 1 else style.ToolButtonIconOnly
            )
            for tab in self.tabs.values():
                tab.show_as(icons=level < 2 or level >= 5, words=level < 5 or tab.isChecked())
            self.pack_button.setMaximumWidth(theme().px(210 if level < 3 else 110))
            self.redo.setVisible(level < 4)
            if self._wanted() <= self.width():
                return

    def _wanted(self) -> int:
        widgets = [
            self.menu_button,
            self.finder,
            self.undo,
            self.state_icon,
            self.state,
            *self.tabs.values(),
        ]
        widgets += [self.redo] if self.redo.isVisibleTo(self) else []
        pack = min(self.pack_button.sizeHint().width(), self.pack_button.maximumWidth())
        return pack + sum(w.sizeHint().width() for w in widgets) + 4 * len(widgets) + 40
