"""A template on the screen while it is being written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from studio.errors import InvalidInput
from studio.model.geometry import Size
from studio.resources import Resources
from studio.workspace.render import RenderRequest
from studio.workspace.watch import Look, Watcher, sample_post

SIZE = Size(216, 270)


@pytest.fixture
def draft(resources: Resources, tmp_path: Path) -> Path:
    """The studio's template for tips, being rewritten."""
    file = tmp_path / "draft" / "tip.toml"
    file.parent.mkdir()
    shutil.copy(resources.templates / "cards" / "tip.toml", file)
    return file


def touch(file: Path, old: str, new: str) -> None:
    """Change a file; its time goes on by a second, as it may not within one tick of the clock."""
    text = file.read_text("utf-8")
    assert old in text
    before = file.stat().st_mtime_ns
    file.write_text(text.replace(old, new), "utf-8")
    os.utime(file, ns=(before + 10**9, before + 10**9))


def watching(target: Path, resources: Resources, out: Path, **wishes: str) -> Watcher:
    post = sample_post(target, resources=resources)
    return Watcher(target, RenderRequest(post, out, SIZE, **wishes), resources=resources)  # type: ignore[arg-type]


def seen(watcher: Watcher) -> Look:
    look = watcher.look()
    assert look is not None
    return look


def test_a_change_is_shown_and_nothing_else_makes_work(
    resources: Resources, draft: Path, tmp_path: Path
) -> None:
    out = tmp_path / "card.png"
    watcher = watching(draft, resources, out)
    assert seen(watcher).changed == ()
    first = out.read_bytes()
    assert watcher.look() is None
    touch(draft, "width = 31", "width = 20")
    look = seen(watcher)
    assert look.rendered is not None
    assert look.changed == (draft,)
    with Image.open(out) as picture:
        assert picture.size == SIZE
    assert out.read_bytes() != first


def test_a_mistake_is_told_and_watching_goes_on(
    resources: Resources, draft: Path, tmp_path: Path
) -> None:
    out = tmp_path / "card.png"
    watcher = watching(draft, resources, out)
    seen(watcher)
    before = out.read_bytes()
    for wrong, code in (('justify = "space-betwen"', "data.bad-value"), ("justify = [", "data.syntax")):
        text = draft.read_text("utf-8")
        touch(draft, 'justify = "space-between"', wrong)
        look = seen(watcher)
        assert look.rendered is None
        assert look.diagnostics[0].code == code
        assert look.diagnostics[0].where.line
        assert out.read_bytes() == before
        touch(draft, draft.read_text("utf-8"), text)
        assert seen(watcher).rendered is not None


def test_a_card_with_errors_is_shown_with_them(
    resources: Resources, draft: Path, tmp_path: Path
) -> None:
    touch(draft, 'style = "tip_body"', 'style = "tip_body"\nheight = 0.5')
    look = seen(watching(draft, resources, tmp_path / "card.png"))
    assert look.rendered is not None
    assert "layout.overflow" in {d.code for d in look.diagnostics}


def test_a_template_under_a_name_of_its_own_draws_the_card_of_its_kind(
    resources: Resources, tmp_path: Path
) -> None:
    answer, out = tmp_path / "our-answer.toml", tmp_path / "card.png"
    shutil.copy(resources.templates / "cards" / "answer.toml", answer)
    seen(watching(answer, resources, out, card="answer"))
    first = out.read_bytes()
    touch(answer, 'title = "', 'label = "Our answer"\ntitle = "')
    touch(answer, 'label = "Quiz: the answer"', "")
    seen(watching(answer, resources, out, card="answer"))
    assert out.read_bytes() != first


def test_the_card_of_the_template_is_shown(resources: Resources, tmp_path: Path) -> None:
    shown = []
    for name in ("quiz", "answer"):
        file, out = tmp_path / f"{name}.toml", tmp_path / f"{name}.png"
        shutil.copy(resources.templates / "cards" / file.name, file)
        shown.append(seen(watching(file, resources, out)).rendered)
    assert all(shown)
    assert len({one.key for one in shown if one}) == 2


def test_a_folder_with_a_brand_of_its_own(resources: Resources, tmp_path: Path) -> None:
    folder, out = tmp_path / "templates", tmp_path / "card.png"
    for name in ("cards", "brands"):
        shutil.copytree(resources.templates / name, folder / name)
    post = resources.templates / "starter" / "posts" / "read-past-the-headline.toml"
    watcher = Watcher(folder, RenderRequest(post, out, SIZE), resources=resources)
    seen(watcher)
    first = out.read_bytes()
    touch(folder / "brands" / "milclicks" / "brand.toml", 'vivid = "#2013F2"', 'vivid = "#1A0FC0"')
    assert seen(watcher).rendered is not None
    assert out.read_bytes() != first


def test_what_cannot_be_watched(resources: Resources, tmp_path: Path) -> None:
    request = RenderRequest(tmp_path, tmp_path / "x.png", SIZE)
    with pytest.raises(InvalidInput) as caught:
        Watcher(tmp_path / "none.toml", request, resources=resources)
    assert caught.value.diagnostics[0].code == "watch.missing"
    with pytest.raises(InvalidInput) as caught:
        sample_post(tmp_path, resources=resources)
    assert caught.value.diagnostics[0].code == "watch.no-sample"
