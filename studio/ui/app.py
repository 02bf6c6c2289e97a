"""Where the window starts.

In: the arguments of the process. Out: its exit code. Opens the library (or offers what can be done
about one that can't be opened), puts language and look on the application, and shows the window.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, Qt, QTranslator
from PySide6.QtWidgets import QApplication

from studio import __version__
from studio.l10n import current_language, set_language
from studio.resources import Resources
from studio.text.languages import language
from studio.ui.desk import Desk
from studio.ui.theme import apply_theme
from studio.workspace.background import Background
from studio.workspace.preferences import Preferences, load_preferences
from studio.workspace.session import Session

_look: tuple[str, str, int] = ("", "", 0)


def make_application(arguments: list[str]) -> QApplication:
    """The application object, named so that the desktop knows it."""
    known = QApplication.instance()
    if not isinstance(known, QApplication):
        passing = Qt.HighDpiScaleFactorRoundingPolicy.PassThrough
        QApplication.setHighDpiScaleFactorRoundingPolicy(passing)
    application = known if isinstance(known, QApplication) else QApplication(arguments)
    application.setApplicationName("MIL CLICKS Studio")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("milclicks-studio")
    return application


def looked_as() -> tuple[str, str, int]:
    """The language, theme and scale that the application has now, as they were wished."""
    return _look


def look_as_preferred(desk: Desk) -> None:
    """Put the preferred language, direction, theme and scale on the application."""
    wear(desk.preferences, desk.session.resources)
    desk.fonts.speak(language(current_language()))


def wear(preferences: Preferences, resources: Resources) -> None:
    """Language, direction, theme, scale: on the whole application."""
    global _look  # noqa: PLW0603  (an application has one look)
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    name = set_language(preferences.language, i18n=resources.i18n)
    spoken = language(name)
    QLocale.setDefault(QLocale(spoken.tag))
    _qt_words(application, spoken.tag)
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if spoken.rtl else Qt.LayoutDirection.LeftToRight
    )
    apply_theme(application, preferences.theme, preferences.scale)
    _look = (preferences.language, preferences.theme, preferences.scale)


def _qt_words(application: QApplication, tag: str) -> None:
    """Qt's own words (file dialogs, context menus), where Qt speaks the language."""
    old = getattr(application, "_qt_words", None)
    if old is not None:
        application.removeTranslator(old)
        old.deleteLater()
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(QLocale(tag), "qtbase", "_", folder):
        application.installTranslator(translator)
    application._qt_words = translator  # type: ignore[attr-defined]


def open_desk(
    folder: Path | None = None,
    *,
    resources: Resources | None = None,
    user: Path | None = None,
    make_background: Callable[[Resources], Background] = Background,
) -> Desk:
    """Open the library in ``folder`` (default: the user's) as a desk.

    Raises:
        StudioError: the library can't be opened; :mod:`studio.ui.rescue` offers what can be done.
    """
    found = resources or Resources.find()
    from studio.resources import user_folder
    from studio.workspace.library import open_library

    home = user or user_folder()
    author = load_preferences(home).author
    library = open_library(folder or home / "library", author=author)
    session = Session(library, found, user=home)
    desk = Desk(session, make_background(found))
    look_as_preferred(desk)
    return desk


def run(folder: Path | None = None, pack: Path | None = None, picture: Path | None = None) -> int:
    """Show the window on the library in ``folder``; with ``pack`` that pack is brought in first.

    With ``picture`` the window is saved to that file and closed by itself.
    """
    application = make_application(sys.argv[:1])
    resources = Resources.find()
    from studio.resources import user_folder
    from studio.ui.crash import catch_everything
    from studio.ui.rescue import opened_or_rescued

    wear(load_preferences(user_folder()), resources)
    catch_everything()
    desk = opened_or_rescued(lambda: open_desk(folder, resources=resources), folder)
    if desk is None:
        return 3
    from studio.ui.window import MainWindow

    window = MainWindow(desk)
    window.show()
    if not desk.preferences.toured and picture is None:
        from studio.ui.tour import Tour

        Tour(window).start()
    if pack is not None:
        from studio.ui.deeds import bring_in

        bring_in(window, pack)
    if picture is not None:
        from studio.ui.snapshot import take_picture

        take_picture(window, desk, picture)
    return application.exec()
