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
    "named",
    default="",
    metavar="DIR|URL",
    envvar="MILCLICKS_LIBRARY",
    help="Folder of the library, or postgresql+psycopg://USER@HOST/DATABASE for a team; "
    "default: MILCLICKS_LIBRARY, else your own.",
)


_ours = click.option("--ours", "chosen", flag_value="ours", help="At conflicts, what the library has.")
_theirs = click.option("--theirs", "chosen", flag_value="theirs", help="At conflicts, what came.")


@cli.group()
def library() -> None:
    """The library: all packs in one place, with search, history and backups."""


def _place(named: str) -> Path | str:
    from studio.workspace.library import library_place

    face.resources()  # sets the language
    return library_place(named)


@library.command(epilog=EXIT_CODES)
@_where
@_json
def info(named: str, as_json: bool) -> None:
    """What is in the library, and its backups."""
    from studio.workspace.library import library_info, open_library

    with open_library(_place(named)) as opened:
        found = library_info(opened)
    kept = [
        {"name": b.file.name, "at": b.at.isoformat(), "reason": b.reason, "bytes": b.bytes}
        for b in found.backups
    ]
    if as_json:
        data = {"place": found.place, "database": found.database, "bytes": found.bytes}
        face.print_json({"ok": True, "exit": 0, **data, "counts": found.counts, "backups": kept})
        return
    click.echo(f"{found.place}  {found.bytes / 1e6:.1f} MB  {found.database}")
    for name, count in found.counts.items():
        click.echo(f"  {name:14}{count:>9}")
    for one in kept:
        click.echo(f"  {one['name']}")


@library.command(epilog=EXIT_CODES)
@_where
@click.option("--thorough", is_flag=True, help="Also compare indexes, searched texts and pictures.")
@_json
def check(named: str, thorough: bool, as_json: bool) -> None:
    """Look for damage in the library; nothing is changed."""
    from studio.workspace.library import check_library

    found = check_library(_place(named), thorough=thorough)
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
def backup(named: str, as_json: bool) -> None:
    """Make a backup now."""
    from studio.workspace.library import back_up_library, open_library

    with open_library(_place(named)) as opened:
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
def restore(name: str, named: str, salvage: bool, as_json: bool) -> None:
    """Put back the backup NAME, by default the newest good one.

    The library that was there is set aside, never deleted.
    """
    from studio.workspace.library import restore_library, salvage_library

    if name and salvage:
        raise click.UsageError("--salvage takes no backup's name")
    place = _place(named)
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
def search(text: tuple[str, ...], named: str, as_json: bool, **wishes: Any) -> None:
    """Find posts that have all words of TEXT, in any language."""
    from studio.workspace.library import Query, a_day, open_library, search_library

    if wishes["status"] and not wishes["language"]:
        raise click.UsageError("--status needs --language")
    since, until = (a_day(value) if (value := wishes.pop(n)) else None for n in ("since", "until"))
    words, trashed = " ".join(text), wishes.pop("trash")
    query = Query(words, since=since, until=until, trashed=trashed, **wishes)
    with open_library(_place(named)) as opened:
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
@_ours
@_theirs
@_json
def import_(pack: Path, named: str, chosen: str | None, as_json: bool) -> None:
    """Bring PACK (a folder or a .milpack file) into the library, or merge it with what is there.

    What was changed on both sides is kept twice, as a conflict; nothing is overwritten unless --ours
    or --theirs says which shall stand.
    """
    from studio.workspace.library import import_pack, open_library

    with open_library(_place(named)) as opened:
        done = import_pack(opened, pack, chosen or "")
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
        if done.conflicts:
            face.tell(N_("See both texts and choose: milclicks library conflicts"))
    if exit_:
        raise click.exceptions.Exit(exit_)


@library.command("import-csv", epilog=EXIT_CODES)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("pack")
@_where
@click.option("--check", "only_check", is_flag=True, help="Say what would be made; write nothing.")
@_json
def import_csv_(file: Path, pack: str, named: str, only_check: bool, as_json: bool) -> None:
    """Make a post of each row of FILE in the pack called PACK; all of them, or none.

    FILE is a spreadsheet saved as CSV; its first row names the fields (docs/spreadsheets.md).
    """
    from studio.workspace.csvimport import import_csv, read_csv
    from studio.workspace.library import open_library

    with open_library(_place(named)) as opened:
        sheet = read_csv(opened, pack, file)
        if not only_check:
            import_csv(opened, pack, sheet)
    posts = [made.post.id for made in sheet.posts]
    face.show(sheet.diagnostics)
    if as_json:
        data = {"posts": posts, "languages": list(sheet.languages), "written": not only_check}
        found = {"diagnostics": face.as_data(sheet.diagnostics)}
        face.print_json({"ok": True, "exit": 0, "pack": pack, **data, **found})
    elif only_check:
        face.tell(N_("Posts that would be made: {count}."), count=len(posts))
    else:
        face.tell(N_("Posts made: {count}."), count=len(posts))


@library.command("export", epilog=EXIT_CODES)
@click.argument("pack")
@click.argument("out", type=click.Path(path_type=Path))
@_where
@_json
def export_(pack: str, out: Path, named: str, as_json: bool) -> None:
    """Write the pack called PACK as the new folder OUT, or as a file if OUT ends in .milpack."""
    from studio.workspace.library import open_library, save_pack

    with open_library(_place(named)) as opened:
        found = save_pack(opened, pack, out)
    face.show(found)
    if as_json:
        face.print_json({"ok": True, "exit": 0, "out": str(out), "diagnostics": face.as_data(found)})
    else:
        face.tell(N_("Written: {file}."), file=str(out))


@library.command(epilog=EXIT_CODES)
@click.argument("number", type=int, nargs=-1)
@_where
@_ours
@_theirs
@_json
def conflicts(number: tuple[int, ...], named: str, chosen: str | None, as_json: bool) -> None:
    """Show texts that two people changed, or settle them: NUMBER... with --ours or --theirs.

    Without NUMBER all of them are shown or settled.
    """
    from studio.workspace.library import open_library
    from studio.workspace.library_past import list_conflicts, resolve_conflict

    with open_library(_place(named)) as opened:
        found = [one for one in list_conflicts(opened) if not number or one.number in number]
        for one in found if chosen else ():
            resolve_conflict(opened, one.number, one.theirs if chosen == "ours" else one.mine)
        left = list_conflicts(opened)
    exit_ = face.PROBLEMS if left else face.OK
    if as_json:
        rows = [
            {"number": one.number, "key": str(one.key), "ours": one.theirs, "theirs": one.mine}
            for one in left
        ]
        face.print_json({"ok": not exit_, "exit": exit_, "conflicts": rows})
    else:
        for one in left:
            click.echo(face.printable(f"{one.number}  {one.key}"))
            for label, text in ((N_("ours"), one.theirs), (N_("theirs"), one.mine)):
                face.show_text(label, text)
        face.tell(N_("Conflicts: {count}."), count=len(left))
    raise click.exceptions.Exit(exit_)
