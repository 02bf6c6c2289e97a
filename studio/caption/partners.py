"""How a caption names the partners whose logos the card carries.

In: partners' kits, the author's words. Out: a line for each partner that has a handle or an address:
``Youth Lab · @youthlab · https://youthlab.example``. No words are added, so that the line reads alike
in every language. What the author names already is not said again.
"""

from __future__ import annotations

from collections.abc import Iterable

from studio.caption.plain import one_line
from studio.model.partner import Partner


def partner_lines(partners: Iterable[Partner], body: str, *, links: bool) -> str:
    """One line for each partner, joined by line breaks; ``links``: addresses can be clicked there."""
    said = body.casefold()
    lines = []
    for partner in partners:
        places = (partner.handle, partner.url if links else "")
        new = [place for place in places if place and not _names(said, place.casefold())]
        if new:
            lines.append(" · ".join((one_line(partner.name), *new)))
    return "\n".join(lines)


def _names(said: str, place: str) -> bool:
    """Whether a text has a handle or an address, as a whole, in it."""
    at = said.find(place)
    while at >= 0:
        after = said[at + len(place) : at + len(place) + 1]
        if not (after.isalnum() or after in ("_", "-")) or not after:
            return True
        at = said.find(place, at + 1)
    return False
