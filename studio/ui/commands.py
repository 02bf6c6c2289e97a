"""Everything the window can do by name: menus, shortcuts and Find-or-do all read this list.

In: the window's functions. Out: :class:`Command` values and their :class:`QAction` objects. A shortcut
can be changed in the preferences, and stands in tool tips and menus.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from studio.diagnostics import N_
from studio.l10n import translate
from studio.ui.icons import icon
from studio.ui.overlays import NAMES, OVERLAYS, overlay_keys

PAGES = ("library", "write", "translate", "fit", "captions", "export")
"""The pages in the order of work."""

PAGE_NAMES = {
    "library": N_("Library"),
    "write": N_("Write"),
    "translate": N_("Translate"),
    "fit": N_("Fit"),
    "captions": N_("Captions"),
    "export": N_("Export"),
}
PAGE_ICONS = {
    "library": "grid",
    "write": "pencil",
    "translate": "globe",
    "fit": "layers",
    "captions": "speech",
    "export": "export",
}


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do: ``words`` are translated when they are shown; ``keys`` portable shortcuts.

    ``menu`` is the menu it stands in (``pack edit view go help``), empty for none. ``checkable``: it is
    on or off.
    """

    name: str
    words: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    menu: str = ""
    checkable: bool = False


COMMANDS: tuple[Command, ...] = (
    Command("new", N_("New post"), ("Ctrl+N",), "plus", "pack"),
    Command("duplicate", N_("Duplicate the post"), ("Ctrl+D",), "duplicate", "pack"),
    Command("trash", N_("Put the post in the trash"), (), "trash", "pack"),
    Command("new-pack", N_("New pack"), (), "plus", "pack"),
    Command("open-pack", N_("Open a pack"), ("Ctrl+O",), "folder", "pack"),
    Command("save-pack", N_("Give the pack away"), ("Ctrl+Shift+S",), "export", "pack"),
    Command("sample", N_("Look at the sample pack"), (), "book", "pack"),
    Command("export", N_("Export"), (), "export", "pack"),
    Command("quit", N_("Quit"), ("Ctrl+Q",), "", "pack"),
    Command("undo", N_("Undo"), ("Ctrl+Z",), "undo", "edit"),
    Command("redo", N_("Redo"), ("Ctrl+Shift+Z", "Ctrl+Y"), "redo", "edit"),
    Command("edit", N_("Edit the post"), ("Ctrl+E",), "pencil", "edit"),
    Command("select-words", N_("Select or unselect the words"), ("Ctrl+B",), "select", "edit"),
    Command("history", N_("History of the post"), (), "history", "edit"),
    Command("find", N_("Find or do"), ("Ctrl+K",), "search", "edit"),
    Command("find-here", N_("Search here"), ("Ctrl+F",), "search", "edit"),
    Command("preferences", N_("Preferences"), ("Ctrl+,",), "settings", "edit"),
    Command("language", N_("Choose the language"), ("Ctrl+L",), "globe", "view"),
    Command("previous-size", N_("Previous size"), ("Ctrl+[",), "", "view"),
    Command("next-size", N_("Next size"), ("Ctrl+]",), "", "view"),
    Command("larger", N_("Larger"), ("Ctrl++", "Ctrl+="), "plus", "view"),
    Command("smaller", N_("Smaller"), ("Ctrl+-",), "minus", "view"),
    Command("whole", N_("Show the whole card"), ("Ctrl+0",), "sizes", "view"),
    *(
        Command(f"overlay-{number}", NAMES[name], overlay_keys(number), "", "view", checkable=True)
        for number, name in enumerate(OVERLAYS, 1)
    ),
    *(
        Command(f"go-{page}", PAGE_NAMES[page], (f"Ctrl+{number}",), PAGE_ICONS[page], "go")
        for number, page in enumerate(PAGES, 1)
    ),
    Command("previous-post", N_("Previous post"), ("Ctrl+PgUp",), "left", "go"),
    Command("next-post", N_("Next post"), ("Ctrl+PgDown",), "right", "go"),
    Command("next-problem", N_("Next problem"), ("F8",), "stop", "go"),
    Command("previous-problem", N_("Previous problem"), ("Shift+F8",), "", "go"),
    Command("next-to-do", N_("Next to do"), ("Ctrl+J",), "down", "go"),
    Command("accept", N_("Done, next"), ("Ctrl+Return", "Ctrl+Enter"), "check", "go"),
    Command("next-pane", N_("Next pane"), ("F6",), "", "go"),
    Command("previous-pane", N_("Previous pane"), ("Shift+F6",), "", "go"),
    Command("help", N_("Help"), ("F1",), "help", "help"),
    Command("shortcuts", N_("Keyboard shortcuts"), ("Ctrl+/",), "keyboard", "help"),
    Command("tour", N_("Show the first steps"), (), "info", "help"),
    Command("about", N_("About and licences"), (), "info", "help"),
)

MENUS = {
    "pack": N_("Pack"),
    "edit": N_("Edit"),
    "view": N_("View"),
    "go": N_("Go"),
    "help": N_("Help"),
}


def shortcut_text(name: str, keys: Mapping[str, str]) -> str:
    """The shortcut of a command as this system writes it; empty if it has none."""
    own = keys.get(name)
    command = next(one for one in COMMANDS if one.name == name)
    chosen = own if own is not None else (command.keys[0] if command.keys else "")
    return QKeySequence(chosen).toString(QKeySequence.SequenceFormat.NativeText) if chosen else ""


def make_actions(
    window: QWidget, run: Callable[[str], None], keys: Mapping[str, str]
) -> dict[str, QAction]:
    """An action of ``window`` for each command; ``run`` is called with the command's name."""
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(translate(command.words), window)
        action.setObjectName(command.name)
        if command.icon:
            action.setIcon(icon(command.icon))
        action.setCheckable(command.checkable)
        own = keys.get(command.name)
        wished = command.keys if own is None else tuple(filter(None, [own]))
        action.setShortcuts([QKeySequence(one) for one in wished])
        action.triggered.connect(lambda _checked=False, name=command.name: run(name))
        window.addAction(action)
        actions[command.name] = action
    return actions
