"""How the command line speaks: errors as sentences, exit codes, JSON, progress, Ctrl-C.

In: what :mod:`studio.workspace` returns and raises. Out: text for people on stderr, results on
stdout (with ``--json`` one object and nothing else).
"""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

from studio.diagnostics import N_, Diagnostic, Severity, fill

if TYPE_CHECKING:
    from studio.resources import Resources

OK, PROBLEMS, BAD_INPUT, ENVIRONMENT, BUG, CANCELLED = 0, 1, 2, 3, 70, 130

EXIT_CODES = """\b
Exit codes:
  0    all is done
  1    finished with problems: some of it was refused or failed
  2    wrong usage or bad input, nothing was done
  3    the machine: no room, no permission, no fonts
  70   a fault of the studio's own; please report it
  130  cancelled"""

_COLORS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
_NAMES = {Severity.ERROR: N_("error"), Severity.WARNING: N_("warning"), Severity.INFO: N_("note")}


class Face(click.Group):
    """The root command: whatever goes wrong below becomes sentences and an exit code."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; no traceback reaches the user unless ``--debug`` asks for it."""
        from studio.errors import EnvironmentFailure, StudioError
        from studio.resources import ResourcesMissing

        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            tell(N_("Cancelled."))
            code = CANCELLED
        except StudioError as error:
            code = ENVIRONMENT if isinstance(error, EnvironmentFailure) else BAD_INPUT
            self._report(ctx, error.diagnostics, code)
        except ResourcesMissing as error:
            message = N_("The studio's own data is missing: {reason}.")
            missing = Diagnostic("studio.data", Severity.ERROR, message, {"reason": str(error)})
            code = ENVIRONMENT
            self._report(ctx, (missing,), code)
        except BrokenPipeError:
            # Whoever read our output (head, less) has seen enough.
            sys.stdout = None
            code = OK
        except Exception as error:
            code = BUG
            self._report(ctx, (_bug(error),), code)
        if ctx.params.get("debug") and code in (BAD_INPUT, ENVIRONMENT, BUG):
            import traceback

            traceback.print_exc()
        raise click.exceptions.Exit(code)

    def _report(self, ctx: click.Context, diagnostics: Iterable[Diagnostic], code: int) -> None:
        diagnostics = tuple(diagnostics)
        show(diagnostics)
        if ctx.meta.get("json"):
            print_json({"ok": False, "exit": code, "diagnostics": as_data(diagnostics)})


def want_json(ctx: click.Context, _parameter: click.Parameter, value: bool) -> bool:
    """Callback of ``--json``: errors are then printed as JSON too."""
    ctx.meta["json"] = value
    return value


def resources() -> Resources:
    """The studio's data, with the user's language set."""
    from studio.l10n import set_language
    from studio.resources import Resources

    found = Resources.find()
    set_language(i18n=found.i18n)
    return found


def tell(message: str, **params: str | int | float) -> None:
    """Say one thing to the user, on stderr, in their language."""
    from studio.l10n import translate

    click.echo(fill(translate(message), params), err=True)


def show(diagnostics: Iterable[Diagnostic], *, least: Severity = Severity.WARNING) -> None:
    """Each finding of at least that severity, as one sentence, once; ``--verbose`` shows all."""
    from studio.l10n import sentence, translate

    if click.get_current_context().find_root().params.get("verbose"):
        least = Severity.INFO

    seen: set[str] = set()
    for one in diagnostics:
        text = printable(sentence(one))
        if one.severity >= least and text not in seen:
            seen.add(text)
            label = click.style(translate(_NAMES[one.severity]), fg=_COLORS[one.severity], bold=True)
            click.echo(f"{label}: {text}", err=True)


def show_text(label: str, text: str | None) -> None:
    """One side of a conflict, on standard output; ``label`` is translated here."""
    from studio.l10n import translate

    for number, line in enumerate((text or translate(N_("(taken away)"))).splitlines()):
        click.echo(printable(f"  {translate(label) + ':' if not number else '':<8} {line}"))


def printable(text: str) -> str:
    """``text`` without what would command a terminal or break the line."""
    return "".join(c if c.isprintable() or c in "\u200c\u200d" else " " for c in text)


def print_json(data: Mapping[str, object]) -> None:
    """One JSON object on stdout."""
    import json

    click.echo(json.dumps(data, ensure_ascii=True, indent=2))


def as_data(diagnostics: Iterable[Diagnostic]) -> list[dict[str, object]]:
    """Findings for machines: stable code, severity, place, and the sentence."""
    from studio.l10n import sentence

    return [
        {
            "code": d.code,
            "severity": d.severity.name.lower(),
            "file": d.where.file,
            "line": d.where.line,
            "post": d.where.post,
            "field": d.where.field,
            "language": d.where.language,
            "size": d.where.size,
            "text": sentence(d),
        }
        for d in diagnostics
    ]


@contextmanager
def cancellable() -> Iterator[Callable[[], bool]]:
    """Ctrl-C asks for an orderly end; the second one ends at once. Gives "was it asked for?"."""
    asked = threading.Event()

    def handle(_number: int, _frame: object) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    if threading.current_thread() is not threading.main_thread():
        yield asked.is_set
        return
    before = signal.signal(signal.SIGINT, handle)
    try:
        yield asked.is_set
    finally:
        signal.signal(signal.SIGINT, before)


@contextmanager
def progress_bar() -> Iterator[Callable[[int, int, str], None]]:
    """A bar on stderr if somebody is looking, else nothing. Gives the function to call."""
    if not sys.stderr.isatty():
        yield lambda _done, _all, _name: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.fields[name]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("", name="", total=None)

        def update(done: int, total: int, name: str) -> None:
            progress.update(task, completed=done, total=total, name=name.replace("[", "\\["))

        yield update


def _bug(error: Exception) -> Diagnostic:
    return Diagnostic(
        "studio.bug",
        Severity.ERROR,
        N_("The studio failed, which is a fault of its own: {error}."),
        {"error": f"{type(error).__name__}: {error}"[:300]},
        hint=N_("Please report it with what you did; run it with --debug to see where it happened."),
    )
