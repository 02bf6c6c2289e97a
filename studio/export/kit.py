"""The hand-off: what somebody needs who publishes the posts.

In: publications (a post on one network in one language, with its images and its caption). Out: files
as bytes by name, composed by the modules beside this one; nothing here touches the disk.

====================  =====================================================
:mod:`.kitpage`       one page a language, to look at and copy from
:mod:`.kittables`     captions.csv
:mod:`.kitschedule`   files that scheduling services take
:mod:`.kitcalendar`   a calendar of planned posts
:mod:`.kitzip`        one archive for each language or network
====================  =====================================================
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time
from urllib.parse import quote

from studio.model.artifact import Caption

Translate = Callable[[str], str]
"""The studio's words in the user's language."""

FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins with one of these is a formula to some spreadsheet program."""
SHOWABLE = ("png", "jpeg", "webp", "gif", "svg")
"""Formats that a page can show; the others it can only link to."""


@dataclass(frozen=True, slots=True)
class KitImage:
    """One exported file. ``placement`` is its label, ``size`` in pixels as ``1080x1350``."""

    name: str
    placement: str
    size: str
    format: str
    alt: str


@dataclass(frozen=True, slots=True)
class Publication:
    """One post to publish on one network in one language.

    ``images`` are its files, those of the first placement first; ``images_each`` says how many of them
    make one post (slides of a carousel). ``labels`` are what kind of post and which card of it, in
    English. ``reveals``: it shows the answer, so it comes after its question. ``day`` and ``at`` are
    planned in the time zone of whoever posts; ``planned`` is whether for this network.
    """

    pack: str
    post: str
    card: str
    labels: tuple[str, ...]
    title: str
    language: str
    network: str
    network_label: str
    caption: Caption
    images: tuple[KitImage, ...]
    images_each: int = 1
    link: str = ""
    reveals: bool = False
    draft: bool = False
    day: date | None = None
    at: time | None = None
    clickable: bool = True

    @property
    def first_images(self) -> tuple[KitImage, ...]:
        """The images of one post: those of the first placement."""
        return self.images[: self.images_each]


@dataclass(frozen=True, slots=True)
class KitFile:
    """One file of the hand-off."""

    name: str
    data: bytes


def by_language(publications: Iterable[Publication]) -> dict[str, list[Publication]]:
    """Publications of each language, in their order."""
    groups: dict[str, list[Publication]] = {}
    for one in publications:
        groups.setdefault(one.language, []).append(one)
    return groups


def media_url(base: str, name: str) -> str:
    """The public address of a file; empty without a ``base``."""
    return f"{base.rstrip('/')}/{quote(name)}" if base else ""


def for_spreadsheet(cell: str) -> str:
    """The cell with an apostrophe before what a spreadsheet program would take for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def for_service(cell: str) -> str:
    """The same for a file that a service publishes from: a word joiner, which nobody sees."""
    return f"\u2060{cell}" if cell.startswith(FORMULA) else cell


def language_file(stem: str, language: str, ending: str) -> str:
    """The name of a kit's file for one language."""
    return f"{stem}_{language}.{ending}"


def joined(texts: Sequence[str], by: str) -> str:
    """The texts that are not empty, each once."""
    return by.join(dict.fromkeys(filter(None, texts)))
