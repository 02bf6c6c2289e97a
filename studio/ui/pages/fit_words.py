"""What the Fit page says about a mark.

In: marks, names. Out: whole phrases in the window's language.
"""

from __future__ import annotations

from studio.diagnostics import N_, fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.text.markup import parse
from studio.ui.naming import language_name
from studio.workspace.fitmatrix import BROKEN, UNKNOWN, Mark
from studio.workspace.fitting import FITS, FLOOR, OVER, Fit

_STATES = {
    UNKNOWN: N_("not checked yet"),
    FITS: N_("fits"),
    FLOOR: N_("at the limit"),
    OVER: N_("too long"),
    BROKEN: N_("can't be made"),
}


def mark_words(title: str, language: str, ratio: str, mark: Mark) -> str:
    """A mark for somebody who does not see it: “Looks fake, Serbian, 16:9, too long, cut about 9
    words”."""
    values = {"post": title, "language": language_name(language), "ratio": ratio}
    return fill(_("{post}, {language}, {ratio}, {state}"), {**values, "state": _state(mark)})


def _state(mark: Mark) -> str:
    if mark.state == OVER and mark.cut:
        if mark.by_word:
            return plural(
                "too long, cut about {count} word", "too long, cut about {count} words", mark.cut
            )
        return plural(
            "too long, cut about {count} letter", "too long, cut about {count} letters", mark.cut
        )
    return _(_STATES[mark.state])


def cut_words(mark_cut: int, *, by_word: bool) -> str:
    """How much must go, as a sentence; empty if that is not known."""
    if not mark_cut:
        return ""
    if by_word:
        return plural("Cut about {count} word.", "Cut about {count} words.", mark_cut)
    return plural("Cut about {count} letter.", "Cut about {count} letters.", mark_cut)


def reason_words(fit: Fit, field: str, ratio: str) -> str:
    """Why a card does not fit, in sentences; ``field`` is the name of the text that it is about."""
    values = {"field": field, "ratio": ratio}
    if fit.state == FITS:
        return fill(_("All of it fits in {ratio}."), values)
    if fit.state == FLOOR:
        return fill(_("{field} is at the limit in {ratio}."), values)
    if not field:
        return fill(_("The texts are too long for {ratio}. Shorten several of them."), values)
    words = fill(_("{field} is too long for {ratio}."), values)
    return f"{words} {cut_words(fit.cut, by_word=fit.by_word)}".strip()


def room_words(text: str, fit: Fit) -> str:
    """How long a text is and how long it may be: “35 words, room for 26”."""
    if not fit.cut:
        return ""
    plain = parse(text).text
    count = len(plain.split()) if fit.by_word else len(plain)
    if fit.by_word:
        words = plural("{count} word, room for {room}", "{count} words, room for {room}", count)
    else:
        words = plural("{count} letter, room for {room}", "{count} letters, room for {room}", count)
    return fill(words, {"room": max(0, count - fit.cut)})
