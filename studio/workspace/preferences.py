"""What a user prefers: the window's language, look, networks, folders, keys.

In: the user's folder. Out: frozen :class:`Preferences`, kept in ``preferences.json``. A file that
can't be read is no reason not to start: the studio begins with its defaults and keeps the old file
beside the new.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from studio.export.write import failure, write_whole

FILE = "preferences.json"
_MOST_RECENT = 8


@dataclass(frozen=True, slots=True)
class Preferences:
    """Everything that is remembered between two starts.

    Attributes:
        language: gettext name of the window's language, empty for the system's.
        theme: ``light``, ``dark`` or ``system``.
        scale: per cent of the window's letters.
        networks: names of those that are used, empty for the defaults.
        folder: where exports go, empty for Documents.
        author: whose name stands with edits and comments.
        recent: ids of packs, the last one first.
        keys: command to its own shortcut (portable text), where the user changed it.
        toured: the three steps of the first run were seen or ended.
        geometry: the window's place, as Qt writes it, in base 64.
        selection: what was selected last, by name.
        languages: those that were moved to the front of the Fit page, in their order.
    """

    language: str = ""
    theme: str = "system"
    scale: int = 100
    networks: tuple[str, ...] = ()
    folder: str = ""
    author: str = ""
    recent: tuple[str, ...] = ()
    keys: Mapping[str, str] = field(default_factory=dict)
    toured: bool = False
    geometry: str = ""
    selection: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()

    def with_recent(self, pack: str) -> Preferences:
        """The same with ``pack`` as the one that was open last."""
        others = [name for name in self.recent if name != pack]
        return replace(self, recent=(pack, *others)[:_MOST_RECENT])


def load_preferences(folder: Path) -> Preferences:
    """The preferences in ``folder``; the defaults where there are none or they make no sense."""
    file = folder / FILE
    try:
        data = json.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return Preferences()
    except (OSError, ValueError):
        data = None
    if not isinstance(data, dict):
        _set_aside(file)
        return Preferences()
    usual = Preferences()
    return replace(
        usual,
        **{
            f.name: _like(data[f.name], getattr(usual, f.name)) for f in fields(usual) if f.name in data
        },
    )


def save_preferences(folder: Path, preferences: Preferences) -> None:
    """Keep the preferences; whole or not at all.

    Raises:
        EnvironmentFailure: the folder can't be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, folder) from error
    write_whole(folder / FILE, json.dumps(asdict(preferences), ensure_ascii=False, indent=1).encode())


def _like(value: Any, usual: Any) -> Any:
    """``value`` if it is of the kind of ``usual``, else ``usual``."""
    if isinstance(usual, tuple):
        return tuple(str(one) for one in value) if isinstance(value, list) else usual
    if isinstance(usual, Mapping):
        return dict(value) if isinstance(value, dict) else usual
    return value if type(value) is type(usual) else usual


def _set_aside(file: Path) -> None:
    try:
        file.replace(file.with_suffix(".broken"))
    except OSError:
        return
