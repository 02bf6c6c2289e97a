"""What an image says about itself.

In: :class:`Metadata`. Out: an XMP packet (ISO 16684-1) in UTF-8. It holds what the author wrote and
nothing else: no dates, no places, no device, so the same words always make the same bytes.
"""

from __future__ import annotations

import html
import re

from studio.model.artifact import Metadata

_SPACES = (
    ("dc", "http://purl.org/dc/elements/1.1/"),
    ("photoshop", "http://ns.adobe.com/photoshop/1.0/"),
    ("Iptc4xmpCore", "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"),
)
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PACKET = "W5M0MpCehiHzreSzNTczkc9d"
# Characters that XML 1.0 can't hold, not even escaped.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*")


def packet(metadata: Metadata) -> bytes:
    """The XMP packet, empty if there is nothing to say. ``metadata.language`` is a BCP 47 tag."""
    tag = metadata.language if is_tag(metadata.language) else ""
    properties = [
        _alternatives("dc:title", metadata.title, tag),
        _alternatives("dc:description", metadata.description, tag),
        _list("dc:creator", "Seq", (metadata.credit,)),
        _list("dc:subject", "Bag", metadata.keywords),
        _list("dc:language", "Bag", (tag,)),
        _plain("photoshop:Credit", metadata.credit),
        _alternatives("Iptc4xmpCore:AltTextAccessibility", metadata.alt, tag),
    ]
    if not any(properties):
        return b""
    spaces = "".join(f' xmlns:{name}="{address}"' for name, address in _SPACES)
    lines = [
        f'<?xpacket begin="\ufeff" id="{_PACKET}"?>',
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">',
        f'<rdf:RDF xmlns:rdf="{_RDF}">',
        f'<rdf:Description rdf:about=""{spaces}>',
        *filter(None, properties),
        "</rdf:Description>",
        "</rdf:RDF>",
        "</x:xmpmeta>",
        '<?xpacket end="r"?>',
    ]
    return "\n".join(lines).encode()


def is_tag(language: str) -> bool:
    """Whether ``language`` looks like a BCP 47 tag."""
    return _LANGUAGE.fullmatch(language) is not None


def legal(text: str) -> str:
    """``text`` without the characters that XML can't hold."""
    return _ILLEGAL.sub("", text)


def _text(text: str) -> str:
    return html.escape(legal(text), quote=False)


def _plain(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>" if text else ""


def _list(name: str, kind: str, texts: tuple[str, ...]) -> str:
    entries = "".join(f"<rdf:li>{_text(text)}</rdf:li>" for text in texts if text)
    return f"<{name}><rdf:{kind}>{entries}</rdf:{kind}></{name}>" if entries else ""


def _alternatives(name: str, text: str, tag: str) -> str:
    """A text by language; readers take ``x-default`` when they look for no language."""
    if not text:
        return ""
    entries = "".join(
        f'<rdf:li xml:lang="{language}">{_text(text)}</rdf:li>'
        for language in ("x-default", tag)
        if language
    )
    return f"<{name}><rdf:Alt>{entries}</rdf:Alt></{name}>"
