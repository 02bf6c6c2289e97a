"""Undo and redo of one session: pure Python, no database.

In: the changes of each edit, in their order. Out: the steps to take back or to make again. Edits of one
intent (typing into one field) that follow each other quickly are one step; a step may hold changes
of many posts. There is no limit but the session.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from studio.model.changes import Change

PAUSE = 2.0
"""Seconds without typing after which the next letter begins a new step."""


@dataclass(frozen=True, slots=True)
class Step:
    """What one undo takes back. ``group`` names the intent that further edits may join, if any."""

    intent: str
    changes: tuple[Change, ...]
    group: str = ""
    at: float = 0.0


class History:
    """Steps done and steps undone."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def __len__(self) -> int:
        return len(self._done)

    def add(self, step: Step) -> None:
        """Remember a step; what was undone before can't be redone any more."""
        self._undone.clear()
        if not step.changes:
            return
        last = self._done[-1] if self._done else None
        if last and step.group and step.group == last.group and 0 <= step.at - last.at <= PAUSE:
            self._done.pop()
            step = Step(last.intent, joined((*last.changes, *step.changes)), step.group, step.at)
            if not step.changes:
                return
        self._done.append(step)

    def split(self) -> None:
        """Let the next edit begin a new step: the focus moved, a file was saved."""
        if self._done and self._done[-1].group:
            last = self._done[-1]
            self._done[-1] = Step(last.intent, last.changes, "", last.at)

    def undoable(self) -> Step | None:
        """The step that :meth:`undone` would take back."""
        return self._done[-1] if self._done else None

    def redoable(self) -> Step | None:
        """The step that :meth:`redone` would make again."""
        return self._undone[-1] if self._undone else None

    def undone(self) -> None:
        """The last step has been taken back."""
        step = self._done.pop()
        self._undone.append(Step(step.intent, step.changes))

    def redone(self) -> None:
        """The last step that was taken back has been made again."""
        self._done.append(self._undone.pop())


def joined(changes: Iterable[Change]) -> tuple[Change, ...]:
    """Changes as one: for each key its first value before and its last value after."""
    first: dict[object, Change] = {}
    for change in changes:
        known = first.get(change.key)
        before = known.before if known else change.before
        first[change.key] = Change(change.key, before, change.after, change.version)
    return tuple(c for c in first.values() if c.before != c.after)
