"""The one pipeline: post → card → frame → surface → artifact.

In: a :class:`World` (everything that comes from disk once) and jobs. Out: painted, encoded cards with
their diagnostics and keys. PDF and SVG are painted as vectors and never become pixels. Stages do not
know each other; here they are put in order, and only here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from studio import __version__
from studio.diagnostics import N_, Diagnostic, Where
from studio.encode import MOVING, PAGES, Shot, encode, encode_motion, encode_page, shots
from studio.errors import InvalidInput
from studio.layout import layout
from studio.layout.bleed import with_bleed
from studio.layout.gates import outside_safe
from studio.model.artifact import Artifact, Metadata, Reveal, Surface
from studio.model.box import Card as CardTree
from studio.model.brand import Brand, aspect_of
from studio.model.frame import Frame
from studio.model.geometry import Size
from studio.model.kind import Card, cards_of
from studio.model.network import Paper, Placement
from studio.model.page import Page
from studio.model.partner import Partner
from studio.model.post import Post
from studio.paint import PictureStore, paint, pdf_page, preview, svg_page
from studio.paint.checks import check_contrast
from studio.resources import Resources
from studio.template import (
    FrameSpec,
    Template,
    build,
    load_brand,
    load_frame,
    load_template,
    load_templates,
)
from studio.text.engine import TextEngine
from studio.text.fonts import FontLibrary
from studio.text.languages import language
from studio.translation import words

BRAND = "milclicks"
SCREEN_DENSITY = 2.0
"""Pixels of a picture for each of the frame's, in PDF and SVG files that nobody said are for paper."""
TEMPLATE_DOMAIN = "templates"


@dataclass(frozen=True, slots=True)
class Job:
    """One image to make; a plain value that travels to worker processes.

    ``post`` is already in its language. ``card`` names a card of its kind, ``max_bytes`` 0 means no
    budget, an empty ``theme`` the post's or the template's own. ``paper``: the card is laid out for
    the trimmed sheet and ``size`` is what it has with its bleed. ``reveal``: an animation from this
    card to the one that shows its answer. ``partners`` have their logos on a strip under it.
    """

    post: Post
    card: str
    size: Size
    format: str = "png"
    theme: str = ""
    draft: bool = False
    max_bytes: int = 0
    quality: int = 90
    metadata: Metadata = field(default_factory=Metadata)
    paper: Paper | None = None
    reveal: Reveal | None = None
    partners: tuple[Partner, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished image and everything that was noticed on the way."""

    artifact: Artifact
    diagnostics: tuple[Diagnostic, ...]
    key: str


class World:
    """What comes from disk once: fonts, brand kit, templates, words. Made in the composition root.

    ``drafts`` are templates that somebody is writing, by the name of the one that each stands for.
    """

    def __init__(self, resources: Resources, drafts: Mapping[str, Path] | None = None) -> None:
        self.resources = resources
        self._drafts = drafts or {}
        self.fonts = FontLibrary(resources.fonts, resources.font_lock)
        self.engine = TextEngine(self.fonts)
        self._templates: dict[str, Template] = {}

    @cached_property
    def brand_folder(self) -> Path:
        """The folder of the brand kit in use."""
        return self.resources.templates / "brands" / BRAND

    @cached_property
    def brand(self) -> Brand:
        """The brand kit in use."""
        return load_brand(self.brand_folder)

    @cached_property
    def templates(self) -> Mapping[str, Template]:
        """All templates by name."""
        return load_templates(self.resources.templates / "cards", self.brand, self.brand_folder)

    def template(self, name: str) -> Template:
        """One template; the others need not be read for it.

        Raises:
            InvalidInput: there is no such template, or it is not right.
        """
        if name not in self._templates:
            file = self._drafts.get(name, self.resources.templates / "cards" / f"{name}.toml")
            self._templates[name] = load_template(file, self.brand, self.frame)
        return self._templates[name]

    @cached_property
    def frame(self) -> FrameSpec:
        """The boxes that every card of the brand shares."""
        return load_frame(self.brand_folder)

    @cached_property
    def brand_digest(self) -> str:
        """Changes when the brand kit does."""
        return hashlib.sha256((self.brand_folder / "brand.toml").read_bytes()).hexdigest()

    def words(self, language_name: str) -> Mapping[str, str]:
        """The words that templates print, in a language."""
        return words(self.resources.i18n, TEMPLATE_DOMAIN, language_name)


class Pipeline:
    """The stages in order, for the posts of one pack; ``shared`` has partner kits that it lacks."""

    def __init__(self, world: World, pack_root: Path | None, shared: Path | None = None) -> None:
        self.world = world
        self.pictures = PictureStore(pack_root, shared)

    def card(
        self,
        post: Post,
        card: str,
        size: Size,
        *,
        theme: str = "",
        draft: bool = False,
        partners: tuple[Partner, ...] = (),
    ) -> tuple[CardTree, tuple[Diagnostic, ...]]:
        """The box tree of a card, for the aspect class of ``size``."""
        one = card_of(post, card)
        return build(
            post,
            self.world.template(one.template),
            self.world.brand,
            language(post.language),
            aspect_of(size),
            self.world.words(post.language),
            theme=theme,
            draft=draft,
            slide=one.slide,
            slides=one.slides,
            partners=partners,
        )

    def frame(
        self,
        post: Post,
        card: str,
        size: Size,
        *,
        theme: str = "",
        draft: bool = False,
        partners: tuple[Partner, ...] = (),
    ) -> tuple[Frame, tuple[Diagnostic, ...]]:
        """A card laid out at ``size`` (pixels), with what was noticed."""
        tree, found = self.card(post, card, size, theme=theme, draft=draft, partners=partners)
        frame, more = layout(tree, size, self.world.engine, self.pictures.size)
        return frame, (*found, *more)

    def laid_out(self, tree: CardTree, size: Size) -> tuple[Frame, tuple[Diagnostic, ...]]:
        """A box tree that was built elsewhere (a proof sheet), laid out at ``size``."""
        return layout(tree, size, self.world.engine, self.pictures.size)

    def surface(self, frame: Frame) -> Surface:
        """A frame painted."""
        return paint(frame, self.world.fonts, self.pictures)

    def preview(self, frame: Frame, width: int) -> Surface:
        """A frame painted ``width`` pixels wide, for a screen: the same painting, scaled."""
        return preview(frame, self.world.fonts, self.pictures, width)

    def sheet(self, job: Job, card: str) -> tuple[Frame, tuple[Diagnostic, ...]]:
        """The frame of one of a job's cards, with its bleed if it is for paper."""
        size = job.size if job.paper is None else job.paper.trimmed
        frame, found = self.frame(
            job.post, card, size, theme=job.theme, draft=job.draft, partners=job.partners
        )
        return (frame if job.paper is None else with_bleed(frame, job.size)), found

    def page(self, frame: Frame, form: str, *, for_paper: bool = False) -> Page:
        """A frame painted in vectors, in the form ``pdf`` or ``svg``."""
        draw = pdf_page if form == "pdf" else svg_page
        density = 1.0 if for_paper else SCREEN_DENSITY
        return draw(frame, self.world.fonts, self.pictures, density=density)

    def faint_texts(self, frame: Frame) -> tuple[Diagnostic, ...]:
        """Texts that can't be read on what is painted under them."""
        return check_contrast(frame, self.world.fonts, self.pictures)

    def covered_texts(self, frame: Frame, network: str, placement: Placement) -> tuple[Diagnostic, ...]:
        """Texts in the part of the image that the network's app may cover at a placement."""
        sure = placement.fact is not None and placement.fact.confidence == "high"
        place = f"{network} {placement.name}"
        return tuple(outside_safe(frame, placement.safe, Where(), place=place, sure=sure))

    def render(self, job: Job) -> Rendered:
        """One job from post to bytes.

        Raises:
            InvalidInput: a reveal is wished of a card without an answer, or in a format that can't
                move; what the stages raise.
        """
        frame, found = self.sheet(job, job.card)
        if job.reveal is not None:
            answer, more = self.sheet(job, answer_of(job.post, job.card).name)
            moving = shots(self.surface(frame), self.surface(answer), job.reveal)
            found += tuple(one for one in more if one not in found)
            artifact = self._moving(moving, job)
        elif job.format in PAGES:
            page = self.page(frame, job.format, for_paper=job.paper is not None)
            artifact = encode_page(page, job.metadata, paper=job.paper, max_bytes=job.max_bytes)
        elif job.format == "gif":
            artifact = self._moving((Shot(self.surface(frame), 0),), job)
        else:
            limits = {"max_bytes": job.max_bytes, "quality": job.quality}
            artifact = encode(self.surface(frame), job.format, job.metadata, **limits)
        return Rendered(artifact, (*found, *artifact.diagnostics), self.key(job))

    def _moving(self, pictures: tuple[Shot, ...], job: Job) -> Artifact:
        if job.format not in MOVING:
            raise InvalidInput.of(
                "render.not-moving",
                N_("A {format} file can't show a question and then its answer."),
                hint=N_("Use one of {known}."),
                format=job.format.upper(),
                known=", ".join(MOVING),
            )
        limits = {"max_bytes": job.max_bytes, "quality": job.quality}
        return encode_motion(pictures, job.format, job.metadata, **limits)

    def key(self, job: Job) -> str:
        """The hash of all that goes into a job's bytes: same key, same bytes."""
        template = self.world.template(card_of(job.post, job.card).template)
        files = [job.post.picture.file] if job.post.picture else []
        files += [logo.file for partner in job.partners for logo in partner.logos]
        parts = [
            __version__,
            self.world.fonts.fingerprint,
            self.world.brand_digest,
            template.digest,
            [self.pictures.digest(file) for file in files],
            sorted(self.world.words(job.post.language).items()),
            {**asdict(job), "post": _identity(job.post)},
        ]
        text = json.dumps(parts, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _identity(post: Post) -> dict[str, object]:
    """What of a post can change its picture or metadata; not where it is from, nor when it is due."""
    return {k: v for k, v in asdict(post).items() if k not in ("file", "plan")}


def card_of(post: Post, name: str) -> Card:
    """The card called ``name`` of a post's kind.

    Raises:
        InvalidInput: the kind has no such card.
    """
    cards = cards_of(post)
    for card in cards:
        if card.name == name:
            return card
    raise InvalidInput.of(
        "post.unknown-card",
        N_("A post of kind “{kind}” has no card “{card}”."),
        where=Where(file=post.file, post=post.id),
        hint=N_("It has: {known}."),
        kind=post.kind,
        card=name,
        known=", ".join(c.name for c in cards),
    )


def has_answer(post: Post, card: Card) -> bool:
    """Whether a later card of the post shows the answer of ``card``."""
    cards = cards_of(post)
    return not card.reveals and any(one.reveals for one in cards[cards.index(card) + 1 :])


def answer_of(post: Post, card: str) -> Card:
    """The card that shows the answer of ``card``.

    Raises:
        InvalidInput: ``post.no-answer-card``, or the kind has no card of this name.
    """
    asked = card_of(post, card)
    if has_answer(post, asked):
        return next(one for one in cards_of(post) if one.reveals)
    raise InvalidInput.of(
        "post.no-answer-card",
        N_("The card “{card}” of a post of kind “{kind}” has no answer to show."),
        where=Where(file=post.file, post=post.id),
        hint=N_("Choose the question card of a quiz."),
        kind=post.kind,
        card=card,
    )


@lru_cache(maxsize=4)
def open_world(resources: Resources) -> World:
    """The world of these resources; opened once per process."""
    return World(resources)
