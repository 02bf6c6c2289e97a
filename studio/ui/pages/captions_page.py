"""Captions: what stands beside the picture on each network, counted as the network counts it.

In: the desk's selection. Out: texts as they are typed, hashtags, and on the clipboard the caption, the
alt text or the picture as the network gets it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QMenu,
    QScrollArea,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.changes import Changes, Key
from studio.model.kind import Card, cards_of
from studio.model.network import Placement
from studio.model.post import Post
from studio.ui.cards import CardKey
from studio.ui.desk import Desk, Selection
from studio.ui.naming import card_name, date_words
from studio.ui.page import Page
from studio.ui.pages.captions_form import CaptionForm, Subject
from studio.ui.pages.captions_networks import NetworkList
from studio.ui.pages.captions_previews import Previews
from studio.ui.pages.captions_tally import Tally
from studio.ui.scopebar import ScopeBar
from studio.ui.theme import theme
from studio.ui.widgets import Empty, MenuButton, button, label, look, menu_button
from studio.workspace.caption import CaptionReport
from studio.workspace.captioning import (
    LEAKS,
    OVER,
    WRONG,
    captions_now,
    give_own_words,
    own_field,
    state_of,
    take_own_words,
)
from studio.workspace.library_posts import set_hashtags
from studio.workspace.networks import known_networks

_ALL_AFTER = 60
"""Milliseconds after a letter until all networks and the previews follow it."""


class CaptionsPage(Page):
    """Networks, form, previews."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.network = ""
        self.reports: tuple[CaptionReport, ...] = ()
        self._wanted: CardKey | None = None
        self.soon = QTimer(self)
        self.soon.setSingleShot(True)
        self.soon.setInterval(_ALL_AFTER)
        self.soon.timeout.connect(self.refresh)
        self.scope = ScopeBar(desk)
        self.card_menu = QMenu(self)
        self.card_menu.aboutToShow.connect(self._fill_cards)
        self.card_button: MenuButton = menu_button("", self.card_menu, tip=_("The card"))  # type: ignore[assignment]
        self.copy_text = button(_("Copy text"), self.copy_caption, icon_name="duplicate")
        self.copy_image = button(_("Copy picture"), self.copy_picture, icon_name="picture")
        for tool in (self.card_button, self.copy_text, self.copy_image):
            self.scope.add_tool(tool)
        self.networks = NetworkList()
        self.form = CaptionForm(desk)
        self.previews = Previews(desk)
        self.tally = Tally(desk, self)
        self._lay_out()
        self.networks.chosen.connect(self.choose)
        self.form.own_wished.connect(self._own)
        self.form.tags_wished.connect(self._tags)
        self.form.network_wished.connect(self._mend)
        self.form.alt_copied.connect(self.copy_alt)
        self.previews.copied.connect(self._copy)
        desk.typed.connect(self._typed)
        desk.changed.connect(self._changed)
        desk.selected.connect(self._selected)
        desk.preferred.connect(self.refresh)
        desk.cards.arrived.connect(self._arrived)

    def _lay_out(self) -> None:
        side = QFrame()
        look(side, "side")
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 12, 0, 12)
        head = label(_("Networks"), "heading")
        head.setContentsMargins(20, 0, 20, 0)
        checked = known_networks(self.desk.session.user).version
        foot = label(
            fill(_("Limits checked {date}"), {"date": date_words(checked)}), "small", wrap=True
        )
        foot.setContentsMargins(20, 0, 12, 0)
        for widget in (head, self.networks, foot):
            column.addWidget(widget)
        side.setMinimumWidth(theme().px(200))
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.form)
        self.area.setMinimumWidth(theme().px(380))
        split = QSplitter(Qt.Orientation.Horizontal)
        for part in (side, self.area, self.previews):
            split.addWidget(part)
            split.setCollapsible(split.count() - 1, False)
        split.setStretchFactor(1, 1)
        split.setStretchFactor(2, 1)
        split.setSizes([theme().px(228), theme().px(500), theme().px(552)])
        empty = Empty(
            _("Say what the card cannot."),
            _("Pick a post, and each network gets its caption, counted as it counts."),
            (
                button(_("Library"), lambda: self.desk.go("library"), kind="primary"),
                button(_("New post"), lambda: self.desk.go("new")),
            ),
        )
        holder = QWidget()
        self._stack = QStackedLayout(holder)
        self._stack.addWidget(empty)
        self._stack.addWidget(split)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scope)
        whole.addWidget(holder, 1)

    # --- what is shown -------------------------------------------------------------------------

    def entered(self) -> None:
        """Show what is selected; the first post where nothing is."""
        now = self.desk.selection
        if not now.post and now.pack:
            rows = self.desk.session.rows(now.pack)
            if first := next((row.post for row in rows if not row.trashed), ""):
                self.desk.select(post=first)
        self.refresh()
        self.tally.begin()

    def left(self) -> None:
        """No more counting."""
        self.tally.pause()

    def closing(self) -> None:
        """No more counting."""
        self.tally.pause()

    def refresh(self) -> None:
        """Compose everything again, and show it."""
        self.soon.stop()
        now = self.desk.selection
        post = self.desk.session.post(now.pack, now.post) if now.post else None
        card = self._card(post)
        self.scope.refresh()
        networks = self.desk.networks()
        if post is not None and card is not None:
            self.reports = captions_now(
                self.desk.session, now.pack, now.post, now.language, card.name, networks
            )
        else:
            self.reports = ()
        shown = bool(self.reports)
        self._stack.setCurrentIndex(int(shown))
        for tool in (self.copy_text, self.copy_image):
            tool.setEnabled(shown)
        cards = cards_of(post) if post else ()
        self.card_button.setVisible(len(cards) > 1)
        if not shown or post is None or card is None:
            return
        self.card_button.set_text(card_name(card, cards))
        if self.network not in {report.network.name for report in self.reports}:
            self.network = self.reports[0].network.name
        self.networks.show_reports(self.reports, self.network)
        subject = Subject(now.pack, post, card, now.language, self.report())
        self.form.show_subject(subject, self.reports)
        self.previews.show_report(self.report(), self._who(), card.name)

    def report(self) -> CaptionReport:
        """The report of the network at hand."""
        return next(one for one in self.reports if one.network.name == self.network)

    def choose(self, network: str) -> None:
        """Show another network."""
        if network != self.network:
            self.desk.store(split=True)
            self.network = network
            self.refresh()

    def _card(self, post: Post | None) -> Card | None:
        cards = cards_of(post) if post else ()
        named = [card for card in cards if card.name == self.desk.selection.card]
        return next(iter((*named, *cards)), None)

    def _who(self) -> str:
        row = self.desk.session.pack(self.desk.selection.pack)
        return row.title if row else ""

    def _fill_cards(self) -> None:
        self.card_menu.clear()
        now = self.desk.selection
        post = self.desk.session.post(now.pack, now.post)
        cards = cards_of(post) if post else ()
        for card in cards:
            action = self.card_menu.addAction(card_name(card, cards))
            action.setCheckable(True)
            action.setChecked(card.name == now.card)
            action.triggered.connect(lambda _on=False, name=card.name: self.desk.select(card=name))

    # --- changing ------------------------------------------------------------------------------

    def _own(self, wished: bool) -> None:
        subject = self.form.subject
        if subject is None or wished == subject.own_words:
            return
        network, card = subject.report.network, subject.card
        deed = give_own_words if wished else take_own_words
        sentence = (
            _("{network} has a text of its own now.")
            if wished
            else _("{network} has the shared text again.")
        )
        self.desk.do(
            lambda: deed(self.desk.session, subject.pack, subject.post.id, card, network),
            say=fill(sentence, {"network": network.label}),
        )
        self.refresh()
        if row := self.form.main():
            row.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _tags(self, wished: tuple[str, ...]) -> None:
        now = self.desk.selection
        session = self.desk.session
        seen = session.stored(Key(now.pack, now.post, "@hashtags")).version
        self.desk.do(lambda: set_hashtags(session.library, now.pack, now.post, wished, seen))
        self.refresh()
        self.form.tags.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mend(self, network: str) -> None:
        """Go to a network's caption; one that is too long gets a text of its own to be shortened."""
        self.choose(network)
        subject = self.form.subject
        over = state_of(self.report()).name == OVER
        alone = len(self.reports) == 1
        if subject is not None and over and not subject.translated and not alone:
            own = subject.post.text(own_field(subject.post, subject.card, subject.report.network))
            if not own:
                self._own(True)
        if row := self.form.main():
            row.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- copying -------------------------------------------------------------------------------

    def copy_caption(self) -> None:
        """The caption as it is to be pasted; of a thread its first post."""
        self._catch_up()
        if not self.reports:
            return
        made = self.report().caption
        values = {"network": self.report().network.label}
        if made.parts:
            sentence = _("Copied: the first post of the thread for {network}.")
            self._copy(made.parts[0].text, fill(sentence, values))
        else:
            self._copy(made.text, fill(_("Copied: the caption for {network}."), values))

    def copy_alt(self) -> None:
        """The alt text."""
        self._catch_up()
        if self.reports:
            self._copy(self.report().alt, _("Copied: the alt text."))

    def copy_picture(self) -> None:
        """The picture in the network's own size; it may have to be made first."""
        if not self.reports:
            return
        key = self._picture_key(self.previews.place(self.report().network))
        pixmap = self.desk.cards.picture(key, rank=0)
        if pixmap is None or self.desk.cards.asked(key):
            self._wanted = key
            self.desk.say(_("The picture is being made."))
            return
        self._wanted = None
        QGuiApplication.clipboard().setImage(pixmap.toImage())
        values = {"network": self.report().network.label, "size": str(key.size).replace("x", " × ")}
        self.desk.say(fill(_("Copied: the picture for {network}, {size}."), values))

    def _picture_key(self, place: Placement) -> CardKey:
        size = place.size
        return self.desk.key(size=size, card=self._card_name(), width=round(size.width))

    def _card_name(self) -> str:
        subject = self.form.subject
        return subject.card.name if subject else self.desk.selection.card

    def _copy(self, text: str, sentence: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.desk.say(sentence)

    # --- following -----------------------------------------------------------------------------

    def _typed(self, key: Key) -> None:
        now = self.desk.selection
        if not self.isVisible() or (key.pack, key.post) != (now.pack, now.post):
            return
        # The counter beside the text follows each letter; the other networks a moment later.
        mine = [one.network for one in self.reports if one.network.name == self.network]
        made = captions_now(
            self.desk.session, now.pack, now.post, now.language, self._card_name(), mine
        )
        for report in made:
            self.form.show_measure(report)
        if not self.soon.isActive():
            self.soon.start()

    def _catch_up(self) -> None:
        """What is to be copied is what stands on the screen."""
        if self.soon.isActive():
            self.refresh()

    def _changed(self, changes: Changes) -> None:
        now = self.desk.selection
        self.tally.changed(changes)
        if not self.isVisible() or now.pack not in set(changes.packs()):
            return
        if changes.as_typed:
            self.soon.start()  # whoever types on does not wait for it
        else:
            self.refresh()

    def _selected(self, new: Selection, old: Selection) -> None:
        if not self.isVisible():
            return
        if (new.pack, new.post, new.language, new.card) != (old.pack, old.post, old.language, old.card):
            self._wanted = None
            self.refresh()
            self.area.verticalScrollBar().setValue(0)
        if (new.pack, new.language) != (old.pack, old.language):
            self.tally.begin()
        if new.field != old.field:
            row = self.form.rows.get(new.field)
            if row is not None and not row.field.hasFocus():
                self.form.focus_field(new.field)

    def _arrived(self, key: CardKey) -> None:
        if not self.isVisible():
            return
        self.previews.arrived(key)
        if self._wanted == key:
            if self.desk.cards.problems(key):
                self._wanted = None
                self.desk.fail(self.desk.cards.problems(key))
            else:
                self.copy_picture()

    # --- commands ------------------------------------------------------------------------------

    def accept(self) -> None:
        """Copy the caption."""
        self.copy_caption()

    def next_problem(self, step: int) -> None:
        """The next network whose caption can't be posted."""
        bad = (OVER, LEAKS, WRONG)
        names = [one.network.name for one in self.reports]
        at = names.index(self.network) if self.network in names else 0
        for offset in range(1, len(names) + 1):
            report = self.reports[(at + step * offset) % len(names)]
            if state_of(report).name in bad:
                self.choose(report.network.name)
                if row := self.form.main():
                    row.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
                return

    def next_to_do(self) -> None:
        """The next post with a caption that can't be posted."""
        now = self.desk.selection
        if post := self.tally.after(now.post):
            self.desk.select(post=post)
            self.next_problem(1)
        else:
            self.next_problem(1)

    def step_post(self, step: int) -> None:
        """The next or the previous post."""
        self.scope.step(step)

    def step_size(self, step: int) -> None:
        """The network's next picture."""
        self.previews.step(step)

    def pick_language(self) -> None:
        """Open the languages."""
        self.scope.language_button.showMenu()

    def find_here(self) -> None:
        """The cursor goes into the caption."""
        if row := self.form.main():
            row.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def panes(self) -> list[QWidget]:
        """Networks, form, previews."""
        return [self.networks, self.form, self.previews]
