"""The picture of a post: chosen, dropped, replaced, removed; its focal point, its credit.

In: the desk's post. Out: the post's picture, through :mod:`studio.workspace.postparts`. Pictures are
never mirrored, whatever the window's direction: left is left.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.errors import StudioError
from studio.l10n import plain_sentence
from studio.l10n import translate as _
from studio.model.changes import Changes
from studio.model.geometry import Size
from studio.model.post import Picture
from studio.ui.calm import calm
from studio.ui.choosers import PICTURES, choose_file
from studio.ui.desk import Desk
from studio.ui.icons import draw_icon
from studio.ui.pages.write_rows import Fits, Row
from studio.ui.theme import theme
from studio.ui.widgets import button, icon_button, label, look
from studio.workspace import postparts

ENDINGS = ("png", "jpg", "jpeg", "webp")
"""Files that look like pictures; whether they are is seen when they are read."""

_LARGEST = Size(112, 84)
_STEP, _FAR = 0.01, 0.1
_STORE_AFTER = 60


class FocusThumb(QWidget):
    """The whole picture, small, with the ring of its focal point: drag it, or use the arrow keys.

    ``moved`` gives shares of width and height; ``asked`` comes where one wants another picture.
    """

    moved = Signal(float, float)
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._pixmap: QPixmap | None = None
        self._focus = QPointF(0.5, 0.5)
        self._held = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Focal point"))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFixedSize(theme().px(_LARGEST.width), theme().px(_LARGEST.height))

    def show_picture(self, pixmap: QPixmap | None) -> None:
        """Another picture; None if it can't be read."""
        self._pixmap = pixmap
        self.update()

    def set_focus(self, x: float, y: float) -> None:
        """Where the ring stands."""
        self._focus = QPointF(x, y)
        place = fill(
            _("Focal point {x} %, {y} %. Move it with the arrow keys."),
            {"x": round(100 * x), "y": round(100 * y)},
        )
        self.setAccessibleDescription(place)
        self.setToolTip(place)
        self.update()

    def place(self) -> QRectF:
        """Where the picture stands in the widget."""
        room = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        if self._pixmap is None or self._pixmap.isNull():
            return room
        scale = min(room.width() / self._pixmap.width(), room.height() / self._pixmap.height())
        width, height = self._pixmap.width() * scale, self._pixmap.height() * scale
        at = room.center()
        return QRectF(at.x() - width / 2, at.y() - height / 2, width, height)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The picture, the ring, the focus."""
        now = theme()
        painter = QPainter(self)
        painter.setRenderHints(
            QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
        )
        place = self.place()
        if self._pixmap is None:
            painter.fillRect(place, now.color("pressed"))
            side = now.px(22)
            mark = QRectF(place.center().x() - side / 2, place.center().y() - side / 2, side, side)
            draw_icon(painter, "picture", mark, now.color("ink_3"))
        else:
            painter.drawPixmap(place, self._pixmap, QRectF(self._pixmap.rect()))
            paint_ring(painter, self._point(place), now.px(9))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(now.color("link"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)

    def _point(self, place: QRectF) -> QPointF:
        return QPointF(
            place.x() + self._focus.x() * place.width(), place.y() + self._focus.y() * place.height()
        )

    def _move(self, x: float, y: float) -> None:
        self.set_focus(min(max(x, 0.0), 1.0), min(max(y, 0.0), 1.0))
        self.moved.emit(self._focus.x(), self._focus.y())

    def _to(self, point: QPointF) -> None:
        place = self.place()
        if place.width() and place.height():
            self._move(
                (point.x() - place.x()) / place.width(), (point.y() - place.y()) / place.height()
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The ring jumps to the mouse."""
        if self._pixmap is None:
            self.asked.emit()
            return
        self._held = True
        self._to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """And follows it."""
        if self._held:
            self._to(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802
        """It stays."""
        self._held = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Arrows move it by 1 %, with Shift by 10 %; Enter asks for a picture."""
        step = _FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else _STEP
        ways = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, -step),
            Qt.Key.Key_Down: (0.0, step),
        }
        key = Qt.Key(event.key())
        if key in ways and self._pixmap is not None:
            x, y = ways[key]
            self._move(self._focus.x() + x, self._focus.y() + y)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As it is set."""
        return QSize(theme().px(_LARGEST.width), theme().px(_LARGEST.height))


def paint_ring(painter: QPainter, at: QPointF, radius: float) -> None:
    """The ring of a focal point, seen on any ground."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor("#FFFFFF"), 6))
    painter.drawEllipse(at, radius, radius)
    painter.setPen(QPen(QColor("#2013F2"), 2.5))
    painter.drawEllipse(at, radius, radius)
    painter.drawEllipse(at, radius * 0.55, radius * 0.55)


class PictureRow(Row):
    """The picture of the post at hand, or a place to drop one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Picture"))
        self._desk = desk
        self._at = desk.selection  # what is changed here belongs to this post, whatever is selected
        self._shown: tuple[str, str] = ("", "")
        self._wished: tuple[float, float] | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_STORE_AFTER)
        self._soon.timeout.connect(self.store)
        self.thumb = FocusThumb()
        self.thumb.moved.connect(self._moved)
        self.thumb.asked.connect(self.choose)
        self.credit = QLineEdit()
        calm(self.credit)
        self.credit.setAccessibleName(_("Credit"))
        self.credit.setPlaceholderText(_("Credit: who made it"))
        self.credit.editingFinished.connect(self._credit)
        self.replace = button(_("Replace"), self.choose, kind="small")
        self.replace.setAccessibleName(_("Replace the picture"))
        self.point = button(
            _("Focal point"),
            self.thumb.setFocus,
            icon_name="focal",
            kind="plain",
            tip=_("Move the focal point with the arrow keys; with Shift further."),
        )
        self.point.setAccessibleName(_("Focal point"))
        # Its icon is enough where words are long.
        self.point.setMinimumWidth(theme().px(32))
        self.remove = icon_button("trash", _("Remove the picture"), self._remove, size=16)
        self.note = label("", "small", wrap=True)
        self.note.hide()
        self.there, self.empty = QWidget(), QWidget()
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.addWidget(self.replace)
        buttons.addWidget(self.point)
        buttons.addStretch(1)
        buttons.addWidget(self.remove)
        side = QVBoxLayout()
        side.setSpacing(8)
        side.addWidget(self.credit)
        side.addLayout(buttons)
        side.addStretch(1)
        row = QHBoxLayout(self.there)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.thumb, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(side, 1)
        look(self.empty, "quiet")
        choose = button(_("Choose a picture…"), self.choose, icon_name="picture", kind="small")
        self.choose_button = choose
        column = QVBoxLayout(self.empty)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(label(_("Drop a picture here, or on the card."), "small", wrap=True))
        column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeading)
        for widget in (self.there, self.empty, self.note):
            self.column.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The focal point's button keeps its word where there is room."""
        super().resizeEvent(event)
        words = _("Focal point")
        room = self.width() - theme().px(_LARGEST.width + 22)
        used = self.replace.sizeHint().width() + self.remove.sizeHint().width()
        wide = self.point.fontMetrics().horizontalAdvance(words) + theme().px(48)
        self.point.setText(words if used + wide <= room else "")

    # --- showing -------------------------------------------------------------------------------

    def _picture(self) -> Picture | None:
        now = self._at
        post = self._desk.session.post(now.pack, now.post) if now.post else None
        return post.picture if post else None

    def refresh(self) -> None:
        """Show the picture that the post has now."""
        picture = self._picture()
        self.there.setVisible(picture is not None)
        self.empty.setVisible(picture is None)
        if picture is None:
            self._shown = ("", "")
            self.tell_problem("")
            return
        if self._wished is None:
            self.thumb.set_focus(*picture.focus)
        if not self.credit.hasFocus() or not self.credit.isModified():
            self.credit.setText(picture.credit)
        pack = self._at.pack
        if (pack, picture.file) != self._shown:
            self._shown = (pack, picture.file)
            self._show_file(picture.file)

    def _show_file(self, file: str) -> None:
        self.tell_problem("")
        try:
            store = self._desk.session.pipeline(self._at.pack).pictures
            size = store.size(file)
            ratio = self.devicePixelRatioF()
            room = _LARGEST.scaled(theme().scale * ratio)
            scale = min(room.width / size.width, room.height / size.height)
            width, height = max(1, round(size.width * scale)), max(1, round(size.height * scale))
            cut = store.cut(file, (0.0, 0.0, 1.0, 1.0), (width, height))
        except StudioError as error:
            self.thumb.show_picture(None)
            self.tell_problem(plain_sentence(error.diagnostics[0]))
            return
        kind = QImage.Format.Format_RGB888 if cut.channels == 3 else QImage.Format.Format_RGBA8888
        image = QImage(cut.data, width, height, cut.channels * width, kind)
        self.thumb.show_picture(QPixmap.fromImage(image.copy()))

    def tell_problem(self, words: str) -> None:
        """One sentence under the picture: what is wrong with it and how to mend it; empty: nothing."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_fits(self, fits: Fits) -> None:
        """Say it where the picture has too few pixels for a size."""
        found = [
            one
            for _ratio, fit in fits
            if fit is not None
            for one in fit.diagnostics
            if one.code == "picture.few-pixels"
        ]
        if self._picture() is None or self.thumb._pixmap is None:
            return
        self.status.set("warn" if found else "", _("Few pixels") if found else "")
        self.tell_problem(plain_sentence(found[-1]) if found else "")

    def fields(self) -> Iterable[str]:
        """The attribute of the picture."""
        return ("@picture",)

    def take_focus(self) -> None:
        """The ring, or the button that asks for a picture."""
        chosen = self.thumb if self._picture() is not None else self.choose_button
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- changing ------------------------------------------------------------------------------

    def choose(self) -> None:
        """Ask for a file."""
        names = " ".join(f"*.{ending}" for ending in ENDINGS)
        kinds = f"{_('Pictures')} ({names})"
        if file := choose_file(self, _("Choose a picture"), kinds, PICTURES):
            self.take(file)

    def take(self, file: Path) -> bool:
        """Put a file's picture on the post; False if it can't be used, and why is said."""
        now = self._at
        done = self._try(lambda: postparts.take_picture(self._desk.session, now.pack, now.post, file))
        if done:
            self._desk.say("")  # what was wrong with another file
            self.credit.setText("")
            self.refresh()
            self.thumb.setFocus(Qt.FocusReason.OtherFocusReason)
        return done

    def _try(self, action: Callable[[], Changes]) -> bool:
        """Do it; what is wrong stands at the picture and in the window's line."""
        done, wrong = self._desk.attempt(action)
        if wrong:
            self.tell_problem(plain_sentence(wrong[0]))
        return done is not None

    def _remove(self) -> None:
        now = self._at
        self._desk.do(
            lambda: postparts.remove_picture(self._desk.session, now.pack, now.post),
            say=_("The picture is off the card."),
        )
        self.choose_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _moved(self, x: float, y: float) -> None:
        self._wished = (x, y)
        if not self._soon.isActive():
            self._soon.start()

    def move_focus(self, x: float, y: float) -> None:
        """Move the focal point from elsewhere, such as the card."""
        self.thumb.set_focus(x, y)
        self._moved(x, y)

    def store(self) -> None:
        """Store where the ring stands."""
        self._soon.stop()
        if self._wished is None:
            return
        x, y = self._wished
        self._wished = None
        now = self._at
        self._desk.do(lambda: postparts.set_focus(self._desk.session, now.pack, now.post, x, y))

    def commit(self) -> None:
        """Store the focal point and the credit that are just being changed."""
        self.store()
        self._credit()

    def _credit(self) -> None:
        if not self.credit.isModified():
            return
        self.credit.setModified(False)
        now, words = self._at, self.credit.text()
        self._desk.do(lambda: postparts.set_credit(self._desk.session, now.pack, now.post, words))
