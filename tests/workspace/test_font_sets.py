"""An installation without the large font sets: what it can make, and what it says of the rest."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from studio.errors import EnvironmentFailure
from studio.model.geometry import Size
from studio.resources import Resources
from studio.text.fonts import FontLibrary
from studio.workspace.proof import ProofRequest, make_proofs
from studio.workspace.render import RenderRequest, render_post
from studio.workspace.select import Selection
from studio.workspace.tongues import list_languages
from studio.workspace.versions import open_edition


@pytest.fixture(scope="module")
def light(
    resources: Resources, fonts: FontLibrary, tmp_path_factory: pytest.TempPathFactory
) -> Resources:
    """The studio with the font set ``core`` alone."""
    folder = tmp_path_factory.mktemp("fonts")
    for entry in fonts.entries:
        if entry.set == "core":
            shutil.copy(fonts.folder / entry.file, folder)
    return replace(resources, fonts=folder)


def test_languages_name_the_sets_that_they_lack(light: Resources) -> None:
    lacking = {one.name: one.absent_sets for one in list_languages(light)}
    assert {name: lacking[name] for name in ("en", "ar", "he", "ja", "zh_TW", "km", "ur@nastaliq")} == {
        "en": (),
        "ar": (),
        "he": (),
        "ja": ("cjk",),
        "zh_TW": ("cjk",),
        "km": ("scripts",),
        "ur@nastaliq": ("scripts",),
    }


def test_with_all_sets_no_language_lacks_any(resources: Resources) -> None:
    assert not any(one.absent_sets for one in list_languages(resources))


def test_a_language_without_fonts_is_left_out_with_one_sentence(light: Resources) -> None:
    folder = light.templates / "starter"
    wish = Selection(languages=("en", "zh_CN"), posts=("correct-your-mistake",))
    edition = open_edition(folder, wish, {}, light)
    assert [version.post.language for version in edition.versions] == ["en"]
    (told,) = (d for d in edition.diagnostics if d.code == "fonts.set-absent")
    assert told.where.language == "zh_CN"
    assert "Chinese (Simplified)" in str(told)
    assert "“cjk”" in str(told)
    assert "make fonts" in str(told)


def test_a_card_without_fonts_is_not_painted(light: Resources, tmp_path: Path) -> None:
    post = light.templates / "starter" / "posts" / "correct-your-mistake.toml"
    out = tmp_path / "card.png"
    request = RenderRequest(post, out, Size(540, 540), language="zh_CN")
    with pytest.raises(EnvironmentFailure, match="“cjk”"):
        render_post(request, resources=light)
    assert not out.exists()


def test_a_proof_sheet_without_fonts_is_not_made(light: Resources, tmp_path: Path) -> None:
    (found,) = make_proofs(ProofRequest(("ko",), tmp_path), resources=light)
    assert [d.code for d in found.diagnostics] == ["fonts.set-absent"]
    assert not found.files
    assert not list(tmp_path.iterdir())
