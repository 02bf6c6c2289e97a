"""A pack of the library becomes pictures and captions, and the library remembers which.

In: an open library, the name of a pack, an export request. Out: what
:func:`studio.workspace.export.export_pack` gives; every file that stands in the folder afterwards has
a line in the library's ledger.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PIL import Image

from studio.export.manifest import CaptionRecord, ImageRecord, read_manifest
from studio.library import Exported, Library, exported, get_pack, record_exports
from studio.model.artifact import Surface
from studio.resources import Resources
from studio.workspace.export import ExportRequest, ExportResult, Progress, Watch, export_pack
from studio.workspace.kit import KitWishes, export_kit
from studio.workspace.library_files import write_content
from studio.workspace.work import MakeExecutor, process_pool

__all__ = ["Exported", "export_from_library", "exports_of", "small_picture"]


def export_from_library(
    library: Library,
    pack: str,
    request: ExportRequest,
    *,
    resources: Resources,
    progress: Progress = lambda _done, _all, _name: None,
    cancelled: Callable[[], bool] = lambda: False,
    make_executor: MakeExecutor = process_pool,
    watch: Watch | None = None,
    kit: KitWishes | None = None,
) -> ExportResult:
    """Export a pack of the library; ``request.pack`` is not looked at. With ``kit`` pages to publish
    from are made beside the images, as :func:`studio.workspace.kit.export_kit` does.

    Files that stand in the folder then go into the ledger, those of a cancelled export too.

    Raises:
        InvalidInput: ``library.no-pack``, ``library.no-media``; like
            :func:`~studio.workspace.export.export_pack`.
        EnvironmentFailure: like that too.
    """
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        folder = Path(temporary) / pack
        write_content(get_pack(library, pack), folder, library.media.get)
        make = export_pack if kit is None else partial(_with_kit, kit)
        result = make(
            replace(request, pack=folder),
            resources=resources,
            progress=progress,
            cancelled=cancelled,
            make_executor=make_executor,
            watch=watch,
        )
    record_exports(library, _standing(library, pack, result))
    return result


def exports_of(library: Library, pack: str = "", post: str = "") -> tuple[Exported, ...]:
    """What was exported, newest first: of everything, of a pack, or of one post."""
    return exported(library, pack, post)


def _with_kit(kit: KitWishes, request: ExportRequest, **how: Any) -> ExportResult:
    result, handed = export_kit(request, kit, **how)
    return replace(result, diagnostics=(*result.diagnostics, *handed.diagnostics))


def small_picture(file: Path, side: int) -> Surface | None:
    """An exported image, ``side`` pixels at most on either side; None if it can't be shown (PDF, SVG,
    gone)."""
    try:
        with Image.open(file) as image:
            image.draft("RGB", (side, side))
            small = image.convert("RGB")
            small.thumbnail((side, side), Image.Resampling.BILINEAR)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return Surface(small.width, small.height, small.tobytes())


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
