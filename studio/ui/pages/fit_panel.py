"""The opened mark of the fit matrix: its card, the reason in words, its text to be mended right there.

In: the place at hand, the desk. Out: texts as they are typed; what was laid out is told to the watch.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.l10n import plain_sentence
from studio.l10n import translate as _
from studio.model.changes import Key
from studio.model.kind import cards_of
from studio.model.post import Post
from studio.text.languages import language
from studio.text.markup import parse
from studio.ui.canvas import CardCanvas
from studio.ui.cards import Shown
from studio.ui.commands import shortcut_text
from studio.ui.desk import Desk
from studio.ui.fields import STATUS_OF, Budget, PlainField
from studio.ui.fit_watch import FitWatch
from studio.ui.naming import field_name, language_name
from studio.ui.pages.fit_others import OtherSizes
from studio.ui.pages.fit_words import Reason, reason_words, room_words
from studio.ui.theme import theme
from studio.ui.widgets import button, icon_button, label, look
from studio.workspace.fitmatrix import UNKNOWN, Place, mark_of
from studio.workspace.fitting import FITS, OVER
from studio.workspace.strings import rows_of


class FitPanel(QFrame):
    """Card, reason, source, target."""

    closed = Signal()
    write = Signal()
    mend = Signal()

    def __init__(self, desk: Desk, watch: FitWatch) -> None:
        super().__init__()
        self._desk, self._watch = desk, watch
        self.place: Place | None = None
        self.field = self.card = ""
        self.key: Key | None = None
        self.shown = Shown(None, None)
        look(self, "bar")
        self.setMinimumWidth(theme().px(320))
        self.head = label("", "subtitle")
        self.networks = label("", "small")
        self.networks.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        self._back = icon_button("left", _("Previous card"), lambda: self._step_card(-1), size=15)
        self._on = icon_button("right", _("Next card"), lambda: self._step_card(1), size=15)
        self.card_number = label("", "small")
        self.canvas = CardCanvas()
        self.canvas.margin = 4
        self.canvas.text_clicked.connect(lambda field, _region: self.edit(field, focus=True))
        self.reason = Reason()
        self.source_name, self.source = label("", "heading"), label("", "second", wrap=True)
        self.target_name, self.room = label("", "label"), label("")
        self.room.setProperty("status", "error")
        self.target = PlainField(_("The text on the card"), emphasis=True, single=True)
        self.target_name.setBuddy(self.target)
        self.note = label("", "small", wrap=True)
        self.budget = Budget()
        self.budget.set(())
        self.others = OtherSizes(desk)
        self.others.chosen.connect(self._choose_size)
        self._lay_out()
        self.target.edited.connect(self._type)
        self.target.left.connect(lambda: desk.store(split=True))
        self.budget.chosen.connect(self._choose_size)

    def _lay_out(self) -> None:
        now = theme()
        top = QHBoxLayout()
        top.setContentsMargins(now.px(18), now.px(10), now.px(10), now.px(6))
        top.addWidget(self.head, 1)
        top.addWidget(self.networks)
        for widget in (self._back, self.card_number, self._on):
            top.addWidget(widget)
        top.addWidget(icon_button("cross", _("Close"), self.closed.emit, shortcut="Esc"))
        inside = QWidget()
        look(inside, "bar")
        column = QVBoxLayout(inside)
        column.setContentsMargins(now.px(18), 0, now.px(18), now.px(12))
        column.setSpacing(now.px(5))
        column.addWidget(self.canvas)
        column.addWidget(self.reason)
        column.addSpacing(now.px(4))
        column.addWidget(self.source_name)
        column.addWidget(self.source)
        column.addSpacing(now.px(4))
        line = QHBoxLayout()
        line.addWidget(self.target_name, 1)
        line.addWidget(self.room)
        column.addLayout(line)
        for below in (self.target, self.budget, self.note, self.others):
            column.addWidget(below)
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(top)
        whole.addWidget(self.area, 1)
        whole.addWidget(self._foot())

    def _foot(self) -> QWidget:
        foot = QFrame()
        look(foot, "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(theme().px(14), 6, theme().px(18), 6)
        row.addWidget(button(_("Write"), self.write.emit, icon_name="pencil", kind="plain"))
        row.addStretch(1)
        key = shortcut_text("next-problem", self._desk.preferences.keys)
        self.next = button(f"{_('Next to mend')}  {key}".strip(), self.mend.emit, kind="primary")
        self.next.setAccessibleName(_("Next to mend"))
        self.export = button(_("Export"), self._export, icon_name="export", kind="primary")
        self.export.hide()
        row.addWidget(self.next)
        row.addWidget(self.export)
        return foot

    def _export(self) -> None:
        self._desk.go("export")

    def show_end(self, *, done: bool) -> None:
        """When everything fits, the way on is to export."""
        self.next.setVisible(not done)
        self.export.setVisible(done)

    # --- what is shown -------------------------------------------------------------------------

    def show_place(self, place: Place | None) -> None:
        """Open a mark: its worst card, the text that it is about."""
        same_text = self.place is not None and place is not None and self.place[:2] == place[:2]
        before = self.field if same_text else ""
        self.place = place
        if place is None or self._post() is None:
            self.key = None
            self.canvas.show_frame(None, None)
            return
        self.card = self._worst_card()
        self._lay_card()
        self._choose_field(before)

    def _choose_field(self, before: str) -> None:
        """The text that does not fit; else the one that was edited, the one at hand, the first."""
        fit = self.shown.fit
        on_card = [text.field for text in fit.texts] if fit else []
        wished = [fit.field if fit and fit.state != FITS else "", before, self._desk.selection.field]
        field = next((name for name in wished if name and name in on_card), "")
        self.edit(field or next(iter(on_card), ""))

    def refresh(self) -> None:
        """The text or something else of the card has changed: lay it out again."""
        if self.place is None:
            return
        self._lay_card()
        self._fill_texts()
        self._say()

    def edit(self, field: str, *, focus: bool = False) -> None:
        """Put another text of the card into the field."""
        post, place = self._post(), self.place
        if post is None or place is None:
            return
        self.field = field
        own = place.language == post.language
        self.key = Key(self._watch.pack, place.post, field, "" if own else place.language)
        known = language(place.language)
        self.target.set_language(known, self._desk.fonts.writing(known))
        name = field_name(post.kind, field) if field else ""
        self.target.setAccessibleName(f"{language_name(place.language)}, {name}")
        self._fill_texts()
        self._say()
        if self._desk.selection.field != field:
            self._desk.select(field=field)
        if focus:
            self.target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _post(self) -> Post | None:
        return self._desk.session.post(self._watch.pack, self.place.post) if self.place else None

    def _worst_card(self) -> str:
        """The card to show: the worst one, or the one at hand while it is of this post."""
        post, place = self._post(), self.place
        if post is None or place is None:
            return ""
        names = [card.name for card in cards_of(post)]
        mark = self._watch.matrix.marks(place.post, place.language)[place.size]
        if mark.card in names and mark.state not in (UNKNOWN, FITS):
            return mark.card
        now = self._desk.selection.card
        return now if now in names else names[0]

    def _step_card(self, step: int) -> None:
        """Look at another card of the post."""
        post = self._post()
        names = [card.name for card in cards_of(post)] if post else []
        if self.card in names:
            self.card = names[(names.index(self.card) + step) % len(names)]
            self._lay_card()
            self._choose_field("")

    def _lay_card(self) -> None:
        place = self.place
        if place is None or self._post() is None:
            return
        size, pack, card = self._watch.matrix.sizes[place.size], self._watch.pack, self.card
        self.shown = self._desk.cards.now(pack, place.post, place.language, card, size)
        self._watch.learn(place, mark_of(card, self.shown.fit))
        self.others.show_card(
            self._desk.key(pack=pack, post=place.post, language=place.language, card=card, size=size)
        )
        self.canvas.show_frame(
            self.shown.frame, lambda frame, width: self._desk.cards.paint(pack, frame, width)
        )
        self._set_height()

    def _fill_texts(self) -> None:
        post, place = self._post(), self.place
        if post is None or place is None or self.key is None:
            return
        own = place.language == post.language
        rows = rows_of(self._desk.session, self._watch.pack, place.post, place.language, post.language)
        row = next((row for row in rows if row.key.field == self.field), None)
        self.target.setVisible(row is not None)
        self.source.setVisible(row is not None and not own)
        self.source_name.setVisible(row is not None and not own)
        self.source_name.setText(language_name(post.language))
        self.source.setText(parse(row.reference).text if row else "")
        self.source.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft
            if language(post.language).rtl
            else Qt.LayoutDirection.LeftToRight
        )
        self.target_name.setText(language_name(place.language))
        if row is not None:
            self.target.set_text(row.text)
        missing = row is not None and not row.text
        self.note.setText(_("Not translated yet: the card shows the source.") if missing else "")
        self.note.setVisible(missing)

    def _say(self) -> None:
        """The heading, the reason, where the text fits."""
        post, place, fit = self._post(), self.place, self.shown.fit
        if post is None or place is None:
            return
        choice = self._desk.sizes()[place.size]
        name = field_name(post.kind, self.field) if self.field else ""
        parts = (language_name(place.language), choice.ratio, name)
        self.head.setText(" · ".join(filter(None, parts)))
        names = [card.name for card in cards_of(post)]
        for widget in (self._back, self.card_number, self._on):
            widget.setVisible(len(names) > 1)
        values = {
            "number": names.index(self.card) + 1 if self.card in names else 1,
            "count": len(names),
        }
        self.card_number.setText(fill(_("Card {number} of {count}"), values))
        self.networks.setVisible(len(names) == 1)
        self.networks.setText(", ".join(choice.networks[:2]))
        self.networks.setToolTip(", ".join(choice.networks))
        if fit is None:
            why = plain_sentence(self.shown.diagnostics[0]) if self.shown.diagnostics else ""
            self.reason.say("error", why or _("This card can't be made."))
            self.canvas.set_problems({})
        else:
            name = field_name(post.kind, fit.field) if fit.field else ""
            self.reason.say(STATUS_OF[fit.state], reason_words(fit, name, choice.ratio))
            problem = fit.state != FITS and fit.field
            self.canvas.set_problems({fit.field: (STATUS_OF[fit.state], "")} if problem else {})
        self.canvas.select_field(self.field if not fit or fit.field != self.field else "")
        over = fit is not None and fit.of(self.field) == OVER
        self.target.set_state("error" if over else "")
        self.room.setText(room_words(self.target.text(), fit) if over and fit else "")
        self.show_budget()

    def show_budget(self) -> None:
        """Where the text fits, size by size, as far as it is known."""
        place = self.place
        if place is None:
            return
        marks = self._watch.matrix.marks(place.post, place.language)
        self.budget.set(
            (choice.ratio, mark.state if mark.state in STATUS_OF else "?")
            for choice, mark in zip(self._desk.sizes(), marks, strict=False)
        )

    def _type(self, text: str) -> None:
        if self.key is not None:
            self._desk.type_text(self.key, text)

    def _choose_size(self, at: int) -> None:
        self._desk.select(size=self._watch.matrix.sizes[at])

    def _set_height(self) -> None:
        """As high as the card at the width that there is, but not more than two fifths of the panel."""
        frame = self.shown.frame
        if frame is not None:
            width = self.width() - 2 * theme().px(18)
            wished = round(width * frame.size.height / frame.size.width)
            self.canvas.setFixedHeight(max(120, min(wished, round(self.height() * 0.4))))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The card takes its share; the other sizes show where there is room for them."""
        super().resizeEvent(event)
        self.others.setVisible(self.height() > theme().px(780))
        self._set_height()
