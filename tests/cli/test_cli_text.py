"""``wrap``, ``languages`` and ``proof``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from studio.cli import cli

Wrap = Callable[..., Result]


@pytest.fixture
def wrap(monkeypatch: pytest.MonkeyPatch) -> Wrap:
    """``wrap(text, "--language", …)`` with ``text`` on standard input."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, "C")

    def invoke(text: str | bytes, *arguments: object) -> Result:
        return CliRunner().invoke(cli, ["wrap", *map(str, arguments)], input=text)

    return invoke


def test_each_line_of_the_input_is_a_paragraph(wrap: Wrap) -> None:
    result = wrap("Ask **who** says it.\n\nThen ask again.\n", "--language", "en", "--width", 300,
                  "--size", 40)  # fmt: skip
    first, empty, last = map(json.loads, result.stdout.splitlines())
    assert "".join(line["text"] for line in first["lines"]).replace(" ", "") == "Askwhosaysit."
    assert empty["lines"] == []
    assert last["text"] == "Then ask again."
    assert first["fonts"] == ["commissioner-500"]
    assert (first["direction"], first["missing"], first["overflow"]) == ("ltr", [], False)
    for line in first["lines"]:
        left, top, right, bottom = line["ink"]
        assert 0 <= line["width"] <= 300
        assert -2 < left < right < 302
        assert top < line["baseline"] <= bottom + 1


def test_headlines_are_balanced_and_heavy(wrap: Wrap) -> None:
    text = "Who wrote this and why did they write it"
    args = ("--language", "en", "--width", 700, "--size", 60)
    heavy = json.loads(wrap(text, *args, "--role", "headline").stdout)
    light = json.loads(wrap(text, *args).stdout)

    def evenness(data: dict[str, list[dict[str, float]]]) -> float:
        widths = [line["width"] for line in data["lines"]]
        return min(widths) / max(widths)

    assert heavy["fonts"] == ["commissioner-900"]
    assert len(heavy["lines"]) > 1
    assert evenness(heavy) > evenness(light)


def test_right_to_left_and_what_no_font_has(wrap: Wrap) -> None:
    data = json.loads(
        wrap("اسأل من قال هذا \U000105c0", "--language", "ar", "--width", 300, "--size", 40).stdout
    )
    assert data["direction"] == "rtl"
    assert data["missing"] == ["\U000105c0"]
    assert {d["code"] for d in data["diagnostics"]} >= {"text.missing-glyph"}


def test_a_word_wider_than_the_column_is_told(wrap: Wrap) -> None:
    data = json.loads(
        wrap("Donaudampfschifffahrt", "--language", "en", "--width", 99, "--size", 40).stdout
    )
    assert data["overflow"] is True


@pytest.mark.parametrize(
    ("text", "arguments", "code", "part"),
    [
        (b"\xed\xa0\x80", ("--language", "en", "--width", 9, "--size", 9), 2, "byte 1"),
        ("a", ("--language", "engl", "--width", 9, "--size", 9), 2, "Did you mean “en”"),
        ("a", ("--language", "en", "--width", 0, "--size", 9), 2, "greater than 0"),
        ("a", ("--language", "en", "--width", 9, "--size", "inf"), 2, "greater than 0"),
        ("a", ("--language", "en", "--width", 9, "--size", 9, "--role", "foot"), 2, "headline"),
    ],
)
def test_wrong_wishes_are_refused(
    wrap: Wrap, text: str | bytes, arguments: tuple[object, ...], code: int, part: str
) -> None:
    result = wrap(text, *arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert part in result.stderr


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Wrap:
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, "C")
    return lambda *arguments: CliRunner().invoke(cli, [str(one) for one in arguments])


def test_languages_are_listed_with_their_status(run: Wrap) -> None:
    lines = run("languages").stdout.splitlines()
    assert len(lines) >= 60
    serbian = next(line for line in lines if line.startswith("sr "))
    assert serbian.split() == ["sr", "Serbian", "(Cyrillic)", "Cyrl", "ltr", "draft", "српски"]
    data = json.loads(run("languages", "--json").stdout)
    arabic = next(one for one in data["languages"] if one["name"] == "ar")
    assert (arabic["direction"], arabic["status"], arabic["absent_sets"]) == ("rtl", "draft", [])


def test_a_proof_sheet_is_a_picture_and_a_pdf(run: Wrap, tmp_path: Path) -> None:
    result = run("proof", "mk", "-o", tmp_path / "new")
    assert result.exit_code == 0, result.stderr
    png, pdf = (tmp_path / "new" / f"proof_mk.{ending}" for ending in ("png", "pdf"))
    assert result.stdout.split() == [str(png), str(pdf)]
    with Image.open(png) as image:
        assert image.width == 1800
        assert image.height > 3000
        assert "Macedonian" in image.info["XML:com.adobe.xmp"]
    assert pdf.read_bytes().startswith(b"%PDF")
    assert "error" not in result.stderr


@pytest.mark.parametrize("arguments", [(), ("mk", "--all"), ("mkk",)])
def test_a_proof_of_nothing_known_is_refused(
    run: Wrap, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert run("proof", *arguments, "-o", tmp_path / "new").exit_code == 2
    assert not (tmp_path / "new").exists()
