"""Bad input: one sentence that says what, where and how to mend it; nothing half-written."""

from __future__ import annotations

import errno
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def errors(result: Result) -> list[str]:
    """The error sentences; a traceback is never one."""
    assert "Traceback" not in result.stderr
    return [line for line in result.stderr.splitlines() if line.startswith("error: ")]


POST_FAULTS = [
    ("a wrong key", 'caption = "Stop', 'captoin = "Stop', "captoin"),
    ("a wrong type", "number = 1", 'number = "one"', "number"),
    ("a missing field", 'body = "Ask who says it."', "", "body"),
    ("an unknown kind", 'kind = "tip"', 'kind = "tips"', "Did you mean “tip”?"),
    ("an unknown element", '"critical"', '"critcal"', "critcal"),
    ("broken TOML", "[text]", "[text", "stop.toml"),
    (
        "a missing picture",
        "[text]",
        '[picture]\nfile = "media/no.jpg"\nalt = "A"\n[text]',
        "media/no.jpg",
    ),
    ("a bad link", "https://example.org/stop", "javascript:alert(1)", "link"),
]


@pytest.mark.parametrize(
    ("old", "new", "word"), [f[1:] for f in POST_FAULTS], ids=[f[0] for f in POST_FAULTS]
)
def test_a_bad_post(export: Run, pack: Path, out: Path, old: str, new: str, word: str) -> None:
    change(pack / "posts" / "stop.toml", old, new)

    result = export("--language", "en")

    assert result.exit_code == 1
    found = errors(result)
    assert any(word in line and "stop.toml" in line for line in found), found
    # The batch goes on without it.
    assert sorted(p.name for p in out.glob("*.jpg")) == [
        "guess-answer_en_instagram-feed_1080x1350.jpg",
        "guess-question_en_instagram-feed_1080x1350.jpg",
    ]


@pytest.mark.parametrize(
    ("old", "new", "word"), [f[1:] for f in POST_FAULTS], ids=[f[0] for f in POST_FAULTS]
)
def test_a_bad_post_rendered_alone(
    run: Run, pack: Path, tmp_path: Path, old: str, new: str, word: str
) -> None:
    post = pack / "posts" / "stop.toml"
    change(post, old, new)

    result = run("render", post, "--size", "400x400", "-o", tmp_path / "a.png")

    assert result.exit_code == 2
    assert any(word in line and "stop.toml" in line for line in errors(result)), result.stderr
    assert not (tmp_path / "a.png").exists()


def test_a_bad_theme(run: Run, pack: Path, tmp_path: Path) -> None:
    result = run("render", pack / "posts" / "stop.toml", "--size", "400x400", "--theme", "vivd",
                 "-o", tmp_path / "a.png")  # fmt: skip

    assert result.exit_code == 2
    assert any("vivd" in line for line in errors(result))
    assert not (tmp_path / "a.png").exists()


def test_a_picture_that_is_none(export: Run, pack: Path, out: Path) -> None:
    (pack / "media").mkdir()
    (pack / "media" / "bad.jpg").write_bytes(b"\xff\xd8\xff\xe0 this is no picture")
    change(
        pack / "posts" / "stop.toml", "[text]", '[picture]\nfile = "media/bad.jpg"\nalt = "A"\n\n[text]'
    )

    result = export("--language", "en", "--post", "stop")

    assert result.exit_code == 1
    assert any("bad.jpg" in line for line in errors(result))
    assert sorted(os.listdir(out)) == ["manifest.json"]


def test_a_broken_catalog(export: Run, pack: Path, out: Path) -> None:
    catalog = pack / "i18n" / "sr.po"
    change(catalog, 'msgstr "Питај', 'msgstr "Питај " "')

    result = export("--post", "stop")

    assert result.exit_code == 1
    assert any(re.search(r"sr\.po:\d+", line) for line in errors(result)), result.stderr
    assert [p.name for p in out.glob("*.jpg")] == ["stop_en_instagram-feed_1080x1350.jpg"]


def test_a_bad_pack_file(export: Run, pack: Path, out: Path) -> None:
    change(pack / "pack.toml", "title", "titel")

    result = export()

    assert result.exit_code == 2
    assert any("pack.toml" in line and "titel" in line for line in errors(result))
    assert not out.exists()


@pytest.mark.parametrize("command", ["export", "check"])
def test_no_pack(run: Run, tmp_path: Path, command: str) -> None:
    result = run(command, tmp_path / "nowhere")

    assert result.exit_code == 2
    assert any("pack.toml" in line for line in errors(result))


@pytest.mark.parametrize(
    ("option", "wish", "hint"),
    [
        ("--language", "srr", "sr"),
        ("--network", "instagrm", "instagram"),
        ("--kind", "quizz", "quiz"),
        ("--post", "stopp", "stop"),
        ("--format", "jpg", "jpeg"),
        ("--placement", "feeed", "feed"),
    ],
)
def test_a_wish_that_names_nothing(export: Run, out: Path, option: str, wish: str, hint: str) -> None:
    result = export(option, wish)

    assert result.exit_code == 2
    (sentence,) = errors(result)
    assert f"“{wish}”" in sentence
    assert f"Did you mean “{hint}”?" in sentence
    assert not out.exists()


TEMPLATE_FAULTS = [
    ("a wrong key", 'justify = "space-between"', 'justfy = "space-between"', "justfy"),
    ("a wrong type", "grow = 1", 'grow = "much"', "grow"),
    ("a bad colour", 'color = "text"', 'color = "txet"', "txet"),
    ("an unknown kind", 'kind = "tip"', 'kind = "tipp"', "tipp"),
    ("an unknown style", 'style = "tip_body"', 'style = "tip_bodi"', "tip_bodi"),
    ("broken TOML", "[box.main]", "[box.main", "tip.toml"),
]


@pytest.mark.parametrize(
    ("old", "new", "word"), [f[1:] for f in TEMPLATE_FAULTS], ids=[f[0] for f in TEMPLATE_FAULTS]
)
def test_a_bad_template(
    run: Run, tmp_path: Path, resources: object, old: str, new: str, word: str
) -> None:
    file = tmp_path / "tip.toml"
    file.write_bytes((resources.templates / "cards" / "tip.toml").read_bytes())  # type: ignore[attr-defined]
    change(file, old, new)

    result = run("templates", "validate", file)

    assert result.exit_code == 2
    assert any("tip.toml" in line and word in line for line in errors(result)), result.stderr


def test_no_such_template(run: Run) -> None:
    result = run("templates", "show", "tipp")

    assert result.exit_code == 2
    assert "tipp" in errors(result)[0]


def test_an_unwritable_folder(run: Run, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")

    result = run("export", pack, "--out", tmp_path / "file" / "out")

    assert result.exit_code == 3
    (sentence,) = errors(result)
    assert "could not be written" in sentence
    assert "Choose a folder" in sentence


def test_a_full_disk(export: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk takes 100 kB more; then it is emptied, and the next export goes on."""
    usual, room = os.write, [100_000]

    def write(handle: int, data: memoryview) -> int:
        if os.fstat(handle).st_mode & 0o170000 != 0o100000 or len(data) <= room[0]:
            room[0] -= len(data)
            return usual(handle, data)
        usual(handle, data[: room[0]])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        result = export("--language", "en", "--json")

    assert result.exit_code == 3
    assert [d["code"] for d in json.loads(result.stdout)["diagnostics"]] == ["export.disk-full"]
    assert "Make room" in errors(result)[0]
    whole = {path.name: path.read_bytes() for path in out.glob("*.jpg")}
    assert not list(out.glob(".milclicks*"))

    assert export("--language", "en").exit_code == 0
    assert len(list(out.glob("*.jpg"))) == 3
    assert all((out / name).read_bytes() == data for name, data in whole.items())


def test_fonts_absent(pack: Path, tmp_path: Path) -> None:
    """In a process of its own, whose data folder has no fonts."""
    data = tmp_path / "data"
    (data / "fonts").mkdir(parents=True)
    command = [sys.executable, "-m", "studio", "export", str(pack), "--out", str(tmp_path / "out")]
    done = subprocess.run(
        command,
        env={**os.environ, "MILCLICKS_DATA": str(data), "LC_ALL": "C", "LANGUAGE": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 3
    (sentence,) = done.stderr.splitlines()
    assert "make fonts" in sentence
    assert not (tmp_path / "out").exists()


def test_studio_data_absent(pack: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MILCLICKS_DATA", str(pack / "nowhere"))

    result = run("check", pack)

    assert result.exit_code == 3
    assert "nowhere" in errors(result)[0]


def test_a_damaged_manifest(export: Run, out: Path) -> None:
    out.mkdir()
    (out / "manifest.json").write_text("{", "utf-8")

    result = export()

    assert result.exit_code == 2
    assert "manifest.json" in errors(result)[0]
    assert os.listdir(out) == ["manifest.json"]


def test_an_overfull_card_is_refused_unless_asked_for(export: Run, pack: Path, out: Path) -> None:
    words = " ".join(["Unverwechselbarkeit"] * 120)
    change(pack / "posts" / "stop.toml", "Ask who says it.", words)

    result = export("--language", "en", "--post", "stop")
    assert result.exit_code == 1
    assert any("stop" in line and "1080x1350" in line for line in errors(result))
    assert not list(out.glob("*.jpg"))

    result = export("--language", "en", "--post", "stop", "--allow-errors")
    assert result.exit_code == 0
    (image,) = json.loads((out / "manifest.json").read_text("utf-8"))["images"]
    assert any(finding["severity"] == "error" for finding in image["diagnostics"])


@pytest.mark.parametrize("size", ["1080", "0x5", "axb", "10x10", "99999x99999"])
def test_a_bad_size(run: Run, pack: Path, tmp_path: Path, size: str) -> None:
    result = run("render", pack / "posts" / "stop.toml", "--size", size, "-o", tmp_path / "a.png")

    assert result.exit_code == 2
    assert result.stderr
    assert not (tmp_path / "a.png").exists()


def test_a_bad_ending(run: Run, pack: Path, tmp_path: Path) -> None:
    result = run("render", pack / "posts" / "stop.toml", "--size", "400x400", "-o", tmp_path / "a.bmp")

    assert result.exit_code == 2
    assert ".webp" in errors(result)[0]


def test_a_fault_of_ours_says_so(export: Run, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from studio.pipeline import Pipeline

    def fail(_pipeline: Pipeline, job: object) -> object:
        raise ZeroDivisionError("unexpected")

    monkeypatch.setattr(Pipeline, "render", fail)
    result = export("--language", "en", "--post", "stop")

    assert result.exit_code == 1
    assert "ZeroDivisionError" in errors(result)[0]
    assert "report" in errors(result)[0]
    assert not list(out.glob("*.jpg"))
