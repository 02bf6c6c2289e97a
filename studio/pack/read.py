"""Reading packs and posts.

In: a folder or a file. Out: frozen packs and posts with their warnings. Every file is read before
anything is refused, so an author sees all problems at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import time
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from studio.diagnostics import N_, Diagnostic, Severity, Where, worst
from studio.errors import InvalidInput
from studio.model.kind import KINDS
from studio.model.language import DERIVED
from studio.model.plain import plain
from studio.model.post import CAPTION, CAPTION_ANSWER, Pack, Picture, Plan, Post, Source
from studio.pack import checks
from studio.pack.document import Document, KeyPath, read_document
from studio.pack.journal import finish
from studio.pack.problems import problem, problems
from studio.pack.schema import (
    FORMAT,
    ID,
    PackFile,
    PictureFile,
    PlanFile,
    PostFile,
    beside_card,
    post_model,
)

_MAX_POSTS = 20_000
_RESERVED = {"con", "prn", "aux", "nul", *(f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10))}


def load_pack(folder: Path, *, strict: bool = True) -> tuple[Pack, tuple[Diagnostic, ...]]:
    """Read the pack in ``folder``, posts in the order of their file names.

    With ``strict=False`` bad posts are left out and their errors are returned beside the warnings.

    Raises:
        InvalidInput: with every problem of every file; when not strict, only for a bad ``pack.toml``.
        EnvironmentFailure: ``pack.toml`` can't be read; the pack is just being changed.
    """
    finish(folder)  # a change that a crash cut off
    if not (folder / "pack.toml").is_file():
        raise InvalidInput.of(
            "pack.not-a-pack",
            N_("This is not a pack: it has no file pack.toml."),
            where=Where(file=folder.name),
            hint=N_("Name the folder that holds pack.toml and the folder posts."),
        )
    head, found = _read_head(folder)
    posts: dict[str, Post] = {}
    for file in _post_files(folder, found):
        language = head.language if head else "en"
        post, more = _read_one(file, f"posts/{file.name}", folder, language)
        found += more
        if post and post.id not in posts:
            posts[post.id] = post
    if head and not posts and worst(found) < Severity.ERROR:
        hint = N_("Write one file for each post into the folder posts.")
        where = Where(file="posts")
        found.append(
            Diagnostic("pack.empty", Severity.ERROR, N_("The pack has no posts."), {}, where, hint)
        )
    if head is None or (strict and worst(found) is Severity.ERROR):
        raise InvalidInput(*(d for d in found if d.severity is Severity.ERROR))
    pack = Pack(
        id=head.id,
        title=plain(head.title),
        language=head.language,
        posts=tuple(posts.values()),
        root=str(folder),
        languages=_languages(folder, head.language),
        description=plain(head.description),
        licence=plain(head.licence),
        require_signed_off=head.require_signed_off,
        partners=tuple(dict.fromkeys(head.partners)),
    )
    return pack, tuple(found)


def load_post(file: Path, *, language: str = "") -> Post:
    """Read one post's file; no pack is needed. Pictures are looked for from :func:`pack_root`.

    ``language`` is that of its texts; by default the one of the pack around it, or ``en``.

    Raises:
        InvalidInput: with every problem of the file.
        EnvironmentFailure: the file can't be read.
    """
    return read_post(file, language=language)[0]


def read_post(file: Path, *, language: str = "") -> tuple[Post, tuple[Diagnostic, ...]]:
    """:func:`load_post` together with the warnings."""
    root = pack_root(file)
    if not language:
        head = _read_head(root)[0] if (root / "pack.toml").is_file() else None
        language = head.language if head else "en"
    doc = read_document(file, file.name)
    post, found = build_post(doc, unicodedata.normalize("NFC", file.stem), root, language)
    if post is None or worst(found) is Severity.ERROR:
        raise InvalidInput(*(d for d in found if d.severity is Severity.ERROR))
    return post, tuple(found)


def pack_root(file: Path) -> Path:
    """The folder that a post's picture paths begin at: its pack's, or the one the file is in."""
    above = file.absolute().parent.parent
    inside = file.absolute().parent.name == "posts" and (above / "pack.toml").is_file()
    return above if inside else file.absolute().parent


def pack_partners(folder: Path) -> tuple[str, ...]:
    """The partners that the ``pack.toml`` of ``folder`` names; none if there is no such file, or a bad
    one, which whoever reads the pack is told of."""
    head = _read_head(folder)[0] if (folder / "pack.toml").is_file() else None
    return tuple(dict.fromkeys(head.partners)) if head else ()


def _read_head(folder: Path) -> tuple[PackFile | None, list[Diagnostic]]:
    """``pack.toml``, or None with the reasons."""
    try:
        doc = read_document(folder / "pack.toml", "pack.toml")
    except InvalidInput as error:
        return None, list(error.diagnostics)
    number = doc.data.get("format")
    if isinstance(number, int) and number > FORMAT:
        return None, [
            problem(
                doc,
                ("format",),
                "pack.too-new",
                N_("The pack is of the newer format {format}."),
                hint=N_("Update the studio, which knows formats up to {known}."),
                format=number,
                known=FORMAT,
            )
        ]
    try:
        return PackFile.model_validate(doc.data), []
    except ValidationError as error:
        return None, problems(error, doc, PackFile, "pack")


def _post_files(folder: Path, found: list[Diagnostic]) -> Iterator[Path]:
    """The posts' files in order of their names; what is not a post's file is told in ``found``."""
    home = folder / "posts"
    entries = sorted(home.iterdir(), key=lambda p: p.name) if home.is_dir() else []
    seen: dict[str, str] = {}
    for entry in entries[:_MAX_POSTS]:
        if entry.name.startswith((".", "~")) or entry.name.endswith("~"):
            continue
        where = Where(file=f"posts/{entry.name}")
        if entry.suffix.lower() != ".toml" or not entry.is_file():
            message = N_("Only files that end in .toml are read from the folder posts.")
            found.append(Diagnostic("pack.stray-file", Severity.WARNING, message, {}, where))
            continue
        if not entry.resolve().is_relative_to(folder.resolve()):
            message = N_("The file is a link to a place outside the pack.")
            found.append(Diagnostic("pack.outside", Severity.ERROR, message, {}, where))
            continue
        key = unicodedata.normalize("NFC", entry.stem).casefold()
        if key in seen:
            message = N_("The post has the same name as {other}; only capitals or accents differ.")
            hint = N_("Rename one of the files.")
            params = {"other": seen[key]}
            found.append(Diagnostic("pack.duplicate-id", Severity.ERROR, message, params, where, hint))
            continue
        seen[key] = f"posts/{entry.name}"
        yield entry
    if len(entries) > _MAX_POSTS:
        message = N_("The pack has more than {limit} posts; the rest was not read.")
        params_ = {"limit": _MAX_POSTS}
        found.append(Diagnostic("pack.too-many", Severity.ERROR, message, params_, Where(file="posts")))


def _languages(folder: Path, source: str) -> tuple[str, ...]:
    """The languages that the pack has: its own first, then those with a catalog, sorted."""
    names = {file.stem for file in (folder / "i18n").glob("*.po")} - {source}
    names |= {new for new, old in DERIVED.items() if old in names or old == source}
    return (source, *sorted(names))


def _read_one(file: Path, name: str, root: Path, language: str) -> tuple[Post | None, list[Diagnostic]]:
    try:
        doc = read_document(file, name)
    except InvalidInput as error:
        return None, [d.at(post=file.stem) for d in error.diagnostics]
    return build_post(doc, unicodedata.normalize("NFC", file.stem), root, language)


def build_post(
    doc: Document, post: str, root: Path, language: str
) -> tuple[Post | None, list[Diagnostic]]:
    """The post called ``post`` in ``doc``, or None with errors; warnings either way. ``doc`` may come
    from anywhere; pictures are looked for below ``root``."""
    found = list(_check_id(doc, post))
    kind = doc.data.get("kind")
    name = kind if isinstance(kind, str) and kind in KINDS else ""
    if not name:
        found.append(_unknown_kind(doc, kind, post))
    shape = post_model(name)
    try:
        model = shape.model_validate(doc.data)
    except ValidationError as error:
        return None, found + problems(error, doc, shape, "post", post)
    if not name:
        return None, found
    paths = _text_paths(model)
    raw = {field: plain(_at(doc.data, path)) for field, path in paths.items()}
    found += checks.check_texts(doc, paths, raw, name, post)
    found += checks.check_links(doc, model, post)
    found += checks.check_hashtags(doc, model, post)
    if model.picture:
        found += checks.check_picture(doc, model.picture, root, post)
    choices = [choice.name for choice in KINDS[name].choices]
    given: Any = getattr(model, "answer", 0)
    answer = choices.index(given) + 1 if choices else given
    options = len(choices) or sum(field.startswith("options.") for field in paths)
    if answer > options:
        found.append(
            problem(
                doc,
                ("answer",),
                "post.answer",
                N_("The answer is {answer} of {count} options."),
                hint=N_("Write the number of the right option, from 1."),
                post=post,
                answer=answer,
                count=options,
            )
        )
    if worst(found) is Severity.ERROR:
        return None, found
    texts = {field: text for field, text in raw.items() if text}
    return _post(doc, post, name, language, model, texts, answer), found


def _check_id(doc: Document, post: str) -> Iterator[Diagnostic]:
    if not re.match(ID, post) or len(post) > 60 or post in _RESERVED:
        where = Where(file=doc.name, post=post)
        hint = N_("Rename the file: lower-case letters a to z, digits and single hyphens, at most 60.")
        message = N_("“{id}” can't be the name of a post.")
        yield Diagnostic("post.bad-id", Severity.ERROR, message, {"id": post}, where, hint)


def _unknown_kind(doc: Document, kind: object, post: str) -> Diagnostic:
    known = ", ".join(KINDS)
    if kind is None:
        message, hint = N_("The key “{key}” is missing."), N_("It is one of: {known}.")
        return problem(doc, ("kind",), "post.missing-key", message, hint=hint, post=post, known=known)
    near = get_close_matches(str(kind), KINDS, 1)
    return problem(
        doc,
        ("kind",),
        "post.unknown-kind",
        N_("“{value}” is not a known {key}."),
        hint=N_("Did you mean “{suggestion}”?") if near else N_("It is one of: {known}."),
        post=post,
        value=str(kind)[:60],
        suggestion="".join(near),
        known=known,
    )


def _text_paths(model: PostFile) -> dict[str, KeyPath]:
    """Where each text of a post stands in its file, by field name, in the order of the kind's fields.

    ``items.2.lead`` stands at ``("text", "items", 1, "lead")``.
    """
    words = getattr(model, "text")  # noqa: B009  (the class is made from KINDS at run time)
    fields = KINDS[getattr(model, "kind")].fields  # noqa: B009
    paths: dict[str, KeyPath] = {}
    for field in fields:
        head, list_mark, _ = field.name.partition(".*")
        if field.name.startswith("picture."):
            if model.picture and model.picture.alt:
                paths[field.name] = ("picture", "alt")
        elif beside_card(field.name):
            if field.name in model.model_fields_set:
                paths[field.name] = (field.name,)
        elif list_mark:
            columns = [f.name[len(head) + 3 :] for f in fields if f.name.startswith(f"{head}.*")]
            for index in range(len(getattr(words, head))):
                for column in columns:
                    name = f"{head}.{index + 1}.{column}".rstrip(".")
                    paths.setdefault(name, ("text", head, index, *filter(None, [column])))
        elif field.name in words.model_fields_set:
            paths[field.name] = ("text", field.name)
    for name, table in ((CAPTION, "captions"), (CAPTION_ANSWER, "captions_answer")):
        paths.update((f"{name}.{network}", (table, network)) for network in getattr(model, table, ()))
    return paths


def _at(data: Any, path: KeyPath) -> str:
    for part in path:
        data = data[part] if isinstance(part, int) else data.get(part, "")
    return str(data)


def _post(
    doc: Document,
    post: str,
    kind: str,
    language: str,
    model: PostFile,
    texts: dict[str, str],
    answer: int,
) -> Post:
    source = model.source
    return Post(
        id=post,
        kind=kind,
        element=model.element,
        language=language,
        texts=texts,
        number=model.number or 0,
        answer=answer,
        theme=model.theme or "",
        link=model.link,
        hashtags=_once(model.hashtags),
        picture=_picture(model.picture) if model.picture else None,
        source=Source(plain(source.title), source.url, source.checked) if source else None,
        plan=_plan(model.plan) if model.plan else None,
        file=doc.name,
    )


def _plan(plan: PlanFile) -> Plan:
    at = time.fromisoformat(plan.time) if isinstance(plan.time, str) else plan.time
    return Plan(plan.date, at, tuple(dict.fromkeys(plan.networks)))


def _picture(picture: PictureFile) -> Picture:
    area = picture.detail
    return Picture(
        file=picture.file,
        focus=(picture.focus[0], picture.focus[1]),
        detail=(area[0], area[1], area[2], area[3]) if area else None,
        credit=plain(picture.credit),
    )


def _once(tags: list[str]) -> tuple[str, ...]:
    """``tags`` in NFC, each once, whatever its capitals."""
    first: dict[str, str] = {}
    for tag in (unicodedata.normalize("NFC", t) for t in tags):
        first.setdefault(tag.casefold(), tag)
    return tuple(first.values())
