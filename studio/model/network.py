"""A social network as data: where images go, how large files may be, how text is counted.

In: ``studio/caption/networks.toml``, validated by :mod:`studio.caption.networks`. Out: frozen values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from studio.model.geometry import Insets, Size

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a figure comes from, when it was checked and how sure we are (high, medium, low).

    ``note`` says what is uncertain about it; what is low is a cautious default, not a promise.
    """

    source: str
    checked: date
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A printed sheet: ``trim`` is its finished size in mm; ``bleed`` mm are cut off on every side."""

    trim: Size
    bleed: float
    dpi: int

    @property
    def trimmed(self) -> Size:
        """The finished sheet in whole pixels."""
        return Size(*(int(mm / MM_PER_INCH * self.dpi + 0.5) for mm in self.trim))

    @property
    def pixels(self) -> Size:
        """What has to be painted, bleed and all, in whole pixels."""
        whole = (side + 2 * self.bleed for side in self.trim)
        return Size(*(int(mm / MM_PER_INCH * self.dpi + 0.5) for mm in whole))


@dataclass(frozen=True, slots=True)
class Placement:
    """One place for an image: pixels, safe zone (pixels; the part app controls may cover).

    ``paper`` for print: ``size`` then has the bleed in it, and so has ``safe``.
    """

    name: str
    label: str
    size: Size
    safe: Insets = Insets()
    default: bool = True
    fact: Fact | None = None
    paper: Paper | None = None

    @property
    def bleed(self) -> Insets:
        """What is cut off after printing, in pixels of ``size``."""
        if self.paper is None:
            return Insets()
        cut = self.paper.bleed / MM_PER_INCH * self.paper.dpi
        return Insets(cut, cut, cut, cut)


@dataclass(frozen=True, slots=True)
class FileRule:
    """What files a network takes. ``formats`` best first: ``jpeg``, ``png``, ``webp``,
    ``gif``, ``pdf``, ``svg``.

    ``images`` is how many a post may have; ``max_side`` (pixels) the longest side, ``max_pixels`` width
    times height; ``ratio`` the least and the greatest width divided by height. 0 means not known or
    none. ``facts`` has one for each of these that is known, ``fact`` is about formats and bytes.
    """

    formats: tuple[str, ...]
    max_bytes: int
    fact: Fact | None = None
    images: int = 0
    max_side: int = 0
    max_pixels: int = 0
    ratio: tuple[float, float] = (0.0, 0.0)
    facts: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Caution:
    """A limit that may hold too, by another counter: a caption beyond it gets a warning."""

    counter: str
    limit: int
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class TextRule:
    """How a caption is counted. ``counter`` names an algorithm of :mod:`studio.caption.count`.

    ``limit`` is the longest caption in the counter's units; ``fold`` about how many characters and
    ``fold_lines`` how many lines show before "more"; ``hashtags``, ``mentions`` and ``links`` how many
    may stand in a caption; ``alt_limit`` the longest alt text in code points; 0 means not known or
    none. ``url_length`` is what every link counts, 0 for as it is. ``byte_limit`` is a second limit,
    in UTF-8; ``caution`` one that may hold too.

    ``grammar`` names what a link, a hashtag and a mention are (:mod:`studio.caption.grammar`).
    ``threads``: a caption that is too long becomes several posts. ``follow_up`` is where a quiz's
    answer goes: ``reply``, ``comment``, ``message`` or empty. ``direction`` is how a hashtag of the
    other writing direction is set apart: ``isolate``, ``mark``, or empty where invisible characters
    may be lost.

    ``fact`` is about ``limit``; ``facts`` has one for each of these figures by its name.
    """

    counter: str
    limit: int
    fold: int = 0
    hashtags: int = 0
    links_clickable: bool = True
    alt_limit: int = 0
    url_length: int = 0
    fact: Fact | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    grammar: str = "x"
    byte_limit: int = 0
    fold_lines: int = 0
    mentions: int = 0
    links: int = 0
    threads: bool = False
    follow_up: str = ""
    direction: str = ""
    caution: Caution | None = None


@dataclass(frozen=True, slots=True)
class Network:
    """One network. ``default``: it is exported to when none is asked for.

    ``unknown`` says in words what nobody could find out.
    """

    name: str
    label: str
    placements: tuple[Placement, ...]
    files: FileRule
    text: TextRule
    default: bool = True
    unknown: tuple[str, ...] = ()
