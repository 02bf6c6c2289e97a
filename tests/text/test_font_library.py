from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.errors import EnvironmentFailure, InvalidInput
from studio.model.color import Color
from studio.model.colorglyph import ColorLayer
from studio.resources import Resources
from studio.text.fonts import FontLibrary


def glyph(fonts: FontLibrary, key: str, char: str) -> int:
    found = fonts.face(key).font.get_nominal_glyph(ord(char))
    assert found
    return int(found)


@pytest.mark.parametrize(
    ("wanted", "key"),
    [
        (900, "commissioner-900"),
        (510, "commissioner-500"),
        (100, "commissioner-500"),
        (650, "commissioner-700"),
    ],
)
def test_picks_the_nearest_weight_and_the_heavier_of_two(
    fonts: FontLibrary, wanted: int, key: str
) -> None:
    assert fonts.pick("Commissioner", wanted) == key


def test_an_unknown_family_is_told_with_the_nearest_name(fonts: FontLibrary) -> None:
    with pytest.raises(InvalidInput) as told:
        fonts.pick("Comissioner", 500)
    (finding,) = told.value.diagnostics
    assert finding.code == "fonts.unknown-family"
    assert "“Commissioner”" in str(finding)


def test_a_family_like_no_other_is_told_with_all_names(fonts: FontLibrary) -> None:
    with pytest.raises(InvalidInput, match="Commissioner, Noto Sans"):
        fonts.pick("Zapfino", 500)


def test_an_absent_font_names_the_command_that_mends_it(resources: Resources, tmp_path: Path) -> None:
    library = FontLibrary(tmp_path, resources.font_lock)
    with pytest.raises(EnvironmentFailure, match="make fonts") as told:
        library.pick("Commissioner", 900)
    assert told.value.diagnostics[0].code == "fonts.missing"
    with pytest.raises(EnvironmentFailure):
        library.face("commissioner-900")


def test_a_font_cut_short_is_damaged(resources: Resources, fonts: FontLibrary, tmp_path: Path) -> None:
    entry = fonts.entry("noto-sans-hebrew-900")
    (tmp_path / entry.file).write_bytes((fonts.folder / entry.file).read_bytes()[:1000])
    with pytest.raises(EnvironmentFailure) as told:
        FontLibrary(tmp_path, resources.font_lock).face(entry.key)
    assert told.value.diagnostics[0].code == "fonts.damaged"


def test_status_tells_present_missing_and_damaged(
    resources: Resources, fonts: FontLibrary, tmp_path: Path
) -> None:
    sound, changed = fonts.entry("noto-sans-hebrew-900"), fonts.entry("noto-sans-hebrew-700")
    shutil.copy(fonts.folder / sound.file, tmp_path)
    data = bytearray((fonts.folder / changed.file).read_bytes())
    data[-1] ^= 1
    (tmp_path / changed.file).write_bytes(data)
    states = {one.entry.key: one.state for one in FontLibrary(tmp_path, resources.font_lock).status()}
    assert states[sound.key] == "present"
    assert states[changed.key] == "damaged"
    assert set(states) == {one.key for one in fonts.entries}
    assert {state for key, state in states.items() if key not in (sound.key, changed.key)} == {
        "missing"
    }


@pytest.mark.parametrize(
    "text", ["[[package", "package = 3", '[[package]]\nname="x"\n[[package.file]]\nkey=1']
)
def test_a_broken_lock_is_an_environment_failure(tmp_path: Path, text: str) -> None:
    lock = tmp_path / "fonts.toml"
    lock.write_text(text)
    with pytest.raises(EnvironmentFailure) as told:
        FontLibrary(tmp_path, lock)
    assert told.value.diagnostics[0].code == "fonts.lock"


def test_the_fingerprint_changes_with_the_lock(
    resources: Resources, fonts: FontLibrary, tmp_path: Path
) -> None:
    lock = tmp_path / "fonts.toml"
    lock.write_bytes(resources.font_lock.read_bytes() + b"\n")
    assert FontLibrary(tmp_path, lock).fingerprint != fonts.fingerprint
    assert FontLibrary(tmp_path, resources.font_lock).fingerprint == fonts.fingerprint


def test_outlines_stand_on_the_baseline_with_y_down(fonts: FontLibrary) -> None:
    face = fonts.face("commissioner-900")
    box = face.outline(glyph(fonts, "commissioner-900", "H")).bounds()
    assert box.bottom == pytest.approx(0, abs=1)
    assert -0.8 < box.y / face.upem < -0.6
    assert face.outline(glyph(fonts, "commissioner-900", " ")).ops == ()
    below = face.outline(glyph(fonts, "commissioner-900", "p")).bounds()
    assert below.bottom > 0


def test_extents_agree_with_the_outline(fonts: FontLibrary) -> None:
    face = fonts.face("commissioner-900")
    gid = glyph(fonts, "commissioner-900", "g")
    box = face.outline(gid).bounds()
    left, top, right, bottom = face.extents(gid)
    assert (left, top) == pytest.approx((box.x / face.upem, box.y / face.upem), abs=0.002)
    assert (right, bottom) == pytest.approx((box.right / face.upem, box.bottom / face.upem), abs=0.002)


def test_metrics_are_those_of_the_tables(fonts: FontLibrary) -> None:
    face = fonts.face("commissioner-900")
    assert (face.ascent, face.descent) == pytest.approx((1.017, 0.206))
    assert face.has(ord("б"))
    assert not face.has(ord("ب"))


def test_an_emoji_has_layers_and_a_letter_has_none(fonts: FontLibrary) -> None:
    key = fonts.pick("Noto Color Emoji", 400)
    face = fonts.face(key)
    layers = face.color_layers(glyph(fonts, key, "😀"))
    assert layers
    assert all(isinstance(layer, ColorLayer) for layer in layers)
    yellow = [layer.paint for layer in layers if isinstance(layer.paint, Color)]
    assert yellow
    em = [edge / face.upem for layer in layers for edge in layer.path.bounds()]
    assert max(map(abs, em)) < 2
    assert fonts.face("commissioner-900").color_layers(glyph(fonts, "commissioner-900", "A")) is None


def test_the_head_of_a_smiley_is_a_disc_above_the_baseline(fonts: FontLibrary) -> None:
    key = fonts.pick("Noto Color Emoji", 400)
    layers = fonts.face(key).color_layers(glyph(fonts, key, "😀")) or ()
    box = max((layer.path.bounds() for layer in layers), key=lambda b: b.width * b.height)
    assert box.width == pytest.approx(box.height, rel=0.1)
    assert box.y < 0
    left, top, right, bottom = fonts.face(key).extents(glyph(fonts, key, "😀"))
    upem = fonts.face(key).upem
    assert box.x / upem == pytest.approx(left, abs=0.05)
    assert box.bottom / upem == pytest.approx(bottom, abs=0.05)
    assert box.y / upem == pytest.approx(top, abs=0.05)
    assert box.right / upem == pytest.approx(right, abs=0.05)


@pytest.mark.parametrize("family", ["Noto Sans Tifinagh", "Noto Sans NKo"])
def test_a_family_without_heavy_weights_is_emboldened(fonts: FontLibrary, family: str) -> None:
    widths, areas = [], []
    for weight in (400, 500, 700, 900):
        face = fonts.face(fonts.pick(family, weight))
        gid = next(g for g in map(face.font.get_nominal_glyph, (0x2D3E, 0x07CA)) if g)
        left, top, right, bottom = face.extents(gid)
        widths.append(face.font.get_glyph_h_advance(gid))
        areas.append((right - left) * (bottom - top))
        box = face.outline(gid).bounds()
        assert (box.x / face.upem, box.right / face.upem) == pytest.approx((left, right), abs=0.003)
    assert widths == sorted(set(widths))
    assert areas == sorted(set(areas))
