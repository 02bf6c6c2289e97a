"""A tiny pack, and the command line to try on it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from studio.cli import cli

PACK = """\
format = 1
id = "tiny"
title = "Tiny"
language = "en"
"""
STOP = """\
kind = "tip"
element = "critical"
number = 1
link = "https://example.org/stop"
hashtags = ["Pause"]
caption = "Stop before you share."

[text]
headline = "Stop **before** you share."
body = "Ask who says it."
"""
GUESS = """\
kind = "quiz"
element = "literacy"
answer = 2
caption = "Which one would you trust?"
caption_answer = "A name you can check."

[text]
question = "What makes a page **worth trusting**?"
options = ["Many capitals", "A named author"]
why = "You can ask somebody with a name."
"""
SERBIAN = {
    "caption": "Стани пре дељења.",
    "headline": "Стани **пре** дељења.",
    "body": "Питај ко то каже.",
}

Run = Callable[..., Result]


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A tip (English, and Serbian in both scripts) and a quiz (English only)."""
    folder = tmp_path / "tiny"
    (folder / "posts").mkdir(parents=True)
    (folder / "i18n").mkdir()
    (folder / "pack.toml").write_text(PACK, "utf-8")
    (folder / "posts" / "stop.toml").write_text(STOP, "utf-8")
    (folder / "posts" / "guess.toml").write_text(GUESS, "utf-8")
    sources = {
        "caption": "Stop before you share.",
        "headline": "Stop **before** you share.",
        "body": "Ask who says it.",
    }
    catalog = polib.POFile()
    catalog.metadata = {"Language": "sr", "Content-Type": "text/plain; charset=UTF-8"}
    catalog.extend(
        polib.POEntry(msgctxt=f"stop/{field}", msgid=sources[field], msgstr=text)
        for field, text in SERBIAN.items()
    )
    catalog.save(str(folder / "i18n" / "sr.po"))
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """``run("export", pack, "--out", folder)`` in this process, in English."""
    for variable in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(variable, "C")

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(cli, [str(a) for a in arguments])

    return invoke


@pytest.fixture
def export(run: Run, pack: Path, tmp_path: Path) -> Run:
    """``export("--post", "stop")``: the tiny pack into ``out``, for one network, in this process."""

    def invoke(*arguments: object) -> Result:
        out = ("--out", tmp_path / "out", "--network", "instagram", "--workers", "1")
        return run("export", pack, *out, "--placement", "feed", *arguments)

    return invoke


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """Where ``export`` writes to."""
    return tmp_path / "out"
