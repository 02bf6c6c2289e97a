"""The order in which Tab goes through the window: as it is read, from the top, from the start.

In: a widget. Out: what in it takes the focus, in the order of its layouts, and what comes next. Rows of
the pages are made anew while one works, and Qt would come to what is new last.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLayout, QScrollArea, QSplitter, QWidget


def stops(widget: QWidget) -> list[QWidget]:
    """What takes the focus by Tab now, in reading order; ``widget`` itself if it does."""
    return [one for one in _walk(widget) if _is_stop(one)]


def tab_step(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to what follows (or precedes) what has it; False if nothing takes it."""
    all_in_order = list(_walk(window))
    now = window.focusWidget()
    at = all_in_order.index(now) if now in all_in_order else -1 if forward else 0
    turned = all_in_order[at + 1 :] + all_in_order[: at + 1]
    if not forward:
        turned = (all_in_order[at:] + all_in_order[:at])[::-1]
    found = next((one for one in turned if _is_stop(one) and one is not now), None)
    if found is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    give_focus(found, reason)
    return True


def give_focus(widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.TabFocusReason) -> None:
    """Give a control the focus, and scroll it into view."""
    widget.setFocus(reason)
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget)
        around = around.parentWidget()


def _is_stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _walk(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all in it that is visible: what is laid out, then what is placed by hand."""
    if not widget.isVisible():
        return
    yield widget
    inner = list(dict.fromkeys(_inside(widget)))
    placed = [one for one in widget.children() if isinstance(one, QWidget) and one not in inner]
    for one in (*inner, *placed):
        if not one.isWindow():
            yield from _walk(one)


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QSplitter):
        yield from (one for at in range(widget.count()) if (one := widget.widget(at)) is not None)
    elif isinstance(widget, QScrollArea) and widget.widget() is not None:
        yield widget.viewport()
    elif (layout := widget.layout()) is not None:
        yield from _laid_out(layout)


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    order = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        order.sort(key=lambda at: tuple(layout.getItemPosition(at))[:2])  # type: ignore[arg-type]
    for item in (layout.itemAt(at) for at in order):
        if item is None:
            continue
        inner = item.layout()
        if (one := item.widget()) is not None:
            yield one
        elif inner is not None:
            yield from _laid_out(inner)
