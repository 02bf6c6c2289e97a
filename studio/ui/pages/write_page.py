"""Write: the fields of a post, its card as it is exported, every size, and what is wrong.

In: the desk's selection. Out: texts as they are typed, and the post's attributes. The card follows each
letter; the other sizes, their marks and the problems follow a moment later, never before it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from PySide6.QtCore import QMimeData, QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMenu,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import Diagnostic, fill
from studio.l10n import translate as _
from studio.model.changes import Changes, Key
from studio.model.geometry import Size
from studio.model.kind import KINDS, cards_of
from studio.model.post import Post
from studio.ui.canvas import FIT, CardCanvas
from studio.ui.cards import CardKey, Shown
from studio.ui.desk import Desk, Selection
from studio.ui.dropped_files import dropped_files
from studio.ui.fields import STATUS_OF, PlainField
from studio.ui.naming import field_name, kind_name
from studio.ui.overlays import ShowButton, dress
from studio.ui.page import Page
from studio.ui.pages.fit_words import cut_words
from studio.ui.pages.size_strip import SizeStrip
from studio.ui.pages.write_cards import CardSwitch
from studio.ui.pages.write_form import WriteForm
from studio.ui.pages.write_picture import ENDINGS
from studio.ui.pages.write_problems import (
    NoCard,
    Problem,
    ProblemPanel,
    fit_problem,
    gaps,
    other_problems,
)
from studio.ui.pages.write_rows import FieldRow, Fits
from studio.ui.scopebar import ScopeBar
from studio.ui.theme import theme
from studio.ui.widgets import Empty, button, look, menu_button
from studio.workspace.fitting import FITS, OVER, Fit
from studio.workspace.templates import shows_picture

_PROBLEMS_AFTER = 600
_MARKS_AFTER = 40
_SLOW = 0.04  # seconds of laying out from which letters that wait are taken together
_ZOOMS = (FIT, 0.25, 0.33, 0.5, 0.75, 1.0)


class WritePage(Page):
    """Fields, card, sizes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown = Shown(None, None)
        self.scope = ScopeBar(desk)
        self._zoom_menu = QMenu(self)
        self.zoom_button = menu_button(_("Whole card"), self._zoom_menu, tip=_("Zoom"))
        for zoom in _ZOOMS:
            words = f"{zoom:.0%}" if zoom else _("Whole card")
            self._zoom_menu.addAction(words).triggered.connect(
                lambda _on=False, z=zoom: self._set_zoom(z)
            )
        self.scope.add_tool(ShowButton(desk))
        self.scope.add_tool(self.zoom_button)
        self.form = WriteForm(desk)
        self.cards = CardSwitch(desk)
        self.canvas = CardCanvas()
        dress(self.canvas, desk)
        self.canvas.set_labels(lambda region: field_name(self._kind(), region.field))
        self.no_card = NoCard()
        self.panel = ProblemPanel()
        self.problems = self.panel.list
        self.strip = SizeStrip(desk)
        self._problem_timer = self._timer(_PROBLEMS_AFTER, self._tell_problems)
        self._typing_timer = self._timer(0, self._follow_typing)
        self._slow = False
        self._marks_timer = self._timer(_MARKS_AFTER, self._show_marks)
        self._lay_out()
        self._connect()

    def _timer(self, after: int, act: Callable[[], object]) -> QTimer:
        made = QTimer(self, singleShot=True, interval=after)
        made.timeout.connect(act)
        return made

    def _connect(self) -> None:
        self.canvas.zoomed.connect(self._say_zoom)
        self.canvas.text_clicked.connect(lambda field, _region: self.desk.select(field=field))
        self.canvas.text_clicked.connect(lambda field, _region: self.focus_field(field))
        self.canvas.picture_clicked.connect(lambda: self.focus_field("@picture"))
        self.canvas.focal_moved.connect(self._move_focal)
        self.problems.wanted.connect(self._take_me_there)
        self.no_card.wanted.connect(self._take_me_there)
        self.form.built.connect(self._order_tabs)
        self.cards.more.connect(self._one_more_step)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)
        self.desk.typed.connect(self._typed)
        self.desk.changed.connect(self._changed)
        self.desk.selected.connect(self._selected)
        self.desk.cards.arrived.connect(self._arrived)

    def _lay_out(self) -> None:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self.form)
        self.area.setMinimumWidth(theme().px(330))
        middle = QFrame()
        look(middle, "canvas")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.place = QStackedWidget()
        self.place.addWidget(self.canvas)
        self.place.addWidget(self.no_card)
        for widget, stretch in ((self.cards, 0), (self.place, 1), (self.panel, 0)):
            column.addWidget(widget, stretch)
        split = QSplitter(Qt.Orientation.Horizontal)
        for part in (self.area, middle, self.strip):
            split.addWidget(part)
        split.setStretchFactor(1, 1)
        split.setSizes([theme().px(368), theme().px(760), theme().px(150)])
        split.setCollapsible(1, False)
        self.library = button(_("Library"), lambda: self.desk.go("library"), icon_name="grid")
        self.new = button(_("New post"), lambda: self.desk.go("new"), icon_name="plus", kind="primary")
        self.empty = Empty(_("Pick a post to write."), "", (self.library, self.new))
        self.stack = QStackedWidget()
        self.stack.addWidget(split)
        self.stack.addWidget(self.empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scope)
        whole.addWidget(self.stack, 1)

    # --- the post at hand ----------------------------------------------------------------------

    def _order_tabs(self) -> None:
        """Tab goes from the tools to the fields and on to the card, also with new fields."""
        before: QWidget = self.zoom_button
        for widget in (*self.form.findChildren(QWidget), self.canvas):
            if widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                QWidget.setTabOrder(before, widget)
                before = widget

    @property
    def rows(self) -> list[FieldRow]:
        """The rows of the form that hold texts."""
        return self.form.text_rows()

    def entered(self) -> None:
        """Show what is selected, with the cursor in its field."""
        self._sync()
        if self._post() is not None and not self.focus_field(self.desk.selection.field):
            self.form.focus_first()

    def _post(self) -> Post | None:
        now = self.desk.selection
        post = self.desk.session.post(now.pack, now.post) if now.post else None
        return post if post is not None and post.kind in KINDS else None

    def _kind(self) -> str:
        post = self._post()
        return post.kind if post else ""

    def _sync(self) -> None:
        """Everything as the desk has it now."""
        post = self._post()
        self.stack.setCurrentIndex(0 if post is not None else 1)
        if post is None:
            self.canvas.show_frame(None, None)
            return
        cards = [card.name for card in cards_of(post)]
        if self.desk.selection.card not in cards:
            self.desk.select(card=cards[0])
        self.form.sync()
        self.cards.refresh(post)
        self.scope.refresh()
        self._refresh()

    def focus_field(self, field: str) -> bool:
        """Put the cursor into a field, on the card that shows it; False if there is no such field."""
        if not field:
            return False
        card = self._card_of(field)
        if card and card != self.desk.selection.card:
            self.desk.select(card=card)
        return self.form.focus_field(field)

    def _card_of(self, field: str) -> str:
        """The card that shows a field: the selected one if it does, else the first one that does."""
        post = self._post()
        now = self.desk.selection
        if post is None or field.startswith("@"):
            return ""
        slides = KINDS[post.kind].slides
        if slides and field.startswith(f"{slides}."):
            return f"slide-{field.split('.')[1]}"
        others = [card.name for card in cards_of(post) if card.name != now.card]
        if not others or not post.text(field) or (self.shown.fit and self.shown.fit.text(field)):
            return ""
        for card in others:
            found = self.desk.cards.now(now.pack, now.post, now.language, card, now.size).fit
            if found is not None and found.text(field):
                return card
        return ""

    # --- the card ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Lay the card out and paint it, at once; all else a moment later."""
        now = self.desk.selection
        if not now.post:
            return
        self.shown = self.desk.cards.now(now.pack, now.post, now.language, now.card, now.size)
        self.canvas.show_frame(
            self.shown.frame, lambda frame, width: self.desk.cards.paint(now.pack, frame, width)
        )
        if self.shown.frame is None:
            why = self._others(now.card, now.size, self.shown.diagnostics)
            self.no_card.show_problem(next(iter(why), None))
        self.place.setCurrentIndex(0 if self.shown.frame is not None else 1)
        self.canvas.select_field(now.field)
        choice = self.desk.size_choice(now.size)
        ratio = f"{choice.ratio} · " if choice else ""
        # From left to right in every window: width before height.
        size = f"\u2066{now.size.width:.0f} × {now.size.height:.0f}\u2069"
        self.canvas.set_title(f"{ratio}{size}")
        self._show_focal()
        if self.shown.fit is not None and self.shown.fit.state == FITS:
            self.canvas.set_problems({})
        if not self._marks_timer.isActive():
            self._marks_timer.start()
        self._problem_timer.start()

    def _fit(self, card: str, size: Size, *, rank: int) -> Fit | None:
        now = self.desk.selection
        if (card, size) == (now.card, now.size):
            return self.shown.fit
        if card == now.card:
            return self.desk.cards.fit(self.strip.key(size), rank=0)
        return self.desk.cards.fit(self.desk.key(card=card, size=size), rank=rank)

    def _fits(self) -> Fits:
        card = self.desk.selection.card
        return [(one.ratio, self._fit(card, one.size, rank=0)) for one in self.desk.sizes()]

    def _show_marks(self) -> None:
        if self._post() is None:
            return
        self.strip.refresh()
        self.form.show_fits(self._fits())

    def _tell_problems(self) -> None:
        """What is wrong, on the card, in the fields and as a list."""
        post = self._post()
        if post is None:
            return
        now = self.desk.selection
        found = gaps(post, now.card, now.size) if now.language == post.language else []
        wrong: set[str] = set()
        on_card: dict[str, tuple[str, str]] = {}
        for card in cards_of(post):
            for choice in self.desk.sizes():
                fit = self._fit(card.name, choice.size, rank=3)
                here = (card.name, choice.size) == (now.card, now.size)
                seen = fit.diagnostics if fit else self.shown.diagnostics if here else ()
                found += self._others(card.name, choice.size, seen)
                if fit is None:
                    continue
                one = fit_problem(post.kind, card.name, choice.size, choice.ratio, fit)
                if one is None:
                    continue
                found.append(one)
                if fit.state == OVER:
                    wrong.add(card.name)
                if here and fit.field:
                    hint = cut_words(fit.cut, by_word=fit.by_word)
                    on_card[fit.field] = (STATUS_OF[fit.state], hint)
        self.panel.show_problems({(one.words, one.card): one for one in found}.values())
        self.cards.mark(wrong)
        self.canvas.set_problems(on_card)
        self.form.tell()

    def _others(self, card: str, size: Size, seen: Iterable[Diagnostic]) -> list[Problem]:
        post = self._post()
        return other_problems(card, size, seen, link=post.link if post else "")

    def _take_me_there(self, problem: Problem) -> None:
        self.desk.select(card=problem.card, size=problem.size, field=problem.field)
        self.focus_field(problem.field)

    # --- the picture ---------------------------------------------------------------------------

    def _focus_moved(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isVisible():
            self._show_focal(new)

    def _show_focal(self, focus: QWidget | None = None) -> None:
        """The ring is on the card while one works on the picture."""
        post, row = self._post(), self.form.picture
        focus = focus or QApplication.focusWidget()
        near = row is not None and focus is not None and row.isAncestorOf(focus)
        if post is None or post.picture is None or not (near or focus is self.canvas):
            self.canvas.set_focal(None)
        else:
            self.canvas.set_focal(post.picture.focus)

    def _move_focal(self, x: float, y: float) -> None:
        if self.form.picture is not None:
            self.form.picture.move_focus(x, y)
            self.form.picture.store()

    def dropped(self, data: QMimeData) -> bool:
        """A picture for the card."""
        files = dropped_files(data, ENDINGS)
        post = self._post()
        if not files or post is None:
            return False
        if self.form.picture is None:
            words = _("“{name}” shows no picture. Choose the template “{other}” first.")
            other = kind_name("photo")
            self.desk.say(fill(words, {"name": kind_name(post.kind), "other": other}))
            return True
        self.form.picture.take(files[0])
        return True

    def drop_words(self, data: QMimeData) -> str:
        """What a dropped picture would do."""
        post = self._post()
        if post is None or not dropped_files(data, ENDINGS):
            return ""
        if post.picture is not None:
            return _("Drop it to replace the picture of this post")
        able = shows_picture(post.kind, self.desk.session.resources)
        return _("Drop it to put the picture on this post") if able else ""

    # --- following -----------------------------------------------------------------------------

    def _typed(self, key: Key) -> None:
        if self.isVisible() and key.post == self.desk.selection.post:
            if self._slow:
                self._typing_timer.start()
            else:
                self._follow_typing()

    def _follow_typing(self) -> None:
        """The card follows a letter at once; where that takes long, several letters at a time."""
        began = time.perf_counter()
        self._refresh()
        self._slow = time.perf_counter() - began > _SLOW
        self.cards.refresh(self._post())

    def _changed(self, changes: Changes) -> None:
        now = self.desk.selection
        if not self.isVisible() or (now.pack, now.post) not in set(changes.posts()):
            return
        if self.form.holds(changes):
            # What was typed is stored now: it is on the screen already.
            self.form.compose()
            self.scope.refresh()
            self._marks_timer.start()
        else:
            self._sync()

    def _selected(self, new: Selection, old: Selection) -> None:
        if not self.isVisible():
            return
        if (new.pack, new.post, new.language) != (old.pack, old.post, old.language):
            self._sync()
        elif (new.size, new.card) != (old.size, old.card):
            self.form.sync()
            self.cards.refresh(self._post())
            self._refresh()
        else:
            self.canvas.select_field(new.field)
        if new.field != old.field:
            self.focus_field(new.field)

    def _arrived(self, key: CardKey) -> None:
        now = self.desk.selection
        mine = (key.pack, key.post, key.language) == (now.pack, now.post, now.language)
        if self.isVisible() and mine:
            if not self._marks_timer.isActive():
                self._marks_timer.start()
            if not self._problem_timer.isActive():
                self._problem_timer.start()

    def _one_more_step(self) -> None:
        post = self._post()
        if post is not None:
            number = post.count(KINDS[post.kind].slides) + 1
            self.form.begin_step(number)

    # --- commands ------------------------------------------------------------------------------

    def _set_zoom(self, zoom: float) -> None:
        self.canvas.set_zoom(zoom)
        self._say_zoom(zoom)

    def _say_zoom(self, zoom: float) -> None:
        self.zoom_button.setText(f"{zoom:.0%}" if zoom else _("Whole card"))

    def zoom(self, step: int) -> None:
        """Larger, smaller, or all of it."""
        self._set_zoom(min(2.0, max(0.1, self.canvas.zoom() * 1.25**step)) if step else FIT)

    def next_problem(self, step: int) -> None:
        """Go round the problems."""
        self.problems.step(step)

    def bold(self) -> None:
        """Select or unselect the words in the field that has the cursor."""
        field = QApplication.focusWidget()
        if isinstance(field, PlainField):
            field.toggle_emphasis()

    def step_post(self, step: int) -> None:
        """The next or the previous post."""
        self.scope.step(step)

    def pick_language(self) -> None:
        """Open the languages."""
        self.scope.language_button.showMenu()

    def left(self) -> None:
        """Store what is just being changed."""
        self.form.commit()

    def panes(self) -> list[QWidget]:
        """Fields, card, problems, sizes."""
        return [self.form, self.canvas, self.problems, self.strip]

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as there is room."""
        return QSize(1200, 640)
