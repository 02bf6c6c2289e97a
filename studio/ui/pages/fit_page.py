"""Fit: whether every post fits in every language and size, and the text of the mark that is open.

In: the desk, the marks of :mod:`studio.ui.fit_watch`. Out: a place selected; texts mended in the panel.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import N_, fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.changes import Changes, Key
from studio.model.kind import cards_of
from studio.ui.cards import CardKey
from studio.ui.desk import Desk, Selection
from studio.ui.fields import STATUS_OF
from studio.ui.fit_watch import fit_watch
from studio.ui.naming import title_of
from studio.ui.page import Page
from studio.ui.pages.fit_marks import FitModel
from studio.ui.pages.fit_panel import FitPanel
from studio.ui.pages.fit_table import FitTable
from studio.ui.pages.fit_words import CountChip
from studio.ui.theme import theme
from studio.ui.widgets import (
    CheckBox,
    Empty,
    MenuButton,
    button,
    clear_layout,
    label,
    look,
    menu_button,
)
from studio.workspace.fitmatrix import BROKEN, PROBLEMS, UNKNOWN, Place
from studio.workspace.fitting import FITS, FLOOR, OVER

ALL, ANY_PROBLEM, TOO_LONG, LIMIT, UNCHECKED = "all", "problems", "over", "floor", "unknown"
_FILTERS: dict[str, tuple[str, tuple[str, ...]]] = {
    ALL: (N_("All posts"), ()),
    ANY_PROBLEM: (N_("Only problems"), (OVER, BROKEN, FLOOR)),
    TOO_LONG: (N_("Too long"), PROBLEMS),
    LIMIT: (N_("At the limit"), (FLOOR,)),
    UNCHECKED: (N_("Not checked yet"), (UNKNOWN,)),
}
_LOOK_AFTER, _OPEN_AFTER = 60, 30


class FitPage(Page):
    """Filter and counts, the matrix, the opened mark."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.watch = fit_watch(desk)
        self.filter = ALL
        self.model = FitModel(desk, self.watch, self)
        self.table = FitTable(desk, self.watch, self.model)
        self.panel = FitPanel(desk, self.watch)
        self._all: dict[str, str] = {}
        menu = QMenu(self)
        for name, (words, _states) in _FILTERS.items():
            menu.addAction(_(words)).triggered.connect(
                lambda _on=False, name=name: self.show_only(name)
            )
        self.filter_button: MenuButton = menu_button("", menu, tip=_("Which posts are shown"))  # type: ignore[assignment]
        self.only_problems = CheckBox(_("Only problems"))
        self.pills = {state: CountChip(STATUS_OF[state]) for state in (FITS, FLOOR, OVER)}
        self.about = label("", "small")
        self.stack, self.empty = QStackedWidget(), QWidget()
        self._empty_column = QVBoxLayout(self.empty)
        self._look, self._open = QTimer(self), QTimer(self)
        for timer, after, then in (
            (self._look, _LOOK_AFTER, self._looked),
            (self._open, _OPEN_AFTER, self._show_panel),
        ):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(then)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = QFrame()
        look(bar, "head")
        bar.setFixedHeight(theme().px(46))
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        for widget in (self.filter_button, self.only_problems, *self.pills.values()):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self.about)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(self.stack)
        split.addWidget(self.panel)
        split.setStretchFactor(0, 1)
        split.setSizes([theme().px(878), theme().px(402)])
        split.setCollapsible(0, False)
        split.setCollapsible(1, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(bar)
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        desk, watch = self.desk, self.watch
        self.only_problems.toggled.connect(lambda on: self.show_only(ANY_PROBLEM if on else ALL))
        self.table.chosen.connect(self._choose)
        self.table.opened.connect(self._write)
        self.table.ordered.connect(lambda names: desk.prefer(languages=tuple(names)))
        for bar in (self.table.verticalScrollBar(), self.table.horizontalScrollBar()):
            bar.valueChanged.connect(lambda _value: self._look.start())
        self.panel.closed.connect(self.escape)
        self.panel.write.connect(lambda: self._write(self.model.at) if self.model.at else None)
        self.panel.mend.connect(lambda: self.next_problem(1))
        watch.renewed.connect(self._renewed)
        watch.marked.connect(self._marked)
        watch.counted.connect(self._counted)
        desk.typed.connect(self._typed)
        desk.changed.connect(self._changed)
        desk.selected.connect(self._selected)
        desk.cards.arrived.connect(self._arrived)

    # --- what is shown -------------------------------------------------------------------------

    def entered(self) -> None:
        """Check everything, what is seen first."""
        self.watch.watch(on=True)
        self._read()
        self._fill()
        self._follow()
        self._counted()
        self.table.setFocus()

    def left(self) -> None:
        """Others go first again."""
        self.watch.watch(on=False)

    def show_only(self, name: str) -> None:
        """Show the posts of a filter."""
        self.filter = name
        self.only_problems.blockSignals(True)
        self.only_problems.setChecked(name not in (ALL, UNCHECKED))
        self.only_problems.blockSignals(False)
        self._fill()
        self._follow()

    def _read(self) -> None:
        """The titles of the posts, in their order."""
        pack = self.desk.selection.pack
        rows = self.desk.session.rows(pack) if pack else ()
        self._all = {row.post: title_of(row) for row in rows if not row.trashed}

    def _wanted(self) -> list[str]:
        states = _FILTERS[self.filter][1]
        posts = [post for post in self.watch.matrix.posts if post in self._all]
        if not states:
            return posts
        return [post for post in posts if self.watch.matrix.has(post, states)]

    def _fill(self) -> None:
        """The rows of the filter."""
        self.filter_button.set_text(_(_FILTERS[self.filter][0]))
        posts = self._wanted()
        if posts != self.model.posts or list(self.watch.matrix.languages) != self.model.languages:
            self.model.show(posts, self._all)
        self._say_empty()
        self._look.start()

    def _say_empty(self) -> None:
        self.stack.setCurrentWidget(self.table if self.model.posts else self.empty)
        if self.model.posts:
            return
        clear_layout(self._empty_column)
        self._empty_column.addWidget(self._emptiness())

    def _emptiness(self) -> Empty:
        matrix = self.watch.matrix
        if not matrix.posts:
            new = button(_("New post"), lambda: self.desk.go("new"), icon_name="plus", kind="large")
            return Empty(
                _("Nothing to check yet."),
                _("Every post stands here, in each language and size."),
                [new],
            )
        again = button(_("All posts"), lambda: self.show_only(ALL))
        if matrix.unknown():
            return Empty(_("Nothing found so far."), _("Not everything is checked yet."), [again])
        if matrix.count(*PROBLEMS):
            return Empty(_("None."), "", [again])
        export = button(_("Export"), lambda: self.desk.go("export"), icon_name="export", kind="large")
        return Empty(_("Everything fits."), self._extent(), [export, again])

    def _extent(self) -> str:
        matrix = self.watch.matrix
        parts = {
            "posts": plural("{count} post", "{count} posts", len(matrix.posts)),
            "languages": plural("{count} language", "{count} languages", len(matrix.languages)),
            "sizes": plural("{count} size", "{count} sizes", len(matrix.sizes)),
        }
        return fill(_("{posts}, {languages}, {sizes}."), parts)

    def _counted(self) -> None:
        if not self.isVisible():
            return
        matrix = self.watch.matrix
        fits, limit, over = matrix.count(FITS), matrix.count(FLOOR), matrix.count(*PROBLEMS)
        self.pills[FITS].say(plural("{count} fits", "{count} fit", fits))
        self.pills[FLOOR].say(plural("{count} at the limit", "{count} at the limit", limit))
        self.pills[OVER].say(plural("{count} too long", "{count} too long", over))
        for state, count in ((FITS, fits), (FLOOR, limit), (OVER, over)):
            self.pills[state].setVisible(count > 0)
        left = matrix.unknown()
        self.panel.show_end(done=bool(matrix.posts) and not (left or limit or over))
        checked = plural("{count} to check", "{count} to check", left) if left else _("All checked.")
        self.about.setText(f"{self._extent()} {checked}")
        if self.filter != ALL and not self.table.hasFocus():
            self._fill()

    def _looked(self) -> None:
        """What is on the screen is checked first, and its small cards are asked for."""
        if not self.isVisible():
            return
        cells = self.table.visible_cells()
        self.watch.look_at(cells)
        for post in dict.fromkeys(post for post, _language in cells):
            self._thumbnail(post)
        self.table.titles.viewport().update()

    def _thumbnail(self, post: str) -> None:
        known = self.desk.session.post(self.watch.pack, post)
        sizes = self.watch.matrix.sizes
        if known is None or not sizes:
            return
        width = round(theme().px(28) * self.devicePixelRatioF() * 2)
        card = cards_of(known)[0].name
        key = CardKey(self.watch.pack, post, known.language, card, sizes[0], width)
        picture = self.desk.cards.picture(key, rank=1)
        if picture is not None:
            self.table.titles.keep(post, picture)

    # --- the mark at hand ----------------------------------------------------------------------

    def _choose(self, place: Place) -> None:
        mark = self.watch.matrix.marks(place.post, place.language)[place.size]
        parts: dict[str, object] = {"post": place.post, "language": place.language}
        parts["size"] = self.watch.matrix.sizes[place.size]
        if mark.card:
            parts["card"] = mark.card
        if mark.field:
            parts["field"] = mark.field
        self.desk.select(**parts)
        self.panel.setVisible(True)
        self._open.start()

    def _follow(self) -> None:
        """Stand where the desk's selection is."""
        now, matrix = self.desk.selection, self.watch.matrix
        size = matrix.sizes.index(now.size) if now.size in matrix.sizes else 0
        place = None
        if self.model.posts and matrix.languages:
            post = now.post if self.model.row_of(now.post) >= 0 else self.model.posts[0]
            name = now.language if now.language in matrix.languages else matrix.languages[0]
            place = Place(post, name, size)
        self.table.set_place(place)
        if place is not None and place.post != now.post:
            self._choose(place)
        self._open.start()

    def _show_panel(self) -> None:
        if self.isVisible() and self.panel.isVisible() and self.panel.place != self.model.at:
            self.panel.show_place(self.model.at)

    def _write(self, place: Place) -> None:
        mark = self.watch.matrix.marks(place.post, place.language)[place.size]
        field = mark.field or (self.panel.field if self.panel.place == place else "")
        self.desk.go(
            "write",
            post=place.post,
            language=place.language,
            size=self.watch.matrix.sizes[place.size],
            field=field,
        )

    # --- following -----------------------------------------------------------------------------

    def _renewed(self) -> None:
        if self.isVisible():
            self._read()
            self.table.titles.forget()
            self._fill()
            self._follow()

    def _marked(self, post: str, name: str) -> None:
        if self.isVisible():
            self.model.cell_changed(post, name)
            at = self.panel.place
            if at is not None and (at.post, at.language) == (post, name):
                self.panel.show_budget()

    def _typed(self, key: Key) -> None:
        if self.isVisible() and self.panel.place and key.post == self.panel.place.post:
            self.panel.refresh()

    def _changed(self, changes: Changes) -> None:
        place = self.panel.place
        if self.isVisible() and place and (self.watch.pack, place.post) in set(changes.posts()):
            self.panel.refresh()
            for row in self.desk.session.rows(self.watch.pack, [place.post]):
                self._all[row.post] = title_of(row)
            self.table.titles.viewport().update()

    def _selected(self, new: Selection, old: Selection) -> None:
        if self.isVisible() and new.pack == old.pack:
            self._follow()

    def _arrived(self, key: CardKey) -> None:
        if self.isVisible() and key.width and key.pack == self.watch.pack:
            self._thumbnail(key.post)
            self.table.titles.viewport().update()

    # --- commands ------------------------------------------------------------------------------

    def next_problem(self, step: int) -> None:
        """The next text that is too long; if there is none, the next that is at the limit."""
        for states in (PROBLEMS, (FLOOR,)):
            place = self.watch.matrix.next(self.model.at, step, states)
            if place is not None:
                break
        else:
            words = (
                _("Not everything is checked yet.")
                if self.watch.matrix.unknown()
                else _("Everything fits.")
            )
            self.desk.say(words)
            return
        if self.model.row_of(place.post) < 0:
            self.show_only(ALL)
        self.table.set_place(place)
        self._choose(place)

    def next_to_do(self) -> None:
        """The same as the next problem."""
        self.next_problem(1)

    def accept(self) -> None:
        """Done here, on to the next."""
        self.desk.store(split=True)
        self.next_problem(1)

    def step_post(self, step: int) -> None:
        """The next row."""
        self.table.step(0, step)

    def escape(self) -> bool:
        """Close the panel."""
        if self.panel.isVisible():
            self.desk.store(split=True)
            self.panel.hide()
            self.table.setFocus()
            return True
        return False

    def panes(self) -> list[QWidget]:
        """The matrix, the opened mark."""
        return [self.table, self.panel]
