from __future__ import annotations

import pytest

from studio.text.script import scripts


@pytest.mark.parametrize(
    ("text", "own", "runs"),
    [
        ("ab, cd!", "Latn", "Latn*7"),
        ("(аб) cd", "Cyrl", "Cyrl*5 Latn*2"),
        ("12", "Arab", "Arab*2"),
        ("ab\n12", "Arab", "Latn*2 Arab*3"),
        ("東京のテスト", "Jpan", "Hani*6"),
        ("中、", "Hans", "Hani*2"),
        ("e\u0301", "Latn", "Latn*2"),
        ("اب، a", "Arab", "Arab*4 Latn*1"),
    ],
)
def test_neutral_characters_take_a_neighbour(text: str, own: str, runs: str) -> None:
    wanted = [name for part in runs.split() for name in [part.split("*")[0]] * int(part.split("*")[1])]
    assert scripts(text, own) == wanted


def test_a_cut_keeps_the_hash_with_its_word() -> None:
    assert scripts("اب #MIL اب", "Arab")[3] == "Arab"
    assert scripts("اب #MIL اب", "Arab", [3, 7])[3:7] == ["Latn"] * 4
