"""The export page."""

from __future__ import annotations

from studio.ui.page import Page


class ExportPage(Page):
    """Being built."""
