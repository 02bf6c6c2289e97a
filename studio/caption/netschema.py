"""What may stand in a networks file, as pydantic models.

In: nothing. Out: strict models (unknown keys are errors) of the studio's own file and of the user's
settings. What types can't express is checked in :mod:`studio.caption.netchecks`.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from studio.datafile import Strict

FORM = 1
"""Version of the form of these files; the studio reads this one."""

Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
Short = Annotated[str, Field(min_length=1, max_length=300)]
_Figure = Annotated[int, Field(ge=1, le=1_000_000)]
_Pixels = Annotated[int, Field(ge=0, le=20_000)]
_Ratio = Annotated[float, Field(gt=0, le=100)]
_Format = Literal["jpeg", "png", "webp", "gif", "pdf", "svg"]
_Millimetres = Annotated[float, Field(gt=0, le=10_000)]


class FactData(Strict):
    """Where a figure comes from."""

    source: Short
    checked: date
    confidence: Literal["high", "medium", "low"]
    note: Annotated[str, Field(max_length=300)] = ""


class PaperData(Strict):
    """A printed sheet: ``trim`` and ``bleed`` in mm."""

    trim: Annotated[list[_Millimetres], Field(min_length=2, max_length=2)]
    bleed: Annotated[float, Field(ge=0, le=100)]
    dpi: Annotated[int, Field(ge=30, le=1200)]


class OwnPlacement(Strict):
    """A placement of the user's own."""

    name: Name
    label: Short
    size: Annotated[str, Field(pattern=r"^[1-9][0-9]{1,4}x[1-9][0-9]{1,4}$")]
    safe: Annotated[list[_Pixels], Field(min_length=4, max_length=4)] | None = None
    default: bool = True
    paper: PaperData | None = None


class PlacementData(OwnPlacement):
    """A placement with its fact."""

    default: bool
    fact: FactData


class FilesData(Strict):
    """What files a network takes."""

    formats: Annotated[list[_Format], Field(min_length=1)]
    max_bytes: Annotated[int, Field(ge=10_000)]
    images: _Figure | None = None
    max_side: _Figure | None = None
    max_pixels: Annotated[int, Field(ge=10_000)] | None = None
    ratio: Annotated[list[_Ratio], Field(min_length=2, max_length=2)] | None = None
    fact: FactData
    facts: dict[str, FactData] = Field(default={})


class CautionData(Strict):
    """A limit that may hold too."""

    counter: str
    limit: _Figure
    fact: FactData


class TextData(Strict):
    """How captions are counted; every figure given has its fact."""

    counter: str
    limit: _Figure
    byte_limit: _Figure | None = None
    caution: CautionData | None = None
    fold: _Figure | None = None
    fold_lines: _Figure | None = None
    hashtags: _Figure | None = None
    mentions: _Figure | None = None
    links: _Figure | None = None
    alt_limit: _Figure | None = None
    url_length: _Figure | None = None
    links_clickable: bool
    grammar: str | None = None
    direction: Literal["isolate", "mark"] | None = None
    threads: bool = False
    follow_up: Literal["reply", "comment", "message"] | None = None
    facts: dict[str, FactData]


class NetworkData(Strict):
    """One network."""

    label: Short
    default: bool = False
    unknown: list[Short] = Field(default=[])
    placement: Annotated[list[PlacementData], Field(min_length=1)]
    files: FilesData
    text: TextData


class NetworksFile(Strict):
    """The whole file; ``schema`` is the version of its form, ``version`` the day it was made."""

    form: Annotated[Literal[1], Field(alias="schema")]
    version: date
    sources: dict[str, Short]
    network: Annotated[dict[Name, NetworkData], Field(min_length=1)]


class OwnAddition(OwnPlacement):
    """A placement of the user's own on a network that the studio knows."""

    network: Name


class OwnNetwork(Strict):
    """A network of the user's own: a school's screen, a roll-up, a newsletter."""

    label: Short
    default: bool = False
    formats: Annotated[list[_Format], Field(min_length=1)] = Field(default=["png"])
    max_bytes: Annotated[int, Field(ge=10_000, le=1_000_000_000)] = 50_000_000
    limit: _Figure = 10_000
    counter: str = "code-points"
    links_clickable: bool = True
    placement: Annotated[list[OwnPlacement], Field(min_length=1)]


class OwnFile(Strict):
    """The user's settings file."""

    form: Annotated[Literal[1], Field(alias="schema")]
    placement: list[OwnAddition] = Field(default=[])
    network: dict[Name, OwnNetwork] = Field(default={})
