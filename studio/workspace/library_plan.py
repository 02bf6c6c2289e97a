"""What an export of the library would make, told before anything is made.

In: a session and :class:`Choices`. Out: an :class:`ExportPlan`: a line for each network, counts for
each language, about how large it all will be. Nothing is rendered and no catalog is read: a list of a
thousand posts is planned in an instant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from studio.caption.networks import warn_if_old
from studio.diagnostics import Diagnostic
from studio.export.names import safe_stem
from studio.export.plan import Entry, Owner
from studio.library.overview import PostRow
from studio.model.geometry import Size
from studio.model.kind import KINDS, cards_of
from studio.model.language import DERIVED
from studio.model.network import Network, Placement
from studio.workspace.session import Session
from studio.workspace.sizes import ratio_of

BYTES_PER_PIXEL = {"jpeg": 0.16, "png": 0.093, "webp": 0.032, "gif": 0.11, "pdf": 0.009, "svg": 0.009}
"""About how large a file is; means over the starter pack."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What is wanted. ``format`` is empty for what each network likes best; ``draft`` takes posts that
    are not all translated too."""

    pack: str
    posts: tuple[str, ...]
    languages: tuple[str, ...]
    networks: tuple[Network, ...]
    format: str = ""
    draft: bool = False

    def format_of(self, network: Network) -> str:
        """The format of a network's files; empty if it does not take the wished one."""
        taken = network.files.formats
        return (self.format if self.format in taken else "") if self.format else taken[0]


@dataclass(frozen=True, slots=True)
class PlanLine:
    """What a network gets: ``images`` files in ``format`` (empty: none, it does not take the wished
    one), about ``bytes`` together."""

    network: Network
    places: tuple[Placement, ...]
    format: str
    images: int
    bytes: int

    @property
    def ratios(self) -> tuple[str, ...]:
        """The shapes of its images, each once."""
        return tuple(dict.fromkeys(ratio_of(place.size) for place in self.places))


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of the wanted posts are wholly there in a language, and how many are not; ``derived``
    says that it follows another language by rule."""

    done: int
    missing: int
    derived: bool = False


@dataclass(frozen=True, slots=True)
class ExportPlan:
    """``versions`` are the post versions that will be exported (post, language); ``painted`` how many
    different pictures that takes; ``sample`` a file's name."""

    lines: tuple[PlanLine, ...] = ()
    tallies: dict[str, Tally] = field(default_factory=dict)
    versions: tuple[tuple[str, str], ...] = ()
    cards: dict[str, tuple[str, ...]] = field(default_factory=dict)
    painted: int = 0
    captions: int = 0
    sample: str = ""
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def images(self) -> int:
        """How many files all networks get."""
        return sum(line.images for line in self.lines)

    @property
    def bytes(self) -> int:
        """About how large they are together."""
        return sum(line.bytes for line in self.lines)

    def sizes(self) -> tuple[Size, ...]:
        """The sizes of all images, each once."""
        return tuple(dict.fromkeys(p.size for line in self.lines if line.format for p in line.places))


def plan_of(
    session: Session, rows: tuple[PostRow, ...], choices: Choices, today: date | None = None
) -> ExportPlan:
    """Plan an export; ``rows`` are the pack's posts (:meth:`Session.rows`), read once for many plans.

    With ``today`` the plan says which networks' facts are old by then.
    """
    wanted = frozenset(choices.posts)
    mine = [row for row in rows if row.post in wanted and not row.trashed]
    own = pack.language if (pack := session.pack(choices.pack)) else ""
    # Every language, chosen or not: a person chooses by these counts.
    tallies = {name: _tally(mine, name, own) for name in session.languages(choices.pack)}
    versions = tuple(
        (row.post, name)
        for row in mine
        for name in choices.languages
        if choices.draft or whole(row, name, own)
    )
    cards = {row.post: _cards(session, row) for row in mine}
    each = sum(len(cards[post]) for post, _language in versions)
    lines = tuple(_line(choices, network, each) for network in choices.networks)
    pictures = {(line.format, place.size) for line in lines if line.format for place in line.places}
    return ExportPlan(
        lines,
        tallies,
        versions,
        cards,
        each * len(pictures),
        each * sum(bool(line.images) for line in lines),
        next(_names(choices, versions, cards), ""),
        warn_if_old(choices.networks, today) if today else (),
    )


def whole(row: PostRow, language: str, own: str) -> bool:
    """Whether every text of a post is there in a language; ``own`` is the pack's."""
    if language == own or DERIVED.get(language) == own:
        return True
    done = max(row.done.get(language, 0), row.done.get(DERIVED.get(language, ""), 0))
    return done >= row.texts


def _tally(rows: list[PostRow], language: str, own: str) -> Tally:
    done = sum(whole(row, language, own) for row in rows)
    return Tally(done, len(rows) - done, language in DERIVED)


def _cards(session: Session, row: PostRow) -> tuple[str, ...]:
    kind = KINDS.get(row.kind)
    if kind is not None and not kind.slides:
        return tuple(card.name for card in kind.cards)
    # Only a carousel has as many cards as it has texts.
    post = session.post(row.pack, row.post)
    return tuple(card.name for card in cards_of(post)) if post else ()


def _line(choices: Choices, network: Network, each: int) -> PlanLine:
    places = tuple(place for place in network.placements if place.default)
    made = choices.format_of(network)
    if not made:
        return PlanLine(network, places, "", 0, 0)
    pixels = sum(place.size.width * place.size.height for place in places)
    one = pixels * BYTES_PER_PIXEL.get(made, 0.1)
    return PlanLine(network, places, made, each * len(places), round(each * one))


def _names(
    choices: Choices, versions: tuple[tuple[str, str], ...], cards: dict[str, tuple[str, ...]]
) -> Iterator[str]:
    """What the files will be called; in a folder that is used already a name may get a number."""
    for post, language in versions:
        for network in choices.networks:
            made = choices.format_of(network)
            for place in (place for place in network.placements if place.default and made):
                card = cards[post][0]
                stem = safe_stem(f"{post}-{card}" if len(cards[post]) > 1 else post)
                owner = Owner(choices.pack, post, card)
                yield Entry(
                    owner, stem, 0, "", language, network.name, place.name, place.size, made, 0
                ).name
