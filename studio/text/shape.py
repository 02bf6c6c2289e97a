"""Shaping: runs of glyphs by HarfBuzz, at units per em, in em.

In: plain text with a script and a level for each character, a language, and a chain of faces. Out:
:class:`Item` values that cover the text (line feeds apart) in reading order. Each was shaped once;
a piece of one is cut out of it where HarfBuzz says that is safe, and shaped anew where it is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import uharfbuzz as hb

from studio.text.breaks import graphemes
from studio.text.face import Face
from studio.text.fallback import Fallback
from studio.text.script import JOINED

_UNSAFE = int(hb.GlyphFlags.UNSAFE_TO_BREAK)
# HarfBuzz looks at this many characters on either side of what it shapes.
_CONTEXT = 5
_MOST_PIECES = 256
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

    ``starts`` are the offsets where a cluster begins; ``safe`` those of them where it may be cut
    without shaping anew. ``tracked`` tells whether the style's letter-spacing applies.
    """

    start: int
    end: int
    face: Face
    script: str
    level: int
    tracked: bool
    glyphs: Shaped = field(default_factory=Shaped)
    starts: frozenset[int] = frozenset()
    safe: frozenset[int] = frozenset()
    pieces: dict[tuple[int, int], Shaped] = field(default_factory=dict)


class Shaper:
    """Shapes one paragraph's text; ``seams`` are the offsets that no ligature may span."""

    def __init__(self, text: str, tag: str, seams: Sequence[int] = ()) -> None:
        self.text, self.tag, self.seams = text, tag, tuple(seams)

    def shape(self, item: Item, start: int, end: int) -> tuple[Shaped, frozenset[int]]:
        """Glyphs of text[start:end] in the item's face, and the unsafe offsets among its clusters."""
        low, high = max(0, start - _CONTEXT), min(len(self.text), end + _CONTEXT)
        buffer = hb.Buffer()
        buffer.add_str(self.text[low:high], start - low, end - start)
        buffer.direction = "rtl" if item.level % 2 else "ltr"
        buffer.script = item.script
        buffer.language = self.tag
        hb.shape(item.face.font, buffer, self._features(start, end, low))
        em = 1 / item.face.upem
        ids, clusters, advances, shifts, unsafe = [], [], [], [], set()
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            cluster = info.cluster + low
            ids.append(info.codepoint)
            clusters.append(cluster)
            advances.append(place.x_advance * em)
            shifts.append((place.x_offset * em, place.y_offset * em))
            if info.flags & _UNSAFE:
                unsafe.add(cluster)
        return Shaped(tuple(ids), tuple(clusters), tuple(advances), tuple(shifts)), frozenset(unsafe)

    def _features(self, start: int, end: int, low: int) -> dict[str, list[tuple[int, int, int]]] | None:
        ranges = [(seam - low, seam - low + 1, 0) for seam in self.seams if start < seam < end]
        return dict.fromkeys(_LIGATURES, ranges) if ranges else None

    def fill(self, item: Item) -> None:
        """Shape an item whole."""
        item.glyphs, unsafe = self.shape(item, item.start, item.end)
        item.starts = frozenset(item.glyphs.clusters)
        item.safe = item.starts - unsafe

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
            cut = (start == item.start or start in item.safe) and (end == item.end or end in item.safe)
            found = _cut(item.glyphs, start, end) if cut else self.shape(item, start, end)[0]
            if len(item.pieces) >= _MOST_PIECES:
                item.pieces.clear()
            item.pieces[start, end] = found
        return found


def _cut(glyphs: Shaped, start: int, end: int) -> Shaped:
    inside = [i for i, cluster in enumerate(glyphs.clusters) if start <= cluster < end]
    if not inside:
        return Shaped()
    # Clusters ascend or descend, so what is inside is one stretch.
    low, high = inside[0], inside[-1] + 1
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
    start = 0
    for i in range(1, len(text) + 1):
        same = i < len(text) and scripts[i] == scripts[start] and levels[i] == levels[start]
        if same and "\n" not in (text[i], text[start]):
            continue
        if text[start] != "\n":
            stretch, level = text[start:i], levels[start]
            for low, high, face, absent in _faces(stretch, scripts[start], fallback, language_script):
                tracked = face.family == first_family and scripts[start] not in JOINED
                items.append(Item(start + low, start + high, face, scripts[start], level, tracked))
                missing.append(absent)
        start = i
    return items, "".join(dict.fromkeys("".join(missing)))


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
        if found:
            begin, _, before, lost = found[-1]
            if face is before or (cluster.isspace() and before.has(ord(cluster[0]))):
                found[-1] = (begin, high, before, lost + absent)
                continue
        found.append((low, high, face, absent))
    return found
