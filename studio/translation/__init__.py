"""Translation: gettext catalogs in and out of packs.

In: a post or pack in its source language and ``i18n/<language>.po``. Out: the post in another
language with diagnostics, or nothing if it is not all translated; catalogs written and merged; the
words that templates print. Serbian in Latin letters is derived from Serbian in Cyrillic ones.
"""

from __future__ import annotations

from studio.model.catalog import Catalog, Entry
from studio.translation.apply import INCOMPLETE, missing_fields, translate
from studio.translation.catalog import derive, load_catalog, pack_catalog
from studio.translation.latin import to_latin
from studio.translation.merge import Update, pot, update_catalog
from studio.translation.words import words

__all__ = [
    "INCOMPLETE",
    "Catalog",
    "Entry",
    "Update",
    "derive",
    "load_catalog",
    "missing_fields",
    "pack_catalog",
    "pot",
    "to_latin",
    "translate",
    "update_catalog",
    "words",
]
