"""Settings and brand kits of the library.

In: an open library, names, texts. Out: plain values from whatever looks,
:class:`~studio.model.changes.Changes` from whatever writes. Settings belong to the library: everybody
who opens a team's library has the same.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.library import Library, Wish, brand_names, read_settings, write_settings
from studio.library import cells as c
from studio.model.changes import Changes, Key
from studio.pack.schema import ID
from studio.template import load_brand, load_frame

__all__ = [
    "BrandKit",
    "get_brand",
    "get_setting",
    "get_settings",
    "import_brand",
    "list_brands",
    "put_setting",
    "put_settings",
    "remove_brand",
    "set_brand",
    "write_brand",
]

_FILES = ("brand.toml", "frame.toml")


@dataclass(frozen=True, slots=True)
class BrandKit:
    """A brand kit: the text of each of its files by name, and its version."""

    name: str
    files: Mapping[str, str]
    version: int


def get_setting(library: Library, name: str, default: str = "") -> str:
    """One setting."""
    return read_settings(library).get(name, default)


def get_settings(library: Library) -> dict[str, str]:
    """All settings by name."""
    return read_settings(library)


def put_setting(library: Library, name: str, value: str | None) -> Changes:
    """Set one setting, or with None take it away. Settings are not undone; the last writer wins."""
    return write_settings(library, {name: value})


def put_settings(library: Library, values: Mapping[str, str | None]) -> Changes:
    """Set several settings at once, all or none."""
    return write_settings(library, values)


def list_brands(library: Library) -> tuple[str, ...]:
    """The names of the library's brand kits. The studio's own is not among them."""
    return brand_names(library)


def get_brand(library: Library, name: str) -> BrandKit:
    """A brand kit of the library.

    Raises:
        InvalidInput: ``library.no-brand``.
    """
    value, version = library.read(_key(name))
    if value is None:
        raise InvalidInput.of(
            "library.no-brand", N_("There is no brand kit “{name}” in the library."), name=name
        )
    return BrandKit(name, json.loads(value), version)


def set_brand(library: Library, name: str, files: Mapping[str, str], seen: int) -> Changes:
    """Keep a brand kit: its files' texts by name; ``seen`` is the version as read, 0 for a new one.

    Raises:
        InvalidInput: ``library.bad-name``, or whatever is wrong in its files.
    """
    if len(name) > 60 or not re.search(ID, name):
        raise InvalidInput.of(
            "library.bad-name",
            N_("“{name}” can't be a name in the library."),
            hint=N_("Use up to 60 small letters of English, digits and hyphens."),
            name=name,
        )
    kept = {file: files[file] for file in _FILES if file in files}
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        _write(kept, Path(temporary))
        load_brand(Path(temporary))
        if "frame.toml" in kept:
            load_frame(Path(temporary))
    return library.edit("brand", [Wish(_key(name), c.dump(kept), seen)])


def import_brand(library: Library, name: str, folder: Path) -> Changes:
    """Keep the brand kit in ``folder`` under ``name``, over one of that name that is there.

    Raises:
        InvalidInput: it can't be used, and why.
        EnvironmentFailure: a file can't be read.
    """
    load_brand(folder)
    files = {file: (folder / file).read_text("utf-8") for file in _FILES if (folder / file).is_file()}
    return set_brand(library, name, files, library.read(_key(name)).version)


def write_brand(library: Library, name: str, folder: Path) -> None:
    """Write a brand kit into ``folder``, as the pipeline reads it.

    Raises:
        InvalidInput: ``library.no-brand``.
        OSError: it can't be written.
    """
    _write(get_brand(library, name).files, folder)


def remove_brand(library: Library, name: str, seen: int) -> Changes:
    """Take a brand kit out of the library."""
    return library.edit("brand", [Wish(_key(name), None, seen)])


def _key(name: str) -> Key:
    return Key("", "", c.BRAND + name)


def _write(files: Mapping[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        if name in files:
            (folder / name).write_text(files[name], "utf-8", newline="\n")
