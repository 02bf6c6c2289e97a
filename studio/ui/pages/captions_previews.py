"""The end side of the Captions page: the post of one network before "more" and as a whole.

In: a caption report. Out: frames with the card's picture in the network's size; texts to copy.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.geometry import Size
from studio.model.network import Network, Placement
from studio.text.languages import language
from studio.ui.cards import CardKey
from studio.ui.desk import Desk
from studio.ui.pages.captions_preview import PictureView, PostFrame
from studio.ui.theme import theme
from studio.ui.widgets import button, clear_layout, label, look
from studio.workspace.caption import CaptionReport
from studio.workspace.sizes import places_of, ratio_of

_TWO_COLUMNS = 470
_WIDEST = 380


class Previews(QScrollArea):
    """See the module."""

    copied = Signal(str, str)
    """A text to copy, and what to say then."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._place: dict[str, int] = {}
        self._shape: tuple[object, ...] = ()
        self._report: CaptionReport | None = None
        self._who = self._card = ""
        self.frames: list[PostFrame] = []
        self.setWidgetResizable(True)
        self.setProperty("look", "ringed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(theme().px(260))
        inside = QWidget()
        look(inside, "canvas")
        px = theme().px
        column = QVBoxLayout(inside)
        column.setContentsMargins(px(20), px(14), px(20), px(20))
        column.setSpacing(px(12))
        self._shapes = QHBoxLayout()
        self._shapes.setSpacing(0)
        column.addLayout(self._shapes)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(px(20))
        column.addLayout(self._row)
        self._after = QVBoxLayout()
        column.addLayout(self._after)
        column.addStretch(1)
        self.setWidget(inside)

    def place(self, network: Network) -> Placement:
        """The placement whose picture is shown."""
        places = places_of(network)
        return places[self._place.get(network.name, 0) % len(places)]

    def step(self, step: int) -> None:
        """The network's next placement."""
        if self._report is not None:
            name = self._report.network.name
            self._choose(self._place.get(name, 0) + step)

    def show_report(self, report: CaptionReport, who: str, card: str) -> None:
        """Show a network's post."""
        self._report, self._who, self._card = report, who, card
        place = self.place(report.network)
        now = self._desk.selection
        shape = (report, who, card, place, now.pack, now.post, now.language)
        if shape == self._shape:
            self._paint()
            return
        self._shape = shape
        self._build(report, place.size)
        self._paint()

    def arrived(self, key: CardKey) -> None:
        """A picture is there now; perhaps it is one of these."""
        if self._report is not None and key == self._key():
            self._paint()

    # --- building ------------------------------------------------------------------------------

    def _build(self, report: CaptionReport, size: Size) -> None:
        old = self.frames[0].picture.pixmap() if self.frames and self.frames[0].picture else None
        clear_layout(self._shapes)
        clear_layout(self._row)
        clear_layout(self._after)
        self.frames = []
        self._build_shapes(report.network)
        made = report.caption
        values = {"network": report.network.label}
        if made.parts:
            for at, part in enumerate(made.parts, 1):
                head = fill(
                    _("{network}, post {number} of {all}"),
                    {**values, "number": at, "all": len(made.parts)},
                )
                self._add(head, part.text, size if part.image else None, copy=True)
        else:
            hidden = made.fold is not None and made.fold < len(made.text)
            if hidden and made.fold is not None:
                head = fill(_("{network}, before “more”"), values)
                self._add(head, made.text[: made.fold], size, more=True)
            self._add(fill(_("{network}, whole text"), values), made.text, size)
        self.setAccessibleName(report.network.label)
        if len(self.frames) == 1:
            self._row.setStretch(0, 100)
            self._row.addStretch(1)
        self._turn(thread=bool(made.parts))
        for frame in self.frames:
            if frame.picture is not None:
                frame.picture.show_pixmap(old)
        if made.follow_up:
            self._build_follow_up(report)

    def _build_shapes(self, network: Network) -> None:
        """One button for each shape that the network shows."""
        places = places_of(network)
        if len(places) < 2:
            return
        group = QButtonGroup(self._shapes)
        for at, place in enumerate(places):
            one = QPushButton(ratio_of(place.size))
            one.setProperty("look", "segment")
            if at in (0, len(places) - 1):
                one.setProperty("place", "last" if at else "first")
            one.setCheckable(True)
            one.setChecked(place == self.place(network))
            one.setToolTip(place.label)
            one.setAccessibleName(f"{ratio_of(place.size)}, {place.label}")
            one.clicked.connect(partial(self._choose, at))
            group.addButton(one)
            self._shapes.addWidget(one)
        self._shapes.addStretch(1)

    def _add(
        self, head: str, text: str, size: Size | None, *, more: bool = False, copy: bool = False
    ) -> None:
        assert self._report is not None
        font = self._desk.fonts.writing(language(self._report.caption.language), "body")
        frame = PostFrame(self._who, self._report, text, size, font, more=more)
        self.frames.append(frame)
        box = QFrame()
        box.setMaximumWidth(theme().px(_WIDEST))
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(7))
        top = QHBoxLayout()
        top.addWidget(label(head, "label", wrap=True), 1)
        if copy:
            said = fill(_("Copied: {what}."), {"what": head})
            one = button(_("Copy"), lambda: self.copied.emit(text, said), kind="link")
            one.setAccessibleName(fill(_("Copy: {what}"), {"what": head}))
            top.addWidget(one)
        column.addLayout(top)
        column.addWidget(frame)
        column.addStretch(1)
        self._row.addWidget(box, 0 if copy else 1)

    def _build_follow_up(self, report: CaptionReport) -> None:
        made = report.caption
        heads = {
            "reply": _("Then say, as a reply"),
            "comment": _("Then say, as a comment"),
            "message": _("Then say, as a message"),
        }
        head = heads[made.follow_up_as]
        top = QHBoxLayout()
        top.addWidget(label(head, "label", wrap=True), 1)
        one = button(
            _("Copy"),
            lambda: self.copied.emit(made.follow_up, _("Copied: what to say next.")),
            icon_name="duplicate",
            kind="link",
        )
        one.setAccessibleName(_("Copy what to say next"))
        top.addWidget(one)
        self._after.addLayout(top)
        font = self._desk.fonts.writing(language(made.language), "body")
        self._after.addWidget(PostFrame(self._who, report, made.follow_up, None, font, more=False))

    def _choose(self, at: int) -> None:
        if self._report is not None:
            network = self._report.network
            self._place[network.name] = at % len(places_of(network))
            self.show_report(self._report, self._who, self._card)

    # --- pictures ------------------------------------------------------------------------------

    def _pictures(self) -> list[PictureView]:
        return [frame.picture for frame in self.frames if frame.picture is not None]

    def _key(self) -> CardKey:
        assert self._report is not None
        size = self.place(self._report.network).size
        wide = min(theme().px(_WIDEST), max(200, self.viewport().width() - theme().px(40)))
        # A few widths only, so that dragging the splitter does not ask for each of them.
        step = 160
        width = min(round(size.width), -(-round(wide * self.devicePixelRatioF()) // step) * step)
        return self._desk.key(size=size, card=self._card, width=width)

    def _paint(self) -> None:
        pixmap = self._desk.cards.picture(self._key(), rank=0)
        for view in self._pictures():
            view.show_pixmap(pixmap)

    def _turn(self, *, thread: bool) -> None:
        wide = self.viewport().width() >= theme().px(_TWO_COLUMNS) and not thread
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._row.setDirection(across if wide else down)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Beside each other or below, as there is room."""
        super().resizeEvent(event)
        if self._report is not None:
            self._turn(thread=bool(self._report.caption.parts))
            self._paint()
