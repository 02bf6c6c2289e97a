"""Links, hashtags and mentions as Mastodon reads them.

In: any text. Out: :class:`~studio.caption.entities.Entity` values, offsets in code points. A link needs
``http(s)://``; a hashtag follows the start or white space and is no row of digits; a mention may name
its server, ``@user@example.org``. After the source code of Mastodon (see ``ms-tags`` and ``ms-text`` in
``networks.toml``). Linear in the length of the text.
"""

from __future__ import annotations

import re
import unicodedata

from studio.caption.entities import Entity, PathRule, outside, whole_urls

MAX_HOST = 253
"""A mention of a longer host is plain text."""

_PART = r"[^\s<>()?]"
_PARENS = rf"\((?:{_PART}++|{_PART}*+\({_PART}++\){_PART}*+)\)"
_WIDE = "\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\uffef\U00010000-\U0010fffd"
_PATHS = PathRule(
    re.compile(rf"/(?:{_PART}++|{_PARENS})*+"),
    re.compile(r"""[^\s(?!*"'「」<>;:=,.$%\[\]~&|@]"""),
    re.compile(rf"\?[a-z0-9!?*'();:&=+$/%#\[\]\-_.,~|@^{_WIDE}]*+", re.IGNORECASE),
    re.compile(rf"[a-z0-9_&=#/\-{_WIDE}]", re.IGNORECASE),
)
_NAME = r"[a-zA-Z0-9_]++(?:[.-]++[a-zA-Z0-9_]++)*+"
_MENTION = re.compile(rf"@({_NAME})(?:@(\w++(?:[.-]++\w++)*+))?+")
_AFTER_MENTION = re.compile("[@＠\xc0-\xd6\xd8-\xf6\xf8-\u024f]|://")
_SIGN = re.compile(r"(?:(?<=\s)|\A)[#＃]")
_SEPARATORS = "\u00b7\u30fb\u200c"
_SCHEME_TAIL = re.compile(r".https?\Z", re.DOTALL)


def find_urls(text: str) -> tuple[Entity, ...]:
    """Every link in ``text``, in order."""
    return whole_urls(text, _PATHS)


def find_hashtags(text: str, links: tuple[Entity, ...] | None = None) -> tuple[Entity, ...]:
    """Every hashtag in ``text``, in order; none inside ``links``."""
    found: list[Entity] = []
    for match in _SIGN.finditer(text):
        start = match.end()
        end = start
        while end < len(text) and (_is_word(text[end]) or text[end] in _SEPARATORS):
            end += 1
        while end > start and text[end - 1] in _SEPARATORS:
            end -= 1
        if text.startswith("://", end) and (tail := _SCHEME_TAIL.search(text[start:end])):
            end = start + tail.start() + 1
        value = text[start:end]
        if value and _is_word(value[0]) and _is_tag(value):
            found.append(Entity(value, match.start(), end))
    return outside(found, find_urls(text) if links is None else links)


def find_mentions(text: str, links: tuple[Entity, ...] | None = None) -> tuple[Entity, ...]:
    """Every ``@user`` or ``@user@host`` in ``text``, in order; none inside ``links``."""
    found: list[Entity] = []
    for match in _MENTION.finditer(text):
        before = text[match.start() - 1] if match.start() else " "
        if before in "=/" or _is_word(before) or _AFTER_MENTION.match(text, match.end()):
            continue
        if len(match[2] or "") <= MAX_HOST:
            found.append(Entity(match[0][1:], match.start(), match.end()))
    return outside(found, find_urls(text) if links is None else links)


def _is_word(char: str) -> bool:
    return unicodedata.category(char)[0] in "LM" or unicodedata.category(char) in ("Nd", "Nl", "Pc")


def _is_tag(value: str) -> bool:
    """A letter somewhere, or at least a separator between two others."""
    inner = value[1:-1]
    return any(unicodedata.category(c)[0] == "L" for c in value) or any(
        c in _SEPARATORS or c == "_" for c in inner
    )
