"""Texts that were changed in two places: both wordings beside each other, and a choice.

In: the library's open conflicts, from another window on it or from a pack that was brought in. Out: one
wording chosen for each; the other one stays in the post's history. It stands under the page, blocks
nothing and is gone when nothing is left to choose.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QTextBrowser, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.errors import StudioError
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.changes import Changes, Conflict
from studio.ui.desk import Desk
from studio.ui.icons import pixmap
from studio.ui.naming import post_title
from studio.ui.theme import theme
from studio.ui.widgets import button, icon_button, label, look
from studio.ui.wordings import both, name_of
from studio.workspace.library_past import choose_wording, list_conflicts, resolve_conflict


class ConflictPanel(QFrame):
    """One conflict at a time; closed by hand it comes back with the next one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.waiting: tuple[Conflict, ...] = ()
        self._at = 0
        look(self, "foot")
        self.setAccessibleName(_("A text was changed in two places"))
        self.title = label("", "subtitle", wrap=True)
        self.which = label("", "second", wrap=True)
        self.stands, self.later = QTextBrowser(), QTextBrowser()
        self.keep = button(_("Keep what stands"), lambda: self._choose(mine=False), icon_name="check")
        self.take = button(_("Take the later one"), lambda: self._choose(mine=True), icon_name="check")
        self.show_post = button(_("Show the post"), self._go, kind="small", icon_name="eye")
        self.next = button(_("Next"), self._step, kind="small", icon_name="right")
        self.keep_all = button(
            _("Keep all that stand"), lambda: self._choose_all(mine=False), kind="link"
        )
        self.take_all = button(
            _("Take all the later ones"), lambda: self._choose_all(mine=True), kind="link"
        )
        self._lay_out()
        desk.changed.connect(self._changed)
        self.hide()
        self.look_again()

    def _lay_out(self) -> None:
        mark = QLabel()
        mark.setPixmap(pixmap("people", theme().px(20), "warn", self.devicePixelRatioF()))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.title)
        words.addWidget(self.which)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        for widget in (self.keep_all, self.take_all, self.next, self.show_post):
            head.addWidget(widget)
        head.addWidget(icon_button("cross", _("Later"), self.hide, size=14))
        texts = QHBoxLayout()
        texts.setSpacing(18)
        texts.addLayout(self._side(_("What stands now"), self.stands, self.keep), 1)
        texts.addLayout(self._side(_("What came later"), self.later, self.take), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 10, 12, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(texts)

    def _side(self, words: str, view: QTextBrowser, choose: QWidget) -> QVBoxLayout:
        view.setAccessibleName(words)
        view.setOpenLinks(False)
        view.setFixedHeight(theme().px(84))
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(label(words, "heading"))
        column.addWidget(view)
        row = QHBoxLayout()
        row.addWidget(choose)
        row.addStretch(1)
        column.addLayout(row)
        return column

    # --- showing -------------------------------------------------------------------------------

    def look_again(self) -> None:
        """Read the open conflicts; show the first, or nothing if there is none."""
        try:
            self.waiting = list_conflicts(self._desk.session.library)
        except StudioError:
            return  # the library is busy or away, and whoever writes says so
        self._at = min(self._at, max(0, len(self.waiting) - 1))
        self.setVisible(bool(self.waiting))
        if self.waiting:
            self._show()

    def _show(self) -> None:
        one = self.waiting[self._at]
        count = len(self.waiting)
        self.title.setText(
            plural(
                "{count} text was changed in two places. Which wording shall stand?",
                "{count} texts were changed in two places. Which wording shall stand?",
                count,
            )
        )
        key, desk = one.key, self._desk
        post = desk.session.post(key.pack, key.post) if key.post else None
        row = desk.session.pack(key.pack)
        whole = post_title(desk, key.pack, key.post) if key.post else (row.title if row else key.pack)
        words = {"post": whole, "text": name_of(key, post.kind if post else "")}
        self.which.setText(fill(_("{post}: {text}. The other wording stays in the history."), words))
        stands, later = both(desk, key, one.theirs, one.mine)
        self.stands.setHtml(stands)
        self.later.setHtml(later)
        for widget in (self.next, self.keep_all, self.take_all):
            widget.setVisible(count > 1)
        self.show_post.setVisible(post is not None)

    def _step(self) -> None:
        self._at = (self._at + 1) % len(self.waiting)
        self._show()

    def _go(self) -> None:
        key = self.waiting[self._at].key
        parts = {"language": key.language} if key.language else {}
        field = "" if key.field.startswith("@") else key.field
        page = "translate" if key.language else "write"
        self._desk.go(page, pack=key.pack, post=key.post, field=field, **parts)

    def _changed(self, changes: Changes) -> None:
        if changes.conflicts or self.waiting:
            self.look_again()

    # --- choosing ------------------------------------------------------------------------------

    def _choose(self, *, mine: bool) -> None:
        one = self.waiting[self._at]
        words = _("Chosen. The other wording is in the post's history.")
        self._desk.do(self._resolving(one, mine=mine), say=words)
        self.look_again()

    def _choose_all(self, *, mine: bool) -> None:
        done = 0
        for one in self.waiting:
            done += self._desk.do(self._resolving(one, mine=mine)) is not None
        self.look_again()
        self._desk.say(
            plural(
                "{count} wording chosen. The others are in the posts' histories.",
                "{count} wordings chosen. The others are in the posts' histories.",
                done,
            )
        )

    def _resolving(self, one: Conflict, *, mine: bool) -> Callable[[], Changes]:
        library = self._desk.session.library
        if one.key.field.startswith("@"):
            return lambda: resolve_conflict(library, one.number, one.mine if mine else one.theirs)
        return lambda: choose_wording(library, one, mine=mine)
