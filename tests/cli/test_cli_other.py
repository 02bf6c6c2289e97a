"""The other commands."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import Result
from PIL import Image

import studio

Run = Callable[..., Result]
ROOT = Path(studio.__file__).resolve().parent.parent


def test_help_needs_nothing_heavy() -> None:
    program = """
import sys
from click.testing import CliRunner
from studio.cli import cli
assert "Exit codes" in CliRunner().invoke(cli, ["export", "--help"]).output
print([name for name in ("PIL", "pydantic", "PySide6", "uharfbuzz", "icu", "polib", "rich",
                         "multiprocessing") if name in sys.modules])
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_version_as_a_process() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "studio", "--version"], capture_output=True, text=True, check=True
    )

    assert done.stdout.split()[-1] == studio.__version__


@pytest.mark.parametrize(("ending", "format_"), [("png", "PNG"), ("jpg", "JPEG"), ("webp", "WEBP")])
def test_render(run: Run, pack: Path, tmp_path: Path, ending: str, format_: str) -> None:
    target = tmp_path / "new" / f"card.{ending}"

    result = run("render", pack / "posts" / "stop.toml", "--size", "400x500", "-o", target,
                 "--language", "sr@latin", "--theme", "ink")  # fmt: skip

    assert result.exit_code == 0, result.stderr
    with Image.open(target) as image:
        assert (image.format, image.size) == (format_, (400, 500))
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_a_watched_template_is_shown_once(run: Run, pack: Path, tmp_path: Path) -> None:
    template = tmp_path / "tip.toml"
    template.write_bytes((ROOT / "templates" / "cards" / "tip.toml").read_bytes())
    wishes = ("--post", pack / "posts" / "stop.toml", "--size", "200x250", "--once")

    result = run("templates", "watch", template, "-o", tmp_path / "card.png", *wishes)
    assert result.exit_code == 0, result.stderr
    with Image.open(tmp_path / "card.png") as image:
        assert image.size == (200, 250)

    template.write_text(template.read_text("utf-8").replace("justify", "justfy", 1), "utf-8")
    result = run("templates", "watch", template, "-o", tmp_path / "card.png", *wishes)
    assert result.exit_code == 2
    assert "Did you mean “justify”?" in result.stderr


def test_render_the_answer(run: Run, pack: Path, tmp_path: Path) -> None:
    for card in ("question", "answer"):
        result = run("render", pack / "posts" / "guess.toml", "--size", "400x400", "--card", card,
                     "-o", tmp_path / f"{card}.png", "--json")  # fmt: skip
        assert result.exit_code == 0, result.stderr
        assert json.loads(result.stdout)["bytes"] == (tmp_path / f"{card}.png").stat().st_size

    assert (tmp_path / "question.png").read_bytes() != (tmp_path / "answer.png").read_bytes()


def test_check(run: Run, pack: Path) -> None:
    good = run("check", pack, "--language", "en")
    assert good.exit_code == 0, good.stderr
    assert "Errors: 0." in good.stderr

    told = run("check", pack, "--json")
    data = json.loads(told.stdout)
    assert told.exit_code == data["exit"] == 1
    assert {d["code"] for d in data["diagnostics"] if d["severity"] == "error"} == {
        "translation.incomplete"
    }


def test_check_finds_what_does_not_fit(run: Run, pack: Path) -> None:
    post = pack / "posts" / "stop.toml"
    words = " ".join(["Unverwechselbarkeit"] * 120)
    post.write_text(post.read_text("utf-8").replace("Ask who says it.", words), "utf-8")

    result = run("check", pack, "--language", "en", "--post", "stop", "--json")

    errors = [d for d in json.loads(result.stdout)["diagnostics"] if d["severity"] == "error"]
    assert result.exit_code == 1
    assert {(d["post"], d["field"]) for d in errors} >= {("stop", "body")}
    assert all(d["size"] and d["language"] for d in errors if d["field"] == "body")


def test_sheets_of_an_exported_folder(run: Run, export: Run, out: Path, tmp_path: Path) -> None:
    export("--language", "en")

    result = run("sheet", out, "--height", "100")
    assert result.exit_code == 0, result.stderr
    assert sorted(path.name for path in (out / "sheets").iterdir()) == ["quiz_en.png", "tip_en.png"]
    with Image.open(out / "sheets" / "quiz_en.png") as sheet:
        assert sheet.size == (16 + 2 * (80 + 16), 132)
        assert sheet.getpixel((3, 3)) == (128, 128, 128)

    assert run("sheet", out, "-o", tmp_path / "one.png", "--height", "100").exit_code == 0
    with Image.open(tmp_path / "one.png") as sheet:
        assert sheet.size == (208, 16 + 2 * 116)


def test_an_unchanged_sheet_is_not_made_again(run: Run, export: Run, out: Path) -> None:
    export("--language", "en")
    run("sheet", out, "--height", "100")
    file = out / "sheets" / "tip_en.png"
    before = file.stat()
    run("sheet", out, "--height", "100")
    assert file.stat().st_ino == before.st_ino, "written whole again"
    run("sheet", out, "--height", "120")
    assert file.stat().st_ino != before.st_ino


def test_a_sheet_of_a_pack(run: Run, pack: Path, tmp_path: Path) -> None:
    result = run("sheet", pack, "-o", tmp_path / "s.png", "--language", "en", "--kind", "tip")

    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "s.png").is_file()


def test_templates(run: Run, tmp_path: Path, resources: object) -> None:
    listed = json.loads(run("templates", "list", "--json").stdout)["templates"]
    assert {"tip", "checklist", "quiz", "answer"} <= {one["name"] for one in listed}
    assert "vivid" in run("templates", "show", "tip").stdout
    file = next(one["file"] for one in listed if one["name"] == "tip")
    assert run("templates", "validate", file).exit_code == 0
    assert run("templates", "schema", "--out", tmp_path).exit_code == 0
    assert json.loads((tmp_path / "post.schema.json").read_text("utf-8"))


def test_fonts_status(run: Run) -> None:
    result = run("fonts", "status", "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert {font["state"] for font in told["fonts"] if font["set"] == "core"} == {"present"}


def test_catalog_update_keeps_what_is_translated(run: Run, pack: Path) -> None:
    result = run("catalog", "update", pack, "--language", "sr", "--language", "pt")

    assert result.exit_code == 0, result.stderr
    serbian = {e.msgctxt: e.msgstr for e in polib.pofile(str(pack / "i18n" / "sr.po"))}
    assert serbian["stop/body"] == "Питај ко то каже."
    assert serbian["guess/question"] == ""
    assert (pack / "i18n" / "pt.po").is_file()
