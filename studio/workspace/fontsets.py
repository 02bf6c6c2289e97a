"""Whether the fonts of a language are here: an installation may leave the large sets out.

In: the studio's world and a language. Out: the font sets to add for it, and the diagnostic that says
so.
"""

from __future__ import annotations

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import EnvironmentFailure
from studio.model.language import Language
from studio.pipeline import World
from studio.template import script_profile


def absent_sets(world: World, own: Language) -> tuple[str, ...]:
    """The sets of those fonts of the language's headlines and texts whose files are not there."""
    profile = script_profile(world.brand, own)
    absent = {
        entry.set
        for entry in world.fonts.entries
        if entry.family in (profile.display, profile.text) and not world.fonts.present(entry)
    }
    return tuple(sorted(absent))


def absent_fonts(world: World, own: Language) -> Diagnostic | None:
    """Why no card can be made in the language; None if one can."""
    absent = absent_sets(world, own)
    if not absent:
        return None
    return Diagnostic(
        "fonts.set-absent",
        Severity.ERROR,
        N_("The fonts for {language} are not on this computer: the font set “{sets}” is missing."),
        {"language": own.english_name, "sets": ", ".join(absent)},
        Where(language=own.name),
        N_("Run `make fonts` to fetch it, or leave the language out."),
    )


def need_fonts(world: World, own: Language) -> None:
    """Raise :class:`EnvironmentFailure` ``fonts.set-absent`` if the language's fonts are not there."""
    if absent := absent_fonts(world, own):
        raise EnvironmentFailure(absent)
