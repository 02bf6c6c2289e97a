"""One text being translated: its source, what a translator has to know, the field, what can be done.

In: a :class:`~studio.workspace.strings.Row` and the terms of its language. Out: the text as it is
typed, and signals for what a translator decides; the page does it.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QTextEdit, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.l10n import plain_sentence, plural
from studio.l10n import translate as _
from studio.model.kind import KINDS
from studio.model.language import DERIVED
from studio.text.languages import language
from studio.text.markup import parse
from studio.ui.desk import Desk
from studio.ui.fields import Budget, PlainField, units
from studio.ui.flow_layout import FlowLayout
from studio.ui.icons import pixmap
from studio.ui.naming import field_name, language_name
from studio.ui.pages.translate_table import COLORS, ICONS, WORDS
from studio.ui.theme import theme
from studio.ui.widgets import Status, button, icon_button, label, look
from studio.workspace.fitting import OVER, Fit
from studio.workspace.glossary import Term, terms_in, uses
from studio.workspace.strings import BY_RULE, FUZZY, MISSING, OUTDATED, Row, comment, word_changes

_STATUS_LOOK = {"ok": "ok", "warn": "warn", "ink_2": "empty"}


class SourceText(PlainField):
    """A text to read: its marks painted, terms of the glossary dotted."""

    def __init__(self, desk: Desk, name: str) -> None:
        super().__init__(_("The text to translate"), emphasis=True)
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setStyleSheet("QPlainTextEdit { border: 0; background: transparent; padding: 0; }")
        self.document().setDocumentMargin(0)
        self.set_language(language(name), desk.fonts.writing(language(name)))

    def _height(self) -> int:
        # It has no border and no padding.
        return super()._height() - theme().px(10) - 4

    def show_terms(self, text: str, terms: Iterable[tuple[int, int, Term]]) -> None:
        """Dot the terms; the text itself is shown already."""
        plain = parse(text).text
        found = []
        for start, end, _term in terms:
            one = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(units(plain, start))
            cursor.setPosition(units(plain, end), QTextCursor.MoveMode.KeepAnchor)
            looks = QTextCharFormat()
            looks.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            looks.setUnderlineColor(theme().color("link"))
            one.cursor, one.format = cursor, looks
            found.append(one)
        self.setExtraSelections(found)


class Hint(QWidget):
    """An icon and a sentence of a translator's concern; hidden while it says nothing."""

    def __init__(self, icon_name: str, color: str = "ink_2", *, rich: bool = False) -> None:
        super().__init__()
        self._rich = rich
        picture = QLabel()
        picture.setPixmap(pixmap(icon_name, theme().px(14), color, self.devicePixelRatioF()))
        self.words = label("", "small", wrap=True)
        if rich:
            self.words.setTextFormat(Qt.TextFormat.RichText)
        if color != "ink_2":
            self.words.setProperty("look", "")
            self.words.setProperty("status", color)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(7)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.hide()

    def say(self, words: str) -> None:
        """Say something else, or nothing."""
        self.setVisible(bool(words))
        if self._rich and words:
            # In the window's direction, whatever language its first word is in.
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            words = f"<p dir='{'rtl' if rtl else 'ltr'}' style='margin: 0'>{words}</p>"
        if words != self.words.text():
            self.words.setText(words)


def _isolated(words: str) -> str:
    """A term in bold that keeps its own direction in a sentence of another."""
    return f"<b>\u2068{escape(words)}\u2069</b>"


class StringEditor(QWidget):
    """The open row."""

    done = Signal()
    kept = Signal()
    ruled = Signal()
    fixed = Signal(str, str)
    commented = Signal(str)

    def __init__(
        self, desk: Desk, row: Row, kind: str, reference: str, terms: tuple[Term, ...], start: int
    ) -> None:
        """``start``: pixels of the columns before the texts."""
        super().__init__()
        self._desk, self.row, self._terms, self._kind = desk, row, terms, kind
        pack = desk.session.pack(row.key.pack)
        self._own = pack.language if pack else "en"
        self._read = reference if row.reference else self._own
        self._name = row.key.language
        self._shows_source = False
        look(self, "field")
        self._parts()
        self._lay_out(start)
        self.show_row(row)
        self.field.edited.connect(lambda text: desk.type_text(self.row.key, text))
        self.field.left.connect(lambda: desk.store(split=True))

    def _parts(self) -> None:
        row, known = self.row, KINDS[self._kind].field(self.row.key.field)
        name = field_name(self._kind, row.key.field)
        emphasis = bool(known and known.emphasis)
        single = "caption" not in row.key.field and "alt" not in row.key.field
        self.status = Status()
        self.source = SourceText(self._desk, self._read)
        self.changed, self.advice = Hint("history", rich=True), Hint("info")
        self.found, self.fit = Hint("warning", "warn"), Hint("stop", "error")
        self.field = PlainField(
            fill(_("{field} in {language}"), {"field": name, "language": language_name(self._name)}),
            emphasis=emphasis,
            single=single,
        )
        self.field.set_language(language(self._name), self._desk.fonts.writing(language(self._name)))
        self.field.set_text(row.text)
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.setFocusProxy(self.field)
        self.budget = Budget()
        self.glossary = Hint("book", rich=True)
        self.rule = Hint("aa")
        self.take = button("", self.done.emit, icon_name="check", kind="primary")
        self.keep = button(_("Keep for a look"), self.kept.emit)
        self.copy = button("", self._copy, kind="plain")
        self.by_rule = button(_("Write by rule again"), self.ruled.emit, kind="plain")
        self.term = icon_button("book", _("Fix what a term is called"), self._open_terms)
        self.note = icon_button("speech", _("Comment for other translators"), self._open_comment)
        self.comment = PlainField(_("Comment for other translators"))
        self.comment.set_text(comment(self._desk.session, row.key))
        self.comment.left.connect(lambda: self.commented.emit(self.comment.text()))
        self._term_row()

    def _term_row(self) -> None:
        self.terms = QWidget()
        self.term_source, self.term_text = QLineEdit(), QLineEdit()
        self.term_source.setPlaceholderText(language_name(self._own))
        self.term_text.setPlaceholderText(language_name(self._name))
        self.term_source.setAccessibleName(_("The term"))
        self.term_text.setAccessibleName(_("What it is called in translation"))
        self.term_text.returnPressed.connect(self._fix)
        row = QHBoxLayout(self.terms)
        row.setContentsMargins(0, 0, 0, 0)
        for field in (self.term_source, self.term_text):
            row.addWidget(field, 1)
        row.addWidget(button(_("Into the glossary"), self._fix))
        self.terms.hide()

    def _lay_out(self, start: int) -> None:
        side = QVBoxLayout()
        side.setSpacing(6)
        side.addWidget(self.status, 0, Qt.AlignmentFlag.AlignLeading)
        side.addWidget(label(field_name(self._kind, self.row.key.field), "small", wrap=True))
        side.addStretch(1)
        left = QWidget()
        left.setFixedWidth(start - theme().px(8))
        left.setLayout(side)
        side.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout()
        column.setSpacing(5)
        column.addWidget(label(language_name(self._read), "heading"))
        above: tuple[QWidget, ...] = (self.source, self.changed, self.advice)
        for widget in above:
            column.addWidget(widget)
        column.addSpacing(4)
        column.addWidget(label(language_name(self._name), "label"))
        below = (self.field, self.fit, self.budget, self.found, self.glossary, self.rule)
        for one in below:
            column.addWidget(one)
        column.addLayout(self._buttons())
        column.addWidget(self.terms)
        self._comment_label = label(_("Comment for other translators"), "label")
        column.addWidget(self._comment_label)
        column.addWidget(self.comment)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(14), theme().px(12), theme().px(14), theme().px(12))
        row.setSpacing(theme().px(8))
        row.addWidget(left)
        row.addLayout(column, 1)
        self._show_comment(bool(self.comment.text()))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(8)
        deeds = FlowLayout(gap=8)
        for one in (self.take, self.keep, self.copy, self.by_rule):
            deeds.addWidget(one)
        row.addLayout(deeds, 1)
        row.addWidget(self.term)
        row.addWidget(self.note)
        return row

    # --- what is shown -------------------------------------------------------------------------

    def show_row(self, row: Row) -> None:
        """Show a newer state of the same text; the field keeps its cursor."""
        self.row = row
        self.status.set(_STATUS_LOOK[COLORS[row.status]], _(WORDS[row.status]), ICONS[row.status])
        shown = row.reference or row.source
        self.source.set_text(shown)
        in_source = terms_in(self._terms, row.source)
        self.source.show_terms(shown, in_source if shown == row.source else ())
        if self.field.text() != row.text:
            self.field.set_text(row.text)
        self._say_changed(row)
        self.advice.say(self._advice(row))
        self.found.say("\n".join(plain_sentence(one) for one in row.findings))
        self._say_terms(row, [term for _start, _end, term in in_source])
        self._say_rule(row)
        doubtful = row.status in (FUZZY, OUTDATED)
        self._shows_source = row.to_do
        self.take.setText(_("Take it as right") if doubtful else _("Done, next"))
        self.take.setToolTip(f"{self.take.text()}  Ctrl+Enter")
        self.keep.setVisible(bool(row.text) and row.status not in (FUZZY, OUTDATED, BY_RULE, MISSING))
        self.copy.setText(fill(_("Copy {language}"), {"language": language_name(self._own)}))
        self.copy.setVisible(not row.text)
        self.by_rule.setVisible(row.own and row.key.language in DERIVED)

    def _say_changed(self, row: Row) -> None:
        if not row.was or row.was == row.source:
            self.changed.say("")
            return
        parts: list[str] = []
        before = ""
        for how, words in word_changes(parse(row.was).text, parse(row.source).text):
            text = escape(words)
            if how == "new" and before == "gone":
                parts.append("&nbsp;")
            parts.append({"gone": f"<s>{text}</s>", "new": f"<b>{text}</b>"}.get(how, text))
            before = how
        sentence = _("{language} has changed since this was translated: {changes}")
        self.changed.say(
            fill(
                escape(sentence),
                {"language": escape(language_name(self._own)), "changes": "".join(parts)},
            )
        )

    def _advice(self, row: Row) -> str:
        known = KINDS[self._kind].field(row.key.field)
        words = []
        if row.status in (FUZZY, OUTDATED):
            sentence = _("Until it is taken as right the card shows {language}.")
            words.append(fill(sentence, {"language": language_name(self._own)}))
        if row.right_answer:
            words.append(_("This is the right answer."))
        if "**" in row.source:
            words.append(_("Select the words that carry the emphasis, with Ctrl+B."))
        if known and known.words and not row.text:
            words.append(plural("About {count} word.", "About {count} words.", known.words))
        if self._read != self._own:
            words.append(
                fill(
                    _("{language}: {text}"),
                    {"language": language_name(self._own), "text": parse(row.source).text},
                )
            )
        return "  ".join(words)

    def _say_terms(self, row: Row, terms: list[Term]) -> None:
        said = []
        for term in dict.fromkeys(terms):
            used = bool(row.text) and uses(term, row.text)
            sentence = _("{term} is {translation}.")
            if row.text and not used:
                sentence = _("{term} is {translation}: not used here.")
            values = {"term": _isolated(term.source), "translation": _isolated(term.text)}
            said.append(fill(escape(sentence), values))
        self.glossary.say("&nbsp; ".join(said))

    def _say_rule(self, row: Row) -> None:
        origin = DERIVED.get(row.key.language)
        if origin is None:
            self.rule.say("")
            return
        values = {"language": language_name(self._name), "origin": language_name(origin)}
        if row.own:
            sentence = _("Somebody wrote this in {language}; it stands instead of what the rule gives.")
        else:
            sentence = _(
                "{language} is written by rule from {origin}. Change it only where it must differ."
            )
        self.rule.say(fill(sentence, values))

    def show_fits(self, fits: list[tuple[str, Fit | None]]) -> None:
        """Mark the sizes, and say what to cut where it does not fit."""
        name = self.row.key.field
        if self._shows_source:
            fits = []  # the card has another text than the field
        self.budget.set_fits(name, fits)
        over = [(ratio, fit) for ratio, fit in fits if fit is not None and fit.of(name) == OVER]
        self.field.set_state("error" if over else "")
        words = ""
        if over:
            ratio, fit = max(over, key=lambda pair: pair[1].cut)
            short = _("Too long for {ratio}.")
            if fit.cut and fit.by_word:
                short = _("Too long for {ratio}: cut about {count} words.")
            elif fit.cut:
                short = _("Too long for {ratio}: cut about {count} letters.")
            words = fill(short, {"ratio": ratio, "count": fit.cut})
        self.fit.say(words)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The ground, and the bar at the start that marks the open row."""
        now = theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), now.color("field"))
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        width = now.px(4)
        painter.fillRect(self.width() - width if rtl else 0, 0, width, self.height(), now.color("link"))
        painter.setPen(now.color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as there is room."""
        return QSize(600, super().sizeHint().height())

    # --- what can be done ----------------------------------------------------------------------

    def _copy(self) -> None:
        self.field.set_text(self.row.source)
        self._desk.type_text(self.row.key, self.row.source)
        self.field.setFocus()

    def _open_terms(self) -> None:
        self.terms.setVisible(not self.terms.isVisible())
        if self.terms.isVisible():
            self.term_source.setText(self.source.textCursor().selectedText())
            self.term_text.setText(self.field.textCursor().selectedText())
            (self.term_text if self.term_source.text() else self.term_source).setFocus()

    def _fix(self) -> None:
        if self.term_source.text().strip():
            self.fixed.emit(self.term_source.text(), self.term_text.text())
            self.terms.hide()

    def set_terms(self, terms: tuple[Term, ...]) -> None:
        """The glossary has changed."""
        self._terms = terms
        self.show_row(self.row)

    def _open_comment(self) -> None:
        shown = self.comment.isVisible()
        self._show_comment(not shown or bool(self.comment.text()))
        if not shown:
            self.comment.setFocus()

    def _show_comment(self, on: bool) -> None:
        self.comment.setVisible(on)
        self._comment_label.setVisible(on)

    def go_on(self, position: int) -> None:
        """Put the cursor where somebody was writing."""
        cursor = self.field.textCursor()
        cursor.setPosition(min(position, self.field.document().characterCount() - 1))
        self.field.setTextCursor(cursor)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> bool:
        """Close the newest thing that is open in here."""
        if self.terms.isVisible():
            self.terms.hide()
            self.field.setFocus()
            return True
        return False
