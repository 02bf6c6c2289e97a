"""``**emphasis**`` marks, and the cleaning of what must not reach a shaper.

In: a text as an author or translator wrote it. Out: plain text, the stretches that were marked, and
diagnostics. Offsets count Unicode code points of the plain text.

``\\*`` and ``\\\\`` are an asterisk and a backslash; any other backslash stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from studio.diagnostics import N_, Diagnostic, Severity

_PART = re.compile(r"\\([*\\])|(\*\*)")
_NEWLINE = re.compile("\r\n|[\r\v\f\u0085\u2028\u2029]")
# Controls other than the line feed; noncharacters. A tab becomes a space.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Marked:
    """Plain text with its emphasised stretches: (start, end) offsets, ascending, never empty."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def parse(source: str) -> Marked:
    """Take the marks out of ``source``. A mark without a partner stays in the text, with a warning."""
    marks = [m for m in _PART.finditer(source) if m[2]]
    paired = {m.start() for m in (marks[:-1] if len(marks) % 2 else marks)}
    out: list[str] = []
    length, last, opened = 0, 0, -1
    spans: list[tuple[int, int]] = []
    for match in _PART.finditer(source):
        piece = source[last : match.start()]
        last = match.end()
        if match[1]:
            piece += match[1]
        elif match.start() not in paired:
            piece += match[2]
        out.append(piece)
        length += len(piece)
        if match[2] and match.start() in paired:
            if opened < 0:
                opened = length
            else:
                if length > opened:
                    spans.append((opened, length))
                opened = -1
    out.append(source[last:])
    return Marked("".join(out), tuple(spans), _unpaired(source) if len(marks) % 2 else ())


def _unpaired(source: str) -> tuple[Diagnostic, ...]:
    return (
        Diagnostic(
            "text.unbalanced-emphasis",
            Severity.WARNING,
            N_("An emphasis mark ** has no partner in “{text}”."),
            {"text": _SURROGATE.sub("\ufffd", source)},
            hint=N_("Put ** before and after the words, or write \\*\\* for two asterisks."),
        ),
    )


def strip_marks(source: str) -> str:
    """``source`` as plain text, for captions and alt texts."""
    return parse(source).text


def clean(source: str) -> tuple[str, tuple[Diagnostic, ...]]:
    """Text that a shaper can take: one kind of line break, no controls, no lone surrogates.

    Spaces and line breaks at both ends are dropped. What was mended is told in the diagnostics.
    """
    found: list[Diagnostic] = []
    text = _NEWLINE.sub("\n", source).replace("\t", " ")
    text, broken = _SURROGATE.subn("\ufffd", text)
    if broken:
        found.append(
            Diagnostic(
                "text.surrogate",
                Severity.WARNING,
                N_("{count} characters of the text are broken (half of a pair)."),
                {"count": broken},
                hint=N_("Type them again; a � stands where they were."),
            )
        )
    text, controls = _CONTROL.subn("", text)
    if controls:
        found.append(
            Diagnostic(
                "text.control",
                Severity.WARNING,
                N_("{count} invisible control characters were left out of the text."),
                {"count": controls},
                hint=N_("Delete them; they often come from copying out of a PDF."),
            )
        )
    return text.strip(" \n"), tuple(found)
