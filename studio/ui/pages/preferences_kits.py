"""The section of partners' kits: which there are, which this pack's cards carry, and one to change.

In: the desk's pack. Out: the pack's partners, as one step of undo; kits through :class:`KitForm`; a
card of the pack with the kit's strip under it.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from studio.diagnostics import Severity, fill, worst
from studio.errors import StudioError
from studio.l10n import plain_sentence
from studio.l10n import translate as _
from studio.model.kind import cards_of
from studio.ui.desk import Desk
from studio.ui.dropped_files import dropped_files
from studio.ui.pages.captions_preview import PictureView
from studio.ui.pages.preferences_kit_form import PICTURES, KitForm
from studio.ui.theme import theme
from studio.ui.widgets import CheckBox, Status, button, clear_layout, icon_button, label, look
from studio.workspace.kits import bring_back_kit, kits_in_use, kits_of, put_away, use_kits
from studio.workspace.partners import Kit

_SHOWN = 264


class KitsSection(QWidget):
    """See the module."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.kits: tuple[Kit, ...] = ()
        self.boxes: dict[str, CheckBox] = {}
        self._away: dict[str, str] = {}
        self.form = KitForm(desk)
        self.form.saved.connect(self._saved)
        px = theme().px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        words = _(
            "A partner's logos stand on a strip under each card, and captions name its handle and"
            " address. A kit that a pack uses is saved with the pack."
        )
        column.addWidget(label(words, "second", wrap=True))
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        column.addLayout(self._list)
        row = QHBoxLayout()
        self.new = button(_("New partner kit"), lambda: self.edit(None), icon_name="plus")
        row.addWidget(self.new)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self._editor())
        self.refresh()

    def _editor(self) -> QFrame:
        px = theme().px
        self.editor = QFrame()
        look(self.editor, "card")
        self.preview = QWidget()
        side = QVBoxLayout(self.preview)
        side.setContentsMargins(0, 0, 0, 0)
        self._picture_place = QVBoxLayout()
        side.addLayout(self._picture_place)
        words = _("The strip stands under the card. Texts are fitted again.")
        side.addWidget(label(words, "small", wrap=True))
        side.addStretch(1)
        self.preview.setFixedWidth(px(_SHOWN))
        right = QVBoxLayout()
        right.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(_("Close"), self.close_editor))
        right.addLayout(foot)
        row = QHBoxLayout(self.editor)
        row.setContentsMargins(px(16), px(14), px(16), px(14))
        row.setSpacing(px(20))
        row.addWidget(self.preview, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(right, 1)
        self.editor.hide()
        return self.editor

    # --- the list ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the kits again."""
        pack = self._desk.selection.pack
        try:
            self.kits = kits_of(self._desk.session, pack)
        except StudioError as error:
            self._desk.fail(error.diagnostics)
            self.kits = ()
        used = kits_in_use(self._desk.session, pack) if pack else ()
        clear_layout(self._list)
        self.boxes = {}
        for kit in self.kits:
            self._list.addWidget(self._row(kit, used=kit.id in used))
        for name, words in self._away.items():
            self._list.addWidget(self._away_row(name, words))
        if not self.kits:
            self._list.addWidget(label(_("There is no partner kit yet."), wrap=True))

    def _row(self, kit: Kit, *, used: bool) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme().px(3), 0, theme().px(3))
        line.setSpacing(theme().px(12))
        name = kit.partner.name if kit.partner else kit.id
        box = CheckBox(name)
        box.setChecked(used)
        box.setEnabled(bool(self._desk.selection.pack) and (kit.partner is not None or used))
        box.setAccessibleName(fill(_("{name} on the cards of this pack"), {"name": name}))
        box.toggled.connect(self._use)
        self.boxes[kit.id] = box
        line.addWidget(box)
        if kit.partner is not None:
            said = " · ".join(filter(None, (kit.partner.handle, kit.partner.url)))
            line.addWidget(label(said, "small"))
        line.addStretch(1)
        if kit.diagnostics:
            status = "error" if worst(kit.diagnostics) is Severity.ERROR else "warn"
            state = Status(status, _("Look at it"))
            state.setToolTip(plain_sentence(kit.diagnostics[0]))
            line.addWidget(state)
        change = button(_("Change"), partial(self.edit, kit), kind="small")
        change.setAccessibleName(fill(_("Change the kit of {name}"), {"name": name}))
        away = icon_button("trash", fill(_("Put the kit of {name} away"), {"name": name}))
        away.clicked.connect(partial(self._put_away, kit, name))
        away.setEnabled(not used)
        line.addWidget(change)
        line.addWidget(away)
        return row

    def _put_away(self, kit: Kit, name: str) -> None:
        session, pack = self._desk.session, self._desk.selection.pack
        self.close_editor()  # a field that loses the focus later would keep the kit anew
        try:
            put_away(session, pack, kit)
        except StudioError as error:
            self._desk.fail(error.diagnostics)
            return
        self._away[kit.id] = name
        self.refresh()

    def _bring_back(self, kit: str) -> None:
        try:
            bring_back_kit(self._desk.session, kit)
        except StudioError as error:
            self._desk.fail(error.diagnostics)
            return
        self._away.pop(kit, None)
        self.refresh()

    def _away_row(self, kit: str, name: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, theme().px(3), 0, theme().px(3))
        line.addWidget(label(fill(_("The kit of {name} is put away."), {"name": name}), "second"))
        line.addWidget(button(_("Bring it back"), partial(self._bring_back, kit), kind="link"))
        line.addStretch(1)
        return row

    def _use(self) -> None:
        session, pack = self._desk.session, self._desk.selection.pack
        wanted = [name for name, box in self.boxes.items() if box.isChecked()]
        row = session.pack(pack)
        values = {"pack": row.title if row else pack}
        said = (
            _("The cards of {pack} carry these logos now.")
            if wanted
            else _("The cards of {pack} carry no logos now.")
        )
        self._desk.do(lambda: use_kits(session, pack, wanted), say=fill(said, values))
        self.refresh()

    # --- the editor ----------------------------------------------------------------------------

    def edit(self, kit: Kit | None) -> None:
        """Open a kit, or begin a new one."""
        self.editor.show()
        self._show(kit)
        self.form.open_kit(kit, [one.id for one in self.kits])

    def close_editor(self) -> None:
        """Put the editor away; what was right is kept."""
        self.editor.hide()
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self, kit: Kit) -> None:
        self._show(kit)
        self.refresh()

    def _show(self, kit: Kit | None) -> None:
        """A card of the pack as it is with this kit."""
        pixmap = self._card(kit) if kit is not None and kit.partner is not None else None
        clear_layout(self._picture_place)
        self.preview.setVisible(pixmap is not None)
        if pixmap is not None:
            size = self._desk.sizes()[0].size
            view = PictureView(size, _("A card with the kit's strip"))
            view.show_pixmap(pixmap)
            view.setFixedHeight(view.heightForWidth(theme().px(_SHOWN)))
            self._picture_place.addWidget(view)

    def _card(self, kit: Kit) -> QPixmap | None:
        session, now = self._desk.session, self._desk.selection
        rows = [row.post for row in session.rows(now.pack) if not row.trashed] if now.pack else []
        post = now.post if now.post in rows else next(iter(rows), "")
        version = session.version(now.pack, post, now.language) if post else None
        if version is None or kit.partner is None:
            return None
        card = cards_of(version.post)[0].name
        try:
            frame, _found = session.pipeline(now.pack).frame(
                version.post, card, self._desk.sizes()[0].size, partners=(kit.partner,)
            )
        except StudioError:
            return None
        width = round(theme().px(_SHOWN) * self.devicePixelRatioF())
        image = self._desk.cards.paint(now.pack, frame, width)
        return QPixmap.fromImage(image) if image is not None else None

    # --- files ---------------------------------------------------------------------------------

    def takes(self, data: QMimeData) -> bool:
        """Whether dropped files would become logos."""
        return self.editor.isVisible() and bool(dropped_files(data, PICTURES))

    def take(self, data: QMimeData) -> None:
        """Make logos of dropped files."""
        self.form.take_logos(dropped_files(data, PICTURES))
