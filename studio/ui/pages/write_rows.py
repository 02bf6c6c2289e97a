"""The rows of the Write page's form that hold texts.

In: the desk, the key of a text, the fits of its card. Out: the text as it is typed. A row is the name
of its field, what is wrong in a few words, the field, and one mark for each size.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.changes import Key
from studio.text.languages import language
from studio.text.markup import parse
from studio.ui.commands import shortcut_text
from studio.ui.desk import Desk
from studio.ui.fields import STATUS_OF, Budget, PlainField
from studio.ui.icons import icon
from studio.ui.theme import theme
from studio.ui.widgets import Elided, Status, button, label
from studio.workspace.fitting import FLOOR, OVER, Fit
from studio.workspace.postparts import composed_alt

Fits = list[tuple[str, Fit | None]]
"""The fit of a card in each size, by ratio; None where it is not known yet."""


def state_words(field: str, fits: Fits) -> tuple[str, str]:
    """The worst state of a field and what it means, in few words: (``error``, “16:9: cut about 9
    words”); two empty texts where all is well."""
    worst, words = "", ""
    for ratio, fit in fits:
        if fit is None:
            continue
        state = fit.of(field)
        values: dict[str, str | int | float] = {"ratio": ratio, "count": fit.cut}
        cut = fit.cut if field == fit.field else 0
        if state == OVER and cut and fit.by_word:
            short = plural(
                "{ratio}: cut about {count} word", "{ratio}: cut about {count} words", fit.cut
            )
        elif state == OVER and cut:
            short = plural(
                "{ratio}: cut about {count} letter", "{ratio}: cut about {count} letters", fit.cut
            )
        elif state == OVER:
            short = _("{ratio}: too long")
        elif state == FLOOR and not worst:
            short = _("{ratio}: at the limit")
        else:
            continue
        worst, words = state, fill(short, values)
        if state == OVER:
            break
    return STATUS_OF.get(worst, ""), words


def lines_words(field: str, fits: Fits) -> tuple[str, str]:
    """How many lines a field takes: in short (“2–3 lines”), and as a sentence; empty if that is not
    known of every size that shows it."""
    if any(fit is None for _ratio, fit in fits):
        return "", ""
    shown = [text for _ratio, fit in fits if fit and (text := fit.text(field))]
    if not shown:
        return "", ""
    least, most = min(text.lines for text in shown), max(text.lines for text in shown)
    short = plural("{count} line", "{count} lines", most)
    if least != most:
        short = fill(plural("{least}–{count} line", "{least}–{count} lines", most), {"least": least})
    if any(fit.of(field) == OVER for _ratio, fit in fits if fit):
        return short, ""
    if least == most:
        whole = plural(
            "Fits in {count} line in every size.", "Fits in {count} lines in every size.", most
        )
    else:
        whole = plural(
            "Fits in every size, in {count} line at most.",
            "Fits in every size, in {count} lines at most.",
            most,
        )
    return short, whole


class Row(QWidget):
    """A part of the form: its name, a state at the end of that line, and what stands below."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.head = Elided(name, "label")
        self.status = Status()
        self.line = QHBoxLayout()
        self.line.setSpacing(8)
        self.line.addWidget(self.head, 1)
        self.line.addWidget(self.status)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 8)
        self.column.setSpacing(4)
        self.column.addLayout(self.line)

    def refresh(self) -> None:
        """Show what is stored now."""

    def commit(self) -> None:
        """Store what is just being changed: the row goes away."""

    def take_focus(self) -> None:
        """Put the cursor where one changes it."""

    def fields(self) -> Iterable[str]:
        """The names of the fields and attributes that it changes."""
        return ()


class FieldRow(Row):
    """One text: its name, its field, where it fits.

    ``start`` stands before the field. A ``quiet`` row has marks only where it does not fit well: lists
    have many rows.
    """

    def __init__(
        self,
        desk: Desk,
        key: Key,
        name: str,
        *,
        emphasis: bool = False,
        single: bool = True,
        start: QWidget | None = None,
        quiet: bool = False,
    ) -> None:
        super().__init__(name)
        self.key = key
        self._quiet = quiet
        self._desk = desk
        self._alarm = ("", "")
        self.field = PlainField(name, emphasis=emphasis, single=single)
        self.budget = Budget()
        self.lines = label("", "hint")
        self.head.setBuddy(self.field)
        now = desk.selection.language
        self.field.set_language(language(now), desk.fonts.writing(language(now)))
        self.refresh()
        self.field.edited.connect(lambda text: desk.type_text(self.key, text))
        self.field.left.connect(lambda: desk.store(split=True))
        self.field.entered.connect(lambda: desk.select(field=self.key.field))
        if emphasis:
            self.line.addWidget(self._select_button())
        middle = QHBoxLayout()
        middle.setSpacing(8)
        if start is not None:
            middle.addWidget(start, 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self.field, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.budget, 1)
        below.addWidget(self.lines, 0, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(middle)
        self.column.addLayout(below)
        self.budget.set(())
        self.lines.hide()

    def _select_button(self) -> QWidget:
        keys = shortcut_text("select-words", self._desk.preferences.keys)
        made = button(f"{_('Select')}  {keys}".strip(), self._select, icon_name="select", kind="inline")
        made.setToolTip(_("Select or unselect the words"))
        made.setAccessibleName(_("Select or unselect the words"))
        made.setIcon(icon("select", "ink_2"))
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return made

    def _select(self) -> None:
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)
        self.field.toggle_emphasis()

    def refresh(self) -> None:
        """Show the text that is on the desk; in another language what the card shows where it is
        missing: what is written by rule, or the source."""
        self.field.set_text(self._desk.session.value(self.key))
        if self.key.language:
            self.field.set_hint(parse(self._shown_instead()).text)

    def _shown_instead(self) -> str:
        session, key = self._desk.session, self.key
        version = session.version(key.pack, key.post, key.language)
        shown = version.post.text(key.field) if version is not None else ""
        return shown or session.value(key._replace(language=""))

    def take_focus(self) -> None:
        """The cursor goes into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fields(self) -> Iterable[str]:
        """Its one text."""
        return (self.key.field,)

    def show_fits(self, fits: Fits) -> None:
        """Mark the sizes at once; a problem that has gone is taken away at once."""
        self.budget.set_fits(self.key.field, fits)
        short, whole = lines_words(self.key.field, fits)
        self.lines.setText(short)
        self.lines.setVisible(bool(short))
        fine = bool(whole) and self._alarm_free(fits)
        for widget in (self.budget, self.lines):
            widget.setVisible(widget.isVisibleTo(self) and not (self._quiet and fine))
        self._alarm = state_words(self.key.field, fits)
        tip = whole or self._alarm[1]
        for widget in (self.budget, self.lines):
            widget.setToolTip(tip)
        self.field.setAccessibleDescription(tip)
        if not self._alarm[0] or self.status.isVisibleTo(self):
            self.tell()

    def _alarm_free(self, fits: Fits) -> bool:
        return not state_words(self.key.field, fits)[0]

    def tell(self) -> None:
        """Say what is wrong; the page calls this when nothing was typed for a moment."""
        status, words = self._alarm
        self.status.set(status, words)
        self.field.set_state("error" if status == "error" else "")


class AltRow(FieldRow):
    """An alt text: what is made of the card stands in the field until somebody writes another."""

    def __init__(self, desk: Desk, key: Key, name: str) -> None:
        super().__init__(desk, key, name, single=False)
        self.field.textChanged.connect(self._count)
        self._count()

    def refresh(self) -> None:
        """Show the author's, and behind it the composed one."""
        self.field.set_text(self._desk.session.value(self.key))
        now = self._desk.selection
        composed = composed_alt(self._desk.session, now.pack, now.post, now.language, self.key.field)
        self.field.set_hint(composed)

    def _count(self) -> None:
        limits = [one.text.alt_limit for one in self._desk.networks() if one.text.alt_limit]
        text = self.field.toPlainText() or self.field.placeholderText()
        if not limits or not text:
            self.status.set("", "")
            return
        over = len(text) > min(limits)
        values: dict[str, str | int | float] = {
            "count": len(text),
            "most": min(limits),
        }
        self.status.set("warn" if over else "ok", fill(_("{count} of {most}"), values))

    def show_fits(self, fits: Fits) -> None:
        """It is on no card."""

    def tell(self) -> None:
        """Nothing to say beside its length."""
        self._count()


class Radio(QRadioButton):
    """One of several, drawn with the window's accent."""

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Ring, dot, words, by reading direction."""
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = now.px(16)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        ring = QRectF(self.width() - side - 2 if rtl else 2, (self.height() - side) / 2, side, side)
        painter.setPen(now.color("accent" if self.isChecked() else "edge"))
        painter.setBrush(now.color("field"))
        painter.drawEllipse(ring)
        if self.isChecked():
            painter.setBrush(now.color("accent"))
            painter.drawEllipse(ring.adjusted(4, 4, -4, -4))
        if self.hasFocus():
            painter.setPen(now.color("link"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if not self.text():
            return
        painter.setPen(now.color("ink"))
        painter.setFont(self.font())
        gap = side + now.px(9)
        words = self.rect().adjusted(0 if rtl else gap, 0, -gap if rtl else 0, 0)
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        align = int(start | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        painter.drawText(words, align, self.text())

    def sizeHint(self) -> QSize:  # noqa: N802
        """Ring and words."""
        words = self.fontMetrics().horizontalAdvance(self.text()) + theme().px(9) if self.text() else 0
        return QSize(theme().px(20) + words, theme().px(30))

    def hitButton(self, _position: object) -> bool:  # noqa: N802
        """The words are part of it."""
        return True
