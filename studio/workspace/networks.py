"""The networks that there are: the studio's own file, a newer one, and what the user adds.

In: the user's folder. Out: :class:`Known`. The user's folder holds ``networks-update.toml``, put there
by :func:`update_networks`, and ``networks.toml``, which the user writes: placements and networks of
their own. A newer file that broke is passed over with a warning; a mistake in the user's own file is an
error, because nobody else can mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from studio.caption.networks import own_file, read_networks, with_own
from studio.datafile import read_text
from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput
from studio.export.write import failure, write_whole
from studio.model.network import Network
from studio.resources import user_folder

UPDATE, SETTINGS = "networks-update.toml", "networks.toml"
"""The files in the user's folder."""


@dataclass(frozen=True, slots=True)
class Known:
    """Every network by name; ``version`` is the day of the facts, ``own`` the user's own names."""

    networks: Mapping[str, Network]
    version: date
    own: tuple[str, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def known_networks(folder: Path | None = None) -> Known:
    """The networks, with those of the user's ``folder`` (default: the real one).

    Raises:
        InvalidInput: the user's own file is wrong; every problem with its line.
        EnvironmentFailure: a file is there but can't be read.
    """
    folder = user_folder() if folder is None else folder
    facts = own_file()
    found: tuple[Diagnostic, ...] = ()
    update = folder / UPDATE
    if update.is_file():
        try:
            newer = read_networks(update)
            facts = newer if newer.version > facts.version else facts
        except InvalidInput as error:
            found = (_broken(update, error),)
    networks = dict(facts.networks)
    settings = folder / SETTINGS
    if settings.is_file():
        networks = with_own(networks, settings)
    own = tuple(name for name in networks if name not in facts.networks)
    return Known(networks, facts.version, own, found)


def update_networks(file: Path, folder: Path | None = None) -> tuple[date, date]:
    """Take a newer networks file into use; (day of the facts before, day of the new ones).

    Raises:
        InvalidInput: it is broken, contradicts itself or the user's own file, or is not newer;
            nothing is changed.
        EnvironmentFailure: the user's folder can't be written.
    """
    folder = user_folder() if folder is None else folder
    newer = read_networks(file)
    before = known_networks(folder).version
    if newer.version <= before:
        raise InvalidInput.of(
            "networks.not-newer",
            N_("The file is of {version}; the studio knows what was known on {known}."),
            where=Where(file=str(file), field="version"),
            hint=N_("Get a newer one; an old file would undo what was learnt since."),
            version=newer.version.isoformat(),
            known=before.isoformat(),
        )
    settings = folder / SETTINGS
    if settings.is_file():
        with_own(newer.networks, settings)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, folder) from error
    write_whole(folder / UPDATE, read_text(file).encode())
    return before, newer.version


def _broken(file: Path, error: InvalidInput) -> Diagnostic:
    first = error.diagnostics[0]
    return Diagnostic(
        "networks.update-broken",
        Severity.WARNING,
        N_("The newer network data can't be used, so the studio's own stand in: {reason}"),
        {"reason": str(Diagnostic(first.code, first.severity, first.message, first.params))},
        Where(file=str(file), line=first.where.line, field=first.where.field),
        N_("Get the file again, or delete it."),
    )
