"""What is written on the Captions page: the caption, its hashtags, the alt text, and what is wrong.

In: the reports of a card for the networks in use. Out: texts as they are typed, hashtags, and the wish
that a network has words of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import N_, Diagnostic, Severity, fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.changes import Key
from studio.model.kind import Card
from studio.model.post import CAPTION_ACTION, CAPTION_HOOK, Post
from studio.text.languages import language
from studio.ui.desk import Desk
from studio.ui.fields import PlainField
from studio.ui.flow_layout import FlowLayout
from studio.ui.pages.captions_networks import of_limit, told
from studio.ui.pages.captions_tags import TagField
from studio.ui.theme import theme
from studio.ui.widgets import Note, Status, button, clear_layout, label, look, restyle
from studio.workspace.caption import CaptionReport
from studio.workspace.captioning import OVER, fields_of, main_field, own_field, state_of
from studio.workspace.library_posts import hashtags_in_use

_STATUS = {Severity.ERROR: "error", Severity.WARNING: "warn", Severity.INFO: "info"}
_TOO_LONG, _THREAD = "caption.too-long", "caption.thread"
_HINTS = {
    _TOO_LONG: "",
    _THREAD: "",
    "caption.missing": N_("Write it above."),
    "caption.follow-up-too-long": N_("Write a shorter one: choose the answer card above."),
    "alt.picture-missing": N_("Say it on the Write page, under the picture."),
}
"""How to mend, where the window has a better way than the one for those who write files."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What the form is about: a post in its own language, a card, a language, a network's report."""

    pack: str
    post: Post
    card: Card
    language: str
    report: CaptionReport

    @property
    def own_words(self) -> bool:
        """Whether the network has a caption of its own."""
        return bool(self.post.text(own_field(self.post, self.card, self.report.network)))

    @property
    def translated(self) -> bool:
        """Whether it is about a translation."""
        return self.language != self.post.language

    def key(self, field: str) -> Key:
        """The key of a text in the language at hand."""
        return Key(self.pack, self.post.id, field, self.language if self.translated else "")


class TextRow(QWidget):
    """A text with its name, a status and a field."""

    def __init__(self, desk: Desk, key: Key, name: str, lang: str, *, lines: int = 1) -> None:
        super().__init__()
        self.key = key
        self.status = Status()
        self.field = PlainField(name, lines=lines)
        known = language(lang)
        self.field.set_language(known, desk.fonts.writing(known))
        self.field.edited.connect(lambda text: desk.type_text(self.key, text))
        self.field.left.connect(lambda: desk.store(split=True))
        self.field.entered.connect(lambda: desk.select(field=self.key.field))
        head = label(name, "label")
        head.setBuddy(self.field)
        self.top = QHBoxLayout()
        self.top.addWidget(head)
        self.top.addStretch(1)
        self.top.addWidget(self.status)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(4))
        column.addLayout(self.top)
        column.addWidget(self.field)

    def show_text(self, text: str, hint: str) -> None:
        """The text as it is on the screen, and what stands in its empty field."""
        self.field.set_text(text)
        self.field.setPlaceholderText(hint)


class CaptionForm(QWidget):
    """The form of one network; see the module."""

    own_wished = Signal(bool)
    """Whether the network at hand shall have words of its own."""
    tags_wished = Signal(object)
    """The hashtags that the post shall have."""
    network_wished = Signal(str)
    """A network whose caption is to be mended."""
    alt_copied = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shape: tuple[object, ...] = ()
        self._opened: set[str] = set()
        self.subject: Subject | None = None
        self.rows: dict[str, TextRow] = {}
        look(self, "bar")
        column = QVBoxLayout(self)
        px = theme().px
        column.setContentsMargins(px(20), px(14), px(20), px(20))
        column.setSpacing(px(12))
        column.addLayout(self._head())
        self._texts = QVBoxLayout()
        self._texts.setSpacing(px(10))
        column.addLayout(self._texts)
        column.addLayout(self._measure())
        self.problems = QVBoxLayout()
        self.problems.setSpacing(px(8))
        column.addLayout(self.problems)
        column.addWidget(self._added())
        column.addLayout(self._hashtags())
        self._alts = QVBoxLayout()
        self._alts.setSpacing(px(4))
        column.addLayout(self._alts)
        column.addStretch(1)

    # --- building ------------------------------------------------------------------------------

    def _head(self) -> FlowLayout:
        """The name, and whose text it is: below each other where there is no room."""
        whole = FlowLayout(gap=theme().px(12))
        self.title = label("", "title")
        whole.addWidget(self.title)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.shared, self.own = QPushButton(_("Shared text")), QPushButton()
        group = QButtonGroup(self)
        for at, one in enumerate((self.shared, self.own)):
            one.setProperty("look", "segment")
            one.setProperty("place", "first" if not at else "last")
            one.setCheckable(True)
            group.addButton(one)
            row.addWidget(one)
        self.shared.clicked.connect(lambda: self.own_wished.emit(False))
        self.own.clicked.connect(lambda: self.own_wished.emit(True))
        whole.addWidget(pair)
        return whole

    def _measure(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme().px(6))
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(theme().px(6))
        self.bar.setMaximum(1000)
        self.counting = label("", "small", wrap=True)
        box.addWidget(self.bar)
        box.addWidget(self.counting)
        return box

    def _added(self) -> QWidget:
        self.added_box = QFrame()
        look(self.added_box, "quiet")
        column = QVBoxLayout(self.added_box)
        column.setContentsMargins(theme().px(10), theme().px(7), theme().px(10), theme().px(8))
        column.setSpacing(theme().px(3))
        column.addWidget(label(_("Added after it"), "heading"))
        self.added = label("", "second", wrap=True)
        self.added.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.added)
        return self.added_box

    def _hashtags(self) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(theme().px(4))
        self.tags = TagField()
        self.tags.wished.connect(self.tags_wished.emit)
        head = label(_("Hashtags, the same in every language"), "label")
        head.setBuddy(self.tags.line)
        for widget in (head, self.tags, self.tags.refused):
            box.addWidget(widget)
        return box

    # --- showing -------------------------------------------------------------------------------

    def show_subject(self, subject: Subject, reports: Sequence[CaptionReport]) -> None:
        """Show a card's caption for a network; ``reports`` are those of all networks."""
        before, self.subject = self.subject, subject
        if before is not None and before.post.id != subject.post.id:
            self._opened.clear()
        names = self._names(subject)
        shape = (subject.pack, subject.post.id, subject.card, subject.language, names)
        if shape != self._shape:
            self._shape = shape
            self._build(subject, names)
        self._show_head(subject)
        self._show_texts(subject)
        self.show_measure(subject.report)
        self._show_alt(subject)
        if self.tags.tags() != subject.post.hashtags:
            self.tags.set_tags(subject.post.hashtags, hashtags_in_use(self._desk.session.library))
        self._show_problems(subject, reports)

    def focus_field(self, field: str) -> None:
        """Put the cursor into a text, if it is here."""
        if row := self.rows.get(field):
            row.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def main(self) -> TextRow | None:
        """The row of the caption itself."""
        if self.subject is None:
            return None
        post, card = self.subject.post, self.subject.card
        names = (own_field(post, card, self.subject.report.network), main_field(post, card))
        return next((self.rows[name] for name in names if name in self.rows), None)

    def _names(self, subject: Subject) -> tuple[str, ...]:
        """The texts that have a row: those that are there, and the caption itself."""
        own = subject.post
        main = main_field(own, subject.card)
        return tuple(
            name
            for name in fields_of(own, subject.card, subject.report.network)
            if own.text(name) or name == main or name in self._opened
        )

    def _build(self, subject: Subject, names: Iterable[str]) -> None:
        focused = next((name for name, row in self.rows.items() if row.field.hasFocus()), "")
        clear_layout(self._texts)
        clear_layout(self._alts)
        self.rows = {}
        main = main_field(subject.post, subject.card)
        words = {CAPTION_HOOK: _("First line"), CAPTION_ACTION: _("What people should do")}
        for name in names:
            long = name not in words
            row = TextRow(
                self._desk,
                subject.key(name),
                words.get(name, _("Caption")),
                subject.language,
                lines=4 if long else 1,
            )
            self.rows[name] = row
            self._texts.addWidget(row)
        if not subject.translated and CAPTION_HOOK in fields_of(
            subject.post, subject.card, subject.report.network
        ):
            missing = [name for name in words if name not in self.rows]
            self._texts.addLayout(self._offers(missing))
        self._build_alt(subject)
        if focused == main or focused not in self.rows:
            focused = main if focused else ""
        self.focus_field(focused)

    def _offers(self, names: Sequence[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme().px(8))
        words = {
            CAPTION_HOOK: _("Add a first line"),
            CAPTION_ACTION: _("Add what people should do"),
        }
        for name in names:
            row.addWidget(button(words[name], partial(self._open, name), icon_name="plus", kind="link"))
        row.addStretch(1)
        return row

    def _open(self, name: str) -> None:
        self._opened.add(name)
        if self.subject is not None:
            self._shape = ()
            names = self._names(self.subject)
            self._build(self.subject, names)
            self._show_texts(self.subject)
            self._show_alt(self.subject)
            self.focus_field(name)

    def _build_alt(self, subject: Subject) -> None:
        card = subject.card
        copy = button(_("Copy"), self.alt_copied.emit, icon_name="duplicate", kind="link")
        copy.setAccessibleName(_("Copy the alt text"))
        self.alt_status = Status()
        if card.alt:
            row = TextRow(self._desk, subject.key(card.alt), _("Alt text"), subject.language, lines=2)
            self.alt_status = row.status
            row.top.addWidget(copy)
            self.rows[card.alt] = row
            self._alts.addWidget(row)
        else:
            top = QHBoxLayout()
            top.addWidget(label(_("Alt text"), "label"))
            top.addStretch(1)
            top.addWidget(self.alt_status)
            top.addWidget(copy)
            self._alts.addLayout(top)
        self.alt_made = label("", "small", wrap=True)
        self.alt_made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._alts.addWidget(self.alt_made)

    def _show_head(self, subject: Subject) -> None:
        network = subject.report.network
        self.title.setText(network.label)
        self.own.setText(fill(_("Only for {network}"), {"network": network.label}))
        (self.own if subject.own_words else self.shared).setChecked(True)
        self.own.setEnabled(not subject.translated or subject.own_words)
        self.shared.setEnabled(not subject.translated or not subject.own_words)
        why = _("Switch to the language that the post is written in to change this.")
        for one in (self.own, self.shared):
            one.setToolTip("" if one.isEnabled() else why)

    def _show_texts(self, subject: Subject) -> None:
        """The texts in the language at hand; what is not translated shows its source as a hint."""
        session = self._desk.session
        catalog = None
        if subject.translated:
            catalog = session.catalog(subject.pack, subject.post.id, subject.language)
        for name, row in self.rows.items():
            source = subject.post.text(name)
            if catalog is None:
                row.show_text(source, "")
            else:
                entry = catalog.entry(subject.post.id, name)
                row.show_text(entry.text if entry else "", source)
                row.field.setEnabled(bool(source))

    def show_measure(self, report: CaptionReport) -> None:
        """How long the caption is now, and what is added to it."""
        made = report.caption
        row, (status, words) = self.main(), told(report)
        if row is not None:
            over = state_of(report).name == OVER
            count = of_limit(made.length, made.limit)
            row.status.set(status, words if over else count)
            row.field.set_state("error" if over else "")
        share = made.length / made.limit if made.limit else 0
        self.bar.setValue(min(1000, round(share * 1000)))
        self.bar.setAccessibleName(of_limit(made.length, made.limit))
        if self.bar.property("state") != ("error" if share > 1 else ""):
            self.bar.setProperty("state", "error" if share > 1 else "")
            restyle(self.bar)
        self.counting.setText(_counting(report))
        self.counting.setVisible(bool(self.counting.text()))
        self.added.setText("\n".join(made.added))
        self.added_box.setVisible(bool(made.added))

    def _show_alt(self, subject: Subject) -> None:
        report, card = subject.report, subject.card
        limit = report.network.text.alt_limit
        over = bool(limit) and len(report.alt) > limit
        self.alt_status.set("warn" if over else "ok", of_limit(len(report.alt), limit))
        own = bool(card.alt) and bool(subject.post.text(card.alt))
        message = _("Until you write one: {text}") if card.alt else "{text}"
        self.alt_made.setText(fill(message, {"text": report.alt}))
        self.alt_made.setVisible(not own)

    # --- what is wrong -------------------------------------------------------------------------

    def _show_problems(self, subject: Subject, reports: Sequence[CaptionReport]) -> None:
        clear_layout(self.problems)
        said: set[tuple[str, str]] = set()
        mine = subject.report
        over = state_of(mine).name == OVER
        for report in (mine, *(one for one in reports if one is not mine)):
            for one in sorted(report.diagnostics, key=lambda d: -d.severity):
                if over and one.severity is Severity.INFO:
                    continue  # what gave way stays away anyhow, until the text is shorter
                words = _words(one)
                if (report is not mine and one.severity is not Severity.ERROR) or (
                    one.code,
                    words,
                ) in said:
                    continue
                said.add((one.code, words))
                self.problems.addWidget(self._problem(one, words, report, elsewhere=report is not mine))

    def _problem(
        self, one: Diagnostic, words: str, report: CaptionReport, *, elsewhere: bool
    ) -> QWidget:
        hint = fill(_(_HINTS.get(one.code, one.hint)), one.params)
        if one.code == _TOO_LONG:
            over = int(one.params["over"])
            message = plural("{count} character too many.", "{count} characters too many.", over)
            words = f"{report.network.label}: {message}"
        note = Note(_STATUS[one.severity], words, hint)
        shorter = one.code in (_TOO_LONG, _THREAD)
        if elsewhere or shorter:
            name = report.network.name
            deed = _("Write a shorter one") if shorter else _("Take me there")
            note.add(button(deed, lambda: self.network_wished.emit(name), kind="link"))
        return note


def _words(one: Diagnostic) -> str:
    return fill(_(one.message), one.params)


def _counting(report: CaptionReport) -> str:
    """How the network counts, where that is not as anybody would."""
    rule, name = report.network.text, report.network.label
    said = []
    if rule.url_length:
        said.append(_("{network} counts every link as {count}."))
    if rule.counter == "x-weighted":
        said.append(_("Emoji and many scripts count double there."))
    if rule.counter == "graphemes":
        said.append(_("An emoji counts as one character there."))
    if not rule.links_clickable:
        said.append(_("Links can't be clicked there."))
    values: dict[str, str | int | float] = {"network": name, "count": rule.url_length}
    return " ".join(fill(one, values) for one in said)
