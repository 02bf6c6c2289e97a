"""What went wrong or deserves a look, as a value.

In: a stable code, an English sentence with ``{named}`` places (it is also the gettext key), the
values for those places, where it is. Out: frozen :class:`Diagnostic` values that travel beside a
stage's output. The faces translate them (``studio.l10n``); nobody prints or logs them on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import IntEnum

_PLACE = re.compile(r"\{([a-z_]+)\}")


class Severity(IntEnum):
    """How bad it is. An ``ERROR`` stops the one image it is about, never the batch."""

    INFO = 0
    WARNING = 1
    ERROR = 2


@dataclass(frozen=True, slots=True)
class Where:
    """The place a diagnostic speaks of; every part is optional.

    ``line`` counts from 1. ``size`` is written ``1080x1350``. ``language`` is a gettext name.
    """

    file: str = ""
    line: int = 0
    post: str = ""
    field: str = ""
    language: str = ""
    size: str = ""

    def __str__(self) -> str:
        spot = f"{self.file}:{self.line}" if self.file and self.line else self.file
        at = "/".join(part for part in (self.post, self.field) if part)
        return ", ".join(part for part in (spot, at, self.language, self.size) if part)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: ``code`` is stable and tested against, ``message`` and ``hint`` are for people.

    Both texts are gettext keys with places like ``{field}``; ``params`` fills them.
    """

    code: str
    severity: Severity
    message: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)
    where: Where = field(default_factory=Where)
    hint: str = ""

    def at(self, **parts: str | int) -> Diagnostic:
        """The same finding with more of its place known; what is already known stays."""
        known = {k: v for k, v in parts.items() if v and not getattr(self.where, k)}
        return replace(self, where=replace(self.where, **known))  # type: ignore[arg-type]

    def __str__(self) -> str:
        text = fill(self.message, self.params)
        if self.hint:
            text = f"{text} {fill(self.hint, self.params)}"
        place = str(self.where)
        return f"{place}: {text}" if place else text


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for "mark, translate later")
    """Mark a sentence for the message catalog; returns it unchanged."""
    return message


def fill(message: str, params: Mapping[str, str | int | float]) -> str:
    """Put values into a sentence's ``{named}`` places.

    Not ``str.format``: translators and strangers write these strings, so no attribute access, no
    format specs, and an unknown place stays as it is written.
    """
    return _PLACE.sub(lambda m: str(params.get(m[1], m[0])), message)


def worst(diagnostics: Iterable[Diagnostic]) -> Severity:
    """The highest severity among ``diagnostics``; ``INFO`` if there are none."""
    return max((d.severity for d in diagnostics), default=Severity.INFO)
