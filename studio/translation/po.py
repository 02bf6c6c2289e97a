"""PO files read with care and written whole.

In: a path. Out: polib's file object for what can be trusted so far: UTF-8, of a sane size, well
formed. A broken file is an :class:`~studio.errors.InvalidInput` with its line and changes nothing.
Plural expressions are never evaluated here.
"""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path
from typing import NoReturn

import polib

from studio.diagnostics import N_, Where
from studio.errors import EnvironmentFailure, InvalidInput

MAX_BYTES = 20 * 1024 * 1024
"""Largest catalog that is read; a pack of 20,000 entries is about a third of it."""

MAX_PLURALS = 6
"""Most plural forms that any language has (Arabic)."""

_MAX_BLOCK = 5_000  # lines between two msgid: polib joins them one by one, which is quadratic
_LINE = re.compile(r"\(line (\d+)\)")
_NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)")
_CHARSET = re.compile(r"charset=([^\s\\;]+)", re.IGNORECASE)
_STATEMENT = re.compile(r"(?:#[~|]\s*)?(?:msg(?:ctxt|id_plural|id|str(?:\[(\d+)\])?)\s*|(?=\"))")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
# polib splits lines where Python does; PO only knows these line ends.
_OTHER_LINE_ENDS = re.compile("[\v\f\x1c-\x1e\u0085\u2028\u2029]")


def read_po(path: Path, name: str = "") -> polib.POFile:
    """The entries of a PO file. ``name`` is how diagnostics call it.

    Raises:
        InvalidInput: ``catalog.missing``, ``catalog.too-big``, ``catalog.encoding``,
            ``catalog.plurals``, ``catalog.broken``.
        EnvironmentFailure: ``catalog.unreadable``.
    """
    return parse_po(read_text(path, name or path.name), name or path.name)


def read_text(path: Path, name: str) -> str:
    """The text of a PO file, decoded; raises like :func:`read_po`."""
    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except (FileNotFoundError, IsADirectoryError):
        message = N_("There is no such catalog.")
        raise InvalidInput.of("catalog.missing", message, where=Where(file=name)) from None
    except OSError as error:
        raise EnvironmentFailure.of(
            "catalog.unreadable",
            N_("The catalog can't be read: {reason}."),
            where=Where(file=name),
            reason=error.strerror or type(error).__name__,
        ) from error
    if len(raw) > MAX_BYTES:
        _refuse("too-big", N_("The catalog is larger than {limit} MB."), name, limit=MAX_BYTES >> 20)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        hint = N_("Save it again with the encoding UTF-8.")
        _refuse("encoding", N_("The catalog is not in UTF-8."), name, line, hint)


def parse_po(text: str, name: str) -> polib.POFile:
    """The entries of a PO file's text; raises like :func:`read_po`."""
    _check_blocks(text, name)
    # polib takes its argument for a path if such a file exists; no path ends with a line end.
    text = _OTHER_LINE_ENDS.sub(" ", text) + "\n"
    try:
        parsed = polib.pofile(text, encoding="utf-8")
    except (OSError, ValueError, LookupError, AttributeError, TypeError) as error:
        found = _LINE.search(str(error))
        _refuse_broken(name, int(found[1]) if found else 0)
    charset = _CHARSET.search(parsed.metadata.get("Content-Type", ""))
    if charset and charset[1].lower() not in ("utf-8", "utf8", "charset", "us-ascii", "ascii"):
        _refuse(
            "encoding",
            N_("The catalog says it is in {charset}, but catalogs are in UTF-8."),
            name,
            hint=N_("Save it again with the encoding UTF-8 and say so in its header."),
            charset=charset[1][:40],
        )
    plurals = _NPLURALS.search(parsed.metadata.get("Plural-Forms", ""))
    if plurals and (len(plurals[1]) > 3 or not 0 < int(plurals[1]) <= MAX_PLURALS):
        _refuse_plurals(name)
    return parsed


def _check_blocks(text: str, name: str) -> None:
    """Refuse what polib would take wrongly or slowly.

    It drops the last letter of a text whose closing quotation mark is missing, and joins the lines of
    an entry one by one, which takes quadratic time.
    """
    since = 0
    for number, line in enumerate(map(str.strip, text.split("\n")), 1):
        since = 0 if line.startswith(("msgid ", "#~ msgid ")) else since + 1
        if since > _MAX_BLOCK:
            _refuse("broken", N_("The catalog has an entry without end here."), name, number)
        statement = _STATEMENT.match(line)
        if statement is None:
            continue
        if not _QUOTED.fullmatch(line, statement.end()):
            _refuse_broken(name, number)
        index = statement[1]
        if index and (len(index) > 3 or int(index) >= MAX_PLURALS):
            _refuse_plurals(name, number)


def _refuse_broken(name: str, line: int) -> NoReturn:
    hint = N_("Look for a missing quotation mark in or above this line.")
    _refuse("broken", N_("The catalog is broken here."), name, line, hint)


def _refuse_plurals(name: str, line: int = 0) -> NoReturn:
    message = N_("The catalog has more than {limit} plural forms, which no language has.")
    _refuse(
        "plurals", message, name, line, N_("Correct Plural-Forms in its header."), limit=MAX_PLURALS
    )


def _refuse(
    code: str, message: str, name: str, line: int = 0, hint: str = "", **params: str | int
) -> NoReturn:
    where = Where(file=name, line=line)
    raise InvalidInput.of(f"catalog.{code}", message, where=where, hint=hint, **params)


def write_whole(path: Path, text: str) -> bool:
    """Write ``text`` so that the file is either the old or the new one, never half; False if it is
    unchanged already.

    Raises:
        EnvironmentFailure: ``catalog.unwritable``.
    """
    data = text.encode("utf-8")
    temporary = ""
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
        os.chmod(temporary, mode)  # mkstemp's 0600 would shut out the rest of a team
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise EnvironmentFailure.of(
            "catalog.unwritable",
            N_("The catalog can't be written: {reason}."),
            where=Where(file=path.name),
            hint=N_("Check that the folder may be written to and the disk is not full."),
            reason=error.strerror or type(error).__name__,
        ) from error
    return True
