"""Glyphs: languages, fallback, joining, ligatures, emoji."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from studio.errors import EnvironmentFailure, InvalidInput
from studio.resources import Resources
from studio.text.engine import Run, TextEngine, TextLayout, TextStyle
from studio.text.fonts import FontLibrary
from studio.text.languages import language

WIDE = 1e6


def runs(layout: TextLayout) -> list[Run]:
    return [run for line in layout.lines for run in line.runs]


def ids(engine: TextEngine, text: str, name: str, style: TextStyle, **more: bool) -> list[int]:
    layout = engine.paragraph(text, language(name), style, **more).layout(WIDE, 1)
    return [gid for run in runs(layout) for gid in run.ids]


def faces(engine: TextEngine, text: str, name: str, style: TextStyle) -> list[tuple[str, int]]:
    layout = engine.paragraph(text, language(name), style).layout(WIDE, 1)
    return [(run.face, len(run.ids)) for run in runs(layout)]


def test_serbian_and_macedonian_have_their_own_b(engine: TextEngine, headline: TextStyle) -> None:
    serbian, russian = ids(engine, "бг", "sr", headline), ids(engine, "бг", "ru", headline)
    assert serbian[0] != russian[0]
    assert serbian[1] == russian[1]
    assert ids(engine, "б", "mk", headline) == ids(engine, "б", "sr", headline)


def test_noto_sans_has_the_serbian_b_too(engine: TextEngine) -> None:
    style = TextStyle(("Noto Sans",), 500)
    assert ids(engine, "б", "sr", style) != ids(engine, "б", "ru", style)


def test_arabic_letters_join(engine: TextEngine, arabic: TextStyle) -> None:
    alone, joined = ids(engine, "ب", "ar", arabic), ids(engine, "ببب", "ar", arabic)
    # First, middle and last form, none of them the form of a lone letter (dots may be shared).
    assert len(set(joined) - set(alone)) == 3


def test_letters_stay_joined_across_emphasis(engine: TextEngine, arabic: TextStyle) -> None:
    plain = ids(engine, "كتاب", "ar", arabic)
    assert ids(engine, "كت**اب**", "ar", arabic, markup=True) == plain


def test_kerning_crosses_emphasis_and_ligatures_do_not(engine: TextEngine, body: TextStyle) -> None:
    def width(text: str) -> float:
        return engine.paragraph(text, language("en"), body, markup=True).natural_width

    assert width("A**V**") == pytest.approx(width("AV"))
    assert width("AV") < width("A") + width("V") - 0.01
    assert len(ids(engine, "office", "en", body)) < len("office")
    assert len(ids(engine, "of**fice**", "en", body, markup=True)) == len("of") + len("ce") + 1 + 1
    assert ids(engine, "o**ffi**ce", "en", body, markup=True) != ids(engine, "of**fi**ce", "en", body)


def test_each_script_gets_its_font(engine: TextEngine, headline: TextStyle, arabic: TextStyle) -> None:
    assert faces(engine, "Ђ ђ Ѓ Ќ Ω", "en", headline) == [("commissioner-900", 9)]
    assert [key for key, _ in faces(engine, "שלום MIL", "he", headline)] == [
        "commissioner-900",
        "noto-sans-hebrew-900",
    ]
    assert [key for key, _ in faces(engine, "قناة MIL CLICKS", "ar", arabic)] == [
        "commissioner-900",
        "noto-kufi-arabic-900",
    ]
    assert faces(engine, "ตรวจ", "th", headline)[0][0] == "noto-sans-thai-900"
    assert faces(engine, "写真です。", "ja", headline) == [("noto-sans-jp-900", 5)]


def test_a_run_of_latin_keeps_its_spaces_and_marks(engine: TextEngine, arabic: TextStyle) -> None:
    assert faces(engine, "https://example.org/a?b=1 #MIL_CLICKS", "ar", arabic) == [
        ("commissioner-900", 11),
        ("noto-kufi-arabic-900", 1),
        ("commissioner-900", 25),
    ]


@pytest.mark.parametrize("emoji", ["😀", "👩🏽‍🚀", "🇷🇸", "1️⃣", "❤️", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁥󠁮󠁧󠁿"])
def test_an_emoji_sequence_is_drawn_by_the_emoji_font(
    engine: TextEngine, headline: TextStyle, emoji: str
) -> None:
    paragraph = engine.paragraph(f"a{emoji}b", language("en"), headline)
    keys = [run.face for run in runs(paragraph.layout(WIDE, 1))]
    assert keys == ["commissioner-900", "noto-color-emoji-400", "commissioner-900"]
    assert paragraph.missing == ""


def test_a_space_or_hyphen_of_another_width_stays_in_its_font(
    engine: TextEngine, headline: TextStyle
) -> None:
    text = "«\u202foui\u202f» a\u2011b\u2009c"
    assert faces(engine, text, "fr", headline) == [("commissioner-900", len(text))]
    narrow, normal = (
        engine.paragraph(f"a{space}b", language("fr"), headline).natural_width
        for space in ("\u202f", "\u00a0")
    )
    assert 0.02 < normal - narrow < 0.2


def test_a_space_beside_an_emoji_is_not_the_emoji_fonts(
    engine: TextEngine, headline: TextStyle
) -> None:
    assert faces(engine, "a 😀 b", "en", headline) == [
        ("commissioner-900", 2),
        ("noto-color-emoji-400", 1),
        ("commissioner-900", 2),
    ]


def test_an_emoji_in_text_style_is_text(engine: TextEngine, headline: TextStyle) -> None:
    assert all(key != "noto-color-emoji-400" for key, _ in faces(engine, "❤\ufe0e", "en", headline))


def test_a_character_of_no_font_is_told_and_drawn(engine: TextEngine, headline: TextStyle) -> None:
    paragraph = engine.paragraph("a\U0001e100b", language("en"), headline)
    assert paragraph.missing == "\U0001e100"
    assert [one.code for one in paragraph.diagnostics] == ["text.missing-glyph"]
    assert "U+1E100" in str(paragraph.diagnostics[0])
    assert [run.ids[1] for run in runs(paragraph.layout(WIDE, 1))] == [0]


def test_what_needs_no_glyph_is_never_missing(engine: TextEngine, headline: TextStyle) -> None:
    text = "a\u00adb\u200bc\u200dd\u2066e\u2069f\u00a0g"
    assert engine.paragraph(text, language("en"), headline).missing == ""


@pytest.mark.parametrize(
    ("text", "name", "sets"),
    [
        ("写真", "en", "cjk"),
        ("ភាសា", "km", "scripts"),
        ("한글 ไทย", "ko", "cjk,scripts"),
        ("🙂", "en", "emoji"),
    ],
)
def test_a_font_set_left_out_is_named(
    resources: Resources, fonts: FontLibrary, tmp_path: Path, text: str, name: str, sets: str
) -> None:
    for entry in fonts.entries:
        if entry.set == "core":
            shutil.copy(fonts.folder / entry.file, tmp_path)
    small = TextEngine(FontLibrary(tmp_path, resources.font_lock))
    paragraph = small.paragraph(text, language(name), TextStyle(("Commissioner",), 500))
    assert set(paragraph.missing) == set(text) - {" "}
    assert f"“{sets}”" in str(paragraph.diagnostics[0])
    assert "make fonts" in str(paragraph.diagnostics[0])


def test_without_core_fonts_nothing_is_set(resources: Resources, tmp_path: Path) -> None:
    bare = TextEngine(FontLibrary(tmp_path, resources.font_lock))
    with pytest.raises(EnvironmentFailure, match="make fonts"):
        bare.paragraph("a", language("en"), TextStyle(("Commissioner",), 500))


def test_an_unknown_family_is_refused(engine: TextEngine) -> None:
    with pytest.raises(InvalidInput):
        engine.paragraph("a", language("en"), TextStyle(("Comic Sans",), 500))


def test_the_same_text_is_shaped_once(engine: TextEngine, body: TextStyle) -> None:
    one = engine.paragraph("once only", language("en"), body)
    assert engine.paragraph("once only", language("en"), body) is one
    assert engine.paragraph("once only", language("sr"), body) is not one


def test_letter_spacing_stands_between_letters_of_the_first_family(engine: TextEngine) -> None:
    def width(text: str, name: str, family: str, tracking: float) -> float:
        style = TextStyle((family,), 900, tracking=tracking)
        return engine.paragraph(text, language(name), style).natural_width

    assert width("мост", "sr", "Commissioner", 0.1) == pytest.approx(
        width("мост", "sr", "Commissioner", 0) + 0.3
    )
    plain = width("بيت", "ar", "Noto Kufi Arabic", 0)
    assert width("بيت", "ar", "Noto Kufi Arabic", 0.1) == pytest.approx(plain)


@pytest.mark.parametrize("families", [("Commissioner",), ("Noto Sans",)])
def test_a_narrow_space_parts_digits(engine: TextEngine, families: tuple[str, ...]) -> None:
    """Commissioner has none, and half of its own thin space would not be seen."""
    style = TextStyle(families, 500)
    one, with_narrow, with_own = (
        engine.paragraph(text, language("fr"), style).natural_width
        for text in ("12", "1\u202f2", "1 2")
    )
    assert one + 0.14 < with_narrow < with_own
