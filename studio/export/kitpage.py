"""The page that a person publishes from: images, captions, alt texts, each with a button to copy it.

In: publications of one language, the studio's words in the user's language, the wordmark. Out: one
HTML file that needs nothing but the images beside it: no address is ever called, and the page's own
policy forbids it.
"""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice
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


@dataclass(frozen=True, slots=True)
class Look:
    """What all pages of a hand-off share.

    ``title`` is the pack's; ``words`` translates into the language ``spoken`` (a gettext name);
    ``mark`` is the wordmark as an ``svg`` element, or empty.
    """

    title: str
    spoken: str
    words: Translate
    mark: str = ""

    def band(self, *below: str) -> str:
        """The head of a page: wordmark, title, and what stands under it."""
        mark = self.mark or '<p class="brand">MIL CLICKS</p>'
        parts = (mark, f'<h1 dir="auto">{_text(self.title)}</h1>', *below)
        return '<header class="band">\n' + "\n".join(parts) + "\n</header>"


def page(publications: Sequence[Publication], look: Look) -> KitFile:
    """The page of one language."""
    name = publications[0].language
    made = _Page(look, language(name)).html(publications)
    return KitFile(language_file(STEM, name, "html"), made.encode("utf-8", "xmlcharrefreplace"))


def start_page(languages: Mapping[str, Sequence[Publication]], look: Look) -> KitFile:
    """The page that leads to each language's."""
    ways = "\n".join(_way(language(name), group) for name, group in languages.items())
    lead = f"<p>{_text(look.words(N_('Choose a language.')))}</p>"
    made = _document(f'{look.band(lead)}\n<main class="ways">\n{ways}\n</main>', look.title, look)
    return KitFile(START, made.encode("utf-8", "xmlcharrefreplace"))


def _way(to: Language, group: Sequence[Publication]) -> str:
    """The link to a language's page, with a card of its own as its picture."""
    images = (image for one in group for image in one.first_images if image.format in SHOWABLE)
    shown = "".join(f'<img src="{quote(image.name)}" alt="">' for image in islice(images, 1))
    return (
        f'<a class="way" lang="{to.tag}" dir="{_dir(to)}" href="{_file(to.name)}">'
        f"{shown}<span>{_text(to.own_name)}</span></a>"
    )


class _Page:
    """One page; ``content`` is the language of the posts."""

    def __init__(self, look: Look, content: Language) -> None:
        self.look, self.content = look, content
        self.place = f'lang="{content.tag}" dir="{_dir(content)}"'
        self.ids = 0

    def html(self, publications: Sequence[Publication]) -> str:
        posts: dict[tuple[str, str], list[Publication]] = {}
        for one in publications:
            posts.setdefault((one.pack, one.post), []).append(one)
        sections = "\n".join(self.section(group) for group in posts.values())
        networks = {one.network: one.network_label for one in publications}
        name = f'<span class="picked" lang="{self.content.tag}">{_text(self.content.own_name)}</span>'
        back = f'<a href="{START}">{self.say(N_("All languages"))}</a>'
        how = self.say(N_("Copy a text, save its image, paste both. Nothing here needs the internet."))
        body = f"""{self.look.band(f'<p class="row">{name} {back}</p>', f"<p>{how}</p>")}
{self.filters(networks)}
<main>
{sections}
<p id="none" hidden>{self.say(N_("No post has these words."))}</p>
</main>
<p id="status" class="unseen" role="status" aria-live="polite"></p>"""
        return _document(body, f"{self.look.title} · {self.content.own_name}", self.look)

    def say(self, message: str, **params: str | int) -> str:
        """One of the studio's sentences in the user's language, for HTML."""
        return _text(fill(self.look.words(message), params))

    def filters(self, networks: Mapping[str, str]) -> str:
        everything = (
            f'<button data-network="" aria-pressed="true">{self.say(N_("All networks"))}</button>'
        )
        one_by_one = "".join(
            f'<button data-network="{_text(name)}" aria-pressed="false">{_text(label)}</button>'
            for name, label in networks.items()
        )
        find = self.say(N_("Find a post"))
        return (
            f'<nav><input type="search" id="find" placeholder="{find}" aria-label="{find}">'
            f'<div class="row">{everything}{one_by_one}</div></nav>'
        )

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
<header class="row"><h3>{_text(one.network_label)}</h3><span class="soft">{card}</span></header>
<div class="shots">{figures}</div>
<div class="texts">{texts}</div>
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
        count = len(caption.parts)
        for number, part in enumerate(caption.parts, 1):
            head = self.say(N_("Thread: {count} posts"), count=count) if number == 1 else ""
            counted = self.length(part.length, caption.limit)
            yield self.box(head, _text(part.text), self.say(_COPY["part"], number=number), counted)
        if not caption.parts:
            counted = self.length(caption.length, caption.limit)
            yield self.box(
                self.say(N_("Caption")), self.marked(caption), self.say(_COPY["text"]), counted
            )
        if caption.hashtags:
            # Each in its own direction; what is copied is the words alone.
            tags = " ".join(f"<bdi>#{_text(tag)}</bdi>" for tag in caption.hashtags)
            yield self.box(self.say(N_("Hashtags")), tags, self.say(_COPY["tags"]), small=True)

    def marked(self, caption: Caption) -> str:
        """The caption, with a mark where the network folds it."""
        fold = caption.fold
        if not fold or fold >= len(caption.text):
            return _text(caption.text)
        before, after = caption.text[:fold], caption.text[fold:]
        mark = self.say(_MORE)
        return f'{_text(before)}<span class="after" data-mark="{mark}">{_text(after)}</span>'

    def alts(self, one: Publication) -> Iterator[str]:
        """The alt texts, each once."""
        texts = dict.fromkeys(image.alt for image in one.images if image.alt)
        head = self.say(N_("Alt text, for people who can’t see the image"))
        for number, text in enumerate(texts, 1):
            shown = head if number == 1 else ""
            place = f"<bdi>{number}/{len(texts)}</bdi>" if len(texts) > 1 else ""
            yield self.box(shown, _text(text), self.say(_COPY["alt"]), place, small=True)

    def follow_up(self, caption: Caption) -> Iterator[str]:
        if caption.follow_up:
            head = self.say(_FOLLOW_UP.get(caption.follow_up_as, _FOLLOW_UP["reply"]))
            yield self.box(head, _text(caption.follow_up), self.say(_COPY["after"]), small=True)

    def length(self, length: int, limit: int) -> str:
        message = _TOO_LONG if length > limit else _LENGTH
        return self.say(message, length=length, limit=limit)

    def box(self, head: str, content: str, label: str, note: str = "", *, small: bool = False) -> str:
        """A text in the content's language under its head and the button that copies it."""
        self.ids += 1
        name = f"t{self.ids}"
        look, classes = ("", "text small") if small else (' class="main"', "text")
        said = f"<h4>{head}</h4>" if head else ""
        said += f'<span class="soft">{note}</span>' if note else ""
        return (
            f'<div><div class="bar">{said}'
            f'<button{look} data-copy="{name}">{label}</button></div>'
            f'<div class="{classes}" id="{name}" {self.place}>{content}</div></div>'
        )


def _document(body: str, title: str, look: Look) -> str:
    style, script = _part("kitpage.css"), _part("kitpage.js")
    policy = (
        "default-src 'none'; img-src 'self' file:; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )
    user = language(look.spoken)
    said = {"copied": N_("Copied"), "selected": N_("Selected: now press Ctrl+C")}
    data = "".join(f' data-{name}="{_text(look.words(text))}"' for name, text in said.items())
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
