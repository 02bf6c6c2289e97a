"""The partner strip: logos at their sizes.

In: partners and the strip's measures from the brand's frame. Out: a row of pictures. However a logo is
drawn, it is never larger than the frame allows and never nearer to another than the clear space.
"""

from __future__ import annotations

from typing import Any

from studio.model.box import Container, PictureBox
from studio.model.color import Color
from studio.model.partner import MOST_LOGOS, Logo, Partner, Print
from studio.template.context import Context
from studio.template.schema import LogosSpec

_WIDE = 2.6
"""Width by height from which a logo stands at its full height; squarer ones look small beside it."""
_TALLER = 1.4
"""How much higher than the height of a line of words a square logo may be."""


def strip_color(partners: tuple[Partner, ...]) -> Color | None:
    """The paper of the strip: a single partner may tint it, several share the brand's own."""
    return partners[0].strip_color if len(partners) == 1 else None


def logo_row(context: Context, spec: LogosSpec, common: dict[str, Any]) -> Container:
    """The logos of all partners, each partner's together, in the order they are named in."""
    shown = [(partner, logo) for partner in context.partners for logo in partner.logos][:MOST_LOGOS]
    sizes = [_size(logo, spec) for _partner, logo in shown]
    gaps = spec.gap * max(0, len(shown) - 1)
    wide = sum(width for width, _height in sizes)
    by = min(1.0, (spec.max_width - gaps) / wide) if wide else 1.0
    paper, ink = context.palette["strip"], context.palette["ink"]
    children = tuple(
        PictureBox(
            name=f"logo.{number}",
            width=width * by,
            height=height * by,
            file=logo.file,
            crop=logo.crop,
            logo=Print(paper, None if logo.full_color else partner.logo_color or ink),
        )
        for number, ((partner, logo), (width, height)) in enumerate(zip(shown, sizes, strict=True), 1)
    )
    return Container(**common, kind="row", gap=spec.gap, align="center", children=children)


def _size(logo: Logo, spec: LogosSpec) -> tuple[float, float]:
    """Width and height (u) at which logos of all shapes look equally large."""
    squarer = max(0.0, 1 - logo.aspect / _WIDE)
    height = min(spec.logo_height * (1 + (_TALLER - 1) * squarer), spec.logo_width / logo.aspect)
    return height * logo.aspect, height
