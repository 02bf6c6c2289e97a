"""The page to publish from: self-contained, safe, in both directions."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from kit_samples import ALT, TEXT, caption, publication, thread

from studio.export.kit import KitFile, KitImage, Publication, Translate
from studio.export.kitpage import Look, page, start_page

VOID = {"meta", "img", "br", "link", "input"}
NASTY = '</script><script>alert(1)</script><img src=x onerror="a">&amp;"\''


class Reader(HTMLParser):
    """Elements with their attributes, the text of each with an id, and that all is closed."""

    def __init__(self, file: KitFile) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: dict[str, str] = {}
        self.content: dict[str, str] = {}
        self._open: list[tuple[str, str]] = []
        self.feed(file.data.decode("ascii" if file.data.isascii() else "utf-8"))
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.elements.append((tag, found))
        if tag not in VOID:
            self._open.append((tag, found.get("id", "")))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        for tag, name in self._open:
            if name:
                self.texts[name] = self.texts.get(name, "") + data
            if tag in ("style", "script", "title", "h2"):
                self.content[tag] = self.content.get(tag, "") + data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [found for name, found in self.elements if name == tag]

    def copied(self) -> list[str]:
        """What each button puts on the clipboard."""
        return [self.texts[b["data-copy"]] for b in self.all("button") if "data-copy" in b]


def look(title: str = "Tiny", spoken: str = "en", words: Translate = str, mark: str = "") -> Look:
    return Look(title, spoken, words, mark)


def read(*ones: Publication, spoken: str = "en") -> Reader:
    return Reader(page(ones, look(spoken=spoken)))


def test_every_text_has_a_button_that_copies_exactly_it() -> None:
    after = caption(follow_up="The answer: B", follow_up_as="comment")
    assert read(publication(caption=after)).copied() == [
        TEXT,
        "#MILCLICKS #Пауза",
        ALT,
        "The answer: B",
    ]


def test_the_posts_of_a_thread_are_copied_one_by_one() -> None:
    assert read(publication(caption=thread("One 1/2", "Two 2/2"))).copied()[:2] == [
        "One 1/2",
        "Two 2/2",
    ]


def test_the_mark_of_the_fold_is_not_copied() -> None:
    found = read(publication(caption=caption(fold=9)))
    marks = [span for span in found.all("span") if "data-mark" in span]

    assert len(marks) == 1
    assert found.copied()[0] == TEXT
    assert not [
        s for s in read(publication(caption=caption(fold=len(TEXT)))).all("span") if "data-mark" in s
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_any_caption_is_copied_as_it_is(text: str) -> None:
    assert read(publication(caption=caption(text, hashtags=()))).copied()[0] == text


def test_strangers_words_stay_words() -> None:
    one = publication(
        title=NASTY,
        caption=caption(NASTY, follow_up=NASTY, hashtags=(NASTY,)),
        images=(KitImage(f"{NASTY}.jpg", NASTY, "1x1", "jpeg", NASTY),),
        network_label=NASTY,
        network=NASTY,
        labels=(NASTY, NASTY),
    )
    found = Reader(page([one], look(NASTY)))

    assert len(found.all("script")) == 1
    assert len(found.all("img")) == 1
    assert not any(name.startswith("on") for _tag, attrs in found.elements for name in attrs)
    assert found.copied()[0] == NASTY
    assert found.content["h2"] == NASTY


def test_nothing_leaves_the_folder() -> None:
    found = read(publication(), publication(network="x", network_label="X"))
    addresses = [
        value
        for _tag, attrs in found.elements
        for name, value in attrs.items()
        if name in ("src", "href", "action", "data", "srcset")
    ]
    assert addresses
    assert set(addresses) == {"index.html", "stop_en_facebook-feed_1080x1350.jpg"}
    assert not found.all("link")
    assert "url(" not in found.content["style"]
    assert not re.search(r"\b(fetch|XMLHttpRequest|import|eval|innerHTML)\b", found.content["script"])


def test_the_policy_lets_only_the_page_s_own_script_and_style_in() -> None:
    found = read(publication())
    (policy,) = [m["content"] for m in found.all("meta") if "http-equiv" in m]

    assert policy.startswith("default-src 'none';")
    for part in ("style", "script"):
        digest = base64.b64encode(hashlib.sha256(found.content[part].encode()).digest()).decode()
        assert f"{part}-src 'sha256-{digest}'" in policy
    assert not any("style" in attrs for _tag, attrs in found.elements)


@pytest.mark.parametrize(
    ("spoken", "content", "page_dir", "text_dir", "tag"),
    [
        ("en", "ar", "ltr", "rtl", "ar"),
        ("ar", "en", "rtl", "ltr", "en"),
        ("he", "sr@latin", "rtl", "ltr", "sr-Latn"),
    ],
)
def test_the_page_has_the_user_s_direction_and_texts_their_own(
    spoken: str, content: str, page_dir: str, text_dir: str, tag: str
) -> None:
    found = read(publication(language=content), spoken=spoken)
    (root,) = found.all("html")
    texts = [div for div in found.all("div") if "text" in div.get("class", "").split()]

    assert root["dir"] == page_dir
    assert texts
    assert all((div["dir"], div["lang"]) == (text_dir, tag) for div in texts)


def test_images_have_alt_texts_sizes_and_can_be_saved() -> None:
    found = read(publication())
    (image,) = found.all("img")
    assert (image["alt"], image["width"], image["height"]) == (ALT, "1080", "1350")
    assert [a["href"] for a in found.all("a") if "download" in a] == [image["src"]]


def test_a_pdf_is_linked_and_not_shown() -> None:
    image = KitImage("a 1.pdf", "A4", "2551x3579", "pdf", ALT)
    found = read(publication(images=(image,)))
    assert found.all("img") == []
    assert [a["href"] for a in found.all("a") if "download" in a] == ["a%201.pdf"]


def test_networks_can_be_chosen_and_the_plan_is_shown() -> None:
    ones = (publication(), publication(network="x", network_label="X"))
    found = read(*ones)
    chosen = [b["data-network"] for b in found.all("button") if "data-network" in b]

    assert chosen == ["", "facebook", "x"]
    assert [a["data-network"] for a in found.all("article")] == ["facebook", "x"]
    assert "Planned: 2026-07-05 09:30" in page(ones, look()).data.decode()


def test_the_start_page_leads_to_every_language_in_its_own_name() -> None:
    groups = {name: [publication(language=name)] for name in ("en", "sr@latin", "ar")}
    file = start_page(groups, look())
    found = Reader(file)
    assert file.name == "index.html"
    assert [(a["href"], a["lang"], a["dir"]) for a in found.all("a")] == [
        ("index_en.html", "en", "ltr"),
        ("index_sr%40latin.html", "sr-Latn", "ltr"),
        ("index_ar.html", "ar", "rtl"),
    ]
    assert "العربية" in file.data.decode()
    assert [(image["src"], image["alt"]) for image in found.all("img")] == 3 * [
        ("stop_en_facebook-feed_1080x1350.jpg", "")
    ]


def test_the_user_s_language_is_spoken() -> None:
    said = {"Copy caption": "Копирај опис"}
    file = page([publication()], look(spoken="sr", words=lambda message: said.get(message, message)))
    assert "Копирај опис" in file.data.decode()


def test_the_wordmark_is_drawn_or_at_least_written() -> None:
    mark = '<svg class="mark" viewBox="0 0 1 1"><path class="text" d="M0 0H1V1Z"/></svg>'
    drawn = page([publication()], look(mark=mark)).data.decode()

    assert mark in drawn
    assert '<p class="brand">' not in drawn
    assert '<p class="brand">MIL CLICKS</p>' in page([publication()], look()).data.decode()
    assert mark in start_page({"en": [publication()]}, look(mark=mark)).data.decode()


def test_alt_texts_of_slides_say_which_slide_they_are_of() -> None:
    slides = tuple(KitImage(f"{n}.jpg", "Feed", "1x1", "jpeg", f"Slide {n}") for n in (1, 2))
    page_of_two = page([publication(images=slides, images_each=2)], look()).data.decode()
    assert "<bdi>1/2</bdi>" in page_of_two
    assert "<bdi>2/2</bdi>" in page_of_two
    assert "<bdi>" not in page([publication(caption=caption(hashtags=()))], look()).data.decode()
