"""The pack that comes with the studio, as samples of the templates.

In: a language, a kind of post. Out: posts of that pack, in the language where it has it.
"""

from __future__ import annotations

from functools import lru_cache

from studio.model.kind import KINDS
from studio.model.post import Pack, Post
from studio.pack import load_pack
from studio.resources import Resources
from studio.translation import pack_catalog, translate

SAMPLE_PACK = "starter"
"""Its folder below the templates, and its id in a library that has it."""


@lru_cache(maxsize=16)
def samples(resources: Resources, name: str) -> tuple[Post, ...]:
    """One post of each kind, in the language ``name`` where the sample pack has it, else in its own."""
    root = resources.templates / SAMPLE_PACK
    pack = _sample_pack(resources)
    catalog = pack_catalog(root, name) if name in pack.languages and name != pack.language else None
    found: dict[str, Post] = {}
    for post in pack.posts:
        if post.kind not in found:
            shown = translate(post, catalog, name)[0] if catalog else None
            found[post.kind] = shown or post
    return tuple(found[kind] for kind in KINDS if kind in found)


def sample_languages(resources: Resources) -> tuple[str, ...]:
    """The languages that the sample pack speaks."""
    return _sample_pack(resources).languages


def sample_of(resources: Resources, kind: str, name: str) -> Post:
    """The sample of one kind; raises KeyError if there is none."""
    return {post.kind: post for post in samples(resources, name)}[kind]


@lru_cache(maxsize=2)
def _sample_pack(resources: Resources) -> Pack:
    return load_pack(resources.templates / SAMPLE_PACK)[0]
