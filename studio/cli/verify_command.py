"""The command ``verify``: is an exported folder still as it should be?"""

from __future__ import annotations

from pathlib import Path

import click

from studio.cli import face
from studio.cli.commands import cli
from studio.cli.face import EXIT_CODES, want_json
from studio.diagnostics import N_


@cli.command(epilog=EXIT_CODES)
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, callback=want_json, help="Print one JSON object.")
def verify(folder: Path, as_json: bool) -> None:
    """Check every file of the exported folder DIR: size, bytes, format, words inside, no places."""
    from studio.workspace.verify import verify_folder

    face.resources()
    report = verify_folder(folder)
    face.show(report.diagnostics)
    code = face.OK if report.sound else face.PROBLEMS
    counts = {"images": report.images, "captions": report.captions, "kit": report.kit}
    if as_json:
        found = face.as_data(report.diagnostics)
        face.print_json({"ok": report.sound, "exit": code, **counts, "diagnostics": found})
    else:
        face.tell(
            N_("Checked: images {images}, captions {captions}, files of the hand-off {kit}."), **counts
        )
        face.tell(
            N_("All is as it should be.") if report.sound else N_("Not as they should be: {count}."),
            count=len({found.where.file for found in report.diagnostics}),
        )
    raise click.exceptions.Exit(code)
