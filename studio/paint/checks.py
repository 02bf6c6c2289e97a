"""What only the painted card tells: whether its texts can be read on what lies under them.

In: a frame, the fonts, the pictures. Out: diagnostics (``paint.low-contrast``). The frame is painted
once without its texts; each text's ink is then held against the pixels it will cover, so photos,
panels and selections count as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from PIL import Image as Pixels

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.model.brand import unit_of
from studio.model.color import Color, contrast
from studio.model.frame import Frame, Glyphs, Region
from studio.model.geometry import Rect
from studio.paint.pictures import PictureStore
from studio.paint.pixels import paint
from studio.text.fonts import FontLibrary

TEXT_FLOOR, LARGE_FLOOR = 4.5, 3.0
"""WCAG 2.2 AA: contrast of text, and of large text."""
LARGE = 24 / 3.6
"""Size (u) from which text is large: 24 px on a phone 360 px wide."""
_MAY_MISS = 0.1
"""Share of the pixels under a text that may be fainter: a hairline or a squiggle passes below it."""
_MOST_COLORS = 48


def check_contrast(
    frame: Frame, fonts: FontLibrary, pictures: PictureStore, where: Where | None = None
) -> tuple[Diagnostic, ...]:
    """Texts of ``frame`` that are too faint on what is painted under them, each once.

    Raises:
        InvalidInput: ``picture.*`` if a picture of the frame can't be used.
    """
    bare = replace(frame, items=tuple(i for i in frame.items if not isinstance(i, Glyphs)))
    surface = paint(bare, fonts, pictures)
    pixels = Pixels.frombytes("RGB", (surface.width, surface.height), surface.rgb)
    found = {d.params["box"]: d for d in _faint(frame, fonts, pixels, where or Where())}
    return tuple(found.values())


def _faint(
    frame: Frame, fonts: FontLibrary, pixels: Pixels.Image, where: Where
) -> Iterator[Diagnostic]:
    unit = unit_of(frame.size)
    for run in frame.items:
        if not isinstance(run, Glyphs) or not run.places:
            continue
        ratio = _worst(pixels, _rooms(run, fonts), run.color)
        floor = LARGE_FLOOR if run.size / unit >= LARGE else TEXT_FLOOR
        if ratio < floor:
            region = _region_at(frame, run)
            yield Diagnostic(
                "paint.low-contrast",
                Severity.ERROR,
                N_("“{text}” has a contrast of {ratio} on what lies under it; it needs {floor}."),
                {
                    "box": region.name if region else "",
                    "text": region.text[:60] if region else "",
                    "ratio": round(ratio, 2),
                    "floor": floor,
                },
                where,
                N_("Choose other colours, or put a plain shape under the text."),
            ).at(field=region.field if region else "")


def _rooms(run: Glyphs, fonts: FontLibrary) -> Iterator[Rect]:
    """The boxes round the outlines of a run's glyphs, in pixels."""
    face, size = fonts.face(run.face), run.size
    for gid, (x, y) in zip(run.ids, run.places, strict=True):
        left, top, right, bottom = face.extents(gid)
        if left != right:
            yield Rect(x + left * size, y + top * size, (right - left) * size, (bottom - top) * size)


def _worst(pixels: Pixels.Image, rooms: Iterable[Rect], ink: Color) -> float:
    """The contrast that all but a few of the pixels under a text reach; 21 outside of the picture."""
    counts: Counter[tuple[int, int, int]] = Counter()
    for room in rooms:
        left, top = max(0, round(room.x)), max(0, round(room.y))
        right, bottom = min(pixels.width, round(room.right)), min(pixels.height, round(room.bottom))
        if left < right and top < bottom:
            counts.update(_colors(pixels.crop((left, top, right, bottom))))
    ranked = sorted((contrast(ink, Color(*color)), count) for color, count in counts.items())
    skipped, most = 0, _MAY_MISS * counts.total()
    for ratio, count in ranked:
        skipped += count
        if skipped > most:
            return ratio
    return 21.0


def _colors(part: Pixels.Image) -> dict[tuple[int, int, int], int]:
    """How many pixels have which colour; a photo's are brought down to a few dozen."""
    if part.getcolors(_MOST_COLORS) is None:
        part = part.quantize(_MOST_COLORS).convert("RGB")
    found: dict[tuple[int, int, int], int] = {}
    for count, color in part.getcolors(_MOST_COLORS) or []:
        assert isinstance(color, tuple)
        found[color[0], color[1], color[2]] = count
    return found


def _region_at(frame: Frame, run: Glyphs) -> Region | None:
    """The text that a run belongs to: the smallest region around its first glyph."""
    x, y = run.places[0]
    around = [
        r
        for r in frame.regions
        if r.kind == "text" and r.rect.grown(0.5 * run.size).contains(Rect(x, y, 0, 0))
    ]
    return min(around, key=lambda r: r.rect.width * r.rect.height, default=None)
