"""``verify``: every way in which an exported folder can be wrong."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from studio.workspace.verify import format_of

Run = Callable[..., Result]
NETWORKS = ("facebook", "print", "tiktok")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with JPEG, PNG, WebP, PDF and SVG files and a hand-off, made once."""
    from click.testing import CliRunner

    from studio.cli import cli
    from tests.cli.conftest import PACK, STOP

    root = tmp_path_factory.mktemp("verify")
    (root / "tiny" / "posts").mkdir(parents=True)
    (root / "tiny" / "pack.toml").write_text(PACK, "utf-8")
    (root / "tiny" / "posts" / "stop.toml").write_text(STOP, "utf-8")
    wishes = [word for name in NETWORKS for word in ("--network", name)]
    wishes += [word for name in ("feed", "photo", "a5") for word in ("--placement", name)]
    wishes += [w for name in ("jpeg", "png", "webp", "pdf", "svg") for w in ("--format", name)]
    result = CliRunner().invoke(
        cli, ["export", str(root / "tiny"), "--out", str(root / "out"), "--kit", *wishes]
    )
    assert result.exit_code == 0, result.stderr
    return root / "out"


@pytest.fixture
def folder(exported: Path, tmp_path: Path) -> Path:
    """A copy that may be spoilt."""
    return Path(shutil.copytree(exported, tmp_path / "copy"))


def find(folder: Path, ending: str, part: str = "") -> Path:
    return next(
        path for path in sorted(folder.iterdir()) if path.suffix == ending and part in path.name
    )


def codes(run: Run, folder: Path) -> list[str]:
    result = run("verify", folder, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == told["exit"] == (1 if told["diagnostics"] else 0)
    assert told["ok"] is (not told["diagnostics"])
    return [one["code"] for one in told["diagnostics"]]


def rewrite(folder: Path, path: Path, data: bytes, **changes: object) -> None:
    """Put other bytes into the folder, with a manifest that agrees with them."""
    path.write_bytes(data)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    for part in ("images", "captions", "kit"):
        for record in manifest[part]:
            if record["name"] == path.name:
                record |= {"sha256": hashlib.sha256(data).hexdigest(), **changes}
                if "bytes" in record:
                    record["bytes"] = len(data)
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


def test_a_fresh_export_is_sound(run: Run, exported: Path) -> None:
    formats = {path.suffix for path in exported.iterdir()}
    assert formats >= {".jpg", ".png", ".webp", ".pdf", ".svg", ".html", ".csv"}
    assert codes(run, exported) == []
    assert "All is as it should be." in run("verify", exported).stderr


def test_a_folder_without_a_manifest_is_no_export(run: Run, tmp_path: Path) -> None:
    result = run("verify", tmp_path)
    assert result.exit_code == 2
    assert "manifest.json" in result.stderr


def test_a_broken_manifest_is_bad_input(run: Run, folder: Path) -> None:
    (folder / "manifest.json").write_text("{", "utf-8")
    assert run("verify", folder).exit_code == 2


@pytest.mark.parametrize("ending", [".jpg", ".txt", ".html", ".pdf"])
def test_absent_and_changed_files_are_found(run: Run, folder: Path, ending: str) -> None:
    path = find(folder, ending)
    path.write_bytes(path.read_bytes() + b" ")
    assert codes(run, folder) == ["verify.changed"]
    assert path.name in run("verify", folder).stderr
    path.unlink()
    assert codes(run, folder) == ["verify.missing"]


def test_another_format_under_the_name_is_found(run: Run, folder: Path) -> None:
    rewrite(folder, find(folder, ".jpg"), find(folder, ".png").read_bytes())
    assert codes(run, folder) == ["verify.format"]


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp", ".svg", ".pdf"])
def test_half_a_file_is_found(run: Run, folder: Path, ending: str) -> None:
    path = find(folder, ending)
    data = path.read_bytes()
    cut = data[:1000] if ending == ".pdf" else data[: len(data) // 2]
    rewrite(folder, path, cut)
    assert codes(run, folder) == ["verify.unreadable"]


def test_another_size_is_found(run: Run, folder: Path) -> None:
    path = find(folder, ".jpg", "facebook")
    rewrite(folder, path, path.read_bytes(), size="1080x1351")
    assert codes(run, folder) == ["verify.size"]


def test_another_sheet_is_found(run: Run, folder: Path) -> None:
    path = find(folder, ".pdf")
    data = path.read_bytes()
    rewrite(folder, path, data.replace(b"/TrimBox [28.34646", b"/TrimBox [38.34646"))
    assert codes(run, folder) == ["verify.unreadable"]


def saved(path: Path, **options: object) -> bytes:
    out = io.BytesIO()
    with Image.open(path) as picture:
        known = {name: picture.info[name] for name in ("icc_profile", "xmp") if name in picture.info}
        picture.save(out, "JPEG", **{**known, **options})  # type: ignore[arg-type]
    return out.getvalue()


def test_a_place_inside_a_photo_is_found(run: Run, folder: Path) -> None:
    path = find(folder, ".jpg")
    exif = Image.Exif()
    exif.get_ifd(0x8825).update({1: "N", 2: (44.0, 49.0, 12.0)})
    rewrite(folder, path, saved(path, exif=exif))
    assert codes(run, folder) == ["verify.located"]


def test_missing_words_and_colours_are_found(run: Run, folder: Path) -> None:
    path = find(folder, ".jpg")
    rewrite(folder, path, saved(path, xmp=b"", icc_profile=None))
    assert codes(run, folder) == ["verify.colours", "verify.alt"]


@pytest.mark.parametrize("ending", [".pdf", ".svg", ".png", ".webp"])
def test_another_alt_text_is_found_in_every_format(run: Run, folder: Path, ending: str) -> None:
    path = find(folder, ending)
    rewrite(folder, path, path.read_bytes(), alt="Another card")
    assert codes(run, folder) == ["verify.alt"]


def test_too_many_bytes_for_the_network_are_found(run: Run, folder: Path) -> None:
    path = find(folder, ".jpg", "facebook")
    # What follows the end of a JPEG is ignored by readers, and counted by networks.
    rewrite(folder, path, path.read_bytes() + bytes(4_000_000))
    result = run("verify", folder)
    assert result.exit_code == 1
    assert "Facebook takes 4000000" in result.stderr


def test_a_format_that_the_network_does_not_take_is_found(run: Run, folder: Path) -> None:
    path = find(folder, ".webp")
    rewrite(folder, path, path.read_bytes(), network="facebook")
    assert codes(run, folder) == ["verify.limit"]


def test_a_caption_beyond_its_limit_is_found(run: Run, folder: Path) -> None:
    path = find(folder, ".txt")
    rewrite(folder, path, path.read_bytes(), length=501, limit=500)
    assert codes(run, folder) == ["verify.caption-too-long"]


def test_an_unfinished_export_is_told(run: Run, folder: Path) -> None:
    path = find(folder, ".csv", "captions")
    rewrite(folder, path, path.read_bytes(), sha256="")
    assert codes(run, folder) == ["verify.unfinished"]


def test_a_network_of_tomorrow_is_a_warning_only(run: Run, folder: Path) -> None:
    path = find(folder, ".jpg")
    rewrite(folder, path, path.read_bytes(), network="tomorrow")
    told = json.loads(run("verify", folder, "--json").stdout)
    assert told["ok"] is True
    assert [one["code"] for one in told["diagnostics"]] == ["verify.unknown-network"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\x89PNG\r\n\x1a\n", "png"),
        (b"RIFF1234WEBP", "webp"),
        (b"RIFF1234WAVE", ""),
        (b"GIF87a", ""),
        (b"<?xml version='1.0'?><html>", ""),
        (b"", ""),
    ],
)
def test_formats_go_by_the_first_bytes(data: bytes, name: str) -> None:
    assert format_of(data) == name
