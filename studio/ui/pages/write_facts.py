"""Rows of the Write page for what is no text on the card: which answer is right, link, source, number.

In: the desk's post. Out: its attributes, through :mod:`studio.workspace.postparts`, when the cursor
leaves their field.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable

from PySide6.QtCore import QDate, QRectF, QSignalBlocker, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QButtonGroup,
    QDateEdit,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from studio.diagnostics import fill
from studio.l10n import plain_sentence
from studio.l10n import translate as _
from studio.model.changes import Changes
from studio.model.kind import KINDS
from studio.model.post import Post, Source
from studio.ui.calm import calm
from studio.ui.desk import Desk
from studio.ui.icons import draw_icon
from studio.ui.naming import card_words, date_words
from studio.ui.pages.write_rows import Radio, Row
from studio.ui.theme import theme
from studio.ui.widgets import button, label, restyle
from studio.workspace import postparts

_FIRST_DAY = QDate(2000, 1, 1)  # stands for “not checked”
_MOST_NUMBER = 9999


class FactRow(Row):
    """A row that shows a part of the post, and sets it."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(name)
        self._desk = desk
        self._at = desk.selection  # what is changed here belongs to this post, whatever is selected
        self.note = label("", "error", wrap=True)
        self.note.hide()

    def post(self) -> Post | None:
        """The post at hand."""
        now = self._at
        return self._desk.session.post(now.pack, now.post) if now.post else None

    def change(self, action: Callable[[str, str], Changes], *fields: QLineEdit) -> None:
        """Do something with pack and post; if it can't be done, ``fields`` and a sentence say why."""
        now = self._at
        _done, wrong = self._desk.attempt(lambda: action(now.pack, now.post))
        self.note.setText(plain_sentence(wrong[0]) if wrong else "")
        self.note.setVisible(bool(wrong))
        for field in fields:
            field.setProperty("state", "error" if wrong else "")
            restyle(field)


class AnswerRow(FactRow):
    """Fact or fake: the answers that all posts of a kind share."""

    def __init__(self, desk: Desk, kind: str) -> None:
        super().__init__(desk, _("The right answer"))
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(16)
        for number, choice in enumerate(KINDS[kind].choices, 1):
            made = Radio(card_words(choice.label))
            self._group.addButton(made, number)
            row.addWidget(made)
        row.addStretch(1)
        self.column.addLayout(row)
        self.refresh()
        self._group.idClicked.connect(self._chosen)

    def refresh(self) -> None:
        """Show which one is right."""
        post = self.post()
        chosen = self._group.button(post.answer) if post else None
        if chosen is not None:
            chosen.setChecked(True)

    def _chosen(self, number: int) -> None:
        self.change(lambda pack, post: postparts.set_answer(self._desk.session, pack, post, number))

    def fields(self) -> Iterable[str]:
        """The attribute of the answer."""
        return ("@answer",)

    def take_focus(self) -> None:
        """The answer that is chosen."""
        self._group.buttons()[0].setFocus(Qt.FocusReason.OtherFocusReason)


def address_line(name: str) -> QLineEdit:
    """A line for a web address, always from left to right."""
    made = AddressLine()
    made.setAccessibleName(name)
    made.setPlaceholderText("https://")
    made.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    return made


class AddressLine(QLineEdit):
    """A line that begins with the sign of a link."""

    def __init__(self) -> None:
        super().__init__()
        self.setTextMargins(theme().px(22), 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The sign stands before the text."""
        super().paintEvent(event)
        side = theme().px(15)
        where = QRectF(theme().px(10), (self.height() - side) / 2, side, side)
        draw_icon(QPainter(self), "link", where, theme().color("ink_2"))


class LinkRow(FactRow):
    """What the code and the captions point to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Link"))
        self.field = address_line(_("Link"))
        calm(self.field)
        self.field.editingFinished.connect(self._changed)
        self.column.addWidget(self.field)
        self.column.addWidget(self.note)
        self.refresh()

    def refresh(self) -> None:
        """Show the link of the post."""
        post = self.post()
        if post is not None and not self.field.isModified():
            self.field.setText(post.link)
            self.field.setCursorPosition(0)

    def commit(self) -> None:
        """Store what is just being written."""
        self._changed()

    def _changed(self) -> None:
        if not self.field.isModified():
            return
        words = self.field.text()
        self.change(
            lambda pack, post: postparts.set_link(self._desk.session, pack, post, words), self.field
        )
        if not self.note.text():
            self.field.setModified(False)
            self.refresh()

    def fields(self) -> Iterable[str]:
        """The attribute of the link."""
        return ("@link",)

    def take_focus(self) -> None:
        """The line."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


class SourceRow(FactRow):
    """Where the claim comes from, and the day somebody last looked."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Source"))
        self.title, self.url = QLineEdit(), address_line(_("Address of the source"))
        self.title.setAccessibleName(_("Source"))
        self.title.setPlaceholderText(_("Who says it, and where"))
        self.day = QDateEdit()
        self.day.setAccessibleName(_("Checked on"))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setMinimumDate(_FIRST_DAY)
        self.day.setMaximumDate(QDate.currentDate())
        self.day.setSpecialValueText(_("Not checked yet"))
        _indent(self.day)
        self.today = button(_("Checked today"), self._today, icon_name="check", kind="small")
        for line in (self.title, self.url):
            line.editingFinished.connect(self._changed)
            self.column.addWidget(line)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day, 1)
        row.addWidget(self.today)
        calm(self.title, self.url, self.day)
        self.dates = QWidget()
        self.dates.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.dates)
        self.column.addWidget(self.note)
        self.refresh()
        self.day.dateChanged.connect(lambda _day: self._store())

    def refresh(self) -> None:
        """Show the source of the post."""
        post = self.post()
        source = (post.source if post else None) or Source("")
        for line, text in ((self.title, source.title), (self.url, source.url)):
            if not line.isModified():
                line.setText(text)
                line.setCursorPosition(0)
        day = source.checked
        with QSignalBlocker(self.day):
            self.day.setDate(QDate(day.year, day.month, day.day) if day else _FIRST_DAY)
        self.dates.setVisible(bool(source.title))
        shown = date_words(day) if day else ""
        self.status.set("ok" if day else "", fill(_("Checked {day}"), {"day": shown}) if day else "")

    def commit(self) -> None:
        """Store what is just being written."""
        self._changed()

    def _changed(self) -> None:
        if self.title.isModified() or self.url.isModified():
            self._store()

    def _today(self) -> None:
        self.day.setDate(QDate.currentDate())

    def _store(self) -> None:
        at = self.day.date()
        day = None if at == _FIRST_DAY else datetime.date(at.year(), at.month(), at.day())
        source = Source(self.title.text(), self.url.text(), day)
        self.change(
            lambda pack, post: postparts.set_source(self._desk.session, pack, post, source), self.url
        )
        if not self.note.text():
            self.title.setModified(False)
            self.url.setModified(False)
            self.refresh()

    def fields(self) -> Iterable[str]:
        """The attribute of the source."""
        return ("@source",)

    def take_focus(self) -> None:
        """The line of its title."""
        self.title.setFocus(Qt.FocusReason.OtherFocusReason)


class NumberRow(FactRow):
    """The number on the pill: “Tip 7”."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _("Number on the pill"))
        self.box = QSpinBox()
        self.box.setAccessibleName(_("Number on the pill"))
        self.box.setRange(0, _MOST_NUMBER)
        self.box.setSpecialValueText(_("No number"))
        _indent(self.box)
        calm(self.box)
        self.column.addWidget(self.box, 0, Qt.AlignmentFlag.AlignLeading)
        self.refresh()
        self.box.valueChanged.connect(self._changed)

    def refresh(self) -> None:
        """Show the number of the post."""
        post = self.post()
        with QSignalBlocker(self.box):
            self.box.setValue(post.number if post else 0)

    def _changed(self, number: int) -> None:
        self.change(lambda pack, post: postparts.set_number(self._desk.session, pack, post, number))

    def fields(self) -> Iterable[str]:
        """The attribute of the number."""
        return ("@number",)

    def take_focus(self) -> None:
        """The box."""
        self.box.setFocus(Qt.FocusReason.OtherFocusReason)


def _indent(box: QAbstractSpinBox) -> None:
    """Room before the text, which a style sheet does not give to boxes."""
    line = box.lineEdit()
    if line is not None:
        line.setTextMargins(theme().px(8), 0, theme().px(8), 0)
