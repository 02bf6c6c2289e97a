"""The page that a person publishes from: images, captions, alt texts, each with a button to copy it.

In: publications of one language, the studio's words in the user's language. Out: one HTML file that
needs nothing but the images beside it: no address is ever called, and the page's own policy forbids it.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from urllib.parse import quote

from studio.diagnostics import N_, fill
from studio.export.kit import SHOWABLE, KitFile, KitImage, Publication, Translate, language_file
from studio.model.artifact import Caption
from studio.model.language import Language
from studio.text.languages import language

STEM = "index"
START = "index.html"

_COPY = {
    "text": N_("Copy caption"),
    "part": N_("Copy part {number}"),
    "alt": N_("Copy alt text"),
    "tags": N_("Copy hashtags"),
    "after": N_("Copy follow-up"),
}
_FOLLOW_UP = {
    "reply": N_("The answer, as a reply to your post:"),
    "comment": N_("The answer, as the first comment:"),
    "message": N_("The answer, as the next message:"),
}
_MORE = N_("shown after “more”")
_TOO_LONG = N_("{length} of {limit}: too long")
_LENGTH = N_("{length} of {limit}")


def page(publications: Sequence[Publication], title: str, spoken: str, words: Translate) -> KitFile:
    """The page of one language; ``title`` is the pack's, ``spoken`` the gettext name of ``words``."""
    name = publications[0].language
    return KitFile(
        language_file(STEM, name, "html"),
        _Page(words, language(spoken), language(name))
        .html(publications, title)
        .encode("utf-8", "xmlcharrefreplace"),
    )


def start_page(languages: Iterable[str], title: str, spoken: str, words: Translate) -> KitFile:
    """The page that leads to each language's."""
    user = language(spoken)
    links = "\n".join(
        f'<p><a class="button" lang="{found.tag}" dir="{_dir(found)}" href="{_file(found.name)}">'
        f"{_text(found.own_name)}</a></p>"
        for found in map(language, languages)
    )
    body = (
        f'<header><p class="brand">MIL CLICKS</p><h1 dir="auto">{_text(title)}</h1>'
        f"<p>{_text(words(N_('Choose a language.')))}</p></header>\n{links}"
    )
    made = _document(body, title, user, words)
    return KitFile(START, made.encode("utf-8", "xmlcharrefreplace"))


class _Page:
    """One page: ``user`` is the language that it speaks, ``content`` the one of the posts."""

    def __init__(self, words: Translate, user: Language, content: Language) -> None:
        self.words, self.user, self.content = words, user, content
        self.place = f'lang="{content.tag}" dir="{_dir(content)}"'
        self.ids = 0

    def html(self, publications: Sequence[Publication], title: str) -> str:
        posts: dict[tuple[str, str], list[Publication]] = {}
        for one in publications:
            posts.setdefault((one.pack, one.post), []).append(one)
        sections = "\n".join(self.section(group) for group in posts.values())
        networks = {one.network: one.network_label for one in publications}
        body = f"""<header>
<p class="brand">MIL CLICKS</p>
<h1 dir="auto">{_text(title)}</h1>
<p class="soft"><span lang="{self.content.tag}">{_text(self.content.own_name)}</span></p>
<p>{self.say(N_("Copy a text, save its image, paste both. Nothing here needs the internet."))}</p>
</header>
{self.filters(networks)}
<main>
{sections}
</main>
<p id="status" class="soft" role="status" aria-live="polite"></p>"""
        return _document(body, f"{title} · {self.content.own_name}", self.user, self.words)

    def say(self, message: str, **params: str | int) -> str:
        """One of the studio's sentences in the user's language, for HTML."""
        return _text(fill(self.words(message), params))

    def filters(self, networks: Mapping[str, str]) -> str:
        everything = (
            f'<button data-network="" aria-pressed="true">{self.say(N_("All networks"))}</button>'
        )
        one_by_one = "".join(
            f'<button data-network="{_text(name)}" aria-pressed="false">{_text(label)}</button>'
            for name, label in networks.items()
        )
        return f"<nav>{everything}{one_by_one}</nav>"

    def section(self, group: Sequence[Publication]) -> str:
        first = group[0]
        tags = "".join(f'<span class="tag">{self.say(label)}</span>' for label in first.labels[:1])
        if first.draft:
            tags += f'<span class="tag plain">{self.say(N_("Draft"))}</span>'
        when = ""
        if first.day:
            day = first.day.isoformat() + (f" {first.at:%H:%M}" if first.at else "")
            when = f'<span class="soft">{self.say(N_("Planned: {day}"), day=day)}</span>'
        articles = "\n".join(self.article(one) for one in group)
        return f"""<section>
<header><div class="row">{tags}{when}</div>
<h2 {self.place}>{_text(first.title)}</h2></header>
{articles}
</section>"""

    def article(self, one: Publication) -> str:
        card = " · ".join(self.say(label) for label in one.labels[1:])
        figures = "\n".join(self.figure(image) for image in one.images)
        texts = "\n".join((*self.caption(one.caption), *self.alts(one), *self.follow_up(one.caption)))
        return f"""<article data-network="{_text(one.network)}">
<header><h3>{_text(one.network_label)}</h3><span class="soft">{card}</span></header>
<div>{figures}</div>
<div>{texts}</div>
</article>"""

    def figure(self, image: KitImage) -> str:
        file, size = quote(image.name), image.size.split("x")
        said = f"{_text(image.placement)} · {image.size} · {image.format.upper()}"
        shown = ""
        if image.format in SHOWABLE:
            shown = (
                f'<a href="{file}"><img src="{file}" loading="lazy" width="{size[0]}"'
                f' height="{size[1]}" {self.place} alt="{_text(image.alt)}"></a>'
            )
        save = f'<a href="{file}" download>{self.say(N_("Save the file"))}</a>'
        return f"<figure>{shown}<figcaption>{said}<br>{save}</figcaption></figure>"

    # ------------------------------------------------------------------ texts to copy

    def caption(self, caption: Caption) -> Iterator[str]:
        if caption.parts:
            yield f"<h4>{self.say(N_('Thread: {count} posts'), count=len(caption.parts))}</h4>"
            for number, part in enumerate(caption.parts, 1):
                label = self.say(_COPY["part"], number=number)
                yield self.box(_text(part.text), label, self.length(part.length, caption.limit))
        else:
            counted = self.length(caption.length, caption.limit)
            yield f"<h4>{self.say(N_('Caption'))}</h4>"
            yield self.box(self.marked(caption), self.say(_COPY["text"]), counted, main=True)
        if caption.hashtags:
            # Each in its own direction; what is copied is the words alone.
            tags = " ".join(f"<bdi>#{_text(tag)}</bdi>" for tag in caption.hashtags)
            yield f"<h4>{self.say(N_('Hashtags'))}</h4>"
            yield self.box(tags, self.say(_COPY["tags"]), small=True)

    def marked(self, caption: Caption) -> str:
        """The caption, with a mark where the network folds it."""
        fold = caption.fold
        if not fold or fold >= len(caption.text):
            return _text(caption.text)
        before, after = caption.text[:fold], caption.text[fold:]
        mark = self.say(_MORE)
        return f'{_text(before)}<span class="after" data-mark="{mark}">{_text(after)}</span>'

    def alts(self, one: Publication) -> Iterator[str]:
        """The alt texts, each once; on several slides each with its number."""
        texts = list(dict.fromkeys(image.alt for image in one.images if image.alt))
        if texts:
            yield f"<h4>{self.say(N_('Alt text, for people who can’t see the image'))}</h4>"
        for text in texts:
            yield self.box(_text(text), self.say(_COPY["alt"]), small=True)

    def follow_up(self, caption: Caption) -> Iterator[str]:
        if caption.follow_up:
            head = _FOLLOW_UP.get(caption.follow_up_as, _FOLLOW_UP["reply"])
            yield f"<h4>{self.say(head)}</h4>"
            yield self.box(_text(caption.follow_up), self.say(_COPY["after"]), small=True)

    def length(self, length: int, limit: int) -> str:
        message = _TOO_LONG if length > limit else _LENGTH
        return self.say(message, length=length, limit=limit)

    def box(
        self, content: str, label: str, note: str = "", *, main: bool = False, small: bool = False
    ) -> str:
        """A text in the content's language and the button that copies it."""
        self.ids += 1
        name = f"t{self.ids}"
        classes = "text small" if small else "text"
        look = ' class="main"' if main else ""
        said = f'<span class="soft">{note}</span>' if note else ""
        return (
            f'<div class="{classes}" id="{name}" {self.place}>{content}</div>'
            f'<div class="row"><button{look} data-copy="{name}">{label}</button>{said}</div>'
        )


def _document(body: str, title: str, user: Language, words: Translate) -> str:
    style, script = _part("kitpage.css"), _part("kitpage.js")
    policy = (
        "default-src 'none'; img-src 'self' file:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )
    said = {"copied": words(N_("Copied")), "selected": words(N_("Selected: now press Ctrl+C"))}
    data = "".join(f' data-{name}="{_text(text)}"' for name, text in said.items())
    return f"""<!doctype html>
<html lang="{user.tag}" dir="{_dir(user)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>{_text(title)}</title>
<style>{style}</style>
</head>
<body{data}>
{body}
<script>{script}</script>
</body>
</html>
"""


@cache
def _part(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _file(name: str) -> str:
    return quote(language_file(STEM, name, "html"))


def _dir(of: Language) -> str:
    return "rtl" if of.rtl else "ltr"


def _text(text: str) -> str:
    return html.escape(text)
