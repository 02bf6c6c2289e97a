"""What can be wrong with a caption, as diagnostics without their place.

In: names and figures. Out: :class:`~studio.diagnostics.Diagnostic` values; the caller knows the place.
"""

from __future__ import annotations

from collections.abc import Iterable

from studio.caption.count import COUNTERS, utf8_length
from studio.caption.grammar import Found
from studio.caption.hashtags import CAMPAIGN
from studio.diagnostics import N_, Diagnostic, Severity
from studio.model.network import Network
from studio.model.post import Post

_LONG_TAG = 8


def absurd(count: int, most: int) -> Diagnostic:
    """A text that nobody can have meant as a caption."""
    return Diagnostic(
        "caption.absurd",
        Severity.ERROR,
        N_("The caption has {count} characters; what is longer than {most} is not looked at."),
        {"count": count, "most": most},
        hint=N_("Put a caption there; no network takes more than a few thousand characters."),
    )


def missing() -> Diagnostic:
    """No caption."""
    return Diagnostic(
        "caption.missing", Severity.ERROR, N_("There is no caption."), hint=N_("Write one in the post.")
    )


def too_long(post: Post, network: Network, count: int) -> Diagnostic:
    """Longer than the network's limit."""
    return Diagnostic(
        "caption.too-long",
        Severity.ERROR,
        N_("The caption of {post} in {language} is {over} too long for {network}: {count} of {limit}."),
        {
            "post": post.id,
            "language": post.language,
            "over": count - network.text.limit,
            "network": network.label,
            "count": count,
            "limit": network.text.limit,
        },
        hint=N_("Shorten the text; nothing is cut."),
    )


def too_many_bytes(post: Post, network: Network, text: str) -> Diagnostic:
    """Longer than the network's second limit."""
    return Diagnostic(
        "caption.too-many-bytes",
        Severity.ERROR,
        N_("The caption of {post} in {language} has {count} bytes; {network} takes {limit}."),
        {
            "post": post.id,
            "language": post.language,
            "count": utf8_length(text),
            "network": network.label,
            "limit": network.text.byte_limit,
        },
        hint=N_("Shorten the text; nothing is cut."),
    )


def threaded(network: Network, count: int) -> Diagnostic:
    """Became a thread."""
    return Diagnostic(
        "caption.thread",
        Severity.INFO,
        N_("The caption is too long for one post on {network} and became a thread of {count}."),
        {"network": network.label, "count": count},
        hint=N_("A shorter one for this network may stand in the post under [captions]."),
    )


def hashtags_dropped(dropped: Iterable[str], network: Network) -> Diagnostic:
    """No room for hashtags."""
    return Diagnostic(
        "caption.hashtags-dropped",
        Severity.WARNING,
        N_("There is no room on {network} for: {hashtags}."),
        {"network": network.label, "hashtags": " ".join("#" + tag for tag in dropped)},
        hint=N_("Put the most important hashtags first."),
    )


def bad_hashtags(refused: Iterable[str]) -> Diagnostic:
    """What no network takes as a hashtag."""
    return Diagnostic(
        "caption.bad-hashtag",
        Severity.WARNING,
        N_("Left out, because no network would take it as a hashtag: {hashtags}."),
        {"hashtags": ", ".join(refused)},
        hint=N_("Hashtags are made of letters, digits and _, with a letter, up to 64."),
    )


def lower_case(tags: Iterable[str]) -> tuple[Diagnostic, ...]:
    """Advice for long hashtags without a capital letter."""
    flat = [tag for tag in tags if len(tag) >= _LONG_TAG and tag.islower()]
    return tuple(
        Diagnostic(
            "caption.hashtag-case",
            Severity.INFO,
            N_("The hashtag “{hashtag}” has no capital letters."),
            {"hashtag": tag},
            hint=N_(
                "If it is several words, begin each with one: screen readers then tell them apart."
            ),
        )
        for tag in flat
    )


def too_many_hashtags(count: int, network: Network) -> Diagnostic:
    """More hashtags in the text itself than the network takes."""
    most = network.text.hashtags
    return Diagnostic(
        "caption.too-many-hashtags",
        Severity.ERROR,
        N_("The caption has {count} hashtags with #{campaign}; {network} takes {most}."),
        {"count": count, "campaign": CAMPAIGN, "network": network.label, "most": most},
        hint=N_("Take hashtags out of the text."),
    )


def beyond(text: str, found: Found, network: Network) -> tuple[Diagnostic, ...]:
    """What else the network takes only so many of, and limits that may hold too."""
    rule = network.text
    made: list[Diagnostic] = []
    counts = (
        (
            "caption.too-many-mentions",
            N_("The caption names {count} accounts with @; {network} takes {most}."),
            len({mention.value.casefold() for mention in found.mentions}),
            rule.mentions,
        ),
        (
            "caption.too-many-links",
            N_("The caption has {count} links; {network} takes {most}."),
            len({link.value for link in found.urls}),
            rule.links,
        ),
    )
    for code, message, count, most in counts:
        if most and count > most:
            figures: dict[str, str | int | float] = {
                "count": count,
                "network": network.label,
                "most": most,
            }
            made.append(Diagnostic(code, Severity.ERROR, message, figures))
    if caution := rule.caution:
        count = COUNTERS[caution.counter](text, rule)
        if count > caution.limit:
            message = N_("{network} may find the caption too long: {count} of {limit} ({counter}).")
            values: dict[str, str | int | float] = {
                "network": network.label,
                "count": count,
                "limit": caution.limit,
                "counter": caution.counter,
            }
            hint = N_("Nobody has published whether it counts so; a shorter caption is safe.")
            made.append(
                Diagnostic("caption.may-be-too-long", Severity.WARNING, message, values, hint=hint)
            )
    return tuple(made)


def source_left_out_for_answer() -> Diagnostic:
    """The source's title tells the answer."""
    return Diagnostic(
        "caption.source-left-out",
        Severity.INFO,
        N_("The source is not named with the question, because its title tells the answer."),
    )


def source_left_out(network: Network, *, whole: bool) -> Diagnostic:
    """No room for the source, or for its address."""
    return Diagnostic(
        "caption.source-left-out",
        Severity.INFO,
        N_("The source is left out, because {network} takes no more than {limit}.")
        if whole
        else N_("The source's address is left out, because {network} takes no more than {limit}."),
        {"network": network.label, "limit": network.text.limit},
    )


def partners_left_out_for_answer() -> Diagnostic:
    """A partner's name tells the answer."""
    return Diagnostic(
        "caption.partners-left-out",
        Severity.INFO,
        N_("The partners are not named with the question, because that would tell the answer."),
    )


def partners_left_out(network: Network) -> Diagnostic:
    """No room for the partners."""
    return Diagnostic(
        "caption.partners-left-out",
        Severity.INFO,
        N_("The partners are not named, because {network} takes no more than {limit}."),
        {"network": network.label, "limit": network.text.limit},
    )


def leaks_answer(*, sure: bool) -> Diagnostic:
    """The text of a question tells its answer."""
    return Diagnostic(
        "caption.leaks-answer",
        Severity.ERROR if sure else Severity.WARNING,
        N_("The caption of the question card gives the answer away.")
        if sure
        else N_("The caption of the question card has the right answer's word in it."),
        hint=N_("Say it in the caption of the answer card; here, name all options or none."),
    )


def follow_up_too_long(network: Network, count: int) -> Diagnostic:
    """The answer is longer than what may be said under the question."""
    return Diagnostic(
        "caption.follow-up-too-long",
        Severity.WARNING,
        N_("The answer that follows is too long for {network}: {count} of {limit}."),
        {"network": network.label, "count": count, "limit": network.text.limit},
        hint=N_("Write a shorter one for this network under [captions_answer]."),
    )
