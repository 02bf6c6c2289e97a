"""A TOML file with the line of each key.

In: a path. Out: a :class:`Document`: its tables as plain dicts, and the line where a key stands, for
diagnostics. Files that are too big, not UTF-8 or not TOML are refused with file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from studio.diagnostics import N_, Where
from studio.errors import EnvironmentFailure, InvalidInput

MAX_BYTES = 256 * 1024
"""Largest TOML file that is read; the biggest post anybody wrote is a few kilobytes."""

_MAP_WORK = 4_000_000  # characters times lines: keeps the search for lines under about a second
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)")

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
        lines = self.text.split("\n")
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
        InvalidInput: ``toml.missing``, ``toml.too-big``, ``toml.encoding``, ``toml.syntax``.
        EnvironmentFailure: ``toml.unreadable``: the machine does not let us read it.
    """
    where = Where(file=name)
    try:
        with file.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError):
        raise InvalidInput.of("toml.missing", N_("There is no such file."), where=where) from None
    except OSError as error:
        message = N_("The file can't be read: {reason}.")
        reason = error.strerror or type(error).__name__
        raise EnvironmentFailure.of("toml.unreadable", message, where=where, reason=reason) from error
    if len(raw) > MAX_BYTES:
        raise InvalidInput.of(
            "toml.too-big",
            N_("The file is larger than {limit} KB."),
            where=where,
            hint=N_("Posts hold text only; put pictures into the media folder."),
            limit=MAX_BYTES // 1024,
        )
    text = _decode(raw, name)
    return Document(name, text, _parse(text, name))


def _decode(raw: bytes, name: str) -> str:
    try:
        # Editors on Windows write a byte order mark; TOML knows none.
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise InvalidInput.of(
            "toml.encoding",
            N_("The file is not in UTF-8."),
            where=Where(file=name, line=line),
            hint=N_("Save it again with the encoding UTF-8."),
        ) from None


def _parse(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        message = N_("The file nests too deeply.")
        raise InvalidInput.of("toml.syntax", message, where=Where(file=name)) from None
    except ValueError as error:
        reason = str(error)
        match = _AT_LINE.search(reason)
        line = int(match[1]) if match else text.count("\n") + ("at end of document" in reason)
        raise InvalidInput.of(
            "toml.syntax",
            N_("This is not valid TOML: {reason}."),
            where=Where(file=name, line=line),
            hint=N_(
                "Texts need quotation marks; a text of several lines stands between three of them."
            ),
            reason=_AT_LINE.sub("", reason).rstrip("."),
        ) from None
