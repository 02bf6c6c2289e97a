"""The line of hashtags, in either writing direction.

In: hashtags without ``#``, the text before them. Out: one or two lines. A ``#`` has no direction of its
own: before Latin letters in an Arabic text it jumps to the far end, ``MILCLICKS#``. So hashtags of the
other direction stand apart, and where the network keeps invisible characters they are set in an isolate
or begin with a mark of direction. That mark is followed by a space, because a hashtag must follow one.
"""

from __future__ import annotations

from collections.abc import Iterable

from studio.model.network import TextRule
from studio.text.tokens import strong

_ISOLATES = {False: "\u2066", True: "\u2067"}
_MARKS = {False: "\u200e", True: "\u200f"}
_POP = "\u2069"


def tag_line(tags: Iterable[str], text: str, rule: TextRule) -> str:
    """``tags`` as they stand under ``text``: those of one direction on one line."""
    tags = list(tags)
    base = is_rtl(text)
    if base is None:
        return " ".join("#" + tag for tag in tags)
    ways = {tag: bool(is_rtl(tag)) for tag in tags}
    lines = []
    for way in dict.fromkeys(ways.values()):
        line = [f"#{tag}" for tag in tags if ways[tag] is way]
        if way is not base and rule.direction == "isolate":
            line = [f"{_ISOLATES[way]}{tag}{_POP}" for tag in line]
        elif way is not base and rule.direction == "mark":
            line = [_MARKS[way], *line]
        lines.append(" ".join(line))
    return "\n".join(lines)


def is_rtl(text: str) -> bool | None:
    """Whether the first letter of ``text`` is written from right to left; None if it has no letter."""
    way = strong(text)
    return way == "R" if way else None
