"""The caption of one card for one network.

In: a post in a language, one of its cards, a network, the words of that language's ``templates``
catalog (English sentence to translation). Out: a :class:`~studio.model.artifact.Caption` with its
length by the network's own count, and findings. A caption is never cut: what is optional gives way
in a fixed order and is reported, and if that is not enough the caption is an error.

A caption is these parts with a blank line between them::

    the post's caption
    its link                   or "Link in bio" where links can't be clicked
    Source: title              optional
    the source's address       optional; not where links can't be clicked
    #MILCLICKS #Hashtags       all but the first optional

What gives way, in this order: the source's address, the source, hashtags from the last.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from studio.caption.answer import Leak, leak
from studio.caption.count import length
from studio.caption.entities import find_hashtags, find_urls
from studio.caption.hashtags import CAMPAIGN, Tags, chosen, one_campaign_tag
from studio.caption.plain import one_line, plain
from studio.diagnostics import N_, Diagnostic, Severity, Where, fill
from studio.model.artifact import Caption
from studio.model.kind import Card
from studio.model.network import Network, TextRule
from studio.model.post import CAPTION, Post

LINK_IN_BIO = N_("Link in bio")
"""Printed instead of a link where links can't be clicked (catalog ``templates``)."""
SOURCE = N_("Source: {title}")
"""The line that names the source (catalog ``templates``)."""

CAPTION_ANSWER = "caption_answer"
NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Parts:
    body: str
    link: str
    source: str
    source_url: str
    tags: tuple[str, ...]

    def __str__(self) -> str:
        source = "\n".join(filter(None, (self.source, self.source_url)))
        tags = " ".join("#" + tag for tag in self.tags)
        return "\n\n".join(filter(None, (self.body, self.link, source, tags)))


def compose(post: Post, card: Card, network: Network, words: Mapping[str, str] = NO_WORDS) -> Caption:
    """The caption that goes with ``card`` on ``network``; ``post`` is already in its language.

    Errors among the findings: ``caption.missing``, ``caption.too-long``,
    ``caption.too-many-hashtags``, ``caption.leaks-answer``.
    """
    name = CAPTION_ANSWER if card.reveals and post.text(CAPTION_ANSWER) else CAPTION
    body, findings = plain(post.text(name))
    found = [*findings]
    if not body:
        found.append(_missing())
    body = one_campaign_tag(body)
    tags = _tags(post, body, network, found)
    parts = _Parts(body, *_links(post, body, network.text, words), tags.kept)
    parts = _without_answer(parts, post, card, found)
    parts = _fitting(parts, network, found)
    text = str(parts)
    count = length(text, network.text)
    if count > network.text.limit:
        found.append(_too_long(post, network, count))
    where = Where(file=post.file, post=post.id, field=name, language=post.language)
    return Caption(
        network.name,
        post.language,
        text,
        count,
        network.text.limit,
        tuple(dict.fromkeys(tag.value for tag in find_hashtags(text))),
        tuple(replace(finding, where=where) for finding in found),
    )


def _links(post: Post, body: str, rule: TextRule, words: Mapping[str, str]) -> tuple[str, str, str]:
    """(the link line, the source line, the source's address); each may be empty."""
    title = one_line(post.source.title) if post.source else ""
    source = fill(words.get(SOURCE, SOURCE), {"title": title}) if title else ""
    if not rule.links_clickable:
        return (words.get(LINK_IN_BIO, LINK_IN_BIO) if post.link else "", source, "")
    said = {_same(link.value) for link in find_urls(body)}
    link = post.link if post.link and _same(post.link) not in said else ""
    url = post.source.url if post.source and source else ""
    if url and _same(url) in {*said, _same(post.link)}:
        url = ""
    return link, source, url


def _same(url: str) -> str:
    """What two spellings of one address have in common."""
    return url.partition("://")[2].rstrip("/").casefold() or url.rstrip("/").casefold()


def _tags(post: Post, body: str, network: Network, found: list[Diagnostic]) -> Tags:
    in_text = tuple(tag.value for tag in find_hashtags(body))
    most = network.text.hashtags
    tags = chosen(post.hashtags, in_text, most)
    count = len(in_text) + len(tags.kept)
    if tags.refused:
        found.append(
            Diagnostic(
                "caption.bad-hashtag",
                Severity.WARNING,
                N_("Left out, because no network would take it as a hashtag: {hashtags}."),
                {"hashtags": ", ".join(tags.refused)},
                hint=N_("Hashtags are made of letters, digits and _, with a letter, up to 64."),
            )
        )
    if tags.dropped:
        found.append(_hashtags_dropped(tags.dropped, network))
    if most and count > most:
        found.append(
            Diagnostic(
                "caption.too-many-hashtags",
                Severity.ERROR,
                N_("The caption has {count} hashtags with #{campaign}; {network} takes {most}."),
                {"count": count, "campaign": CAMPAIGN, "network": network.label, "most": most},
                hint=N_("Take hashtags out of the text."),
            )
        )
    return tags


def _without_answer(parts: _Parts, post: Post, card: Card, found: list[Diagnostic]) -> _Parts:
    """Report a body that tells the answer; leave out a source whose title does."""
    told = leak(parts.body, post, card)
    if told is Leak.NONE:
        if leak(f"{parts.body}\n{parts.source}", post, card) is Leak.NONE:
            return parts
        found.append(
            Diagnostic(
                "caption.source-left-out",
                Severity.INFO,
                N_("The source is not named with the question, because its title tells the answer."),
            )
        )
        return replace(parts, source="", source_url="")
    sure = told is not Leak.MAYBE
    found.append(
        Diagnostic(
            "caption.leaks-answer",
            Severity.ERROR if sure else Severity.WARNING,
            N_("The caption of the question card gives the answer away.")
            if sure
            else N_("The caption of the question card has the right answer's word in it."),
            hint=N_("Say it in the caption of the answer card; here, name all options or none."),
        )
    )
    return parts


def _variants(parts: _Parts) -> Iterator[_Parts]:
    """``parts``, then with less and less of what is optional."""
    yield parts
    if parts.source_url:
        parts = replace(parts, source_url="")
        yield parts
    if parts.source:
        parts = replace(parts, source="")
        yield parts
    while len(parts.tags) > 1 or (parts.tags and parts.tags[0] != CAMPAIGN):
        parts = replace(parts, tags=parts.tags[:-1])
        yield parts


def _fitting(parts: _Parts, network: Network, found: list[Diagnostic]) -> _Parts:
    """The fullest variant that the network takes, else the least of all; says what gave way."""
    rule = network.text
    least = list(_variants(parts))[-1]
    fit = least
    if length(str(least), rule) <= rule.limit:
        fit = next(v for v in _variants(parts) if length(str(v), rule) <= rule.limit)
    if fit.source != parts.source or fit.source_url != parts.source_url:
        found.append(
            Diagnostic(
                "caption.source-left-out",
                Severity.INFO,
                N_("The source is left out, because {network} takes no more than {limit}.")
                if parts.source and not fit.source
                else N_(
                    "The source's address is left out, because {network} takes no more than {limit}."
                ),
                {"network": network.label, "limit": rule.limit},
            )
        )
    if dropped := parts.tags[len(fit.tags) :]:
        found.append(_hashtags_dropped(dropped, network))
    return fit


def _hashtags_dropped(dropped: tuple[str, ...], network: Network) -> Diagnostic:
    return Diagnostic(
        "caption.hashtags-dropped",
        Severity.WARNING,
        N_("There is no room on {network} for: {hashtags}."),
        {"network": network.label, "hashtags": " ".join("#" + tag for tag in dropped)},
        hint=N_("Put the most important hashtags first."),
    )


def _missing() -> Diagnostic:
    return Diagnostic(
        "caption.missing", Severity.ERROR, N_("There is no caption."), hint=N_("Write one in the post.")
    )


def _too_long(post: Post, network: Network, count: int) -> Diagnostic:
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
