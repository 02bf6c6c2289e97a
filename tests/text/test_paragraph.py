"""Lines, places and boxes."""

from __future__ import annotations

import math

import pytest

from studio.text.engine import Line, Paragraph, TextEngine, TextLayout, TextStyle
from studio.text.languages import language
from studio.text.placing import LEAN

CLAIM = "Before you share it, **look for the first** place it was posted."


def texts(paragraph: Paragraph, layout: TextLayout) -> list[str]:
    return [paragraph.text[line.start : line.end].rstrip() for line in layout.lines]


def first_x(line: Line) -> float:
    return min(x for run in line.runs for x, _ in run.places)


@pytest.fixture
def claim(engine: TextEngine, headline: TextStyle) -> Paragraph:
    return engine.paragraph(CLAIM, language("en"), headline, markup=True)


def test_everything_grows_with_the_size(claim: Paragraph) -> None:
    one, ten = claim.layout(6, 1, balanced=True), claim.layout(60, 10, balanced=True)
    assert texts(claim, one) == texts(claim, ten)
    assert ten.height == pytest.approx(one.height * 10)
    assert ten.ink == pytest.approx(tuple(10 * n for n in one.ink))
    for small, large in zip(one.lines, ten.lines, strict=True):
        assert (large.baseline, large.left, large.width) == pytest.approx(
            (small.baseline * 10, small.left * 10, small.width * 10)
        )
        assert large.runs[0].ids == small.runs[0].ids
        assert large.runs[-1].places[-1] == pytest.approx(
            tuple(10 * n for n in small.runs[-1].places[-1])
        )


def test_the_baseline_is_that_of_css(claim: Paragraph) -> None:
    layout = claim.layout(600, 100)
    ascent, descent, leading = 101.7, 20.6, 107
    first = (leading - ascent - descent) / 2 + ascent
    assert layout.lines[0].baseline == pytest.approx(first)
    assert layout.lines[2].baseline == pytest.approx(first + 2 * leading)
    assert layout.height == pytest.approx(leading * len(layout.lines))


def test_the_number_of_lines_is_known_beforehand(claim: Paragraph) -> None:
    for width in (3, 4, 5.5, 8, 12, 40):
        for balanced in (True, False):
            for before in (True, False):
                assert claim.lines_at(width, balanced=balanced, break_before_emphasis=before) == len(
                    claim.layout(width * 7, 7, balanced=balanced, break_before_emphasis=before).lines
                )


def test_balanced_lines_leave_no_word_alone(engine: TextEngine, headline: TextStyle) -> None:
    paragraph = engine.paragraph("Check who wrote it and when", language("en"), headline)
    width = paragraph.natural_width - 0.1
    assert texts(paragraph, paragraph.layout(width, 1))[-1].count(" ") >= 1
    first, last = paragraph.layout(width, 1, balanced=True).lines
    assert abs(first.width - last.width) < 3


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("sr", "Стани и размисли пре него што кликнеш", "и"),
        ("pt", "Pare e pense antes de partilhar a notícia", "e"),
        ("fr", "Va à la source avant de partager", "à"),
    ],
)
def test_no_headline_line_ends_with_a_short_word(
    engine: TextEngine, headline: TextStyle, name: str, text: str, word: str
) -> None:
    paragraph = engine.paragraph(text, language(name), headline)
    for tenth in range(60, 200, 3):
        lines = texts(paragraph, paragraph.layout(tenth / 10, 1, balanced=True))
        assert not any(line.endswith(f" {word}") for line in lines)


def test_manners_give_way_before_a_word_sticks_out(engine: TextEngine, headline: TextStyle) -> None:
    paragraph = engine.paragraph("и дезинформација", language("sr"), headline)
    width = paragraph.widest + 0.01
    assert texts(paragraph, paragraph.layout(width, 1, balanced=True)) == ["и", "дезинформација"]
    assert not paragraph.layout(width, 1, balanced=True).overflow


def test_a_word_wider_than_the_column_is_told(claim: Paragraph) -> None:
    assert claim.layout(claim.widest - 0.01, 1).overflow
    assert not claim.layout(claim.widest, 1).overflow
    assert not claim.layout(claim.natural_width, 1).overflow
    assert len(claim.layout(claim.natural_width, 1).lines) == 1


def test_a_link_breaks_only_when_it_must(engine: TextEngine, body: TextStyle) -> None:
    link = "https://example.org/one/two"
    paragraph = engine.paragraph(f"see {link} now", language("en"), body)
    width = engine.paragraph(link, language("en"), body).natural_width
    assert texts(paragraph, paragraph.layout(width + 0.01, 1)) == ["see", link, "now"]
    narrow = paragraph.layout(width - 0.01, 1)
    assert texts(paragraph, narrow) == ["see https://example.org/one/", "two now"]
    assert not narrow.overflow


def test_emphasis_is_a_box_on_each_line(claim: Paragraph) -> None:
    lines = claim.layout(7, 1).lines
    marked = [line for line in lines if line.spans]
    assert len(marked) == 2
    assert [line.starts_emphasis for line in marked] == [True, False]
    assert [line.ends_emphasis for line in marked] == [False, True]
    (left, right) = marked[0].spans[0]
    assert right == pytest.approx(marked[0].left + marked[0].width)
    run = next(run for run in marked[0].runs if run.emphasised)
    assert run.places[0][0] == pytest.approx(left)
    assert not any(run.emphasised for line in lines if not line.spans for run in line.runs)


def test_an_emphasised_phrase_can_be_kept_together(engine: TextEngine, headline: TextStyle) -> None:
    paragraph = engine.paragraph(
        "one two three **four five** six", language("en"), headline, markup=True
    )
    width = next(
        w / 10
        for w in range(40, 200)
        if len([x for x in paragraph.layout(w / 10, 1).lines if x.spans]) == 2
    )
    kept = paragraph.layout(width, 1, keep_emphasis=True)
    assert len([line for line in kept.lines if line.spans]) == 1
    assert len(kept.lines) == paragraph.lines_at(width, keep_emphasis=True)
    assert not kept.overflow


def test_emphasis_can_begin_a_line(engine: TextEngine, body: TextStyle) -> None:
    paragraph = engine.paragraph(
        "A friend writes. **What now?** Hm.", language("en"), body, markup=True
    )
    layout = paragraph.layout(math.inf, 1, break_before_emphasis=True)
    assert texts(paragraph, layout) == ["A friend writes.", "What now? Hm."]
    start = engine.paragraph("**What now?** Hm.", language("en"), body, markup=True)
    assert len(start.layout(math.inf, 1, break_before_emphasis=True).lines) == 1


@pytest.mark.parametrize(
    ("text", "gaps"),
    [("ab **cd** ef", 2), ("**cd** ef", 1), ("ab **cd**", 1), ("**cd**", 0), ("日**本**語", 2)],
)
def test_a_gap_stands_where_emphasis_meets_text(engine: TextEngine, text: str, gaps: int) -> None:
    def layout(gap: float) -> TextLayout:
        style = TextStyle(("Commissioner",), 900, emphasis_gap=gap)
        return engine.paragraph(text, language("en"), style, markup=True).layout(math.inf, 1)

    assert layout(0.5).used == pytest.approx(layout(0).used + gaps * 0.5)
    left, right = layout(0.5).lines[0].spans[0]
    assert right - left == pytest.approx(
        layout(0).lines[0].spans[0][1] - layout(0).lines[0].spans[0][0]
    )


def test_a_gap_is_not_left_at_the_ends_of_lines(engine: TextEngine) -> None:
    style = TextStyle(("Commissioner",), 900, emphasis_gap=0.5)
    paragraph = engine.paragraph("aaaa **bbbb** cccc", language("en"), style, markup=True)
    layout = paragraph.layout(paragraph.widest + 0.2, 1)
    assert len(layout.lines) == 3
    plain = engine.paragraph("bbbb", language("en"), style)
    assert layout.lines[1].width == pytest.approx(plain.natural_width)
    assert layout.lines[1].left == 0


@pytest.mark.parametrize(
    ("text", "pads"),
    [
        ("ab **cd** ef", 0),
        ("ab **cd**, ef", 1),
        ("ab (**cd**)", 2),
        ("日**本**語", 2),
        ("**ab**", 0),
        ("و**قرأ**", 1),
        ("ل**ع**ل", 0),
    ],
)
def test_a_mark_beside_emphasis_stands_clear_of_its_box(
    engine: TextEngine, text: str, pads: int
) -> None:
    def used(pad: float) -> float:
        style = TextStyle(("Commissioner",), 900, emphasis_pad=pad)
        return engine.paragraph(text, language("en"), style, markup=True).layout(math.inf, 1).used

    assert used(0.5) == pytest.approx(used(0) + pads * 0.5)


@pytest.mark.parametrize(
    ("name", "text", "kept"),
    [
        ("en", "Look at aaaa **now no** and then", True),
        ("en", "Look at aaaa **now and there** and then", False),
        ("ja", "この写真は**今日のもの**ではありません", True),
    ],
)
def test_short_emphasis_stays_on_one_line(
    engine: TextEngine, body: TextStyle, name: str, text: str, kept: bool
) -> None:
    paragraph = engine.paragraph(text, language(name), body, markup=True)
    divided = [
        any(len(line.spans) == 1 and not line.ends_emphasis for line in layout.lines)
        for layout in (paragraph.layout(step / 8, 1) for step in range(72, 120))
    ]
    assert any(divided) != kept


def test_right_to_left_text_starts_at_the_right(engine: TextEngine, arabic: TextStyle) -> None:
    text = "قبل أن تشارك، **ابحث** عن أول مكان"
    paragraph = engine.paragraph(text, language("ar"), arabic, markup=True)
    layout = paragraph.layout(900, 100, balanced=True)
    assert layout.rtl
    for line in layout.lines:
        assert line.left + line.width == pytest.approx(900)
    marked = next(line for line in layout.lines if line.spans)
    before = paragraph.text[marked.start : paragraph.spans[0][0]]
    (_, right) = marked.spans[0]
    space = (
        engine.paragraph(before, language("ar"), arabic).natural_width * 100 if before.strip() else 0
    )
    assert right <= marked.left + marked.width - space + 1e-6


def test_mixed_directions_split_an_emphasis_box(engine: TextEngine, arabic: TextStyle) -> None:
    paragraph = engine.paragraph("ا**ب abc** def ج", language("ar"), arabic, markup=True)
    spans = paragraph.layout(math.inf, 1).lines[0].spans
    assert len(spans) == 2
    assert spans[0][1] < spans[1][0]


def test_the_hash_stands_left_of_its_word_in_arabic(engine: TextEngine, arabic: TextStyle) -> None:
    layout = engine.paragraph("تحقق #MILCLICKS اليوم", language("ar"), arabic).layout(math.inf, 100)
    latin = next(run for run in layout.lines[0].runs if run.face == "commissioner-900")
    face = engine.fonts.face("commissioner-900")
    gids = [face.font.get_nominal_glyph(ord(char)) for char in "#M"]
    xs = [latin.places[latin.ids.index(gid)][0] for gid in gids]
    assert xs[0] < xs[1]


def test_brackets_are_mirrored_in_arabic(engine: TextEngine, arabic: TextStyle) -> None:
    arabic_line = engine.paragraph("(اب)", language("ar"), arabic).layout(math.inf, 1).lines[0]
    face = engine.fonts.face("noto-kufi-arabic-900")
    first, last = arabic_line.runs[0].ids[0], arabic_line.runs[-1].ids[-1]
    assert first == face.font.get_nominal_glyph(ord("("))
    assert last == face.font.get_nominal_glyph(ord(")"))


@pytest.mark.parametrize(
    ("align", "name", "share"),
    [("start", "en", 0), ("center", "en", 0.5), ("end", "en", 1), ("start", "he", 1), ("end", "he", 0)],
)
def test_alignment_follows_the_reading_direction(
    engine: TextEngine, body: TextStyle, align: str, name: str, share: float
) -> None:
    layout = engine.paragraph("אב", language(name), body).layout(10, 1, align=align)  # type: ignore[arg-type]
    line = layout.lines[0]
    assert line.left == pytest.approx((10 - line.width) * share)
    assert first_x(line) == pytest.approx(line.left, abs=0.1)


def test_line_feeds_break_and_empty_lines_stay(engine: TextEngine, body: TextStyle) -> None:
    paragraph = engine.paragraph("\none\n\ntwo \n", language("en"), body)
    layout = paragraph.layout(math.inf, 1)
    assert texts(paragraph, layout) == ["one", "", "two"]
    assert [bool(line.runs) for line in layout.lines] == [True, False, True]
    assert layout.lines[1].width == 0


@pytest.mark.parametrize("text", ["", "  ", "\n", "****", "\u0000"])
def test_an_empty_text_has_no_lines(engine: TextEngine, body: TextStyle, text: str) -> None:
    paragraph = engine.paragraph(text, language("ar"), body, markup=True)
    layout = paragraph.layout(10, 1)
    assert (layout.lines, layout.height, layout.overflow) == ((), 0, False)
    assert paragraph.lines_at(5) == 0
    assert paragraph.widest == paragraph.natural_width == 0


def test_a_soft_hyphen_shows_only_where_the_line_breaks(engine: TextEngine, body: TextStyle) -> None:
    paragraph = engine.paragraph("verifi\u00adcation", language("en"), body)
    whole = engine.paragraph("verification", language("en"), body)
    assert paragraph.natural_width == pytest.approx(whole.natural_width, abs=0.1)
    broken = paragraph.layout(paragraph.widest, 1)
    assert len(broken.lines) == 2
    assert not broken.overflow
    head = engine.paragraph("verifi", language("en"), body)
    assert broken.lines[0].width > head.natural_width + 0.2


@pytest.mark.parametrize("text", ["a\u00ad", "a\u00ad b", "a\u00ad\nb", "\u00ad\u200b"])
def test_a_soft_hyphen_at_the_end_of_a_word_stays_unseen(
    engine: TextEngine, body: TextStyle, text: str
) -> None:
    paragraph = engine.paragraph(text, language("en"), body)
    first = paragraph.layout(paragraph.widest + 0.01, 1).lines[0]
    assert first.width == pytest.approx(engine.paragraph(text[0], language("en"), body).natural_width)


def test_kerning_at_a_break_is_shaped_anew(engine: TextEngine, body: TextStyle) -> None:
    paragraph = engine.paragraph("AV-AV", language("en"), body)
    alone = [engine.paragraph(text, language("en"), body).natural_width for text in ("AV-", "AV")]
    lines = paragraph.layout(paragraph.widest, 1).lines
    assert [line.width for line in lines] == pytest.approx(alone)
    assert paragraph.widest == pytest.approx(max(alone))


def test_ink_is_round_the_outlines(engine: TextEngine, headline: TextStyle) -> None:
    layout = engine.paragraph("Hp", language("en"), headline).layout(math.inf, 100)
    base = layout.lines[0].baseline
    assert layout.ink.y < base - 65
    assert base + 10 < layout.ink.bottom < base + 35
    assert 0 <= layout.ink.x < 12


def test_vowel_signs_may_leave_the_line_and_are_measured(engine: TextEngine, arabic: TextStyle) -> None:
    plain = engine.paragraph("بت", language("ar"), arabic).layout(math.inf, 100)
    voweled = engine.paragraph("بَّتَّ", language("ar"), arabic).layout(math.inf, 100)
    assert voweled.ink.y < plain.ink.y


@pytest.mark.parametrize(
    ("name", "text", "lines"),
    [
        ("de", "Desinformationskampagne", ["Desinfor", "mations", "kampagne"]),
        ("sr", "дезинформација", ["дезин", "форма", "ција"]),
        ("tr", "dezenformasyonların", ["dezenformasyonların"]),  # no good patterns
        ("en", "so misinformation", ["so misin", "formation"]),
    ],
)
def test_a_word_wider_than_the_column_is_divided(
    engine: TextEngine, body: TextStyle, name: str, text: str, lines: list[str]
) -> None:
    paragraph = engine.paragraph(text, language(name), body)
    found = paragraph.layout(4.8, 1)
    assert [line.rstrip() for line in texts(paragraph, found)] == lines
    assert found.overflow == (len(lines) == 1)
    assert paragraph.lines_at(4.8) == len(lines)
    assert paragraph.lines_at(4.8, balanced=True) == paragraph.lines_at(20) + text.count(" ")
    assert len(paragraph.layout(20, 1).lines) == 1


def test_a_divided_word_shows_hyphens_that_fit(engine: TextEngine, body: TextStyle) -> None:
    paragraph = engine.paragraph("Desinformationskampagne", language("de"), body)
    layout = paragraph.layout(4.8, 1)
    hyphen = engine.paragraph("\u2010", language("de"), body).layout(9, 1).lines[0].runs[0].ids[-1]
    assert [line.runs[-1].ids[-1] == hyphen for line in layout.lines] == [True, True, False]
    assert all(line.width <= 4.8 for line in layout.lines)
    assert paragraph.widest_divided < 4.8 < paragraph.widest


@pytest.mark.parametrize(
    ("name", "kept"), [("pl", True), ("cs", True), ("sk", True), ("hr", False), ("en", False)]
)
def test_body_text_keeps_short_words_only_where_the_language_asks_for_it(
    engine: TextEngine, body: TextStyle, name: str, kept: bool
) -> None:
    """Every width: the one-letter word is last on some line of a language that lets it be."""
    paragraph = engine.paragraph("kava a voda a chleba a maslo", language(name), body)
    ends = {
        line.split()[-1]
        for width in range(4, 16)
        for line in texts(paragraph, paragraph.layout(width, 1))[:-1]
    }
    assert ("a" in ends) is not kept
    # A word that leaves no room for both gives way.
    assert not engine.paragraph("i wolontariusze", language("pl"), body).layout(7.3, 1).overflow


def test_letters_that_lean_out_are_inside_their_emphasis(engine: TextEngine) -> None:
    style = TextStyle(("Noto Nastaliq Urdu",), 700, leading=2.6)
    layout = engine.paragraph("**آزاد**", language("ur@nastaliq"), style, markup=True).layout(9, 1)
    (line,) = layout.lines
    ((left, right),) = line.spans
    assert left - LEAN <= line.ink.x
    assert line.ink.right <= right + LEAN
    assert right > line.left + line.width


def test_french_marks_keep_a_narrow_space(engine: TextEngine, body: TextStyle) -> None:
    french = engine.paragraph("Vrai ? « Oui » ; non", language("fr"), body)
    assert french.text == "Vrai\u202f? «\u202fOui\u202f»\u202f; non"
    assert engine.paragraph("Vrai? «Oui»", language("fr"), body).text == "Vrai? «Oui»"
    assert engine.paragraph("Vrai ?", language("en"), body).text == "Vrai ?"
    layout = french.layout(3, 1)
    assert not any(texts(french, layout)[n].lstrip()[:1] in "?»;" for n in range(len(layout.lines)))


@pytest.mark.parametrize(
    ("address", "width", "lines"),
    [
        (
            "unesdoc.unesco.org/ark:/48223/pf0000377068",
            11.0,
            ["unesdoc.unesco.org/", "ark:/48223/", "pf0000377068"],
        ),
        ("unesdoc.unesco.org/ark:/48223", 4.0, ["unesdoc.unesco.org/", "ark:/", "48223"]),
        ("example.org/mil-course", 8.0, ["example.org/", "mil-course"]),
        (
            "example.org/media-information-literacy",
            14.0,
            ["example.org/", "media-information-literacy"],
        ),
        # Too wide between its slashes: its own hyphens are places too, and each line is filled.
        (
            "example.org/media-information-literacy",
            10.5,
            ["example.org/media-", "information-literacy"],
        ),
        (
            "example.org/media-information-literacy",
            9.0,
            ["example.org/", "media-", "information-", "literacy"],
        ),
    ],
)
def test_an_address_is_never_given_a_hyphen(
    engine: TextEngine, body: TextStyle, address: str, width: float, lines: list[str]
) -> None:
    """A hyphen put into an address makes another address of it."""
    paragraph = engine.paragraph(address, language("en"), body)
    layout = paragraph.layout(width, 1, hyphenate=True)
    assert [address[line.start : line.end] for line in layout.lines] == lines
    assert not paragraph.divided
