"""Under the texts of the Translate page: how far they are. Instead of them: why there are none.

In: the desk's selection, the rows that are shown. Out: pills, a note, an empty state with its buttons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from studio.diagnostics import fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.language import DERIVED
from studio.ui.desk import Desk
from studio.ui.naming import language_name
from studio.ui.theme import theme
from studio.ui.widgets import Empty, Pill, button, label, look
from studio.workspace.fitting import FITS
from studio.workspace.strings import Row, progress


class Foot(QFrame):
    """How far the pack is, how much of what is shown is to do, which language follows by rule."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        look(self, "foot")
        self.done, self.look, self.missing = Pill(), Pill(), Pill()
        self.note = label("", "small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.setSpacing(8)
        for pill in (self.done, self.look, self.missing):
            pill.setMinimumHeight(theme().px(20))
            pill.hide()
            row.addWidget(pill)
        row.addWidget(self.note, 1)

    def count(self, rows: Iterable[Row]) -> None:
        """Count again."""
        now, shown = self._desk.selection, list(rows)
        done, total = progress(self._desk.session, now.pack, now.language)
        looks = sum(row.to_do and bool(row.text) for row in shown)
        missing = sum(row.to_do and not row.text for row in shown)
        self.done.set(
            fill(_("{done} of {total} done"), {"done": done, "total": total}), "ok" if done else ""
        )
        self.look.set(plural("{count} to look at", "{count} to look at", looks), "warn")
        self.missing.set(plural("{count} empty", "{count} empty", missing))
        self.done.show()
        self.look.setVisible(looks > 0)
        self.missing.setVisible(missing > 0)
        derived = next((new for new, old in DERIVED.items() if old == now.language), "")
        words = _("{language} is written from this text. Change it there only where it must differ.")
        shown_too = derived in self._desk.session.languages(now.pack)
        self.note.setText(fill(words, {"language": language_name(derived)}) if shown_too else "")


def no_post(desk: Desk) -> Empty:
    """There is nothing to translate yet."""
    library = button(_("Library"), lambda: desk.go("library"))
    new = button(_("New post"), lambda: desk.go("new"), icon_name="plus")
    return Empty(_("Pick a post to translate."), "", [library, new])


def one_language(add: Callable[[], object]) -> Empty:
    """The pack has no language to translate into."""
    more = button(_("Add a language"), add, icon_name="plus", kind="primary")
    words = _("Posts are written once. Cards in other languages follow from their words.")
    return Empty(_("This pack speaks one language."), words, [more])


def finished(desk: Desk, show_all: Callable[[], object], all_posts: Callable[[], object]) -> Empty:
    """Nothing is to do: in the post, or in the whole pack. ``all_posts`` shows the rest of it."""
    now = desk.selection
    done, total = progress(desk.session, now.pack, now.language)
    more = button(_("Show the texts"), show_all)
    if done < total:
        rest = plural(
            "{count} text of other posts is to do.",
            "{count} texts of other posts are to do.",
            total - done,
        )
        every = button(_("All posts"), all_posts, kind="primary")
        return Empty(_("All texts of this post are done."), rest, [every, more])
    fit: QPushButton = button(_("See it in Fit"), lambda: desk.go("fit"), kind="primary")
    return Empty(
        plural("The {count} text is done.", "All {count} texts are done.", total),
        _limits(desk),
        [fit, more],
    )


def _limits(desk: Desk) -> str:
    """How many cards do not fit, or only just, as far as that is known."""
    count = 0
    for choice in desk.sizes():
        fit = desk.cards.fit(desk.key(size=choice.size), ask=False)
        count += fit is not None and fit.state != FITS
    if not count:
        return ""
    return plural(
        "This post is at the limit in {count} size.",
        "This post is at the limit in {count} sizes.",
        count,
    )
