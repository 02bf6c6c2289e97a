"""How far a card may leave its design when it does not fit.

In: nothing. Out: the steps that a card tries one after the other, the least change first. The first one
at which it fits is taken, so a step at the end changes no card that fitted without it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Leeway:
    """How far a card may leave its design, in need.

    Attributes:
        deeper: texts go down to their deepest size.
        gaps: the share that is kept of the gaps between boxes and above and below what is in a panel.
        lines: the share of the line height that is kept of texts without a selection; more of it
            where the ink of two lines would meet.
        divides: headlines at their smallest size divide a word that is wider than its box.
        hugs: ink is seen letter by letter, and selections draw close round their text.
    """

    deeper: bool = False
    gaps: float = 1.0
    lines: float = 1.0
    divides: bool = False
    hugs: bool = False


DESIGN, *NEED = (
    Leeway(),
    Leeway(True),
    Leeway(True, 0.8),
    Leeway(True, 0.6),
    Leeway(True, 0.6, 0.9),
    Leeway(True, 0.6, 0.8, divides=True),
)
"""A card that does not fit as it is designed tries one after the other."""
UTMOST = (
    NEED[-1],
    Leeway(True, 0.6, 0.8, divides=True, hugs=True),
    Leeway(True, 0.6, 0.7, divides=True, hugs=True),
)
"""Then these, in the tree that its template has for need."""
