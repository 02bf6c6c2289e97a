"""Files that scheduling services take: Buffer, Publer, Metricool, Hootsuite.

In: publications and the public address that the images will be under. Out: CSV files, one for each
language (and network, where a service takes one channel at a time), and what was left out. Columns are
those of the services' help pages as of November 2026; Hootsuite's could not be verified. Metricool's
change often, so they come from a template that the user has just downloaded.

A service publishes what a cell says, so a formula is disarmed by a sign that nobody sees.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from studio.diagnostics import N_, Diagnostic, Severity
from studio.errors import InvalidInput
from studio.export.kit import FORMULA, KitFile, Publication, for_service, joined, media_url
from studio.export.kittables import table

ANY_TIME = time(12, 0)
"""When a post is scheduled whose plan has a day and no time."""

_BUFFER = ("Text", "Image URL", "Tags", "Posting Time")
_PUBLER = (
    "Date - Intl. format or prompt",
    "Text",
    "Link(s) - Separated by comma for FB carousels",
    "Media URL(s) - Separated by comma",
    "Title - For the video, pin, PDF ..",
    "Label(s) - Separated by comma",
    "Alt text(s) - Separated by ||",
    "Comment(s) - Separated by ||",
    "Pin board, FB album, or Google category",
    "Post subtype - I.e. story, reel, PDF ..",
    "CTA - For Facebook links or Google",
    "Reminder - For stories, reels, shorts, and TikToks",
)
_METRICOOL = {
    "facebook": "facebook",
    "x": "twitterx",
    "linkedin": "linkedin",
    "instagram": "instagram",
    "pinterest": "pinterest",
    "tiktok": "tiktok",
    "youtube": "youtube",
    "threads": "threads",
    "bluesky": "bluesky",
}
"""Network to its column, letters only, whatever their case."""
_METRICOOL_NEEDS = ("text", "date", "time")
_MOST_COLUMNS = 1000


@dataclass(frozen=True, slots=True)
class Service:
    """One scheduling service: the networks it posts to, the most rows of a file.

    ``undated``: it takes posts without a time, and finds one itself.
    """

    name: str
    networks: frozenset[str]
    most: int
    undated: bool
    columns: Callable[[str], Sequence[str]]
    row: Callable[[Publication, str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Template:
    """The head of a CSV file that a service gave the user."""

    columns: tuple[str, ...]

    @classmethod
    def read(cls, data: bytes, name: str) -> Template:
        """The first row of the file ``name``.

        Raises:
            InvalidInput: ``kit.template``: it is no CSV of text, or lacks a column that is needed.
        """
        text = _decoded(data)
        try:
            line = next(iter(csv.reader(io.StringIO(text), delimiter=_delimiter(text))), [])
        except csv.Error:
            line = []
        columns = tuple(cell.strip() for cell in line)
        missing = [name for name in _METRICOOL_NEEDS if name not in map(_letters, columns)]
        if missing or len(columns) > _MOST_COLUMNS:
            raise InvalidInput.of(
                "kit.template",
                N_("“{name}” is not Metricool's template: it lacks the columns {missing}."),
                hint=N_("Download it anew: in Metricool, Planning, Import from CSV, Template."),
                name=name,
                missing=", ".join(missing or _METRICOOL_NEEDS),
            )
        return cls(columns)


def schedules(
    publications: Sequence[Publication], base: str, template: Template | None
) -> tuple[tuple[KitFile, ...], tuple[Diagnostic, ...]]:
    """The files of every service, and what is not in them; ``template`` is Metricool's."""
    ready = [one for one in publications if not (one.reveals or one.draft or one.caption.parts)]
    ready.sort(key=lambda one: (one.day or date.max, one.at or ANY_TIME))
    found = list(_left_out(publications, base))
    files: list[KitFile] = []
    for service in SERVICES:
        taken = [one for one in ready if one.network in service.networks]
        dated = [one for one in taken if service.undated or one.day]
        if len(dated) < len(taken):
            found.append(_undated(service.name, len(taken) - len(dated)))
        files += _by_channel(service, dated, base)
    if template is not None:
        files += _metricool(ready, base, template, found)
    if any(_begins_like_formula(one) for one in ready):
        found.append(_disarmed())
    return tuple(files), tuple(found)


def _by_channel(service: Service, taken: Sequence[Publication], base: str) -> Iterator[KitFile]:
    channels: dict[tuple[str, str], list[Publication]] = {}
    for one in taken:
        channels.setdefault((one.language, one.network), []).append(one)
    for (language, network), group in channels.items():
        rows = [[*map(for_service, service.row(one, base))] for one in group]
        for number, start in enumerate(range(0, len(rows), service.most), 1):
            more = f"-{number}" if number > 1 else ""
            name = f"schedule-{service.name}_{language}_{network}{more}.csv"
            part = rows[start : start + service.most]
            yield KitFile(name, table(service.columns(network), part))


# ---------------------------------------------------------------------------------- rows


def _buffer(one: Publication, base: str) -> Sequence[str]:
    pictures = [image for image in one.first_images if image.name.endswith((".jpg", ".png"))]
    url = media_url(base, pictures[0].name) if pictures else ""
    row = [one.caption.text, url, "", _when(one, "%Y-%m-%d %H:%M")]
    return [*row, ""] if one.network == "pinterest" else row


def _publer(one: Publication, base: str) -> Sequence[str]:
    images = one.first_images
    comment = one.caption.follow_up if one.caption.follow_up_as == "comment" else ""
    cells = dict.fromkeys(_PUBLER, "")
    cells |= {
        _PUBLER[0]: _when(one, "%Y/%m/%d %H:%M"),
        _PUBLER[1]: one.caption.text,
        _PUBLER[3]: ",".join(filter(None, (media_url(base, image.name) for image in images))),
        _PUBLER[4]: one.title if one.network in ("pinterest", "youtube") else "",
        _PUBLER[6]: " || ".join(_single(image.alt) for image in images),
        _PUBLER[7]: _single(comment),
    }
    return list(cells.values())


def _hootsuite(one: Publication, base: str) -> Sequence[str]:
    return [_when(one, "%m/%d/%Y %H:%M"), one.caption.text, one.link if one.clickable else ""]


def _metricool(
    ready: Sequence[Publication], base: str, template: Template, found: list[Diagnostic]
) -> Iterator[KitFile]:
    columns = [_letters(name) for name in template.columns]
    taken = [one for one in ready if _METRICOOL.get(one.network) in columns]
    dated = [one for one in taken if one.day]
    if len(dated) < len(taken):
        found.append(_undated("metricool", len(taken) - len(dated)))
    groups: dict[str, list[Publication]] = {}
    for one in dated:
        groups.setdefault(one.language, []).append(one)
    for language, group in groups.items():
        cells = (_metricool_cells(one, base, columns) for one in group)
        rows = [[for_service(known.get(name, "")) for name in columns] for known in cells]
        yield KitFile(f"schedule-metricool_{language}.csv", table(template.columns, rows))


def _metricool_cells(one: Publication, base: str, columns: Iterable[str]) -> Mapping[str, str]:
    flags = dict.fromkeys(_METRICOOL.values(), "FALSE")
    cells = {
        "text": one.caption.text,
        "date": _when(one, "%Y-%m-%d"),
        "time": _when(one, "%H:%M:%S"),
        "draft": "FALSE",
        **flags,
        _METRICOOL[one.network]: "TRUE",
    }
    for number, image in enumerate(one.first_images, 1):
        url = media_url(base, image.name)
        cells |= {f"pictureurl{number}": url, f"alttextpicture{number}": image.alt if url else ""}
    return {name: cell for name, cell in cells.items() if name in columns}


def _when(one: Publication, pattern: str) -> str:
    """The planned day and time; a year has four digits on every system."""
    if one.day is None:
        return ""
    at = one.at or ANY_TIME
    numbers = {
        "%Y": f"{one.day.year:04}",
        "%m": f"{one.day.month:02}",
        "%d": f"{one.day.day:02}",
        "%H": f"{at.hour:02}",
        "%M": f"{at.minute:02}",
        "%S": f"{at.second:02}",
    }
    return re.sub("%[YmdHMS]", lambda found: numbers[found[0]], pattern)


def _single(text: str) -> str:
    """Text for a cell in which two bars part one entry from the next."""
    return re.sub(r"\|{2,}", "|", text)


# ---------------------------------------------------------------------------------- templates


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _delimiter(text: str) -> str:
    head = text.partition("\n")[0]
    return max(",", ";", "\t", key=head.count)


def _letters(name: str) -> str:
    """The letters and digits of a column's name in lower case: sources differ in the rest."""
    return "".join(c for c in name.casefold() if c.isalnum())


# ---------------------------------------------------------------------------------- findings


def _left_out(publications: Sequence[Publication], base: str) -> Iterator[Diagnostic]:
    threads = [one for one in publications if one.caption.parts and not one.reveals]
    if threads:
        yield Diagnostic(
            "kit.threads-by-hand",
            Severity.INFO,
            N_("Threads are not in the files for scheduling services: {count} ({networks})."),
            {
                "count": len(threads),
                "networks": joined([one.network_label for one in threads], ", "),
            },
            hint=N_("Post them by hand from the page; services take one text for each row."),
        )
    if publications and not base:
        yield Diagnostic(
            "kit.no-media-url",
            Severity.INFO,
            N_("The files for scheduling services name no images: their address is not known."),
            hint=N_("Put the images on a public address and give it with --media-url."),
        )


def _undated(service: str, count: int) -> Diagnostic:
    return Diagnostic(
        "kit.undated",
        Severity.INFO,
        N_("Posts without a planned day are not in the files for {service}: {count}."),
        {"service": service.capitalize(), "count": count},
        hint=N_("Plan them in the post's [plan], or take another service."),
    )


def _begins_like_formula(one: Publication) -> bool:
    return one.caption.text.startswith(FORMULA) or one.title.startswith(FORMULA)


def _disarmed() -> Diagnostic:
    signs = " ".join(sign for sign in FORMULA if sign.isprintable())
    return Diagnostic(
        "kit.formula",
        Severity.WARNING,
        N_("A caption begins with one of {signs}, which a spreadsheet takes for a formula."),
        {"signs": signs},
        hint=N_("An invisible character stands before it now; begin the caption with a word instead."),
    )


SERVICES = (
    Service(
        "buffer",
        frozenset(
            (
                *("facebook", "instagram", "x", "threads", "linkedin", "tiktok"),
                *("youtube", "pinterest", "mastodon", "bluesky"),
            )
        ),
        100,
        undated=False,
        columns=lambda network: (*_BUFFER, *(["Board Name"] if network == "pinterest" else [])),
        row=_buffer,
    ),
    Service(
        "publer",
        frozenset(
            (
                *("facebook", "instagram", "x", "threads", "linkedin", "tiktok"),
                *("youtube", "pinterest", "mastodon", "bluesky", "telegram"),
            )
        ),
        500,
        undated=True,
        columns=lambda _network: _PUBLER,
        row=_publer,
    ),
    Service(
        "hootsuite-unverified",
        frozenset(
            ("facebook", "instagram", "x", "threads", "linkedin", "tiktok", "youtube", "pinterest")
        ),
        350,
        undated=False,
        columns=lambda _network: (),  # its sample file has no head
        row=_hootsuite,
    ),
)
"""Services whose files need nothing of the user's."""
