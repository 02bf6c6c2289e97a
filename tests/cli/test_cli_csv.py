"""``milclicks library import-csv``: what would be made, what is made, what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

from studio.cli import face
from tests.cli.conftest import Run


def test_rows_become_posts(run: Run, pack: Path, tmp_path: Path) -> None:
    place = ("--library", tmp_path / "library")
    run("library", "import", pack, *place)
    sheet = tmp_path / "posts.csv"
    sheet.write_text("kind,element,headline,body,caption,body@sr\ntip,inter,New,B,C,Т\n", "utf-8")
    checked = run("library", "import-csv", sheet, "tiny", "--check", *place)
    assert checked.exit_code == 0
    assert "1" in checked.stderr
    assert not run("library", "search", "--pack", "tiny", "New", *place).stdout
    made = json.loads(run("library", "import-csv", sheet, "tiny", "--json", *place).stdout)
    assert (made["posts"], made["languages"], made["written"]) == (["new"], ["sr"], True)
    assert "tiny/new" in run("library", "search", "--pack", "tiny", "New", *place).stdout


def test_mistakes_are_told_with_row_and_column(run: Run, pack: Path, tmp_path: Path) -> None:
    place = ("--library", tmp_path / "library")
    run("library", "import", pack, *place)
    sheet = tmp_path / "posts.csv"
    sheet.write_text("kind,element,headline,body,caption\ntip,inter,New,B,\n", "utf-8")
    result = run("library", "import-csv", sheet, "tiny", *place)
    assert result.exit_code == face.BAD_INPUT
    assert "posts.csv:2, caption (E)" in result.stderr
    assert run("library", "import-csv", sheet, "none", *place).exit_code == result.exit_code
