"""The networks file.

In: ``networks.toml`` beside this module, or a file of the same form. Out: frozen
:class:`~studio.model.network.Network` values by name. A wrong file is an
:class:`~studio.errors.InvalidInput` that names the file and each key that is wrong.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.caption.count import COUNTERS
from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput
from studio.model.geometry import Insets, Size
from studio.model.network import Fact, FileRule, Network, Placement, TextRule

OLD_AFTER_DAYS = 180
"""Facts older than this deserve a new look: networks change their rules a few times a year."""

_DATA_FILE = "networks.toml"
_FIGURES = ("limit", "fold", "hashtags", "alt_limit", "url_length", "links_clickable")

_Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=40)]
_Figure = Annotated[int, Field(ge=1, le=1_000_000)]
_Pixels = Annotated[int, Field(ge=0, le=20_000)]
_Text = Annotated[str, Field(min_length=1, max_length=300)]


class _Data(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class _Fact(_Data):
    source: _Text
    checked: date
    confidence: Literal["high", "medium", "low"]


class _Placement(_Data):
    name: _Name
    label: _Text
    size: Annotated[str, Field(pattern=r"^[1-9][0-9]{1,4}x[1-9][0-9]{1,4}$")]
    safe: Annotated[list[_Pixels], Field(min_length=4, max_length=4)] = [0, 0, 0, 0]
    default: bool
    fact: _Fact


class _Files(_Data):
    formats: Annotated[list[Literal["jpeg", "png", "webp"]], Field(min_length=1)]
    max_bytes: Annotated[int, Field(ge=10_000)]
    fact: _Fact


class _TextData(_Data):
    counter: str
    limit: _Figure
    fold: _Figure | None = None
    hashtags: _Figure | None = None
    alt_limit: _Figure | None = None
    url_length: _Figure | None = None
    links_clickable: bool
    facts: dict[str, _Fact]


class _Network(_Data):
    label: _Text
    placement: Annotated[list[_Placement], Field(min_length=1)]
    files: _Files
    text: _TextData


class _File(_Data):
    """The whole file: ``schema`` is the version of its form."""

    form: Annotated[Literal[1], Field(alias="schema")]
    sources: dict[str, _Text]
    network: Annotated[dict[_Name, _Network], Field(min_length=1)]


def load_networks(path: Path | None = None) -> dict[str, Network]:
    """Every network of the studio's own file, or of ``path``, in the file's order.

    Raises:
        InvalidInput: ``networks.unreadable``, ``networks.syntax``, ``networks.unknown-key`` or
            ``networks.invalid``; one diagnostic for each thing that is wrong.
    """
    return dict(_own_networks()) if path is None else _read(_file_text(path), str(path))


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
    return _read(text, _DATA_FILE)


def _file_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidInput.of(
            "networks.unreadable",
            N_("The networks file can't be read: {reason}."),
            where=Where(file=str(path)),
            hint=N_("It must be a text file in UTF-8."),
            reason=reason,
        ) from error


def _read(text: str, file: str) -> dict[str, Network]:
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise InvalidInput.of(
            "networks.syntax",
            N_("The networks file is not valid TOML: {reason}."),
            where=Where(file=file, line=int(line[1]) if line else 0),
            reason=str(error),
        ) from error
    try:
        data = _File.model_validate(raw)
    except ValidationError as error:
        raise InvalidInput(*(_finding(item, file) for item in error.errors())) from error
    wrong = [_wrong(file, key, problem) for key, problem in _contradictions(data)]
    if wrong:
        raise InvalidInput(*wrong)
    return {name: _network(name, one, data.sources) for name, one in data.network.items()}


def _finding(item: Mapping[str, object], file: str) -> Diagnostic:
    """One of pydantic's errors as a diagnostic."""
    place = item["loc"]
    assert isinstance(place, tuple)
    key = ".".join(str(part + 1) if isinstance(part, int) else str(part) for part in place)
    if item["type"] != "extra_forbidden":
        return _wrong(file, key, str(item["msg"]))
    kinds = (_File, _Network, _Placement, _Files, _TextData, _Fact)
    names = {field.alias or name for kind in kinds for name, field in kind.model_fields.items()}
    close = get_close_matches(str(place[-1]), sorted(names), n=1)
    return Diagnostic(
        "networks.unknown-key",
        Severity.ERROR,
        N_("The networks file has a key that nobody knows: {key}."),
        {"key": key, "close": "".join(close)},
        Where(file=file, field=key),
        N_("Did you mean {close}?") if close else "",
    )


def _wrong(file: str, key: str, problem: str) -> Diagnostic:
    return Diagnostic(
        "networks.invalid",
        Severity.ERROR,
        N_("In the networks file, {key} is wrong: {problem}."),
        {"key": key, "problem": problem},
        Where(file=file, field=key),
    )


def _contradictions(data: _File) -> Iterator[tuple[str, str]]:
    """(key, problem) for what no single key shows."""
    for name, one in data.network.items():
        at = f"network.{name}"
        yield from _placement_problems(f"{at}.placement", one.placement)
        yield from _text_problems(f"{at}.text", one.text)
        named = [(f"{at}.placement.{i}.fact", p.fact) for i, p in enumerate(one.placement, 1)]
        named.append((f"{at}.files.fact", one.files.fact))
        named += [(f"{at}.text.facts.{key}", fact) for key, fact in one.text.facts.items()]
        for key, fact in named:
            if fact.source not in data.sources:
                yield f"{key}.source", f"“{fact.source}” does not stand under [sources]"


def _placement_problems(at: str, placements: list[_Placement]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for index, placement in enumerate(placements, 1):
        if placement.name in seen:
            yield f"{at}.{index}.name", f"“{placement.name}” stands there twice"
        seen.add(placement.name)
        top, right, bottom, left = placement.safe
        size = Size.parse(placement.size)
        if left + right >= size.width or top + bottom >= size.height:
            yield f"{at}.{index}.safe", "it leaves no room for anything"
    if not any(placement.default for placement in placements):
        yield at, "none of them is a default"


def _text_problems(at: str, text: _TextData) -> Iterator[tuple[str, str]]:
    if text.counter not in COUNTERS:
        close = get_close_matches(text.counter, COUNTERS, n=1, cutoff=0.0)
        yield f"{at}.counter", f"“{text.counter}” is no counter; did you mean {close[0]}"
    if text.fold is not None and text.fold > text.limit:
        yield f"{at}.fold", "it is more than limit"
    if text.url_length is not None and text.url_length > text.limit:
        yield f"{at}.url_length", "it is more than limit"
    for figure in _FIGURES:
        if getattr(text, figure) is not None and figure not in text.facts:
            yield f"{at}.facts.{figure}", "the figure is given without its fact"
    for figure in text.facts:
        if figure not in _FIGURES or getattr(text, figure) is None:
            yield f"{at}.facts.{figure}", "there is no such figure"


def _network(name: str, data: _Network, sources: Mapping[str, str]) -> Network:
    def fact(one: _Fact) -> Fact:
        return Fact(sources[one.source], one.checked, one.confidence)

    text = data.text
    text_facts = {figure: fact(one) for figure, one in text.facts.items()}
    return Network(
        name,
        data.label,
        tuple(
            Placement(p.name, p.label, Size.parse(p.size), Insets(*p.safe), p.default, fact(p.fact))
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
