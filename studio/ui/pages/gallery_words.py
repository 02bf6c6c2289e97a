"""What is said of each template, and of what it wants to be written.

In: a kind of post. Out: sentences in the window's language.
"""

from __future__ import annotations

from studio.diagnostics import N_, fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.kind import KINDS, Field

_ABOUT = {
    "tip": N_("One thing to do"),
    "photo": N_("A picture worth a second look"),
    "resource": N_("A QR code and an address"),
    "checklist": N_("Three to six checks"),
    "quiz": N_("One question, its answer"),
    "factfake": N_("Let readers vote"),
    "myth": N_("The fact is louder"),
    "quote": N_("A voice worth hearing"),
    "definition": N_("One word, explained"),
    "pledge": N_("Promises for a week"),
    "six": N_("All six elements"),
    "quizset": N_("A quiz in four cards"),
    "story": N_("One thought for each card"),
}
_BESIDE = ("caption", "alt", "label", "picture.")


def about(kind: str) -> str:
    """What a template is for, in a few words."""
    return _(_ABOUT[kind]) if kind in _ABOUT else ""


def to_write(kind: str) -> list[tuple[str, str]]:
    """What somebody writes for a card of this kind: each with about how much of it."""
    known = KINDS[kind]
    rows = [
        (_(field.label), _how_much(field))
        for field in known.fields
        if not field.name.startswith(_BESIDE)
    ]
    if known.needs_picture:
        rows.append((_("Photo and credit"), _("1080 pixels or more")))
    if known.needs_link:
        rows.append((_("Link"), _("for the QR code")))
    return [*rows, (_("Source"), _("title and address"))]


def _how_much(field: Field) -> str:
    words = plural("about {count} word", "about {count} words", field.words)
    if "*" not in field.name:
        return words
    if field.least == field.most:
        return fill(_("{number} times {words}"), {"number": field.most, "words": words})
    place: dict[str, str | int] = {"least": field.least, "most": field.most, "words": words}
    return fill(_("{least} to {most} times {words}"), place)
