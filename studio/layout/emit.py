"""Placed boxes become a frame: outlines, glyphs and pictures in paint order.

In: a finished :class:`~studio.layout.flow.Flow`. Out: items in pixels and named regions. Here a box
gets its corners, a text its selection, a drawing its scale; after this nothing is decided any more.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator

from studio.layout.flow import Flow, Placed
from studio.layout.qr import qr_path
from studio.layout.selection import drop, selection
from studio.layout.squiggle import squiggle
from studio.model.box import DrawingBox, Looks, PictureBox, QrBox, TextBox
from studio.model.brand import Drawing
from studio.model.color import Color
from studio.model.frame import Fill, Glyphs, Image, Item, Region, Stroke
from studio.model.geometry import Affine, Rect, Size
from studio.model.path import Corners, Path

PictureSize = Callable[[str], Size]


class Emitter:
    """Collects the items and regions of one frame."""

    def __init__(
        self, flow: Flow, floor: frozenset[str], *, fits: bool, picture_size: PictureSize
    ) -> None:
        self._flow, self._floor, self._fits = flow, floor, fits
        self._picture_size = picture_size
        self.items: list[Item] = []
        self.regions: list[Region] = []
        self.modules: list[tuple[str, float]] = []
        self.enlarged: list[tuple[str, Size, float]] = []
        """Pictures with their size in pixels, and how many times larger they are shown."""

    def run(self) -> Emitter:
        """Emit every placed box."""
        for placed in self._flow.placed:
            self._looks(placed)
            match placed.box:
                case TextBox() as box:
                    self._text(placed, box)
                case DrawingBox() as box:
                    self.items += _drawing(box, placed.rect, flip=box.mirror and self._flow.rtl)
                    self._region(placed, "drawing")
                case PictureBox() as box:
                    self._picture(placed, box)
                case QrBox() as box:
                    self._qr(placed, box)
                case _:
                    self._region(placed, "box")
        return self

    def _region(self, placed: Placed, kind: str, color: Color | None = None) -> None:
        self.regions.append(Region(placed.box.name, kind, placed.rect, placed.rect, color=color))

    # ------------------------------------------------------------------ boxes

    def _looks(self, placed: Placed) -> None:
        looks, u = placed.box.looks, self._flow.u
        rect = snapped(placed.rect)
        if looks.fill is not None:
            self.items.append(Fill(self._outline(looks, rect), looks.fill))
        if looks.outline is not None:
            width = max(1.0, looks.outline_width * u)
            self.items.append(
                Stroke(self._outline(looks, rect.grown(-width / 2), -width / 2), looks.outline, width)
            )
        if looks.handles and looks.handle_color is not None:
            self.items += _handles(rect, looks.handles * u, looks.handle_color, rtl=self._flow.rtl)

    def _outline(self, looks: Looks, rect: Rect, more: float = 0.0) -> Path:
        half = min(rect.width, rect.height) / 2
        radii = [
            half if looks.round else min(r * self._flow.u + (more if r else 0), half)
            for r in looks.radii
        ]
        if looks.sharp >= 0:
            radii[looks.sharp] = 0.0
        if not any(radii):
            return Path.rect(rect)
        return Path.rounded(rect, physical(radii, rtl=self._flow.rtl))

    # ------------------------------------------------------------------ texts

    def _text(self, placed: Placed, box: TextBox) -> None:
        if not box.text:
            return
        layout = self._flow.text_layout(placed)
        left, top = placed.rect.x, placed.rect.y
        if look := self._flow.look(placed):
            self.items += selection(
                layout, left, top, look, self._flow.u, joined=look is not box.selected
            )
        if box.squiggled is not None:
            self.items += squiggle(layout, left, top, box.squiggled)
        for line in layout.lines:
            shift = round(top + line.baseline) - line.baseline
            for run in line.runs:
                picked = run.emphasised and box.selected is not None
                color = box.selected.text if picked and box.selected else box.color
                places = tuple((left + x, shift + y) for x, y in run.places)
                self.items.append(Glyphs(run.face, run.size, color, run.ids, places))
        over = not self._fits and (box.turn >= 0 or any(o.box == box.name for o in self._flow.over))
        state = "over" if over else "floor" if (box.group or box.name) in self._floor else "fits"
        self.regions.append(
            Region(
                name=box.name,
                kind="text",
                rect=placed.rect,
                ink=layout.ink.moved(left, top),
                field=box.field,
                text=self._flow.plain(box),
                size=layout.size,
                lines=len(layout.lines),
                state=state,
                color=box.color,
            )
        )

    # ------------------------------------------------------------------ pictures and codes

    def _picture(self, placed: Placed, box: PictureBox) -> None:
        rect = placed.rect
        if box.logo is not None:
            self.items.append(Image(box.file, box.crop, snapped(rect), logo=box.logo))
            self._region(placed, "logo")
            return
        source = self._picture_size(box.file)
        crop, shown = cropped(source, rect, box.focus, contain=box.fit == "contain")
        self.enlarged.append((box.file, source, shown.width / (crop[2] * source.width)))
        looks = box.looks
        clip = self._outline(looks, rect) if looks.round or any(looks.radii) else Path.rect(rect)
        self.items.append(Image(box.file, crop, shown, clip, box.duotone))
        if box.detail is not None:
            self._detail(box, crop, shown, clip)
        self._region(placed, "picture")

    def _detail(
        self, box: PictureBox, crop: tuple[float, float, float, float], shown: Rect, clip: Path
    ) -> None:
        """The selected part of a photo: true colour, a frame, two drops."""
        assert box.detail is not None
        left, top, width, height = box.detail
        x = shown.x + (left - crop[0]) / crop[2] * shown.width
        y = shown.y + (top - crop[1]) / crop[3] * shown.height
        part = Rect(x, y, width / crop[2] * shown.width, height / crop[3] * shown.height)
        part = snapped(_inside(part, clip.bounds()))
        if part.width < 1 or part.height < 1:
            return
        u = self._flow.u
        self.items.append(Image(box.file, crop, shown, Path.rect(part)))
        self.items.append(Stroke(Path.rect(part), box.frame_color, 0.55 * u))
        self.items += _handles(part, 4.4 * u, box.frame_color, rtl=self._flow.rtl)

    def _qr(self, placed: Placed, box: QrBox) -> None:
        rect = snapped(placed.rect)
        self.items.append(Fill(Path.rect(rect), box.light))
        path, _count, module = qr_path(box.data, rect, box.quiet)
        self.items.append(Fill(path, box.dark))
        self.modules.append((box.name, module))
        self._region(placed, "qr")


def physical(radii: list[float], *, rtl: bool) -> Corners:
    """Corner radii by reading direction as left-top, right-top, right-bottom, left-bottom."""
    ts, te, be, bs = radii
    return Corners(te, ts, bs, be) if rtl else Corners(ts, te, be, bs)


def snapped(rect: Rect) -> Rect:
    """The rectangle with its sides on whole pixels, so that edges are crisp."""
    left, top = round(rect.x), round(rect.y)
    return Rect(left, top, round(rect.right) - left, round(rect.bottom) - top)


def cropped(
    source: Size, rect: Rect, focus: tuple[float, float], *, contain: bool
) -> tuple[tuple[float, float, float, float], Rect]:
    """Which part of a picture (shares) goes where, so that the focus stays near the middle."""
    if not (rect.width and rect.height):
        return (0.0, 0.0, 1.0, 1.0), rect
    ratio = (source.width / source.height) / (rect.width / rect.height)
    if contain:
        wide, high = rect.width * min(1.0, ratio), rect.height * min(1.0, 1 / ratio)
        return (0.0, 0.0, 1.0, 1.0), Rect(
            rect.x + (rect.width - wide) / 2, rect.y + (rect.height - high) / 2, wide, high
        )
    width, height = min(1.0, 1 / ratio), min(1.0, ratio)
    left = min(max(focus[0] - width / 2, 0.0), 1.0 - width)
    top = min(max(focus[1] - height / 2, 0.0), 1.0 - height)
    return (left, top, width, height), rect


def _inside(rect: Rect, bounds: Rect) -> Rect:
    left, top = max(rect.x, bounds.x), max(rect.y, bounds.y)
    right, bottom = min(rect.right, bounds.right), min(rect.bottom, bounds.bottom)
    return Rect(left, top, max(0.0, right - left), max(0.0, bottom - top))


def _handles(rect: Rect, size: float, color: Color, *, rtl: bool) -> Iterator[Item]:
    """The two drops of a selected object: start-top and end-bottom."""
    into = 0.1 * size
    first = Rect(rect.right - into if rtl else rect.x - size + into, rect.y - size + into, size, size)
    last = Rect(rect.x - size + into if rtl else rect.right - into, rect.bottom - into, size, size)
    yield Fill(drop(first, "left-bottom" if rtl else "right-bottom"), color)
    yield Fill(drop(last, "right-top" if rtl else "left-top"), color)


def _drawing(box: DrawingBox, rect: Rect, *, flip: bool) -> Iterator[Item]:
    scale, paths = _scaled(box.drawing, rect, flip)
    for part, path, color in zip(box.drawing.parts, paths, box.colors, strict=True):
        if part.stroke:
            yield Stroke(path, color, part.stroke * scale)
        else:
            yield Fill(path, color)


_SCALED: OrderedDict[tuple[int, Rect, bool], tuple[Drawing, float, tuple[Path, ...]]] = OrderedDict()
_MOST_SCALED = 64


def _scaled(drawing: Drawing, rect: Rect, flip: bool) -> tuple[float, tuple[Path, ...]]:
    """A drawing's paths fitted into ``rect``. The few marks of a brand come back on every card."""
    key = (id(drawing), rect, flip)
    known = _SCALED.get(key)
    if known is None:
        view = drawing.view
        scale = min(rect.width / view.width, rect.height / view.height)
        size = view.size.scaled(scale)
        x, y = rect.x + (rect.width - size.width) / 2, rect.y + (rect.height - size.height) / 2
        by = Affine.fit(view, Rect(x, y, *size), flip=flip)
        paths = tuple(part.path.transformed(by) for part in drawing.parts)
        # The drawing stays beside its paths, so that its identity remains its own.
        known = _SCALED[key] = (drawing, scale, paths)
        if len(_SCALED) > _MOST_SCALED:
            _SCALED.popitem(last=False)
    return known[1], known[2]
