"""The proof sheet of a language as a box tree.

In: a language, its specimen, the brand, names of painted cards. Out: a card tree that the studio's own
layout sets like any card: what a native speaker sees here is what the studio makes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from studio import __version__
from studio.model.box import Box, Card, Container, Looks, PictureBox, Selected, TextBox
from studio.model.brand import Brand, TypeStyle
from studio.model.color import Color
from studio.model.geometry import Insets
from studio.model.language import Language
from studio.template import script_profile, setting_of
from studio.text.languages import SignOff, language
from studio.workspace.specimen import Specimen

WIDTH = 1800
"""Pixels of a sheet's width; u is a hundredth of it."""
ACROSS = 4
"""Cards in a row."""
COLUMNS = (18.0, 28.0, 40.0)
"""Widths of the samples of line breaking, in u."""
_GROUND, _INK, _QUIET, _LINE = (
    Color(255, 255, 255),
    Color(20, 20, 24),
    Color(96, 96, 104),
    Color(205, 205, 212),
)
_PAD, _GAP, _NEAR = 3.0, 3.0, 0.8
_NO_PADDING = Insets(0, 0, 0, 0)
_MOST = 400
"""Of Chinese and Japanese signs this many are enough to judge by."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A painted card on the sheet: its file and what it is called."""

    file: str
    name: str


class Sheet:
    """Builds the tree; ``number`` keeps the names of boxes apart."""

    def __init__(self, brand: Brand, own: Language, found: Specimen) -> None:
        self._brand, self._own, self._found = brand, own, found
        self._english = language("en")
        self._count = 0

    def tree(self, sign_off: SignOff, cards: Sequence[Shown]) -> Card:
        """The whole sheet."""
        found = self._found
        parts = [
            self._head(sign_off),
            self._row(
                self._labelled("Headline", self._text(found.sentence, 5.0, display=True)),
                self._labelled("Body", self._text(found.prose, 2.2)),
            ),
            self._letters(),
            self._row(
                self._labelled("Digits, numbers, date", *self._lines(found.digits, found.numbers)),
                self._labelled("Quotation marks", *self._lines(found.quotes)),
                self._labelled("Option letters", *self._lines(found.labels)),
            ),
            self._labelled("Long words", self._text("   ".join(found.words), 3.0, display=True)),
            self._breaks(),
            self._labelled("Other directions, links, signs", self._text(found.mixed, 2.2)),
            *self._cards(cards),
        ]
        root = self._column(*parts, gap=_GAP, padding=Insets(_PAD, _PAD, _PAD, _PAD))
        return Card(root, _GROUND, self._own, f"proof-{self._own.name}", "proof")

    # ---------------------------------------------------------------- parts

    def _head(self, sign_off: SignOff) -> Box:
        own = self._own
        direction = "right to left" if own.rtl else "left to right"
        facts = f"{own.english_name} · {own.name} · {own.tag} · {own.script} · {direction}"
        status = "Draft: not yet signed off by a native speaker"
        if sign_off.status == "signed-off":
            status = f"Signed off by {sign_off.by}, {sign_off.on}, version {sign_off.version}"
        return self._row(
            self._column(
                self._text(own.own_name, 5.0, display=True, plain=True),
                self._note(facts),
                gap=_NEAR,
            ),
            self._column(
                self._note(status),
                self._note(f"MIL CLICKS Studio {__version__}"),
                self._note("Right ☐    To mend ☐    Name, date:"),
                gap=_NEAR,
            ),
        )

    def _letters(self) -> Box:
        found = self._found
        parts = [self._text(_listed(found.letters), 2.4, display=True, plain=True)]
        if found.capitals:
            parts.append(self._text(_listed(found.capitals), 2.4, display=True, plain=True))
        parts.append(self._text(_listed((*found.letters[:_MOST], *found.more)), 2.0, plain=True))
        return self._labelled("Letters", *parts)

    def _breaks(self) -> Box:
        framed = [
            replace(
                self._column(self._text(self._found.prose, 2.2)),
                width=width,
                looks=Looks(outline=_LINE, outline_width=0.1),
            )
            for width in COLUMNS
        ]
        row = Container(name=self._name(), kind="row", children=tuple(framed), gap=_GAP, align="start")
        return self._labelled("Line breaks", row)

    def _cards(self, cards: Sequence[Shown]) -> list[Box]:
        width = (100 - 2 * _PAD - (ACROSS - 1) * _NEAR * 2) / ACROSS
        rows: list[Box] = []
        for group in _rows_of(cards, ACROSS):
            children = tuple(
                replace(
                    self._column(
                        PictureBox(name=self._name(), file=one.file, width=width, aspect=4 / 5),
                        self._note(one.name),
                        gap=0.3,
                    ),
                    width=width,
                )
                for one in group
            )
            rows.append(
                Container(
                    name=self._name(), kind="row", children=children, gap=2 * _NEAR, align="start"
                )
            )
        return rows

    # ---------------------------------------------------------------- pieces

    def _name(self) -> str:
        self._count += 1
        return f"part-{self._count}"

    def _column(self, *children: Box, gap: float = 0.0, padding: Insets = _NO_PADDING) -> Container:
        return Container(name=self._name(), kind="column", children=children, gap=gap, padding=padding)

    def _row(self, *children: Box) -> Container:
        grown = tuple(replace(child, grow=1.0) for child in children)
        return Container(name=self._name(), kind="row", children=grown, gap=_GAP, align="start")

    def _labelled(self, label: str, *parts: Box) -> Container:
        return self._column(self._note(label), *parts, gap=_NEAR)

    def _lines(self, *texts: str) -> list[Box]:
        return [self._text(text, 2.4) for text in texts]

    def _text(self, text: str, size: float, *, display: bool = False, plain: bool = False) -> TextBox:
        """A text in the language; emphasis is selected, letter for letter if ``plain``.

        Where a word is wider than its column, this text alone is set smaller.
        """
        style = self._style(display)
        profile = script_profile(self._brand, self._own)
        factor = profile.display_factor if display else profile.text_factor
        selected = Selected(
            self._brand.selection,
            profile.select_above,
            profile.select_below,
            max(profile.select_gap, self._brand.selection.gap),
            self._brand.colors["ink"],
            self._brand.colors["white"],
        )
        return TextBox(
            name=self._name(),
            text=text,
            field="" if plain else "sample",
            language=self._own,
            setting=setting_of(self._brand, style, self._own),
            color=_INK,
            max=size * factor,
            min=size * factor / 2,
            turn=0,
            balanced=display and not plain,
            selected=selected if display and not plain else None,
        )

    def _note(self, text: str) -> TextBox:
        """A small word of the studio, in English."""
        return TextBox(
            name=self._name(),
            text=text,
            language=self._english,
            setting=setting_of(self._brand, self._style(display=False), self._english),
            color=_QUIET,
            max=1.4,
            min=1.4,
        )

    def _style(self, display: bool) -> TypeStyle:
        return self._brand.styles["tip_headline" if display else "tip_body"]


def _listed(letters: Sequence[str]) -> str:
    """Letters with spaces between, marks on a dotted circle."""
    return " ".join(
        f"◌{one}" if unicodedata.category(one[0]).startswith("M") else one for one in letters[:_MOST]
    )


def _rows_of(cards: Sequence[Shown], count: int) -> list[Sequence[Shown]]:
    return [cards[i : i + count] for i in range(0, len(cards), count)]
