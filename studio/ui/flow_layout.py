"""A layout that goes on in the next row where there is no room.

In: widgets. Out: their places, from the start of the reading direction.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Widgets one after the other in reading direction, on as many rows as they need."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 6) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802
        """One more at the end."""
        self._items.append(item)
        self.invalidate()

    def count(self) -> int:
        """How many there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """One of them."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802
        """Take one out."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:  # noqa: N802
        """Fewer rows where there is more room."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802
        """Room for all rows."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802
        """Place them."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802
        """As for :meth:`minimumSize`."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802
        """Room for the largest one."""
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        margins = self.contentsMargins()
        return size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        widget = self.parentWidget()
        rtl = widget is not None and widget.layoutDirection() is Qt.LayoutDirection.RightToLeft
        x, y, high = 0, area.y(), 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), area.width()))
            if x and x + size.width() > area.width():
                x, y, high = 0, y + high + self._gap, 0
            if move:
                left = area.right() + 1 - x - size.width() if rtl else area.x() + x
                item.setGeometry(QRect(QPoint(left, y), size))
            x += size.width() + self._gap
            high = max(high, size.height())
        return y + high - rect.y() + self.contentsMargins().bottom()
