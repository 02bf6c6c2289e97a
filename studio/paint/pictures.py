"""Pictures of a pack, ready for the painter.

In: names of files in the pack's folder, crops, sizes in pixels. Out: upright sizes and sRGB pixels.
What was decoded or cut is kept within bounds, and never changes a result: the same question has the
same answer whatever was asked before.
"""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

from PIL import Image as Pixels

from studio.errors import InvalidInput
from studio.model.color import Color
from studio.model.geometry import Size
from studio.model.partner import KITS, Print
from studio.paint.duotone import duotone
from studio.paint.files import Stamp, decode, find, measure, read, step_for
from studio.paint.logos import printed

MOST_DECODED = 16 * 1024 * 1024
MOST_CUT = 12 * 1024 * 1024
"""Bytes that a store keeps of decoded pictures, and of finished cuts of them."""

Crop = tuple[float, float, float, float]
Tones = tuple[Color, Color, Color]
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Cut:
    """Pixels in the place and size that a frame asks for; ``channels`` is 3 (RGB) or 4 (RGBA)."""

    data: bytes = field(repr=False)
    channels: int


class PictureStore:
    """The pictures of the pack in folder ``root``; None is a pack without a folder, so without any.

    Partners' logos that the pack does not have are looked for in the folder ``shared`` (the user's).

    Every method raises :class:`studio.errors.InvalidInput`: ``picture.missing``,
    ``picture.outside-pack``, ``picture.format``, ``picture.too-large`` or ``picture.broken``.
    """

    def __init__(self, root: Path | None, shared: Path | None = None) -> None:
        self.root = root
        self.shared = shared
        self._sizes: _Bounded[Size] = _Bounded(4096, lambda _size: 1)
        self._digests: _Bounded[str] = _Bounded(4096, lambda _digest: 1)
        self._decoded: _Bounded[Pixels.Image] = _Bounded(
            # Pillow takes four bytes a pixel, also for three channels.
            MOST_DECODED,
            lambda picture: picture.width * picture.height * 4,
        )
        self._cuts: _Bounded[Cut] = _Bounded(MOST_CUT, lambda cut: len(cut.data))

    def size(self, file: str) -> Size:
        """The upright size in pixels, from the file's head."""
        stamp = self._find(file)
        return self._sizes.get(stamp, lambda: measure(read(stamp, file), file))

    def digest(self, file: str) -> str:
        """SHA-256 of the file's bytes, in hexadecimal."""
        stamp = self._find(file)
        return self._digests.get(stamp, lambda: hashlib.sha256(read(stamp, file)).hexdigest())

    def load(self, file: str, wanted: Size) -> Pixels.Image:
        """Upright sRGB pixels (RGB, or RGBA with transparency), decoded as small as they can be.

        The whole picture is at least nine tenths of ``wanted`` in both directions, or its full size
        if that is less. The image is shared: do not change it.
        """
        step = step_for(self.size(file), wanted)
        stamp = self._find(file)
        return self._decoded.get((stamp, step), lambda: decode(read(stamp, file), file, step))

    def cut(
        self,
        file: str,
        crop: Crop,
        size: tuple[int, int],
        tones: Tones | None = None,
        logo: Print | None = None,
    ) -> Cut:
        """The part ``crop`` (shares: left, top, width, height) scaled to ``size`` pixels.

        ``tones`` (shadow, mid, light) replace its colours; a ``logo`` is printed on its paper. A crop
        beyond the picture's edge is moved back inside, and cut down to the picture if it is larger.
        """
        key = (self._find(file), crop, size, tones, logo)
        return self._cuts.get(key, lambda: self._cut(file, crop, size, tones, logo))

    def _find(self, file: str) -> Stamp:
        """Where the file is: in the pack, or for partners' logos also among the user's kits."""
        if self.shared is None or not file.startswith(f"{KITS}/"):
            return find(self.root, file)
        try:
            return find(self.root, file)
        except InvalidInput:
            return find(self.shared, file)

    def _cut(
        self, file: str, crop: Crop, size: tuple[int, int], tones: Tones | None, logo: Print | None
    ) -> Cut:
        x, width = _inside(crop[0], crop[2])
        y, height = _inside(crop[1], crop[3])
        picture = self.load(file, Size(size[0] / width, size[1] / height))
        if logo is not None:
            # As a whole: what is ink and what is ground shows at the edges, which the crop leaves out.
            picture = printed(picture, logo)
        full_w, full_h = picture.size
        box = (x * full_w, y * full_h, (x + width) * full_w, (y + height) * full_h)
        if tones is not None and picture.mode == "RGB":
            # One channel is scaled in a third of the time of three, to the same greys.
            picture = picture.convert("L")
        scaled = picture.resize(size, Pixels.Resampling.LANCZOS, box)
        if tones is not None:
            scaled = duotone(scaled, tones)
        return Cut(scaled.tobytes(), len(scaled.getbands()))


def _inside(start: float, length: float) -> tuple[float, float]:
    """A stretch of shares, moved and shortened to lie within 0 to 1; never empty."""
    length = min(max(length, 1e-6), 1.0)
    return min(max(start, 0.0), 1.0 - length), length


class _Bounded(Generic[_Value]):
    """Values by key, the longest unused thrown away when their weights pass ``most``.

    Safe to ask from several threads; two that miss the same value may both make it.
    """

    def __init__(self, most: int, weigh: Callable[[_Value], int]) -> None:
        self._most, self._weigh = most, weigh
        self._held: OrderedDict[object, _Value] = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def get(self, key: object, make: Callable[[], _Value]) -> _Value:
        """The value kept under ``key``, made if there is none."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        value = make()
        with self._lock:
            if key not in self._held:
                self._held[key] = value
                self._weight += self._weigh(value)
            while self._weight > self._most and len(self._held) > 1:
                _key, old = self._held.popitem(last=False)
                self._weight -= self._weigh(old)
        return value
