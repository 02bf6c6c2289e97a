"""Small pieces that every page is made of.

In: words (already translated), names of icons. Out: widgets with accessible names, the looks of the
style sheet, and no meaning of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.ui.icons import draw_icon, icon, pixmap
from studio.ui.theme import theme

ICON_OF = {
    "ok": "check",
    "warn": "floor",
    "error": "stop",
    "empty": "ring",
    "draft": "pencil",
    "look": "eye",
}
"""The icon of each status; a status is always colour, icon and word."""


def restyle(widget: QWidget) -> None:
    """Let the style sheet look at a widget's dynamic properties again."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def look(widget: QWidget, name: str) -> None:
    """Give a widget a look of the style sheet."""
    widget.setProperty("look", name)
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
    restyle(widget)


def label(text: str, kind: str = "", *, wrap: bool = False) -> QLabel:
    """A text in one of the looks ``small hint second label heading strong subtitle title``."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if kind:
        made.setProperty("look", kind)
    return made


def button(
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    icon_name: str = "",
    kind: str = "",
    shortcut: str = "",
    tip: str = "",
) -> QPushButton:
    """A push button; ``kind`` is a look (``primary large plain link small``)."""
    made = QPushButton(text)
    if kind:
        made.setProperty("look", kind)
    color = "on_accent" if kind in ("primary", "large") else "link" if kind == "link" else "ink"
    if icon_name:
        made.setIcon(icon(icon_name, color))
        side = theme().px(14 if kind == "small" else 17)
        made.setIconSize(QSize(side, side))
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    _tip(made, tip or text, shortcut)
    made.setAutoDefault(False)
    return made


def icon_button(
    name: str,
    text: str,
    clicked: Callable[[], object] | None = None,
    *,
    shortcut: str = "",
    size: int = 18,
) -> QToolButton:
    """A button that is only an icon; ``text`` is its accessible name and its tool tip."""
    made = QToolButton()
    made.setProperty("look", "icon")
    made.setIcon(icon(name))
    made.setIconSize(QSize(theme().px(size), theme().px(size)))
    made.setAccessibleName(text)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    _tip(made, text, shortcut)
    if clicked is not None:
        made.clicked.connect(lambda _checked=False: clicked())
    return made


def menu_button(
    text: str, menu: QMenu, *, icon_name: str = "", kind: str = "", tip: str = ""
) -> QToolButton:
    """A button that opens a menu, with a small arrow after its words."""
    made = MenuButton(text, icon_name, kind)
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    if tip:
        made.setToolTip(tip)
    return made


def _tip(widget: QWidget, text: str, shortcut: str) -> None:
    widget.setToolTip(f"{text}  {shortcut}".strip() if shortcut else text)


class Elided(QLabel):
    """A text on one line that gives way where there is no room; its tool tip is the whole of it."""

    def __init__(self, text: str = "", kind: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if kind:
            self.setProperty("look", kind)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few letters."""
        return QSize(min(self.sizeHint().width(), theme().px(36)), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The beginning of the text, by reading direction."""
        painter = QPainter(self)
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        self.setToolTip("" if shown == self.text() else self.text())
        start = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(room, int(start | Qt.AlignmentFlag.AlignVCenter), shown)


class MenuButton(QToolButton):
    """Words, an optional icon before them and an arrow behind; elides where there is no room."""

    def __init__(self, text: str = "", icon_name: str = "", kind: str = "") -> None:
        super().__init__()
        self._icon = icon_name
        self._icon_color = "ink"
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if kind:
            self.setProperty("look", kind)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str, icon_name: str | None = None, color: str = "ink") -> None:
        """Other words, and perhaps another icon."""
        self.setText(text)
        self.setAccessibleName(text)
        if icon_name is not None:
            self._icon = icon_name
        self._icon_color = color
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Room for everything."""
        text = self.fontMetrics().horizontalAdvance(self.text()) + 2 if self.text() else 0
        extra = theme().px(18) + (theme().px(24) if self._icon else 0) + theme().px(24)
        return QSize(text + extra, max(super().sizeHint().height(), theme().px(32)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the icon and the arrow and a few letters."""
        return QSize(min(self.sizeHint().width(), theme().px(76)), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The frame of the style sheet, then icon, words, arrow by reading direction."""
        from PySide6.QtWidgets import QStyleOptionToolButton

        option = QStyleOptionToolButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = icon("check")
        option.iconSize = QSize(0, 0)
        option.features = QStyleOptionToolButton.ToolButtonFeature.None_
        painter = QPainter(self)
        self.style().drawComplexControl(QStyle.ComplexControl.CC_ToolButton, option, painter, self)
        color = theme().color("ink" if self.isEnabled() else "disabled")
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        area = QRectF(self.rect()).adjusted(theme().px(10), 0, -theme().px(10), 0)
        side = theme().px(17)

        def at(start: float, width: float) -> QRectF:
            left = area.right() - start - width if rtl else area.left() + start
            return QRectF(left, area.center().y() - side / 2, width, side)

        used = 0.0
        if self._icon:
            own = theme().color(self._icon_color) if self.isEnabled() else color
            draw_icon(painter, self._icon, at(0, side), own)
            used = theme().px(25)
        arrow = theme().px(13)
        draw_icon(painter, "down", at(area.width() - arrow, arrow), color)
        room = area.width() - used - arrow - theme().px(6)
        if self.text() and room > 0:
            painter.setPen(color)
            painter.setFont(self.font())
            shown = QFontMetrics(self.font()).elidedText(
                self.text(), Qt.TextElideMode.ElideRight, int(room)
            )
            box = at(used, room)
            box.setTop(0)
            box.setBottom(self.height())
            start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
            painter.drawText(
                box, int(start | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute), shown
            )


class Status(QWidget):
    """Icon and word of a status: ``ok warn error empty draft look``."""

    def __init__(self, status: str = "", text: str = "", *, small: bool = True) -> None:
        super().__init__()
        self._icon, self._label = QLabel(), Elided("", "small" if small else "")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        row.addWidget(self._icon)
        row.addWidget(self._label, 1)
        self.set(status, text)

    def set(self, status: str, text: str, icon_name: str = "") -> None:
        """Show another status; an empty one shows nothing."""
        if not status:
            self.hide()
            return
        if self.parentWidget() is not None:  # it would be a window of its own otherwise
            self.show()
        colors = {"empty": "ink_2", "draft": "ink_2", "look": "warn"}
        color = colors.get(status, status)
        self._icon.setPixmap(
            pixmap(icon_name or ICON_OF[status], theme().px(14), color, self.devicePixelRatioF())
        )
        self._label.setText(text)
        self._label.setProperty("status", color)
        # Not the look of the same name: that is a filled strip.
        self._label.setProperty("look", "small" if color == "ink_2" else "")
        restyle(self._label)
        self.setAccessibleName(text)


class Pill(QLabel):
    """A small rounded word or number in the colours of a status."""

    def __init__(self, text: str = "", status: str = "") -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.set(text, status)

    def set(self, text: str, status: str = "") -> None:
        """Other words, another status (``ok warn error`` or empty)."""
        now = theme()
        fill = now.colors[f"{status}_fill"] if status else now.colors["pressed"]
        ink = now.colors[status] if status else now.colors["ink_2"]
        self.setText(text)
        self.setStyleSheet(
            f"QLabel {{ background: {fill}; color: {ink}; border-radius: {now.px(8)}px;"
            f" font-weight: 700; font-size: {now.px(12)}px; padding: {now.px(1)}px {now.px(7)}px; }}"
        )


class CheckBox(QCheckBox):
    """A check box drawn with the window's accent and check; with ``wrap`` its words take more lines
    where they must."""

    def __init__(self, text: str = "", *, wrap: bool = False) -> None:
        super().__init__(text)
        self._wrap = wrap
        if wrap:
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """As many lines as the words take."""
        room = QRect(0, 0, width - theme().px(26), 10_000)
        words = self.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), self.text())
        return max(theme().px(28), words.height() + theme().px(8)) if self._wrap else -1

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Words that wrap may be narrow."""
        return QSize(theme().px(90), theme().px(28)) if self._wrap else super().minimumSizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Box, check, words, by reading direction."""
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = now.px(16)
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() - side - 1 if rtl else 1
        box = QRectF(left, (self.height() - side) / 2, side, side)
        on = self.checkState() is not Qt.CheckState.Unchecked
        enabled = self.isEnabled()
        painter.setPen(now.color("accent" if on and enabled else "edge"))
        painter.setBrush(now.color("accent" if enabled else "edge") if on else now.color("field"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            name = "check" if self.checkState() is Qt.CheckState.Checked else "minus"
            draw_icon(painter, name, box.adjusted(2, 2, -2, -2), now.color("on_accent"))
        if self.hasFocus():
            painter.setPen(now.color("link"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setPen(now.color("ink" if enabled else "disabled"))
        painter.setFont(self.font())
        gap = side + now.px(9)
        words = self.rect().adjusted(0 if rtl else gap, 0, -gap if rtl else 0, 0)
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        align = int(start | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute)
        shown = self.text()
        if self._wrap:
            align |= int(Qt.TextFlag.TextWordWrap)
        else:
            shown = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, align, shown)

    def sizeHint(self) -> QSize:  # noqa: N802
        """Box and words."""
        width = theme().px(28) + self.fontMetrics().horizontalAdvance(self.text())
        return QSize(width, theme().px(28))

    def hitButton(self, _position: QPoint) -> bool:  # noqa: N802
        """The words are part of it."""
        return True


def has_keys(option: QStyleOptionViewItem) -> bool:
    """Whether the list that an item is painted for has the focus in its window."""
    view = getattr(option, "widget", None)
    return isinstance(view, QWidget) and view.window().focusWidget() is view


def focus_ring(painter: QPainter, option: QStyleOptionViewItem, box: QRectF) -> None:
    """Shows in a list that an item has the focus."""
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme().color("link"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 6, 6)


class SearchField(QLineEdit):
    """A line to search with; ``wished`` comes a moment after the last letter."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)
        self.addAction(
            QAction(icon("search", "ink_2"), "", self), QLineEdit.ActionPosition.LeadingPosition
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape empties it first."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)


class Note(QFrame):
    """One sentence in a coloured strip, with at most one or two things to do about it."""

    def __init__(self, status: str, text: str = "", detail: str = "") -> None:
        """``status`` is ``error``, ``warn`` or ``info``."""
        super().__init__()
        look(self, status)
        self._icon = QLabel()
        color = "link" if status == "info" else status
        name = "info" if status == "info" else ICON_OF[status]
        self._icon.setPixmap(pixmap(name, theme().px(17), color, self.devicePixelRatioF()))
        self.words, self.detail = label(text, "strong", wrap=True), label(detail, "", wrap=True)
        self.detail.setVisible(bool(detail))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.words)
        column.addWidget(self.detail)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 8, 10, 8)
        self._row.setSpacing(10)
        self._row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(column, 1)

    def set(self, text: str, detail: str = "") -> None:
        """Other words."""
        self.words.setText(text)
        self.detail.setText(detail)
        self.detail.setVisible(bool(detail))

    def add(self, widget: QWidget) -> None:
        """One more thing to do about it."""
        self._row.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)


class Empty(QWidget):
    """An empty place that says what belongs here and how to begin."""

    def __init__(self, title: str, text: str = "", buttons: Iterable[QWidget] = ()) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 32, 32, 32)
        column.setSpacing(10)
        column.addStretch(2)
        self.title, self.text = label(title, "title", wrap=True), label(text, "second", wrap=True)
        for one in (self.title, self.text):
            one.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(one)
            if not one.text():
                one.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for made in buttons:
            row.addWidget(made)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(3)


def line(*, vertical: bool = False) -> QFrame:
    """A separator."""
    made = QFrame()
    look(made, "line")
    if vertical:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made


def clear_layout(layout: QLayout) -> None:
    """Take everything out of a layout and delete its widgets."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)


def choice_list(names: Sequence[str], words: str) -> QListWidget:
    """A list of a few names at the start side of a page; ``words`` is what it is called."""
    made = QListWidget()
    made.setAccessibleName(words)
    made.setFixedWidth(theme().px(210))
    for name in names:
        item = QListWidgetItem(name, made)
        item.setSizeHint(QSize(0, theme().px(34)))
    return made


def back_bar(title: str, words: str, back: Callable[[], object]) -> QHBoxLayout:
    """The head of a page that is not a tab: the way back in ``words``, then its title."""
    row = QHBoxLayout()
    row.setContentsMargins(16, 10, 16, 10)
    row.setSpacing(10)
    row.addWidget(button(words, back, icon_name="left", kind="plain"))
    row.addWidget(label(title, "subtitle"))
    row.addStretch(1)
    return row
