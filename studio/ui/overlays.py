"""What may be shown over and beside the large card: which overlays are on, and the facts they need.

In: the desk. Out: :class:`Overlays`, shared by all pages; :func:`dress`, which lets a canvas follow
them; the button “Show”. They are painted by :mod:`studio.ui.overlay_paint`.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from studio.diagnostics import N_
from studio.l10n import translate as _
from studio.model.geometry import Insets
from studio.ui.overlay_paint import FeedWords, Zone
from studio.ui.widgets import MenuButton
from studio.workspace.caption import card_caption

if TYPE_CHECKING:
    from studio.ui.canvas import CardCanvas
    from studio.ui.desk import Desk

PROBLEMS, ZONES, GRID, FEED, PHONE, ORDER = "problems", "zones", "grid", "feed", "phone", "order"
OVERLAYS = (PROBLEMS, ZONES, GRID, FEED, PHONE, ORDER)
"""The overlays in the order of their keys."""

NAMES = {
    PROBLEMS: N_("Problems"),
    ZONES: N_("Safe zones"),
    GRID: N_("Grid crop 3:4"),
    FEED: N_("Feed mock-up"),
    PHONE: N_("Small phone, 360 px"),
    ORDER: N_("Reading order"),
}


def overlay_keys(number: int) -> tuple[str, ...]:
    """The shortcut of an overlay, from 1: Alt, on macOS Ctrl, where Alt types letters."""
    return (f"Meta+{number}" if sys.platform == "darwin" else f"Alt+{number}",)


class Overlays(QObject):
    """Which overlays are on. A feed and a small phone take each other's place."""

    changed = Signal(object)
    """The names of those that are on now, as a frozen set."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown = frozenset({PROBLEMS})

    def shown(self) -> frozenset[str]:
        """The names of those that are on."""
        return self._shown

    def toggle(self, name: str) -> None:
        """Turn one of :data:`OVERLAYS` on or off."""
        shown = self._shown ^ {name}
        if name in shown and name in (FEED, PHONE):
            shown -= {FEED if name == PHONE else PHONE}
        self._shown = shown
        self.changed.emit(shown)


class ShowButton(MenuButton):
    """The menu of overlays; a check stands before those that are on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Show"), "eye")
        self._overlays = desk.overlays
        self._menu = QMenu(self)
        self._menu.setToolTipsVisible(True)
        self.acts: dict[str, QAction] = {}
        own = desk.preferences.keys
        for number, name in enumerate(OVERLAYS, 1):
            if name == ORDER:
                self._menu.addSeparator()
            key = own.get(f"overlay-{number}", overlay_keys(number)[0])
            keys = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
            action = self._menu.addAction(f"{_(NAMES[name])}\t{keys}")
            action.setCheckable(True)
            action.triggered.connect(lambda _on=False, name=name: self._overlays.toggle(name))
            self.acts[name] = action
        self.setMenu(self._menu)
        self.setPopupMode(MenuButton.ToolButtonPopupMode.InstantPopup)
        self.setToolTip(_("Show over the card"))
        self._overlays.changed.connect(self._follow)
        self._follow(self._overlays.shown())

    def _follow(self, shown: frozenset[str]) -> None:
        for name, action in self.acts.items():
            action.setChecked(name in shown)


def dress(canvas: CardCanvas, desk: Desk) -> None:
    """Let a canvas show what is on, with the facts of the desk's selection."""
    canvas.set_facts(lambda: zones(desk), lambda: feed_words(desk))
    canvas.set_overlays(desk.overlays.shown())
    desk.overlays.changed.connect(canvas.set_overlays)


def zones(desk: Desk) -> tuple[Zone, ...]:
    """The safe zones of the selected size; networks that share one stand together."""
    choice = desk.size_choice(desk.selection.size)
    if choice is None:
        return ()
    found: dict[Insets, list[str]] = {}
    for network, place in choice.places:
        scale = choice.size.width / place.size.width
        insets = Insets(*(round(side * scale) for side in place.safe))
        if any(insets):
            labels = found.setdefault(insets, [])
            if network.label not in labels:
                labels.append(network.label)
    return tuple(Zone(tuple(names), insets) for insets, names in found.items())


def feed_words(desk: Desk) -> FeedWords:
    """Who posts and what stands under the card, for the first network of the selected size."""
    now = desk.selection
    choice = desk.size_choice(now.size)
    row = desk.session.pack(now.pack)
    name = (row.title or row.pack) if row else ""
    version = desk.session.version(now.pack, now.post, now.language)
    if choice is None or version is None:
        return FeedWords(name)
    network = choice.places[0][0]
    caption = card_caption(version, now.card, network)
    if caption is None:
        return FeedWords(name, network=network.label)
    fold = len(caption.text) if caption.fold is None else caption.fold
    return FeedWords(name, caption.text[:fold], fold < len(caption.text), network.label)
