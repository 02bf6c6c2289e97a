"""The commands about partners' kits, and logos on exported cards."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image, ImageDraw

Run = Callable[..., Result]


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    picture = Image.new("RGBA", (1400, 400), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((50, 50, 1350, 350), fill=(0, 60, 90))
    picture.save(tmp_path / "given.png")
    return tmp_path / "given.png"


def test_a_kit_is_made_checked_and_listed(run: Run, pack: Path, logo: Path) -> None:
    words = ("--name", "Youth Lab", "--handle", "@youthlab", "--pack", pack)
    made = run("partners", "add", "youth-lab", "--logo", logo, *words)
    assert made.exit_code == 0, made.stderr
    assert run("partners", "check", pack / "brands" / "youth-lab").exit_code == 0
    data = json.loads(run("partners", "list", "--pack", pack, "--json").stdout)
    (kit,) = data["partners"]
    assert (kit["id"], kit["handle"], kit["own"]) == ("youth-lab", "@youthlab", False)
    assert kit["logos"] == ["brands/youth-lab/logo-1.png"]


def test_a_faint_colour_is_refused_with_what_would_pass(run: Run, pack: Path, logo: Path) -> None:
    words = ("--name", "Youth Lab", "--logo-color", "#7DE8F2", "--pack", pack)
    refused = run("partners", "add", "youth-lab", "--logo", logo, *words)
    assert refused.exit_code == 2
    assert "The nearest colours that pass are #" in refused.stderr
    assert not (pack / "brands").exists()


def test_cards_carry_the_logos_of_the_pack_or_of_the_wish(
    run: Run, export: Run, pack: Path, logo: Path, out: Path
) -> None:
    run("partners", "add", "lab", "--logo", logo, "--name", "Lab", "--pack", pack)
    run("partners", "add", "second", "--logo", logo, "--name", "Second", "--pack", pack)
    head = (pack / "pack.toml").read_text("utf-8")
    (pack / "pack.toml").write_text(head + 'partners = ["lab"]\n', "utf-8")

    def made(*wishes: str) -> bytes:
        result = export("--post", "stop", "--language", "en", *wishes)
        assert result.exit_code == 0, result.stderr
        (file,) = out.glob("*.jpg")
        return file.read_bytes()

    own, again, two, none = (
        made(),
        made(),
        made("--partner", "lab", "--partner", "second"),
        made("--no-partner"),
    )
    assert own == again
    assert len({own, two, none}) == 3


def test_an_unknown_partner_stops_an_export(export: Run, out: Path) -> None:
    result = export("--partner", "nobody")
    assert result.exit_code == 2
    assert "nobody" in result.stderr
    assert not list(out.glob("*")) if out.exists() else True
    assert export("--partner", "lab", "--no-partner").exit_code == 2


def test_check_tells_of_a_kit_that_is_not_there(run: Run, pack: Path) -> None:
    head = (pack / "pack.toml").read_text("utf-8")
    (pack / "pack.toml").write_text(head + 'partners = ["lab"]\n', "utf-8")
    result = run("check", pack, "--json")
    assert "partner.unknown" in {d["code"] for d in json.loads(result.stdout)["diagnostics"]}


def test_captions_name_the_partners(run: Run, export: Run, pack: Path, logo: Path, out: Path) -> None:
    words = ("--name", "Lab", "--handle", "@lab", "--url", "https://lab.example", "--pack", pack)
    run("partners", "add", "lab", "--logo", logo, *words)
    wish = ("caption", pack / "stop", "--network", "x")
    assert "Lab" not in run(*wish).stdout
    assert "\n\nLab · @lab · https://lab.example\n\n#MILCLICKS" in run(*wish, "--partner", "lab").stdout
    head = (pack / "pack.toml").read_text("utf-8")
    (pack / "pack.toml").write_text(head + 'partners = ["lab"]\n', "utf-8")
    assert "Lab · @lab" in run(*wish).stdout
    assert "Lab" not in run(*wish, "--no-partner").stdout
    assert export("--post", "stop", "--language", "en").exit_code == 0
    (sheet,) = out.glob("*.txt")
    assert "Lab · @lab" in sheet.read_text("utf-8")
