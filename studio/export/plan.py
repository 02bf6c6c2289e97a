"""What an export will make: one entry per file, in a stable order, each with a name of its own.

In: post versions (one per language), networks, wishes, and who owns which name in the folder already.
Out: frozen :class:`Entry` values. Nothing is rendered and no file is touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.export.names import folded, numbered, safe_stem
from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.model.network import Network, Paper, Placement
from studio.model.post import Post

EXTENSIONS = {"jpeg": "jpg", "png": "png", "webp": "webp", "gif": "gif", "pdf": "pdf", "svg": "svg"}
"""File name extension of every format."""


class Owner(NamedTuple):
    """Whose a name is: one card of one post of one pack."""

    pack: str
    post: str
    card: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One image to be: a card of a post version at a network's placement.

    ``stem`` is the owner's part of all its file names; ``version`` is the position of the post
    version in the plan's input. ``max_bytes`` 0 means no limit; ``paper`` is for print only.
    """

    owner: Owner
    stem: str
    version: int
    kind: str
    language: str
    network: str
    placement: str
    size: Size
    format: str
    max_bytes: int
    paper: Paper | None = None

    @property
    def name(self) -> str:
        """``<post>_<language>_<network>-<placement>_<W>x<H>.<ext>``."""
        place = f"{self.network}-{self.placement}"
        return f"{self.stem}_{self.language}_{place}_{self.size}.{EXTENSIONS[self.format]}"

    @property
    def caption_name(self) -> str:
        """``<post>_<language>_<network>.txt``, shared by all placements of the network."""
        return f"{self.stem}_{self.language}_{self.network}.txt"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked for; an empty tuple means the network's own defaults."""

    placements: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()


def claim_stems(pack: str, posts: Iterable[Post], owned: Mapping[Owner, str]) -> dict[Owner, str]:
    """A stem for every card of ``posts`` that no other card of the folder has.

    ``owned`` are the stems already given in the folder, by this pack or another: an owner keeps its
    stem for ever, a newcomer with the same name gets ``-2``, ``-3`` … Claim for all posts of a pack,
    not only the chosen ones, so that names don't depend on what was chosen.
    """
    taken = {folded(stem) for stem in owned.values()}
    claims: dict[Owner, str] = {}
    for post in posts:
        cards = cards_of(post)
        for card in cards:
            owner = Owner(pack, post.id, card.name)
            if owner in claims:
                continue
            stem = owned.get(owner)
            if stem is None:
                wished = safe_stem(f"{post.id}-{card.name}" if len(cards) > 1 else post.id)
                stem = _first_free(wished, taken)
            taken.add(folded(stem))
            claims[owner] = stem
    return claims


def plan_export(
    pack: str,
    versions: Sequence[Post],
    networks: Iterable[Network],
    stems: Mapping[Owner, str],
    wishes: Wishes | None = None,
) -> tuple[tuple[Entry, ...], tuple[Diagnostic, ...]]:
    """All images of ``versions`` for ``networks``, by version, card, network, placement, format.

    A wished format that a network doesn't take, or a wished placement that no network has, makes no
    entry but a warning.
    """
    wishes = wishes or Wishes()
    slots, diagnostics = _slots(tuple(networks), wishes)
    entries = [
        Entry(
            owner := Owner(pack, post.id, card.name),
            stems[owner],
            index,
            post.kind,
            post.language,
            network.name,
            placement.name,
            placement.size,
            format_,
            network.files.max_bytes,
            placement.paper,
        )
        for index, post in enumerate(versions)
        for card in cards_of(post)
        for network, placement, format_ in slots
    ]
    return tuple(entries), diagnostics


def _slots(
    networks: tuple[Network, ...], wishes: Wishes
) -> tuple[list[tuple[Network, Placement, str]], tuple[Diagnostic, ...]]:
    slots: list[tuple[Network, Placement, str]] = []
    diagnostics: list[Diagnostic] = []
    found: set[str] = set()
    for network in networks:
        wished = [p for p in network.placements if _wanted(p, wishes.placements)]
        found.update(p.name for p in wished)
        formats = [f for f in wishes.formats or network.files.formats[:1] if f in network.files.formats]
        diagnostics += [
            _format_refused(network, f) for f in wishes.formats if f not in network.files.formats
        ]
        slots += [(network, placement, f) for placement in wished for f in formats]
    known = sorted({p.name for network in networks for p in network.placements})
    diagnostics += [_no_placement(p, known) for p in wishes.placements if p not in found]
    return slots, tuple(diagnostics)


def _wanted(placement: Placement, wishes: tuple[str, ...]) -> bool:
    return placement.name in wishes if wishes else placement.default


def _format_refused(network: Network, format_: str) -> Diagnostic:
    return Diagnostic(
        "export.format-refused",
        Severity.WARNING,
        N_("{network} does not take {format} files, so none were made for it."),
        {"network": network.label, "format": format_, "formats": ", ".join(network.files.formats)},
        hint=N_("It takes {formats}."),
    )


def _no_placement(name: str, known: Iterable[str]) -> Diagnostic:
    return Diagnostic(
        "export.unknown-placement",
        Severity.WARNING,
        N_("None of the chosen networks has a placement “{placement}”."),
        {"placement": name, "placements": ", ".join(known)},
        Where(),
        N_("They have {placements}."),
    )


def _first_free(stem: str, taken: set[str]) -> str:
    number = 1
    while folded(numbered(stem, number)) in taken:
        number += 1
    return numbered(stem, number)
