"""One partner's kit: name, handle, address, logos, two colours; kept as soon as it is right.

In: a kit, or none for a new one. Out: the kit in the user's folder and in the pack that has a copy of
it. What is wrong stands under what it is about, with what would be right.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from studio.diagnostics import Diagnostic, Severity, fill
from studio.errors import StudioError
from studio.l10n import plain_sentence
from studio.l10n import translate as _
from studio.model.partner import MOST_LOGOS
from studio.ui.choosers import choose_files
from studio.ui.desk import Desk
from studio.ui.theme import theme
from studio.ui.widgets import CheckBox, Status, button, clear_layout, icon_button, label, look, restyle
from studio.workspace.kits import save_kit
from studio.workspace.partners import Kit, KitValues, NewLogo
from studio.workspace.posts import free_name, name_for

PICTURES = ("png", "jpg", "jpeg", "webp")
_HEX = re.compile(r"#?([0-9A-Fa-f]{6})\Z")
_LOGO = re.compile(r"logo-(\d+)\.")
_THUMB = 44


class LineRow(QWidget):
    """A line with its name above and what is wrong with it below."""

    finished = Signal()

    def __init__(self, name: str, hint: str) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(hint)
        self.line.setAccessibleName(name)
        self.line.editingFinished.connect(self.finished.emit)
        head = label(name, "label")
        head.setBuddy(self.line)
        self.problem = label("", wrap=True)
        self.problem.hide()
        self.row = QHBoxLayout()
        self.row.addWidget(self.line, 1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme().px(4))
        self.column.addWidget(head)
        self.column.addLayout(self.row)
        self.column.addWidget(self.problem)

    def text(self) -> str:
        """What is written."""
        return self.line.text().strip()

    def tell(self, found: Sequence[Diagnostic]) -> None:
        """Show what is wrong; nothing if it is right."""
        bad = any(one.severity is Severity.ERROR for one in found)
        words = " ".join(self.words(one) for one in found)
        self.problem.setText(words)
        self.problem.setProperty("status", "error" if bad else "warn")
        restyle(self.problem)
        self.problem.setVisible(bool(words))
        self.line.setProperty("state", "error" if bad else "")
        restyle(self.line)

    def words(self, one: Diagnostic) -> str:
        """What to say of a finding."""
        return plain_sentence(one)


class HandleRow(LineRow):
    """The handle: one word after an @."""

    def words(self, one: Diagnostic) -> str:
        """In the window's words: the schema's are for those who write the file."""
        return _("A handle is one word, like @youthlab.")


class AddressRow(LineRow):
    """The address of a website."""

    def words(self, one: Diagnostic) -> str:
        """As for :class:`HandleRow`."""
        return _("An address is whole, like https://youthlab.example.")


class ColorRow(LineRow):
    """A colour in hexadecimal digits, its swatch, and the nearest ones that would pass."""

    def __init__(self, name: str, hint: str) -> None:
        super().__init__(name, hint)
        self.swatch = QLabel()
        self.swatch.setFixedSize(theme().px(30), theme().px(30))
        self.row.addWidget(self.swatch)
        self.offers = QHBoxLayout()
        self.offers.setSpacing(theme().px(6))
        self.column.addLayout(self.offers)
        self.line.textChanged.connect(self._show)
        self._show()

    def text(self) -> str:
        """The colour as ``#RRGGBB``; what can't be one is given as it is, to be refused."""
        match = _HEX.match(super().text())
        return f"#{match[1].upper()}" if match else super().text()

    def tell(self, found: Sequence[Diagnostic]) -> None:
        """The problem, and a button for each colour that passes."""
        super().tell(found)
        clear_layout(self.offers)
        nearest = [str(one.params.get("nearest", "")) for one in found]
        colors = dict.fromkeys(",".join(nearest).replace(" ", "").split(","))
        for color in filter(None, colors):
            pixmap = QPixmap(theme().px(14), theme().px(14))
            pixmap.fill(QColor(color))
            one = button(fill(_("Take {color}"), {"color": color}), partial(self._take, color))
            one.setIcon(pixmap)
            self.offers.addWidget(one)
        if self.offers.count():
            self.offers.addStretch(1)

    def words(self, one: Diagnostic) -> str:
        """Without the hint where buttons say it."""
        if one.params.get("nearest"):
            return fill(_(one.message), one.params)
        if not _HEX.match(super().text()):
            return _("Write a colour as # and six digits, like #0B3D2E.")
        return plain_sentence(one)

    def _take(self, color: str) -> None:
        self.line.setText(color)
        self.finished.emit()

    def _show(self) -> None:
        color = self.text() if _HEX.match(self.text()) else "transparent"
        edge = theme().colors["edge"]
        self.swatch.setStyleSheet(
            f"background: {color}; border: 1px solid {edge}; border-radius: {theme().px(6)}px;"
        )


class LogoRow(QFrame):
    """A logo: its picture, its file, whether it keeps its colours, what is wrong with it."""

    changed = Signal()
    removed = Signal()

    def __init__(self, logo: NewLogo) -> None:
        super().__init__()
        self.file = logo.file
        self.frame = QFrame()
        look(self.frame, "inputbox")
        px = theme().px
        picture = QLabel()
        picture.setFixedSize(px(_THUMB * 2), px(_THUMB))
        picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        # Logos are dark on a clear ground: they need paper, also in a dark window.
        picture.setStyleSheet(f"background: #FFFFFF; border-radius: {px(4)}px;")
        pixmap = QPixmap(str(logo.file))
        if not pixmap.isNull():
            ratio = self.devicePixelRatioF()
            shown = pixmap.scaled(
                round(px(_THUMB * 2 - 8) * ratio),
                round(px(_THUMB - 8) * ratio),
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            shown.setDevicePixelRatio(ratio)
            picture.setPixmap(shown)
        self.own = CheckBox(_("In its own colours"))
        self.own.setChecked(logo.full_color)
        self.own.toggled.connect(lambda _on: self.changed.emit())
        row = QHBoxLayout(self.frame)
        row.setContentsMargins(px(6), px(6), px(4), px(6))
        row.addWidget(picture)
        row.addWidget(label(logo.file.name), 1)
        row.addWidget(self.own)
        words = fill(_("Take the logo {name} away"), {"name": logo.file.name})
        row.addWidget(icon_button("cross", words, self.removed.emit))
        self.words = label("", wrap=True)
        self.words.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(4))
        column.addWidget(self.frame)
        column.addWidget(self.words)

    def logo(self) -> NewLogo:
        """The logo as it is wished."""
        return NewLogo(self.file, full_color=self.own.isChecked())

    def tell(self, found: Sequence[Diagnostic]) -> None:
        """Show what is wrong."""
        bad = any(one.severity is Severity.ERROR for one in found)
        self.words.setText(" ".join(plain_sentence(one) for one in found))
        self.words.setProperty("status", "error" if bad else "warn")
        restyle(self.words)
        self.words.setVisible(bool(found))
        self.frame.setProperty("state", "error" if bad else "")
        restyle(self.frame)


class KitForm(QWidget):
    """The kit that is being made or changed; see the module."""

    saved = Signal(object)
    """The :class:`Kit` as it is kept now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = ""
        self._taken: tuple[str, ...] = ()
        self.logos: list[LogoRow] = []
        self.state = Status()
        self.name = LineRow(_("The partner's name"), _("Youth Lab"))
        self.handle = HandleRow(_("Handle, for captions"), "@youthlab")
        self.url = AddressRow(_("Address, for captions"), "https://youthlab.example")
        self.logo_color = ColorRow(_("Colour of the logos"), _("As the brand has it"))
        self.strip_color = ColorRow(_("Colour of the strip"), _("As the brand has it"))
        self.count = label("", "small")
        self.add = button(_("Add a logo"), self._choose, icon_name="plus")
        self.others = label("", wrap=True)
        self.others.setProperty("status", "error")
        self._lay_out()
        for row in self._rows():
            row.finished.connect(self.store)

    def _lay_out(self) -> None:
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(10))
        column.addWidget(self.state)
        column.addWidget(self.name)
        head = QHBoxLayout()
        head.addWidget(label(_("Logos"), "label"))
        head.addStretch(1)
        head.addWidget(self.count)
        column.addLayout(head)
        self._list = QVBoxLayout()
        self._list.setSpacing(px(8))
        column.addLayout(self._list)
        column.addWidget(self.add)
        hint = _("PNG, JPEG or WebP, dark on a clear ground; you can drop files here too.")
        column.addWidget(label(hint, "small", wrap=True))
        for pair in ((self.handle, self.url), (self.logo_color, self.strip_color)):
            row = QHBoxLayout()
            row.setSpacing(px(12))
            for one in pair:
                row.addWidget(one, 1, Qt.AlignmentFlag.AlignTop)
            column.addLayout(row)
        column.addWidget(self.others)
        self.others.hide()

    def open_kit(self, kit: Kit | None, taken: Sequence[str]) -> None:
        """Show a kit, or begin a new one; ``taken`` are the ids that there are."""
        self._id = kit.id if kit else ""
        self._taken = tuple(taken)
        partner = kit.partner if kit else None
        for row, text in (
            (self.name, partner.name if partner else ""),
            (self.handle, partner.handle if partner else ""),
            (self.url, partner.url if partner else ""),
            (self.logo_color, str(partner.logo_color or "") if partner else ""),
            (self.strip_color, str(partner.strip_color or "") if partner else ""),
        ):
            row.line.setText(text)
        logos = []
        if kit and partner:
            logos = [NewLogo(kit.folder / Path(one.file).name, one.full_color) for one in partner.logos]
        self._show_logos(logos)
        self._tell(kit.diagnostics if kit else ())
        if kit is None:
            self.state.set("empty", _("Give it a name and a logo, and it is kept."))
        else:
            self.state.setVisible(False)
        self.name.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_logos(self, files: Sequence[Path]) -> None:
        """Add picture files as logos, as many as there is room for."""
        new = [one.logo() for one in self.logos] + [NewLogo(file) for file in files]
        if len(new) > MOST_LOGOS:
            self._desk.say(fill(_("The strip has room for {most} logos."), {"most": MOST_LOGOS}))
        self._show_logos(new[:MOST_LOGOS])
        self.store()

    def values(self) -> KitValues:
        """What is written."""
        name = self.name.text()
        return KitValues(
            self._id or free_name(name_for(name), self._taken),
            name,
            tuple(row.logo() for row in self.logos),
            self.handle.text(),
            self.url.text(),
            self.logo_color.text(),
            self.strip_color.text(),
        )

    def store(self) -> None:
        """Keep the kit if it is right; else say what is not."""
        if not self.name.text() or not self.logos:
            self.state.set("empty", _("Give it a name and a logo, and it is kept."))
            return
        try:
            kit, _changes = save_kit(self._desk.session, self._desk.selection.pack, self.values())
        except StudioError as error:
            self._tell(error.diagnostics)
            self.state.set("error", _("Not kept yet: something has to be mended first."))
            return
        self._id = kit.id
        self._tell(kit.diagnostics)
        self.state.set("ok", _("Kept in your folder, and in the packs that use it."))
        self.saved.emit(kit)

    # --- logos ---------------------------------------------------------------------------------

    def _choose(self) -> None:
        kinds = " ".join(f"*.{ending}" for ending in PICTURES)
        if files := choose_files(self, _("Logos"), f"{_('Pictures')} ({kinds})"):
            self.take_logos(files)

    def _show_logos(self, logos: Sequence[NewLogo]) -> None:
        clear_layout(self._list)
        self.logos = [LogoRow(logo) for logo in logos]
        for row in self.logos:
            row.changed.connect(self.store)
            row.removed.connect(partial(self._remove, row))
            self._list.addWidget(row)
        values = {"count": len(logos), "most": MOST_LOGOS}
        self.count.setText(fill(_("{count} of {most}"), values))
        self.add.setVisible(len(logos) < MOST_LOGOS)

    def _remove(self, row: LogoRow) -> None:
        self._show_logos([one.logo() for one in self.logos if one is not row])
        self.store()

    # --- what is wrong -------------------------------------------------------------------------

    def _rows(self) -> tuple[LineRow, ...]:
        return self.name, self.handle, self.url, self.logo_color, self.strip_color

    def _tell(self, found: Sequence[Diagnostic]) -> None:
        """Each finding where it belongs; what belongs nowhere below."""
        places: dict[QWidget, list[Diagnostic]] = {row: [] for row in (*self._rows(), *self.logos)}
        rest = []
        for one in found:
            place = self._place_of(one)
            if place is None:
                rest.append(one)
            else:
                places[place].append(one)
        for row, mine in places.items():
            row.tell(mine)  # type: ignore[attr-defined]
        self.others.setText("\n".join(map(plain_sentence, rest)))
        self.others.setVisible(bool(rest))

    def _place_of(self, one: Diagnostic) -> QWidget | None:
        fields = {
            "name": self.name,
            "handle": self.handle,
            "url": self.url,
            "colors.logo": self.logo_color,
            "colors.strip": self.strip_color,
        }
        if one.where.field in fields:
            return fields[one.where.field]
        named = _LOGO.search(one.where.file) or _LOGO.search(str(one.params.get("file", "")))
        if named and int(named[1]) <= len(self.logos):
            return self.logos[int(named[1]) - 1]
        missing = str(one.params.get("file", ""))
        return next((row for row in self.logos if str(row.file) == missing), None)
