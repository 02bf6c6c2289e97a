"""One text measured as a network measures it, with everything found in it.

In: any text, a network. Out: a plain dictionary for programs: ``length`` and ``limit`` in the network's
units, ``valid``, ``bytes``, and ``urls``, ``hashtags``, ``mentions``. Each of these says where it is by
``start`` and ``end`` in code points, by ``utf16`` (how browsers and Telegram count) and by ``bytes`` of
UTF-8 (how Bluesky counts).
"""

from __future__ import annotations

from collections.abc import Iterable

from studio.caption.count import length, utf8_length
from studio.caption.entities import Entity
from studio.caption.grammar import find
from studio.caption.offsets import byte_offsets, utf16_offsets
from studio.model.network import Network

# X refuses texts with these, which are no characters.
_REFUSED = {"x": "\ufeff\ufffe\uffff"}


def measured(text: str, network: Network) -> dict[str, object]:
    """What ``network`` would say of ``text``; nothing is changed or left out."""
    rule = network.text
    found = find(text, rule.grammar)
    count, size = length(text, rule), utf8_length(text)
    refused = any(char in text for char in _REFUSED.get(rule.grammar, ""))
    valid = 0 < count <= rule.limit and not (rule.byte_limit and size > rule.byte_limit)
    places = [place for kind in found for e in kind for place in (e.start, e.end)]
    utf16, octets = utf16_offsets(text, places), byte_offsets(text, places)

    def listed(entities: Iterable[Entity]) -> list[dict[str, object]]:
        return [
            {
                "value": e.value,
                "start": e.start,
                "end": e.end,
                "utf16": [utf16[e.start], utf16[e.end]],
                "bytes": [octets[e.start], octets[e.end]],
            }
            for e in entities
        ]

    answer: dict[str, object] = {
        "length": count,
        "limit": rule.limit,
        "valid": valid and not refused,
        "bytes": size,
    }
    if rule.byte_limit:
        answer["byte_limit"] = rule.byte_limit
    kinds = zip(("urls", "hashtags", "mentions"), found, strict=True)
    return answer | {name: listed(entities) for name, entities in kinds}
