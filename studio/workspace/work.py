"""Many tasks on several processes, with nothing lost when one of them dies.

In: chunks of tasks and a function that does one chunk. Out: each chunk's results as they come in.
Anything behind the ``concurrent.futures.Executor`` interface can do the work. A chunk that kills its
worker is done again task by task, so that only the culprit is left undone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from contextlib import contextmanager
from typing import Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

MakeExecutor = Callable[[int], Executor]
"""Given the number of workers, starts them."""

MOST_WORKERS = 4
_GIVES_WAY = 5  # how much later than others a quiet process gets the processor, on Unix
_POLL = 0.2  # seconds between two looks at the cancel flag


def default_workers() -> int:
    """One per processor this process may use, at most :data:`MOST_WORKERS` (each takes memory)."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), MOST_WORKERS)
    return min(os.cpu_count() or 1, MOST_WORKERS)


def process_pool(workers: int) -> Executor:
    """Spawned processes: forking hangs once a window exists. They leave Ctrl-C to their parent."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_ignore_interrupts)


def quiet_pool(workers: int) -> Executor:
    """Like :func:`process_pool`, for work that gives way to whoever types (where systems know that)."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_give_way)


def chunked(tasks: Sequence[Task], group: Callable[[Task], object], most: int) -> list[list[Task]]:
    """``tasks`` in order, neighbours of one group together, at most ``most`` to a chunk."""
    chunks: list[list[Task]] = []
    last: object = None
    for task in tasks:
        if chunks and group(task) == last and len(chunks[-1]) < most:
            chunks[-1].append(task)
        else:
            chunks.append([task])
        last = group(task)
    return chunks


class Crew(Generic[Task, Result]):
    """Does chunks with ``function`` on ``workers`` processes; 1 works in this process.

    ``function`` returns one result per task, must not raise for a task's own faults, and must be
    importable by name. ``cancelled`` is asked often; once true, only what is running is finished.
    """

    def __init__(
        self,
        function: Callable[[Sequence[Task]], list[Result]],
        *,
        workers: int,
        cancelled: Callable[[], bool],
        make: MakeExecutor = process_pool,
    ) -> None:
        self._function = function
        self._workers = workers
        self._cancelled = cancelled
        self._make = make
        self._suspects: list[Task] = []

    def run(
        self, chunks: Sequence[Sequence[Task]]
    ) -> Generator[tuple[Task, Result | None], None, None]:
        """Each task with its result, in any order; None for a task that killed its worker."""
        if self._workers == 1:
            yield from self._run_here(chunks)
            return
        waiting = deque(chunks)
        while waiting and not self._cancelled():
            yield from self._run_pool(waiting, self._workers)
        while self._suspects and not self._cancelled():
            yield from self._try_suspects()

    def _run_here(self, chunks: Sequence[Sequence[Task]]) -> Iterator[tuple[Task, Result]]:
        for chunk in chunks:
            for task in chunk:
                if self._cancelled():
                    return
                yield task, self._function([task])[0]

    def _run_pool(
        self, waiting: deque[Sequence[Task]], workers: int
    ) -> Iterator[tuple[Task, Result | None]]:
        """Do what is ``waiting`` until it is done, cancelled, or the pool breaks."""
        pool = self._make(workers)
        running: dict[Future[list[Result]], Sequence[Task]] = {}
        broken = False
        try:
            while not broken and (running or (waiting and not self._cancelled())):
                broken = self._feed(pool, waiting, running, workers)
                done, _ = wait(running, timeout=_POLL, return_when=FIRST_COMPLETED)
                for future in done:
                    chunk = running.pop(future)
                    if isinstance(future.exception(), BrokenExecutor):
                        broken = True
                        self._suspects += chunk
                    else:
                        yield from zip(chunk, future.result(), strict=True)
            for chunk in running.values():
                self._suspects += chunk
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def _feed(
        self,
        pool: Executor,
        waiting: deque[Sequence[Task]],
        running: dict[Future[list[Result]], Sequence[Task]],
        workers: int,
    ) -> bool:
        """Keep two chunks per worker going, no more: results must not pile up. True if broken."""
        while waiting and len(running) < 2 * workers and not self._cancelled():
            try:
                with _interrupts_held():
                    running[pool.submit(self._function, waiting[0])] = waiting[0]
            except BrokenExecutor:
                return True
            waiting.popleft()
        return False

    def _try_suspects(self) -> Iterator[tuple[Task, Result | None]]:
        """One task at a time in one process: whichever breaks it is the culprit."""
        suspects, self._suspects = self._suspects, []
        pool = self._make(1)
        try:
            while suspects and not self._cancelled():
                task = suspects.pop(0)
                try:
                    with _interrupts_held():
                        future = pool.submit(self._function, [task])
                    yield task, future.result()[0]
                except BrokenExecutor:
                    yield task, None
                    break
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
        self._suspects = suspects


def _ignore_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _give_way() -> None:
    _ignore_interrupts()
    if hasattr(os, "nice"):
        os.nice(_GIVES_WAY)


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Keep Ctrl-C back while a process starts, which would else print its own traceback.

    The terminal sends it to every process; a starting one has not yet learnt to ignore it, but it
    inherits that it is held.
    """
    if (
        not hasattr(signal, "pthread_sigmask")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
