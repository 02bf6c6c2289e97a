"""A wheel without fonts must not come about."""

from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_hook", ROOT / "packaging" / "build_hook.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def included(root: Path, version: str) -> dict[str, str]:
    hook: Any = load().DataHook(str(root), {}, None, None, str(root), "wheel")
    data: dict[str, dict[str, str]] = {"force_include": {}}
    hook.initialize(version, data)
    return data["force_include"]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A source tree without fonts."""
    for name in ("packaging/fonts.py", "studio/text/fonts.toml"):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def test_a_build_without_fonts_fails_and_says_why(bare: Path) -> None:
    with pytest.raises(RuntimeError, match="can't be built without its fonts") as caught:
        included(bare, "standard")

    assert "run `make fonts`" in str(caught.value)
    assert not (bare / "build").exists(), "the hook must not fetch anything"


def test_an_editable_install_needs_no_fonts(bare: Path) -> None:
    assert included(bare, "editable") == {}


def test_a_wheel_holds_templates_catalogs_and_fonts() -> None:
    inside = included(ROOT, "standard")

    assert inside == {
        str(ROOT / "templates"): "studio/_data/templates",
        str(ROOT / "i18n"): "studio/_data/i18n",
        str(ROOT / "build" / "fonts"): "studio/_data/fonts",
    }
