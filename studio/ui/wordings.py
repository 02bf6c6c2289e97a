"""Two wordings of a value as rich text: words that differ are marked by colour and by a line.

In: values of the library. Out: HTML for a :class:`QTextBrowser` or a label, whose words are escaped;
and what a value is called.
"""

from __future__ import annotations

import json
from html import escape

from studio.diagnostics import N_, fill
from studio.l10n import translate
from studio.l10n import translate as _
from studio.model.changes import Key
from studio.text.languages import language as known_language
from studio.ui.desk import Desk
from studio.ui.naming import THEMES, element_name, field_name, kind_name, language_name
from studio.ui.theme import theme
from studio.workspace.differences import Part, differences
from studio.workspace.library_past import translated_text

_ATTRIBUTES = {
    "@kind": N_("Template"),
    "@element": N_("Element"),
    "@number": N_("Number"),
    "@answer": N_("Right answer"),
    "@theme": N_("Theme"),
    "@link": N_("Link"),
    "@hashtags": N_("Hashtags"),
    "@picture": N_("Picture"),
    "@source": N_("Source"),
    "@plan": N_("Planned day"),
    "@labels": N_("Tags"),
    "@trashed": N_("In the trash"),
    "@title": N_("Title"),
    "@language": N_("Language"),
    "@description": N_("Description"),
    "@licence": N_("Licence"),
}


def name_of(key: Key, kind: str) -> str:
    """What a value is called, with its language: “Headline, Serbian”."""
    if key.field in _ATTRIBUTES:
        name = translate(_ATTRIBUTES[key.field])
    elif key.field.startswith("@"):
        name = key.field.removeprefix("@").partition(":")[2] or key.field.removeprefix("@")
    else:
        name = field_name(kind, key.field)
    if not key.language:
        return name
    words = {"field": name, "language": language_name(key.language)}
    return fill(_("{field}, {language}"), words)


def shown_value(key: Key, value: str | None) -> str:
    """A value as a person reads it; empty if there is none."""
    if value is None:
        return ""
    if key.post and key.language:
        return translated_text(value)
    if key.field == "@kind":
        return kind_name(value)
    if key.field == "@element":
        return element_name(value)
    if key.field == "@theme":
        return translate(THEMES.get(value, value))
    if key.field == "@trashed":
        return _("Yes")
    if key.field.startswith("@") and value[:1] in "[{":
        return _listed(json.loads(value))
    return value


def _listed(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(_listed(one) for one in value.values() if one)
    if isinstance(value, list):
        return ", ".join(_listed(one) for one in value if one)
    return str(value)


def text_language(desk: Desk, key: Key) -> str:
    """The language in which a text is written."""
    pack = desk.session.pack(key.pack)
    return key.language or (pack.language if pack else "en")


def both(desk: Desk, key: Key, one: str | None, other: str | None) -> tuple[str, str]:
    """Both values as HTML paragraphs; what only the first has is struck, what only the second has is
    underlined."""
    language = text_language(desk, key)
    first, second = shown_value(key, one), shown_value(key, other)
    left, right = differences(first, second, language)
    return (
        _paragraph(left, language, "error", "line-through"),
        _paragraph(right, language, "ok", "underline"),
    )


def _paragraph(parts: tuple[Part, ...], language: str, status: str, line: str) -> str:
    now = theme()
    ink, ground = now.colors[status], now.colors[f"{status}_fill"]
    if not parts:
        return f'<p style="color: {now.colors["ink_3"]}">{escape(_("Nothing"))}</p>'
    style = f"background-color: {ground}; color: {ink}; text-decoration: {line}"
    words = "".join(
        f'<span style="{style}">{_lines(part.text)}</span>' if part.differs else _lines(part.text)
        for part in parts
    )
    direction = "rtl" if known_language(language).rtl else "ltr"
    return f'<p dir="{direction}">{words}</p>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
