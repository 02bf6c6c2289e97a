"""Every template in every language in every shape, with texts 40 % longer than English.

In: a pipeline, a language. Out: a :class:`Tally` of cards, of those whose texts do not fit, of texts
whose ink is covered or cut (seen on the painted pixels), of lines that begin inside a word. The texts
are words of the language that run, set as body text, 1.4 times as long as the English of the starter
pack does: a column of Burmese is wider than one of Latin, so characters would measure something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from statistics import median_low

from PIL import Image, ImageChops

from studio.layout.emit import Emitter
from studio.layout.fit import Fit, fit
from studio.layout.flow import Shapes
from studio.model.artifact import Surface
from studio.model.box import TextBox
from studio.model.color import Color
from studio.model.frame import Frame, Glyphs
from studio.model.geometry import Size
from studio.model.kind import KINDS, Kind, cards_of
from studio.model.language import Language
from studio.model.post import Pack, Post
from studio.pack import load_pack
from studio.pipeline import Pipeline, World
from studio.text.languages import language
from studio.text.script import SPACELESS
from studio.workspace.specimen import columns, specimen_post
from studio.workspace.wrap import column_width
from tests.scores.prose import word_starts

SIZES = {
    "tall": Size(540, 960),
    "portrait": Size(540, 675),
    "square": Size(540, 540),
    "wide": Size(600, 338),
}
"""One size for each class of shapes, half of what networks take: layout goes by proportions."""
LONGER = 1.4
_HIDDEN = ("caption", "alt", "label", "picture")
_DICTIONARY = ("Thai", "Laoo", "Khmr", "Mymr", "Jpan")
_SURE, _OTHER = 8, 48
"""How dark a pixel of the glyphs alone must be to be all ink, and how far its colour on the card may be
from the text's."""


@dataclass
class Tally:
    """``cards`` laid out, and by the rules the places where one was broken."""

    cards: int = 0
    texts: int = 0
    over: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    covered: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    inside_word: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count another tally in."""
        self.cards += other.cards
        self.texts += other.texts
        for name in ("over", "left_out", "covered", "outside", "inside_word"):
            getattr(self, name).extend(getattr(other, name))


@lru_cache(maxsize=1)
def starter(world: World) -> Pack:
    """The starter pack in English."""
    return load_pack(world.resources.templates / "starter", strict=False)[0]


def english(world: World, kind: Kind) -> Post:
    """The starter pack's post of a kind with the middle amount of text."""
    posts = [post for post in starter(world).posts if post.kind == kind.name]
    by_length = {sum(map(len, _shown(post).values())): post for post in posts}
    return by_length[median_low(by_length)]


def _shown(post: Post) -> dict[str, str]:
    return {
        name: text
        for name, text in post.texts.items()
        if not name.startswith(_HIDDEN) and ".alt" not in name
    }


def long_post(world: World, kind: Kind, own: Language, longer: float = LONGER) -> Post:
    """A post in words of the language, ``longer`` times as long as the English one."""
    model = english(world, kind)
    share = longer * column_width(world, language("en")) / column_width(world, own)
    lengths = {
        name: max(2, round(columns(text.replace("**", "")) * share))
        for name, text in _shown(model).items()
    }
    picture = next(post.picture for post in starter(world).posts if post.picture)
    made = specimen_post(kind, own, picture=model.picture or picture, lengths=lengths)
    return replace(made, answer=model.answer, link=model.link)


def tally(pipeline: Pipeline, own: Language, kinds: Iterator[str] | None = None) -> Tally:
    """All cards of all kinds (or some) in one language."""
    found = Tally()
    for name in kinds or KINDS:
        post = long_post(pipeline.world, KINDS[name], own)
        for card in cards_of(post):
            for shape, size in SIZES.items():
                place = f"{own.name} {card.template} {shape}"
                check_card(pipeline, post, card.name, size, place, found)
    return found


def check_card(pipeline: Pipeline, post: Post, card: str, size: Size, place: str, into: Tally) -> None:
    """Lay one card out, paint it, and count what is broken."""
    tree, _found = pipeline.card(post, card, size)
    shapes = Shapes(pipeline.world.engine)
    fitted = fit(tree, size, shapes)
    into.cards += 1
    if not fitted.fits or fitted.flow.over:
        into.over.append(place)
    if fitted.left_out:
        into.left_out.append(place)
    into.inside_word += [f"{place}: {found}" for found in broken_words(fitted, shapes)]
    emitter = Emitter(fitted.flow, fitted.floor, fits=fitted.fits, picture_size=pipeline.pictures.size)
    emitter.run()
    frame = Frame(size, tree.ground, tuple(emitter.items), tuple(emitter.regions), tree.language.rtl)
    into.texts += sum(region.kind == "text" for region in frame.regions)
    into.outside += [f"{place}: {name}" for name in ink_outside(pipeline, frame)]
    into.covered += [f"{place}: {color}" for color in ink_covered(pipeline, frame)]


def broken_words(fitted: Fit, shapes: Shapes) -> Iterator[str]:
    """Where a line begins inside a word. Chinese body text may, and a word divided with a hyphen."""
    for placed in fitted.flow.placed:
        box = placed.box
        if not isinstance(box, TextBox) or not box.text:
            continue
        text = shapes.paragraph(box).text
        dictionary = box.language.script in _DICTIONARY
        if box.language.script in SPACELESS and not dictionary:
            continue
        starts = word_starts(text, box.language) if dictionary else set()
        lines = fitted.flow.text_layout(placed).lines
        for before, line in pairwise(lines):
            at = line.start
            inside = at not in starts if dictionary else text[at - 1].isalpha() and text[at].isalpha()
            if inside and not _divided(shapes, box, before.end):
                yield f"{box.name}: {text[max(0, at - 8) : at]}|{text[at : at + 8]}"


def _divided(shapes: Shapes, box: TextBox, at: int) -> bool:
    return at in shapes.paragraph(box).divided


# -------------------------------------------------------------------- pixels


def ink_outside(pipeline: Pipeline, frame: Frame) -> Iterator[str]:
    """Texts whose painted pixels leave the ink box that the layout promised, or the card."""
    edge = (0.0, 0.0, frame.size.width, frame.size.height)
    alone = _ink_alone(pipeline, frame, None)
    drawn = alone.point(lambda level: 255 if level < 128 else 0)
    for region in frame.regions:
        if region.kind != "text":
            continue
        ink = region.ink
        if ink.x < edge[0] or ink.y < edge[1] or ink.right > edge[2] or ink.bottom > edge[3]:
            yield region.name
        # What was promised is blotted out; ink that is left belongs to nobody.
        box = (int(ink.x) - 1, int(ink.y) - 1, int(ink.right) + 2, int(ink.bottom) + 2)
        drawn.paste(0, tuple(max(0, side) for side in box))
    left = drawn.getbbox()
    if left is not None:
        yield f"ink at {left}"


def ink_covered(pipeline: Pipeline, frame: Frame) -> Iterator[str]:
    """Colours of texts that are not to be seen on the card where their glyphs are."""
    surface = pipeline.surface(frame)
    card = Image.frombytes("RGB", (surface.width, surface.height), surface.rgb)
    for color in sorted({item.color for item in frame.items if isinstance(item, Glyphs)}):
        alone = _ink_alone(pipeline, frame, color)
        sure = alone.point(lambda level: 255 if level < _SURE else 0)
        solid = Image.new("RGB", card.size, color[:3])
        off = ImageChops.difference(card, solid).convert("L")
        wrong = ImageChops.multiply(off.point(lambda level: 255 if level > _OTHER else 0), sure)
        box = wrong.getbbox()
        if box is not None:
            yield f"{color} at {box}"


def _ink_alone(pipeline: Pipeline, frame: Frame, color: Color | None) -> Image.Image:
    """The glyphs of one colour (or all) in black on white, as grey levels."""
    black = Color(0, 0, 0)
    items = tuple(
        replace(item, color=black)
        for item in frame.items
        if isinstance(item, Glyphs) and color in (None, item.color)
    )
    surface: Surface = pipeline.surface(replace(frame, ground=Color(255, 255, 255), items=items))
    return Image.frombytes("RGB", (surface.width, surface.height), surface.rgb).convert("L")
