"""The command ``milclicks``, and ``python -m studio``.

In: the arguments of the process. Out: its exit code.
"""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line."""
    if getattr(sys, "frozen", False):
        # A worker process of the frozen app begins here and must become a worker at once.
        from multiprocessing import freeze_support

        freeze_support()
    from studio.cli import cli

    cli(prog_name="milclicks")


if __name__ == "__main__":
    main()
