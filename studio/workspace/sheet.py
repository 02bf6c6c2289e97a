"""Contact sheets: many exported images at a glance.

In: an exported folder (its manifest says what is what). Out: sheets of thumbnails on a grey ground,
one for each kind and language, a row of the sheet as high as asked for.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from studio.diagnostics import N_, Where
from studio.errors import InvalidInput
from studio.export.manifest import ImageRecord, read_manifest
from studio.export.names import safe_stem
from studio.export.write import failure, write_whole

GROUND = (128, 128, 128)
GAP = 16  # pixels round every thumbnail
KEY = "milclicks-sheet"  # the PNG text chunk that holds a sheet's key
MOST_PIXELS = 60_000_000
"""Largest sheet; more images go to the next one."""


@dataclass(frozen=True, slots=True)
class SheetRequest:
    """``height`` of a row and ``width`` of a sheet in pixels; ``out`` is one file, or a folder."""

    folder: Path
    out: Path
    height: int = 400
    width: int = 2400
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


def make_sheets(request: SheetRequest) -> tuple[Path, ...]:
    """Write the sheets; returns their files. ``out`` ending in ``.png`` is one sheet (and ``-2`` …
    if it would grow too large), else a folder that gets ``<kind>_<language>.png``.

    Raises:
        InvalidInput: nothing was exported there, or an image of it is broken.
        EnvironmentFailure: files can't be read or written.
    """
    records = [
        record
        for record in read_manifest(request.folder).images
        if (not request.languages or record.language in request.languages)
        and (not request.kinds or record.kind in request.kinds)
        and (request.folder / record.name).is_file()
    ]
    if not records:
        raise InvalidInput.of(
            "sheet.empty",
            N_("The folder has no exported images to show."),
            where=Where(file=str(request.folder)),
            hint=N_("Export a pack into it first."),
        )
    # The same picture for several networks is shown once.
    records = list({(r.kind, r.language, r.sha256): r for r in reversed(records)}.values())
    one_file = request.out.suffix.lower() == ".png"
    groups: dict[str, list[ImageRecord]] = {}
    for record in sorted(records, key=_order):
        name = request.out.stem if one_file else f"{safe_stem(record.kind)}_{record.language}"
        groups.setdefault(name, []).append(record)
    folder = request.out.parent if one_file else request.out
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, folder) from error
    written: list[Path] = []
    for name, group in groups.items():
        for number, page in enumerate(_pages(group, request), 1):
            path = folder / (f"{name}.png" if number == 1 else f"{name}-{number}.png")
            key = _key(page, request)
            if _key_of(path) != key:
                write_whole(path, _sheet(page, request, key))
            written.append(path)
    return tuple(written)


Row = list[tuple[ImageRecord, int]]
"""Images of one row with the x of each, in pixels."""


def _order(record: ImageRecord) -> tuple[object, ...]:
    width, height = _size(record)
    return (record.kind, record.language, width / height, record.pack, record.post, record.card)


def _size(record: ImageRecord) -> tuple[int, int]:
    width, _, height = record.size.partition("x")
    return int(width), int(height)


def _rows(records: Iterable[ImageRecord], request: SheetRequest) -> list[Row]:
    """Fill rows; each kind, language and shape begins a new one."""
    rows: list[Row] = []
    last: object = None
    x = 0
    for record in records:
        width, height = _size(record)
        shown = round(width * request.height / height)
        group = (record.kind, record.language, record.size)
        if group != last or x + shown + GAP > request.width:
            rows.append([])
            x = GAP
        rows[-1].append((record, x))
        x += shown + GAP
        last = group
    return rows


def _pages(records: Iterable[ImageRecord], request: SheetRequest) -> list[list[Row]]:
    rows = _rows(records, request)
    most = max(1, MOST_PIXELS // request.width // (request.height + GAP))
    return [rows[start : start + most] for start in range(0, len(rows), most)]


def _key(rows: Sequence[Row], request: SheetRequest) -> str:
    """The hash of all that a sheet shows: with the same key it need not be made again."""
    parts = [request.height, GAP, [[(record.sha256, x) for record, x in row] for row in rows]]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def _key_of(path: Path) -> str:
    """The key that an earlier sheet was made with, or ``""``."""
    try:
        with Image.open(path) as image:
            return str(image.info.get(KEY, ""))
    except (OSError, ValueError, SyntaxError):
        return ""


def _sheet(rows: Sequence[Row], request: SheetRequest, key: str) -> bytes:
    step = request.height + GAP
    width = max(
        x + round(_size(record)[0] * request.height / _size(record)[1]) + GAP
        for row in rows
        for record, x in row
    )
    sheet = Image.new("RGB", (width, GAP + step * len(rows)), GROUND)
    for number, row in enumerate(rows):
        for record, x in row:
            sheet.paste(
                _thumbnail(request.folder / record.name, request.height), (x, GAP + step * number)
            )
    stream = io.BytesIO()
    info = PngInfo()
    info.add_text(KEY, key)
    sheet.save(stream, "PNG", compress_level=1, pnginfo=info)
    return stream.getvalue()


def _thumbnail(path: Path, height: int) -> Image.Image:
    try:
        with Image.open(path) as image:
            width = max(1, round(image.width * height / image.height))
            image.draft("RGB", (width * 2, height * 2))
            return image.convert("RGB").resize((width, height), Image.Resampling.LANCZOS)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise InvalidInput.of(
            "sheet.broken-image",
            N_("The image can't be opened: {reason}."),
            where=Where(file=str(path)),
            hint=N_("Export it again with --force."),
            reason=error,
        ) from error
