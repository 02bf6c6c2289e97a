"""The commands about packs that travel: ``pack export``, ``import``, ``merge``, ``verify``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from studio.cli import face
from studio.cli.commands import cli
from studio.cli.face import EXIT_CODES, want_json
from studio.diagnostics import N_

if TYPE_CHECKING:
    from studio.model.threeway import Conflict
    from studio.workspace.packs import ImportResult

_PLACE = click.Path(path_type=Path)
_json = click.option(
    "--json", "as_json", is_flag=True, callback=want_json, help="Print one JSON object."
)
_ours = click.option("--ours", "chosen", flag_value="ours", help="At conflicts, keep our version.")
_theirs = click.option(
    "--theirs", "chosen", flag_value="theirs", help="At conflicts, take their version."
)


@cli.group()
def pack() -> None:
    """Packs that travel: one file to send, merged with what others changed."""


@pack.command("export", epilog=EXIT_CODES)
@click.argument("folder", type=_PLACE, metavar="DIR")
@click.option("-o", "--out", type=_PLACE, required=True, metavar="FILE", help="File.milpack to write.")
@click.option("--force", is_flag=True, help="Replace FILE although it is no version of this pack.")
@_json
def export_command(folder: Path, out: Path, force: bool, as_json: bool) -> None:
    """Write the pack in DIR as one file, for a stick or a letter."""
    from studio.workspace.packs import export_archive

    face.resources()
    report = export_archive(folder, out, replace=force)
    face.show(report.diagnostics)
    if as_json:
        data = {"file": str(out), "state": report.state, "files": report.files}
        found = {"diagnostics": face.as_data(report.diagnostics)}
        face.print_json({"ok": True, "exit": 0, "pack": report.pack.id, **data, **found})
    else:
        face.tell(
            N_("Written: {file}. Posts: {posts}. Files: {files}."),
            file=str(out),
            posts=len(report.pack.posts),
            files=report.files,
        )


@pack.command("import", epilog=EXIT_CODES)
@click.argument("file", type=_PLACE)
@click.argument("folder", type=_PLACE, metavar="DIR")
@_ours
@_theirs
@_json
def import_command(file: Path, folder: Path, chosen: str | None, as_json: bool) -> None:
    """Bring the pack FILE into DIR, merged with the pack that is there.

    All of it arrives or nothing. What both have changed differently is listed, and nothing is written
    until --ours or --theirs says which shall stand.
    """
    from datetime import datetime

    from studio.workspace.packs import import_archive

    face.resources()
    result = import_archive(file, folder, now=datetime.now(), chosen=chosen or "")
    _tell(result, as_json=as_json, chosen=chosen or "")


@pack.command("merge", epilog=EXIT_CODES)
@click.argument("base", type=_PLACE)
@click.argument("ours", type=_PLACE)
@click.argument("theirs", type=_PLACE)
@click.option("-o", "--out", type=_PLACE, required=True, metavar="OUT", help="New folder or .milpack.")
@_ours
@_theirs
@_json
def merge_command(
    base: Path, ours: Path, theirs: Path, out: Path, chosen: str | None, as_json: bool
) -> None:
    """Merge OURS and THEIRS, which both come from BASE; each is a folder or a .milpack file."""
    from studio.workspace.packs import merge_places

    face.resources()
    _tell(merge_places(base, ours, theirs, out, chosen or ""), as_json=as_json, chosen=chosen or "")


@pack.command("verify", epilog=EXIT_CODES)
@click.argument("place", type=_PLACE, metavar="FILE|DIR")
@_json
def verify_command(place: Path, as_json: bool) -> None:
    """Check a pack file or folder: whole, safe and right. Writes nothing."""
    from studio.workspace.packs import verify_pack

    face.resources()
    report = verify_pack(place)
    face.show(report.diagnostics)
    if as_json:
        data = {"posts": len(report.pack.posts), "files": report.files, "state": report.state}
        more = {
            "languages": list(report.pack.languages),
            "diagnostics": face.as_data(report.diagnostics),
        }
        face.print_json({"ok": True, "exit": 0, "pack": report.pack.id, **data, **more})
    else:
        face.tell(
            N_("The pack “{id}” is whole. Posts: {posts}. Files: {files}. Languages: {languages}."),
            id=report.pack.id,
            posts=len(report.pack.posts),
            files=report.files,
            languages=", ".join(report.pack.languages),
        )


_STATUS = {
    "new": N_("The pack is new here. Files: {count}."),
    "merged": N_("Merged. Files changed: {count}."),
    "unchanged": N_("There was nothing new in it."),
    "conflicts": N_(
        "Nothing was written. Choose with --ours or --theirs, or make the texts alike first."
    ),
}


def _tell(result: ImportResult, *, as_json: bool, chosen: str) -> None:
    """Say what an import or merge did, conflicts first; ends with the exit code."""
    face.show(result.diagnostics)
    code = face.PROBLEMS if result.status == "conflicts" else face.OK
    if as_json:
        face.print_json(
            {
                "ok": not code,
                "exit": code,
                "status": result.status,
                "pack": result.pack.id,
                "chosen": chosen,
                "based": result.based,
                "changed": list(result.changed),
                "backup": str(result.backup) if result.backup else "",
                "conflicts": [_conflict_data(one) for one in result.conflicts],
                "diagnostics": face.as_data(result.diagnostics),
            }
        )
        raise click.exceptions.Exit(code)
    for one in result.conflicts:
        _tell_conflict(one)
    if result.conflicts:
        face.tell(N_("Conflicts: {count}."), count=len(result.conflicts))
    if not result.based and result.status != "new":
        face.tell(N_("No earlier exchange is known, so whatever differs counts as a conflict."))
    face.tell(_STATUS[result.status], count=len(result.changed))
    if result.backup:
        face.tell(N_("As it was before: {file}."), file=str(result.backup))
    raise click.exceptions.Exit(code)


def _tell_conflict(one: Conflict) -> None:
    """Both texts, on standard output."""
    place = "/".join(part for part in (one.post, one.field) if part) or "pack.toml"
    click.echo(face.printable(f"{place} {f'({one.language})' if one.language else ''}".rstrip()))
    for label, text in ((N_("ours"), one.ours), (N_("theirs"), one.theirs)):
        face.show_text(label, text)


def _conflict_data(one: Conflict) -> dict[str, str]:
    return {
        "post": one.post,
        "field": one.field,
        "language": one.language,
        "ours": one.ours,
        "theirs": one.theirs,
    }
