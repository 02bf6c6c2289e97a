from __future__ import annotations

import pytest

from studio.text.bidi import visual_order
from studio.text.uax9 import resolve

LRE, RLE, PDF, LRO, RLO = "\u202a", "\u202b", "\u202c", "\u202d", "\u202e"
LRI, RLI, FSI, PDI = "\u2066", "\u2067", "\u2068", "\u2069"
ALEF, BEH, THREE = "\u05d0", "\u0628", "\u0663"


@pytest.mark.parametrize(
    ("text", "base", "levels"),
    [
        ("a b", 0, [0, 0, 0]),
        ("a b", 1, [2, 2, 2]),
        (f"{ALEF} 1", 1, [1, 1, 2]),
        (f"{BEH}1", 0, [1, 2]),  # W2: after an Arabic letter it is an Arabic number
        (THREE, 0, [2]),  # alone too, where ICU says 0
        (f"{ALEF}\u0301", 0, [1, 1]),  # W1
        (f"{ALEF}1+2", 1, [1, 2, 2, 2]),  # W4
        (f"{ALEF}$1%", 1, [1, 2, 2, 2]),  # W5
        (f"{ALEF}1+", 1, [1, 2, 1]),  # W6
        (f"a{ALEF} ", 0, [0, 1, 0]),  # L1
        (f"a({ALEF})b", 0, [0, 0, 1, 0, 0]),  # N0
        (f"({ALEF}", 0, [0, 1]),  # a bracket without partner
        (f"a\u2329{ALEF}\u3009", 1, [2, 1, 1, 1]),  # brackets that are canonically the same
        (f"{LRO}{ALEF}", 1, [1, 2]),
        (f"{RLO}a{PDF}b", 0, [0, 1, 1, 0]),
        (f"{RLI}a{PDI}", 0, [0, 2, 0]),
        (f"{FSI}{ALEF}{PDI}", 0, [0, 1, 0]),
        (f"{FSI}{RLI}{ALEF}{PDI}a{PDI}", 0, [0, 2, 3, 2, 2, 0]),  # what is isolated is not asked
        # A pair of brackets, one of which an override has made a letter, is no pair.
        (f"{LRE}{ALEF}({ALEF}{PDF}{LRO})", 1, [1, 3, 3, 3, 3, 3, 2]),
    ],
)
def test_levels(text: str, base: int, levels: list[int]) -> None:
    assert resolve(text, base) == levels


def test_an_isolate_inside_an_override_belongs_to_what_surrounds_it() -> None:
    text = f"{RLO}a{LRE}b{PDF}{LRI}c{PDI}{LRE}d{PDF}e{PDF}"
    levels = resolve(text, 0)
    seen = [i for i, char in enumerate(text) if char not in (RLO, LRE, PDF)]
    assert [levels[i] for i in seen] == [1, 2, 1, 2, 1, 2, 1]
    shown = [text[seen[i]] for i in visual_order([levels[i] for i in seen])]
    assert shown == ["e", "d", PDI, "c", LRI, "b", "a"]


def test_depth_has_an_end() -> None:
    assert max(resolve(RLE * 200 + "a" + PDF * 200, 0)) <= 126
    assert resolve(RLI * 200 + "a" + PDI * 200 + "b", 0)[-1] == 0
    assert resolve("(" * 100 + ALEF + ")" * 100, 0)[100] == 1


def test_every_character_gets_a_level() -> None:
    assert resolve("", 1) == []
    assert resolve(f"{RLE}{PDF}", 0) == [0, 0]
    assert resolve(f"a\n{PDI}{PDF}", 1) == [2, 1, 1, 1]
