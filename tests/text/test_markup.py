from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.markup import clean, parse, strip_marks


@pytest.mark.parametrize(
    ("source", "text", "spans"),
    [
        ("plain", "plain", ()),
        ("a **b** c", "a b c", ((2, 3),)),
        ("**all**", "all", ((0, 3),)),
        ("**a** and **b**", "a and b", ((0, 1), (6, 7))),
        (r"2 \* 2 \\ \n", r"2 * 2 \ \n", ()),
        (r"\*\*not\*\*", "**not**", ()),
        ("a****b", "ab", ()),
        ("5 * 3 * 2", "5 * 3 * 2", ()),
        ("**провери** извор", "провери извор", ((0, 7),)),
    ],
)
def test_marks_become_spans(source: str, text: str, spans: tuple[tuple[int, int], ...]) -> None:
    found = parse(source)
    assert (found.text, found.spans, found.diagnostics) == (text, spans, ())


def test_a_mark_without_partner_stays_and_is_told() -> None:
    found = parse("**a** b ** c")
    assert found.text == "a b ** c"
    assert found.spans == ((0, 1),)
    assert [one.code for one in found.diagnostics] == ["text.unbalanced-emphasis"]


def test_captions_get_no_marks() -> None:
    assert strip_marks(r"Look at **the date**, 3 \* 4") == "Look at the date, 3 * 4"


@given(st.lists(st.tuples(st.text("ab *\\", max_size=6), st.booleans()), max_size=5))
def test_what_is_escaped_comes_back(pieces: list[tuple[str, bool]]) -> None:
    source, text = "", ""
    wanted = []
    for piece, marked in pieces:
        escaped = piece.replace("\\", "\\\\").replace("*", "\\*")
        if marked and piece:
            wanted.append((len(text), len(text) + len(piece)))
            escaped = f"**{escaped}**"
        source += escaped
        text += piece
    # Two stretches that touch have four asterisks between them and are still two.
    assert (parse(source).text, list(parse(source).spans)) == (text, wanted)


@given(st.text("a*\\ ", max_size=30))
def test_spans_lie_in_the_text_in_order(source: str) -> None:
    found = parse(source)
    edges = [edge for span in found.spans for edge in span]
    assert edges == sorted(edges)
    assert all(start < end <= len(found.text) for start, end in found.spans)
    assert len(found.text) <= len(source)


def test_line_breaks_become_one_kind_and_ends_are_bare() -> None:
    assert clean(" a\r\nb\rc\u2028d\u0085e\tf \n\n") == ("a\nb\nc\nd\ne f", ())


def test_controls_and_broken_characters_are_mended_and_told() -> None:
    text, told = clean("a\x00b\x1bc\ud800d\ufffee")
    assert text == "abc\ufffdde"
    assert [one.code for one in told] == ["text.surrogate", "text.control"]
    assert told[1].params["count"] == 3


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_clean_text_can_be_encoded(source: str) -> None:
    text, _ = clean(source)
    text.encode("utf-16")
    assert clean(text) == (text, ())
