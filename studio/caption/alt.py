"""The text for readers who can't see the card.

In: a post in a language, one of its cards, the words of that language's ``templates`` catalog. Out:
one paragraph: the author's own, or else what kind of card it is, the text on it in reading order and
what the picture shows; and findings about it. It is never cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from studio.caption.answer import Leak, leak
from studio.caption.compose import NO_WORDS
from studio.caption.plain import one_line
from studio.diagnostics import N_, Diagnostic, Severity, Where, fill
from studio.model.kind import KINDS, Card, Kind
from studio.model.language import Language
from studio.model.network import Network
from studio.model.post import (
    ALT,
    ALT_ANSWER,
    CAPTION,
    CAPTION_ACTION,
    CAPTION_ANSWER,
    CAPTION_HOOK,
    PICTURE_ALT,
    Post,
)

NUMBERED = N_("{label} {number}")
"""A card's label with the post's number, as in "Tip 7" (catalog ``templates``)."""
RIGHT_ANSWER = N_("Right answer, {letter}: {answer}")
"""What the answer card shows (catalog ``templates``)."""
RIGHT_CHOICE = N_("Right answer: {answer}")
"""The same where the answers have no letters (catalog ``templates``)."""
SLIDE = N_("{label}, {number} of {count}")
"""Which card of a carousel it is, as in "Story in steps, 2 of 5" (catalog ``templates``)."""
PICTURE = N_("Picture: {picture}")
"""What the picture shows (catalog ``templates``)."""

_OFF_CARD = frozenset(
    {CAPTION, CAPTION_ANSWER, CAPTION_HOOK, CAPTION_ACTION, ALT, ALT_ANSWER, PICTURE_ALT, "label"}
)
_ENDS = ".!?…:;؟۔。！？।"


def alt_text(
    post: Post, card: Card, words: Mapping[str, str] = NO_WORDS, language: Language | None = None
) -> str:
    """The alt text of ``card``: the author's, or composed; one line.

    ``language`` gives the letters of quiz options and the digits; without it they are Latin.
    """
    own = post.text(card.alt)
    if own:
        return one_line(own)
    parts = [_label(post, card, words, language), *_card_texts(post, card, words, language)]
    if post.picture and (shown := post.text(PICTURE_ALT)):
        parts.append(fill(words.get(PICTURE, PICTURE), {"picture": one_line(shown)}))
    return " ".join(_sentence(part) for part in parts)


def check_alt(text: str, post: Post, card: Card, network: Network) -> tuple[Diagnostic, ...]:
    """What is wrong with ``text`` as the alt text of ``card`` on ``network``.

    ``alt.too-long`` (warning), ``alt.same-as-caption`` (warning), ``alt.picture-missing`` (warning),
    ``alt.leaks-answer`` (error; a warning if the answer is a short everyday word).
    """
    limit = network.text.alt_limit
    name = card.alt
    where = Where(file=post.file, post=post.id, field=name, language=post.language)
    found: list[Diagnostic] = []
    if limit and len(text) > limit:
        found.append(
            Diagnostic(
                "alt.too-long",
                Severity.WARNING,
                N_("The alt text is {over} characters too long for {network}: {count} of {limit}."),
                {
                    "over": len(text) - limit,
                    "network": network.label,
                    "count": len(text),
                    "limit": limit,
                },
                where,
                N_("Write a shorter one for the post; nothing is cut."),
            )
        )
    if post.picture and not (post.text(name) or post.text(PICTURE_ALT)):
        found.append(
            Diagnostic(
                "alt.picture-missing",
                Severity.WARNING,
                N_("Nothing says what the picture shows to those who can’t see it."),
                where=replace(where, field=PICTURE_ALT),
                hint=N_("Write it as “alt” under [picture]."),
            )
        )
    if text and any(text == one_line(caption) for caption in _captions(post, card, network)):
        found.append(
            Diagnostic(
                "alt.same-as-caption",
                Severity.WARNING,
                N_("The alt text says the same as the caption."),
                where=where,
                hint=N_("Say what is on the card; the caption is read anyway."),
            )
        )
    told = leak(text, post, card)
    if told is not Leak.NONE:
        found.append(
            Diagnostic(
                "alt.leaks-answer",
                Severity.WARNING if told is Leak.MAYBE else Severity.ERROR,
                N_("The alt text of the question card gives the answer away."),
                where=where,
                hint=N_("Name all options or none, and leave the explanation to the answer card."),
            )
        )
    return tuple(found)


def _captions(post: Post, card: Card, network: Network) -> Iterator[str]:
    """The texts of its own that may stand beside the card on ``network``."""
    main = CAPTION_ANSWER if card.reveals else CAPTION
    yield from (post.text(name) for name in (main, f"{main}.{network.name}", CAPTION))


def _label(post: Post, card: Card, words: Mapping[str, str], language: Language | None) -> str:
    label = words.get(card.label, card.label)
    if card.slide:
        place, count = (language.number(n) if language else str(n) for n in (card.slide, card.slides))
        return fill(words.get(SLIDE, SLIDE), {"label": label, "number": place, "count": count})
    if not post.number:
        return label
    number = language.number(post.number) if language else str(post.number)
    return fill(words.get(NUMBERED, NUMBERED), {"label": label, "number": number})


def _card_texts(
    post: Post, card: Card, words: Mapping[str, str], language: Language | None
) -> Iterator[str]:
    """The texts on the card in reading order; a question card never tells why, an answer card has
    only the right option."""
    kind = KINDS[post.kind]
    if kind.slides:
        yield from _slide(post, kind, card)
        return
    done: set[str] = set()
    for field in kind.fields:
        prefix = field.name.split(".*")[0]
        if field.name in _OFF_CARD or prefix in done or (card.shows and prefix not in card.shows):
            continue
        done.add(prefix)
        if prefix == "options" and card.reveals:
            letter, answer = _option(post, post.answer, language)
            yield fill(words.get(RIGHT_ANSWER, RIGHT_ANSWER), {"letter": letter, "answer": answer})
        elif prefix == "options":
            for number in range(1, post.count(prefix) + 1):
                yield ": ".join(_option(post, number, language))
        elif "*" in field.name:
            yield from _entries(post, prefix)
        elif post.text(field.name) and not (
            kind.has_answer and field.name == "why" and not card.reveals
        ):
            yield one_line(post.text(field.name))
    if kind.choices and card.reveals and post.answer:
        label = kind.choices[post.answer - 1].label
        yield fill(words.get(RIGHT_CHOICE, RIGHT_CHOICE), {"answer": words.get(label, label)})


def _slide(post: Post, kind: Kind, card: Card) -> Iterator[str]:
    """The texts of one slide of a story."""
    for field in kind.fields:
        name = field.name.replace("*", str(card.slide))
        if field.name.startswith(kind.slides + ".") and name != card.alt and post.text(name):
            yield one_line(post.text(name))


def _option(post: Post, number: int, language: Language | None) -> tuple[str, str]:
    """(letter, text) of a quiz option."""
    letter = language.letter(number - 1) if language else "ABCDEF"[number - 1 : number]
    return letter, one_line(post.text(f"options.{number}"))


def _entries(post: Post, prefix: str) -> Iterator[str]:
    """Each entry of a list: its texts in the order of the kind's fields."""
    names = [field.name for field in KINDS[post.kind].fields if field.name.startswith(prefix + ".*")]
    for number in range(1, post.count(prefix) + 1):
        texts = (one_line(post.text(name.replace("*", str(number)))) for name in names)
        yield ": ".join(text.rstrip(":") for text in texts if text)


def _sentence(text: str) -> str:
    """``text`` with an end, so that a screen reader pauses after it."""
    return text if text.endswith(tuple(_ENDS)) else text + "."
