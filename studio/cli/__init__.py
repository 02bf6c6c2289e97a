"""The command line: ``milclicks export | render | check | sheet | templates | fonts | catalog``.

In: arguments. Out: calls of :mod:`studio.workspace`, sentences on stderr, results on stdout, and an
exit code that scripts can use. What is heavy is imported when a command runs, so help is instant.
"""

from __future__ import annotations

from studio.cli.commands import cli

__all__ = ["cli"]
