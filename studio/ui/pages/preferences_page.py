"""Preferences: the window's language and look, networks, partner kits, folders, fonts, keys.

In: the desk. Out: changes that act at once; there is nothing to confirm.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QKeySequenceEdit,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import N_, fill
from studio.errors import StudioError
from studio.l10n import translate as _
from studio.text.fonts import FontLibrary
from studio.ui.commands import COMMANDS
from studio.ui.desk import Desk
from studio.ui.naming import own_language_name
from studio.ui.page import Page
from studio.ui.theme import DARK, LIGHT, SCALES, SYSTEM, theme
from studio.ui.widgets import CheckBox, Status, back_bar, button, choice_list, label, look
from studio.workspace.networks import known_networks, update_networks
from studio.workspace.partners import list_partners
from studio.workspace.sizes import ratio_of

LANGUAGES = ("", "en", "sr", "sr@latin", "pt", "pt_BR", "fr", "es", "ar", "ru", "zh_CN")
"""The languages that the window speaks; empty for the system's."""

_THEMES = ((SYSTEM, N_("As the system")), (LIGHT, N_("Light")), (DARK, N_("Dark")))
_SECTIONS = (
    N_("General"),
    N_("Networks"),
    N_("Partner kits"),
    N_("Folders"),
    N_("Font sets"),
    N_("Keyboard"),
)


class PreferencesPage(Page):
    """A list of sections beside one long scroll."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.sections = choice_list([_(name) for name in _SECTIONS], _("Sections"))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        inside = QWidget()
        look(inside, "window")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(28, 20, 28, 28)
        self._column.setSpacing(8)
        self._heads: list[QWidget] = []
        makers = (self._general, self._networks, self._partners, self._folders, self._fonts, self._keys)
        for name, make in zip(_SECTIONS, makers, strict=True):
            head = label(_(name), "title")
            self._heads.append(head)
            self._column.addWidget(head)
            self._column.addWidget(make())
            self._column.addSpacing(18)
        self._column.addStretch(1)
        self.area.setWidget(inside)
        self.sections.currentRowChanged.connect(
            lambda row: self.area.verticalScrollBar().setValue(self._heads[row].y() - 16)
        )
        top = back_bar(_("Preferences"), _("Back"), lambda: desk.go("back"))
        row = QHBoxLayout()
        row.addWidget(self.sections)
        row.addWidget(self.area, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addLayout(row, 1)

    def panes(self) -> list[QWidget]:
        """Sections, then settings."""
        return [self.sections, self.area]

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
        themes = [(name, _(words)) for name, words in _THEMES]
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
        known = known_networks(self.desk.session.user)
        used = {network.name for network in self.desk.networks()}
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        checked = fill(
            _("What the networks want was checked on {date}."), {"date": known.version.isoformat()}
        )
        column.addWidget(label(checked, "second", wrap=True))
        boxes: dict[str, CheckBox] = {}
        for network in known.networks.values():
            ratios = ", ".join(dict.fromkeys(ratio_of(p.size) for p in network.placements if p.default))
            one = CheckBox(f"{network.label}   {ratios}")
            one.setChecked(network.name in used)
            one.toggled.connect(lambda _on: self._use([n for n, b in boxes.items() if b.isChecked()]))
            boxes[network.name] = one
            column.addWidget(one)
        column.addWidget(button(_("Update from a file"), self._update, kind="small"))
        return box

    def _use(self, names: list[str]) -> None:
        self.desk.prefer(networks=tuple(names))

    def _update(self) -> None:
        chosen, _kind = QFileDialog.getOpenFileName(self, _("Newer network facts"), "", "TOML (*.toml)")
        if not chosen:
            return
        try:
            _before, now = update_networks(Path(chosen), self.desk.session.user)
        except StudioError as error:
            self.desk.fail(error.diagnostics)
            return
        self.desk.say(
            fill(_("The studio now knows what was known on {date}."), {"date": now.isoformat()})
        )

    def _partners(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        words = _(
            "A partner's logos stand on a strip under each card. Kits are folders with partner.toml."
        )
        column.addWidget(label(words, "second", wrap=True))
        try:
            kits = list_partners(resources=self.desk.session.resources, home=self.desk.session.user)
        except StudioError as error:
            self.desk.fail(error.diagnostics)
            kits = ()
        for kit in kits:
            column.addWidget(label(kit.partner.name if kit.partner else kit.id))
        if not kits:
            column.addWidget(
                label(_("No partner kit yet. Add one with: milclicks partners add"), wrap=True)
            )
        return box

    def _folders(self) -> QWidget:
        grid = _Grid()
        shown = label(self.desk.preferences.folder or _("Documents"), wrap=True)

        def choose() -> None:
            chosen = QFileDialog.getExistingDirectory(self, _("Where exports go"), shown.text())
            if chosen:
                self.desk.prefer(folder=chosen)
                shown.setText(chosen)

        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(shown, 1)
        line.addWidget(button(_("Change"), choose, kind="small"))
        grid.add(_("Where exports go"), row)
        grid.add(_("Your library"), label(str(self.desk.session.library.file.parent), wrap=True))
        return grid

    def _fonts(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        resources = self.desk.session.resources
        fonts = FontLibrary(resources.fonts, resources.font_lock)
        names = dict.fromkeys(entry.set for entry in fonts.entries)
        for name in names:
            entries = [entry for entry in fonts.entries if entry.set == name]
            there = sum(fonts.present(entry) for entry in entries)
            whole = there == len(entries)
            words = fill(
                _("{name}: {there} of {all} fonts"), {"name": name, "there": there, "all": len(entries)}
            )
            column.addWidget(Status("ok" if whole else "warn", words))
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
        self._grid.addWidget(head, row, 0)
        self._grid.addWidget(control, row, 1)


def _chooser(
    choices: list[tuple[str, str]], current: str, chosen: Callable[[str], object]
) -> QComboBox:
    made = QComboBox()
    for name, words in choices:
        made.addItem(words, name)
    made.setCurrentIndex(max(0, made.findData(current)))
    made.activated.connect(lambda index: chosen(str(made.itemData(index))))
    return made
