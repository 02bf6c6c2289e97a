"""Fetch the fonts that ``studio/text/fonts.toml`` lists into ``build/fonts``.

In: the lock file (packages with version and sha512, files with sha256) and the ``npm`` client, which
fetches a package by name and version. Out: the listed fonts and their licence texts, or exit code 1
and one sentence. Every byte is checked against the lock before it reaches the fonts folder, so what
a registry or a cache holds is never trusted. Only the standard library is needed, and fontTools for
fonts of which tables are dropped.

    python packaging/fonts.py [--set core,scripts,cjk,emoji] [--check] [--update]

A light installation leaves sets out: `--set core` has Latin, Cyrillic, Greek, Arabic and Hebrew,
`scripts` all others but the large ones, `cjk` Chinese, Japanese and Korean, `emoji` coloured emoji.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "studio" / "text" / "fonts.toml"
FONTS = ROOT / "build" / "fonts"
CACHE = ROOT / "build" / "cache" / "fonts"
SETS = ("core", "scripts", "cjk", "emoji")

HEADER = """\
# The fonts of the studio: which package, which version, which bytes.
#
# `make fonts` fetches them into build/fonts; nothing of them is committed. To add a font, write its
# package and file here with empty version, integrity, sha256 and bytes = 0, then run
# `python packaging/fonts.py --update`, which asks for the newest versions and fills in the rest.
# `sha256` and `bytes` are of the file in the fonts folder; `source_sha256` is of the file in the
# package where the two differ (`drop` names tables that are left out).
# `embolden` makes a heavier font of a file, for families that have none: em added to the strokes.
# Static instances only: Qt ignores the weights of variable application fonts.
"""


class FontsError(Exception):
    """The fonts can't be had as the lock says; the text is one sentence for a person."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """One font of a package; ``path`` is its place in the package, ``file`` in the fonts folder."""

    key: str
    family: str
    weight: int
    file: str
    path: str
    set: str
    sha256: str = ""
    bytes: int = 0
    scripts: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    source_sha256: str = ""
    embolden: float = 0.0


@dataclass(frozen=True, slots=True)
class Package:
    """One package of the registry and the files we take from it."""

    name: str
    version: str
    integrity: str
    licence: str
    licence_path: str
    files: tuple[FontFile, ...] = field(default_factory=tuple)

    @property
    def licence_file(self) -> str:
        """The name of its licence text in the folder ``LICENSES``."""
        return f"{self.name.rpartition('/')[2]}.txt"

    @property
    def archive(self) -> str:
        """The name of its archive in the cache."""
        return f"{self.name.rpartition('/')[2]}-{self.version}.tgz"


# --------------------------------------------------------------------------- the lock


def read_lock(path: Path) -> tuple[Package, ...]:
    """The packages of a lock file."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise FontsError(f"the font lock {path} can't be read: {error}") from error
    try:
        return tuple(_package(row) for row in data["package"])
    except (KeyError, TypeError) as error:
        raise FontsError(f"the font lock {path} has a wrong or missing key: {error}") from error


def _package(row: dict[str, Any]) -> Package:
    files = tuple(_file(one) for one in row.pop("file"))
    return Package(**row, files=files)


def _file(row: dict[str, Any]) -> FontFile:
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in row.items()}
    return FontFile(**values)


def write_lock(packages: Iterable[Package], path: Path) -> None:
    """Write the lock in its one canonical form."""
    lines = [HEADER]
    for package in packages:
        lines.append("[[package]]")
        for name in ("name", "version", "integrity", "licence", "licence_path"):
            lines.append(f"{name} = {_toml(getattr(package, name))}")
        for one in package.files:
            lines.append("\n[[package.file]]")
            for part in fields(one):
                value = getattr(one, part.name)
                if value or part.default is MISSING or part.name in ("sha256", "bytes"):
                    lines.append(f"{part.name} = {_toml(value)}")
        lines.append("")
    _write(path, "\n".join(lines).encode("utf-8"))


def _toml(value: object) -> str:
    """Strings without control characters and whole numbers are written alike in JSON and TOML."""
    return json.dumps(list(value) if isinstance(value, tuple) else value, ensure_ascii=False)


# --------------------------------------------------------------------------- checking


def sha256(data: bytes) -> str:
    """The hash of a file, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def integrity(data: bytes) -> str:
    """The hash of a package archive, as registries write it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode("ascii")


def wanted(packages: Iterable[Package], chosen: Iterable[str]) -> Iterator[Package]:
    """The packages with the files of the chosen sets only."""
    for package in packages:
        files = tuple(one for one in package.files if one.set in chosen)
        if files:
            yield replace(package, files=files)


def missing(package: Package, folder: Path) -> list[str]:
    """What of a package is absent from the fonts folder, or is not what the lock says."""
    bad = [one.file for one in package.files if not _is(folder / one.file, one)]
    licence = folder / "LICENSES" / package.licence_file
    if not licence.is_file() or not licence.stat().st_size:
        bad.append(f"LICENSES/{package.licence_file}")
    return bad


def _is(path: Path, one: FontFile) -> bool:
    try:
        return path.stat().st_size == one.bytes and sha256(path.read_bytes()) == one.sha256
    except OSError:
        return False


# --------------------------------------------------------------------------- fetching


def archives(packages: Iterable[Package], cache: Path) -> dict[str, bytes]:
    """The checked archives of ``packages`` by package name, from the cache or through npm."""
    found: dict[str, bytes] = {}
    absent: list[Package] = []
    for package in packages:
        path = cache / package.archive
        data = path.read_bytes() if path.is_file() else b""
        if data and integrity(data) == package.integrity:
            found[package.name] = data
        else:
            absent.append(package)
    if not absent:
        return found
    fetched = npm_pack([f"{one.name}@{one.version}" for one in absent], cache)
    for package in absent:
        data = fetched.get(package.name, (b"", ""))[0]
        if integrity(data) != package.integrity:
            raise FontsError(
                f"{package.name} {package.version} is not the package of the font lock "
                f"(sha512 differs): nothing of it was used; try again, and if it stays so, "
                f"find out who changed it before you run --update"
            )
        _write(cache / package.archive, data)
        found[package.name] = data
    return found


def npm_pack(specs: list[str], cache: Path) -> dict[str, tuple[bytes, str]]:
    """Fetch packages through npm: name -> (archive, version). Runs no script of a package."""
    npm = shutil.which("npm")
    if npm is None:
        raise FontsError(
            "npm is needed to fetch the fonts and was not found: install it "
            "(Debian/Ubuntu: apt install npm; Windows and macOS: nodejs.org) and run `make fonts` again"
        )
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache, prefix="fetch-") as folder:
        command = [npm, "pack", "--json", "--ignore-scripts", "--pack-destination", folder, *specs]
        done = subprocess.run(
            command,
            cwd=folder,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=900,
            check=False,
        )
        if done.returncode:
            said = [
                line for line in done.stderr.splitlines() if line.startswith(("npm err", "npm ERR"))
            ]
            raise FontsError(
                f"npm could not fetch the fonts: {' '.join(said[:3]) or 'no reason given'}"
            )
        return {
            row["name"]: (_archive_in(Path(folder), row).read_bytes(), row["version"])
            for row in json.loads(done.stdout)
        }


def _archive_in(folder: Path, row: dict[str, str]) -> Path:
    """Where npm put a package: old clients name scoped archives differently from what they print."""
    plain = row["name"].lstrip("@").replace("/", "-")
    for name in (row["filename"], f"{plain}-{row['version']}.tgz"):
        if (folder / name).is_file():
            return folder / name
    raise FontsError(f"npm said that it fetched {row['name']}, but its archive is not there")


def members(package: Package, data: bytes) -> dict[str, bytes]:
    """The listed files of an archive, by their path in the package; reads nothing else of it."""
    paths = {one.path for one in package.files} | {package.licence_path}
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
            found = {}
            for path in sorted(paths):
                part = archive.extractfile(f"package/{path}")
                if part is not None:
                    found[path] = part.read()
            return found
    except (KeyError, tarfile.TarError, EOFError, OSError) as error:
        raise FontsError(f"{package.name} {package.version} lacks a listed file: {error}") from error


def prepared(one: FontFile, source: bytes) -> bytes:
    """The font as it is shipped: the package's file, without the tables that ``drop`` names."""
    if not one.drop:
        return source
    try:
        from fontTools.ttLib import TTFont
    except ImportError as error:
        raise FontsError(
            f"fontTools is needed to prepare {one.file}: run `pip install fonttools` in this Python"
        ) from error
    font = TTFont(io.BytesIO(source), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    for tag in one.drop:
        del font[tag]
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


def install(package: Package, data: bytes, folder: Path) -> None:
    """Put the listed fonts of a checked archive and its licence text into the fonts folder."""
    found = members(package, data)
    for one in package.files:
        source = found[one.path]
        if sha256(source) != (one.source_sha256 or one.sha256):
            raise FontsError(f"{one.path} of {package.name} is not the file of the font lock")
        font = prepared(one, source)
        if sha256(font) != one.sha256:
            raise FontsError(
                f"{one.file} came out different from the font lock: the installed fontTools writes it "
                f"otherwise; use the version that pyproject.toml asks for"
            )
        _write(folder / one.file, font)
    _write(folder / "LICENSES" / package.licence_file, found[package.licence_path])


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


# --------------------------------------------------------------------------- commands


def fetch(lock: Path, folder: Path, cache: Path, chosen: Sequence[str] = SETS) -> tuple[int, int]:
    """Make the fonts folder what the lock says; returns how many fonts it has, how many are new."""
    packages = read_lock(lock)
    asked = list(wanted(packages, chosen))
    todo = [one for one in asked if missing(one, folder)]
    data = archives(todo, cache)
    for package in todo:
        install(package, data[package.name], folder)
    listed = {one.file for package in packages for one in package.files}
    for stray in folder.glob("*.ttf"):
        if stray.name not in listed:
            stray.unlink()
    return sum(len(one.files) for one in asked), sum(len(one.files) for one in todo)


def check(lock: Path, folder: Path, chosen: Sequence[str] = SETS) -> int:
    """Compare the fonts folder with the lock and fetch nothing; returns how many fonts it has."""
    asked = list(wanted(read_lock(lock), chosen))
    bad = [name for package in asked for name in missing(package, folder)]
    if bad:
        raise FontsError(
            f"{len(bad)} files of the font lock are absent from {folder} or differ "
            f"(the first is {bad[0]}): run `make fonts`"
        )
    return sum(len(one.files) for one in asked)


def update(lock: Path, folder: Path, cache: Path) -> list[str]:
    """Pin the newest version of every package, then fetch; returns a line for each that changed."""
    old = read_lock(lock)
    fetched = npm_pack([f"{one.name}@latest" for one in old], cache)
    new = [_pinned(one, *fetched[one.name]) for one in old]
    write_lock(new, lock)
    for package in new:
        _write(cache / package.archive, fetched[package.name][0])
    fetch(lock, folder, cache)
    return [
        f"{b.name} {a.version or '(new)'} -> {b.version}"
        for a, b in zip(old, new, strict=True)
        if a != b
    ]


def _pinned(package: Package, data: bytes, version: str) -> Package:
    found = members(package, data)
    files = []
    for one in package.files:
        source = found[one.path]
        font = prepared(one, source)
        pinned = replace(one, sha256=sha256(font), bytes=len(font))
        files.append(replace(pinned, source_sha256=sha256(source) if one.drop else ""))
    return replace(package, version=version, integrity=integrity(data), files=tuple(files))


def _sets(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := set(names) - set(SETS):
        raise argparse.ArgumentTypeError(
            f"there is no set called {', '.join(sorted(unknown))}; the sets are {', '.join(SETS)}"
        )
    return names


def main(arguments: list[str] | None = None) -> int:
    """Run from the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description="Fetch the fonts of the font lock through npm.")
    parser.add_argument(
        "--set", type=_sets, default=SETS, metavar="core,scripts", help="some sets only; default: all"
    )
    parser.add_argument("--check", action="store_true", help="only compare; fetch nothing")
    parser.add_argument("--update", action="store_true", help="pin the newest versions in the lock")
    parser.add_argument("--lock", type=Path, default=LOCK, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=FONTS, help=argparse.SUPPRESS)
    parser.add_argument("--cache", type=Path, default=CACHE, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    try:
        if given.check:
            print(f"fonts: {check(given.lock, given.folder, given.set)} as locked")
        elif given.update:
            print("\n".join(update(given.lock, given.folder, given.cache)) or "fonts: already newest")
        else:
            total, new = fetch(given.lock, given.folder, given.cache, given.set)
            print(f"fonts: {total} as locked, {new} of them fetched now")
    except FontsError as error:
        print(f"fonts: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"fonts: can't write them: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
