"""Stage: a surface becomes the bytes of an image file.

In: a :class:`~studio.model.artifact.Surface`, a format, what the file shall say about itself, a budget
of bytes. Out: an :class:`~studio.model.artifact.Artifact` with diagnostics. Pixels are never blurred
nor scaled to save bytes; only the quality steps down. Nothing of the machine or the day is written.

===============  ===================================================
:mod:`.png`      PNG, written by ourselves because it is then fast
:mod:`.lossy`    JPEG and WebP through Pillow
:mod:`.xmp`      title, description, alternative text, credit
:mod:`.profile`  the sRGB profile
===============  ===================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.diagnostics import N_, Diagnostic, Severity
from studio.encode import lossy, png, xmp
from studio.errors import InvalidInput
from studio.model.artifact import Artifact, Metadata, Surface

FORMATS = ("png", "jpeg", "webp")
_FLAT = 0.2


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
    if format not in FORMATS:
        raise InvalidInput.of(
            "encode.format",
            N_("Images can't be written as “{format}”."),
            format=format,
            known=", ".join(FORMATS),
            hint=N_("The formats are: {known}."),
        )
    packet, found = _packet(metadata, format)
    made = Artifact(b"", format, surface.width, surface.height)
    for data, used in _attempts(surface, format, packet, quality):
        made = replace(made, data=data, quality=used, diagnostics=found)
        if not max_bytes or len(data) <= max_bytes:
            return made
    return replace(made, diagnostics=(*found, _over_budget(format, len(made.data), max_bytes)))


def _attempts(surface: Surface, name: str, packet: bytes, quality: int) -> Iterator[tuple[bytes, int]]:
    """Encoded bytes and their quality, the best first."""
    if name == "png":
        yield png.encode_png(surface, packet), 0
        yield png.encode_png(surface, packet, small=True), 0
        return
    if name == "webp" and png.flatness(surface) < _FLAT:
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
    }
    return Diagnostic(
        "encode.over-budget",
        Severity.ERROR,
        N_("The {format} file has {size} bytes; at most {most} are allowed."),
        {"format": name.upper(), "size": size, "most": most},
        hint=hints[name],
    )


__all__ = ["FORMATS", "encode"]
