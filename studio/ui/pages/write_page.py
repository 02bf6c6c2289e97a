"""Write: the fields of a post, its card as it is exported, every size, and what is wrong.

In: the desk's selection. Out: texts as they are typed, and the post's attributes. The card follows each
letter; the other sizes follow from the background.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.changes import Changes, Key
from studio.model.kind import KINDS
from studio.model.post import ELEMENTS, Post
from studio.text.languages import language
from studio.ui.canvas import FIT, CardCanvas
from studio.ui.cards import CardKey, Shown
from studio.ui.desk import Desk, Selection
from studio.ui.fields import STATUS_OF, Budget, PlainField
from studio.ui.icons import icon
from studio.ui.naming import THEMES, card_words, element_name, field_name, kind_name
from studio.ui.page import Page
from studio.ui.pages.size_strip import SizeStrip
from studio.ui.scopebar import ScopeBar
from studio.ui.theme import theme
from studio.ui.widgets import ICON_OF, Empty, MenuButton, clear_layout, label, look, menu_button
from studio.workspace.fitting import FITS, OVER, Fit
from studio.workspace.posts import set_element, set_theme

_PROBLEMS_AFTER = 600
_ZOOMS = (FIT, 0.25, 0.33, 0.5, 0.75, 1.0)


class FieldRow(QWidget):
    """One text: its name, its field, where it fits."""

    def __init__(self, desk: Desk, key: Key, name: str, *, emphasis: bool, single: bool) -> None:
        super().__init__()
        self.key = key
        self._desk = desk
        self.head = label(name, "label")
        self.field = PlainField(name, emphasis=emphasis, single=single)
        self.budget = Budget()
        self.head.setBuddy(self.field)
        now = desk.selection.language
        self.field.set_language(language(now), desk.fonts.writing(language(now)))
        self.field.set_text(desk.session.value(key))
        self.field.edited.connect(lambda text: desk.type_text(self.key, text))
        self.field.left.connect(lambda: desk.store(split=True))
        self.field.entered.connect(lambda: desk.select(field=self.key.field))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        for widget in (self.head, self.field, self.budget):
            column.addWidget(widget)
        self.budget.set(())

    def show_fits(self, fits: list[tuple[str, Fit | None]]) -> None:
        """Mark the sizes, and the field if it is too long somewhere."""
        self.budget.set_fits(self.key.field, fits)
        over = any(fit is not None and fit.of(self.key.field) == OVER for _ratio, fit in fits)
        self.field.set_state("error" if over else "")


class WritePage(Page):
    """Fields, card, sizes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: list[FieldRow] = []
        self.shown = Shown(None, None)
        self.scope = ScopeBar(desk)
        self._zoom_menu = QMenu(self)
        self.zoom_button = menu_button(_("Whole card"), self._zoom_menu, tip=_("Zoom"))
        for zoom in _ZOOMS:
            words = f"{zoom:.0%}" if zoom else _("Whole card")
            self._zoom_menu.addAction(words).triggered.connect(
                lambda _on=False, z=zoom: self._set_zoom(z)
            )
        self.scope.add_tool(self.zoom_button)
        self.canvas = CardCanvas()
        self.canvas.set_labels(lambda region: field_name(self._kind(), region.field))
        self.problems = QListWidget()
        self.problems.setAccessibleName(_("Problems"))
        self.problems.setMaximumHeight(theme().px(110))
        self.strip = SizeStrip(desk)
        self._problem_timer = QTimer(self)
        self._problem_timer.setSingleShot(True)
        self._problem_timer.setInterval(_PROBLEMS_AFTER)
        self._problem_timer.timeout.connect(self._tell_problems)
        self._lay_out()
        self.canvas.text_clicked.connect(lambda field, _region: self.focus_field(field))
        self.problems.itemActivated.connect(self._take_me_there)
        self.problems.itemClicked.connect(self._take_me_there)
        desk.typed.connect(self._typed)
        desk.changed.connect(self._changed)
        desk.selected.connect(self._selected)
        desk.cards.arrived.connect(self._arrived)

    def _lay_out(self) -> None:
        self.fields = QWidget()
        look(self.fields, "bar")
        self._column = QVBoxLayout(self.fields)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(4)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.fields)
        area.setMinimumWidth(theme().px(330))
        middle = QFrame()
        look(middle, "canvas")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.caption = label("", "small")
        self.caption.setContentsMargins(22, 8, 22, 0)
        column.addWidget(self.caption)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.problems)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(area)
        split.addWidget(middle)
        split.addWidget(self.strip)
        split.setStretchFactor(1, 1)
        split.setSizes([theme().px(368), theme().px(760), theme().px(150)])
        split.setCollapsible(1, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scope)
        whole.addWidget(split, 1)

    # --- fields --------------------------------------------------------------------------------

    def entered(self) -> None:
        """Show what is selected."""
        if not self.desk.selection.post:
            first = next(
                (r.post for r in self.desk.session.rows(self.desk.selection.pack) if not r.trashed), ""
            )
            if first:
                self.desk.select(post=first)
        self._build()

    def _post(self) -> Post | None:
        now = self.desk.selection
        return self.desk.session.post(now.pack, now.post) if now.post else None

    def _kind(self) -> str:
        post = self._post()
        return post.kind if post else ""

    def _build(self) -> None:
        """The rows of the post at hand, in the language at hand."""
        clear_layout(self._column)
        self.rows = []
        post = self._post()
        if post is None:
            self._column.addWidget(Empty(_("Pick a post to write.")))
            self._refresh()
            return
        now = self.desk.selection
        own = now.language == post.language
        self._column.addWidget(self._choices(post))
        names = list(post.texts)
        if own:
            plain = [f.name for f in KINDS[post.kind].fields if "*" not in f.name]
            names += [name for name in plain if name not in names]
        for name in names:
            known = KINDS[post.kind].field(name)
            key = Key(now.pack, now.post, name, "" if own else now.language)
            row = FieldRow(
                self.desk,
                key,
                field_name(post.kind, name),
                emphasis=bool(known and known.emphasis),
                single="caption" not in name and "alt" not in name,
            )
            self.rows.append(row)
            self._column.addWidget(row)
        self._column.addStretch(1)
        self._refresh()

    def _choices(self, post: Post) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 8)
        row.addWidget(label(kind_name(post.kind), "subtitle"))
        row.addStretch(1)
        elements = [(name, element_name(name)) for name in ELEMENTS]
        row.addWidget(self._menu(element_name(post.element), elements, self._set_element, _("Element")))
        themes = [(name, card_words(_(words))) for name, words in THEMES.items()]
        row.addWidget(self._menu(dict(themes)[post.theme], themes, self._set_theme, _("Theme")))
        return box

    def _menu(self, words: str, choices: list[tuple[str, str]], chosen: object, tip: str) -> MenuButton:
        menu = QMenu(self)
        for name, text in choices:
            menu.addAction(text).triggered.connect(lambda _on=False, name=name: chosen(name))  # type: ignore[operator]
        made = menu_button(words, menu, tip=tip)
        made.setAccessibleName(f"{tip}: {words}")
        assert isinstance(made, MenuButton)
        made.setMaximumWidth(theme().px(130))
        return made

    def _set_element(self, name: str) -> None:
        now = self.desk.selection
        self.desk.do(lambda: set_element(self.desk.session, now.pack, [now.post], name))
        self._build()

    def _set_theme(self, name: str) -> None:
        now = self.desk.selection
        self.desk.do(lambda: set_theme(self.desk.session, now.pack, [now.post], name))
        self._build()

    def focus_field(self, field: str) -> None:
        """Put the cursor into a field."""
        row = next((row for row in self.rows if row.key.field == field), None)
        if row is not None:
            row.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # --- the card ------------------------------------------------------------------------------

    def _refresh(self) -> None:
        """Lay the card out and paint it, at once."""
        now = self.desk.selection
        if not now.post:
            self.canvas.show_frame(None, None)
            return
        self.shown = self.desk.cards.now(now.pack, now.post, now.language, now.card, now.size)
        self.canvas.show_frame(
            self.shown.frame, lambda frame, width: self.desk.cards.paint(now.pack, frame, width)
        )
        self.canvas.select_field(now.field)
        choice = self.desk.size_choice(now.size)
        ratio = f"{choice.ratio} · " if choice else ""
        self.caption.setText(f"{ratio}{now.size.width:.0f} × {now.size.height:.0f}")
        self.strip.refresh()
        self._show_fits()
        self._problem_timer.start()

    def _fits(self) -> list[tuple[str, Fit | None]]:
        now = self.desk.selection
        found: list[tuple[str, Fit | None]] = []
        for choice in self.desk.sizes():
            if choice.size == now.size:
                found.append((choice.ratio, self.shown.fit))
            else:
                key = self.strip.key(choice.size)
                found.append((choice.ratio, self.desk.cards.fit(key, rank=0)))
        return found

    def _show_fits(self) -> None:
        fits = self._fits()
        for row in self.rows:
            row.show_fits(fits)
        if self.shown.fit is not None and self.shown.fit.state == FITS:
            self.canvas.set_problems({})

    def _tell_problems(self) -> None:
        """What is wrong, on the card and as a list."""
        self.problems.clear()
        on_card: dict[str, tuple[str, str]] = {}
        now = self.desk.selection
        pairs = [
            (choice, ratio, fit)
            for choice, (ratio, fit) in zip(self.desk.sizes(), self._fits(), strict=True)
            if fit is not None and fit.state != FITS
        ]
        # What can't be exported comes first.
        for choice, ratio, fit in sorted(pairs, key=lambda pair: pair[2].state != OVER):
            status = STATUS_OF[fit.state]
            name = field_name(self._kind(), fit.field) if fit.field else _("The card")
            values: dict[str, str | int | float] = {"field": name, "ratio": ratio, "count": fit.cut}
            if fit.state == OVER:
                words = _("{field} is too long for {ratio}.")
                short = (
                    _("Cut about {count} words.") if fit.by_word else _("Cut about {count} letters.")
                )
                hint = fill(short, values) if fit.cut else ""
            else:
                words, hint = _("{field} is at the limit in {ratio}."), ""
            item = QListWidgetItem(
                icon(ICON_OF[status], status), f"{fill(words, values)} {hint}".strip()
            )
            item.setData(Qt.ItemDataRole.UserRole, (choice.size, fit.field))
            self.problems.addItem(item)
            if choice.size == now.size and fit.field:
                on_card[fit.field] = (status, hint)
        self.problems.setVisible(self.problems.count() > 0)
        self.canvas.set_problems(on_card)

    def _take_me_there(self, item: QListWidgetItem) -> None:
        size, field = item.data(Qt.ItemDataRole.UserRole)
        self.desk.select(size=size, field=field)
        self.focus_field(field)

    # --- following -----------------------------------------------------------------------------

    def _typed(self, key: Key) -> None:
        if self.isVisible() and key.post == self.desk.selection.post:
            self._refresh()

    def _changed(self, changes: Changes) -> None:
        now = self.desk.selection
        if not self.isVisible() or (now.pack, now.post) not in set(changes.posts()):
            return
        post = self._post()
        keys = {row.key.field for row in self.rows}
        if post is None or not set(post.texts) <= keys:
            self._build()
            return
        for row in self.rows:
            row.field.set_text(self.desk.session.value(row.key))
        self._refresh()

    def _selected(self, new: Selection, old: Selection) -> None:
        if not self.isVisible():
            return
        if (new.pack, new.post, new.language) != (old.pack, old.post, old.language):
            self._build()
        elif (new.size, new.card) != (old.size, old.card):
            self._refresh()
        else:
            self.canvas.select_field(new.field)

    def _arrived(self, key: CardKey) -> None:
        now = self.desk.selection
        if self.isVisible() and (key.pack, key.post, key.language) == (
            now.pack,
            now.post,
            now.language,
        ):
            self.strip.refresh()
            self._show_fits()
            self._problem_timer.start()

    # --- commands ------------------------------------------------------------------------------

    def _set_zoom(self, zoom: float) -> None:
        self.canvas.set_zoom(zoom)
        self.zoom_button.setText(f"{zoom:.0%}" if zoom else _("Whole card"))

    def zoom(self, step: int) -> None:
        """Larger, smaller, or all of it."""
        self._set_zoom(min(2.0, max(0.1, self.canvas.zoom() * 1.25**step)) if step else FIT)

    def next_problem(self, step: int) -> None:
        """Go round the problems."""
        count = self.problems.count()
        if count:
            now = self.problems.currentRow()
            self.problems.setCurrentRow((now + step) % count if now >= 0 or step > 0 else count - 1)
            self._take_me_there(self.problems.currentItem())

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

    def panes(self) -> list[QWidget]:
        """Fields, problems, sizes."""
        return [self.fields, self.problems, self.strip]

    def sizeHint(self) -> QSize:  # noqa: N802
        """As large as there is room."""
        return QSize(1200, 640)
