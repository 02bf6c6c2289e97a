"""The captions page."""

from __future__ import annotations

from studio.ui.page import Page


class CaptionsPage(Page):
    """Being built."""
