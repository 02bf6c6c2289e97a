"""Packs for the library's tests, made from nothing."""

from __future__ import annotations

import datetime

from studio.library import Content
from studio.model.catalog import Catalog, Entry
from studio.model.changes import Key
from studio.model.post import Pack, Picture, Plan, Post, Source

LANGUAGES = ("sr", "th")
SERBIAN = "Стани пре дељења"
THAI = "หยุดก่อนแชร์ข่าวนี้ทุกครั้ง"


def tip(name: str, words: str = "Stop **before** you share") -> Post:
    """A tip with every attribute a post can have."""
    return Post(
        id=name,
        kind="tip",
        element="critical",
        language="en",
        texts={"headline": words, "body": "Ask who says it.", "caption": f"Café {name}: ask first."},
        number=7,
        theme="vivid",
        link="https://example.org/stop",
        hashtags=("Pause", "Média"),
        picture=Picture("media/face.png", (0.25, 0.75), (0.1, 0.2, 0.3, 0.4), "Ana"),
        source=Source("UNESCO", "https://example.org", datetime.date(2026, 10, 1)),
        plan=Plan(datetime.date(2026, 11, 30), datetime.time(9, 30), ("x", "instagram")),
    )


def quiz(name: str) -> Post:
    """A quiz, with lists of texts."""
    texts = {"question": "Which one?", "options.1": "Many capitals", "options.2": "A named author"}
    texts |= {"why": "You can ask.", "caption_answer": "A name.", "caption": "Which?"}
    return Post(name, "quiz", "literacy", "en", texts, answer=2)


def content(count: int = 6, pack: str = "tiny", media: dict[str, str] | None = None) -> Content:
    """``count`` posts in English with Serbian and Thai catalogs that have gaps of every sort."""
    posts = [tip(f"tip-{n}") if n % 3 else quiz(f"quiz-{n}") for n in range(count)]
    posts.sort(key=lambda post: f"{post.id}.toml")
    words = {"sr": SERBIAN, "th": THAI}
    catalogs = []
    for language in LANGUAGES:
        entries = {
            f"{post.id}/{field}": Entry(text, f"{words[language]} {post.id} {field}", place == 2)
            for post in posts
            for place, (field, text) in enumerate(post.texts.items())
            if place != 1
        }
        first = posts[0]
        entries[f"{first.id}/caption"] = Entry("An older text.", words[language])
        entries["gone/body"] = Entry("Of a post that went.", words[language])
        catalogs.append(Catalog(language, entries))
    languages = ("en", "sr", "sr@latin", "th")
    made = Pack(pack, "Tiny", "en", tuple(posts), "", languages, "For tests.", "CC-BY-4.0")
    notes = dict.fromkeys(LANGUAGES, "{}")
    return Content(made, tuple(catalogs), media or {}, notes)


def caption(post: str, pack: str = "tiny", language: str = "") -> Key:
    """The address of a post's caption."""
    return Key(pack, post, "caption", language)
