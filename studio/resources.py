"""Where the studio's own data is: templates, catalogs, fonts and the font lock.

In: the place this code runs from (a source tree, an installed wheel, a frozen app), or the
environment variable ``MILCLICKS_DATA``. Out: a :class:`Resources` value with four paths, which the
composition root hands down, and the folder of the user's own. No other module asks where files are.

========== ================================ ==============
runs from  templates, i18n                  fonts
========== ================================ ==============
source     repository root                  build/fonts
wheel      studio/_data                     studio/_data
frozen     unpacked app folder              the same
variable   the folder it names              the same
========== ================================ ==============
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
VARIABLE = "MILCLICKS_DATA"
USER_VARIABLE = "MILCLICKS_HOME"


class ResourcesMissing(FileNotFoundError):
    """The studio's own data is not where it must be; the text names the folder and how to mend it."""


@dataclass(frozen=True, slots=True)
class Resources:
    """Absolute paths of the studio's data.

    ``templates``, ``i18n`` and ``fonts`` are folders, ``font_lock`` is a TOML file. The fonts folder
    may be absent (fonts are fetched at set-up): the font library says so when it opens it.
    """

    templates: Path
    i18n: Path
    fonts: Path
    font_lock: Path

    @classmethod
    def find(cls, environment: Mapping[str, str] | None = None) -> Resources:
        """The data of the running studio; raises :class:`ResourcesMissing`.

        ``environment`` (default: the process's own) may name another data folder for tests and for
        those who try other templates: it holds ``templates``, ``i18n`` and ``fonts``, and what it
        lacks comes from the studio's own data.
        """
        own = _own()
        named = (os.environ if environment is None else environment).get(VARIABLE, "")
        if not named:
            return own._checked("the installation is incomplete: install MIL CLICKS Studio again")
        folder = Path(named).absolute()
        if not folder.is_dir():
            raise ResourcesMissing(f"{VARIABLE} names {folder}, which is not a folder")
        other = cls.under(folder, own.font_lock)
        return cls(
            templates=other.templates if other.templates.is_dir() else own.templates,
            i18n=other.i18n if other.i18n.is_dir() else own.i18n,
            fonts=other.fonts if other.fonts.is_dir() else own.fonts,
            font_lock=folder / "fonts.toml" if (folder / "fonts.toml").is_file() else own.font_lock,
        )._checked(f"set {VARIABLE} to a folder that holds it")

    @classmethod
    def under(cls, folder: Path, font_lock: Path) -> Resources:
        """The data laid out in one folder, as a wheel and a frozen app have it."""
        return cls(folder / "templates", folder / "i18n", folder / "fonts", font_lock)

    def _checked(self, hint: str) -> Resources:
        for path in (self.templates, self.i18n, self.font_lock):
            if not path.exists():
                raise ResourcesMissing(f"{path} is missing; {hint}")
        return self


def user_folder(environment: Mapping[str, str] | None = None) -> Path:
    """Where the studio keeps what is the user's: newer network data, networks of their own.

    The folder that the system means for such, or the one that ``MILCLICKS_HOME`` names. It may not
    be there yet.
    """
    named = (os.environ if environment is None else environment).get(USER_VARIABLE, "")
    if named:
        return Path(named).absolute()
    from platformdirs import user_data_path  # takes longer than all the rest of this module

    return user_data_path("milclicks-studio", appauthor=False)


def _own() -> Resources:
    """The data that belongs to this code, whether or not it is there."""
    lock = PACKAGE / "text" / "fonts.toml"
    frozen = getattr(sys, "_MEIPASS", "")
    if frozen:
        return Resources.under(Path(frozen), Path(frozen) / "studio" / "text" / "fonts.toml")
    if (PACKAGE / "_data").is_dir():
        return Resources.under(PACKAGE / "_data", lock)
    root = PACKAGE.parent
    return Resources(root / "templates", root / "i18n", root / "build" / "fonts", lock)
