"""A post: what somebody wants to say, before it has a language version, a template or a size.

In: what :mod:`studio.pack` reads from ``posts/*.toml``. Out: frozen values. ``texts`` holds every
string that people read, by field name; lists are numbered from 1 (``options.2``, ``items.1.lead``).
The same names, after ``<post id>/``, are the ``msgctxt`` of the pack's catalogs.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

ELEMENTS = ("critical", "literacy", "inter", "citizen", "knowledge", "sustain")
"""The six elements of MIL CLICKS, in the order of the letters."""

THEMES = ("vivid", "bright", "paper", "ink")
"""The themes a post may wish for; every brand kit paints all of them."""

CAPTION, ALT, ALT_ANSWER, PICTURE_ALT = "caption", "alt", "alt_answer", "picture.alt"
"""Field names every kind has; they are texts too, and translated like the rest."""

CAPTION_ANSWER, CAPTION_HOOK, CAPTION_ACTION = "caption_answer", "caption_hook", "caption_action"
"""The caption of a card that reveals, and what may stand before and after every caption."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the claim comes from. ``checked`` is the day somebody last looked."""

    title: str
    url: str = ""
    checked: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the post: ``file`` is relative to the pack's folder.

    ``focus`` is the point that must stay in view, as shares (0 to 1) of width and height from the
    left top; ``detail`` the part that is selected (left, top, width, height, as shares), if any.
    """

    file: str
    focus: tuple[float, float] = (0.5, 0.5)
    detail: tuple[float, float, float, float] | None = None
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """When a post is to appear, in the time zone of whoever posts it; ``time`` None if any will do.

    ``networks`` are names; empty for all that are exported to.
    """

    date: datetime.date
    time: datetime.time | None = None
    networks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """One record of content, in one language.

    Attributes:
        id: stable, lower-case letters, digits and hyphens; also the stem of its file.
        kind: a name of :data:`studio.model.kind.KINDS`.
        element: one of :data:`ELEMENTS`.
        language: gettext name of the language that ``texts`` are in.
        texts: field name to text, ``**emphasis**`` marks included; empty texts are left out.
        number: printed on the pill ("Tip 7"), 0 for none.
        answer: number of the right option, from 1; 0 for kinds without one.
        theme: wished theme, empty for the template's own.
        link: what the QR code and captions point to, http(s) only, or empty.
        hashtags: without ``#``; ``MILCLICKS`` is added by the caption stage.
        plan: when it is to appear, if anybody has decided.
        file: where it was read from, for diagnostics.
    """

    id: str
    kind: str
    element: str
    language: str
    texts: Mapping[str, str]
    number: int = 0
    answer: int = 0
    theme: str = ""
    link: str = ""
    hashtags: tuple[str, ...] = ()
    picture: Picture | None = None
    source: Source | None = None
    plan: Plan | None = None
    file: str = field(default="", compare=False)

    def text(self, name: str) -> str:
        """The text of field ``name``, or ``""``."""
        return self.texts.get(name, "")

    def count(self, prefix: str) -> int:
        """How many numbered entries ``prefix`` has: 4 for ``options`` with ``options.1`` to ``.4``."""
        numbers = {n.split(".")[1] for n in self.texts if n.startswith(prefix + ".")}
        return max((int(n) for n in numbers if n.isdigit()), default=0)


@dataclass(frozen=True, slots=True)
class Pack:
    """A collection of posts with one source language, as read from its folder.

    ``require_signed_off``: only languages that a native speaker has signed off are exported.
    ``partners``: ids of the kits whose logos its cards carry.
    """

    id: str
    title: str
    language: str
    posts: tuple[Post, ...]
    root: str = field(compare=False)
    languages: tuple[str, ...] = ()
    description: str = ""
    licence: str = ""
    require_signed_off: bool = False
    partners: tuple[str, ...] = ()
