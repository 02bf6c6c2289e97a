"""MIL CLICKS Studio: a post in a language becomes finished images with captions."""

__version__ = "0.1.0"
