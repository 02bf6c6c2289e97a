"""The brand's one gesture: a flat box behind each line of the emphasis, and two drops.

In: laid-out lines and the brand's measures. Out: fills in pixels, to be painted behind the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.model.box import Selected
from studio.model.frame import Fill
from studio.model.geometry import Rect
from studio.model.path import Corners, Path
from studio.text.engine import TextLayout

_CLEAR = 0.02
"""em that a box goes on beyond a mark that is taller or deeper than the script's usual ones."""
_HUGS = 0.1
"""em between a selection that draws close round its text and that text's ink."""
_SHARP = {"left-top": 0, "right-top": 1, "right-bottom": 2, "left-bottom": 3}


def drop(rect: Rect, sharp: str) -> Path:
    """A circle with one sharp corner; the sharp one points at what the drop belongs to."""
    half = rect.width / 2
    radii = [half] * 4
    radii[_SHARP[sharp]] = 0.0
    return Path.rounded(rect, Corners(*radii))


def hugged(layout: TextLayout, look: Selected) -> Selected:
    """The look with boxes as low as the ink of all its lines allows, all of one height."""
    lines = [line for line in layout.lines if line.spans and line.ink.height]
    above = max((line.baseline - line.ink.y for line in lines), default=0.0) / layout.size
    below = max((line.ink.bottom - line.baseline for line in lines), default=0.0) / layout.size
    return replace(look, above=min(look.above, above + _HUGS), below=min(look.below, below + _HUGS))


def selection(
    layout: TextLayout, left: float, top: float, look: Selected, u: float, *, joined: bool = False
) -> Iterator[Fill]:
    """Boxes and drops of the emphasis in ``layout``, which stands at (left, top).

    ``joined``: boxes of two lines meet where they would leave a slit.
    """
    metrics, size = look.metrics, layout.size
    boxes: list[Rect] = []
    ended = -1
    for number, line in enumerate(layout.lines):
        base = round(top + line.baseline)
        # A mark that stood out of its box would be the box's colour on the ground: hard to see.
        high = max(look.above * size, line.baseline - line.ink.y + _CLEAR * size)
        deep = max(look.below * size, line.ink.bottom - line.baseline + _CLEAR * size)
        above, below = round(base - high), round(base + deep)
        if joined and boxes and ended == number - 1:
            above = min(above, round(boxes[-1].bottom))
        if line.spans:
            ended = number
        for x0, x1 in line.spans:
            start, end = round(left + x0 - metrics.pad * size), round(left + x1 + metrics.pad * size)
            boxes.append(Rect(start, above, end - start, below - above))
    if not boxes:
        return
    for box in boxes:
        yield Fill(Path.rect(box), look.fill)
    drop_size = max(metrics.handle * size, metrics.handle_min * u)
    into = metrics.overlap * drop_size
    rtl = layout.rtl
    first = _of_first_line(boxes, rtl=rtl)
    last = _of_last_line(boxes, rtl=rtl)
    y = first.y - drop_size + into
    x = first.right - into if rtl else first.x - drop_size + into
    yield Fill(
        drop(Rect(x, y, drop_size, drop_size), "left-bottom" if rtl else "right-bottom"), look.fill
    )
    x = last.x - drop_size + into if rtl else last.right - into
    rect = Rect(x, last.bottom - into, drop_size, drop_size)
    yield Fill(drop(rect, "right-top" if rtl else "left-top"), look.fill)


def _of_first_line(boxes: list[Rect], *, rtl: bool) -> Rect:
    """The box where the selection starts: on the first line, at the reading start."""
    line = [b for b in boxes if b.y == boxes[0].y]
    return max(line, key=lambda b: b.right) if rtl else min(line, key=lambda b: b.x)


def _of_last_line(boxes: list[Rect], *, rtl: bool) -> Rect:
    line = [b for b in boxes if b.y == boxes[-1].y]
    return min(line, key=lambda b: b.x) if rtl else max(line, key=lambda b: b.right)
