"""A pack as a flat map of values, and back.

In: a :class:`Content`: a pack, its catalogs, the names of its media. Out: a map from
:class:`~studio.model.changes.Key` to text with the same meaning. Editing, the journal, conflicts, undo
and merging all speak of such cells, so none of them needs to know what a post is made of.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from studio.model.catalog import Catalog, Entry
from studio.model.changes import Key
from studio.model.kind import KINDS
from studio.model.language import DERIVED
from studio.model.post import Pack, Picture, Plan, Post, Source

SIGNED = "@require_signed_off"
PARTNERS = "@partners"
TITLE, LANGUAGE, DESCRIPTION, LICENCE = "@title", "@language", "@description", "@licence"
KIND, ELEMENT, NUMBER, ANSWER, THEME, LINK = (
    "@kind",
    "@element",
    "@number",
    "@answer",
    "@theme",
    "@link",
)
HASHTAGS, PICTURE, SOURCE, PLAN = "@hashtags", "@picture", "@source", "@plan"
LABELS, TRASHED = "@labels", "@trashed"
MEDIA, STRAY, CATALOG = "@media:", "@stray:", "@catalog"
KEPT = "@kept:"
"""With a post's name, a value of its pack: texts that its kind has no field for, laid aside. It stays
in the library; packs that are given away have no such thing."""
BRAND = "@brand:"
"""A brand kit: a cell of no pack."""

PACK_ATTRIBUTES = (LANGUAGE, TITLE, DESCRIPTION, LICENCE, TRASHED)
POST_ATTRIBUTES = (
    KIND,
    ELEMENT,
    NUMBER,
    ANSWER,
    THEME,
    LINK,
    HASHTAGS,
    PICTURE,
    SOURCE,
    PLAN,
    LABELS,
    TRASHED,
)
OWN = {TRASHED, LABELS}
"""What belongs to the library, not to the pack that is given away."""

Cells = dict[Key, str]


@dataclass(frozen=True, slots=True)
class Content:
    """A whole pack.

    ``media`` are its pictures by their names inside the pack (``media/flag.png``) with the sha256 of
    their bytes. ``notes`` are, by language, what a catalog has beside its entries (header, comments),
    in a form that only whoever reads and writes catalogs knows.
    """

    pack: Pack
    catalogs: tuple[Catalog, ...] = ()
    media: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def dump(value: object) -> str:
    """JSON that is the same for the same value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def entry_value(entry: Entry) -> str:
    """A translation as a cell's value."""
    return dump([entry.source, entry.text, entry.fuzzy])


def entry_of(value: str) -> Entry:
    """The translation that a cell's value stands for."""
    source, text, fuzzy = json.loads(value)
    return Entry(source, text, fuzzy)


def to_cells(content: Content) -> Cells:
    """Every value of a pack by its key."""
    pack = content.pack
    head = {LANGUAGE: pack.language, TITLE: pack.title, DESCRIPTION: pack.description}
    head[LICENCE] = pack.licence
    head[SIGNED] = "yes" if pack.require_signed_off else ""
    head[PARTNERS] = dump(pack.partners) if pack.partners else ""
    cells = {Key(pack.id, "", name): value for name, value in head.items() if value}
    for post in pack.posts:
        cells.update(post_cells(pack.id, post))
    posts = {post.id for post in pack.posts}
    for catalog in content.catalogs:
        cells[Key(pack.id, "", CATALOG, catalog.language)] = content.notes.get(catalog.language, "{}")
        for context, entry in catalog.entries.items():
            owner, _, name = context.partition("/")
            known = name and owner in posts
            key = Key(pack.id, owner, name) if known else Key(pack.id, "", STRAY + context)
            cells[key._replace(language=catalog.language)] = entry_value(entry)
    cells.update({Key(pack.id, "", MEDIA + name): digest for name, digest in content.media.items()})
    return cells


def post_cells(pack: str, post: Post) -> Cells:
    """Every value of a post, without its translations."""
    values = {
        KIND: post.kind,
        ELEMENT: post.element,
        NUMBER: str(post.number or ""),
        ANSWER: str(post.answer or ""),
        THEME: post.theme,
        LINK: post.link,
        HASHTAGS: dump(post.hashtags) if post.hashtags else "",
        PICTURE: picture_value(post.picture) if post.picture else "",
        SOURCE: source_value(post.source) if post.source else "",
        PLAN: plan_value(post.plan) if post.plan else "",
        **post.texts,
    }
    return {Key(pack, post.id, name): value for name, value in values.items() if value}


def from_cells(pack: str, cells: Mapping[Key, str], *, root: str = "") -> Content:
    """The pack that ``cells`` stand for; values of the library's own are passed over."""
    posts: dict[str, dict[str, str]] = {}
    entries: dict[str, dict[str, Entry]] = {}
    head: dict[str, str] = {}
    media: dict[str, str] = {}
    notes: dict[str, str] = {}
    for key, value in cells.items():
        if key.post and not key.language:
            posts.setdefault(key.post, {})[key.field] = value
        elif key.post:
            entries.setdefault(key.language, {})[f"{key.post}/{key.field}"] = entry_of(value)
        elif key.field.startswith(STRAY):
            entries.setdefault(key.language, {})[key.field.removeprefix(STRAY)] = entry_of(value)
        elif key.field.startswith(MEDIA):
            media[key.field.removeprefix(MEDIA)] = value
        elif key.field == CATALOG:
            notes[key.language] = value
            entries.setdefault(key.language, {})
        else:
            head[key.field] = value
    language = head.get(LANGUAGE, "")
    catalogs = tuple(Catalog(name, entries[name], f"i18n/{name}.po") for name in sorted(entries))
    # The folder form goes by file names, in which a hyphen stands before the dot.
    order = sorted((name for name in posts if KIND in posts[name]), key=lambda name: f"{name}.toml")
    return Content(
        Pack(
            id=pack,
            title=head.get(TITLE, ""),
            language=language,
            posts=tuple(post_of(name, language, posts[name]) for name in order),
            root=root,
            languages=_languages(language, entries),
            description=head.get(DESCRIPTION, ""),
            licence=head.get(LICENCE, ""),
            require_signed_off=bool(head.get(SIGNED, "")),
            partners=tuple(json.loads(head.get(PARTNERS, "[]"))),
        ),
        catalogs,
        media,
        notes,
    )


def post_of(name: str, language: str, values: Mapping[str, str]) -> Post:
    """The post that these values stand for, by field and attribute.

    Texts that its kind has no place for are passed over: they wait for another kind.
    """
    picture, source, plan = (values.get(name) for name in (PICTURE, SOURCE, PLAN))
    kind = values.get(KIND, "")
    known = KINDS.get(kind)
    texts = [n for n in values if not n.startswith("@") and (known is None or known.field(n))]
    return Post(
        id=name,
        kind=kind,
        element=values.get(ELEMENT, ""),
        language=language,
        texts={field: values[field] for field in sorted(texts, key=lambda f: _rank(kind, f))},
        number=int(values.get(NUMBER, 0)),
        answer=_answer_of(kind, int(values.get(ANSWER, 0))),
        theme=values.get(THEME, ""),
        link=values.get(LINK, ""),
        hashtags=tuple(json.loads(values.get(HASHTAGS, "[]"))),
        picture=_picture_of(picture) if picture else None,
        source=_source_of(source) if source else None,
        plan=plan_of(plan) if plan else None,
        file=f"posts/{name}.toml",
    )


def _answer_of(kind: str, stored: int) -> int:
    """The right answer: none where a kind has none, the first where a kind does not have that one."""
    known = KINDS.get(kind)
    if known is None:
        return stored
    if not known.has_answer:
        return 0
    return 1 if known.choices and stored > len(known.choices) else max(stored, 1)


def _rank(kind: str, name: str) -> tuple[int, tuple[int, ...], int, str]:
    """Where a text stands in its post's file: by field of the kind, lists entry by entry."""
    fields = KINDS[kind].fields if kind in KINDS else ()
    pattern = ".".join("*" if part.isdigit() else part for part in name.split("."))
    numbers = tuple(int(part) for part in name.split(".") if part.isdigit())
    head = name.partition(".")[0]
    place = next((n for n, one in enumerate(fields) if one.name == pattern), len(fields))
    if numbers:
        first = next((n for n, one in enumerate(fields) if one.name.startswith(f"{head}.*")), place)
        return first, numbers, place, name
    return place, (), 0, name


def _languages(source: str, catalogs: Iterable[str]) -> tuple[str, ...]:
    names = set(catalogs) - {source}
    names |= {new for new, old in DERIVED.items() if old in names or old == source}
    return (source, *sorted(names))


def picture_value(picture: Picture) -> str:
    """A picture as a cell's value."""
    return dump([picture.file, picture.focus, picture.detail, picture.credit])


def _picture_of(value: str) -> Picture:
    file, focus, detail, credit = json.loads(value)
    return Picture(file, (focus[0], focus[1]), tuple(detail) if detail else None, credit)


def source_value(source: Source) -> str:
    """A source as a cell's value."""
    return dump([source.title, source.url, source.checked.isoformat() if source.checked else ""])


def _source_of(value: str) -> Source:
    title, url, checked = json.loads(value)
    return Source(title, url, datetime.date.fromisoformat(checked) if checked else None)


def plan_value(plan: Plan) -> str:
    """A planned date as a cell's value."""
    return dump([plan.date.isoformat(), plan.time.isoformat() if plan.time else "", plan.networks])


def plan_of(value: str) -> Plan:
    """The planned date that a cell's value stands for."""
    date, time, networks = json.loads(value)
    at = datetime.time.fromisoformat(time) if time else None
    return Plan(datetime.date.fromisoformat(date), at, tuple(networks))
