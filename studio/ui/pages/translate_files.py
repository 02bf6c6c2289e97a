"""The menu of the Translate page: words out as a PO file, and in again.

In: the desk's selection, files that somebody chooses. Out: PO files, translations.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QToolButton

from studio.diagnostics import N_, fill
from studio.errors import StudioError
from studio.l10n import plural
from studio.l10n import translate as _
from studio.ui.choosers import choose_file, choose_target
from studio.ui.desk import Desk
from studio.ui.icons import icon
from studio.ui.widgets import icon_button
from studio.workspace.pofiles import save_po, take_po

if TYPE_CHECKING:
    from studio.ui.pages.translate_page import TranslatePage

_FILTER = N_("Words for translators")


def words_menu(page: TranslatePage, desk: Desk) -> QToolButton:
    """The button with everything that is done with all words of a language."""
    menu = QMenu(page)
    for words, name, deed in (
        (_("Save the words as a PO file"), "export", lambda: save(page, desk)),
        (_("Take in a PO file"), "import", lambda: take(page, desk)),
        (_("Translate from another language"), "globe", page.pick_source),
        (_("Add a language"), "plus", page.pick_language),
    ):
        menu.addAction(icon(name), words).triggered.connect(lambda _on=False, deed=deed: deed())
    made = icon_button("more", _("More"))
    made.setMenu(menu)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    return made


def save(page: TranslatePage, desk: Desk) -> None:
    """Choose a file and write the words of the language at hand to it."""
    now = desk.selection
    name = f"{now.pack}-{now.language}.po"
    if file := choose_target(page, _("Save the words as a PO file"), name, f"{_(_FILTER)} (*.po)"):
        save_to(desk, file)


def save_to(desk: Desk, file: Path) -> None:
    """Write the words of the language at hand."""
    now = desk.selection
    say = fill(_("The words are in {file}."), {"file": file.name})
    try:
        save_po(desk.session, now.pack, now.language, file)
    except StudioError as error:
        desk.fail(error.diagnostics)
        return
    desk.say(say)


def take(page: TranslatePage, desk: Desk) -> None:
    """Choose a PO file and take its words in."""
    if file := choose_file(page, _("Take in a PO file"), f"{_(_FILTER)} (*.po)"):
        take_from(desk, file)


def take_from(desk: Desk, file: Path) -> None:
    """Take in what a PO file says in the language at hand."""
    now = desk.selection
    done = desk.do(lambda: take_po(desk.session, now.pack, now.language, file))
    if done is None:
        return
    words = plural("{count} text taken in.", "{count} texts taken in.", len(done.changes))
    if done.conflicts:
        more = plural(
            "{count} text was changed on both sides. Both versions are kept.",
            "{count} texts were changed on both sides. Both versions are kept.",
            len(done.conflicts),
        )
        words = f"{words} {more}"
    desk.say(words, undo=bool(done))
