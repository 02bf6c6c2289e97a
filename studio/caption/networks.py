"""The networks files: the studio's own, a newer one, and what the user adds.

In: ``networks.toml`` beside this module, a newer file of the same form, the user's settings. Out:
frozen :class:`~studio.model.network.Network` values by name. A wrong file is an
:class:`~studio.errors.InvalidInput` that names the file and each key that is wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib import resources
from pathlib import Path

from studio.caption.netchecks import FIGURES, Problem, contradictions, own_contradictions
from studio.caption.netschema import (
    FORM,
    FactData,
    FilesData,
    NetworkData,
    NetworksFile,
    OwnFile,
    OwnNetwork,
    OwnPlacement,
    PlacementData,
    TextData,
)
from studio.datafile import line_of, parse_toml, read_text, validate
from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput
from studio.model.geometry import Insets, Size
from studio.model.network import Caution, Fact, FileRule, Network, Paper, Placement, TextRule

OLD_AFTER_DAYS = 180
"""Facts older than this deserve a new look: networks change their rules a few times a year."""

_NO_INSETS = (0, 0, 0, 0)
_DATA_FILE = "networks.toml"


@dataclass(frozen=True, slots=True)
class Networks:
    """All that a file says: ``version`` is the day it was made."""

    version: date
    networks: Mapping[str, Network]


def load_networks(path: Path | None = None) -> dict[str, Network]:
    """Every network of the studio's own file, or of ``path``, in the file's order.

    Raises:
        InvalidInput: ``data.missing``, ``data.syntax``, ``data.unknown-key``, ``data.bad-value`` …
            or ``networks.contradiction``; one diagnostic for each thing that is wrong.
        EnvironmentFailure: the file is there but can't be read.
    """
    return dict((own_file() if path is None else read_networks(path)).networks)


def read_networks(path: Path) -> Networks:
    """The networks file at ``path``; raises as :func:`load_networks`."""
    return parse_networks(read_text(path), path)


def parse_networks(text: str, file: Path) -> Networks:
    """A networks file from its text; ``file`` is for diagnostics. Raises as :func:`load_networks`."""
    raw = parse_toml(text, file)
    _refuse_other_form(raw, file, text)
    data = validate(NetworksFile, raw, file, text)
    _refuse(contradictions(data), file, text)
    networks = {name: _network(name, one, data.sources) for name, one in data.network.items()}
    return Networks(data.version, networks)


def with_own(known: Mapping[str, Network], path: Path) -> dict[str, Network]:
    """``known`` with the placements and networks of the user's settings file.

    Raises:
        InvalidInput: as :func:`load_networks`; also for a network that is known already, and a
            placement on one that is not.
        EnvironmentFailure: the file is there but can't be read.
    """
    text = read_text(path)
    raw = parse_toml(text, path)
    _refuse_other_form(raw, path, text)
    data = validate(OwnFile, raw, path, text)
    _refuse(own_contradictions(data, known), path, text)
    networks = dict(known)
    for one in data.placement:
        network = networks[one.network]
        places = (*network.placements, _own_placement(one))
        networks[one.network] = replace(network, placements=places)
    networks.update((name, _own_network(name, one)) for name, one in data.network.items())
    return networks


def network(name: str, networks: Mapping[str, Network] | None = None) -> Network:
    """The network called ``name``.

    Raises:
        InvalidInput: ``network.unknown``, with the names that exist.
    """
    known = networks if networks is not None else own_file().networks
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
    return (fact for _figure, _value, fact in figures(one) if fact)


def figures(one: Network) -> Iterator[tuple[str, str, Fact | None]]:
    """Every figure of a network: its name as in the file (``text.limit``), its value, its fact."""
    for place in one.placements:
        shown = str(place.size)
        if any(place.safe):
            shown += ", safe " + " ".join(f"{side:g}" for side in place.safe)
        yield f"placement.{place.name}", shown, place.fact
    files, text = one.files, one.text
    yield "files", f"{', '.join(files.formats)}, {files.max_bytes} bytes", files.fact
    for figure, fact in files.facts.items():
        value = getattr(files, figure)
        shown = f"{value[0]} to {value[1]}" if figure == "ratio" else str(value)
        yield f"files.{figure}", shown, fact
    for figure in FIGURES:
        if known := text.facts.get(figure):
            unit = f" ({text.counter})" if figure == "limit" else ""
            yield f"text.{figure}", f"{getattr(text, figure)}{unit}", known
    if caution := text.caution:
        yield "text.caution", f"{caution.limit} ({caution.counter})", caution.fact


@cache
def own_file() -> Networks:
    """The studio's own file."""
    text = resources.files(__package__).joinpath(_DATA_FILE).read_text(encoding="utf-8")
    return parse_networks(text, Path(_DATA_FILE))


def _refuse_other_form(raw: Mapping[str, object], file: Path, text: str) -> None:
    form = raw.get("schema")
    if isinstance(form, int) and form > FORM:
        raise InvalidInput.of(
            "networks.too-new",
            N_("The file is of the newer form {form}; this studio reads form {known}."),
            where=Where(file=str(file), line=line_of(text, ("schema",)), field="schema"),
            hint=N_("Update the studio."),
            form=form,
            known=FORM,
        )


def _refuse(problems: Iterable[Problem], file: Path, text: str) -> None:
    wrong = [
        Diagnostic(
            "networks.contradiction",
            Severity.ERROR,
            message,
            params,
            Where(file=str(file), line=line_of(text, key), field=".".join(map(str, key))),
        )
        for key, message, params in problems
    ]
    if wrong:
        raise InvalidInput(*wrong)


def _network(name: str, data: NetworkData, sources: Mapping[str, str]) -> Network:
    return Network(
        name,
        data.label,
        tuple(_placement(one, sources) for one in data.placement),
        _files(data.files, sources),
        _text(data.text, sources),
        data.default,
        tuple(data.unknown),
    )


def _fact(data: FactData, sources: Mapping[str, str]) -> Fact:
    return Fact(sources[data.source], data.checked, data.confidence, data.note)


def _facts(data: Mapping[str, FactData], sources: Mapping[str, str]) -> dict[str, Fact]:
    return {figure: _fact(one, sources) for figure, one in data.items()}


def _placement(data: PlacementData, sources: Mapping[str, str]) -> Placement:
    return replace(_own_placement(data), fact=_fact(data.fact, sources))


def _own_placement(data: OwnPlacement) -> Placement:
    paper = data.paper
    return Placement(
        data.name,
        data.label,
        Size.parse(data.size),
        Insets(*(data.safe or _NO_INSETS)),
        data.default,
        paper=Paper(Size(*paper.trim), paper.bleed, paper.dpi) if paper else None,
    )


def _files(data: FilesData, sources: Mapping[str, str]) -> FileRule:
    least, most = data.ratio or (0.0, 0.0)
    return FileRule(
        tuple(data.formats),
        data.max_bytes,
        _fact(data.fact, sources),
        data.images or 0,
        data.max_side or 0,
        data.max_pixels or 0,
        (least, most),
        _facts(data.facts, sources),
    )


def _text(data: TextData, sources: Mapping[str, str]) -> TextRule:
    known = _facts(data.facts, sources)
    caution = data.caution
    return TextRule(
        data.counter,
        data.limit,
        data.fold or 0,
        data.hashtags or 0,
        data.links_clickable,
        data.alt_limit or 0,
        data.url_length or 0,
        known["limit"],
        known,
        grammar=data.grammar or "x",
        byte_limit=data.byte_limit or 0,
        fold_lines=data.fold_lines or 0,
        mentions=data.mentions or 0,
        links=data.links or 0,
        threads=data.threads,
        follow_up=data.follow_up or "",
        direction=data.direction or "",
        caution=Caution(caution.counter, caution.limit, _fact(caution.fact, sources))
        if caution
        else None,
    )


def _own_network(name: str, data: OwnNetwork) -> Network:
    return Network(
        name,
        data.label,
        tuple(_own_placement(one) for one in data.placement),
        FileRule(tuple(data.formats), data.max_bytes),
        TextRule(data.counter, data.limit, links_clickable=data.links_clickable),
        data.default,
    )
