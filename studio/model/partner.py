"""Partners: who else stands behind a card.

In: a partner's kit, read and checked. Out: :class:`Partner`, a plain value that travels with a job. The
brand frame decides where and how large its logos stand; a kit cannot touch the movement's own marks.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.model.color import Color

MOST_LOGOS = 3
"""Logos that a strip has room for, those of all partners together."""

KITS, KIT_FILE = "brands", "partner.toml"
"""The folder of partner kits in a pack or in the user's folder, and the file of each."""


@dataclass(frozen=True, slots=True)
class Logo:
    """A partner's mark.

    ``file`` is its name inside the pack (``brands/youth-lab/logo.png``); ``crop`` the part of it that
    is not empty (shares: left, top, width, height) and ``aspect`` that part's width by its height.
    ``full_color``: shown in its own colours instead of one.
    """

    file: str
    crop: tuple[float, float, float, float]
    aspect: float
    full_color: bool = False


@dataclass(frozen=True, slots=True)
class Print:
    """How a logo stands on ``paper``: in one ``ink``, or (None) in its own colours."""

    paper: Color
    ink: Color | None = None


@dataclass(frozen=True, slots=True)
class Partner:
    """A partner's kit: names, marks, and its two colours; None: the brand's own.

    ``logo_color`` is what one-colour logos are printed in, ``strip_color`` the paper under them.
    """

    id: str
    name: str
    logos: tuple[Logo, ...]
    handle: str = ""
    url: str = ""
    logo_color: Color | None = None
    strip_color: Color | None = None
