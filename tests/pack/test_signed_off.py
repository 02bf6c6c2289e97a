"""``require_signed_off``: only languages that native speakers have signed off."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio.diagnostics import Severity
from studio.pack import load_pack
from studio.resources import Resources
from studio.text import languages
from studio.text.languages import SignOff
from studio.workspace import versions
from studio.workspace.select import Selection
from studio.workspace.versions import open_edition

HEAD = 'format = 1\nid = "strict"\ntitle = "Strict"\nlanguage = "en"\n'
POST = """\
kind = "tip"
element = "critical"
caption = "Stop."

[text]
headline = "Stop."
body = "Ask."
"""


def pack_with(folder: Path, wish: str) -> Path:
    (folder / "posts").mkdir()
    (folder / "pack.toml").write_text(HEAD + wish, "utf-8")
    (folder / "posts" / "stop.toml").write_text(POST, "utf-8")
    return folder


def test_the_wish_is_read(tmp_path: Path) -> None:
    folder = pack_with(tmp_path, "require_signed_off = true\n")
    assert load_pack(folder)[0].require_signed_off is True


@pytest.mark.parametrize(
    ("wish", "draft", "signed", "severity"),
    [
        ("", False, False, None),
        ("require_signed_off = true\n", False, False, Severity.ERROR),
        ("require_signed_off = true\n", True, False, Severity.WARNING),
        ("require_signed_off = true\n", False, True, None),
    ],
)
def test_a_language_that_is_a_draft_is_not_shown(
    resources: Resources,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    wish: str,
    draft: bool,
    signed: bool,
    severity: Severity | None,
) -> None:
    known = languages.load_sign_offs()
    if signed:
        known["en"] = SignOff("signed-off", "A. Reader", None, "1.0")
    monkeypatch.setattr(versions, "load_sign_offs", lambda: known)
    edition = open_edition(pack_with(tmp_path, wish), Selection(), {}, resources, draft=draft)
    found = [d for d in edition.diagnostics if d.code == "language.not-signed-off"]
    assert [d.severity for d in found] == ([severity] if severity is not None else [])
    assert [v.draft for v in edition.versions] == ([] if severity is Severity.ERROR else [draft])
