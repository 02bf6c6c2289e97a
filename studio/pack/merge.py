"""Three-way merging of packs, text by text.

In: a pack as two people once had it (``base``), and what each has now. Out: a :class:`PackMerge`: the
pack with the changes of both, the conflicts, and where texts of lists have moved. Nothing is read or
written here.
"""

from __future__ import annotations

import tomllib
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from pydantic import ValidationError

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.model.kind import KINDS
from studio.model.post import PICTURE_ALT, Pack, Picture, Plan, Post, Source
from studio.model.threeway import OURS, THEIRS, Conflict, changed_by, merge_listing
from studio.pack.lists import Places, Row, places, rows_of
from studio.pack.schema import post_model
from studio.pack.write import post_toml

_HEAD = ("title", "language", "description", "licence", "require_signed_off", "partners")
_PLAIN = ("kind", "element", "number", "theme", "link")
_LISTINGS = ("hashtags", "plan.networks")
_GROUPS: dict[str, Any] = {"picture": Picture, "source": Source, "plan": Plan}


@dataclass(frozen=True, slots=True)
class PackMerge:
    """``pack`` holds both sides' changes; at a conflict it holds the version of the chosen side.

    ``moved`` tells for base, ours and theirs (in this order) how contexts of translations
    (``quiz/options.3``) are called in ``pack``; ``""`` for those that are gone.
    """

    pack: Pack
    conflicts: tuple[Conflict, ...]
    moved: tuple[Mapping[str, str], Mapping[str, str], Mapping[str, str]] = ({}, {}, {})


@dataclass(slots=True)
class _Merging:
    """What comes together while a post is merged."""

    post: str
    chosen: str
    conflicts: list[Conflict] = field(default_factory=list)

    def pick(self, name: str, base: Hashable, ours: Hashable, theirs: Hashable) -> Hashable:
        """The merged value of one field."""
        who = changed_by(base, ours, theirs)
        if who == "both":
            self.clash(name, _shown(ours), _shown(theirs))
            who = self.chosen
        return theirs if who == THEIRS else ours

    def clash(self, name: str, ours: str, theirs: str) -> None:
        """Note a conflict."""
        self.conflicts.append(Conflict(self.post, name, "", ours, theirs))


def merge_packs(base: Pack | None, ours: Pack, theirs: Pack, chosen: str = OURS) -> PackMerge:
    """Merge two packs; without a ``base`` whatever differs is a conflict, and nothing is taken away.

    Raises:
        InvalidInput: ``pack.another``: they are versions of different packs.
    """
    if ours.id != theirs.id:
        raise InvalidInput.of(
            "pack.another",
            N_("This is the pack “{theirs}”, not a version of “{ours}”."),
            hint=N_("Import it into a folder of its own."),
            ours=ours.id,
            theirs=theirs.id,
        )
    merging = _Merging("", chosen)
    head = {n: merging.pick(n, *(_attr(pack, n) for pack in (base, ours, theirs))) for n in _HEAD}
    conflicts = list(merging.conflicts)
    moved: tuple[dict[str, str], dict[str, str], dict[str, str]] = ({}, {}, {})
    sides = [{post.id: post for post in pack.posts} if pack else {} for pack in (base, ours, theirs)]
    posts: list[Post] = []
    for name in sorted({*sides[1], *sides[2]}, key=lambda name: f"{name}.toml"):
        was, own, other = (side.get(name) for side in sides)
        post, found, moves = merge_posts(was, own, other, chosen)
        conflicts += found
        if post:
            posts.append(replace(post, language=str(head["language"])))
        for all_moves, some in zip(moved, moves, strict=True):
            all_moves.update(some)
    others = merge_listing(
        *(sorted(pack.languages[1:]) if pack else () for pack in (base, ours, theirs))
    )
    languages = (str(head["language"]), *sorted({*others} - {str(head["language"])}))
    merged = replace(ours, posts=tuple(posts), languages=languages, **head)  # type: ignore[arg-type]
    return PackMerge(merged, tuple(conflicts), moved)


def merge_posts(
    base: Post | None, ours: Post | None, theirs: Post | None, chosen: str = OURS
) -> tuple[Post | None, tuple[Conflict, ...], tuple[Mapping[str, str], ...]]:
    """One post: merged (None if it is taken away), conflicts, moved contexts of the three."""
    still: tuple[Mapping[str, str], ...] = ({}, {}, {})
    who = changed_by(base, ours, theirs)
    taken = theirs if (chosen if who == "both" else who) == THEIRS else ours
    if who != "both":
        return taken, (), _followed(base, ours, theirs) if ours and theirs and base else still
    if ours is None or theirs is None:
        name = (ours or theirs or base).id  # type: ignore[union-attr]
        return taken, (Conflict(name, "", "", _whole(ours), _whole(theirs)),), still
    merging = _Merging(ours.id, chosen)
    lists = _lists(merging, base, ours, theirs)
    moves = tuple(
        _moves(post, {head: getattr(at, side) for head, at in lists.items()})
        for post, side in ((base, "base"), (ours, OURS), (theirs, THEIRS))
    )
    texts = [_texts(post, moved) for post, moved in zip((base, ours, theirs), moves, strict=True)]
    merged = replace(ours, **_merged_parts(merging, base, ours, theirs, texts, lists))
    if not _well_formed(merged):
        return taken, (Conflict(ours.id, "", "", _whole(ours), _whole(theirs)),), still
    return merged, tuple(merging.conflicts), moves


def _followed(base: Post, ours: Post, theirs: Post) -> tuple[Mapping[str, str], ...]:
    """Moved contexts where one person alone changed a post."""
    lists = _lists(_Merging(ours.id, OURS), base, ours, theirs)
    return tuple(
        _moves(post, {head: getattr(at, side) for head, at in lists.items()})
        for post, side in ((base, "base"), (ours, OURS), (theirs, THEIRS))
    )


def _lists(merging: _Merging, base: Post | None, ours: Post, theirs: Post) -> dict[str, Places]:
    heads = [name.partition(".")[0] for post in (ours, theirs) for name in post.texts if _number(name)]
    found: dict[str, Places] = {}
    for head in sorted(set(heads)):
        rows = [rows_of(post, head) for post in (base, ours, theirs)]
        found[head] = places(rows[0], rows[1], rows[2], merging.chosen)
        if found[head].clash:
            merging.clash(head, _listed(rows[1]), _listed(rows[2]))
    return found


def _merged_parts(
    merging: _Merging,
    base: Post | None,
    ours: Post,
    theirs: Post,
    texts: list[dict[str, str]],
    lists: Mapping[str, Places],
) -> dict[str, Any]:
    posts = (base, ours, theirs)
    parts: dict[str, Any] = {n: merging.pick(n, *(_attr(p, n) for p in posts)) for n in _PLAIN}
    parts["hashtags"] = merge_listing(*(post.hashtags if post else () for post in posts))
    parts["answer"] = merging.pick("answer", *_answers(base, ours, theirs, lists.get("options")))
    for name in _GROUPS:
        parts[name] = _group(merging, name, posts, texts)
    names = sorted({*texts[1], *texts[2]})
    merged = {n: merging.pick(n, *(side.get(n) for side in texts)) for n in names}
    parts["texts"] = {name: text for name, text in merged.items() if text}
    return parts


def _group(
    merging: _Merging, name: str, posts: Sequence[Post | None], texts: Sequence[dict[str, str]]
) -> Any:
    """A picture, source or plan: part by part while both have one, else as a whole."""
    values = [_attr(post, name) for post in posts]
    if values[1] is None or values[2] is None:
        if name != "picture":
            return merging.pick(name, *values)
        # What a picture shows goes where the picture goes.
        shows = [side.pop(PICTURE_ALT, "") for side in texts]
        pairs = [v and (v, alt) for v, alt in zip(values, shows, strict=True)]
        picked: Any = merging.pick(name, pairs[0], pairs[1], pairs[2])
        if picked and picked[1]:
            for side in texts:
                side[PICTURE_ALT] = picked[1]
        return picked and picked[0]
    parts: dict[str, Any] = {}
    for part in fields(_GROUPS[name]):
        base, ours, theirs = (_attr(value, part.name) for value in values)
        if f"{name}.{part.name}" in _LISTINGS:
            parts[part.name] = merge_listing(base or (), ours, theirs)
        else:
            parts[part.name] = merging.pick(f"{name}.{part.name}", base, ours, theirs)
    return _GROUPS[name](**parts)


def _answers(
    base: Post | None, ours: Post, theirs: Post, options: Places | None
) -> tuple[Hashable, Hashable, Hashable]:
    """The right answer as each has it, counted in the merged list of options."""
    if options is None:
        return base.answer if base else None, ours.answer, theirs.answer
    found: list[int | None] = []
    for post, side in ((base, "base"), (ours, OURS), (theirs, THEIRS)):
        place = getattr(options, side).get(post.answer - 1) if post else None
        found.append(None if place is None else place + 1)
    if options.clash:  # the number means something in its own list only
        found = [found[1] or found[2]] * 3
    return found[0], found[1], found[2]


def _moves(post: Post | None, lists: Mapping[str, Mapping[int, int]]) -> dict[str, str]:
    """Contexts of a post's numbered texts whose number has changed, or that are gone."""
    moved: dict[str, str] = {}
    for name in post.texts if post else ():
        head, number = name.partition(".")[0], _number(name)
        if post is None or not number or head not in lists:
            continue
        place = lists[head].get(number - 1)
        rest = name.split(".", 2)[2:]
        new = "" if place is None else ".".join((head, str(place + 1), *rest))
        if new != name:
            moved[f"{post.id}/{name}"] = new and f"{post.id}/{new}"
    return moved


def _texts(post: Post | None, moved: Mapping[str, str]) -> dict[str, str]:
    """The texts of a post by their names in the merged one."""
    if post is None:
        return {}
    contexts = {name: moved.get(f"{post.id}/{name}", f"{post.id}/{name}") for name in post.texts}
    return {at.partition("/")[2]: post.texts[name] for name, at in contexts.items() if at}


def _number(name: str) -> int:
    """The number in a field's name, 0 if it has none."""
    part = name.split(".")[1] if "." in name else ""
    return int(part) if part.isdigit() else 0


def _well_formed(post: Post) -> bool:
    """Whether a post that was put together is one that could have been read."""
    if post.kind not in KINDS:
        return False
    try:
        post_model(post.kind).model_validate(tomllib.loads(post_toml(post)))
    except ValidationError:
        return False
    if KINDS[post.kind].has_answer and not KINDS[post.kind].choices:
        return 1 <= post.answer <= post.count("options")
    return all(KINDS[post.kind].field(name) for name in post.texts)


def _attr(value: object, name: str) -> Any:
    return None if value is None else getattr(value, name)


def _whole(post: Post | None) -> str:
    return post_toml(post) if post else ""


def _listed(rows: Iterable[Row]) -> str:
    return "\n".join("- " + " / ".join(text for _column, text in row) for row in rows)


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, Picture | Source | Plan):
        parts = ((part.name, getattr(value, part.name)) for part in fields(value))
        return "; ".join(f"{name}: {_shown(part)}" for name, part in parts if part)
    if isinstance(value, tuple):
        return ", ".join(_shown(part) for part in value if part is not None)
    return str(value)
