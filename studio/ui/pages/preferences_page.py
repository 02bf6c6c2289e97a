"""Preferences: the window's language and look, networks, partner kits, folders, fonts, keys.

In: the desk. Out: changes that act at once; there is nothing to confirm.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QMenu,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import N_, fill
from studio.l10n import translate as _
from studio.model.changes import Changes
from studio.pipeline import open_world
from studio.text.fonts import FontLibrary
from studio.text.languages import language
from studio.ui.commands import COMMANDS, MENUS
from studio.ui.desk import Desk, Selection
from studio.ui.icons import icon
from studio.ui.naming import language_name, own_language_name
from studio.ui.page import Page
from studio.ui.pages.preferences_kits import KitsSection
from studio.ui.pages.preferences_networks import LanguagesSection, NetworksSection
from studio.ui.theme import DARK, LIGHT, SCALES, SYSTEM, theme
from studio.ui.widgets import (
    SearchField,
    Status,
    back_bar,
    button,
    choice_list,
    label,
    line,
    look,
    menu_button,
)
from studio.workspace.fontsets import absent_sets

LANGUAGES = ("", "en", "sr", "sr@latin", "pt", "pt_BR", "fr", "es", "ar", "ru", "zh_CN")
"""The languages that the window speaks; empty for the system's."""

THEMES = ((SYSTEM, N_("As the system")), (LIGHT, N_("Light")), (DARK, N_("Dark")))
_SECTIONS = {
    N_("General"): "settings",
    N_("Networks"): "grid",
    N_("Languages"): "globe",
    N_("Partner kits"): "people",
    N_("Folders"): "folder",
    N_("Font sets"): "aa",
    N_("Keyboard"): "keyboard",
}
_WIDEST = 940


class PreferencesPage(Page):
    """A list of sections beside one long scroll."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._heads: list[QWidget] = []
        self.sections = choice_list([_(name) for name in _SECTIONS], _("Sections"))
        for at, mark in enumerate(_SECTIONS.values()):
            self.sections.item(at).setIcon(icon(mark))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._build())
        self.sections.currentRowChanged.connect(self._jump)
        self.search = SearchField(_("Find a setting"))
        self.search.setFixedWidth(theme().px(230))
        self.search.textChanged.connect(lambda _text: self._find())
        self.search.returnPressed.connect(self._find_next)
        self._found: list[QWidget] = []
        top = back_bar(_("Preferences"), _("Back"), lambda: desk.go("back"))
        top.addWidget(self.search)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.sections)
        row.addWidget(line(vertical=True))
        row.addWidget(self.area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(top)
        column.addWidget(line())
        column.addLayout(row, 1)
        desk.selected.connect(self._selected)
        desk.changed.connect(self._changed)

    def _build(self) -> QWidget:
        """Every section, one below the other."""
        makers = (
            self._general,
            self._networks,
            self._languages,
            self._partners,
            self._folders,
            self._fonts,
            self._keys,
        )
        inside, narrow = QWidget(), QWidget()
        self._inside = inside
        look(inside, "window")
        narrow.setMaximumWidth(theme().px(_WIDEST))
        self._column = QVBoxLayout(narrow)
        self._column.setContentsMargins(28, 20, 28, 28)
        self._column.setSpacing(8)
        for name, make in zip(_SECTIONS, makers, strict=True):
            head = label(_(name), "title")
            self._heads.append(head)
            self._column.addWidget(head)
            self._column.addWidget(make())
            self._column.addSpacing(22)
        self._column.addStretch(1)
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(narrow, 10)
        row.addStretch(1)
        return inside

    def _jump(self, row: int) -> None:
        bar = self.area.verticalScrollBar()
        bar.setValue(self._heads[row].y() - 16)

    def entered(self) -> None:
        """Partners' kits may have come with a pack."""
        if not self.kits.editor.isVisible():
            self.kits.refresh()

    def panes(self) -> list[QWidget]:
        """Sections, then settings."""
        return [self.sections, self.area]

    def escape(self) -> bool:
        """Close the kit that is open."""
        if not self.kits.editor.isVisible():
            return False
        self.kits.close_editor()
        return True

    def accept(self) -> None:
        """Keep the kit that is open."""
        if self.kits.editor.isVisible():
            self.kits.form.store()

    # --- finding -------------------------------------------------------------------------------

    def find_here(self) -> None:
        """The cursor goes where one searches the settings."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _find(self) -> None:
        """Show the first setting that has the words."""
        words = self.search.text().casefold().strip()
        inside = self._inside
        named: list[QLabel | QAbstractButton] = [*inside.findChildren(QLabel)]
        named += inside.findChildren(QAbstractButton)
        found = [one for one in named if words and words in one.text().casefold()]
        shown = [one for one in found if one.isVisible()]
        self._found = sorted(shown, key=lambda one: one.mapTo(inside, QPoint(0, 0)).y())
        if self._found:
            self.area.ensureWidgetVisible(self._found[0], 0, theme().px(60))

    def _find_next(self) -> None:
        """Enter: the cursor goes into the setting that was found."""
        if not self._found:
            self.desk.say(_("There is no such setting."))
            return
        one = self._found[0]
        control = one.buddy() if isinstance(one, QLabel) else one
        (control or one).setFocus(Qt.FocusReason.OtherFocusReason)

    # --- following -----------------------------------------------------------------------------

    def _selected(self, new: Selection, old: Selection) -> None:
        if new.pack != old.pack and self.isVisible():
            self.kits.close_editor()
            self.kits.refresh()

    def _changed(self, changes: Changes) -> None:
        # Undo may have changed which kits the pack uses.
        if self.isVisible() and any(not one.key.post for one in changes.changes):
            self.kits.refresh()

    def dropped(self, data: QMimeData) -> bool:
        """Pictures become logos while a kit is open."""
        if not self.kits.takes(data):
            return False
        self.kits.take(data)
        return True

    def drop_words(self, data: QMimeData) -> str:
        """What a drop would do."""
        return _("Drop it to add the logo to the partner's kit") if self.kits.takes(data) else ""

    # --- sections ------------------------------------------------------------------------------

    def _general(self) -> QWidget:
        kept = self.desk.preferences
        languages = [
            (name, own_language_name(name) if name else _("As the system")) for name in LANGUAGES
        ]
        grid = _Grid()
        grid.add(
            _("The window speaks"),
            _chooser(languages, kept.language, lambda name: self.desk.prefer(language=name)),
        )
        themes = [(name, _(words)) for name, words in THEMES]
        grid.add(_("Colours"), _chooser(themes, kept.theme, lambda name: self.desk.prefer(theme=name)))
        scales = [(str(scale), f"{scale} %") for scale in SCALES]
        grid.add(
            _("Size of the letters"),
            _chooser(scales, str(kept.scale), lambda name: self.desk.prefer(scale=int(name))),
        )
        author = QLineEdit(kept.author)
        author.editingFinished.connect(lambda: self.desk.prefer(author=author.text().strip()))
        grid.add(_("Your name, as it stands with your edits"), author)
        return grid

    def _networks(self) -> QWidget:
        self.networks = NetworksSection(self.desk)
        return self.networks

    def _languages(self) -> QWidget:
        return LanguagesSection(self.desk)

    def _partners(self) -> QWidget:
        self.kits = KitsSection(self.desk)
        return self.kits

    def _folders(self) -> QWidget:
        grid = _Grid()
        shown = label(self.desk.preferences.folder or _("Documents"), wrap=True)

        def choose() -> None:
            chosen = QFileDialog.getExistingDirectory(self, _("Where exports go"), shown.text())
            if chosen:
                self.desk.prefer(folder=chosen)
                shown.setText(chosen)

        row = QWidget()
        beside = QHBoxLayout(row)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(shown, 1)
        beside.addWidget(button(_("Change"), choose, kind="small"))
        grid.add(_("Where exports go"), row)
        grid.add(_("Your library"), label(str(self.desk.session.library.file.parent), wrap=True))
        return grid

    def _fonts(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        resources, now = self.desk.session.resources, self.desk.selection
        fonts = FontLibrary(resources.fonts, resources.font_lock)
        absent = False
        for name in dict.fromkeys(entry.set for entry in fonts.entries):
            entries = [entry for entry in fonts.entries if entry.set == name]
            there = sum(fonts.present(entry) for entry in entries)
            whole = there == len(entries)
            absent = absent or not whole
            words = fill(
                _("{name}: {there} of {all} fonts"), {"name": name, "there": there, "all": len(entries)}
            )
            column.addWidget(Status("ok" if whole else "warn", words))
        if absent:
            world = open_world(resources)
            names = self.desk.session.languages(now.pack) if now.pack else ()
            lacking = [language_name(one) for one in names if absent_sets(world, language(one))]
            if lacking:
                words = fill(
                    _("No cards can be made yet in: {languages}."), {"languages": ", ".join(lacking)}
                )
                column.addWidget(Status("warn", words))
            words = _("A set that is missing comes with the full download, or with “make fonts”.")
            column.addWidget(label(words, "second", wrap=True))
        return box

    def _keys(self) -> QWidget:
        grid = _Grid()
        for command in COMMANDS:
            own = self.desk.preferences.keys.get(command.name)
            edit = QKeySequenceEdit(QKeySequence(own if own is not None else "".join(command.keys[:1])))
            edit.setMaximumSequenceLength(1)
            edit.setClearButtonEnabled(True)
            edit.setAccessibleName(_(command.words))
            edit.editingFinished.connect(lambda name=command.name, edit=edit: self._key(name, edit))
            grid.add(_(command.words), edit)
            # Two commands may be called the same, in different menus.
            edit.setAccessibleDescription(_(MENUS[command.menu]) if command.menu else "")
        return grid

    def _key(self, name: str, edit: QKeySequenceEdit) -> None:
        keys = dict(self.desk.preferences.keys)
        wished = edit.keySequence().toString(QKeySequence.SequenceFormat.PortableText)
        usual = next(command.keys for command in COMMANDS if command.name == name)
        if wished == "".join(usual[:1]):
            keys.pop(name, None)
        else:
            keys[name] = wished
        self.desk.prefer(keys=keys)


class _Grid(QWidget):
    """Words at the start, a control at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setColumnStretch(1, 1)
        self._grid.setHorizontalSpacing(20)

    def add(self, words: str, control: QWidget) -> None:
        """One more row."""
        row = self._grid.rowCount()
        head = label(words, wrap=True)
        head.setMinimumWidth(theme().px(220))
        head.setBuddy(control)
        if not control.accessibleName():
            control.setAccessibleName(words)
        else:
            # It is called by its value: what that is for is read after it.
            control.setAccessibleDescription(words)
        self._grid.addWidget(head, row, 0)
        self._grid.addWidget(control, row, 1)


def _chooser(choices: list[tuple[str, str]], current: str, chosen: Callable[[str], object]) -> QWidget:
    menu = QMenu()
    made = menu_button(dict(choices).get(current, choices[0][1]), menu)
    menu.setParent(made, menu.windowFlags())

    def choose(name: str, words: str) -> None:
        made.set_text(words)  # type: ignore[attr-defined]
        chosen(name)

    for name, words in choices:
        action = menu.addAction(words)
        action.triggered.connect(lambda _on=False, name=name, words=words: choose(name, words))
    made.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return made
