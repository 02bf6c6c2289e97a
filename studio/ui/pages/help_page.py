"""Help that needs no network: how to, keys, about and licences.

In: a topic (``how keys about``). Out: pages of words.
"""

from __future__ import annotations

from html import escape

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QHBoxLayout, QTextBrowser, QVBoxLayout, QWidget

from studio import __version__
from studio.diagnostics import N_, fill
from studio.l10n import translate as _
from studio.ui.commands import COMMANDS, shortcut_text
from studio.ui.desk import Desk
from studio.ui.page import Page
from studio.ui.widgets import back_bar, choice_list

TOPICS = {"how": N_("How to"), "keys": N_("Keyboard shortcuts"), "about": N_("About and licences")}

HOW = (
    (
        N_("Make a card"),
        N_("Press {new}, choose a template and write. The card changes with each letter."),
    ),
    (
        N_("Emphasise words"),
        N_("Select them and press {select_words}. They become the selection on the card."),
    ),
    (
        N_("Use a photo"),
        N_(
            "Drop it on the card. The ring marks what must stay in view in every size: drag it, or use"
            " the arrow keys. Then say who made the photo and what it shows."
        ),
    ),
    (
        N_("Make it fit"),
        N_(
            "The marks under a field name the sizes. {next_problem} goes to the next text that is too"
            " long. {go_fit} shows every post in every language and size."
        ),
    ),
    (
        N_("Translate"),
        N_(
            "{go_translate} shows the words beside each other; {accept} says that a text is done and"
            " goes to the next. Serbian in Latin letters follows by itself. Who prefers Poedit or"
            " Weblate takes the words as a PO file and brings it back."
        ),
    ),
    (
        N_("Say it in the post"),
        N_(
            "{go_captions} has the words that stand beside the card on each network, the alt text for"
            " people who don't see it, and buttons that copy both and the picture."
        ),
    ),
    (
        N_("Export"),
        N_("{go_export} shows what will be made. Files that have not changed are not made again."),
    ),
    (
        N_("Nothing is lost"),
        N_(
            "There is no button to save: all you write is stored at once. {undo} takes back, every post"
            " has a history, and what is in the trash can be brought back."
        ),
    ),
    (
        N_("Work together"),
        N_(
            "Give a pack away as one file, on a stick or by mail. What comes back is merged, text by"
            " text; where two people changed the same text, you see both and choose."
        ),
    ),
)

_PARTS = (
    ("Qt, PySide6", "LGPL-3.0"),
    ("HarfBuzz, uharfbuzz", "MIT, Apache-2.0"),
    ("ICU", "Unicode-3.0"),
    ("Pillow", "MIT-CMU"),
    ("SQLAlchemy, Alembic, polib, pydantic", "MIT"),
    ("qrcode, click, pydyf", "BSD"),
    ("pyphen", "LGPL-2.1, MPL-1.1"),
    ("Commissioner, Noto", "OFL-1.1"),
)


class HelpPage(Page):
    """Topics at the start, their words beside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.topics = choice_list([_(words) for words in TOPICS.values()], _("Topics"))
        self.view = QTextBrowser()
        self.view.setOpenLinks(False)
        self.view.setAccessibleName(_("Help"))
        self.topics.currentRowChanged.connect(lambda row: self.show_topic(list(TOPICS)[row]))
        head = back_bar(_("Help"), _("Back"), lambda: desk.go("back"))
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 16)
        row.addWidget(self.topics)
        row.addWidget(self.view, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addLayout(row, 1)
        self.topics.setCurrentRow(0)

    def show_topic(self, topic: str) -> None:
        """Show ``how``, ``keys`` or ``about``."""
        at = list(TOPICS).index(topic)
        if self.topics.currentRow() != at:
            self.topics.setCurrentRow(at)
            return
        texts = {"how": self._how, "keys": self._keys, "about": self._about}
        self.view.setHtml(texts[topic]())

    def panes(self) -> list[QWidget]:
        """Topics, then words."""
        return [self.topics, self.view]

    def _how(self) -> str:
        keys = self.desk.preferences.keys
        shown = {
            one.name.replace("-", "_"): shortcut_text(one.name, keys) or _(one.words)
            for one in COMMANDS
        }
        return "".join(
            f"<h3>{escape(_(title))}</h3><p>{escape(fill(_(words), shown))}</p>" for title, words in HOW
        )

    def _keys(self) -> str:
        keys = self.desk.preferences.keys
        rows = [
            f"<tr><td>{escape(shortcut_text(one.name, keys))}&nbsp;&nbsp;</td>"
            f"<td>{escape(_(one.words))}</td></tr>"
            for one in COMMANDS
            if shortcut_text(one.name, keys)
        ]
        return f"<table cellspacing=6>{''.join(rows)}</table>"

    def _about(self) -> str:
        parts = "".join(f"<li>{escape(name)}: {escape(terms)}</li>" for name, terms in _PARTS)
        version = fill(_("Version {version}, Qt {qt}"), {"version": __version__, "qt": qVersion()})
        about = _("A free studio for MIL CLICKS, UNESCO's movement for media and information literacy.")
        own = _(
            "The studio is under the MIT licence. It uses Qt under the LGPL and stands on these parts:"
        )
        marks = _("The names and marks of UNESCO belong to UNESCO.")
        return (
            f"<h2>MIL CLICKS Studio</h2><p>{escape(version)}</p>"
            f"<p>{escape(about)}</p><p>{escape(own)}</p>"
            f"<ul>{parts}</ul><p>{escape(marks)}</p>"
        )
