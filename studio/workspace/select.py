"""What of a pack is wanted: languages, kinds, posts, networks, placements, formats.

In: names that a user typed, empty for "all". Out: the values they name, in the order of the pack and
of the network facts. An unknown name is an error with a suggestion before anything is written.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from studio.diagnostics import N_, Diagnostic, Severity
from studio.errors import InvalidInput
from studio.export.plan import EXTENSIONS
from studio.model.kind import KINDS
from studio.model.network import Network
from studio.model.post import Pack, Post


@dataclass(frozen=True, slots=True)
class Selection:
    """Wishes by name; empty means all (networks, placements: the defaults; formats: the best)."""

    languages: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    placements: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()

    def check(self, pack: Pack, broken: Iterable[str], networks: Mapping[str, Network]) -> None:
        """Raise :class:`InvalidInput` with every name that nobody knows.

        ``broken`` are posts that the pack has but that can't be read; naming one is no misspelling.
        """
        posts = [*(p.id for p in pack.posts), *broken]
        chosen = self.wanted_networks(networks)
        placements = dict.fromkeys(p.name for network in chosen for p in network.placements)
        problems = [
            *_unknown("export.unknown-language", _LANGUAGE, self.languages, pack.languages),
            *_unknown("export.unknown-network", _NETWORK, self.networks, networks),
            *_unknown("export.unknown-kind", _KIND, self.kinds, KINDS),
            *_unknown("export.unknown-post", _POST, self.posts, posts),
            *_unknown("export.unknown-format", _FORMAT, self.formats, EXTENSIONS),
            *_unknown("export.unknown-placement", _PLACEMENT, self.placements, placements),
        ]
        if problems:
            raise InvalidInput(*problems)

    def wanted_languages(self, pack: Pack) -> tuple[str, ...]:
        """The languages, as asked or as the pack has them."""
        return tuple(dict.fromkeys(self.languages)) or pack.languages

    def wanted_posts(self, pack: Pack) -> tuple[Post, ...]:
        """The posts of the wanted kinds and names, in the order of the pack."""
        return tuple(
            post
            for post in pack.posts
            if (not self.kinds or post.kind in self.kinds) and (not self.posts or post.id in self.posts)
        )

    def wanted_networks(self, networks: Mapping[str, Network]) -> tuple[Network, ...]:
        """The networks asked for, or the default ones, in the order of the facts."""
        return tuple(
            n for name, n in networks.items() if (name in self.networks if self.networks else n.default)
        )


_LANGUAGE = N_("The pack has no language “{name}”.")
_NETWORK = N_("There is no network “{name}”.")
_KIND = N_("There is no kind of post “{name}”.")
_POST = N_("The pack has no post “{name}”.")
_FORMAT = N_("There is no image format “{name}”.")
_PLACEMENT = N_("None of the chosen networks has a placement “{name}”.")


def _unknown(
    code: str, message: str, wished: Sequence[str], known: Iterable[str]
) -> Iterable[Diagnostic]:
    names = list(known)
    for name in dict.fromkeys(wished):
        if name not in names:
            near = difflib.get_close_matches(name, names, 1)
            yield Diagnostic(
                code,
                Severity.ERROR,
                message,
                {"name": name, "near": near[0] if near else "", "known": ", ".join(names[:40])},
                hint=N_("Did you mean “{near}”?") if near else N_("There are {known}."),
            )
