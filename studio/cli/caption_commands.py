"""The commands about captions and networks: ``caption``, ``count``, ``networks``, ``days``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from studio.cli import face
from studio.cli.commands import cli, no_partner, partner, partners_of_wishes
from studio.cli.face import EXIT_CODES, want_json
from studio.diagnostics import N_, Severity, worst

if TYPE_CHECKING:
    from studio.model.network import Network
    from studio.workspace.caption import CaptionReport

_MOST_BYTES = 20_000_000
"""A longer line on standard input is answered with an error."""

_json = click.option(
    "--json", "as_json", is_flag=True, callback=want_json, help="Print one JSON object."
)


@cli.command(epilog=EXIT_CODES)
@click.argument("post", type=click.Path(path_type=Path), metavar="POST")
@click.option("--network", multiple=True, metavar="NAME",
              help="Network; default: those that are on by default. May be repeated.")  # fmt: skip
@click.option("--language", default="", metavar="NAME", help="Language; default: the post's own.")
@click.option("--card", default="", metavar="NAME", help="Card (question, answer); default: all.")
@click.option("--draft", is_flag=True, help="Also when not all is translated.")
@partner
@no_partner
@_json
def caption(post: Path, as_json: bool, **wishes: Any) -> None:
    """Print the captions of POST, a post's file or PACK/POST, and count them.

    The captions go to standard output, all that is said about them to standard error.
    """
    from datetime import date

    from studio.workspace.caption import CaptionRequest, captions_of

    wishes["today"] = date.today()
    wishes["networks"] = wishes.pop("network")
    wishes["partners"] = partners_of_wishes(wishes)
    reports, found = captions_of(CaptionRequest(post, **wishes), resources=face.resources())
    everything = [*found, *(d for report in reports for d in report.diagnostics)]
    code = face.PROBLEMS if worst(everything) is Severity.ERROR else face.OK
    if as_json:
        face.show(everything)
        face.print_json(
            {
                "ok": not code,
                "exit": code,
                "captions": [_caption_data(report) for report in reports],
                "diagnostics": face.as_data(found),
            }
        )
    else:
        face.show(found)
        for report in reports:
            _tell_caption(report, alone=len(reports) == 1)
    raise click.exceptions.Exit(code)


def _tell_caption(report: CaptionReport, *, alone: bool) -> None:
    made = report.caption
    if not alone:
        click.echo(f"=== {report.network.name} / {report.card.name} / {made.language} ===")
    click.echo("\n---\n".join(part.text for part in made.parts) if made.parts else made.text)
    if not alone:
        click.echo()
    face.tell(
        N_("{network}, {card}: {count} of {limit}."),
        network=report.network.label,
        card=report.card.name,
        count=made.length,
        limit=made.limit,
    )
    if made.byte_limit:
        face.tell(N_("Bytes: {count} of {limit}."), count=made.bytes, limit=made.byte_limit)
    if made.parts:
        face.tell(N_("Posts in the thread: {count}."), count=len(made.parts))
    elif made.fold is not None and made.fold < len(made.text):
        shown = face.printable(made.text[: made.fold])
        face.tell(N_("Before “more” shows: {text}"), text=shown)
    if made.follow_up:
        face.tell(N_("The answer, to be posted next: {text}"), text=face.printable(made.follow_up))
    face.show(report.diagnostics)


def _caption_data(report: CaptionReport) -> dict[str, object]:
    made = report.caption
    return {
        "post": report.post,
        "card": report.card.name,
        "network": report.network.name,
        "language": made.language,
        "text": made.text,
        "length": made.length,
        "limit": made.limit,
        "bytes": made.bytes,
        "byte_limit": made.byte_limit,
        "valid": worst(made.diagnostics) is not Severity.ERROR,
        "fold": made.fold,
        "hashtags": list(made.hashtags),
        "alt": report.alt,
        "parts": [
            {"text": p.text, "length": p.length, "bytes": p.bytes, "image": p.image, "alt": p.alt}
            for p in made.parts
        ],
        "follow_up": {"as": made.follow_up_as, "text": made.follow_up} if made.follow_up else None,
        "diagnostics": face.as_data(report.diagnostics),
    }


@cli.command(epilog=EXIT_CODES)
@click.option("--network", required=True, metavar="NAME", help="Whose way of counting.")
def count(network: str) -> None:
    """Count texts as a network does: a JSON string on each line in, a JSON object on each line out.

    An object has length, limit, valid, urls, hashtags and mentions, these with their places (start and
    end in code points; utf16; bytes). A line that is no JSON string gives {"error": …}.
    """
    import json

    from studio.caption.measure import measured
    from studio.caption.networks import network as find_network
    from studio.workspace.networks import known_networks

    face.resources()
    known = find_network(network, known_networks().networks)
    code = face.OK
    for line in _lines(sys.stdin.buffer):
        try:
            answer = measured(_text_of(line), known)
        except ValueError as error:
            answer = {"error": str(error)}
            code = face.PROBLEMS
        # Each answer at once: a program may wait for it before it asks again.
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()
    raise click.exceptions.Exit(code)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """The lines of ``stream``; of a line that is too long only as much as shows that it is."""
    while line := stream.readline(_MOST_BYTES + 1):
        rest = line
        while len(rest) > _MOST_BYTES and not rest.endswith(b"\n"):
            rest = stream.readline(_MOST_BYTES + 1)
        yield line


def _text_of(line: bytes) -> str:
    """The JSON string on ``line``; a ValueError says what it is instead."""
    import json

    from studio.l10n import translate

    if len(line) > _MOST_BYTES:
        raise ValueError(translate(N_("The line is too long.")))
    try:
        value = json.loads(line.decode("utf-8"))
    except (ValueError, RecursionError):
        raise ValueError(translate(N_("The line is no JSON in UTF-8."))) from None
    if not isinstance(value, str):
        raise ValueError(translate(N_("The line is JSON, but no string.")))
    return value


@cli.group()
def networks() -> None:
    """Networks: what each accepts, and how sure that is."""


@networks.command("list")
@_json
def networks_list(as_json: bool) -> None:
    """List the networks; * marks those that are exported to when none is named."""
    from datetime import date

    from studio.caption.networks import warn_if_old
    from studio.workspace.networks import known_networks

    face.resources()
    known = known_networks()
    found = (*known.diagnostics, *warn_if_old(known.networks.values(), date.today()))
    face.show(found)
    if as_json:
        rows = [_network_data(one) for one in known.networks.values()]
        data = {"ok": True, "exit": 0, "version": known.version.isoformat(), "networks": rows}
        face.print_json({**data, "diagnostics": face.as_data(found)})
        return
    for name, one in known.networks.items():
        places = ", ".join(f"{p.name} {p.size}" for p in one.placements)
        mark = "*" if one.default else " "
        click.echo(face.printable(f"{mark} {name:<16} {one.label:<24} {one.text.limit:>6}  {places}"))
    face.tell(N_("Facts of {day}."), day=known.version.isoformat())


@networks.command("show")
@click.argument("name")
@_json
def networks_show(name: str, as_json: bool) -> None:
    """Show what is known of the network NAME: each figure, how sure it is, since when, from where."""
    from datetime import date

    from studio.caption.networks import network as find_network
    from studio.caption.networks import warn_if_old
    from studio.workspace.networks import known_networks

    face.resources()
    known = known_networks()
    one = find_network(name, known.networks)
    found = (*known.diagnostics, *warn_if_old([one], date.today()))
    face.show(found)
    if as_json:
        face.print_json({"ok": True, "exit": 0, **_network_data(one, whole=True)})
        return
    _tell_network(one)


def _tell_network(one: Network) -> None:
    from studio.caption.networks import figures
    from studio.l10n import translate

    click.echo(face.printable(f"{one.name}: {one.label}"))
    for figure, value, fact in figures(one):
        sure = translate(N_("your own")) if fact is None else fact.confidence
        if sure == "low":
            sure = translate(N_("low: a cautious default"))
        since = f", {fact.checked.isoformat()}" if fact else ""
        click.echo(face.printable(f"{figure:<22} {value}  [{sure}{since}]"))
        for line in (fact.source, fact.note) if fact else ():
            if line:
                click.echo(face.printable(f"{'':<22} {line}"))
    for line in one.unknown:
        click.echo(face.printable(f"{translate(N_('not known')):<22} {line}"))


def _network_data(one: Network, *, whole: bool = False) -> dict[str, object]:
    from studio.caption.networks import figures

    data: dict[str, object] = {
        "name": one.name,
        "label": one.label,
        "default": one.default,
        "limit": one.text.limit,
        "counter": one.text.counter,
        "placements": [
            {"name": p.name, "size": str(p.size), "default": p.default} for p in one.placements
        ],
    }
    if whole:
        data["unknown"] = list(one.unknown)
        data["figures"] = [
            {
                "figure": figure,
                "value": value,
                "confidence": fact.confidence if fact else "own",
                "checked": fact.checked.isoformat() if fact else "",
                "source": fact.source if fact else "",
                "note": fact.note if fact else "",
            }
            for figure, value, fact in figures(one)
        ]
    return data


@networks.command("update")
@click.argument("file", type=click.Path(path_type=Path))
@_json
def networks_update(file: Path, as_json: bool) -> None:
    """Take the newer networks file FILE into use; an old or broken one is refused."""
    from studio.workspace.networks import update_networks

    face.resources()
    before, after = update_networks(file)
    if as_json:
        face.print_json({"ok": True, "exit": 0, "before": str(before), "version": str(after)})
    else:
        face.tell(N_("Facts of {day} are in use now; before, those of {before}."),
                  day=str(after), before=str(before))  # fmt: skip


@cli.command(epilog=EXIT_CODES)
@click.option("--year", type=click.IntRange(1900, 9999), default=None, help="Default: this year.")
@_json
def days(year: int | None, as_json: bool) -> None:
    """List days and weeks that media literacy posts are often made for."""
    from datetime import date

    from studio.caption.days import days_of

    face.resources()
    found = days_of(year or date.today().year)
    if as_json:
        rows = [
            {"id": d.id, "name": d.name, "start": str(d.start), "end": str(d.end), "url": d.url}
            for d in found
        ]
        face.print_json({"ok": True, "exit": 0, "days": rows})
        return
    for day in found:
        until = f" – {day.end}" if day.end != day.start else ""
        click.echo(f"{day.start}{until:<13}  {day.name}")
