"""The words that templates print: “Tip”, “Quiz: the answer”, the six elements.

In: the folder ``i18n`` with ``<language>/LC_MESSAGES/<domain>.po``. Out: English word to translated
word. Words without a finished translation are absent, so that a caller notices instead of printing
English on a Serbian card.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from studio.model.language import DERIVED
from studio.translation.derived import rewritten


def words(i18n_root: Path, domain: str, language: str) -> dict[str, str]:
    """Translations of ``domain`` (``templates``) into ``language``, by English text.

    Entries with a context are found as ``context + "\\x04" + text``, as in gettext. A language
    without a catalog has no words; ``sr@latin`` is derived from ``sr`` where it has none of its own.

    Raises:
        InvalidInput: the catalog is broken.
    """
    found: dict[str, str] = {}
    if origin := DERIVED.get(language):
        origins = words(i18n_root, domain, origin)
        found = {key: rewritten(text, language) for key, text in origins.items()}
    path = i18n_root / language / "LC_MESSAGES" / f"{domain}.po"
    try:
        state = path.stat()
    except OSError:
        return found
    return found | _read(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, changed: int, size: int) -> dict[str, str]:
    """The finished entries of a file; ``changed`` and ``size`` make an edited file a new one."""
    from studio.translation.po import read_po

    return {
        (f"{entry.msgctxt}\x04{entry.msgid}" if entry.msgctxt else entry.msgid): entry.msgstr
        for entry in read_po(path)
        if entry.msgid and entry.translated()
    }
