"""A TOML file with the line of each key.

In: a path. Out: a :class:`Document`: its tables as plain dicts, and the line where a key stands, for
diagnostics. Files that are too big, not UTF-8 or not TOML are refused with file and line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from studio.datafile import parse_toml, read_text
from studio.errors import StudioError

MAX_BYTES = 256 * 1024
"""Largest TOML file that is read; the biggest post anybody wrote is a few kilobytes."""

_MAP_WORK = 4_000_000  # characters times lines: keeps the search for lines under about a second

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Document:
    """A parsed file. ``name`` is how diagnostics call it (relative to the pack, with ``/``)."""

    name: str
    text: str = field(repr=False)
    data: dict[str, object] = field(repr=False)

    def line(self, path: KeyPath) -> int:
        """The line (from 1) of the key at ``path``, or of the nearest table around it; 0 if unknown."""
        while path:
            if path in self._lines:
                return self._lines[path]
            path = path[:-1]
        return 0

    @cached_property
    def _lines(self) -> dict[KeyPath, int]:
        """Keys by line, found by parsing ever longer beginnings of the file.

        What one more statement adds to the data was written by that statement; the TOML parser itself
        is the judge, so quoting, multi-line strings and nested tables need no second parser.
        """
        lines = self.text.replace("\r\n", "\n").split("\n")
        if len(self.text) * len(lines) > _MAP_WORK:
            return {}
        found: dict[KeyPath, int] = {}
        begin = 1
        for end in range(1, len(lines) + 1):
            try:
                data = tomllib.loads("\n".join(lines[:end]))
            except ValueError:
                continue
            for path in _paths(data):
                found.setdefault(path, begin)
            begin = end + 1
        return found


def _paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    """Every path to a key or entry inside ``value``."""
    pairs: Iterator[tuple[str | int, object]] = iter(())
    if isinstance(value, dict):
        pairs = iter(value.items())
    elif isinstance(value, list):
        pairs = iter(enumerate(value))
    for key, inner in pairs:
        yield (*path, key)
        yield from _paths(inner, (*path, key))


def read_document(file: Path, name: str) -> Document:
    """Read and parse ``file``.

    Raises:
        InvalidInput: missing, too big, not UTF-8 or not TOML (codes ``data.…``), with its line.
        EnvironmentFailure: the machine does not let us read it.
    """
    try:
        text = read_text(file, MAX_BYTES)
        return Document(name, text, parse_toml(text, file))
    except StudioError as error:
        # People know their files by the name inside the pack.
        renamed = (replace(d, where=replace(d.where, file=name)) for d in error.diagnostics)
        raise type(error)(*renamed) from error.__cause__
