"""The gallery page."""

from __future__ import annotations

from studio.ui.page import Page


class GalleryPage(Page):
    """Being built."""
