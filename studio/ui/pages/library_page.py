"""The library: a pack's posts as cards or lines, filters, search, what can be done with those selected.

In: the desk. Out: a selection; posts opened, copied, tagged, put in the trash and brought back.
"""

from __future__ import annotations

import contextlib
from dataclasses import replace

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStackedWidget, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.errors import StudioError
from studio.l10n import plural
from studio.l10n import translate as _
from studio.ui.desk import Desk, Selection
from studio.ui.export_run import export_run
from studio.ui.naming import title_of
from studio.ui.page import Page
from studio.ui.pages.card_grid import ROW, SPACE, CardDelegate, CardModel, LineDelegate
from studio.ui.pages.filter_list import FilterList
from studio.ui.pages.library_filters import filter_rows
from studio.ui.pages.library_tools import LibraryFoot, LibraryTools, keep_view, kept_view, view_of
from studio.ui.pages.post_state import PostStates
from studio.ui.pages.tag_editor import TagEditor
from studio.ui.pages.thumbs import Thumbs
from studio.ui.pages.welcome import Welcome
from studio.ui.theme import theme
from studio.ui.widgets import Empty, button, clear_layout, look
from studio.workspace.library import Query, search_library
from studio.workspace.library_past import DAYS_IN_TRASH, empty_old_trash
from studio.workspace.library_posts import add_label, labels_in_use, remove_label
from studio.workspace.postlist import (
    ALL,
    DRAFTS,
    MEND,
    TRANSLATE,
    TRASH,
    PostRow,
    View,
    same_labels,
    search_again,
)
from studio.workspace.posts import bring_back_posts

_MOST_FOUND = 20_000
_SEARCH_AFTER = 120
_LARGE = 1000
_COUNT_AFTER = 800
_CLEAN_AFTER = 20_000


class LibraryPage(Page):
    """Filters, cards, and a foot with things to do."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.states = PostStates(desk, self)
        self.thumbs = Thumbs(desk, self)
        self.filters = FilterList()
        self.tools = LibraryTools(desk)
        self.search = self.tools.search
        self.model = CardModel(self.states, self)
        self.grid = QListView()
        self._cards = CardDelegate(self.model, self.thumbs)
        self._lines = LineDelegate(self.model, self.thumbs)
        self.stack = QStackedWidget()
        self.empty = QWidget()
        self._empty_column = QVBoxLayout(self.empty)
        self.tags = TagEditor()
        self.foot = LibraryFoot(
            {
                "edit": self.accept,
                "duplicate": lambda: self._run("duplicate"),
                "tag": self.edit_tags,
                "export": self.export,
                "trash": lambda: self._run("trash"),
                "restore": self._bring_back,
            }
        )
        self._searching, self._counting, self._cleaning = QTimer(self), QTimer(self), QTimer(self)
        self._set_up_grid()
        self._lay_out()
        self._follow()

    def _set_up_grid(self) -> None:
        grid = self.grid
        grid.setAccessibleName(_("Posts"))
        grid.setUniformItemSizes(True)
        grid.setLayoutMode(QListView.LayoutMode.Batched)
        grid.setBatchSize(200)
        grid.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
        grid.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        grid.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        grid.setModel(self.model)
        self._show_as(rows=view_of(self.desk).rows)

    def _show_as(self, *, rows: bool) -> None:
        grid = self.grid
        grid.setViewMode(QListView.ViewMode.ListMode if rows else QListView.ViewMode.IconMode)
        grid.setSpacing(0 if rows else theme().px(SPACE))
        grid.setMovement(QListView.Movement.Static)
        grid.setResizeMode(QListView.ResizeMode.Adjust)
        grid.setItemDelegate(self._lines if rows else self._cards)

    def _lay_out(self) -> None:
        self.stack.addWidget(self.grid)
        self.stack.addWidget(self.empty)
        head = QFrame()
        look(head, "head")
        head_row = QHBoxLayout(head)
        head_row.setContentsMargins(0, 0, 0, 0)
        head_row.addWidget(self.tools)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(head)
        middle.addWidget(self.stack, 1)
        middle.addWidget(self.tags)
        middle.addWidget(self.foot)
        self.head = head
        self.side = QFrame()
        look(self.side, "side")
        side_column = QVBoxLayout(self.side)
        side_column.setContentsMargins(8, 10, 8, 10)
        side_column.addWidget(self.filters)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(middle, 1)

    def _follow(self) -> None:
        for timer, after, then in (
            (self._cleaning, _CLEAN_AFTER, self._clean),
            (self._searching, _SEARCH_AFTER, self._show),
            (self._counting, _COUNT_AFTER, self._count),
        ):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(then)
        self.filters.chosen.connect(self._narrow)
        self.search.textChanged.connect(lambda _text: self._search())
        self.tools.viewed.connect(self._viewed)
        self.grid.activated.connect(lambda index: self.open_post(index.data(ROW).post))
        self.grid.selectionModel().selectionChanged.connect(lambda _on, _off: self._chose())
        away = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.grid)
        away.setContext(Qt.ShortcutContext.WidgetShortcut)
        away.activated.connect(lambda: self._run("trash"))
        self.tags.wished.connect(self._tag)
        self.tags.closed.connect(self._close_tags)
        self.thumbs.ready.connect(self.model.touch)
        self.states.changed.connect(self._state_changed)
        self.desk.changed.connect(self._changed)
        self.desk.selected.connect(self._followed)
        self._cleaning.start()

    # --- what is shown -------------------------------------------------------------------------

    def kept(self) -> dict[str, str]:
        """Cards or lines, and their order."""
        return kept_view(self.desk)

    def entered(self) -> None:
        """Look at the library again."""
        self.thumbs.ask_again()
        self.refresh()
        (self.grid if self.model.rows else self.empty).setFocus()

    def refresh(self) -> None:
        """Read the posts of the pack at hand; what is selected stays selected."""
        self.states.read()
        self.tools.renew()
        self._count()
        self._show()

    def _count(self) -> None:
        """How many there are of each."""
        posts = self.states.posts
        rows = filter_rows(self.desk.session.resources, posts, posts.counts(self.states.fits))
        self.filters.show_rows(rows, view_of(self.desk).only)
        if self.filters.name() != view_of(self.desk).only:
            keep_view(self.desk, replace(view_of(self.desk), only=self.filters.name()))

    def _show(self) -> None:
        """The posts of the view that match the search."""
        self._searching.stop()
        view, pack = view_of(self.desk), self.desk.selection.pack
        rows = self.states.posts.shown(view, self.states.fits, title_of)
        text = self.search.text().strip()
        if text and pack:
            query = Query(
                text=text.lstrip("#"), pack=pack, limit=_MOST_FOUND, trashed=view.only == TRASH
            )
            found = {hit.post for hit in search_library(self.desk.session.library, query)}
            rows = search_again(rows, found, text)
        chosen, place = self.chosen_posts(), self.grid.verticalScrollBar().value()
        with_focus = self.grid.currentIndex().data(ROW)
        moved = self.model.show(rows)
        if moved:
            self._choose(chosen or [self.desk.selection.post], with_focus)
            self.grid.verticalScrollBar().setValue(place)
        self._say_empty(view, text, rows)
        self._chose()

    def _choose(self, posts: list[str], current: PostRow | None = None) -> None:
        """Select those of these posts that are shown."""
        flag = QItemSelectionModel.SelectionFlag
        places = [at for post in posts if (at := self.model.at(post)) >= 0]
        selection = QItemSelection()
        for at in places:
            selection.select(self.model.index(at), self.model.index(at))
        chosen = self.grid.selectionModel()
        focus = self.model.at(current.post) if current is not None else -1
        focus = focus if focus in places else places[-1] if places else -1
        if focus >= 0:
            chosen.setCurrentIndex(self.model.index(focus), flag.NoUpdate)
            self.grid.scrollTo(self.model.index(focus))
        chosen.select(selection, flag.ClearAndSelect)

    def _say_empty(self, view: View, text: str, rows: list[PostRow]) -> None:
        none_at_all = not self.states.posts.rows
        self.side.setVisible(not none_at_all)
        self.head.setVisible(not none_at_all)
        self.foot.setVisible(not none_at_all)
        self.stack.setCurrentWidget(self.grid if rows else self.empty)
        if rows:
            return
        clear_layout(self._empty_column)
        self._empty_column.setContentsMargins(0, 0, 0, 0)
        if none_at_all:
            self._empty_column.addWidget(Welcome(self.desk, self._run))
        elif view.only == TRASH and not text:
            self._empty_column.addWidget(
                Empty(_("Empty."), fill(_("Posts stay {days} days."), {"days": DAYS_IN_TRASH}))
            )
        elif text:
            words = fill(_("Nothing matches “{text}”."), {"text": text})
            self._empty_column.addWidget(Empty(words, "", [button(_("Clear the filters"), self.clear)]))
        else:
            clear = [button(_("Clear the filters"), self.clear)]
            self._empty_column.addWidget(Empty(_("No post is like this."), "", clear))

    def clear(self) -> None:
        """Show all posts again."""
        self.search.clear()
        now = view_of(self.desk)
        keep_view(self.desk, View(order=now.order, rows=now.rows))
        self.refresh()
        self.grid.setFocus()

    def _search(self) -> None:
        """At once in a small pack; in a large one when no letter has come for a moment."""
        if len(self.states.posts.rows) > _LARGE:
            self._searching.start()
        else:
            self._show()

    def _narrow(self, name: str) -> None:
        keep_view(self.desk, replace(view_of(self.desk), only=name, language=""))
        self.tools.renew()
        self._show()

    def _viewed(self) -> None:
        rows = view_of(self.desk).rows
        if rows != (self.grid.viewMode() is QListView.ViewMode.ListMode):
            self._show_as(rows=rows)
        self._show()

    def _state_changed(self, post: str) -> None:
        if not self.isVisible():
            return
        if post:
            self.model.touch(post)
        else:
            self.grid.viewport().update()
        if not self._counting.isActive():
            self._counting.start()

    def _changed(self, _changes: object) -> None:
        if self.isVisible():
            self.refresh()
            self._renew_tags()

    def _followed(self, new: Selection, old: Selection) -> None:
        if not self.isVisible():
            return
        if new.pack != old.pack:
            keep_view(self.desk, replace(view_of(self.desk), only=ALL, kind="", language=""))
            self.refresh()
        elif new.language != old.language:
            self.tools.renew()
            self.grid.viewport().update()
        if (
            new.post != old.post
            and new.post not in self.chosen_posts()
            and self.model.at(new.post) >= 0
        ):
            self._choose([new.post])

    # --- what is chosen ------------------------------------------------------------------------

    def chosen_posts(self) -> list[str]:
        """The ids of the selected posts, in the order in which they stand."""
        chosen = sorted(self.grid.selectionModel().selectedIndexes(), key=lambda index: index.row())
        return [index.data(ROW).post for index in chosen]

    def open_post(self, post: str) -> None:
        """Write a post; one that is in the trash has to come back first."""
        if view_of(self.desk).only == TRASH:
            self.desk.say(_("Bring it back first; then it can be written."))
            return
        self.desk.go("write", post=post)

    def _chose(self) -> None:
        posts = self.chosen_posts()
        current = self.grid.currentIndex().data(ROW)
        if posts and self.desk.selection.post not in posts:
            at_hand = current.post if current is not None and current.post in posts else posts[-1]
            self.desk.select(post=at_hand)
        self.foot.say(len(posts), len(self.model.rows), trash=view_of(self.desk).only == TRASH)
        self._renew_tags()

    def _run(self, command: str) -> None:
        """What the window does by that name, with the selected posts."""
        action = self.window().findChild(QAction, command)
        if isinstance(action, QAction):
            action.trigger()

    def export(self) -> None:
        """Go to Export with what is selected, and nothing else."""
        wish = export_run(self.desk).wish
        if wish.pack != self.desk.selection.pack:
            wish.pack, wish.languages = self.desk.selection.pack, None
        wish.tag, wish.only_this, wish.posts = None, False, tuple(self.chosen_posts())
        self.desk.go("export")

    def _bring_back(self) -> None:
        posts = self.chosen_posts()
        say = plural("{count} post is back.", "{count} posts are back.", len(posts))
        self.desk.do(
            lambda: bring_back_posts(self.desk.session, self.desk.selection.pack, posts), say=say
        )

    def _clean(self) -> None:
        """What is long in the trash goes; if it can't today, then another day."""
        with contextlib.suppress(StudioError):
            self.desk.session.done(empty_old_trash(self.desk.session.library))

    # --- tags ----------------------------------------------------------------------------------

    def edit_tags(self) -> None:
        """Show the selected posts' tags above the foot."""
        if self.chosen_posts():
            self.tags.show()
            self._renew_tags()
            self.tags.field.setFocus()

    def _renew_tags(self) -> None:
        if self.tags.isHidden():
            return
        posts = self.chosen_posts()
        if not posts or view_of(self.desk).only == TRASH:
            self._close_tags()
            return
        labels = self.states.posts.labels
        carried = same_labels(labels.get(post, ()) for post in posts)
        self.tags.show_tags(carried, labels_in_use(self.desk.session.library))

    def _close_tags(self) -> None:
        self.tags.hide()
        self.grid.setFocus()

    def _tag(self, tag: str, on: bool) -> None:
        library, pack, posts = self.desk.session.library, self.desk.selection.pack, self.chosen_posts()
        act = add_label if on else remove_label
        one, many = (
            ("{count} post is tagged “{tag}”.", "{count} posts are tagged “{tag}”.")
            if on
            else ("“{tag}” is off {count} post.", "“{tag}” is off {count} posts.")
        )
        say = fill(plural(one, many, len(posts)), {"tag": tag})
        self.desk.do(lambda: act(library, pack, posts, tag), say=say)

    # --- the page ------------------------------------------------------------------------------

    def find_here(self) -> None:
        """The search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def accept(self) -> None:
        """Open what is selected."""
        if posts := self.chosen_posts():
            now = self.desk.selection.post
            self.open_post(now if now in posts else posts[-1])

    def next_problem(self, step: int) -> None:
        """The next post, or the previous one, in which a text is too long."""
        self._next(step, {MEND})

    def next_to_do(self) -> None:
        """The next post that is a draft or not yet translated."""
        self._next(1, {DRAFTS, TRANSLATE})

    def _next(self, step: int, wanted: set[str]) -> None:
        rows, states = self.model.rows, self.states
        start = self.model.at(self.desk.selection.post)
        for away in range(1, len(rows) + 1):
            row = rows[(start + step * away) % len(rows)]
            if states.posts.state(row, states.fits(row.post)) in wanted:
                self._choose([row.post])
                return

    def pick_language(self) -> None:
        """The language in which the cards are shown."""
        self.tools.shown.showMenu()

    def escape(self) -> bool:
        """The tags, then the search."""
        if not self.tags.isHidden():
            self._close_tags()
            return True
        if self.search.text():
            self.search.clear()
            return True
        return False

    def step_post(self, step: int) -> None:
        """The next card."""
        at = self.model.at(self.desk.selection.post) + step
        if 0 <= at < len(self.model.rows):
            self._choose([self.model.rows[at].post])

    def panes(self) -> list[QWidget]:
        """Filters, cards, tags, foot."""
        return [self.filters, self.tools, self.grid, self.tags, self.foot]
