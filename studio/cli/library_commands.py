"""The commands about the library: ``milclicks library …``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from studio.cli import face
from studio.cli.commands import cli
from studio.cli.face import EXIT_CODES, want_json
from studio.diagnostics import N_, Severity, worst

_json = click.option(
    "--json", "as_json", is_flag=True, callback=want_json, help="Print one JSON object."
)
_where = click.option(
    "--library",
    "folder",
    type=click.Path(path_type=Path),
    default=None,
    help="Folder of the library; default: your own.",
)


@cli.group()
def library() -> None:
    """The library: all packs in one place, with search, history and backups."""


def _folder(folder: Path | None) -> Path:
    from studio.workspace.library import library_folder

    face.resources()  # sets the language
    return folder or library_folder()


@library.command(epilog=EXIT_CODES)
@_where
@_json
def info(folder: Path | None, as_json: bool) -> None:
    """What is in the library, and its backups."""
    from studio.workspace.library import library_info, open_library

    with open_library(_folder(folder)) as opened:
        found = library_info(opened)
    kept = [
        {"name": b.file.name, "at": b.at.isoformat(), "reason": b.reason, "bytes": b.bytes}
        for b in found.backups
    ]
    if as_json:
        data = {"folder": str(found.folder), "sqlite": found.sqlite, "bytes": found.bytes}
        face.print_json({"ok": True, "exit": 0, **data, "counts": found.counts, "backups": kept})
        return
    click.echo(f"{found.folder}  {found.bytes / 1e6:.1f} MB  SQLite {found.sqlite}")
    for name, count in found.counts.items():
        click.echo(f"  {name:14}{count:>9}")
    for one in kept:
        click.echo(f"  {one['name']}")


@library.command(epilog=EXIT_CODES)
@_where
@click.option("--thorough", is_flag=True, help="Also compare indexes, searched texts and pictures.")
@_json
def check(folder: Path | None, thorough: bool, as_json: bool) -> None:
    """Look for damage in the library; nothing is changed."""
    from studio.workspace.library import check_library

    found = check_library(_folder(folder), thorough=thorough)
    bad = worst(found) is Severity.ERROR
    face.show(found)
    if as_json:
        face.print_json({"ok": not bad, "exit": int(bad), "diagnostics": face.as_data(found)})
    elif not bad:
        face.tell(N_("The library is whole."))
    if bad:
        raise click.exceptions.Exit(face.PROBLEMS)


@library.command(epilog=EXIT_CODES)
@_where
@_json
def backup(folder: Path | None, as_json: bool) -> None:
    """Make a backup now."""
    from studio.workspace.library import back_up_library, open_library

    with open_library(_folder(folder)) as opened:
        made = back_up_library(opened)
    if as_json:
        face.print_json({"ok": True, "exit": 0, "file": str(made.file), "bytes": made.bytes})
    else:
        face.tell(N_("Saved as {file}."), file=str(made.file))


@library.command(epilog=EXIT_CODES)
@click.argument("name", default="")
@_where
@click.option("--salvage", is_flag=True, help="Make a new library of all that is still readable.")
@_json
def restore(name: str, folder: Path | None, salvage: bool, as_json: bool) -> None:
    """Put back the backup NAME, by default the newest good one.

    The library that was there is set aside, never deleted.
    """
    from studio.workspace.library import restore_library, salvage_library

    if name and salvage:
        raise click.UsageError("--salvage takes no backup's name")
    place = _folder(folder)
    if salvage:
        saved = salvage_library(place)
        aside, rows = saved.aside, sum(saved.read.values())
        face.tell(N_("{count} rows could be read."), count=rows)
    else:
        aside = restore_library(place, name)
    if as_json:
        face.print_json({"ok": True, "exit": 0, "aside": str(aside or "")})
    elif aside:
        face.tell(N_("What was there is now {file}."), file=str(aside))


@library.command(epilog=EXIT_CODES)
@click.argument("text", nargs=-1)
@_where
@click.option("--pack", default="", metavar="NAME", help="Only in this pack.")
@click.option("--kind", default="", metavar="NAME", help="Kind of post.")
@click.option("--element", default="", metavar="NAME", help="One of the six elements.")
@click.option("--language", default="", metavar="NAME", help="Only texts in this language.")
@click.option(
    "--status",
    default="",
    type=click.Choice(["", "done", "fuzzy", "outdated", "missing"]),
    help="How far the version in --language is.",
)
@click.option("--tag", default="", metavar="TAG", help="Hashtag or label.")
@click.option("--network", default="", metavar="NAME", help="Planned for this network.")
@click.option("--since", default="", metavar="DATE", help="Planned for this day or later.")
@click.option("--until", default="", metavar="DATE", help="Planned for this day or earlier.")
@click.option("--trash", is_flag=True, help="In the trash.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
@_json
def search(text: tuple[str, ...], folder: Path | None, as_json: bool, **wishes: Any) -> None:
    """Find posts that have all words of TEXT, in any language."""
    from studio.workspace.library import Query, a_day, open_library, search_library

    if wishes["status"] and not wishes["language"]:
        raise click.UsageError("--status needs --language")
    since, until = (a_day(value) if (value := wishes.pop(n)) else None for n in ("since", "until"))
    words, trashed = " ".join(text), wishes.pop("trash")
    query = Query(words, since=since, until=until, trashed=trashed, **wishes)
    with open_library(_folder(folder)) as opened:
        hits = search_library(opened, query)
    if as_json:
        rows = [
            {
                "pack": h.pack,
                "post": h.post,
                "kind": h.kind,
                "element": h.element,
                "language": h.language,
            }
            for h in hits
        ]
        face.print_json({"ok": True, "exit": 0, "posts": rows})
        return
    for hit in hits:
        click.echo(face.printable(f"{hit.pack}/{hit.post}  {hit.kind}  {hit.language}".rstrip()))


@library.command("import", epilog=EXIT_CODES)
@click.argument("pack", type=click.Path(path_type=Path))
@_where
@_json
def import_(pack: Path, folder: Path | None, as_json: bool) -> None:
    """Bring the pack in the folder PACK into the library, or merge it with what is there.

    What was changed on both sides is kept twice, as a conflict; nothing is overwritten.
    """
    from studio.workspace.library import import_pack, open_library

    with open_library(_folder(folder)) as opened:
        done = import_pack(opened, pack)
    face.show(done.diagnostics)
    exit_ = face.PROBLEMS if done.conflicts else face.OK
    if as_json:
        posts = [f"{name}/{post}" for name, post in done.posts()]
        clashes = [
            {"key": str(c.key), "number": c.number, "mine": c.theirs, "theirs": c.mine}
            for c in done.conflicts
        ]
        data = {"posts": posts, "conflicts": clashes, "diagnostics": face.as_data(done.diagnostics)}
        face.print_json({"ok": not exit_, "exit": exit_, **data})
    else:
        face.tell(N_("{count} posts came or changed."), count=len(list(done.posts())))
        for one in done.conflicts:
            face.tell(N_("Changed on both sides: {key}."), key=str(one.key))
    if exit_:
        raise click.exceptions.Exit(exit_)


@library.command("export", epilog=EXIT_CODES)
@click.argument("pack")
@click.argument("out", type=click.Path(path_type=Path))
@_where
@_json
def export_(pack: str, out: Path, folder: Path | None, as_json: bool) -> None:
    """Write the pack called PACK as the new folder OUT."""
    from studio.workspace.library import export_pack_folder, open_library

    with open_library(_folder(folder)) as opened:
        found = export_pack_folder(opened, pack, out)
    face.show(found)
    if as_json:
        face.print_json({"ok": True, "exit": 0, "folder": str(out), "diagnostics": face.as_data(found)})
    else:
        face.tell(N_("Written to {folder}."), folder=str(out))
