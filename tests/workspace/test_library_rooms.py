"""What a window does with the library: packs, posts, labels, plans, the past, settings, brand kits."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from studio.errors import InvalidInput
from studio.library import Library
from studio.library import cells as c
from studio.model.changes import Key
from studio.model.post import Plan, Post
from studio.resources import Resources
from studio.workspace.export import ExportRequest
from studio.workspace.library import open_library, redo, set_text, throw_away, undo
from studio.workspace.library_desk import (
    get_brand,
    get_setting,
    get_settings,
    import_brand,
    list_brands,
    put_setting,
    put_settings,
    remove_brand,
    set_brand,
    write_brand,
)
from studio.workspace.library_export import export_from_library, exports_of
from studio.workspace.library_past import (
    changed_since,
    empty_trash,
    list_conflicts,
    list_revisions,
    list_trash,
    post_as_it_was,
    resolve_conflict,
    restore_revision,
)
from studio.workspace.library_posts import (
    add_label,
    add_post,
    calendar,
    change_post,
    hashtags_in_use,
    labels_in_use,
    list_packs,
    new_pack,
    read_post,
    remove_label,
    rename_pack,
    set_hashtags,
    set_labels,
    set_plan,
)
from studio.workspace.select import Selection

TEXTS = {"headline": "Stop **before** you share", "body": "Ask who says it.", "caption": "Stop first."}
BODY = Key("mine", "stop", "body")


def post(name: str) -> Post:
    return Post(name, "tip", "critical", "en", TEXTS)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library", author="Ana") as opened:
        assert list(new_pack(opened, "mine", "Mine", "en").packs()) == ["mine"]
        for name in ("stop", "look"):
            add_post(opened, "mine", post(name))
        yield opened


def code(error: pytest.ExceptionInfo[InvalidInput]) -> str:
    return error.value.diagnostics[0].code


def test_packs_are_begun_listed_and_renamed(library: Library) -> None:
    rename_pack(library, "mine", "Ours", library.read(Key("mine", "", "@title")).version)
    throw_away(library, "mine", ["look"])

    (line,) = list_packs(library)
    assert (line.pack, line.title, line.language, line.posts, line.trashed) == (
        "mine",
        "Ours",
        "en",
        1,
        "",
    )
    for name, expected in (("mine", "library.pack-exists"), ("No good", "library.bad-name")):
        with pytest.raises(InvalidInput) as caught:
            new_pack(library, name, "X", "en")
        assert code(caught) == expected


def test_a_post_is_read_with_its_versions_and_changed(library: Library) -> None:
    was = read_post(library, "mine", "stop")
    assert was.post == post("stop")
    done = set_text(library, BODY, "Ask twice.", was.versions["body"])
    now = read_post(library, "mine", "stop")

    assert now.post.text("body") == "Ask twice."
    assert now.versions["body"] == done.edit > was.versions["body"]
    assert change_post(library, "mine", was.post, replace(was.post, number=3))
    assert read_post(library, "mine", "stop").post.number == 3
    with pytest.raises(InvalidInput) as caught:
        read_post(library, "mine", "nowhere")
    assert code(caught) == "library.no-post"


def test_labels_belong_to_the_library_and_hashtags_to_the_post(library: Library) -> None:
    set_labels(library, "mine", "stop", ["Spring", "#spring", " May "], 0)
    add_label(library, "mine", ["stop", "look"], "School")
    set_hashtags(library, "mine", "look", ["#Pause"], 0)

    assert read_post(library, "mine", "stop").labels == ("Spring", "May", "School")
    assert labels_in_use(library)[0] == "School"
    assert hashtags_in_use(library) == ("Pause",)
    assert read_post(library, "mine", "look").post.hashtags == ("Pause",)
    remove_label(library, "mine", ["stop", "look"], "school")
    assert read_post(library, "mine", "look").labels == ()
    undo(library)
    assert read_post(library, "mine", "look").labels == ("School",)


def test_plans_make_a_calendar(library: Library) -> None:
    first, second = datetime.date(2026, 12, 1), datetime.date(2026, 12, 9)
    set_plan(library, "mine", "stop", Plan(second, networks=("x",)), 0)
    set_plan(library, "mine", "look", Plan(first, datetime.time(9, 30)), 0)

    assert [(p.post, p.plan) for p in calendar(library)] == [
        ("look", Plan(first, datetime.time(9, 30))),
        ("stop", Plan(second, networks=("x",))),
    ]
    assert [p.post for p in calendar(library, since=second)] == ["stop"]
    assert calendar(library, until=datetime.date(2026, 11, 30)) == ()
    version = read_post(library, "mine", "stop").versions[c.PLAN]
    set_plan(library, "mine", "stop", None, version)
    assert [p.post for p in calendar(library)] == ["look"]


def test_revisions_are_listed_seen_compared_and_restored(library: Library) -> None:
    seen = library.read(BODY).version
    set_text(library, BODY, "Ask twice.", seen)

    newest, oldest = list_revisions(library, "mine", "stop")
    assert newest.author == "Ana"
    assert post_as_it_was(library, "mine", "stop", oldest.edit) == post("stop")
    assert post_as_it_was(library, "mine", "stop", oldest.edit - 1) is None
    (change,) = changed_since(library, "mine", "stop", oldest.edit)
    assert (change.before, change.after) == (TEXTS["body"], "Ask twice.")
    restore_revision(library, "mine", "stop", oldest.edit)
    assert read_post(library, "mine", "stop").post == post("stop")


def test_the_trash_is_listed_and_emptied(library: Library) -> None:
    new_pack(library, "old", "Old", "en")
    throw_away(library, "mine", ["look"])
    throw_away(library, "old")

    assert list_trash(library).packs == ("old",)
    assert list_trash(library).posts == (("mine", "look"),)
    assert list(empty_trash(library).posts()) == [("mine", "look")]
    assert list_trash(library).posts == ()
    assert not empty_trash(library)


def test_conflicts_are_listed_and_settled(library: Library) -> None:
    seen = library.read(BODY).version
    set_text(library, BODY, "Theirs.", seen)
    assert set_text(library, BODY, "Mine.", seen).conflicts

    (conflict,) = list_conflicts(library)
    resolve_conflict(library, conflict.number, conflict.mine)
    assert library.read(BODY).value == "Mine."
    assert list_conflicts(library) == ()
    with pytest.raises(InvalidInput) as caught:
        resolve_conflict(library, conflict.number, "Again.")
    assert code(caught) == "library.no-conflict"


def test_settings_stay_and_are_not_undone(library: Library) -> None:
    position = library.position()
    (change,) = put_setting(library, "window.size", "1280x800").changes
    assert (change.before, change.after) == (None, "1280x800")
    put_settings(library, {"theme": "dark", "window.size": None})

    assert get_settings(library) == {"theme": "dark"}
    assert get_setting(library, "window.size", "none") == "none"
    assert not put_setting(library, "theme", "dark")
    assert library.position() == position
    undo(library)
    assert get_setting(library, "theme") == "dark"


def test_brand_kits_are_checked_kept_disputed_and_undone(library: Library, tmp_path: Path) -> None:
    own = Resources.find().templates / "brands" / "milclicks"
    import_brand(library, "ours", own)
    kit = get_brand(library, "ours")
    assert list_brands(library) == ("ours",)
    files = {**kit.files, "brand.toml": kit.files["brand.toml"] + "# changed\n"}
    done = set_brand(library, "ours", files, kit.version)
    assert list(done.packs()) == []
    assert set_brand(library, "ours", kit.files, kit.version).conflicts
    write_brand(library, "ours", tmp_path / "kit")
    assert (tmp_path / "kit" / "brand.toml").read_text("utf-8").endswith("# changed\n")

    remove_brand(library, "ours", done.edit)
    assert list_brands(library) == ()
    undo(library)
    undo(library)
    assert get_brand(library, "ours").files == kit.files
    redo(library)
    with pytest.raises(InvalidInput):
        set_brand(library, "ours", {"brand.toml": "name = 1"}, 0)
    with pytest.raises(InvalidInput) as caught:
        get_brand(library, "nobody")
    assert code(caught) == "library.no-brand"


def test_what_is_exported_stands_in_the_ledger_once(library: Library, tmp_path: Path) -> None:
    chosen = Selection(posts=("stop",), networks=("instagram",), placements=("feed",))
    request = ExportRequest(Path(), tmp_path / "out", chosen, workers=1)
    for _ in range(2):
        result = export_from_library(library, "mine", request, resources=Resources.find())
        assert result.complete, result.diagnostics

    picture, caption = sorted(
        exports_of(library, "mine", "stop"), key=lambda one: one.placement, reverse=True
    )
    assert (picture.network, picture.placement, picture.language) == ("instagram", "feed", "en")
    assert (tmp_path / "out" / picture.file).is_file()
    assert caption.file.endswith(".txt")
    assert exports_of(library, "mine", "look") == ()
