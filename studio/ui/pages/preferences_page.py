"""The preferences page."""

from __future__ import annotations

from studio.ui.page import Page


class PreferencesPage(Page):
    """Being built."""
