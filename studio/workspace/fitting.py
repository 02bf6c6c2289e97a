"""Whether a card fits: the state of every text of it at one size.

In: a frame with its diagnostics, as the pipeline lays it out. Out: a :class:`Fit`, small enough to be
kept for every post, language and size.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.diagnostics import Diagnostic, Severity
from studio.model.frame import Frame

FITS, FLOOR, OVER = "fits", "floor", "over"
_ORDER = (FITS, FLOOR, OVER)


@dataclass(frozen=True, slots=True)
class TextFit:
    """One text on the card: ``state``, its size in pixels, its lines."""

    field: str
    state: str
    size: float
    lines: int


@dataclass(frozen=True, slots=True)
class Fit:
    """A card at a size. ``state`` is ``fits``, ``floor`` (a text at its smallest) or ``over``.

    ``field`` is the text it is about, ``cut`` about how many words (``by_word``) or characters must go;
    0 if that is not known. ``texts`` are the texts of the post on the card.
    """

    state: str = FITS
    field: str = ""
    cut: int = 0
    by_word: bool = True
    texts: tuple[TextFit, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def of(self, field: str) -> str:
        """The state of one text, ``""`` if it is not on this card."""
        if self.state == OVER and field == self.field:
            return OVER
        states = [text.state for text in self.texts if text.field == field]
        return max(states, key=_ORDER.index, default="")

    def text(self, field: str) -> TextFit | None:
        """The first text of a field."""
        return next((text for text in self.texts if text.field == field), None)


def fit_of(frame: Frame, diagnostics: Iterable[Diagnostic]) -> Fit:
    """What a laid-out card says about its fit."""
    found = tuple(diagnostics)
    texts = tuple(
        TextFit(region.field, region.state, round(region.size, 1), region.lines)
        for region in frame.regions
        if region.kind == "text" and region.field
    )
    errors = [one for one in found if one.severity is Severity.ERROR]
    if errors:
        first = next((one for one in errors if one.code == "layout.overflow"), errors[0])
        count = first.params.get("count", 0)
        by_word = "haracter" not in first.hint
        return Fit(OVER, first.where.field, int(count), by_word, texts, found)
    floor = next((one.where.field for one in found if one.code == "layout.at-floor"), "")
    return Fit(FLOOR if floor else FITS, floor, 0, True, texts, found)
