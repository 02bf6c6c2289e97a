"""Data files people write: TOML in, validated values out, every problem with its place.

In: a file and a pydantic model. Out: the model's instance, or one :class:`InvalidInput` that lists
all problems at once, each with file, line where it can be found, and a suggestion for misspelt keys.
Templates, brand kits, packs and network facts all come in through here.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import EnvironmentFailure, InvalidInput

MAX_BYTES = 2_000_000
"""Longest data file that is read; real ones have a few kilobytes."""

_HEADER = re.compile(r"\s*\[(\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_WORD = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_KEY = re.compile(rf"\s*({_WORD}(?:\s*\.\s*{_WORD})*)\s*=")
_AT_LINE = re.compile(r"\(at line (\d+), column \d+\)")

Model = TypeVar("Model", bound=BaseModel)
Loc = Sequence[str | int]


class Strict(BaseModel):
    """Base of every schema: frozen, exact types, unknown keys refused."""

    # Validators are built when a model is first used: nested ones then cost nothing of their own.
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


def read_text(file: Path, limit: int = MAX_BYTES) -> str:
    """The text of a UTF-8 file of at most ``limit`` bytes, a byte-order mark dropped.

    Raises:
        InvalidInput: missing, too large, or not UTF-8.
        EnvironmentFailure: it is there but can't be read.
    """
    where = Where(file=str(file))
    try:
        with file.open("rb") as stream:
            raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise InvalidInput.of(
                "data.too-large",
                N_("The file is larger than {limit} bytes, so it is no data file of the studio."),
                where=where,
                limit=limit,
            )
        return raw.decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise InvalidInput.of(
            "data.missing",
            N_("There is no such file."),
            where=where,
            hint=N_("Check the name and the folder."),
        ) from None
    except UnicodeDecodeError as error:
        raise InvalidInput.of(
            "data.encoding",
            N_("The file is not UTF-8 text (byte {position})."),
            where=Where(file=str(file), line=error.object.count(b"\n", 0, error.start) + 1),
            hint=N_("Save it again as UTF-8."),
            position=error.start,
        ) from None
    except OSError as error:
        raise EnvironmentFailure.of(
            "data.unreadable",
            N_("The file can't be read: {reason}."),
            where=where,
            reason=error.strerror or str(error),
        ) from None


def parse_toml(text: str, file: Path) -> dict[str, Any]:
    """TOML text as a dictionary.

    Raises:
        InvalidInput: a syntax error, with its line.
    """
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError also for numbers of 5,000 digits
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error)
        found = _AT_LINE.search(reason)
        line = int(found[1]) if found else text.count("\n") + 1
        raise InvalidInput.of(
            "data.syntax",
            N_("This is not valid TOML: {reason}."),
            where=Where(file=str(file), line=line if found or "end of document" in reason else 0),
            hint=N_("Look at quotes, brackets and commas near that line."),
            reason=_AT_LINE.sub("", reason).strip(),
        ) from None


def load(model: type[Model], file: Path) -> Model:
    """Read and validate one TOML file.

    Raises:
        InvalidInput: it is missing, not TOML, or not as ``model`` says; lists every problem.
    """
    text = read_text(file)
    return validate(model, parse_toml(text, file), file, text)


def validate(model: type[Model], data: Mapping[str, Any], file: Path, text: str = "") -> Model:
    """Check parsed data against ``model``; ``text`` is the TOML it came from, to find lines in.

    Raises:
        InvalidInput: lists every problem.
    """
    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise InvalidInput(*problems(error, model, file, text)) from None


def problems(
    error: ValidationError, model: type[BaseModel], file: Path, text: str = ""
) -> Iterator[Diagnostic]:
    """A validation error as diagnostics, one per problem."""
    keys = sorted(set(_property_names(model.model_json_schema())))
    for detail in error.errors(include_url=False):
        yield _diagnostic(detail, keys, file, text)


def _diagnostic(detail: ErrorDetails, keys: list[str], file: Path, text: str) -> Diagnostic:
    loc = [part for part in detail["loc"] if not (isinstance(part, str) and "[" in part)]
    key = str(loc[-1]) if loc else ""
    where = Where(file=str(file), line=line_of(text, loc), field=".".join(map(str, loc)))
    if detail["type"] == "extra_forbidden":
        misplaced = key in keys
        hint, params = (N_("It belongs to another table."), {}) if misplaced else suggest(key, keys)
        return Diagnostic(
            "data.unknown-key",
            Severity.ERROR,
            N_("“{key}” is not a known key here."),
            {"key": key, **params},
            where,
            hint,
        )
    if detail["type"] == "missing":
        return Diagnostic(
            "data.missing-key", Severity.ERROR, N_("“{key}” is missing."), {"key": key}, where
        )
    reason = detail["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    given = str(detail["input"])
    shown = given if len(given) <= 60 else given[:59] + "…"
    return Diagnostic(
        "data.bad-value",
        Severity.ERROR,
        N_("“{key}” can't be “{value}”; allowed: {reason}."),
        {"key": key, "value": shown, "reason": reason},
        where,
    )


def suggest(word: str, known: Iterable[str]) -> tuple[str, dict[str, str]]:
    """A hint for a misspelt word: (message, params); the nearest known word, or all if they are few."""
    words = list(known)
    near = difflib.get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return N_("Did you mean “{suggestion}”?"), {"suggestion": near[0]}
    if 0 < len(words) <= 12:
        return N_("Known are: {known}."), {"known": ", ".join(words)}
    return "", {}


def line_of(text: str, loc: Loc) -> int:
    """The line (from 1) of the key at ``loc`` in TOML ``text``; the nearest parent's, or 0."""
    want = [str(part) for part in loc]
    best, best_depth = 0, 0
    table: list[str] = []
    counts: dict[str, int] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            table = _split(header[2])
            if header[1]:
                name = ".".join(table)
                counts[name] = counts.get(name, -1) + 1
                table = [*table, str(counts[name])]
            path = table
        elif key := _KEY.match(line):
            path = table + _split(key[1])
        else:
            continue
        depth = next((i for i, (a, b) in enumerate(zip(path, want, strict=False)) if a != b), len(path))
        if depth == len(path) <= len(want) and depth > best_depth:
            best, best_depth = number, depth
    return best


def _split(dotted: str) -> list[str]:
    return [part.strip().strip("\"'") for part in dotted.split(".")]


def _property_names(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        properties = schema.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for value in schema.values():
            yield from _property_names(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _property_names(value)
