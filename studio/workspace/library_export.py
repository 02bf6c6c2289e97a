"""A pack of the library becomes pictures and captions, and the library remembers which.

In: an open library, the name of a pack, an export request. Out: what
:func:`studio.workspace.export.export_pack` gives; every file that stands in the folder afterwards has
a line in the library's ledger.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from studio.export.manifest import CaptionRecord, ImageRecord, read_manifest
from studio.library import Exported, Library, exported, get_pack, record_exports
from studio.resources import Resources
from studio.workspace.export import ExportRequest, ExportResult, Progress, export_pack
from studio.workspace.library_files import write_content
from studio.workspace.work import MakeExecutor, process_pool

__all__ = ["Exported", "export_from_library", "exports_of"]


def export_from_library(
    library: Library,
    pack: str,
    request: ExportRequest,
    *,
    resources: Resources,
    progress: Progress = lambda _done, _all, _name: None,
    cancelled: Callable[[], bool] = lambda: False,
    make_executor: MakeExecutor = process_pool,
) -> ExportResult:
    """Export a pack of the library; ``request.pack`` is not looked at.

    Files that stand in the folder then go into the ledger, those of a cancelled export too.

    Raises:
        InvalidInput: ``library.no-pack``, ``library.no-media``; like
            :func:`~studio.workspace.export.export_pack`.
        EnvironmentFailure: like that too.
    """
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        folder = Path(temporary) / pack
        write_content(get_pack(library, pack), folder, library.media.get)
        result = export_pack(
            replace(request, pack=folder),
            resources=resources,
            progress=progress,
            cancelled=cancelled,
            make_executor=make_executor,
        )
    record_exports(library, _standing(library, pack, result))
    return result


def exports_of(library: Library, pack: str = "", post: str = "") -> tuple[Exported, ...]:
    """What was exported, newest first: of everything, of a pack, or of one post."""
    return exported(library, pack, post)


def _standing(library: Library, pack: str, result: ExportResult) -> Iterator[Exported]:
    """What the export wrote or found as it should be."""
    files = (*result.images, *result.captions)
    names = {file.name for file in files if file.status in ("written", "unchanged")}
    manifest = read_manifest(result.folder)
    records: list[ImageRecord | CaptionRecord] = [*manifest.images, *manifest.captions]
    for one in records:
        if one.name in names and one.pack == pack:
            yield Exported(
                at=library.clock().isoformat(),
                pack=pack,
                post=one.post,
                language=one.language,
                network=one.network,
                placement=one.placement if isinstance(one, ImageRecord) else "",
                folder=str(result.folder.absolute()),
                file=one.name,
                sha256=one.sha256,
            )
