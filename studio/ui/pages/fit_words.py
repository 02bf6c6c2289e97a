"""How a text fits, in words and with a colour and an icon beside them.

In: marks, names. Out: whole phrases in the window's language; small widgets that show them.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from studio.diagnostics import N_, fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.text.markup import parse
from studio.ui.icons import pixmap
from studio.ui.naming import language_name
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF, label, restyle
from studio.workspace.fitmatrix import BROKEN, UNKNOWN, Mark
from studio.workspace.fitting import FITS, FLOOR, OVER, Fit

_STATES = {
    UNKNOWN: N_("not checked yet"),
    FITS: N_("fits"),
    FLOOR: N_("at the limit"),
    OVER: N_("too long"),
    BROKEN: N_("can't be made"),
}


def mark_words(title: str, language: str, ratio: str, mark: Mark) -> str:
    """A mark for somebody who does not see it: “Looks fake, Serbian, 16:9, too long, cut about 9
    words”."""
    values = {"post": title, "language": language_name(language), "ratio": ratio}
    return fill(_("{post}, {language}, {ratio}, {state}"), {**values, "state": _state(mark)})


def _state(mark: Mark) -> str:
    if mark.state == OVER and mark.cut:
        if mark.by_word:
            return plural(
                "too long, cut about {count} word", "too long, cut about {count} words", mark.cut
            )
        return plural(
            "too long, cut about {count} letter", "too long, cut about {count} letters", mark.cut
        )
    return _(_STATES[mark.state])


def cut_words(count: int, *, by_word: bool) -> str:
    """How much must go: “Cut about 9 words.”; empty if that is not known."""
    if not count:
        return ""
    if by_word:
        return plural("Cut about {count} word.", "Cut about {count} words.", count)
    return plural("Cut about {count} letter.", "Cut about {count} letters.", count)


def reason_words(fit: Fit, field: str, ratio: str) -> str:
    """Why a card does not fit, in sentences; ``field`` is the name of the text that it is about."""
    values = {"field": field, "ratio": ratio}
    if fit.state == FITS:
        return fill(_("All of it fits in {ratio}."), values)
    if fit.state == FLOOR:
        return fill(_("{field} is at the limit in {ratio}."), values)
    if not field:
        return fill(_("The texts are too long for {ratio}. Shorten several of them."), values)
    words = fill(_("{field} is too long for {ratio}."), values)
    return f"{words} {cut_words(fit.cut, by_word=fit.by_word)}".strip()


def room_words(text: str, fit: Fit) -> str:
    """How long a text is and how long it may be: “35 words, room for 26”."""
    if not fit.cut:
        return ""
    plain = parse(text).text
    count = len(plain.split()) if fit.by_word else len(plain)
    if fit.by_word:
        words = plural("{count} word, room for {room}", "{count} words, room for {room}", count)
    else:
        words = plural("{count} letter, room for {room}", "{count} letters, room for {room}", count)
    return fill(words, {"room": max(0, count - fit.cut)})


class CountChip(QWidget):
    """A count in the colours of a status, with its icon."""

    def __init__(self, status: str) -> None:
        super().__init__()
        now = theme()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setObjectName("chip")
        self.setStyleSheet(
            f"#chip {{ background: {now.colors[f'{status}_fill']}; border-radius: {now.px(11)}px; }}"
        )
        self.setFixedHeight(now.px(22))
        mark, self.words = QLabel(), label("")
        mark.setPixmap(pixmap(ICON_OF[status], now.px(13), status, self.devicePixelRatioF()))
        self.words.setProperty("status", status)
        row = QHBoxLayout(self)
        row.setContentsMargins(now.px(9), 0, now.px(10), 0)
        row.setSpacing(now.px(5))
        row.addWidget(mark)
        row.addWidget(self.words)

    def say(self, words: str) -> None:
        """Show other words."""
        self.words.setText(words)
        self.setAccessibleName(words)


class Reason(QWidget):
    """Why something does not fit: an icon and sentences that wrap."""

    def __init__(self) -> None:
        super().__init__()
        self._mark, self.words = QLabel(), label("", wrap=True)
        policy = self.words.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Expanding)
        self.words.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, theme().px(4), 0, theme().px(2))
        row.setSpacing(theme().px(8))
        row.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)

    def say(self, status: str, words: str) -> None:
        """``status`` is ``ok``, ``warn`` or ``error``."""
        self._mark.setPixmap(pixmap(ICON_OF[status], theme().px(16), status, self.devicePixelRatioF()))
        self.words.setText(words)
        self.words.setProperty("status", status)
        restyle(self.words)
        self.setAccessibleName(words)
