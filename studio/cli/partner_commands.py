"""The commands about partners' kits: ``milclicks partners …``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from studio.cli import face
from studio.cli.commands import cli
from studio.cli.face import EXIT_CODES, want_json
from studio.diagnostics import N_, Severity, worst

if TYPE_CHECKING:
    from studio.workspace.partners import Kit

_PATH = click.Path(path_type=Path)
_json = click.option(
    "--json", "as_json", is_flag=True, callback=want_json, help="Print one JSON object."
)
_pack = click.option(
    "--pack", type=_PATH, default=None, metavar="DIR", help="A pack's folder; default: your own folder."
)


@cli.group()
def partners() -> None:
    """Partners: kits with their logos, for the strip at the foot of the cards."""


@partners.command("list", epilog=EXIT_CODES)
@_pack
@_json
def list_command(pack: Path | None, as_json: bool) -> None:
    """List the kits of the pack in DIR and your own."""
    from studio.workspace.partners import list_partners

    kits = list_partners(pack, resources=face.resources())
    if as_json:
        face.print_json({"ok": True, "exit": 0, "partners": [_data(kit) for kit in kits]})
        return
    for kit in kits:
        name = kit.partner.name if kit.partner else "–"
        click.echo(f"{kit.id:<24} {name:<32} {kit.folder}")
        face.show(kit.diagnostics)


@partners.command("check", epilog=EXIT_CODES)
@click.argument("folder", type=_PATH, metavar="DIR")
@_json
def check_command(folder: Path, as_json: bool) -> None:
    """Check the kit in the folder DIR: its file, its colours, its logos."""
    from studio.workspace.partners import check_partner

    found = check_partner(folder, resources=face.resources())
    code = face.PROBLEMS if worst(found) is Severity.ERROR else face.OK
    face.show(found)
    if as_json:
        data = {"ok": not code, "exit": code, "diagnostics": face.as_data(found)}
        face.print_json(data)
    elif not code:
        face.tell(N_("The kit {id} is right."), id=folder.name)
    raise click.exceptions.Exit(code)


@partners.command("add", epilog=EXIT_CODES)
@click.argument("id_", metavar="ID")
@click.option("--name", required=True, help="The partner's name.")
@click.option("--logo", type=_PATH, multiple=True, required=True, metavar="FILE",
              help="PNG, JPEG or WebP; up to three.")  # fmt: skip
@click.option("--full-color", is_flag=True, help="Show the logos in their own colours.")
@click.option("--handle", default="", help="Such as @youthlab.")
@click.option("--url", default="", help="A whole address, with https://.")
@click.option(
    "--logo-color", default="", metavar="#RRGGBB", help="What one-colour logos are printed in."
)
@click.option("--strip-color", default="", metavar="#RRGGBB", help="A pale tint for the strip.")
@_pack
@_json
def add_command(
    id_: str,
    name: str,
    logo: tuple[Path, ...],
    full_color: bool,
    handle: str,
    url: str,
    logo_color: str,
    strip_color: str,
    pack: Path | None,
    as_json: bool,
) -> None:
    """Make or change the kit ID; nothing is written unless it is right."""
    from studio.workspace.partners import KitValues, NewLogo, save_partner

    logos = tuple(NewLogo(file, full_color) for file in logo)
    values = KitValues(id_, name, logos, handle, url, logo_color, strip_color)
    kit = save_partner(values, resources=face.resources(), place=pack)
    face.show(kit.diagnostics)
    if as_json:
        face.print_json({"ok": True, "exit": 0, **_data(kit)})
    else:
        face.tell(N_("Written: {file}."), file=str(kit.folder))


def _data(kit: Kit) -> dict[str, object]:
    partner = kit.partner
    return {
        "id": kit.id,
        "folder": str(kit.folder),
        "own": kit.own,
        "name": partner.name if partner else "",
        "handle": partner.handle if partner else "",
        "url": partner.url if partner else "",
        "logos": [logo.file for logo in partner.logos] if partner else [],
        "diagnostics": face.as_data(kit.diagnostics),
    }
