"""What a worker process does: open the studio's data once, then render jobs.

In: where the data and the pack are, and jobs. Out: for each job an image or the reasons why not. A
fault of the material or of ours in one job is an :class:`Outcome`, never an exception.
"""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput, StudioError
from studio.model.artifact import Artifact
from studio.model.post import Post
from studio.pipeline import Job, Pipeline, open_world
from studio.resources import Resources, user_folder
from studio.text.fonts import CORE


@dataclass(frozen=True, slots=True)
class Setup:
    """All that a process must know before it can render a pack's posts."""

    resources: Resources
    pack_root: Path


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job. ``trace`` is the traceback if it met a fault of the studio's own."""

    artifact: Artifact | None
    diagnostics: tuple[Diagnostic, ...] = ()
    trace: str = ""


@lru_cache(maxsize=1)
def open_pipeline(setup: Setup) -> Pipeline:
    """The pipeline for one pack."""
    return Pipeline(open_world(setup.resources), setup.pack_root, user_folder())


def ready_pipeline(setup: Setup, templates: Sequence[str] = ()) -> Pipeline:
    """The pipeline, once it is sure that every card can be made; or only those of ``templates``.

    Raises:
        EnvironmentFailure: fonts are absent.
        InvalidInput: a template or the brand kit has errors.
    """
    pipeline = open_pipeline(setup)
    world = pipeline.world
    for entry in world.fonts.entries:
        if entry.set == CORE:
            world.fonts.pick(entry.family, entry.weight)
    if templates:
        for name in templates:
            world.template(name)
    elif not world.templates:
        raise InvalidInput.of(
            "template.none",
            N_("There are no templates."),
            where=Where(file=str(setup.resources.templates)),
            hint=N_("Install the studio again."),
        )
    return pipeline


def check_picture(pipeline: Pipeline, post: Post) -> None:
    """Raise :class:`InvalidInput` if the post's picture is missing or none, also where a card of the
    post would not show it: the author believes it is there."""
    if post.picture:
        pipeline.pictures.size(post.picture.file)


def render_jobs(setup: Setup, jobs: Sequence[Job]) -> list[Outcome]:
    """Render ``jobs``, one outcome each; raises only if the data can't be opened."""
    pipeline = open_pipeline(setup)
    return [render_one(pipeline, job) for job in jobs]


def render_one(pipeline: Pipeline, job: Job) -> Outcome:
    """Render ``job``; see :func:`render_jobs`."""
    where = Where(file=job.post.file, post=job.post.id, language=job.post.language, size=str(job.size))
    try:
        rendered = pipeline.render(job)
    except StudioError as error:
        return Outcome(None, tuple(_located(d, where) for d in error.diagnostics))
    except Exception as error:
        return Outcome(None, (bug(error, where),), traceback.format_exc())
    return Outcome(rendered.artifact, tuple(_located(d, where) for d in rendered.diagnostics))


def died(job: Job) -> Outcome:
    """The outcome of a job that took its worker process down with it."""
    problem = Diagnostic(
        "export.worker-died",
        Severity.ERROR,
        N_("The process that made this image ended without a word."),
        where=Where(post=job.post.id, language=job.post.language, size=str(job.size)),
        hint=N_("Check the post's picture and the free memory; if both are well, please report it."),
    )
    return Outcome(None, (problem,))


def _located(diagnostic: Diagnostic, where: Where) -> Diagnostic:
    return diagnostic.at(post=where.post, language=where.language, size=where.size)


def bug(error: Exception, where: Where) -> Diagnostic:
    """The finding about a fault of the studio's own."""
    return Diagnostic(
        "studio.bug",
        Severity.ERROR,
        N_("The studio failed at this image, which is a fault of its own: {error}."),
        {"error": f"{type(error).__name__}: {error}"[:300]},
        where,
        N_("Please report it; --debug shows where it happened."),
    )
