"""The studio's own words in the user's language, and diagnostics as sentences.

In: English messages marked ``N_("…")``, a wished language or the environment (``LANGUAGE``,
``LC_ALL``, ``LC_MESSAGES``, ``LANG``). Out: translated text. Catalogs are the ``studio`` domain of
``i18n/``; one is read when its first word is needed, and English needs none. What has no translation
stays English.
"""

from __future__ import annotations

import gettext
import io
import os
import re
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

from studio.diagnostics import Diagnostic, fill
from studio.errors import StudioError
from studio.model.language import DERIVED

DOMAIN = "studio"
SOURCE = "en"

_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
_LOCALE = re.compile(r"([a-z]{2,3})(?:[_-]([A-Za-z]{4}))?(?:[_-]([A-Z]{2}))?(?:\.[\w-]+)?(?:@(\w+))?")


class Words:
    """The words of one language; ``language`` is a gettext name such as ``sr@latin``."""

    def __init__(self, language: str, i18n: Path | None) -> None:
        self.language = language
        self._i18n = i18n
        self._loaded: gettext.NullTranslations | None = None

    def translate(self, message: str) -> str:
        """``message`` in this language."""
        if self.language == SOURCE or not message:
            return message
        return self._letters(self._catalog.gettext(message), message)

    def plural(self, one: str, many: str, count: int) -> str:
        """The form of a message that fits ``count``; its places are still to be filled."""
        if self.language == SOURCE:
            return one if count == 1 else many
        return self._letters(self._catalog.ngettext(one, many, count), one, many)

    def _letters(self, text: str, *untranslated: str) -> str:
        """Serbian in Latin letters comes from the Cyrillic catalog."""
        if self.language in DERIVED and text not in untranslated:
            return _to_latin()(text)
        return text

    @property
    def _catalog(self) -> gettext.NullTranslations:
        if self._loaded is None:
            self._loaded = gettext.NullTranslations()
            for name in reversed(_files(self.language)):
                if found := _load(self._i18n or _default_i18n(), name):
                    found.add_fallback(self._loaded)
                    self._loaded = found
        return self._loaded


_current = Words(SOURCE, None)


def set_language(language: str = "", *, i18n: Path | None = None) -> str:
    """Speak ``language`` from now on (by default the environment's); the language that is spoken.

    A language without a catalog gives its nearest relative (``pt_AO`` gives ``pt``), or English.
    ``i18n`` is the folder of catalogs, by default the studio's own.
    """
    global _current  # noqa: PLW0603  (a process speaks one language, as with gettext itself)
    root = i18n or _default_i18n()
    wished = (language,) if language else wished_languages(os.environ)
    known = (name for wish in wished for name in relatives(wish) if _speaks(root, name))
    _current = Words(next(known, SOURCE), root)
    return _current.language


def current_language() -> str:
    """The gettext name of the language that is spoken."""
    return _current.language


def translate(message: str) -> str:
    """``message`` in the current language."""
    return _current.translate(message)


def plural(one: str, many: str, count: int) -> str:
    """The form of a message that fits ``count``, with ``{count}`` filled."""
    return fill(_current.plural(one, many, count), {"count": count})


def sentence(diagnostic: Diagnostic) -> str:
    """A finding for people: where, what, and how to mend it, in the current language."""
    text = plain_sentence(diagnostic)
    place = str(diagnostic.where)
    return f"{place}: {text}" if place else text


def plain_sentence(diagnostic: Diagnostic) -> str:
    """What, and how to mend it, without where: for a face that shows the place itself."""
    text = fill(translate(diagnostic.message), diagnostic.params)
    if diagnostic.hint:
        text = f"{text} {fill(translate(diagnostic.hint), diagnostic.params)}"
    return text


def wished_languages(environment: Mapping[str, str]) -> tuple[str, ...]:
    """The locales that the user asked for, best first; on Windows the one of the system."""
    for variable in _VARIABLES:
        if environment.get(variable):
            return tuple(filter(None, environment[variable].split(":")))
    return _windows_language()


def relatives(locale: str) -> tuple[str, ...]:
    """Gettext names that serve a locale, best first: ``pt_BR.UTF-8`` gives ``pt_BR`` and ``pt``."""
    match = _LOCALE.fullmatch(locale)
    if not match:
        return ()
    base, script, country, modifier = match.groups()
    if (script or "").title() == "Latn" and base == "sr":
        modifier = "latin"
    tail = f"@{modifier}" if modifier else ""
    names = [f"{base}_{country}{tail}"] if country else []
    names.append(f"{base}{tail}")
    # A modifier such as @euro says nothing about the words; @latin does, and must not become Cyrillic.
    if modifier and modifier != "latin":
        names.append(base)
    return tuple(names)


def _windows_language() -> tuple[str, ...]:
    if sys.platform != "win32":
        return ()
    import ctypes
    import locale

    number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
    return tuple(filter(None, [locale.windows_locale.get(number)]))


def _files(language: str) -> tuple[str, ...]:
    """The catalogs to look into, best first: ``sr@latin`` also reads ``sr``, ``pt_BR`` also ``pt``."""
    names = [language, DERIVED.get(language, language), language.split("@")[0].split("_")[0]]
    return tuple(dict.fromkeys(names))


def _speaks(i18n: Path, language: str) -> bool:
    names = (language, DERIVED.get(language, language))
    return language == SOURCE or any(_path(i18n, name).is_file() for name in names)


def _path(i18n: Path, language: str) -> Path:
    return i18n / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def _default_i18n() -> Path:
    from studio.resources import Resources

    return Resources.find().i18n


@cache
def _to_latin() -> Callable[[str], str]:
    from studio.translation import to_latin

    return to_latin


def _load(i18n: Path, language: str) -> gettext.GNUTranslations | None:
    """One catalog, compiled in memory; None if it is absent or broken.

    A broken catalog must not keep anybody from working: the studio then speaks English.
    """
    from studio.translation.po import read_po

    path = _path(i18n, language)
    if not path.is_file():
        return None
    try:
        return gettext.GNUTranslations(io.BytesIO(read_po(path).to_binary()))
    except (StudioError, ValueError, OSError):
        return None
