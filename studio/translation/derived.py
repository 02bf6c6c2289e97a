"""Languages that follow from another one without a translator.

In: a text in the language it follows from (``sr``, ``ur``). Out: the text in the derived one
(``sr@latin`` in other letters; ``ur@nastaliq`` the same text, to be drawn in another hand).
"""

from __future__ import annotations

from collections.abc import Callable

from studio.translation.latin import to_latin

_RULES: dict[str, Callable[[str], str]] = {"sr@latin": to_latin}


def rewritten(text: str, language: str) -> str:
    """``text`` as ``language`` (one of :data:`~studio.model.language.DERIVED`) writes it."""
    rule = _RULES.get(language)
    return rule(text) if rule else text
