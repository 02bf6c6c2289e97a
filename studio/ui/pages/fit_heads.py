"""The heads of the fit matrix: languages over the shapes of the sizes, posts with their small cards.

In: the model of the matrix. Out: languages in another order.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from studio.l10n import translate as _
from studio.model.geometry import Size
from studio.text.tokens import strong
from studio.ui.desk import Desk
from studio.ui.naming import language_name
from studio.ui.pages.fit_marks import ROW_HEIGHT, FitModel, mark_box
from studio.ui.theme import theme

TITLE_WIDTH = 228
_MOST_SHORTENED = 500
_MOST_THUMBNAILS = 300  # a screen shows about twenty


def direction_of(text: str) -> Qt.LayoutDirection:
    """Which way a text runs: as its first letter does."""
    rtl = strong(text) == "R"
    return Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight


class LanguageHeader(QHeaderView):
    """Names of languages over the shapes of the sizes; sections can be dragged."""

    def __init__(self, desk: Desk, model: FitModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._desk, self._model = desk, model
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedHeight(theme().px(52))
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """The name, the shapes."""
        if section >= len(self._model.languages):
            return
        now, name = theme(), self._model.languages[section]
        area = QRectF(rect)
        painter.save()
        painter.fillRect(rect, now.color("bar"))
        painter.setPen(now.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        here = self._model.at is not None and self._model.at.language == name
        painter.setFont(now.font("strong"))
        painter.setPen(now.color("link" if here else "ink"))
        words = painter.fontMetrics().elidedText(
            language_name(name), Qt.TextElideMode.ElideRight, rect.width() - now.px(10)
        )
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        line = area.adjusted(now.px(5), now.px(7), -now.px(5), 0)
        line.setHeight(now.px(20))
        start = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = int(start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, flags, words)
        strip = area.adjusted(0, now.px(28), 0, -now.px(4))
        painter.setPen(QPen(now.color("ink_2"), 1.3))
        for at, choice in enumerate(self._desk.sizes()):
            painter.drawRect(_shape(mark_box(strip, at, rtl=rtl).center(), choice.size))
        painter.restore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """The bar goes on where the languages end."""
        painter, room = QPainter(self.viewport()), self.viewport().rect()
        painter.fillRect(room, theme().color("bar"))
        painter.setPen(theme().color("line"))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.end()
        super().paintEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Where a language stands."""
        section = self.logicalIndexAt(event.pos())
        if section >= 0:
            menu = self.menu_of(section)
            menu.exec(event.globalPos())
            menu.deleteLater()

    def menu_of(self, section: int) -> QMenu:
        """What can be done with a language."""
        menu = QMenu(self)
        first = menu.addAction(_("Put first"))
        first.triggered.connect(partial(self._put, section, 0))
        for words, to in ((_("Move back"), section - 1), (_("Move on"), section + 1)):
            action = menu.addAction(words)
            action.setEnabled(0 <= to < self.count())
            action.triggered.connect(partial(self._put, section, to))
        first.setEnabled(section > 0)
        return menu

    def _put(self, section: int, to: int, _on: bool = False) -> None:
        self.moveSection(section, to)


def _shape(center: QPointF, size: Size) -> QRectF:
    """The outline of a size, as large as there is room."""
    most = theme().px(13)
    scale = most / max(size.width, size.height) * (1.1 if size.width > size.height else 1.0)
    width, height = round(size.width * scale), round(size.height * scale)
    return QRectF(
        round(center.x() - width / 2) + 0.5, round(center.y() - height / 2) + 0.5, width, height
    )


class TitleHeader(QHeaderView):
    """The posts: a small card and a title; it stays when the languages are scrolled."""

    def __init__(self, model: FitModel, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self._model = model
        self._thumbnails: dict[str, QPixmap] = {}
        self._shortened: dict[tuple[str, int], str] = {}
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setDefaultSectionSize(theme().px(ROW_HEIGHT))
        self.setMinimumSectionSize(theme().px(ROW_HEIGHT))
        self.setFixedWidth(theme().px(TITLE_WIDTH))
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    def keep(self, post: str, picture: QPixmap) -> None:
        """Show this small card; those that were kept first give way."""
        self._thumbnails.pop(post, None)
        self._thumbnails[post] = picture
        if len(self._thumbnails) > _MOST_THUMBNAILS:
            del self._thumbnails[next(iter(self._thumbnails))]

    def forget(self) -> None:
        """The small cards are of other posts."""
        self._thumbnails.clear()

    def _short(self, post: str, width: int, metrics: QFontMetrics) -> str:
        key = (self._model.titles.get(post, post), width)
        if key not in self._shortened:
            if len(self._shortened) > _MOST_SHORTENED:
                self._shortened.clear()
            self._shortened[key] = metrics.elidedText(key[0], Qt.TextElideMode.ElideRight, width)
        return self._shortened[key]

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:  # noqa: N802
        """Card and title."""
        if section >= len(self._model.posts):
            return
        now, post = theme(), self._model.posts[section]
        rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        painter.save()
        at = self._model.at
        painter.fillRect(rect, now.color("selected" if at and at.post == post else "window"))
        painter.setPen(now.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        width, height = now.px(28), now.px(35)
        left = rect.right() - now.px(13) - width if rtl else rect.left() + now.px(14)
        box = QRectF(left, rect.center().y() - height / 2 + 0.5, width, height)
        picture = self._thumbnails.get(post)
        if picture is None:
            painter.fillRect(box, now.color("canvas"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, picture, QRectF(picture.rect()))
        start, end = now.px(52), now.px(12)
        line = QRectF(rect).adjusted(end if rtl else start, 0, -start if rtl else -end, 0)
        painter.setFont(now.font("strong"))
        painter.setPen(now.color("ink"))
        # A title runs as its own letters do, whatever the window's direction.
        painter.setLayoutDirection(direction_of(self._model.titles.get(post, post)))
        words = self._short(post, int(line.width()), painter.fontMetrics())
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = int(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(line, flags, words)
        painter.restore()
