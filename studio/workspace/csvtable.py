"""A spreadsheet saved as text (CSV), as Excel, LibreOffice and others write it: bytes to rows of cells.

In: a file. Out: a :class:`Table`: columns by name, rows by the number that a spreadsheet shows. Commas,
semicolons and tabs, UTF-8 and UTF-16, with and without byte order marks are all read. A cell is plain
text whatever it begins with; nothing in it is ever worked out.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import EnvironmentFailure, InvalidInput

MOST_BYTES = 8 << 20
MOST_ROWS = 1_000
MOST_COLUMNS = 400
_DELIMITERS = ",;\t"
_WORKBOOKS = (".xlsx", ".xls", ".ods", ".numbers")

SAVE_AS = N_("In Excel save it as “CSV UTF-8”, in LibreOffice as “Text CSV” with “Unicode (UTF-8)”.")


@dataclass(frozen=True, slots=True)
class Row:
    """Cells by column, white space around them taken off, empty ones left out; ``line`` is the row as a
    spreadsheet counts, from 1."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """``file`` is what people call it; ``columns`` in their order, in small letters."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def place(self, line: int, column: str) -> Where:
        """Where a cell is, as a spreadsheet shows it: ``headline (C)``."""
        name = column
        if column in self.columns:
            name = f"{column} ({letters(self.columns.index(column))})"
        return Where(file=self.file, line=line, field=name)


def letters(index: int) -> str:
    """What a spreadsheet calls its column number ``index`` (from 0): 0 is A, 26 is AA."""
    name, left = "", index + 1
    while left:
        left, digit = divmod(left - 1, 26)
        name = chr(ord("A") + digit) + name
    return name


def read_table(file: Path) -> Table:
    """Read a spreadsheet that was saved as CSV.

    Raises:
        InvalidInput: ``csv.…``: too large, no text, no rows, broken quotation marks, columns twice.
        EnvironmentFailure: ``csv.unreadable``.
    """
    text = _text(file)
    records = list(_records(text, file.name))
    if len(records) < 2:
        raise _fault(
            file.name,
            0,
            "csv.empty",
            N_("The spreadsheet has no posts."),
            N_("Its first row names the columns, each row below is one post."),
        )
    line, head = records[0]
    columns = [" ".join(cell.split()).casefold() for cell in head]
    while columns and not columns[-1]:
        columns.pop()
    found = list(_check_columns(file.name, line, columns))
    rows = []
    for line, cells in records[1:]:
        if any(cell for cell in cells[len(columns) :]):
            found.append(
                Diagnostic(
                    "csv.too-wide",
                    Severity.ERROR,
                    N_("The row has more cells than there are columns."),
                    {},
                    Where(file=file.name, line=line, field=letters(len(columns))),
                    N_("A text with a comma or a semicolon stands in quotation marks."),
                )
            )
        named = zip(columns, cells, strict=False)
        rows.append(Row(line, {name: cell for name, cell in named if name and cell}))
    if found:
        raise InvalidInput(*found)
    return Table(file.name, tuple(columns), tuple(row for row in rows if row.cells))


def _text(file: Path) -> str:
    name = file.name
    if file.suffix.lower() in _WORKBOOKS:
        raise _fault(
            name, 0, "csv.workbook", N_("A spreadsheet has to be saved as CSV first."), SAVE_AS
        )
    try:
        with file.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise EnvironmentFailure.of(
            "csv.unreadable",
            N_("The spreadsheet can't be read: {reason}."),
            where=Where(file=name),
            reason=error.strerror or str(error),
        ) from error
    if len(raw) > MOST_BYTES:
        raise InvalidInput.of(
            "csv.too-large",
            N_("The spreadsheet is larger than {limit} MB."),
            where=Where(file=name),
            hint=N_("Bring it in as several files."),
            limit=MOST_BYTES >> 20,
        )
    try:
        text = raw.decode(_encoding(raw))
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise _fault(
            name, line, "csv.encoding", N_("The letters of the spreadsheet can't be read."), SAVE_AS
        ) from None
    if "\0" in text:
        raise _fault(name, 0, "csv.not-text", N_("This is no spreadsheet saved as text."), SAVE_AS)
    return text


def _encoding(raw: bytes) -> str:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    beginning = raw[:400]
    if beginning[1::2].count(0) > len(beginning) // 8:
        return "utf-16-le"
    if beginning[0::2].count(0) > len(beginning) // 8:
        return "utf-16-be"
    return "utf-8-sig"


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows with any cell, each with its number in the spreadsheet."""
    delimiter = ""
    first = text.partition("\n")[0].strip('\r "')
    if first.lower().startswith("sep=") and len(first) == 5:
        delimiter = first[4]
        text = text.partition("\n")[2]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=delimiter or _delimiter(text), strict=True
    )
    count = 0
    for number in itertools.count(1):
        try:
            cells = [cell.strip() for cell in next(reader)]
        except StopIteration:
            return
        except csv.Error as error:
            raise _broken(name, number, long="limit" in str(error)) from None
        if any(cells):
            count += 1
            if count > MOST_ROWS + 1 or len(cells) > MOST_COLUMNS:
                raise InvalidInput.of(
                    "csv.too-many",
                    N_("The spreadsheet has more than {rows} rows or {columns} columns."),
                    where=Where(file=name, line=number),
                    hint=N_("Bring it in as several files."),
                    rows=MOST_ROWS,
                    columns=MOST_COLUMNS,
                )
            yield number, cells


def _delimiter(text: str) -> str:
    """What parts the cells of the first row; what stands in quotation marks does not count."""
    counts = dict.fromkeys(_DELIMITERS, 0)
    quoted = False
    for letter in text:
        if letter == '"':
            quoted = not quoted
        elif letter == "\n" and not quoted:
            break
        elif letter in counts and not quoted:
            counts[letter] += 1
    return max(counts, key=lambda letter: counts[letter])


def _check_columns(name: str, line: int, columns: list[str]) -> Iterator[Diagnostic]:
    for number, column in enumerate(columns):
        if column and column in columns[:number]:
            yield Diagnostic(
                "csv.column-twice",
                Severity.ERROR,
                N_("There are two columns “{column}”."),
                {"column": column},
                Where(file=name, line=line, field=f"{column} ({letters(number)})"),
            )


def _broken(name: str, line: int, *, long: bool) -> InvalidInput:
    if long:
        message = N_("A cell of this row is far too long for a text of a card.")
        return _fault(
            name, line, "csv.cell-too-long", message, N_("Look for a quotation mark too many.")
        )
    return _fault(
        name,
        line,
        "csv.quotes",
        N_("The quotation marks of this row are not closed, or something follows them."),
        N_("Inside a cell in quotation marks, write each quotation mark twice."),
    )


def _fault(name: str, line: int, code: str, message: str, hint: str) -> InvalidInput:
    return InvalidInput(
        Diagnostic(code, Severity.ERROR, message, {}, Where(file=name, line=line), hint)
    )
