"""``milclicks library``: a pack goes in, is found, comes out, and the library is kept safe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from studio.pack import load_pack
from studio.workspace.library_files import read_content
from tests.cli.conftest import Run


@pytest.fixture
def place(tmp_path: Path) -> tuple[str, Path]:
    return "--library", tmp_path / "library"


def data(result: Result) -> dict[str, object]:
    found: dict[str, object] = json.loads(result.stdout)
    return found


def test_a_pack_goes_in_is_found_and_comes_out_the_same(
    run: Run, pack: Path, place: tuple[str, Path], tmp_path: Path
) -> None:
    assert run("library", "import", pack, *place).exit_code == 0
    assert run("library", "search", "стани", *place).stdout.split() == ["tiny/stop", "tip", "sr"]
    found = data(run("library", "search", "--status", "missing", "--language", "sr", "--json", *place))
    assert [hit["post"] for hit in found["posts"]] == ["guess"]  # type: ignore[attr-defined]

    out = tmp_path / "exported" / "tiny"
    assert run("library", "export", "tiny", out, *place).exit_code == 0

    assert load_pack(out)[0] == load_pack(pack)[0]
    assert read_content(out)[0].catalogs == read_content(pack)[0].catalogs
    again = run("library", "export", "tiny", out, *place, "--json")
    assert again.exit_code == 2
    assert data(again)["diagnostics"][0]["code"] == "library.in-the-way"  # type: ignore[index]


def test_what_both_sides_changed_is_told(run: Run, pack: Path, place: tuple[str, Path]) -> None:
    from studio.library import Wish
    from studio.model.changes import Key
    from studio.workspace.library import open_library

    run("library", "import", pack, *place)
    with open_library(place[1]) as library:
        library.edit("type", [Wish(Key("tiny", "stop", "body"), "Ours.")])
    file = pack / "posts" / "stop.toml"
    file.write_text(file.read_text("utf-8").replace("Ask who says it.", "Theirs."), "utf-8")

    result = run("library", "import", pack, *place, "--json")

    assert result.exit_code == 1
    (conflict,) = data(result)["conflicts"]  # type: ignore[misc]
    assert (conflict["key"], conflict["mine"], conflict["theirs"]) == (
        "tiny/stop/body",
        "Ours.",
        "Theirs.",
    )


def test_a_broken_pack_leaves_the_library_as_it_was(
    run: Run, pack: Path, place: tuple[str, Path]
) -> None:
    (pack / "i18n" / "sr.po").write_text('msgid "', "utf-8")

    assert run("library", "import", pack, *place).exit_code == 2
    assert data(run("library", "info", *place, "--json"))["counts"]["packs"] == 0  # type: ignore[index]


def test_backup_damage_restore(run: Run, pack: Path, place: tuple[str, Path]) -> None:
    run("library", "import", pack, *place)
    assert run("library", "backup", *place).exit_code == 0
    assert run("library", "check", "--thorough", *place).exit_code == 0
    file = place[1] / "library.sqlite3"
    file.write_bytes(b"\0" * 4096 + file.read_bytes()[4096:])

    broken = run("library", "info", *place)
    assert broken.exit_code == 2
    assert "damaged" in broken.stderr
    assert "library-" in broken.stderr
    assert run("library", "check", *place).exit_code == 1
    assert run("library", "restore", *place).exit_code == 0
    assert run("library", "search", "pause", *place).exit_code == 0
    assert data(run("library", "info", *place, "--json"))["counts"]["posts"] == 2  # type: ignore[index]


def test_restore_without_a_backup_of_that_name(run: Run, place: tuple[str, Path]) -> None:
    result = run("library", "restore", "no-such", *place)

    assert result.exit_code == 2
    assert "no-such" in result.stderr


def test_a_date_that_is_none(run: Run, place: tuple[str, Path]) -> None:
    assert "2026-13-01" in run("library", "search", "--since", "2026-13-01", *place).stderr
