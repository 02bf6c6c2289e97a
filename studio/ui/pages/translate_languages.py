"""Choosing a language by typing: those of the pack, and all that could be added to it.

In: languages with what is to be said of each. Out: the name of the one that was chosen. Languages are
named in themselves; they are found by their English name and by the one in the window's language too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.language import DERIVED
from studio.text.languages import language, load_languages
from studio.ui.icons import icon
from studio.ui.naming import language_name, own_language_name
from studio.ui.page import Page
from studio.ui.theme import theme
from studio.ui.widgets import SearchField, look
from studio.workspace.strings import add_language, progress

_NAME = int(Qt.ItemDataRole.UserRole) + 1
_FIND = _NAME + 1


@dataclass(frozen=True, slots=True)
class Choice:
    """A language in the list: a word about it, and its icon."""

    name: str
    detail: str = ""
    icon: str = ""


class LanguagePicker(QFrame):
    """A list of languages that pops up under a button; groups have a title each."""

    chosen = Signal(str)

    def __init__(self, page: Page, title: str) -> None:
        super().__init__(page, Qt.WindowType.Popup)
        self._fonts = page.desk.fonts
        look(self, "card")
        self.setAccessibleName(title)
        self.search = SearchField(_("Language"))
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.itemClicked.connect(self._take)
        self.list.itemActivated.connect(self._take)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(lambda: self._take(self.list.currentItem()))
        self.search.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.search)
        column.addWidget(self.list)
        self.resize(theme().px(330), theme().px(420))

    def fill(self, groups: Iterable[tuple[str, Iterable[Choice]]], now: str) -> None:
        """Show groups of languages; ``now`` is the one that is chosen."""
        self.list.clear()
        for title, choices in groups:
            head = QListWidgetItem(title)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(theme().font("label"))
            head.setForeground(theme().color("ink_2"))
            self.list.addItem(head)
            for choice in choices:
                own, said = own_language_name(choice.name), language_name(choice.name)
                words = own if own.casefold() == said.casefold() else f"{own}   {said}"
                item = QListWidgetItem(f"{words}   {choice.detail}".rstrip())
                item.setData(_NAME, choice.name)
                found = (own, said, language(choice.name).english_name, choice.name)
                item.setData(_FIND, " ".join(found).casefold())
                item.setIcon(icon(choice.icon or ("check" if choice.name == now else "globe"), "ink_2"))
                item.setFont(self._fonts.writing(language(choice.name), "body"))
                item.setSizeHint(QSize(0, theme().px(30)))
                self.list.addItem(item)
                if choice.name == now:
                    self.list.setCurrentItem(item)

    def open_under(self, button: QWidget) -> None:
        """Show it at a button, the cursor in the search."""
        self.search.clear()
        self.adjustSize()
        self.resize(theme().px(330), theme().px(420))
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = button.width() - self.width() if rtl else 0
        self.move(button.mapToGlobal(QPoint(left, button.height() + 4)))
        self.show()
        self.search.setFocus()

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        head: QListWidgetItem | None = None
        first: QListWidgetItem | None = None
        for at in range(self.list.count()):
            item = self.list.item(at)
            find = item.data(_FIND)
            if find is None:
                head = item
                head.setHidden(bool(words))
                continue
            fits = all(word in find for word in words)
            item.setHidden(not fits)
            if fits and head is not None:
                head.setHidden(False)
            if fits and first is None:
                first = item
        if words and first is not None:
            self.list.setCurrentItem(first)

    def _take(self, item: QListWidgetItem | None) -> None:
        name = item.data(_NAME) if item is not None and not item.isHidden() else None
        if name:
            self.hide()
            self.chosen.emit(name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Up and down go through the list while one types."""
        if watched is self.search and isinstance(event, QKeyEvent):
            keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
            if event.type() == QEvent.Type.KeyPress and event.key() in keys:
                self.list.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)


class Languages(QObject):
    """The two pickers of the page: the language to translate into, and the one to read from."""

    source_chosen = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self._desk = page.desk
        self.targets = LanguagePicker(page, _("Translate into"))
        self.sources = LanguagePicker(page, _("Translate from"))
        self.targets.chosen.connect(self.choose_target)
        self.sources.chosen.connect(self.source_chosen)

    def pick_target(self, button: QWidget) -> None:
        """Open the languages of the pack with how far they are, and those that can be added."""
        session, now = self._desk.session, self._desk.selection
        row = session.pack(now.pack)
        if row is None:
            return
        known = session.languages(now.pack)
        mine = [self._choice(name) for name in known if name != row.language]
        groups = [(_("Languages of the pack"), mine)] if mine else []
        rest = [name for name in load_languages() if name not in known and name not in DERIVED]
        rest.sort(key=lambda name: language_name(name).casefold())
        groups.append((_("Add to the pack"), [Choice(name, icon="plus") for name in rest]))
        self.targets.fill(groups, now.language)
        self.targets.open_under(button)

    def _choice(self, name: str) -> Choice:
        done, total = progress(self._desk.session, self._desk.selection.pack, name)
        return Choice(name, f"{done}/{total}")

    def choose_target(self, name: str) -> None:
        """Translate into a language, which becomes one of the pack if it is not."""
        desk, now = self._desk, self._desk.selection
        if name not in desk.session.languages(now.pack):
            words = _("{language} is a language of the pack now.")
            say = fill(words, {"language": language_name(name)})
            if desk.do(lambda: add_language(desk.session, now.pack, name), say=say) is None:
                return
        desk.select(language=name)

    def pick_source(self, button: QWidget, now: str) -> None:
        """Open the languages of the pack to read from."""
        names = self._desk.session.languages(self._desk.selection.pack)
        self.sources.fill([(_("Translate from"), [Choice(name) for name in names])], now)
        self.sources.open_under(button)
