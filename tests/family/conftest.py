from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import polib
import pytest

from studio.model.post import Post
from studio.pack import load_pack
from studio.pipeline import Pipeline, World
from studio.resources import Resources
from studio.translation import pack_catalog, translate
from tests.family.pictures import draw_pictures

HERE = Path(__file__).parent.parent / "packs" / "family"
LANGUAGES = ("en", "sr", "ar", "ja")


class FamilyWorld(World):
    """The studio's world; words that its catalogs lack come from the pack of the tests."""

    def words(self, language_name: str) -> Mapping[str, str]:
        file = HERE / "words" / f"{language_name}.po"
        own = {e.msgid: e.msgstr for e in polib.pofile(str(file))} if file.is_file() else {}
        return {**own, **super().words(language_name)}


@pytest.fixture(scope="session")
def family(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pack, its pictures drawn."""
    folder = tmp_path_factory.mktemp("packs") / "family"
    shutil.copytree(HERE, folder)
    draw_pictures(folder)
    return folder


@pytest.fixture(scope="session")
def world(resources: Resources) -> World:
    return FamilyWorld(resources)


@pytest.fixture(scope="session")
def pipeline(world: World, family: Path) -> Pipeline:
    return Pipeline(world, family)


@pytest.fixture(scope="session")
def versions(family: Path) -> dict[str, dict[str, Post]]:
    """Every post by language and id."""
    pack, found = load_pack(family)
    assert not found, [str(d) for d in found]
    made: dict[str, dict[str, Post]] = {"en": {post.id: post for post in pack.posts}}
    for name in LANGUAGES[1:]:
        catalog = pack_catalog(family, name)
        done = [translate(post, catalog, name)[0] for post in pack.posts]
        made[name] = {post.id: post for post in done if post is not None}
        assert len(made[name]) == len(pack.posts), name
    return made
