"""Packs go back and forth, and nobody's work is lost on the way."""

from __future__ import annotations

import errno
import json
import os
import shutil
from datetime import datetime
from pathlib import Path

import pytest

from studio.errors import EnvironmentFailure, InvalidInput
from studio.pack import journal, load_pack
from studio.pack.disk import held
from studio.workspace.packs import (
    export_archive,
    import_archive,
    merge_places,
    opened_pack,
    verify_pack,
)

NOW = datetime(2026, 11, 1, 12)
PO = (
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    '# Ana: keep it short\nmsgctxt "tip/body"\nmsgid "Then share."\nmsgstr "{0}"\n\n'
    'msgctxt "tip/headline"\nmsgid "Read **first**."\nmsgstr "{1}"\n'
)


def edit(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in folder.rglob("*")
        if p.is_file() and ".exchange" not in p.parts
    }


@pytest.fixture
def ana(make_pack: object, tip: str, quiz: str) -> Path:
    folder: Path = make_pack({"tip": "# Ana's own remark\n" + tip, "quiz": quiz})  # type: ignore[operator]
    (folder / "i18n").mkdir()
    (folder / "i18n" / "sr.po").write_text(PO.replace("{0}", "").replace("{1}", ""), "utf-8")
    return folder


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return tmp_path / "letter.milpack"


@pytest.fixture
def bojan(ana: Path, letter: Path, tmp_path: Path) -> Path:
    export_archive(ana, letter)
    import_archive(letter, tmp_path / "bojan", now=NOW)
    return tmp_path / "bojan"


def test_both_edit_and_both_edits_survive(ana: Path, bojan: Path, letter: Path) -> None:
    edit(ana, "posts/tip.toml", "Then share.", "Then share it.")
    edit(ana, "posts/quiz.toml", "Anger travels.", "Anger sells.")
    edit(bojan, "posts/tip.toml", "Read first.", "Read it first.")
    edit(bojan, "i18n/sr.po", 'msgid "Then share."\nmsgstr ""', 'msgid "Then share."\nmsgstr "Подели."')
    export_archive(bojan, letter)
    result = import_archive(letter, ana, now=NOW)

    assert (result.status, result.conflicts, result.based) == ("merged", (), True)
    assert result.changed == ("i18n/sr.po", "posts/tip.toml")
    texts = {post.id: post.texts for post in load_pack(ana)[0].posts}
    assert texts["tip"]["body"] == "Then share it."
    assert texts["tip"]["caption"] == "Read it first."
    assert texts["quiz"]["why"] == "Anger sells."
    catalog = (ana / "i18n" / "sr.po").read_text("utf-8")
    assert '#, fuzzy\n#| msgid "Then share."' in catalog  # Ana has changed its source
    assert "# Ana: keep it short" in catalog
    assert 'msgid "Then share it."\nmsgstr "Подели."' in catalog

    assert import_archive(letter, ana, now=NOW).status == "unchanged"
    export_archive(ana, letter)
    assert import_archive(letter, bojan, now=NOW).conflicts == ()
    assert load_pack(bojan)[0] == load_pack(ana)[0]


def test_a_file_that_one_alone_changed_is_taken_byte_by_byte(
    ana: Path, bojan: Path, letter: Path
) -> None:
    edit(bojan, "posts/quiz.toml", 'kind = "quiz"', '# a remark of Bojan\nkind   =  "quiz"\nnumber = 3')
    export_archive(bojan, letter)
    before = files(ana)
    import_archive(letter, ana, now=NOW)

    assert files(ana) == before | {"posts/quiz.toml": files(bojan)["posts/quiz.toml"]}


def test_a_conflict_writes_nothing_until_somebody_chooses(ana: Path, bojan: Path, letter: Path) -> None:
    edit(ana, "posts/tip.toml", "Then share.", "Ana's words.")
    edit(bojan, "posts/tip.toml", "Then share.", "Bojan's words.")
    edit(bojan, "posts/quiz.toml", "Anger travels.", "Anger sells.")
    export_archive(bojan, letter)
    before = files(ana)
    result = import_archive(letter, ana, now=NOW)

    assert result.status == "conflicts"
    assert [(c.post, c.field, c.ours, c.theirs) for c in result.conflicts] == [
        ("tip", "body", "Ana's words.", "Bojan's words.")
    ]
    assert files(ana) == before

    chosen = import_archive(letter, ana, now=NOW, chosen="ours")
    assert chosen.changed == ("i18n/sr.po", "posts/quiz.toml")
    assert import_archive(letter, ana, now=NOW).status == "unchanged"  # it is settled
    assert load_pack(ana)[0].posts[1].text("body") == "Ana's words."


def test_the_former_state_can_be_had_back(ana: Path, bojan: Path, letter: Path, tmp_path: Path) -> None:
    before = files(ana)
    edit(bojan, "posts/tip.toml", "Then share.", "Bojan's words.")
    (bojan / "posts" / "quiz.toml").unlink()
    export_archive(bojan, letter)
    result = import_archive(letter, ana, now=NOW)

    assert sorted(files(ana)) == ["i18n/sr.po", "pack.toml", "posts/tip.toml"]
    assert result.backup
    import_archive(result.backup, tmp_path / "restored", now=NOW)
    assert files(tmp_path / "restored") == before


def test_third_hands_do_not_undo_anything(ana: Path, bojan: Path, letter: Path, tmp_path: Path) -> None:
    """Bojan's edit reaches Ana through Vesna, whose last exchange Ana has never seen."""
    edit(bojan, "posts/quiz.toml", "Anger travels.", "Anger sells.")
    export_archive(bojan, letter)
    vesna = tmp_path / "vesna"
    import_archive(letter, vesna, now=NOW)
    edit(vesna, "posts/tip.toml", "Then share.", "Vesna's words.")
    export_archive(vesna, letter)
    edit(ana, "posts/tip.toml", "Read first.", "Ana's words.")

    assert import_archive(letter, ana, now=NOW).conflicts == ()
    texts = {name for post in load_pack(ana)[0].posts for name in post.texts.values()}
    assert texts >= {"Anger sells.", "Vesna's words.", "Ana's words."}


def test_without_a_common_past_nothing_is_taken_away(ana: Path, bojan: Path, letter: Path) -> None:
    shutil.rmtree(ana / ".exchange")
    edit(ana, "posts/tip.toml", "Then share.", "Ana's words.")
    (bojan / "posts" / "quiz.toml").unlink()
    export_archive(bojan, letter)
    result = import_archive(letter, ana, now=NOW)

    assert not result.based
    assert [(c.post, c.field) for c in result.conflicts] == [("tip", "body")]
    import_archive(letter, ana, now=NOW, chosen="theirs")
    assert sorted(post.id for post in load_pack(ana)[0].posts) == ["quiz", "tip"]


def test_a_damaged_memory_costs_no_text(ana: Path, bojan: Path, letter: Path) -> None:
    for state in (ana / ".exchange" / "states").glob("*.milpack"):
        state.write_bytes(b"damaged")
    edit(ana, "posts/tip.toml", "Then share.", "Ana's words.")
    export_archive(bojan, letter)

    assert import_archive(letter, ana, now=NOW).status == "conflicts"


def test_another_pack_is_not_mixed_in(ana: Path, bojan: Path, letter: Path) -> None:
    edit(bojan, "pack.toml", 'id = "test"', 'id = "other"')
    before = files(ana)
    with pytest.raises(InvalidInput) as caught:
        import_archive(bojan, ana, now=NOW)

    assert caught.value.diagnostics[0].code == "pack.another"
    assert files(ana) == before
    with pytest.raises(InvalidInput) as caught:
        export_archive(bojan, letter)
    assert caught.value.diagnostics[0].code == "pack.exists"
    export_archive(bojan, letter, replace=True)


def test_merge_of_three_places(ana: Path, bojan: Path, letter: Path, tmp_path: Path) -> None:
    base = tmp_path / "base"
    shutil.copytree(ana, base)
    edit(ana, "posts/tip.toml", "Then share.", "Ana's words.")
    edit(bojan, "posts/tip.toml", "Read first.", "Bojan's words.")
    export_archive(bojan, letter)
    for out in (tmp_path / "out", tmp_path / "out.milpack"):
        assert merge_places(base, ana, letter, out).conflicts == ()
        with opened_pack(out) as folder:
            tip = load_pack(folder)[0].posts[1]
        assert (tip.text("body"), tip.text("caption")) == ("Ana's words.", "Bojan's words.")
        with pytest.raises(InvalidInput):
            merge_places(base, ana, letter, out)

    assert verify_pack(tmp_path / "out").state == verify_pack(tmp_path / "out.milpack").state


def test_one_at_a_time(ana: Path, bojan: Path, letter: Path) -> None:
    export_archive(bojan, letter)
    before = files(ana)
    with held(ana), pytest.raises(EnvironmentFailure) as caught:
        import_archive(letter, ana, now=NOW)

    assert caught.value.diagnostics[0].code == "pack.busy"
    assert files(ana) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_full_disk_leaves_all_as_it_was(
    ana: Path, bojan: Path, letter: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    edit(bojan, "posts/tip.toml", "Then share.", "Bojan's words.")
    export_archive(bojan, letter)
    before, sent = files(ana), letter.read_bytes()

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("studio.pack.disk.os.fsync", refuse)
    for attempt in (
        lambda: import_archive(letter, ana, now=NOW),
        lambda: export_archive(ana, letter),
    ):
        with pytest.raises(EnvironmentFailure) as caught:
            attempt()
        assert caught.value.diagnostics[0].code == "pack.unwritable"
    monkeypatch.undo()

    assert files(ana) == before
    assert letter.read_bytes() == sent
    assert import_archive(letter, ana, now=NOW).status == "merged"


def test_a_decided_change_is_finished_and_an_edit_since_then_is_kept(
    ana: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(_folder: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(journal, "_carry_out", crash)
    with pytest.raises(KeyboardInterrupt):
        journal.change(ana, {"posts/tip.toml": None, "pack.toml": b"new = 1"})
    monkeypatch.undo()
    assert journal.unfinished(ana)
    edit(ana, "posts/tip.toml", "Then share.", "Typed after the crash.")
    journal.finish(ana)

    assert (ana / "pack.toml").read_bytes() == b"new = 1"
    assert not (ana / "posts" / "tip.toml").exists()
    assert "Typed after" in (ana / ".exchange" / "kept" / "posts" / "tip.toml").read_text("utf-8")
    assert not journal.unfinished(ana)


@pytest.mark.parametrize(
    "name", ["../evil.toml", "/evil.toml", "run.py", ".git/config", "posts/../../x"]
)
def test_a_strangers_journal_reaches_nothing_else(ana: Path, name: str) -> None:
    commit = ana / ".exchange" / "commit"
    commit.mkdir(parents=True)
    (commit / "0").write_text("evil")
    (commit / "plan.json").write_text(json.dumps([{"name": name, "old": "", "gone": False}]))
    before = files(ana.parent)
    with pytest.raises(InvalidInput) as caught:
        load_pack(ana)

    assert caught.value.diagnostics[0].code == "pack.journal"
    assert files(ana.parent) == before
