"""Archives of strangers are taken whole or not at all, and write nothing outside of their staging."""

from __future__ import annotations

import hashlib
import io
import stat
import struct
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image

from studio.errors import InvalidInput
from studio.pack import names, safe_unpack
from studio.pack.archive import pack_contents, write_archive
from studio.pack.checksums import Contents, read_contents
from studio.pack.safe_unpack import unpack
from studio.workspace.packs import export_archive, import_archive, verify_pack

HEAD = b'format = 1\nid = "test"\ntitle = "Test"\nlanguage = "en"\n'
NOW = datetime(2026, 11, 1, 12)
Entry = tuple[str | zipfile.ZipInfo, bytes]


def png(size: tuple[int, int] = (4, 3)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def name_of(entry: Entry) -> str:
    return entry[0] if isinstance(entry[0], str) else entry[0].filename


def craft(path: Path, entries: Iterable[Entry], *, sums: str | None = None) -> Path:
    """An archive of these entries, with right sums for all of them."""
    entries = list(entries)
    if sums is None:
        sums = Contents({name_of(e): hashlib.sha256(e[1]).hexdigest() for e in entries}).text()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.writestr("checksums.toml", sums)
        for name, data in entries:
            zipped.writestr(name, data)
    return path


@pytest.fixture
def good(tip: str) -> list[Entry]:
    return [("pack.toml", HEAD), ("posts/tip.toml", tip.encode())]


@pytest.fixture
def staging(tmp_path: Path) -> Path:
    folder = tmp_path / "outer" / "staging"
    folder.mkdir(parents=True)
    return folder


def refused(archive: Path, staging: Path) -> str:
    """The code of the refusal; nothing has left the staging folder."""
    before = set(archive.parent.rglob("*"))
    with pytest.raises(InvalidInput) as caught:
        unpack(archive, staging)
    outside = {p for p in set(archive.parent.rglob("*")) - before if not p.is_relative_to(staging)}
    assert not outside
    return caught.value.diagnostics[0].code


def test_a_good_archive_is_unpacked(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    contents = unpack(craft(tmp_path / "a.milpack", good), staging)

    assert (staging / "pack.toml").read_bytes() == HEAD
    assert sorted(contents.files) == ["pack.toml", "posts/tip.toml"]
    assert sorted(p.name for p in staging.rglob("*") if p.is_file()) == ["pack.toml", "tip.toml"]


@pytest.mark.parametrize(
    "name",
    [
        "../evil.toml",
        "posts/../../evil.toml",
        "/etc/evil.toml",
        "C:/evil.toml",
        "C:evil.toml",
        "posts\\evil.toml",
        "\\\\host\\share\\evil.toml",
        "posts/con.toml",
        "media/NUL.png",
        "media/com1 .png",
        "media/lpt9.x.png",
        "media/COM¹.png",
        "media/a.png.",
        "media/.hidden.png",
        "media/a\u202egnp.png",
        "media/a\u200b.png",
        "media/cafe\u0301.png",
        "media/a\x1b[2J.png",
        "media/a:stream.png",
        "media/logo.svg",
        "media/inner.zip",
        "media/inner.milpack",
        "media/" + "a" * 200 + ".png",
        "media/a/b/c/d/e.png",
        "media//a.png",
        "media/./a.png",
        "posts/Upper.toml",
        "posts/" + "a" * 61 + ".toml",
        "posts/sub/a.toml",
        "i18n/xx/../sr.po",
        "i18n/not-a-language.po",
        "run.py",
        ".exchange/commit/plan.json",
        ".git/config",
        "posts/tip.toml\n",
    ],
)
def test_names_that_no_pack_holds(tmp_path: Path, staging: Path, good: list[Entry], name: str) -> None:
    archive = craft(tmp_path / "a.milpack", [*good, (name, png())])

    assert refused(archive, staging) == "pack.name"
    assert not list(staging.iterdir())
    assert not names.most_bytes(name)


def test_a_name_is_taken_whole_not_up_to_a_zero_byte(
    tmp_path: Path, staging: Path, good: list[Entry]
) -> None:
    archive = craft(tmp_path / "a.milpack", [*good, ("media/a.png0.exe", b"x")])
    archive.write_bytes(archive.read_bytes().replace(b"a.png0.exe", b"a.png\0.exe"))

    assert refused(archive, staging) == "pack.name"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("media/a.png", "media/a.png"),
        ("media/a.png", "media/A.png"),
        ("media/STRASSE.png", "media/straße.png"),
        ("media/Ⅷ.png", "media/ⅷ.png"),
        ("media/x.png", "media/x.png/y.png"),
        ("media/x.png/y.png", "media/X.png"),
        ("media/d/a.png", "media/D/b.png"),
    ],
)
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_names_that_some_system_takes_for_one(
    tmp_path: Path, staging: Path, good: list[Entry], one: str, other: str
) -> None:
    for pair in ((one, other), (other, one)):
        archive = craft(tmp_path / "a.milpack", [*good, (pair[0], png()), (pair[1], png())])
        assert refused(archive, staging) == "pack.name-collision"
        assert not list(staging.iterdir())


@pytest.mark.parametrize(
    "kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK, stat.S_IFDIR]
)
def test_only_plain_files(tmp_path: Path, staging: Path, good: list[Entry], kind: int) -> None:
    info = zipfile.ZipInfo("media/a.png")
    info.external_attr = (kind | 0o777) << 16

    assert (
        refused(craft(tmp_path / "a.milpack", [*good, (info, b"/etc/passwd")]), staging) == "pack.link"
    )


def patched(archive: Path, name: bytes, where: str, value: bytes, *, at: int) -> None:
    """Overwrite bytes of the entry ``name``: in its local head, the directory, or both."""
    data = bytearray(archive.read_bytes())
    for sign, head, place in ((b"PK\3\4", 30, at), (b"PK\1\2", 46, at + 2)):
        if where in ("both", "local" if head == 30 else "directory"):
            # The last one: files may hold what looks like an entry.
            start = max(
                i
                for i in range(len(data))
                if data[i : i + 4] == sign and data[i + head : i + head + len(name)] == name
            )
            data[start + place : start + place + len(value)] = value
    archive.write_bytes(data)


def test_encrypted(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    archive = craft(tmp_path / "a.milpack", good)
    patched(archive, b"posts/tip.toml", "both", b"\1\0", at=6)

    assert refused(archive, staging) == "pack.encrypted"


@pytest.mark.parametrize("method", [1, 6, 9, 12, 14, 93, 99])
def test_other_ways_of_packing(tmp_path: Path, staging: Path, good: list[Entry], method: int) -> None:
    archive = craft(tmp_path / "a.milpack", good)
    patched(archive, b"posts/tip.toml", "both", struct.pack("<H", method), at=8)

    assert refused(archive, staging) == "pack.damaged"


def test_bad_sum_of_the_archive(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    archive = craft(tmp_path / "a.milpack", good)
    patched(archive, b"posts/tip.toml", "both", b"\1\2\3\4", at=14)

    assert refused(archive, staging) == "pack.damaged"


def test_two_heads_with_two_names(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    archive = craft(tmp_path / "a.milpack", good)
    patched(archive, b"posts/tip.toml", "local", b"posts/top.toml", at=30)

    assert refused(archive, staging) == "pack.damaged"


def test_overlapping_entries(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    """A second entry of the directory that shows the bytes of the first."""
    archive = craft(tmp_path / "a.milpack", [*good, ("media/a.png", png()), ("media/b.png", png())])
    with zipfile.ZipFile(archive) as zipped:
        first = zipped.getinfo("media/a.png").header_offset
    patched(archive, b"media/b.png", "directory", struct.pack("<L", first), at=40)

    assert refused(archive, staging) in ("pack.damaged", "pack.overlap")
    patched(archive, b"media/a.png", "local", struct.pack("<L", 1 << 20), at=18)
    assert refused(archive, staging) in ("pack.damaged", "pack.overlap")


def test_entries_that_share_their_packed_bytes(
    tmp_path: Path, staging: Path, good: list[Entry]
) -> None:
    """The first entry's bytes hold the second entry whole, head and all."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_STORED) as zipped:
        zipped.writestr("media/b.png", png())
    carrier = inner.getvalue()
    archive = tmp_path / "a.milpack"
    info = zipfile.ZipInfo("media/a.png")
    craft(archive, [*good, (info, carrier), ("media/b.png", png())])
    with zipfile.ZipFile(archive) as zipped:
        entry = zipped.getinfo("media/a.png")
    inside = entry.header_offset + 30 + len("media/a.png")
    patched(archive, b"media/b.png", "directory", struct.pack("<L", inside), at=40)

    assert refused(archive, staging) == "pack.overlap"


def test_bombs_are_stopped_while_they_unpack(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    archive = craft(tmp_path / "a.milpack", [*good, ("media/a.png", bytes(30_000_000))])
    # The archive's word about sizes is worth nothing: it now says one byte.
    assert refused(archive, staging) == "pack.too-large"
    assert sum(p.stat().st_size for p in staging.rglob("*") if p.is_file()) < 4_000_000


def test_a_lie_about_the_size_changes_nothing(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    archive = craft(tmp_path / "a.milpack", [*good, ("media/a.png", bytes(30_000_000))])
    patched(archive, b"media/a.png", "both", struct.pack("<L", 1), at=22)

    assert refused(archive, staging) in ("pack.too-large", "pack.damaged", "pack.checksums")
    assert sum(p.stat().st_size for p in staging.rglob("*") if p.is_file()) < 4_000_000


@pytest.mark.parametrize("name", ["posts/big.toml", "i18n/sr.po", "checksums.toml"])
def test_every_sort_of_file_has_its_own_limit(
    tmp_path: Path, staging: Path, good: list[Entry], name: str
) -> None:
    data = hashlib.sha256(b"seed").hexdigest().encode()
    noise = b"".join(hashlib.sha256(data + bytes([n % 256, n // 256])).digest() for n in range(9000))
    big = noise * (names.most_bytes(name) // len(noise) + 1)
    if name == "checksums.toml":
        archive = craft(tmp_path / "a.milpack", good, sums="# " + big.hex())
    else:
        archive = craft(tmp_path / "a.milpack", [*good, (name, big)])

    assert refused(archive, staging) == "pack.too-large"


def test_too_large_altogether(
    tmp_path: Path, staging: Path, good: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = craft(tmp_path / "a.milpack", [*good, ("media/a.png", png((90, 90)))])
    monkeypatch.setattr(safe_unpack, "MOST_BYTES", 300)

    assert refused(archive, staging) == "pack.too-large"


def test_too_many_entries(
    tmp_path: Path, staging: Path, good: list[Entry], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "MOST_FILES", 20)
    monkeypatch.setattr(safe_unpack, "MOST_FILES", 20)
    many = [(f"media/{n}.png", b"") for n in range(30)]

    assert refused(craft(tmp_path / "a.milpack", [*good, *many]), staging) == "pack.too-many-files"


def test_a_directory_of_the_large_form_is_not_even_read(
    tmp_path: Path, staging: Path, good: list[Entry]
) -> None:
    archive = craft(tmp_path / "a.milpack", good)
    data = bytearray(archive.read_bytes())
    data[-14:-2] = b"\xff" * 12
    archive.write_bytes(data)

    assert refused(archive, staging) == "pack.too-many-files"


@pytest.mark.parametrize("extra", [b"x", b"PK\5\6", b"\0" * 22])
def test_nothing_stands_before_or_behind_an_archive(
    tmp_path: Path, staging: Path, good: list[Entry], extra: bytes
) -> None:
    archive = craft(tmp_path / "a.milpack", good)
    whole = archive.read_bytes()
    for data in (whole + extra, extra + whole):
        archive.write_bytes(data)
        assert refused(archive, staging) == "pack.damaged"


def test_sums_that_do_not_fit(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    right = {name_of(e): hashlib.sha256(e[1]).hexdigest() for e in good}
    archive = tmp_path / "a.milpack"
    cases = [
        Contents(right | {"posts/tip.toml": "0" * 64}).text(),
        Contents(right | {"posts/more.toml": "0" * 64}).text(),
        Contents({"pack.toml": right["pack.toml"]}).text(),
        Contents({}).text(),
        Contents(right).text().replace('id = "', 'id = "0', 1).replace('"\nlineage', "\nlineage"),
        "x = [",
    ]
    for sums in cases:
        assert refused(craft(archive, good, sums=sums), staging) in ("pack.checksums", "data.syntax")
        for left in staging.rglob("*.toml"):
            left.unlink()


def test_an_archive_of_the_future_says_so(tmp_path: Path, staging: Path, good: list[Entry]) -> None:
    sums = Contents({}).text().replace("format = 1", "format = 2")

    assert refused(craft(tmp_path / "a.milpack", good, sums=sums), staging) == "pack.archive-too-new"


def test_no_archive_at_all(tmp_path: Path, staging: Path) -> None:
    archive = tmp_path / "a.milpack"
    assert refused(archive, staging) == "pack.no-archive"
    for data in (b"", b"PK", b"no zip at all" * 99, png()):
        archive.write_bytes(data)
        assert refused(archive, staging) == "pack.damaged"


@pytest.fixture
def full(make_pack: object, tip: str, quiz: str) -> Path:
    """A pack with two posts, a picture and a catalog."""
    with_picture = tip + '\n[picture]\nfile = "media/a.png"\n'
    folder: Path = make_pack({"tip": with_picture, "quiz": quiz})  # type: ignore[operator]
    (folder / "media").mkdir()
    (folder / "media" / "a.png").write_bytes(png((60, 40)))
    (folder / "i18n").mkdir()
    (folder / "i18n" / "sr.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgctxt "tip/body"\nmsgid "Then share."\nmsgstr "Онда подели."\n',
        "utf-8",
    )
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_an_archive_is_the_same_whenever_and_wherever_it_is_made(tmp_path: Path, full: Path) -> None:
    contents, found = pack_contents(full)
    for name in ("one.milpack", "other.milpack"):
        write_archive(full, contents, tmp_path / name)
        for path in full.rglob("*"):
            path.touch()

    assert not found
    assert (tmp_path / "one.milpack").read_bytes() == (tmp_path / "other.milpack").read_bytes()
    assert read_contents(contents.text()) == contents


def test_export_then_import_gives_the_same_files(tmp_path: Path, full: Path) -> None:
    before = snapshot(full)
    report = export_archive(full, tmp_path / "a.milpack")
    result = import_archive(tmp_path / "a.milpack", tmp_path / "new", now=NOW)

    assert result.status == "new"
    there = {n: d for n, d in snapshot(tmp_path / "new").items() if not n.startswith(".exchange")}
    assert there == before
    assert verify_pack(tmp_path / "a.milpack").state == report.state == verify_pack(full).state


def test_cut_anywhere_it_changes_nothing(tmp_path: Path, full: Path) -> None:
    archive, target = tmp_path / "a.milpack", tmp_path / "target"
    export_archive(full, archive)
    import_archive(archive, target, now=NOW)
    whole, before = archive.read_bytes(), snapshot(target)
    for part in range(64):
        archive.write_bytes(whole[: len(whole) * part // 64])
        for place in (target, tmp_path / "fresh"):
            with pytest.raises(InvalidInput) as caught:
                import_archive(archive, place, now=NOW)
            assert caught.value.diagnostics[0].code == "pack.damaged"

    assert snapshot(target) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.milpack", "pack", "target"]


def test_a_changed_byte_is_noticed(tmp_path: Path, full: Path, staging: Path) -> None:
    archive = tmp_path / "a.milpack"
    export_archive(full, archive)
    whole = archive.read_bytes()
    with zipfile.ZipFile(archive) as zipped:
        spans = [
            (info.header_offset + 30 + len(info.filename), info.compress_size)
            for info in zipped.infolist()
        ]
    for number, (start, length) in enumerate(spans):
        data = bytearray(whole)
        data[start + length // 2] ^= 0x40
        archive.write_bytes(data)
        folder = staging / str(number)
        folder.mkdir()
        assert refused(archive, folder) in ("pack.damaged", "pack.checksums", "data.syntax")


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("media/a.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture.format"),
        ("media/a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "picture.broken"),
        (
            "media/a.png",
            png()[:16] + struct.pack(">2L", 60_000, 60_000) + png()[24:],
            "picture.",
        ),
        (
            "i18n/sr.po",
            b'msgid ""\nmsgstr "Plural-Forms: nplurals=20000000; plural=n;\\n"\n',
            "catalog.plurals",
        ),
        ("i18n/sr.po", b'msgid "one\nmsgstr "two"\n', "catalog.broken"),
        ("i18n/sr.po", b'msgid "\xff"\nmsgstr ""\n', "catalog.encoding"),
        ("posts/more.toml", b"kind = ", "data.syntax"),
        ("posts/more.toml", b'kind = "tip"\nunknown = 1\n', "post."),
    ],
)
def test_material_that_cannot_be_used_changes_nothing(
    tmp_path: Path, full: Path, name: str, data: bytes, code: str
) -> None:
    archive, target = tmp_path / "a.milpack", tmp_path / "target"
    export_archive(full, archive)
    import_archive(archive, target, now=NOW)
    before = snapshot(target)
    entries: dict[str, bytes] = {
        n: d for n, d in snapshot(full).items() if not n.startswith(".exchange")
    } | {name: data}
    craft(archive, list(entries.items()))

    with pytest.raises(InvalidInput) as caught:
        import_archive(archive, target, now=NOW)

    assert caught.value.diagnostics[0].code.startswith(code)
    assert snapshot(target) == before


def test_catalogs_are_never_formatted(tmp_path: Path, full: Path) -> None:
    text = "{0.__class__} %s %(x)s {text}"
    catalog = full / "i18n" / "sr.po"
    catalog.write_text(catalog.read_text("utf-8").replace("Онда подели.", text), "utf-8")
    export_archive(full, tmp_path / "a.milpack")
    import_archive(tmp_path / "a.milpack", tmp_path / "target", now=NOW)

    assert text in (tmp_path / "target" / "i18n" / "sr.po").read_text("utf-8")
