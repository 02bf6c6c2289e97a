"""Export a pack, and make of the folder something that a person can publish from at once.

In: an :class:`~studio.workspace.export.ExportRequest` and :class:`KitWishes`. Out: the export's own
result, and the hand-off's files beside the images: a page for each language, tables, schedules,
calendars, archives. A wish that can't be met is an error before anything is rendered.
"""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import tzinfo
from difflib import get_close_matches
from pathlib import Path

from studio import __version__
from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput
from studio.export.kit import KitFile, KitImage, Publication, Translate, by_language
from studio.export.kitcalendar import calendars
from studio.export.kitpage import Look, page, start_page
from studio.export.kitschedule import Template, schedules
from studio.export.kittables import captions_csv
from studio.export.kitzip import archive
from studio.export.plan import Entry
from studio.export.write import failure, held_folder
from studio.model.brand import Drawing
from studio.model.kind import KINDS, Card
from studio.model.post import Post
from studio.paint.svg import data
from studio.pipeline import World, card_of
from studio.resources import Resources
from studio.workspace.export import ExportRequest, ExportResult, Material, Progress, Watch, export_pack
from studio.workspace.jobs import alt_of, title_of
from studio.workspace.ledger import FileResult, Ledger
from studio.workspace.work import MakeExecutor, process_pool

MOST_TEMPLATE_BYTES = 1_000_000

_URL = re.compile(r"https?://[^\s/?#\"<>\\]+(/[^\s?#\"<>\\]*)?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KitWishes:
    """How the hand-off shall be.

    ``media_url`` is the public address that the images will be under; ``timezone`` an IANA name of
    whose clock the plans mean (empty: the system's); ``zips``: an archive for each ``language`` or
    ``network``, or both; ``excel`` puts a mark at the head of captions.csv that Excel needs. ``words``
    translates into the language ``spoken``.
    """

    media_url: str = ""
    timezone: str = ""
    metricool_template: Path | None = None
    zips: tuple[str, ...] = ()
    excel: bool = False
    words: Translate = str
    spoken: str = "en"


@dataclass(frozen=True, slots=True)
class KitResult:
    """What became of the hand-off's files, and what is worth knowing about them."""

    files: tuple[FileResult, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def export_kit(
    request: ExportRequest,
    wishes: KitWishes,
    *,
    resources: Resources,
    progress: Progress = lambda _done, _all, _name: None,
    cancelled: Callable[[], bool] = lambda: False,
    make_executor: MakeExecutor = process_pool,
    watch: Watch | None = None,
) -> tuple[ExportResult, KitResult]:
    """Export, then hand off what is there of it; nothing is handed off of a cancelled export.

    Raises:
        InvalidInput: ``kit.media-url``, ``kit.timezone``, ``kit.template``; what the export raises.
        EnvironmentFailure: a file can't be read or written.
    """
    composer = _Composer(wishes, wordmark(World(resources).brand.wordmarks[""]))
    result = export_pack(
        request,
        resources=resources,
        progress=progress,
        cancelled=cancelled,
        make_executor=make_executor,
        watch=watch,
    )
    files_there = (*result.images, *result.captions)
    there = {file.name for file in files_there if file.status in ("written", "unchanged")}
    publications = tuple(publications_of(result.material, there))
    if result.cancelled or not publications:
        return result, KitResult()
    files, found = composer.compose(publications, result.material.pack.title)
    found += tuple(_too_many(publications, result.material))
    with held_folder(request.out):
        files += composer.archives(publications, result.material, request.out)
        ledger = Ledger(request.out, replace_foreign=request.force, allow_errors=False)
        written = ledger.put_kit(files)
    return result, KitResult(written, found)


class _Composer:
    """Turns publications into files, as wished.

    Raises:
        InvalidInput: a wish that can't be met.
        EnvironmentFailure: the template can't be read.
    """

    def __init__(self, wishes: KitWishes, mark: str) -> None:
        self.wishes, self.mark = wishes, mark
        self.base = _checked_url(wishes.media_url)
        self.zone = _zone(wishes.timezone)
        self.template = _template(wishes.metricool_template)

    def compose(
        self, publications: Sequence[Publication], title: str
    ) -> tuple[tuple[KitFile, ...], tuple[Diagnostic, ...]]:
        """All files of a hand-off but its archives."""
        look = Look(title, self.wishes.spoken, self.wishes.words, self.mark)
        groups = by_language(publications)
        planned, found = schedules(publications, self.base, self.template)
        files = (
            start_page(groups, look),
            *(page(group, look) for group in groups.values()),
            captions_csv(publications, base=self.base, bom=self.wishes.excel),
            *planned,
            *calendars(publications, self.zone, __version__, self.wishes.words),
        )
        return files, found

    def archives(
        self, publications: Sequence[Publication], material: Material, folder: Path
    ) -> tuple[KitFile, ...]:
        """An archive for each language or network, with a hand-off of its own inside."""
        title, files = material.pack.title, []
        for part in self.wishes.zips:
            groups: dict[str, list[Publication]] = {}
            for one in publications:
                groups.setdefault(getattr(one, part), []).append(one)
            for name, group in groups.items():
                composed, _found = self.compose(group, title)
                names = {image.name for one in group for image in one.images}
                names |= {e.caption_name for e in material.entries if e.name in names}
                held = _held(folder, names)
                files.append(KitFile(f"kit_{name}.zip", archive((*composed, *held))))
        return tuple(files)


def publications_of(material: Material, there: Iterable[str]) -> Iterator[Publication]:
    """What can be published of an export: images that are ``there`` with their captions.

    Slides of a carousel are one publication, with the caption of the first; every other card is one on
    each network.
    """
    known = frozenset(there)
    groups: dict[tuple[int, str, str], list[Entry]] = {}
    for entry in material.entries:
        if entry.name in known and entry.caption_name in known:
            card = card_of(material.versions[entry.version].post, entry.owner.card)
            name = "" if card.slides else card.name
            groups.setdefault((entry.version, entry.network, name), []).append(entry)
    order = sorted(groups, key=lambda key: key[0])
    return (_publication(material, groups[key]) for key in order)


def _publication(material: Material, entries: Sequence[Entry]) -> Publication:
    first = entries[0]
    version, network = material.versions[first.version], material.networks[first.network]
    post = version.post
    card = card_of(post, first.owner.card)
    labels = {placement.name: placement.label for placement in network.placements}
    # Slide by slide within a placement, as they are posted.
    places = list(dict.fromkeys((entry.placement, entry.format) for entry in entries))
    ordered = sorted(entries, key=lambda entry: places.index((entry.placement, entry.format)))
    images = tuple(
        KitImage(
            entry.name,
            labels.get(entry.placement, entry.placement),
            str(entry.size),
            entry.format,
            alt_of(version, entry.owner.card),
        )
        for entry in ordered
    )
    made = Publication(
        pack=first.owner.pack,
        post=post.id,
        card=card.name,
        labels=_labels(post, card),
        title=title_of(version),
        language=first.language,
        network=network.name,
        network_label=network.label,
        caption=material.captions[first.caption_name],
        images=images,
        images_each=len(entries) // len(places),
        link=post.link,
        reveals=card.reveals,
        draft=version.draft,
        clickable=network.text.links_clickable,
    )
    plan = post.plan
    if plan is None or (plan.networks and network.name not in plan.networks):
        return made
    return replace(made, day=plan.date, at=plan.time)


def _too_many(publications: Iterable[Publication], material: Material) -> Iterator[Diagnostic]:
    """Carousels with more images than a network takes in one post."""
    for one in publications:
        most = material.networks[one.network].files.images
        if most and one.images_each > most:
            yield Diagnostic(
                "kit.too-many-images",
                Severity.WARNING,
                N_("{network} takes {most} images in one post; this one has {count}."),
                {"network": one.network_label, "most": most, "count": one.images_each},
                Where(post=one.post, language=one.language),
                N_("Publish it there as several posts."),
            )


def wordmark(drawing: Drawing) -> str:
    """The wordmark as an ``svg`` element; its parts have their colour's name as their class."""
    view = drawing.view
    paths = "".join(f'<path class="{part.color}" d="{data(part.path)}"/>' for part in drawing.parts)
    box = f"{view.x:g} {view.y:g} {view.width:g} {view.height:g}"
    return f'<svg class="mark" viewBox="{box}" role="img" aria-label="MIL CLICKS">{paths}</svg>'


def _labels(post: Post, card: Card) -> tuple[str, ...]:
    kind = KINDS[post.kind]
    return (kind.label,) if card.slides or card.label == kind.label else (kind.label, card.label)


def _held(folder: Path, names: Iterable[str]) -> Iterator[KitFile]:
    """Files of the folder as they are."""
    for name in sorted(names):
        try:
            yield KitFile(name, (folder / name).read_bytes())
        except FileNotFoundError:
            # A caption with errors was not written; its images may be there all the same.
            continue
        except OSError as error:
            raise failure(error, folder / name) from error


# ---------------------------------------------------------------------------------- wishes


def _checked_url(url: str) -> str:
    if url and not _URL.fullmatch(url):
        raise InvalidInput.of(
            "kit.media-url",
            N_("“{url}” is no address that images can be under."),
            hint=N_("Write it like https://example.org/cards, without ? and #."),
            url=url,
        )
    return url


def _zone(name: str) -> tzinfo | None:
    if not name:
        return None
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        known = sorted(zoneinfo.available_timezones())
        near = get_close_matches(name, known, 1, 0.5)
        raise InvalidInput.of(
            "kit.timezone",
            N_("There is no time zone “{name}”."),
            hint=N_("Did you mean “{near}”?") if near else N_("Write it like Europe/Belgrade."),
            name=name,
            near="".join(near),
        ) from error


def _template(file: Path | None) -> Template | None:
    if file is None:
        return None
    try:
        with file.open("rb") as stream:
            data = stream.read(MOST_TEMPLATE_BYTES + 1)
    except OSError as error:
        raise InvalidInput.of(
            "kit.template-missing",
            N_("The template can't be read: {reason}."),
            where=Where(file=str(file)),
            reason=error.strerror or str(error),
        ) from error
    return Template.read(data[:MOST_TEMPLATE_BYTES], file.name)
