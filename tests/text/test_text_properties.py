"""What holds for every text that anybody may write."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from studio.caption.plain import plain
from studio.text.engine import Paragraph, TextEngine, TextLayout, TextStyle
from studio.text.languages import language
from studio.text.placing import MOST_LEAN, line_parts

WORDS = """
    ** \\ и a #MILCLICKS @mil https://example.org/a/b AVAT office ffi - – longwordlongwordlongword
    ( ) « » é قبل أن تشارك بَّ שלום ٢٠٢٤ 東京の写真 です。 ตรวจสอบ 한국어 😀 👩🏽‍🚀 🇷🇸
"""
ODD = "\n\u0301\u00ad\u200b\u00a0\u2066\u2069\u202e\u202c\ud800\x07"
SNIPPETS = st.sampled_from([*WORDS.split(), *ODD, " ", " ", "20 km ", "и ", "a "])
ANY = st.text(st.characters(exclude_categories=()), max_size=12)
TEXTS = st.lists(SNIPPETS | ANY, max_size=14).map("".join)
LANGUAGES = st.sampled_from(["en", "sr", "fr", "ar", "he", "ja", "th"])
STYLE = TextStyle(("Commissioner",), 900, tracking=-0.018, leading=1.1, emphasis_gap=0.05)


def check(paragraph: Paragraph, layout: TextLayout, column: float) -> None:
    """The promises of a layout of size 1."""
    edges = [(line.start, line.end) for line in layout.lines]
    assert "".join(paragraph.text[a:b] for a, b in edges) == paragraph.text
    for line in layout.lines:
        assert layout.overflow or line.width <= column + 1e-4
        for left, right in line.spans:
            # Letter-spacing may fall outside where both directions meet at an end of the line, and
            # ink may lean out.
            out = MOST_LEAN + 0.02
            assert line.left - out <= left <= right <= line.left + line.width + out
        assert sum(line.starts_emphasis for line in layout.lines) <= len(paragraph.spans)
    plan = paragraph._pen.line_plan()
    drawn: Counter[int] = Counter()
    for line in layout.lines:
        end = paragraph._pen.visible_end(line.start, line.end)
        parts = line_parts(plan, line.start, end)
        hyphen = int(paragraph._pen.hyphenated(line.end) and bool(parts))
        shaped = sum(len(glyphs.ids) for _, glyphs in parts)
        assert sum(len(run.ids) for run in line.runs) == shaped + hyphen
        begun = sorted({cluster for _, glyphs in parts for cluster in glyphs.clusters})
        assert not begun or (begun[0] == line.start and begun[-1] < end)
        drawn.update(begun)
    assert not drawn or max(drawn.values()) == 1
    # Every cluster of the whole paragraph is drawn, unless it hangs unseen at the end of a line.
    for item in plan.items:
        for cluster in item.first:
            if not any(paragraph._pen.visible_end(a, b) <= cluster < b for a, b in edges):
                assert cluster in drawn


@settings(max_examples=150)
@given(TEXTS, LANGUAGES, st.floats(0.5, 15, width=16), st.booleans(), st.booleans(), st.booleans())
def test_any_text_is_set_whole(
    engine: TextEngine, text: str, name: str, width: float, balanced: bool, before: bool, keep: bool
) -> None:
    paragraph = engine.paragraph(text, language(name), STYLE, markup=True)
    flags = {"balanced": balanced, "break_before_emphasis": before, "keep_emphasis": keep}
    layout = paragraph.layout(width, 1, **flags)  # type: ignore[arg-type]
    check(paragraph, layout, width)
    assert len(layout.lines) == paragraph.lines_at(width, **flags)


@settings(max_examples=60)
@given(TEXTS, LANGUAGES)
def test_wider_columns_take_no_more_lines(engine: TextEngine, text: str, name: str) -> None:
    paragraph = engine.paragraph(text, language(name), STYLE, markup=True)
    counts = [paragraph.lines_at(width) for width in (1, 2, 4, 8, 16, 64)]
    assert counts == sorted(counts, reverse=True)
    assert not paragraph.layout(paragraph.widest + 1e-3, 1).overflow


@pytest.mark.parametrize(
    "text",
    [
        *(
            part * 3000
            for part in ("a", "\u0301", "ب", "😀", "\u202e", "\u2067", "字", "(", "กำ", "**")
        ),
        *(part * 2000 for part in ("a-", "a\u200b", "a ب ", "и ")),
    ],
    ids=lambda text: f"{ord(text[0]):04X}x{len(text)}",
)
def test_long_and_strange_texts_end(engine: TextEngine, text: str) -> None:
    paragraph = engine.paragraph(text, language("en"), STYLE, markup=True)
    layout = paragraph.layout(10, 1, balanced=True)
    assert len(layout.lines) == paragraph.lines_at(10, balanced=True)
    assert "".join(paragraph.text[line.start : line.end] for line in layout.lines) == paragraph.text


@pytest.mark.parametrize("letter", ["a", "ж", "ب", "क", "က", "字", "한", "𐐀"])
def test_a_word_of_ten_thousand_letters_is_set(engine: TextEngine, letter: str) -> None:
    paragraph = engine.paragraph(letter * 10_000, language("en"), STYLE)
    layout = paragraph.layout(20, 1)
    assert layout.overflow == (paragraph.widest_divided > 20)
    assert sum(line.end - line.start for line in layout.lines) == 10_000


@settings(max_examples=100)
@given(TEXTS)
def test_what_layout_needs_never_reaches_a_caption(engine: TextEngine, text: str) -> None:
    shown = engine.paragraph(text, language("th"), STYLE, markup=True)
    shown.layout(5, 1)
    caption, _found = plain(text)
    assert not set(caption) & set("\u200b\u00ad\u2060\ufeff\u202e\ud800\x07")
    # Nor does the engine add any: what is drawn is what was written.
    assert shown.text.count("\u200b") <= text.count("\u200b")


@pytest.mark.parametrize("text", ["\ud800", "a\udfff b", "\udc00\ud800"])
def test_half_a_pair_is_told(engine: TextEngine, text: str) -> None:
    paragraph = engine.paragraph(text, language("en"), STYLE)
    assert [d.code for d in paragraph.diagnostics][:1] == ["text.surrogate"]
    assert not any("\ud800" <= char <= "\udfff" for char in paragraph.text)
