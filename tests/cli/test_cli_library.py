"""``milclicks library``: a pack goes in, is found, comes out, and the library is kept safe."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import Result

from studio.errors import InvalidInput
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

    run("library", "conflicts", *place)
    shown = run("library", "conflicts", *place)
    assert shown.exit_code == 1
    assert "Ours." in shown.stdout
    assert "Theirs." in shown.stdout
    assert run("library", "conflicts", str(conflict["number"]), "--theirs", *place).exit_code == 0
    with open_library(place[1]) as library:
        assert library.read(Key("tiny", "stop", "body")).value == "Theirs."


@pytest.mark.parametrize("side", ["ours", "theirs"])
def test_a_side_may_be_chosen_beforehand(
    run: Run, pack: Path, place: tuple[str, Path], tmp_path: Path, side: str
) -> None:
    from studio.library import Wish
    from studio.model.changes import Key
    from studio.workspace.library import open_library

    run("library", "import", pack, *place)
    key = Key("tiny", "stop", "body")
    with open_library(place[1]) as library:
        library.edit("type", [Wish(key, "ours")])
    file = pack / "posts" / "stop.toml"
    file.write_text(file.read_text("utf-8").replace("Ask who says it.", "theirs"), "utf-8")
    sent = tmp_path / "sent.milpack"
    assert run("pack", "export", pack, "--out", sent).exit_code == 0

    assert run("library", "import", sent, f"--{side}", *place).exit_code == 0
    assert run("library", "conflicts", *place).exit_code == 0
    with open_library(place[1]) as library:
        assert library.read(key).value == side


def test_a_pack_of_the_library_travels_as_one_file(
    run: Run, pack: Path, place: tuple[str, Path], tmp_path: Path
) -> None:
    run("library", "import", pack, *place)
    sent = tmp_path / "sent.milpack"
    assert run("library", "export", "tiny", sent, *place).exit_code == 0
    assert run("pack", "verify", sent).exit_code == 0

    assert run("library", "import", sent, "--library", tmp_path / "other").exit_code == 0
    assert (
        run("library", "search", "share", "--library", tmp_path / "other").stdout.split()[0]
        == "tiny/stop"
    )


def test_a_hostile_picture_stays_outside(run: Run, pack: Path, place: tuple[str, Path]) -> None:
    (pack / "media").mkdir()
    (pack / "media" / "face.png").write_bytes(b"<svg/>")

    result = run("library", "import", pack, *place, "--json")

    assert result.exit_code == 2
    assert str(data(result)["diagnostics"][0]["code"]).startswith("picture.")  # type: ignore[index]
    assert not (place[1] / "media").exists()
    assert data(run("library", "info", *place, "--json"))["counts"]["packs"] == 0  # type: ignore[index]


def test_a_truncated_pack_leaves_the_library_as_it_was(
    run: Run, pack: Path, place: tuple[str, Path], tmp_path: Path
) -> None:
    from studio.workspace.library import import_pack, open_library

    sent = tmp_path / "sent.milpack"
    run("pack", "export", pack, "--out", sent)
    whole = sent.read_bytes()
    with open_library(place[1]) as library:
        for part in range(64):
            sent.write_bytes(whole[: len(whole) * part // 64])
            with pytest.raises(InvalidInput):
                import_pack(library, sent)
            assert library.position() == 0
        sent.write_bytes(whole)
        assert import_pack(library, sent)


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
