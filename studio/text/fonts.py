"""The fonts of the lock file, opened when they are used.

In: the folder of the font files and the lock (``fonts.toml``: packages, and in each the files with
key, family, weight, file, set, scripts, bytes, sha256). Out: :class:`Face` values by key. System
fonts are never looked at, so a card is the same on every machine.
"""

from __future__ import annotations

import difflib
import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from studio.diagnostics import N_
from studio.errors import EnvironmentFailure, InvalidInput
from studio.text.face import Face

CORE = "core"
"""The font set that every installation has; the others may be left out."""


@dataclass(frozen=True, slots=True)
class FontEntry:
    """One font of the lock. ``set`` is ``core``, ``scripts``, ``cjk`` or ``emoji``; ``scripts`` are
    ISO 15924. ``embolden``: em by which strokes are thickened, for families without such a weight."""

    key: str
    family: str
    weight: int
    file: str
    set: str
    scripts: tuple[str, ...]
    bytes: int
    sha256: str
    embolden: float = 0.0


@dataclass(frozen=True, slots=True)
class FontStatus:
    """What is known of one font's file: ``state`` is ``present``, ``missing`` or ``damaged``."""

    entry: FontEntry
    state: str


class FontLibrary:
    """Faces by key. Opening the library reads the lock only.

    Raises:
        EnvironmentFailure: ``fonts.lock`` if the lock can't be read.
    """

    def __init__(self, folder: Path, lock: Path) -> None:
        self.folder = folder
        try:
            raw = lock.read_bytes()
            packages = tomllib.loads(raw.decode())["package"]
            entries = [_entry(row) for package in packages for row in package["file"]]
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
            raise EnvironmentFailure.of(
                "fonts.lock",
                N_("The list of fonts {file} can't be read: {reason}."),
                file=lock,
                reason=error,
                hint=N_("Install the studio again."),
            ) from error
        self.entries: tuple[FontEntry, ...] = tuple(entries)
        self.fingerprint: str = hashlib.sha256(raw).hexdigest()
        self._by_key = {one.key: one for one in entries}
        self._families: dict[str, list[FontEntry]] = {}
        for one in entries:
            self._families.setdefault(one.family, []).append(one)
        self._faces: dict[str, Face] = {}
        self.covered: set[int] = set()
        """The code points of all fonts that were opened so far."""
        self._present: dict[str, bool] = {}

    def families(self) -> tuple[str, ...]:
        """Every family of the lock, in its order."""
        return tuple(self._families)

    def families_of(self, script: str) -> tuple[str, ...]:
        """The families that the lock lists for a script (ISO 15924), in its order."""
        return tuple(dict.fromkeys(one.family for one in self.entries if script in one.scripts))

    def entry(self, key: str) -> FontEntry:
        """The lock's row for ``key``; raises KeyError for a key that no layout can hold."""
        return self._by_key[key]

    def nearest(self, family: str, weight: int) -> FontEntry:
        """The family's font of the nearest weight, the heavier of two equally near.

        Raises:
            InvalidInput: ``fonts.unknown-family``.
        """
        rows = self._families.get(family)
        if rows is None:
            near = difflib.get_close_matches(family, self._families, 1, 0.5)
            raise InvalidInput.of(
                "fonts.unknown-family",
                N_("There is no font family called “{family}”."),
                family=family,
                near=near[0] if near else ", ".join(self._families),
                hint=N_("Did you mean “{near}”?") if near else N_("The families are: {near}."),
            )
        return min(rows, key=lambda one: (abs(one.weight - weight), -one.weight))

    def pick(self, family: str, weight: int) -> str:
        """The key of the family's font of the nearest weight.

        Raises:
            InvalidInput: ``fonts.unknown-family``.
            EnvironmentFailure: ``fonts.missing`` if its file is not there.
        """
        entry = self.nearest(family, weight)
        if not self.present(entry):
            raise self._missing(entry)
        return entry.key

    def present(self, entry: FontEntry) -> bool:
        """Whether its file is there; looked up once."""
        found = self._present.get(entry.key)
        if found is None:
            found = self._present[entry.key] = (self.folder / entry.file).is_file()
        return found

    def face(self, key: str) -> Face:
        """The opened font.

        Raises:
            EnvironmentFailure: ``fonts.missing``, or ``fonts.damaged`` if it is not the lock's file.
        """
        found = self._faces.get(key)
        if found is None:
            found = self._faces[key] = self._open(self.entry(key))
            self.covered |= found.coverage
        return found

    def status(self) -> tuple[FontStatus, ...]:
        """Every font of the lock with the state of its file; reads all of them."""
        return tuple(FontStatus(one, self._state(one)) for one in self.entries)

    def _state(self, entry: FontEntry) -> str:
        try:
            data = (self.folder / entry.file).read_bytes()
        except OSError:
            return "missing"
        same = len(data) == entry.bytes and hashlib.sha256(data).hexdigest() == entry.sha256
        return "present" if same else "damaged"

    def _open(self, entry: FontEntry) -> Face:
        path = self.folder / entry.file
        try:
            if path.stat().st_size != entry.bytes:
                raise ValueError(entry.file)
            return Face(entry.key, entry.family, path, entry.embolden)
        except FileNotFoundError as error:
            raise self._missing(entry) from error
        except (OSError, ValueError) as error:
            raise EnvironmentFailure.of(
                "fonts.damaged",
                N_("The font {file} in {folder} is damaged or can't be read."),
                file=entry.file,
                folder=self.folder,
                hint=N_("Run `make fonts` to fetch it again."),
            ) from error

    def _missing(self, entry: FontEntry) -> EnvironmentFailure:
        error = EnvironmentFailure.of(
            "fonts.missing",
            N_("The font {file} (font set “{set}”) is not in {folder}."),
            file=entry.file,
            set=entry.set,
            folder=self.folder,
            hint=N_("Run `make fonts` to fetch it."),
        )
        assert isinstance(error, EnvironmentFailure)
        return error


def _entry(row: dict[str, object]) -> FontEntry:
    def text(name: str) -> str:
        value = row[name]
        if not isinstance(value, str):
            raise TypeError(name)
        return value

    def number(name: str) -> int:
        value = row[name]
        if not isinstance(value, int):
            raise TypeError(name)
        return value

    scripts = row.get("scripts", ())
    if not isinstance(scripts, list | tuple):
        raise TypeError("scripts")
    return FontEntry(
        text("key"),
        text("family"),
        number("weight"),
        text("file"),
        text("set"),
        tuple(map(str, scripts)),
        number("bytes"),
        text("sha256"),
        float(row.get("embolden", 0.0)),  # type: ignore[arg-type]
    )
