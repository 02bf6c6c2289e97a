from __future__ import annotations

import icu
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.bidi import isolates, levels, visual_order
from studio.text.tokens import find_tokens


def shown(text: str, *, rtl: bool) -> str:
    """The text as it stands from left to right (brackets not mirrored)."""
    isolated = isolates(text, find_tokens(text), rtl=rtl)
    return "".join(text[i] for i in visual_order(levels(text, rtl=rtl, isolated=isolated)))


@pytest.mark.parametrize(
    ("text", "visual"),
    [
        ("אבג", "גבא"),
        ("#MILCLICKS אבג", "גבא #MILCLICKS"),
        ("אבג #MILCLICKS", "#MILCLICKS גבא"),
        ("א @mil_clicks! ב", "ב !@mil_clicks א"),
        ("א https://a.org/b/ ב", "ב https://a.org/b/ א"),
        ("א MIL CLICKS 2024 ב", "ב MIL CLICKS 2024 א"),
        ("א C++ ב", "ב ++C א"),
        ("א MIL CLICKS (2026) ב", "ב MIL CLICKS (2026) א"),
        ("א (MIL [1]) ב", "ב )MIL [1]( א"),
        ("א MIL 😀 🇺🇳 #\ufe0f\u20e3 ב", "ב #\ufe0f\u20e3 🇺🇳 😀 MIL א"),
        ("א 12 ב", "ב 12 א"),
        ("א 12 km ב", "ב 12 km א"),
        ("ع ١٢ km ب", "ب km ١٢ ع"),
        ("#אבג ד", "ד גבא#"),
    ],
)
def test_right_to_left_lines(text: str, visual: str) -> None:
    assert shown(text, rtl=True) == visual


@pytest.mark.parametrize(
    ("text", "visual"),
    [
        ("say אבג now", "say גבא now"),
        ("see #אבג now", "see גבא# now"),
        ("plain – text", "plain – text"),
    ],
)
def test_left_to_right_lines(text: str, visual: str) -> None:
    assert shown(text, rtl=False) == visual


def test_without_the_isolate_the_hash_would_be_on_the_wrong_side() -> None:
    plain = levels("#AB א", rtl=True)
    assert "".join("#AB א"[i] for i in visual_order(plain)) == "א AB#"


BIDI = st.text(
    st.sampled_from(
        "aB אב عر 12٣.,()[]-+#\u200e\u200f\u202a\u202e\u202c\u2066\u2067\u2068\u2069😀\u0301"
    ),
    max_size=40,
)


# With overrides ICU differs from the standard in some corners; the suites of Unicode decide there.
PLAIN_BIDI = st.text(
    st.sampled_from("aB אב עر 12٣.,()[]-+#\u200e\u200f\u2066\u2067\u2068\u2069😀\u0301\n"), max_size=40
)


@given(PLAIN_BIDI, st.booleans())
def test_the_order_is_that_of_icu(text: str, rtl: bool) -> None:
    bidi = icu.Bidi()
    held = icu.UnicodeString(text)
    bidi.setPara(held, int(rtl))
    units = [i for i, char in enumerate(text) for _ in range(2 if char > "\uffff" else 1)]
    wanted = list(
        dict.fromkeys(units[u] for u in bidi.getVisualMap() and _inverse(bidi.getVisualMap()))
    )
    assert visual_order(levels(text, rtl=rtl)) == wanted


def _inverse(logical_at: tuple[int, ...]) -> list[int]:
    return list(logical_at)


@given(st.lists(st.integers(0, 6), max_size=12))
def test_visual_order_is_a_permutation(run_levels: list[int]) -> None:
    order = visual_order(run_levels)
    assert sorted(order) == list(range(len(run_levels)))


@given(BIDI, st.booleans())
def test_every_character_has_a_level(text: str, rtl: bool) -> None:
    isolated = isolates(text, find_tokens(text), rtl=rtl)
    assert len(levels(text, rtl=rtl, isolated=isolated)) == len(text)
