"""Text that can be pasted anywhere.

In: a text as its author or translator wrote it. Out: the same words without emphasis marks, in NFC,
with plain line breaks and nothing invisible that a network might refuse or that hides what is said.
"""

from __future__ import annotations

import re
import unicodedata

from studio.diagnostics import N_, Diagnostic, Severity
from studio.text.markup import clean, strip_marks

# Line-break hints (soft hyphen, zero width space, word joiner, byte order mark) belong to layout; the
# old embeddings and overrides can show words in another order than they are written in. Marks and
# isolates of direction stay where an author put them.
_HIDDEN = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e]")


def plain(source: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """``source`` ready for a caption or alt text, and what had to be mended.

    The findings have no place yet; the caller knows it.
    """
    text, found = clean(source)
    text, hidden = _HIDDEN.subn("", text)
    text = unicodedata.normalize("NFC", strip_marks(text))
    text = re.sub(" +\n", "\n", text)
    text = re.sub("\n{3,}", "\n\n", text).strip(" \n")
    if hidden:
        found += (
            Diagnostic(
                "caption.hidden-characters",
                Severity.INFO,
                N_("{count} hidden characters (line-break hints, old direction codes) were left out."),
                {"count": hidden},
            ),
        )
    return text, found


def one_line(source: str) -> str:
    """``source`` as :func:`plain` makes it, on one line."""
    return " ".join(plain(source)[0].split())
