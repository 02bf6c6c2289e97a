"""Hashtags as chips, and a line to add one.

In: the hashtags of a post. Out: the list as somebody wants it. The campaign's own is always there and
can't be taken away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCompleter,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from studio.caption.hashtags import CAMPAIGN, key, normalized
from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.ui.flow_layout import FlowLayout
from studio.ui.theme import theme
from studio.ui.widgets import icon_button, label, look, restyle


class TagField(QFrame):
    """Chips and a line in one frame; ``wished`` gives the new list of hashtags, without ``#``."""

    wished = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        look(self, "inputbox")
        self._tags: tuple[str, ...] = ()
        self._flow = FlowLayout(self)
        self._flow.setContentsMargins(theme().px(9), theme().px(4), theme().px(9), theme().px(4))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.line = _TagLine()
        self.line.returnPressed.connect(self._add)
        self.line.emptied.connect(lambda: self._wish(self._tags[:-1]) if self._tags else None)
        self.line.entered.connect(self._show_focus)
        self.refused = label("", wrap=True)
        self.refused.setProperty("status", "error")
        self.refused.hide()
        self._chips: list[QWidget] = []
        self.set_tags((), ())

    def set_tags(self, tags: Sequence[str], known: Iterable[str]) -> None:
        """Show these hashtags; ``known`` are offered while one types."""
        self._tags = tuple(tags)
        while self._flow.takeAt(0) is not None:
            pass
        for chip in self._chips:
            chip.hide()
            chip.deleteLater()
        own = [tag for tag in self._tags if key(normalized(tag)) != key(CAMPAIGN)]
        self._chips = [self._chip(CAMPAIGN, fixed=True), *(self._chip(tag) for tag in own)]
        for chip in (*self._chips, self.line):
            self._flow.addWidget(chip)
            chip.show()
        completer = QCompleter(list(known), self.line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(completer)
        self.updateGeometry()

    def _show_focus(self, there: bool) -> None:
        """The frame round chips and line is the field that has the focus."""
        self.setProperty("state", "focus" if there else "")
        restyle(self)

    def tags(self) -> tuple[str, ...]:
        """The hashtags that are shown, without the campaign's."""
        return self._tags

    def _chip(self, tag: str, *, fixed: bool = False) -> QWidget:
        chip = QFrame()
        look(chip, "chip")
        chip.setLayoutDirection(self.layoutDirection())
        row = QHBoxLayout(chip)
        start, end = theme().px(9), theme().px(9 if fixed else 1)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        row.setContentsMargins(end if rtl else start, 0, start if rtl else end, 0)
        row.setSpacing(theme().px(5))
        row.addWidget(label(f"#{tag}", "label"))
        if fixed:
            row.addWidget(label(_("always"), "small"))
        else:
            words = fill(_("Take away #{tag}"), {"tag": tag})
            away = icon_button("cross", words, lambda: self._drop(tag), size=12)
            away.setProperty("look", "chip")
            row.addWidget(away)
        chip.setFixedHeight(theme().px(24))
        return chip

    def _drop(self, tag: str) -> None:
        self._wish(tuple(one for one in self._tags if one != tag))

    def _add(self) -> None:
        text = self.line.text()
        words = [word for word in text.replace("#", " #").split("#") if word.strip()]
        new = [normalized(word) for word in words]
        bad = [word.strip() for word, tag in zip(words, new, strict=True) if not tag]
        self.refused.setVisible(bool(bad))
        if bad:
            message = _("“{tag}” can't be a hashtag: use letters, digits and _, with a letter.")
            self.refused.setText(fill(message, {"tag": bad[0]}))
            return
        self.line.clear()
        self._wish((*self._tags, *new))

    def _wish(self, tags: tuple[str, ...]) -> None:
        once: dict[str, str] = {key(CAMPAIGN): CAMPAIGN}
        for tag in tags:
            once.setdefault(key(tag), tag)
        wished = tuple(once.values())[1:]
        if wished != self._tags:
            self.wished.emit(wished)


class _TagLine(QLineEdit):
    """Backspace in the empty line takes the last chip away."""

    emptied = Signal()
    entered = Signal(bool)
    """The focus came (True) or went."""

    def __init__(self) -> None:
        super().__init__()
        look(self, "bare")
        self.setPlaceholderText(_("Add a hashtag"))
        self.setAccessibleName(_("Add a hashtag"))
        self.setMinimumWidth(theme().px(130))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """See the class; a comma or a space ends a hashtag too."""
        if event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
            return
        if event.text() in (",", " ", "،", "、") and self.text().strip():
            self.returnPressed.emit()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """See :attr:`entered`."""
        super().focusInEvent(event)
        self.entered.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """See :attr:`entered`."""
        super().focusOutEvent(event)
        self.entered.emit(False)
