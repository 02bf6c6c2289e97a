"""How fast, how small: the figures of the studio on this machine.

Run it with ``make bench``. It prints a table and writes ``build/bench.json``. Figures with a target
are ratios within one run wherever they can be, so they mean the same on a slow machine. It never
fails because of a time.

Arguments: the number of posts of the batch (default 100).
"""

from __future__ import annotations

import io
import json
import os
import platform
import random
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.table import Table

from studio.encode import encode
from studio.model.artifact import Metadata, Surface
from studio.model.geometry import Size
from studio.model.kind import KINDS
from studio.model.post import Post
from studio.pipeline import Pipeline, open_world
from studio.resources import Resources
from tests.bench import crew, material, window
from tests.bench.timing import Clock, cold, typical

ROOT = Path(__file__).resolve().parents[2]
SIZE = Size(1080, 1350)
OUT = ROOT / "build" / "bench.json"


@dataclass(frozen=True)
class Figure:
    """One line of the table. ``target`` is the most that is wished for; with ``least``, the least."""

    name: str
    value: float
    unit: str
    target: float | None = None
    least: bool = False

    @property
    def met(self) -> bool | None:
        """Whether the target is met; None without one."""
        if self.target is None:
            return None
        return self.value >= self.target if self.least else self.value <= self.target


def card_of(post: Post) -> str:
    """The name of a post's first card."""
    return KINDS[post.kind].cards[0].name


def pillow_png(surface: Surface) -> int:
    """What the studio is compared to: Pillow's PNG at its default level. Returns the bytes."""
    picture = Image.frombytes("RGB", (surface.width, surface.height), surface.rgb)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return len(out.getvalue())


def one_card(pipeline: Pipeline, posts: list[Post]) -> Iterator[Figure]:
    """Cards that were never laid out before, on a warm pipeline: each stage against Pillow's PNG."""
    words = Metadata("Title", "A caption", "Alternative text", "", "en")
    warm, fresh = posts[:10], posts[10:35]
    clock, pillow_bytes, our_bytes = Clock(), 0, 0
    for number, post in enumerate([*warm, *fresh]):
        if number == len(warm):
            clock, pillow_bytes, our_bytes = Clock(), 0, 0
        frame, _ = clock.run("layout", lambda post=post: pipeline.frame(post, card_of(post), SIZE))
        surface = clock.run("paint", lambda frame=frame: pipeline.surface(frame))
        our_bytes += len(clock.run("png", lambda s=surface: encode(s, "png", words)).data)
        clock.run("jpeg", lambda s=surface: encode(s, "jpeg", words))
        clock.run("webp", lambda s=surface: encode(s, "webp", words))
        pillow_bytes += clock.run("pillow", lambda s=surface: pillow_png(s))
    count = len(fresh)
    for stage in ("layout", "paint", "png", "jpeg", "webp", "pillow"):
        label = "Pillow's PNG of the same pixels" if stage == "pillow" else stage
        yield Figure(f"one card: {label}", clock[stage] / count * 1000, "ms")
    made = clock["layout"] + clock["paint"]
    yield Figure("one card with PNG / Pillow's PNG", (made + clock["png"]) / clock["pillow"], "x", 0.5)
    yield Figure(
        "one card with JPEG / Pillow's PNG", (made + clock["jpeg"]) / clock["pillow"], "x", 0.35
    )
    yield Figure("bytes of our PNG / Pillow's", our_bytes / pillow_bytes, "x")


def laid_out_before(pipeline: Pipeline, posts: list[Post]) -> Iterator[Figure]:
    """The same ratios for each kind, for one post that was laid out before."""
    words = Metadata("Title", "A caption", "Alternative text", "", "en")
    for post in posts[:5]:
        card = card_of(post)
        frame, _ = pipeline.frame(post, card, SIZE)
        surface = pipeline.surface(frame)
        made = typical(lambda p=post, c=card: pipeline.surface(pipeline.frame(p, c, SIZE)[0]), 9)
        png = typical(lambda s=surface: encode(s, "png", words), 9)
        jpeg = typical(lambda s=surface: encode(s, "jpeg", words), 9)
        pillow = typical(lambda s=surface: pillow_png(s), 5)
        yield Figure(f"{post.kind} again, with PNG / Pillow's PNG", (made + png) / pillow, "x", 0.5)
        yield Figure(f"{post.kind} again, with JPEG / Pillow's PNG", (made + jpeg) / pillow, "x", 0.35)


def one_letter(pipeline: Pipeline, posts: list[Post]) -> Iterator[Figure]:
    """What the editor waits for: layout and paint after each typed letter."""
    dice = random.Random(3)
    for post in posts[:5]:
        name = "question" if post.kind == "quiz" else "headline"
        pipeline.surface(pipeline.frame(post, card_of(post), SIZE)[0])

        def typed(post: Post = post, name: str = name) -> None:
            text = (
                post.texts[name] + dice.choice("abcdefghijklmnopqrstuvwxyz") + str(dice.random())[2:6]
            )
            changed = replace(post, texts={**post.texts, name: text})
            pipeline.surface(pipeline.frame(changed, card_of(changed), SIZE)[0])

        yield Figure(f"{post.kind}: one letter changed", typical(typed, 15) * 1000, "ms", 16)


def batch(posts: list[Post], folder: Path) -> Iterator[Figure]:
    """All posts at three sizes in two formats, by one worker and by two."""
    one, two = crew.run(posts, folder, 1), crew.run(posts, folder, 2)
    busy = sum(one.seconds(stage) for stage in ("layout", "paint", *crew.FORMATS))
    label = f"{len(posts)} posts x {len(crew.SIZES)} sizes"
    yield Figure(f"{label}: images with one worker", one.images / one.wall, "/s")
    yield Figure(f"{label}: images with one worker, processor time", one.images / busy, "/s")
    for stage in ("layout", "paint", *crew.FORMATS):
        yield Figure(f"{label}: share of {stage}", one.seconds(stage) / busy * 100, "%")
    for name in crew.FORMATS:
        yield Figure(f"{label}: typical {name}", one.mean_bytes(name) / 1000, "kB")
    yield Figure("peak memory of a worker", max(one.peak, two.peak) / 1e6, "MB", 200)
    yield Figure("two workers / one", one.wall / two.wall, "x", 1.7, least=True)
    yield Figure(
        "same bytes by one worker and by two", float(one.digest == two.digest), "yes=1", 1, True
    )


def cold_starts(folder: Path) -> Iterator[Figure]:
    """The command line in a new process."""
    post = sorted((ROOT / "templates" / "starter" / "posts").glob("*.toml"))[0]
    out = str(folder / "cold.png")
    yield Figure("milclicks --help", cold("--help"), "s", 0.25)
    yield Figure(
        "milclicks render, cold", cold("render", str(post), "--size", str(SIZE), "-o", out), "s", 1
    )


def figures(count: int) -> Iterator[Figure]:
    """All figures, as they are found."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        posts = material.make_posts(folder, count)
        pipeline = Pipeline(open_world(Resources.find()), folder)
        yield from one_card(pipeline, material.make_posts(folder, 35, seed=11))
        yield from laid_out_before(pipeline, posts)
        yield from one_letter(pipeline, posts)
        yield from batch(posts, folder)
        yield from cold_starts(folder)
    yield from (Figure(*line) for line in window.figures())


def show(found: list[Figure]) -> None:
    """The table for people."""
    table = Table("what", "figure", "target", "", title="MIL CLICKS Studio, how fast and how small")
    for column in (1, 2):
        table.columns[column].justify = "right"
    for one in found:
        sign = "≥" if one.least else "≤"
        target = "" if one.target is None else f"{sign} {one.target:g} {one.unit}"
        verdict = {None: "", True: "met", False: "missed"}[one.met]
        table.add_row(one.name, f"{one.value:.3g} {one.unit}", target, verdict)
    Console(width=100).print(table)


def main() -> None:
    """Measure, print, write."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    found = []
    for figure in figures(count):
        found.append(figure)
        print(f"{figure.name}: {figure.value:.3g} {figure.unit}", file=sys.stderr, flush=True)
    show(found)
    machine = {
        "system": platform.system(),
        "processor": platform.machine(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
    }
    rows = [{**asdict(one), "met": one.met} for one in found]
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"machine": machine, "figures": rows}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
