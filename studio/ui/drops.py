"""What is dropped on the window or chosen for a new post: packs, spreadsheets, pictures.

In: the window, and files. Out: packs in the library, new posts of rows and of pictures, each in one
step of undo; before that, one sentence about what a drop would do.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtWidgets import QApplication, QWidget

from studio.diagnostics import N_
from studio.errors import StudioError
from studio.l10n import current_language, plural
from studio.l10n import translate as _
from studio.model.changes import Changes
from studio.ui.choosers import choose_file, choose_files
from studio.ui.desk import Desk
from studio.ui.dropped_files import dropped_files
from studio.workspace.csvimport import Sheet, import_csv, read_csv
from studio.workspace.manyposts import PICTURES, posts_of_pictures
from studio.workspace.samples import sample_of

if TYPE_CHECKING:
    from studio.ui.window import MainWindow

SHEETS = ("csv", "tsv", "txt", "xlsx", "xls", "ods")
"""Endings that are taken for spreadsheets; a workbook is told how to be saved."""

_SMALL = 200_000
"""Bytes up to which a spreadsheet is read while it is still being dragged."""
PHOTO = "photo"
SHEET_FILTER, PICTURE_FILTER = N_("Spreadsheets saved as CSV"), N_("Pictures")


def drop_words(desk: Desk, data: QMimeData) -> str:
    """What dropping these files would do; empty if they are neither spreadsheets nor pictures."""
    sheets, pictures = dropped_files(data, SHEETS), _pictures(data)
    if sheets:
        count = _count(desk, sheets[0])
        if count:
            return plural("Drop it to make {count} post", "Drop it to make {count} posts", count)
        return _("Drop it to make posts of its rows")
    if pictures:
        return plural(
            "Drop it to make a tip with this picture",
            "Drop them to make {count} tips with these pictures",
            len(pictures),
        )
    return ""


def take_drop(window: MainWindow, data: QMimeData) -> bool:
    """Take spreadsheets and pictures; False if there were none."""
    sheets, pictures = dropped_files(data, SHEETS), _pictures(data)
    for file in sheets:
        bring_sheet(window, window.desk, file)
    if pictures:
        bring_pictures(window.desk, pictures)
    return bool(sheets or pictures)


def choose_sheet(window: QWidget, desk: Desk) -> None:
    """Choose a spreadsheet and make posts of its rows."""
    names = f"{_(SHEET_FILTER)} (*.csv *.tsv *.txt)"
    if file := choose_file(window, _("Posts of a spreadsheet"), names):
        bring_sheet(window, desk, file)


def choose_pictures(desk: Desk, parent: QWidget) -> None:
    """Choose pictures and make a tip with each."""
    names = f"{_(PICTURE_FILTER)} ({' '.join(f'*{ending}' for ending in PICTURES)})"
    if files := choose_files(parent, _("Tips with pictures"), names):
        bring_pictures(desk, files)


def bring_sheet(window: QWidget, desk: Desk, file: Path) -> None:
    """Make a post of each row; what is wrong with a spreadsheet is shown as a list."""
    from studio.ui.sheet_report import show_report

    desk.store()
    begun = _pack_at_hand(desk)
    library, pack = desk.session.library, desk.selection.pack
    try:
        sheet = read_csv(library, pack, file)
    except StudioError as error:
        if begun:
            desk.undo()
        desk.say(_("Nothing was made: the spreadsheet has mistakes."))
        show_report(window, desk, file, error.diagnostics)
        return
    say = plural("{count} post made.", "{count} posts made.", len(sheet.posts))
    QApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        done = desk.do(lambda: import_csv(library, pack, sheet), say=say)
    finally:
        QApplication.restoreOverrideCursor()
    if done:
        _show(desk, [made.post.id for made in sheet.posts])


def bring_pictures(desk: Desk, files: list[Path]) -> None:
    """Make a tip of each picture; a single one is opened for writing."""
    _pack_at_hand(desk)
    row = desk.session.pack(desk.selection.pack)
    sample = sample_of(desk.session.resources, PHOTO, row.language if row else current_language())
    made: list[str] = []

    def make() -> Changes:
        done = posts_of_pictures(desk.session, desk.selection.pack, files, sample)
        made.extend(done.posts)
        return done.changes

    say = plural(
        "{count} tip made; its texts are yours to change.",
        "{count} tips made; their texts are yours to change.",
        len(files),
    )
    if desk.do(make, say=say) and made:
        if len(made) == 1:
            desk.go("write", post=made[0])
        else:
            _show(desk, made)


def _show(desk: Desk, posts: list[str]) -> None:
    if posts:
        desk.go("library", post=posts[-1])


def _pack_at_hand(desk: Desk) -> bool:
    """Make a pack if there is none; True if one was made."""
    if desk.selection.pack:
        return False
    if name := desk.begin_pack(current_language()):
        desk.select(pack=name)
    return True


def _pictures(data: QMimeData) -> list[Path]:
    return dropped_files(data, [ending.lstrip(".") for ending in PICTURES])


def _count(desk: Desk, file: Path) -> int:
    """How many posts a small spreadsheet would make; 0 if that is not known."""
    try:
        stat = file.stat()
        if not desk.selection.pack or stat.st_size > _SMALL:
            return 0
        return len(_read(desk, desk.selection.pack, file, stat.st_mtime_ns).posts)
    except (OSError, StudioError):
        return 0


@lru_cache(maxsize=1)
def _read(desk: Desk, pack: str, file: Path, _changed: int) -> Sheet:
    return read_csv(desk.session.library, pack, file)
