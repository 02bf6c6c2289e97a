"""A card on a canvas of its own, as the write page has it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from studio.model.geometry import Size
from studio.ui.canvas import CardCanvas
from studio.ui.desk import Desk
from studio.ui.overlays import dress


def canvas_of(qtbot: QtBot, desk: Desk, post: str, size: Size, language: str = "en") -> CardCanvas:
    desk.select(post=post, size=size, language=language)
    canvas = CardCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(760, 620)
    canvas.set_title("A card")
    dress(canvas, desk)
    show(canvas, desk)
    canvas.show()
    return canvas


def show(canvas: CardCanvas, desk: Desk) -> None:
    now = desk.selection
    shown = desk.cards.now(now.pack, now.post, now.language, now.card, now.size)
    assert shown.frame is not None
    canvas.show_frame(shown.frame, lambda frame, width: desk.cards.paint(now.pack, frame, width))


def size_of(desk: Desk, ratio: str) -> Size:
    return next(one.size for one in desk.sizes() if one.ratio == ratio)
