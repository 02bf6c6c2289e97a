"""The list of an exported folder."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from studio.diagnostics import Diagnostic, Severity
from studio.errors import InvalidInput
from studio.export.manifest import (
    CaptionRecord,
    Finding,
    ImageRecord,
    Manifest,
    digest,
    digest_of,
    read_manifest,
    write_manifest,
)
from studio.export.plan import Entry, Owner
from studio.model.geometry import Size

FINDING = Finding.of(Diagnostic("text.shrunk", Severity.WARNING, "Shrunk to {size}.", {"size": 4}))
IMAGE = ImageRecord(
    "stop_en_pond-feed_1080x1350.jpg", "p", "stop", "tip", "tip", "en", "pond", "feed", "1080x1350",
    "jpeg", 3, digest(b"abc"), "k" * 64, "stop_en_pond.txt", "A card.", diagnostics=(FINDING,),
)  # fmt: skip
CAPTION = CaptionRecord(
    "stop_en_pond.txt", "p", "stop", "tip", "en", "pond", 12, 280, digest(b"Stop.\n")
)


def test_round_trip(tmp_path: Path) -> None:
    manifest = Manifest(images=(IMAGE,), captions=(CAPTION,))

    write_manifest(tmp_path, manifest, "1.2.3")
    first = (tmp_path / "manifest.json").read_bytes()
    write_manifest(tmp_path, read_manifest(tmp_path), "1.2.3")

    assert read_manifest(tmp_path) == replace(manifest, studio="1.2.3")
    assert (tmp_path / "manifest.json").read_bytes() == first
    assert json.loads(first)["images"][0]["diagnostics"] == [
        {"code": "text.shrunk", "severity": "warning", "text": "Shrunk to 4."}
    ]
    assert "pending" not in json.loads(first)


def test_no_manifest_is_an_empty_one(tmp_path: Path) -> None:
    assert read_manifest(tmp_path) == Manifest()


def test_pending_names_are_ours_and_keep_their_stems(tmp_path: Path) -> None:
    entry = Entry(
        Owner("p", "stop", "tip"), "stop-2", 0, "tip", "pt_BR", "pond", "feed", Size(10, 20), "png", 0
    )
    write_manifest(tmp_path, Manifest().promising([entry]), "1")

    manifest = read_manifest(tmp_path)

    assert manifest.names() == {"stop-2_pt_BR_pond-feed_10x20.png", "stop-2_pt_BR_pond.txt"}
    assert manifest.stems() == {Owner("p", "stop", "tip"): "stop-2"}


def test_merging_keeps_other_posts_and_forgets_files_that_have_gone(tmp_path: Path) -> None:
    kept, gone = replace(IMAGE, name="z.png", post="z"), replace(IMAGE, name="y.png", post="y")
    (tmp_path / "z.png").write_bytes(b"abc")
    newer = replace(IMAGE, key="n" * 64)

    merged = Manifest(images=(IMAGE, gone, kept)).merged([newer], [CAPTION], tmp_path)

    assert merged.images == (newer, kept)
    assert merged.captions == (CAPTION,)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "manifest.broken"),
        ('{"format": 1, "images": [', "manifest.broken"),
        ('{"format": 1, "images": [{"name": 5}]}', "manifest.broken"),
        ('{"format": 1, "pending": [{"name": "../a", "pack": "", "post": "", "card": ""}]}',
         "manifest.broken"),
        ('{"format": 99, "studio": "9.0"}', "manifest.newer"),
    ],
)  # fmt: skip
def test_a_manifest_that_cannot_be_used(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "manifest.json").write_text(text)

    with pytest.raises(InvalidInput) as caught:
        read_manifest(tmp_path)

    (problem,) = caught.value.diagnostics
    assert problem.code == code
    assert problem.where.file == str(tmp_path / "manifest.json")
    assert "another folder" in str(problem)


def test_digest_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")

    assert digest_of(tmp_path / "a") == digest(b"abc")
    assert digest_of(tmp_path / "b") is None
