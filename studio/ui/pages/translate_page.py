"""The translate page."""

from __future__ import annotations

from studio.ui.page import Page


class TranslatePage(Page):
    """Being built."""
