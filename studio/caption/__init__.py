"""Captions, alt texts and what networks accept.

In: a post in a language, one of its cards, a network. Out: the text to paste beside the image, counted
as the network counts, and the text for readers who can't see it, each with diagnostics.

- ``networks``  the networks file: sizes, files, limits, with sources
- ``count``     how long a text is, by each network's rule
- ``entities``  links, hashtags and mentions with their offsets
- ``hashtags``  the safe subset, and ``#MILCLICKS`` exactly once
- ``answer``    whether a text gives a quiz's answer away
- ``compose``   the caption
- ``alt``       the alt text
"""
