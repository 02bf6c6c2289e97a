"""The languages of a post as small chips: done, begun, too long.

In: a post's row and its states. Out: :class:`Chip` values, and their painting; what finds no room is
counted. A chip is never only a colour: too long has a cross, begun a dashed frame and a half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.ui.naming import language_name
from studio.ui.pages.post_state import PostStates
from studio.ui.theme import theme
from studio.workspace.postlist import PostRow

DONE, BEGUN, OVER = "done", "begun", "over"


@dataclass(frozen=True, slots=True)
class Chip:
    """A language and how far the post is in it."""

    language: str
    state: str

    @property
    def text(self) -> str:
        """What stands on it."""
        return {DONE: self.language, BEGUN: f"{self.language} ½", OVER: f"{self.language} ✕"}[
            self.state
        ]

    def said(self) -> str:
        """What a screen reader says."""
        name = {"language": language_name(self.language)}
        if self.state == OVER:
            return fill(_("{language}: too long"), name)
        if self.state == BEGUN:
            return fill(_("{language}: begun"), name)
        return language_name(self.language)


def chips_of(row: PostRow, states: PostStates) -> list[Chip]:
    """The languages of a post: its own, those that want mending, those that are done, then begun."""
    posts, over = states.posts, states.fits(row.post).over
    done = [name for name in posts.languages if row.texts and row.done.get(name, 0) >= row.texts]
    begun = [name for name in posts.languages if 0 < row.done.get(name, 0) < row.texts]
    bad = [name for name in over if name != posts.own]
    found = [Chip(posts.own, OVER if posts.own in over else DONE)] if posts.own else []
    found += [Chip(name, OVER) for name in bad]
    found += [Chip(name, DONE) for name in done if name not in over]
    found += [Chip(name, BEGUN) for name in begun if name not in over]
    return found


def paint_chips(painter: QPainter, chips: Sequence[Chip], line: QRectF) -> None:
    """Chips from the start of a line; the last place says how many more there are."""
    now = theme()
    painter.setFont(now.font("label"))
    metrics, gap, inner = painter.fontMetrics(), now.px(5), now.px(6)
    widths = [metrics.horizontalAdvance(chip.text) + 2 * inner for chip in chips]
    more = metrics.horizontalAdvance("+99")
    rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    used = 0.0

    def box(width: float) -> QRectF:
        left = line.right() - used - width if rtl else line.left() + used
        return QRectF(left, line.top(), width, line.height())

    for number, (chip, width) in enumerate(zip(chips, widths, strict=True)):
        last = number == len(chips) - 1
        if used + width + (0 if last else gap + more) > line.width():
            painter.setPen(now.color("ink_2"))
            painter.drawText(box(more), int(Qt.AlignmentFlag.AlignCenter), f"+{len(chips) - number}")
            return
        _paint(painter, chip, box(width))
        used += width + gap


def _paint(painter: QPainter, chip: Chip, box: QRectF) -> None:
    now = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if chip.state == BEGUN:
        painter.setPen(QPen(now.color("edge"), 1, Qt.PenStyle.DashLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(now.color("error_fill" if chip.state == OVER else "pressed"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    painter.setPen(now.color({OVER: "error", BEGUN: "ink_2"}.get(chip.state, "ink")))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), chip.text)
