"""packaging/fonts.py with a registry of our own: a small program called npm."""

from __future__ import annotations

import importlib.util
import io
import json
import stat
import sys
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont, newTable
from fontTools.ttLib.tables._g_l_y_f import Glyph
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fetch_fonts", ROOT / "packaging" / "fonts.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


script = load()

# What our npm does: it copies <name>-<version>.tgz out of a folder and prints what npm prints.
NPM = """\
import json, pathlib, shutil, sys
shelf = pathlib.Path({shelf!r})
out = pathlib.Path(sys.argv[sys.argv.index("--pack-destination") + 1])
rows = []
for spec in sys.argv[sys.argv.index("--pack-destination") + 2:]:
    name, _, version = spec.rpartition("@")
    plain = name.lstrip("@").replace("/", "-")
    found = sorted(shelf.glob(plain + ("-*" if version == "latest" else "-" + version) + ".tgz"))
    if not found:
        sys.exit("npm error code E404\\nnpm error 404 " + spec + " is not in this registry")
    shutil.copy(found[-1], out)
    version = found[-1].stem[len(plain) + 1:]
    rows.append({{"name": name, "version": version, "filename": found[-1].name}})
print(json.dumps(rows))
"""


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as tar:
        for name, data in files.items():
            info = tarfile.TarInfo(f"package/{name}")
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    return out.getvalue()


def font_with_svg() -> bytes:
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef"])
    builder.setupCharacterMap({})
    builder.setupGlyf({".notdef": Glyph()})
    builder.setupHorizontalMetrics({".notdef": (500, 0)})
    builder.setupHead(created=0, modified=0)
    svg = newTable("SVG ")
    svg.docList = []
    builder.font["SVG "] = svg
    out = io.BytesIO()
    builder.font.save(out)
    return out.getvalue()


@dataclass(frozen=True)
class Shop:
    """A project with one locked font, and the registry it comes from."""

    lock: Path
    folder: Path
    cache: Path
    shelf: Path

    def run(self, *options: str) -> int:
        places = ("--lock", str(self.lock), "--folder", str(self.folder), "--cache", str(self.cache))
        return int(script.main([*options, *places]))

    def sell(self, version: str, font: bytes, licence: bytes = b"free") -> None:
        data = archive({"400/A.ttf": font, "LICENSE_FONT": licence, "index.js": b"evil()"})
        (self.shelf / f"fonts-a-{version}.tgz").write_bytes(data)

    @property
    def font(self) -> Path:
        return self.folder / "A.ttf"

    @property
    def cached(self) -> Path:
        return self.cache / "a-1.0.0.tgz"


@pytest.fixture
def no_npm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    return lambda: monkeypatch.setenv("PATH", str(tmp_path / "empty"))


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    made = Shop(tmp_path / "fonts.toml", tmp_path / "fonts", tmp_path / "cache", tmp_path / "shelf")
    made.shelf.mkdir()
    made.sell("1.0.0", b"the font")
    one = script.FontFile("a-400", "A", 400, "A.ttf", "400/A.ttf", "core", scripts=("Latn",))
    package = script.Package("@fonts/a", "", "", "OFL-1.1", "LICENSE_FONT", (one,))
    script.write_lock([package], made.lock)

    program = tmp_path / "bin" / "npm.py"
    program.parent.mkdir()
    program.write_text(NPM.format(shelf=str(made.shelf)))
    if sys.platform == "win32":
        (program.parent / "npm.cmd").write_text(f'@"{sys.executable}" "{program}" %*\n')
    else:
        (program.parent / "npm").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{program}" "$@"\n')
        (program.parent / "npm").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(program.parent))
    assert made.run("--update") == 0
    for left in (made.font, made.cached):
        left.unlink()
    return made


def test_it_fetches_the_listed_files_and_the_licence_only(shop: Shop) -> None:
    assert shop.run() == 0

    assert shop.font.read_bytes() == b"the font"
    assert (shop.folder / "LICENSES" / "a.txt").read_bytes() == b"free"
    assert sorted(p.name for p in shop.folder.rglob("*") if p.is_file()) == ["A.ttf", "a.txt"]


def test_a_second_run_needs_no_npm(
    shop: Shop, no_npm: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    assert shop.run() == 0
    no_npm()
    capsys.readouterr()

    assert shop.run() == 0
    assert capsys.readouterr().out == "fonts: 1 as locked, 0 of them fetched now\n"


def test_a_cached_package_needs_no_npm(shop: Shop, no_npm: Callable[[], None]) -> None:
    assert shop.run() == 0
    shop.font.unlink()
    no_npm()

    assert shop.run() == 0
    assert shop.font.read_bytes() == b"the font"


def test_a_tampered_package_is_refused(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.sell("1.0.0", b"another font")

    assert shop.run() == 1
    assert "@fonts/a 1.0.0 is not the package of the font lock" in capsys.readouterr().err
    assert not shop.font.exists()
    assert not shop.cached.exists()


@pytest.mark.parametrize("keep", [0, 40])
def test_a_partial_download_in_the_cache_is_fetched_again(shop: Shop, keep: int) -> None:
    assert shop.run() == 0
    whole = shop.cached.read_bytes()
    shop.cached.write_bytes(whole[:keep])
    shop.font.unlink()

    assert shop.run() == 0
    assert shop.cached.read_bytes() == whole


def test_a_changed_font_is_put_right(shop: Shop) -> None:
    assert shop.run() == 0
    shop.font.write_bytes(b"the f0nt")

    assert shop.run("--check") == 1
    assert shop.run() == 0
    assert shop.font.read_bytes() == b"the font"


def test_a_font_that_left_the_lock_leaves_the_folder(shop: Shop) -> None:
    shop.folder.mkdir(exist_ok=True)
    (shop.folder / "Old.ttf").write_bytes(b"old")

    assert shop.run() == 0
    assert not (shop.folder / "Old.ttf").exists()


def test_without_npm_one_sentence_says_how_to_get_it(
    shop: Shop, no_npm: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    no_npm()

    assert shop.run() == 1
    said = capsys.readouterr().err
    assert said.startswith("fonts: npm is needed to fetch the fonts and was not found")
    assert said.count("\n") == 1


def test_what_npm_says_is_passed_on(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    (shop.shelf / "fonts-a-1.0.0.tgz").unlink()

    assert shop.run() == 1
    assert "404 @fonts/a@1.0.0 is not in this registry" in capsys.readouterr().err


def test_check_fetches_nothing_and_names_the_command(
    shop: Shop, capsys: pytest.CaptureFixture[str]
) -> None:
    assert shop.run("--check") == 1
    assert "run `make fonts`" in capsys.readouterr().err
    assert not shop.font.exists()


def test_update_pins_the_newest_version(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.sell("2.0.0", b"a better font")

    assert shop.run("--update") == 0
    assert capsys.readouterr().out == "@fonts/a 1.0.0 -> 2.0.0\n"
    assert shop.font.read_bytes() == b"a better font"
    (package,) = script.read_lock(shop.lock)
    assert package.files[0].bytes == len(b"a better font")


def test_another_set_is_left_out(shop: Shop) -> None:
    assert shop.run("--set", "cjk") == 0
    assert not shop.font.exists()


def test_a_broken_lock_is_one_sentence(shop: Shop, capsys: pytest.CaptureFixture[str]) -> None:
    shop.lock.write_text("[[package]]\nname = ")
    assert shop.run() == 1
    shop.lock.write_text('[[package]]\nname = "a"\n')
    assert shop.run() == 1

    said = capsys.readouterr().err.splitlines()
    assert [line.split(str(shop.lock))[0] for line in said] == ["fonts: the font lock "] * 2


def test_dropping_a_table_is_deterministic() -> None:
    source = font_with_svg()
    one = script.FontFile("a", "A", 400, "A.ttf", "A.ttf", "core", drop=("SVG ",))

    made = script.prepared(one, source)

    assert made == script.prepared(one, source)
    assert "SVG " in TTFont(io.BytesIO(source))
    assert "SVG " not in TTFont(io.BytesIO(made))
    assert script.prepared(replace(one, drop=()), source) == source


@given(st.text(st.characters(exclude_categories=("Cs", "Cc"))), st.integers(1, 1000))
def test_a_lock_reads_back_as_written(
    tmp_path_factory: pytest.TempPathFactory, text: str, size: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "roundtrip.toml"
    one = script.FontFile(
        "k", text, 400, "A.ttf", text, "core", "0" * 64, size, (text,), ("SVG ",), "f"
    )
    package = script.Package(f"@fonts/{text}", "1", "sha512-", text, "LICENSE", (one,))

    script.write_lock([package], path)

    assert script.read_lock(path) == (package,)


# --------------------------------------------------------------------------- the real lock


def test_the_lock_is_in_its_canonical_form(tmp_path: Path) -> None:
    script.write_lock(script.read_lock(script.LOCK), tmp_path / "again.toml")

    assert (tmp_path / "again.toml").read_text("utf-8") == script.LOCK.read_text("utf-8")


def test_the_lock_names_each_font_once_with_an_open_licence() -> None:
    packages = script.read_lock(script.LOCK)
    files = [one for package in packages for one in package.files]

    assert {package.licence for package in packages} == {"OFL-1.1"}
    assert all(package.integrity.startswith("sha512-") for package in packages)
    for names in ([one.key for one in files], [(one.file, one.embolden) for one in files]):
        assert len(names) == len(set(names))
    assert {one.family for one in files if one.embolden} < {
        one.family for one in files if not one.embolden
    }
    assert all(one.key.endswith(f"-{one.weight}") for one in files)


def test_the_fonts_at_hand_are_the_locked_ones() -> None:
    packages = script.read_lock(script.LOCK)

    assert script.check(script.LOCK, script.FONTS) == sum(len(package.files) for package in packages)


def test_no_font_at_hand_is_variable() -> None:
    for package in script.read_lock(script.LOCK):
        for one in package.files:
            with TTFont(script.FONTS / one.file, lazy=True) as font:
                assert "fvar" not in font, one.file


def test_emoji_keep_their_colours_without_the_svg_table() -> None:
    with TTFont(script.FONTS / "NotoColorEmoji_400Regular.ttf", lazy=True) as font:
        assert {"COLR", "CPAL"} <= set(font.keys())
        assert "SVG " not in font


def test_npm_of_an_older_client_names_archives_otherwise(tmp_path: Path) -> None:
    (tmp_path / "fonts-a-1.0.0.tgz").write_bytes(b"x")
    row = json.loads('{"name": "@fonts/a", "version": "1.0.0", "filename": "@fonts/a-1.0.0.tgz"}')

    assert script._archive_in(tmp_path, row) == tmp_path / "fonts-a-1.0.0.tgz"
