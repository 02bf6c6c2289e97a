"""A social network as data: where images go, how large files may be, how text is counted.

In: ``studio/caption/networks.toml``, validated by :mod:`studio.caption.networks`. Out: frozen values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from studio.model.geometry import Insets, Size


@dataclass(frozen=True, slots=True)
class Fact:
    """Where a figure comes from, when it was checked and how sure we are (high, medium, low)."""

    source: str
    checked: date
    confidence: str


@dataclass(frozen=True, slots=True)
class Placement:
    """One place for an image: pixels, safe zone (pixels; the part app controls may cover)."""

    name: str
    label: str
    size: Size
    safe: Insets = Insets()
    default: bool = True
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class FileRule:
    """What files a network takes. ``formats`` best first: ``jpeg``, ``png``, ``webp``."""

    formats: tuple[str, ...]
    max_bytes: int
    fact: Fact | None = None


@dataclass(frozen=True, slots=True)
class TextRule:
    """How a caption is counted. ``counter`` names an algorithm of :mod:`studio.caption.count`.

    ``limit`` is the longest caption in the counter's units; ``fold`` about how many characters show
    before "more", ``hashtags`` how many may stand in a caption, ``alt_limit`` the longest alt text in
    code points; 0 means not known or none. ``url_length`` is what every link counts, 0 for as it is.
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


@dataclass(frozen=True, slots=True)
class Network:
    """One network."""

    name: str
    label: str
    placements: tuple[Placement, ...]
    files: FileRule
    text: TextRule
