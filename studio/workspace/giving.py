"""A pack out of the library into one file, for a stick or a mail.

In: an open library, a pack, a file name. Out: a ``.milpack``, whole or not at all, that merges with the
library when it comes back.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from studio.diagnostics import Diagnostic
from studio.library import Library
from studio.workspace.library import export_pack_folder
from studio.workspace.packs import export_archive


def give_pack(library: Library, pack: str, file: Path) -> tuple[Diagnostic, ...]:
    """Write a pack of the library as the archive ``file``; returns what deserves a look.

    The file dialog has asked before an existing file is replaced.

    Raises:
        InvalidInput: a post of the pack is not finished; the findings say which.
        EnvironmentFailure: it can't be written.
    """
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        folder = Path(temporary) / pack
        export_pack_folder(library, pack, folder)
        return export_archive(folder, file, replace=True).diagnostics
