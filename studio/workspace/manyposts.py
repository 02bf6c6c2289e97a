"""Several posts at once, each deed one step of undo: copied, made of pictures.

In: an open session, names of posts, pictures. Out: the new ids and the
:class:`~studio.model.changes.Changes`; all of it is written or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from studio.diagnostics import N_, Where
from studio.errors import EnvironmentFailure, InvalidInput
from studio.library import Wish
from studio.library.cells import KIND, MEDIA, OWN, PLAN, post_cells
from studio.model.changes import Changes, Key
from studio.model.post import ALT, ALT_ANSWER, PICTURE_ALT, Picture, Post
from studio.workspace.postparts import picture_bytes
from studio.workspace.posts import free_name, name_for
from studio.workspace.session import Session

COPIED, OF_PICTURES = N_("copy the post"), N_("posts of pictures")

MOST_PICTURES = 200
MOST_BYTES = 60 << 20
"""Bytes of a picture file that is taken; cameras write about 20 million."""

PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".gif")


@dataclass(frozen=True, slots=True)
class Made:
    """The ids of new posts and what was written."""

    posts: tuple[str, ...]
    changes: Changes


def copy_posts(session: Session, pack: str, posts: Iterable[str]) -> Made:
    """Copy posts with their translations; the copies have no planned date, labels or trash."""
    session.flush()
    taken = {row.post for row in session.rows(pack)}
    gone = OWN | {PLAN}
    wishes: list[Wish] = []
    made: list[str] = []
    for post in posts:
        name = free_name(post, taken)
        taken.add(name)
        own = [
            Wish(key._replace(post=name), cell.value, 0)
            for key, cell in session.cells(pack, post).items()
            if cell.value is not None and key.field not in gone
        ]
        # A post is there from its kind on.
        wishes += sorted(own, key=lambda wish: wish.key.field != KIND)
        if own:
            made.append(name)
    return Made(tuple(made), session.edit(COPIED, wishes))


def posts_of_pictures(session: Session, pack: str, files: Iterable[Path], sample: Post) -> Made:
    """Make a post of each picture, with the texts of ``sample`` to begin with.

    What the sample says of its own picture (alt texts, credit) is left out.

    Raises:
        InvalidInput: ``picture.too-many``, or one of them is no picture that can be used.
        EnvironmentFailure: one can't be read, or the library can't be written.
    """
    chosen = list(files)
    if len(chosen) > MOST_PICTURES:
        raise InvalidInput.of(
            "picture.too-many",
            N_("{count} pictures at once are too many."),
            hint=N_("Drop at most {limit}."),
            count=len(chosen),
            limit=MOST_PICTURES,
        )
    session.flush()
    data = [read_picture(file) for file in chosen]
    taken = {row.post for row in session.rows(pack)}
    own = (PICTURE_ALT, ALT, ALT_ANSWER)
    texts = {name: text for name, text in sample.texts.items() if name not in own}
    names: dict[str, str] = {}
    wishes: list[Wish] = []
    made: list[str] = []
    for file, content in zip(chosen, data, strict=True):
        digest = session.library.media.put(content)
        name = names.get(digest) or _media_name(session, pack, file, digest, names)
        if name not in names.values():
            wishes.append(Wish(Key(pack, "", MEDIA + name), digest))
        names[digest] = name
        post = free_name(name_for(file.stem), taken)
        taken.add(post)
        begun = replace(sample, id=post, number=0, plan=None, texts=texts, picture=Picture(name))
        wishes += _post_wishes(pack, begun)
        made.append(post)
    return Made(tuple(made), session.edit(OF_PICTURES, wishes))


def begin_post(session: Session, pack: str, sample: Post, root: Path) -> Made:
    """Make a post that begins as ``sample``, whose picture is in ``root``; it has no number or date.

    Its alt text is left out: composed by rule it follows the words as they are rewritten.

    Raises:
        InvalidInput: the picture can't be used.
        EnvironmentFailure: it can't be read, or the library can't be written.
    """
    session.flush()
    wishes: list[Wish] = []
    picture = sample.picture
    if picture is not None:
        file = root / picture.file
        digest = session.library.media.put(read_picture(file))
        name = _media_name(session, pack, file, digest, {})
        picture = replace(picture, file=name)
        wishes.append(Wish(Key(pack, "", MEDIA + name), digest))
    # Files are named after it: the sample's headline would say what the post soon does not.
    post = free_name(sample.kind, {row.post for row in session.rows(pack)})
    texts = {name: text for name, text in sample.texts.items() if name not in (ALT, ALT_ANSWER)}
    begun = replace(sample, id=post, number=0, plan=None, texts=texts, picture=picture)
    return Made((post,), session.edit("add post", [*wishes, *_post_wishes(pack, begun)]))


def _post_wishes(pack: str, post: Post) -> list[Wish]:
    """A post is there from its kind on."""
    cells = sorted(post_cells(pack, post).items(), key=lambda cell: cell[0].field != KIND)
    return [Wish(key, value, 0) for key, value in cells]


def read_picture(file: Path) -> bytes:
    """The bytes of a picture file that the studio can use.

    Raises:
        InvalidInput: it is none, or too large.
        EnvironmentFailure: it can't be read.
    """
    try:
        if file.stat().st_size <= MOST_BYTES:
            return picture_bytes(file)
    except OSError as error:
        raise EnvironmentFailure.of(
            "picture.unreadable",
            N_("The picture can't be read: {reason}."),
            where=Where(file=file.name),
            reason=error.strerror or str(error),
        ) from error
    raise InvalidInput.of(
        "picture.too-large",
        N_("The picture {file} is larger than {limit} MB."),
        where=Where(file=file.name),
        hint=N_("Save it smaller: 2000 pixels are wide enough."),
        file=file.name,
        limit=MOST_BYTES >> 20,
    )


def _media_name(session: Session, pack: str, file: Path, digest: str, others: dict[str, str]) -> str:
    """The name of a picture inside the pack; one that is there already keeps its own."""
    wished = f"media/{name_for(file.stem)}{file.suffix.lower()}"
    name, known = session.free_media(pack, wished, digest)
    if known:
        return name
    stem, dot, ending = name.rpartition(".")
    return f"{free_name(stem, {one.rpartition('.')[0] for one in others.values()})}{dot}{ending}"
