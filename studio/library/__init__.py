"""The library of packs and posts, and the only room that may import SQLAlchemy.

In: packs, posts and what became of them. Out: the same values, found again by search. Empty until the
library's own issue; the room stands so that the import contracts fence it in from the first day.
"""
