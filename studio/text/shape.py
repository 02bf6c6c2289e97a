"""Shaping: runs of glyphs by HarfBuzz, at units per em, in em.

In: plain text with a script and a level for each character, a language, and a chain of faces. Out:
:class:`Item` values that cover the text (line feeds apart) in reading order. Each was shaped once;
a piece of one is cut out of it where HarfBuzz says that is safe, and shaped anew where it is not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import neg

import uharfbuzz as hb

from studio.text.breaks import graphemes
from studio.text.face import Face
from studio.text.fallback import Fallback
from studio.text.script import JOINED

# HarfBuzz looks at this many characters on either side of what it shapes.
_CONTEXT = 5
_MOST_PIECES = 256
# A cut changes the glyphs near it only. Where no safe cut is nearer, this many characters are enough.
_REACH = 12
_UNSAFE = int(hb.GlyphFlags.UNSAFE_TO_BREAK)
_FLAGS = (
    hb.BufferSerializeFlags.NO_CLUSTERS
    | hb.BufferSerializeFlags.NO_POSITIONS
    | hb.BufferSerializeFlags.NO_GLYPH_NAMES
    | hb.BufferSerializeFlags.GLYPH_FLAGS
)
# em: a face that has none gets a narrow space half as wide as its own, which parts no digits.
_NARROW, _LEAST_NARROW = "\u202f", 0.15
_LIGATURES = ("liga", "clig", "dlig", "hlig")


@dataclass(frozen=True, slots=True)
class Shaped:
    """Glyphs from left to right. ``clusters`` are offsets in the paragraph; the rest is in em, y up."""

    ids: tuple[int, ...] = ()
    clusters: tuple[int, ...] = ()
    advances: tuple[float, ...] = ()
    shifts: tuple[tuple[float, float], ...] = ()


@dataclass(slots=True)
class Item:
    """A stretch of one face, script and level.

    ``first`` maps the offset of each cluster to its first glyph. ``tracked`` tells whether the
    style's letter-spacing applies. ``cuts`` tells of each glyph whether a cut before its cluster leaves
    all glyphs as they are.
    """

    start: int
    end: int
    face: Face
    script: str
    level: int
    tracked: bool
    glyphs: Shaped = field(default_factory=Shaped)
    first: dict[int, int] = field(default_factory=dict)
    cuts: list[bool] = field(default_factory=list)
    pieces: dict[tuple[int, int], Shaped] = field(default_factory=dict)
    known_safe: dict[int, bool] = field(default_factory=dict)

    def safe(self, at: int) -> bool:
        """Whether cutting at ``at`` changes no glyph."""
        known = self.known_safe.get(at)
        if known is None:
            glyph = self.first.get(at)
            inside = glyph is not None and self.cuts[glyph]
            known = self.known_safe[at] = inside or at in (self.start, self.end)
        return known

    def safe_before(self, at: int) -> int:
        """The nearest safe cut before ``at``, or a far one: beyond that a cut does not reach."""
        low = max(self.start, at - _REACH)
        known = self.known_safe
        for i in range(at - 1, low, -1):
            if known[i] if i in known else self.safe(i):
                return i
        return low

    def safe_after(self, at: int) -> int:
        """The nearest safe cut after ``at``, or a far one."""
        high = min(self.end, at + _REACH)
        known = self.known_safe
        for i in range(at + 1, high):
            if known[i] if i in known else self.safe(i):
                return i
        return high


class Shaper:
    """Shapes one paragraph's text; ``seams`` are the offsets that no ligature may span."""

    def __init__(self, text: str, tag: str, seams: Sequence[int] = ()) -> None:
        self.text, self.tag, self.seams = text, tag, tuple(seams)

    def shape(self, item: Item, start: int, end: int) -> tuple[Shaped, hb.Buffer]:
        """Glyphs of text[start:end] in the item's face, and HarfBuzz's own form of them."""
        low, high = max(0, start - _CONTEXT), min(len(self.text), end + _CONTEXT)
        buffer = hb.Buffer()
        buffer.add_str(self.text[low:high], start - low, end - start)
        buffer.direction = "rtl" if item.level % 2 else "ltr"
        buffer.script = item.script
        buffer.language = item.face.language_for(self.tag)
        hb.shape(item.face.font, buffer, self._features(start, end, low))
        em = 1 / item.face.upem
        infos, places = buffer.glyph_infos, buffer.glyph_positions
        clusters = tuple([info.cluster + low for info in infos])
        advances = tuple([place.x_advance * em for place in places])
        if _NARROW in self.text[start:end]:
            pairs = zip(clusters, advances, strict=True)
            advances = tuple(
                [max(w, _LEAST_NARROW) if self.text[c] == _NARROW else w for c, w in pairs]
            )
        shaped = Shaped(
            tuple([info.codepoint for info in infos]),
            clusters,
            advances,
            tuple([(place.x_offset * em, place.y_offset * em) for place in places]),
        )
        return shaped, buffer

    def _features(self, start: int, end: int, low: int) -> dict[str, list[tuple[int, int, int]]] | None:
        ranges = [(seam - low, seam - low + 1, 0) for seam in self.seams if start < seam < end]
        return dict.fromkeys(_LIGATURES, ranges) if ranges else None

    def fill(self, item: Item) -> None:
        """Shape an item whole."""
        item.glyphs, buffer = self.shape(item, item.start, item.end)
        item.cuts = _cuts(item.face, buffer)
        for glyph, cluster in enumerate(item.glyphs.clusters):
            item.first.setdefault(cluster, glyph)

    def hyphen(self, item: Item, cluster: int = 0) -> Shaped:
        """A visible hyphen in the item's face, as if it stood at ``cluster``."""
        char = "\u2010" if item.face.has(0x2010) else "-"
        gid = item.face.font.get_nominal_glyph(ord(char)) or 0
        advance = item.face.font.get_glyph_h_advance(gid) / item.face.upem
        return Shaped((gid,), (cluster,), (advance,), ((0.0, 0.0),))

    def piece(self, item: Item, start: int, end: int) -> Shaped:
        """The glyphs of text[start:end], which lies in ``item``."""
        if start == item.start and end == item.end:
            return item.glyphs
        found = item.pieces.get((start, end))
        if found is None:
            cut = item.safe(start) and item.safe(end)
            found = _cut(item.glyphs, start, end) if cut else self.shape(item, start, end)[0]
            if len(item.pieces) >= _MOST_PIECES:
                item.pieces.clear()
            item.pieces[start, end] = found
        return found


def _cuts(face: Face, buffer: hb.Buffer) -> list[bool]:
    """For each glyph whether a cut before its cluster is safe.

    Read from HarfBuzz's text form (“12|7#1”: glyph 7 has flag 1), because asking glyph by glyph costs
    more than shaping.
    """
    if not buffer.glyph_infos:
        return []
    text = str(buffer.serialize(face.font, hb.BufferSerializeFormat.TEXT, _FLAGS))
    return [
        "#" not in glyph or not int(glyph.rpartition("#")[2], 16) & _UNSAFE
        for glyph in text[1:-1].split("|")
    ]


def _cut(glyphs: Shaped, start: int, end: int) -> Shaped:
    # Clusters ascend, or descend from right to left: what is inside is one stretch.
    clusters = glyphs.clusters
    if clusters and clusters[0] > clusters[-1]:
        low = bisect_right(clusters, -end, key=neg)
        high = bisect_right(clusters, -start, key=neg)
    else:
        low, high = bisect_left(clusters, start), bisect_left(clusters, end)
    return Shaped(
        glyphs.ids[low:high],
        glyphs.clusters[low:high],
        glyphs.advances[low:high],
        glyphs.shifts[low:high],
    )


def itemize(
    text: str,
    scripts: Sequence[str],
    levels: Sequence[int],
    fallback: Fallback,
    language_script: str,
    first_family: str,
) -> tuple[list[Item], str]:
    """The items of a text, not yet shaped, and the characters that no face has."""
    items: list[Item] = []
    missing: list[str] = []
    for start, end in _even_stretches(text, scripts, levels):
        script, level = scripts[start], levels[start]
        for low, high, face, absent in _faces(text[start:end], script, fallback, language_script):
            tracked = face.family == first_family and script not in JOINED
            items.append(Item(start + low, start + high, face, script, level, tracked))
            missing.append(absent)
    return items, "".join(dict.fromkeys("".join(missing)))


def _even_stretches(
    text: str, scripts: Sequence[str], levels: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """The stretches of one script and one level, line feeds left out."""
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        while start < end:
            script, level = scripts[start], levels[start]
            stop = start + 1
            while stop < end and scripts[stop] == script and levels[stop] == level:
                stop += 1
            yield start, stop
            start = stop
        start = end + 1


def _faces(
    stretch: str, script: str, fallback: Fallback, language_script: str
) -> list[tuple[int, int, Face, str]]:
    """A stretch of one script and level by the face that draws it: start, end, face, missing."""
    first = fallback.chain(script, language_script).first
    if first.coverage.issuperset(map(ord, stretch)) and "\ufe0f" not in stretch:
        return [(0, len(stretch), first, "")]
    found: list[tuple[int, int, Face, str]] = []
    for low, high in pairwise((0, *graphemes(stretch))):
        cluster = stretch[low:high]
        face, absent = fallback.choose(cluster, script, language_script)
        # A space goes with the letters before it; the emoji font's own is as wide as an emoji.
        if found:
            begin, _, before, lost = found[-1]
            kept = cluster.isspace() and before.has(ord(cluster[0])) and not before.colored
            if face is before or kept:
                found[-1] = (begin, high, before, lost + absent)
                continue
        found.append((low, high, face, absent))
    return found
