"""What the window does that belongs to no page: packs, posts, find-or-do, help.

In: the window and a command's name, or something dropped. Out: calls of the workspace, pages, panels.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData

from studio.diagnostics import N_, fill
from studio.errors import StudioError
from studio.l10n import current_language, plural, sentence
from studio.l10n import translate as _
from studio.model.changes import Changes
from studio.ui import drops
from studio.ui.choosers import choose_file, choose_target
from studio.workspace import library as packs
from studio.workspace.manyposts import copy_posts
from studio.workspace.posts import trash_posts
from studio.workspace.samples import SAMPLE_PACK

if TYPE_CHECKING:
    from studio.ui.window import MainWindow

PACK_ENDING = ".milpack"
PACK_FILTER = N_("Packs")


def run(window: MainWindow, name: str) -> None:
    """Do what a command says that no page does."""
    desk = window.desk
    deeds: dict[str, Callable[[], object]] = {
        "new": lambda: desk.go("new"),
        "duplicate": lambda: duplicate(window, selected_posts(window)),
        "trash": lambda: to_trash(window, selected_posts(window)),
        "new-pack": lambda: new_pack(window),
        "open-pack": lambda: open_pack(window),
        "save-pack": lambda: save_pack(window),
        "sample": lambda: open_sample(window),
        "export": lambda: desk.go("export"),
        "quit": window.close,
        "undo": desk.undo,
        "redo": desk.redo,
        "edit": lambda: desk.go("write"),
        "history": lambda: _history(window),
        "find": lambda: _find(window),
        "preferences": lambda: desk.go("preferences"),
        "help": lambda: desk.go("help"),
        "shortcuts": lambda: _help(window, "keys"),
        "tour": lambda: _tour(window),
        "about": lambda: _help(window, "about"),
    }
    deeds[name]()


def selected_posts(window: MainWindow) -> list[str]:
    """The posts that are selected: several on the library page, else the one at hand."""
    page = window.current()
    chosen = getattr(page, "chosen_posts", None)
    if chosen is not None and (names := list(chosen())):
        return names
    return [window.desk.selection.post] if window.desk.selection.post else []


def duplicate(window: MainWindow, posts: list[str]) -> None:
    """Copy posts, translations included, in one step, and select the last copy."""
    desk = window.desk
    made: list[str] = []

    def copy() -> Changes:
        done = copy_posts(desk.session, desk.selection.pack, posts)
        made.extend(done.posts)
        return done.changes

    say = plural("{count} post copied.", "{count} posts copied.", len(posts))
    if posts and desk.do(copy, say=say) and made:
        desk.select(post=made[-1])


def to_trash(window: MainWindow, posts: list[str]) -> None:
    """Put posts into the trash, all in one step."""
    desk = window.desk
    if posts:
        say = plural("{count} post in the trash.", "{count} posts in the trash.", len(posts))
        desk.do(lambda: trash_posts(desk.session, desk.selection.pack, posts), say=say)


def new_pack(window: MainWindow) -> None:
    """Make an empty pack in the window's language and show it; its name is changed in place."""
    if name := window.desk.begin_pack(current_language(), say=_("New pack made.")):
        window.desk.go("library", pack=name)


def open_pack(window: MainWindow) -> None:
    """Choose a pack's file (or pack.toml of its folder) and bring it in."""
    names = f"{_(PACK_FILTER)} (*{PACK_ENDING} pack.toml)"
    if file := choose_file(window, _("Open a pack"), names):
        bring_in(window, file)


def bring_in(window: MainWindow, file: Path) -> None:
    """Bring a pack into the library, or merge it with the one that is there."""
    desk = window.desk
    folder = file.parent if file.name == "pack.toml" else file
    done = desk.do(lambda: packs.import_pack(desk.session.library, folder))
    if done is None:
        return
    pack = next(done.packs(), "")
    row = desk.session.pack(pack) if pack else None
    title = row.title if row else folder.name
    if done.conflicts:
        words = plural(
            "{count} text was changed on both sides. Both versions are kept.",
            "{count} texts were changed on both sides. Both versions are kept.",
            len(done.conflicts),
        )
    elif not done:
        words = fill(_("“{title}” holds nothing new."), {"title": title})
    else:
        words = fill(_("“{title}” is in your library."), {"title": title})
    desk.say(words)
    if pack:
        desk.go("library", pack=pack)


def save_pack(window: MainWindow) -> None:
    """Write the pack at hand as one file for a stick or a mail."""
    desk = window.desk
    pack = desk.selection.pack
    if not pack:
        desk.say(_("No pack"))
        return
    names = f"{_(PACK_FILTER)} (*{PACK_ENDING})"
    file = choose_target(window, _("Give the pack away"), f"{pack}{PACK_ENDING}", names)
    if file is None:
        return
    if file.suffix != PACK_ENDING:
        file = file.with_name(file.name + PACK_ENDING)
    desk.store()
    try:
        found = packs.save_pack(desk.session.library, pack, file)
    except StudioError as error:
        desk.fail(error.diagnostics)
        return
    words = fill(_("The pack is in {file}."), {"file": str(file)})
    if len(found) == 1:
        words += " " + sentence(found[0])
    elif found:
        words += " " + plural(
            "{count} thing deserves a look.", "{count} things deserve a look.", len(found)
        )
    desk.say(words)


def open_sample(window: MainWindow) -> None:
    """Show the sample pack; it is brought into the library once."""
    desk = window.desk
    if desk.session.pack(SAMPLE_PACK) is None:
        bring_in(window, desk.session.resources.templates / SAMPLE_PACK)
    else:
        desk.go("library", pack=SAMPLE_PACK)


def drop_words(window: MainWindow, data: QMimeData) -> str:
    """What dropping this anywhere would do: a pack, a spreadsheet, pictures."""
    if _dropped_packs(data):
        return _("Drop it to bring the pack into your library")
    return drops.drop_words(window.desk, data)


def take_drop(window: MainWindow, data: QMimeData) -> bool:
    """Take packs, spreadsheets and pictures that were dropped."""
    found = _dropped_packs(data)
    for file in found:
        bring_in(window, file)
    return drops.take_drop(window, data) or bool(found)


def _dropped_packs(data: QMimeData) -> list[Path]:
    files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [
        file
        for file in files
        if file.suffix == PACK_ENDING or file.name == "pack.toml" or (file / "pack.toml").is_file()
    ]


def _history(window: MainWindow) -> None:
    from studio.ui.history_panel import show_history

    show_history(window)


def _find(window: MainWindow) -> None:
    from studio.ui.find_panel import show_find

    show_find(window)


def _help(window: MainWindow, topic: str) -> None:
    window.show_page("help")
    page = window.page("help")
    page.show_topic(topic)  # type: ignore[attr-defined]


def _tour(window: MainWindow) -> None:
    from studio.ui.tour import Tour

    window.show_page("library")
    Tour(window).start()
