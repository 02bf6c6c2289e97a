"""A post as a network would show it, as plainly as it can be drawn: who, picture, text.

In: a caption report, a picture. Out: frames that show what stands before "more" and the whole text. No
network's own look is copied.
"""

from __future__ import annotations

import re
from html import escape

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.caption.grammar import find
from studio.l10n import translate as _
from studio.model.geometry import Size
from studio.text.languages import language
from studio.ui.theme import theme
from studio.ui.widgets import label, look
from studio.workspace.caption import CaptionReport

_LONG = re.compile(r"\S{22}(?=\S)")
PICTURE_FIRST = ("instagram", "pinterest", "telegram", "tiktok", "whatsapp")
"""Where the picture stands above the text."""


class PictureView(QWidget):
    """A card's picture, as wide as there is room and as high as it then is."""

    def __init__(self, size: Size, alt: str) -> None:
        super().__init__()
        self._size, self._pixmap = size, QPixmap()
        self.setAccessibleName(alt)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_pixmap(self, pixmap: QPixmap | None) -> None:
        """Show a picture; None leaves the one that is there."""
        if pixmap is not None:
            self._pixmap = pixmap
            self.update()

    def pixmap(self) -> QPixmap:
        """What is shown."""
        return self._pixmap

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """It keeps its shape."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """The height that goes with a width."""
        return round(width * self._size.height / self._size.width)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As its width asks for."""
        return QSize(200, self.heightForWidth(200))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The picture, smoothly scaled."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._pixmap.isNull():
            painter.fillRect(self.rect(), theme().color("window"))
        else:
            painter.drawPixmap(self.rect(), self._pixmap)


class _Face(QWidget):
    """A round place where a network shows who posts."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme().px(26), theme().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """A disc."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("track"))
        painter.drawEllipse(QRectF(self.rect()))


class PostFrame(QFrame):
    """One post: ``text`` (a report's, or the part of it before "more") with or without the picture."""

    def __init__(
        self, who: str, report: CaptionReport, text: str, size: Size | None, font: QFont, *, more: bool
    ) -> None:
        super().__init__()
        look(self, "card")
        px = theme().px
        head = QHBoxLayout()
        head.setContentsMargins(px(10), px(8), px(10), px(8))
        head.setSpacing(px(8))
        head.addWidget(_Face())
        head.addWidget(label(who, "label"), 1)
        self.picture = PictureView(size, report.alt) if size is not None else None
        self.words = QLabel(_rich(text, report.network.text.grammar, more=more))
        self.words.setTextFormat(Qt.TextFormat.RichText)
        self.words.setWordWrap(True)
        self.words.setFont(font)
        self.words.setAccessibleName(text)
        self.words.setContentsMargins(px(11), px(9), px(11), px(11))
        rtl = language(report.caption.language).rtl
        # Lines that are hidden would end in the middle of the window's direction.
        self.words.setAlignment(
            (Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
            | Qt.AlignmentFlag.AlignAbsolute
            | Qt.AlignmentFlag.AlignTop
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addLayout(head)
        parts: list[QWidget] = [self.words]
        if self.picture is not None:
            parts.insert(0 if report.network.name in PICTURE_FIRST else 1, self.picture)
        for part in parts:
            column.addWidget(part)


def _shown(text: str) -> str:
    """Text for a label, which breaks lines in long words only where it is told that it may."""
    return escape(_LONG.sub(lambda part: part[0] + "\u200b", text))


def _rich(text: str, grammar: str, *, more: bool) -> str:
    """The text as rich text, with links, hashtags and mentions in the colour of links."""
    color = theme().colors["link"]
    found = find(text, grammar)
    out: list[str] = []
    at = 0
    for entity in sorted((*found.urls, *found.hashtags, *found.mentions), key=lambda e: e.start):
        if entity.start < at:
            continue
        words = _shown(text[entity.start : entity.end])
        out += (_shown(text[at : entity.start]), f'<span style="color:{color}">{words}</span>')
        at = entity.end
    out.append(_shown(text[at:]))
    rest = (
        f' <span style="color:{theme().colors["ink_3"]}">{escape(_("… more"))}</span>' if more else ""
    )
    return "".join(out).replace("\n", "<br>") + rest
