"""One archive for each language or each network.

In: files by name. Out: ZIP bytes that are the same for the same files: names in order, one date, no
trace of the system.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from pathlib import PurePosixPath

from studio.export.kit import KitFile

_DATE = (1980, 1, 1, 0, 0, 0)
_PACKED = {".png", ".jpg", ".webp", ".gif", ".pdf", ".zip"}
_FILE = 0o100644
_UNIX = 3


def archive(files: Iterable[KitFile]) -> bytes:
    """A ZIP archive; images, which are compressed already, are only stored."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        for file in sorted(files, key=lambda file: file.name):
            entry = zipfile.ZipInfo(file.name, _DATE)
            packed = PurePosixPath(file.name).suffix in _PACKED
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            # Else the entry says on which system it was made, and unpacks unreadable on some.
            entry.create_system, entry.external_attr = _UNIX, _FILE << 16
            zipped.writestr(entry, file.data)
    return out.getvalue()
