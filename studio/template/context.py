"""What one card is built from, shared by all steps of building.

In: post, template, brand, language, words. Out: :class:`Context`, and :class:`Entry` for the current
entry of a repeated list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from studio.diagnostics import fill
from studio.model.brand import Brand, Element
from studio.model.color import Color
from studio.model.language import Language
from studio.model.partner import Partner
from studio.model.post import Post
from studio.template.load import Template, Tree

ENGLISH = Language("en", "en", "English", "English", "Latn")


@dataclass(frozen=True, slots=True)
class Entry:
    """The current entry of a repeated list: ``index`` from 1, 0 outside of any list."""

    index: int = 0

    def name(self, box: str) -> str:
        """The address of a box inside the entry."""
        return f"{box}.{self.index}" if self.index else box


@dataclass(frozen=True, slots=True)
class Context:
    """What a card is made from; one per build. ``slide`` of ``slides`` for a card of a carousel.

    ``element_name`` is the post's element, or that of the entry in a list of all six.
    """

    post: Post
    template: Template
    brand: Brand
    language: Language
    aspect: str
    words: Mapping[str, str]
    palette: Mapping[str, Color]
    tree: Tree
    theme: str
    missing: list[str]
    element_name: str
    slide: int = 0
    slides: int = 0
    partners: tuple[Partner, ...] = ()

    @property
    def handle(self) -> str:
        """The handle of the partner, if there is but one."""
        return self.partners[0].handle if len(self.partners) == 1 else ""

    @property
    def element(self) -> Element:
        """The element whose colours are in use."""
        return self.brand.elements[self.element_name]

    def word(self, message: str, **params: str) -> str:
        """A word of the template in the card's language, its places filled.

        A word without translation is noted in ``missing`` and stays English.
        """
        if message not in self.words and self.post.language.partition("_")[0] != ENGLISH.name:
            self.missing.append(message)
        return fill(self.words.get(message, message), params)

    def field(self, pattern: str, entry: Entry) -> str:
        """A field's name: ``*`` is the entry's number, outside of lists the slide's."""
        return pattern.replace("*", str(entry.index or self.slide))
