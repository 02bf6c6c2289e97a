"""The cards of a post that has several: question and answer, the steps of a story.

In: the desk's post. Out: another card selected; steps added, moved, removed.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QPushButton, QWidget

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.kind import KINDS, Card, cards_of
from studio.model.post import Post
from studio.ui.desk import Desk
from studio.ui.icons import icon
from studio.ui.naming import card_name
from studio.ui.widgets import button, clear_layout, icon_button, restyle
from studio.workspace import postparts


class CardSwitch(QWidget):
    """One button for each card; ``more`` asks for an empty step at the end."""

    more = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._names: tuple[object, ...] = ()
        self._group = QButtonGroup(self)
        self.add: QPushButton | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(22, 10, 22, 0)
        self._row.setSpacing(0)
        self.setAccessibleName(_("Cards"))
        self.hide()

    def refresh(self, post: Post | None) -> None:
        """Show the cards of a post; nothing if it has one."""
        cards = cards_of(post) if post is not None else ()
        own = post is not None and self._desk.selection.language == post.language
        now = (tuple((card.name, card.label) for card in cards), own)
        if now != self._names:
            self._names = now
            self._build(post, cards, own=own)
        self.setVisible(len(cards) > 1)
        for made in self._group.buttons():
            made.setChecked(made.property("card") == self._desk.selection.card)

    def mark(self, wrong: set[str]) -> None:
        """Put a sign on cards that something is wrong with."""
        for made in self._group.buttons():
            bad = made.property("card") in wrong
            made.setIcon(icon("stop", "error", checked="on_accent") if bad else QIcon())
            made.setAccessibleDescription(_("Something on this card is to mend.") if bad else "")

    def _build(self, post: Post | None, cards: tuple[Card, ...], *, own: bool) -> None:
        for made in self._group.buttons():
            self._group.removeButton(made)
        clear_layout(self._row)
        for number, card in enumerate(cards):
            words = card_name(card, cards)
            short = str(card.slide) if post is not None and KINDS[post.kind].slides else words
            made = QPushButton(short)
            made.setCheckable(True)
            made.setProperty("look", "segment")
            made.setProperty("card", card.name)
            place = "first" if not number else "last" if number == len(cards) - 1 else ""
            made.setProperty("place", place)
            made.setAccessibleName(words)
            made.setToolTip(words)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _on=False, name=card.name: self._desk.select(card=name))
            self._group.addButton(made)
            self._row.addWidget(made)
            made.show()
            restyle(made)
        if post is not None and KINDS[post.kind].slides and own:
            self._row.addSpacing(8)
            self.add = button(_("Add a step"), self.more.emit, icon_name="plus", kind="small")
            self._row.addWidget(self.add)
            self._row.addSpacing(4)
            self._row.addWidget(self._menu())
        self._row.addStretch(1)

    def _menu(self) -> QWidget:
        made = icon_button("more", _("Move or remove this step"))
        menu = QMenu(made)
        for words, name, step in (
            (_("Move this step earlier"), "up", -1),
            (_("Move this step later"), "down", 1),
            (_("Remove this step"), "trash", 0),
        ):
            action = menu.addAction(icon(name), words)
            action.triggered.connect(lambda _on=False, step=step: self.move_step(step))
        made.setMenu(menu)
        made.setPopupMode(made.ToolButtonPopupMode.InstantPopup)
        return made

    def move_step(self, step: int) -> None:
        """Move the selected step by ``step`` places; 0 removes it."""
        now = self._desk.selection
        post = self._desk.session.post(now.pack, now.post)
        if post is None:
            return
        prefix = KINDS[post.kind].slides
        number, count = int(now.card.rpartition("-")[2]), post.count(prefix)
        if number > count or not 1 <= number + step <= count:
            return
        order = list(range(1, count + 1))
        order.remove(number)
        if step:
            order.insert(number - 1 + step, number)
        say = "" if step else fill(_("Step {number} is removed."), {"number": number})
        self._desk.do(
            lambda: postparts.resize_list(self._desk.session, now.pack, now.post, prefix, order),
            say=say,
        )
        to = number + step if step else max(1, min(number, count - 1))
        self._desk.select(card=f"slide-{to}", field="")
