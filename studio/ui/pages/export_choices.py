"""What is to be exported: posts, languages, networks, and what else goes into the folder.

In: the desk, what was chosen before. Out: :class:`~studio.ui.export_run.ExportWish` filled, and
:attr:`ExportChoices.changed` with each change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from studio.diagnostics import fill
from studio.l10n import plural
from studio.l10n import translate as _
from studio.model.network import Network
from studio.ui.desk import Desk
from studio.ui.export_run import ExportWish
from studio.ui.naming import language_name
from studio.ui.theme import theme
from studio.ui.widgets import CheckBox, button, clear_layout, label, look, menu_button
from studio.workspace.library_plan import Choices, ExportPlan, Tally
from studio.workspace.networks import known_networks
from studio.workspace.postlist import PostRow
from studio.workspace.sizes import ratio_of

FORMATS = {"jpeg": "JPEG", "png": "PNG", "webp": "WebP", "gif": "GIF", "pdf": "PDF", "svg": "SVG"}
"""What people call each format."""

_PAPER = "print"


class ExportChoices(QScrollArea):
    """The start side of the page."""

    changed = Signal()

    def __init__(self, desk: Desk, wish: ExportWish) -> None:
        super().__init__()
        self._desk, self._wish = desk, wish
        self.languages: dict[str, CheckBox] = {}
        self.networks: dict[str, CheckBox] = {}
        self._counts: dict[str, QWidget] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(theme().px(304))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QFrame()
        look(inside, "side")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(16, 14, 12, 14)
        self._column.setSpacing(2)
        self.setWidget(inside)

    # --- building ------------------------------------------------------------------------------

    def fill(self, rows: tuple[PostRow, ...]) -> None:
        """Show what there is to choose from in the pack at hand."""
        desk, wish = self._desk, self._wish
        pack = desk.selection.pack
        names = desk.session.languages(pack)
        if wish.pack != pack:
            wish.pack, wish.tag, wish.only_this, wish.languages = pack, None, False, None
            wish.posts = ()
        kept = (wish.languages or {desk.selection.language}) & set(names)
        wish.languages = kept or set(names[:1])
        clear_layout(self._column)
        self._rows = [row for row in rows if not row.trashed]
        self._heading(_("Posts"))
        self.posts = menu_button("", self._posts_menu(), kind="small")
        self._place(self.posts)
        self._heading(_("Languages"))
        self.languages, self._counts = {}, {}
        for name in names:
            self.languages[name] = self._row(
                language_name(name), name in wish.languages, self._pick(wish.languages, name), name
            )
        self._heading(_("Networks"))
        self.networks = {}
        for network in desk.networks():
            self.networks[network.name] = self._row(
                network.label,
                network.name not in wish.networks_off,
                self._pick(wish.networks_off, network.name, on=False),
                note=", ".join(_ratios(network)),
            )
        others = button(_("Other networks"), lambda: desk.go("preferences"), kind="link")
        self._place(others)
        self._also()
        self._column.addStretch(1)

    def _also(self) -> None:
        wish = self._wish
        self._heading(_("Format"))
        self.format = menu_button("", self._format_menu(), kind="small")
        self._place(self.format)
        self._heading(_("Also"))
        self.captions = self._row(
            _("Caption sheets"), wish.captions or wish.kit, self._setter("captions"), note=_("text")
        )
        self.kit = self._row(
            _("Pages to publish from"), wish.kit, self._setter("kit"), note=_("web page")
        )
        self.kit.setToolTip(_("A page for each language with images and captions to copy, and tables."))
        self.captions.setEnabled(not wish.kit)
        if self._paper_network() is not None:
            self.paper = self._row(_("For the wall"), wish.paper, self._setter("paper"), note="A4 PDF")
        self.draft = self._row(
            _("Unfinished translations too, marked as drafts"), wish.draft, self._setter("draft")
        )
        self.name_choices()

    def _heading(self, words: str) -> None:
        if self._column.count():
            self._column.addSpacing(theme().px(10))
        self._column.addWidget(label(words, "heading"))

    def _place(self, widget: QWidget) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 2)
        row.addWidget(widget)
        row.addStretch(1)
        self._column.addLayout(row)

    def _row(
        self, words: str, on: bool, took: Callable[[bool], None], name: str = "", *, note: str = ""
    ) -> CheckBox:
        box = CheckBox(words, wrap=True)
        box.setChecked(on)

        def toggled(now: bool) -> None:
            took(now)
            self.changed.emit()

        box.toggled.connect(toggled)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(box, 1)
        if name or note:
            at_end = label(note, "small")
            at_end.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
            row.addWidget(at_end)
            self._counts[name] = at_end
        self._column.addLayout(row)
        return box

    def _pick(self, names: set[str], name: str, *, on: bool = True) -> Callable[[bool], None]:
        return lambda now: names.add(name) if now is on else names.discard(name)

    def _setter(self, name: str) -> Callable[[bool], None]:
        def took(now: bool) -> None:
            setattr(self._wish, name, now)
            if name == "kit":
                # The pages carry the captions, so the sheets are made too.
                self.captions.setEnabled(not now)
                self.captions.setChecked(now or self._wish.captions)

        return took

    def _posts_menu(self) -> QMenu:
        wish = self._wish
        tags = Counter(tag for row in self._rows for tag in row.tags)
        count = len(self._rows)
        words: list[tuple[str, str | None, bool]] = [
            (plural("All {count} post", "All {count} posts", count), None, False)
        ]
        if self._desk.selection.post:
            words.append((_("Only the post at hand"), None, True))
        for tag in sorted(tags):
            words.append((fill(_("Tagged “{tag}”"), {"tag": tag}), tag, False))
        if wish.tag not in tags:
            wish.tag = None
        wish.only_this = wish.only_this and bool(self._desk.selection.post)
        there = {row.post for row in self._rows}
        wish.posts = tuple(post for post in wish.posts if post in there)
        menu = QMenu(self)
        group = QActionGroup(menu)
        for text, mark, only in words:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked((mark, only) == (wish.tag, wish.only_this) and not wish.posts)
            group.addAction(action)
            action.triggered.connect(
                lambda _on=False, mark=mark, only=only: self._choose(tag=mark, only_this=only, posts=())
            )
        return menu

    def _format_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        taken = {name for network in self._desk.networks() for name in network.files.formats}
        for name in ("", *(one for one in FORMATS if one in taken)):
            action = menu.addAction(_format_words(name))
            action.setCheckable(True)
            action.setChecked(name == self._wish.format)
            group.addAction(action)
            action.triggered.connect(lambda _on=False, name=name: self._choose(format=name))
        return menu

    def _choose(self, **parts: object) -> None:
        for name, value in parts.items():
            setattr(self._wish, name, value)
        self.name_choices()
        self.changed.emit()

    def name_choices(self) -> None:
        """Say on the menus' buttons what is chosen in them."""
        wish = self._wish
        count = len(self.wanted_posts())
        if wish.posts:
            words = plural("{count} selected post", "{count} selected posts", count)
        elif wish.only_this:
            words = _("Only the post at hand")
        elif wish.tag is not None:
            words = fill(_("Tagged “{tag}”"), {"tag": wish.tag})
        else:
            words = plural("All {count} post", "All {count} posts", count)
        for widget, text, head in (
            (self.posts, words, _("Posts")),
            (self.format, _format_words(wish.format), _("Format")),
        ):
            widget.set_text(text)  # type: ignore[attr-defined]
            widget.setAccessibleName(f"{head}: {text}")

    # --- reading -------------------------------------------------------------------------------

    def wanted_posts(self) -> tuple[str, ...]:
        """The posts that are chosen."""
        wish = self._wish
        if wish.posts:
            return wish.posts
        if wish.only_this:
            return (self._desk.selection.post,)
        return tuple(row.post for row in self._rows if wish.tag is None or wish.tag in row.tags)

    def chosen(self) -> Choices:
        """What is wanted now."""
        wish, desk = self._wish, self._desk
        networks = [one for one in desk.networks() if one.name not in wish.networks_off]
        paper = self._paper_network()
        if wish.paper and paper is not None:
            networks.append(paper)
        order = desk.session.languages(desk.selection.pack)
        languages = tuple(name for name in order if name in (wish.languages or ()))
        pack = desk.selection.pack
        return Choices(pack, self.wanted_posts(), languages, tuple(networks), wish.format, wish.draft)

    def show_counts(self, plan: ExportPlan) -> None:
        """How much of each language is there."""
        for name, tally in plan.tallies.items():
            shown = self._counts.get(name)
            if shown is not None:
                shown.setText(_tally_words(tally))  # type: ignore[attr-defined]

    def _paper_network(self) -> Network | None:
        if any(one.name == _PAPER for one in self._desk.networks()):
            return None
        return known_networks(self._desk.session.user).networks.get(_PAPER)


def _tally_words(tally: Tally) -> str:
    if tally.derived and not tally.missing:
        return _("follows")
    if not tally.missing:
        return plural("{count} done", "{count} done", tally.done)
    return fill(_("{done} done, {missing} not"), {"done": tally.done, "missing": tally.missing})


def _format_words(name: str) -> str:
    return FORMATS[name] if name else _("The best for each network")


def _ratios(network: Network) -> list[str]:
    return list(dict.fromkeys(ratio_of(p.size) for p in network.placements if p.default))
