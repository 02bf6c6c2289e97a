"""Pictures of a library's packs, in folders that the pipeline can read.

In: an open library. Out: for each pack a folder in which its pictures stand under the names that posts
use (``media/flag.png``). The library keeps pictures once, by their sum; a view links to them, or copies
where the disk can't link. Views are made when they are asked for, kept up to date, and gone at the end.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from studio.export.write import failure
from studio.library import Library
from studio.library.overview import media_names


class ViewFolder:
    """The views of one library, in a temporary folder of its own."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._home: Path | None = None
        self._shown: dict[str, dict[str, str]] = {}
        self._at: dict[str, int] = {}

    def names(self, pack: str, position: int) -> Mapping[str, str]:
        """The pictures of a pack: name in the pack to sha256."""
        self.of(pack, position)
        return self._shown[pack]

    def of(self, pack: str, position: int) -> Path:
        """The folder that shows the pictures of a pack, read anew after another edit: ``position`` is
        the newest one that is known. Asked for each card, so the library is not asked for it.

        Raises:
            EnvironmentFailure: it can't be written.
        """
        folder = self._root() / pack
        if self._at.get(pack) == position:
            return folder
        with self._library.reading() as connection:
            wanted = media_names(connection, pack)
        shown = self._shown.setdefault(pack, {})
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in [name for name, digest in shown.items() if wanted.get(name) != digest]:
                (folder / name).unlink(missing_ok=True)
                del shown[name]
            for name, digest in wanted.items():
                if name not in shown:
                    self._show(folder, name, digest)
                    shown[name] = digest
        except OSError as error:
            raise failure(error, folder) from error
        self._at[pack] = position
        return folder

    def close(self) -> None:
        """Remove all views."""
        if self._home is not None:
            shutil.rmtree(self._home, ignore_errors=True)
            self._home = None

    def _root(self) -> Path:
        if self._home is None:
            try:
                self._home = Path(tempfile.mkdtemp(prefix="milclicks-"))
            except OSError as error:
                raise failure(error, Path(tempfile.gettempdir())) from error
        return self._home

    def _show(self, folder: Path, name: str, digest: str) -> None:
        target = folder / name
        if not target.resolve().is_relative_to(folder.resolve()):
            return  # a name from elsewhere; the picture counts as missing
        source = self._library.media.path(digest)
        if not source.is_file():
            return
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        try:
            os.link(source, target)
        except OSError:
            shutil.copyfile(source, target)
