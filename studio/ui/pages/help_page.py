"""The help page."""

from __future__ import annotations

from studio.ui.page import Page


class HelpPage(Page):
    """Being built."""
