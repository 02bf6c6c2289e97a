"""Stage: a surface or a page becomes the bytes of a file.

In: a :class:`~studio.model.artifact.Surface` (several for an animation) or a
:class:`~studio.model.page.Page`, a format, what the file shall say about itself, a budget of bytes.
Out: an :class:`~studio.model.artifact.Artifact` with diagnostics. Pixels are never blurred nor scaled
to save bytes; only the quality steps down. Nothing of the machine or the day is written.

===============  ===================================================
:mod:`.png`      PNG, written by ourselves because it is then fast
:mod:`.lossy`    JPEG and WebP through Pillow
:mod:`.motion`   GIF and animated WebP
:mod:`.pdf`      PDF for screens and for print
:mod:`.svg`      SVG
:mod:`.vectors`  pictures inside these two
:mod:`.xmp`      title, description, alternative text, credit
:mod:`.profile`  the sRGB profile
===============  ===================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from studio.diagnostics import N_, Diagnostic, Severity
from studio.encode import lossy, motion, png, xmp
from studio.encode.motion import Shot, shots
from studio.encode.pdf import encode_pdf
from studio.encode.svg import encode_svg
from studio.errors import InvalidInput
from studio.model.artifact import Artifact, Metadata, Surface
from studio.model.network import Paper
from studio.model.page import Page

FORMATS = ("png", "jpeg", "webp")
"""Formats of one still picture."""
MOVING = motion.FORMATS
"""Formats of an animation; a GIF may be still too."""
PAGES = ("pdf", "svg")
"""Formats of a page of vectors."""


def encode(
    surface: Surface,
    format: str,  # noqa: A002  (the word everybody uses)
    metadata: Metadata,
    *,
    max_bytes: int = 0,
    quality: int = 90,
) -> Artifact:
    """Encode ``surface`` as ``png``, ``jpeg`` or ``webp``.

    With ``max_bytes`` (0: no budget) the first of the format's attempts that fits is taken: for JPEG
    and WebP ``quality`` (1 to 100), then 5 less at a time down to 60; for PNG fast, then strong
    compression. If none fits, the last is returned with the error ``encode.over-budget``. A WebP of a
    flat card is lossless, because it is smaller that way; ``quality`` of the artifact is then 0.

    Raises:
        InvalidInput: ``encode.format``.
    """
    _known(format, FORMATS)
    packet, found = _packet(metadata, format)
    made = Artifact(b"", format, surface.width, surface.height, diagnostics=found)
    return _fitting(made, _attempts(surface, format, packet, quality), max_bytes)


def encode_motion(
    pictures: tuple[Shot, ...],
    format: str,  # noqa: A002
    metadata: Metadata,
    *,
    max_bytes: int = 0,
    quality: int = 90,
) -> Artifact:
    """Encode pictures of one size, shown one after the other for ever, as ``gif`` or ``webp``.

    With ``max_bytes`` the first attempt that fits is taken: for GIF 256, 128, then 64 colours, for WebP
    without loss, then lower and lower qualities; at last without the steps of the fade. If none fits,
    the last is returned with the error ``encode.over-budget``. One picture makes a still GIF.

    Raises:
        InvalidInput: ``encode.format``.
    """
    _known(format, MOVING)
    first = pictures[0].surface
    made = Artifact(b"", format, first.width, first.height)
    return _fitting(made, motion.attempts(pictures, format, xmp.packet(metadata), quality), max_bytes)


def encode_page(
    page: Page, metadata: Metadata, *, paper: Paper | None = None, max_bytes: int = 0
) -> Artifact:
    """Write a page as what its form says, ``pdf`` or ``svg``; ``paper`` gives a PDF its sheet.

    More than ``max_bytes`` is the error ``encode.over-budget``: vectors have no quality to lower.
    """
    data = encode_pdf(page, metadata, paper) if page.form == "pdf" else encode_svg(page, metadata)
    made = Artifact(b"", page.form, round(page.size.width), round(page.size.height))
    return _fitting(made, ((data, 0),), max_bytes)


def _known(name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise InvalidInput.of(
            "encode.format",
            N_("Images can't be written as “{format}”."),
            format=name,
            known=", ".join(known),
            hint=N_("The formats are: {known}."),
        )


def _fitting(made: Artifact, attempts: Iterable[tuple[bytes, int]], most: int) -> Artifact:
    """``made`` with the first of ``attempts`` (bytes, quality) that fits, or the last and an error."""
    for data, used in attempts:
        made = replace(made, data=data, quality=used)
        if not most or len(data) <= most:
            return made
    problem = _over_budget(made.format, len(made.data), most)
    return replace(made, diagnostics=(*made.diagnostics, problem))


def _attempts(surface: Surface, name: str, packet: bytes, quality: int) -> Iterator[tuple[bytes, int]]:
    """Encoded bytes and their quality, the best first."""
    if name == "png":
        yield png.encode_png(surface, packet), 0
        yield png.encode_png(surface, packet, small=True), 0
        return
    if name == "webp" and png.flatness(surface) < motion.FLAT:
        yield lossy.encode_webp_lossless(surface, packet), 0
    encoder = lossy.encode_jpeg if name == "jpeg" else lossy.encode_webp
    for step in lossy.qualities(quality):
        yield encoder(surface, packet, step), step


def _packet(metadata: Metadata, name: str) -> tuple[bytes, tuple[Diagnostic, ...]]:
    """The XMP packet, left out with a warning if a JPEG has no room for it."""
    packet = xmp.packet(metadata)
    if name != "jpeg" or len(packet) <= lossy.JPEG_XMP_ROOM:
        return packet, ()
    finding = Diagnostic(
        "encode.metadata-too-long",
        Severity.WARNING,
        N_("The title, description and alternative text are too long for a JPEG file: it has none."),
        hint=N_("Shorten them, or choose PNG or WebP."),
    )
    return b"", (finding,)


def _over_budget(name: str, size: int, most: int) -> Diagnostic:
    hints = {
        "png": N_("Choose JPEG or WebP for it."),
        "jpeg": N_("Choose a smaller size, or a plainer picture."),
        "webp": N_("Choose a smaller size, or a plainer picture."),
        "gif": N_("Choose WebP for it, or a smaller size."),
        "pdf": N_("Choose a smaller size, or a plainer picture."),
        "svg": N_("Choose PNG for it."),
    }
    return Diagnostic(
        "encode.over-budget",
        Severity.ERROR,
        N_("The {format} file has {size} bytes; at most {most} are allowed."),
        {"format": name.upper(), "size": size, "most": most},
        hint=hints[name],
    )


__all__ = ["FORMATS", "MOVING", "PAGES", "Shot", "encode", "encode_motion", "encode_page", "shots"]
