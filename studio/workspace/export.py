"""The main job: a pack becomes a folder of finished images with their captions.

In: an :class:`ExportRequest`. Out: files, their manifest, and an :class:`ExportResult` that tells of
every image and caption what became of it, in the order of the plan. One bad post never stops the rest;
a full disk does, and the next export goes on from there.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from studio.caption.alt import check_alt
from studio.caption.compose import compose
from studio.caption.networks import warn_if_old
from studio.diagnostics import Diagnostic
from studio.errors import EnvironmentFailure, StudioError
from studio.export.plan import Entry, Wishes, claim_stems, plan_export
from studio.export.write import held_folder
from studio.model.artifact import Caption, Reveal
from studio.model.network import Network
from studio.model.post import Pack
from studio.pipeline import Job, card_of, has_answer
from studio.resources import Resources
from studio.workspace.jobs import alt_of, job_for
from studio.workspace.ledger import FileResult, Ledger, Made
from studio.workspace.networks import known_networks
from studio.workspace.partners import partners_of
from studio.workspace.select import Selection
from studio.workspace.versions import Edition, Skipped, Version, has_errors, open_edition
from studio.workspace.work import Crew, MakeExecutor, chunked, default_workers, process_pool
from studio.workspace.worker import (
    Outcome,
    Setup,
    check_picture,
    died,
    open_pipeline,
    ready_pipeline,
    render_jobs,
)

FEW = 24
"""Below this many images, starting worker processes takes longer than rendering here."""

_CHUNK = 8  # images at a time to a worker: a cancelled export ends within a second
_SAVE_EVERY = 64  # images between two writes of the manifest


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to export, where to, and how.

    ``workers`` 0 decides by itself. ``draft`` shows incomplete translations too, marked as drafts.
    ``force`` renders what is unchanged too, and replaces files that the studio didn't write.
    ``allow_errors`` writes images and captions that have errors (overfull cards). ``partners`` are ids
    of kits whose logos the cards carry; None: those that the pack names. ``today`` tells how old the
    network facts are; without it nobody asks. ``captions`` False makes images alone.
    """

    pack: Path
    out: Path
    selection: Selection = Selection()
    workers: int = 0
    draft: bool = False
    force: bool = False
    allow_errors: bool = False
    partners: tuple[str, ...] | None = None
    today: date | None = None
    captions: bool = True


@dataclass(frozen=True, slots=True)
class Material:
    """What an export was about: its images, the versions they show, the captions by file name."""

    pack: Pack
    entries: tuple[Entry, ...]
    versions: tuple[Version, ...]
    captions: Mapping[str, Caption]
    networks: Mapping[str, Network]


@dataclass(frozen=True, slots=True)
class ExportResult:
    """What became of everything; ``skipped`` are post versions that can't be shown."""

    folder: Path
    images: tuple[FileResult, ...]
    captions: tuple[FileResult, ...]
    skipped: tuple[Skipped, ...]
    diagnostics: tuple[Diagnostic, ...]
    cancelled: bool
    material: Material

    def count(self, status: str) -> int:
        """How many images have this status."""
        return sum(image.status == status for image in self.images)

    @property
    def complete(self) -> bool:
        """Whether everything asked for is there."""
        files = (*self.images, *self.captions)
        whole = all(f.status in ("written", "unchanged") for f in files)
        return whole and not (self.cancelled or self.skipped or has_errors(self.diagnostics))


Progress = Callable[[int, int, str], None]
"""Told after each image: how many are done, of how many, and the name of the last."""


@dataclass(frozen=True, slots=True)
class Watch:
    """Whoever looks on: ``planned`` is told the names of all images before the first is made,
    ``settled`` what became of each file, in the order in which it comes."""

    planned: Callable[[Sequence[str]], None] = lambda _names: None
    settled: Callable[[FileResult], None] = lambda _result: None


@dataclass(frozen=True, slots=True)
class _Image:
    """An entry with all that it takes to render it, and what is known of it before.

    ``key`` is empty if the material can't be rendered at all; ``found`` says why.
    """

    entry: Entry
    job: Job
    key: str
    found: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Task:
    """One rendering; ``followers`` are images that differ from ``image`` in their byte limit only."""

    image: _Image
    followers: tuple[_Image, ...] = ()


def export_pack(
    request: ExportRequest,
    *,
    resources: Resources,
    progress: Progress = lambda _done, _all, _name: None,
    cancelled: Callable[[], bool] = lambda: False,
    make_executor: MakeExecutor = process_pool,
    watch: Watch | None = None,
) -> ExportResult:
    """Export a pack; files that are as they should be are left alone.

    Raises:
        InvalidInput: no pack, a bad ``pack.toml``, a wish that names nothing, a partner's kit that is
            not right, a damaged manifest.
        EnvironmentFailure: the folder can't be written, the disk is full, the fonts are absent. What
            was written before is whole and stays.
    """
    known = known_networks()
    edition = open_edition(
        request.pack, request.selection, known.networks, resources, draft=request.draft
    )
    partners, noted = partners_of(
        edition.pack, request.pack, resources=resources, wanted=request.partners
    )
    edition = replace(
        edition, versions=tuple(replace(one, partners=partners) for one in edition.versions)
    )
    setup = Setup(resources, request.pack)
    ready_pipeline(setup)  # absent fonts are told before the folder is touched
    with held_folder(request.out):
        ledger = Ledger(request.out, replace_foreign=request.force, allow_errors=request.allow_errors)
        images, material, found = _plan(request, edition, known.networks, ledger, setup)
        export = _Export(request, setup, ledger, progress, cancelled, make_executor, watch or Watch())
        export.run(images, material.captions)
    left = [FileResult(image.entry.name, "left") for image in images]
    used = dict.fromkeys(image.entry.network for image in images)
    old = warn_if_old((known.networks[name] for name in used), request.today) if request.today else ()
    return ExportResult(
        request.out,
        tuple(export.images.get(result.name, result) for result in left),
        tuple(export.captions.values()),
        edition.skipped,
        (*known.diagnostics, *old, *edition.diagnostics, *noted, *found),
        cancelled=len(export.images) < len(images),
        material=material,
    )


def _plan(
    request: ExportRequest,
    edition: Edition,
    networks: Mapping[str, Network],
    ledger: Ledger,
    setup: Setup,
) -> tuple[list[_Image], Material, tuple[Diagnostic, ...]]:
    """The images wanted, and all that they are about."""
    pack, selection = edition.pack, request.selection
    entries, found = plan_export(
        pack.id,
        [version.post for version in edition.versions],
        selection.wanted_networks(networks),
        claim_stems(pack.id, pack.posts, ledger.stems()),
        Wishes(selection.placements, selection.formats),
    )
    images: list[_Image] = []
    captions: dict[str, Caption] = {}
    for entry in entries:
        version, network = edition.versions[entry.version], networks[entry.network]
        if entry.caption_name not in captions:
            card = card_of(version.post, entry.owner.card)
            alt = alt_of(version, card.name)
            captions[entry.caption_name] = compose(
                version.post, card, network, version.words, alt, version.partners
            )
        images.append(_image(entry, version, network, setup))
    return images, Material(pack, entries, edition.versions, captions, networks), found


def _image(entry: Entry, version: Version, network: Network, setup: Setup) -> _Image:
    card = card_of(version.post, entry.owner.card)
    job = job_for(
        version,
        card.name,
        entry.size,
        entry.format,
        max_bytes=entry.max_bytes,
        paper=entry.paper,
        reveal=Reveal() if entry.format == "gif" and has_answer(version.post, card) else None,
    )
    found = (*version.diagnostics, *check_alt(alt_of(version, card.name), version.post, card, network))
    pipeline = open_pipeline(setup)
    try:
        check_picture(pipeline, version.post)
        return _Image(entry, job, pipeline.key(job), found)
    except StudioError as error:
        where = {"file": version.post.file, "post": version.post.id}
        return _Image(entry, job, "", (*found, *(d.at(**where) for d in error.diagnostics)))


class _Export:
    """One export into a held folder; ``images`` and ``captions`` are what became of them, by name."""

    def __init__(
        self,
        request: ExportRequest,
        setup: Setup,
        ledger: Ledger,
        progress: Progress,
        cancelled: Callable[[], bool],
        make_executor: MakeExecutor,
        watch: Watch,
    ) -> None:
        self._request = request
        self._setup = setup
        self._ledger = ledger
        self._progress = progress
        self._cancelled = cancelled
        self._make_executor = make_executor
        self._watch = watch
        self.images: dict[str, FileResult] = {}
        self.captions: dict[str, FileResult] = {}

    def run(self, images: list[_Image], captions: Mapping[str, Caption]) -> None:
        """Render what is not there yet and write it as it comes; the manifest stays true."""
        self._watch.planned([image.entry.name for image in images])
        for image in images:
            name = image.entry.name
            if not image.key:
                self._note(FileResult(name, "refused", image.found))
            elif not self._request.force and self._ledger.is_current(name, image.key):
                self._note(FileResult(name, "unchanged"))
        todo = [image for image in images if image.entry.name not in self.images]
        self._ledger.promise(image.entry for image in images)
        try:
            self._render(_shared(todo, self._setup), len(todo))
            # Followers whose network takes smaller files only are rendered for themselves.
            self._render([_Task(i) for i in todo if i.entry.name not in self.images], len(todo))
            if self._request.captions:
                self._write_captions(images, captions)
        except EnvironmentFailure:
            # A full disk may still take the manifest, so that what is whole is known as such.
            with contextlib.suppress(EnvironmentFailure):
                self._ledger.save(finished=False)
            raise
        self._ledger.save(finished=True)

    def _render(self, tasks: list[_Task], total: int) -> None:
        before = len(self.images)
        for task, outcome in self._outcomes(tasks):
            for image in (task.image, *task.followers):
                limit = image.job.max_bytes
                data = outcome.artifact.data if outcome.artifact else b""
                if image is not task.image and limit and len(data) > limit:
                    continue
                self._settle(image, outcome)
                done = len(self.images) - before
                self._progress(done, total, image.entry.name)
                if done % _SAVE_EVERY == 0:
                    self._ledger.save(finished=False)

    def _outcomes(self, tasks: list[_Task]) -> Iterator[tuple[_Task, Outcome]]:
        workers = self._request.workers or (default_workers() if len(tasks) >= FEW else 1)
        most = max(1, min(_CHUNK, len(tasks) // (4 * workers)))
        # The sizes of one card stay together: a worker shapes its text once.
        chunks = chunked(tasks, lambda t: (t.image.entry.version, t.image.entry.owner.card), most)
        crew: Crew[_Task, Outcome] = Crew(
            partial(_render_tasks, self._setup),
            workers=workers,
            cancelled=self._cancelled,
            make=self._make_executor,
        )
        with contextlib.closing(crew.run(chunks)) as results:
            for task, outcome in results:
                yield task, outcome or died(task.image.job)

    def _settle(self, image: _Image, outcome: Outcome) -> None:
        entry, job = image.entry, image.job
        found = (*image.found, *outcome.diagnostics)
        if outcome.artifact is None:
            status = "failed" if outcome.trace else "refused"
            result = FileResult(entry.name, status, found, outcome.trace)
        else:
            made = Made(outcome.artifact, image.key, job.metadata.alt, job.draft, found)
            result = self._ledger.put_image(entry, made)
        self._note(result)

    def _note(self, result: FileResult) -> None:
        self.images[result.name] = result
        self._watch.settled(result)

    def _write_captions(self, images: Iterable[_Image], captions: Mapping[str, Caption]) -> None:
        """A caption stands where at least one of its images does."""
        for image in images:
            entry = image.entry
            result = self.images.get(entry.name)
            there = result is not None and result.status in ("written", "unchanged")
            if there and entry.caption_name not in self.captions:
                caption = captions[entry.caption_name]
                self.captions[entry.caption_name] = self._ledger.put_caption(entry, caption)


def _shared(images: list[_Image], setup: Setup) -> list[_Task]:
    """Images that differ only in their byte limit share one rendering, made for the widest limit."""
    pipeline = open_pipeline(setup)
    groups: dict[str, list[_Image]] = {}
    for image in images:
        groups.setdefault(pipeline.key(replace(image.job, max_bytes=0)), []).append(image)
    tasks: list[_Task] = []
    for group in groups.values():
        widest = max(group, key=lambda i: i.job.max_bytes or float("inf"))
        tasks.append(_Task(widest, tuple(i for i in group if i is not widest)))
    return tasks


def _render_tasks(setup: Setup, tasks: Sequence[_Task]) -> list[Outcome]:
    return render_jobs(setup, [task.image.job for task in tasks])
