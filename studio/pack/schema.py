"""What may stand in a pack's TOML files, as pydantic models.

In: :data:`studio.model.kind.KINDS`. Out: one strict model per kind (unknown keys are errors), one for
``pack.toml``, and both as JSON Schema for editors. A new kind needs no change here: the keys of its
file follow from its fields.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from functools import cache
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter, create_model

from studio.datafile import Strict
from studio.model.kind import KINDS, Kind
from studio.model.kind import Field as KindField
from studio.model.partner import MOST_LOGOS
from studio.model.post import ELEMENTS, THEMES

FORMAT = 1
"""Version of the pack format that this studio writes; it reads this one and all before."""

MAX_TEXT = 10_000
"""Longest text of a field, in characters."""

LANGUAGE = r"^[a-z]{2,3}(_[A-Z][a-z]{3})?(_[A-Z]{2})?(@[a-z]{2,16})?$"
"""How a language is written: gettext names."""

ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
"""How a post or pack is named."""

NETWORK = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
"""How a network is named; which there are is known later, when captions are made."""

TIME = r"^([01][0-9]|2[0-3]):[0-5][0-9]$"
"""A time of day, if it is not written as TOML does, with seconds."""

PartnerId = Annotated[str, Field(pattern=ID, max_length=60)]
Network = Annotated[str, Field(pattern=NETWORK, max_length=40)]
Text = Annotated[str, Field(max_length=MAX_TEXT)]
Share = Annotated[float, Field(ge=0, le=1)]


class PackFile(Strict):
    """``pack.toml``."""

    format: int = Field(ge=1, description="Version of the pack format.")
    id: Annotated[str, Field(pattern=ID, max_length=60)]
    title: Annotated[str, Field(min_length=1, max_length=200)]
    language: Annotated[str, Field(pattern=LANGUAGE)]
    description: Text = ""
    licence: Annotated[str, Field(max_length=200)] = ""
    require_signed_off: bool = Field(
        False, description="Export only languages that a native speaker has signed off."
    )
    partners: Annotated[list[PartnerId], Field(max_length=MOST_LOGOS)] = Field(
        default=[], description="Partners whose logos the cards carry: folders of brands/."
    )


class SourceFile(Strict):
    """``[source]``: where the claim comes from."""

    title: Annotated[str, Field(min_length=1, max_length=500)]
    url: str = ""
    checked: datetime.date | None = None


class PictureFile(Strict):
    """``[picture]``: ``file`` is inside the pack; the others are shares of its width and height."""

    file: Annotated[str, Field(min_length=1, max_length=200)]
    focus: Annotated[list[Share], Field(min_length=2, max_length=2)] = Field(default=[0.5, 0.5])
    detail: Annotated[list[Share], Field(min_length=4, max_length=4)] | None = None
    credit: Annotated[str, Field(max_length=200)] = ""
    alt: Text = ""


class PlanFile(Strict):
    """``[plan]``: when a post is to appear, and where."""

    date: datetime.date
    time: datetime.time | Annotated[str, Field(pattern=TIME)] | None = None
    networks: Annotated[list[Network], Field(max_length=40)] = Field(default=[])


class PostFile(Strict):
    """What posts of every kind have."""

    element: Literal[ELEMENTS]  # type: ignore[valid-type]
    number: Annotated[int, Field(ge=1, le=9999)] | None = None
    theme: Literal[THEMES] | None = None  # type: ignore[valid-type]
    link: str = ""
    hashtags: Annotated[list[str], Field(max_length=30)] = Field(default=[])
    picture: PictureFile | None = None
    source: SourceFile | None = None
    captions: dict[Network, Text] = Field(default={})
    plan: PlanFile | None = None


def beside_card(field: str) -> bool:
    """Whether a field's text stands at the top of the file instead of in ``[text]``."""
    return field == "label" or field.startswith(("caption", "alt"))


@cache
def post_model(kind: str) -> type[PostFile]:
    """The model of a kind's file; for an unknown kind one that leaves the texts unchecked."""
    known = KINDS.get(kind)
    if known is None:
        loose: dict[str, Any] = dict.fromkeys(("kind", "answer", "text", *_top_names()), (Any, None))
        return create_model("UnknownKind", __base__=PostFile, **loose)
    top: dict[str, Any] = {f.name: _text(f) for f in known.fields if beside_card(f.name)}
    if known.choices:
        top["answer"] = (Literal[tuple(choice.name for choice in known.choices)], ...)
    elif known.has_answer:
        top["answer"] = (Annotated[int, Field(ge=1)], ...)
    if known.has_answer:
        top["captions_answer"] = (dict[Network, Text], Field(default={}))
    if known.needs_picture:
        top["picture"] = (PictureFile, ...)
    if known.needs_link:
        top["link"] = (Annotated[str, Field(min_length=1)], ...)
    top["kind"] = (Literal[known.name], ...)
    top["text"] = (_texts_model(known), ...)
    return create_model(f"{known.name.title()}Post", __base__=PostFile, **top)


def _top_names() -> set[str]:
    """Every key that some kind has at the top of its file."""
    texts = {f.name for kind in KINDS.values() for f in kind.fields if beside_card(f.name)}
    return {*texts, "captions_answer"}


def _text(field: KindField) -> tuple[Any, Any]:
    return (Text, ... if field.required else "")


def _texts_model(kind: Kind) -> type[Strict]:
    """The ``[text]`` table: plain fields, lists of texts (``options.*``), lists of tables."""
    members: dict[str, Any] = {}
    tables: dict[str, list[KindField]] = defaultdict(list)
    for field in kind.fields:
        if beside_card(field.name) or field.name.startswith("picture."):
            continue
        head, _, rest = field.name.partition(".")
        if not rest:
            members[head] = _text(field)
        elif rest == "*":
            members[head] = _list_of(Text, field)
        else:
            tables[head].append(field)
    for head, fields in tables.items():
        entry = {f.name.split(".")[2]: _text(f) for f in fields}
        row = create_model(f"{kind.name.title()}{head.title()}", __base__=Strict, **entry)  # type: ignore[call-overload]
        members[head] = _list_of(row, fields[0])
    return create_model(f"{kind.name.title()}Text", __base__=Strict, **members)


def _list_of(entry: Any, field: KindField) -> tuple[Any, Any]:
    bounds = Field(min_length=field.least, max_length=field.most)
    return (Annotated[list[entry], bounds], ... if field.required else [])


def pack_schema() -> dict[str, Any]:
    """``pack.toml`` as JSON Schema."""
    return PackFile.model_json_schema()


def post_schema() -> dict[str, Any]:
    """A post's file as JSON Schema, one alternative per kind."""
    union: Any = None
    for name in KINDS:
        union = post_model(name) if union is None else union | post_model(name)
    return TypeAdapter(Annotated[union, Field(discriminator="kind")]).json_schema()
