"""The fit page."""

from __future__ import annotations

from studio.ui.page import Page


class FitPage(Page):
    """Being built."""
