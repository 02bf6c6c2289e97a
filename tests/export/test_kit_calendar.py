"""Calendars: RFC 5545 to the octet."""

from __future__ import annotations

import re
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_samples import caption, publication

from studio.export.kit import Publication
from studio.export.kitcalendar import MOST_OCTETS, calendar, calendars, escaped, folded

BELGRADE = ZoneInfo("Europe/Belgrade")
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


def unfolded(data: bytes) -> list[tuple[str, str]]:
    """(name with parameters, value) of each line."""
    text = data.decode("utf-8").replace("\r\n ", "")
    assert text.endswith("\r\n")
    return [(line.partition(":")[0], line.partition(":")[2]) for line in text[:-2].split("\r\n")]


def event(*ones: Publication, zone: ZoneInfo | None = BELGRADE) -> dict[str, str]:
    """The properties of the only event."""
    lines = unfolded(calendar(ones, zone, "1.0"))
    assert [name for name, _value in lines].count("BEGIN") == 2
    return dict(lines)


@given(TEXT.filter(lambda text: "\r" not in text and "\n" not in text))
def test_folding_cuts_no_character_and_keeps_every_one(text: str) -> None:
    data = folded("SUMMARY:" + text)
    pieces = data.split(b"\r\n")

    assert pieces.pop() == b""
    assert all(len(piece) <= MOST_OCTETS for piece in pieces)
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    assert "".join([pieces[0].decode(), *(p.decode()[1:] for p in pieces[1:])]) == "SUMMARY:" + text


@given(TEXT)
def test_escaped_text_has_no_bare_sign_and_can_be_read_back(text: str) -> None:
    value = escaped(text)
    back = re.sub(r"\\(.)", lambda found: {"n": "\n"}.get(found[1], found[1]), value)

    assert not re.search(r"(?<!\\)(?:\\\\)*[;,]", value)
    assert not any(ord(c) < 32 and c != "\t" for c in value)
    assert back == "".join(c for c in text if (c >= " " or c in "\n\t") and c != "\x7f")


def test_summer_and_winter_time_become_utc() -> None:
    summer = event(publication(day=date(2026, 7, 5), at=time(9, 30)))
    winter = event(publication(day=date(2026, 12, 3), at=time(18, 30)))

    assert (summer["DTSTART"], summer["DTEND"]) == ("20260705T073000Z", "20260705T074500Z")
    assert winter["DTSTART"] == "20261203T173000Z"


def test_the_hour_that_summer_time_skips_is_still_a_moment() -> None:
    found = event(publication(day=date(2026, 3, 29), at=time(2, 30)))
    assert found["DTSTART"] in ("20260329T003000Z", "20260329T013000Z")


def test_without_a_zone_it_is_the_system_s(monkeypatch: pytest.MonkeyPatch) -> None:
    import time as clock

    if not hasattr(clock, "tzset"):
        zone = ""
    else:
        monkeypatch.setenv("TZ", "Asia/Tokyo")
        clock.tzset()
        zone = "Asia/Tokyo"
    try:
        found = event(publication(day=date(2026, 7, 5), at=time(9, 30)), zone=None)
    finally:
        monkeypatch.undo()
        if zone:
            clock.tzset()
    expected = event(publication(), zone=ZoneInfo(zone)) if zone else found
    assert found["DTSTART"] == expected["DTSTART"]


def test_a_post_without_a_time_takes_its_whole_day() -> None:
    found = event(publication(day=date(2026, 12, 31), at=None))
    assert found["DTSTART;VALUE=DATE"] == "20261231"
    assert found["DTEND;VALUE=DATE"] == "20270101"


@pytest.mark.parametrize("day", [date.min, date.max, date(1969, 7, 20)])
def test_days_that_no_calendar_holds_are_left_out(day: date) -> None:
    assert calendars([publication(day=day)], BELGRADE, "1.0") == ()


def test_one_event_names_all_networks_of_a_post() -> None:
    other = publication(network="x", network_label="X", caption=caption("Stop, please; now."))
    found = event(publication(), other)

    assert found["CATEGORIES"] == "Facebook,X"
    assert "Stop\\, please\\; now." in found["DESCRIPTION"]
    assert "stop_en_facebook-feed_1080x1350.jpg" in found["DESCRIPTION"]
    assert found["SUMMARY"] == "Stop before you share."


def test_it_says_the_same_on_every_day_and_knows_a_post_again() -> None:
    first = event(publication())
    moved = event(publication(day=date(2027, 1, 1), title="Another title"))
    serbian = event(publication(language="sr"))

    assert first["DTSTAMP"] == "20260705T000000Z"
    assert first["UID"] == moved["UID"] != serbian["UID"]
    assert calendar([publication()], BELGRADE, "1.0") == calendar([publication()], BELGRADE, "1.0")


def test_each_language_has_its_calendar_and_the_unplanned_none() -> None:
    ones = [publication(), publication(language="sr"), publication(language="ar", day=None)]
    assert [file.name for file in calendars(ones, None, "1")] == ["calendar_en.ics", "calendar_sr.ics"]


def test_events_go_by_time() -> None:
    late = publication(post="b", day=date(2026, 7, 5), at=time(20))
    early = publication(post="a", day=date(2026, 7, 5), at=time(8))
    lines = unfolded(calendar([late, early], BELGRADE, "1.0"))
    assert [v for n, v in lines if n == "DTSTART"] == ["20260705T060000Z", "20260705T180000Z"]


def test_a_caption_cannot_break_out_of_its_line() -> None:
    nasty = publication(title="a\r\nEND:VEVENT\r\nBEGIN:VALARM", caption=caption("x\r\nATTACH:y"))
    names = [name for name, _value in unfolded(calendar([nasty], BELGRADE, "1.0"))]
    assert "ATTACH" not in names
    assert names.count("END") == 2
