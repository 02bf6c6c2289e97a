"""What is in an archive: ``checksums.toml``.

In: SHA-256 sums of files by name. Out: a :class:`Contents` and its text. Its ``id`` is that of the
state of the pack: equal ids, equal files. ``lineage`` are the ids of states that went into this one;
two packs are merged by the last state that both come from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from studio.datafile import Strict, parse_toml, validate
from studio.diagnostics import N_, Where
from studio.errors import InvalidInput
from studio.pack.names import CHECKSUMS

ARCHIVE_FORMAT = 1
"""Version of the archive's form; the pack inside has its own."""

MOST_LINEAGE = 100

Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _ChecksumsFile(Strict):
    format: Annotated[int, Field(ge=1)]
    id: Digest
    lineage: Annotated[list[Digest], Field(max_length=MOST_LINEAGE)] = Field(default=[])
    files: dict[str, Digest]


@dataclass(frozen=True, slots=True)
class Contents:
    """SHA-256 of every file by its name; ``lineage`` from the oldest to the newest."""

    files: Mapping[str, str]
    lineage: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The name of this state: a hash of all that is in it, 64 hexadecimal digits."""
        rows = (f"{digest}  {name}\n" for name, digest in sorted(self.files.items()))
        return hashlib.sha256("".join(rows).encode()).hexdigest()

    def text(self) -> str:
        """``checksums.toml``; equal contents give equal text."""
        lines = [f"format = {ARCHIVE_FORMAT}", f'id = "{self.id}"', "lineage = ["]
        lines += [f'  "{one}",' for one in self.lineage[-MOST_LINEAGE:]]
        lines += ["]", "", "[files]"]
        # Names of packs hold neither quotation marks nor backslashes nor controls.
        lines += [f'"{name}" = "{digest}"' for name, digest in sorted(self.files.items())]
        return "\n".join(lines) + "\n"


def read_contents(text: str) -> Contents:
    """The contents that ``checksums.toml`` tells of.

    Raises:
        InvalidInput: ``pack.archive-too-new``, ``pack.checksums`` or ``data.…``.
    """
    path = Path(CHECKSUMS)
    data = parse_toml(text, path)
    number = data.get("format")
    if isinstance(number, int) and number > ARCHIVE_FORMAT:
        raise InvalidInput.of(
            "pack.archive-too-new",
            N_("The file is of the newer format {format}."),
            where=Where(file=CHECKSUMS),
            hint=N_("Update the studio, which knows formats up to {known}."),
            format=number,
            known=ARCHIVE_FORMAT,
        )
    read = validate(_ChecksumsFile, data, path, text)
    contents = Contents(read.files, tuple(read.lineage))
    if contents.id != read.id:
        raise InvalidInput.of(
            "pack.checksums",
            N_("The list of files does not belong to this pack."),
            where=Where(file=CHECKSUMS),
            hint=N_("Ask for the file again; it was damaged or changed on its way."),
        )
    return contents


def joined_lineage(*lineages: Iterable[str]) -> tuple[str, ...]:
    """Several lineages as one, each id where it stands last."""
    every = [one for lineage in lineages for one in lineage]
    return tuple(reversed(dict.fromkeys(reversed(every))))[-MOST_LINEAGE:]


def digest_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
