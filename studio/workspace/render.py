"""One post, one card, one size, one file.

In: a :class:`RenderRequest`. Out: the image, and what was noticed; nothing is written if the card has
errors and they are not allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from studio.diagnostics import N_, Diagnostic
from studio.errors import InvalidInput
from studio.export.plan import EXTENSIONS
from studio.export.write import failure, write_whole
from studio.model.artifact import Reveal
from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.model.partner import Partner
from studio.model.post import Post
from studio.pack import pack_partners, pack_root, read_post
from studio.pipeline import Pipeline, Rendered, answer_of, card_of
from studio.resources import Resources
from studio.text.languages import language
from studio.translation import pack_catalog
from studio.workspace.fontsets import need_fonts
from studio.workspace.jobs import job_for
from studio.workspace.partners import find_partners
from studio.workspace.versions import Skipped, Version, has_errors, in_language
from studio.workspace.worker import Setup, check_picture, ready_pipeline

LEAST_SIDE, MOST_SIDE = 64, 8192
"""Shortest and longest side of an image, in pixels."""


@dataclass(frozen=True, slots=True)
class RenderRequest:
    """Which card of which post to draw, and where to.

    An empty ``language`` is the post's own, an empty ``card`` the first of its kind, an empty
    ``theme`` the post's or template's own. The format follows ``out``'s extension. ``reveal``: an
    animation that goes on from the question to the answer. ``partners`` are ids of kits; None: those
    that the pack around the post names.
    """

    file: Path
    out: Path
    size: Size
    language: str = ""
    card: str = ""
    theme: str = ""
    draft: bool = False
    allow_errors: bool = False
    reveal: bool = False
    partners: tuple[str, ...] | None = None


def render_post(
    request: RenderRequest, *, resources: Resources, pipeline: Pipeline | None = None
) -> tuple[Rendered, tuple[Diagnostic, ...]]:
    """Render a post's file; returns the image and every finding about it.

    ``pipeline``: with templates of its own, for the folder that the post's pictures are in.

    Raises:
        InvalidInput: the post, its picture or its translation can't be used, or the card has errors.
        EnvironmentFailure: fonts are absent, or the file can't be written.
    """
    format_ = _format_of(request.out)
    _check_size(request.size)
    post, found = read_post(request.file)
    version = _version(post, request, resources)
    partners, noted = _partners(request, resources)
    version = replace(version, partners=partners)
    card = request.card or cards_of(post)[0].name
    reveal = Reveal() if request.reveal else None
    job = job_for(version, card, request.size, format_, theme=request.theme, reveal=reveal)
    job = replace(job, draft=request.draft or version.draft)
    if pipeline is None:
        cards = [card_of(post, card), *([answer_of(post, card)] if reveal else [])]
        setup = Setup(resources, pack_root(request.file))
        pipeline = ready_pipeline(setup, [one.template for one in cards])
    check_picture(pipeline, post)
    need_fonts(pipeline.world, language(version.post.language))
    rendered = pipeline.render(job)
    found += (*noted, *version.diagnostics, *(d.at(post=post.id) for d in rendered.diagnostics))
    if has_errors(found) and not request.allow_errors:
        raise InvalidInput(*found)
    try:
        request.out.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise failure(error, request.out) from error
    write_whole(request.out, rendered.artifact.data)
    return rendered, found


def _version(post: Post, request: RenderRequest, resources: Resources) -> Version:
    name = request.language or post.language
    catalog = None if name == post.language else pack_catalog(pack_root(request.file), name)
    made = in_language(post, catalog, name, resources, draft=request.draft)
    if isinstance(made, Skipped):
        raise InvalidInput(*made.diagnostics)
    return made


def _partners(
    request: RenderRequest, resources: Resources
) -> tuple[tuple[Partner, ...], tuple[Diagnostic, ...]]:
    root = pack_root(request.file)
    wanted = request.partners
    if wanted is None:
        wanted = pack_partners(root)
    return find_partners(wanted, root, resources=resources)


def _format_of(out: Path) -> str:
    endings = {f".{ending}": name for name, ending in EXTENSIONS.items()} | {".jpeg": "jpeg"}
    format_ = endings.get(out.suffix.lower())
    if format_ is None:
        raise InvalidInput.of(
            "render.unknown-format",
            N_("“{name}” does not end like an image that the studio can make."),
            hint=N_("Use one of {endings}."),
            name=out.name,
            endings=", ".join(endings),
        )
    return format_


def _check_size(size: Size) -> None:
    if not all(LEAST_SIDE <= side <= MOST_SIDE for side in size):
        raise InvalidInput.of(
            "render.size",
            N_("{size} is no size for a card."),
            hint=N_("Each side has {least} to {most} pixels."),
            size=size,
            least=LEAST_SIDE,
            most=MOST_SIDE,
        )
