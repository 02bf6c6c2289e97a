"""``milclicks pack``: what it says, writes and answers."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

Run = Callable[..., Result]


def test_there_and_back(run: Run, pack: Path, tmp_path: Path) -> None:
    letter, copy = tmp_path / "a.milpack", tmp_path / "copy"
    assert run("pack", "export", pack, "-o", letter).exit_code == 0
    assert run("pack", "import", letter, copy).exit_code == 0
    post = copy / "posts" / "stop.toml"
    post.write_text(post.read_text("utf-8").replace("Ask who", "Look who"), "utf-8")

    done = run("pack", "import", copy, pack, "--json")
    data = json.loads(done.stdout)
    assert (done.exit_code, data["status"], data["changed"]) == (
        0,
        "merged",
        ["i18n/sr.po", "posts/stop.toml"],
    )
    assert Path(data["backup"]).is_file()
    verified = json.loads(run("pack", "verify", letter, "--json").stdout)
    assert (verified["pack"], verified["posts"]) == ("tiny", 2)


def test_conflicts_are_listed_with_both_texts(run: Run, pack: Path, tmp_path: Path) -> None:
    base, theirs, out = tmp_path / "base", tmp_path / "theirs", tmp_path / "out"
    shutil.copytree(pack, base)
    shutil.copytree(pack, theirs)
    for folder, words in ((pack, "Our words"), (theirs, "Their words")):
        post = folder / "posts" / "stop.toml"
        post.write_text(post.read_text("utf-8").replace("Ask who", words), "utf-8")
    done = run("pack", "merge", base, pack, theirs, "-o", out)

    assert done.exit_code == 1
    assert "stop/body" in done.stdout
    assert "Our words says it." in done.stdout
    assert "Their words says it." in done.stdout
    assert not out.exists()
    assert run("pack", "merge", base, pack, theirs, "-o", out, "--theirs").exit_code == 0
    assert "Their words" in (out / "posts" / "stop.toml").read_text("utf-8")


def test_a_damaged_file_is_told_in_a_sentence(run: Run, pack: Path, tmp_path: Path) -> None:
    letter = tmp_path / "a.milpack"
    run("pack", "export", pack, "-o", letter)
    letter.write_bytes(letter.read_bytes()[:-30])
    for command in (("verify", letter), ("import", letter, tmp_path / "new")):
        done = run("pack", *command)
        assert done.exit_code == 2
        assert "damaged" in done.stderr
    assert not (tmp_path / "new").exists()


def test_images_can_be_made_from_a_file(
    export: Run, run: Run, pack: Path, out: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "a.milpack"
    run("pack", "export", pack, "-o", letter)
    wishes = ("--network", "x", "--placement", "landscape", "--language", "en", "--post", "stop")
    done = run("export", letter, "--out", out, *wishes)

    assert done.exit_code == 0, done.stderr
    assert sorted(p.suffix for p in out.iterdir() if p.name.startswith("stop")) == [".jpg", ".txt"]
