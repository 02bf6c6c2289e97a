"""captions.csv and the files of scheduling services."""

from __future__ import annotations

import csv
import io
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_samples import ALT, TEXT, caption, publication, thread

from studio.errors import InvalidInput
from studio.export.kit import FORMULA, KitFile, KitImage, Publication, for_service, for_spreadsheet
from studio.export.kitschedule import Template, schedules
from studio.export.kittables import BOM, COLUMNS, captions_csv

BASE = "https://example.org/cards/"
HEAD = (
    *("Text", "Date", "Time", "Draft", "Facebook", "Twitter/X", "GBP", "YouTube"),
    *("Picture Url 1", "Picture Url 2", "Alt text picture 1", "Shortener"),
)


def rows(file: KitFile) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(file.data.decode("utf-8-sig"), newline="")))


def scheduled(
    *ones: Publication, base: str = BASE, template: Template | None = None
) -> dict[str, KitFile]:
    return {file.name: file for file in schedules(ones, base, template)[0]}


def codes(*ones: Publication, base: str = BASE) -> list[str]:
    return [found.code for found in schedules(ones, base, None)[1]]


# ------------------------------------------------------------------ captions.csv


def test_a_row_has_all_that_is_pasted() -> None:
    (row,) = rows(captions_csv([publication()], base=BASE))

    assert tuple(row) == COLUMNS
    assert (row["date"], row["time"]) == ("2026-07-05", "09:30")
    assert row["caption"] == TEXT
    assert row["hashtags"] == "#MILCLICKS #Пауза"
    assert row["alt"] == ALT
    assert row["image_urls"] == BASE + "stop_en_facebook-feed_1080x1350.jpg"
    assert row["length"] == str(len(TEXT))


def test_a_thread_has_a_row_for_each_post_and_images_with_the_first() -> None:
    first, last = rows(captions_csv([publication(caption=thread("One 1/2", "Two 2/2"))]))
    assert (first["part"], first["caption"], last["part"], last["caption"]) == (
        *("1/2", "One 1/2"),
        *("2/2", "Two 2/2"),
    )
    assert first["images"]
    assert not last["images"]
    assert not last["hashtags"]


def test_the_mark_for_excel_is_there_when_asked_for() -> None:
    assert captions_csv([publication()], bom=True).data.startswith(BOM + b"date,")
    assert captions_csv([publication()]).data.startswith(b"date,")
    assert captions_csv([publication()]).data.count(b"\r\n") >= 2


@pytest.mark.parametrize("sign", FORMULA)
def test_no_cell_of_any_file_is_a_formula(sign: str) -> None:
    text = f"{sign}HYPERLINK(1)"
    nasty = publication(caption=caption(text), title=text, link=text)
    pin = publication(caption=caption(text), title=text, network="pinterest")
    kit = [captions_csv([nasty, pin]), *scheduled(nasty, pin, template=Template(HEAD)).values()]

    assert len(kit) == 8
    for file in kit:
        for row in csv.reader(io.StringIO(file.data.decode(), newline="")):
            assert not any(cell.startswith(FORMULA) for cell in row), (file.name, row)
    assert "kit.formula" in codes(nasty)
    assert "kit.formula" not in codes(publication())


@given(st.text())
def test_disarming_changes_only_what_is_dangerous(cell: str) -> None:
    for disarm in (for_spreadsheet, for_service):
        made = disarm(cell)
        assert not made.startswith(FORMULA)
        assert made == cell or (cell.startswith(FORMULA) and made[1:] == cell)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"])), min_size=1, max_size=3))
def test_any_text_comes_back_from_a_table(texts: list[str]) -> None:
    ones = [publication(caption=caption(text)) for text in texts]
    back = [row["caption"] for row in rows(captions_csv(ones))]
    assert back == [for_spreadsheet(text) for text in texts]


# ------------------------------------------------------------------ services


def test_buffer() -> None:
    (row,) = rows(scheduled(publication())["schedule-buffer_en_facebook.csv"])
    assert row == {
        "Text": TEXT,
        "Image URL": BASE + "stop_en_facebook-feed_1080x1350.jpg",
        "Tags": "",
        "Posting Time": "2026-07-05 09:30",
    }


def test_buffer_asks_for_a_board_on_pinterest_and_takes_no_webp() -> None:
    image = KitImage("a b.webp", "Pin", "1000x1500", "webp", ALT)
    files = scheduled(publication(network="pinterest", images=(image,)))
    (row,) = rows(files["schedule-buffer_en_pinterest.csv"])
    assert list(row)[-1] == "Board Name"
    assert row["Image URL"] == ""


def test_publer_keeps_its_twelve_columns_and_takes_all_slides() -> None:
    slides = tuple(
        KitImage(f"s{n}.jpg", "Feed", "1080x1350", "jpeg", f"Slide {n} || end") for n in (1, 2)
    )
    other = KitImage("s1-square.jpg", "Square", "1080x1080", "jpeg", "Slide 1")
    answer = caption(follow_up="The answer", follow_up_as="comment")
    one = publication(images=(*slides, other), images_each=2, caption=answer, day=None)
    file = scheduled(one)["schedule-publer_en_facebook.csv"]
    (row,) = rows(file)

    assert len(row) == 12
    assert row["Media URL(s) - Separated by comma"] == f"{BASE}s1.jpg,{BASE}s2.jpg"
    assert row["Alt text(s) - Separated by ||"] == "Slide 1 | end || Slide 2 | end"
    assert row["Comment(s) - Separated by ||"] == "The answer"
    assert row["Date - Intl. format or prompt"] == ""


def test_hootsuite_is_called_unverified_and_has_no_head() -> None:
    file = scheduled(publication(link="https://example.org"))[
        "schedule-hootsuite-unverified_en_facebook.csv"
    ]
    (row,) = csv.reader(io.StringIO(file.data.decode(), newline=""))
    assert row == ["07/05/2026 09:30", TEXT, "https://example.org"]


def test_metricool_fills_the_user_s_own_columns() -> None:
    template = Template.read(",".join(HEAD).encode("utf-8-sig"), "t.csv")
    (row,) = rows(scheduled(publication(), template=template)["schedule-metricool_en.csv"])

    assert tuple(row) == HEAD
    assert (row["Date"], row["Time"]) == ("2026-07-05", "09:30:00")
    assert (row["Facebook"], row["Twitter/X"], row["YouTube"]) == ("TRUE", "FALSE", "FALSE")
    assert row["Picture Url 1"].endswith("1080x1350.jpg")
    assert (row["Picture Url 2"], row["Alt text picture 1"]) == ("", ALT)
    assert (row["GBP"], row["Shortener"]) == ("", "")


@pytest.mark.parametrize(
    "data",
    [
        "text;DATE;time;facebook\r\n".encode("utf-16"),
        b"\xef\xbb\xbfTEXT;Date;Time;Facebook\nold;row;here;x\n",
        b"Text\tDate\tTime\tFacebook",
    ],
)
def test_metricool_s_template_may_come_out_of_any_spreadsheet(data: bytes) -> None:
    assert len(Template.read(data, "t.csv").columns) == 4


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01\x02", b"Text,Date\n", b"PK\x03\x04" + bytes(500), b'"' + b"a" * 200_000]
)
def test_another_file_is_refused_with_what_is_missing(data: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        Template.read(data, "photo.zip")
    (found,) = caught.value.diagnostics
    assert found.code == "kit.template"
    assert "time" in str(found)
    assert "photo.zip" in str(found)


def test_what_a_service_cannot_take_is_left_out_and_told() -> None:
    ones = (
        publication(caption=thread("One", "Two")),
        publication(post="b", reveals=True),
        publication(post="c", draft=True),
        publication(post="d", day=None),
        publication(post="e", network="print"),
    )
    files = scheduled(*ones)
    assert list(files) == ["schedule-publer_en_facebook.csv"]
    assert len(rows(files["schedule-publer_en_facebook.csv"])) == 1
    assert codes(*ones) == ["kit.threads-by-hand", "kit.undated", "kit.undated"]
    assert "kit.no-media-url" in codes(*ones, base="")


def test_long_schedules_are_parted_and_go_by_day() -> None:
    ones = [
        publication(post=f"p{n}", day=date(2026, 1, 1 + (120 - n) % 28), at=None) for n in range(120)
    ]
    files = scheduled(*ones)
    first = rows(files["schedule-buffer_en_facebook.csv"])
    second = rows(files["schedule-buffer_en_facebook-2.csv"])

    assert (len(first), len(second)) == (100, 20)
    times = [row["Posting Time"] for row in (*first, *second)]
    assert times == sorted(times)
    assert times[0] == "2026-01-01 12:00"


def test_early_years_have_four_digits() -> None:
    one = publication(day=date(33, 4, 3), at=time(0, 5))
    (row,) = rows(scheduled(one)["schedule-buffer_en_facebook.csv"])
    assert row["Posting Time"] == "0033-04-03 00:05"
