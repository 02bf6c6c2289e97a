"""What shows of a caption before "more".

In: a finished caption, a network's rule. Out: a number of code points. Networks fold by the width of
the screen, so the figure is a cautious one.
"""

from __future__ import annotations

import re

from studio.model.network import TextRule

_WORD = re.compile(r"\S+\Z")
_NEAR = 20


def fold_of(text: str, rule: TextRule) -> int | None:
    """How many code points of ``text`` show; all if nothing is hidden, None if that is not known.

    A word that would be cut is counted as hidden.
    """
    if not (rule.fold or rule.fold_lines):
        return None
    shown = len(text)
    if rule.fold_lines:
        lines = text.split("\n")
        shown = len("\n".join(lines[: rule.fold_lines]))
    if rule.fold and rule.fold < shown:
        shown = rule.fold
        if not text[shown].isspace() and (word := _WORD.search(text[:shown][-_NEAR:])):
            whole = len(text[:shown][-_NEAR:]) - word.start()
            shown -= whole if whole < _NEAR else 0
    return len(text[:shown].rstrip()) if shown < len(text) else shown
