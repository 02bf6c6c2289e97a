"""Links, hashtags and mentions where the documented grammar has them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.caption.entities import MAX_URL, Entity, find_hashtags, find_mentions, find_urls

WORDS = "https:// http:// www. example .com .rs .срб пример # @ ＃ a 1 _ - . / ? = & ( ) 😀 ❤️ 1️⃣ é ш :80"
PIECES = st.sampled_from([*WORDS.split(), "#MILCLICKS", "#тег", "@user", "t.me", "，", ":", " ", "\n"])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map("".join))


def values(found: tuple[Entity, ...]) -> list[str]:
    return [entity.value for entity in found]


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see example.rs today", ["example.rs"]),
        ("see example.rs.", ["example.rs"]),
        ("see example.rs/about?x=1.", ["example.rs/about?x=1"]),
        ("Читај на unesco.org/en!", ["unesco.org/en"]),
        ("“example.com”", ["example.com"]),
        ("你好example.com好", ["example.com"]),
        ("пример.срб", []),
        ("https://пример.срб", ["https://пример.срб"]),
        ("https://пример.срб/пут до", ["https://пример.срб/пут"]),
        ("http://xn--e1afmkfd.xn--90a3ac", ["http://xn--e1afmkfd.xn--90a3ac"]),
        ("end.Begin the next", []),
        ("version 2.0 of file.txt", []),
        ("someone@example.com", []),
        ("@example.com #example.com $example.com", []),
        ("-example.com", []),
        ("foo.bar-baz", []),
        ("https://localhost/a", []),
        ("ftp://example.com", []),
        ("HTTPS://EXAMPLE.ORG/A", ["HTTPS://EXAMPLE.ORG/A"]),
        ("(https://a.org/b_(c)).", ["https://a.org/b_(c)"]),
        ("https://a.org:8080/x#part", ["https://a.org:8080/x#part"]),
        ("https://a.org?q=1&b=2!", ["https://a.org?q=1&b=2"]),
        ("https://a.org,https://b.org", ["https://a.org", "https://b.org"]),
        ("http://t.co/abc123's page", ["http://t.co/abc123"]),
        ("http://t.co/" + "a" * 41, []),
        ("example.com/path日本example.org", ["example.com/path", "example.org"]),
        ("http://a.org/日本。example.org", ["http://a.org/", "example.org"]),
        ("example.com/http://a.org", ["example.com/http://a.org"]),
        ("škola.rs je škola.rs", ["kola.rs", "škola.rs"]),
        ("see _example.com or .example.com", []),
        ("https://a.org/" + "x" * 5000, []),
        ("https://" + "a" * 64 + ".org", []),
        ("", []),
    ],
)
def test_links(text: str, links: list[str]) -> None:
    assert values(find_urls(text)) == links


def test_a_link_may_be_as_long_as_the_limit() -> None:
    link = "https://a.org/" + "x" * (MAX_URL - len("https://a.org/"))
    assert values(find_urls(link)) == [link]
    assert values(find_urls(link + "x")) == []


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#MILCLICKS", ["MILCLICKS"]),
        ("＃MILCLICKS", ["MILCLICKS"]),
        ("#медијска_писменост и #Медији2", ["медијска_писменост", "Медији2"]),
        ("#إعلام", ["إعلام"]),
        ("#123 #1a #_ #_a", ["1a", "_a"]),
        ("a#b &#c", []),
        ("#a#b", []),
        ("##a", ["a"]),
        ("(#a) “#b”, #c.", ["a", "b", "c"]),
        ("#fact-check", ["fact"]),
        ("#a://b", []),
        ("#️⃣ #⃣", []),
        ("❤️#a", ["a"]),
        ("#हिन्दी", ["हिन्दी"]),
        ("https://a.org/#part #b", ["b"]),
        ("#", []),
    ],
)
def test_hashtags(text: str, tags: list[str]) -> None:
    assert values(find_hashtags(text)) == tags


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("@unesco hello", ["unesco"]),
        ("hello＠unesco", []),
        ("hello, @UNESCO_MIL.", ["UNESCO_MIL"]),
        ("a@b", []),
        ("@a@b", []),
        ("@é", []),
        ("@user/list", []),
        ("RT@unesco rt:@mil start@unesco", ["unesco", "mil"]),
        ("@https://a.org", []),
        ("https://a.org/@user @you", ["you"]),
    ],
)
def test_mentions(text: str, names: list[str]) -> None:
    assert values(find_mentions(text)) == names


@given(TEXTS)
def test_offsets_cut_out_what_was_found(text: str) -> None:
    for link in find_urls(text):
        assert text[link.start : link.end] == link.value
    for tag in find_hashtags(text):
        assert text[tag.start] in "#＃"
        assert text[tag.start + 1 : tag.end] == tag.value
    for mention in find_mentions(text):
        assert text[mention.start] in "@＠"
        assert text[mention.start + 1 : mention.end] == mention.value


@given(TEXTS)
def test_links_stand_in_order_and_apart(text: str) -> None:
    links = find_urls(text)
    assert all(a.end <= b.start for a, b in pairwise(links))
    assert all(link.start < link.end for link in links)


@given(TEXTS)
def test_no_hashtag_begins_in_a_link(text: str) -> None:
    inside = {i for link in find_urls(text) for i in range(link.start, link.end)}
    assert inside.isdisjoint(tag.start for tag in find_hashtags(text))
