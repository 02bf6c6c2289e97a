"""Clocks for the benchmark.

In: something to do. Out: seconds. One-core figures are processor time, so that what else the machine
does counts little; throughput and cold starts are wall time.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")


@dataclass
class Clock:
    """Sums up processor seconds by name."""

    seconds: dict[str, float] = field(default_factory=dict)

    def run(self, name: str, make: Callable[[], Made]) -> Made:
        """Do it, and add the time it took to ``name``."""
        start = time.process_time()
        made = make()
        self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - start
        return made

    def __getitem__(self, name: str) -> float:
        return self.seconds.get(name, 0.0)


def typical(make: Callable[[], object], times: int) -> float:
    """Median processor seconds of ``times`` runs."""
    clocks = [Clock() for _ in range(times)]
    for clock in clocks:
        clock.run("it", make)
    return statistics.median(clock["it"] for clock in clocks)


def cold(*arguments: str, times: int = 5) -> float:
    """Median wall seconds of ``milclicks`` with these arguments, each in a process of its own."""
    program = Path(sys.executable).with_name("milclicks")
    command = [str(program)] if program.exists() else [sys.executable, "-m", "studio"]
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        subprocess.run([*command, *arguments], check=True, capture_output=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds)
