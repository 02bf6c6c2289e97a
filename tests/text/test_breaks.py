from __future__ import annotations

from itertools import pairwise

import pytest

from studio.model.language import Language
from studio.text.breaks import BreakKind, find_breaks, graphemes, hyphen_breaks
from studio.text.languages import language
from studio.text.tokens import find_tokens


def pieces(text: str, name: str, *kinds: BreakKind) -> list[str]:
    """The text cut at its breaks of these kinds (default: any and hard)."""
    wanted = kinds or (BreakKind.ANY, BreakKind.HARD)
    at = [0, *(b.at for b in find_breaks(text, language(name), find_tokens(text)) if b.kind in wanted)]
    return [text[a:b] for a, b in pairwise(at)]


@pytest.mark.parametrize(
    ("name", "text", "cut"),
    [
        ("en", "one two", ["one ", "two"]),
        ("en", "a\u00a0b c", ["a\u00a0b ", "c"]),
        ("en", "run 20 km now", ["run ", "20 km ", "now"]),
        ("en", "see http://a.org/b-c/d-e now", ["see ", "http://a.org/b-c/d-e ", "now"]),
        ("en", "by #well-known tag", ["by ", "#well-", "known ", "tag"]),
        ("en", "say – now", ["say – ", "now"]),
        ("my", "က - ခ", ["က - ", "ခ"]),
        ("mt", "fid-dinja l-Ħadd, Awstro-Ungeriż", ["fid-dinja ", "l-Ħadd, ", "Awstro-", "Ungeriż"]),
        ("en", "one\ntwo", ["one\n", "two"]),
        ("fr", "Vrai ? Faux !", ["Vrai ? ", "Faux !"]),
        ("fr", "il dit « oui » ; non : si", ["il ", "dit ", "« oui » ; ", "non : ", "si"]),
        ("sr", "реч „друга“ трећа", ["реч ", "„друга“ ", "трећа"]),
        ("de", "das »Wort« da", ["das ", "»Wort« ", "da"]),
        ("th", "ตรวจสอบแหล่งที่มา", ["ตรวจ", "สอบ", "แหล่ง", "ที่มา"]),
        ("ja", "東京の写真です。", ["東京の", "写真です。"]),
        ("zh_CN", "你好，世界", ["你好，", "世界"]),
        ("en", "a👩🏽‍🚀👍🏿🇷🇸🇧🇷b", ["a", "👩🏽‍🚀", "👍🏿", "🇷🇸", "🇧🇷", "b"]),
    ],
)
def test_where_lines_may_break(name: str, text: str, cut: list[str]) -> None:
    assert pieces(text, name) == cut


@pytest.mark.parametrize(
    ("name", "text", "cut"),
    [
        ("sr", "Питај и провери", ["Питај ", "и провери"]),
        ("sr@latin", "Stani i razmisli o tome", ["Stani ", "i razmisli ", "o tome"]),
        ("pt", "Veja a fonte e a data", ["Veja ", "a fonte ", "e a data"]),
        ("pt_BR", "Vai à fonte", ["Vai ", "à fonte"]),
        ("fr", "Va à Paris", ["Va ", "à Paris"]),
        ("en", "Open a tab", ["Open ", "a tab"]),
        ("de", "so a b", ["so ", "a ", "b"]),
    ],
)
def test_headlines_keep_short_words_with_the_next(name: str, text: str, cut: list[str]) -> None:
    assert pieces(text, name) == cut
    joined = pieces(text, name, BreakKind.ANY, BreakKind.HARD, BreakKind.BODY)
    assert joined == [word + " " for word in text.split()[:-1]] + [text.split()[-1]]


def test_chinese_headlines_break_between_words_only() -> None:
    text = "分享前的手机再用一年"
    assert pieces(text, "zh_CN") == ["分享", "前的", "手机", "再用", "一年"]
    assert "".join(pieces(text, "zh_CN", *BreakKind)) == text
    assert len(pieces(text, "zh_CN", *BreakKind)) == len(text)


def test_a_link_may_break_after_its_slashes_when_it_must() -> None:
    assert pieces("https://a.org/b/c", "en", *BreakKind) == ["https://a.org/", "b/", "c"]


def test_korean_words_stay_whole() -> None:
    korean = Language("ko", "ko", "한국어", "Korean", "Kore")
    text = "사실을 확인하고 공유하세요"
    at = [0, *(one.at for one in find_breaks(text, korean, []))]
    assert [text[a:b] for a, b in pairwise(at)] == ["사실을 ", "확인하고 ", "공유하세요"]


def test_offsets_count_characters_beyond_the_first_plane() -> None:
    assert pieces("😀😀 ab 😀", "en") == ["😀", "😀 ", "ab ", "😀"]


def test_graphemes_hold_marks_and_sequences() -> None:
    assert graphemes("e\u0301👨‍👩‍👧x") == [2, 7, 8]


@pytest.mark.parametrize(
    ("name", "text", "cut"),
    [
        ("my", "ကမ္ဘာ့ကုလသမဂ္ဂ", ["ကမ္ဘာ့", "ကုလသမဂ္ဂ"]),
        ("km", "មនុស្សម្នាក់ៗ", ["មនុស្ស", "ម្នាក់ៗ"]),
        ("zh_CN", "在2026年10月", ["在", "2026年", "10月"]),
        ("th", "วันจันทร์ วันเวลา", ["วันจันทร์ ", "วัน", "เวลา"]),
        ("lo", "ວັນຈັນ, ວັນພຸດ", ["ວັນຈັນ, ", "ວັນພຸດ"]),
    ],
)
def test_syllables_and_what_is_counted_stay_whole(name: str, text: str, cut: list[str]) -> None:
    ends = [one.at for one in find_breaks(text, language(name), [])]
    assert [text[a:b] for a, b in pairwise((0, *ends))] == cut


@pytest.mark.parametrize(
    ("name", "word", "cut"),
    [
        ("hy", "արժանապատվությամբ", "արժա-նա-պատ-վութ-յամբ"),
        ("hy", "իրավունքներով", "իրա-վունք-նե-րով"),
        ("ml", "സ്വാതന്ത്ര്യത്തോടും", "സ്വാ-ത-ന്ത്ര്യ-ത്തോ-ടും"),
        ("ta", "சுதந்திரமாகவும்", "சுதந்தி-ர-மா-க-வும்"),
        ("si", "නිදහස්", "නිද-හස්"),
        ("th", "ศักดิ์ศรี", "ศักดิ์ศรี"),
    ],
)
def test_words_that_are_too_wide_divide_between_syllables(name: str, word: str, cut: str) -> None:
    ends = [0, *(one.at for one in hyphen_breaks(word, 0, len(word), language(name))), len(word)]
    assert "-".join(word[a:b] for a, b in pairwise(ends)) == cut


def test_a_row_of_skin_tones_is_one_sign() -> None:
    ends = [one.at for one in find_breaks("\U0001f469" + "\U0001f3fd" * 9 + " a", language("en"), [])]
    assert len(ends) == 3


def test_a_hyphen_in_a_link_is_a_lesser_place_than_a_slash() -> None:
    text = "https://a.org/b-c"
    kinds = {b.at: b.kind for b in find_breaks(text, language("en"), find_tokens(text))}
    assert kinds == {
        14: BreakKind.LINK,
        16: BreakKind.LINK_PART,
        17: BreakKind.HARD,
    }
