"""Captions while somebody writes them: what each network would get now, and where its words stand.

In: an open session, a post, a language, one of its cards. Out: the same reports as the command line's,
typed and not yet stored texts included; the fields that a caption is made of; and the step that gives a
network words of its own, or takes them away.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.diagnostics import Severity, worst
from studio.model.changes import Changes, Key
from studio.model.kind import KINDS, Card, cards_of
from studio.model.network import Network
from studio.model.post import CAPTION, CAPTION_ACTION, CAPTION_ANSWER, CAPTION_HOOK, Post
from studio.workspace.caption import CaptionReport, reports_of
from studio.workspace.session import Session

FITS, NOTE, THREAD, OVER, LEAKS, WRONG = "fits", "note", "thread", "over", "leaks", "wrong"
"""The states of a caption; the last three can't be posted as they are."""

_LEAKS = ("caption.leaks-answer", "alt.leaks-answer")


@dataclass(frozen=True, slots=True)
class State:
    """How a caption stands on its network; ``over`` is by how much it is too long there, ``posts`` how
    many posts a thread has."""

    name: str
    over: int = 0
    posts: int = 1


def captions_now(
    session: Session, pack: str, post: str, language: str, card: str, networks: Iterable[Network]
) -> tuple[CaptionReport, ...]:
    """The captions of one card as they are on the screen; none if there is no such post or card."""
    version = session.version(pack, post, language)
    if version is None:
        return ()
    cards = [one for one in cards_of(version.post) if one.name == card]
    return tuple(reports_of(version, cards, networks))


def state_of(report: CaptionReport) -> State:
    """What to say of a caption in a word."""
    made = report.caption
    severity = worst(report.diagnostics)
    if severity is Severity.ERROR:
        sure = [one for one in report.diagnostics if one.severity is Severity.ERROR]
        if any(one.code in _LEAKS for one in sure):
            return State(LEAKS)
        if made.length > made.limit:
            return State(OVER, made.length - made.limit)
        return State(WRONG)
    if made.parts:
        return State(THREAD, posts=len(made.parts))
    return State(NOTE if severity is Severity.WARNING else FITS)


def main_field(post: Post, card: Card) -> str:
    """The field of the caption that goes with a card."""
    answers = card.reveals and KINDS[post.kind].field(CAPTION_ANSWER) is not None
    return CAPTION_ANSWER if answers else CAPTION


def own_field(post: Post, card: Card, network: Network) -> str:
    """The field of the caption that only one network gets."""
    return f"{main_field(post, card)}.{network.name}"


def fields_of(post: Post, card: Card, network: Network) -> tuple[str, ...]:
    """The fields whose texts make the caption, in order: the network's own, or what all share."""
    own = own_field(post, card, network)
    if post.text(own):
        return (own,)
    main = main_field(post, card)
    return (main,) if main == CAPTION_ANSWER else (CAPTION_HOOK, main, CAPTION_ACTION)


def give_own_words(session: Session, pack: str, post: str, card: Card, network: Network) -> Changes:
    """Let a network have a caption of its own, which begins as the one that all share."""
    shown = session.post(pack, post)
    assert shown is not None
    texts = [shown.text(name) for name in fields_of(shown, card, network)]
    key = Key(pack, post, own_field(shown, card, network))
    return session.set_value("own caption", key, "\n\n".join(filter(None, texts)))


def take_own_words(session: Session, pack: str, post: str, card: Card, network: Network) -> Changes:
    """Let a network have the caption that all share again; its own translations stay in the library."""
    shown = session.post(pack, post)
    assert shown is not None
    return session.set_value("shared caption", Key(pack, post, own_field(shown, card, network)), "")
