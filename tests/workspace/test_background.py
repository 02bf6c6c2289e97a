"""The queue of cards that are made in the background."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, cast

import pytest

from studio.resources import Resources
from studio.workspace.background import Answer, Background, Request

DONE = Answer(None, None)


class ByHand(Executor):
    """Makes nothing until the test says so."""

    def __init__(self) -> None:
        self.futures: list[Future[Any]] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.futures.append(Future())
        return self.futures[-1]


def test_an_answer_that_nobody_can_take_does_not_stop_the_others(
    resources: Resources, caplog: pytest.LogCaptureFixture
) -> None:
    pool = ByHand()
    background = Background(resources, make=lambda _workers: pool)
    told: list[object] = []

    def gone(_key: object, _answer: Answer) -> None:
        raise RuntimeError("the page that asked is deleted")

    wish = cast(Request, None)
    background.ask(1, wish, gone)
    background.ask(2, wish, lambda key, _answer: told.append(key))
    background.ask(3, wish, lambda key, _answer: told.append(key))
    assert len(pool.futures) == 2  # one at work, one ready

    pool.futures[0].set_result(DONE)
    assert len(pool.futures) == 3
    for future in pool.futures[1:]:
        future.set_result(DONE)

    assert told == [2, 3]
    assert background.waiting() == 0
    assert "the page that asked is deleted" in caplog.text
