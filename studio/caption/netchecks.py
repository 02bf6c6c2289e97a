"""Contradictions in a networks file, which types can't express.

In: a validated file. Out: (key, English sentence with places, values for them), one for each. Figures
that can't both be right are refused: nobody could say which of them to follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from studio.caption.count import COUNTERS
from studio.caption.grammar import GRAMMARS
from studio.caption.netschema import (
    FactData,
    FilesData,
    NetworkData,
    NetworksFile,
    OwnFile,
    OwnPlacement,
    TextData,
)
from studio.diagnostics import N_
from studio.model.geometry import Size
from studio.model.network import Network, Paper

FIGURES = (
    "limit",
    "byte_limit",
    "fold",
    "fold_lines",
    "hashtags",
    "mentions",
    "links",
    "alt_limit",
    "url_length",
    "links_clickable",
    "grammar",
    "direction",
)
"""What of ``text`` needs a line under ``facts``."""

FILE_FIGURES = ("images", "max_side", "max_pixels", "ratio")
"""What of ``files`` needs a line under ``facts``."""

MOST_SIDE = 8192
"""The longest side of an image, in pixels."""

Key = tuple[str | int, ...]
Problem = tuple[Key, str, dict[str, str]]


def contradictions(data: NetworksFile) -> Iterator[Problem]:
    """What contradicts itself in the studio's own file or a newer one."""
    for name, one in data.network.items():
        at: Key = ("network", name)
        yield from _placement_problems((*at, "placement"), one.placement)
        yield from _size_problems((*at, "placement"), one.placement, one.files)
        yield from _file_problems((*at, "files"), one.files)
        yield from _text_problems((*at, "text"), one.text)
        for key, fact in _facts(at, one):
            if fact.source not in data.sources:
                message = N_("The source “{source}” does not stand under [sources].")
                yield key, message, {"source": fact.source}
            if fact.checked > data.version:
                message = N_("It was checked on {checked}, after the file's own day, {version}.")
                dates = {"checked": fact.checked.isoformat(), "version": data.version.isoformat()}
                yield key, message, dates
    if not any(one.default for one in data.network.values()):
        yield ("network",), N_("No network is a default."), {}


def own_contradictions(data: OwnFile, known: Mapping[str, Network]) -> Iterator[Problem]:
    """What contradicts itself, or the networks that are ``known``, in the user's settings."""
    for name, one in data.network.items():
        at: Key = ("network", name)
        if name in known:
            message = N_("The studio knows “{name}” already; add to it with [[placement]].")
            yield at, message, {"name": name}
        yield from _placement_problems((*at, "placement"), one.placement)
        yield from _counter_problem((*at, "counter"), one.counter)
    seen: set[tuple[str, str]] = set()
    for index, place in enumerate(data.placement):
        key: Key = ("placement", index)
        network = known.get(place.network)
        if network is None:
            message = N_("There is no network “{name}”; there are: {known}.")
            yield (*key, "network"), message, {"name": place.network, "known": ", ".join(known)}
            continue
        taken = {p.name for p in network.placements}
        if place.name in taken or (place.network, place.name) in seen:
            yield (*key, "name"), N_("“{name}” stands there twice."), {"name": place.name}
        seen.add((place.network, place.name))
        yield from _one_placement((*key,), place)


def _facts(at: Key, one: NetworkData) -> Iterator[tuple[Key, FactData]]:
    for index, placement in enumerate(one.placement):
        yield (*at, "placement", index, "fact"), placement.fact
    yield (*at, "files", "fact"), one.files.fact
    for figure, fact in one.files.facts.items():
        yield (*at, "files", "facts", figure), fact
    for figure, fact in one.text.facts.items():
        yield (*at, "text", "facts", figure), fact
    if one.text.caution:
        yield (*at, "text", "caution"), one.text.caution.fact


def _placement_problems(at: Key, placements: Iterable[OwnPlacement]) -> Iterator[Problem]:
    names: set[str] = set()
    placements = list(placements)
    for index, placement in enumerate(placements):
        if placement.name in names:
            message = N_("“{name}” stands there twice.")
            yield (*at, index, "name"), message, {"name": placement.name}
        names.add(placement.name)
        yield from _one_placement((*at, index), placement)
    if not any(placement.default for placement in placements):
        yield at, N_("No placement is a default."), {}


def _one_placement(at: Key, placement: OwnPlacement) -> Iterator[Problem]:
    size = Size.parse(placement.size)
    if max(size) > MOST_SIDE:
        message = N_("A side of {size} has more than {most} pixels.")
        yield (*at, "size"), message, {"size": placement.size, "most": str(MOST_SIDE)}
    if placement.safe:
        top, right, bottom, left = placement.safe
        if left + right >= size.width or top + bottom >= size.height:
            yield (*at, "safe"), N_("The safe zone leaves no room for anything."), {}
    if placement.paper:
        paper = placement.paper
        pixels = Paper(Size(*paper.trim), paper.bleed, paper.dpi).pixels
        if pixels != size:
            message = N_("The size is {size}, but that paper with its bleed has {pixels} pixels.")
            yield (*at, "size"), message, {"size": str(size), "pixels": str(pixels)}


def _size_problems(at: Key, placements: Iterable[OwnPlacement], files: FilesData) -> Iterator[Problem]:
    for index, placement in enumerate(placements):
        size = Size.parse(placement.size)
        least, most = files.ratio or (0.0, 1e9)
        # Whole pixels can't keep a ratio exactly.
        small = least * 0.99 > size.width / size.height
        if small or size.width / size.height > most * 1.01:
            message = N_("The size {size} is outside the “ratio” of the network's files.")
        elif files.max_side and max(size) > files.max_side:
            message = N_("The size {size} is more than “max_side” of the network's files.")
        elif files.max_pixels and size.width * size.height > files.max_pixels:
            message = N_("The size {size} is more than “max_pixels” of the network's files.")
        else:
            continue
        yield (*at, index, "size"), message, {"size": placement.size}


def _file_problems(at: Key, files: FilesData) -> Iterator[Problem]:
    if files.ratio and files.ratio[0] > files.ratio[1]:
        yield (*at, "ratio"), N_("“ratio” begins with the greater number."), {}
    given = {f: getattr(files, f) for f in FILE_FIGURES}
    yield from _fact_problems(at, given, files.facts)


def _text_problems(at: Key, text: TextData) -> Iterator[Problem]:
    yield from _counter_problem((*at, "counter"), text.counter)
    if text.caution:
        yield from _counter_problem((*at, "caution", "counter"), text.caution.counter)
    if text.grammar is not None and text.grammar not in GRAMMARS:
        close = get_close_matches(text.grammar, GRAMMARS, n=1, cutoff=0.0)
        message = N_("There is no grammar “{grammar}”; did you mean “{close}”?")
        yield (*at, "grammar"), message, {"grammar": text.grammar, "close": close[0]}
    if text.fold is not None and text.fold > text.limit:
        yield (*at, "fold"), N_("“fold” is more than “limit”."), {}
    if text.url_length is not None and text.url_length > text.limit:
        yield (*at, "url_length"), N_("“url_length” is more than “limit”."), {}
    if text.byte_limit is not None and text.byte_limit < text.limit:
        yield (*at, "byte_limit"), N_("“byte_limit” is less than “limit”."), {}
    yield from _fact_problems(at, {f: getattr(text, f) for f in FIGURES}, text.facts)


def _counter_problem(at: Key, counter: str) -> Iterator[Problem]:
    if counter not in COUNTERS:
        close = get_close_matches(counter, COUNTERS, n=1, cutoff=0.0)
        message = N_("There is no counter “{counter}”; did you mean “{close}”?")
        yield at, message, {"counter": counter, "close": close[0]}


def _fact_problems(
    at: Key, given: Mapping[str, object], facts: Mapping[str, FactData]
) -> Iterator[Problem]:
    """Figures without a fact, and facts without a figure."""
    for figure, value in given.items():
        if value is not None and figure not in facts:
            yield (*at, figure), N_("“{figure}” has no line under “facts”."), {"figure": figure}
    for figure in facts:
        if given.get(figure) is None:
            yield (*at, "facts", figure), N_("There is no figure “{figure}”."), {"figure": figure}
