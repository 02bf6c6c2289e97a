"""Tags of the selected posts, in a row above the bar: checked, partly checked, a field for a new one.

In: the tags that the posts carry. Out: :attr:`TagEditor.wished`. Nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QHBoxLayout, QLineEdit, QWidget

from studio.l10n import translate as _
from studio.ui.theme import theme
from studio.ui.widgets import CheckBox, clear_layout, icon_button, label, look

_MOST_SHOWN = 8
_MOST_LETTERS = 60


class TagEditor(QFrame):
    """The row; Esc closes it."""

    wished = Signal(str, bool)
    """A tag, and whether all selected posts shall carry it."""
    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        look(self, "foot")
        self.field = QLineEdit()
        self.field.setPlaceholderText(_("New tag"))
        self.field.setAccessibleName(_("New tag"))
        self.field.setMaxLength(_MOST_LETTERS)
        self.field.setFixedWidth(theme().px(190))
        self.field.returnPressed.connect(self._add)
        self._boxes = QHBoxLayout()
        self._boxes.setSpacing(14)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 8, 6)
        row.setSpacing(12)
        row.addWidget(label(_("Tags"), "strong"))
        row.addWidget(self.field)
        row.addLayout(self._boxes)
        row.addStretch(1)
        row.addWidget(label(_("Tags are yours alone; hashtags stand with the captions."), "small"))
        row.addWidget(icon_button("cross", _("Close"), self.closed.emit, size=14))
        self.hide()

    def show_tags(self, carried: Mapping[str, bool], known: Sequence[str]) -> None:
        """The tags of the selected posts, each with whether all carry it; ``known`` are offered."""
        focus = next((box.text() for box in self.findChildren(CheckBox) if box.hasFocus()), "")
        clear_layout(self._boxes)
        names = [*carried, *(name for name in known if name not in carried)][:_MOST_SHOWN]
        for name in names:
            box = CheckBox(name)
            box.setAccessibleName(name)
            if name in carried and not carried[name]:
                box.setCheckState(Qt.CheckState.PartiallyChecked)
            else:
                box.setChecked(name in carried)
            box.clicked.connect(
                lambda _on, tag=name: self.wished.emit(tag, not carried.get(tag, False))
            )
            self._boxes.addWidget(box)
            if name == focus:
                box.setFocus()
        completer = QCompleter(list(known), self.field)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)

    def panes(self) -> list[QWidget]:
        """For F6."""
        return [self.field]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Esc closes the row."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def _add(self) -> None:
        text = self.field.text().strip().removeprefix("#").strip()
        if text:
            self.field.clear()
            self.wished.emit(text, True)
