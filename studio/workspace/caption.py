"""Captions of one post, for people who paste them by hand.

In: a :class:`CaptionRequest`. Out: a :class:`CaptionReport` for each card and network. Nothing is
rendered and nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from studio.caption.alt import check_alt
from studio.caption.compose import check_names, compose
from studio.caption.networks import network as find_network
from studio.caption.networks import warn_if_old
from studio.diagnostics import Diagnostic
from studio.errors import InvalidInput
from studio.model.artifact import Caption
from studio.model.kind import Card, cards_of
from studio.model.network import Network
from studio.pack import pack_partners, pack_root, read_post
from studio.pipeline import card_of
from studio.resources import Resources
from studio.translation import pack_catalog
from studio.workspace.jobs import alt_of
from studio.workspace.networks import known_networks
from studio.workspace.partners import find_partners
from studio.workspace.versions import Skipped, Version, in_language


@dataclass(frozen=True, slots=True)
class CaptionRequest:
    """Whose captions: a post's file, or ``PACK/POST`` without folder and ending.

    No ``networks`` means the default ones, an empty ``language`` the post's own, an empty ``card`` all.
    ``partners`` are ids of kits; None: those that the pack names. ``today`` tells how old the network
    facts are; without it nobody asks.
    """

    post: Path
    networks: tuple[str, ...] = ()
    language: str = ""
    card: str = ""
    draft: bool = False
    partners: tuple[str, ...] | None = None
    today: date | None = None


@dataclass(frozen=True, slots=True)
class CaptionReport:
    """One card's words for one network."""

    post: str
    card: Card
    network: Network
    caption: Caption
    alt: str
    diagnostics: tuple[Diagnostic, ...]


def captions_of(
    request: CaptionRequest, *, resources: Resources, user: Path | None = None
) -> tuple[tuple[CaptionReport, ...], tuple[Diagnostic, ...]]:
    """The captions, and what was found on the way; ``user`` is the user's folder.

    Raises:
        InvalidInput: no such post, network, card or language; a post or translation that can't be used.
        EnvironmentFailure: a file can't be read.
    """
    known = known_networks(user)
    chosen = [find_network(name, known.networks) for name in dict.fromkeys(request.networks)]
    chosen = chosen or [network for network in known.networks.values() if network.default]
    file = post_file(request.post)
    post, found = read_post(file)
    name = request.language or post.language
    catalog = None if name == post.language else pack_catalog(pack_root(file), name)
    version = in_language(post, catalog, name, resources, draft=request.draft)
    if isinstance(version, Skipped):
        raise InvalidInput(*version.diagnostics)
    root = pack_root(file)
    wanted = pack_partners(root) if request.partners is None else request.partners
    partners, noted = find_partners(wanted, root, resources=resources, home=user)
    version = replace(version, partners=partners)
    found += noted
    cards = [card_of(post, request.card)] if request.card else cards_of(post)
    found += (*known.diagnostics, *version.diagnostics, *check_names(version.post, known.networks))
    found += warn_if_old(chosen, request.today) if request.today else ()
    return tuple(reports_of(version, cards, chosen)), found


def post_file(given: Path) -> Path:
    """The file that ``PACK/POST`` means, or ``given`` itself."""
    inside = given.parent / "posts" / f"{given.name}.toml"
    named = not given.is_file() and (given.parent / "pack.toml").is_file()
    return inside if named and inside.is_file() else given


def reports_of(
    version: Version, cards: Iterable[Card], networks: Iterable[Network]
) -> Iterable[CaptionReport]:
    """The captions of a post in a language: of each card, for each network."""
    networks = tuple(networks)
    for card in cards:
        alt = alt_of(version, card.name)
        for network in networks:
            caption = compose(version.post, card, network, version.words, alt, version.partners)
            found = (*caption.diagnostics, *check_alt(alt, version.post, card, network))
            yield CaptionReport(version.post.id, card, network, caption, alt, found)


def card_caption(version: Version, card: str, network: Network) -> Caption | None:
    """What a network shows under a card; None if the post has no such card."""
    known = next((one for one in cards_of(version.post) if one.name == card), None)
    if known is None:
        return None
    alt = alt_of(version, card)
    return compose(version.post, known, network, version.words, alt, version.partners)
