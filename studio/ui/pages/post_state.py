"""How far each post of a list is, in words: from the library's rows and from what is known of its fit.

In: the desk. Out: a :class:`Shown` for each post, kept until a mark of it changes.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from studio.diagnostics import fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.ui.desk import Desk
from studio.ui.fit_watch import fit_watch
from studio.ui.naming import date_words
from studio.workspace.fitmatrix import PROBLEMS, UNKNOWN
from studio.workspace.postlist import (
    DRAFTS,
    EXPORTED,
    MEND,
    READY,
    TRANSLATE,
    Fits,
    PostList,
    PostRow,
    post_list,
)

_ICONS = {
    MEND: ("stop", "error"),
    DRAFTS: ("pencil", "ink_2"),
    TRANSLATE: ("pencil", "ink_2"),
    EXPORTED: ("export", "ink_2"),
    READY: ("check", "ok"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A state on the screen: icon, colour of the theme, words."""

    icon: str
    color: str
    words: str


class PostStates(QObject):
    """The states of the pack at hand."""

    changed = Signal(str)
    """The post of which a mark changed; empty for all."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pack = ""
        self._watch = fit_watch(desk)
        self._fits: dict[str, Fits] = {}
        self._shown: dict[str, Shown] = {}
        self.posts = PostList(())
        self._watch.marked.connect(self._marked)
        self._watch.renewed.connect(self._renewed)

    def read(self) -> PostList:
        """Read the posts of the pack at hand again."""
        pack = self._desk.selection.pack
        if pack != self._pack:
            # The watch looks at the new pack a moment later; posts of both may have the same name.
            self._pack = pack
            self._fits.clear()
        self.posts = post_list(self._desk.session, pack) if pack else PostList(())
        self._shown.clear()
        return self.posts

    def fits(self, post: str) -> Fits:
        """What is known of how a post fits."""
        known = self._fits.get(post)
        if known is None:
            known = self._fits[post] = self._look(post)
        return known

    def shown(self, row: PostRow) -> Shown:
        """The state of a post in words."""
        known = self._shown.get(row.post)
        if known is None:
            known = self._shown[row.post] = self._in_words(row)
        return known

    def day(self, text: str) -> str:
        """A day (ISO 8601) as people write it, without the year; empty as it is."""
        if not text:
            return ""
        return date_words(datetime.date.fromisoformat(text[:10]), year=False)

    def _look(self, post: str) -> Fits:
        matrix = self._watch.matrix
        if self._watch.pack != self._desk.selection.pack or post not in matrix.posts_set:
            return Fits()
        over = tuple(
            name for name in matrix.languages if any(s in PROBLEMS for s in matrix.states(post, name))
        )
        return Fits(over, UNKNOWN not in matrix.states(post, self.posts.own))

    def _in_words(self, row: PostRow) -> Shown:
        fits = self.fits(row.post)
        state = self.posts.state(row, fits)
        icon, color = _ICONS.get(state, ("ring", "ink_2"))
        if state == MEND:
            words = plural("{count} to mend", "{count} to mend", len(fits.over))
        elif state == DRAFTS:
            words = _("Draft")
        elif state == TRANSLATE:
            count = len(self.posts.open_languages(row))
            words = plural("{count} language to go", "{count} languages to go", count)
        elif state == EXPORTED:
            words = fill(_("Exported {day}"), {"day": self.day(row.exported)})
        else:
            # Green is only what has been checked.
            words = _("Ready") if state == READY else _("Not checked yet")
        return Shown(icon, color, words)

    def _marked(self, post: str, _language: str) -> None:
        self._fits.pop(post, None)
        self._shown.pop(post, None)
        self.changed.emit(post)

    def _renewed(self) -> None:
        self._fits.clear()
        self._shown.clear()
        self.changed.emit("")
