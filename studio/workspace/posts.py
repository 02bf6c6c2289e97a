"""Posts made, copied and changed as a whole: what a window's buttons do.

In: an open :class:`~studio.workspace.session.Session`, names, values. Out: :class:`Changes`, one step
of undo each.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from studio.library import Wish, add_post
from studio.library.cells import (
    ANSWER,
    ELEMENT,
    HASHTAGS,
    KIND,
    LABELS,
    LINK,
    NUMBER,
    OWN,
    PICTURE,
    PLAN,
    SOURCE,
    THEME,
    TRASHED,
    dump,
    post_cells,
)
from studio.model.changes import Changes, Key
from studio.model.kind import KINDS
from studio.model.post import Picture, Plan, Post, Source
from studio.text.markup import parse
from studio.workspace.session import Session

_MOST_LETTERS = 40


def name_for(text: str) -> str:
    """An id made of a title: ``Looks fake?`` gives ``looks-fake``; Cyrillic in Latin letters."""
    from icu import Transliterator

    latin = Transliterator.createInstance("Any-Latin; Latin-ASCII").transliterate(parse(text).text)
    plain = unicodedata.normalize("NFKD", str(latin)).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return words[:_MOST_LETTERS].rstrip("-") or "post"


def free_name(wished: str, taken: Collection[str]) -> str:
    """``wished``, or with the first number behind it that makes it free."""
    name, number = wished, 2
    while name in taken:
        name, number = f"{wished}-{number}", number + 1
    return name


def new_post(session: Session, pack: str, post: Post) -> tuple[str, Changes]:
    """Put a new post into a pack, under a free id like its own; returns that id."""
    taken = {row.post for row in session.rows(pack)}
    name = free_name(post.id, taken)
    session.flush()
    return name, session.done(add_post(session.library, pack, replace(post, id=name)))


def copy_post(session: Session, pack: str, post: str) -> Changes:
    """Copy a post with its translations; the copy has no planned date."""
    session.flush()
    taken = {row.post for row in session.rows(pack)}
    name = free_name(post, taken)
    gone = OWN | {PLAN}
    wishes = [
        Wish(key._replace(post=name), cell.value, 0)
        for key, cell in session.cells(pack, post).items()
        if cell.value is not None and key.field not in gone
    ]
    wishes.sort(key=lambda wish: wish.key.field != KIND)
    return session.edit("copy the post", wishes)


def trash_posts(session: Session, pack: str, posts: Iterable[str]) -> Changes:
    """Put posts into the trash."""
    at = session.library.clock().isoformat()
    return session.edit("trash", [Wish(Key(pack, post, TRASHED), at) for post in posts])


def bring_back_posts(session: Session, pack: str, posts: Iterable[str]) -> Changes:
    """Take posts out of the trash."""
    return session.edit("restore", [Wish(Key(pack, post, TRASHED), None) for post in posts])


def set_element(session: Session, pack: str, posts: Iterable[str], element: str) -> Changes:
    """Give posts an element."""
    return _attribute(session, "choose an element", pack, posts, ELEMENT, element)


def set_theme(session: Session, pack: str, posts: Iterable[str], theme: str) -> Changes:
    """Give posts a theme; empty for the template's own."""
    return _attribute(session, "choose a theme", pack, posts, THEME, theme)


def set_answer(session: Session, pack: str, post: str, answer: int) -> Changes:
    """Say which option is right, from 1."""
    return _attribute(session, "choose the right answer", pack, [post], ANSWER, str(answer or ""))


def set_number(session: Session, pack: str, post: str, number: int) -> Changes:
    """Give a post the number on its pill; 0 for none."""
    return _attribute(session, "number the post", pack, [post], NUMBER, str(number or ""))


def set_link(session: Session, pack: str, post: str, link: str) -> Changes:
    """What the code and the captions point to."""
    return _attribute(session, "change the link", pack, [post], LINK, link.strip())


def set_source(session: Session, pack: str, post: str, source: Source | None) -> Changes:
    """Where the claim comes from."""
    value = (
        dump([source.title, source.url, source.checked.isoformat() if source.checked else ""])
        if source
        else ""
    )
    return _attribute(session, "change the source", pack, [post], SOURCE, value)


def set_picture(session: Session, pack: str, post: str, picture: Picture | None) -> Changes:
    """The picture with focal point, detail and credit."""
    value = dump([picture.file, picture.focus, picture.detail, picture.credit]) if picture else ""
    group = f"picture {pack}/{post}"
    return session.edit(
        "change the picture", _wishes(session, pack, [post], PICTURE, value), group=group
    )


def set_hashtags(session: Session, pack: str, post: str, hashtags: Sequence[str]) -> Changes:
    """The hashtags without #MILCLICKS, which is always there."""
    value = dump(list(hashtags)) if hashtags else ""
    return _attribute(session, "change the hashtags", pack, [post], HASHTAGS, value)


def set_labels(session: Session, pack: str, posts: Iterable[str], labels: Sequence[str]) -> Changes:
    """The library's own tags of posts; they are not printed."""
    value = dump(list(dict.fromkeys(labels))) if labels else ""
    return _attribute(session, "tag", pack, posts, LABELS, value)


def set_plan(session: Session, pack: str, post: str, plan: Plan | None) -> Changes:
    """When a post is due."""
    from studio.library.cells import plan_value

    return _attribute(session, "plan", pack, [post], PLAN, plan_value(plan) if plan else "")


def set_kind(session: Session, pack: str, post: str, kind: str) -> Changes:
    """Show the post with another template. Texts that the new kind has no field for stay with the post
    and come back when the kind does; a new field starts with the text of its counterpart."""
    shown = session.post(pack, post)
    if shown is None or shown.kind == kind:
        return Changes("choose a template")
    wishes = _wishes(session, pack, [post], KIND, kind)
    for new, old in counterparts(shown, kind).items():
        cell = session.stored(Key(pack, post, new))
        wishes.append(Wish(Key(pack, post, new), shown.texts[old], cell.version))
    return session.edit("choose a template", wishes)


def counterparts(post: Post, kind: str) -> dict[str, str]:
    """Fields of ``kind`` that the post has no text for, each with the field whose text may begin it."""
    main = [field.name for field in KINDS[kind].fields if field.required and "*" not in field.name]
    had = [field.name for field in KINDS[post.kind].fields if field.required and "*" not in field.name]
    common = {"caption", "caption_answer"}
    pairs = zip(
        [name for name in main if name not in common],
        [name for name in had if name not in common],
        strict=False,
    )
    return {new: old for new, old in pairs if new != old and not post.text(new) and post.text(old)}


def resize_list(session: Session, pack: str, post: str, prefix: str, order: Sequence[int]) -> Changes:
    """Keep the entries of a numbered list (``options``, ``items``, ``slides``) in this order of old
    numbers; 0 makes an empty one. Translations go with their entries, and so does the right answer."""
    session.flush()
    cells = session.cells(pack, post)
    wishes: list[Wish] = []
    old = {
        key: cell for key, cell in cells.items() if key.field.startswith(f"{prefix}.") and cell.value
    }
    wanted: dict[Key, str] = {}
    for new_number, old_number in enumerate(order, 1):
        for key, cell in old.items():
            _head, number, *rest = key.field.split(".")
            if old_number and int(number) == old_number and cell.value is not None:
                wanted[key._replace(field=".".join([prefix, str(new_number), *rest]))] = cell.value
    for key in {**old, **wanted}:
        before = cells[key].version if key in cells else 0
        if (cells[key].value if key in cells else None) != wanted.get(key):
            wishes.append(Wish(key, wanted.get(key), before))
    shown = session.post(pack, post)
    if shown is not None and shown.answer and prefix == "options":
        answer = order.index(shown.answer) + 1 if shown.answer in order else 1
        wishes += _wishes(session, pack, [post], ANSWER, str(answer)) if answer != shown.answer else []
    return session.edit("change the list", wishes)


def restored_text(session: Session, pack: str, post: Post) -> Changes:
    """Make a post what ``post`` says, as one edit."""
    cells = session.cells(pack, post.id)
    wanted = post_cells(pack, post)
    wishes = [
        Wish(key, wanted.get(key), cells[key].version if key in cells else 0)
        for key in {
            **{k: c for k, c in cells.items() if not k.language and k.field not in OWN},
            **wanted,
        }
        if (cells[key].value if key in cells else None) != wanted.get(key)
    ]
    return session.edit("change post", wishes)


def _attribute(
    session: Session, intent: str, pack: str, posts: Iterable[str], name: str, value: str
) -> Changes:
    return session.edit(intent, _wishes(session, pack, posts, name, value))


def _wishes(session: Session, pack: str, posts: Iterable[str], name: str, value: str) -> list[Wish]:
    keys = [Key(pack, post, name) for post in posts]
    return [Wish(key, value or None, session.stored(key).version) for key in keys]
