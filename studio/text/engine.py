"""The door of the room.

In: a text, its language, a style. Out: a :class:`Paragraph`. The same question gets the same
paragraph from a bounded cache, so a text is shaped once for all sizes and formats of a card.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from studio.diagnostics import N_, Diagnostic, Severity
from studio.model.language import Language
from studio.text import bidi, markup
from studio.text.breaks import find_breaks, with_narrow_spaces
from studio.text.fallback import Fallback
from studio.text.fonts import FontLibrary
from studio.text.paragraph import Paragraph
from studio.text.pen import Material
from studio.text.script import scripts
from studio.text.setting import Align, Line, Metrics, Run, TextLayout
from studio.text.shape import Shaper, itemize
from studio.text.tokens import find_tokens

__all__ = ["Align", "Line", "Paragraph", "Run", "TextEngine", "TextLayout", "TextStyle"]

# Missing characters for which the font set is looked up; a text with more of them is no text.
_MOST_ASKED = 32
_MOST_PARAGRAPHS = 512


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a text is set.

    Attributes:
        families: preferred first; the fallback chain of the script follows by itself.
        weight: 100 to 900; each family gives its nearest.
        tracking: em between letters of the first family, in scripts whose letters do not touch.
        leading: line height in em.
        emphasis_gap: em of space where an emphasised stretch begins or ends beside other text.
        emphasis_pad: em that is drawn round an emphasised stretch; more space where no white space
            stands between it and its neighbour, so that a comma is not drawn over the edge.
    """

    families: tuple[str, ...]
    weight: int
    tracking: float = 0.0
    leading: float = 1.3
    emphasis_gap: float = 0.0
    emphasis_pad: float = 0.0


class TextEngine:
    """Makes paragraphs of the fonts of a library. One per process: HarfBuzz fonts do not travel."""

    def __init__(self, fonts: FontLibrary) -> None:
        self.fonts = fonts
        self._fallback = lru_cache(maxsize=64)(self._new_fallback)
        self._paragraph = lru_cache(maxsize=_MOST_PARAGRAPHS)(self._new_paragraph)

    def paragraph(
        self, text: str, language: Language, style: TextStyle, *, markup: bool = False
    ) -> Paragraph:
        """Shape a text; with ``markup``, ``**so**`` marks emphasis.

        Raises:
            InvalidInput: ``fonts.unknown-family``.
            EnvironmentFailure: ``fonts.missing`` or ``fonts.damaged``.
        """
        return self._paragraph(text, language, style, markup)

    def _new_fallback(self, families: tuple[str, ...], weight: int) -> Fallback:
        return Fallback(self.fonts, families, weight)

    def _new_paragraph(
        self, source: str, language: Language, style: TextStyle, marked: bool
    ) -> Paragraph:
        cleaned, diagnostics = markup.clean(source)
        parsed = markup.parse(cleaned) if marked else markup.Marked(cleaned)
        text = with_narrow_spaces(parsed.text, language)
        spans = tuple(filter(None, (_trimmed(text, *span) for span in parsed.spans)))
        tokens = find_tokens(text)
        isolated = bidi.isolates(text, tokens, rtl=language.rtl)
        levels = bidi.levels(text, rtl=language.rtl, isolated=isolated)
        cuts = [edge for token in tokens if token.kind != "number" for edge in (token.start, token.end)]
        fallback = self._fallback(style.families, style.weight)
        items, missing = itemize(
            text,
            scripts(text, language.script, cuts),
            levels,
            fallback,
            language.script,
            style.families[0] if style.families else "",
        )
        shaper = Shaper(text, language.tag, [edge for span in spans for edge in span])
        for item in items:
            shaper.fill(item)
        own = fallback.chain(language.script, language.script)
        material = Material(
            text,
            language,
            spans,
            tuple(items),
            shaper,
            tuple(find_breaks(text, language, tokens)),
            tuple(tokens),
            Metrics(own.first.ascent, own.first.descent, style.leading),
            style.tracking,
            style.emphasis_gap,
            style.emphasis_pad,
        )
        absent = fallback.absent_sets(missing[:_MOST_ASKED], language.script) if missing else ()
        told = (*diagnostics, *parsed.diagnostics, *_missing(missing, absent))
        return Paragraph(material, missing, told)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """An emphasised stretch without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _missing(characters: str, absent: tuple[str, ...]) -> tuple[Diagnostic, ...]:
    if not characters:
        return ()
    codes = ", ".join(f"{char} (U+{ord(char):04X})" for char in characters[:8])
    hint = (
        N_("Add the font set “{sets}”: run `make fonts`.")
        if absent
        else N_("Write it with other characters.")
    )
    return (
        Diagnostic(
            "text.missing-glyph",
            Severity.WARNING,
            N_("No font of the studio can draw {characters}."),
            {"characters": codes, "sets": ",".join(absent)},
            hint=hint,
        ),
    )
