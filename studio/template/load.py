"""Template files in, checked templates out.

In: ``templates/cards/*.toml`` and the brand's ``frame.toml``. Out: :class:`Template`, with the box
specs of every aspect class and theme merged and validated, so that building a card can't fail on the
template any more. Templates are data: they cannot compute, and read nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import Any, Literal

from pydantic import ValidationError

from studio.datafile import line_of, load, parse_toml, problems, read_text, suggest, validate
from studio.diagnostics import N_, Diagnostic, Severity, Where
from studio.errors import InvalidInput
from studio.model.brand import ASPECTS, Brand
from studio.model.kind import KINDS, Kind
from studio.template.schema import (
    AnySpec,
    Boxes,
    BoxSpec,
    ByAspect,
    ContainerSpec,
    DrawingSpec,
    FrameSpec,
    LetterSpec,
    SheetSpec,
    TemplateSpec,
    TextSpec,
    WordmarkSpec,
)

ROOT = "card"
"""The box every tree begins with; the brand's frame has it."""
SHARED_ROOT = "shared_card"
"""The same for a card with partners: the card, and the strip with their logos."""
MAX_DEPTH = 16
MAX_PLACED = 1500
"""Boxes of a card once lists are written out; real ones have about 100."""
_LONGEST_LIST = 8
"""Entries that a list of a post can have, and cards that a carousel can have."""
_CONDITIONS = (
    *("picture", "link", "credit", "number", "body", "slide", "first", "next", "last"),
    *("handle", "partners"),
)
_LISTS = ("elements", "carousel")
"""What a box may be repeated over besides the lists of the kind."""

Tree = Mapping[str, AnySpec]
_Case = Literal["", "partnered", "tight"]
"""Which overrides of a sheet come on top of those for the aspect class and the theme."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template that has been checked against its brand.

    ``trees`` has the merged boxes for every (aspect class, theme), ``partnered`` those of cards with a
    partner strip, ``tight`` those that a card without partners tries last; ``shrink`` names who gives
    way first; ``digest`` changes when the file or the brand's frame does.
    """

    name: str
    kind: str
    title: str
    themes: tuple[str, ...]
    shrink: tuple[str, ...]
    label: str
    label_numbered: str
    trees: Mapping[tuple[str, str], Tree] = field(repr=False)
    partnered: Mapping[tuple[str, str], Tree] = field(repr=False)
    tight: Mapping[tuple[str, str], Tree] = field(repr=False)
    digest: str = ""
    file: str = ""


def load_templates(folder: Path, brand: Brand, brand_folder: Path) -> dict[str, Template]:
    """All templates of ``folder`` by name, in name order.

    Raises:
        InvalidInput: lists the problems of all files at once.
    """
    frame = load(FrameSpec, brand_folder / "frame.toml")
    templates: dict[str, Template] = {}
    found: list[Diagnostic] = []
    for file in sorted(folder.glob("*.toml")):
        try:
            templates[file.stem] = load_template(file, brand, frame)
        except InvalidInput as error:
            found += error.diagnostics
    if found:
        raise InvalidInput(*found)
    return templates


def load_frame(brand_folder: Path) -> FrameSpec:
    """The boxes that every card of the brand shares."""
    return load(FrameSpec, brand_folder / "frame.toml")


def load_template(file: Path, brand: Brand, frame: FrameSpec) -> Template:
    """Read one template and check it in every aspect class and theme.

    Raises:
        InvalidInput: lists every problem with its line.
    """
    text = read_text(file)
    spec = validate(TemplateSpec, parse_toml(text, file), file, text)
    kind = KINDS.get(spec.kind)
    if kind is None:
        hint, params = suggest(spec.kind, KINDS)
        raise InvalidInput.of(
            "template.unknown-kind",
            N_("There is no kind “{kind}”."),
            where=Where(file=str(file), line=line_of(text, ["kind"]), field="kind"),
            hint=hint,
            kind=spec.kind,
            **params,
        )
    distinct: dict[str, Tree] = {}
    trees: dict[_Case, dict[tuple[str, str], Tree]] = {"": {}, "partnered": {}, "tight": {}}
    for case, aspect, theme in product(trees, ASPECTS, spec.themes):
        boxes = _merged(frame, spec, aspect, theme, case)
        # Most themes change nothing: equal trees are checked once and shared.
        key = repr(boxes)
        if key not in distinct:
            distinct[key] = _validated(boxes, aspect, theme, file, text)
        trees[case][aspect, theme] = distinct[key]
    found: dict[tuple[str, str], Diagnostic] = {}
    for tree in distinct.values():
        for diagnostic in _check(tree, spec, kind, brand, file, text):
            found.setdefault((diagnostic.where.field, str(diagnostic)), diagnostic)
    if found:
        raise InvalidInput(*found.values())
    raw = json.dumps([frame.model_dump(), spec.model_dump()], sort_keys=True, default=list)
    return Template(
        name=file.stem,
        kind=spec.kind,
        title=spec.title,
        themes=tuple(spec.themes),
        shrink=tuple(spec.shrink),
        label=spec.label,
        label_numbered=spec.label_numbered,
        trees=trees[""],
        partnered=trees["partnered"],
        tight=trees["tight"],
        digest=hashlib.sha256(raw.encode()).hexdigest(),
        file=str(file),
    )


def _merged(
    frame: FrameSpec, spec: TemplateSpec, aspect: str, theme: str, case: _Case
) -> dict[str, dict[str, Any]]:
    boxes: dict[str, dict[str, Any]] = {}
    layers = [_layers(sheet, aspect, theme) for sheet in (frame, spec)]
    if case:
        layers += [_special(getattr(sheet, case), aspect) for sheet in (frame, spec)]
    for parts in layers:
        for part in parts:
            for name, keys in part.items():
                boxes[name] = {**boxes.get(name, {}), **keys}
    return boxes


def _validated(
    boxes: dict[str, dict[str, Any]], aspect: str, theme: str, file: Path, text: str
) -> Tree:
    try:
        return Boxes.model_validate({"box": boxes}).box
    except ValidationError as error:
        found = problems(error, Boxes, file, text)
        raise InvalidInput(*_located(found, text, aspect, theme)) from None


def _layers(sheet: SheetSpec, aspect: str, theme: str) -> Iterator[Mapping[str, Mapping[str, Any]]]:
    yield sheet.box
    yield getattr(sheet.theme, theme).box
    yield getattr(sheet, aspect).box


def _special(overrides: ByAspect, aspect: str) -> Iterator[Mapping[str, Mapping[str, Any]]]:
    yield overrides.box
    yield getattr(overrides, aspect).box


def _located(found: Iterator[Diagnostic], text: str, aspect: str, theme: str) -> Iterator[Diagnostic]:
    """Errors of a merged box may come from an override: point at the most special place."""
    for diagnostic in found:
        parts = diagnostic.where.field.split(".")
        # The union's tag ("text") stands between the box's name and the key.
        plain = parts[:2] + parts[3:] if len(parts) > 2 else parts
        places = ([aspect, *plain], ["theme", theme, *plain], plain)
        lines = [line_of(text, place) for place in places]
        exact = next(
            (n for n, p in zip(lines, places, strict=True) if n and _is_key(text, n, p[-1])), 0
        )
        where = Where(diagnostic.where.file, exact or lines[2], field=".".join(plain))
        yield Diagnostic(
            diagnostic.code,
            diagnostic.severity,
            diagnostic.message,
            diagnostic.params,
            where,
            diagnostic.hint,
        )


def _is_key(text: str, line: int, key: str) -> bool:
    return text.splitlines()[line - 1].lstrip().startswith((key, f'"{key}"'))


def _check(
    tree: Tree, spec: TemplateSpec, kind: Kind, brand: Brand, file: Path, text: str
) -> Iterator[Diagnostic]:
    def finding(code: str, message: str, name: str, key: str, word: str, known: Any) -> Diagnostic:
        hint, params = suggest(word, known)
        place = ["box", name, key] if name else [key]
        where = Where(file=str(file), line=line_of(text, place), field=".".join(place))
        values = {"box": name, "word": word, **params}
        return Diagnostic(code, Severity.ERROR, message, values, where, hint)

    yield from _check_tree(tree, finding)
    colors = set(brand.palette(next(iter(brand.elements)), "vivid"))
    choices = [choice.name for choice in kind.choices]
    for name, box in tree.items():
        for key, color in _colors(box):
            if color not in colors:
                yield finding(
                    "template.unknown-color",
                    N_("There is no colour “{word}”."),
                    name,
                    key,
                    color,
                    colors,
                )
        for key in ("when", "unless"):
            word = getattr(box, key)
            if word and word not in (*_CONDITIONS, *choices) and kind.field(word) is None:
                yield finding(
                    "template.unknown-condition",
                    N_("“{word}” is no field of this kind and no condition."),
                    name,
                    key,
                    word,
                    [*_CONDITIONS, *choices, *(f.name for f in kind.fields)],
                )
        yield from _check_names(name, box, kind, brand, finding)
    yield from _check_references(tree, kind, finding)
    # A box may be of another type in another aspect class, so types are not asked here.
    for word in spec.shrink:
        if word not in tree and not _is_group(tree, word):
            texts = [n for n, b in tree.items() if isinstance(b, TextSpec)]
            yield finding(
                "template.unknown-text",
                N_("“{word}” is no text box to shrink."),
                "",
                "shrink",
                word,
                texts,
            )


def _check_names(
    name: str, box: BoxSpec, kind: Kind, brand: Brand, finding: Any
) -> Iterator[Diagnostic]:
    if isinstance(box, TextSpec):
        if box.field and kind.field(box.field.replace("*", "1")) is None:
            names = [f.name for f in kind.fields]
            yield finding(
                "template.unknown-field",
                N_("“{word}” is no field of this kind."),
                name,
                "field",
                box.field,
                names,
            )
        if box.style not in brand.styles:
            yield finding(
                "template.unknown-style",
                N_("There is no text style “{word}”."),
                name,
                "style",
                box.style,
                brand.styles,
            )
    if isinstance(box, DrawingSpec) and box.drawing not in brand.drawings:
        yield finding(
            "template.unknown-drawing",
            N_("There is no drawing “{word}”."),
            name,
            "drawing",
            box.drawing,
            brand.drawings,
        )


def _check_references(tree: Tree, kind: Kind, finding: Any) -> Iterator[Diagnostic]:
    """Lists to repeat over, and texts that other texts name."""
    lists = {field.name.partition(".*")[0] for field in kind.fields if ".*" in field.name}
    texts = [name for name, box in tree.items() if isinstance(box, TextSpec)]
    for name, box in tree.items():
        if isinstance(box, ContainerSpec) and box.repeat and box.repeat.over not in {*lists, *_LISTS}:
            yield finding(
                "template.unknown-list",
                N_("“{word}” is no list of this kind."),
                name,
                "repeat",
                box.repeat.over,
                [*lists, *_LISTS],
            )
        if isinstance(box, TextSpec):
            for key in ("larger_than", "disclaims"):
                word = getattr(box, key)
                if word and word not in texts and not _is_group(tree, word):
                    yield finding(
                        "template.unknown-text-box",
                        N_("There is no text box “{word}”."),
                        name,
                        key,
                        word,
                        texts,
                    )


def _check_tree(tree: Tree, finding: Any) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    inside: list[str] = []

    def walk(name: str, depth: int, *, repeated: bool = False) -> Iterator[Diagnostic]:
        # Boxes of a list carry their entry's number, so two lists may share them.
        if repeated and name in seen and name not in inside:
            return
        if depth > MAX_DEPTH or name in seen:
            yield finding(
                "template.loop",
                N_("“{word}” is used twice, or stands inside itself."),
                name,
                "children",
                name,
                (),
            )
            return
        seen.add(name)
        inside.append(name)
        for key, child in _children(tree[name]):
            if child in tree:
                yield from walk(child, depth + 1, repeated=repeated or key == "repeat")
            else:
                yield finding(
                    "template.unknown-box", N_("There is no box “{word}”."), name, key, child, tree
                )
        inside.pop()

    for root in (ROOT, SHARED_ROOT):
        if root in tree:
            seen.clear()
            found = list(walk(root, 0))
            yield from found
            if not found and _placed(tree, root) > MAX_PLACED:
                yield finding(
                    "template.too-many-boxes",
                    N_("Written out, the lists of “{word}” make more boxes than a card may have."),
                    root,
                    "children",
                    root,
                    (),
                )


def _placed(tree: Tree, name: str) -> int:
    """How many boxes a box becomes at most; only for a tree without loops."""
    box = tree[name]
    count = 1
    for key, child in _children(box):
        times = 1
        if key == "repeat" and isinstance(box, ContainerSpec) and box.repeat:
            times = box.repeat.end or _LONGEST_LIST
        # Beyond the bound it does not matter by how much.
        count = min(count + times * _placed(tree, child), MAX_PLACED + 1)
        if count > MAX_PLACED:
            break
    return count


def _children(box: BoxSpec) -> Iterator[tuple[str, str]]:
    if isinstance(box, ContainerSpec):
        for child in box.children:
            yield "children", child
        if box.repeat:
            named = (box.repeat.box, box.repeat.lead, box.repeat.right, box.repeat.between)
            yield from (("repeat", child) for child in named if child)


def _colors(box: BoxSpec) -> Iterator[tuple[str, str]]:
    for key in ("fill", "outline", "handle_color", "color", "squiggle"):
        if color := getattr(box, key, None):
            yield key, color
    if isinstance(box, DrawingSpec | LetterSpec | WordmarkSpec):
        yield from (("colors", named) for named in box.colors.values())


def _is_group(tree: Tree, word: str) -> bool:
    return any(b.shrink_with == word or getattr(b, "group", None) == word for b in tree.values())
