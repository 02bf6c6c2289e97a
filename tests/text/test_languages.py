from __future__ import annotations

from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.text.languages import language, load_languages

ISSUE = "en sr sr@latin pt pt_BR fr es de ru uk mk bg el ar fa he hr bs sq tr ro hu pl ja zh_CN th"


def test_every_language_of_this_release_is_there() -> None:
    assert set(ISSUE.split()) <= set(load_languages())


@pytest.mark.parametrize("name", sorted(load_languages()))
def test_a_row_is_whole(name: str) -> None:
    one = language(name)
    assert one.name == name
    assert len(set(one.letters)) == len(one.letters) >= 6
    assert len(set(one.digits)) == 10
    assert len(one.quotes) == 4
    assert [int(digit) for digit in one.digits] == list(range(10))


def test_right_to_left_follows_the_script() -> None:
    for one in load_languages().values():
        assert one.rtl == (one.script in ("Arab", "Aran", "Hebr", "Nkoo"))


def test_labels_follow_the_language() -> None:
    assert "".join(language("sr").letter(i) for i in range(6)) == "АБВГДЂ"
    assert "".join(language("ar").letter(i) for i in range(6)) == "أبجدهو"
    assert language("ar").number(2047) == "٢٠٤٧"
    assert language("sr@latin").tag == "sr-Latn"


@pytest.mark.parametrize(
    ("wrong", "right"), [("sr-latin", "sr@latin"), ("pt-br", "pt_BR"), ("engl", "en"), ("српки", "sr")]
)
def test_an_unknown_language_is_told_with_the_nearest_name(wrong: str, right: str) -> None:
    with pytest.raises(InvalidInput, match=f"“{right}”") as told:
        language(wrong)
    assert told.value.diagnostics[0].code == "languages.unknown"


@pytest.mark.parametrize(
    "text",
    [
        "x",
        '[xx]\ntag="xx"',
        '[xx]\ntag="xx"\nown_name="X"\nenglish_name="X"\ncolour="red"',
        "[xx]\ntag=3",
    ],
)
def test_a_wrong_table_names_the_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(text)
    with pytest.raises(InvalidInput, match=r"mine\.toml") as told:
        load_languages(file)
    assert told.value.diagnostics[0].code == "languages.file"


def test_an_absent_table_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        load_languages(tmp_path / "none.toml")
