"""Post, template and brand become a box tree.

In: a post in a language, a checked :class:`~studio.template.load.Template`, the brand, the aspect
class, the words that templates print in that language. Out: a :class:`~studio.model.box.Card` whose
leaves hold texts, marks and pictures with resolved colours. Nothing is measured here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from studio.diagnostics import N_, Diagnostic, Severity, Where
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
    Squiggled,
    TextBox,
)
from studio.model.brand import Brand, ScriptProfile
from studio.model.geometry import Insets
from studio.model.kind import KINDS
from studio.model.language import Language
from studio.model.partner import Partner
from studio.model.post import ELEMENTS, Post
from studio.template.context import Context, Entry
from studio.template.load import ROOT, SHARED_ROOT, Template
from studio.template.schema import (
    BoxSpec,
    ContainerSpec,
    DrawingSpec,
    LetterSpec,
    LogosSpec,
    PictureSpec,
    QrSpec,
    RepeatSpec,
    TextSpec,
    WordmarkSpec,
)
from studio.template.setting import script_profile, setting_of
from studio.template.strip import logo_row, strip_color
from studio.template.words import text_of

LEGIBLE_U = 10.8
"""Pixels of one u on the card, 1080 wide, that the kit's legible sizes are told for."""
_CORNERS = ("top-start", "top-end", "bottom-end", "bottom-start")


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
    slide: int = 0,
    slides: int = 0,
    partners: tuple[Partner, ...] = (),
) -> tuple[Card, tuple[Diagnostic, ...]]:
    """The box tree of one card; a card of a carousel is ``slide`` of ``slides``.

    ``theme`` defaults to the post's wish, then to the template's first. ``draft`` lays a visible
    band over the top of the card; ``partners`` get a strip under it. A word of the template that
    ``words`` lacks is an error, in a draft a warning: a card never mixes two languages unseen.

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
    palette = brand.palette(post.element, chosen)
    palette["strip"] = strip_color(partners) or palette["strip"]
    context = Context(
        post,
        template,
        brand,
        language,
        aspect,
        words,
        palette,
        (template.partnered if partners else template.trees)[aspect, chosen],
        chosen,
        [],
        post.element,
        slide,
        slides,
        partners,
    )
    root = _root(context, draft=draft)
    tight = template.tight[aspect, chosen]
    in_need = None
    if not partners and tight is not context.tree:
        # Few cards come to it, so it is made only when it is asked for.
        in_need = partial(_root, replace(context, tree=tight), draft=draft)
    card = Card(root, palette["ground"], language, post.id, template.name, in_need)
    return card, _untranslated(context, draft=draft)


def _root(context: Context, *, draft: bool) -> Container:
    root = _box(context, SHARED_ROOT if context.partners else ROOT, Entry())
    assert isinstance(root, Container)
    if not draft:
        return root
    return Container(name="drafted", kind="layers", children=(root, _draft_band(context)))


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
            return DrawingBox(**common, drawing=drawing, colors=colors, mirror=spec.mirror)
        case LetterSpec():
            drawing = context.brand.letters[context.element_name]
            colors = tuple(context.palette[spec.colors.get(p.color, spec.color)] for p in drawing.parts)
            return DrawingBox(**common, drawing=drawing, colors=colors)
        case WordmarkSpec():
            drawing = context.brand.wordmarks["" if spec.plain else context.element_name]
            colors = tuple(context.palette[spec.colors.get(p.color, p.color)] for p in drawing.parts)
            return DrawingBox(**common, drawing=drawing, colors=colors)
        case PictureSpec():
            return _picture(context, spec, common)
        case QrSpec():
            return QrBox(
                **common,
                data=context.post.link,
                dark=context.palette["ink"],
                light=context.palette["white"],
            )
        case LogosSpec():
            return logo_row(context, spec, common)
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
        "shrink_to",
        "drop_if_tight",
    )
    group = spec.shrink_with or name
    shrink = context.template.shrink
    place = Place(spec.place.anchor, spec.place.x, spec.place.y) if spec.place else None
    return {
        "name": name,
        **{key: getattr(spec, key) for key in keys},
        "align_self": spec.align_self or "",
        "place": place,
        "looks": _looks(context, spec),
        "group": group if spec.shrink_to < 1 else "",
        "turn": shrink.index(group) if spec.shrink_to < 1 and group in shrink else -1,
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
        inside_crop=spec.inside_crop,
    )


def _repeated(context: Context, spec: ContainerSpec) -> Iterator[Box]:
    assert spec.repeat is not None
    repeat = spec.repeat
    count, right = _list(context, repeat)
    last = min(repeat.end or count, count)
    for index in range(repeat.start, last + 1):
        if repeat.between and index > repeat.start:
            yield _box(context, repeat.between, Entry(index))
        name = repeat.right if repeat.right and index == right else repeat.box
        if repeat.lead and index == repeat.start:
            name = repeat.lead
        yield _box(_within(context, repeat, index), name, Entry(index))


def _list(context: Context, repeat: RepeatSpec) -> tuple[int, int]:
    """How many entries a list has, and which of them is the right one (0: none)."""
    match repeat.over:
        case "elements":
            return len(ELEMENTS), 0
        case "carousel":
            return context.slides, context.slide
        case _:
            return context.post.count(repeat.over), context.post.answer


def _within(context: Context, repeat: RepeatSpec, index: int) -> Context:
    """An entry of the list of elements has its own element's colours."""
    if repeat.over != "elements":
        return context
    name = ELEMENTS[index - 1]
    return replace(context, element_name=name, palette=context.brand.palette(name, context.theme))


def _insets(padding: float | list[float]) -> Insets:
    if not isinstance(padding, list):
        return Insets(padding, padding, padding, padding)
    if len(padding) == 2:
        return Insets(padding[0], padding[1], padding[0], padding[1])
    return Insets(*padding)


def _wanted(context: Context, name: str) -> bool:
    spec = context.tree[name]
    return (not spec.when or _holds(context, spec.when)) and not (
        spec.unless and _holds(context, spec.unless)
    )


def _holds(context: Context, condition: str) -> bool:
    post = context.post
    choices = [choice.name for choice in KINDS[post.kind].choices]
    if condition in choices:
        return post.answer == choices.index(condition) + 1
    match condition:
        case "slide" | "first" | "next" | "last":
            return (
                bool(context.slide)
                and {
                    "slide": True,
                    "first": context.slide == 1,
                    "next": context.slide < context.slides,
                    "last": context.slide == context.slides,
                }[condition]
            )
        case "picture":
            return post.picture is not None
        case "credit":
            return bool(post.picture and post.picture.credit)
        case "link":
            return bool(post.link)
        case "handle":
            return bool(context.handle)
        case "partners":
            return bool(context.partners)
        case "number":
            return post.number > 0
        case _:
            return bool(post.text(context.field(condition, Entry())))


def _text(context: Context, spec: TextSpec, common: dict[str, Any], entry: Entry, name: str) -> TextBox:
    style = context.brand.styles[spec.style]
    text, language = text_of(context, spec, entry)
    profile = script_profile(context.brand, language)
    display = style.role == "display"
    factor = profile.display_factor if display else profile.text_factor
    shrink = context.template.shrink
    group = spec.group or name
    common["turn"] = shrink.index(group) if group in shrink else -1
    common["group"] = spec.group or entry.name(name)
    setting = setting_of(context.brand, style, language, spec.weight or 0)
    return TextBox(
        **common,
        text=text,
        field=context.field(spec.field, entry) if spec.field else "",
        language=language,
        setting=setting,
        color=context.palette[spec.color],
        max=style.max[context.aspect] * factor,
        min=min(style.min, style.max[context.aspect]) * factor,
        align=spec.align,
        balanced=display if spec.balanced is None else spec.balanced,
        selected=_selected(context, profile) if spec.select else None,
        own_line=spec.own_line,
        hyphenate=spec.hyphenate,
        keep=spec.keep,
        lines=spec.lines,
        prefer_lines=spec.prefer_lines,
        squiggled=_squiggled(context, spec.squiggle),
        larger_than=spec.larger_than or "",
        larger_by=spec.larger_by,
        legible=context.brand.legible[style.legible] / LEGIBLE_U * factor,
        disclaims=spec.disclaims or "",
    )


def _squiggled(context: Context, color: str | None) -> Squiggled | None:
    return Squiggled(context.brand.squiggle, context.palette[color]) if color else None


def _selected(context: Context, profile: ScriptProfile) -> Selected:
    return Selected(
        context.brand.selection,
        profile.select_above,
        profile.select_below,
        max(profile.select_gap, context.brand.selection.gap),
        context.palette["selection"],
        context.palette["on_selection"],
    )


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
        setting=setting_of(context.brand, style, context.language),
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
