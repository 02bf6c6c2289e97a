"""Does a text give a quiz's answer away?

In: a text that stands beside a question card. Out: how sure we are that it tells the answer.
"""

from __future__ import annotations

import re
import unicodedata
from enum import Enum

from studio.model.kind import KINDS, Card
from studio.model.post import Post
from studio.text.markup import strip_marks

_SHORT_WORD = 6
_FEW_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?…؟۔。！？।]+")
# Scripts written without spaces: words have no edges that could be looked for.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Leak(Enum):
    """``MAYBE``: a short everyday word ("true") that may stand there by chance."""

    NONE = 0
    MAYBE = 1
    OPTION = 2
    WHY = 3


def leak(text: str, post: Post, card: Card) -> Leak:
    """How ``text``, published with ``card``, gives the answer of ``post`` away.

    A text that names every option tells nothing.
    """
    if card.reveals or not KINDS[post.kind].has_answer or not post.answer:
        return Leak.NONE
    told = _flat(text)
    if any(_holds(told, part) for part in _telling_parts(post.text("why"))):
        return Leak.WHY
    options = [_flat(post.text(f"options.{n}")) for n in range(1, post.count("options") + 1)]
    right = options[post.answer - 1] if post.answer <= len(options) else ""
    if not _holds(told, right) or all(_holds(told, option) for option in options):
        return Leak.NONE
    return Leak.MAYBE if " " not in right and len(right) < _SHORT_WORD else Leak.OPTION


def _telling_parts(why: str) -> list[str]:
    """The whole explanation, and each sentence that is long enough not to stand there by chance."""
    sentences = [_flat(sentence) for sentence in _SENTENCE_END.split(why)]
    return [_flat(why), *(s for s in sentences if s.count(" ") >= _FEW_WORDS)]


def _flat(text: str) -> str:
    """Words only: case, punctuation, marks of emphasis and spaces made alike."""
    folded = unicodedata.normalize("NFKC", strip_marks(text)).casefold()
    kept = (c if unicodedata.category(c)[0] in "LMN" else " " for c in folded)
    return " ".join("".join(kept).split())


def _holds(text: str, part: str) -> bool:
    """Whether ``part`` stands in ``text`` as whole words."""
    if not part:
        return False
    if _UNSPACED.search(part):
        return part in text
    return f" {part} " in f" {text} "
