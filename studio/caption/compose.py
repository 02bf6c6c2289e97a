"""The caption of one card for one network.

In: a post in a language, one of its cards, a network, the words of that language's ``templates``
catalog (English sentence to translation). Out: a :class:`~studio.model.artifact.Caption` with its
length by the network's own count, and findings. A caption is never cut: what is optional gives way
in a fixed order and is reported; if that is not enough it becomes a thread where the network has such,
or else it is an error.

A caption is these parts with a blank line between them::

    the post's first line      optional
    its caption
    what it asks to do         optional
    its link                   or "Link in bio" where links can't be clicked
    Source: title              optional
    the source's address       optional; not where links can't be clicked
    Partner · @handle · address  optional; the address not where links can't be clicked
    #MILCLICKS #Hashtags       all but the first optional

A post may have other words for a network (``caption.x``): they stand for the first three.

What gives way, in this order: the source's address, the source, hashtags from the last, the partners.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from types import MappingProxyType

from studio.caption import findings
from studio.caption.answer import Leak, leak
from studio.caption.count import length, utf8_length
from studio.caption.entities import find_hashtags, find_urls
from studio.caption.fold import fold_of
from studio.caption.grammar import find
from studio.caption.hashtags import CAMPAIGN, Tags, chosen, one_campaign_tag, without_campaign_tag
from studio.caption.partners import partner_lines
from studio.caption.plain import one_line, plain
from studio.caption.tagline import tag_line
from studio.caption.thread import fits, split
from studio.diagnostics import N_, Diagnostic, Severity, Where, fill
from studio.model.artifact import Caption, ThreadPart
from studio.model.kind import KINDS, Card
from studio.model.network import Network, TextRule
from studio.model.partner import Partner
from studio.model.post import CAPTION, CAPTION_ACTION, CAPTION_ANSWER, CAPTION_HOOK, Post

LINK_IN_BIO = N_("Link in bio")
"""Printed instead of a link where links can't be clicked (catalog ``templates``)."""
SOURCE = N_("Source: {title}")
"""The line that names the source (catalog ``templates``)."""

MOST_CHARACTERS = 100_000
"""A longer text is refused before it is looked at: no network takes so much, and it would take long."""

NO_WORDS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class _Parts:
    body: str
    link: str
    source: str
    source_url: str
    partners: str
    tags: tuple[str, ...]
    rule: TextRule

    @property
    def after(self) -> tuple[str, ...]:
        """What stands between the author's words and the hashtags."""
        source = "\n".join(filter(None, (self.source, self.source_url)))
        return tuple(filter(None, (self.link, source, self.partners)))

    @property
    def words(self) -> str:
        """All but the hashtags."""
        return "\n\n".join(filter(None, (self.body, *self.after)))

    @property
    def tag_line(self) -> str:
        """The hashtags."""
        return tag_line(self.tags, self.body, self.rule)

    def __str__(self) -> str:
        return "\n\n".join(filter(None, (self.words, self.tag_line)))


def compose(
    post: Post,
    card: Card,
    network: Network,
    words: Mapping[str, str] = NO_WORDS,
    alt: str = "",
    partners: Sequence[Partner] = (),
) -> Caption:
    """The caption that goes with ``card`` on ``network``; ``post`` is already in its language.

    ``alt`` is the card's alt text, which goes with the picture of a thread's first post. ``partners``
    are those whose logos the card carries: their handles and addresses are named before the hashtags.

    Errors among the findings: ``caption.missing``, ``caption.absurd``, ``caption.too-long``,
    ``caption.too-many-bytes``, ``caption.too-many-hashtags``, ``caption.too-many-mentions``,
    ``caption.too-many-links``, ``caption.leaks-answer``.
    """
    names = _text_names(post, card, network)
    where = Where(file=post.file, post=post.id, field=names[0], language=post.language)
    size = sum(len(post.text(name)) for name in names)
    if size > MOST_CHARACTERS:
        finding = replace(findings.absurd(size, MOST_CHARACTERS), where=where)
        rule = network.text
        return Caption(network.name, post.language, "", 0, rule.limit, diagnostics=(finding,))
    found: list[Diagnostic] = []
    told = _body_and_links(post, names, network.text, words, found)
    named = partner_lines(partners, told[0], links=network.text.links_clickable)
    parts = _Parts(*told, named, (), network.text)
    parts = replace(parts, tags=_tags(post, parts.body, network, found).kept)
    parts = _without_answer(parts, post, card, found)
    posts: tuple[str, ...] = ()
    if not fits(str(parts), network.text):
        least = _least(parts)
        enough = fits(str(least), network.text)
        if not enough and network.text.threads:
            posts = _thread(parts, post, network, found)
        if not posts:
            fit = _fullest(parts, network.text) if enough else least
            _tell_what_gave_way(parts, fit, network, found)
            parts = fit
    caption = _caption(parts, posts, post, network, found)
    caption = _with_follow_up(caption, post, card, network, found)
    placed = tuple(replace(finding, where=where) for finding in found)
    return replace(
        caption,
        parts=_thread_parts(posts, network.text, alt),
        diagnostics=placed,
    )


def check_names(post: Post, known: Iterable[str]) -> tuple[Diagnostic, ...]:
    """A ``caption.unknown-network`` warning for each name in ``post`` that is none of ``known``."""
    networks = list(known)
    named = [
        (f, f.partition(".")[2])
        for f in post.texts
        if f.startswith((f"{CAPTION}.", f"{CAPTION_ANSWER}."))
    ]
    named += [("plan", name) for name in (post.plan.networks if post.plan else ())]
    found: list[Diagnostic] = []
    for field, name in named:
        if name in networks:
            continue
        close = get_close_matches(name, networks, n=1, cutoff=0.5)
        hint = N_("Did you mean {close}? There are: {known}.") if close else N_("There are: {known}.")
        params = {"name": name, "close": "".join(close), "known": ", ".join(networks)}
        where = Where(file=post.file, post=post.id, field=field, language=post.language)
        message = N_("There is no network “{name}”.")
        found.append(
            Diagnostic("caption.unknown-network", Severity.WARNING, message, params, where, hint)
        )
    return tuple(found)


def _text_names(post: Post, card: Card, network: Network) -> tuple[str, ...]:
    """The fields whose texts make the caption; the first is the one that diagnostics name."""
    main = CAPTION_ANSWER if card.reveals and post.text(CAPTION_ANSWER) else CAPTION
    own = f"{main}.{network.name}"
    if post.text(own):
        return (own,)
    # A first line that asks to guess does not belong under the answer.
    return (main,) if main == CAPTION_ANSWER else (main, CAPTION_HOOK, CAPTION_ACTION)


def _body_and_links(
    post: Post,
    names: tuple[str, ...],
    rule: TextRule,
    words: Mapping[str, str],
    found: list[Diagnostic],
) -> tuple[str, str, str, str]:
    """(body, link line, source line, source's address)."""
    texts: dict[str, str] = {}
    for name in names:
        texts[name], more = plain(post.text(name))
        found += more
    if not texts[names[0]]:
        found.append(findings.missing())
    order = (CAPTION_HOOK, names[0], CAPTION_ACTION)
    body = one_campaign_tag("\n\n".join(filter(None, (texts.get(name) for name in order))))
    return (body, *_links(post, body, rule, words))


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
        found.append(findings.bad_hashtags(tags.refused))
    if tags.dropped:
        found.append(findings.hashtags_dropped(tags.dropped, network))
    if most and count > most:
        found.append(findings.too_many_hashtags(count, network))
    found += findings.lower_case((*in_text, *tags.kept))
    return tags


def _without_answer(parts: _Parts, post: Post, card: Card, found: list[Diagnostic]) -> _Parts:
    """Report a body that tells the answer; leave out a source whose title does."""
    told = leak(parts.body, post, card)
    if told is not Leak.NONE:
        found.append(findings.leaks_answer(sure=told is not Leak.MAYBE))
        return parts
    if leak(f"{parts.body}\n{parts.partners}", post, card) is not Leak.NONE:
        found.append(findings.partners_left_out_for_answer())
        parts = replace(parts, partners="")
    if leak(f"{parts.body}\n{parts.source}", post, card) is Leak.NONE:
        return parts
    found.append(findings.source_left_out_for_answer())
    return replace(parts, source="", source_url="")


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
    if parts.partners:
        yield replace(parts, partners="")


def _least(parts: _Parts) -> _Parts:
    return list(_variants(parts))[-1]


def _fullest(parts: _Parts, rule: TextRule) -> _Parts:
    """The fullest variant that the network takes; there is one."""
    return next(variant for variant in _variants(parts) if fits(str(variant), rule))


def _tell_what_gave_way(parts: _Parts, fit: _Parts, network: Network, found: list[Diagnostic]) -> None:
    if fit.source != parts.source or fit.source_url != parts.source_url:
        whole = bool(parts.source and not fit.source)
        found.append(findings.source_left_out(network, whole=whole))
    if dropped := parts.tags[len(fit.tags) :]:
        found.append(findings.hashtags_dropped(dropped, network))
    if fit.partners != parts.partners:
        found.append(findings.partners_left_out(network))


def _thread(parts: _Parts, post: Post, network: Network, found: list[Diagnostic]) -> tuple[str, ...]:
    """``parts`` as numbered posts with the hashtags on the first; empty if it can't be split."""
    rule = network.text
    slim = parts
    # Hashtags leave at least half of the first post to the words.
    while len(slim.tags) > 1 and 2 * length(slim.tag_line, rule) > rule.limit:
        slim = replace(slim, tags=slim.tags[:-1])
    posts = split(slim.words, rule, post.language, slim.tag_line)
    if posts:
        found.append(findings.threaded(network, len(posts)))
        if dropped := parts.tags[len(slim.tags) :]:
            found.append(findings.hashtags_dropped(dropped, network))
    return posts


def _thread_parts(posts: tuple[str, ...], rule: TextRule, alt: str) -> tuple[ThreadPart, ...]:
    return tuple(
        ThreadPart(
            text,
            length(text, rule),
            utf8_length(text),
            image=not index,
            alt="" if index else alt,
        )
        for index, text in enumerate(posts)
    )


def _caption(
    parts: _Parts,
    posts: tuple[str, ...],
    post: Post,
    network: Network,
    found: list[Diagnostic],
) -> Caption:
    """The caption, measured."""
    rule = network.text
    text = "\n\n".join(posts) if posts else str(parts)
    each = posts or (text,)
    count, size = max(length(t, rule) for t in each), max(map(utf8_length, each))
    if count > rule.limit:
        found.append(findings.too_long(post, network, count))
    if rule.byte_limit and size > rule.byte_limit:
        found.append(findings.too_many_bytes(post, network, text))
    found += findings.beyond(max(each, key=len), find(text, rule.grammar), network)
    return Caption(
        network.name,
        post.language,
        text,
        count,
        rule.limit,
        tuple(dict.fromkeys(tag.value for tag in find_hashtags(text))),
        bytes=size,
        byte_limit=rule.byte_limit,
        fold=fold_of(text, rule),
        added=(*parts.after, *filter(None, (parts.tag_line,))),
    )


def _with_follow_up(
    caption: Caption, post: Post, card: Card, network: Network, found: list[Diagnostic]
) -> Caption:
    """What is said next under a question: the answer, without the hashtag that stands there already."""
    rule = network.text
    if card.reveals or not KINDS[post.kind].has_answer or not rule.follow_up:
        return caption
    own = post.text(f"{CAPTION_ANSWER}.{network.name}") or post.text(CAPTION_ANSWER)
    if len(own) > MOST_CHARACTERS:
        found.append(findings.absurd(len(own), MOST_CHARACTERS))
        return caption
    text = without_campaign_tag(plain(own)[0])
    if not fits(text, rule):
        found.append(findings.follow_up_too_long(network, length(text, rule)))
    return replace(caption, follow_up=text, follow_up_as=rule.follow_up)
