"""The command ``milclicks``, ``python -m studio``, and ``milclicks-studio``, which is the window alone.

In: the arguments of the process. Out: its exit code. Only here do both faces meet.
"""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Run the command line."""
    _be_a_worker()
    import click

    from studio.cli import cli
    from studio.cli.face import EXIT_CODES

    @cli.command(epilog=EXIT_CODES)
    @click.argument("pack", type=click.Path(path_type=Path), required=False)
    @click.option(
        "--library", type=click.Path(path_type=Path), help="Folder of the library; default: yours."
    )
    @click.option("--picture", type=click.Path(path_type=Path), hidden=True)
    def window(pack: Path | None, library: Path | None, picture: Path | None) -> None:
        """Open the studio's window; with PACK that pack is brought into the library first."""
        from studio.ui.app import run

        raise click.exceptions.Exit(run(library, pack, picture))

    cli(prog_name="milclicks")


def window() -> None:
    """Show the window; a pack may be named."""
    _be_a_worker()
    from studio.ui.app import run

    named = [one for one in sys.argv[1:] if not one.startswith("-")]
    raise SystemExit(run(pack=Path(named[0]) if named else None))


def _be_a_worker() -> None:
    if getattr(sys, "frozen", False):
        # A worker process of the frozen app begins here and must become a worker at once.
        from multiprocessing import freeze_support

        freeze_support()


if __name__ == "__main__":
    main()
