"""Beside the templates: what the chosen one wants, its element, the language it is written in.

In: a kind of post. Out: the choice of an element and of a place to write to, and :attr:`begun`.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.l10n import current_language
from studio.l10n import translate as _
from studio.model.post import ELEMENTS
from studio.ui.desk import Desk
from studio.ui.naming import element_name, kind_name, own_language_name
from studio.ui.pages.filter_list import Filter, FilterList
from studio.ui.pages.gallery_words import about, to_write
from studio.ui.pages.library_filters import element_color
from studio.ui.theme import theme
from studio.ui.widgets import MenuButton, button, clear_layout, label, line, look, menu_button
from studio.workspace.samples import sample_languages


@dataclass(frozen=True, slots=True)
class Target:
    """Where a new post goes: a pack, or a new one in ``language`` if ``pack`` is empty."""

    pack: str
    language: str


class GallerySide(QFrame):
    """The panel."""

    begun = Signal()
    """Somebody wants to write."""
    colored = Signal()
    """Another element."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look(self, "endside")
        self.setFixedWidth(theme().px(300))
        self.title = label("", "title", wrap=True)
        self.words = label("", "second", wrap=True)
        self._fields = QGridLayout()
        self._fields.setColumnStretch(0, 1)
        self._fields.setVerticalSpacing(4)
        self.elements = FilterList()
        self.elements.setAccessibleName(_("Element"))
        self.elements.setMinimumWidth(0)
        self.elements.setMaximumWidth(16_777_215)
        self.elements.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.elements.setFixedHeight(theme().px(31 * len(ELEMENTS) + 2))
        self.elements.chosen.connect(lambda _name: self.colored.emit())
        self._menu = QMenu(self)
        made = menu_button("", self._menu, tip=_("Written in"))
        assert isinstance(made, MenuButton)
        self.language = made
        self.target = Target("", current_language())
        self.write = button(_("Write it"), self.begun.emit, kind="large", shortcut="Enter")
        self._lay_out()

    def _lay_out(self) -> None:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(18, 16, 18, 10)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.words)
        column.addSpacing(4)
        column.addWidget(label(_("You will write"), "heading"))
        column.addLayout(self._fields)
        column.addSpacing(4)
        column.addWidget(line())
        column.addWidget(label(_("Element"), "heading"))
        column.addWidget(self.elements)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        look(inner, "bar")
        foot = QVBoxLayout()
        foot.setContentsMargins(18, 8, 18, 12)
        foot.setSpacing(9)
        written = QHBoxLayout()
        written.addWidget(label(_("Written in"), "second"))
        written.addStretch(1)
        written.addWidget(self.language)
        foot.addLayout(written)
        foot.addWidget(self.write)
        later = label(
            _("Template, element and theme can change later. Your words stay."), "small", wrap=True
        )
        later.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        foot.addWidget(later)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(line())
        whole.addLayout(foot)

    def element(self) -> str:
        """The chosen element."""
        return self.elements.name()

    def show_kind(self, kind: str, element: str) -> None:
        """Say what a template wants; ``element`` is chosen."""
        self.title.setText(kind_name(kind))
        self.words.setText(about(kind))
        clear_layout(self._fields)
        for row, (name, much) in enumerate(to_write(kind)):
            amount = label(much, "small", wrap=True)
            amount.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignTop)
            self._fields.addWidget(label(name, "", wrap=True), row, 0)
            self._fields.addWidget(amount, row, 1)
        resources = self._desk.session.resources
        rows = [
            Filter(one, element_name(one), "drop", element_color(resources, one), -1)
            for one in ELEMENTS
        ]
        self.elements.show_rows(rows, element)

    def renew(self) -> None:
        """Offer the packs and languages of now; the pack at hand is chosen."""
        session, chosen = self._desk.session, self._desk.selection.pack
        row = session.pack(chosen)
        self.choose(Target(row.pack, row.language) if row else Target("", current_language()))
        self._menu.clear()
        for one in session.packs():
            words = fill(
                _("{language} · {pack}"),
                {"language": own_language_name(one.language), "pack": one.title or one.pack},
            )
            self._offer(words, Target(one.pack, one.language))
        if not self._menu.isEmpty():
            self._menu.addSeparator()
        for name in sample_languages(session.resources):
            words = fill(_("A new pack in {language}"), {"language": own_language_name(name)})
            self._offer(words, Target("", name))

    def choose(self, target: Target) -> None:
        """Write there."""
        self.target = target
        row = self._desk.session.pack(target.pack) if target.pack else None
        self.language.set_text(own_language_name(target.language))
        tip = row.title or row.pack if row else _("A new pack")
        self.language.setToolTip(tip)

    def _offer(self, words: str, target: Target) -> None:
        action = QAction(words, self._menu)
        action.triggered.connect(lambda _on: self.choose(target))
        self._menu.addAction(action)
