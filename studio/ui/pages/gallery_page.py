"""A new post: every template with its sample, in the window's language.

In: the sample pack that comes with the studio. Out: a new post that begins as its sample, opened for
writing; or posts of a spreadsheet, of pictures, of a pack.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.l10n import translate as _
from studio.model.changes import Changes
from studio.model.geometry import Size
from studio.ui.canvas import selection_frame
from studio.ui.desk import Desk
from studio.ui.naming import kind_name, own_language_name
from studio.ui.page import Page
from studio.ui.pages.card_grid import words
from studio.ui.pages.gallery_side import GallerySide
from studio.ui.pages.gallery_words import about
from studio.ui.pages.samples import samples_of
from studio.ui.theme import theme
from studio.ui.widgets import (
    MenuButton,
    back_bar,
    button,
    has_keys,
    icon_button,
    label,
    line,
    look,
    menu_button,
)
from studio.workspace.manyposts import begin_post
from studio.workspace.samples import SAMPLE_PACK, sample_languages, sample_of, samples

_SHOWN = Size(1080, 1350)
_WIDTH, _GAP, _SPACE, _WORDS = 138, 6, 8, 50
_KIND = int(Qt.ItemDataRole.UserRole)
_AnyIndex = QModelIndex | QPersistentModelIndex


class GalleryPage(Page):
    """The templates; Enter begins a post with the chosen one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.samples = samples_of(desk)
        self.samples.language = self.samples.usual()
        self.list = QListWidget()
        self.list.setAccessibleName(_("Templates"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.list.setSpacing(theme().px(_SPACE))
        self.list.setItemDelegate(_SampleDelegate(self))
        self.list.itemActivated.connect(lambda _item: self.accept())
        self.side = GallerySide(desk)
        self.side.begun.connect(self.accept)
        self.side.colored.connect(self._color)
        self.samples.ready.connect(self._painted)
        self._language_menu = QMenu(self)
        made = menu_button("", self._language_menu, icon_name="globe", tip=_("Samples in"))
        assert isinstance(made, MenuButton)
        self.language = made
        self.colors: dict[str, str] = {}
        self._fill()
        self._lay_out()
        self.list.currentItemChanged.connect(lambda _new, _old: self._chose())
        self.list.setCurrentRow(0)

    def _fill(self) -> None:
        for post in samples(self.desk.session.resources, self.samples.language):
            item = QListWidgetItem(kind_name(post.kind))
            item.setData(_KIND, post.kind)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{kind_name(post.kind)}, {about(post.kind)}"
            )
            self.list.addItem(item)
        for name in sample_languages(self.desk.session.resources):
            action = QAction(own_language_name(name), self._language_menu)
            action.triggered.connect(lambda _on, name=name: self._speak(name))
            self._language_menu.addAction(action)
        self._speak(self.samples.language)

    def _lay_out(self) -> None:
        head = QFrame()
        look(head, "head")
        row = back_bar(_("New post"), _("Library"), lambda: self.desk.go("back"))
        row.addWidget(label(_("Samples in"), "second"))
        row.addWidget(self.language)
        row.addWidget(icon_button("cross", _("Close"), lambda: self.desk.go("back")))
        head.setLayout(row)
        start = QVBoxLayout()
        start.setContentsMargins(6, 6, 0, 0)
        start.setSpacing(0)
        start.addWidget(self.list, 1)
        start.addWidget(line())
        start.addLayout(self._others())
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addLayout(start, 1)
        middle.addWidget(self.side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addLayout(middle, 1)

    def _others(self) -> QHBoxLayout:
        """Other ways to begin."""
        from studio.ui import drops

        row = QHBoxLayout()
        row.setContentsMargins(14, 10, 16, 10)
        row.setSpacing(8)
        row.addWidget(label(_("Or begin with"), "strong"))
        tip = _("One row becomes one post. Nothing is overwritten.")
        sheet = button(
            _("A spreadsheet"),
            lambda: drops.choose_sheet(self.window(), self.desk),
            icon_name="table",
            tip=tip,
        )
        row.addWidget(sheet)
        row.addWidget(
            button(_("Pictures"), lambda: drops.choose_pictures(self.desk, self), icon_name="picture")
        )
        row.addWidget(button(_("A pack"), lambda: self._run("open-pack"), icon_name="folder"))
        row.addWidget(button(_("An empty pack"), lambda: self._run("new-pack"), icon_name="plus"))
        row.addStretch(1)
        return row

    # --- what is shown -------------------------------------------------------------------------

    def _painted(self, _key: object) -> None:
        self.list.viewport().update()

    def entered(self) -> None:
        """Ask for what is missing, offer the packs of now."""
        self.samples.ask_again()
        self.side.renew()
        self.list.viewport().update()
        self.list.setFocus()

    def kind(self) -> str:
        """The chosen template's kind."""
        item = self.list.currentItem()
        return str(item.data(_KIND)) if item is not None else ""

    def _speak(self, name: str) -> None:
        self.samples.language = name
        self.language.set_text(own_language_name(name))
        self.list.viewport().update()

    def _chose(self) -> None:
        kind = self.kind()
        if kind:
            own = sample_of(self.desk.session.resources, kind, self.samples.language).element
            self.side.show_kind(kind, self.colors.get(kind, own))

    def _color(self) -> None:
        self.colors[self.kind()] = self.side.element()
        self.list.viewport().update()

    def _run(self, command: str) -> None:
        action = self.window().findChild(QAction, command)
        if isinstance(action, QAction):
            action.trigger()

    # --- beginning -----------------------------------------------------------------------------

    def accept(self) -> None:
        """Begin a post with the chosen template."""
        kind, desk, target = self.kind(), self.desk, self.side.target
        if not kind:
            return
        resources = desk.session.resources
        sample = replace(sample_of(resources, kind, target.language), element=self.side.element())
        pack = target.pack
        if not pack and not (pack := desk.begin_pack(target.language)):
            return
        if pack != desk.selection.pack:
            desk.select(pack=pack)
        made: list[str] = []

        def make() -> Changes:
            done = begin_post(desk.session, pack, sample, resources.templates / SAMPLE_PACK)
            made.extend(done.posts)
            return done.changes

        desk.do(make, say=_("A new post. All its texts are yours to change."))
        if made:
            desk.go("write", post=made[0])

    def panes(self) -> list[QWidget]:
        """Templates, the chosen one."""
        return [self.list, self.side]


class _SampleDelegate(QStyledItemDelegate):
    """A sample, its name, what it is for."""

    def __init__(self, page: GalleryPage) -> None:
        super().__init__(page)
        self._page = page

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _AnyIndex) -> QSize:  # noqa: N802
        """All are alike."""
        now = theme()
        wide = now.px(_WIDTH + 2 * _GAP)
        return QSize(wide, now.px(_WIDTH * 5 // 4 + _WORDS + 2 * _GAP + 8))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _AnyIndex) -> None:
        """Painted in the background; until then a quiet empty place."""
        now, area, kind = theme(), QRectF(option.rect), str(index.data(_KIND))
        left, top = area.left() + now.px(_GAP), area.top() + now.px(_GAP)
        box = QRectF(left, top, now.px(_WIDTH), now.px(_WIDTH * 5 // 4))
        width = round(box.width() * painter.device().devicePixelRatioF())
        page = self._page
        color = page.colors.get(kind, "")
        pixmap = page.samples.picture(kind, page.samples.language, _SHOWN, width, color)
        painter.save()
        if pixmap is None:
            painter.fillRect(box, now.color("canvas"))
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))
        if option.state & QStyle.StateFlag.State_Selected:
            selection_frame(painter, box.adjusted(-4, -4, 4, 4), focused=has_keys(option))
        below = QRectF(left, box.bottom() + now.px(9), box.width(), now.px(19))
        painter.setFont(now.font("strong"))
        painter.setPen(now.color("ink"))
        words(painter, kind_name(kind), below)
        painter.setFont(now.font("small"))
        painter.setPen(now.color("ink_2"))
        words(painter, about(kind), below.translated(0, now.px(19)))
        painter.restore()
