"""Check an exported folder again, from what is on the disk alone.

In: a folder with its manifest. Out: how much was checked, and everything that is not as it should be:
absent or changed files, wrong formats or sizes, too many bytes for the network, words that are missing
inside, places that nobody may learn. Nothing that made the files is asked; other readers open them.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput
from studio.export.manifest import (
    FILE_NAME,
    CaptionRecord,
    ImageRecord,
    KitRecord,
    Manifest,
    digest,
    read_manifest,
)
from studio.export.write import failure
from studio.model.geometry import Size
from studio.model.network import MM_PER_INCH, Network, Placement
from studio.workspace.networks import known_networks

_RASTERS = {"png": "PNG", "jpeg": "JPEG", "webp": "WEBP", "gif": "GIF"}
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF89a", "gif"),
    (b"%PDF-", "pdf"),
    (b"<?xml", "svg"),
)
_XMP = re.compile(rb"<x:xmpmeta.*?</x:xmpmeta>", re.DOTALL)
_ALT = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}AltTextAccessibility"
_ENTRY = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
_TRIM = re.compile(rb"/TrimBox\s*\[([-\d.\s]+)\]")
_NO_ROOM = "encode.metadata-too-long"
_POINTS = 72.0
_CSS_DPI = 96.0
_SLACK = 0.01  # points, for figures that were rounded
_BROKEN = (
    *(OSError, ValueError, SyntaxError, EOFError, ArithmeticError, LookupError, TypeError),
    *(zlib.error, ElementTree.ParseError, Image.DecompressionBombError),
)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many images, captions and files of a hand-off were checked, and what is wrong."""

    images: int
    captions: int
    kit: int
    diagnostics: tuple[Diagnostic, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return all(found.severity is not Severity.ERROR for found in self.diagnostics)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What an independent reader found in a file: its size in pixels, its XMP packet, its places."""

    size: Size
    xmp: bytes
    located: bool
    srgb: bool


def verify_folder(folder: Path) -> VerifyReport:
    """Check every file that the manifest of ``folder`` lists.

    Raises:
        InvalidInput: ``verify.no-manifest``, or the manifest or the networks' facts are damaged.
        EnvironmentFailure: a file is there but can't be read.
    """
    if not (folder / FILE_NAME).is_file():
        raise InvalidInput.of(
            "verify.no-manifest",
            N_("There is no {name} in this folder, so nothing is known of its files."),
            where=Where(file=str(folder)),
            hint=N_("Name a folder that the studio exported to."),
            name=FILE_NAME,
        )
    manifest = read_manifest(folder)
    networks = known_networks().networks
    found: list[Diagnostic] = list(_unfinished(manifest))
    for image in manifest.images:
        found += _image(folder, image, networks.get(image.network))
    for caption in manifest.captions:
        found += _caption(folder, caption)
    for file in manifest.kit:
        _data, wrong = _read(folder, file)
        found += wrong
    return VerifyReport(len(manifest.images), len(manifest.captions), len(manifest.kit), tuple(found))


def _unfinished(manifest: Manifest) -> Iterator[Diagnostic]:
    left = len(manifest.pending) + sum(not file.sha256 for file in manifest.kit)
    if left:
        yield Diagnostic(
            "verify.unfinished",
            Severity.ERROR,
            N_("An export into this folder did not finish; files it had still to write: {count}."),
            {"count": left},
            hint=N_("Export again: it goes on where it stopped."),
        )


def _read(
    folder: Path, record: ImageRecord | CaptionRecord | KitRecord
) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    """The file's bytes if they are the ones that were written."""
    path = folder / record.name
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        missing = _wrong(record.name, "verify.missing", N_("The file is not there any more."))
        return None, (missing,)
    except OSError as error:
        raise failure(error, path) from error
    if record.sha256 and digest(data) != record.sha256:
        changed = _wrong(record.name, "verify.changed", N_("The file is not as the studio wrote it."))
        return None, (changed,)
    return data, ()


def _caption(folder: Path, record: CaptionRecord) -> Iterator[Diagnostic]:
    _data, wrong = _read(folder, record)
    yield from wrong
    if record.length > record.limit:
        yield _wrong(
            record.name,
            "verify.caption-too-long",
            N_("The caption counts {length}; {limit} are allowed."),
            length=record.length,
            limit=record.limit,
        )


# ---------------------------------------------------------------------------------- images


def _image(folder: Path, record: ImageRecord, network: Network | None) -> Iterator[Diagnostic]:
    data, wrong = _read(folder, record)
    yield from wrong
    if data is None:
        return
    if format_of(data) != record.format:
        yield _wrong(
            record.name,
            "verify.format",
            N_("It is called {format}, but begins like another format."),
            format=record.format.upper(),
        )
        return
    placement = _placement(record, network)
    try:
        seen = _seen(data, record.format, placement)
    except _BROKEN as error:
        yield _wrong(
            record.name,
            "verify.unreadable",
            N_("Another program can't open it: {reason}."),
            reason=str(error)[:200] or type(error).__name__,
        )
        return
    yield from _contents(record, seen)
    if network is None:
        yield Diagnostic(
            "verify.unknown-network",
            Severity.WARNING,
            N_("Nothing is known of the network “{network}”, so its limits were not checked."),
            {"network": record.network},
            Where(file=record.name),
        )
    else:
        yield from _limits(record, len(data), seen.size, network)


def format_of(data: bytes) -> str:
    """The format by a file's first bytes, empty if it is none of ours."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    found = next((name for magic, name in _MAGIC if data.startswith(magic)), "")
    return "" if found == "svg" and b"<svg " not in data[:200] else found


def _placement(record: ImageRecord, network: Network | None) -> Placement | None:
    places = network.placements if network else ()
    return next((place for place in places if place.name == record.placement), None)


def _seen(data: bytes, name: str, placement: Placement | None) -> _Seen:
    packet = _XMP.search(data)
    xmp = packet[0] if packet else b""
    if name in _RASTERS:
        with Image.open(io.BytesIO(data), formats=[_RASTERS[name]]) as picture:
            picture.load()
            known = picture.info
            # A GIF's colours are sRGB by convention: it has no place for a profile.
            srgb = name == "gif" or "srgb" in known or _names_srgb(known)
            located = bool(picture.getexif()) or b"GPS" in xmp
            return _Seen(Size(*picture.size), xmp, located, srgb)
    located = b"Exif\0\0" in data or b"GPS" in xmp
    if name == "svg":
        root = ElementTree.fromstring(data)
        size = Size(float(root.get("width", "0")), float(root.get("height", "0")))
        return _Seen(size, xmp, located, srgb=True)
    return _Seen(_pdf_size(data, placement), xmp, located, b"/DestOutputProfile" in data)


def _names_srgb(known: dict[str | tuple[int, int], object]) -> bool:
    """Whether a colour profile calls itself sRGB; its texts are in UTF-16."""
    profile = known.get("icc_profile", b"")
    return isinstance(profile, bytes) and "sRGB".encode("utf-16-be") in profile


def _pdf_size(data: bytes, placement: Placement | None) -> Size:
    """The pixels that a PDF's trimmed sheet stands for, with the bleed if it is for paper."""
    trim = _TRIM.search(data)
    if trim is None:
        raise ValueError("no trim box")
    left, bottom, right, top = map(float, trim[1].split())
    width, height = right - left, top - bottom
    paper = placement.paper if placement else None
    if paper is None:
        scale = _CSS_DPI / _POINTS
        return Size(round(width * scale), round(height * scale))
    wished = tuple(side / MM_PER_INCH * _POINTS for side in paper.trim)
    if abs(width - wished[0]) > _SLACK or abs(height - wished[1]) > _SLACK:
        raise ValueError(f"its sheet has {width:g} x {height:g} points")
    return paper.pixels


def _contents(record: ImageRecord, seen: _Seen) -> Iterator[Diagnostic]:
    if str(seen.size) != record.size:
        yield _wrong(
            record.name,
            "verify.size",
            N_("It has {found} pixels, and should have {wished}."),
            found=str(seen.size),
            wished=record.size,
        )
    if seen.located:
        yield _wrong(record.name, "verify.located", N_("It says by what device or where it was made."))
    if not seen.srgb:
        yield _wrong(record.name, "verify.colours", N_("It does not say that its colours are sRGB."))
    if any(finding.code == _NO_ROOM for finding in record.diagnostics):
        return
    if record.alt and _plain(_alt(seen.xmp)) != _plain(record.alt):
        yield _wrong(record.name, "verify.alt", N_("Its alternative text is missing inside it."))


def _alt(xmp: bytes) -> str:
    try:
        found = ElementTree.fromstring(xmp).find(f".//{_ALT}//{_ENTRY}") if xmp else None
    except ElementTree.ParseError:
        return ""
    return (found.text or "") if found is not None else ""


def _plain(text: str) -> str:
    return " ".join("".join(c for c in text if c.isprintable() or c.isspace()).split())


def _limits(record: ImageRecord, length: int, size: Size, network: Network) -> Iterator[Diagnostic]:
    rule = network.files
    ratio = size.width / size.height
    least, greatest = rule.ratio
    checks = (
        (record.format not in rule.formats, N_("{network} takes no {format} files.")),
        (0 < rule.max_bytes < length, N_("It has {bytes} bytes; {network} takes {most}.")),
        (0 < rule.max_side < max(size), N_("{network} takes no side longer than {side} pixels.")),
        (
            0 < rule.max_pixels < size.width * size.height,
            N_("{network} takes no more than {pixels} pixels."),
        ),
        (
            bool(greatest) and not least - 1e-3 <= ratio <= greatest + 1e-3,
            N_("{network} takes no image of these proportions."),
        ),
    )
    for broken, message in checks:
        if broken:
            yield _wrong(
                record.name,
                "verify.limit",
                message,
                network=network.label,
                format=record.format.upper(),
                bytes=length,
                most=rule.max_bytes,
                side=rule.max_side,
                pixels=rule.max_pixels,
            )


def _wrong(name: str, code: str, message: str, **params: str | int) -> Diagnostic:
    return Diagnostic(
        code,
        Severity.ERROR,
        message,
        params,
        Where(file=name),
        N_("Export it again with --force."),
    )
