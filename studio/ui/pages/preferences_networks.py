"""The sections of networks and of the pack's languages.

In: the known networks, the desk's pack. Out: the networks in use.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.errors import StudioError
from studio.l10n import translate as _
from studio.model.language import DERIVED
from studio.model.network import Network
from studio.text.languages import language, load_sign_offs
from studio.ui.choosers import choose_file
from studio.ui.desk import Desk
from studio.ui.naming import date_words, language_name, number_words
from studio.ui.theme import theme
from studio.ui.widgets import CheckBox, Status, button, label, line
from studio.workspace.networks import known_networks, update_networks
from studio.workspace.sizes import places_of, ratio_of


class NetworksSection(QWidget):
    """Which networks are used in sizes, captions and export; what is known of each."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.boxes: dict[str, CheckBox] = {}
        known = known_networks(desk.session.user)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        top = QHBoxLayout()
        words = fill(
            _("What the networks want was checked on {date}."), {"date": date_words(known.version)}
        )
        self.checked = label(words, "second", wrap=True)
        top.addWidget(self.checked, 1)
        top.addWidget(button(_("Update from a file"), self._update, kind="small"))
        column.addLayout(top)
        used = {network.name for network in desk.networks()}
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme().px(20))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        heads = (_("Used in sizes, captions and export"), _("Sizes"), _("Longest caption"))
        for at, head in enumerate(heads):
            grid.addWidget(label(head, "heading", wrap=True), 0, at)
        for at, network in enumerate(known.networks.values()):
            self._add(grid, 1 + 2 * at, network, used=network.name in used)
        column.addLayout(grid)

    def _add(self, grid: QGridLayout, row: int, network: Network, *, used: bool) -> None:
        grid.addWidget(line(), row, 0, 1, 3)
        box = CheckBox(network.label)
        box.setChecked(used)
        box.setMinimumHeight(theme().px(34))
        box.toggled.connect(self._use)
        if network.unknown:
            box.setToolTip("\n".join(network.unknown))
        self.boxes[network.name] = box
        ratios = ", ".join(ratio_of(place.size) for place in places_of(network))
        most = label(number_words(network.text.limit) if network.text.limit else "–", "second")
        most.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(box, row + 1, 0)
        # A label places Latin words on the left, in a mirrored window too; the grid does not.
        grid.addWidget(label(ratios), row + 1, 1, Qt.AlignmentFlag.AlignLeading)
        grid.addWidget(most, row + 1, 2)

    def _use(self) -> None:
        wanted = tuple(name for name, box in self.boxes.items() if box.isChecked())
        self._desk.prefer(networks=wanted)
        if not wanted:
            # Without any the studio works for the usual ones: say so by checking them.
            for name, box in self.boxes.items():
                box.blockSignals(True)
                box.setChecked(name in {network.name for network in self._desk.networks()})
                box.blockSignals(False)
            self._desk.say(_("At least one network is needed; these are the usual ones."))

    def _update(self) -> None:
        file = choose_file(self, _("Newer network facts"), "TOML (*.toml)")
        if file is None:
            return
        try:
            _before, now = update_networks(file, self._desk.session.user)
        except StudioError as error:
            self._desk.fail(error.diagnostics)
            return
        words = fill(_("What the networks want was checked on {date}."), {"date": date_words(now)})
        self.checked.setText(words)
        self._desk.say(
            fill(_("The studio now knows what was known on {date}."), {"date": date_words(now)})
        )


class LanguagesSection(QWidget):
    """The languages of the pack at hand, and whether a native speaker has signed them off."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme().px(20))
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        names = desk.session.languages(desk.selection.pack) if desk.selection.pack else ()
        signed = load_sign_offs()
        for at, name in enumerate(names):
            grid.addWidget(line(), 2 * at, 0, 1, 3)
            title = label(language_name(name), "strong")
            title.setMinimumHeight(theme().px(32))
            grid.addWidget(title, 2 * at + 1, 0)
            grid.addWidget(label(_note(name, first=not at), "second"), 2 * at + 1, 1)
            whole = name in signed and signed[name].status == "signed-off"
            state = Status(
                "ok" if whole else "look", _("Proof signed") if whole else _("No native speaker yet")
            )
            grid.addWidget(state, 2 * at + 1, 2, Qt.AlignmentFlag.AlignTrailing)
        more = button(_("Add a language"), lambda: desk.go("translate"), icon_name="plus", kind="small")
        foot = QHBoxLayout()
        foot.setContentsMargins(0, theme().px(8), 0, 0)
        foot.addWidget(more)
        foot.addStretch(1)
        grid.addLayout(foot, 2 * len(names), 0, 1, 3)


def _note(name: str, *, first: bool) -> str:
    """What is special about a language of the pack."""
    if first:
        return _("Posts are written in it")
    if name in DERIVED:
        return fill(_("Follows {language}"), {"language": language_name(DERIVED[name])})
    return _("From right to left") if language(name).rtl else ""
