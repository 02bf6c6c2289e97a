"""Everything that can be known of a pack before it is exported.

In: a pack's folder. Out: a :class:`CheckReport`: pack, catalogs, whether every card fits in every
language at every default size and stands out from what is under it, captions and alt texts. Nothing is
written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from studio.caption.alt import check_alt
from studio.caption.compose import check_names, compose
from studio.caption.networks import warn_if_old
from studio.diagnostics import Diagnostic, Severity
from studio.errors import StudioError
from studio.model.geometry import Size
from studio.model.kind import Card, cards_of
from studio.model.network import Network, Placement
from studio.model.partner import Partner
from studio.model.post import Pack
from studio.pipeline import Pipeline
from studio.resources import Resources
from studio.workspace.jobs import alt_of
from studio.workspace.networks import known_networks
from studio.workspace.partners import partners_of
from studio.workspace.select import Selection
from studio.workspace.versions import Version, open_edition
from studio.workspace.worker import Setup, check_picture, ready_pipeline


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was looked at and what was found, each finding once."""

    posts: int
    languages: tuple[str, ...]
    cards: int
    captions: int
    diagnostics: tuple[Diagnostic, ...]

    def count(self, severity: Severity) -> int:
        """How many findings are of ``severity``."""
        return sum(d.severity is severity for d in self.diagnostics)


def check_pack(
    folder: Path, *, resources: Resources, today: date, selection: Selection | None = None
) -> CheckReport:
    """Check the pack in ``folder``; ``today`` tells how old the network facts are.

    Raises:
        InvalidInput: no pack or a bad ``pack.toml``.
        EnvironmentFailure: files can't be read, fonts are absent.
    """
    selection = selection or Selection()
    known = known_networks()
    networks = known.networks
    chosen = selection.wanted_networks(networks)
    edition = open_edition(folder, selection, networks, resources)
    pipeline = ready_pipeline(Setup(resources, folder))
    partners, noted = _partners(edition.pack, folder, resources)
    found = [*noted, *edition.diagnostics, *known.diagnostics, *warn_if_old(chosen, today)]
    found += [d for skipped in edition.skipped for d in skipped.diagnostics]
    sizes: dict[Size, list[tuple[str, Placement]]] = {}
    for network in chosen:
        for placement in network.placements:
            if placement.default:
                sizes.setdefault(placement.size, []).append((network.name, placement))
    cards = captions = 0
    for version in edition.versions:
        found += (*version.diagnostics, *check_names(version.post, networks))
        for card in cards_of(version.post):
            shown = replace(version, partners=partners)
            found += _check_words(shown, card, {n.name: n for n in chosen})
            captions += len(chosen)
            for size, places in sizes.items():
                # Which colours meet does not depend on the language, so one is looked at.
                own = version.post.language == edition.pack.language
                found += _check_fit(pipeline, shown, card, size, places, contrast=own)
                cards += 1
    languages = tuple(dict.fromkeys(v.post.language for v in edition.versions))
    return CheckReport(len(edition.pack.posts), languages, cards, captions, _once(found))


def _partners(
    pack: Pack, folder: Path, resources: Resources
) -> tuple[tuple[Partner, ...], tuple[Diagnostic, ...]]:
    try:
        return partners_of(pack, folder, resources=resources)
    except StudioError as error:
        return (), error.diagnostics


def _check_words(version: Version, card: Card, networks: Mapping[str, Network]) -> list[Diagnostic]:
    post = version.post
    alt = alt_of(version, card.name)
    found: list[Diagnostic] = []
    for network in networks.values():
        found += compose(post, card, network, version.words, alt, version.partners).diagnostics
        found += check_alt(alt, post, card, network)
    return [d.at(file=post.file, post=post.id, language=post.language) for d in found]


def _check_fit(
    pipeline: Pipeline,
    version: Version,
    card: Card,
    size: Size,
    places: Sequence[tuple[str, Placement]],
    *,
    contrast: bool,
) -> list[Diagnostic]:
    post = version.post
    try:
        check_picture(pipeline, post)
        frame, found = pipeline.frame(post, card.name, size, partners=version.partners)
        if contrast:
            found = (*found, *pipeline.faint_texts(frame))
        for network, placement in places:
            found = (*found, *pipeline.covered_texts(frame, network, placement))
    except StudioError as error:
        found = error.diagnostics
    return [d.at(file=post.file, post=post.id, language=post.language, size=str(size)) for d in found]


def _once(diagnostics: list[Diagnostic]) -> tuple[Diagnostic, ...]:
    return tuple({(d.code, str(d)): d for d in diagnostics}.values())
