"""Samples of the templates, painted in the background in any language that the sample pack has.

In: a kind of post, a language, a size. Out: pixmaps, as soon as they are made.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from studio.l10n import current_language
from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.ui.cards import image_of
from studio.ui.desk import Desk
from studio.ui.theme import theme
from studio.workspace.background import Answer, Request
from studio.workspace.samples import SAMPLE_PACK, sample_languages, sample_of

_RANK = 1
_MOST = 120
"""Pictures that are kept; a page shows about thirteen."""


class Samples(QObject):
    """Pictures of samples, shared by the pages; ``language`` is the one that New post shows.

    It lives as long as the desk: the background answers from another thread, perhaps after the page
    that asked is gone.
    """

    ready = Signal(object)
    """The key of a picture that is there now."""
    _answered = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.resources = desk.session.resources
        self.language = self.usual()
        self._made: OrderedDict[object, QPixmap] = OrderedDict()
        self._asked: set[object] = set()
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def usual(self) -> str:
        """The window's language if the sample pack speaks it, else the pack's own."""
        wished, known = current_language(), sample_languages(self.resources)
        return wished if wished in known else known[0]

    def picture(
        self, kind: str, language: str, size: Size, width: int, element: str = ""
    ) -> QPixmap | None:
        """A sample ``width`` device pixels wide, or None until :attr:`ready` tells of it."""
        key = ("sample", kind, language, size, width, element)
        if key in self._made:
            self._made.move_to_end(key)
            return self._made[key]
        if key not in self._asked:
            self._asked.add(key)
            post = sample_of(self.resources, kind, language)
            post = replace(post, element=element) if element else post
            root = self.resources.templates / SAMPLE_PACK
            request = Request(post, cards_of(post)[0].name, size, root, width)
            self._desk.cards.sample(key, request, self._answered.emit, rank=_RANK)
        return None

    def ask_again(self) -> None:
        """What is not there may have been forgotten on the way."""
        self._asked.clear()

    def _take(self, key: object, answer: Answer) -> None:
        if answer.surface is not None:
            self._made[key] = QPixmap.fromImage(image_of(answer.surface))
            self._asked.discard(key)
            if len(self._made) > _MOST:
                self._made.popitem(last=False)
            self.ready.emit(key)


def samples_of(desk: Desk) -> Samples:
    """The desk's own samples; made when they are first asked for."""
    found = desk.findChild(Samples)
    return found if isinstance(found, Samples) else Samples(desk)


class Picture(QWidget):
    """One sample, ``high`` logical pixels high; a quiet empty place until it is there."""

    def __init__(self, samples: Samples, kind: str, language: str, size: Size, high: int) -> None:
        super().__init__()
        self._samples, self._what = samples, (kind, language, size)
        high = theme().px(high)
        self.setFixedSize(QSize(round(high * size.width / size.height), high))
        samples.ready.connect(self._came)

    def _came(self, _key: object) -> None:
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """The picture, sharp on any screen."""
        width = round(self.width() * self.devicePixelRatioF())
        pixmap = self._samples.picture(*self._what, width)
        painter = QPainter(self)
        if pixmap is None:
            painter.fillRect(self.rect(), theme().color("line"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(QRectF(self.rect()), pixmap, QRectF(pixmap.rect()))
