"""Captions, alt texts and what networks accept.

In: a post in a language, one of its cards, a network. Out: the text to paste beside the image, counted
as the network counts, and the text for readers who can't see it, each with diagnostics.

- ``networks``   the networks files (``netschema``, ``netchecks``): sizes, files, limits, with sources
- ``count``      how long a text is, by each network's rule
- ``grammar``    links, hashtags and mentions, as X (``entities``), Bluesky (``facets``), Mastodon
  (``fediverse``) and Telegram read them
- ``measure``    both of these for programs, with offsets in every unit
- ``hashtags``   the safe subset, and ``#MILCLICKS`` exactly once; ``tagline`` sets them in a line
- ``answer``     whether a text gives a quiz's answer away
- ``compose``    the caption; ``thread`` if it is too long for one post; ``fold`` what shows of it
- ``alt``        the alt text
- ``days``       awareness days of media literacy
"""
