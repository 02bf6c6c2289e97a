"""``export --kit``: a folder that a person can publish from."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]
PLAN = "\n[plan]\ndate = 2026-12-03\ntime = 18:30:00\n"
HEAD = "Text,Date,Time,Instagram,Picture Url 1\n"


def listed(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def planned(pack: Path) -> Path:
    """The tiny pack with a day for its tip."""
    file = pack / "posts" / "stop.toml"
    file.write_text(file.read_text("utf-8").replace("\n[text]", f"{PLAN}\n[text]"), "utf-8")
    return pack


def test_the_hand_off_stands_beside_the_images(planned: Path, export: Run, out: Path) -> None:
    result = export("--kit", "--post", "stop", "--timezone", "Europe/Belgrade")

    assert result.exit_code == 0, result.stderr
    assert set(listed(out)) >= {
        "index.html",
        "index_en.html",
        "index_sr.html",
        "index_sr@latin.html",
        "captions.csv",
        "calendar_sr.ics",
        "schedule-buffer_en_instagram.csv",
        "schedule-publer_sr_instagram.csv",
        "schedule-hootsuite-unverified_en_instagram.csv",
        "stop_en_instagram-feed_1080x1350.jpg",
    }
    assert b"DTSTART:20261203T173000Z\r\n" in (out / "calendar_en.ics").read_bytes()
    assert f"Open {out / 'index.html'}" in result.stderr
    page = (out / "index_sr.html").read_text("utf-8")
    assert "Стани пре дељења." in page
    assert 'src="stop_sr_instagram-feed_1080x1350.jpg"' in page


def test_every_file_is_in_the_manifest(export: Run, out: Path) -> None:
    import hashlib

    export("--kit", "--post", "stop", "--language", "en")
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    known = {r["name"] for part in ("images", "captions", "kit") for r in manifest[part]}

    assert known | {"manifest.json"} == set(listed(out))
    for record in manifest["kit"]:
        data = (out / record["name"]).read_bytes()
        assert (record["bytes"], record["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())


def test_a_second_time_nothing_changes(planned: Path, export: Run, out: Path) -> None:
    export("--kit", "--zip", "language", "--timezone", "UTC")
    before = contents(out)
    result = export("--kit", "--zip", "language", "--timezone", "UTC", "--json")

    assert contents(out) == before
    told = json.loads(result.stdout)
    assert {one["status"] for one in told["kit"]} == {"unchanged"}


def test_without_the_option_there_is_no_hand_off(export: Run, out: Path) -> None:
    result = export("--post", "stop", "--language", "en", "--json")
    assert json.loads(result.stdout)["kit"] == []
    assert not [name for name in listed(out) if name.endswith((".html", ".csv", ".ics"))]


def test_an_archive_of_a_language_is_a_hand_off_of_its_own(export: Run, out: Path) -> None:
    export("--zip", "language", "--zip", "network", "--post", "stop")
    with zipfile.ZipFile(out / "kit_sr.zip") as opened:
        names = set(opened.namelist())
        images = [name for name in names if name.endswith(".jpg")]
        assert opened.read(images[0]) == (out / images[0]).read_bytes()
        page = opened.read("index_sr.html").decode()
        table = list(csv.DictReader(io.StringIO(opened.read("captions.csv").decode())))

    assert names >= {"index.html", "index_sr.html", "stop_sr_instagram.txt"}
    assert not [name for name in names if "_en" in name]
    assert images[0] in page
    assert {row["language"] for row in table} == {"sr"}
    assert "kit_instagram.zip" in listed(out)


def test_the_answer_of_a_quiz_is_never_scheduled(export: Run, out: Path) -> None:
    export("--kit", "--post", "guess")
    schedule = (out / "schedule-publer_en_instagram.csv").read_text("utf-8")
    page = (out / "index_en.html").read_text("utf-8")

    assert "Which one would you trust?" in schedule
    assert "guess-answer" not in schedule
    assert page.count("<article") == 2


def test_media_address_and_template(planned: Path, export: Run, out: Path, tmp_path: Path) -> None:
    template = tmp_path / "metricool.csv"
    template.write_text(HEAD, "utf-8")
    export(
        *("--media-url", "https://example.org/m", "--metricool-template", template),
        *("--excel", "--language", "en"),
    )
    (row,) = csv.DictReader(io.StringIO((out / "schedule-metricool_en.csv").read_text("utf-8")))

    assert row["Instagram"] == "TRUE"
    assert row["Picture Url 1"] == "https://example.org/m/stop_en_instagram-feed_1080x1350.jpg"
    assert (out / "captions.csv").read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--media-url", "ftp://example.org"), "https://example.org/cards"),
        (("--media-url", "https://example.org/?a=1"), "https://example.org/cards"),
        (("--media-url", 'https://exa"mple.org'), "https://example.org/cards"),
        (("--timezone", "Europe/Belgrad"), "Europe/Belgrade"),
        (("--timezone", "../../etc/passwd"), "Europe/Belgrade"),
        (("--metricool-template", "nowhere.csv"), "nowhere.csv"),
        (("--zip", "post"), "language"),
    ],
)
def test_a_wish_that_cannot_be_met_stops_before_anything_is_written(
    export: Run, out: Path, options: tuple[str, str], said: str
) -> None:
    result = export(*options, "--post", "stop")
    assert result.exit_code == 2
    assert said in result.stderr
    assert not out.exists()


def test_a_stranger_s_file_is_never_replaced(export: Run, out: Path) -> None:
    out.mkdir()
    (out / "index.html").write_text("mine", "utf-8")
    result = export("--kit", "--post", "stop", "--language", "en")

    assert result.exit_code == 1
    assert "index.html" in result.stderr
    assert (out / "index.html").read_text("utf-8") == "mine"
    assert (out / "index_en.html").is_file()
    assert export("--kit", "--force", "--post", "stop", "--language", "en").exit_code == 0
    assert "mine" not in (out / "index.html").read_text("utf-8")


def test_after_a_crash_the_hand_off_is_known_for_our_own(
    export: Run, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.workspace import ledger

    def stop(path: Path, data: bytes) -> None:
        if path.name == "captions.csv":
            raise SystemExit(9)
        usual(path, data)

    usual = ledger.write_whole
    monkeypatch.setattr(ledger, "write_whole", stop)
    assert export("--kit", "--post", "stop", "--language", "en").exit_code == 9
    monkeypatch.undo()
    assert export("--kit", "--post", "stop", "--language", "en").exit_code == 0
    assert (out / "captions.csv").is_file()


def test_a_refused_image_is_not_handed_off(pack: Path, export: Run, out: Path) -> None:
    file = pack / "posts" / "stop.toml"
    words = "Ask who says it, and why. " * 60
    file.write_text(file.read_text("utf-8").replace("Ask who says it.", words), "utf-8")
    result = export("--kit", "--language", "en")

    assert result.exit_code == 1
    page = (out / "index_en.html").read_text("utf-8")
    assert "stop_en" not in page
    assert "guess-question_en" in page


# ------------------------------------------------------------------ formats


def test_print_is_a_pdf_and_a_quiz_for_gif_shows_its_answer(
    run: Run, pack: Path, tmp_path: Path
) -> None:
    out = tmp_path / "print"
    wishes = ("--language", "en", "--network", "print", "--placement", "a5")
    result = run("export", pack, "--out", out, *wishes, "--post", "stop")

    assert result.exit_code == 0, result.stderr
    (name,) = (name for name in listed(out) if name.endswith(".pdf"))
    assert name == "stop_en_print-a5_1819x2551.pdf"
    assert (out / name).read_bytes().startswith(b"%PDF-1.7")


def test_a_gif_of_a_quiz_goes_on_to_its_answer(run: Run, pack: Path, tmp_path: Path) -> None:
    from PIL import Image

    out = tmp_path / "gif"
    wishes = ("--network", "facebook", "--placement", "square", "--format", "gif")
    result = run("export", pack, "--out", out, *wishes, "--language", "en")

    assert result.exit_code == 0, result.stderr
    frames = {}
    for path in out.glob("*.gif"):
        with Image.open(path) as picture:
            frames[path.name.partition("_")[0]] = getattr(picture, "n_frames", 1)
    assert frames == {"guess-question": 6, "guess-answer": 1, "stop": 1}
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    (question,) = (r for r in manifest["images"] if r["card"] == "question")
    assert "A named author" in question["alt"].partition("Right answer")[2]
    assert run("verify", out).exit_code == 0


@pytest.mark.parametrize(("ending", "magic"), [("pdf", b"%PDF"), ("svg", b"<?xml"), ("gif", b"GIF89a")])
def test_render_takes_every_format(
    run: Run, pack: Path, tmp_path: Path, ending: str, magic: bytes
) -> None:
    file = tmp_path / f"card.{ending}"
    post = pack / "posts" / "guess.toml"
    result = run("render", post, "--size", "400x500", "-o", file)

    assert result.exit_code == 0, result.stderr
    assert file.read_bytes().startswith(magic)


@pytest.mark.parametrize("ending", ["gif", "webp"])
def test_a_reveal_moves_from_question_to_answer(
    run: Run, pack: Path, tmp_path: Path, ending: str
) -> None:
    from PIL import Image

    file = tmp_path / f"reveal.{ending}"
    post = pack / "posts" / "guess.toml"
    assert run("render", post, "--size", "300x300", "-o", file, "--reveal").exit_code == 0
    with Image.open(file) as picture:
        assert picture.n_frames == 6  # type: ignore[attr-defined]
        assert picture.size == (300, 300)


def test_a_reveal_that_is_too_full_is_told_and_not_a_fault(export: Run, pack: Path, out: Path) -> None:
    file = pack / "posts" / "guess.toml"
    words = "You can ask somebody with a name. " * 60
    text = file.read_text("utf-8").replace("You can ask somebody with a name.", words)
    file.write_text(text, "utf-8")
    result = export("--post", "guess", "--language", "en", "--network", "facebook", "--format", "gif")

    assert result.exit_code == 1
    assert "fault of its own" not in result.stderr
    assert "guess/why, en, 1080x1350" in result.stderr
    assert not list(out.glob("*.gif"))


@pytest.mark.parametrize(
    ("post", "ending", "said"),
    [("stop", "gif", "no answer"), ("guess", "png", "gif, webp"), ("guess", "pdf", "gif, webp")],
)
def test_what_cannot_be_revealed_is_told(
    run: Run, pack: Path, tmp_path: Path, post: str, ending: str, said: str
) -> None:
    file = tmp_path / f"reveal.{ending}"
    result = run("render", pack / "posts" / f"{post}.toml", "--size", "300x300", "-o", file, "--reveal")
    assert result.exit_code == 2
    assert said in result.stderr
    assert not file.exists()
