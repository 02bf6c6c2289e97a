"""How overlays look: problems, safe zones, the grid's crop, reading order, a feed, a small phone.

In: a :class:`Ground` (where the card stands on the screen) and what to show. Out: paint. What lies on
the card has colours of its own, the same in light and dark: it must be seen on any card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPainterPath, QPen, QTextLayout, QTextOption

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.layout.crop import crops
from studio.model.frame import Frame, Region
from studio.model.geometry import Insets
from studio.text.tokens import strong
from studio.ui.icons import draw_icon
from studio.ui.theme import theme

ERROR, WARN, BLUE, WHITE, INK = "#B00030", "#7D4D00", "#2013F2", "#FFFFFF", "#100A33"
_VEIL = QColor(16, 10, 51, 150)
_GREY = QColor("#544F6B")


@dataclass(frozen=True, slots=True)
class Zone:
    """The part of a card that apps leave free: ``safe`` in the frame's pixels, by physical sides (start
    is left), and the labels of the networks."""

    names: tuple[str, ...]
    safe: Insets


@dataclass(frozen=True, slots=True)
class FeedWords:
    """What stands round a card in a feed; ``more``: the network hides the rest of the caption."""

    name: str
    caption: str = ""
    more: bool = False
    network: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """Where a frame stands in a widget: ``place`` on the screen, ``room`` the whole widget."""

    frame: Frame
    place: QRectF
    room: QRectF

    @property
    def scale(self) -> float:
        """Pixels on the screen for each of the frame's."""
        return self.place.width() / self.frame.size.width

    def at(self, rect: Iterable[float]) -> QRectF:
        """A rectangle of the frame on the screen."""
        x, y, width, height = (value * self.scale for value in rect)
        return QRectF(self.place.x() + x, self.place.y() + y, width, height)

    def texts(self, field: str = "") -> list[Region]:
        """The texts in the order in which they are read; with ``field`` only that field's."""
        return [
            region
            for region in self.frame.regions
            if region.kind == "text" and region.text and (not field or region.field == field)
        ]


def paint_problems(painter: QPainter, ground: Ground, problems: Mapping[str, tuple[str, str]]) -> None:
    """Frame what is wrong; a tag says why, its sharp corner points at the text."""
    for field, (status, words) in problems.items():
        color = QColor(ERROR if status == "error" else WARN)
        for region in ground.texts(field)[:1]:
            frame = ground.at(region.rect).adjusted(-3, -3, 3, 3)
            dashed(painter, frame, color)
            if words:
                _tag(painter, ground.room, frame, words, status)


def dashed(painter: QPainter, box: QRectF, color: QColor) -> None:
    """A dashed frame that is seen on light and dark."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(WHITE), 5))
    painter.drawRect(box)
    pen = QPen(color, 2)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.drawRect(box)


def _tag(painter: QPainter, room: QRectF, frame: QRectF, words: str, status: str) -> None:
    now = theme()
    painter.setFont(now.font("label"))
    width = painter.fontMetrics().horizontalAdvance(words) + now.px(40)
    height = now.px(28)
    rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    right = QRectF(frame.right() + 6, frame.top(), width, height)
    left = QRectF(frame.left() - 6 - width, frame.top(), width, height)
    sides = [box for box in ((left, right) if rtl else (right, left)) if room.contains(box)]
    box = sides[0] if sides else QRectF(0, 0, width, height)
    if not sides:
        box.moveLeft(max(2.0, min(frame.left(), room.width() - width - 2)))
        below = frame.bottom() + 6
        box.moveTop(below if below + height < room.height() else max(2.0, frame.top() - 6 - height))
    pointed = QPointF(box.right() if box == left else box.left(), box.top())
    _drop(painter, box, pointed, QColor(ERROR if status == "error" else WARN), 8)
    side = now.px(15)
    start = box.right() - now.px(9) - side if rtl else box.left() + now.px(9)
    mark = QRectF(start, box.center().y() - side / 2, side, side)
    draw_icon(painter, "stop" if status == "error" else "floor", mark, QColor(WHITE))
    painter.setPen(QColor(WHITE))
    text = box.adjusted(4, 0, -now.px(28), 0) if rtl else box.adjusted(now.px(28), 0, -4, 0)
    painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter), words)


def _drop(painter: QPainter, box: QRectF, pointed: QPointF, color: QColor, radius: float) -> None:
    """A box with three round corners; the one at ``pointed`` is sharp."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(box, radius, radius)
    corner = QRectF(pointed, pointed).adjusted(-radius, -radius, radius, radius) & box
    path.addRect(corner)
    path = path.simplified()
    painter.setPen(QPen(QColor(WHITE), 3))
    painter.setBrush(color)
    painter.drawPath(path)
    painter.fillPath(path, color)


def paint_zones(painter: QPainter, ground: Ground, zones: Iterable[Zone]) -> str:
    """Veil what some app covers, frame what each leaves free; the sentence for beside the title."""
    known = tuple(zones)
    if not known:
        return _("No app covers a part of this size.")
    free = QRectF(ground.place)
    boxes = []
    for zone in known:
        size, safe = ground.frame.size, zone.safe
        rect = (safe.start, safe.top, size.width - safe.across, size.height - safe.down)
        boxes.append(ground.at(rect))
        free &= boxes[-1]
    _veil(painter, ground.place, free)
    for zone, box in zip(known, boxes, strict=True):
        _double(painter, box)
        _note(painter, box, ", ".join(zone.names))
    return _("The bright part is free in every app.")


def paint_crop(painter: QPainter, ground: Ground) -> str:
    """Veil what a profile's grid cuts off; the sentence for beside the title."""
    whole, *others = crops(ground.frame.size)
    if not others:
        return _("Grids show the middle of upright cards only.")
    crop = others[0]
    _veil(painter, ground.place, ground.at(crop))
    _double(painter, ground.at(crop))
    if round(crop.width) < round(whole.width):
        words = _("Grid crop 3:4 keeps the middle {count} px across.")
        return fill(words, {"count": round(crop.width)})
    if round(crop.height) < round(whole.height):
        return fill(_("Grid crop 3:4 keeps the middle {count} px down."), {"count": round(crop.height)})
    return _("Grid crop 3:4 keeps all of it.")


def _veil(painter: QPainter, whole: QRectF, free: QRectF) -> None:
    path = QPainterPath()
    path.addRect(whole)
    hole = QPainterPath()
    hole.addRect(free)
    painter.fillPath(path.subtracted(hole), _VEIL)


def _double(painter: QPainter, box: QRectF) -> None:
    """White dashes on dark ones: seen on any ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(INK), 2))
    painter.drawRect(box)
    pen = QPen(QColor(WHITE), 2)
    pen.setDashPattern([4, 3])
    painter.setPen(pen)
    painter.drawRect(box)


def _note(painter: QPainter, box: QRectF, words: str) -> None:
    """A small label inside a frame, at its top and start."""
    now = theme()
    painter.setFont(now.font("label"))
    metrics = painter.fontMetrics()
    words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, round(box.width()) - now.px(16))
    width, height = metrics.horizontalAdvance(words) + now.px(14), now.px(20)
    rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    left = box.right() - width if rtl else box.left()
    ground = QRectF(left, box.top(), width, height)
    painter.fillRect(ground, QColor(INK))
    painter.setPen(QColor(WHITE))
    painter.drawText(ground, int(Qt.AlignmentFlag.AlignCenter), words)


def paint_order(painter: QPainter, ground: Ground) -> str:
    """Number the texts as a screen reader says them; the sentence for beside the title."""
    now = theme()
    painter.setFont(now.font("label"))
    side = float(now.px(22))
    rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    for number, region in enumerate(ground.texts(), 1):
        box = ground.at(region.rect)
        width = max(side, painter.fontMetrics().horizontalAdvance(str(number)) + now.px(12))
        corner = box.topRight() if rtl else box.topLeft()
        left = corner.x() + 1 if rtl else corner.x() - width - 1
        badge = QRectF(left, corner.y() - side / 2, width, side)
        badge.moveLeft(max(ground.room.left() + 2, min(badge.left(), ground.room.right() - width - 2)))
        pointed = badge.bottomLeft() if rtl else badge.bottomRight()
        _drop(painter, badge, pointed, QColor(BLUE), side / 2)
        painter.setPen(QColor(WHITE))
        painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), str(number))
    return _("The order in which a screen reader says the texts.")


# --- mock-ups beside the card --------------------------------------------------------------------


def head_height() -> int:
    """The row above a card in a feed."""
    return theme().px(44)


def foot_height() -> int:
    """The rows below it."""
    return theme().px(66)


def paint_feed(painter: QPainter, box: QRectF, image: QImage | None, words: FeedWords) -> None:
    """A card in a feed: who posts it, the card, what shows of its caption. ``box`` is all of it."""
    now = theme()
    card = box.adjusted(0, head_height(), 0, -foot_height())
    path = QPainterPath()
    path.addRoundedRect(box, 10, 10)
    painter.fillPath(path, QColor(WHITE))
    if image is not None:
        painter.drawImage(card, image)
    rtl = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
    inner, side = now.px(12), now.px(24)
    head = QRectF(box.left(), box.top(), box.width(), head_height())
    left = head.right() - inner - side if rtl else head.left() + inner
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#C9C3B4"))
    painter.drawEllipse(QRectF(left, head.center().y() - side / 2, side, side))
    gap = inner + side + now.px(9)
    text = head.adjusted(inner, 0, -gap, 0) if rtl else head.adjusted(gap, 0, -inner, 0)
    painter.setPen(QColor(INK))
    _line(painter, text, words.name, now.font("label"))
    foot = QRectF(box.left(), card.bottom(), box.width(), foot_height())
    foot.adjust(inner, now.px(9), -inner, -now.px(5))
    _caption(painter, foot, words)


def _line(painter: QPainter, box: QRectF, words: str, font: QFont) -> None:
    painter.setFont(font)
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(box.width()))
    painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading), shown)


def _caption(painter: QPainter, box: QRectF, words: FeedWords) -> None:
    """Two lines of the caption by its own direction; the second ends in “more” if there is more."""
    now = theme()
    text = " ".join(words.caption.split())
    if not text:
        return
    painter.setFont(now.font("small"))
    metrics = painter.fontMetrics()
    rtl = strong(text) == "R"
    first = _first_line(text, painter.font(), box.width())
    cut = first.lineAt(0).textLength()
    rest = text[cut:].strip()
    more = _("… more") if words.more or metrics.horizontalAdvance(rest) > box.width() else ""
    height = first.lineAt(0).height()
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    align = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
    painter.setPen(QColor(INK))
    painter.drawText(QRectF(box.left(), box.top(), box.width(), height), align, text[:cut].strip())
    room = box.width() - (metrics.horizontalAdvance(more) + now.px(4) if more else 0)
    shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, round(room)) if rest else ""
    if more:
        shown = shown.rstrip("… ")
    used = metrics.horizontalAdvance(shown)
    second = QRectF(box.left(), box.top() + height, box.width(), height)
    painter.drawText(second, align, shown)
    painter.setPen(_GREY)
    gap = used + now.px(4) if shown else 0
    painter.drawText(second.adjusted(0 if rtl else gap, 0, -gap if rtl else 0, 0), align, more)


def _first_line(text: str, font: QFont, width: float) -> QTextLayout:
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine().setLineWidth(width)
    layout.endLayout()
    return layout


def paint_phone(painter: QPainter, box: QRectF, image: QImage | None, words: str) -> None:
    """A card as small as a small phone shows it, with a sentence about it below."""
    now = theme()
    if image is not None:
        painter.drawImage(box, image)
    painter.setPen(now.color("ink_2"))
    painter.setFont(now.font("small"))
    line = QRectF(box.left(), box.bottom() + now.px(6), box.width(), now.px(40))
    wrap = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading
    painter.drawText(line, int(wrap), words)
