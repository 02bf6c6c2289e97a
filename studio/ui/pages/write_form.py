"""The Write page's form: every text and fact of the post at hand, in the order of writing.

In: the desk's post, language and card. Out: rows that change it. The form is made anew when other
fields belong to it, and only shows new values otherwise, so that the cursor stays where it is.
"""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QButtonGroup, QMenu, QVBoxLayout, QWidget

from studio.diagnostics import N_, fill
from studio.l10n import translate as _
from studio.model.changes import Changes, Key
from studio.model.kind import KINDS, Field
from studio.model.post import ALT, ALT_ANSWER, CAPTION, CAPTION_ANSWER, PICTURE_ALT, Post
from studio.ui.desk import Desk
from studio.ui.naming import field_name
from studio.ui.pages.write_choices import Choices
from studio.ui.pages.write_facts import AnswerRow, LinkRow, NumberRow, SourceRow
from studio.ui.pages.write_picture import PictureRow
from studio.ui.pages.write_rows import AltRow, FieldRow, Fits, Radio, Row
from studio.ui.widgets import button, clear_layout, icon_button, look
from studio.workspace import postparts
from studio.workspace.templates import shows_picture

_LATER = {PICTURE_ALT, ALT, ALT_ANSWER, CAPTION, CAPTION_ANSWER}
ADDED = N_("add a step")
_SELDOM = ("label", "caption_hook", "caption_action")


class WriteForm(QWidget):
    """The rows; ``built`` comes when they are other ones."""

    built = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: list[Row] = []
        self.picture: PictureRow | None = None
        self._shape: object = None
        self._entries: dict[str, int] = {}
        self._post_shown = ("", "")
        self._more = False
        self._right: QButtonGroup | None = None
        self._going = False
        look(self, "bar")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(4)

    def text_rows(self) -> list[FieldRow]:
        """The rows that hold texts."""
        return [row for row in self.rows if isinstance(row, FieldRow)]

    def post(self) -> Post | None:
        """The post at hand, in its own language."""
        now = self._desk.selection
        return self._desk.session.post(now.pack, now.post) if now.post else None

    # --- following -----------------------------------------------------------------------------

    def commit(self) -> None:
        """Store what is just being changed in any row."""
        self._going = True
        try:
            for row in self.rows:
                row.commit()
        finally:
            self._going = False

    def sync(self) -> None:
        """Show the post at hand as it is now."""
        if self._going:
            return
        now = self._desk.selection
        if (now.pack, now.post) != self._post_shown:
            self.commit()
            self._post_shown = (now.pack, now.post)
            self._entries, self._more = {}, False
        post = self.post()
        if post is None:
            self._shape = None
            self._clear()
            return
        own = now.language == post.language
        names = self._names(post, own=own)
        slide = now.card if KINDS[post.kind].slides else ""
        shape = (now.pack, now.post, now.language, post.kind, names, slide, self._more)
        if shape != self._shape:
            self._shape = shape
            self._build(post, names, own=own)
            self.built.emit()
            return
        self.choices.refresh(post)
        self._mark_right(post)
        for row in self.rows:
            row.refresh()

    def compose(self) -> None:
        """Show again what is made of other texts."""
        for row in self.rows:
            if isinstance(row, AltRow):
                row.refresh()

    def holds(self, changes: Changes) -> bool:
        """Whether the fields show these changes already, and no row comes or goes with them."""
        shown = {row.key: row for row in self.text_rows()}
        return all(
            change.key in shown
            and change.key.field != ALT
            and shown[change.key].field.text() == self._desk.session.value(change.key)
            for change in changes.changes
        )

    def _names(self, post: Post, *, own: bool) -> tuple[str, ...]:
        """The names of all texts that the form shows, lists unrolled."""
        kind = KINDS[post.kind]
        found: list[str] = []
        unrolled: set[str] = set()
        slide = self._desk.selection.card.rpartition("-")[2]
        for field in kind.fields:
            head, star, _rest = field.name.partition(".*")
            if not star:
                found.append(field.name)
            elif head not in unrolled:
                unrolled.add(head)
                columns = [one for one in kind.fields if one.name.startswith(f"{head}.*")]
                numbers = [int(slide)] if head == kind.slides else self._numbers(post, head, field)
                found += [one.name.replace("*", str(n)) for n in numbers for one in columns]
        if not own:
            found = [name for name in found if post.text(name)]
        return tuple(found)

    def _numbers(self, post: Post, head: str, field: Field) -> range:
        least = field.least if field.required else 1
        count = max(post.count(head), least, self._entries.get(head, 0))
        self._entries[head] = count
        return range(1, count + 1)

    # --- building ------------------------------------------------------------------------------

    def _clear(self) -> None:
        clear_layout(self._column)
        self.rows, self.picture = [], None

    def _build(self, post: Post, names: tuple[str, ...], *, own: bool) -> None:
        focused, cursor = self._focused(), self._cursor()
        self.commit()
        self._clear()
        self.choices = Choices(self._desk, post)
        self._column.addWidget(self.choices)
        if self._right is not None:
            self._right.deleteLater()
        self._right = QButtonGroup(self)
        self._right.idClicked.connect(self._choose_right)
        self._card_rows(post, names, own=own)
        self._picture_rows(post, names, own=own)
        self._add(SourceRow(self._desk))
        self._add(LinkRow(self._desk))
        for name in (CAPTION, CAPTION_ANSWER):
            if name in names:
                self._text(post, name, own=own)
        self._seldom(post, [name for name in _SELDOM if name in names], own=own)
        self._column.addStretch(1)
        # Qt shows them a moment later, and what is hidden can't have the cursor.
        for widget in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            widget.show()
        self._mark_right(post)
        if focused:
            self.focus_field(focused)
            self._put_cursor(cursor)

    def _card_rows(self, post: Post, names: tuple[str, ...], *, own: bool) -> None:
        """What is written on the cards, lists with a button for one more."""
        texts = [name for name in names if name not in _LATER and name not in _SELDOM]
        for number, name in enumerate(texts):
            self._text(post, name, own=own)
            head = name.partition(".")[0]
            last = not any(one.startswith(f"{head}.") for one in texts[number + 1 :])
            if own and last and "." in name and head != KINDS[post.kind].slides:
                self._add_button(post, head)
        if KINDS[post.kind].choices:
            self._add(AnswerRow(self._desk, post.kind))

    def _picture_rows(self, post: Post, names: tuple[str, ...], *, own: bool) -> None:
        """The picture and what is read instead of the cards."""
        if post.picture or shows_picture(post.kind, self._desk.session.resources):
            self.picture = PictureRow(self._desk)
            self._add(self.picture)
            if PICTURE_ALT in names and (post.picture or post.text(PICTURE_ALT)):
                self._text(post, PICTURE_ALT, own=own)
        for name in (ALT, ALT_ANSWER):
            if name in names:
                self._text(post, name, own=own)

    def _add(self, row: Row) -> None:
        self.rows.append(row)
        self._column.addWidget(row)

    def _text(self, post: Post, name: str, *, own: bool) -> FieldRow:
        now = self._desk.selection
        key = Key(now.pack, now.post, name, "" if own else now.language)
        words = field_name(post.kind, name)
        known = KINDS[post.kind].field(name)
        if name.rpartition(".")[2] in (ALT, ALT_ANSWER) and name != PICTURE_ALT:
            row: FieldRow = AltRow(self._desk, key, words)
        else:
            start = self._radio(post, name, words)
            emphasis = bool(known and known.emphasis)
            single = not name.startswith("caption")
            listed = name.partition(".")[2].partition(".")[0].isdigit()
            quiet = listed and not name.startswith(f"{KINDS[post.kind].slides}.")
            row = FieldRow(
                self._desk, key, words, emphasis=emphasis, single=single, start=start, quiet=quiet
            )
        head, _dot, rest = name.partition(".")
        columns = [f.name for f in KINDS[post.kind].fields if f.name.startswith(f"{head}.*")]
        number = rest.partition(".")[0]
        listed = own and number.isdigit() and head != KINDS[post.kind].slides
        if listed and name == columns[0].replace("*", number):
            row.line.addWidget(self._entry_menu(head, int(number), words))
        self._add(row)
        return row

    def _radio(self, post: Post, name: str, words: str) -> QWidget | None:
        kind = KINDS[post.kind]
        if not (name.startswith("options.") and kind.has_answer and self._right is not None):
            return None
        made = Radio()
        made.setAccessibleName(fill(_("The right answer: {name}"), {"name": words}))
        made.setToolTip(_("This is the right answer"))
        self._right.addButton(made, int(name.partition(".")[2]))
        return made

    def _mark_right(self, post: Post) -> None:
        chosen = self._right.button(post.answer) if self._right is not None else None
        if chosen is not None:
            chosen.setChecked(True)

    def _choose_right(self, number: int) -> None:
        now = self._desk.selection
        self._desk.do(lambda: postparts.set_answer(self._desk.session, now.pack, now.post, number))

    def _seldom(self, post: Post, names: list[str], *, own: bool) -> None:
        """What few posts have, folded away until somebody asks, or one of them has something."""
        if not self._more and not any(post.text(name) for name in names) and not post.number:
            self._column.addWidget(
                button(_("More fields"), self._open_more, icon_name="down", kind="plain"),
                0,
                Qt.AlignmentFlag.AlignLeading,
            )
            return
        self._add(NumberRow(self._desk))
        for name in names:
            self._text(post, name, own=own)

    def _open_more(self) -> None:
        self._more = True
        self.sync()
        self.focus_field("@number")

    # --- lists ---------------------------------------------------------------------------------

    def begin_step(self, number: int) -> None:
        """Begin one more step of a story, with its headline as a first text to write over."""
        post = self.post()
        if post is None:
            return
        now = self._desk.selection
        slides = KINDS[post.kind].slides
        first = next(one for one in KINDS[post.kind].fields if one.name.startswith(f"{slides}.*"))
        key = Key(now.pack, now.post, first.name.replace("*", str(number)))
        self._desk.do(lambda: self._desk.session.set_value(ADDED, key, _("New step")))
        self._desk.select(card=f"slide-{number}", field=key.field)
        row = self.row_of(key.field)
        if isinstance(row, FieldRow):
            row.take_focus()
            row.field.selectAll()

    def _add_button(self, post: Post, head: str) -> None:
        columns = [one for one in KINDS[post.kind].fields if one.name.startswith(f"{head}.*")]
        if self._entries.get(head, 0) >= columns[0].most:
            return
        words = field_name(post.kind, columns[0].name)
        made = button(
            words,
            lambda: self._one_more(head, columns[0]),
            icon_name="plus",
            kind="small",
            tip=fill(_("One more: {name}"), {"name": words}),
        )
        made.setAccessibleName(fill(_("One more: {name}"), {"name": words}))
        made.setObjectName(f"more-{head}")
        self._column.addWidget(made, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addSpacing(8)

    def _one_more(self, head: str, field: Field) -> None:
        self._entries[head] = number = self._entries.get(head, 0) + 1
        self.sync()
        self.focus_field(field.name.replace("*", str(number)))

    def _entry_menu(self, head: str, number: int, words: str) -> QWidget:
        made = icon_button("more", fill(_("Move or remove: {name}"), {"name": words}), size=16)
        look(made, "chip")
        menu = QMenu(made)
        for text, step in ((_("Move up"), -1), (_("Move down"), 1), (_("Remove"), 0)):
            action = menu.addAction(text)
            action.setEnabled(not step or 1 <= number + step <= self._entries.get(head, 0))
            action.triggered.connect(lambda _on=False, step=step: self.move_entry(head, number, step))
        made.setMenu(menu)
        made.setPopupMode(made.ToolButtonPopupMode.InstantPopup)
        return made

    def move_entry(self, head: str, number: int, step: int) -> None:
        """Move an entry of a list by ``step`` places; 0 removes it."""
        order = list(range(1, self._entries.get(head, 0) + 1))
        order.remove(number)
        if step:
            order.insert(number - 1 + step, number)
        else:
            self._entries[head] -= 1
        now = self._desk.selection

        def act() -> Changes:
            return postparts.resize_list(self._desk.session, now.pack, now.post, head, order)

        self._desk.do(act, say="" if step else _("One entry is removed."))
        self.sync()
        self.focus_field(f"{head}.{min(number + step, len(order)) or 1}")

    # --- the cursor ----------------------------------------------------------------------------

    def _focused(self) -> str:
        focus = QApplication.focusWidget()
        for row in self.rows:
            if focus is not None and row.isAncestorOf(focus):
                return next(iter(row.fields()), "")
        return ""

    def _cursor(self) -> tuple[str, int]:
        """The text in which one writes, and where in it the cursor stands."""
        field = QApplication.focusWidget()
        for row in self.text_rows():
            if row.field is field:
                return str(row.key), row.field.textCursor().position()
        return "", 0

    def _put_cursor(self, at: tuple[str, int]) -> None:
        for row in self.text_rows():
            if str(row.key) == at[0]:
                cursor = row.field.textCursor()
                cursor.setPosition(min(at[1], row.field.document().characterCount() - 1))
                row.field.setTextCursor(cursor)

    def row_of(self, field: str) -> Row | None:
        """The row that changes a field, or the first one of its entry."""
        for row in self.rows:
            if field in row.fields():
                return row
        return next(
            (row for row in self.rows if any(one.startswith(f"{field}.") for one in row.fields())), None
        )

    def focus_field(self, field: str) -> bool:
        """Put the cursor into a field; False if the form has no such field."""
        if self.row_of(field) is None and not self._more:
            post = self.post()
            if post is not None and (field in _SELDOM or field == "@number"):
                self._more = True
                self.sync()
        row = self.row_of(field)
        if row is None:
            return False
        if self._focused() not in set(row.fields()):
            row.take_focus()
        return True

    def focus_first(self) -> None:
        """Put the cursor into the first text."""
        for row in self.text_rows()[:1]:
            row.take_focus()

    def show_fits(self, fits: Fits) -> None:
        """Mark the sizes in every row."""
        for row in self.text_rows():
            row.show_fits(fits)
        if self.picture is not None:
            self.picture.show_fits(fits)

    def tell(self) -> None:
        """Say what is wrong, now that nothing was typed for a moment."""
        for row in self.text_rows():
            row.tell()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)
