"""The main job from the command line: a pack becomes images with captions."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import Result
from PIL import Image

from studio.resources import Resources
from studio.workspace.export import ExportRequest, export_pack
from studio.workspace.select import Selection

Run = Callable[..., Result]


def listed(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_images_captions_and_manifest(export: Run, out: Path) -> None:
    result = export("--post", "stop")

    assert result.exit_code == 0, result.stderr
    assert listed(out) == [
        "manifest.json",
        "stop_en_instagram-feed_1080x1350.jpg",
        "stop_en_instagram.txt",
        "stop_sr@latin_instagram-feed_1080x1350.jpg",
        "stop_sr@latin_instagram.txt",
        "stop_sr_instagram-feed_1080x1350.jpg",
        "stop_sr_instagram.txt",
    ]
    with Image.open(out / "stop_en_instagram-feed_1080x1350.jpg") as image:
        assert (image.size, image.format) == ((1080, 1350), "JPEG")
    assert (out / "stop_en_instagram.txt").read_text("utf-8").startswith("Stop before you share.")
    assert "Стани пре дељења." in (out / "stop_sr_instagram.txt").read_text("utf-8")
    assert "Stani pre deljenja." in (out / "stop_sr@latin_instagram.txt").read_text("utf-8")
    assert all((out / name).read_text("utf-8").count("#MILCLICKS") == 1
               for name in listed(out) if name.endswith(".txt"))  # fmt: skip
    assert "Images: 3 written, 0 unchanged. Captions: 3." in result.stderr


def test_the_manifest_tells_the_truth(export: Run, out: Path) -> None:
    export("--post", "stop", "--language", "en")

    (image,) = json.loads((out / "manifest.json").read_text("utf-8"))["images"]
    data = (out / image["name"]).read_bytes()
    assert image["sha256"] == hashlib.sha256(data).hexdigest()
    assert image["bytes"] == len(data)
    assert image["caption"] == "stop_en_instagram.txt"
    assert "Stop before you share" in image["alt"]
    assert (image["pack"], image["post"], image["card"], image["draft"]) == (
        "tiny",
        "stop",
        "tip",
        False,
    )


def test_a_quiz_gives_two_cards_with_a_caption_each(export: Run, out: Path) -> None:
    result = export("--post", "guess", "--language", "en")

    assert result.exit_code == 0, result.stderr
    assert listed(out) == [
        "guess-answer_en_instagram-feed_1080x1350.jpg",
        "guess-answer_en_instagram.txt",
        "guess-question_en_instagram-feed_1080x1350.jpg",
        "guess-question_en_instagram.txt",
        "manifest.json",
    ]
    assert "named author" not in (out / "guess-question_en_instagram.txt").read_text("utf-8")


def test_what_is_not_translated_is_left_out_and_reported(export: Run, out: Path) -> None:
    result = export("--language", "sr", "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == told["exit"] == 1
    assert told["skipped"] == [{"post": "guess", "language": "sr"}]
    assert "guess" in result.stderr
    assert not [name for name in listed(out) if name.startswith("guess")]


def test_a_draft_shows_it_and_says_so(export: Run, out: Path) -> None:
    result = export("--language", "sr", "--draft")

    images = json.loads((out / "manifest.json").read_text("utf-8"))["images"]
    assert result.exit_code == 0, result.stderr
    assert {image["post"]: image["draft"] for image in images} == {"guess": True, "stop": False}


def test_an_unchanged_card_is_not_rendered_again(
    export: Run, out: Path, pack: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export()
    before = contents(out)

    from studio.pipeline import Pipeline

    rendered: list[str] = []
    usual = Pipeline.render

    def noted(self: Pipeline, job: object) -> object:
        rendered.append(job.post.id)  # type: ignore[attr-defined]
        return usual(self, job)  # type: ignore[arg-type]

    monkeypatch.setattr(Pipeline, "render", noted)
    again = export()
    assert not rendered
    assert "0 written" in again.stderr
    assert contents(out) == before

    post = pack / "posts" / "stop.toml"
    post.write_text(post.read_text("utf-8").replace("Ask who says it.", "Ask who said it."), "utf-8")
    export("--language", "en")
    assert rendered == ["stop"]

    rendered.clear()
    (out / "stop_en_instagram-feed_1080x1350.jpg").write_bytes(b"spoilt")
    export("--language", "en")
    assert rendered == ["stop"]

    rendered.clear()
    export("--language", "en", "--force")
    assert sorted(rendered) == ["guess", "guess", "stop"]


def test_same_bytes_whatever_the_number_of_workers(run: Run, pack: Path, tmp_path: Path) -> None:
    common = ("--network", "instagram", "--network", "x", "--language", "en", "--language", "sr")
    one = run("export", pack, *common, "--draft", "--out", tmp_path / "one", "--workers", "1")
    two = run("export", pack, *common, "--draft", "--out", tmp_path / "two", "--workers", "2", "--json")

    assert one.exit_code == 0, one.stderr
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    names = [f["name"] for f in json.loads(two.stdout)["files"] if not f["name"].endswith(".txt")]
    cards = [name.split("_")[0] for name in names]
    assert list(dict.fromkeys(cards)) == ["guess-question", "guess-answer", "stop"]


def test_two_packs_share_a_folder(export: Run, run: Run, pack: Path, tmp_path: Path, out: Path) -> None:
    export("--language", "en", "--post", "stop")
    first = contents(out)
    head = pack / "pack.toml"
    head.write_text(head.read_text("utf-8").replace('"tiny"', '"other"'), "utf-8")

    result = export("--language", "en", "--post", "stop")

    assert result.exit_code == 0, result.stderr
    assert set(listed(out)) - set(first) == {
        "stop-2_en_instagram-feed_1080x1350.jpg",
        "stop-2_en_instagram.txt",
    }
    assert all((out / name).read_bytes() == data for name, data in first.items() if "stop" in name)


def test_a_strangers_file_is_not_overwritten(export: Run, out: Path) -> None:
    out.mkdir()
    mine = out / "stop_en_instagram-feed_1080x1350.jpg"
    mine.write_bytes(b"my own picture")

    for _ in range(2):
        result = export("--language", "en", "--post", "stop")
        assert result.exit_code == 1
        assert "not made by the studio" in result.stderr
        assert mine.read_bytes() == b"my own picture"

    assert export("--language", "en", "--post", "stop", "--force").exit_code == 0
    assert mine.read_bytes() != b"my own picture"


def test_wishes_for_formats(run: Run, pack: Path, out: Path) -> None:
    wishes = ("--format", "png", "--format", "webp", "--post", "stop", "--language", "en")
    networks = ("--network", "x", "--network", "instagram", "--placement", "landscape")

    result = run("export", pack, "--out", out, *wishes, *networks)

    assert result.exit_code == 0, result.stderr
    assert "Instagram does not take png files" in result.stderr
    assert sorted(path.name for path in out.glob("*.*g*")) == [
        "stop_en_x-landscape_1600x900.png",
    ]
    with Image.open(out / "stop_en_x-landscape_1600x900.webp") as image:
        assert image.format == "WEBP"


def test_networks_with_the_same_picture_share_one_rendering(
    run: Run, pack: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.pipeline import Pipeline

    usual, jobs = Pipeline.render, []
    monkeypatch.setattr(Pipeline, "render", lambda self, job: (jobs.append(job), usual(self, job))[1])
    networks = ("--network", "facebook", "--network", "instagram", "--placement", "feed")

    run("export", pack, "--out", out, *networks, "--post", "stop", "--language", "en")

    facebook, instagram = sorted(out.glob("*.jpg"))
    assert facebook.read_bytes() == instagram.read_bytes()
    assert len(jobs) == 1


def test_a_network_that_takes_smaller_files_gets_its_own(
    run: Run, pack: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from studio.caption.networks import load_networks
    from studio.workspace import export

    wishes = ("--placement", "feed", "--post", "stop", "--language", "en")
    both = ("--network", "facebook", "--network", "instagram", *wishes)
    run("export", pack, "--out", out / "wide", *both)
    limit = next((out / "wide").glob("*.jpg")).stat().st_size - 1
    networks = load_networks()
    files = replace(networks["facebook"].files, max_bytes=limit)
    narrow = networks | {"facebook": replace(networks["facebook"], files=files)}
    known = replace(export.known_networks(), networks=narrow)
    monkeypatch.setattr(export, "known_networks", lambda: known)

    run("export", pack, "--out", out / "alone", "--network", "facebook", *wishes)
    run("export", pack, "--out", out, *both)

    facebook, instagram = sorted(out.glob("*.jpg"))
    assert facebook.stat().st_size <= limit < instagram.stat().st_size
    assert facebook.read_bytes() == (out / "alone" / facebook.name).read_bytes()


class Frail(ThreadPoolExecutor):
    """An executor that breaks, as a process pool does, when it gets a job of the quiz's answer."""

    def submit(self, fn: Callable[..., object], /, *args: object, **kwargs: object) -> Future[object]:  # type: ignore[override]
        (tasks,) = args
        if any(task.image.job.card == "answer" for task in tasks):  # type: ignore[attr-defined]
            future: Future[object] = Future()
            future.set_exception(BrokenProcessPool("a process ended"))
            return future
        return super().submit(fn, *args, **kwargs)


def test_a_job_that_kills_its_worker_is_reported_and_the_rest_goes_on(
    pack: Path, out: Path, resources: Resources
) -> None:
    selection = Selection(languages=("en",), networks=("instagram",), placements=("feed",))

    result = export_pack(
        ExportRequest(pack, out, selection, workers=2), resources=resources, make_executor=Frail
    )

    assert {image.name.split("_")[0]: image.status for image in result.images} == {
        "guess-question": "written",
        "guess-answer": "refused",
        "stop": "written",
    }
    (finding,) = result.images[1].diagnostics
    assert (finding.code, finding.where.post) == ("export.worker-died", "guess")
    assert not result.complete


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_export_goes_on_where_it_was(export: Run, pack: Path, out: Path) -> None:
    program = f"""
import os, signal
from pathlib import Path
from studio.resources import Resources
from studio.export import write
from studio.workspace.export import ExportRequest, export_pack
from studio.workspace.select import Selection

usual, count = os.replace, [0]

def replace(source, target):
    count[0] += target.suffix == ".jpg"
    if count[0] == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    usual(source, target)

os.replace = replace
selection = Selection(("en",), ("instagram",), ("feed",))
request = ExportRequest(Path({str(pack)!r}), Path({str(out)!r}), selection, 1)
export_pack(request, resources=Resources.find())
"""
    killed = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True)

    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    before = {path.name: path.read_bytes() for path in out.glob("*.jpg")}
    assert len(before) == 2
    assert len(list(out.glob(".milclicks*"))) == 1

    result = export("--language", "en")
    assert result.exit_code == 0, result.stderr
    assert "1 written, 2 unchanged" in result.stderr
    assert len(list(out.glob("*.jpg"))) == 3
    assert not list(out.glob(".milclicks*"))
    assert all((out / name).read_bytes() == data for name, data in before.items())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
def test_ctrl_c_ends_in_order(tmp_path: Path) -> None:
    """In a process of its own, with workers, as in a terminal: everybody gets the signal."""
    pack = tmp_path / "many"
    (pack / "posts").mkdir(parents=True)
    (pack / "pack.toml").write_text('format = 1\nid = "many"\ntitle = "M"\nlanguage = "en"\n', "utf-8")
    text = (
        'kind = "tip"\nelement = "critical"\ncaption = "C"\n[text]\nheadline = "No {n}"\nbody = "B"\n'
    )
    for number in range(40):
        post = text.replace("{n}", str(number))
        (pack / "posts" / f"post-{number:03}.toml").write_text(post, "utf-8")
    out = tmp_path / "out"
    program = f"""
import contextlib, os, signal
from studio.cli import cli, face

@contextlib.contextmanager
def bar():
    yield lambda done, _all, _name: done == 3 and os.killpg(0, signal.SIGINT)

if __name__ == "__main__":
    face.progress_bar = bar
    cli(["export", {str(pack)!r}, "--out", {str(out)!r}, "--workers", "2", "--json"])
"""
    process = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    stdout, stderr = process.communicate(timeout=120)

    assert process.returncode == 130, stderr.decode()
    assert b"Traceback" not in stderr
    told = json.loads(stdout)
    assert told["left"] > 0
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    images = {image["name"]: image["sha256"] for image in manifest["images"]}
    on_disk = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in out.glob("*.*g")}
    assert images == on_disk
    assert len(images) == told["written"]
    assert not list(out.glob(".milclicks*"))
