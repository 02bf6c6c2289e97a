"""The commands themselves: arguments in, one call of the workspace, a summary out."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from studio import __version__
from studio.cli import face
from studio.cli.face import EXIT_CODES, Face, want_json
from studio.cli.kit_options import kit_options, kit_wishes
from studio.cli.summary import tell_export
from studio.diagnostics import N_, Severity

if TYPE_CHECKING:
    from studio.model.geometry import Size

_LOOK_EVERY = 0.3
"""Seconds between two looks at the files of a template that is being written."""

Command = TypeVar("Command", bound=Callable[..., Any])

_FOLDER = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path)


class SizeType(click.ParamType["Size"]):
    """``1080x1350``."""

    name = "WxH"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Size:
        """The size, or a usage error."""
        from studio.model.geometry import Size

        try:
            return Size.parse(str(value))
        except ValueError:
            self.fail("write width and height in pixels, for example 1080x1350", param, ctx)


def _many(*names: str, help_: str) -> Callable[[Command], Command]:
    return click.option(*names, multiple=True, metavar="NAME", help=f"{help_} May be repeated.")


partner = _many(
    "--partner", help_="Partner kit whose logo the cards carry; default: those of the pack."
)
no_partner = click.option("--no-partner", is_flag=True, help="No logos, whatever the pack says.")


def partners_of_wishes(wishes: dict[str, Any]) -> tuple[str, ...] | None:
    """The partners wished; None: the pack's own."""
    names, none = tuple(wishes.pop("partner")), wishes.pop("no_partner")
    if names and none:
        raise click.UsageError("use either --partner or --no-partner")
    return names or (() if none else None)


_json = click.option(
    "--json", "as_json", is_flag=True, callback=want_json, help="Print one JSON object."
)


@click.group(cls=Face, epilog=EXIT_CODES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="milclicks")
@click.option("--debug", is_flag=True, help="Show where in the studio an error happened.")
@click.option("-v", "--verbose", is_flag=True, help="Show notes too, not only warnings and errors.")
def cli(debug: bool, verbose: bool) -> None:
    """MIL CLICKS Studio: write a post once, get finished cards with captions in every language."""


@cli.command(epilog=EXIT_CODES)
@click.argument("pack", type=_FOLDER)
@_many("--language", help_="Language, as a gettext name (sr@latin); default: all the pack has.")
@_many("--network", help_="Network; default: those that are on by default.")
@_many("--placement", help_="Placement (feed, story …); default: those each network has on.")
@_many("--kind", help_="Kind of post (tip, quiz …); default: all.")
@_many("--post", help_="Post by its id; default: all.")
@_many("--format", "format_", help_="jpeg, png, webp, gif, pdf or svg; default: each network's best.")
@click.option("--out", type=_FOLDER, default=Path("out"), show_default=True, help="Folder to write to.")
@click.option(
    "--workers", type=click.IntRange(0, 64), default=0, help="Processes; 0 decides by itself."
)
@click.option("--draft", is_flag=True, help="Also show what is not all translated, marked as a draft.")
@click.option(
    "--force", is_flag=True, help="Render all again, and replace files the studio didn't make."
)
@click.option("--allow-errors", is_flag=True, help="Write images and captions that have errors too.")
@partner
@no_partner
@kit_options
@_json
def export(pack: Path, out: Path, workers: int, as_json: bool, **wishes: Any) -> None:
    """Export PACK: every card in every language for every network, with captions.

    PACK is a folder or a .milpack file. What has not changed since the last export into the same folder
    is not made again.
    """
    from datetime import date

    from studio.workspace.export import ExportRequest, export_pack
    from studio.workspace.packs import opened_pack
    from studio.workspace.select import Selection

    selection = Selection(
        languages=wishes["language"],
        networks=wishes["network"],
        placements=wishes["placement"],
        kinds=wishes["kind"],
        posts=wishes["post"],
        formats=wishes["format_"],
    )
    request = ExportRequest(
        click.get_current_context().with_resource(opened_pack(pack)),
        out,
        selection,
        workers,
        draft=wishes["draft"],
        force=wishes["force"],
        allow_errors=wishes["allow_errors"],
        partners=partners_of_wishes(wishes),
        today=date.today(),
    )
    resources = face.resources()
    kit = kit_wishes(wishes)
    started = time.monotonic()
    with face.cancellable() as cancelled, face.progress_bar() as progress:
        if kit is not None:
            from studio.workspace.kit import export_kit

            result, handed = export_kit(
                request, kit, resources=resources, progress=progress, cancelled=cancelled
            )
        else:
            handed = None
            result = export_pack(request, resources=resources, progress=progress, cancelled=cancelled)
    tell_export(result, time.monotonic() - started, as_json=as_json, kit=handed)


@cli.command(epilog=EXIT_CODES)
@click.argument("post", type=_FILE)
@click.option("--size", type=SizeType(), required=True, help="Width and height in pixels.")
@click.option(
    "-o",
    "--out",
    type=_FILE,
    required=True,
    help="File to write: .png, .jpg, .webp, .gif, .pdf or .svg.",
)
@click.option("--language", default="", metavar="NAME", help="Language; default: the post's own.")
@click.option("--card", default="", metavar="NAME", help="Card of its kind (question, answer).")
@click.option("--theme", default="", metavar="NAME", help="vivid, bright, paper or ink.")
@click.option("--reveal", is_flag=True, help="Quiz: show the question, then the answer (.gif, .webp).")
@click.option("--draft", is_flag=True, help="Mark it as a draft; it need not be all translated.")
@click.option("--allow-errors", is_flag=True, help="Write it although it has errors.")
@partner
@no_partner
@_json
def render(post: Path, as_json: bool, **wishes: Any) -> None:
    """Render one card of the post in the file POST."""
    from studio.workspace.render import RenderRequest, render_post

    request = RenderRequest(post, partners=partners_of_wishes(wishes), **wishes)
    rendered, found = render_post(request, resources=face.resources())
    face.show(found)
    artifact = rendered.artifact
    if as_json:
        face.print_json(
            {
                "ok": True,
                "exit": 0,
                "file": str(request.out),
                "format": artifact.format,
                "size": str(request.size),
                "bytes": len(artifact.data),
                "key": rendered.key,
                "diagnostics": face.as_data(found),
            }
        )


@cli.command(epilog=EXIT_CODES)
@click.argument("pack", type=_FOLDER)
@_many("--language", help_="Language; default: all the pack has.")
@_many("--network", help_="Network; default: those that are on by default.")
@_many("--post", help_="Post by its id; default: all.")
@_json
def check(
    pack: Path,
    language: tuple[str, ...],
    network: tuple[str, ...],
    post: tuple[str, ...],
    as_json: bool,
) -> None:
    """Check PACK: its files, catalogs, captions, and whether every card fits. Writes nothing."""
    from datetime import date

    from studio.workspace.check import check_pack
    from studio.workspace.select import Selection

    report = check_pack(
        pack,
        resources=face.resources(),
        today=date.today(),
        selection=Selection(languages=language, networks=network, posts=post),
    )
    errors, warnings = report.count(Severity.ERROR), report.count(Severity.WARNING)
    face.show(report.diagnostics)
    code = face.PROBLEMS if errors else face.OK
    if as_json:
        face.print_json(
            {
                "ok": not errors,
                "exit": code,
                "posts": report.posts,
                "languages": list(report.languages),
                "cards": report.cards,
                "captions": report.captions,
                "errors": errors,
                "warnings": warnings,
                "diagnostics": face.as_data(report.diagnostics),
            }
        )
    else:
        face.tell(
            N_(
                "Posts: {posts}. Cards laid out: {cards}. Captions: {captions}. Languages: {languages}."
            ),
            posts=report.posts,
            cards=report.cards,
            captions=report.captions,
            languages=", ".join(report.languages),
        )
        face.tell(N_("Errors: {errors}. Warnings: {warnings}."), errors=errors, warnings=warnings)
    raise click.exceptions.Exit(code)


@cli.command(epilog=EXIT_CODES)
@click.argument("source", type=_FOLDER, metavar="DIR|PACK")
@click.option("-o", "--out", type=_FILE, help="One .png file, or a folder; default: DIR/sheets.")
@_many("--language", help_="Language; default: all.")
@_many("--kind", help_="Kind of post; default: all.")
@click.option("--height", type=click.IntRange(40, 2000), default=400, show_default=True,
              help="Height of a row in pixels.")  # fmt: skip
@click.option("--width", type=click.IntRange(400, 10000), default=2400, show_default=True,
              help="Width of a sheet in pixels.")  # fmt: skip
def sheet(
    source: Path,
    out: Path | None,
    language: tuple[str, ...],
    kind: tuple[str, ...],
    height: int,
    width: int,
) -> None:
    """Contact sheets of an exported folder DIR, or of PACK, which is then exported for the moment."""
    import tempfile

    from studio.workspace.export import ExportRequest, export_pack
    from studio.workspace.select import Selection
    from studio.workspace.sheet import SheetRequest, make_sheets

    resources = face.resources()
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        folder = source
        if (source / "pack.toml").is_file():
            folder = Path(temporary)
            selection = Selection(languages=language, kinds=kind)
            request = ExportRequest(source, folder, selection, draft=True, allow_errors=True)
            with face.cancellable() as cancelled, face.progress_bar() as progress:
                result = export_pack(
                    request, resources=resources, progress=progress, cancelled=cancelled
                )
            if result.cancelled:
                raise KeyboardInterrupt
            face.show(result.diagnostics, least=Severity.ERROR)
        place = out or (Path("sheets") if folder is not source else source / "sheets")
        for file in make_sheets(SheetRequest(folder, place, height, width, language, kind)):
            click.echo(file)


@cli.group()
def templates() -> None:
    """Templates: what there is, and whether one is right."""


@templates.command("list")
@_json
def templates_list(as_json: bool) -> None:
    """List the templates."""
    from studio.workspace.templates import list_templates

    found = list_templates(face.resources())
    if as_json:
        face.print_json({"ok": True, "exit": 0, "templates": [_template_data(t) for t in found]})
        return
    for one in found:
        click.echo(f"{one.name:<12} {one.title:<24} {', '.join(one.themes)}")


@templates.command("show")
@click.argument("name")
@_json
def templates_show(name: str, as_json: bool) -> None:
    """Show the template NAME."""
    from studio.workspace.templates import find_template

    data = _template_data(find_template(name, face.resources()))
    if as_json:
        face.print_json({"ok": True, "exit": 0, **data})
        return
    for key, value in data.items():
        click.echo(f"{key + ':':<9} {', '.join(value) if isinstance(value, list) else value}")


@templates.command("validate")
@click.argument("file", type=_FILE)
@_json
def templates_validate(file: Path, as_json: bool) -> None:
    """Check the template in FILE: every problem with its line."""
    from studio.workspace.templates import validate_template

    data = _template_data(validate_template(file, face.resources()))
    if as_json:
        face.print_json({"ok": True, "exit": 0, **data})
    else:
        face.tell(N_("The template {name} is right."), name=str(data["name"]))


@templates.command("schema")
@click.option("--out", type=_FOLDER, default=Path("."), help="Folder to write to.")
def templates_schema(out: Path) -> None:
    """Write the JSON Schemas of templates, packs and posts, for editors that know such."""
    from studio.workspace.templates import write_schemas

    for file in write_schemas(out):
        click.echo(file)


@templates.command("watch", epilog=EXIT_CODES)
@click.argument("target", type=_FOLDER, metavar="TEMPLATE|FOLDER")
@click.option("--post", type=_FILE, default=None, metavar="POST", help="A post's file; default: one of "
              "the starter pack that the template can show.")  # fmt: skip
@click.option("-o", "--out", type=_FILE, required=True, help="File to write: .png, .jpg, .webp …")
@click.option("--size", type=SizeType(), default="1080x1350", show_default=True, help="In pixels.")
@click.option("--language", default="", metavar="NAME", help="Language; default: the post's own.")
@click.option("--card", default="", metavar="NAME", help="Card of its kind; default: the template's.")
@click.option("--theme", default="", metavar="NAME", help="vivid, bright, paper or ink.")
@partner
@no_partner
@click.option("--once", is_flag=True, help="Make the card once and end.")
def templates_watch(target: Path, post: Path | None, once: bool, **wishes: Any) -> None:
    """Show a template while you write it: the card is made again whenever a file changes.

    Keep the image open in a viewer that follows changes. Ctrl-C ends.
    """
    from studio.workspace.render import RenderRequest
    from studio.workspace.watch import Watcher, sample_post

    resources = face.resources()
    file = post or sample_post(target, resources=resources)
    request = RenderRequest(file, partners=partners_of_wishes(wishes), **wishes)
    watcher = Watcher(target, request, resources=resources)
    with face.cancellable() as cancelled:
        while not cancelled():
            started = time.monotonic()
            if look := watcher.look():
                face.show(look.diagnostics)
                if look.rendered:
                    spent = round(1000 * (time.monotonic() - started))
                    face.tell(N_("Written: {file} ({spent} ms)."), file=str(request.out), spent=spent)
                elif once:
                    raise click.exceptions.Exit(face.BAD_INPUT)
            if once:
                return
            time.sleep(_LOOK_EVERY)


@cli.group()
def fonts() -> None:
    """Fonts: what is there."""


@fonts.command("status")
@_json
def fonts_status(as_json: bool) -> None:
    """List the fonts and whether their files are whole."""
    from studio.text.fonts import CORE, FontLibrary

    resources = face.resources()
    status = FontLibrary(resources.fonts, resources.font_lock).status()
    bad = [one for one in status if one.state != "present" and one.entry.set == CORE]
    code = face.ENVIRONMENT if bad else face.OK
    rows = [(o.entry.family, o.entry.weight, o.entry.set, o.state, o.entry.file) for o in status]
    if as_json:
        names = ("family", "weight", "set", "state", "file")
        fonts_ = [dict(zip(names, row, strict=True)) for row in rows]
        face.print_json({"ok": not bad, "exit": code, "folder": str(resources.fonts), "fonts": fonts_})
    else:
        for family, weight, set_, state, file in rows:
            click.echo(f"{state:<8} {set_:<6} {family:<28} {weight:<4} {file}")
        if bad:
            face.tell(N_("Fonts are absent or damaged. Run “make fonts” to fetch them."))
    raise click.exceptions.Exit(code)


@cli.group()
def catalog() -> None:
    """Catalogs: the translations of a pack."""


@catalog.command("update")
@click.argument("pack", type=_FOLDER)
@_many("--language", help_="Language, also a new one; default: all the pack has.")
@_json
def catalog_update(pack: Path, language: tuple[str, ...], as_json: bool) -> None:
    """Bring the catalogs of PACK up to date with its posts; translations are never lost."""
    from dataclasses import asdict

    from studio.workspace.catalogs import update_catalogs

    face.resources()
    updates = update_catalogs(pack, language)
    if as_json:
        data = {name: asdict(update) for name, update in updates.items()}
        face.print_json({"ok": True, "exit": 0, "catalogs": data})
        return
    for name, update in updates.items():
        face.tell(
            N_("{language}: {added} new, {changed} changed, {removed} removed, {returned} back."),
            language=name,
            added=update.added,
            changed=update.changed,
            removed=update.removed,
            returned=update.returned,
        )


def _template_data(template: Any) -> dict[str, object]:
    return {
        "name": template.name,
        "title": template.title,
        "kind": template.kind,
        "themes": list(template.themes),
        "shrinks": list(template.shrink),
        "file": template.file,
    }
