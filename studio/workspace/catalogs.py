"""A pack's catalogs, brought up to date with its posts.

In: a pack's folder and languages. Out: ``i18n/<language>.po`` written or merged, and what changed.
"""

from __future__ import annotations

from pathlib import Path

from studio.model.language import DERIVED
from studio.pack import load_pack
from studio.text.languages import language
from studio.translation import Update, update_catalog


def update_catalogs(folder: Path, languages: tuple[str, ...] = ()) -> dict[str, Update]:
    """Update the catalogs of ``languages``, by default of all that the pack has; new ones are made.

    A derived language (``sr@latin``) needs no catalog and is left alone unless it is asked for.

    Raises:
        InvalidInput: the pack, a catalog or a language's name can't be used; nothing else is changed.
        EnvironmentFailure: a file can't be read or written.
    """
    pack, _warnings = load_pack(folder)
    present = {file.stem for file in (folder / "i18n").glob("*.po")}
    wanted = languages or tuple(
        name for name in pack.languages if name in present or name not in DERIVED
    )
    names = [language(name).name for name in wanted if name != pack.language]
    return {name: update_catalog(pack, folder / "i18n" / f"{name}.po", name) for name in names}
