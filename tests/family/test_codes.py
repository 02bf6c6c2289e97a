"""The QR codes of finished cards, as a reader that knows nothing of us sees them."""

from __future__ import annotations

import io

import pytest
import zxingcpp
from PIL import Image

from studio.model.geometry import Size
from studio.model.kind import cards_of
from studio.model.post import Post
from studio.pipeline import Pipeline

SIZES = ("1080x1350", "1080x1080", "1080x1920", "1200x675")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["vivid", "bright", "paper", "ink"])
def test_the_code_of_a_card_is_read_after_a_network_has_squeezed_it(
    pipeline: Pipeline, versions: dict[str, dict[str, Post]], size: str, theme: str
) -> None:
    for name, kind in (("en", "resource"), ("ar", "quizset")):
        post = next(one for one in versions[name].values() if one.kind == kind)
        made, _ = pipeline.frame(post, cards_of(post)[-1].name, Size.parse(size), theme=theme)
        surface = pipeline.surface(made)
        whole = Image.frombytes("RGB", (surface.width, surface.height), surface.rgb)
        small = whole.resize((whole.width * 2 // 3, whole.height * 2 // 3), Image.Resampling.LANCZOS)
        squeezed = io.BytesIO()
        small.save(squeezed, "JPEG", quality=60)
        (found,) = zxingcpp.read_barcodes(Image.open(squeezed))
        assert found.text == post.link


def test_the_credit_of_a_picture_is_on_every_card_that_shows_it(
    pipeline: Pipeline, versions: dict[str, dict[str, Post]]
) -> None:
    shown = 0
    for posts in versions.values():
        for post in posts.values():
            for card, size in ((card, size) for card in cards_of(post) for size in SIZES):
                made, _ = pipeline.frame(post, card.name, Size.parse(size))
                if any(region.kind == "picture" for region in made.regions):
                    assert post.picture is not None
                    credit = made.region("credit")
                    assert credit is not None, (post.id, size)
                    assert credit.text == post.picture.credit
                    shown += 1
    assert shown >= 2 * len(versions) * len(SIZES)
