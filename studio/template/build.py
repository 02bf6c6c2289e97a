"""Post, template and brand become a box tree.

In: a post in a language, a checked :class:`~studio.template.load.Template`, the brand, the aspect
class, the words that templates print in that language. Out: a :class:`~studio.model.box.Card` whose
leaves hold texts, marks and pictures with resolved colours. Nothing is measured here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from studio.diagnostics import N_, Diagnostic, Severity, Where, fill
from studio.errors import InvalidInput
from studio.model.box import (
    Box,
    Card,
    Container,
    DrawingBox,
    Looks,
    PictureBox,
    Place,
    QrBox,
    Radii,
    Selected,
    Setting,
    TextBox,
)
from studio.model.brand import Brand, Element, ScriptProfile
from studio.model.color import Color
from studio.model.geometry import Insets
from studio.model.language import Language
from studio.model.post import Post
from studio.template.load import ROOT, Template, Tree
from studio.template.schema import (
    BoxSpec,
    ContainerSpec,
    DrawingSpec,
    PictureSpec,
    QrSpec,
    TextSpec,
    WordmarkSpec,
)

_CORNERS = ("top-start", "top-end", "bottom-end", "bottom-start")
_ENGLISH = Language("en", "en", "English", "English", "Latn")


@dataclass(frozen=True, slots=True)
class Context:
    """What a card is made from; one per build."""

    post: Post
    template: Template
    brand: Brand
    language: Language
    aspect: str
    words: Mapping[str, str]
    palette: Mapping[str, Color]
    tree: Tree
    theme: str
    missing: list[str]

    @property
    def element(self) -> Element:
        """The post's element."""
        return self.brand.elements[self.post.element]

    def word(self, message: str, **params: str) -> str:
        """A word of the template in the card's language, its places filled.

        A word without translation is noted in ``missing`` and stays English.
        """
        if message not in self.words and self.post.language.partition("_")[0] != _ENGLISH.name:
            self.missing.append(message)
        return fill(self.words.get(message, message), params)


@dataclass(frozen=True, slots=True)
class Entry:
    """The current entry of a repeated list: ``index`` from 1, 0 outside of any list."""

    index: int = 0

    def name(self, box: str) -> str:
        """The address of a box inside the entry."""
        return f"{box}.{self.index}" if self.index else box

    def field(self, pattern: str) -> str:
        """The field's name for this entry."""
        return pattern.replace("*", str(self.index))


def build(
    post: Post,
    template: Template,
    brand: Brand,
    language: Language,
    aspect: str,
    words: Mapping[str, str],
    *,
    theme: str = "",
    draft: bool = False,
) -> tuple[Card, tuple[Diagnostic, ...]]:
    """The box tree of one card.

    ``theme`` defaults to the post's wish, then to the template's first. ``draft`` lays a visible
    band over the top of the card. A word of the template that ``words`` lacks is an error, in a draft
    a warning: a card never mixes two languages unseen.

    Raises:
        InvalidInput: the template has no such theme.
    """
    chosen = theme or post.theme or template.themes[0]
    if chosen not in template.themes:
        raise InvalidInput.of(
            "template.no-theme",
            N_("The template “{template}” has no theme “{theme}”."),
            where=Where(file=post.file, post=post.id),
            hint=N_("Choose one of: {known}."),
            template=template.name,
            theme=chosen,
            known=", ".join(template.themes),
        )
    context = Context(
        post,
        template,
        brand,
        language,
        aspect,
        words,
        brand.palette(post.element, chosen),
        template.trees[aspect, chosen],
        chosen,
        [],
    )
    root = _box(context, ROOT, Entry())
    assert isinstance(root, Container)
    if draft:
        root = replace(root, children=(*root.children, _draft_band(context)))
    return Card(root, context.palette["ground"], language, post.id, template.name), _untranslated(
        context, draft=draft
    )


def _untranslated(context: Context, *, draft: bool) -> tuple[Diagnostic, ...]:
    if not context.missing:
        return ()
    return (
        Diagnostic(
            "template.untranslated-words",
            Severity.WARNING if draft else Severity.ERROR,
            N_("The studio's own words on this card are not translated yet: {words}."),
            {"words": ", ".join(f"“{word}”" for word in dict.fromkeys(context.missing))},
            Where(post=context.post.id, language=context.language.name),
            N_("Translate the catalog “templates” of this language."),
        ),
    )


def _box(context: Context, name: str, entry: Entry) -> Box:
    spec = context.tree[name]
    common = _common(context, spec, entry.name(name))
    match spec:
        case ContainerSpec():
            return _container(context, spec, common, entry)
        case TextSpec():
            return _text(context, spec, common, entry, name)
        case DrawingSpec():
            drawing = context.brand.drawings[spec.drawing]
            colors = tuple(context.palette[spec.colors.get(p.color, spec.color)] for p in drawing.parts)
            return DrawingBox(**common, drawing=drawing, colors=colors)
        case WordmarkSpec():
            drawing = context.brand.wordmarks[context.post.element]
            return DrawingBox(
                **common, drawing=drawing, colors=tuple(context.palette[p.color] for p in drawing.parts)
            )
        case PictureSpec():
            return _picture(context, spec, common)
        case QrSpec():
            return QrBox(
                **common,
                data=context.post.link,
                dark=context.palette["ink"],
                light=context.palette["white"],
            )
        case _:
            return Container(**common, kind="layers")


def _common(context: Context, spec: BoxSpec, name: str) -> dict[str, Any]:
    keys = (
        "width",
        "height",
        "min_width",
        "max_width",
        "min_height",
        "max_height",
        "grow",
        "aspect",
        "clear",
    )
    place = Place(spec.place.anchor, spec.place.x, spec.place.y) if spec.place else None
    return {
        "name": name,
        **{key: getattr(spec, key) for key in keys},
        "align_self": spec.align_self or "",
        "place": place,
        "looks": _looks(context, spec),
    }


def _looks(context: Context, spec: BoxSpec) -> Looks:
    round_ = spec.radius == "round"
    radius = 0.0 if isinstance(spec.radius, str) else spec.radius
    radii = [radius if spec.only is None or corner == spec.only else 0.0 for corner in _CORNERS]
    sharp = _CORNERS.index(spec.sharp) if spec.sharp else -1
    if sharp >= 0:
        radii[sharp] = 0.0
    return Looks(
        fill=context.palette[spec.fill] if spec.fill else None,
        outline=context.palette[spec.outline] if spec.outline else None,
        outline_width=spec.outline_width if spec.outline else 0.0,
        radii=Radii(*radii),
        round=round_,
        sharp=sharp,
        handles=spec.handles,
        handle_color=context.palette[spec.handle_color] if spec.handles else None,
    )


def _container(
    context: Context, spec: ContainerSpec, common: dict[str, Any], entry: Entry
) -> Container:
    if spec.repeat:
        children = tuple(_repeated(context, spec))
    else:
        children = tuple(_box(context, n, entry) for n in spec.children if _wanted(context, n))
    return Container(
        **common,
        kind=spec.type,
        children=children,
        gap=spec.gap,
        padding=_insets(spec.padding),
        align=spec.align,
        justify=spec.justify,
        equal=spec.equal,
    )


def _repeated(context: Context, spec: ContainerSpec) -> Iterator[Box]:
    assert spec.repeat is not None
    repeat = spec.repeat
    for index in range(1, context.post.count(repeat.over) + 1):
        if repeat.between and index > 1:
            yield _box(context, repeat.between, Entry(index))
        right = repeat.right if index == context.post.answer else None
        yield _box(context, right or repeat.box, Entry(index))


def _insets(padding: float | list[float]) -> Insets:
    if not isinstance(padding, list):
        return Insets(padding, padding, padding, padding)
    if len(padding) == 2:
        return Insets(padding[0], padding[1], padding[0], padding[1])
    return Insets(*padding)


def _wanted(context: Context, name: str) -> bool:
    spec = context.tree[name]
    return (not spec.when or _holds(context.post, spec.when)) and not (
        spec.unless and _holds(context.post, spec.unless)
    )


def _holds(post: Post, condition: str) -> bool:
    match condition:
        case "picture":
            return post.picture is not None
        case "credit":
            return bool(post.picture and post.picture.credit)
        case "link":
            return bool(post.link)
        case "number":
            return post.number > 0
        case _:
            return bool(post.text(condition))


def _text(context: Context, spec: TextSpec, common: dict[str, Any], entry: Entry, name: str) -> TextBox:
    style = context.brand.styles[spec.style]
    text, language = _words(context, spec, entry)
    profile = script_profile(context.brand, language)
    display = style.role == "display"
    factor = profile.display_factor if display else profile.text_factor
    shrink = context.template.shrink
    turn = shrink.index(spec.group or name) if (spec.group or name) in shrink else -1
    weight = spec.weight or style.weight
    setting = Setting(
        families=(profile.display if display else profile.text,),
        weight=weight,
        tracking=profile.tracking if display and weight >= 900 else 0.0,
        leading=_leading(style.leading, profile, context.brand, display=display),
    )
    return TextBox(
        **common,
        text=text,
        field=entry.field(spec.field) if spec.field else "",
        language=language,
        setting=setting,
        color=context.palette[spec.color],
        max=style.max[context.aspect] * factor,
        min=min(style.min, style.max[context.aspect]) * factor,
        align=spec.align,
        balanced=display if spec.balanced is None else spec.balanced,
        selected=_selected(context, profile) if spec.select else None,
        own_line=spec.own_line,
        group=spec.group or entry.name(name),
        turn=turn,
        lines=spec.lines,
        prefer_lines=spec.prefer_lines,
    )


def _leading(wished: float, profile: ScriptProfile, brand: Brand, *, display: bool) -> float:
    """A style's own leading is meant for Latin; other scripts keep their ratio to Latin's."""
    own = profile.display_leading if display else profile.text_leading
    if not wished:
        return own
    latin = brand.scripts["Latn"]
    return wished * own / (latin.display_leading if display else latin.text_leading)


def script_profile(brand: Brand, language: Language) -> ScriptProfile:
    """How the language's script is set; Latin's profile where the kit has none."""
    return brand.scripts.get(language.script) or brand.scripts["Latn"]


def _selected(context: Context, profile: ScriptProfile) -> Selected:
    return Selected(
        context.brand.selection,
        profile.select_above,
        profile.select_below,
        max(profile.select_gap, context.brand.selection.gap),
        context.palette["selection"],
        context.palette["on_selection"],
    )


def _words(context: Context, spec: TextSpec, entry: Entry) -> tuple[str, Language]:
    """The text of a leaf, and the language to set it in (addresses and hashtags stay Latin)."""
    post, language = context.post, context.language
    if spec.field:
        return post.text(entry.field(spec.field)), language
    if spec.say:
        return context.word(spec.say), language
    match spec.value:
        case "hashtag":
            return context.brand.hashtag, _ENGLISH
        case "address":
            parts = urlsplit(post.link)
            return parts.netloc.removeprefix("www.") + parts.path.rstrip("/"), _ENGLISH
        case "element":
            return context.word(context.element.label), language
        case "credit":
            return post.picture.credit if post.picture else "", language
        case "number":
            return language.number(entry.index), language
        case "letter":
            return language.letter(entry.index - 1), language
        case _:
            return _label(context), language


def _label(context: Context) -> str:
    post, template = context.post, context.template
    if post.text("label"):
        return post.text("label")
    if post.number and template.label_numbered:
        return context.word(template.label_numbered, number=context.language.number(post.number))
    return context.word(template.label)


def _picture(context: Context, spec: PictureSpec, common: dict[str, Any]) -> Box:
    picture = context.post.picture
    if picture is None:
        return Container(**common, kind="layers")
    palette = context.palette
    tones = (palette["duotone_shadow"], palette["duotone_mid"], palette["duotone_light"])
    return PictureBox(
        **common,
        file=picture.file,
        fit=spec.fit,
        focus=picture.focus,
        duotone=tones if spec.duotone else None,
        detail=picture.detail if spec.detail else None,
        frame_color=palette["selection"],
    )


def _draft_band(context: Context) -> Container:
    """A band across the top that nobody can take for part of the design."""
    style = context.brand.styles["draft"]
    profile = script_profile(context.brand, context.language)
    label = TextBox(
        name="draft_label",
        text=context.word(N_("Draft")),
        language=context.language,
        setting=Setting(
            (profile.display,),
            style.weight,
            0.0,
            _leading(style.leading, profile, context.brand, display=True),
        ),
        color=context.palette["ink"],
        max=style.max[context.aspect] * profile.display_factor,
        min=style.min * profile.display_factor,
        align="center",
    )
    return Container(
        name="draft",
        kind="column",
        children=(label,),
        padding=Insets(0.5, 2, 0.5, 2),
        justify="center",
        height=4.6,
        place=Place("top"),
        width=400,
        looks=Looks(fill=context.palette["draft"]),
    )
