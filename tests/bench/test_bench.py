"""The benchmark measures what it says, on material that differs; how long it takes is no matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.model.geometry import Size
from studio.pipeline import Pipeline, open_world
from studio.resources import Resources
from tests.bench import crew, material, run
from tests.bench.timing import Clock, typical


@pytest.fixture(autouse=True)
def small_photos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(material, "PHOTO", (576, 432))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("photos")


def test_posts_differ_and_come_again(folder: Path) -> None:
    posts = material.make_posts(folder, 10)
    assert [post.kind for post in posts[:5]] == list(material.KINDS)
    assert len({str(sorted(post.texts.items())) for post in posts}) == 10
    assert posts == material.make_posts(folder, 10)
    assert {post.picture.file for post in posts if post.picture} <= {p.name for p in folder.iterdir()}


def test_every_figure_of_a_card_is_measured(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SIZE", Size(216, 270))
    posts = material.make_posts(folder, 15)
    pipeline = Pipeline(open_world(Resources.find()), folder)
    found = [*run.one_card(pipeline, posts), *run.one_letter(pipeline, posts)]
    assert all(figure.value > 0 for figure in found)
    assert len({figure.name for figure in found}) == len(found)


def test_a_worker_renders_every_size_in_every_format(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline = Pipeline(open_world(Resources.find()), folder)
    monkeypatch.setattr(crew, "_pipelines", [pipeline])
    monkeypatch.setattr(crew, "SIZES", (Size(216, 270), Size(240, 135)))
    post = material.make_posts(folder, 5)[1]
    one, other = crew.render(post), crew.render(post)
    assert one.images == 4
    assert one.digest == other.digest
    assert set(one.seconds) == {"layout", "paint", "png", "jpeg"}
    assert min(one.bytes.values()) > 1000


@pytest.mark.parametrize(
    ("value", "target", "least", "met"),
    [
        (1, None, False, None),
        (1, 2, False, True),
        (3, 2, False, False),
        (3, 2, True, True),
        (1, 2, True, False),
    ],
)
def test_targets_are_met_from_the_right_side(
    value: float, target: float | None, least: bool, met: bool | None
) -> None:
    assert run.Figure("a", value, "x", target, least).met is met


def test_clocks_sum_up_by_name() -> None:
    clock = Clock()
    assert clock.run("a", lambda: sum(range(100_000))) == 4_999_950_000
    clock.run("a", lambda: sum(range(100_000)))
    assert clock["a"] > 0
    assert clock["b"] == 0
    assert typical(lambda: sum(range(100_000)), 3) > 0
