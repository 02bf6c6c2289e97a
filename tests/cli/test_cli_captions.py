"""caption, count, networks, days on the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from studio.caption import networks as module
from studio.cli import cli

Run = Callable[..., Result]
OWN = Path(module.__file__).with_name("networks.toml").read_text(encoding="utf-8")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("MILCLICKS_HOME", str(folder))
    return folder


def counted(network: str, data: bytes) -> tuple[int, list[dict[str, object]]]:
    result = CliRunner().invoke(cli, ["count", "--network", network], input=data)
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_the_caption_of_a_post_in_another_language(run: Run, pack: Path) -> None:
    result = run("caption", pack / "stop", "--network", "x", "--language", "sr")
    assert result.exit_code == 0
    assert result.stdout == "Стани пре дељења.\n\nhttps://example.org/stop\n\n#MILCLICKS #Pause\n"
    assert "X, tip: 61 of 280." in result.stderr
    same = run("caption", pack / "posts" / "stop.toml", "--network", "x", "--language", "sr")
    assert same.stdout == result.stdout


def test_captions_as_json(run: Run, pack: Path) -> None:
    result = run("caption", pack / "guess", "--network", "bluesky", "--json")
    data = json.loads(result.stdout)
    question, answer = data["captions"]
    assert (data["ok"], question["card"], answer["card"]) == (True, "question", "answer")
    assert question["follow_up"] == {"as": "reply", "text": "A name you can check."}
    assert (question["limit"], question["byte_limit"], question["valid"]) == (300, 3000, True)
    assert question["alt"]
    assert answer["follow_up"] is None


def test_a_long_caption_is_printed_as_a_thread(run: Run, pack: Path) -> None:
    post = pack / "posts" / "stop.toml"
    long = "Stop before you share. Ask who says it. " * 12
    post.write_text(post.read_text("utf-8").replace("Stop before you share.", long), "utf-8")
    result = run("-v", "caption", pack / "stop", "--network", "x")
    assert result.exit_code == 0
    assert result.stdout.count("\n---\n") >= 1
    assert "(1/" in result.stdout
    assert "became a thread" in result.stderr


def test_old_facts_are_told_wherever_they_are_used(run: Run, pack: Path, home: Path) -> None:
    home.mkdir()
    old = OWN.replace("version = 2026-11-22", "version = 2099-01-01")
    old = old.replace("checked = 2026-11-22", "checked = 2020-01-01")
    (home / "networks-update.toml").write_text(old, "utf-8")
    said = "What we know of X was last checked on 2020-01-01"
    out = ("--out", home / "out", "--network", "x", "--post", "stop", "--language", "en")

    for words in (("caption", pack / "stop", "--network", "x"), ("networks", "show", "x")):
        assert said in run(*words).stderr
    result = run("export", pack, *out)
    assert result.exit_code == 0
    assert result.stderr.count(said) == 1
    assert "What we know of Facebook" not in result.stderr
    assert said.encode() not in (home / "out" / "manifest.json").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("stop", "--network", "facebok"), "Did you mean facebook?"),
        (("stop", "--language", "xx"), "xx"),
        (("stop", "--card", "answer"), "has no card"),
        (("none",), "There is no such file"),
    ],
)
def test_what_can_not_be_captioned(
    run: Run, pack: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run("caption", pack / arguments[0], *arguments[1:])
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stdout == ""


def test_a_caption_that_is_too_long_ends_with_1(run: Run, pack: Path) -> None:
    post = pack / "posts" / "stop.toml"
    post.write_text(post.read_text("utf-8").replace("Stop before you share.", "x" * 3000), "utf-8")
    result = run("caption", pack / "stop", "--network", "instagram")
    assert result.exit_code == 1
    assert "too long for Instagram" in result.stderr
    assert "x" * 3000 in result.stdout


def test_an_unknown_network_in_a_post_is_told(run: Run, pack: Path) -> None:
    post = pack / "posts" / "stop.toml"
    text = post.read_text("utf-8").replace("[text]", '[captions]\ntwiter = "Stop."\n\n[text]')
    post.write_text(text, "utf-8")
    assert "There is no network “twiter”" in run("caption", pack / "stop").stderr
    assert "There is no network “twiter”" in run("check", pack, "--post", "stop").stderr


def test_count_gives_an_object_for_each_line() -> None:
    code, (first, second) = counted("x", '"Види https://пример.срб #МИЛ @unesco 😀"\n""\n'.encode())
    assert code == 0
    assert (first["length"], first["limit"], first["valid"]) == (
        5 + 23 + 1 + 4 + 1 + 7 + 1 + 2,
        280,
        True,
    )
    (url,), (tag,), (name,) = first["urls"], first["hashtags"], first["mentions"]  # type: ignore[misc]
    assert url == {
        "value": "https://пример.срб",
        "start": 5,
        "end": 23,
        "utf16": [5, 23],
        "bytes": [9, 36],
    }
    assert (tag["value"], tag["start"], tag["end"]) == ("МИЛ", 24, 28)
    assert (name["value"], name["start"], name["end"]) == ("unesco", 29, 36)
    assert (second["length"], second["valid"]) == (0, False)


@pytest.mark.parametrize(
    "line",
    [b"{bad", b"12", b"null", b'["a"]', b"", b'"a', b'"\xff"', b"[" * 100_000, b"9" * 5000, b'"a" "b"'],
)
def test_a_bad_line_is_an_error_and_the_rest_goes_on(line: bytes) -> None:
    code, (good, bad, after) = counted("bluesky", b'"a"\n' + line + b'\n"\\ud83d \\u0000"')
    assert code == 1
    assert good["length"] == 1
    assert set(bad) == {"error"}
    assert after["length"] == 3


def test_a_megabyte_is_counted() -> None:
    code, (answer,) = counted("x", json.dumps("https://a.org? #a @b " * 50_000).encode())
    assert code == 0
    assert len(answer["urls"]) == 50_000  # type: ignore[arg-type]
    assert not answer["valid"]


def test_count_answers_each_line_before_the_next_one_comes() -> None:
    command = [sys.executable, "-m", "studio", "count", "--network", "mastodon"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        for text, expected in (("one", 3), ("see https://example.org/long/path", 27)):
            process.stdin.write(json.dumps(text).encode() + b"\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["length"] == expected
        process.stdin.close()
        assert process.wait(timeout=60) == 0


def test_count_of_an_unknown_network(run: Run) -> None:
    result = run("count", "--network", "myspace")
    assert result.exit_code == 2
    assert "There are: facebook" in result.stderr


def test_networks_are_listed_and_shown(run: Run, home: Path) -> None:
    listed = run("networks", "list")
    assert listed.exit_code == 0
    assert len(listed.stdout.splitlines()) == 16
    assert [line.split()[1] for line in listed.stdout.splitlines() if line.startswith("*")] == [
        "facebook",
        "instagram",
        "x",
    ]
    shown = run("networks", "show", "viber")
    assert "512 (utf16)  [low: a cautious default, 2026-11-22]" in shown.stdout
    assert "not known" in shown.stdout
    data = json.loads(run("networks", "show", "bluesky", "--json").stdout)
    figures = {row["figure"]: row for row in data["figures"]}
    assert figures["text.byte_limit"]["value"] == "3000"
    assert all(row["source"] and row["checked"] for row in data["figures"])


def test_networks_are_updated(run: Run, home: Path, tmp_path: Path) -> None:
    file = tmp_path / "newer.toml"
    file.write_text(OWN.replace("version = 2026-11-22", "version = 2026-12-24"), "utf-8")
    assert run("networks", "update", file).exit_code == 0
    assert json.loads(run("networks", "list", "--json").stdout)["version"] == "2026-12-24"
    again = run("networks", "update", file)
    assert again.exit_code == 2
    assert "2026-12-24" in again.stderr


def test_an_own_network_is_exported_to(run: Run, home: Path, pack: Path, tmp_path: Path) -> None:
    home.mkdir()
    text = 'schema = 1\n[network.hall]\nlabel = "Hall"\n[[network.hall.placement]]\n'
    (home / "networks.toml").write_text(
        text + 'name = "full"\nlabel = "All"\nsize = "640x360"\n', "utf-8"
    )
    arguments = ("--network", "hall", "--post", "stop", "--language", "en", "--workers", 1)
    result = run("export", pack, "--out", tmp_path / "out", *arguments)
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "out" / "stop_en_hall-full_640x360.png").is_file()


def test_days(run: Run) -> None:
    assert "2026-10-24 – 2026-10-31  Global Media" in run("days", "--year", "2026").stdout
    assert len(json.loads(run("days", "--json").stdout)["days"]) == 5
    assert run("days", "--year", "0").exit_code == 2
