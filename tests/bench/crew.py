"""The benchmark's batch on worker processes.

In: posts and the number of workers. Out: wall seconds, processor seconds by stage, memory, and a hash
of all bytes. Importable by name, because workers are spawned.
"""

from __future__ import annotations

import hashlib
import multiprocessing
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier
from pathlib import Path

from studio.encode import encode
from studio.model.artifact import Metadata
from studio.model.geometry import Size
from studio.model.kind import KINDS
from studio.model.post import Post
from studio.pipeline import Pipeline, open_world
from studio.resources import Resources
from tests.bench.timing import Clock

SIZES = (Size(1080, 1350), Size(1080, 1920), Size(1200, 675))
FORMATS = ("png", "jpeg")

_pipelines: list[Pipeline] = []


@dataclass
class Load:
    """What a worker did: seconds by stage, images and bytes by format, its memory at the highest."""

    seconds: dict[str, float]
    images: int
    bytes: dict[str, int]
    digest: str
    peak: int


@dataclass
class Batch:
    """A whole batch: wall seconds from the first post, workers being ready, to the last."""

    workers: int
    wall: float
    loads: list[Load] = field(default_factory=list)

    @property
    def images(self) -> int:
        return sum(load.images for load in self.loads)

    @property
    def digest(self) -> str:
        """One hash for the bytes of all images, in the order of the posts."""
        return hashlib.sha256("".join(load.digest for load in self.loads).encode()).hexdigest()

    @property
    def peak(self) -> int:
        """Bytes of memory that the largest worker has held."""
        return max(load.peak for load in self.loads)

    def seconds(self, stage: str) -> float:
        """Processor seconds of a stage, of all workers."""
        return sum(load.seconds.get(stage, 0.0) for load in self.loads)

    def mean_bytes(self, format_: str) -> float:
        """Bytes of a typical image."""
        return sum(load.bytes[format_] for load in self.loads) / (self.images / len(FORMATS))


def run(posts: list[Post], folder: Path, workers: int) -> Batch:
    """Render every post at every size in every format."""
    context = multiprocessing.get_context("spawn")
    barrier = context.Barrier(workers)
    start_up = (folder, posts[:5], barrier)
    with ProcessPoolExecutor(workers, context, initializer=_open, initargs=start_up) as pool:
        # The barrier keeps each worker from its first task until all are warm.
        for ready in [pool.submit(int) for _ in range(workers)]:
            ready.result()
        start = time.perf_counter()
        loads = list(pool.map(render, posts))
        return Batch(workers, time.perf_counter() - start, loads)


def _open(folder: Path, posts: list[Post], barrier: Barrier) -> None:
    _pipelines.append(Pipeline(open_world(Resources.find()), folder))
    for post in posts:
        render(post)
    barrier.wait()


def render(post: Post) -> Load:
    """One post's first card at all sizes in all formats, by the stages of the pipeline."""
    (pipeline,) = _pipelines
    clock, digest = Clock(), hashlib.sha256()
    sizes = dict.fromkeys(FORMATS, 0)
    card = KINDS[post.kind].cards[0].name
    words = Metadata(post.id, post.text("caption"), post.text("headline"), "", post.language)
    for size in SIZES:
        frame, _found = clock.run("layout", lambda size=size: pipeline.frame(post, card, size))
        surface = clock.run("paint", lambda frame=frame: pipeline.surface(frame))
        for name in FORMATS:
            made = clock.run(name, lambda s=surface, n=name: encode(s, n, words))
            digest.update(made.data)
            sizes[name] += len(made.data)
    return Load(clock.seconds, len(SIZES) * len(FORMATS), sizes, digest.hexdigest(), _peak())


def _peak() -> int:
    """The most memory this process has held, in bytes; 0 where the system does not tell (Windows)."""
    status = Path("/proc/self/status")
    if status.exists():
        # Not ru_maxrss: on Linux a spawned process begins with its parent's figure.
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    try:
        import resource
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
