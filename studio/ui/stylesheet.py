"""The style sheet of the window, made from ``window.qss`` and the tokens.

In: a theme and the direction of the window. Out: one Qt style sheet. Widgets ask for a look by their
dynamic property ``look`` (``primary``, ``plain``, ``icon``, ``bar`` …); what a style sheet can't do
(focus rings round a control, selection frames) is painted by the widgets themselves.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from studio.ui.theme import Theme


_PLACE = re.compile(r"@([a-z_0-9]+)")
_PIXELS = re.compile(r"\{(\d+)\}px")


@lru_cache(maxsize=1)
def _source() -> str:
    return Path(__file__).with_name("window.qss").read_text("utf-8")


def sheet(theme: Theme, *, rtl: bool) -> str:
    """The style sheet for a theme; margins that differ at start and end follow the direction."""
    own = {
        "start": "right" if rtl else "left",
        "end": "left" if rtl else "right",
        "link_strong": theme.color("accent").darker(125).name(),
        "focus_on_accent": theme.color("ink").name(),
        "edge_soft": theme.color("track").name(),
    }

    def place(match: re.Match[str]) -> str:
        name = match[1]
        return own.get(name) or theme.colors[name]

    return _PLACE.sub(place, _PIXELS.sub(lambda m: f"{theme.px(int(m[1]))}px", _source()))
