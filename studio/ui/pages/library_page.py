"""The library page."""

from __future__ import annotations

from studio.ui.page import Page


class LibraryPage(Page):
    """Being built."""
