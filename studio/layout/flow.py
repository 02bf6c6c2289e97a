"""Rows, columns and layers: who stands where, for one choice of text sizes.

In: a card, its size in pixels, the text engine, a size (u) for every text group, the leeway. Out:
placed boxes in pixels and the list of what does not fit. Pure arithmetic on advances that were shaped
once; the fit search runs it a handful of times per card.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from studio.layout.closeness import AS_DESIGNED, Closeness, Known, closest, snuggest
from studio.layout.crop import cut_off
from studio.layout.leeway import DESIGN, Leeway
from studio.layout.room import SLACK, justified, shared, yielding
from studio.layout.selection import hugged
from studio.model.box import Box, Card, Container, DrawingBox, Place, Selected, TextBox
from studio.model.brand import unit_of
from studio.model.geometry import Insets, Point, Rect, Size
from studio.text.engine import Align, Paragraph, TextEngine, TextLayout, TextStyle

CROP_MARGIN = 1.6
"""u between the edge of a crop and what has to stay inside it."""
INK_REACH = 0.6
"""How far, in em, the ink of a line may leave the box of its text: no script's reaches further."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A box at its final place; ``rect`` in pixels."""

    box: Box
    rect: Rect


@dataclass(frozen=True, slots=True)
class Overflow:
    """Something does not fit: the box's name and by how many pixels."""

    box: str
    by: float


class Shaper(Protocol):
    """What the flow needs of the text engine."""

    def paragraph(self, box: TextBox) -> Paragraph:
        """The shaped paragraph of a text box."""


class Shapes:
    """The card's paragraphs, shaped once and shared by all sizes tried."""

    def __init__(self, engine: TextEngine) -> None:
        self._engine = engine
        # By identity: hashing a box's texts dozens of times a card costs more than laying it out.
        # The box is kept beside its paragraph so that its identity stays its own.
        self._known: dict[int, tuple[TextBox, Paragraph]] = {}

    def paragraph(self, box: TextBox) -> Paragraph:
        """Shape the text of ``box``."""
        known = self._known.get(id(box))
        if known is None:
            known = self._known[id(box)] = (box, self._shaped(box))
        return known[1]

    def _shaped(self, box: TextBox) -> Paragraph:
        setting = box.setting
        style = TextStyle(
            families=setting.families,
            weight=setting.weight,
            tracking=setting.tracking,
            leading=setting.leading,
            emphasis_gap=box.selected.gap if box.selected else 0.0,
            emphasis_pad=box.selected.metrics.pad if box.selected else 0.0,
        )
        return self._engine.paragraph(box.text, box.language, style, markup=bool(box.field))


class Measures:
    """What boxes wanted, shared by all passes over one tree.

    A box is measured again only where a text inside it has another size or it has another width.
    """

    def __init__(self, root: Box) -> None:
        self.known: dict[tuple[object, ...], Size] = {}
        self.groups: dict[int, tuple[str, ...]] = {}
        self.apart: dict[int, Known] = {}
        # The tree is kept so that the identities of its boxes remain their own.
        self._root = root
        self._collect(root)

    def _collect(self, box: Box) -> tuple[str, ...]:
        found: dict[str, None] = {}
        if isinstance(box, TextBox):
            found[box.group or box.name] = None
        elif box.shrink_to < 1:
            found[box.group] = None
        if isinstance(box, Container):
            for child in box.children:
                found |= dict.fromkeys(self._collect(child))
        self.groups[id(box)] = tuple(found)
        return self.groups[id(box)]


class Flow:
    """One layout pass.

    Attributes:
        placed: boxes in paint order.
        over: what does not fit; empty for a good pass.
    """

    def __init__(
        self,
        card: Card,
        size: Size,
        shapes: Shaper,
        sizes: Mapping[str, float],
        measures: Measures | None = None,
        leeway: Leeway = DESIGN,
    ) -> None:
        self.card = card
        self.size = size
        self.rtl = card.language.rtl
        self.u = unit_of(size)
        self.placed: list[Placed] = []
        self.over: list[Overflow] = []
        self._grounds = [Rect(0, 0, *size)]
        self._shapes = shapes
        self._sizes = sizes
        self._leeway, self._gaps = leeway, leeway.gaps * self.u
        self._measures = measures or Measures(card.root)
        self._states: dict[int, tuple[object, ...]] = {}

    def run(self) -> Flow:
        """Place everything."""
        self._place(self.card.root, Rect(0, 0, *self.size))
        self._keep_clear()
        return self

    def text_size(self, box: TextBox) -> float:
        """The size of a text in pixels."""
        return self._sizes[box.group or box.name] * self.u

    def share(self, box: Box) -> float:
        """How much of its own height a box that gives way still has: 1 for all others."""
        return self._sizes.get(box.group, 1.0) if box.shrink_to < 1 else 1.0

    def text_layout(self, placed: Placed, *, glyphs: bool = True) -> TextLayout:
        """The lines of a placed text, relative to its left top; without ``glyphs`` to measure them."""
        box = placed.box
        assert isinstance(box, TextBox)
        width = placed.rect.width
        return self._layout(box, width, self._closeness(box, width), glyphs=glyphs)

    def _layout(
        self, box: TextBox, width: float, close: Closeness, *, glyphs: bool = False
    ) -> TextLayout:
        size = self.text_size(box)
        found = self._shapes.paragraph(box).layout(
            width,
            size,
            balanced=box.balanced,
            align=self._alignment(box),
            break_before_emphasis=box.own_line,
            keep_emphasis=box.keep,
            hyphenate=self._divides(box),
            close=close.share,
            down=close.down,
            glyphs=glyphs,
        )
        return replace(found, height=found.height - close.less * size) if close.less else found

    def _closeness(self, box: TextBox, width: float) -> Closeness:
        """How close the lines of a text come together: a selection is as high as a line."""
        leeway = self._leeway
        if leeway.lines == 1 or box.squiggled or not box.text:
            return AS_DESIGNED
        if leeway.hugs:
            inks = self._shapes.paragraph(box).inks
            known = self._measures.apart.setdefault(id(box), {})
            loose = self._layout(box, width, AS_DESIGNED)
            return snuggest(loose, inks, box.selected, leeway.lines, known)
        if box.selected:
            return AS_DESIGNED
        return closest(self._layout(box, width, AS_DESIGNED), leeway.lines)

    def look(self, placed: Placed) -> Selected | None:
        """How the selection of a placed text looks."""
        box = placed.box
        assert isinstance(box, TextBox)
        if not (self._leeway.hugs and box.selected):
            return box.selected
        return hugged(self.text_layout(placed, glyphs=False), box.selected)

    def _height(self, box: TextBox, width: float) -> tuple[int, float]:
        """How many lines the text takes, and how high they are together."""
        size = self.text_size(box)
        lines = self._shapes.paragraph(box).lines_at(
            width / size,
            balanced=box.balanced,
            break_before_emphasis=box.own_line,
            keep_emphasis=box.keep,
            hyphenate=self._divides(box),
        )
        close = self._closeness(box, width)
        return lines, lines * box.setting.leading * size * close.share - close.less * size

    def _divides(self, box: TextBox) -> bool:
        """Whether words wider than the box are divided: in body text, and at its smallest size in a
        headline that may."""
        if not box.balanced:
            return True
        may = box.hyphenate or self._leeway.divides
        return may and self._sizes[box.group or box.name] <= box.min * 1.001

    def plain(self, box: TextBox) -> str:
        """The text of a box without its marks."""
        return self._shapes.paragraph(box).text

    def _alignment(self, box: TextBox) -> Align:
        """The box's alignment by the card's direction, said in the text's own direction."""
        if box.align == "center" or box.language.rtl == self.rtl:
            return box.align
        return "end" if box.align == "start" else "start"

    # ------------------------------------------------------------------ measuring

    def measure(self, box: Box, limit: float) -> Size:
        """The size a box wants when at most ``limit`` pixels wide."""
        state = self._states.get(id(box))
        if state is None:
            names = self._measures.groups[id(box)]
            state = self._states[id(box)] = (id(box), *[self._sizes.get(name) for name in names])
        key = (round(limit, 2), *state)
        known = self._measures.known.get(key)
        if known is None:
            known = self._measures.known[key] = self._measure(box, limit)
        return known

    def _measure(self, box: Box, limit: float) -> Size:
        u, own = self.u, self.u * self.share(box)
        width = box.width * u if box.width is not None else None
        most = min(limit, box.max_width * u) if box.max_width is not None else limit
        inner = width if width is not None else max(0.0, most)
        natural = self._content(box, inner)
        w = width if width is not None else min(max(natural.width, box.min_width * u), max(most, 0.0))
        h = box.height * own if box.height is not None else natural.height
        if box.aspect and box.height is None:
            h = w / box.aspect
        elif box.aspect and box.width is None:
            w = h * box.aspect
        h = max(h, box.min_height * u)
        if box.max_height is not None:
            h = min(h, max(box.max_height * u, natural.height))
        return Size(w, h)

    def _content(self, box: Box, width: float) -> Size:
        if isinstance(box, TextBox):
            return self._text_content(box, width)
        if isinstance(box, Container):
            return self._container_content(box, width)
        if isinstance(box, DrawingBox) and box.height is not None and box.width is None:
            view = box.drawing.view
            high = box.height * self.u * self.share(box)
            return Size(high * view.width / view.height, high)
        return Size(0, 0)

    def _text_content(self, box: TextBox, width: float) -> Size:
        paragraph, size = self._shapes.paragraph(box), self.text_size(box)
        if not box.text:
            return Size(0, 0)
        return Size(min(width, paragraph.natural_width * size), self._height(box, width)[1])

    def _container_content(self, box: Container, width: float) -> Size:
        pad = self._padding(box)
        inner = max(0.0, width - pad.across)
        gaps = box.gap * self._gaps * max(0, len(box.children) - 1)
        if box.kind == "row":
            widths = self._row_widths(box, inner)
            sizes = [self.measure(c, w) for c, w in zip(box.children, widths, strict=True)]
            high = max((s.height for s in sizes), default=0.0)
            return Size(sum(widths) + gaps + pad.across, high + pad.down)
        sizes = [
            self.measure(c, inner) for c in box.children if c.place is None or box.kind == "column"
        ]
        wide = max((s.width for s in sizes), default=0.0)
        high = sum(s.height for s in sizes) + gaps
        if box.kind == "layers":
            high = max((s.height for s in sizes), default=0.0)
        return Size(wide + pad.across, high + pad.down)

    def _row_widths(self, box: Container, inner: float) -> list[float]:
        """Fixed and hugging children take what they want, growing ones share the rest."""
        gaps = box.gap * self._gaps * max(0, len(box.children) - 1)
        room = inner - gaps
        widths = [0.0 if c.grow else self.measure(c, max(room, 0.0)).width for c in box.children]
        soft = [i for i, c in enumerate(box.children) if not c.grow and _is_soft(c)]
        hard = sum(w for i, w in enumerate(widths) if i not in soft)
        wanted = sum(widths[i] for i in soft)
        if wanted > room - hard > 0:
            for i in soft:
                widths[i] = self.measure(box.children[i], widths[i] * (room - hard) / wanted).width
        return shared(widths, box.children, room, self.u, of_width=True)

    def _padding(self, box: Container) -> Insets:
        pad = Insets(*(side * self.u for side in box.padding))
        if box.kind != "layers" and (any(box.looks.radii) or box.looks.handles):
            pad = pad._replace(top=box.padding.top * self._gaps, bottom=box.padding.bottom * self._gaps)
        if box.inside_crop:
            pad = pad._replace(top=max(pad.top, cut_off(self.size) + CROP_MARGIN * self.u))
        return pad

    # ------------------------------------------------------------------ placing

    def _place(self, box: Box, rect: Rect) -> None:
        self.placed.append(Placed(box, rect))
        if isinstance(box, TextBox):
            self._check_text(box, rect)
        elif isinstance(box, Container):
            if box.looks.fill is not None:
                self._grounds.append(rect)
            self._place_children(box, rect)
            if box.looks.fill is not None:
                self._grounds.pop()

    def _place_children(self, box: Container, rect: Rect) -> None:
        inner = rect.inset(self._padding(box), rtl=self.rtl)
        if box.kind == "row":
            self._place_row(box, inner)
        elif box.kind == "column":
            self._place_column(box, inner)
        else:
            for child in box.children:
                self._place(child, self._layer_rect(child, inner))

    def _check_text(self, box: TextBox, rect: Rect) -> None:
        if not box.text:
            return
        paragraph, size = self._shapes.paragraph(box), self.text_size(box)
        widest = paragraph.widest
        if widest * size > rect.width + SLACK and self._divides(box):
            widest = paragraph.widest_divided
        if widest * size > rect.width + SLACK:
            self.over.append(Overflow(box.name, widest * size - rect.width))
        lines, high = self._height(box, rect.width)
        if box.lines and lines > box.lines:
            self.over.append(Overflow(box.name, high * (1 - box.lines / lines)))
        elif high > rect.height + SLACK:
            self.over.append(Overflow(box.name, high - rect.height))
        elif box.turn >= 0:
            self._check_ink(box, rect, size)

    def _check_ink(self, box: TextBox, rect: Rect, size: float) -> None:
        """Marks that leave the ground a text stands on would be covered by what is beside it."""
        ground = self._grounds[-1]
        room = min(rect.y - ground.y, ground.bottom - rect.bottom)
        # A box that is itself outside is somebody else's overflow.
        if not -SLACK <= room < INK_REACH * size:
            return
        ink = self.text_layout(Placed(box, rect), glyphs=False).ink
        by = max(ground.y - rect.y - ink.y, rect.y + ink.bottom - ground.bottom)
        if by > SLACK:
            self.over.append(Overflow(box.name, by))

    def _place_column(self, box: Container, inner: Rect) -> None:
        if not box.children:
            return
        gap = box.gap * self._gaps
        room = inner.height - gap * (len(box.children) - 1)
        wants = [self._cross_width(box, c, inner.width) for c in box.children]
        sizes = [self.measure(c, w) for c, w in zip(box.children, wants, strict=True)]
        natural = [s.height for s in sizes]
        heights = yielding(box.children, natural, room)
        squeezed = heights != natural
        if sum(heights) > room + SLACK:
            self.over.append(Overflow(box.name, sum(heights) - room))
        heights = self._grown_heights(box, heights, room)
        y, gap = justified(box.justify, inner.y, room - sum(heights), gap, len(heights))
        tops = [y + sum(heights[:n]) + n * gap for n in range(len(heights))]
        for n, (child, size, height) in enumerate(zip(box.children, sizes, heights, strict=True)):
            align = child.align_self or box.align
            width = inner.width if self._stretches(child, align) else size.width
            x = self._cross(align, inner.x, inner.width, width)
            known = len(self.over)
            self._grounds.append(self._ground_between(box.children, tops, heights, n))
            self._place(child, Rect(x, tops[n], width, height))
            self._grounds.pop()
            if squeezed and child.grow and len(self.over) > known:
                # What stands beside a squeezed child takes its room, so it is to blame as well.
                self.over += [Overflow(other.name, 0.0) for other in box.children if other is not child]

    def _ground_between(
        self, children: Sequence[Box], tops: Sequence[float], heights: Sequence[float], n: int
    ) -> Rect:
        """The ground of a child of a column: it ends where a neighbour that is painted begins."""
        ground = self._grounds[-1]
        top, bottom = ground.y, ground.bottom
        if n and children[n - 1].looks.fill is not None:
            top = max(top, tops[n - 1] + heights[n - 1])
        if n + 1 < len(children) and children[n + 1].looks.fill is not None:
            bottom = min(bottom, tops[n + 1])
        return Rect(ground.x, top, ground.width, bottom - top)

    def _stretches(self, child: Box, align: str) -> bool:
        return align == "stretch" and child.width is None and child.max_width is None

    def _cross_width(self, box: Container, child: Box, inner: float) -> float:
        if child.max_width is not None and child.width is None:
            return min(inner, child.max_width * self.u)
        return inner

    def _grown_heights(self, box: Container, heights: list[float], room: float) -> list[float]:
        if box.equal:
            growing = [i for i, c in enumerate(box.children) if c.grow]
            rest = room - sum(h for i, h in enumerate(heights) if i not in growing)
            if growing:
                tallest = max(heights[i] for i in growing)
                even = rest / len(growing)
                for i in growing:
                    heights[i] = tallest if tallest <= even else heights[i]
        return shared(heights, box.children, room, self.u, of_width=False)

    def _place_row(self, box: Container, inner: Rect) -> None:
        if not box.children:
            return
        gap = box.gap * self._gaps
        room = inner.width - gap * (len(box.children) - 1)
        widths = self._row_widths(box, inner.width)
        if sum(widths) > room + SLACK:
            self.over.append(Overflow(box.name, sum(widths) - room))
        x, gap = justified(box.justify, 0.0, room - sum(widths), gap, len(widths))
        for child, width in zip(box.children, widths, strict=True):
            natural = self.measure(child, width).height
            align = child.align_self or box.align
            height = inner.height if align == "stretch" and child.height is None else natural
            if height > inner.height + SLACK:
                self.over.append(Overflow(child.name, height - inner.height))
            y = inner.y + {"center": 0.5, "end": 1.0}.get(align, 0.0) * (inner.height - height)
            left = inner.right - x - width if self.rtl else inner.x + x
            self._place(child, Rect(left, y, width, height))
            x += width + gap

    def _cross(self, align: str, left: float, room: float, width: float) -> float:
        share = {"center": 0.5, "end": 1.0}.get(align, 0.0)
        return left + (1 - share if self.rtl else share) * (room - width)

    def _layer_rect(self, child: Box, inner: Rect) -> Rect:
        place = child.place or Place()
        if place.anchor == "fill":
            return inner
        size = self.measure(child, inner.width if child.width is None else child.width * self.u)
        words = place.anchor.split("-")
        across = -1 if "start" in words else 1 if "end" in words else 0
        down = -1 if "top" in words else 1 if "bottom" in words else 0
        start = place.x * self.u * (-1 if across > 0 else 1)
        x = (inner.width - size.width) * (across + 1) / 2 + start
        y = (inner.height - size.height) * (down + 1) / 2 + place.y * self.u * (-1 if down > 0 else 1)
        left = inner.width - x - size.width if self.rtl else x
        return Rect(inner.x + left, inner.y + y, size.width, size.height)

    # ------------------------------------------------------------------ clear ground

    def _keep_clear(self) -> None:
        """Text that runs under a mark which asks for clear ground is too large."""
        marks = [p for p in self.placed if p.box.clear]
        if not marks:
            return
        for placed in self.placed:
            if not isinstance(placed.box, TextBox) or placed.box.turn < 0 or not placed.box.text:
                continue
            near = [m for m in marks if _touches(m.rect, placed.rect)]
            if near and any(_touches(m.rect, line) for m in near for line in self._line_rects(placed)):
                self.over.append(Overflow(placed.box.name, self.text_size(placed.box)))

    def _line_rects(self, placed: Placed) -> Iterable[Rect]:
        for line in self.text_layout(placed, glyphs=False).lines:
            yield line.ink.moved(placed.rect.x, placed.rect.y)


def _is_soft(box: Box) -> bool:
    """Whether a hugging box can be made narrower: it is or holds text that may wrap."""
    if isinstance(box, TextBox):
        return box.width is None and box.lines != 1
    return isinstance(box, Container) and box.width is None and any(map(_is_soft, box.children))


def _touches(mark: Rect, rect: Rect) -> bool:
    """Whether ``rect`` meets the ellipse inscribed in ``mark``."""
    center = mark.center
    nearest = Point(min(max(center.x, rect.x), rect.right), min(max(center.y, rect.y), rect.bottom))
    rx, ry = max(mark.width / 2, 1e-6), max(mark.height / 2, 1e-6)
    return ((nearest.x - center.x) / rx) ** 2 + ((nearest.y - center.y) / ry) ** 2 < 1.0
