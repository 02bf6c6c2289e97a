"""Packs between folders and the library.

In: a pack's folder, or a pack out of the library. Out: the other. What a catalog has beside its entries
(header, comments, entries no longer in use) travels along as a note.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polib

from studio.diagnostics import N_, Diagnostic
from studio.errors import EnvironmentFailure, InvalidInput, StudioError
from studio.library import Content
from studio.model.catalog import Catalog
from studio.model.partner import KIT_FILE, KITS
from studio.model.post import Pack
from studio.pack import load_pack
from studio.pack.names import most_bytes
from studio.pack.write import pack_files
from studio.paint.pictures import PictureStore
from studio.translation.catalog import catalog_of
from studio.translation.po import read_po

MAX_PICTURE = 64 << 20
"""Bytes of the largest picture that is taken along."""


def read_content(folder: Path) -> tuple[Content, list[bytes], tuple[Diagnostic, ...]]:
    """The pack in ``folder``, its pictures' bytes in the order of ``media``, and warnings.

    Raises:
        InvalidInput: everything that is wrong with its posts, or the first broken catalog or picture.
        EnvironmentFailure: a file can't be read.
    """
    from hashlib import sha256

    pack, found = load_pack(folder)
    catalogs, notes = [], {}
    for file in sorted((folder / "i18n").glob("*.po")):
        name = f"i18n/{file.name}"
        po = read_po(file, name)
        catalogs.append(catalog_of(po, name, file.stem))
        notes[file.stem] = _note(po)
    media, pictures = {}, []
    store = PictureStore(folder)
    for name in _picture_names(pack, folder):
        data = _read(folder / name, name)
        if not name.endswith(f"/{KIT_FILE}"):
            store.size(name)  # refuses what is no picture, or one of a size that nobody needs
        media[name] = sha256(data).hexdigest()
        pictures.append(data)
    return Content(pack, tuple(catalogs), media, notes), pictures, found


def write_content(
    content: Content, folder: Path, picture: Callable[[str], bytes | None]
) -> tuple[Diagnostic, ...]:
    """Write a pack as a folder that is not there yet (or is empty): whole, or not at all.

    ``picture`` gives the bytes of a picture by their sha256. Returns what reading it again says.

    Raises:
        InvalidInput: ``library.in-the-way``, ``library.no-media``.
        EnvironmentFailure: ``library.export``: it can't be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInput.of(
            "library.in-the-way",
            N_("There is something at {folder} already."),
            hint=N_("Name a folder that is not there yet."),
            folder=folder,
        )
    files = {f"i18n/{one.language}.po": catalog_po(content, one).encode() for one in content.catalogs}
    files |= pack_files(content.pack)
    for name, digest in content.media.items():
        data = picture(digest)
        if data is None:
            raise InvalidInput.of(
                "library.no-media", N_("The picture {name} of the pack is missing."), name=name
            )
        files[name] = data
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".milclicks-"))
        try:
            _write(staging, files)
            if folder.is_dir():
                folder.rmdir()
            os.chmod(staging, 0o755)  # mkdtemp's 0700 would shut out the rest of a team
            os.replace(staging, folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
    except OSError as error:
        raise EnvironmentFailure.of(
            "library.export",
            N_("The pack can't be written to {folder}: {reason}."),
            folder=folder,
            reason=error.strerror or str(error),
        ) from error
    try:
        return load_pack(folder, strict=False)[1]
    except StudioError as error:
        return error.diagnostics


def _write(staging: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        path = staging / name
        if not path.resolve().is_relative_to(staging.resolve()):
            raise OSError(f"{name} is outside the pack")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())


def _picture_names(pack: Pack, folder: Path) -> list[str]:
    """Files of ``media/``, of partner kits, and those that posts name, inside the pack only."""
    home = folder.resolve()
    files = [path for path in sorted((folder / "media").rglob("*")) if path.is_file()]
    kits = [path for path in sorted((folder / KITS).glob("*/*")) if path.is_file()]
    files += [path for path in kits if most_bytes(path.relative_to(folder).as_posix())]
    files += [folder / post.picture.file for post in pack.posts if post.picture]
    inside = (path for path in files if path.resolve().is_relative_to(home))
    return list(dict.fromkeys(path.relative_to(folder).as_posix() for path in inside))


def _read(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as stream:
            data = stream.read(MAX_PICTURE + 1)
    except OSError as error:
        raise EnvironmentFailure.of(
            "library.unreadable",
            N_("The picture {name} can't be read: {reason}."),
            name=name,
            reason=error.strerror or str(error),
        ) from error
    if len(data) > MAX_PICTURE:
        raise InvalidInput.of(
            "library.big-picture",
            N_("The picture {name} is larger than {limit} MB."),
            name=name,
            limit=MAX_PICTURE >> 20,
        )
    return data


def _note(po: polib.POFile) -> str:
    """What a catalog has beside its entries."""
    comments = {one.msgctxt: one.tcomment for one in po if one.tcomment and not one.obsolete}
    old = [[one.msgctxt, one.msgid, one.msgstr] for one in po if one.obsolete and one.msgctxt]
    note = {"header": po.header, "metadata": dict(po.metadata), "comments": comments, "obsolete": old}
    return json.dumps(note, ensure_ascii=False, sort_keys=True)


def catalog_po(content: Content, catalog: Catalog) -> str:
    """The PO file of a pack's catalog, with all that stands in it beside its entries."""
    note: dict[str, Any] = json.loads(content.notes.get(catalog.language, "{}"))
    po = polib.POFile(wrapwidth=78)
    po.header = note.get("header", "")
    po.metadata = note.get("metadata") or {
        "Project-Id-Version": content.pack.id,
        "Language": catalog.language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    comments = note.get("comments", {})
    for context, entry in catalog.entries.items():
        one = polib.POEntry(msgctxt=context, msgid=entry.source, msgstr=entry.text)
        one.tcomment = comments.get(context, "")
        one.fuzzy = entry.fuzzy
        po.append(one)
    for context, source, text in note.get("obsolete", ()):
        po.append(polib.POEntry(msgctxt=context, msgid=source, msgstr=text, obsolete=True))
    return str(po).rstrip("\n") + "\n"
