"""GIF and animated WebP: a question that turns into its answer.

In: painted frames of one size with how long each is shown. Out: an
:class:`~studio.model.artifact.Artifact`. GIFs are not dithered: cards are flat, and dots on a flat
ground are seen and cost bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL import Image

from studio.encode import lossy, png
from studio.encode.profile import srgb
from studio.model.artifact import Reveal, Surface

FORMATS = ("gif", "webp")
FLAT = 0.2
"""Bytes a pixel below which a card counts as flat (:func:`studio.encode.png.flatness`)."""

_COLORS = (256, 128, 64)
_HEADER = 13
_XMP = b"\x21\xff\x0bXMP DataXMP"
# Readers that know nothing of XMP skip it by lengths: wherever they land in this, they come out of it.
_TRAILER = bytes([1, *range(255, -1, -1), 0])


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture of an animation, and for how many milliseconds it is shown."""

    surface: Surface
    milliseconds: int


def shots(question: Surface, answer: Surface, reveal: Reveal) -> tuple[Shot, ...]:
    """The question, the steps of the fade, the answer; both surfaces have one size."""
    one, other = _image(question), _image(answer)
    between = [
        Shot(
            Surface(
                question.width,
                question.height,
                Image.blend(one, other, n / (reveal.steps + 1)).tobytes(),
            ),
            reveal.step,
        )
        for n in range(1, reveal.steps + 1)
    ]
    return (Shot(question, reveal.question), *between, Shot(answer, reveal.answer))


def attempts(
    pictures: Sequence[Shot], name: str, packet: bytes, quality: int
) -> Iterator[tuple[bytes, int]]:
    """Encoded bytes and their quality (0 for without loss), the best first."""
    hard = (pictures[0], pictures[-1]) if len(pictures) > 2 else pictures
    if name == "gif":
        for colors in _COLORS:
            yield _gif(pictures, packet, colors), 0
        yield _gif(hard, packet, _COLORS[-1]), 0
        return
    if png.flatness(pictures[0].surface) < FLAT:
        yield _webp(pictures, packet, 0), 0
    for step in lossy.qualities(quality):
        yield _webp(pictures, packet, step), step
    yield _webp(hard, packet, lossy.LEAST_QUALITY), lossy.LEAST_QUALITY


def _gif(pictures: Sequence[Shot], packet: bytes, colors: int) -> bytes:
    images = [_image(shot.surface) for shot in pictures]
    data = _saved(_mapped(images, colors), pictures, format="GIF", optimize=False, disposal=1)
    # Pillow calls a still GIF by the older version's name, which has no extensions.
    data = b"GIF89a" + data[6:]
    if not packet:
        return data
    flags = data[10]
    at = _HEADER + (3 << ((flags & 7) + 1) if flags & 0x80 else 0)
    return data[:at] + _XMP + packet + _TRAILER + data[at:]


def _mapped(images: Sequence[Image.Image], colors: int) -> list[Image.Image]:
    """The pictures in one palette. Each of its entries is the most frequent colour of those that it
    stands for, so that the grounds and the letters of a card keep their colours exactly."""
    width, height = images[0].size
    sheet = Image.new("RGB", (width, height * len(images)))
    for n, image in enumerate(images):
        sheet.paste(image, (0, n * height))
    mapped = sheet.quantize(colors, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    places = Image.frombytes("L", mapped.size, mapped.tobytes())
    counted = Image.merge("RGBA", (*sheet.split(), places)).getcolors(width * height * len(images))
    best: dict[int, tuple[int, tuple[int, ...]]] = {}
    for count, pixel in counted or []:
        assert isinstance(pixel, tuple)
        *color, place = pixel
        best[place] = max(best.get(place, (0, ())), (count, tuple(color)))
    black = (0, (0, 0, 0))
    entries = (best.get(place, black)[1] for place in range(max(best) + 1))
    mapped.putpalette([channel for color in entries for channel in color])
    return [mapped.crop((0, n * height, width, (n + 1) * height)) for n in range(len(images))]


def _webp(pictures: Sequence[Shot], packet: bytes, quality: int) -> bytes:
    images = [_image(shot.surface) for shot in pictures]
    options: dict[str, object] = {"xmp": packet} if packet else {}
    if quality:
        options |= {"quality": quality, "method": 2}
    else:
        options |= {"lossless": True, "quality": 30, "method": 2, "exact": True}
    return _saved(images, pictures, format="WEBP", icc_profile=srgb(), **options)


def _saved(images: Sequence[Image.Image], pictures: Sequence[Shot], **options: object) -> bytes:
    out = io.BytesIO()
    if len(images) > 1:
        durations = [shot.milliseconds for shot in pictures]
        options |= {"save_all": True, "append_images": list(images[1:]), "loop": 0}
        options["duration"] = durations
    images[0].save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _image(surface: Surface) -> Image.Image:
    size = (surface.width, surface.height)
    return Image.frombuffer("RGB", size, surface.rgb, "raw", "RGB", 0, 1)
