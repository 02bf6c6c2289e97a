"""File names from whatever strangers write."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.export.names import STEM_BYTES, folded, numbered, safe_stem, shortened


@pytest.mark.parametrize(
    ("wished", "name"),
    [
        ("stop-before-sharing", "stop-before-sharing"),
        ("../../etc/passwd", "etc-passwd"),
        ("a\\b:c*d?e", "a-b-c-d-e"),
        ("photo\u202egnp.exe", "photognp.exe"),
        ("a\u200bb\u2066c", "abc"),
        ("name_with_underscores", "name-with-underscores"),
        (" leading and trailing. ", "leading-and-trailing"),
        (".hidden", "hidden"),
        ("--force", "force"),
        ("CON", "CON-post"),
        ("nul.txt", "nul.txt-post"),
        ("com1", "com1-post"),
        ("console", "console"),
        ("", "post"),
        ("...", "post"),
        ("\u202e\u200f", "post"),
        ("Пре дељења", "Пре-дељења"),
        ("cafe\u0301", "café"),
        ("a" * 300, "a" * STEM_BYTES),
        ("й" * 300, "й" * (STEM_BYTES // 2)),
        ("trailing dots...", "trailing-dots"),
        ("LPT¹", "LPT¹-post"),
        ("aux.tar.gz", "aux.tar.gz-post"),
        ("C:\\Users\\x", "C-Users-x"),
        ("a\0b\x1b[2J", "ab[2J"),
    ],
)
def test_safe_stem(wished: str, name: str) -> None:
    assert safe_stem(wished) == name


@given(st.text(max_size=300))
def test_every_text_gives_a_name_that_all_systems_take(text: str) -> None:
    stem = safe_stem(text)

    assert stem
    assert len(stem.encode()) <= STEM_BYTES + len("-post")
    assert not set(stem) & set('<>:"/\\|?*_\0\n\t ')
    assert stem[0] not in "-."
    assert stem[-1] not in ". "
    assert not any(unicodedata.category(c).startswith("C") for c in stem)
    assert safe_stem(stem) == stem


@given(st.text(max_size=60), st.integers(0, 40))
def test_shortening_cuts_no_character(text: str, most: int) -> None:
    text = text.encode("utf-8", "ignore").decode()
    short = shortened(text, most)

    assert text.startswith(short)
    assert len(short.encode()) <= most
    assert len(short) == len(text) or len(text[: len(short) + 1].encode()) > most


def test_collision_suffix_keeps_the_length() -> None:
    assert numbered("tip", 1) == "tip"
    assert numbered("tip", 12) == "tip-12"
    assert numbered("й" * 48, 2) == "й" * 47 + "-2"


def test_names_that_a_file_system_confuses_are_the_same() -> None:
    assert folded("Café") == folded("cafe\u0301")
    assert folded("STRASSE") == folded("straße")
