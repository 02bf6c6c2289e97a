"""Posts of a spreadsheet: whatever programs write is read, every mistake is told by its cell, and
nothing is half written."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.library import Library
from studio.library.overview import post_rows
from studio.model.changes import Key
from studio.workspace import csvtable
from studio.workspace.csvimport import Sheet, import_csv, read_csv
from studio.workspace.library import open_library
from studio.workspace.library_posts import new_pack, read_post
from tests.family.pictures import scene

TIP = (
    "kind,element,headline,body,caption,hashtags,headline@sr,body@sr,tags\n"
    'tip,critical,"Read **past, and on**",=1+1,"Two lines\nof caption",'
    '"MediaLiteracy, Truth",Читај **даље**,Тело,school;home\n'
)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library") as made:
        new_pack(made, "mine", "Mine", "en")
        yield made


def read(library: Library, tmp_path: Path, text: str | bytes) -> Sheet:
    file = tmp_path / "posts.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_csv(library, "mine", file)


def faults(library: Library, tmp_path: Path, text: str | bytes) -> list[tuple[str, int, str]]:
    with pytest.raises(InvalidInput) as caught:
        read(library, tmp_path, text)
    return [(d.code, d.where.line, d.where.field) for d in caught.value.diagnostics]


def names(library: Library) -> list[str]:
    with library.reading() as connection:
        return [row.post for row in post_rows(connection, "mine")]


def test_a_row_becomes_a_post_with_its_translations_in_one_step(
    library: Library, tmp_path: Path
) -> None:
    sheet = read(library, tmp_path, TIP)
    assert not names(library)
    import_csv(library, "mine", sheet)
    found = read_post(library, "mine", "read-past-and-on")
    assert found.post.texts["headline"] == "Read **past, and on**"
    assert found.post.texts["body"] == "=1+1"
    assert found.post.texts["caption"] == "Two lines\nof caption"
    assert found.post.hashtags == ("MediaLiteracy", "Truth")
    assert found.labels == ("school", "home")
    serbian = library.read(Key("mine", "read-past-and-on", "headline", "sr")).value
    assert serbian is not None
    assert "Читај" in serbian
    assert library.read(Key("mine", "", "@catalog", "sr")).value == "{}"
    library.undo()
    assert not names(library)
    assert library.read(Key("mine", "", "@catalog", "sr")).value is None


@pytest.mark.parametrize(
    "raw",
    [
        TIP.encode(),
        codecs.BOM_UTF8 + TIP.encode(),
        codecs.BOM_UTF16_LE + TIP.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TIP.encode("utf-16-be"),
        TIP.replace("\n", "\r\n").encode(),
    ],
    ids=["utf-8", "excel-utf-8", "excel-unicode", "big-endian", "windows-lines"],
)
def test_what_spreadsheets_write_is_read(library: Library, tmp_path: Path, raw: bytes) -> None:
    post = read(library, tmp_path, raw).posts[0]
    assert post.post.texts["headline"] == "Read **past, and on**"
    assert post.translations["sr"]["body"] == "Тело"


@pytest.mark.parametrize("mark", [";", "\t"])
def test_semicolons_and_tabs_part_cells_too(library: Library, tmp_path: Path, mark: str) -> None:
    rows = (
        ("Kind", "Element", "Headline", "Body", "Caption"),
        ("tip", "literacy", f'"A{mark} B, C"', "Body, too", "Caption"),
    )
    text = "\r\n".join(mark.join(row) for row in rows)
    for written in (text, f"sep={mark}\r\n{text}"):
        post = read(library, tmp_path, written).posts[0].post
        assert post.texts["headline"] == f"A{mark} B, C"
        assert post.texts["body"] == "Body, too"


def test_every_mistake_is_told_with_row_and_column(library: Library, tmp_path: Path) -> None:
    text = (
        "kind,element,headline,body,caption,why\n"
        "tip,critical,One,Body,,\n"
        "\n"
        "tipp,critical,Two,Body,Caption,\n"
        "tip,criticl,Three,Body,Caption,\n"
        "tip,literacy,Four,Body,Caption,Because\n"
    )
    assert faults(library, tmp_path, text) == [
        ("csv.empty-cell", 2, "caption (E)"),
        ("post.unknown-kind", 4, "kind (A)"),
        ("post.unknown-element", 5, "element (B)"),
        ("csv.other-kind", 6, "why (F)"),
    ]
    assert not names(library)


def test_columns_that_are_none_are_told_before_any_row(library: Library, tmp_path: Path) -> None:
    text = "kind,headlin,body@xx,element@sr,options.99999999,options.0,options.²\ntip,,,,,,\n"
    assert faults(library, tmp_path, text) == [
        ("csv.unknown-column", 1, "headlin (B)"),
        ("languages.unknown", 1, "body@xx (C)"),
        ("csv.not-translated", 1, "element@sr (D)"),
        ("csv.unknown-column", 1, "options.99999999 (E)"),
        ("csv.unknown-column", 1, "options.0 (F)"),
        ("csv.unknown-column", 1, "options.² (G)"),
    ]


def test_a_translation_needs_what_it_translates(library: Library, tmp_path: Path) -> None:
    text = "kind,element,headline,body,caption,label,label@fr\ntip,critical,A,B,C,,Astuce\n"
    assert faults(library, tmp_path, text) == [("csv.no-source", 2, "label@fr (G)")]


def test_ids_are_kept_and_nothing_is_overwritten(library: Library, tmp_path: Path) -> None:
    text = "id,kind,element,headline,body,caption\nmy-tip,tip,critical,A,B,C\n,tip,critical,A,B,C\n"
    import_csv(library, "mine", read(library, tmp_path, text))
    assert names(library) == ["my-tip", "a"]
    assert faults(library, tmp_path, text) == [("csv.id-taken", 2, "id (A)")]
    assert faults(library, tmp_path, text.replace("my-tip", "My Tip"))[0][0] == "post.bad-id"


def test_lists_answers_and_days(library: Library, tmp_path: Path) -> None:
    text = (
        "kind,element,question,options.1,options.2,answer,why,caption,caption_answer,"
        "source,source.url,source.checked,plan,plan.time,caption.x,caption@pt_BR\n"
        "Quiz,Inter,What?,One,Two,2,Why,C,CA,UNESCO,https://unesco.org,2026-11-22,2026-12-01,09:30,"
        "Short,Legenda\n"
    )
    made = read(library, tmp_path, text).posts[0]
    post = made.post
    assert (post.texts["options.2"], post.answer, post.element) == ("Two", 2, "inter")
    assert post.source is not None
    assert post.source.checked is not None
    assert post.plan is not None
    assert str(post.plan.date) == "2026-12-01"
    assert post.texts["caption.x"] == "Short"
    assert made.translations == {"pt_BR": {"caption": "Legenda"}}
    wrong = text.replace("2026-11-22", "22/11/2026").replace(",2,Why", ",7,Why")
    assert faults(library, tmp_path, wrong)[0][1:] == (2, "source.checked (L)")


def test_pictures_stand_beside_the_spreadsheet_and_nowhere_else(
    library: Library, tmp_path: Path
) -> None:
    scene(600, 600).save(tmp_path / "Flag day.png")
    head = "kind,element,headline,body,caption,picture,picture.credit\n"
    sheet = read(library, tmp_path, head + "photo,critical,A,B,C,Flag day.png,Me\n")
    import_csv(library, "mine", sheet)
    picture = read_post(library, "mine", "a").post.picture
    assert picture is not None
    assert (picture.file, picture.credit) == ("media/flag-day.png", "Me")
    digest = library.read(Key("mine", "", "@media:media/flag-day.png")).value
    assert digest is not None
    assert library.media.path(digest).is_file()
    for bad in ("../flag.png", "/etc/flag.png", "none.png", "posts.csv"):
        found = faults(library, tmp_path, head + f"photo,critical,A,B,C,{bad},Me\n")
        assert [(line, field) for _code, line, field in found] == [(2, "picture (F)")], bad


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "csv.empty"),
        (b"kind,element\n", "csv.empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "csv.encoding"),
        ("kind;naslov\ntip;Čitaj".encode("cp1250"), "csv.encoding"),
        (b'kind,headline\ntip,"never closed\n', "csv.quotes"),
        (b'kind,headline\ntip,"a" b\n', "csv.quotes"),
        (b'kind,headline\ntip,"' + b"x" * 140_000 + b'"\n', "csv.cell-too-long"),
        (b"kind,kind\ntip,tip\n", "csv.column-twice"),
        (b"kind,element\ntip,critical,more\n", "csv.too-wide"),
        (b"," * 500 + b"x\ny\n", "csv.too-many"),
        (b"kind\n" + b"tip\n" * (csvtable.MOST_ROWS + 1), "csv.too-many"),
        (b"a" * (csvtable.MOST_BYTES + 1), "csv.too-large"),
    ],
)
def test_what_is_no_list_of_posts_is_refused(
    library: Library, tmp_path: Path, raw: bytes, code: str
) -> None:
    assert {found[0] for found in faults(library, tmp_path, raw)} == {code}


def test_a_workbook_is_told_how_to_be_saved(library: Library, tmp_path: Path) -> None:
    book = tmp_path / "posts.xlsx"
    book.write_bytes(b"PK\3\4")
    with pytest.raises(InvalidInput) as caught:
        read_csv(library, "mine", book)
    assert caught.value.diagnostics[0].code == "csv.workbook"


def test_a_text_that_is_too_long_is_told(library: Library, tmp_path: Path) -> None:
    text = f"kind,element,headline,body,caption\ntip,critical,{'x' * 10_001},B,C\n"
    assert faults(library, tmp_path, text) == [("post.out-of-range", 2, "headline (C)")]
