"""One picture file, read with distrust.

In: a folder and the name of a file in it. Out: its bytes, its upright size, its pixels. Nothing is
decoded before the number of bytes and pixels is known to be bearable.
"""

from __future__ import annotations

import io
import stat
import struct
import threading
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from PIL import Image as Pixels
from PIL import ImageCms

from studio.diagnostics import N_, Where
from studio.errors import InvalidInput, StudioError
from studio.model.geometry import Size

MOST_BYTES = 40 * 1024 * 1024
MOST_PIXELS = 50_000_000
"""The largest picture that is decoded, 8,660 x 5,773 pixels; more than that fills a worker's memory."""
SMALLEST_STEP = 8
"""Pictures are decoded at 1/1, 1/2, 1/4 or 1/8 of their sides: what JPEG decoders can do for free."""

_FORMATS = ("PNG", "JPEG", "WEBP")
_ORIENTATION = 0x0112
_TURNS = {
    2: Pixels.Transpose.FLIP_LEFT_RIGHT,
    3: Pixels.Transpose.ROTATE_180,
    4: Pixels.Transpose.FLIP_TOP_BOTTOM,
    5: Pixels.Transpose.TRANSPOSE,
    6: Pixels.Transpose.ROTATE_270,
    7: Pixels.Transpose.TRANSVERSE,
    8: Pixels.Transpose.ROTATE_90,
}
_LARGEST_PROFILE = 1 << 20
# Python's warning filters belong to the whole process: one thread at a time may change them.
_WARNINGS = threading.RLock()
# What image decoders are known to raise on damaged data, beyond OSError and ValueError.
_BROKEN = (
    OSError,
    ValueError,
    SyntaxError,
    NotImplementedError,
    EOFError,
    ArithmeticError,
    LookupError,
    TypeError,
    AttributeError,
    MemoryError,
    RuntimeError,
    struct.error,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """A file as it was found: another time or length means other content."""

    path: Path
    changed: int
    length: int


def find(root: Path | None, file: str) -> Stamp:
    """The file called ``file`` in the folder ``root``, symbolic links followed.

    Raises:
        InvalidInput: ``picture.outside-pack``, ``picture.missing``, ``picture.too-large`` (bytes).
    """
    pure = PureWindowsPath(file)
    if root is None or not file:
        raise _missing(file)
    if pure.is_absolute() or pure.drive or file.startswith("/") or "\\" in file or ".." in pure.parts:
        raise _outside(file)
    try:
        base = root.resolve(strict=True)
        path = (base / file).resolve(strict=True)
        found = path.stat()
    except (OSError, ValueError, RuntimeError) as error:
        raise _missing(file) from error
    if not path.is_relative_to(base):
        raise _outside(file)
    if not stat.S_ISREG(found.st_mode):
        raise _missing(file)
    if found.st_size > MOST_BYTES:
        raise _too_many_bytes(file)
    return Stamp(path, found.st_mtime_ns, found.st_size)


def read(stamp: Stamp, file: str) -> bytes:
    """Its bytes, of an allowed format by its first ones.

    Raises:
        InvalidInput: ``picture.missing``, ``picture.too-large``, ``picture.format``.
    """
    try:
        with stamp.path.open("rb") as stream:
            data = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise _missing(file) from error
    if len(data) > MOST_BYTES:
        raise _too_many_bytes(file)
    png, jpeg = data.startswith(b"\x89PNG\r\n\x1a\n"), data.startswith(b"\xff\xd8\xff")
    if not (png or jpeg or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")):
        raise InvalidInput.of(
            "picture.format",
            N_("The picture {file} is not a PNG, JPEG or WebP file."),
            where=Where(file=file),
            file=file,
            hint=N_("Save it as one of these; the ending of its name alone changes nothing."),
        )
    return data


def measure(data: bytes, file: str) -> Size:
    """The upright size in pixels; only the file's head is read.

    Raises:
        InvalidInput: ``picture.too-large``, ``picture.broken``.
    """
    with _opened(data, file) as picture:
        width, height = picture.size
        return Size(height, width) if _orientation(picture) >= 5 else Size(width, height)


def decode(data: bytes, file: str, step: int) -> Pixels.Image:
    """Upright pixels at 1/``step`` (1, 2, 4 or 8) of the sides: RGB, or RGBA if any are transparent.

    Raises:
        InvalidInput: ``picture.too-large``, ``picture.broken``.
    """
    with _opened(data, file) as picture:
        turn = _TURNS.get(_orientation(picture))
        profile = picture.info.get("icc_profile")
        width, height = picture.size
        # A JPEG is decoded smaller at once, which saves most of the time; others ignore this.
        picture.draft(picture.mode, (max(1, width // step), max(1, height // step)))
        picture.load()
        done = round(width / picture.width)
        small = _to_rgb(picture)
        if step > done:
            small = small.reduce(step // done)
        small = _to_srgb(small, profile)
        if turn is not None:
            small = small.transpose(turn)
        # A new image without the file's metadata: nothing of it can reach an export by this way.
        small = small.copy() if small is picture else small
        small.info.clear()
        return small


def step_for(full: Size, wanted: Size) -> int:
    """The largest step at which the picture is still nine tenths as large as ``wanted``, or larger.

    Nobody sees a tenth of enlargement, and it saves three quarters of the memory and most of the time.
    """
    step = SMALLEST_STEP
    least = wanted.scaled(0.9)
    while step > 1 and (full.width / step < least.width or full.height / step < least.height):
        step //= 2
    return step


@contextmanager
def _opened(data: bytes, file: str) -> Iterator[Pixels.Image]:
    """An undecoded picture of a bearable size; what the decoder raises becomes ours."""
    try:
        with _WARNINGS, warnings.catch_warnings():
            # Pillow warns of odd files; a broken one is an error of ours, an odd one is no news.
            warnings.simplefilter("ignore")
            with Pixels.open(io.BytesIO(data), formats=_FORMATS) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise _too_many_pixels(file)
                yield picture
    except Pixels.DecompressionBombError as error:
        raise _too_many_pixels(file) from error
    except _BROKEN as error:
        raise InvalidInput.of(
            "picture.broken",
            N_("The picture {file} is damaged or incomplete and can't be opened."),
            where=Where(file=file),
            file=file,
            hint=N_("Copy it again from where it came from, or save it anew in a picture editor."),
        ) from error


def _orientation(picture: Pixels.Image) -> int:
    """EXIF orientation, 1 (upright) to 8; a damaged EXIF block does not make a picture unusable."""
    # Not getexif(): for a PNG that would decode all of it.
    data = picture.info.get("exif")
    if not isinstance(data, bytes):
        return 1
    exif = Pixels.Exif()
    try:
        exif.load(data)
        value = exif.get(_ORIENTATION, 1)
    except _BROKEN:
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _to_rgb(picture: Pixels.Image) -> Pixels.Image:
    if picture.mode.startswith("I"):
        # 16 bits a pixel: the upper eight are the picture; Pillow's own conversion would clip.
        picture = picture.point(lambda level: level / 257).convert("L")
    if picture.has_transparency_data:
        clear = picture.convert("RGBA")
        return clear if clear.getchannel("A").getextrema() != (255, 255) else clear.convert("RGB")
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _to_srgb(picture: Pixels.Image, profile: object) -> Pixels.Image:
    """From the file's colour profile (phones write Display P3) to sRGB; a bad profile is ignored."""
    if not isinstance(profile, bytes) or len(profile) > _LARGEST_PROFILE or profile[16:20] != b"RGB ":
        return picture
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source):
            return picture
        changed = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"))
    except (ImageCms.PyCMSError, *_BROKEN):
        return picture
    return changed if changed is not None else picture


def _missing(file: str) -> StudioError:
    return InvalidInput.of(
        "picture.missing",
        N_("The picture {file} is not in the pack's folder."),
        where=Where(file=file),
        file=file or "“”",
        hint=N_("Put the file there, or mend its name; capital letters matter."),
    )


def _outside(file: str) -> StudioError:
    return InvalidInput.of(
        "picture.outside-pack",
        N_("The picture {file} lies outside the pack's folder."),
        where=Where(file=file),
        file=file,
        hint=N_("Copy it into the pack and name it from there, such as media/photo.jpg."),
    )


def _too_many_bytes(file: str) -> StudioError:
    return InvalidInput.of(
        "picture.too-large",
        N_("The picture {file} has more than {most} MB."),
        where=Where(file=file),
        file=file,
        most=MOST_BYTES // (1024 * 1024),
        hint=N_("Save a smaller copy of it; 3000 pixels on the longer side are enough."),
    )


def _too_many_pixels(file: str) -> StudioError:
    return InvalidInput.of(
        "picture.too-large",
        N_("The picture {file} has more than {most} million pixels."),
        where=Where(file=file),
        file=file,
        most=MOST_PIXELS // 1_000_000,
        hint=N_("Save a smaller copy of it; 3000 pixels on the longer side are enough."),
    )
