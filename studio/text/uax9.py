"""The Unicode bidirectional algorithm (UAX #9), from classes to levels.

In: one paragraph (text up to and with its separator) and its base level. Out: an embedding level for
each character. Names of rules (X1, W4, N0 …) are those of the standard, and each is a function or a
marked step here. ICU has it too, but gives other levels in corners: overrides round isolates, brackets
inside overrides, a line of Arabic digits alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import icu

_MAX_DEPTH = 125
_MAX_BRACKETS = 63
_NAMES = (
    "L", "R", "EN", "ES", "ET", "AN", "CS", "B", "S", "WS", "ON", "LRE", "LRO", "AL", "RLE", "RLO",
    "PDF", "NSM", "BN", "FSI", "LRI", "RLI", "PDI",
)  # fmt: skip
"""The classes by ICU's numbers."""
_STARTS = frozenset(("LRI", "RLI", "FSI"))
_ISOLATES = _STARTS | {"PDI"}
_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_REMOVED = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "BN"))
_NEUTRAL = frozenset(("B", "S", "WS", "ON", "FSI", "LRI", "RLI", "PDI"))
_BLANK = frozenset(("WS", "FSI", "LRI", "RLI", "PDI"))
_SAME_BRACKET = {"\u2329": "\u3008", "\u232a": "\u3009"}


@lru_cache(maxsize=16384)
def class_of(char: str) -> str:
    """The bidirectional class of a character: ``L``, ``AL``, ``EN`` …"""
    return _NAMES[icu.Char.charDirection(ord(char))]


@lru_cache(maxsize=1024)
def _bracket(char: str) -> tuple[int, str]:
    """(1, its partner) for an opening bracket, (2, itself) for a closing one, (0, "") for all else."""
    kind = icu.Char.getIntPropertyValue(ord(char), icu.UProperty.BIDI_PAIRED_BRACKET_TYPE)
    if kind == 0:
        return 0, ""
    partner = chr(icu.Char.getBidiPairedBracket(ord(char))) if kind == 1 else char
    return kind, _SAME_BRACKET.get(partner, partner)


def resolve(text: str, base: int) -> list[int]:
    """The level of each character of one paragraph, after rule L1 for all of it as one line.

    What the algorithm removes (rule X9) gets the level of what stands before it.
    """
    given = [class_of(char) for char in text]
    found = _explicit(given, base)
    for sequence in _sequences(given, found, base):
        _weak(sequence)
        _brackets(sequence, text, given)
        _neutral(sequence)
        _implicit(sequence, found.levels)
    _reset(given, found.levels, base)
    before = base
    for i, name in enumerate(given):
        if name in _REMOVED:
            found.levels[i] = before
        before = found.levels[i]
    return found.levels


# -------------------------------------------------------------------- X1 to X8


@dataclass(slots=True)
class _Explicit:
    """Levels and classes after the explicit rules; ``partner`` maps isolate starts and ends."""

    levels: list[int]
    classes: list[str]
    partner: dict[int, int]


def _explicit(given: Sequence[str], base: int) -> _Explicit:
    found = _Explicit([base] * len(given), list(given), _isolate_pairs(given))
    stack = _Stack(base)
    for i, name in enumerate(given):
        override = stack.override
        found.levels[i] = stack.level
        if name in _EMBEDDINGS:
            stack.embed(*_EMBEDDINGS[name])
        elif name in _STARTS:
            found.classes[i] = override or name
            stack.isolate(_isolate_parity(given, found.partner, i))
        elif name == "PDI":
            stack.end_isolate()
            found.levels[i] = stack.level
            found.classes[i] = stack.override or name
        elif name == "PDF":
            stack.end_embedding()
        elif name == "B":
            found.levels[i] = base
        elif override and name != "BN":
            found.classes[i] = override
    return found


class _Stack:
    """The directional status: level, override class, and whether an isolate opened the entry."""

    def __init__(self, base: int) -> None:
        self._entries: list[tuple[int, str, bool]] = [(base, "", False)]
        self._isolates = self._isolates_over = self._embeddings_over = 0

    @property
    def level(self) -> int:
        """The level that is in force."""
        return self._entries[-1][0]

    @property
    def override(self) -> str:
        """The class that all characters get, or empty."""
        return self._entries[-1][1]

    def _push(self, parity: int, forced: str, isolate: bool) -> bool:
        deeper = _next_level(self.level, parity)
        room = deeper <= _MAX_DEPTH and not self._isolates_over and not self._embeddings_over
        if room:
            self._entries.append((deeper, forced, isolate))
        return room

    def embed(self, parity: int, forced: str) -> None:
        """X2 to X5: an embedding or an override begins."""
        if not self._push(parity, forced, False) and not self._isolates_over:
            self._embeddings_over += 1

    def isolate(self, parity: int) -> None:
        """X5a to X5c: an isolate begins."""
        if self._push(parity, "", True):
            self._isolates += 1
        else:
            self._isolates_over += 1

    def end_isolate(self) -> None:
        """X6a: an isolate ends, and all embeddings that were begun in it."""
        if self._isolates_over:
            self._isolates_over -= 1
        elif self._isolates:
            self._embeddings_over = 0
            while not self._entries[-1][2]:
                self._entries.pop()
            self._entries.pop()
            self._isolates -= 1

    def end_embedding(self) -> None:
        """X7: an embedding or an override ends, unless an isolate is open in it."""
        if self._isolates_over:
            return
        if self._embeddings_over:
            self._embeddings_over -= 1
        elif not self._entries[-1][2] and len(self._entries) > 1:
            self._entries.pop()


def _next_level(level: int, parity: int) -> int:
    """The least level above ``level`` that is even (parity 0) or odd (1)."""
    return level + 1 if (level + 1) % 2 == parity else level + 2


def _isolate_pairs(given: Sequence[str]) -> dict[int, int]:
    """Which isolate start belongs to which end, both ways (BD9)."""
    pairs: dict[int, int] = {}
    waiting: list[int] = []
    for i, name in enumerate(given):
        if name in _STARTS:
            waiting.append(i)
        elif name == "PDI" and waiting:
            start = waiting.pop()
            pairs[start], pairs[i] = i, start
    return pairs


def _isolate_parity(given: Sequence[str], partner: dict[int, int], start: int) -> int:
    if given[start] != "FSI":
        return int(given[start] == "RLI")
    i, end = start + 1, partner.get(start, len(given))
    while i < end:
        if given[i] in ("L", "R", "AL"):
            return int(given[i] != "L")
        i = partner.get(i, end) + 1 if given[i] in _STARTS else i + 1
    return 0


# -------------------------------------------------------------------- X10


@dataclass(slots=True)
class _Sequence:
    """An isolating run sequence: places in the paragraph, the class of each, what stands around."""

    at: list[int]
    classes: list[str]
    level: int
    sos: str
    eos: str

    @property
    def embedding(self) -> str:
        """The direction of its level."""
        return "R" if self.level % 2 else "L"


def _sequences(given: Sequence[str], found: _Explicit, base: int) -> list[_Sequence]:
    kept = [i for i, name in enumerate(given) if name not in _REMOVED]
    runs: list[list[int]] = []
    run_of: dict[int, int] = {}
    # Place of each kept character among the kept ones.
    order = {at: n for n, at in enumerate(kept)}
    last = -1
    for at in kept:
        if found.levels[at] != last:
            runs.append([])
            last = found.levels[at]
        run_of[at] = len(runs) - 1
        runs[-1].append(at)
    sequences = []
    for run in runs:
        if given[run[0]] == "PDI" and run[0] in found.partner:
            continue
        places = list(run)
        while given[places[-1]] in _STARTS and places[-1] in found.partner:
            places += runs[run_of[found.partner[places[-1]]]]
        level = found.levels[places[0]]
        first, end = order[places[0]], order[places[-1]] + 1
        before = found.levels[kept[first - 1]] if first else base
        open_end = end == len(kept) or given[places[-1]] in _STARTS
        after = base if open_end else found.levels[kept[end]]
        sequences.append(
            _Sequence(
                places,
                [found.classes[i] for i in places],
                level,
                "R" if max(level, before) % 2 else "L",
                "R" if max(level, after) % 2 else "L",
            )
        )
    return sequences


# -------------------------------------------------------------------- W1 to W7


def _weak(sequence: _Sequence) -> None:
    classes = sequence.classes
    if set(classes) <= {"L", "R", "WS", "ON"}:
        return
    before = strong = sequence.sos
    for i, given in enumerate(classes):  # W1, W2, W3 need only what stands before
        name = given
        if given == "NSM":
            name = "ON" if before in _ISOLATES else before
        before = name
        if name in ("L", "R", "AL"):
            strong = name
        elif name == "EN" and strong == "AL":
            name = "AN"
        classes[i] = "R" if name == "AL" else name
    for i in range(1, len(classes) - 1):  # W4
        around = classes[i - 1]
        if classes[i + 1] == around and (
            (classes[i] == "ES" and around == "EN") or (classes[i] == "CS" and around in ("EN", "AN"))
        ):
            classes[i] = around
    _terminators(classes)
    strong = sequence.sos
    for i, name in enumerate(classes):  # W6, W7
        if name in ("ES", "ET", "CS"):
            classes[i] = "ON"
        elif name in ("L", "R"):
            strong = name
        elif name == "EN" and strong == "L":
            classes[i] = "L"


def _terminators(classes: list[str]) -> None:
    """W5: signs like % and $ beside European digits belong to them."""
    i = 0
    while i < len(classes):
        if classes[i] != "ET":
            i += 1
            continue
        j = i
        while j < len(classes) and classes[j] == "ET":
            j += 1
        if (i and classes[i - 1] == "EN") or (j < len(classes) and classes[j] == "EN"):
            classes[i:j] = ["EN"] * (j - i)
        i = j


# -------------------------------------------------------------------- N0 to N2, I1, I2, L1


def _brackets(sequence: _Sequence, text: str, given: Sequence[str]) -> None:
    """N0: both brackets of a pair take one direction."""
    pairs = _bracket_pairs(sequence, text)
    classes, embedding = sequence.classes, sequence.embedding
    for opening, closing in pairs:
        inside = {_strong(name) for name in classes[opening + 1 : closing]}
        if embedding in inside:
            way = embedding
        elif inside & {"L", "R"}:
            earlier = (_strong(classes[i]) for i in range(opening - 1, -1, -1))
            context = next((name for name in earlier if name), sequence.sos)
            way = context if context != embedding else embedding
        else:
            continue
        for place in (opening, closing):
            classes[place] = way
            follower = place + 1
            while follower < len(classes) and given[sequence.at[follower]] == "NSM":
                classes[follower] = way
                follower += 1


def _bracket_pairs(sequence: _Sequence, text: str) -> list[tuple[int, int]]:
    """Which brackets belong together (BD16), by their opening ones."""
    waiting: list[tuple[str, int]] = []
    pairs: list[tuple[int, int]] = []
    for place, (at, name) in enumerate(zip(sequence.at, sequence.classes, strict=True)):
        if name != "ON":
            continue
        kind, partner = _bracket(text[at])
        if kind == 1:
            if len(waiting) == _MAX_BRACKETS:
                return []
            waiting.append((partner, place))
        elif kind == 2:
            match = next((n for n in range(len(waiting) - 1, -1, -1) if waiting[n][0] == partner), -1)
            if match >= 0:
                pairs.append((waiting[match][1], place))
                del waiting[match:]
    return sorted(pairs)


def _strong(name: str) -> str:
    """The direction of a class as N0 to N2 see it: numbers are written from right to left there."""
    return {"L": "L", "R": "R", "EN": "R", "AN": "R"}.get(name, "")


def _neutral(sequence: _Sequence) -> None:
    """N1 and N2: neutral stretches take the direction of both sides, or that of the level."""
    classes = sequence.classes
    i, count = 0, len(classes)
    while i < count:
        if classes[i] not in _NEUTRAL:
            i += 1
            continue
        j = i
        while j < count and classes[j] in _NEUTRAL:
            j += 1
        before = _strong(classes[i - 1]) if i else sequence.sos
        after = _strong(classes[j]) if j < count else sequence.eos
        classes[i:j] = [before if before == after else sequence.embedding] * (j - i)
        i = j


def _implicit(sequence: _Sequence, levels: list[int]) -> None:
    """I1 and I2: the level of each character, from its class and the level it is in."""
    odd = sequence.level % 2
    up = {"L": 1, "EN": 1, "AN": 1} if odd else {"R": 1, "AN": 2, "EN": 2}
    for at, name in zip(sequence.at, sequence.classes, strict=True):
        levels[at] = sequence.level + up.get(name, 0)


def _reset(given: Sequence[str], levels: list[int], base: int) -> None:
    """L1: separators, and white space before them or at the end, stand at the base level."""
    trailing = True
    for i in range(len(given) - 1, -1, -1):
        name = given[i]
        if name in ("B", "S"):
            levels[i], trailing = base, True
        elif trailing and name in _BLANK:
            levels[i] = base
        elif name not in _REMOVED:
            trailing = False
