"""Export: what is wanted, what will be made, and the making of it.

In: the pack at hand. Out: files in a folder. The work is done in other processes; the window goes on.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from studio.diagnostics import fill
from studio.l10n import current_language, plain_sentence, plural, translate
from studio.l10n import translate as _
from studio.model.changes import Changes
from studio.ui.cards import CardKey
from studio.ui.commands import shortcut_text
from studio.ui.desk import Desk
from studio.ui.export_notice import notify
from studio.ui.export_run import export_run
from studio.ui.fit_watch import fit_watch
from studio.ui.page import Page
from studio.ui.pages.export_choices import ExportChoices
from studio.ui.pages.export_plan import FitCheck, PlanSamples, PlanTable, file_size
from studio.ui.pages.export_running import RunningView, summary
from studio.ui.widgets import Empty, Note, button, label, look
from studio.workspace.export import ExportRequest, ExportResult
from studio.workspace.kit import KitWishes
from studio.workspace.library_plan import ExportPlan, PlanLine, plan_of
from studio.workspace.postlist import PostRow
from studio.workspace.select import Selection as Wanted

_WORKERS = 2


class ExportPage(Page):
    """Choices at the start, the plan beside; both give way to the progress."""

    finished = Signal(object)
    """An :class:`ExportResult`, or the diagnostics of why there is none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.run = export_run(desk)
        self.watch = fit_watch(desk)
        self.plan = ExportPlan()
        self.check = FitCheck(self.plan, self.watch)
        self._rows: tuple[PostRow, ...] = ()
        self._stale = True
        self.choices = ExportChoices(desk, self.run.wish)
        self.table, self.samples = PlanTable(), PlanSamples(desk)
        self.total, self.detail = label("", "title", wrap=True), label("", "second", wrap=True)
        self.left_out, self.old = Note("error"), Note("warn")
        self.name = label("", wrap=True)
        self.folder = label("", wrap=True)
        self._keys = f"   {shortcut_text('accept', desk.preferences.keys)}"
        self.go = button("", self.accept, icon_name="export", kind="large")
        self.stop = button("", self.run.cancel, icon_name="cross")
        self.open = button(_("Open folder"), self._open, icon_name="folder", kind="small")
        self.back = button(_("Back to the plan"), self._show_plan, icon_name="left")
        self.again = button(_("Go on"), self.accept, icon_name="retry", kind="primary")
        self.running = RunningView(self.run, self.open, [self.back, self.stop, self.again])
        self._lay_out()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._plan)
        self.choices.changed.connect(self._soon.start)
        self.table.mend.connect(self._mend_line)
        self.watch.counted.connect(self._check)
        self.run.changed.connect(self._show_run)
        self.run.ended.connect(self._ended)
        desk.changed.connect(self._changed)
        desk.cards.arrived.connect(self._arrived)
        desk.preferred.connect(self._outdated)

    # --- building ------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        self.drafts = button(_("Show drafts"), lambda: self.desk.go("library"))
        self.new_post = button(_("New post"), lambda: self.desk.go("new"), icon_name="plus")
        self.mend = button(_("Mend first"), self._mend, icon_name="layers", kind="small")
        self.anyway = button(_("Export anyway"), self._anyway, kind="plain")
        self.left_out.add(self.mend)
        self.left_out.add(self.anyway)
        inside = QWidget()
        look(inside, "window")
        column = QVBoxLayout(inside)
        column.setContentsMargins(18, 0, 18, 14)
        column.setSpacing(12)
        column.addWidget(self.table)
        column.addWidget(self.left_out)
        column.addWidget(self.old)
        column.addLayout(self._places())
        column.addWidget(self.samples)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        self.empty = Empty(_("Nothing is ready yet."), " ", [self.drafts, self.new_post])
        self._middle = QStackedWidget()
        self._middle.addWidget(area)
        self._middle.addWidget(self.empty)
        end = QVBoxLayout()
        end.setSpacing(0)
        end.addWidget(self._middle, 1)
        end.addWidget(self._foot())
        planned = QWidget()
        row = QHBoxLayout(planned)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.choices)
        row.addLayout(end, 1)
        self.stack = QStackedWidget()
        self.stack.addWidget(planned)
        self.stack.addWidget(self.running)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.stack)

    def _places(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        change = button(_("Change"), self._choose_folder, kind="link", tip=_("Where exports go"))
        for head, words, extra in (
            (_("Files will be called"), self.name, None),
            (_("Folder"), self.folder, change),
        ):
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label(head, "heading"))
            box = QFrame()
            look(box, "inputbox")
            line = QHBoxLayout(box)
            line.setContentsMargins(10, 5, 6, 5)
            line.addWidget(words, 1)
            if extra is not None:
                line.addWidget(extra)
            column.addWidget(box, 1)
            row.addLayout(column, 1)
        return row

    def _foot(self) -> QFrame:
        foot = QFrame()
        look(foot, "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(18, 10, 18, 10)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.total)
        words.addWidget(self.detail)
        row.addLayout(words, 1)
        row.addWidget(self.go)
        return foot

    # --- following -----------------------------------------------------------------------------

    def entered(self) -> None:
        """Look at the pack again; an export under way is shown as it stands."""
        self.watch.watch(on=True)
        if self.run.running or self.run.shown:
            self._show_run()
        if self._stale or self.run.wish.pack != self.desk.selection.pack or not self.run.shown:
            self._read()

    def left(self) -> None:
        """Another page is shown."""
        self.watch.watch(on=False)

    def _read(self) -> None:
        self._stale = False
        pack = self.desk.selection.pack
        self._rows = self.desk.session.rows(pack) if pack else ()
        self.choices.fill(self._rows)
        self._plan()

    def _outdated(self) -> None:
        self._stale = True

    def _changed(self, changes: Changes) -> None:
        if self.desk.selection.pack in changes.packs():
            self._stale = True
            if self.isVisible() and not self.run.running:
                self._read()

    def _arrived(self, key: CardKey) -> None:
        if self.isVisible():
            self.samples.arrived(key)

    # --- the plan ------------------------------------------------------------------------------

    def _plan(self) -> None:
        """What would be made, from what is chosen now."""
        pack = self.desk.selection.pack
        if not pack:
            self.plan = ExportPlan()
        else:
            chosen = self.choices.chosen()
            self.plan = plan_of(self.desk.session, self._rows, chosen, date.today())
        plan = self.plan
        self.choices.show_counts(plan)
        self.samples.show_plan(plan)
        self.name.setText(plan.sample or "–")
        folder = self._wished_folder()
        self.folder.setText(" / ".join(folder.parts[-3:]))
        self.folder.setToolTip(str(folder))
        self.old.setVisible(bool(plan.diagnostics))
        if plan.diagnostics:
            self.old.set(plain_sentence(plan.diagnostics[0]))
        self._check()

    def _check(self) -> None:
        """What is known of the fit by now."""
        if not self.isVisible() or self.run.running:
            return
        plan, wish = self.plan, self.run.wish
        self.check = FitCheck(plan, self.watch)
        self.table.show_plan(plan, self.check)
        bad = self.check.left_out(plan)
        self.left_out.setVisible(bool(bad))
        if bad:
            self._show_left_out(bad)
        count = plan.images if wish.anyway else plan.images - bad
        self._middle.setCurrentIndex(0 if plan.versions else 1)
        if not plan.versions:
            self._show_empty()
        self.total.setText(self._total(count))
        self.detail.setText(self._detail())
        self.go.setText(fill(_("Export {count}"), {"count": count}) + self._keys)
        self.go.setAccessibleName(plural("Export {count} image", "Export {count} images", count))
        self.go.setEnabled(count > 0)

    def _total(self, count: int) -> str:
        plan, wish = self.plan, self.run.wish
        words = plural("{count} image", "{count} images", count)
        if plan.captions and (wish.captions or wish.kit):
            sheets = plural("{count} caption sheet", "{count} caption sheets", plan.captions)
            words = fill(_("{images}, {sheets}"), {"images": words, "sheets": sheets})
        return words

    def _detail(self) -> str:
        plan = self.plan
        if not plan.images:
            return ""
        words = [fill(_("About {size}."), {"size": file_size(plan.bytes)})]
        shared = plan.images - plan.painted
        if shared > 0:
            words.append(
                plural(
                    "{count} image serves more than one network.",
                    "{count} images serve more than one network.",
                    shared,
                )
            )
        words.append(_("What has not changed is not made again."))
        return " ".join(words)

    def _show_left_out(self, bad: int) -> None:
        ratios = ", ".join(self.check.ratios())
        if self.run.wish.anyway:
            words = plural(
                "{count} image is exported although its text does not fit",
                "{count} images are exported although their text does not fit",
                bad,
            )
        else:
            words = plural(
                "{count} image will be left out: its text does not fit",
                "{count} images will be left out: their text does not fit",
                bad,
            )
        detail = fill(
            _("It is about {sizes}. Mend them, and export again: only they will be made then."),
            {"sizes": ratios},
        )
        self.left_out.set(words, detail)
        self.anyway.setText(_("Leave them out") if self.run.wish.anyway else _("Export anyway"))

    def _show_empty(self) -> None:
        """Why nothing can be exported, instead of the plan."""
        count = len(self.choices.wanted_posts()) if self._rows else 0
        words = plural("{count} draft waits.", "{count} drafts wait.", count)
        self.empty.text.setText(words if count else _("This pack has no posts."))
        self.drafts.setVisible(bool(count))
        self.new_post.setVisible(not count)

    def _mend(self) -> None:
        if self.check.first is not None:
            self._go_to(self.check.first)

    def _mend_line(self, line: PlanLine) -> None:
        place = self.check.place_of(line)
        if place is not None:
            self._go_to(place)

    def _go_to(self, place: tuple[str, str, int]) -> None:
        post, language, at = place
        self.desk.go("fit", post=post, language=language, size=self.watch.matrix.sizes[at])

    def _anyway(self) -> None:
        self.run.wish.anyway = not self.run.wish.anyway
        self._check()

    # --- the folder ----------------------------------------------------------------------------

    def _wished_folder(self) -> Path:
        return Path(self.desk.preferences.folder or _documents()) / date.today().isoformat()

    def _choose_folder(self) -> None:
        parent = str(self._wished_folder().parent)
        chosen = QFileDialog.getExistingDirectory(self, _("Where exports go"), parent)
        if chosen:
            self.desk.prefer(folder=chosen)
            self._plan()

    def _open(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.run.folder)))

    # --- the making ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Export what is chosen; goes on where an earlier one was stopped."""
        if self.run.running or not (self.go.isEnabled() and self.plan.images):
            return
        self.desk.store(split=True)
        wish, chosen = self.run.wish, self.choices.chosen()
        wanted = Wanted(
            languages=chosen.languages,
            networks=tuple(
                line.network.name for line in self.plan.lines if line.format and line.places
            ),
            posts=chosen.posts,
            formats=(chosen.format,) if chosen.format else (),
        )
        # In processes of their own, so that the window stays awake.
        request = ExportRequest(
            Path(),
            self._wished_folder(),
            wanted,
            workers=_WORKERS,
            draft=wish.draft,
            allow_errors=wish.anyway,
            today=date.today(),
            captions=wish.captions or wish.kit,
        )
        kit = KitWishes(words=translate, spoken=current_language()) if wish.kit else None
        self.run.start(chosen.pack, request, kit)

    def _show_run(self) -> None:
        run = self.run
        if not run.shown:
            return
        self.stack.setCurrentIndex(1)
        count = run.there()
        words = plural("Stop and keep {count}", "Stop and keep {count}", count)
        self.stop.setText(words if count else _("Stop"))
        self.stop.setEnabled(not run.stopping)
        self.stop.setVisible(run.running)
        self.back.setVisible(not run.running)
        missing = len(run.names) - count
        self.again.setVisible(not run.running and bool(missing))
        stopped = run.result is not None and run.result.cancelled
        self.again.setText(_("Go on") if stopped else _("Try again"))
        self.open.setVisible(not run.running and count > 0)
        self.running.refresh()

    def _show_plan(self) -> None:
        self.run.shown = False
        self.stack.setCurrentIndex(0)
        self._read()
        self.go.setFocus()

    def _ended(self, result: object) -> None:
        self._show_run()
        if not isinstance(result, ExportResult):
            self.desk.fail(self.run.broken)
            if not self.run.names:
                self._show_plan()
        else:
            words = summary(self.run)
            self.running.title.setText(words)
            self._tell_old(result)
            if not self.isVisible():
                self.desk.say(words)
            notify(self.window(), _("Export"), words)
            if self.isVisible() and self.run.there() and not result.cancelled:
                self.open.setFocus()
        self.finished.emit(result)

    def _tell_old(self, result: ExportResult) -> None:
        found = [one for one in result.diagnostics if one.code != "translation.missing"]
        self.running.tell.setVisible(bool(found))
        if found:
            count = len(found)
            self.running.tell.set(
                plain_sentence(found[0]),
                plural("And {count} more remark.", "And {count} more remarks.", count - 1)
                if count > 1
                else "",
            )

    def escape(self) -> bool:
        """Back to the plan from an export that has ended."""
        if self.stack.currentIndex() == 1 and not self.run.running:
            self._show_plan()
            return True
        return False

    def next_problem(self, step: int) -> None:
        """To the first card that will be left out."""
        self._mend()

    def panes(self) -> list[QWidget]:
        """Choices, plan; or the files of the export."""
        if self.stack.currentIndex() == 1:
            return [self.running.list]
        return [self.choices, self.table, self.go]


def _documents() -> str:
    place = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return str(Path(place or Path.home()) / "MIL CLICKS")
