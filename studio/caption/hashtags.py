"""Hashtags that work on every network, and the one that is always there.

In: what authors wrote. Out: hashtags of letters, marks, digits and ``_`` only, which X, Bluesky,
Mastodon and Telegram all read alike, and ``#MILCLICKS`` exactly once.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from studio.caption.entities import Entity, find_hashtags, is_tag_character
from studio.caption.graphemes import grapheme_count

CAMPAIGN = "MILCLICKS"
"""The hashtag of every caption."""

MOST_GRAPHEMES = 64
"""The longest hashtag that all networks take (Bluesky's limit)."""

_HYPHENATED = re.compile(r"-clicks", re.IGNORECASE)
_SIGNS = "#＃"


@dataclass(frozen=True, slots=True)
class Tags:
    """``kept`` in order, without ``#``; ``dropped`` for lack of room; ``refused`` can't be one."""

    kept: tuple[str, ...]
    dropped: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


def normalized(source: str) -> str:
    """``source`` as a safe hashtag without ``#``; empty if nothing safe is left.

    Words are joined with their first letters raised (``media literacy`` becomes ``MediaLiteracy``, so
    that screen readers can tell the words apart); a zero width non-joiner becomes ``_``.
    """
    text = unicodedata.normalize("NFC", source).replace("\u200c", "_")
    words = "".join(char if _is_safe(char) else " " for char in text).split()
    if not words:
        return ""
    joined = words[0] if len(words) == 1 else "".join(word[0].upper() + word[1:] for word in words)
    tag = unicodedata.normalize("NFC", joined)
    while tag and unicodedata.category(tag[0])[0] == "M":
        tag = tag[1:]
    has_letter = any(unicodedata.category(char)[0] == "L" for char in tag)
    return tag if has_letter and grapheme_count(tag) <= MOST_GRAPHEMES else ""


def chosen(wished: tuple[str, ...], text_tags: tuple[str, ...], most: int) -> Tags:
    """Which hashtags follow the text: the campaign's first, then the wished ones while there is room.

    Args:
        wished: the post's hashtags.
        text_tags: those that stand in the text already; they are not repeated, and they count.
        most: how many a caption may have in all, 0 for any number.
    """
    seen = {key(tag) for tag in text_tags}
    kept: list[str] = []
    dropped: list[str] = []
    refused: list[str] = []
    for source in (CAMPAIGN, *wished):
        tag = CAMPAIGN if key(normalized(source)) == key(CAMPAIGN) else normalized(source)
        if not tag:
            refused.append(source)
        elif key(tag) in seen:
            continue
        elif tag != CAMPAIGN and most and len(text_tags) + len(kept) >= most:
            dropped.append(tag)
        else:
            kept.append(tag)
        seen.add(key(tag))
    return Tags(tuple(kept), tuple(dropped), tuple(refused))


def one_campaign_tag(text: str) -> str:
    """``text`` with the first spelling of the campaign's hashtag put right and later ones without #."""
    return _campaign_tags(text, 1)


def without_campaign_tag(text: str) -> str:
    """``text`` with every spelling of the campaign's hashtag as a plain word."""
    return _campaign_tags(text, 0)


def _campaign_tags(text: str, most: int) -> str:
    """``text`` with the first ``most`` of the campaign's hashtags put right, the others without #."""
    while True:
        found = [tag for tag in find_hashtags(text) if _is_campaign(tag, text)]
        wrong = [t for t in found if text[t.start : t.end] != "#" + CAMPAIGN]
        if len(found) <= most and not wrong:
            return text
        pieces: list[str] = []
        at = 0
        for index, tag in enumerate(found):
            start = tag.start
            while index >= most and start > at and text[start - 1] in _SIGNS:
                start -= 1
            pieces += (text[at:start], CAMPAIGN if index >= most else "#" + CAMPAIGN)
            at = _campaign_end(tag, text)
        text = "".join(pieces) + text[at:]


def key(tag: str) -> str:
    """What two spellings of one hashtag have in common."""
    folded = unicodedata.normalize("NFC", tag).casefold()
    bare = folded.replace("_", "")
    return bare if bare == CAMPAIGN.casefold() else folded


def _is_safe(char: str) -> bool:
    return char == "_" or unicodedata.category(char)[0] in "LM" or char.isdecimal()


def _is_campaign(tag: Entity, text: str) -> bool:
    return key(tag.value) == key(CAMPAIGN) or _campaign_end(tag, text) > tag.end


def _campaign_end(tag: Entity, text: str) -> int:
    """Where a spelling of the campaign's hashtag ends: ``#MIL-CLICKS`` is more than its hashtag."""
    rest = _HYPHENATED.match(text, tag.end) if tag.value.casefold() == "mil" else None
    if rest and not (rest.end() < len(text) and is_tag_character(text[rest.end()])):
        return rest.end()
    return tag.end
