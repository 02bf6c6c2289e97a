"""The exceptions of the studio.

::

    StudioError
    ├── EnvironmentFailure   the machine: disk full, folder read-only, fonts not installed
    └── InvalidInput         the material: a post, template, catalog or picture that can't be used

Each carries the :class:`~studio.diagnostics.Diagnostic` values that say what, where and how to mend
it. Anything else that is raised is a bug of ours.
"""

from __future__ import annotations

from studio.diagnostics import Diagnostic, Severity, Where


class StudioError(Exception):
    """Root of everything the studio raises on purpose; never raised itself."""

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))

    @classmethod
    def of(
        cls,
        code: str,
        message: str,
        *,
        where: Where | None = None,
        hint: str = "",
        **params: object,
    ) -> StudioError:
        """Shorthand for an error with one diagnostic; params become text unless they are numbers."""
        plain = {k: v if isinstance(v, int | float) else str(v) for k, v in params.items()}
        return cls(Diagnostic(code, Severity.ERROR, message, plain, where or Where(), hint))


class EnvironmentFailure(StudioError):
    """The machine does not let us: not our bug, not the author's fault."""


class InvalidInput(StudioError):
    """Material that can't be used as it is; the diagnostics say how to mend it."""
