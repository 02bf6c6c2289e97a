"""The smoke test itself must be able to fail."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("smoke", ROOT / "packaging" / "smoke.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


smoke = load()


def app(folder: Path, says: str, code: int) -> Path:
    """A frozen app that always says and returns the same."""
    if sys.platform == "win32":
        pytest.skip("a batch file can't stand in for an .exe")
    program = folder / "milclicks"
    program.write_text(f"#!/bin/sh\necho '{says}'\nexit {code}\n")
    program.chmod(0o755)
    return folder


def test_a_picture_with_colours_and_the_right_size_passes(tmp_path: Path) -> None:
    Image.linear_gradient("L").resize((40, 50)).save(tmp_path / "a.png")

    smoke.picture(tmp_path / "a.png", (40, 50))


def test_wrong_pictures_are_caught(tmp_path: Path) -> None:
    Image.new("RGB", (40, 50), "white").save(tmp_path / "flat.png")

    for name, size, reason in (
        ("absent.png", (40, 50), "was not written"),
        ("flat.png", (50, 40), "has size"),
        ("flat.png", (40, 50), "1 colours only"),
    ):
        with pytest.raises(smoke.SmokeError, match=reason):
            smoke.picture(tmp_path / name, size)


def test_an_absent_app_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke.main([str(tmp_path / "nothing")]) == 1
    assert "run `make package`" in capsys.readouterr().err


def test_an_app_that_fails_is_caught(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert smoke.main([str(app(tmp_path, "help", 3))]) == 1
    assert "`milclicks --version` failed (3)" in capsys.readouterr().err


def test_an_app_of_another_version_is_caught(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert smoke.main([str(app(tmp_path, "0.0.0-other", 0))]) == 1
    assert "--version does not say" in capsys.readouterr().err
