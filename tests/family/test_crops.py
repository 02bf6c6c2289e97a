"""A crop of ours never becomes misinformation."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.pack import load_pack
from studio.pipeline import Pipeline, World
from studio.resources import Resources


@pytest.mark.parametrize("size", ["1000x1500", "1080x1350", "1080x1920", "2480x3508", "1080x1080"])
def test_the_label_of_a_claim_is_inside_every_crop(resources: Resources, size: str) -> None:
    root = resources.templates / "starter"
    pack, _ = load_pack(root)
    pipeline = Pipeline(World(resources), Path(root))
    seen = 0
    for post in pack.posts:
        if post.kind in ("myth", "factfake"):
            for card in cards_of(post):
                _, found = pipeline.frame(post, card.name, Size.parse(size))
                assert "layout.label-cropped" not in {d.code for d in found}, (post.id, card.name)
                seen += 1
    assert seen >= 8
