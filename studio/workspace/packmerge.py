"""Two versions of a pack become one: posts, translations and pictures together.

In: folders that were read and found right (:class:`Copy`). Out: a :class:`Merged`: every file of the
merged pack and the conflicts. Files that one side alone changed are taken as they are, byte by byte.
Nothing is written into the folders.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from studio.diagnostics import Diagnostic
from studio.model.partner import KIT_FILE, KITS
from studio.model.post import Pack
from studio.model.threeway import OURS, THEIRS, Conflict, changed_by
from studio.pack import load_pack
from studio.pack.archive import pack_contents
from studio.pack.checksums import Contents
from studio.pack.disk import write_through
from studio.pack.merge import merge_packs
from studio.pack.names import check_names
from studio.pack.write import head_toml, post_toml
from studio.paint.pictures import PictureStore
from studio.translation import load_catalog
from studio.translation.po import read_text
from studio.translation.threeway import Side, merge_catalogs, settle

Files = dict[str, bytes | Path]
"""The files of a pack by name: their content, or where it is."""
_WHOLE = ("media/", f"{KITS}/")
"""Files that are taken from one side or the other, never mixed."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One version of a pack: its folder, what is in it, its posts, its catalogs' text by language."""

    folder: Path
    contents: Contents
    pack: Pack
    catalogs: Mapping[str, str]
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def sources(self) -> dict[str, str]:
        """Every text of the posts by its context."""
        return _sources(self.pack)

    @property
    def media(self) -> dict[str, str]:
        """SHA-256 of the pictures and of what partner kits are made of, by name."""
        return {n: d for n, d in self.contents.files.items() if n.startswith(_WHOLE)}


@dataclass(frozen=True, slots=True)
class Merged:
    """The files of the merged pack. At a conflict they hold the chosen side's version."""

    pack: Pack
    files: Files
    conflicts: tuple[Conflict, ...]


def open_copy(folder: Path, contents: Contents | None = None, *, pictures: bool = True) -> Copy:
    """Read the pack in ``folder`` and check all of it; ``contents`` if they are known already.

    ``pictures`` says whether the pictures are there to be looked at.

    Raises:
        InvalidInput: any of its files can't be used.
        EnvironmentFailure: a file can't be read.
    """
    pack, found = load_pack(folder)
    if contents is None:
        contents, more = pack_contents(folder)
        found += more
    catalogs: dict[str, str] = {}
    for name in contents.files:
        if name.startswith("i18n/"):
            path = folder / name
            load_catalog(path, path.stem)  # refuses what can't be used, with its line
            catalogs[path.stem] = read_text(path, name)
    store = PictureStore(folder)
    for name in contents.files:
        if pictures and name.startswith(_WHOLE) and not name.endswith(KIT_FILE):
            store.size(name)  # refuses by the first bytes and the size, before anything is decoded
    if pictures:
        for post in pack.posts:
            if post.picture:
                store.size(post.picture.file)
                check_names([post.picture.file])
    return Copy(folder, contents, pack, catalogs, found)


def merge_copies(base: Copy | None, ours: Copy, theirs: Copy, chosen: str = OURS) -> Merged:
    """Merge ``theirs`` into ``ours``; ``base`` is what both had last in common, if that is known.

    Raises:
        InvalidInput: they are different packs, or names of their pictures collide.
    """
    merge = merge_packs(base.pack if base else None, ours.pack, theirs.pack, chosen)
    conflicts = list(merge.conflicts)
    files: Files = {"pack.toml": _head(merge.pack, ours, theirs)}
    posts = [{post.id: post for post in side.pack.posts} for side in (ours, theirs)]
    for post in merge.pack.posts:
        name = f"posts/{post.id}.toml"
        if posts[0].get(post.id) == post:
            files[name] = _place(ours, name)
        elif posts[1].get(post.id) == post:
            files[name] = _place(theirs, name)
        else:
            files[name] = post_toml(post).encode()
    sources = _sources(merge.pack)
    for language in sorted({*ours.catalogs, *theirs.catalogs}):
        text, more = _catalog(language, base, ours, theirs, merge.moved, sources, chosen)
        conflicts += more
        name = f"i18n/{language}.po"
        if text is not None:
            sides = (side for side in (ours, theirs) if side.catalogs.get(language) == text)
            files[name] = next((_place(side, name) for side in sides), text.encode())
    needed = {post.picture.file for post in merge.pack.posts if post.picture}
    media, clashes = _media(base, ours, theirs, needed, chosen)
    conflicts += clashes
    files |= media
    check_names(files)
    _check_readable(files)
    return Merged(merge.pack, files, tuple(conflicts))


def _sources(pack: Pack) -> dict[str, str]:
    return {f"{post.id}/{name}": text for post in pack.posts for name, text in post.texts.items()}


def _place(side: Copy, name: str) -> Path:
    return side.folder / name


def _head(pack: Pack, ours: Copy, theirs: Copy) -> bytes | Path:
    text = head_toml(pack)
    for side in (ours, theirs):
        if head_toml(side.pack) == text:
            return _place(side, "pack.toml")
    return text.encode()


def _catalog(
    language: str,
    base: Copy | None,
    ours: Copy,
    theirs: Copy,
    moved: tuple[Mapping[str, str], ...],
    sources: Mapping[str, str],
    chosen: str,
) -> tuple[str | None, tuple[Conflict, ...]]:
    """The merged text of a catalog, None if it is gone."""
    was, own, other = (side.catalogs.get(language) if side else None for side in (base, ours, theirs))
    who = changed_by(was, own, other)
    if own is not None and other is not None and who == "both":
        before = Side(was, moved[0]) if was is not None else None
        merge = merge_catalogs(
            before, Side(own, moved[1]), Side(other, moved[2]), sources, language, chosen
        )
        return merge.text, merge.conflicts
    if who == "both":  # one deleted what the other worked on: the work stays
        who = OURS if own is not None else THEIRS
    side, text, moves = (theirs, other, moved[2]) if who == THEIRS else (ours, own, moved[1])
    if text is None or side.sources == sources:
        return text, ()
    return settle(text, moves, sources, language), ()


def _media(
    base: Copy | None, ours: Copy, theirs: Copy, needed: set[str], chosen: str
) -> tuple[Files, list[Conflict]]:
    """The pictures, by what is in them."""
    files: Files = {}
    conflicts: list[Conflict] = []
    for name in sorted({*ours.media, *theirs.media}):
        was, own, other = (side.media.get(name) if side else None for side in (base, ours, theirs))
        who = changed_by(was, own, other)
        if who == "both":
            if own and other:
                conflicts.append(Conflict("", name, "", own[:12], other[:12]))
                who = chosen
            else:
                who = OURS if own else THEIRS
        side = theirs if who == THEIRS else ours
        if name not in side.media and name in needed:
            side = ours if name in ours.media else theirs
        if name in side.media:
            files[name] = _place(side, name)
    return files, conflicts


def _check_readable(files: Files) -> None:
    """Read the merged posts as they will be written; raises :class:`InvalidInput` if that fails."""
    with tempfile.TemporaryDirectory(prefix="milclicks-") as temporary:
        folder = Path(temporary)
        for name, content in files.items():
            if not name.startswith("i18n/"):
                keep = not name.startswith(_WHOLE)
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(read_bytes(content) if keep else b"")
        load_pack(folder)


def read_bytes(content: bytes | Path) -> bytes:
    """The content of a file of :data:`Files`."""
    return content.read_bytes() if isinstance(content, Path) else content


def write_files(
    files: Files, folder: Path, write: Callable[[Path, bytes], None] = write_through
) -> None:
    """Write all of ``files`` into the new folder ``folder``."""
    for name, content in files.items():
        write(folder / name, read_bytes(content))
