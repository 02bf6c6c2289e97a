"""The write page."""

from __future__ import annotations

from studio.ui.page import Page


class WritePage(Page):
    """Being built."""
