"""The networks file.

In: ``networks.toml`` beside this module, or a file of the same form. Out: frozen
:class:`~studio.model.network.Network` values by name. A wrong file is an
:class:`~studio.errors.InvalidInput` that names the file and each key that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from studio.caption.count import COUNTERS
from studio.datafile import Strict, line_of, parse_toml, read_text, validate
from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput
from studio.model.geometry import Insets, Size
from studio.model.network import Fact, FileRule, Network, Placement, TextRule

OLD_AFTER_DAYS = 180
"""Facts older than this deserve a new look: networks change their rules a few times a year."""

_Key = tuple[str | int, ...]

_Problem = tuple[_Key, str, dict[str, str]]

_NO_INSETS = (0, 0, 0, 0)
_DATA_FILE = "networks.toml"
_FIGURES = ("limit", "fold", "hashtags", "alt_limit", "url_length", "links_clickable")

_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
_Figure = Annotated[int, Field(ge=1, le=1_000_000)]
_Pixels = Annotated[int, Field(ge=0, le=20_000)]
_Text = Annotated[str, Field(min_length=1, max_length=300)]


class _Fact(Strict):
    source: _Text
    checked: date
    confidence: Literal["high", "medium", "low"]


class _Placement(Strict):
    name: _Name
    label: _Text
    size: Annotated[str, Field(pattern=r"^[1-9][0-9]{1,4}x[1-9][0-9]{1,4}$")]
    safe: Annotated[list[_Pixels], Field(min_length=4, max_length=4)] | None = None
    default: bool
    fact: _Fact


class _Files(Strict):
    formats: Annotated[list[Literal["jpeg", "png", "webp"]], Field(min_length=1)]
    max_bytes: Annotated[int, Field(ge=10_000)]
    fact: _Fact


class _TextData(Strict):
    counter: str
    limit: _Figure
    fold: _Figure | None = None
    hashtags: _Figure | None = None
    alt_limit: _Figure | None = None
    url_length: _Figure | None = None
    links_clickable: bool
    facts: dict[str, _Fact]


class _Network(Strict):
    label: _Text
    placement: Annotated[list[_Placement], Field(min_length=1)]
    files: _Files
    text: _TextData


class _File(Strict):
    """The whole file; ``schema`` is the version of its form."""

    form: Annotated[Literal[1], Field(alias="schema")]
    sources: dict[str, _Text]
    network: Annotated[dict[_Name, _Network], Field(min_length=1)]


def load_networks(path: Path | None = None) -> dict[str, Network]:
    """Every network of the studio's own file, or of ``path``, in the file's order.

    Raises:
        InvalidInput: ``data.missing``, ``data.syntax``, ``data.unknown-key``, ``data.bad-value`` …
            or ``networks.contradiction``; one diagnostic for each thing that is wrong.
        EnvironmentFailure: the file is there but can't be read.
    """
    return dict(_own_networks()) if path is None else _read(read_text(path), path)


def network(name: str, networks: Mapping[str, Network] | None = None) -> Network:
    """The network called ``name``.

    Raises:
        InvalidInput: ``network.unknown``, with the names that exist.
    """
    known = networks if networks is not None else _own_networks()
    if name in known:
        return known[name]
    close = get_close_matches(name.lower(), known, n=1, cutoff=0.5)
    hint = N_("Did you mean {close}? There are: {known}.") if close else N_("There are: {known}.")
    raise InvalidInput.of(
        "network.unknown",
        N_("There is no network “{name}”."),
        hint=hint,
        name=name,
        close="".join(close),
        known=", ".join(known),
    )


def warn_if_old(networks: Iterable[Network], today: date) -> tuple[Diagnostic, ...]:
    """A ``network.old-facts`` warning for each network with facts older than 180 days on ``today``."""
    findings: list[Diagnostic] = []
    for one in networks:
        oldest = min((fact.checked for fact in facts(one)), default=today)
        days = (today - oldest).days
        if days > OLD_AFTER_DAYS:
            findings.append(
                Diagnostic(
                    "network.old-facts",
                    Severity.WARNING,
                    N_("What we know of {network} was last checked on {day}, {days} days ago."),
                    {"network": one.label, "day": oldest.isoformat(), "days": days},
                    hint=N_("Look for a newer networks file; sizes and limits may have changed."),
                )
            )
    return tuple(findings)


def facts(one: Network) -> Iterator[Fact]:
    """Every fact of a network."""
    found = [*(placement.fact for placement in one.placements), one.files.fact]
    yield from filter(None, (*found, *one.text.facts.values()))


@cache
def _own_networks() -> dict[str, Network]:
    text = resources.files(__package__).joinpath(_DATA_FILE).read_text(encoding="utf-8")
    return _read(text, Path(_DATA_FILE))


def _read(text: str, file: Path) -> dict[str, Network]:
    data = validate(_File, parse_toml(text, file), file, text)
    wrong = [
        Diagnostic(
            "networks.contradiction",
            Severity.ERROR,
            message,
            params,
            Where(file=str(file), line=line_of(text, key), field=".".join(map(str, key))),
        )
        for key, message, params in _contradictions(data)
    ]
    if wrong:
        raise InvalidInput(*wrong)
    return {name: _network(name, one, data.sources) for name, one in data.network.items()}


def _contradictions(data: _File) -> Iterator[_Problem]:
    """(key, sentence, its values) for what no single key shows."""
    for name, one in data.network.items():
        at: _Key = ("network", name)
        yield from _placement_problems((*at, "placement"), one.placement)
        yield from _text_problems((*at, "text"), one.text)
        named: list[tuple[_Key, _Fact]] = [((*at, "files", "fact"), one.files.fact)]
        named += [((*at, "placement", i, "fact"), p.fact) for i, p in enumerate(one.placement)]
        named += [((*at, "text", "facts", key), fact) for key, fact in one.text.facts.items()]
        for key, fact in named:
            if fact.source not in data.sources:
                yield (
                    key,
                    N_("The source “{source}” does not stand under [sources]."),
                    {"source": fact.source},
                )


def _placement_problems(at: _Key, placements: list[_Placement]) -> Iterator[_Problem]:
    seen: set[str] = set()
    for index, placement in enumerate(placements):
        if placement.name in seen:
            yield (*at, index, "name"), N_("“{name}” stands there twice."), {"name": placement.name}
        seen.add(placement.name)
        top, right, bottom, left = placement.safe or _NO_INSETS
        size = Size.parse(placement.size)
        if left + right >= size.width or top + bottom >= size.height:
            yield (*at, index, "safe"), N_("The safe zone leaves no room for anything."), {}
    if not any(placement.default for placement in placements):
        yield at, N_("No placement is a default."), {}


def _text_problems(at: _Key, text: _TextData) -> Iterator[_Problem]:
    if text.counter not in COUNTERS:
        close = get_close_matches(text.counter, COUNTERS, n=1, cutoff=0.0)
        message = N_("There is no counter “{counter}”; did you mean “{close}”?")
        yield (*at, "counter"), message, {"counter": text.counter, "close": close[0]}
    if text.fold is not None and text.fold > text.limit:
        yield (*at, "fold"), N_("“fold” is more than “limit”."), {}
    if text.url_length is not None and text.url_length > text.limit:
        yield (*at, "url_length"), N_("“url_length” is more than “limit”."), {}
    for figure in _FIGURES:
        if getattr(text, figure) is not None and figure not in text.facts:
            yield (*at, figure), N_("“{figure}” has no line under “facts”."), {"figure": figure}
    for figure in text.facts:
        if figure not in _FIGURES or getattr(text, figure) is None:
            yield (*at, "facts", figure), N_("There is no figure “{figure}”."), {"figure": figure}


def _network(name: str, data: _Network, sources: Mapping[str, str]) -> Network:
    def fact(one: _Fact) -> Fact:
        return Fact(sources[one.source], one.checked, one.confidence)

    text = data.text
    text_facts = {figure: fact(one) for figure, one in text.facts.items()}
    return Network(
        name,
        data.label,
        tuple(
            Placement(
                p.name,
                p.label,
                Size.parse(p.size),
                Insets(*(p.safe or _NO_INSETS)),
                p.default,
                fact(p.fact),
            )
            for p in data.placement
        ),
        FileRule(tuple(data.files.formats), data.files.max_bytes, fact(data.files.fact)),
        TextRule(
            text.counter,
            text.limit,
            text.fold or 0,
            text.hashtags or 0,
            text.links_clickable,
            text.alt_limit or 0,
            text.url_length or 0,
            text_facts["limit"],
            text_facts,
        ),
    )
