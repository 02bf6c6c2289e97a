"""The walk over a frame, the same for every kind of surface.

In: a :class:`Frame` and a :class:`Canvas`. Out: nothing; the canvas has drawn each item in paint
order. A new kind of surface (a PDF page, an SVG file) is one more class with these four methods.
"""

from __future__ import annotations

from typing import Protocol

from studio.model.frame import Fill, Frame, Glyphs, Image, Stroke


class Canvas(Protocol):
    """What can draw the items of a frame. Coordinates are the frame's pixels."""

    def fill(self, item: Fill) -> None:
        """Fill an outline by the non-zero rule."""

    def stroke(self, item: Stroke) -> None:
        """Stroke an outline with round caps and joins."""

    def glyphs(self, item: Glyphs) -> None:
        """Fill the outlines of a run of glyphs."""

    def image(self, item: Image) -> None:
        """Draw a picture into its shape; raises :class:`studio.errors.InvalidInput` (``picture.*``)."""


def draw(frame: Frame, canvas: Canvas) -> None:
    """Draw every item of ``frame`` on ``canvas``, the first one lowest."""
    for item in frame.items:
        match item:
            case Fill():
                canvas.fill(item)
            case Stroke():
                canvas.stroke(item)
            case Glyphs():
                canvas.glyphs(item)
            case Image():
                canvas.image(item)
