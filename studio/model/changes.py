"""What an edit of the library changed.

In: nothing. Out: :class:`Changes`, which every function of the workspace that writes returns; a view
refreshes from it. A library is a flat map from :class:`Key` to text, so one small value speaks of a
post's text, a translation, or an attribute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from studio.diagnostics import Diagnostic


class Key(NamedTuple):
    """The address of one value.

    ``field`` is a text's name (``items.1.lead``), or an attribute's with ``@`` before it (``@link``).
    Without ``post`` it belongs to the pack itself, without ``pack`` to the library (a brand kit, a
    setting); with ``language`` it is a translation.
    """

    pack: str
    post: str = ""
    field: str = ""
    language: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in self if part)


@dataclass(frozen=True, slots=True)
class Change:
    """One value before and after; None where there is nothing.

    Texts are themselves; numbers, lists, tables and translations are JSON. ``version`` is the value's
    new version.
    """

    key: Key
    before: str | None
    after: str | None
    version: int = 0

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.key, self.after, self.before, self.version)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two people changed the same value. ``theirs`` stands in the library, ``mine`` came later.

    Both are kept under ``number`` until somebody chooses; ``base`` is what both began with, as far as
    it is known. ``version`` is that of ``theirs``.
    """

    number: int
    key: Key
    base: str | None
    mine: str | None
    theirs: str | None
    version: int


@dataclass(frozen=True, slots=True)
class Changes:
    """The outcome of one edit, which is on the disk by now.

    ``edit`` is its number in the library's journal, 0 if nothing changed.
    """

    intent: str
    edit: int = 0
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    @property
    def as_typed(self) -> bool:
        """Whether it stores what was typed in this window, as it was typed: cards show it already."""
        return self.intent in ("type", "translate") and not self.conflicts

    def posts(self) -> Iterator[tuple[str, str]]:
        """Pack and post of everything that changed, each once."""
        return iter(dict.fromkeys((c.key.pack, c.key.post) for c in self.changes if c.key.post))

    def packs(self) -> Iterator[str]:
        """The packs in which something changed, each once."""
        return iter(dict.fromkeys(c.key.pack for c in self.changes if c.key.pack))
