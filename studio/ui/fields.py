"""Where people write: a field that grows with its text, and the line that says where it fits.

In: texts with ``**emphasis**`` marks, a language. Out: the same texts as they are typed. The marks are
not shown: emphasised words are painted as the brand selects them. Undo belongs to the library, not to
the field, so that it works across fields and posts.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from studio.model.language import Language
from studio.text.markup import parse
from studio.ui.calm import calm
from studio.ui.icons import draw_icon
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF, restyle
from studio.workspace.fitting import FITS, FLOOR, OVER, Fit

_EMPHASIS = int(QTextFormat.Property.UserProperty) + 1
STATUS_OF = {FITS: "ok", FLOOR: "warn", OVER: "error"}
"""The status (of :data:`~studio.ui.widgets.ICON_OF`) of each state of a fit."""


class PlainField(QPlainTextEdit):
    """A text field of as many lines as its text has.

    ``edited`` gives the whole text after each change by a person, marks included; ``left`` comes when
    the focus goes; ``entered`` when it comes. ``emphasis``: words can be selected with Ctrl+B.
    """

    edited = Signal(str)
    left = Signal()
    entered = Signal()

    def __init__(
        self, name: str, *, emphasis: bool = False, single: bool = False, lines: int = 1
    ) -> None:
        """``name`` is the accessible name; ``single``: Enter makes no new line; at least ``lines``
        high."""
        super().__init__()
        self._emphasis, self._single, self._lines = emphasis, single, lines
        self._filling = False
        self.setAccessibleName(name)
        self.setUndoRedoEnabled(False)
        calm(self)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme().font("input"))
        self.document().setDocumentMargin(2)
        self.textChanged.connect(self._changed)

    def set_language(self, language: Language, font: object = None) -> None:
        """Write in the direction of a language, and in its font (``WindowFonts.writing``)."""
        option = self.document().defaultTextOption()
        rtl = language.rtl
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        # A text layout knows no leading edge.
        edge = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)
        if font is not None:
            self.setFont(font)  # type: ignore[arg-type]
        self._grow()

    def text(self) -> str:
        """The text with its marks."""
        out: list[str] = []
        block = self.document().begin()
        while block.isValid():
            if out:
                out.append("\n")
            marked = False
            fragments = block.begin()
            while not fragments.atEnd():
                fragment = fragments.fragment()
                on = bool(fragment.charFormat().property(_EMPHASIS))
                if on != marked:
                    out.append("**")
                    marked = on
                out.append(_escaped(fragment.text()) if self._emphasis else fragment.text())
                fragments += 1
            if marked:
                out.append("**")
            block = block.next()
        return "".join(out).replace("\u2028", "\n")

    def set_text(self, text: str) -> None:
        """Show a text; the cursor stays where it is if it can. Nobody is told."""
        if text == self.text():
            return
        where = self.textCursor().position()
        self._filling = True
        try:
            marked = parse(text) if self._emphasis else None
            plain = marked.text if marked else text
            # A new text would take on the look of the word at the cursor.
            whole = QTextCursor(self.document())
            whole.select(QTextCursor.SelectionType.Document)
            whole.setCharFormat(QTextCharFormat())
            self.setCurrentCharFormat(QTextCharFormat())
            self.setPlainText(plain)
            for start, end in marked.spans if marked else ():
                self._mark(units(plain, start), units(plain, end), on=True)
        finally:
            self._filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(where, self.document().characterCount() - 1))
        self.setTextCursor(cursor)
        self._grow()

    def set_state(self, state: str) -> None:
        """``error`` paints the border in the colour of a problem; empty does not."""
        if self.property("state") != state:
            self.setProperty("state", state)
            restyle(self)

    def toggle_emphasis(self) -> None:
        """Select the chosen words, or unselect them; without any the word at the cursor."""
        if not self._emphasis:
            return
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        chosen = cursor.selectedText()
        start += len(chosen) - len(chosen.lstrip())
        end -= len(chosen) - len(chosen.rstrip())
        if start >= end:
            return
        probe = QTextCursor(cursor)
        probe.setPosition(start + 1)
        on = not bool(probe.charFormat().property(_EMPHASIS))
        self._mark(start, end, on=on)
        self._tell()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As wide as there is room, as high as the text."""
        return QSize(200, self._height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few letters."""
        return QSize(80, self._height())

    def _mark(self, start: int, end: int, *, on: bool) -> None:
        look = QTextCharFormat()
        look.setProperty(_EMPHASIS, on)
        now = theme()
        if on:
            look.setBackground(now.color("accent"))
            look.setForeground(now.color("on_accent"))
        else:
            look.setBackground(Qt.BrushStyle.NoBrush)
            look.setForeground(now.color("ink"))
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)

    def _changed(self) -> None:
        self._grow()
        if not self._filling:
            self._tell()

    def _tell(self) -> None:
        if not self._filling:
            self.edited.emit(self.text())

    def _height(self) -> int:
        """Room for every line in its own font: Arabic and Thai lines are taller than Latin ones."""
        inside, block = 0.0, self.document().begin()
        places = self.document().documentLayout()
        while block.isValid():
            # Lines are broken when somebody asks where they are, not when the text changes.
            places.blockBoundingRect(block)
            inside += max(block.layout().boundingRect().height(), self.fontMetrics().lineSpacing())
            block = block.next()
        if self.document().isEmpty() and self.placeholderText():
            inside = max(inside, self._hint_height())
        least = self._lines * self.fontMetrics().lineSpacing()
        margins = theme().px(10) + 6 + round(self.document().documentMargin() * 2)
        return math.ceil(max(inside, least)) + margins

    def _hint_height(self) -> float:
        """What stands there while the field is empty wraps like a text."""
        margin = round(self.document().documentMargin())
        room = QRect(0, 0, max(1, self.viewport().width() - 2 * margin), 10_000)
        flags = int(Qt.AlignmentFlag.AlignLeft) | int(Qt.TextFlag.TextWordWrap)
        return self.fontMetrics().boundingRect(room, flags, self.placeholderText()).height()

    def set_hint(self, words: str) -> None:
        """What stands there while the field is empty."""
        if words != self.placeholderText():
            self.setPlaceholderText(words)
            self._grow()

    def _grow(self) -> None:
        height = self._height()
        if height != self.height():
            self.setFixedHeight(height)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Lines may break elsewhere."""
        super().resizeEvent(event)
        self._grow()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Another font needs other heights."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Ctrl+B selects; Enter ends a single line; undo and redo are the window's."""
        if event.matches(QKeySequence.StandardKey.Bold):
            self.toggle_emphasis()
            return
        if event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo):
            event.ignore()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
            return
        if enter and self._single:
            self.focusNextChild()
            return
        if event.text() and self.textCursor().hasSelection():
            self._write_as_first()
        super().keyPressEvent(event)

    def _write_as_first(self) -> None:
        """What replaces chosen words looks as their first letter does, not as their last."""
        probe = self.textCursor()
        probe.setPosition(probe.selectionStart() + 1)
        self.setCurrentCharFormat(probe.charFormat())

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802
        """Paste plain text only, on one line where the field has one; spaces at its ends stay."""
        text = unicodedata.normalize("NFC", source.text())
        if self._single:
            text = " ".join(filter(None, text.strip("\r\n").splitlines()))
        self.textCursor().insertText(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802
        """Pictures that are dropped go to the page."""
        return source.hasText() and not source.hasUrls()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tell who is being written in."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """What was typed is stored at once."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()


def units(text: str, position: int) -> int:
    """A position in code points as Qt counts, in UTF-16."""
    return position + sum(ord(char) > 0xFFFF for char in text[:position])


def _escaped(text: str) -> str:
    return text.replace("**", "\\*\\*") if "**" in text else text


class Budget(QWidget):
    """One mark for each size: where a text fits, where it stands at the limit, where it does not fit.

    ``chosen`` gives the index of the size that was clicked.
    """

    chosen = Signal(int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__()
        self._marks: list[tuple[str, str]] = []
        self._areas: list[QRectF] = []
        self.setMinimumHeight(theme().px(20))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set(self, marks: Iterable[tuple[str, str]]) -> None:
        """``marks`` are (ratio, state): a state of a fit, ``""`` for a size that does not show the
        text, or ``?`` where nothing is known yet."""
        self._marks = [(ratio, state) for ratio, state in marks if state]
        words = {"?": "…", FITS: "✓", FLOOR: "↓", OVER: "✕"}
        self.setAccessibleName(", ".join(f"{ratio} {words[state]}" for ratio, state in self._marks))
        self.setVisible(bool(self._marks))
        self.update()

    def set_fits(self, field: str, fits: Iterable[tuple[str, Fit | None]]) -> None:
        """The marks of one field, from the fits of its card by ratio."""
        self.set((ratio, fit.of(field) if fit else "?") for ratio, fit in fits)

    def sizeHint(self) -> QSize:  # noqa: N802
        """One row."""
        return QSize(len(self._marks) * theme().px(58), theme().px(20))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Icon and ratio, by reading direction."""
        now = theme()
        painter = QPainter(self)
        painter.setFont(now.font("label"))
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._areas = []
        at = 2.0
        for ratio, state in self._marks:
            status = STATUS_OF.get(state, "empty")
            color = now.color("ink_3" if status == "empty" else status)
            words = painter.fontMetrics().horizontalAdvance(ratio)
            width = now.px(17) + words
            left = self.width() - at - width if rtl else at
            area = QRectF(left, 0, width, self.height())
            side = now.px(13)
            mark = QRectF(
                area.right() - side if rtl else area.left(), (self.height() - side) / 2, side, side
            )
            draw_icon(painter, ICON_OF[status], mark, color)
            painter.setPen(color)
            text = area.adjusted(0 if rtl else now.px(17), 0, -now.px(17) if rtl else 0, 0)
            painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter), ratio)
            self._areas.append(area)
            at += width + now.px(14)

    def mousePressEvent(self, event: object) -> None:  # noqa: N802
        """A click opens that size."""
        point = event.position()  # type: ignore[attr-defined]
        for index, area in enumerate(self._areas):
            if area.contains(point):
                self.chosen.emit(index)
                return
