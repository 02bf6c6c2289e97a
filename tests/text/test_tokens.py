from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.text.tokens import find_tokens


def found(text: str) -> list[tuple[str, str]]:
    return [(token.kind, text[token.start : token.end]) for token in find_tokens(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("See https://example.org/a/b?c=1.", [("link", "https://example.org/a/b?c=1")]),
        ("(www.example.org/a_(b))", [("link", "www.example.org/a_(b)")]),
        ("“https://example.org”,", [("link", "https://example.org")]),
        ("open factcheck.example.org/x now", [("link", "factcheck.example.org/x")]),
        ("write to a.b@example.org!", [("link", "a.b@example.org")]),
        (
            "#MILCLICKS, #провери_то and #2024",
            [("tag", "#MILCLICKS"), ("tag", "#провери_то"), ("number", "2024")],
        ),
        ("tell @mil.clicks.", [("handle", "@mil.clicks")]),
        (
            "20 km and 1 000 000 € or 12,5 %",
            [("number", "20 km"), ("number", "1 000 000 €"), ("number", "12,5 %")],
        ),
        ("$ 5, −3 °C", [("number", "$ 5"), ("number", "−3 °C")]),
        ("A: 5 people", [("number", "5")]),
        ("20 kilometres", [("number", "20")]),
        ("a.b c/d Q&A#x", []),
    ],
)
def test_what_stays_whole(text: str, tokens: list[tuple[str, str]]) -> None:
    assert found(text) == tokens


@given(st.text("a1.#@/:-+ €k mw", max_size=60))
def test_tokens_are_in_order_and_apart(text: str) -> None:
    edges = [edge for token in find_tokens(text) for edge in (token.start, token.end)]
    assert edges == sorted(edges)
    assert all(token.start < token.end for token in find_tokens(text))


@pytest.mark.parametrize("unit", ["a", "a.", "a-", "#", "#1", "@", "1", "1 ", "1.", "+", "a@", "www."])
def test_long_words_take_linear_time(unit: str) -> None:
    # A quadratic pattern would make this test the slowest of the suite by far.
    assert find_tokens(unit * 20000) is not None
