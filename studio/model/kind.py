"""What each kind of post is made of: its fields and its cards.

In: nothing. Out: :data:`KINDS`. Validation of posts, the editor's form, the notes for translators
and alt texts all read this table; a new kind begins here.
"""

from __future__ import annotations

from dataclasses import dataclass

from studio.diagnostics import N_


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
    """

    name: str
    template: str
    label: str
    reveals: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of post. ``needs_picture`` and ``needs_link`` say what its card can't do without."""

    name: str
    label: str
    fields: tuple[Field, ...]
    cards: tuple[Card, ...]
    has_answer: bool = False
    needs_picture: bool = False
    needs_link: bool = False

    def field(self, name: str) -> Field | None:
        """The field that ``name`` (``items.2.lead``) belongs to, or None."""
        pattern = ".".join("*" if part.isdigit() else part for part in name.split("."))
        return next((f for f in self.fields if f.name == pattern), None)


_COMMON = (
    Field("caption", N_("Caption"), words=60),
    Field("alt", N_("Alt text"), required=False, words=60),
    Field("picture.alt", N_("What the picture shows"), required=False, words=30),
    Field("label", N_("Label on the pill"), required=False, words=3),
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
                Card("answer", "answer", N_("Quiz answer"), reveals=True),
            ),
            has_answer=True,
        ),
    )
}
"""Every kind by name."""
