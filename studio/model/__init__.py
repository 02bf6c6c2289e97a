"""Frozen values that the stages hand to each other.

In: nothing but Python. Out: geometry, colours, languages, posts, templates, boxes, frames,
networks, artifacts. No file is read here and nothing is computed that needs a font or a screen.
"""
