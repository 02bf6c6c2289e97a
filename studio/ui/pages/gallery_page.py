"""A new post: every template with its sample, in the window's language.

In: the sample pack that comes with the studio. Out: a new post that begins as its sample, opened for
writing.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QListView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from studio.l10n import current_language
from studio.l10n import translate as _
from studio.model.geometry import Size
from studio.model.kind import KINDS, cards_of
from studio.model.post import Post
from studio.pack import load_pack
from studio.pipeline import Pipeline, open_world
from studio.resources import Resources
from studio.translation import pack_catalog, translate
from studio.ui.cards import image_of
from studio.ui.desk import Desk
from studio.ui.naming import kind_name
from studio.ui.page import Page
from studio.ui.theme import theme
from studio.ui.widgets import back_bar, button
from studio.workspace.posts import free_name, name_for, new_post

_SHOWN = Size(1080, 1350)
_WIDTH = 150


@lru_cache(maxsize=4)
def samples(resources: Resources, name: str) -> tuple[Post, ...]:
    """One post of each kind, in the language ``name`` where the sample pack has it."""
    root = resources.templates / "starter"
    pack, _found = load_pack(root)
    catalog = pack_catalog(root, name) if name in pack.languages and name != pack.language else None
    found: dict[str, Post] = {}
    for post in pack.posts:
        if post.kind not in found:
            shown = translate(post, catalog, name)[0] if catalog else None
            found[post.kind] = shown or post
    return tuple(found[kind] for kind in KINDS if kind in found)


class GalleryPage(Page):
    """The templates; Enter begins a post with the chosen one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Templates"))
        self.list.setViewMode(QListView.ViewMode.IconMode)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setMovement(QListView.Movement.Static)
        self.list.setIconSize(QSize(theme().px(_WIDTH), theme().px(_WIDTH * 5 // 4)))
        self.list.setGridSize(QSize(theme().px(_WIDTH + 24), theme().px(_WIDTH * 5 // 4 + 46)))
        self.list.itemActivated.connect(lambda _item: self.accept())
        self._posts: tuple[Post, ...] = ()
        head = back_bar(_("New post"), _("Library"), lambda: desk.go("library"))
        write = button(_("Write it"), self.accept, icon_name="pencil", kind="primary", shortcut="Enter")
        head.addWidget(write)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.list, 1)

    def entered(self) -> None:
        """Show the samples in the language that the pack is written in."""
        row = self.desk.session.pack(self.desk.selection.pack)
        name = row.language if row else current_language()
        found = samples(self.desk.session.resources, name)
        if found != self._posts:
            self._posts = found
            self._fill()
        self.list.setFocus()

    def _fill(self) -> None:
        self.list.clear()
        resources = self.desk.session.resources
        pipeline = Pipeline(open_world(resources), resources.templates / "starter")
        width = round(theme().px(_WIDTH) * self.devicePixelRatioF())
        for post in self._posts:
            frame, _found = pipeline.frame(post, cards_of(post)[0].name, _SHOWN)
            picture = QPixmap.fromImage(image_of(pipeline.preview(frame, width)))
            picture.setDevicePixelRatio(self.devicePixelRatioF())
            item = QListWidgetItem(QIcon(picture), kind_name(post.kind))
            item.setData(Qt.ItemDataRole.UserRole, post.kind)
            self.list.addItem(item)
        self.list.setCurrentRow(0)

    def accept(self) -> None:
        """Begin a post with the chosen template."""
        item = self.list.currentItem()
        if item is None:
            return
        kind = item.data(Qt.ItemDataRole.UserRole)
        sample = next(post for post in self._posts if post.kind == kind)
        desk = self.desk
        if not desk.selection.pack:
            taken = {row.pack for row in desk.session.packs()}
            name = free_name("my-pack", taken)
            desk.do(lambda: desk.session.new_pack(name, _("My pack"), sample.language))
            desk.select(pack=name)
        picture = sample.picture
        if picture is not None:
            data = (desk.session.resources.templates / "starter" / picture.file).read_bytes()
            file = desk.session.add_picture(desk.selection.pack, Path(picture.file).name, data)
            picture = replace(picture, file=file)
        title = next(iter(sample.texts.values()))
        begun = replace(sample, id=name_for(title), number=0, plan=None, picture=picture)
        made: list[str] = []

        def make() -> object:
            post, done = new_post(desk.session, desk.selection.pack, begun)
            made.append(post)
            return done

        desk.do(make, say=_("A new post. All its texts are yours to change."))  # type: ignore[arg-type]
        if made:
            desk.go("write", post=made[0])

    def panes(self) -> list[QWidget]:
        """The templates."""
        return [self.list]
