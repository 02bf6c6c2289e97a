"""Chunks of tasks on processes, one of which may die."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from crew_tasks import double

from studio.workspace.work import Crew, chunked, default_workers, process_pool, quiet_pool


def never() -> bool:
    return False


def test_chunks_keep_the_order_and_groups_together() -> None:
    tasks = ["a1", "a2", "a3", "b1", "a4"]

    assert chunked(tasks, lambda t: t[0], 2) == [["a1", "a2"], ["a3"], ["b1"], ["a4"]]
    assert chunked([], str, 5) == []


def test_one_worker_works_in_this_process() -> None:
    def make(_workers: int) -> ThreadPoolExecutor:
        raise AssertionError("no pool is needed")

    crew = Crew(double, workers=1, cancelled=never, make=make)

    assert list(crew.run([[1, 2], [3]])) == [(1, 2), (2, 4), (3, 6)]


def test_any_executor_will_do() -> None:
    crew = Crew(double, workers=3, cancelled=never, make=ThreadPoolExecutor)

    assert sorted(crew.run([[n, n + 100] for n in range(40, 80)])) == [
        (n, 2 * n) for n in (*range(40, 80), *range(140, 180))
    ]


def test_a_task_that_kills_its_worker_is_the_only_one_left_undone() -> None:
    crew = Crew(double, workers=2, cancelled=never, make=process_pool)
    chunks = [[1, 2], [3, 13, 4], [5], [6, 7], [8], [9, 10]]

    results = dict(crew.run(chunks))

    assert results == {n: None if n == 13 else 2 * n for chunk in chunks for n in chunk}


def test_cancelling_finishes_only_what_runs() -> None:
    seen: list[int] = []
    crew = Crew(double, workers=2, cancelled=lambda: bool(seen), make=ThreadPoolExecutor)

    for task, _result in crew.run([[n] for n in range(1000)]):
        seen.append(task)

    assert 1 <= len(seen) <= 8


def test_cancelling_in_this_process() -> None:
    seen: list[int] = []
    crew = Crew(double, workers=1, cancelled=lambda: len(seen) == 2)

    for task, _result in crew.run([[1, 2, 3], [4]]):
        seen.append(task)

    assert seen == [1, 2]


def test_a_reader_that_stops_reading_stops_the_pool() -> None:
    calls: list[Sequence[int]] = []

    def noted(tasks: Sequence[int]) -> list[int]:
        calls.append(tasks)
        return double(tasks)

    results = Crew(noted, workers=1, cancelled=never).run([[n] for n in range(100)])
    next(results)
    results.close()

    assert len(calls) == 1


def test_default_workers_are_few() -> None:
    assert 1 <= default_workers() <= 4


def niceness() -> int:
    return os.nice(0) if hasattr(os, "nice") else 0


def test_quiet_processes_give_way() -> None:
    usual, quiet = process_pool(1), quiet_pool(1)
    try:
        assert usual.submit(niceness).result() == niceness()
        later = 5 if hasattr(os, "nice") else 0
        assert quiet.submit(niceness).result() == min(19, niceness() + later)
    finally:
        usual.shutdown()
        quiet.shutdown()
