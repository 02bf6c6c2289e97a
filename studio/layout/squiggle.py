"""The mark of a false statement: a wave under each of its lines.

In: laid-out lines whose emphasised stretches are false, and the brand's measures. Out: strokes in
pixels, to be painted behind the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from studio.model.box import Squiggled
from studio.model.frame import Stroke
from studio.model.path import Path
from studio.text.engine import TextLayout


def squiggle(layout: TextLayout, left: float, top: float, look: Squiggled) -> Iterator[Stroke]:
    """Waves under the emphasis of ``layout``, which stands at (left, top)."""
    measures, size = look.metrics, layout.size
    for line in layout.lines:
        y = round(top + line.baseline) + measures.offset * size
        for start, end in line.spans:
            # The round ends of the stroke stand out by half its width.
            inset = measures.stroke * size / 2
            path = wave(
                left + start + inset,
                left + end - inset,
                y,
                measures.half_wave * size,
                measures.amplitude * size,
            )
            yield Stroke(path, look.color, max(1.0, measures.stroke * size))


def wave(start: float, end: float, y: float, half: float, height: float) -> Path:
    """A wave from ``start`` to ``end``: whole half waves of about ``half``, ``height`` to each side."""
    width = max(end - start, 1e-6)
    count = max(1, round(width / half))
    step = width / count
    ops: list[tuple[str | float, ...]] = [("M", start, y)]
    for number in range(count):
        # A quadratic curve comes half as far as its control point.
        control = y - 2 * height if number % 2 == 0 else y + 2 * height
        x = start + number * step
        ops.append(("Q", x + step / 2, control, x + step, y))
    return Path(tuple(ops))
