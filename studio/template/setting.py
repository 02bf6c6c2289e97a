"""How a text of a style is set in a language.

In: the brand, one of its styles, a language. Out: the families of the language's script, weight,
letter-spacing and line height. Sizes are not decided here.
"""

from __future__ import annotations

from dataclasses import replace

from studio.model.box import Setting
from studio.model.brand import Brand, ScriptProfile, TypeStyle
from studio.model.language import Language

# Letter-spacing is for the heavy display weights only.
_TRACKED_WEIGHT = 900
_LABELS = ("label", "name", "credit")
"""Classes of legibility of the small words round a card's text; they take a line or two."""


def setting_of(brand: Brand, style: TypeStyle, language: Language, weight: int = 0) -> Setting:
    """The setting of a style in a language; ``weight`` other than 0 replaces the style's own."""
    profile = script_profile(brand, language)
    display = style.role == "display"
    weight = weight or style.weight
    return Setting(
        families=(profile.display if display else profile.text,),
        weight=weight,
        tracking=profile.tracking if display and weight >= _TRACKED_WEIGHT else 0.0,
        leading=_leading(style, profile, brand),
    )


def _leading(style: TypeStyle, profile: ScriptProfile, brand: Brand) -> float:
    """A style's own leading is meant for Latin; other scripts keep their ratio to Latin's, but labels
    of very tall scripts stay inside their marks."""
    display = style.role == "display"
    own = profile.display_leading if display else profile.text_leading
    if not style.leading:
        return own
    latin = brand.scripts["Latn"]
    kept = style.leading * own / (latin.display_leading if display else latin.text_leading)
    most = profile.label_leading if style.legible in _LABELS else 0.0
    return min(kept, most) if most else kept


def script_profile(brand: Brand, language: Language) -> ScriptProfile:
    """How the language's script is set, with room for what is taller in this language; Latin's
    profile where the kit has none."""
    found = brand.scripts.get(language.script) or brand.scripts["Latn"]
    if language.line_height == 1:
        return found
    # The boxes of a selection over several lines stay as close to each other as the script's.
    more = found.display_leading * (language.line_height - 1)
    return replace(
        found,
        display_leading=found.display_leading + more,
        text_leading=found.text_leading * language.line_height,
        select_above=found.select_above + more * 2 / 3,
        select_below=found.select_below + more / 3,
    )
