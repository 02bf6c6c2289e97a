"""Proof sheets: what a native speaker looks at before signing a language off.

In: names of languages and a folder. Out: for each a PNG and a PDF with the language's letters, digits,
words, line breaks, and a card of every template; and what was noticed on the way.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from studio.diagnostics import Diagnostic
from studio.encode import encode, encode_page
from studio.errors import InvalidInput
from studio.export.write import failure, write_whole
from studio.layout import natural_height
from studio.model.artifact import Metadata
from studio.model.geometry import Size
from studio.model.kind import KINDS, cards_of
from studio.model.language import Language
from studio.model.post import Post
from studio.pack import load_pack
from studio.pipeline import Pipeline, World, open_world
from studio.resources import Resources
from studio.text.languages import language, load_languages, load_sign_offs
from studio.translation import pack_catalog
from studio.workspace.fontsets import absent_fonts
from studio.workspace.proofsheet import WIDTH, Sheet, Shown
from studio.workspace.specimen import specimen, specimen_post
from studio.workspace.versions import Version, in_language
from studio.workspace.wrap import column_width

CARD = Size(1080, 1350)
STARTER = "starter"
_MOST_OF_STORY = 2


@dataclass(frozen=True, slots=True)
class ProofRequest:
    """``languages`` are gettext names; empty for all there are. ``out`` is a folder."""

    languages: tuple[str, ...]
    out: Path


@dataclass(frozen=True, slots=True)
class Proof:
    """The files of one language's sheet, and what was noticed; no files if its fonts are absent."""

    language: str
    files: tuple[Path, ...]
    diagnostics: tuple[Diagnostic, ...]


def make_proofs(
    request: ProofRequest,
    *,
    resources: Resources,
    progress: Callable[[int, int, str], None] = lambda _done, _all, _name: None,
) -> Iterator[Proof]:
    """One sheet after the other, ``proof_<language>.png`` and ``.pdf``.

    Raises:
        InvalidInput: there is no such language.
        EnvironmentFailure: the core fonts are absent, or the folder can't be written to.
    """
    wanted = [language(name) for name in request.languages] or list(load_languages().values())
    try:
        request.out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, request.out) from error
    world = open_world(resources)
    for number, one in enumerate(wanted):
        progress(number, len(wanted), one.name)
        yield _proof(one, world, request.out)
    progress(len(wanted), len(wanted), "")


def _proof(own: Language, world: World, out: Path) -> Proof:
    if absent := absent_fonts(world, own):
        return Proof(own.name, (), (absent,))
    starter = world.resources.templates / STARTER
    pipeline = Pipeline(world, starter)
    noticed: list[Diagnostic] = []
    with tempfile.TemporaryDirectory(prefix="milclicks-") as folder:
        shown: list[Shown] = []
        for post in _posts(own, world, starter):
            for card in cards_of(post)[:_MOST_OF_STORY] if KINDS[post.kind].slides else cards_of(post):
                frame, found = pipeline.frame(post, card.name, CARD)
                noticed += [d.at(post=post.id, language=own.name) for d in found]
                name = f"{post.kind}-{card.name}.png"
                picture = encode(pipeline.surface(frame), "png", Metadata())
                write_whole(Path(folder) / name, picture.data)
                shown.append(Shown(name, f"{card.template}: {post.id}"))
        files = _write(own, world, Path(folder), shown, out)
    return Proof(own.name, files, tuple(noticed))


def _write(
    own: Language, world: World, folder: Path, shown: list[Shown], out: Path
) -> tuple[Path, ...]:
    pipeline = Pipeline(world, folder)
    tree = Sheet(world.brand, own, specimen(own)).tree(load_sign_offs()[own.name], shown)
    height = natural_height(tree, WIDTH, world.engine)
    frame, _found = pipeline.laid_out(tree, Size(WIDTH, height))
    title = Metadata(title=f"{own.english_name} ({own.name})", language=own.tag)
    png = out / f"proof_{own.name}.png"
    pdf = out / f"proof_{own.name}.pdf"
    write_whole(png, encode(pipeline.surface(frame), "png", title).data)
    write_whole(pdf, encode_page(pipeline.page(frame, "pdf"), title).data)
    return png, pdf


def _posts(own: Language, world: World, starter: Path) -> Iterator[Post]:
    """A post of every kind: of the starter pack if it speaks the language, else of sample words."""
    written = _starter_posts(own, world, starter)
    picture = next((post.picture for post in written[1] if post.picture), None)
    share = min(1.0, column_width(world, language("en")) / column_width(world, own))
    for name, kind in KINDS.items():
        yield written[0].get(name) or specimen_post(kind, own, picture=picture, share=share)


def _starter_posts(
    own: Language, world: World, starter: Path
) -> tuple[dict[str, Post], tuple[Post, ...]]:
    """The starter pack's first whole post of each kind in a language, and all its posts."""
    try:
        pack, _found = load_pack(starter, strict=False)
    except InvalidInput:
        return {}, ()
    found: dict[str, Post] = {}
    try:
        catalog = None if own.name == pack.language else pack_catalog(starter, own.name)
    except InvalidInput:
        return {}, pack.posts
    for post in pack.posts:
        made = in_language(post, catalog, own.name, world.resources, draft=False)
        if isinstance(made, Version):
            found.setdefault(post.kind, made.post)
    return found, pack.posts
