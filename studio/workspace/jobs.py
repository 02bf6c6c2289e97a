"""From a post version and a place to a pipeline job.

In: a :class:`~studio.workspace.versions.Version`, a card, a size, a format. Out: a
:class:`~studio.pipeline.Job` with the metadata that goes into the file.
"""

from __future__ import annotations

from studio.caption.alt import alt_text
from studio.caption.hashtags import chosen
from studio.caption.plain import one_line
from studio.model.artifact import Metadata, Reveal
from studio.model.geometry import Size
from studio.model.kind import KINDS
from studio.model.network import Paper
from studio.model.post import CAPTION, Post
from studio.pipeline import Job, answer_of, card_of
from studio.text.languages import language
from studio.workspace.versions import Version

_CAPTION_ANSWER = "caption_answer"
_CLAIM, _MYTH = "claim", "myth"


def title_of(version: Version) -> str:
    """What a post is called: its headline, question … without marks, else its id.

    A myth is called by its fact, and a claim says that it may be false: a title travels alone.
    """
    post, kind = version.post, KINDS[version.post.kind]
    for field in kind.fields:
        text = one_line(post.text(field.name.replace("*", "1")))
        if text and field.name == _CLAIM:
            return f"{version.words.get(kind.label, kind.label)}: {text}"
        if text and field.name != _MYTH:
            return text
    return post.id


def alt_of(version: Version, card: str) -> str:
    """The alt text of one card."""
    post = version.post
    return alt_text(post, card_of(post, card), version.words, language(post.language))


def job_for(
    version: Version,
    card: str,
    size: Size,
    format_: str,
    *,
    max_bytes: int = 0,
    theme: str = "",
    paper: Paper | None = None,
    reveal: Reveal | None = None,
) -> Job:
    """The job that makes ``card`` of ``version`` at ``size`` (pixels).

    Raises:
        InvalidInput: there is no such card, or a ``reveal`` is wished of one without an answer.
    """
    return Job(
        version.post,
        card,
        size,
        format_,
        theme=theme,
        draft=version.draft,
        max_bytes=max_bytes,
        metadata=_metadata(version, card, reveal=reveal is not None),
        paper=paper,
        reveal=reveal,
        partners=version.partners,
    )


def _metadata(version: Version, card: str, *, reveal: bool) -> Metadata:
    post = version.post
    alt = alt_of(version, card)
    if reveal:
        # What is seen is both cards, one after the other.
        alt = f"{alt} {alt_of(version, answer_of(post, card).name)}"
    return Metadata(
        title=title_of(version),
        description=one_line(_caption(post, card)),
        alt=alt,
        credit=one_line(post.picture.credit) if post.picture else "",
        language=language(post.language).tag,
        keywords=chosen(post.hashtags, (), 0).kept,
    )


def _caption(post: Post, card: str) -> str:
    # The metadata of a question must not tell the answer.
    reveals = card_of(post, card).reveals
    return (post.text(_CAPTION_ANSWER) if reveals else "") or post.text(CAPTION)
