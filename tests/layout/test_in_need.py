"""What a card does last: the tree for need, and lines and selections as close as letters allow."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from studio.layout.closeness import APART, closest, snuggest
from studio.layout.fit import Fit, fit
from studio.layout.flow import Placed, Shapes
from studio.layout.leeway import UTMOST
from studio.layout.selection import hugged, selection
from studio.model.box import Container, Selected, Setting, TextBox
from studio.model.brand import Selection
from studio.model.color import Color
from studio.model.geometry import Size
from studio.text.engine import TextLayout
from tests.layout.conftest import block, card, column, words

SQUARE = Size(1000, 1000)
URDU = "تمام انسان آزاد اور حقوق و عزت کے اعتبار سے برابر پیدا ہوئے ہیں۔ جنوری، فروری، مارچ، مئی، جون"
LOOK = Selected(Selection(0.085, 0.05, 0.21, 1.6, 0.1), 1.85, 0.75, 0.2, Color(1, 2, 3), Color(4, 5, 6))


def urdu(text: str = URDU, **keys: object) -> TextBox:
    """A text in Nastaliq, with the line height that it has on cards."""
    box = words("t", text, "ur@nastaliq", **keys)
    return replace(box, setting=Setting(("Noto Nastaliq Urdu",), 700, 0.0, 2.6))


def placed(found: Fit) -> tuple[Placed, TextLayout]:
    one = next(p for p in found.flow.placed if p.box.name == "t")
    return one, found.flow.text_layout(one)


def test_a_card_takes_its_tree_for_need_only_where_nothing_else_helps(shapes: Shapes) -> None:
    asked: list[int] = []

    def found(count: int) -> Fit:
        text = words("t", "word " * count)

        def tight() -> Container:
            asked.append(count)
            return column(text, block("rest", height=30))

        return fit(replace(card(column(text, block("rest", height=50))), in_need=tight), SQUARE, shapes)

    def rest(count: int) -> float:
        return next(p.rect.height for p in found(count).flow.placed if p.box.name == "rest")

    assert rest(20) == 500
    assert asked == []
    assert not fit(
        card(column(words("t", "word " * 90), block("rest", height=50))), SQUARE, shapes
    ).fits
    assert found(90).fits
    assert rest(90) == 300
    assert not found(200).fits


def test_letter_by_letter_lines_of_nastaliq_come_closer_than_by_their_boxes(shapes: Shapes) -> None:
    box = urdu()
    paragraph = shapes.paragraph(box)
    layout = paragraph.layout(600, 50)
    by_box, by_letter = closest(layout, 0.5), snuggest(layout, paragraph.inks, None, 0.5)
    assert by_letter.share < by_box.share - 0.02
    assert snuggest(layout, paragraph.inks, None, 0.9).share >= 0.9
    near = paragraph.layout(600, 50, close=by_letter.share, down=by_letter.down)
    assert near.lines[0].ink.y > 0
    assert near.lines[-1].ink.bottom < near.height - by_letter.less * 50
    for upper, lower in pairwise(near.lines):
        for _, _, right, bottom in (glyphs := paragraph.inks(upper)):
            left = next(g[0] for g in glyphs if g[2] == right)
            for x0, top, x1, _ in paragraph.inks(lower):
                if lower.left + x0 * 50 < upper.left + right * 50 and (
                    lower.left + x1 * 50 > upper.left + left * 50
                ):
                    apart = lower.baseline + top * 50 - upper.baseline - bottom * 50
                    assert apart >= APART * 50 - 0.01


@pytest.mark.parametrize("rest", [59, 62, 63, 64, 65])
def test_a_selection_that_draws_closer_holds_its_words_and_touches_no_others(
    shapes: Shapes, rest: float
) -> None:
    text = URDU.replace("عزت کے اعتبار سے برابر پیدا ہوئے", "**عزت کے اعتبار سے برابر پیدا ہوئے**")
    found = fit(card(column(urdu(text, selected=LOOK), block("rest", height=rest))), SQUARE, shapes)
    one, layout = placed(found)
    look = found.flow.look(one)
    assert look is not None
    joined = look is not LOOK
    boxes = [f.path.bounds() for f in selection(layout, 0, 0, look, 10, joined=joined)][:-2]
    lines = [line for line in layout.lines if line.spans]
    assert len(boxes) == len(lines)
    for box, line in zip(boxes, lines, strict=True):
        assert box.y <= line.ink.y
        assert line.ink.bottom <= box.bottom
    if joined:
        assert found.fits
        assert look.above < LOOK.above
        others = [line.ink for line in layout.lines if not line.spans]
        assert all(ink.bottom < boxes[0].y + 1 or ink.y > boxes[-1].bottom - 1 for ink in others)
        # Lines of one selection leave no slit of the ground between them.
        assert all(lower.y <= upper.bottom for upper, lower in pairwise(boxes))
    assert joined == (rest > 60)
    assert layout.lines[-1].ink.bottom <= one.rect.height + 0.5


def test_hugging_is_the_last_thing_and_changes_the_look_only_then(shapes: Shapes) -> None:
    roomy = fit(card(column(urdu(f"**{URDU}**", selected=LOOK, min=3.0))), SQUARE, shapes)
    one, layout = placed(roomy)
    assert roomy.flow.look(one) is LOOK
    close = hugged(layout, LOOK)
    assert close.above < LOOK.above
    assert close.below <= LOOK.below
    assert [step.hugs for step in UTMOST] == [False, True, True]
