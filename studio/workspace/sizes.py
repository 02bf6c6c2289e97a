"""The sizes that matter to a user, by the networks that they use.

In: the known networks and the names of those in use. Out: one :class:`SizeChoice` for each shape,
upright shapes first as the window shows them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import gcd

from studio.model.brand import aspect_of
from studio.model.geometry import Size
from studio.model.network import Network, Placement

_ORDER = ("portrait", "square", "tall", "wide")
_NAMED = {(191, 100): "1.91:1", (40, 21): "1.91:1", (400, 209): "1.91:1", (540, 283): "1.91:1"}


@dataclass(frozen=True, slots=True)
class SizeChoice:
    """One size in pixels, its ``ratio`` as people say it (4:5), and who shows it: (network,
    placement)."""

    size: Size
    ratio: str
    places: tuple[tuple[Network, Placement], ...]

    @property
    def networks(self) -> tuple[str, ...]:
        """The labels of the networks, each once."""
        return tuple(dict.fromkeys(network.label for network, _place in self.places))


def ratio_of(size: Size) -> str:
    """Width to height as people say it: 4:5, 16:9; ``A4`` shapes as 1:1.41."""
    width, height = round(size.width), round(size.height)
    common = gcd(width, height)
    pair = width // common, height // common
    if pair in _NAMED:
        return _NAMED[pair]
    if max(pair) <= 21:
        return f"{pair[0]}:{pair[1]}"
    return f"1:{height / width:.2f}" if height > width else f"{width / height:.2f}:1"


def chosen_networks(networks: Mapping[str, Network], names: Iterable[str]) -> tuple[Network, ...]:
    """The networks in use: those named, or the default ones."""
    wanted = [networks[name] for name in names if name in networks]
    return tuple(wanted) or tuple(one for one in networks.values() if one.default)


def places_of(network: Network) -> tuple[Placement, ...]:
    """The placements that a network's captions go with: those for screens, one for each shape."""
    found: dict[str, Placement] = {}
    for place in network.placements:
        if place.default and place.paper is None:
            found.setdefault(ratio_of(place.size), place)
    return tuple(found.values()) or network.placements[:1]


def sizes_of(networks: Iterable[Network]) -> tuple[SizeChoice, ...]:
    """The sizes of the default placements of ``networks``; one for each ratio, the largest."""
    found: dict[str, tuple[Size, list[tuple[Network, Placement]]]] = {}
    for network in networks:
        for place in network.placements:
            if not place.default or place.paper is not None:
                continue
            ratio = ratio_of(place.size)
            size, places = found.setdefault(ratio, (place.size, []))
            places.append((network, place))
            if place.size.width > size.width:
                found[ratio] = (place.size, places)
    choices = [SizeChoice(size, ratio, tuple(places)) for ratio, (size, places) in found.items()]
    return tuple(sorted(choices, key=lambda one: _ORDER.index(aspect_of(one.size))))
