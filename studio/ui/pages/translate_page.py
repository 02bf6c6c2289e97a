"""Translate: every text of a post or of the whole pack beside its translation, and the card.

In: the desk's selection. Out: translations as they are typed, decisions about them, comments, terms,
PO files. Texts of a whole pack come in small helpings, so that the window never waits for them.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import fill
from studio.l10n import translate as _
from studio.model.changes import Changes, Key
from studio.ui.cards import CardKey
from studio.ui.desk import Desk, Selection
from studio.ui.fields import PlainField
from studio.ui.naming import language_name, post_title
from studio.ui.page import Page
from studio.ui.pages.translate_editor import StringEditor
from studio.ui.pages.translate_files import words_menu
from studio.ui.pages.translate_foot import Foot, finished, no_post, one_language
from studio.ui.pages.translate_languages import Languages
from studio.ui.pages.translate_side import CardSide
from studio.ui.pages.translate_table import SOURCE, Head, Item, StringsModel, StringsTable
from studio.ui.scopebar import ScopeBar
from studio.ui.theme import theme
from studio.ui.widgets import CheckBox, MenuButton, button, clear_layout
from studio.workspace.glossary import Term, fix_term, is_term, terms_of
from studio.workspace.strings import (
    Row,
    back_to_rule,
    keep_for_a_look,
    rows_of,
    set_comment,
    take_as_right,
)

_HELPING = 0.008
"""Seconds of reading posts before the window gets its turn again."""
_COUNT_AFTER = 150


class TranslatePage(Page):
    """Texts, and the card in the target language."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.reference = ""
        self._settling = False
        self._terms: tuple[Term, ...] = ()
        self._left: Iterator[str] = iter(())
        self._wanted: tuple[str, str] = ("", "")
        self._cursor = -1
        self._count_soon = QTimer(self, singleShot=True, interval=_COUNT_AFTER)
        self._count_soon.timeout.connect(self._count)
        self._loader = QTimer(self)
        self._loader.setInterval(0)
        self._loader.timeout.connect(self._load_more)
        self.scope = ScopeBar(desk, languages=False)
        self.language = MenuButton("", "globe")
        self.language.clicked.connect(lambda _on=False: self.pick_language())
        self.all_posts = CheckBox(_("All posts"))
        self.only_to_do = CheckBox(_("Only what is to do"))
        self.next = button(_("Next to do"), self.next_to_do, shortcut="Ctrl+J")
        self.model = StringsModel(self)
        self.table = StringsTable(desk, self.model, self._make_editor)
        self.side = CardSide(desk)
        self.stack = QStackedWidget()
        self.empty = QWidget()
        self._empty_column = QVBoxLayout(self.empty)
        self.foot = Foot(desk)
        self.languages = Languages(self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        bar = self.scope.layout()
        assert isinstance(bar, QHBoxLayout)
        bar.insertWidget(bar.indexOf(self.scope.language_button), self.language)
        for tool in (self.all_posts, self.only_to_do, self.next, words_menu(self, self.desk)):
            self.scope.add_tool(tool)
        start = QWidget()
        column = QVBoxLayout(start)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.addWidget(start)
        split.addWidget(self.side)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([theme().px(936), theme().px(344)])
        split.setCollapsible(0, False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.scope)
        whole.addWidget(split, 1)

    def _connect(self) -> None:
        desk = self.desk
        self.all_posts.toggled.connect(lambda _on: self._fill())
        self.only_to_do.toggled.connect(lambda _on: self._fill())
        self.table.opened.connect(self._opened)
        self.table.header_clicked.connect(self._header)
        self.side.text_clicked.connect(self.open_field)
        self.languages.source_chosen.connect(self._choose_source)
        self.languages.targets.chosen.connect(self._begin)
        desk.typed.connect(self._typed)
        desk.changed.connect(self._changed)
        desk.selected.connect(self._selected)
        desk.cards.arrived.connect(self._arrived)

    # --- what is shown -------------------------------------------------------------------------

    def entered(self) -> None:
        """Show what is selected; a language to translate into, and a post, are chosen if none is."""
        self._complete()
        self._fill()
        self.table.setFocus()

    def _own_language(self) -> str:
        row = self.desk.session.pack(self.desk.selection.pack)
        return row.language if row else ""

    def _complete(self) -> None:
        desk, now = self.desk, self.desk.selection
        own = self._own_language()
        if self.reference not in desk.session.languages(now.pack):
            self.reference = own
        parts: dict[str, str] = {}
        others = [name for name in desk.session.languages(now.pack) if name != own]
        if now.language not in others and (others or now.language != own):
            parts["language"] = others[0] if others else own
        if not now.post:
            rows = desk.session.rows(now.pack) if now.pack else ()
            first = next((row.post for row in rows if not row.trashed), "")
            if first:
                parts["post"] = first
        if parts:
            self._settling = True
            desk.select(**parts)
            self._settling = False

    def _fill(self) -> None:
        """Read the texts anew."""
        desk, now = self.desk, self.desk.selection
        self._loader.stop()
        self._wanted = (now.post, now.field)
        if (editor := self.editor()) is not None and editor.field.hasFocus():
            self._cursor = editor.field.textCursor().position()
        own = self._own_language()
        self.model.begin(now.language, self.reference)
        self.side.show_reference(self.reference)
        self._say_language()
        if now.language in ("", own) or not now.post:
            self._left = iter(())
            self._say_empty()
            self.side.refresh()
            return
        self._terms = terms_of(desk.session, now.pack, now.language)
        if self.all_posts.isChecked():
            posts = [row.post for row in desk.session.rows(now.pack) if not row.trashed]
        else:
            posts = [now.post]
        self._left = iter(posts)
        self._load_more()
        self.side.refresh()
        self._show_fits()

    def _load_more(self) -> None:
        desk, now = self.desk, self.desk.selection
        until = time.monotonic() + _HELPING
        found: list[Item] = []
        kinds: dict[str, str] = {}
        for post in self._left:
            shown = desk.session.post(now.pack, post)
            rows = rows_of(desk.session, now.pack, post, now.language, self.reference)
            if self.only_to_do.isChecked():
                rows = tuple(row for row in rows if row.to_do)
            if shown is not None and rows:
                kinds[post] = shown.kind
                if self.all_posts.isChecked():
                    found.append(Head(post, post_title(desk, now.pack, post)))
                found += rows
            if time.monotonic() > until:
                break
        else:
            self._loader.stop()
            self.model.add(found, kinds)
            self._loaded()
            return
        self.model.add(found, kinds)
        self._open_wanted()
        if not self._loader.isActive():
            self._loader.start()

    def _loaded(self) -> None:
        self._say_empty()
        self._count()
        self._open_wanted()
        if self.table.current() is None:
            first = next((at for at in range(len(self.model.items)) if self.model.row(at)), -1)
            self.table.open_row(first)

    def _open_wanted(self) -> None:
        post, field = self._wanted
        at = self.model.at(post, field)
        if at >= 0 and self.table.current() is None:
            self.table.open_row(at)
            editor = self.editor()
            if editor is not None and self._cursor >= 0:
                # Somebody was writing here when the table had to be filled anew.
                editor.go_on(self._cursor)
                self._cursor = -1

    def _make_editor(self, row: Row) -> StringEditor:
        made = StringEditor(
            self.desk,
            row,
            self.model.kinds[row.key.post],
            self.reference,
            self._terms,
            self.table.start_width(),
        )
        made.done.connect(self.accept)
        made.kept.connect(self._keep)
        made.ruled.connect(self._by_rule)
        made.fixed.connect(self._fix_term)
        made.commented.connect(lambda words, key=row.key: self._comment(key, words))
        made.budget.chosen.connect(self._choose_size)
        return made

    def editor(self) -> StringEditor | None:
        """The open row's widget."""
        found = self.table.editor
        return found if isinstance(found, StringEditor) else None

    def _opened(self, row: Row) -> None:
        self.desk.select(post=row.key.post, field=row.key.field)
        self._show_fits()

    def _show_fits(self) -> None:
        editor = self.editor()
        if editor is not None and editor.row.key.post == self.desk.selection.post:
            editor.show_fits(self.side.fits())

    def _say_language(self) -> None:
        now = self.desk.selection
        values = {"source": language_name(self.reference), "target": language_name(now.language)}
        if not now.language:
            self.language.set_text(_("Add a language"))
        elif self.reference:
            words = fill(_("{source} → {target}"), values)
            rtl = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            self.language.set_text(words.replace("→", "←") if rtl else words)

    def _say_empty(self) -> None:
        """Instead of an empty table: why it is empty, and what can be done."""
        now = self.desk.selection
        self.stack.setCurrentWidget(self.table if self.model.items else self.empty)
        clear_layout(self._empty_column)
        if self.model.items:
            return
        if now.pack and now.post and now.language in ("", self._own_language()):
            made = one_language(self.pick_language)
        elif not now.pack or not now.post or not self.only_to_do.isChecked():
            made = no_post(self.desk)
        else:
            made = finished(
                self.desk,
                lambda: self.only_to_do.setChecked(False),
                lambda: self.all_posts.setChecked(True),
            )
        self._empty_column.addWidget(made)

    def _count(self) -> None:
        self.foot.count(item for item in self.model.items if isinstance(item, Row))

    # --- deciding ------------------------------------------------------------------------------

    def accept(self) -> None:
        """Done, next: what was doubtful is right now; then the next text that is to do."""
        row = self._current()
        if row is None:
            return
        if row.text and row.to_do:
            self.desk.do(lambda: take_as_right(self.desk.session, [row]))
        else:
            self.desk.store(split=True)
        self.next_to_do()

    def _current(self) -> Row | None:
        row = self.table.current()
        if row is None:
            return None
        now = self.desk.selection
        fresh = rows_of(self.desk.session, row.key.pack, row.key.post, now.language, self.reference)
        return next((one for one in fresh if one.key == row.key), None)

    def _keep(self) -> None:
        row = self._current()
        if row is not None and row.text:
            self.desk.do(lambda: keep_for_a_look(self.desk.session, [row]))

    def _by_rule(self) -> None:
        row = self._current()
        if row is not None:
            self.desk.do(lambda: back_to_rule(self.desk.session, row))

    def _fix_term(self, source: str, text: str) -> None:
        now = self.desk.selection
        self.desk.do(lambda: fix_term(self.desk.session, now.pack, now.language, source, text))

    def _comment(self, key: Key, words: str) -> None:
        self.desk.do(lambda: set_comment(self.desk.session, key, words))

    def next_to_do(self) -> None:
        """The next text that is to do, from the open one on and then from the start."""
        if not self._step(1, lambda row: row.to_do):
            self.desk.say(_("Nothing is left to do here."))

    def next_problem(self, step: int) -> None:
        """The next text that does not fit or lost something of its source."""
        if not self._step(step, self._is_problem):
            self.desk.say(_("No problem is known here."))

    def _is_problem(self, row: Row) -> bool:
        return bool(row.findings) or self.side.is_over(row.key)

    def _step(self, step: int, test: Callable[[Row], bool]) -> bool:
        count, row = len(self.model.items), self.table.current()
        now = self.model.at(row.key.post, row.key.field) if row else -1
        for far in range(1, count + 1):
            at = (now + far * step) % count
            other = self.model.row(at)
            if other is not None and at != now and test(other):
                self.table.open_row(at, focus=True)
                return True
        return False

    def open_field(self, field: str) -> None:
        """Open a text of the post at hand."""
        at = self.model.at(self.desk.selection.post, field)
        if at >= 0:
            self.table.open_row(at, focus=True)

    def pick_language(self) -> None:
        """Open the languages to translate into, and those that can be added."""
        self.languages.pick_target(self.language)

    def pick_source(self) -> None:
        """Open the languages to read from."""
        self.languages.pick_source(self.language, self.reference)

    def _begin(self) -> None:
        """Whoever chose a language writes in it next."""
        if self.table.editor is not None:
            self.table.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_source(self, name: str) -> None:
        self.reference = name
        self._fill()

    def _header(self, section: int) -> None:
        if section >= SOURCE:
            (self.pick_source if section == SOURCE else self.pick_language)()

    def _choose_size(self, index: int) -> None:
        sizes = self.desk.sizes()
        if index < len(sizes):
            self.desk.select(size=sizes[index].size)

    # --- following -----------------------------------------------------------------------------

    def _renew(self, post: str) -> bool:
        now = self.desk.selection
        rows = rows_of(self.desk.session, now.pack, post, now.language, self.reference)
        if self.only_to_do.isChecked():
            known = {item.key for item in self.model.items if isinstance(item, Row)}
            rows = tuple(row for row in rows if row.key in known or row.to_do)
        whole = self.model.renew(rows)
        editor = self.editor()
        if editor is not None:
            for row in rows:
                if row.key == editor.row.key:
                    editor.show_row(row)
        return whole

    def _typed(self, key: Key) -> None:
        if self.isVisible() and key.pack == self.desk.selection.pack:
            self._renew(key.post)
            if key.post == self.desk.selection.post:
                self.side.refresh()
                self._show_fits()

    def _changed(self, changes: Changes) -> None:
        now = self.desk.selection
        if not self.isVisible() or self._settling or now.pack not in set(changes.packs()):
            return
        if now.language not in self.desk.session.languages(now.pack):
            self.entered()
            return
        posts = [post for pack, post in changes.posts() if pack == now.pack]
        if not self.all_posts.isChecked():
            posts = [post for post in posts if post == now.post]
        gone = self.all_posts.isChecked() and any(
            one.key.field == "@trashed" for one in changes.changes
        )
        if gone or not all(self._renew(post) for post in posts):
            self._fill()
            return
        if any(is_term(change.key) for change in changes.changes):
            self._terms = terms_of(self.desk.session, now.pack, now.language)
            if (editor := self.editor()) is not None:
                editor.set_terms(self._terms)
        if now.post in posts:
            (self.side.sizes_soon.start if changes.as_typed else self.side.refresh)()
            self._show_fits()
        self._count_soon.start()

    def _selected(self, new: Selection, old: Selection) -> None:
        if not self.isVisible() or self._settling:
            return
        if (new.pack, new.language) != (old.pack, old.language):
            self._complete()
            self._fill()
        elif new.post != old.post:
            row = self.table.current()
            if row is None or row.key.post != new.post:
                if self.all_posts.isChecked() and (at := self.model.at(new.post, new.field)) >= 0:
                    self.table.open_row(at)
                else:
                    self._fill()
            self.side.refresh()
            self._show_fits()
        elif (new.size, new.card) != (old.size, old.card):
            self.side.refresh()
            self._show_fits()
        else:
            self.side.select_field(new.field)
            row = self.table.current()
            if row is not None and new.field and row.key.field != new.field:
                self.table.open_row(self.model.at(new.post, new.field))

    def _arrived(self, key: CardKey) -> None:
        now = self.desk.selection
        if self.isVisible() and (key.pack, key.post, key.language) == (
            now.pack,
            now.post,
            now.language,
        ):
            self.side.sizes_soon.start()
            self._show_fits()

    def closing(self) -> None:
        """Read no more."""
        self._settling = True
        for timer in (self._loader, self._count_soon, self.side.sizes_soon):
            timer.stop()

    # --- commands ------------------------------------------------------------------------------

    def step_post(self, step: int) -> None:
        """The next or the previous post."""
        self.scope.step(step)

    def bold(self) -> None:
        """Select or unselect the words in the field that has the cursor."""
        field = QApplication.focusWidget()
        if isinstance(field, PlainField):
            field.toggle_emphasis()

    def escape(self) -> bool:
        """Close what is open in the row."""
        editor = self.editor()
        return editor.escape() if editor is not None else False

    def find_here(self) -> None:
        """The texts."""
        self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def panes(self) -> list[QWidget]:
        """Bar, texts, sizes."""
        return [self.scope, self.table, self.side]
