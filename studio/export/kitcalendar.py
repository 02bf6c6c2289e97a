"""A calendar of planned posts (RFC 5545).

In: publications with a day, and a time zone. Out: one ``.ics`` file for each language, with an event
for each post. Times are written in UTC, which every program turns into its own zone; a post without a
time is an event of the whole day. Nothing depends on the day it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from studio.export.kit import KitFile, Publication, Translate, by_language, joined, language_file

MOST_OCTETS = 75
"""Octets of a line, its end not counted."""
FIRST, LAST = date(1970, 1, 2), date(9998, 12, 31)
"""Days that every system can count with, in every zone."""
_LENGTH = timedelta(minutes=15)


def calendars(
    publications: Iterable[Publication],
    zone: tzinfo | None,
    version: str,
    words: Translate = str,
) -> tuple[KitFile, ...]:
    """One calendar for each language that has planned posts.

    ``zone`` is whose clock the plan means, None for the system's; ``version`` is the studio's.
    """
    planned = [one for one in publications if one.day and FIRST <= one.day <= LAST]
    return tuple(
        KitFile(language_file("calendar", language, "ics"), calendar(group, zone, version, words))
        for language, group in by_language(planned).items()
    )


def calendar(
    planned: Sequence[Publication], zone: tzinfo | None, version: str, words: Translate = str
) -> bytes:
    """One calendar; publications of one post on several networks are one event."""
    events: dict[tuple[str, str], list[Publication]] = {}
    for one in planned:
        events.setdefault((one.pack, one.post), []).append(one)
    ordered = sorted(events.values(), key=lambda group: (group[0].day, group[0].at or time.min))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//MIL CLICKS Studio//{escaped(version)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:MIL CLICKS ({escaped(planned[0].language)})",
        *(line for group in ordered for line in _event(group, zone, words)),
        "END:VCALENDAR",
    ]
    return b"".join(folded(line) for line in lines)


def _event(group: Sequence[Publication], zone: tzinfo | None, words: Translate) -> Iterator[str]:
    first = group[0]
    assert first.day is not None
    yield "BEGIN:VEVENT"
    identity = "\0".join((first.pack, first.post, first.language))
    yield f"UID:{hashlib.sha256(identity.encode()).hexdigest()[:32]}@milclicks"
    yield f"DTSTAMP:{_digits(first.day)}T000000Z"
    yield from _when(first.day, first.at, zone)
    yield f"SUMMARY:{escaped(first.title)}"
    yield f"DESCRIPTION:{escaped(_said(group, words))}"
    networks = dict.fromkeys(one.network_label for one in group)
    yield f"CATEGORIES:{','.join(map(escaped, networks))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _when(day: date, at: time | None, zone: tzinfo | None) -> Iterator[str]:
    if at is None:
        yield f"DTSTART;VALUE=DATE:{_digits(day)}"
        # The end is the first day that is not of it any more.
        yield f"DTEND;VALUE=DATE:{_digits(day + timedelta(days=1))}"
        return
    # A time without a zone is the system's own, by its own rules for summer time.
    start = datetime.combine(day, at.replace(tzinfo=None), zone).astimezone(UTC)
    for name, moment in (("DTSTART", start), ("DTEND", start + _LENGTH)):
        yield f"{name}:{_digits(moment.date())}T{moment:%H%M%S}Z"


def _digits(day: date) -> str:
    # Not strftime: on some systems it writes early years with fewer digits.
    return day.isoformat().replace("-", "")


def _said(group: Sequence[Publication], words: Translate) -> str:
    """The captions of an event, each under the networks that take it, with its files."""
    texts: dict[str, list[Publication]] = {}
    for one in group:
        texts.setdefault(one.caption.text, []).append(one)
    parts = []
    for text, ones in texts.items():
        cards = joined([words(label) for label in ones[0].labels[1:]], ", ")
        head = joined([one.network_label for one in ones], ", ") + (f" – {cards}" if cards else "")
        files = joined([image.name for one in ones for image in one.images], "\n")
        parts.append(f"{head}\n\n{text}\n\n{files}")
    return "\n\n———\n\n".join(parts)


def escaped(text: str) -> str:
    """A TEXT value: backslash, semicolon, comma and line ends written as RFC 5545 wants them."""
    plain = "".join(c for c in text if c in "\n\t" or c >= " ").replace("\x7f", "")
    for sign in ("\\", ";", ","):
        plain = plain.replace(sign, "\\" + sign)
    return plain.replace("\n", "\\n")


def folded(line: str) -> bytes:
    """A content line in UTF-8 with its CRLF, cut so that no piece has more than 75 octets.

    A character is never cut; the pieces after the first begin with a space, which counts too.
    """
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode("utf-8", "replace")
        if len(piece) + len(octets) > MOST_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece)) + b"\r\n"
