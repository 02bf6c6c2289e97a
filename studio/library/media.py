"""Pictures, stored once however often they are used.

In: bytes. Out: their sha256, and the file that holds them. In a folder pictures are files beside the
database, not rows in it: backups of the database stay small and quick, the pipeline reads pictures by
path, and a damaged database can't take a picture along. On a server they are rows, since whoever
reaches the library must reach them too; a machine keeps copies of those that it has needed.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from sqlalchemy import Connection, text

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

    def size(self, digest: str) -> int:
        """How many bytes a picture has that is there."""
        return self.path(digest).stat().st_size

    def get(self, digest: str) -> bytes | None:
        """The bytes of a picture; None if they are not there or not those that were kept."""
        try:
            data = self.path(digest).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == digest else None


Transaction = Callable[[], AbstractContextManager[Connection]]


class ServerMedia:
    """The pictures of a library on a server; raises like :class:`~studio.library.library.Library`.

    ``copies`` is a folder of this machine, by default one that is gone after :meth:`close`.
    """

    def __init__(self, reading: Transaction, writing: Transaction, copies: Path | None) -> None:
        self._reading, self._writing = reading, writing
        self._temporary = None if copies else tempfile.TemporaryDirectory(prefix="milclicks-")
        self._copies = Media(copies or Path(self._temporary.name if self._temporary else ""))

    def path(self, digest: str) -> Path:
        """Where a copy of the picture with that sha256 is, if the server has it."""
        if not self._copies.has(digest):
            self.get(digest)
        return self._copies.path(digest)

    def has(self, digest: str) -> bool:
        """Whether the server has the picture."""
        with self._reading() as connection:
            return bool(connection.scalar(_COUNT, {"sha256": digest}))

    def size(self, digest: str) -> int:
        """How many bytes a picture has that is there."""
        with self._reading() as connection:
            return int(connection.scalar(_SIZE, {"sha256": digest}) or 0)

    def put(self, data: bytes) -> str:
        """Keep ``data``, whole or not at all; returns its sha256."""
        digest = hashlib.sha256(data).hexdigest()
        if not self.has(digest):
            with self._writing() as connection:
                connection.execute(_PUT, {"sha256": digest, "data": data})
        return digest

    def get(self, digest: str) -> bytes | None:
        """The bytes of a picture; None if they are not there or not those that were kept."""
        known = self._copies.get(digest)
        if known is not None:
            return known
        with self._reading() as connection:
            data = connection.scalar(_GET, {"sha256": digest})
        if data is None or hashlib.sha256(data).hexdigest() != digest:
            return None
        self._copies.put(data)
        return bytes(data)

    def close(self) -> None:
        """Throw the copies away, if nobody named a folder for them."""
        if self._temporary:
            self._temporary.cleanup()


_COUNT = text("SELECT count(*) FROM blobs WHERE sha256 = :sha256")
_SIZE = text("SELECT length(data) FROM blobs WHERE sha256 = :sha256")
_PUT = text("INSERT INTO blobs (sha256, data) VALUES (:sha256, :data) ON CONFLICT DO NOTHING")
_GET = text("SELECT data FROM blobs WHERE sha256 = :sha256")
