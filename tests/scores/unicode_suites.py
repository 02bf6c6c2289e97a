"""The Unicode consortium's own tests, run against our functions.

In: the files of Debian's package ``unicode-data``. Out: for each suite how many cases there are and
which of them fail. Each line of a file is a case; a bidi line is one for each base direction.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import icu

from studio.model.language import Language
from studio.text.bidi import levels, visual_order
from studio.text.breaks import find_breaks, graphemes

FOLDER = Path("/usr/share/unicode")
ROOT = Language("und", "und", "Root", "Root", "Zyyy")
REMOVED = -1


@dataclass
class Suite:
    """The outcome of one file: ``failed`` holds the failing lines, ``differing`` those that
    differ because ICU has the rules of a newer Unicode version, by the rule."""

    name: str
    version: str
    cases: int = 0
    failed: list[str] = field(default_factory=list)
    differing: dict[str, list[str]] = field(default_factory=dict)

    @property
    def passed(self) -> int:
        """How many cases came out as the file says."""
        return self.cases - len(self.failed) - sum(map(len, self.differing.values()))


def lines_of(file: Path) -> tuple[str, list[str]]:
    """The version that a file's first comment names, and its lines without comments."""
    text = file.read_text("utf-8")
    version = re.search(r"-(\d+\.\d+\.\d+)\.txt", text)
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return version[1] if version else "", [line for line in lines if line]


def text_of(codes: str) -> str:
    """``"0061 1F600"`` as a text."""
    return "".join(chr(int(code, 16)) for code in codes.split())


# ---------------------------------------------------------------- boundaries


def boundary_case(line: str) -> tuple[str, list[int]]:
    """``÷ 0061 × 0308 ÷`` as a text and the offsets of ``÷`` inside it and at its end."""
    text, cuts = "", []
    for part in line.split():
        if part == "÷":
            cuts.append(len(text))
        elif part != "×":
            text += chr(int(part, 16))
    return text, [cut for cut in cuts if cut]


def grapheme_suite(folder: Path = FOLDER) -> Suite:
    """GraphemeBreakTest against :func:`studio.text.breaks.graphemes`."""
    return _boundaries("GraphemeBreakTest", folder, graphemes, lambda _text, _found, _wanted: "")


def line_suite(folder: Path = FOLDER) -> Suite:
    """LineBreakTest against :func:`studio.text.breaks.find_breaks`, without a language's manners."""

    def found(text: str) -> list[int]:
        return [one.at for one in find_breaks(text, ROOT, [])]

    return _boundaries("LineBreakTest", folder, found, newer_rule)


def _boundaries(
    name: str,
    folder: Path,
    function: Callable[[str], list[int]],
    excuse: Callable[[str, list[int], list[int]], str],
) -> Suite:
    version, lines = lines_of(folder / "auxiliary" / f"{name}.txt")
    suite = Suite(name, version)
    for line in lines:
        suite.cases += 1
        text, wanted = boundary_case(line)
        got = function(text)
        if got != wanted:
            reason = excuse(text, got, wanted)
            (suite.differing.setdefault(reason, []) if reason else suite.failed).append(line)
    return suite


NEWER_RULES = {
    "LB20a": "no break after a hyphen that begins a word (Unicode 16)",
    "LB21a": "break before a letter after Hebrew with a hyphen (Unicode 16)",
    "LB15c, LB25": "numbers that begin with a full stop or comma (Unicode 16)",
    "LB15a, LB15b, LB19a": "quotation marks and the spaces beside them (Unicode 15.1, 16)",
}
"""Rules that the ICU in use has and an older file has not."""


def newer_rule(text: str, got: list[int], wanted: list[int]) -> str:
    """The newer rules that explain all differences; empty if one of them is unexplained."""
    rules = {_rule_at(text, at) for at in set(got) ^ set(wanted)}
    return "; ".join(sorted(rules)) if all(rules) else ""


def _rule_at(text: str, at: int) -> str:
    before, after = text[:at].rstrip("\u0308"), text[at : at + 2]
    if before.endswith("-"):
        hebrew = bool(re.search("[\u05d0-\u05ea]-$", before))
        return "LB21a" if hebrew else "LB20a"
    if (before[-1:] in ",." and after[:1].isdigit()) or re.match(r"[,.]\d", after):
        return "LB15c, LB25"
    if re.search('["«»]', text[max(0, at - 3) : at + 3]):
        return "LB15a, LB15b, LB19a"
    return ""


# ---------------------------------------------------------------- directions


def bidi_character_suite(folder: Path = FOLDER) -> Suite:
    """BidiCharacterTest: levels and visual order of each case.

    Where a case asks for the direction to be found in the text, it is given the one it expects: in
    the studio a text's direction is always that of its language.
    """
    version, lines = lines_of(folder / "BidiCharacterTest.txt")
    suite = Suite("BidiCharacterTest", version)
    for line in lines:
        suite.cases += 1
        codes, _direction, base, wanted_levels, order = line.split(";")
        wanted = [REMOVED if one == "x" else int(one) for one in wanted_levels.split()]
        if not bidi_agrees(text_of(codes), base == "1", wanted, [int(i) for i in order.split()]):
            suite.failed.append(line)
    return suite


def bidi_agrees(text: str, rtl: bool, wanted: list[int], order: list[int]) -> bool:
    """Whether our levels and our visual order are those; what the algorithm removes is left out."""
    found = levels(text, rtl=rtl)
    kept = [i for i, level in enumerate(wanted) if level != REMOVED]
    ours = [kept[i] for i in visual_order([found[i] for i in kept])]
    return [found[i] for i in kept] == [wanted[i] for i in kept] and ours == order


def bidi_suite(folder: Path = FOLDER) -> Suite:
    """BidiTest: all sequences of up to four classes, in each base direction that a line asks for."""
    version, lines = lines_of(folder / "BidiTest.txt")
    suite = Suite("BidiTest", version)
    sample = class_samples()
    wanted: list[int] = []
    order: list[int] = []
    for line in lines:
        if line.startswith("@Levels:"):
            wanted = [REMOVED if one == "x" else int(one) for one in line[8:].split()]
        elif line.startswith("@Reorder:"):
            order = [int(one) for one in line[9:].split()]
        else:
            classes, _, bits = line.partition(";")
            text = "".join(sample[name] for name in classes.split())
            for rtl in base_directions(int(bits, 16), text):
                suite.cases += 1
                if not bidi_agrees(text, rtl, wanted, order):
                    suite.failed.append(line)
    return suite


def base_directions(bits: int, text: str) -> Iterator[bool]:
    """The base directions of a case: bit 0 asks for finding it, bit 1 is left to right, bit 2 right
    to left. One that is to be found is found here (rules P2 and P3), as a language would tell it."""
    if bits & 1:
        bidi = icu.Bidi()
        shown = icu.UnicodeString(text)
        bidi.setPara(shown, icu.Bidi.DEFAULT_LTR)
        yield bidi.getParaLevel() == 1
    if bits & 2:
        yield False
    if bits & 4:
        yield True


def class_samples() -> dict[str, str]:
    """A character of each bidirectional class."""
    return {
        "L": "a", "R": "\u05d0", "AL": "\u0628", "EN": "1", "ES": "+", "ET": "$", "AN": "\u0661",
        "CS": ",", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "NSM": "\u0300", "BN": "\u00ad",
        "LRE": "\u202a", "RLE": "\u202b", "LRO": "\u202d", "RLO": "\u202e", "PDF": "\u202c",
        "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
    }  # fmt: skip
