"""The end side of the Translate page: the card in the target language, every size, who proved it.

In: the desk's selection and the language that is read from. Out: another size or field selected.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.changes import Key
from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.text.languages import load_sign_offs
from studio.ui.canvas import CardCanvas
from studio.ui.cards import CardKey, Shown
from studio.ui.desk import Desk
from studio.ui.fields import STATUS_OF
from studio.ui.icons import draw_icon
from studio.ui.naming import date_words, field_name, language_name
from studio.ui.pages.size_strip import WORDS
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF, MenuButton, button, label, look, menu_button
from studio.workspace.fitting import OVER, Fit

_HEIGHT, _TEXT, _GAP = 68, 24, 14  # pictures stay as they are where words are larger
_SIZES_AFTER = 40
"""Milliseconds after which the other sizes follow the card, so that they never hold up a letter."""


class SizeRow(QWidget):
    """The other sizes beside each other, small, each with its mark."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Sizes"))

    def _sizes(self) -> list[Size]:
        return [one.size for one in self._desk.sizes() if one.size != self._desk.selection.size]

    def key(self, size: Size) -> CardKey:
        """The small picture of a size."""
        height = _HEIGHT * self.devicePixelRatioF()
        return self._desk.key(round(height * size.width / size.height), size=size)

    def boxes(self) -> list[tuple[Size, QRectF]]:
        """Where each picture stands, in rows from the start."""
        now, found = theme(), []
        at, top = 0.0, 6.0
        for size in self._sizes():
            width = _HEIGHT * size.width / size.height
            room = max(width, now.px(46))
            if at and at + room > self.width():
                at, top = 0.0, top + _HEIGHT + now.px(_TEXT + _GAP)
            left = at + (room - width) / 2
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                left = self.width() - left - width
            found.append((size, QRectF(left, top, width, _HEIGHT)))
            at += room + now.px(_GAP)
        return found

    def refresh(self) -> None:
        """Paint again; new pictures are asked for while painting."""
        states = []
        for size in self._sizes():
            fit, choice = self._desk.cards.fit(self.key(size), rank=0), self._desk.size_choice(size)
            ratio = choice.ratio if choice else ""
            states.append(f"{ratio} {_(WORDS[fit.state])}" if fit else ratio)
        self.setAccessibleDescription(", ".join(states))
        boxes = self.boxes()
        height = round(boxes[-1][1].bottom()) + theme().px(_TEXT) if boxes else 0
        if height != self.minimumHeight():
            self.setFixedHeight(height)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Pictures, ratios, marks."""
        now = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(now.font("label"))
        for size, box in self.boxes():
            key, choice = self.key(size), self._desk.size_choice(size)
            pixmap = self._desk.cards.picture(key, rank=0) if self._desk.selection.post else None
            if pixmap is None:
                painter.fillRect(box, now.color("canvas"))
            else:
                painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))
            fit = self._desk.cards.fit(key, rank=0, ask=False)
            status = STATUS_OF[fit.state] if fit else "empty"
            color = now.color("ink_2" if status == "empty" else status)
            words, side = choice.ratio if choice else "", now.px(13)
            width = painter.fontMetrics().horizontalAdvance(words) + side + 4
            left = box.center().x() - width / 2
            line = QRectF(left, box.bottom() + 6, width, now.px(16))
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            mark = QRectF(line.right() - side if rtl else left, line.top() + 1.5, side, side)
            draw_icon(painter, ICON_OF[status], mark, color)
            painter.setPen(color)
            text = line.adjusted(0, 0, -side - 4, 0) if rtl else line.adjusted(side + 4, 0, 0, 0)
            painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter), words)
        if self.hasFocus():
            painter.setPen(now.color("link"))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Choose a size."""
        for size, box in self.boxes():
            if box.adjusted(-8, -6, 8, theme().px(_TEXT)).contains(event.position()):
                self._desk.select(size=size)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Left and right choose a size."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        sizes = [choice.size for choice in self._desk.sizes()]
        if step and sizes:
            if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
                step = -step
            now = self._desk.selection.size
            at = sizes.index(now) if now in sizes else 0
            self._desk.select(size=sizes[(at + step) % len(sizes)])
        else:
            super().keyPressEvent(event)


class CardSide(QFrame):
    """The card as it is exported in the target language."""

    text_clicked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._reference = self._proof_of = ""
        look(self, "endside")
        self.shown = Shown(None, None)
        self.title = label("", "label", wrap=True)
        self._size_menu = QMenu(self)
        self._size_menu.aboutToShow.connect(self._fill_sizes)
        self.size: MenuButton = menu_button("", self._size_menu, kind="small", tip=_("Size"))  # type: ignore[assignment]
        self.beside: QPushButton = button("", kind="small")
        self.beside.setCheckable(True)
        self.beside.toggled.connect(lambda _on: self.refresh())
        self.canvas, self.other = CardCanvas(), CardCanvas()
        self.other_title = label("", "small")
        for canvas in (self.canvas, self.other):
            canvas.margin = theme().px(10)
            canvas.set_labels(lambda region: field_name(self._kind(), region.field))
            canvas.text_clicked.connect(lambda field, _region: self.text_clicked.emit(field))
        self.sizes = SizeRow(desk)
        self.sizes_soon = QTimer(self, singleShot=True, interval=_SIZES_AFTER)
        self.sizes_soon.timeout.connect(self.sizes.refresh)
        self.proof = label("", "hint", wrap=True)
        self._lay_out()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.title, 1)
        head.addWidget(self.size)
        head.addWidget(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme().px(16), theme().px(10), theme().px(16), theme().px(12))
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.canvas, 3)
        column.addWidget(self.other_title)
        column.addWidget(self.other, 3)
        column.addWidget(self.sizes)
        column.addStretch(0)
        column.addWidget(self.proof)

    def _kind(self) -> str:
        now = self._desk.selection
        post = self._desk.session.post(now.pack, now.post) if now.post else None
        return post.kind if post else ""

    def show_reference(self, reference: str) -> None:
        """Which language stands beside, if one wants."""
        self._reference = reference
        words = fill(_("Beside {language}"), {"language": language_name(reference)})
        self.beside.setText(words)
        self.beside.setAccessibleName(words)
        self.beside.setToolTip(words)
        self.other_title.setText(language_name(reference))

    def refresh(self) -> None:
        """Lay the card out and paint it, at once."""
        desk, now = self._desk, self._desk.selection
        if not now.post or not now.language:
            self.canvas.show_frame(None, None)
            self.other.show_frame(None, None)
            return
        self.title.setText(fill(_("Card in {language}"), {"language": language_name(now.language)}))
        choice = desk.size_choice(now.size)
        self.size.set_text(choice.ratio if choice else "")
        self.shown = desk.cards.now(now.pack, now.post, now.language, now.card, now.size)
        self.canvas.show_frame(
            self.shown.frame, lambda frame, width: desk.cards.paint(now.pack, frame, width)
        )
        self.canvas.select_field(now.field)
        self._mark()
        beside = self.beside.isChecked() and bool(self._reference)
        for widget in (self.other, self.other_title):
            widget.setVisible(beside)
        self.sizes.setVisible(not beside)
        if beside:
            card = desk.cards.now(now.pack, now.post, self._reference, now.card, now.size)
            self.other.show_frame(
                card.frame, lambda frame, width: desk.cards.paint(now.pack, frame, width)
            )
            self.other.select_field(now.field)
        self.sizes_soon.start()
        if now.language != self._proof_of:
            self._say_proof(now.language)

    def _mark(self) -> None:
        fit = self.shown.fit
        problems = {}
        if fit is not None and fit.state == OVER and fit.field:
            problems[fit.field] = ("error", _("Too long"))
        self.canvas.set_problems(problems)

    def select_field(self, field: str) -> None:
        """Frame the texts of a field."""
        self.canvas.select_field(field)
        self.other.select_field(field)

    def fits(self) -> list[tuple[str, Fit | None]]:
        """Every size with what is known of its fit."""
        found: list[tuple[str, Fit | None]] = []
        for choice in self._desk.sizes():
            if choice.size == self._desk.selection.size:
                found.append((choice.ratio, self.shown.fit))
            else:
                key = self.sizes.key(choice.size)
                found.append((choice.ratio, self._desk.cards.fit(key, ask=False)))
        return found

    def is_over(self, key: Key) -> bool:
        """Whether a text does not fit in some size, as far as that is known."""
        desk = self._desk
        if key.post == desk.selection.post:
            fits = [fit for _ratio, fit in self.fits()]
        else:
            post = desk.session.post(key.pack, key.post)
            cards = [card.name for card in cards_of(post)] if post else []
            sizes = [one.size for one in desk.sizes()]
            keys = [desk.key(post=key.post, size=size, card=c) for size in sizes for c in cards]
            fits = [desk.cards.fit(one, ask=False) for one in keys]
        return any(fit is not None and fit.of(key.field) == OVER for fit in fits)

    def _fill_sizes(self) -> None:
        self._size_menu.clear()
        for choice in self._desk.sizes():
            words = f"{choice.ratio}   {', '.join(choice.networks)}"
            action = self._size_menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(choice.size == self._desk.selection.size)
            action.triggered.connect(lambda _on=False, size=choice.size: self._desk.select(size=size))

    def _say_proof(self, name: str) -> None:
        self._proof_of = name
        signed = load_sign_offs().get(name)
        if signed is None or signed.status != "signed-off":
            self.proof.setText(_("Nobody has signed off the proof sheet of this language yet."))
            return
        values = {"name": signed.by, "date": date_words(signed.on) if signed.on else ""}
        self.proof.setText(fill(_("Proof sheet signed by {name}, {date}."), values))

    def sizeHint(self) -> QSize:  # noqa: N802
        """About a quarter of the window."""
        return QSize(theme().px(344), theme().px(560))
