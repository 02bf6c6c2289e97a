"""What each kind of post is made of: its fields and its cards.

In: a post, for :func:`cards_of`; nothing for the table. Out: :data:`KINDS`. Validation of posts, the
editor's form, the notes for translators and alt texts all read this table; a new kind begins here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from studio.diagnostics import N_
from studio.model.post import ALT, ALT_ANSWER, CAPTION, CAPTION_ANSWER, Post


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a kind.

    ``name`` may hold ``*`` for a numbered list (``items.*.lead``); ``least`` and ``most`` bound how
    many entries the list has. ``emphasis`` allows ``**marks**``. ``words`` is the advised length.
    """

    name: str
    label: str
    required: bool = True
    emphasis: bool = False
    words: int = 0
    least: int = 1
    most: int = 1


@dataclass(frozen=True, slots=True)
class Card:
    """One picture that a post of this kind yields.

    ``template`` names the template that draws it; ``reveals`` marks cards that show the answer.
    ``shows`` are the first parts of the fields on it (``options``), empty for all of them; ``alt`` is
    the field with the author's own alt text. A card of a carousel is ``slide`` of ``slides``.
    """

    name: str
    template: str
    label: str
    reveals: bool = False
    shows: tuple[str, ...] = ()
    alt: str = ALT
    slide: int = 0
    slides: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that all posts of a kind share: ``fact`` or ``fake``."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of post. ``needs_picture`` and ``needs_link`` say what its card can't do without.

    ``choices`` are the answers of a kind whose posts don't write their own options. ``slides`` names
    the list with one slide for each entry; ``cards`` then holds the pattern of them all.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    cards: tuple[Card, ...]
    has_answer: bool = False
    needs_picture: bool = False
    needs_link: bool = False
    choices: tuple[Choice, ...] = ()
    slides: str = ""

    def field(self, name: str) -> Field | None:
        """The field that ``name`` (``items.2.lead``) belongs to, or None.

        ``caption.x`` is the caption in other words for one network.
        """
        head, dot, _network = name.partition(".")
        if dot and head in (CAPTION, CAPTION_ANSWER):
            whole = self.field(head)
            return whole and replace(whole, name=name, label=FOR_ONE_NETWORK, required=False)
        pattern = ".".join("*" if part.isdigit() else part for part in name.split("."))
        return next((f for f in self.fields if f.name == pattern), None)


FOR_ONE_NETWORK = N_("Caption for one network")

_COMMON = (
    Field("caption", N_("Caption"), words=60),
    Field("caption_hook", N_("First line of the caption"), required=False, words=12),
    Field("caption_action", N_("What the caption asks to do"), required=False, words=12),
    Field("alt", N_("Alt text"), required=False, words=60),
    Field("picture.alt", N_("What the picture shows"), required=False, words=30),
    Field("label", N_("Label on the pill"), required=False, words=3),
)

_ANSWER = (
    Field("alt_answer", N_("Alt text of the answer card"), required=False, words=60),
    Field("caption_answer", N_("Caption of the answer card"), words=40),
)

_QUIZ_SET = (
    Card("question", "quizset", N_("Quiz question"), shows=("question",), slide=1, slides=4),
    Card("options", "quiz", N_("Quiz"), shows=("question", "options"), alt="", slide=2, slides=4),
    Card(
        "answer",
        "answer",
        N_("Quiz answer"),
        reveals=True,
        shows=("question", "options", "why"),
        alt=ALT_ANSWER,
        slide=3,
        slides=4,
    ),
    Card(
        "more",
        "learn",
        N_("Learn more"),
        reveals=True,
        shows=("headline", "body", "instruction"),
        alt="",
        slide=4,
        slides=4,
    ),
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "tip",
            N_("Tip"),
            (
                Field("headline", N_("Headline"), emphasis=True, words=12),
                Field("body", N_("Body"), words=16),
                *_COMMON,
            ),
            (Card("tip", "tip", N_("Tip")),),
        ),
        Kind(
            "photo",
            N_("Tip with photo"),
            (
                Field("headline", N_("Headline"), emphasis=True, words=8),
                Field("body", N_("Body"), words=16),
                *_COMMON,
            ),
            (Card("photo", "photo", N_("Tip with photo")),),
            needs_picture=True,
        ),
        Kind(
            "resource",
            N_("Resource"),
            (
                Field("headline", N_("Headline"), emphasis=True, words=8),
                Field("body", N_("Body"), words=20),
                Field("instruction", N_("What to do with the code"), words=4),
                *_COMMON,
            ),
            (Card("resource", "resource", N_("Resource")),),
            needs_link=True,
        ),
        Kind(
            "checklist",
            N_("Checklist"),
            (
                Field("headline", N_("Headline"), emphasis=True, words=8),
                Field("items.*.lead", N_("Item"), words=2, least=3, most=6),
                Field("items.*.line", N_("Item, second line"), words=8, least=3, most=6),
                *_COMMON,
            ),
            (Card("checklist", "checklist", N_("Checklist")),),
        ),
        Kind(
            "quiz",
            N_("Quiz"),
            (
                Field("question", N_("Question"), emphasis=True, words=16),
                Field("options.*", N_("Option"), words=6, least=2, most=4),
                Field("why", N_("Why the answer is right"), words=24),
                Field("alt_answer", N_("Alt text of the answer card"), required=False, words=60),
                Field("caption_answer", N_("Caption of the answer card"), words=40),
                *_COMMON,
            ),
            (
                Card("question", "quiz", N_("Quiz question")),
                Card("answer", "answer", N_("Quiz answer"), reveals=True, alt=ALT_ANSWER),
            ),
            has_answer=True,
        ),
        Kind(
            "factfake",
            N_("Fact or fake"),
            (
                Field("claim", N_("Claim"), emphasis=True, words=12),
                Field("why", N_("Why it is a fact or a fake"), words=24),
                *_ANSWER,
                *_COMMON,
            ),
            (
                Card("question", "factfake", N_("Fact or fake")),
                Card(
                    "answer",
                    "factfake-answer",
                    N_("Fact or fake: the answer"),
                    reveals=True,
                    alt=ALT_ANSWER,
                ),
            ),
            has_answer=True,
            choices=(Choice("fact", N_("Fact")), Choice("fake", N_("Fake"))),
        ),
        Kind(
            "myth",
            N_("Myth and fact"),
            (
                Field("myth", N_("Myth"), words=9),
                Field("fact", N_("Fact"), emphasis=True, words=9),
                Field("body", N_("Body"), required=False, words=16),
                *_COMMON,
            ),
            (Card("myth", "myth", N_("Myth and fact")),),
        ),
        Kind(
            "quote",
            N_("Quote"),
            (
                Field("quote", N_("Quote"), emphasis=True, words=22),
                Field("name", N_("Who says it"), words=4),
                Field("role", N_("Who that is"), required=False, words=5),
                *_COMMON,
            ),
            (Card("quote", "quote", N_("Quote")),),
        ),
        Kind(
            "definition",
            N_("Definition"),
            (
                Field("headword", N_("Word that is explained"), words=2),
                Field("word_class", N_("Part of speech"), required=False, words=2),
                Field("definition", N_("Definition"), words=14),
                Field("terms.*.term", N_("Word not to be confused with"), False, words=2, most=2),
                Field("terms.*.line", N_("What that word means"), False, words=7, most=2),
                *_COMMON,
            ),
            (Card("definition", "definition", N_("Definition")),),
        ),
        Kind(
            "pledge",
            N_("Challenge"),
            (
                Field("headline", N_("Headline"), emphasis=True, words=6),
                Field("lead", N_("Line above the promises"), words=6),
                Field("lines.*", N_("Promise"), words=6, least=2, most=4),
                Field("call", N_("What to do now"), required=False, words=3),
                *_COMMON,
            ),
            (Card("pledge", "pledge", N_("Challenge")),),
        ),
        Kind(
            "six",
            N_("Six elements"),
            (
                Field("headline", N_("Headline"), emphasis=True, words=8),
                Field("questions.*", N_("Question of an element"), words=8, least=6, most=6),
                *_COMMON,
            ),
            (Card("six", "six", N_("Six elements")),),
        ),
        Kind(
            "quizset",
            N_("Quiz set"),
            (
                Field("question", N_("Question"), emphasis=True, words=16),
                Field("options.*", N_("Option"), words=6, least=2, most=4),
                Field("why", N_("Why the answer is right"), words=24),
                Field("headline", N_("Headline of the last card"), emphasis=True, words=8),
                Field("body", N_("Body of the last card"), words=20),
                Field("instruction", N_("What to do with the code"), words=4),
                *_ANSWER,
                *_COMMON,
            ),
            _QUIZ_SET,
            has_answer=True,
            needs_link=True,
        ),
        Kind(
            "story",
            N_("Story in steps"),
            (
                Field("slides.*.headline", N_("Headline"), emphasis=True, words=10, least=3, most=8),
                Field("slides.*.body", N_("Body"), words=20, least=3, most=8),
                Field("slides.*.alt", N_("Alt text"), required=False, words=60, least=3, most=8),
                *(field for field in _COMMON if field.name != ALT),
            ),
            (Card("slide", "story", N_("Story in steps"), shows=("slides",), alt="slides.*.alt"),),
            slides="slides",
        ),
    )
}
"""Every kind by name."""


def cards_of(post: Post) -> tuple[Card, ...]:
    """The cards of a post: its kind's, or one for each entry of its list of slides.

    Slides are called ``slide-1``, ``slide-2`` … for ever: files and catalogs go by these names.
    """
    kind = KINDS[post.kind]
    if not kind.slides:
        return kind.cards
    # One whose texts were all taken away still has a card to write on.
    pattern, count = kind.cards[0], max(1, post.count(kind.slides))
    return tuple(
        replace(
            pattern,
            name=f"{pattern.name}-{number}",
            alt=pattern.alt.replace("*", str(number)),
            slide=number,
            slides=count,
        )
        for number in range(1, count + 1)
    )
