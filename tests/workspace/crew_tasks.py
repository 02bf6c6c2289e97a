"""Tasks that worker processes can find by name."""

from __future__ import annotations

import os
from collections.abc import Sequence


def double(tasks: Sequence[int]) -> list[int]:
    """Twice each number; 13 kills its process, as a fault in a C library would."""
    if 13 in tasks:
        os._exit(9)
    return [2 * task for task in tasks]
