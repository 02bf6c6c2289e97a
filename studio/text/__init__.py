"""Text: from characters of any script to glyphs at their places.

In: a text with its language and style, and the fonts of the lock file. Out: a
:class:`~studio.text.engine.Paragraph`, shaped once, that answers how many lines it takes at a width
and lays itself out at any size by arithmetic. Nothing here knows boxes, colours or pixels.

===================  ==============================================================
:mod:`.fonts`        the lock file, and faces by key
:mod:`.face`         one font file: coverage, metrics, outlines
:mod:`.languages`    the table of languages
:mod:`.markup`       ``**emphasis**`` marks and the cleaning of strange characters
:mod:`.tokens`       links, hashtags, handles and numbers that stay whole
:mod:`.bidi`         embedding levels and visual order, isolates
:mod:`.uax9`         the bidirectional algorithm itself (UAX #9)
:mod:`.breaks`       where lines may break (UAX #14 and each language's manners)
:mod:`.hyphens`      where words that are too wide may be divided
:mod:`.script`       runs of one script (UAX #24)
:mod:`.fallback`     which face draws which character
:mod:`.shape`        HarfBuzz: runs of glyphs at units per em
:mod:`.wrap`         which breaks are taken: greedy or balanced
:mod:`.pen`          where the pen is before and after each character
:mod:`.placing`      a line's glyphs from left to right
:mod:`.paragraph`    the arithmetic of lines
:mod:`.setting`      the finished layout, as values
:mod:`.engine`       the door: :class:`~studio.text.engine.TextEngine`
===================  ==============================================================
"""
