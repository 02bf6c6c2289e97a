"""The commands about text and languages: ``wrap``, ``languages``, ``proof``."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from studio.cli import face
from studio.cli.commands import cli
from studio.cli.face import EXIT_CODES
from studio.diagnostics import N_

if TYPE_CHECKING:
    from studio.workspace.wrap import Wrapped

_DIGITS = 3  # decimals of a measure; a thousandth of a pixel is enough for everybody


@cli.command(epilog=EXIT_CODES)
@click.option("--language", required=True, metavar="NAME", help="Language, as a gettext name.")
@click.option("--width", type=float, required=True, help="Width of the column in pixels.")
@click.option("--size", type=float, required=True, help="Size of the text in pixels per em.")
@click.option(
    "--role", type=click.Choice(["headline", "body"]), default="body", show_default=True,
    help="How it is set: headlines are heavy and balanced.",
)  # fmt: skip
def wrap(language: str, width: float, size: float, role: str) -> None:
    """Break the text on standard input into lines: one JSON object for each of its lines.

    Emphasis is marked **like this**.
    """
    from studio.workspace.wrap import WrapRequest, wrap_text

    request = WrapRequest(_standard_input(), language, width, size, role)
    resources = face.resources()
    for paragraph in wrap_text(request, resources=resources):
        click.echo(_json_line(language, paragraph))


def _standard_input() -> str:
    from studio.errors import InvalidInput

    data = sys.stdin.buffer.read()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise InvalidInput.of(
            "wrap.not-utf-8",
            N_("The text is not UTF-8: its byte {byte} can't be read."),
            hint=N_("Save it as UTF-8; halves of surrogate pairs are no characters."),
            byte=error.start + 1,
        ) from error


def _json_line(language: str, paragraph: Wrapped) -> str:
    import json

    lines = [
        {
            "text": line.text,
            "left": round(line.left, _DIGITS),
            "width": round(line.width, _DIGITS),
            "ink": [round(side, _DIGITS) for side in line.ink] if line.ink else None,
            "baseline": round(line.baseline, _DIGITS),
        }
        for line in paragraph.lines
    ]
    data = asdict(paragraph) | {
        "language": language,
        "height": round(paragraph.height, _DIGITS),
        "lines": lines,
        "missing": list(paragraph.missing),
        "diagnostics": face.as_data(paragraph.diagnostics),
    }
    return json.dumps(data, ensure_ascii=False)


@cli.command(epilog=EXIT_CODES)
@click.argument("names", nargs=-1, metavar="[LANGUAGE]...")
@click.option("--all", "every", is_flag=True, help="Every language of the studio.")
@click.option(
    "-o", "--out", type=click.Path(path_type=Path), default=Path("proofs"), show_default=True,
    help="Folder to write to.",
)  # fmt: skip
def proof(names: tuple[str, ...], every: bool, out: Path) -> None:
    """Make the proof sheet of each LANGUAGE, for a native speaker to sign off.

    Each is a PNG and a PDF: letters, digits, long words, line breaks, a card of every template.
    """
    from studio.workspace.proof import ProofRequest, make_proofs

    if every == bool(names):
        raise click.UsageError("name languages, or give --all")
    resources = face.resources()
    absent = False
    with face.progress_bar() as progress:
        for one in make_proofs(ProofRequest(names, out), resources=resources, progress=progress):
            face.show(one.diagnostics)
            absent = absent or not one.files
            for file in one.files:
                click.echo(file)
    if absent:
        raise click.exceptions.Exit(face.ENVIRONMENT)


@cli.command(epilog=EXIT_CODES)
@click.option("--json", "as_json", is_flag=True, callback=face.want_json, help="Print one JSON object.")
def languages(as_json: bool) -> None:
    """List the languages: name, script, direction, whether fonts are there, who signed them off."""
    from studio.workspace.tongues import list_languages

    found = list_languages(face.resources())
    if as_json:
        rows = [asdict(one) for one in found]
        face.print_json({"ok": True, "exit": 0, "languages": rows})
        return
    for one in found:
        absent = f"  fonts missing: {', '.join(one.absent_sets)}" if one.absent_sets else ""
        click.echo(
            f"{one.name:<12} {one.english_name:<24} {one.script} {one.direction} "
            f"{one.status:<10} {one.own_name}{absent}"
        )
