"""Cards made in another process while a person goes on typing.

In: requests with a key. Out: for each its picture and its fit, told to whoever asked, from a thread of
its own. Newest request first within one rank; a request that nobody waits for any more is dropped; one
that kills its process is tried once more alone and then reported as failed.

HarfBuzz, ICU and QPainter hold the interpreter lock, so this is a process, not a thread.
"""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path

from studio.diagnostics import Diagnostic, Where
from studio.errors import StudioError
from studio.model.artifact import Surface
from studio.model.geometry import Size
from studio.model.partner import Partner
from studio.model.post import Post
from studio.pipeline import Job, Pipeline, open_world
from studio.resources import Resources
from studio.workspace.fitting import Fit, fit_of
from studio.workspace.work import MakeExecutor, quiet_pool
from studio.workspace.worker import bug, died

_AHEAD = 2  # requests handed to the process at a time: one at work, one ready
_TRIES = 2


@dataclass(frozen=True, slots=True)
class Request:
    """A card of a post (already in its language) at ``size``; ``root`` is where its pictures are.

    ``width`` is that of the wished picture in pixels; 0 asks only whether it fits. ``partners`` have
    their logos on the card; those that the pack lacks are in ``shared`` (the user's folder).
    """

    post: Post
    card: str
    size: Size
    root: Path
    width: int = 0
    theme: str = ""
    draft: bool = False
    partners: tuple[Partner, ...] = ()
    shared: Path | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """``surface`` is None if none was asked for or it can't be made; ``diagnostics`` say why."""

    surface: Surface | None
    fit: Fit | None
    diagnostics: tuple[Diagnostic, ...] = ()


@dataclass(order=True)
class _Waiting:
    rank: int
    age: int
    key: Hashable = field(compare=False)
    request: Request = field(compare=False)
    tell: Callable[[Hashable, Answer], None] = field(compare=False)
    tries: int = field(default=0, compare=False)


class Background:
    """A queue of requests and the process that answers them, started with the first one."""

    def __init__(
        self, resources: Resources, *, make: MakeExecutor = quiet_pool, workers: int = 1
    ) -> None:
        self._resources = resources
        self._make = make
        self._workers = workers
        self._pool: Executor | None = None
        self._waiting: dict[Hashable, _Waiting] = {}
        self._running: dict[Hashable, _Waiting] = {}
        self._age = itertools.count(0, -1)
        self._lock = threading.RLock()
        self._closed = False

    def ask(
        self,
        key: Hashable,
        request: Request,
        tell: Callable[[Hashable, Answer], None],
        *,
        rank: int = 1,
    ) -> None:
        """Wish for a card; ``tell`` is called with its key from another thread.

        Low ranks go first. A request under a key that waits already takes its place.
        """
        with self._lock:
            if self._closed:
                return
            self._waiting[key] = _Waiting(rank, next(self._age), key, request, tell)
        self._feed()

    def forget(self, wanted: Callable[[Hashable], bool]) -> None:
        """Drop the waiting requests whose key is not ``wanted`` any more."""
        with self._lock:
            for key in [key for key in self._waiting if not wanted(key)]:
                del self._waiting[key]

    def waiting(self) -> int:
        """How many requests wait or are at work."""
        with self._lock:
            return len(self._waiting) + len(self._running)

    def close(self) -> None:
        """Drop what waits and end the process."""
        with self._lock:
            self._closed = True
            self._waiting.clear()
            pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(wait=False, cancel_futures=True)

    def _feed(self) -> None:
        with self._lock:
            while self._waiting and not self._closed and len(self._running) < _AHEAD * self._workers:
                # What broke the process before runs alone, so that no other is blamed.
                if any(one.tries for one in self._running.values()):
                    return
                chosen = min(self._waiting.values())
                if chosen.tries and self._running:
                    return
                del self._waiting[chosen.key]
                if self._pool is None:
                    self._pool = self._make(self._workers)
                try:
                    future = self._pool.submit(answer, self._resources, chosen.request)
                except BrokenExecutor:
                    self._pool = None
                    self._waiting[chosen.key] = chosen
                    continue
                self._running[chosen.key] = chosen
                future.add_done_callback(partial(self._done, chosen))

    def _done(self, one: _Waiting, future: Future[Answer]) -> None:
        with self._lock:
            self._running.pop(one.key, None)
            if self._closed or future.cancelled():
                return
        try:
            self._tell(one, future)
        finally:
            # Whoever asked may fail to take the answer; the others are served all the same.
            self._feed()

    def _tell(self, one: _Waiting, future: Future[Answer]) -> None:
        error = future.exception()
        if isinstance(error, BrokenExecutor):
            with self._lock:
                self._pool = None
                one.tries += 1
                retry = one.tries < _TRIES
                if retry:
                    self._waiting.setdefault(one.key, one)
            if not retry:
                one.tell(one.key, Answer(None, None, _died(one.request)))
        elif error is not None:
            raise error
        else:
            one.tell(one.key, future.result())


def answer(resources: Resources, request: Request) -> Answer:
    """Make one card; what the material is at fault for is in the answer's diagnostics."""
    pipeline = _pipeline(resources, request.root, request.shared)
    try:
        frame, found = pipeline.frame(
            request.post,
            request.card,
            request.size,
            theme=request.theme,
            draft=request.draft,
            partners=request.partners,
        )
        surface = pipeline.preview(frame, request.width) if request.width else None
    except StudioError as error:
        return Answer(None, None, tuple(error.diagnostics))
    except Exception as error:
        # A fault of ours in one card must not end the window; its place says what happened.
        where = Where(post=request.post.id, language=request.post.language, size=str(request.size))
        return Answer(None, None, (bug(error, where),))
    return Answer(surface, fit_of(frame, found), found)


@lru_cache(maxsize=4)
def _pipeline(resources: Resources, root: Path, shared: Path | None) -> Pipeline:
    return Pipeline(open_world(resources), root, shared)


def _died(request: Request) -> tuple[Diagnostic, ...]:
    return died(Job(request.post, request.card, request.size)).diagnostics
