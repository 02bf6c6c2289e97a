"""What an image says about itself, read back by an XML parser from each format."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from studio.encode import FORMATS, encode
from studio.encode.xmp import packet
from studio.model.artifact import Metadata, Surface

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PHOTOSHOP = "{http://ns.adobe.com/photoshop/1.0/}"
IPTC = "{http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"

SAID = Metadata(
    title="Застани <пре> & после",
    description='She said "look" — and they did',
    alt="Плава картица",
    credit="Ана & Co",
    language="sr-Cyrl",
    keywords=("MILCLICKS", "медији"),
)


def described(data: bytes) -> ElementTree.Element:
    found = ElementTree.fromstring(data).find(f"{RDF}RDF/{RDF}Description")
    assert found is not None
    return found


def alternatives(root: ElementTree.Element, name: str) -> dict[str | None, str | None]:
    return {one.get(LANG): one.text for one in root.findall(f"{name}/{RDF}Alt/{RDF}li")}


def entries(root: ElementTree.Element, name: str, kind: str) -> list[str | None]:
    return [one.text for one in root.findall(f"{name}/{RDF}{kind}/{RDF}li")]


def held(format_: str) -> bytes:
    picture = Image.open(io.BytesIO(encode(Surface(8, 8, bytes(192)), format_, SAID).data))
    found = picture.info["xmp"]
    assert isinstance(found, bytes)
    return found


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_says_the_same(format_: str) -> None:
    assert held(format_) == packet(SAID)


def test_the_words_stand_where_readers_look_for_them() -> None:
    root = described(packet(SAID))
    assert alternatives(root, f"{DC}title") == {"x-default": SAID.title, "sr-Cyrl": SAID.title}
    assert alternatives(root, f"{DC}description")["sr-Cyrl"] == SAID.description
    assert alternatives(root, f"{IPTC}AltTextAccessibility") == {
        "x-default": SAID.alt,
        "sr-Cyrl": SAID.alt,
    }
    assert entries(root, f"{DC}creator", "Seq") == ["Ана & Co"]
    assert root.findtext(f"{PHOTOSHOP}Credit") == "Ана & Co"
    assert entries(root, f"{DC}subject", "Bag") == ["MILCLICKS", "медији"]
    assert entries(root, f"{DC}language", "Bag") == ["sr-Cyrl"]


def test_nothing_else_is_said() -> None:
    names = {child.tag for child in described(packet(SAID))}
    assert names == {
        f"{DC}title",
        f"{DC}description",
        f"{DC}creator",
        f"{DC}subject",
        f"{DC}language",
        f"{PHOTOSHOP}Credit",
        f"{IPTC}AltTextAccessibility",
    }


def test_a_packet_is_wrapped_as_scanners_expect() -> None:
    data = packet(SAID)
    assert data.startswith(b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>')
    assert data.endswith(b'<?xpacket end="r"?>')


def test_empty_words_leave_no_trace() -> None:
    assert packet(Metadata()) == b""
    names = [child.tag for child in described(packet(Metadata(alt="Blue")))]
    assert names == [f"{IPTC}AltTextAccessibility"]


@pytest.mark.parametrize("language", ["sr@latin", 'en"><x', "en_GB", "", "-", "toolonglanguage"])
def test_what_is_no_language_tag_is_not_written(language: str) -> None:
    root = described(packet(Metadata(title="A", language=language)))
    assert alternatives(root, f"{DC}title") == {"x-default": "A"}
    assert entries(root, f"{DC}language", "Bag") == []


@given(st.text(st.characters(), min_size=1), st.lists(st.text(st.characters()), max_size=3))
def test_any_text_comes_back_but_for_what_xml_cannot_hold(title: str, keywords: list[str]) -> None:
    """Surrogates, control characters and the like are dropped; line ends are XML's."""
    data = packet(Metadata(title=title, credit="x", keywords=tuple(keywords)))
    root = described(data)

    def plain(text: str) -> str:
        kept = [c for c in text if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff")]
        kept = [c for c in kept if c not in "\ufffe\uffff"]
        return "".join(kept).replace("\r\n", "\n").replace("\r", "\n")

    assert (alternatives(root, f"{DC}title")["x-default"] or "") == plain(title)
    found = [text or "" for text in entries(root, f"{DC}subject", "Bag")]
    assert found == [plain(word) for word in keywords if word]
