"""A pack of the library, exported: what the window's export does.

In: an open session, a pack, what is wanted. Out: the same result as the command line's, from a copy of
the pack as it is now; what is written meanwhile goes into the next export.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from studio.library import get_pack
from studio.workspace.export import ExportRequest, ExportResult, Progress, export_pack
from studio.workspace.library_files import write_content
from studio.workspace.select import Selection
from studio.workspace.session import Session


@dataclass(frozen=True, slots=True)
class PublishRequest:
    """Which pack goes where. Posts, languages, networks and formats by name; ``selection`` empty:
    all."""

    pack: str
    out: Path
    selection: Selection = Selection()
    draft: bool = False


def publish(
    session: Session,
    request: PublishRequest,
    *,
    progress: Progress = lambda _done, _all, _name: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportResult:
    """Export a pack of the library; may be called from any thread.

    Raises:
        InvalidInput: there is no such pack, or a wish names nothing.
        EnvironmentFailure: the folder can't be written, the disk is full, fonts are absent.
    """
    content = get_pack(session.library, request.pack)
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        folder = Path(temporary) / request.pack
        write_content(content, folder, session.library.media.get)
        # In other processes, so that the window stays awake.
        wishes = ExportRequest(folder, request.out, request.selection, workers=2, draft=request.draft)
        return export_pack(wishes, resources=session.resources, progress=progress, cancelled=cancelled)
