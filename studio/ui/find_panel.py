"""Find or do: one line that finds posts, texts, settings and help, and does what the window can do.

In: what is typed. Out: a post or a text opened, a command run, a setting or a page of help shown. It
goes with Esc or a click elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from studio.diagnostics import N_
from studio.l10n import translate as _
from studio.text.markup import parse
from studio.ui.commands import COMMANDS, shortcut_text
from studio.ui.icons import draw_icon
from studio.ui.naming import field_name, kind_name, language_name, post_title
from studio.ui.pages.help_page import HOW, TOPICS
from studio.ui.theme import theme
from studio.ui.widgets import SearchField, look
from studio.workspace.find import FoundText, Hit, find_posts, find_texts

if TYPE_CHECKING:
    from studio.ui.window import MainWindow

_MOST_POSTS, _MOST_TEXTS = 8, 12
_WIDTH, _HEIGHT, _ROW = 620, 440, 34
_FOUND = int(Qt.ItemDataRole.UserRole)

SETTINGS = (
    N_("General"),
    N_("The window speaks"),
    N_("Colours"),
    N_("Size of the letters"),
    N_("Your name, as it stands with your edits"),
    N_("Networks"),
    N_("Partner kits"),
    N_("Folders"),
    N_("Font sets"),
    N_("Keyboard"),
)
"""Words of the preferences that can be gone to: headings and names of settings, as they stand there."""


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the list: its words, what stands at their end, its icon, what it does."""

    words: str
    detail: str
    icon: str
    run: Callable[[], object]


class FindPanel(QFrame):
    """The line and its list."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self._window = window
        look(self, "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = SearchField(_("Find a post, a text, a setting, or do something"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("What was found"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(_Line(self.list))
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self.look_up)
        self.list.itemClicked.connect(self._run)
        self.found: list[Found] = []
        self.look_up("")

    def look_up(self, text: str) -> None:
        """Fill the list with what fits ``text``: commands that begin so, posts, texts, the rest."""
        commands = self._commands(text)
        begin = text.strip().casefold()
        first = [one for one in commands if len(begin) > 1 and one.words.casefold().startswith(begin)]
        hits = find_posts(self._window.desk.session, text, _MOST_POSTS)
        self.found = [
            *first,
            *map(self._post, hits),
            *self._texts(text, hits),
            *(one for one in commands if one not in first),
            *self._settings(text),
            *self._help(text),
        ]
        self.list.clear()
        for one in self.found:
            item = QListWidgetItem(f"{one.words}, {one.detail}" if one.detail else one.words)
            item.setData(_FOUND, one)
            self.list.addItem(item)
        if not self.found:
            nothing = QListWidgetItem(_("Nothing matches. Try fewer letters."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nothing)
        else:
            self.list.setCurrentRow(0)
            self._tell()

    def run_current(self) -> None:
        """Do what the chosen line says."""
        row = self.list.currentRow()
        if 0 <= row < len(self.found):
            chosen = self.found[row]
            self.close()
            chosen.run()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Up and down choose, Enter does it, Esc closes."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.found:
            self.list.setCurrentRow((self.list.currentRow() + step) % len(self.found))
            self._tell()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.run_current()
        elif event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        """The cursor stays in the field; who can't see the list hears its chosen line there."""
        item = self.list.currentItem()
        self.field.setAccessibleDescription(item.text() if item else "")

    def _run(self, _item: QListWidgetItem) -> None:
        self.run_current()

    # --- what can be found ---------------------------------------------------------------------

    def _post(self, hit: Hit) -> Found:
        desk = self._window.desk
        title = post_title(desk, hit.pack, hit.post)
        return Found(
            title, kind_name(hit.kind), "grid", partial(desk.go, "write", pack=hit.pack, post=hit.post)
        )

    def _texts(self, text: str, hits: tuple[Hit, ...]) -> list[Found]:
        desk = self._window.desk
        found = []
        for one in find_texts(desk.session, text, hits, _MOST_TEXTS):
            name = field_name(one.kind, one.key.field)
            plain = " ".join(parse(one.text).text.split())
            icon = "globe" if one.key.language else "pencil"
            found.append(
                Found(plain, f"{language_name(one.language)} · {name}", icon, partial(self._open, one))
            )
        return found

    def _open(self, one: FoundText) -> None:
        page = "translate" if one.key.language else "write"
        place = {"pack": one.key.pack, "post": one.key.post}
        self._window.desk.select(**place)
        self._window.desk.go(page, language=one.language, field=one.key.field)

    def _commands(self, text: str) -> list[Found]:
        keys = self._window.desk.preferences.keys
        return [
            Found(
                _(command.words),
                shortcut_text(command.name, keys),
                command.icon or "right",
                partial(self._window.run, command.name),
            )
            for command in COMMANDS
            if command.name != "find" and _holds(_(command.words), text)
        ]

    def _settings(self, text: str) -> list[Found]:
        if not text.strip():
            return []
        found = [_(words) for words in SETTINGS if _holds(_(words), text)]
        return [
            Found(words, _("Preferences"), "settings", partial(self._set, words)) for words in found
        ]

    def _set(self, words: str) -> None:
        """Show the preferences, scrolled to the setting of that name."""
        self._window.show_page("preferences")
        page = self._window.page("preferences")
        named = next((one for one in page.findChildren(QLabel) if one.text() == words), None)
        for area in page.findChildren(QScrollArea):
            if named is not None and area.isAncestorOf(named):
                page.grab()  # lays it out: it may be new
                area.ensureWidgetVisible(named, 0, area.height() // 3)

    def _help(self, text: str) -> list[Found]:
        if not text.strip():
            return []
        how = [
            Found(_(title), _("Help"), "help", partial(self._show_help, "how", _(title)))
            for title, words in HOW
            if _holds(f"{_(title)} {_(words)}", text)
        ]
        named = {_(command.words) for command in COMMANDS}
        topics = [
            Found(_(title), _("Help"), "help", partial(self._show_help, topic, ""))
            for topic, title in TOPICS.items()
            if _holds(_(title), text) and _(title) not in named
        ]
        return [*how, *topics]

    def _show_help(self, topic: str, title: str) -> None:
        self._window.show_page("help")
        page = self._window.page("help")
        page.show_topic(topic)  # type: ignore[attr-defined]
        if title:
            page.view.find(title)  # type: ignore[attr-defined]


def _holds(words: str, text: str) -> bool:
    """Whether all words that were typed occur."""
    folded = words.casefold()
    return all(part in folded for part in text.casefold().split())


class _Line(QStyledItemDelegate):
    """Icon and words at the start, what it is at the end."""

    def sizeHint(  # noqa: N802
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """All are alike."""
        return QSize(0, theme().px(_ROW))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """By reading direction; the end gives way last."""
        now, found = theme(), index.data(_FOUND)
        if not isinstance(found, Found):
            super().paint(painter, option, index)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(option.rect).adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now.color("selected"))
            painter.drawRoundedRect(area, 6, 6)
        rtl = option.direction is Qt.LayoutDirection.RightToLeft
        area.adjust(now.px(10), 0, -now.px(10), 0)
        side = now.px(17)
        left = area.right() - side if rtl else area.left()
        where = QRectF(left, area.center().y() - side / 2, side, side)
        draw_icon(painter, found.icon, where, now.color("ink_2"))
        gap = side + now.px(10)
        area.adjust(0 if rtl else gap, 0, -gap if rtl else 0, 0)
        self._words(painter, found, area, rtl=rtl)
        painter.restore()

    def _words(self, painter: QPainter, found: Found, area: QRectF, *, rtl: bool) -> None:
        now, flag = theme(), Qt.AlignmentFlag
        start, end = (flag.AlignRight, flag.AlignLeft) if rtl else (flag.AlignLeft, flag.AlignRight)
        base = flag.AlignVCenter | flag.AlignAbsolute
        painter.setFont(now.font("small"))
        metrics = painter.fontMetrics()
        detail = metrics.elidedText(found.detail, Qt.TextElideMode.ElideRight, int(area.width() * 0.45))
        painter.setPen(now.color("ink_2"))
        painter.drawText(area, int(end | base), detail)
        room = area.width() - metrics.horizontalAdvance(detail) - now.px(14)
        painter.setFont(now.font("control"))
        painter.setPen(now.color("ink"))
        words = painter.fontMetrics().elidedText(found.words, Qt.TextElideMode.ElideRight, int(room))
        painter.drawText(area, int(start | base), words)


def show_find(window: MainWindow) -> FindPanel:
    """Open the panel under the top bar."""
    panel = FindPanel(window)
    width = min(theme().px(_WIDTH), window.width() - 40)
    panel.resize(width, min(theme().px(_HEIGHT), window.height() - 80))
    panel.move(window.mapToGlobal(QPoint((window.width() - width) // 2, theme().px(54))))
    panel.show()
    panel.field.setFocus()
    return panel
