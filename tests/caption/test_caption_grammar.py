"""Each network's own idea of links, hashtags and mentions."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.caption.count import COUNTERS, length
from studio.caption.grammar import GRAMMARS, find
from studio.caption.measure import measured
from studio.caption.networks import load_networks
from studio.caption.offsets import byte_offsets, utf16_offsets
from studio.model.network import Network, TextRule

NETWORKS = load_networks()
WORDS = "https:// http:// .com .rs .срб пример # @ ＃ a 1 _ - . / ? ( ) 😀 é ш · :// @a@b.c #не-то"
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "，"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=14).map("".join))


def tags(text: str, grammar: str) -> list[str]:
    return [tag.value for tag in find(text, grammar).hashtags]


def links(text: str, grammar: str) -> list[str]:
    return [link.value for link in find(text, grammar).urls]


def names(text: str, grammar: str) -> list[str]:
    return [name.value for name in find(text, grammar).mentions]


@pytest.mark.parametrize(
    ("text", "x", "bluesky", "mastodon", "telegram"),
    [
        ("#MILCLICKS", ["MILCLICKS"], ["MILCLICKS"], ["MILCLICKS"], ["MILCLICKS"]),
        ("＃тег", ["тег"], ["тег"], ["тег"], []),
        ("#не-то", ["не"], ["не-то"], ["не"], ["не"]),
        ("#a!?", ["a"], ["a"], ["a"], ["a"]),
        ("#a_ b", ["a_"], ["a"], ["a_"], ["a_"]),
        ("(#a)", ["a"], [], [], ["a"]),
        (".#a", ["a"], [], [], ["a"]),
        ("x#a", [], [], [], []),
        ("#2030 #2030a", ["2030a"], ["2030a"], ["2030a"], ["2030a"]),
        ("#1_1", [], [], ["1_1"], []),
        ("#a·b #a·", ["a·b", "a·"], ["a·b", "a"], ["a·b", "a"], ["a·b", "a·"]),
        ("#·a", ["·a"], ["·a"], [], ["·a"]),
        ("#a\u200cb", ["a\u200cb"], ["a"], ["a\u200cb"], ["a\u200cb"]),
        ("#a#b", [], ["a#b"], ["a"], []),
        ("#हिन्दी", ["हिन्दी"], ["हिन्दी"], ["हिन्दी"], ["ह"]),
        ("#إعلام", ["إعلام"], ["إعلام"], ["إعلام"], ["إعلام"]),
        ("#🔥", [], ["🔥"], [], []),
        ("#️⃣ #\ufe0fa", [], [], ["\ufe0fa"], []),
        ("#news@channel", ["news"], ["news@channel"], ["news"], ["news@channel"]),
        ("https://a.org/#b #c", ["c"], ["c"], ["c"], ["c"]),
    ],
)
def test_hashtags(
    text: str, x: list[str], bluesky: list[str], mastodon: list[str], telegram: list[str]
) -> None:
    found = {grammar: tags(text, grammar) for grammar in GRAMMARS}
    assert found == {"x": x, "bluesky": bluesky, "mastodon": mastodon, "telegram": telegram}


@pytest.mark.parametrize(
    ("text", "bluesky", "mastodon"),
    [
        ("see example.rs.", ["example.rs"], []),
        ("пример.срб https://пример.срб", ["https://пример.срб"], ["https://пример.срб"]),
        ("(https://a.org/b)", ["https://a.org/b"], ["https://a.org/b"]),
        ("https://a.org/b_(c)", ["https://a.org/b_(c)"], ["https://a.org/b_(c)"]),
        ("https://a.org/ж؟é ok", ["https://a.org/ж؟é"], ["https://a.org/ж؟é"]),
        ("https://a.org/x!", ["https://a.org/x"], ["https://a.org/x"]),
        ("“https://a.org”", [], ["https://a.org"]),
        ("xhttps://a.org", [], []),
        ("https://localhost", ["https://localhost"], []),
        ("HTTPS://a.org", [], ["HTTPS://a.org"]),
        ("https://a.org/?q=ж", ["https://a.org/?q=ж"], ["https://a.org/?q=ж"]),
        ("file.txt 2.0", [], []),
    ],
)
def test_links(text: str, bluesky: list[str], mastodon: list[str]) -> None:
    assert (links(text, "bluesky"), links(text, "mastodon")) == (bluesky, mastodon)


@pytest.mark.parametrize(
    ("text", "x", "bluesky", "mastodon", "telegram"),
    [
        ("@unesco", ["unesco"], [], ["unesco"], ["unesco"]),
        (
            "@unesco.bsky.social!",
            ["unesco"],
            ["unesco.bsky.social"],
            ["unesco.bsky.social"],
            ["unesco"],
        ),
        ("(@a.test.", ["a"], ["a.test"], ["a.test"], []),
        ("@mil@example.org", [], [], ["mil@example.org"], ["mil"]),
        ("a@example.org", [], [], [], []),
        ("@mil@" + "b" * 260 + ".com", [], [], [], ["mil"]),
        ("=@abc /@abc", ["abc", "abc"], [], [], ["abc"]),
    ],
)
def test_mentions(
    text: str, x: list[str], bluesky: list[str], mastodon: list[str], telegram: list[str]
) -> None:
    found = {grammar: names(text, grammar) for grammar in GRAMMARS}
    assert found == {"x": x, "bluesky": bluesky, "mastodon": mastodon, "telegram": telegram}


def test_hashtags_end_where_a_network_says() -> None:
    assert tags("#" + "a" * 64, "bluesky") == ["a" * 64]
    assert tags("#" + "a" * 65, "bluesky") == []
    assert tags("#" + "a" * 300, "telegram") == ["a" * 256]
    assert tags("#seehttps://a.org", "mastodon") == ["see"]


@given(TEXTS, st.sampled_from(sorted(GRAMMARS)))
def test_offsets_cut_out_what_was_found(text: str, grammar: str) -> None:
    found = find(text, grammar)
    for link in found.urls:
        assert text[link.start : link.end] == link.value
    for tag in found.hashtags:
        assert text[tag.start] in "#＃"
        assert text[tag.start + 1 : tag.end] == tag.value
    for name in found.mentions:
        assert text[name.start] in "@＠"
        assert text[name.start + 1 : name.end] == name.value
    for kind in found:
        assert all(a.end <= b.start for a, b in pairwise(kind))


@given(st.text(), st.lists(st.integers(0, 40)))
def test_offsets_in_other_units(text: str, places: list[int]) -> None:
    places = [min(place, len(text)) for place in places]
    utf16, octets = utf16_offsets(text, places), byte_offsets(text, places)
    for place in places:
        assert utf16[place] == len(text[:place].encode("utf-16-le", "surrogatepass")) // 2
        assert octets[place] == len(text[:place].encode("utf-8", "surrogatepass"))


@given(TEXTS, st.sampled_from(list(NETWORKS.values())))
def test_a_measured_text_fits_its_own_answer(text: str, network: Network) -> None:
    answer = measured(text, network)
    assert answer["length"] == length(text, network.text)
    raw = text.encode("utf-8", "surrogatepass")
    for kind, sign in (("urls", 0), ("hashtags", 1), ("mentions", 1)):
        entities = answer[kind]
        assert isinstance(entities, list)
        for entity in entities:
            start, end = entity["bytes"]
            assert raw[start:end].decode("utf-8", "surrogatepass")[sign:] == entity["value"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("пример 😀 e\u0301", 10),
        ("see https://www.example.org/a-long-path now", 4 + 23 + 4),
        ("https://a.b.rs", 23),
        ("example.rs", 10),
        ("@mil@example.org hi", len("@mil hi")),
        ("hi @mil.clicks@example.org!", len("hi @mil.clicks!")),
        ("@alice@" + "b" * 260 + ".com", len("@alice@" + "b" * 260 + ".com")),
        ("http://example.com/valid?" + "#foo?" * 1000, 5025),
        ("xhttps://a.org", 14),
    ],
)
def test_mastodon_counts_as_its_source_code_does(text: str, expected: int) -> None:
    assert length(text, NETWORKS["mastodon"].text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("", 0), ("Размисли", 8), ("a😀", 5), ("👩‍👩‍👧", 18), ("❤️", 6), ("©", 1), ("🇷🇸", 8)],
)
def test_threads_counts_emoji_as_bytes(text: str, expected: int) -> None:
    assert length(text, NETWORKS["threads"].text) == expected


def test_bluesky_has_a_second_limit() -> None:
    heavy = "👩‍👩‍👧‍👦" * 130
    answer = measured(heavy, NETWORKS["bluesky"])
    assert (answer["length"], answer["bytes"], answer["valid"]) == (130, 3250, False)
    assert measured("a" * 300, NETWORKS["bluesky"])["valid"]
    assert not measured("a" * 301, NETWORKS["bluesky"])["valid"]


def test_x_refuses_what_is_no_character() -> None:
    assert not measured("a\ufeff", NETWORKS["x"])["valid"]
    assert measured("a\ufeff", NETWORKS["bluesky"])["valid"]
    assert not measured("", NETWORKS["x"])["valid"]


@pytest.mark.parametrize("grammar", sorted(GRAMMARS))
def test_a_hostile_text_is_read_once(grammar: str) -> None:
    """Ten times the text may take about ten times as long, not a hundred times."""
    pieces = (
        "https://a.org?",
        "@a@b.c",
        "#a ",
        "a.",
        "https://",
        "(",
        "#",
        "a.com/((",
        "@",
        "。#",
        "_.",
    )
    for piece in pieces:
        times = []
        for size in (8_000, 80_000):
            text = piece.replace("|", " ") * (size // len(piece))
            started = time.process_time()
            find(text, grammar)
            times.append(time.process_time() - started)
        assert times[1] < 40 * max(times[0], 0.02), piece


@pytest.mark.parametrize("counter", COUNTERS)
def test_counters_never_fail(counter: str) -> None:
    rule = TextRule(counter, 100, url_length=23)
    for text in ("\ud83d", "\x00", "\U0010ffff", "#\ufe0f", "@", "https://", "\u200f\u2066a"):
        assert length(text, rule) >= 1
