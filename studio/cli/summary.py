"""What is said at the end of an export: every finding once, the counts, and the exit code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from studio.cli import face
from studio.cli.kit_options import tell_kit
from studio.diagnostics import N_

if TYPE_CHECKING:
    from studio.workspace.export import ExportResult
    from studio.workspace.kit import KitResult


def tell_export(
    result: ExportResult, seconds: float, *, as_json: bool, kit: KitResult | None = None
) -> None:
    """Tell what became of an export and its hand-off, and end with its exit code."""
    files = (*result.images, *result.captions)
    skipped = [d for one in result.skipped for d in one.diagnostics]
    found = [*result.diagnostics, *skipped, *(d for file in files for d in file.diagnostics)]
    face.show(found)
    code = _exit_code(result, kit)
    context = click.get_current_context().find_root()
    if context.params.get("debug"):
        for trace in dict.fromkeys(file.trace for file in files if file.trace):
            click.echo(trace, err=True)
    counts = {
        name: result.count(name) for name in ("written", "unchanged", "refused", "failed", "left")
    }
    if as_json:
        face.print_json(
            {
                "ok": code == face.OK,
                "exit": code,
                "folder": str(result.folder),
                **counts,
                "captions": sum(c.status in ("written", "unchanged") for c in result.captions),
                "skipped": [{"post": s.post, "language": s.language} for s in result.skipped],
                "files": [{"name": f.name, "status": f.status} for f in files],
                "kit": [{"name": f.name, "status": f.status} for f in kit.files] if kit else [],
                "diagnostics": face.as_data((*found, *(kit.diagnostics if kit else ()))),
            }
        )
    else:
        _tell_counts(result, counts, seconds)
        if kit is not None:
            tell_kit(kit, result.folder)
    raise click.exceptions.Exit(code)


def _tell_counts(result: ExportResult, counts: dict[str, int], seconds: float) -> None:
    face.tell(
        N_("Images: {written} written, {unchanged} unchanged. Captions: {captions}. {seconds} s."),
        captions=sum(c.status in ("written", "unchanged") for c in result.captions),
        seconds=round(seconds, 1),
        **counts,
    )
    face.tell(N_("Folder: {folder}"), folder=face.printable(str(result.folder)))
    if result.skipped:
        face.tell(N_("Left out, not all translated: {count}."), count=len(result.skipped))
    if counts["refused"]:
        face.tell(N_("Not written because of errors: {refused}."), **counts)
    if counts["failed"]:
        face.tell(N_("Failed: {failed}."), **counts)
    if result.cancelled:
        face.tell(N_("Cancelled; not yet made: {left}. Export again to go on."), **counts)


def _exit_code(result: ExportResult, kit: KitResult | None) -> int:
    if result.cancelled:
        return face.CANCELLED
    whole = kit is None or all(file.status != "failed" for file in kit.files)
    return face.OK if result.complete and whole else face.PROBLEMS
