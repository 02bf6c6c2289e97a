"""Pictures of cards for the window: at once for the card at hand, from the background for all others.

In: post, language, card, size, width in device pixels. Out: pixmaps and fits, kept while they are
true. The background's answers arrive as the signal :attr:`Cards.arrived`; until then the old picture
stays.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from studio.diagnostics import Diagnostic, Severity
from studio.errors import StudioError
from studio.model.artifact import Surface
from studio.model.frame import Frame
from studio.model.geometry import Size
from studio.workspace.background import Answer, Background, Request
from studio.workspace.fitting import Fit, fit_of
from studio.workspace.session import Session

_MOST_BYTES = 48 << 20
_MOST_FITS = 200_000


class CardKey(NamedTuple):
    """Which card; ``width`` in device pixels, 0 if only its fit is wanted."""

    pack: str
    post: str
    language: str
    card: str
    size: Size
    width: int


@dataclass(frozen=True, slots=True)
class Shown:
    """The card at hand: its frame, its fit, what was noticed. ``frame`` is None if it can't be made."""

    frame: Frame | None
    fit: Fit | None
    diagnostics: tuple[Diagnostic, ...] = ()


def image_of(surface: Surface) -> QImage:
    """A painted card as Qt's image; a copy of its own."""
    width, height = surface.width, surface.height
    return QImage(surface.rgb, width, height, 3 * width, QImage.Format.Format_RGB888).copy()


class Cards(QObject):
    """What is painted for the window."""

    arrived = Signal(object)
    """A :class:`CardKey` whose picture or fit is there now."""

    _answered = Signal(object, object, object)

    def __init__(self, session: Session, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._pixmaps: OrderedDict[CardKey, tuple[Hashable, QPixmap]] = OrderedDict()
        self._bytes = 0
        self._fits: dict[CardKey, tuple[Hashable, Fit | None]] = {}
        self._problems: dict[CardKey, tuple[Diagnostic, ...]] = {}
        self._asked: dict[CardKey, Hashable] = {}
        self._answered.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def stamp(self, pack: str, post: str, language: str) -> Hashable:
        """Changes whenever a card of the post in that language may look different."""
        cells = self._session.cells(pack, post)
        newest = max((cell.version for cell in cells.values()), default=0)
        typed = tuple(
            (key.field, key.language, waiting.text)
            for key, waiting in self._session.pending().items()
            if (key.pack, key.post) == (pack, post) and key.language in ("", language)
        )
        return newest, typed, self._session.partners(pack).seen

    def now(self, pack: str, post: str, language: str, card: str, size: Size) -> Shown:
        """The frame of a card, laid out at once in this process."""
        version = self._session.version(pack, post, language)
        if version is None:
            return Shown(None, None)
        try:
            pipeline = self._session.pipeline(pack)
            frame, found = pipeline.frame(
                version.post, card, size, draft=version.draft, partners=version.partners
            )
        except StudioError as error:
            return Shown(None, None, tuple(error.diagnostics))
        return Shown(frame, fit_of(frame, found), (*version.diagnostics, *found))

    def paint(self, pack: str, frame: Frame, width: int) -> QImage | None:
        """A frame painted at once, ``width`` device pixels wide; None if a picture of it is
        unusable."""
        try:
            return image_of(self._session.pipeline(pack).preview(frame, width))
        except StudioError:
            return None

    def picture(self, key: CardKey, *, rank: int = 1) -> QPixmap | None:
        """The picture of a card as far as it is known: the newest one, or an older one while the new
        one is on its way; None if there is none yet."""
        if self._session.post(key.pack, key.post) is None:
            return None
        stamp = self.stamp(key.pack, key.post, key.language)
        known = self._pixmaps.get(key)
        if known is None or known[0] != stamp:
            self._ask(key, stamp, rank)
        else:
            self._pixmaps.move_to_end(key)
        return known[1] if known else None

    def fit(self, key: CardKey, *, rank: int = 2, ask: bool = True) -> Fit | None:
        """Whether a card fits; None if that is not known (yet). Give a key of width 0, or that of a
        picture that is wanted anyway."""
        stamp = self.stamp(key.pack, key.post, key.language)
        plain = key._replace(width=0)
        known = self._fits.get(plain)
        if known is not None and known[0] == stamp:
            return known[1]
        if ask:
            self._ask(key, stamp, rank)
        return None

    def answered(self, key: CardKey) -> bool:
        """Whether the card as it is now was tried, even if it could not be made."""
        known = self._fits.get(key._replace(width=0))
        return known is not None and known[0] == self.stamp(key.pack, key.post, key.language)

    def asked(self, key: CardKey) -> bool:
        """Whether an answer to exactly this key is on its way."""
        return key in self._asked

    def problems(self, key: CardKey) -> tuple[Diagnostic, ...]:
        """Why a card could not be made, as far as it was tried."""
        return self._problems.get(key._replace(width=0), ())

    def only(self, wanted: Callable[[CardKey], bool]) -> None:
        """Forget requests that nobody looks at any more."""
        self._background.forget(lambda key: not isinstance(key, CardKey) or wanted(key))
        for key in [key for key in self._asked if not wanted(key)]:
            del self._asked[key]

    def sample(
        self,
        key: Hashable,
        request: Request,
        tell: Callable[[Hashable, Answer], None],
        *,
        rank: int = 2,
    ) -> None:
        """Have a card made that is in no library; ``tell`` is called from another thread."""
        self._background.ask(key, request, tell, rank=rank)

    def waiting(self) -> int:
        """How many cards are still to be made."""
        return self._background.waiting()

    def _ask(self, key: CardKey, stamp: Hashable, rank: int) -> None:
        if self._asked.get(key) == stamp:
            return
        version = self._session.version(key.pack, key.post, key.language)
        if version is None:
            return
        self._asked[key] = stamp
        request = Request(
            version.post,
            key.card,
            key.size,
            self._session.pictures(key.pack),
            key.width,
            draft=version.draft,
            partners=version.partners,
            shared=self._session.user,
        )
        # Each answer is kept under what was asked for: the text may have changed while it was made.
        self._background.ask(
            key, request, lambda key, answer: self._answered.emit(key, stamp, answer), rank=rank
        )

    def _take(self, key: CardKey, stamp: Hashable, answer: Answer) -> None:
        """In the window's thread: keep what the background has made."""
        if key not in self._asked:
            return
        if self._asked[key] == stamp:
            del self._asked[key]
        plain = key._replace(width=0)
        if len(self._fits) > _MOST_FITS:
            self._fits.clear()
            self._problems.clear()
        self._fits[plain] = (stamp, answer.fit)
        self._problems[plain] = tuple(
            one for one in answer.diagnostics if one.severity is Severity.ERROR
        )
        if answer.surface is not None:
            pixmap = QPixmap.fromImage(image_of(answer.surface))
            old = self._pixmaps.pop(key, None)
            self._bytes += _weight(pixmap) - (_weight(old[1]) if old else 0)
            self._pixmaps[key] = (stamp, pixmap)
            while self._bytes > _MOST_BYTES and len(self._pixmaps) > 1:
                _key, (_stamp, gone) = self._pixmaps.popitem(last=False)
                self._bytes -= _weight(gone)
        self.arrived.emit(key)


def _weight(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
