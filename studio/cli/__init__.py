"""The command line, ``milclicks``: ``--help`` lists its commands.

In: arguments. Out: calls of :mod:`studio.workspace`, sentences on stderr, results on stdout, and an
exit code that scripts can use. What is heavy is imported when a command runs, so help is instant.
"""

from __future__ import annotations

from studio.cli import (  # register their commands
    caption_commands,
    library_commands,
    pack_commands,
    partner_commands,
    text_commands,
    verify_command,
)
from studio.cli.commands import cli

__all__ = [
    "caption_commands",
    "cli",
    "library_commands",
    "pack_commands",
    "partner_commands",
    "text_commands",
    "verify_command",
]
