from __future__ import annotations

import sys
from pathlib import Path

import pytest

import studio.resources
from studio.resources import Resources, ResourcesMissing

ROOT = Path(__file__).resolve().parent.parent


def folder(base: Path, *names: str) -> Path:
    for name in names:
        (base / name).mkdir(parents=True)
    return base


def installed(base: Path) -> Path:
    """A package folder as a wheel lays it out."""
    package = folder(base / "site-packages" / "studio", "text")
    (package / "text" / "fonts.toml").write_text("")
    return package


def test_a_source_tree_holds_its_own_data() -> None:
    found = Resources.find({})

    assert found.templates == ROOT / "templates"
    assert found.i18n == ROOT / "i18n"
    assert found.fonts == ROOT / "build" / "fonts"
    assert found.font_lock == ROOT / "studio" / "text" / "fonts.toml"


def test_an_installed_wheel_holds_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = installed(tmp_path)
    folder(package / "_data", "templates", "i18n", "fonts")
    monkeypatch.setattr(studio.resources, "PACKAGE", package)

    found = Resources.find({})

    assert found == Resources.under(package / "_data", package / "text" / "fonts.toml")


def test_a_frozen_app_holds_its_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = folder(tmp_path / "app", "templates", "i18n", "fonts", "studio/text")
    (app / "studio" / "text" / "fonts.toml").write_text("")
    monkeypatch.setattr(sys, "_MEIPASS", str(app), raising=False)

    assert Resources.find({}) == Resources.under(app, app / "studio" / "text" / "fonts.toml")


def test_the_variable_brings_other_data_and_the_rest_stays(tmp_path: Path) -> None:
    folder(tmp_path, "templates")

    found = Resources.find({"MILCLICKS_DATA": str(tmp_path)})

    assert found.templates == tmp_path / "templates"
    assert found.i18n == ROOT / "i18n"
    assert found.font_lock == ROOT / "studio" / "text" / "fonts.toml"


def test_the_variable_may_bring_fonts_with_their_lock(tmp_path: Path) -> None:
    folder(tmp_path, "fonts")
    (tmp_path / "fonts.toml").write_text("")

    found = Resources.find({"MILCLICKS_DATA": str(tmp_path)})

    assert (found.fonts, found.font_lock) == (tmp_path / "fonts", tmp_path / "fonts.toml")


def test_a_variable_that_names_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ResourcesMissing, match=r"MILCLICKS_DATA names .*nowhere"):
        Resources.find({"MILCLICKS_DATA": str(tmp_path / "nowhere")})


def test_a_broken_installation_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = installed(tmp_path)
    folder(package / "_data", "i18n")
    monkeypatch.setattr(studio.resources, "PACKAGE", package)

    with pytest.raises(ResourcesMissing, match="templates is missing; the installation is incomplete"):
        Resources.find({})
