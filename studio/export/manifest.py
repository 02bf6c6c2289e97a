"""The list of what stands in an exported folder, and whose it is.

In: the folder's ``manifest.json`` and what an export has just written. Out: the merged list. It holds
no dates: the same cards give the same bytes. ``pending`` names are promised but not yet written; they
are left over only by a crash, and tell the next export that such files are its own.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from studio.diagnostics import N_, Diagnostic, Where
from studio.errors import InvalidInput, StudioError
from studio.export.plan import Entry, Owner
from studio.export.write import failure, write_whole
from studio.model.geometry import Size

FILE_NAME = "manifest.json"
FORMAT = 1
"""Version of the manifest's own layout; rises when an older studio could misread it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic in plain words (English, whatever the user's language)."""

    code: str
    severity: str
    text: str

    @classmethod
    def of(cls, diagnostic: Diagnostic) -> Finding:
        """The diagnostic as it is kept."""
        return cls(diagnostic.code, diagnostic.severity.name.lower(), str(diagnostic))


@dataclass(frozen=True, slots=True)
class ImageRecord:
    """One image of the folder. ``key`` is the hash of all that went into it."""

    name: str
    pack: str
    post: str
    card: str
    kind: str
    language: str
    network: str
    placement: str
    size: str
    format: str
    bytes: int
    sha256: str
    key: str
    caption: str
    alt: str = ""
    draft: bool = False
    diagnostics: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class CaptionRecord:
    """One caption file. ``length`` is the network's own count, ``limit`` its limit."""

    name: str
    pack: str
    post: str
    card: str
    language: str
    network: str
    length: int
    limit: int
    sha256: str
    diagnostics: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class KitRecord:
    """One file of the hand-off; ``sha256`` is empty while it is being written."""

    name: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class PendingRecord:
    """A name that an unfinished export may have used."""

    name: str
    pack: str
    post: str
    card: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that the studio put into one folder."""

    format: int = FORMAT
    studio: str = ""
    images: tuple[ImageRecord, ...] = ()
    captions: tuple[CaptionRecord, ...] = ()
    pending: tuple[PendingRecord, ...] = ()
    kit: tuple[KitRecord, ...] = ()

    def stems(self) -> dict[Owner, str]:
        """Which stem every card of the folder has."""
        return {Owner(r.pack, r.post, r.card): r.name.partition("_")[0] for r in self._records()}

    def names(self) -> frozenset[str]:
        """Every name that is the studio's own."""
        return frozenset(r.name for r in (*self._records(), *self.kit))

    def _records(self) -> tuple[ImageRecord | CaptionRecord | PendingRecord, ...]:
        return (*self.images, *self.captions, *self.pending)

    def promising(self, entries: Iterable[Entry]) -> Manifest:
        """With the names of ``entries`` as pending."""
        names = {name: e.owner for e in entries for name in (e.name, e.caption_name)}
        return replace(
            self, pending=tuple(PendingRecord(name, *owner) for name, owner in sorted(names.items()))
        )

    def merged(
        self, images: Iterable[ImageRecord], captions: Iterable[CaptionRecord], folder: Path
    ) -> Manifest:
        """The new records over the old ones; old ones whose file has gone are dropped."""
        new_images, new_captions = {r.name: r for r in images}, {r.name: r for r in captions}
        return replace(
            self,
            images=_merged(self.images, new_images, folder),
            captions=_merged(self.captions, new_captions, folder),
        )

    def with_kit(self, records: Iterable[KitRecord]) -> Manifest:
        """With the files of a hand-off, over those of an earlier one."""
        known = {r.name: r for r in self.kit} | {r.name: r for r in records}
        return replace(self, kit=tuple(record for _name, record in sorted(known.items())))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of ``folder``; an empty one if there is none.

    Raises:
        InvalidInput: ``manifest.broken`` or ``manifest.newer``.
        EnvironmentFailure: it is there but can't be read.
    """
    path = folder / FILE_NAME
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return Manifest()
    except OSError as error:
        raise failure(error, path) from error
    try:
        manifest = TypeAdapter(Manifest).validate_json(data)
    except ValidationError as error:
        raise _broken(path, error.errors()[0]["msg"]) from error
    if manifest.format > FORMAT:
        raise InvalidInput.of(
            "manifest.newer",
            N_("The folder was written by a newer version of the studio ({studio})."),
            where=Where(file=str(path)),
            hint=N_("Update the studio, or export to another folder."),
            studio=manifest.studio,
        )
    for name in manifest.names():
        if Path(name).name != name or "\\" in name:
            raise _broken(path, f"not a file name: {name!r}")
    for image in manifest.images:
        try:
            Size.parse(image.size)
        except ValueError as error:
            raise _broken(path, f"not a size: {image.size!r}") from error
    return manifest


def write_manifest(folder: Path, manifest: Manifest, version: str) -> None:
    """Write ``manifest.json`` whole; ``version`` is the studio's.

    Raises:
        EnvironmentFailure: the disk is full or the folder can't be written.
    """
    values = asdict(replace(manifest, format=FORMAT, studio=version))
    for name in ("pending", "kit"):
        if not values[name]:
            del values[name]
    text = json.dumps(values, ensure_ascii=False, indent=1) + "\n"
    # Half an emoji (a lone surrogate) can come out of a name of the system; it must not stop us.
    write_whole(folder / FILE_NAME, text.encode("utf-8", "backslashreplace"))


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str | None:
    """SHA-256 of a file, None if there is no such file.

    Raises:
        EnvironmentFailure: it is there but can't be read.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise failure(error, path) from error


_R = TypeVar("_R", ImageRecord, CaptionRecord)


def _merged(old: tuple[_R, ...], new: dict[str, _R], folder: Path) -> tuple[_R, ...]:
    kept = {r.name: r for r in old if r.name not in new and (folder / r.name).is_file()}
    return tuple(record for _name, record in sorted((kept | new).items()))


def _broken(path: Path, reason: str) -> StudioError:
    return InvalidInput.of(
        "manifest.broken",
        N_("The list of the folder's files is damaged: {reason}."),
        where=Where(file=str(path)),
        hint=N_("Move it away, or export to another folder."),
        reason=reason,
    )
