"""The files of one folder during an export, and the record of them.

In: images and captions as they are made. Out: files written whole, a :class:`FileResult` for each, and
a manifest that is true at every moment. A file that the studio did not write is never replaced
unless that is asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from studio import __version__
from studio.diagnostics import N_, Diagnostic, Severity, Where, worst
from studio.export.kit import KitFile
from studio.export.manifest import (
    CaptionRecord,
    Finding,
    ImageRecord,
    KitRecord,
    digest,
    digest_of,
    read_manifest,
    write_manifest,
)
from studio.export.plan import Entry, Owner
from studio.export.write import sync_folder, write_whole
from studio.model.artifact import Artifact, Caption


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file.

    ``status`` is ``written``, ``unchanged``, ``refused`` (errors in the material), ``failed`` (no
    image came out, or a stranger's file is in the way) or ``left`` (cancelled before its turn).
    ``trace`` is the traceback of a fault of the studio's own.
    """

    name: str
    status: str
    diagnostics: tuple[Diagnostic, ...] = ()
    trace: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An image to be kept: its bytes, and what the manifest says of it."""

    artifact: Artifact
    key: str
    alt: str
    draft: bool
    diagnostics: tuple[Diagnostic, ...]


class Ledger:
    """One folder, held by this export (:func:`studio.export.write.held_folder`).

    Raises :class:`~studio.errors.InvalidInput` for a damaged manifest, and every method raises
    :class:`~studio.errors.EnvironmentFailure` if the folder can't be read or written.
    """

    def __init__(self, folder: Path, *, replace_foreign: bool, allow_errors: bool) -> None:
        self._folder = folder
        self._replace_foreign = replace_foreign
        self._allow_errors = allow_errors
        self._manifest = read_manifest(folder)
        self._own = self._manifest.names()
        self._known = {record.name: record for record in self._manifest.images}
        self._images: dict[str, ImageRecord] = {}
        self._captions: dict[str, CaptionRecord] = {}

    def stems(self) -> dict[Owner, str]:
        """Which stem every card in the folder has."""
        return self._manifest.stems()

    def is_current(self, name: str, key: str) -> bool:
        """Whether this very image stands in the folder, and it would not be refused today."""
        record = self._known.get(name)
        return (
            record is not None
            and record.key == key
            and (self._allow_errors or all(f.severity != "error" for f in record.diagnostics))
            and digest_of(self._folder / name) == record.sha256
        )

    def promise(self, entries: Iterable[Entry]) -> None:
        """Record that the files of ``entries`` will be ours, before the first of them is written."""
        free = [e for e in entries if e.name in self._own or not (self._folder / e.name).exists()]
        promised = self._manifest.promising(free)
        # A caption in the way is a stranger's too, though its image is not.
        pending = tuple(
            p for p in promised.pending if p.name in self._own or not (self._folder / p.name).exists()
        )
        self._manifest = replace(promised, pending=pending)
        write_manifest(self._folder, self._manifest, __version__)

    def put_image(self, entry: Entry, made: Made) -> FileResult:
        """Write an image, unless its errors forbid it."""
        if worst(made.diagnostics) is Severity.ERROR and not self._allow_errors:
            return FileResult(entry.name, "refused", made.diagnostics)
        status = self._put(entry.name, made.artifact.data)
        if status == "failed":
            return FileResult(entry.name, status, (*made.diagnostics, self._in_the_way(entry.name)))
        self._images[entry.name] = ImageRecord(
            entry.name,
            *entry.owner,
            kind=entry.kind,
            language=entry.language,
            network=entry.network,
            placement=entry.placement,
            size=str(entry.size),
            format=entry.format,
            bytes=len(made.artifact.data),
            sha256=digest(made.artifact.data),
            key=made.key,
            caption=entry.caption_name,
            alt=made.alt,
            draft=made.draft,
            diagnostics=tuple(map(Finding.of, made.diagnostics)),
        )
        return FileResult(entry.name, status, made.diagnostics)

    def put_caption(self, entry: Entry, caption: Caption) -> FileResult:
        """Write a caption beside its images, unless its errors forbid it."""
        name = entry.caption_name
        if worst(caption.diagnostics) is Severity.ERROR and not self._allow_errors:
            return FileResult(name, "refused", caption.diagnostics)
        data = f"{caption.text}\n".encode()
        status = self._put(name, data)
        if status == "failed":
            return FileResult(name, status, (*caption.diagnostics, self._in_the_way(name)))
        self._captions[name] = CaptionRecord(
            name,
            *entry.owner,
            language=entry.language,
            network=entry.network,
            length=caption.length,
            limit=caption.limit,
            sha256=digest(data),
            diagnostics=tuple(map(Finding.of, caption.diagnostics)),
        )
        return FileResult(name, status, caption.diagnostics)

    def put_kit(self, files: Sequence[KitFile]) -> tuple[FileResult, ...]:
        """Write the files of a hand-off and record them."""
        mine = [f for f in files if f.name in self._own or not (self._folder / f.name).exists()]
        # Named before they are written: after a crash they are known for the studio's own.
        self._record_kit(KitRecord(file.name, len(file.data), "") for file in mine)
        self._own |= {file.name for file in mine}
        results = []
        for file in files:
            status = self._put(file.name, file.data)
            stopped = (self._in_the_way(file.name),) if status == "failed" else ()
            results.append(FileResult(file.name, status, stopped))
        failed = {result.name for result in results if result.status == "failed"}
        self._record_kit(
            KitRecord(file.name, len(file.data), digest(file.data))
            for file in files
            if file.name not in failed
        )
        sync_folder(self._folder)
        return tuple(results)

    def _record_kit(self, records: Iterable[KitRecord]) -> None:
        self._manifest = self._manifest.with_kit(records)
        write_manifest(self._folder, self._manifest, __version__)

    def save(self, *, finished: bool) -> None:
        """Write the manifest; once ``finished``, nothing is pending any more."""
        merged = self._manifest.merged(self._images.values(), self._captions.values(), self._folder)
        pending = () if finished else merged.pending
        write_manifest(self._folder, replace(merged, pending=pending), __version__)
        sync_folder(self._folder)

    def _put(self, name: str, data: bytes) -> str:
        path = self._folder / name
        present = digest_of(path)
        if present == digest(data):
            return "unchanged"
        if present is not None and name not in self._promised() and not self._replace_foreign:
            return "failed"
        write_whole(path, data)
        return "written"

    def _promised(self) -> frozenset[str]:
        return self._own | {p.name for p in self._manifest.pending}

    def _in_the_way(self, name: str) -> Diagnostic:
        return Diagnostic(
            "export.in-the-way",
            Severity.ERROR,
            N_("“{name}” was not written: a file of this name, not made by the studio, is there."),
            {"name": name},
            Where(file=str(self._folder / name)),
            N_("Move it away, choose another folder, or use --force to replace it."),
        )
