"""One font file.

In: the path of a TrueType or OpenType file. Out: what is known of its glyphs: which characters it
has, outlines and ink boxes in font units with y pointing down, the colour layers of emoji.
HarfBuzz objects belong to the process that made them, so a :class:`Face` is never pickled.
"""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import Any

import uharfbuzz as hb

from studio.model.colorglyph import ColorLayer
from studio.model.path import Path
from studio.text.colorpaint import paint_layers

_MOST_CACHED = 4096
# Some emoji (flags with arms) have a thousand layers.
_MOST_LAYERED = 256
# BCP 47 tag to its OpenType language system, and the one that stands in for it.
_STAND_INS = {"mk": ("MKD ", "SRB "), "cnr": ("MNE ", "SRB ")}


def _draw_functions() -> Any:
    """Callbacks that write a glyph's outline as :class:`Path` operations, y turned downwards."""
    funcs = hb.DrawFuncs()
    funcs.set_move_to_func(lambda x, y, ops: ops.append(("M", x, -y)))
    funcs.set_line_to_func(lambda x, y, ops: ops.append(("L", x, -y)))
    funcs.set_quadratic_to_func(lambda x1, y1, x, y, ops: ops.append(("Q", x1, -y1, x, -y)))
    funcs.set_cubic_to_func(
        lambda x1, y1, x2, y2, x, y, ops: ops.append(("C", x1, -y1, x2, -y2, x, -y))
    )
    funcs.set_close_path_func(lambda ops: ops.append(("Z",)))
    return funcs


_DRAW = _draw_functions()


def _language_systems(face: Any) -> frozenset[str]:
    """The OpenType language systems for which a font has substitutions in some script."""
    scripts = range(len(face.get_table_script_tags("GSUB")))
    return frozenset(str(tag) for i in scripts for tag in face.get_script_language_tags("GSUB", i))


class Face:
    """A font at its own units per em; with ``embolden`` its strokes are so many em thicker.

    Attributes:
        key: its name in the font lock, such as ``commissioner-900``.
        family: its family's name.
        upem: font units per em.
        ascent, descent: em, both positive, from the tables that browsers use.
        colored: whether some of its glyphs have colours of their own.
        coverage: the code points it has glyphs for.
        font: the HarfBuzz font, scaled to ``upem``.
        cuts: widths (em) of pieces that lines were cut into, by all that they depend on.
    """

    def __init__(self, key: str, family: str, path: FilePath, embolden: float = 0.0) -> None:
        face = hb.Face(hb.Blob.from_file_path(str(path)))
        if not face.glyph_count:
            raise ValueError(key)
        self.key, self.family = key, family
        self.upem: int = face.upem
        self.font = hb.Font(face)
        if embolden:
            self.font.synthetic_bold = (embolden, embolden, False)
        self.coverage: frozenset[int] = frozenset(face.unicodes)
        metrics = self.font.get_font_extents("ltr")
        self.ascent: float = metrics.ascender / self.upem
        self.descent: float = -metrics.descender / self.upem
        self.colored: bool = face.has_color_paint or face.has_color_layers
        self._languages = _language_systems(face)
        self.cuts: dict[tuple[object, ...], float] = {}
        self._outlines: dict[int, Path] = {}
        self._extents: dict[int, tuple[float, float, float, float]] = {}
        self._layers: dict[int, tuple[ColorLayer, ...] | None] = {}

    def has(self, codepoint: int) -> bool:
        """Whether it has a glyph for this character."""
        return codepoint in self.coverage

    def language_for(self, tag: str) -> str:
        """The language to shape with: Macedonian letters are the Serbian ones where a font, having
        forms for Serbian, forgot to list Macedonian.
        """
        stand_in = _STAND_INS.get(tag)
        if stand_in is None:
            return tag
        own, other = stand_in
        return "sr" if own not in self._languages and other in self._languages else tag

    def remember_cut(self, key: tuple[object, ...], width: float) -> None:
        """Keep a width for :attr:`cuts`."""
        _bound(self.cuts)
        self.cuts[key] = width

    def outline(self, gid: int) -> Path:
        """A glyph's outline in font units, y down, origin on the baseline; empty for a space."""
        found = self._outlines.get(gid)
        if found is None:
            ops: list[tuple[str | float, ...]] = []
            self.font.draw_glyph(gid, _DRAW, ops)
            _bound(self._outlines)
            found = self._outlines[gid] = Path(tuple(ops))
        return found

    def extents(self, gid: int) -> tuple[float, float, float, float]:
        """A glyph's ink box in em, y down: left, top, right, bottom; zeros for a space."""
        found = self._extents.get(gid)
        if found is None:
            box = self.font.get_glyph_extents(gid)
            found = (0.0, 0.0, 0.0, 0.0)
            if box is not None:
                left, top = box.x_bearing / self.upem, -box.y_bearing / self.upem
                found = (left, top, left + box.width / self.upem, top - box.height / self.upem)
            _bound(self._extents)
            self._extents[gid] = found
        return found

    def color_layers(self, gid: int) -> tuple[ColorLayer, ...] | None:
        """The layers of a coloured glyph, lowest first, in font units with y down.

        None for a glyph without colours of its own: fill :meth:`outline` with the text's colour.
        A layer whose paint is None takes the text's colour too.
        """
        if not self.colored:
            return None
        if gid not in self._layers:
            _bound(self._layers, _MOST_LAYERED)
            self._layers[gid] = paint_layers(self.font, gid, self.outline)
        return self._layers[gid]


def _bound(cache: dict[Any, Any], most: int = _MOST_CACHED) -> None:
    """Keep a glyph cache from growing without end."""
    if len(cache) >= most:
        cache.clear()
