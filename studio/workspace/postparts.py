"""The parts of one post, changed one at a time: template, answer, number, link, source, picture.

In: an open :class:`~studio.workspace.session.Session`, names, values. Out: :class:`Changes`, one step
of undo each. Nothing is lost when a post changes its template: texts that the new one has no place for
stay in the library and are there again when the template comes back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from studio.diagnostics import N_
from studio.errors import InvalidInput
from studio.library import Wish
from studio.library.cells import (
    ANSWER,
    KEPT,
    KIND,
    LINK,
    MEDIA,
    NUMBER,
    PICTURE,
    SOURCE,
    dump,
    picture_value,
    source_value,
)
from studio.model.changes import Changes, Key
from studio.model.kind import KINDS, cards_of
from studio.model.post import CAPTION, CAPTION_ANSWER, PICTURE_ALT, Picture, Post, Source
from studio.pack.checks import host_of
from studio.paint.pictures import PictureStore
from studio.workspace.jobs import alt_of
from studio.workspace.posts import name_for
from studio.workspace.session import Session

TEMPLATE, RIGHT, NUMBERED = (
    N_("choose a template"),
    N_("choose the right answer"),
    N_("number the post"),
)
LINKED, SOURCED = N_("change the link"), N_("change the source")
PICTURED, UNPICTURED, FOCUSED = (
    N_("add a picture"),
    N_("remove the picture"),
    N_("move the focal point"),
)
CREDITED = N_("change the credit")
"""What these steps are called where they can be undone."""

_ENDINGS = ((b"\x89PNG", "png"), (b"\xff\xd8\xff", "jpg"), (b"RIFF", "webp"))


def set_kind(session: Session, pack: str, post: str, kind: str) -> Changes:
    """Show the post with another template.

    Texts that the new kind has no field for are laid aside with their translations, and come back with
    a kind that has it; a new field begins with the text of its counterpart.
    """
    shown = session.post(pack, post)
    if shown is None or shown.kind == kind:
        return Changes(TEMPLATE)
    session.flush()
    place = Key(pack, "", KEPT + post)
    aside = _laid_aside(session, place)
    texts = {
        key: cell.value
        for key, cell in session.cells(pack, post).items()
        if cell.value and not key.field.startswith("@")
    }
    wanted = {key: text for key, text in {**aside, **texts}.items() if KINDS[kind].field(key.field)}
    for new, old in zip(_main(kind), _main(shown.kind), strict=False):
        if Key(pack, post, new) not in wanted:
            begun = {key._replace(field=new): t for key, t in texts.items() if key.field == old}
            wanted = {**begun, **wanted}
    rest = {key: text for key, text in {**aside, **texts}.items() if key not in wanted}
    rows = [[key.field, key.language, text] for key, text in sorted(rest.items())]
    wishes = [Wish(Key(pack, post, KIND), kind, session.seen(Key(pack, post, KIND)))]
    wishes += [
        Wish(key, wanted.get(key), session.seen(key))
        for key in sorted({*texts, *wanted})
        if texts.get(key) != wanted.get(key)
    ]
    wishes.append(Wish(place, dump(rows) if rows else None, session.seen(place)))
    return session.edit(TEMPLATE, wishes)


def _laid_aside(session: Session, place: Key) -> dict[Key, str]:
    """What earlier kinds of the post had: values of cells by their keys."""
    pack, post = place.pack, place.field.removeprefix(KEPT)
    rows = json.loads(session.stored(place).value or "[]")
    return {Key(pack, post, field, language): value for field, language, value in rows}


def _main(kind: str) -> list[str]:
    """The texts that a kind can't do without, in their order; of its slides those of the first."""
    fields = [field for field in KINDS[kind].fields if field.required]
    slides = KINDS[kind].slides
    names = [field.name.replace("*", "1") for field in fields if not _in_other_list(field.name, slides)]
    return [name for name in names if name not in (CAPTION, CAPTION_ANSWER)]


def _in_other_list(name: str, slides: str) -> bool:
    return "*" in name and not (slides and name.startswith(f"{slides}."))


def missing_parts(post: Post) -> tuple[str, ...]:
    """The texts and facts that the post's kind can't do without and that it lacks, in order: names of
    fields, ``@picture``, ``@link``. With one of them missing the post can't be given away."""
    kind = KINDS[post.kind]
    found: list[str] = []
    for field in kind.fields:
        head, star, _rest = field.name.partition(".*")
        numbers = range(1, max(field.least, post.count(head)) + 1) if star else [0]
        names = [field.name.replace("*", str(number)) for number in numbers]
        found += [name for name in names if field.required and not post.text(name)]
    if kind.needs_picture and post.picture is None:
        found.append(PICTURE)
    if kind.needs_link and not post.link:
        found.append(LINK)
    return tuple(found)


def set_answer(session: Session, pack: str, post: str, answer: int) -> Changes:
    """Say which option is right, from 1."""
    return session.set_value(RIGHT, Key(pack, post, ANSWER), str(answer or ""))


def set_number(session: Session, pack: str, post: str, number: int) -> Changes:
    """Give a post the number on its pill; 0 for none."""
    key = Key(pack, post, NUMBER)
    return session.set_value(NUMBERED, key, str(number or ""), group=f"number {key}")


def set_link(session: Session, pack: str, post: str, link: str) -> Changes:
    """What the code and the captions point to; raises like :func:`web_address`."""
    return session.set_value(LINKED, Key(pack, post, LINK), web_address(link))


def set_source(session: Session, pack: str, post: str, source: Source) -> Changes:
    """Where the claim comes from; one without a title is called by its address, one without either is
    none. Raises like :func:`web_address`."""
    url = web_address(source.url)
    known = Source(source.title.strip() or host_of(url), url, source.checked)
    value = source_value(known) if known.title else ""
    return session.set_value(SOURCED, Key(pack, post, SOURCE), value)


def web_address(text: str) -> str:
    """An address as people type it (``unesco.org``), whole; empty stays empty.

    Raises:
        InvalidInput: ``post.link``: it can't be used.
    """
    found = text.strip()
    if found and "://" not in found:
        found = f"https://{found}"
    if found and not host_of(found):
        raise InvalidInput.of(
            "post.link",
            N_("“{link}” is not a web address that can be used."),
            hint=N_("Write it whole, from https:// on, without spaces, user names or passwords."),
            link=text.strip()[:60],
        )
    return found


# --- the picture -----------------------------------------------------------------------------------


def take_picture(session: Session, pack: str, post: str, file: Path) -> Changes:
    """Put the picture in ``file`` on a post, in place of the one that is there; its bytes are copied.

    What was said of the other picture (who made it, what it shows, in each language) goes with it.

    Raises:
        InvalidInput: it is no picture that can be used (codes ``picture.…``), and why.
        EnvironmentFailure: the library can't be written.
    """
    data = picture_bytes(file)
    name = f"media/{name_for(file.stem)}.{_ending(data)}"
    old = session.post(pack, post)
    session.flush()
    digest = session.library.media.put(data)
    name, known = session.free_media(pack, name, digest)
    wishes = [] if known else [Wish(Key(pack, "", MEDIA + name), digest, 0)]
    key = Key(pack, post, PICTURE)
    same = old is not None and old.picture is not None and old.picture.file == name
    picture = old.picture if same and old else Picture(name)
    assert picture is not None
    wishes.append(Wish(key, picture_value(picture), session.seen(key)))
    if old is not None and old.picture is not None and not same:
        wishes += [
            Wish(shown, None, session.seen(shown))
            for shown, cell in session.cells(pack, post).items()
            if shown.field == PICTURE_ALT and cell.value
        ]
    return session.edit(PICTURED, wishes)


def picture_bytes(file: Path) -> bytes:
    """The bytes of a picture that was looked at whole; raises like :func:`take_picture`."""
    store = PictureStore(file.parent)
    size = store.size(file.name)
    store.load(file.name, size.scaled(1 / 8))
    return file.read_bytes()


def remove_picture(session: Session, pack: str, post: str) -> Changes:
    """Take the picture off a post; it stays in the library."""
    return session.set_value(UNPICTURED, Key(pack, post, PICTURE), "")


def set_focus(session: Session, pack: str, post: str, x: float, y: float) -> Changes:
    """Say which point of the picture must stay in view, in shares of its width and height."""
    place = (round(min(max(x, 0.0), 1.0), 4), round(min(max(y, 0.0), 1.0), 4))
    return _picture_part(session, FOCUSED, pack, post, focus=place)


def set_credit(session: Session, pack: str, post: str, credit: str) -> Changes:
    """Say who made the picture."""
    return _picture_part(session, CREDITED, pack, post, credit=credit.strip())


def _picture_part(session: Session, intent: str, pack: str, post: str, **parts: object) -> Changes:
    shown = session.post(pack, post)
    if shown is None or shown.picture is None:
        return Changes(intent)
    value = picture_value(replace(shown.picture, **parts))  # type: ignore[arg-type]
    key = Key(pack, post, PICTURE)
    return session.set_value(intent, key, value, group=f"{intent} {key}")


def _ending(data: bytes) -> str:
    return next(ending for begin, ending in _ENDINGS if data.startswith(begin))


def composed_alt(session: Session, pack: str, post: str, language: str, field: str) -> str:
    """The alt text that a card has where nobody wrote one into ``field``; empty if no card has it."""
    version = session.version(pack, post, language)
    if version is None:
        return ""
    for card in cards_of(version.post):
        if card.alt == field:
            texts = {name: text for name, text in version.post.texts.items() if name != field}
            return alt_of(replace(version, post=replace(version.post, texts=texts)), card.name)
    return ""


# --- lists -----------------------------------------------------------------------------------------


def resize_list(session: Session, pack: str, post: str, prefix: str, order: list[int]) -> Changes:
    """Keep the entries of a numbered list (``options``, ``items``, ``slides``) in this order of their
    numbers until now. Translations go with their entries, and so does the right answer.
    """
    session.flush()
    cells = session.cells(pack, post)
    old = {
        key: cell for key, cell in cells.items() if key.field.startswith(f"{prefix}.") and cell.value
    }
    wanted = {
        key._replace(field=field): cell.value
        for key, cell in old.items()
        for field in _moved(key.field, order)
    }
    wishes = []
    for key in {**old, **wanted}:
        there = cells.get(key)
        if (there.value if there else None) != wanted.get(key):
            wishes.append(Wish(key, wanted.get(key), there.version if there else 0))
    shown = session.post(pack, post)
    if shown is not None and shown.answer and prefix == "options":
        answer = order.index(shown.answer) + 1 if shown.answer in order else 1
        if answer != shown.answer:
            key = Key(pack, post, ANSWER)
            wishes.append(Wish(key, str(answer), session.seen(key)))
    return session.edit(N_("change the list"), wishes)


def _moved(field: str, order: list[int]) -> Iterator[str]:
    head, number, *rest = field.split(".")
    if int(number) in order:
        yield ".".join([head, str(order.index(int(number)) + 1), *rest])
