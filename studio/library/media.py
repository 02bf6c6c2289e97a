"""Pictures, stored once however often they are used.

In: bytes. Out: their sha256, and the file that holds them. Pictures are files beside the database, not
rows in it: backups of the database stay small and quick, the pipeline reads pictures by path, and a
damaged database can't take a picture along.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from studio.library.engine import unwritable


class Media:
    """The folder of pictures of one library."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def path(self, digest: str) -> Path:
        """Where the picture with that sha256 is, if it is there."""
        return self._folder / digest[:2] / digest

    def has(self, digest: str) -> bool:
        """Whether the picture is there."""
        return self.path(digest).is_file()

    def put(self, data: bytes) -> str:
        """Keep ``data``, whole or not at all; returns its sha256.

        Raises:
            EnvironmentFailure: ``library.unwritable``.
        """
        digest = hashlib.sha256(data).hexdigest()
        target = self.path(digest)
        if target.is_file() and target.stat().st_size == len(data):
            return digest
        temporary = ""
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".")
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(temporary, target)
        except OSError as error:
            if temporary:
                Path(temporary).unlink(missing_ok=True)
            raise unwritable(error.strerror or str(error), self._folder) from error
        return digest

    def get(self, digest: str) -> bytes | None:
        """The bytes of a picture; None if they are not there or not those that were kept."""
        try:
            data = self.path(digest).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None
